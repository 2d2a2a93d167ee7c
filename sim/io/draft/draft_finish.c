/* A draft becomes an edge list: whoever is named must be declared, every node gets a name and a unit, agents get their
 * numbers, and what is odd but can be is told. */
#include <stdlib.h>
#include <string.h>

#include "io/draft/alike.h"
#include "io/draft/draft.h"
#include "scenario/text.h"

static const char outside_groups[] = "(no group)";

/* The first role from `first` up to `end` that some node has, or -1. */
static int role_chosen(const struct draft *draft, int first, int end)
{
    for (int role = first; role < end; role++)
        if (draft->own[role] >= 0) return role;
    return -1;
}

static enum status check_declared(struct draft *draft)
{
    for (int32_t i = 0; i < draft->nodes.count; i++) {
        if (draft->nodes.items[i].order >= 0) continue;
        draft->line = draft->nodes.items[i].line;
        return draft_fault(draft, "a tie names \"%s\", which is no node of the file", names_text(&draft->ids, i));
    }
    return STATUS_OK;
}

/* Where nodes say to which of two modes they belong, some tie must be within one. */
static enum status check_modes(struct draft *draft)
{
    if (draft->own[ROLE_MODE] < 0 || draft->ends.count == 0) return STATUS_OK;
    for (int64_t i = 0; i < draft->ends.count; i += 2) {
        const struct node *one = &draft->nodes.items[draft->ends.items[i]];
        const struct node *other = &draft->nodes.items[draft->ends.items[i + 1]];
        if (one->value[ROLE_MODE] == other->value[ROLE_MODE]) return STATUS_OK;
    }
    return draft_fault(draft,
        "every tie is between nodes of two kinds (\"%s\"), a network of two modes: ties must be between people",
        names_text(&draft->used, draft->own[ROLE_MODE]));
}

/* An edge list in which nobody is at both ends may be one of people and events; a star is none. */
static enum status note_sides(struct draft *draft)
{
    int64_t sides[4] = {0};
    unsigned char *side = calloc((size_t)names_count(&draft->ids) + 1, sizeof *side);
    if (!side) return STATUS_MEMORY;
    for (int64_t i = 0; i < draft->ends.count; i++) side[draft->ends.items[i]] |= (unsigned char)(1 << i % 2);
    for (int32_t i = 0; i < names_count(&draft->ids); i++) sides[side[i]]++;
    free(side);
    if (sides[3] > 0 || sides[1] < 2 || sides[2] < 2) return STATUS_OK;
    return draft_note(draft, "nobody is at both ends of ties: two modes?");
}

/* The number of each agent, by that of its id. */
static enum status number_agents(const struct draft *draft, int32_t *order)
{
    if (!draft->in_order) return names_order(&draft->ids, order);
    for (int32_t i = 0; i < names_count(&draft->ids); i++) order[i] = draft->nodes.items[i].order;
    return STATUS_OK;
}

/* ---- names ---- */

/* Gives the nodes that have the role the name that it says; the others keep their id. */
static enum status take_names(struct draft *draft, int role, const int32_t *order, struct labels *labels)
{
    int64_t without = 0;
    for (int32_t i = 0; i < draft->nodes.count; i++) {
        int32_t value = draft->nodes.items[i].value[role];
        const char *text = value >= 0 ? names_text(&draft->values, value) : NULL;
        without += !text || text_is_missing(text);
        if (!text || text_is_missing(text)) continue;
        char *name = strdup(text);
        if (!name) return STATUS_MEMORY;
        free(labels->text[order[i]]);
        labels->text[order[i]] = name;
    }
    if (without == 0) return STATUS_OK;
    return draft_note(draft, "%s without \"%s\" %s called by the id", text_count(without, "node", "nodes").text,
        names_text(&draft->used, draft->own[role]), without == 1 ? "is" : "are");
}

