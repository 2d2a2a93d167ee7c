/* Configurations drawn at random: any, or one beside another. */
#include "landscape/landscape.h"

struct configuration landscape_draw(const struct landscape *landscape, struct random_key key)
{
    if (!landscape->parameters->present) return (struct configuration){0};
    if (landscape->parameters->kind == LANDSCAPE_LISTED)
        return (struct configuration){.low = random_below(key, (uint64_t)landscape->parameters->practices.count)};
    uint32_t words[4];
    random_words(key, 0, words);
    const struct bit_set drawn = bit_set_random(words);
    const struct configuration used = configuration_unknown(landscape->parameters->bits);
    return (struct configuration){.low = drawn.low & used.unknown_low, .high = drawn.high & used.unknown_high};
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
    int32_t place = (int32_t)random_below(key, (uint64_t)landscape->parameters->bits);
    int value = configuration_get(configuration, place);
    configuration_set(&configuration, place, value < 0 ? (int)(words[0] & 1) : !value);
    return configuration;
}
