/* What there is to be had in every domain: the largest quality, by which qualities are divided where the parameters say
 * so, and that of a practice drawn at random. */
#include <stdlib.h>

#include "landscape/landscape_inner.h"

static struct landscape_range search(const struct landscape *landscape, int32_t domain, double *table)
{
    switch (landscape->parameters->kind) {
    case LANDSCAPE_NK:
        return nk_range(landscape, domain, table);
    case LANDSCAPE_LISTED:
        return listed_range(landscape);
    case LANDSCAPE_RING:
        return ring_range(landscape, domain);
    case LANDSCAPE_RECIPES:
        return recipes_range(landscape);
    case LANDSCAPE_TABLE:
        return table_range(landscape);
    default:
        return match_range(landscape);
    }
}

/* What is to be found in every domain, plain; NULL: no memory. */
static struct landscape_range *search_all(const struct landscape *landscape)
{
    const struct landscape_parameters *parameters = landscape->parameters;
    struct landscape_range *found = malloc((size_t)landscape->domain_count * sizeof *found);
    size_t cells = (size_t)parameters->bits << (landscape->others + 1);
    bool kept = parameters->kind == LANDSCAPE_NK && cells <= UINT32_C(1) << 22;
    double *table = kept ? malloc(cells * sizeof *table) : NULL;
    bool room = found && (!kept || table);
    for (int32_t domain = 0; room && domain < landscape->domain_count; domain++)
        found[domain] = search(landscape, domain, table);
    free(table);
    if (room) return found;
    free(found);
    return NULL;
}

enum status scaling_build(struct landscape *landscape)
{
    if (!landscape->parameters->normalised) return STATUS_OK;
    struct landscape_range *found = search_all(landscape);
    landscape->best = malloc((size_t)landscape->domain_count * sizeof *landscape->best);
    for (int32_t domain = 0; found && landscape->best && domain < landscape->domain_count; domain++)
        landscape->best[domain] = found[domain].best;
    bool room = found && landscape->best;
    free(found);
    return room ? STATUS_OK : STATUS_MEMORY;
}

enum status landscape_measure(struct landscape *landscape)
{
    landscape->range = search_all(landscape);
    for (int32_t domain = 0; landscape->range && domain < landscape->domain_count; domain++) {
        struct landscape_range *range = &landscape->range[domain];
        range->best = landscape_raised(landscape, range->best);
        if (!landscape->best || !(range->best > 0)) continue;
        range->typical /= range->best;
        range->best = 1;
    }
    return landscape->range ? STATUS_OK : STATUS_MEMORY;
}

double landscape_reach(const struct landscape *landscape, int32_t domain, double quality)
{
    const struct landscape_range *range = &landscape->range[domain];
    double lead = (1 - landscape->parameters->context_weight) * (range->best - range->typical);
    return lead > 0 ? (quality - range->typical) / lead : 1;
}