/* What is told apart and might be one, in words; `kind`: what there are two of. */
static enum status note_alike(struct draft *draft, const struct labels *labels, const char *kind)
{
    struct alike alike;
    enum status status = labels_find_alike(labels, &alike);
    if (status != STATUS_OK || alike.count == 0) return status;
    return draft_note(draft, "\"%s\" and \"%s\" %s and are two %s%s", alike.one, alike.other,
        alike.by_looks ? "look the same" : "differ in case, blanks or zeros alone", kind,
        alike.count > 1 ? ", and others too" : "");
}

static enum status note_same(struct draft *draft, const struct labels *labels)
{
    struct alike same;
    enum status status = labels_find_same(labels, &same);
    if (status != STATUS_OK || same.count == 0) return status;
    return draft_note(draft, "several nodes are called \"%s\"%s", same.one, same.count > 1 ? ", and others too" : "");
}

static enum status name_agents(struct draft *draft, const int32_t *order, struct labels *labels)
{
    int role = role_chosen(draft, 0, ROLE_UNIT);
    enum status status = names_copy(&draft->ids, order, labels);
    if (status == STATUS_OK && role >= 0) status = take_names(draft, role, order, labels);
    if (status == STATUS_OK && role >= 0) status = note_same(draft, labels); /* ids are never the same */
    return status == STATUS_OK ? note_alike(draft, labels, "nodes") : status;
}

/* ---- units ---- */

static enum status unit_fault(struct draft *draft, const struct node *node, int32_t number, const char *text)
{
    int role = role_chosen(draft, ROLE_UNIT, ROLE_MODE);
    const char *word = names_text(&draft->used, draft->own[role]), *id = names_text(&draft->ids, number);
    draft->path = draft->node_path;
    draft->line = node->line;
    if (!text) return draft_fault(draft, "the node \"%s\" has no \"%s\"", id, word);
    return draft_fault(draft, "the \"%s\" of the node \"%s\" is %s, which stands for a missing value", word, id, text);
}

/* The units' names, and of each node by its id the number that its unit has among them. */
static enum status gather_units(struct draft *draft, int role, struct names *units, int32_t *unit)
{
    int64_t outside = 0;
    for (int32_t i = 0; i < draft->nodes.count; i++) {
        const struct node *node = &draft->nodes.items[i];
        const char *text = node->value[role] >= 0 ? names_text(&draft->values, node->value[role]) : NULL;
        if (!text && role == ROLE_WITHIN) text = outside_groups, outside++;
        if (!text || text_is_missing(text)) return unit_fault(draft, node, i, text);
        if (names_add(units, text, &unit[i]) != STATUS_OK) return STATUS_MEMORY;
    }
    if (outside == 0) return STATUS_OK;
    return draft_note(draft, "%lld outside of groups are the unit %s", (long long)outside, outside_groups);
}

static const char *word_of(const void *words, int i)
{
    return names_text(words, i);
}

/* What is asked for by a name that nothing in the file has. */
static enum status lacks(struct draft *draft, const char *what, const char *asked, const struct names *there)
{
    const char *near = text_nearest(asked, names_count(there), word_of, there);
    return draft_fault(draft, "the %s have no attribute \"%s\"%s", what, asked, text_suggestion(near).text);
}

static enum status take_units(struct draft *draft, const int32_t *order, struct edge_list *list)
{
    int role = role_chosen(draft, ROLE_UNIT, ROLE_MODE);
    if (*draft->unit && role != ROLE_UNIT) return lacks(draft, "nodes", draft->unit, &draft->ignored_nodes);
    if (role < 0) return STATUS_OK;
    struct names units = {0};
    int32_t *unit = malloc((size_t)draft->nodes.count * sizeof *unit + 1), *unit_order = NULL;
    list->unit = malloc((size_t)draft->nodes.count * sizeof *list->unit + 1);
    enum status status = unit && list->unit ? gather_units(draft, role, &units, unit) : STATUS_MEMORY;
    if (status == STATUS_OK && !(unit_order = malloc((size_t)names_count(&units) * sizeof *unit_order + 1)))
        status = STATUS_MEMORY;
    if (status == STATUS_OK) status = names_order(&units, unit_order);
    if (status == STATUS_OK) status = names_copy(&units, unit_order, &list->units);
    if (status == STATUS_OK) status = note_alike(draft, &list->units, "units");
    for (int32_t i = 0; status == STATUS_OK && i < draft->nodes.count; i++) list->unit[order[i]] = unit_order[unit[i]];
    list->unit_count = names_count(&units);
    names_free(&units);
    free(unit_order);
    free(unit);
    return status;
}

