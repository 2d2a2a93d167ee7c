/* Configurations drawn at random: any, or one beside another. */
#include "landscape/landscape.h"

/* Each choice by itself, where it is of more than two ways. */
static struct configuration draw_choices(struct choices choices, struct random_key key)
{
    struct configuration drawn = {0};
    for (int32_t choice = 0; choice < choices.count; choice++)
        choice_set(
            choices, &drawn, choice, (int)(random_block_uniform(key, (uint32_t)choice) * (double)choices.options));
    return drawn;
}

struct configuration landscape_draw(const struct landscape *landscape, struct random_key key)
{
    if (!landscape->parameters->present) return (struct configuration){0};
    if (landscape->parameters->kind == LANDSCAPE_LISTED)
        return (struct configuration){.low = random_below(key, (uint64_t)landscape->parameters->practices.count)};
    const struct choices choices = landscape_choices(landscape->parameters);
    if (choices.width > 1) return draw_choices(choices, key);
    uint32_t words[4];
    random_words(key, 0, words);
    const struct bit_set drawn = bit_set_random(words);
    const struct configuration used = configuration_unknown(landscape->parameters->bits);
    return (struct configuration){.low = drawn.low & used.unknown_low, .high = drawn.high & used.unknown_high};
}

int choice_other(struct choices choices, int value, struct random_key key)
{
    if (value < 0) return choices.options - 1 - (int)(random_uniform(key) * (double)choices.options);
    return (value + 1 + (int)random_below(key, (uint64_t)choices.options - 1)) % choices.options;
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
    const struct choices choices = landscape_choices(landscape->parameters);
    uint32_t words[4];
    random_words(key, 1, words);
    int32_t choice = (int32_t)random_below(key, (uint64_t)choices.count);
    int value = choice_get(choices, configuration, choice);
    uint32_t options = (uint32_t)choices.options;
    uint32_t changed = value < 0 ? words[0] % options : ((uint32_t)value + 1 + words[0] % (options - 1)) % options;
    choice_set(choices, &configuration, choice, (int)changed);
    return configuration;
}
