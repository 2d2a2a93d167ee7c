/* A landscape as a whole: what is asked of it goes to its kind. */
#include "landscape/landscape.h"

#include <stdlib.h>

#include "landscape/landscape_inner.h"
#include "scenario/practices/payoffs.h"
#include "scenario/practices/recipes.h"

enum status landscape_build(
    struct landscape *landscape, const struct landscape_parameters *parameters, const struct random_seeds *seeds)
{
    *landscape = (struct landscape){.parameters = parameters, .seeds = *seeds};
    landscape->domain_count = parameters->present ? (int32_t)parameters->domains : 1;
    if (!parameters->present) return STATUS_OK;
    enum status status = nk_build(landscape);
    if (status == STATUS_OK) status = recipes_build(landscape);
    if (status == STATUS_OK) status = table_build(landscape);
    if (status == STATUS_OK) status = match_build(landscape);
    if (status == STATUS_OK) status = ring_build(landscape);
    if (status == STATUS_OK) status = scaling_build(landscape);
    if (status != STATUS_OK) landscape_free(landscape);
    return status;
}

void landscape_free(struct landscape *landscape)
{
    if (landscape->recipes) recipes_free(landscape->recipes);
    free(landscape->recipes);
    if (landscape->payoffs) payoffs_free(landscape->payoffs);
    free(landscape->payoffs);
    free(landscape->neighbours);
    free(landscape->target);
    free(landscape->places);
    free(landscape->best);
    free(landscape->range);
    landscape->recipes = NULL;
    landscape->payoffs = NULL;
    landscape->neighbours = NULL;
    landscape->target = NULL;
    landscape->places = NULL;
    landscape->best = NULL;
    landscape->range = NULL;
}

/* Quality as it is before scaling. */
static double plain_quality(const struct landscape *landscape, int32_t domain, struct configuration configuration)
{
    switch (landscape->parameters->kind) {
    case LANDSCAPE_NK:
        return nk_quality(landscape, domain, (uint32_t)domain, configuration);
    case LANDSCAPE_MATCH:
        return match_quality(landscape, (uint32_t)domain, configuration, false);
    case LANDSCAPE_LISTED:
        return listed_quality(landscape, configuration);
    case LANDSCAPE_RING:
        return ring_quality(landscape, (uint32_t)domain, configuration.low);
    case LANDSCAPE_RECIPES:
        return landscape->recipes->items.items[configuration.low].quality;
    case LANDSCAPE_TABLE:
        return table_quality(landscape, (uint32_t)domain, configuration);
    }
    return 0;
}

double landscape_quality(const struct landscape *landscape, int32_t domain, struct configuration configuration)
{
    if (!landscape->parameters->present) return 0;
    double quality = plain_quality(landscape, domain, configuration);
    if (landscape->best && landscape->best[domain] > 0)
        quality = quality < landscape->best[domain] ? quality / landscape->best[domain] : 1;
    return landscape_raised(landscape, quality);
}

double landscape_expected(const struct landscape *landscape, int32_t domain, struct configuration configuration)
{
    if (landscape->parameters->present && landscape->parameters->kind == LANDSCAPE_MATCH)
        return landscape_raised(landscape, match_quality(landscape, (uint32_t)domain, configuration, true));
    return landscape_quality(landscape, domain, configuration);
}

double landscape_quality_at(const struct landscape *landscape, int32_t domain, int32_t spot,
    struct configuration configuration, double quality_at_large)
{
    double context = landscape->parameters->context_weight, local = 0;
    if (!(context > 0)) return quality_at_large;
    uint32_t number = (uint32_t)landscape->domain_count + (uint32_t)spot;
    switch (landscape->parameters->kind) {
    case LANDSCAPE_NK:
        local = nk_quality(landscape, domain, number, configuration);
        break;
    case LANDSCAPE_MATCH:
        local = match_quality(landscape, number, configuration, false);
        break;
    case LANDSCAPE_LISTED:
    case LANDSCAPE_RECIPES:
        local = landscape_value(landscape, number, (uint32_t)configuration.low);
        break;
    case LANDSCAPE_TABLE:
        local = table_quality(landscape, number, configuration);
        break;
    case LANDSCAPE_RING:
        local = ring_quality(landscape, number, configuration.low);
        break;
    }
    return (1 - context) * quality_at_large + context * landscape_raised(landscape, local);
}
