#include "io/draft/draft.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "io/text/characters.h"
#include "scenario/numbers.h"

static const char *const role_names[ROLE_COUNT] = {[ROLE_NAME] = "name",
    [ROLE_LABEL] = "label",
    [ROLE_ID] = "id",
    [ROLE_UNIT] = "unit",
    [ROLE_DEPARTMENT] = "department",
    [ROLE_GROUP] = "group",
    [ROLE_MODE] = "bipartite"};

struct draft draft_of(const char *path, const char *unit, const char *weight, struct message *message)
{
    struct draft draft = {.path = path,
        .node_path = path,
        .unit = unit,
        .weight = weight,
        .weight_most = EDGE_WEIGHT_MOST,
        .message = message};
    for (int role = 0; role < ROLE_COUNT; role++) draft.own[role] = -1;
    return draft;
}

void draft_free(struct draft *draft)
{
    names_free(&draft->ids);
    names_free(&draft->values);
    names_free(&draft->used);
    names_free(&draft->ignored_nodes);
    names_free(&draft->ignored_ties);
    for (int trait = 0; trait < TRAIT_COUNT; trait++) array_free(&draft->traits[trait]);
    array_free(&draft->nodes);
    array_free(&draft->ends);
    array_free(&draft->weights);
    array_free(&draft->notes);
}

enum status draft_fault(const struct draft *draft, const char *format, ...)
{
    struct message reason;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(reason.text, sizeof reason.text, format, arguments);
    va_end(arguments);
    if (draft->line > 0 && draft->column > 0)
        return message_set(draft->message, STATUS_INPUT, "%s:%lld:%lld: %.1900s", draft->path, (long long)draft->line,
            (long long)draft->column, reason.text);
    if (draft->line > 0)
        return message_set(
            draft->message, STATUS_INPUT, "%s:%lld: %.1900s", draft->path, (long long)draft->line, reason.text);
    return message_set(draft->message, STATUS_INPUT, "%s: %.1900s", draft->path, reason.text);
}

enum status draft_quote_fault(const struct draft *draft)
{
    return draft_fault(draft, "a quote has no end");
}

