/* Reading the outcomes and series that a study wants. */
#include <stdio.h>
#include <string.h>

#include "scenario/numbers.h"
#include "scenario/text.h"
#include "study/format/format.h"
#include "study/format/outcome_kinds.h"

#define NAME_LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"

/* One reading of an item. */
struct reading {
    const struct yaml_tree *tree;
    const struct yaml_node *item;
    struct outcome *outcome;
    struct message *message;
};

/* ---- names ---- */

static enum status take_observable(const struct reading *reading, const struct yaml_node *node, const char *name,
    const char *suffix, enum observable *observable)
{
    *observable = observable_find(name);
    if (*observable < OBSERVABLE_COUNT) return STATUS_OK;
    const char *nearest = observable_nearest(name);
    char meant[OUTCOME_NAME];
    if (nearest) snprintf(meant, sizeof meant, "%s%s", nearest, suffix);
    return yaml_fault(reading->tree, node, reading->message,
        "%s%s: there is no such observable%s; `selforg describe observables` lists them all", text_excerpt(name).text,
        suffix, text_suggestion(nearest ? meant : NULL).text);
}

/* The kind that a name's suffix stands for; OUTCOME_KINDS: none. */
static enum outcome_kind kind_of_suffix(const char *suffix)
{
    int kind = 0;
    while (kind < OUTCOME_KINDS && strcmp(outcome_kind_table[kind].suffix, suffix) != 0) kind++;
    return (enum outcome_kind)kind;
}

/* OBSERVABLE_final and its like. */
static enum status take_word(const struct reading *reading)
{
    const char *word = reading->item->text, *suffix = strrchr(word, '_');
    bool series = observable_find(word) < OBSERVABLE_COUNT;
    char stem[OUTCOME_NAME], suffixes[OUTCOME_SUFFIXES];
    enum outcome_kind kind = suffix && suffix[1] ? kind_of_suffix(suffix + 1) : OUTCOME_KINDS;
    if (kind < OUTCOME_KINDS && !series) {
        reading->outcome->kind = kind;
        snprintf(stem, sizeof stem, "%.*s", (int)(suffix - word), word);
        return take_observable(reading, reading->item, stem, suffix, &reading->outcome->of);
    }
    outcome_suffixes(suffixes);
    if (series) snprintf(stem, sizeof stem, "%s_final", word);
    return yaml_fault(reading->tree, reading->item, reading->message,
        "%s: an outcome is OBSERVABLE with a suffix (%s), or a mapping with `of`%s", text_excerpt(word).text, suffixes,
        text_suggestion(series ? stem : NULL).text);
}

/* A name becomes that of a variable in a file. */
static enum status check_name(const struct outcomes *outcomes, const struct reading *reading)
{
    static const char *const taken[] = {"run", "step", "config_id", "condition", "replicate", "seed"};
    const char *name = reading->outcome->name, *fault = NULL;
    const char *written = reading->item->kind == NODE_TEXT ? reading->item->text : yaml_text(reading->item, "name", "");
    if (!*name || name[strspn(name, NAME_LETTERS)]) fault = "a name is made of letters, digits and _";
    char too_long[48];
    snprintf(too_long, sizeof too_long, "a name has at most %d characters", OUTCOME_NAME - 1);
    if (strlen(written) >= OUTCOME_NAME) fault = too_long;
    if (strncmp(name, "run_", 4) == 0) fault = "names that begin with run_ are taken";
    for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++)
        if (strcmp(name, taken[i]) == 0) fault = "the name is taken";
    for (int64_t i = 0; i < outcomes->count; i++)
        if (strcmp(outcomes->items[i].name, name) == 0) fault = "the name is there twice";
    if (!fault) return STATUS_OK;
    return yaml_fault(reading->tree, reading->item, reading->message, "%s: %s", text_excerpt(name).text, fault);
}

/* ---- an item that is a mapping ---- */

static enum status take_step(
    const struct reading *reading, const struct yaml_node *node, const char *key, int64_t *step)
{
    bool fine = node->kind == NODE_TEXT && node->plain && number_read_whole(node->text, step) == NUMBER_FINE;
    if (fine && *step >= 0) return STATUS_OK;
    return yaml_fault(reading->tree, node, reading->message, "%s: %s is no step; it must be a whole number from 0 on",
        key, node->kind == NODE_TEXT ? text_excerpt(node->text).text : yaml_node_kind(node));
}

