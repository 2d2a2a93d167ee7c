/* match: the share of whole blocks of bits that agree with a hidden target. */
#include <stdlib.h>

#include "landscape/landscape_inner.h"

/* What is right at the start. */
static struct bit_set drawn_target(const struct landscape *landscape, uint32_t number)
{
    const struct choices choices = landscape_choices(landscape->parameters);
    struct configuration target = {0};
    for (int32_t choice = 0; choice < choices.count; choice++)
        choice_set(choices, &target, choice,
            (int)(landscape_value(landscape, number, (uint32_t)choice) * (double)choices.options));
    return (struct bit_set){target.low, target.high};
}

enum status match_build(struct landscape *landscape)
{
    if (landscape->parameters->kind != LANDSCAPE_MATCH) return STATUS_OK;
    int32_t domains = landscape->domain_count;
    landscape->target = malloc((size_t)domains * sizeof *landscape->target);
    if (!landscape->target) return STATUS_MEMORY;
    for (int32_t i = 0; i < domains; i++) landscape->target[i] = drawn_target(landscape, (uint32_t)i);
    return STATUS_OK;
}

void landscape_turn(struct landscape *landscape, int32_t domain, int32_t place, struct random_key key)
{
    const struct choices choices = landscape_choices(landscape->parameters);
    struct bit_set *target = &landscape->target[domain];
    struct configuration right = {.low = target->low, .high = target->high};
    choice_set(choices, &right, place, choice_other(choices, choice_get(choices, right, place), key));
    *target = (struct bit_set){right.low, right.high};
}

double match_quality(
    const struct landscape *landscape, uint32_t number, struct configuration configuration, bool expected)
{
    const struct choices choices = landscape_choices(landscape->parameters);
    int32_t bits = choices.count, block = (int32_t)landscape->parameters->block_bits;
    bool at_large = number < (uint32_t)landscape->domain_count;
    struct bit_set target = at_large ? landscape->target[number] : drawn_target(landscape, number);
    struct bit_set wrong =
        choices_with(choices, (struct bit_set){configuration.low ^ target.low, configuration.high ^ target.high});
    struct bit_set open =
        choices_with(choices, (struct bit_set){configuration.unknown_low, configuration.unknown_high});
    double right = 0;
    for (int32_t first = 0; first < bits; first += block) {
        double all = 1;
        for (int32_t choice = first; choice < first + block && all > 0; choice++) {
            int32_t place = choice_place(choices, choice);
            if (bit_set_has(open, place))
                all *= expected ? 1.0 / choices.options : 0;
            else if (bit_set_has(wrong, place))
                all = 0;
        }
        right += all;
    }
    return right * block / bits;
}

/* All blocks right is the best; how many are right by chance is binomial. */
struct landscape_range match_range(const struct landscape *landscape)
{
    int64_t blocks = landscape->parameters->bits / landscape->parameters->block_bits;
    double options = landscape_choices(landscape->parameters).options, right = 1, chance = 1;
    struct landscape_range found = {.best = 1};
    for (int64_t bit = 0; bit < landscape->parameters->block_bits; bit++) right /= options;
    for (int64_t block = 0; block < blocks; block++) chance *= 1 - right;
    for (int64_t k = 0; k <= blocks; k++) {
        found.typical += chance * landscape_raised(landscape, (double)k / (double)blocks);
        chance *= (double)(blocks - k) / (double)(k + 1) * right / (1 - right);
    }
    return found;
}
