#include "scenario/rules.h"

#include <stdio.h>
#include <string.h>

const struct adoption_rule_info rule_table[RULE_COUNT] = {
#define AS_RULE(rule, word_, sentence_, settings_, source_)                                                            \
    [rule] = {.word = word_, .sentence = sentence_, .source = source_, .settings = settings_},
    ADOPTION_RULES(AS_RULE)
#undef AS_RULE
};

/* Everybody at once hears all neighbours, heeds all of them, and takes the whole. */
static bool is_simple(const struct scenario *with)
{
    const struct adoption_parameters *adoption = &with->adoption;
    const struct look_parameters *look = &with->look;
    bool together = adoption->order == TURNS_TOGETHER && adoption->when == WHEN_ALWAYS &&
                    adoption->turn_probability.least >= 1 && !*with->network.turn_probability_column &&
                    (adoption->search_alone == ALONE_BESIDE || !with->individual_search.present);
    bool all = look->at == LOOK_AT_NEIGHBOURS && look->sample == 0 && look->heed == HEED_ALL &&
               !(look->min_likeness.most > 0) && !(look->likeness_exponent.most > 0);
    bool whole = with->choose.of == CHOOSE_PRACTICES && with->accept.only_if == IF_DIFFERENT &&
                 with->copy.take.least >= 1 && with->copy.bits == 0;
    return together && all && whole;
}

enum adoption_kernel_number adoption_kernel(const struct scenario *with)
{
    const bool SIMPLE = is_simple(with);
#define AS_CONDITION(kernel, step, told, takes)                                                                        \
    if (takes) return kernel;
    ADOPTION_KERNELS(AS_CONDITION)
#undef AS_CONDITION
    return KERNEL_COUNT;
}

bool adopts_with(const struct scenario *scenario, enum adoption_kernel_number kernel)
{
    return scenario->adoption.present && adoption_kernel(scenario) == kernel;
}

bool adoption_told(const struct scenario *scenario, enum adoption_told_how told)
{
    static const enum adoption_told_how how[KERNEL_COUNT + 1] = {
#define AS_HOW(kernel, step, told_, takes) [kernel] = told_,
        ADOPTION_KERNELS(AS_HOW)
#undef AS_HOW
    };
    return scenario->adoption.present && how[adoption_kernel(scenario)] == told;
}

bool adoption_sees(const struct scenario *scenario)
{
    return scenario->adoption.present && scenario->choose.from == CHOOSE_FROM_SEEN;
}

const char *adoption_needs_quality(const struct scenario *with)
{
    if (with->adoption.when == WHEN_DISSATISFIED && adoption_sees(with)) return "adoption.when";
    bool weighed = with->choose.quality_weight.least < 0 || with->choose.quality_weight.most > 0;
    if (!adoption_sees(with)) return "adoption.choose.from";
    if (with->look.heed != HEED_ALL) return "adoption.look.heed";
    if (with->accept.only_if != IF_DIFFERENT) return "adoption.accept.only_if";
    if (with->choose.by == CHOOSE_BEST) return "adoption.choose.by";
    return with->choose.by == CHOOSE_WEIGHTED && weighed ? "adoption.choose.quality_weight" : NULL;
}

const char *adoption_needs_bits(const struct scenario *with)
{
    if (!adoption_sees(with)) return NULL;
    if (with->choose.of == CHOOSE_BITS) return "adoption.choose.of";
    if (with->look.likeness_exponent.most > 0) return "adoption.look.likeness_exponent";
    if (with->look.min_likeness.most > 0) return "adoption.look.min_likeness";
    return with->copy.bits > 0 ? "adoption.copy.bits" : NULL;
}

bool rule_concerns(const struct parameter *parameter)
{
    static const char adoption[] = "adoption.";
    const struct parameter_path path = parameter_path(parameter);
    return strncmp(path.text, adoption, sizeof adoption - 1) == 0 && strcmp(path.text, "adoption.rule") != 0;
}

/* -- settings */

/* The next of "key value, key value": the parameter and the text of its value; returns where the list goes on. */
static const char *next_setting(const char *settings, const struct parameter **parameter, char value[PARAMETER_PATH])
{
    char key[PARAMETER_PATH], path[2 * PARAMETER_PATH];
    size_t key_length = strcspn(settings, " "), value_length = strcspn(settings + key_length + 1, ",");
    snprintf(key, sizeof key, "%.*s", (int)key_length, settings);
    snprintf(value, PARAMETER_PATH, "%.*s", (int)value_length, settings + key_length + 1);
    snprintf(path, sizeof path, "adoption.%s", key);
    *parameter = parameter_find(path);
    settings += key_length + 1 + value_length;
    return settings + strspn(settings, ", ");
}

void rule_settle(struct scenario *scenario)
{
    const struct parameter *parameter;
    char value[PARAMETER_PATH];
    if (!scenario->adoption.present) return;
    for (int rule = 0; rule < RULE_COUNT; rule++)
        for (const char *at = rule_table[rule].settings; *at;) {
            at = next_setting(at, &parameter, value);
            if (!parameter_written(scenario, parameter)) parameter_reset(scenario, parameter);
        }
    for (const char *at = rule_table[scenario->adoption.rule].settings; *at;) {
        at = next_setting(at, &parameter, value);
        if (!parameter_written(scenario, parameter)) parameter_assume(scenario, parameter, value);
    }
}

bool rule_gives(const struct scenario *scenario, const struct parameter *parameter)
{
    const struct parameter *set;
    char value[PARAMETER_PATH], is[PARAMETER_TEXT_LENGTH], given[PARAMETER_TEXT_LENGTH];
    if (!scenario->adoption.present || !rule_concerns(parameter)) return false;
    for (const char *at = rule_table[scenario->adoption.rule].settings; *at;) {
        at = next_setting(at, &set, value);
        if (set != parameter) continue;
        struct scenario as_given = *scenario;
        parameter_assume(&as_given, parameter, value);
        parameter_print(scenario, parameter, is);
        parameter_print(&as_given, parameter, given);
        return strcmp(is, given) == 0;
    }
    return false;
}
