#include "study/plan/outcome.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "scenario/numbers.h"
#include "scenario/text.h"

static const char *const kind_words[] = {[OUTCOME_AT] = "final",
    [OUTCOME_MEAN] = "mean",
    [OUTCOME_MAX] = "max",
    [OUTCOME_MIN] = "min",
    [OUTCOME_TOTAL] = "total",
    [OUTCOME_INCREASE] = "increase"};

/* One reading of an item. */
struct reading {
    const struct yaml_tree *tree;
    const struct yaml_node *item;
    struct outcome *outcome;
    struct message *message;
};

/* ---- names ---- */

static const char *observable_name(const void *context, int i)
{
    (void)context;
    return observable_table[i].name;
}

/* The observable called so, or -1. */
static int find_observable(const char *name)
{
    for (int o = 0; o < OBSERVABLE_COUNT; o++)
        if (strcmp(observable_table[o].name, name) == 0) return o;
    return -1;
}

static enum status take_observable(
    const struct reading *reading, const struct yaml_node *node, const char *name, const char *suffix)
{
    int found = find_observable(name);
    if (found >= 0) {
        reading->outcome->of = (enum observable)found;
        return STATUS_OK;
    }
    const char *nearest = text_nearest(name, OBSERVABLE_COUNT, observable_name, NULL);
    return yaml_fault(reading->tree, node, reading->message,
        "%s%s: there is no such observable%s%s%s%s; `selforg describe observables` lists them all",
        text_excerpt(name).text, suffix, nearest ? "; did you mean '" : "", nearest ? nearest : "",
        nearest ? suffix : "", nearest ? "'?" : "");
}

/* OBSERVABLE_final and its like. */
static enum status take_word(const struct reading *reading)
{
    const char *word = reading->item->text, *suffix = strrchr(word, '_');
    char stem[OUTCOME_NAME];
    struct outcome *outcome = reading->outcome;
    bool known = false;
    for (int kind = OUTCOME_AT; kind <= OUTCOME_TOTAL && suffix && !known; kind++) {
        known = strcmp(suffix + 1, kind_words[kind]) == 0;
        if (known) outcome->kind = (enum outcome_kind)kind;
    }
    if (!known || find_observable(word) >= 0)
        return yaml_fault(reading->tree, reading->item, reading->message,
            "%s: an outcome is OBSERVABLE_final, _mean, _max, _min or _total, or a mapping with `of`%s%s%s",
            text_excerpt(word).text, find_observable(word) >= 0 ? "; did you mean '" : "",
            find_observable(word) >= 0 ? word : "", find_observable(word) >= 0 ? "_final'?" : "");
    snprintf(stem, sizeof stem, "%.*s", (int)(suffix - word), word);
    return take_observable(reading, reading->item, stem, suffix);
}

