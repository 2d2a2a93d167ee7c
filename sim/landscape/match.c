/* match: the share of whole blocks of bits that agree with a hidden target. */
#include <stdlib.h>

#include "landscape/landscape_inner.h"

/* What is right at the start. */
static struct bit_set drawn_target(const struct landscape *landscape, uint32_t number)
{
    struct bit_set target = {0};
    for (int32_t place = 0; place < (int32_t)landscape->parameters->bits; place++)
        if (landscape_value(landscape, number, (uint32_t)place) >= 0.5)
            *(place < 64 ? &target.low : &target.high) |= UINT64_C(1) << (place & 63);
    return target;
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

void landscape_turn(struct landscape *landscape, int32_t domain, int32_t place)
{
    struct bit_set *target = &landscape->target[domain];
    *(place < 64 ? &target->low : &target->high) ^= UINT64_C(1) << (place & 63);
}

double match_quality(
    const struct landscape *landscape, uint32_t number, struct configuration configuration, bool expected)
{
    int32_t bits = (int32_t)landscape->parameters->bits, block = (int32_t)landscape->parameters->block_bits;
    bool at_large = number < (uint32_t)landscape->domain_count;
    struct bit_set target = at_large ? landscape->target[number] : drawn_target(landscape, number);
    struct bit_set wrong = {configuration.low ^ target.low, configuration.high ^ target.high};
    struct bit_set open = {configuration.unknown_low, configuration.unknown_high};
    double right = 0;
    for (int32_t first = 0; first < bits; first += block) {
        double all = 1;
        for (int32_t place = first; place < first + block && all > 0; place++) {
            if (bit_set_has(open, place))
                all *= expected ? 0.5 : 0;
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
    double right = 1, chance = 1;
    struct landscape_range found = {.best = 1};
    for (int64_t bit = 0; bit < landscape->parameters->block_bits; bit++) right /= 2;
    for (int64_t block = 0; block < blocks; block++) chance *= 1 - right;
    for (int64_t k = 0; k <= blocks; k++) {
        found.typical += chance * landscape_raised(landscape, (double)k / (double)blocks);
        chance *= (double)(blocks - k) / (double)(k + 1) * right / (1 - right);
    }
    return found;
}
