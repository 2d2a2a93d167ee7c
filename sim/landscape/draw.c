/* Configurations drawn at random: any, or one beside another. */
#include "landscape/landscape.h"

static struct configuration cut(struct configuration configuration, int64_t bits)
{
    if (bits < 128) configuration.high &= bits > 64 ? (UINT64_C(1) << (bits - 64)) - 1 : 0;
    if (bits < 64) configuration.low &= (UINT64_C(1) << bits) - 1;
    return configuration;
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