/* A name becomes that of a variable in a file. */
static enum status check_name(const struct outcomes *outcomes, const struct reading *reading)
{
    static const char *const taken[] = {"run", "step", "config_id", "condition", "replicate", "seed"};
    const char *name = reading->outcome->name, *fault = NULL;
    if (!*name || name[strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")])
        fault = "a name is made of letters, digits and _";
    if (strncmp(name, "run_", 4) == 0) fault = "names that begin with run_ are taken";
    for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++)
        if (strcmp(name, taken[i]) == 0) fault = "the name is taken";
    for (int64_t i = 0; i < outcomes->count; i++)
        if (strcmp(outcomes->items[i].name, name) == 0) fault = "the name is there twice";
    if (!fault) return STATUS_OK;
    return yaml_fault(reading->tree, reading->item, reading->message, "%s: %s", text_excerpt(name).text, fault);
}

/* ---- the keys of an item that is a mapping ---- */

static enum status take_step(
    const struct reading *reading, const struct yaml_node *node, const char *key, int64_t *step)
{
    if (node->kind == NODE_TEXT && number_read_whole(node->text, step) == NUMBER_FINE && *step >= 0) return STATUS_OK;
    return yaml_fault(reading->tree, node, reading->message, "%s: %s is no step; it must be a whole number from 0 on%s",
        key, node->kind == NODE_TEXT ? text_excerpt(node->text).text : yaml_node_kind(node),
        strcmp(key, "at") == 0 ? ", or final" : "");
}

static enum status take_number(
    const struct reading *reading, const struct yaml_node *node, const char *key, double *number)
{
    if (node->kind == NODE_TEXT && number_read(node->text, number) == NUMBER_FINE) return STATUS_OK;
    return yaml_fault(reading->tree, node, reading->message, "%s: %s is no number", key,
        node->kind == NODE_TEXT ? text_excerpt(node->text).text : yaml_node_kind(node));
}

/* [first, last] */
static enum status take_window(const struct reading *reading, const struct yaml_node *node, const char *key)
{
    struct outcome *outcome = reading->outcome;
    bool whole = outcome->kind == OUTCOME_TOTAL && node->kind == NODE_TEXT && strcmp(node->text, "true") == 0;
    if (whole) return STATUS_OK;
    bool two = node->kind == NODE_LIST && node->child && node->child->next && !node->child->next->next;
    if (!two)
        return yaml_fault(reading->tree, node, reading->message,
            "%s: the value is %s; it must be two steps, as [104, 208]%s", key, yaml_node_kind(node),
            outcome->kind == OUTCOME_TOTAL ? ", or true" : "");
    enum status status = take_step(reading, node->child, key, &outcome->first);
    if (status == STATUS_OK) status = take_step(reading, node->child->next, key, &outcome->last);
    if (status == STATUS_OK && outcome->first > outcome->last)
        status = yaml_fault(reading->tree, node, reading->message, "%s: the first step is after the last", key);
    return status;
}

static enum status take_at(const struct reading *reading, const struct yaml_node *node)
{
    if (node->kind == NODE_TEXT && strcmp(node->text, "final") == 0) return STATUS_OK;
    return take_step(reading, node, "at", &reading->outcome->last);
}

static enum status take_threshold(
    const struct reading *reading, const struct yaml_node *reaches, const struct yaml_node *share_of)
{
    struct outcome *outcome = reading->outcome;
    double whole = 1;
    outcome->of_agents = share_of && share_of->kind == NODE_TEXT && strcmp(share_of->text, "agents") == 0;
    enum status status = take_number(reading, reaches, "reaches", &outcome->reaches);
    if (status == STATUS_OK && share_of && !outcome->of_agents)
        status = take_number(reading, share_of, "share_of (else the word agents)", &whole);
    outcome->reaches *= whole;
    return status;
}

/* What says which rows count, and how: exactly one key does. */
static enum status take_kind(const struct reading *reading)
{
    const struct yaml_node *item = reading->item, *at = yaml_tree_get(item, "at"),
                           *reaches = yaml_tree_get(item, "reaches"), *window = NULL;
    int given = (at != NULL) + (reaches != NULL);
    for (int kind = OUTCOME_MEAN; kind <= OUTCOME_INCREASE; kind++) {
        const struct yaml_node *found = yaml_tree_get(item, kind_words[kind]);
        if (!found) continue;
        given++;
        window = found;
        reading->outcome->kind = (enum outcome_kind)kind;
    }
    if (given != 1)
        return yaml_fault(reading->tree, item, reading->message,
            "an outcome has one of the keys at, mean, max, min, total, increase, reaches");
    if (at) return take_at(reading, at);
    if (window) return take_window(reading, window, kind_words[reading->outcome->kind]);
    reading->outcome->kind = OUTCOME_REACHES;
    return take_threshold(reading, reaches, yaml_tree_get(item, "share_of"));
}

static enum status take_mapping(const struct reading *reading, bool series)
{
    static const char *const keys[] = {
        "name", "of", "entry", "at", "mean", "max", "min", "total", "increase", "reaches", "share_of"};
    const struct yaml_node *name = yaml_tree_get(reading->item, "name"), *of = yaml_tree_get(reading->item, "of"),
                           *entry = yaml_tree_get(reading->item, "entry");
    enum status status = yaml_check_keys(reading->tree, reading->item, keys, series ? 3 : 11, reading->message);
    if (status != STATUS_OK) return status;
    if (!name || name->kind != NODE_TEXT || !of || of->kind != NODE_TEXT || (entry && entry->kind != NODE_TEXT))
        return yaml_fault(reading->tree, reading->item, reading->message,
            "%s has a name, `of` an observable, and perhaps an entry, each a piece of text",
            series ? "a series" : "an outcome");
    snprintf(reading->outcome->name, OUTCOME_NAME, "%s", name->text);
    status = take_observable(reading, of, of->text, "");
    if (status == STATUS_OK && !series) status = take_kind(reading);
    if (status != STATUS_OK || !entry) return status;
    reading->outcome->entry = strdup(entry->text);
    return reading->outcome->entry ? STATUS_OK : message_set(reading->message, STATUS_MEMORY, "no memory");
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
        status = series ? take_observable(reading, reading->item, reading->item->text, "") : take_word(reading);
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
    if (list->kind != NODE_LIST)
        return yaml_fault(tree, list, message, "this is %s; it must be a list", yaml_node_kind(list));
    for (const struct yaml_node *item = list->child; status == STATUS_OK && item; item = item->next) {
        struct outcome outcome;
        struct reading reading = {tree, item, &outcome, message};
        status = take_item(outcomes, series, &reading);
        if (status == STATUS_OK && !array_push(outcomes, outcome))
            status = message_set(message, STATUS_MEMORY, "there is not enough memory to read %s", tree->file);
        if (status != STATUS_OK) free(outcome.entry);
    }
    return status;
}

void outcomes_free(struct outcomes *outcomes)
{
    for (int64_t i = 0; i < outcomes->count; i++) free(outcomes->items[i].entry);
    array_free(outcomes);
}

/* ---- making up ---- */

/* Whether the outcome is none where the run ends before its last step. */
static bool needs_last(const struct outcome *outcome)
{
    return (outcome->kind == OUTCOME_AT || outcome->kind == OUTCOME_INCREASE) && outcome->last < INT64_MAX;
}

bool outcome_shown(const struct outcome *outcome, const struct scenario *scenario)
{
    int64_t needed = needs_last(outcome) ? outcome->last : outcome->first;
    return observable_shown(scenario, outcome->of) && scenario->run.steps >= needed;
}

struct entry_labels {
    const struct world *world;
    enum dimension dimension;
    char buffer[64];
};

static const char *entry_label(const void *context, int i)
{
    struct entry_labels labels = *(const struct entry_labels *)context;
    return model_dimension_label(labels.world, labels.dimension, i, ((struct entry_labels *)context)->buffer);
}

static enum status find_entry(
    const struct outcome *outcome, const struct world *world, int64_t *entry, struct message *message)
{
    struct entry_labels labels = {.world = world, .dimension = observable_table[outcome->of].dimension};
    int64_t count = model_dimension_length(world, labels.dimension);
    for (*entry = 0; *entry < count; ++*entry)
        if (strcmp(entry_label(&labels, (int)*entry), outcome->entry) == 0) return STATUS_OK;
    if (number_read_whole(outcome->entry, entry) == NUMBER_FINE && *entry >= 0 && *entry < count) return STATUS_OK;
    const char *nearest = text_nearest(outcome->entry, (int)count, entry_label, &labels);
    if (nearest == labels.buffer) nearest = NULL; /* numbered labels are written there one after the other */
    return message_set(message, STATUS_INPUT, "%s: %s has no entry '%s'%s%s%s", outcome->name,
        observable_table[outcome->of].name, outcome->entry, nearest ? "; did you mean '" : "", nearest ? nearest : "",
        nearest ? "'?" : "");
}

enum status tally_begin(
    struct tally *tally, const struct outcome *outcome, const struct world *world, struct message *message)
{
    double whole = outcome->of_agents ? model_agents(world) : 1;
    struct observation shown;
    *tally = (struct tally){.outcome = outcome, .threshold = outcome->reaches * whole, .value = NAN};
    enum status status = observation_create(&shown, world);
    if (status != STATUS_OK) return message_set(message, status, "%s", status_sentence(status));
    tally->entries = shown.length[outcome->of];
    observation_free(&shown);
    if (tally->entries == 0 || !outcome->entry) return STATUS_OK;
    tally->entries = 1;
    return find_entry(outcome, world, &tally->first_entry, message);
}

double tally_look(const struct tally *tally, const struct observation *row)
{
    const struct observable_info *info = &observable_table[tally->outcome->of];
    double sum = 0;
    for (int64_t i = 0; i < tally->entries; i++) sum += row->value[tally->outcome->of][tally->first_entry + i];
    if (tally->entries == 0) return NAN;
    return info->type == OBSERVABLE_COUNT_TYPE ? sum : sum / (double)tally->entries;
}

void tally_add(struct tally *tally, int64_t step, const struct observation *row)
{
    const struct outcome *outcome = tally->outcome;
    tally->latest = step;
    bool too_early = step < outcome->first && outcome->kind != OUTCOME_INCREASE;
    if (too_early || step > outcome->last || tally->entries == 0) return;
    double now = tally_look(tally, row);
    bool first = tally->rows++ == 0;
    switch (outcome->kind) {
    case OUTCOME_AT:
        tally->value = now;
        break;
    case OUTCOME_MEAN:
    case OUTCOME_TOTAL:
        tally->value = first ? now : tally->value + now;
        break;
    case OUTCOME_MAX:
        tally->value = first || now > tally->value ? now : tally->value;
        break;
    case OUTCOME_MIN:
        tally->value = first || now < tally->value ? now : tally->value;
        break;
    case OUTCOME_INCREASE:
        if (step <= outcome->first) tally->before = now;
        tally->value = now - tally->before;
        break;
    case OUTCOME_REACHES:
        if (isnan(tally->value) && now >= tally->threshold) tally->value = (double)step;
        break;
    }
}

double tally_result(const struct tally *tally)
{
    const struct outcome *outcome = tally->outcome;
    bool ended_before = needs_last(outcome) && tally->latest < outcome->last;
    return ended_before ? NAN : outcome->kind == OUTCOME_MEAN ? tally->value / (double)tally->rows : tally->value;
}