/* [first, last]; a word stands for all steps. */
static enum status take_window(const struct reading *reading, const struct yaml_node *node, const char *key)
{
    struct outcome *outcome = reading->outcome;
    if (node->kind == NODE_TEXT) return STATUS_OK;
    if (yaml_length(node) != 2)
        return yaml_fault(reading->tree, node, reading->message, "%s: it must be two steps, as [104, 208]", key);
    enum status status = take_step(reading, node->child, key, &outcome->first);
    if (status == STATUS_OK) status = take_step(reading, node->child->next, key, &outcome->last);
    if (status == STATUS_OK && outcome->first > outcome->last)
        status = yaml_fault(reading->tree, node, reading->message, "%s: the first step is after the last", key);
    const bool of_two = outcome_kind_table[outcome->kind].argument == ARGUMENT_SPAN;
    if (status == STATUS_OK && of_two && outcome->first == outcome->last)
        status = yaml_fault(reading->tree, node, reading->message, "%s: from a step to itself nothing changes", key);
    return status;
}

/* How much is to be reached: so much, or a share of a number or of the agents. */
static void take_level(const struct reading *reading, const char *key)
{
    struct outcome *outcome = reading->outcome;
    outcome->of_agents = strcmp(yaml_text(reading->item, "fraction_of", ""), "agents") == 0;
    outcome->level = yaml_real(reading->item, key, 0) * yaml_real(reading->item, "fraction_of", 1);
}

static enum status take_argument(const struct reading *reading)
{
    const struct outcome_kind_info *kind = &outcome_kind_table[reading->outcome->kind];
    const struct yaml_node *steps = yaml_tree_get(reading->item, "steps");
    switch (kind->argument) {
    case ARGUMENT_STEP:
        reading->outcome->last = yaml_whole(reading->item, kind->word, INT64_MAX);
        return STATUS_OK;
    case ARGUMENT_LEVEL:
    case ARGUMENT_LIMIT:
        take_level(reading, kind->word);
        return STATUS_OK;
    case ARGUMENT_PLACE:
        take_level(reading, kind->word);
        return STATUS_OK;
    case ARGUMENT_PART:
        take_level(reading, kind->word);
        return steps ? take_window(reading, steps, "steps") : STATUS_OK;
    default:
        return take_window(reading, yaml_tree_get(reading->item, kind->word), kind->word);
    }
}

/* What says which rows count, and how: exactly one key does. */
static enum status take_kind(const struct reading *reading)
{
    int given = 0;
    char words[256] = "";
    const bool of_events = reading->outcome->of_events;
    const enum outcome_rows not_these = of_events ? ROWS_OF_SERIES : ROWS_OF_EVENTS;
    for (int i = 0; i < OUTCOME_KINDS; i++) {
        const struct outcome_kind_info *kind = &outcome_kind_table[i];
        const size_t length = strlen(words);
        if (kind->rows != not_these)
            snprintf(words + length, sizeof words - length, "%s%s", *words ? ", " : "", kind->word);
        if (!yaml_tree_get(reading->item, kind->word)) continue;
        reading->outcome->kind = (enum outcome_kind)i;
        given++;
    }
    const struct outcome_kind_info *kind = &outcome_kind_table[reading->outcome->kind];
    if (given == 1 && kind->rows != not_these) return take_argument(reading);
    if (given == 1)
        return yaml_fault(reading->tree, yaml_tree_get(reading->item, kind->word), reading->message,
            "%s: it is %s; %s: %s", kind->word, of_events ? "of series alone" : "of events, and there is no `events`",
            of_events ? "of events there are" : "of a series there are", words);
    return yaml_fault(reading->tree, reading->item, reading->message, "an outcome %shas one of the keys %s",
        of_events ? "of events " : "", words);
}

static bool takes_level(const struct outcome *outcome)
{
    const enum outcome_argument argument = outcome_kind_table[outcome->kind].argument;
    return argument == ARGUMENT_LEVEL || argument == ARGUMENT_LIMIT;
}

