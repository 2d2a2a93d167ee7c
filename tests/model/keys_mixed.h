/* The keys of what people take up from each other and find alone, in scenarios whose words are mixed at random: any
 * rule, any words that go together, and some of the sections with which people tell and find left out. A mix is a
 * function of its number.
 *
 * Include after <cmocka.h>.
 */
#ifndef MODEL_KEYS_MIXED_H
#define MODEL_KEYS_MIXED_H

#include "model/keys.h"
#include "random/philox.h"

struct mix {
    uint64_t number;
    uint32_t drawn;
    char settings[1024]; /* what was mixed */
};

static inline int mix_below(struct mix *mix, int count)
{
    uint32_t words[4] = {mix->drawn++, 1, 2, 3};
    philox(words, mix->number);
    return (int)((uint64_t)words[0] * (uint64_t)count >> 32);
}

static inline void mix_say(struct mix *mix, const char *form, const char *what, const char *value)
{
    size_t length = strlen(mix->settings);
    snprintf(mix->settings + length, sizeof mix->settings - length, form, what, value);
}

static inline bool is_mixed(const struct parameter *parameter)
{
    const struct section *section = parameter->section->whole ? parameter->section->whole : parameter->section;
    return strcmp(section->path, "adoption") == 0 || strcmp(section->path, "individual_search") == 0;
}

/* Another word, or number of people looked at, if it goes with what is there. */
static inline void mix_in(struct mix *mix, struct scenario *scenario, const struct parameter *parameter)
{
    static const char *const samples[] = {"0", "1", "2", "3"}, *const flags[] = {"false", "true"};
    const char *value = NULL, *culprit;
    if (!section_present(scenario, parameter->section)) return;
    if (parameter != parameter_find("adoption.rule") && mix_below(mix, 3) > 0) return;
    if (parameter->choice_count > 0) value = parameter->choices[mix_below(mix, parameter->choice_count)].text;
    if (parameter->type == PARAMETER_FLAG) value = flags[mix_below(mix, 2)];
    if (strcmp(parameter_path(parameter).text, "adoption.look.sample") == 0) value = samples[mix_below(mix, 4)];
    if (!value) return;
    struct scenario other = *scenario;
    if (parameter_set(&other, parameter, value, NULL) != STATUS_OK) return;
    scenario_settle(&other);
    if (scenario_check(&other, &culprit, NULL) != STATUS_OK) return;
    *scenario = other;
    mix_say(mix, "; %s = %s", parameter_path(parameter).text, value);
}

static inline void look_at_mix(struct looking *looking, uint64_t number)
{
    static const char *const left_out[] = {"tell", "projects", "individual_search", "use", "renew"};
    static const char *const landscapes[] = {"nk", "match", "listed", "ring", "recipes", "table"};
    struct mix mix = {.number = number};
    const char *kind = landscapes[mix_below(&mix, 6)];
    for (size_t i = 0; i < sizeof beside / sizeof *beside; i++)
        if (strncmp(beside[i][0], "landscape.kind ", 15) == 0 && strcmp(beside[i][0] + 15, kind) == 0)
            mix_say(&mix, "%s; %s", beside[i][1], "");
    mix_say(&mix, "%s = %s; -communities; -rollout", "landscape.kind", kind);
    for (size_t i = 0; i < sizeof left_out / sizeof *left_out; i++)
        if (mix_below(&mix, 2) == 0) mix_say(&mix, "; -%s%s", left_out[i], "");
    struct scenario scenario = lively(mix.settings);
    for (int i = 0; i < PARAMETER_TOTAL; i++)
        if (is_mixed(&parameter_table[i])) mix_in(&mix, &scenario, &parameter_table[i]);
    struct digest digest = lively_digest(&scenario);
    looking->scenarios++;
    for (int i = 0; i < PARAMETER_TOTAL; i++) {
        const struct parameter *parameter = &parameter_table[i];
        if (parameter == parameter_find("adoption.rule"))
            continue; /* a name for settings, of which some are overridden */
        if (!is_mixed(parameter) || !is_of_the_model(parameter) || !section_present(&scenario, parameter->section))
            continue;
        looking->pairs++;
        looking->wrong += !is_as_said(&scenario, digest, parameter, mix.settings);
    }
}

static inline void look_at_mixes(uint64_t first, int count)
{
    struct looking looking = {.parts = 1};
    for (int i = 0; i < count; i++) look_at_mix(&looking, first + (uint64_t)i);
    print_message("%d keys in %d mixes\n", looking.pairs, looking.scenarios);
    assert_true(looking.pairs > 0);
    assert_int_equal(looking.wrong, 0);
}

#endif
