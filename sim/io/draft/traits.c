/* What a network's file says of its people, beside their units. */
#include <math.h>
#include <stdlib.h>
#include <strings.h>

#include "io/draft/draft.h"
#include "scenario/text.h"

bool draft_asks(const struct draft *draft, int trait, const char *attribute)
{
    const char *asked = draft->trait[trait];
    return asked && *asked && strcasecmp(asked, attribute) == 0;
}

static enum status read_number(struct draft *draft, int trait, const char *attribute, const char *text, double *value)
{
    double number;
    enum status status = draft_number(draft, text, &number);
    if (status != STATUS_OK) return status;
    if (!trait_can_be((enum person_trait)trait, number))
        return draft_fault(draft, "%s: \"%s\" is no %snumber from %g to %g (%s)", attribute, text_excerpt(text).text,
            trait_table[trait].whole ? "whole " : "", trait_table[trait].least, trait_table[trait].most,
            trait_table[trait].key);
    *value = number;
    return STATUS_OK;
}

/* Where the trait of the node is kept; NULL: no memory. */
static double *value_of(struct draft *draft, int trait, int32_t node)
{
    while (draft->traits[trait].count <= node)
        if (!array_push(&draft->traits[trait], (double)NAN)) return NULL;
    return &draft->traits[trait].items[node];
}

enum status draft_node_trait(struct draft *draft, int32_t node, const char *attribute, const char *text, bool *used)
{
    enum status status = STATUS_OK;
    for (int trait = 0; trait < TRAIT_COUNT && status == STATUS_OK; trait++) {
        if (!draft_asks(draft, trait, attribute)) continue;
        *used = true;
        double *value = value_of(draft, trait, node);
        status = value ? draft_use(draft, attribute) : STATUS_MEMORY;
        if (status != STATUS_OK || !*text || text_is_missing(text)) continue;
        if (!isnan(*value))
            status = draft_fault(draft, "the node \"%s\" has \"%s\" twice", names_text(&draft->ids, node), attribute);
        else
            status = read_number(draft, trait, attribute, text, value);
    }
    return status;
}

/* One trait of all, by the agents' numbers, and how many have none. */
static enum status take_trait(struct draft *draft, int trait, const int32_t *order, double **taken, int64_t *without)
{
    const int32_t count = names_count(&draft->ids);
    *without = 0;
    *taken = malloc((size_t)count * sizeof **taken + 1);
    if (!*taken) return STATUS_MEMORY;
    for (int32_t i = 0; i < count; i++) {
        double value = i < draft->traits[trait].count ? draft->traits[trait].items[i] : (double)NAN;
        (*taken)[order[i]] = value;
        *without += isnan(value);
    }
    return STATUS_OK;
}

/* Of the file of nodes, and of no line in it. */
static enum status nobody_has(struct draft *draft, const char *attribute, const char *key)
{
    draft->path = draft->node_path;
    draft->line = 0;
    return draft_fault(draft, "nobody has a \"%s\" (%s)", attribute, key);
}

enum status draft_take_traits(struct draft *draft, const int32_t *order, struct edge_list *list)
{
    for (int trait = 0; trait < TRAIT_COUNT; trait++) {
        const char *asked = draft->trait[trait];
        int64_t without;
        if (!asked || !*asked) continue;
        enum status status = take_trait(draft, trait, order, &list->trait[trait], &without);
        if (status == STATUS_OK && without == names_count(&draft->ids))
            status = nobody_has(draft, asked, trait_table[trait].key);
        if (status == STATUS_OK && without > 0)
            status = draft_note(draft, "%lld without \"%s\" %s as if it were not given", (long long)without, asked,
                without == 1 ? "is" : "are");
        if (status != STATUS_OK) return status;
    }
    return STATUS_OK;
}