/* ---- words ---- */

/* Roles that some nodes have and that another one goes before are words for what is ignored. */
static enum status drop_roles(struct draft *draft, struct names *dropped)
{
    int name = role_chosen(draft, 0, ROLE_UNIT), unit = role_chosen(draft, ROLE_UNIT, ROLE_MODE);
    for (int role = 0; role < ROLE_COUNT; role++) {
        int32_t own = draft->own[role];
        bool used = role == name || role == unit || (name >= 0 && own == draft->own[name]);
        if (own < 0 || used) continue;
        const char *word = names_text(&draft->used, own);
        int32_t number;
        if (names_add(dropped, word, &number) != STATUS_OK) return STATUS_MEMORY;
        if (draft_ignore_of_nodes(draft, word) != STATUS_OK) return STATUS_MEMORY;
    }
    return STATUS_OK;
}

/* Adds the names to a text, a comma between two; those that are among `left_out` are not added. */
static bool add_words(char **text, const struct names *words, const struct names *left_out)
{
    size_t length = *text ? strlen(*text) : 0;
    char *longer = realloc(*text, length + (size_t)words->text.count + 2 * (size_t)words->place.count + 1);
    if (!longer) return false;
    *text = longer;
    longer[length] = '\0';
    for (int32_t i = 0; i < names_count(words); i++) {
        const char *word = names_text(words, i);
        if (left_out && names_find(left_out, word) >= 0) continue;
        if (*longer) strcat(longer, ", ");
        strcat(longer, word);
    }
    return true;
}

static enum status take_words(struct draft *draft, struct network_words *words)
{
    struct names dropped = {0};
    bool fine = drop_roles(draft, &dropped) == STATUS_OK && add_words(&words->used, &draft->used, &dropped) &&
                add_words(&words->ignored, &draft->ignored_nodes, NULL) &&
                add_words(&words->ignored, &draft->ignored_ties, &draft->ignored_nodes) &&
                array_push(&draft->notes, '\0');
    names_free(&dropped);
    words->notes = fine ? strdup(draft->notes.items) : NULL;
    return words->notes ? STATUS_OK : STATUS_MEMORY;
}

/* ---- the list ---- */

static void take_ties(struct draft *draft, const int32_t *order, struct edge_list *list)
{
    for (int64_t i = 0; i < draft->ends.count; i++) draft->ends.items[i] = order[draft->ends.items[i]];
    list->agent_count = names_count(&draft->ids);
    list->edge_count = draft->ends.count / 2;
    list->edges = draft->ends.items;
    list->weight = draft->weights.items;
    list->directed = draft->directed;
    draft->ends.items = NULL;
    draft->weights.items = NULL;
}

enum status draft_finish(struct draft *draft, struct edge_list *list)
{
    draft->line = 0;
    int32_t *order = malloc((size_t)names_count(&draft->ids) * sizeof *order + 1);
    enum status status = order ? check_declared(draft) : STATUS_MEMORY;
    if (status == STATUS_OK && *draft->weight && draft->weights.count == 0)
        status = lacks(draft, "ties", draft->weight, &draft->ignored_ties);
    if (status == STATUS_OK) status = check_modes(draft);
    if (status == STATUS_OK && !draft->in_order) status = note_sides(draft);
    if (status == STATUS_OK) status = number_agents(draft, order);
    if (status == STATUS_OK) status = name_agents(draft, order, &list->agents);
    if (status == STATUS_OK) status = take_units(draft, order, list);
    if (status == STATUS_OK) status = draft_take_traits(draft, order, list);
    if (status == STATUS_OK) status = take_words(draft, &list->words);
    if (status == STATUS_OK) take_ties(draft, order, list);
    free(order);
    return status;
}