static enum status check_fraction_of(const struct reading *reading)
{
    const struct yaml_node *node = yaml_tree_get(reading->item, "fraction_of");
    const char *word = outcome_kind_table[reading->outcome->kind].word;
    const bool takes = takes_level(reading->outcome);
    if (!node || (takes && reading->outcome->level != 0)) return STATUS_OK;
    if (!takes) return yaml_fault(reading->tree, node, reading->message, "fraction_of: has no effect with `%s`", word);
    return yaml_vain(
        reading->tree, node, reading->message, "fraction_of: `%s` of it comes to 0, whatever the other is", word);
}

/* What it is divided by. */
static enum status take_over(const struct reading *reading)
{
    struct outcome *outcome = reading->outcome;
    const struct yaml_node *list = yaml_tree_get(reading->item, "over");
    enum status status = STATUS_OK;
    if (!list) return STATUS_OK;
    if (takes_level(outcome))
        return yaml_fault(reading->tree, list, reading->message, "over: `%s` is divided by nothing",
            outcome_kind_table[outcome->kind].word);
    if (yaml_length(list) < 1 || yaml_length(list) > OUTCOME_OVER_MOST)
        return yaml_fault(
            reading->tree, list, reading->message, "over: it must be from 1 to %d names of series", OUTCOME_OVER_MOST);
    for (const struct yaml_node *item = list->child; status == STATUS_OK && item; item = item->next)
        status = item->kind == NODE_TEXT
                     ? take_observable(reading, item, item->text, "", &outcome->over[outcome->over_count++])
                     : yaml_fault(reading->tree, item, reading->message, "over: this is %s; it must be a name",
                           yaml_node_kind(item));
    return status;
}

/* A name stands for a series; what has more than letters, digits and _ is an expression. */
static enum status take_of(const struct reading *reading, const struct yaml_node *of)
{
    struct outcome *outcome = reading->outcome;
    const struct yaml_node *entry = yaml_tree_get(reading->item, "entry");
    if (!of->text[strspn(of->text, NAME_LETTERS)]) return take_observable(reading, of, of->text, "", &outcome->of);
    enum status status = expression_read(&outcome->expression, of->text, reading->message);
    if (status != STATUS_OK) {
        message_prefix(reading->message, "of: ");
        return yaml_fault_at(reading->tree, of, reading->message, status);
    }
    outcome->of = outcome->expression.series[0].of;
    if (!entry) return STATUS_OK;
    return yaml_fault(reading->tree, entry, reading->message,
        "entry: has no effect with an expression; an entry is in brackets there, as %s[%s]",
        observable_table[outcome->of].name, text_excerpt(entry->text).text);
}

/* ---- events ---- */

static const char *table_name(const void *context, int i)
{
    (void)context;
    return event_tables[i].name;
}

static enum status take_table(const struct reading *reading, const struct yaml_node *node)
{
    int table = 0;
    while (table < EVENT_TABLE_COUNT && strcmp(event_tables[table].name, node->text) != 0) table++;
    reading->outcome->of_events = true;
    reading->outcome->table = (enum event_table)table;
    if (table < EVENT_TABLE_COUNT) return STATUS_OK;
    const char *nearest = text_nearest(node->text, EVENT_TABLE_COUNT, table_name, NULL);
    return yaml_fault(reading->tree, node, reading->message,
        "events: there is no table '%s'%s; `selforg describe events` lists them all", text_excerpt(node->text).text,
        text_suggestion(nearest).text);
}

static enum status take_columns(const struct reading *reading, const char *key, struct expression *expression)
{
    const struct yaml_node *node = yaml_tree_get(reading->item, key);
    if (!node) return STATUS_OK;
    enum status status = expression_read_columns(expression, reading->outcome->table, node->text, reading->message);
    if (status == STATUS_OK) return STATUS_OK;
    message_prefix(reading->message, "%s: ", key);
    return yaml_fault_at(reading->tree, node, reading->message, status);
}

/* What is said of series is said of events in other words. */
static enum status check_no_series(const struct reading *reading)
{
    static const struct {
        const char *key, *instead;
    } said[] = {{"entry", "`where` says which"},
        {"over", "a share is the mean of a comparison, as `of: channel == project, mean: true`"}};
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        const struct yaml_node *node = yaml_tree_get(reading->item, said[i].key);
        if (node)
            return yaml_fault(reading->tree, node, reading->message, "%s: has no effect with `events`; %s", said[i].key,
                said[i].instead);
    }
    return STATUS_OK;
}

