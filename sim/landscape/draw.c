/* Configurations drawn at random: any, or one beside another. */
#include "landscape/landscape.h"
#include "scenario/practices/recipes.h"

/* Each choice by itself, where it is of more than two ways. */
static struct configuration draw_choices(struct choices choices, struct random_key key)
{
    struct configuration drawn = {0};
    for (int32_t choice = 0; choice < choices.count; choice++)
        choice_set(
            choices, &drawn, choice, (int)(random_block_uniform(key, (uint32_t)choice) * (double)choices.options));
    return drawn;
}

/* How many there are, where they are numbered and not made of bits; else 0. */
static uint64_t numbered(const struct landscape_parameters *parameters)
{
    if (parameters->kind == LANDSCAPE_LISTED) return (uint64_t)parameters->practices.count;
    return parameters->kind == LANDSCAPE_RING ? (uint64_t)parameters->positions : 0;
}

static struct configuration nth_basic(const struct recipes *recipes, uint64_t number)
{
    return (struct configuration){.low = (uint64_t)recipes->basic.items[number % (uint64_t)recipes->basic.count]};
}

struct configuration landscape_draw(const struct landscape *landscape, struct random_key key)
{
    if (!landscape->parameters->present) return (struct configuration){0};
    const uint64_t count = numbered(landscape->parameters);
    if (count > 0) return (struct configuration){.low = random_below(key, count)};
    if (landscape->recipes)
        return nth_basic(landscape->recipes, random_below(key, (uint64_t)landscape->recipes->basic.count));
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

struct configuration landscape_nth(const struct landscape *landscape, uint64_t number)
{
    if (!landscape->parameters->present) return (struct configuration){0};
    const uint64_t count = numbered(landscape->parameters);
    if (count > 0) return (struct configuration){.low = number % count};
    if (landscape->recipes) return nth_basic(landscape->recipes, number);
    const struct choices choices = landscape_choices(landscape->parameters);
    struct configuration found = {0};
    for (int32_t choice = 0; choice < choices.count; choice++, number /= (uint64_t)choices.options)
        choice_set(choices, &found, choice, (int)(number % (uint64_t)choices.options));
    return found;
}

int32_t landscape_moves(const struct landscape *landscape)
{
    const struct landscape_parameters *with = landscape->parameters;
    if (with->present && with->kind == LANDSCAPE_RING) return (int32_t)with->max_distance;
    return landscape_has_bits(with) ? (int32_t)with->bits : 0;
}

struct configuration landscape_move(
    const struct landscape *landscape, struct configuration configuration, int32_t move, struct random_key key)
{
    if (landscape->parameters->kind == LANDSCAPE_RING) {
        configuration.low = (configuration.low + (uint64_t)move + 1) % (uint64_t)landscape->parameters->positions;
        return configuration;
    }
    const struct choices choices = landscape_choices(landscape->parameters);
    uint32_t words[4];
    random_words(key, 1, words);
    int value = choice_get(choices, configuration, move);
    uint32_t options = (uint32_t)choices.options;
    uint32_t changed = value < 0 ? words[0] % options : ((uint32_t)value + 1 + words[0] % (options - 1)) % options;
    choice_set(choices, &configuration, move, (int)changed);
    return configuration;
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
    int32_t move = (int32_t)random_below(key, (uint64_t)landscape_moves(landscape));
    return landscape_move(landscape, configuration, move, key);
}
