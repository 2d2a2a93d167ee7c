#include "landscape/landscape.h"

#include <stdlib.h>
#include <string.h>

/* Landscapes are numbered: the domains first, then the spots. */
static uint32_t spot_number(const struct landscape *landscape, int32_t spot)
{
    return (uint32_t)landscape->domain_count + (uint32_t)spot;
}

static uint64_t bit(struct configuration configuration, int32_t place)
{
    return (place < 64 ? configuration.low >> place : configuration.high >> (place - 64)) & 1;
}

static uint64_t unknown(struct configuration configuration, int32_t place)
{
    return (place < 64 ? configuration.unknown_low >> place : configuration.unknown_high >> (place - 64)) & 1;
}

static struct configuration cut(struct configuration configuration, int64_t bits)
{
    if (bits < 128) configuration.high &= bits > 64 ? (UINT64_C(1) << (bits - 64)) - 1 : 0;
    if (bits < 64) configuration.low &= (UINT64_C(1) << bits) - 1;
    return configuration;
}

/* Draws the K others of one bit: the beginning of a shuffle of all others. */
static void draw_neighbours(const struct landscape *landscape, int32_t domain, int32_t place, uint8_t *chosen)
{
    uint8_t others[128];
    int32_t count = 0, wanted = (int32_t)landscape->parameters->interactions;
    for (int32_t other = 0; other < (int32_t)landscape->parameters->bits; other++)
        if (other != place) others[count++] = (uint8_t)other;
    for (int32_t k = 0; k < wanted; k++) {
        struct random_key key =
            random_key(&landscape->seeds, STREAM_LANDSCAPE_NEIGHBOUR, (uint32_t)k, (uint32_t)domain, (uint32_t)place);
        int32_t pick = k + (int32_t)random_below(key, (uint64_t)(count - k));
        chosen[k] = others[pick];
        others[pick] = others[k];
    }
}

enum status landscape_build(
    struct landscape *landscape, const struct landscape_parameters *parameters, const struct random_seeds *seeds)
{
    *landscape = (struct landscape){.parameters = parameters, .seeds = *seeds};
    landscape->domain_count = parameters->present ? (int32_t)parameters->domains : 1;
    if (!parameters->present || parameters->kind != LANDSCAPE_NK || parameters->interactions == 0) return STATUS_OK;
    size_t row = (size_t)parameters->interactions, bits = (size_t)parameters->bits;
    landscape->neighbours = malloc((size_t)landscape->domain_count * bits * row + 1);
    if (!landscape->neighbours) return STATUS_MEMORY;
    for (int32_t domain = 0; domain < landscape->domain_count; domain++)
        for (int32_t place = 0; place < (int32_t)bits; place++)
            draw_neighbours(
                landscape, domain, place, landscape->neighbours + ((size_t)domain * bits + (size_t)place) * row);
    return STATUS_OK;
}

void landscape_free(struct landscape *landscape)
{
    free(landscape->neighbours);
    landscape->neighbours = NULL;
}

static double value(const struct landscape *landscape, uint32_t number, uint32_t index)
{
    return random_uniform(random_key(&landscape->seeds, STREAM_LANDSCAPE_VALUE, 0, number, index));
}

static double nk_quality(
    const struct landscape *landscape, int32_t domain, uint32_t number, struct configuration configuration)
{
    int32_t bits = (int32_t)landscape->parameters->bits, others = (int32_t)landscape->parameters->interactions;
    const uint8_t *neighbour = landscape->neighbours + (size_t)domain * (size_t)bits * (size_t)others;
    double sum = 0;
    for (int32_t place = 0; place < bits; place++, neighbour += others) {
        uint32_t pattern = (uint32_t)bit(configuration, place);
        uint64_t open = unknown(configuration, place);
        for (int32_t k = 0; k < others; k++) {
            pattern = pattern << 1 | (uint32_t)bit(configuration, neighbour[k]);
            open |= unknown(configuration, neighbour[k]);
        }
        sum += open ? 0.5 : value(landscape, number, (uint32_t)place << 24 | pattern);
    }
    return sum / bits;
}

static double match_quality(const struct landscape *landscape, uint32_t number, struct configuration configuration)
{
    int32_t bits = (int32_t)landscape->parameters->bits, block = (int32_t)landscape->parameters->block, right = 0;
    for (int32_t first = 0; first < bits; first += block) {
        bool all = true;
        for (int32_t place = first; place < first + block; place++)
            all = all && !unknown(configuration, place) &&
                  (value(landscape, number, (uint32_t)place) < 0.5) == (bit(configuration, place) == 0);
        right += all;
    }
    return (double)right * block / bits;
}

double landscape_quality(const struct landscape *landscape, int32_t domain, struct configuration configuration)
{
    if (!landscape->parameters->present) return 0;
    switch (landscape->parameters->kind) {
    case LANDSCAPE_NK:
        return nk_quality(landscape, domain, (uint32_t)domain, configuration);
    case LANDSCAPE_MATCH:
        return match_quality(landscape, (uint32_t)domain, configuration);
    case LANDSCAPE_LISTED:
        return landscape->parameters->practices.item[configuration.low].value;
    }
    return 0;
}

double landscape_quality_at(const struct landscape *landscape, int32_t domain, int32_t spot,
    struct configuration configuration, double quality_at_large)
{
    double context = landscape->parameters->context, local = 0;
    if (!(context > 0)) return quality_at_large;
    uint32_t number = spot_number(landscape, spot);
    switch (landscape->parameters->kind) {
    case LANDSCAPE_NK:
        local = nk_quality(landscape, domain, number, configuration);
        break;
    case LANDSCAPE_MATCH:
        local = match_quality(landscape, number, configuration);
        break;
    case LANDSCAPE_LISTED:
        local = value(landscape, number, (uint32_t)configuration.low);
        break;
    }
    return (1 - context) * quality_at_large + context * local;
}

struct configuration landscape_draw(const struct landscape *landscape, struct random_key key)
{
    if (!landscape->parameters->present) return (struct configuration){0};
    if (landscape->parameters->kind == LANDSCAPE_LISTED)
        return (struct configuration){.low = random_below(key, (uint64_t)landscape->parameters->practices.count)};
    uint32_t words[4];
    random_words(key, 0, words);
    struct configuration drawn = {
        .low = (uint64_t)words[1] << 32 | words[0], .high = (uint64_t)words[3] << 32 | words[2]};
    return cut(drawn, landscape->parameters->bits);
}

struct configuration landscape_vary(
    const struct landscape *landscape, struct configuration configuration, struct random_key key)
{
    if (!landscape->parameters->present) return configuration;
    if (landscape->parameters->kind == LANDSCAPE_LISTED) {
        uint64_t count = (uint64_t)landscape->parameters->practices.count;
        if (count > 1) configuration.low = (configuration.low + 1 + random_below(key, count - 1)) % count;
        return configuration;
    }
    uint32_t words[4];
    random_words(key, 1, words);
    uint64_t place = random_below(key, (uint64_t)landscape->parameters->bits), one = UINT64_C(1) << place % 64;
    uint64_t *bits = place < 64 ? &configuration.low : &configuration.high;
    uint64_t *open = place < 64 ? &configuration.unknown_low : &configuration.unknown_high;
    if (*open & one) {
        *open &= ~one;
        *bits |= words[0] & 1 ? one : 0;
    } else {
        *bits ^= one;
    }
    return configuration;
}