enum status draft_note(struct draft *draft, const char *format, ...)
{
    char note[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(note, sizeof note, format, arguments);
    va_end(arguments);
    const char *between = draft->notes.count > 0 ? "; " : "";
    bool room = array_append(&draft->notes, between, (int64_t)strlen(between)) &&
                array_append(&draft->notes, note, (int64_t)strlen(note));
    return room ? STATUS_OK : STATUS_MEMORY;
}

bool text_is_missing(const char *text)
{
    static const char *const words[] = {"NA", "N/A", "#N/A", "<NA>", "NaN", "nan", "NULL", "null", "None", NULL};
    for (int i = 0; words[i]; i++)
        if (strcmp(text, words[i]) == 0) return true;
    return false;
}

/* ---- nodes ---- */

/* The number of an id, new or not. */
static enum status number_of(struct draft *draft, const char *id, int32_t *number)
{
    int32_t known = names_count(&draft->ids);
    if (names_add(&draft->ids, id, number) != STATUS_OK) return STATUS_MEMORY;
    if (*number < known) return STATUS_OK;
    if (!*id) return draft_fault(draft, "a node has an empty id");
    if (text_is_missing(id)) return draft_fault(draft, "the id of a node is %s, which stands for a missing value", id);
    uint32_t hidden = characters_hidden(id);
    if (hidden) return draft_fault(draft, "an id has the character U+%04X, which is not to be seen", (unsigned)hidden);
    if (!draft->nodes_declared) return STATUS_OK;
    struct node node = {.line = draft->line, .order = -1};
    for (int role = 0; role < ROLE_COUNT; role++) node.value[role] = -1;
    return array_push(&draft->nodes, node) ? STATUS_OK : STATUS_MEMORY;
}

enum status draft_node(struct draft *draft, const char *id, int32_t *number)
{
    enum status status = number_of(draft, id, number);
    if (status != STATUS_OK) return status;
    struct node *node = &draft->nodes.items[*number];
    if (node->order >= 0)
        return draft_fault(draft, "the node \"%s\" is there already, in line %lld", id, (long long)node->line);
    node->order = draft->declared++;
    node->line = draft->line;
    return STATUS_OK;
}

enum status draft_numbered(struct draft *draft, int64_t count)
{
    enum status status = STATUS_OK;
    for (int64_t i = 1; i <= count && status == STATUS_OK; i++) {
        char id[24];
        int32_t node;
        snprintf(id, sizeof id, "%lld", (long long)i);
        status = draft_node(draft, id, &node);
    }
    return status;
}

/* Which role an attribute of nodes has by its name, or -1. */
static int role_of(const struct draft *draft, const char *attribute)
{
    for (int role = 0; role < ROLE_COUNT; role++) {
        bool asked = *draft->unit && role >= ROLE_UNIT && role < ROLE_MODE;
        if (!asked && role_names[role] && strcasecmp(attribute, role_names[role]) == 0) return role;
    }
    return -1;
}

enum status draft_node_role(struct draft *draft, int32_t node, enum role role, const char *word, const char *text)
{
    int32_t *value = &draft->nodes.items[node].value[role];
    uint32_t hidden = characters_hidden(text);
    if (!*text) return STATUS_OK;
    if (hidden)
        return draft_fault(draft, "\"%s\" has the character U+%04X, which is not to be seen", word, (unsigned)hidden);
    if (*value >= 0) return draft_fault(draft, "the node \"%s\" has \"%s\" twice", names_text(&draft->ids, node), word);
    if (draft->own[role] < 0 && names_add(&draft->used, word, &draft->own[role]) != STATUS_OK) return STATUS_MEMORY;
    return names_add(&draft->values, text, value);
}

enum status draft_node_value(struct draft *draft, int32_t node, const char *attribute, const char *text)
{
    int role = role_of(draft, attribute);
    bool asked = *draft->unit && strcasecmp(attribute, draft->unit) == 0;
    bool used = role >= 0 || asked;
    enum status status = asked ? draft_node_role(draft, node, ROLE_UNIT, attribute, text) : STATUS_OK;
    if (status == STATUS_OK && role >= 0) status = draft_node_role(draft, node, (enum role)role, attribute, text);
    if (status == STATUS_OK) status = draft_node_trait(draft, node, attribute, text, &used);
    return status == STATUS_OK && !used ? draft_ignore_of_nodes(draft, attribute) : status;
}

/* ---- ties ---- */

enum status draft_tie_begin(struct draft *draft, const char *source, const char *target)
{
    enum status status = draft_tie_source(draft, source);
    return status == STATUS_OK ? draft_tie_target(draft, target) : status;
}

enum status draft_tie_source(struct draft *draft, const char *source)
{
    draft->tie = (struct tie){0};
    return number_of(draft, source, &draft->tie.source);
}

enum status draft_tie_target(struct draft *draft, const char *target)
{
    return number_of(draft, target, &draft->tie.target);
}

bool draft_is_weight(const struct draft *draft, const char *attribute)
{
    return strcasecmp(attribute, *draft->weight ? draft->weight : "weight") == 0;
}

void draft_decimal_comma(struct draft *draft, bool may_have)
{
    draft->decimal_comma = may_have;
    draft->decimals = (struct decimals){0};
}

enum status draft_number(struct draft *draft, const char *text, double *number)
{
    char copy[NUMBER_TEXT];
    struct message reason;
    const bool comma = draft->decimal_comma && strlen(text) < sizeof copy; /* what is longer is no number */
    if (!comma) {
        if (number_read(text, number) != NUMBER_FINE) *number = (double)NAN;
        return STATUS_OK;
    }
    strcpy(copy, text);
    if (decimals_read(&draft->decimals, copy, draft->line, number, &reason) == STATUS_OK) return STATUS_OK;
    return draft_fault(draft, "%s", reason.text);
}

/* By the name that the file has for it. */
static enum status weight_fault(const struct draft *draft, const char *text)
{
    const char *name = *draft->weight ? draft->weight : "weight";
    const char *source = names_text(&draft->ids, draft->tie.source),
               *target = names_text(&draft->ids, draft->tie.target);
    if (!*text || text_is_missing(text))
        return draft_fault(draft, "the tie %s-%s has no %s%s%s%s", source, target, name, *text ? " (\"" : "", text,
            *text ? "\")" : "");
    return draft_fault(draft, "the %s \"%s\" of the tie %s-%s is not a number above 0 and at most %g", name, text,
        source, target, draft->weight_most);
}

enum status draft_weight(struct draft *draft, const char *text)
{
    double weight;
    if (draft->tie.weight > 0) return draft_fault(draft, "the weight of a tie is given twice");
    enum status status = draft_number(draft, text, &weight);
    if (status != STATUS_OK) return status;
    if (!(weight > 0 && weight <= draft->weight_most)) return weight_fault(draft, text);
    draft->tie.weight = weight;
    return STATUS_OK;
}

enum status draft_tie_value(struct draft *draft, const char *attribute, const char *text)
{
    if (!draft_is_weight(draft, attribute)) return draft_ignore_of_ties(draft, attribute);
    enum status status = draft_use(draft, attribute);
    return status == STATUS_OK ? draft_weight(draft, text) : status;
}

static enum status no_weight(struct draft *draft, struct tie tie, int64_t line)
{
    draft->line = line;
    return draft_fault(draft, "the tie %s-%s has no weight, though others have", names_text(&draft->ids, tie.source),
        names_text(&draft->ids, tie.target));
}

enum status draft_tie_end(struct draft *draft)
{
    const struct tie *tie = &draft->tie;
    bool weighted = draft->weights.count > 0;
    if (tie->weight > 0 && draft->weightless_count > 0)
        return no_weight(draft, draft->weightless, draft->weightless_line);
    if (tie->weight <= 0 && weighted) return no_weight(draft, *tie, draft->line);
    if (tie->weight > 0 && !array_push(&draft->weights, tie->weight)) return STATUS_MEMORY;
    if (tie->weight <= 0 && draft->weightless_count++ == 0) {
        draft->weightless = *tie;
        draft->weightless_line = draft->line;
    }
    if (!array_reserve(&draft->ends, 2)) return STATUS_MEMORY;
    draft->ends.items[draft->ends.count++] = tie->source;
    draft->ends.items[draft->ends.count++] = tie->target;
    return STATUS_OK;
}

enum status draft_direction(struct draft *draft, bool directed)
{
    if (draft->direction_known && draft->directed != directed)
        return draft_fault(draft, "here ties are %s, before they were %s: a network is one or the other",
            directed ? "directed" : "undirected", draft->directed ? "directed" : "undirected");
    draft->direction_known = true;
    draft->directed = directed;
    return STATUS_OK;
}

/* ---- the file's words ---- */

static enum status keep_word(struct names *words, const char *word)
{
    int32_t number;
    char shown[256];
    return names_add(words, characters_shown(*word ? word : "(unnamed)", shown, sizeof shown), &number);
}

enum status draft_ignore_of_nodes(struct draft *draft, const char *attribute)
{
    return keep_word(&draft->ignored_nodes, attribute);
}

enum status draft_ignore_of_ties(struct draft *draft, const char *attribute)
{
    return keep_word(&draft->ignored_ties, attribute);
}

enum status draft_use(struct draft *draft, const char *word)
{
    return keep_word(&draft->used, word);
}