static enum status take_events(const struct reading *reading, const struct yaml_node *events)
{
    struct outcome *outcome = reading->outcome;
    const struct yaml_node *of = yaml_tree_get(reading->item, "of");
    enum status status = take_table(reading, events);
    if (status == STATUS_OK) status = check_no_series(reading);
    if (status == STATUS_OK) status = take_columns(reading, "of", &outcome->expression);
    if (status == STATUS_OK) status = take_columns(reading, "where", &outcome->where);
    if (status == STATUS_OK) status = take_kind(reading);
    if (status == STATUS_OK) status = check_fraction_of(reading);
    if (status == STATUS_OK && of && outcome->kind == OUTCOME_COUNT)
        status = yaml_fault(reading->tree, of, reading->message, "of: has no effect with `count`, which counts events");
    if (status == STATUS_OK && !of && outcome->kind != OUTCOME_COUNT)
        status = yaml_fault(reading->tree, reading->item, reading->message,
            "of: it is missing: of which column is the `%s`?", outcome_kind_table[outcome->kind].word);
    return status;
}

static enum status take_mapping(const struct reading *reading, bool series)
{
    const char *entry = NULL;
    enum status status =
        study_mapping_check(series ? MAPPING_SERIES : MAPPING_OUTCOME, reading->tree, reading->item, reading->message);
    if (status != STATUS_OK) return status;
    snprintf(reading->outcome->name, OUTCOME_NAME, "%s", yaml_text(reading->item, "name", ""));
    const struct yaml_node *of = yaml_tree_get(reading->item, "of"), *events = yaml_tree_get(reading->item, "events");
    if (events) return take_events(reading, events);
    if (!of) return yaml_fault(reading->tree, reading->item, reading->message, "of: it is missing: of which series?");
    status = take_of(reading, of);
    if (status == STATUS_OK && !series) status = take_kind(reading);
    if (status == STATUS_OK && !series) status = check_fraction_of(reading);
    if (status == STATUS_OK && !series) status = take_over(reading);
    if (status == STATUS_OK) entry = yaml_text(reading->item, "entry", NULL);
    if (!entry) return status;
    reading->outcome->entry = strdup(entry);
    return reading->outcome->entry ? STATUS_OK : message_status(reading->message, STATUS_MEMORY);
}

static enum status take_item(const struct outcomes *outcomes, bool series, const struct reading *reading)
{
    struct outcome *outcome = reading->outcome;
    enum status status = STATUS_OK;
    *outcome = (struct outcome){.last = INT64_MAX, .node = reading->item};
    if (reading->item->kind == NODE_MAPPING) {
        status = take_mapping(reading, series);
    } else if (reading->item->kind == NODE_TEXT) {
        snprintf(outcome->name, OUTCOME_NAME, "%s", reading->item->text);
        status = series ? take_observable(reading, reading->item, reading->item->text, "", &outcome->of)
                        : take_word(reading);
    } else {
        status = yaml_fault(reading->tree, reading->item, reading->message,
            "this is %s; it must be a name or a mapping", yaml_node_kind(reading->item));
    }
    return status == STATUS_OK ? check_name(outcomes, reading) : status;
}

enum status outcomes_read(struct outcomes *outcomes, bool series, const struct yaml_tree *tree,
    const struct yaml_node *list, struct message *message)
{
    enum status status = STATUS_OK;
    for (const struct yaml_node *item = list->child; status == STATUS_OK && item; item = item->next) {
        struct outcome outcome;
        struct reading reading = {tree, item, &outcome, message};
        status = take_item(outcomes, series, &reading);
        if (status == STATUS_OK && !array_push(outcomes, outcome))
            status = message_no_memory(message, "to read %s", tree->file);
        if (status != STATUS_OK) free(outcome.entry);
    }
    return status;
}

void outcomes_free(struct outcomes *outcomes)
{
    for (int64_t i = 0; i < outcomes->count; i++) free(outcomes->items[i].entry);
    array_free(outcomes);
}
