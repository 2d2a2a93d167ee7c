#include "scenario/rules.h"

#include <stdio.h>
#include <string.h>

const struct adoption_kernel kernel_table[KERNEL_COUNT] = {
#define AS_KERNEL(kernel, step, told_, traits_, keys_) [kernel] = {.told = told_, .traits = traits_, .keys = keys_},
    ADOPTION_KERNELS(AS_KERNEL)
#undef AS_KERNEL
};

const struct adoption_rule_info rule_table[RULE_COUNT] = {
#define AS_RULE(rule, word_, sentence_, kernel_, settings_, source_)                                                   \
    [rule] = {.word = word_, .sentence = sentence_, .source = source_, .kernel = kernel_, .settings = settings_},
    ADOPTION_RULES(AS_RULE)
#undef AS_RULE
};

static const struct adoption_kernel *kernel_of(const struct scenario *scenario)
{
    return &kernel_table[rule_table[scenario->adoption.rule].kernel];
}

bool adopts_with(const struct scenario *scenario, enum adoption_kernel_number kernel)
{
    return scenario->adoption.present && rule_table[scenario->adoption.rule].kernel == kernel;
}

bool adoption_has(const struct scenario *scenario, enum kernel_trait trait)
{
    return scenario->adoption.present && (kernel_of(scenario)->traits & trait) != 0;
}

bool adoption_told(const struct scenario *scenario, enum adoption_told_how told)
{
    return scenario->adoption.present && kernel_of(scenario)->told == told;
}

/* -- keys: "accept.beta" of adoption.accept.beta */

static const char *key_of(const struct parameter *parameter, char key[PARAMETER_PATH])
{
    static const char adoption[] = "adoption.";
    struct parameter_path path = parameter_path(parameter);
    if (strncmp(path.text, adoption, sizeof adoption - 1) != 0) return NULL;
    snprintf(key, PARAMETER_PATH, "%s", path.text + sizeof adoption - 1);
    return key;
}

/* Whether a word stands in a list with blanks or commas between words. */
static bool lists(const char *list, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = list; (at = strstr(at, word)); at++)
        if ((at == list || at[-1] == ' ') && (at[length] == '\0' || at[length] == ' ')) return true;
    return false;
}

bool rule_concerns(const struct parameter *parameter)
{
    char key[PARAMETER_PATH];
    if (!key_of(parameter, key) || strcmp(key, "rule") == 0) return false;
    return parameter->section != section_find("adoption.drop");
}

bool rule_goes_by(enum adoption_rule rule, const struct parameter *parameter)
{
    char key[PARAMETER_PATH];
    return key_of(parameter, key) && lists(kernel_table[rule_table[rule].kernel].keys, key);
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
