/* Scenarios from settings, and what is said of them. Include after <cmocka.h>. */
#ifndef SCENARIO_SETTINGS_H
#define SCENARIO_SETTINGS_H

#include <stdio.h>
#include <string.h>

#include "scenario/check/scenario_check.h"
#include "scenario/parameters.h"
#include "scenario/scenario.h"

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

enum { SETTINGS_MOST = 10 };

/* A scenario that cannot be, which parameter or section is at fault, and what is said after its name. */
struct refusal {
    const char *settings[SETTINGS_MOST], *culprit, *reason;
};

/* A scenario from settings such as "team.min=9"; a section alone, such as "projects", is put there with its defaults.
 */
static inline struct scenario scenario_of(const char *const settings[SETTINGS_MOST])
{
    struct scenario scenario = scenario_default;
    for (int i = 0; i < SETTINGS_MOST && settings[i]; i++) {
        char path[PARAMETER_PATH];
        struct message message = {""};
        const char *sign = strchr(settings[i], '=');
        snprintf(path, sizeof path, "%.*s", (int)strcspn(settings[i], "="), settings[i]);
        if (sign ? !parameter_find(path) : !section_find(path)) fail_msg("there is no %s", path);
        if (!sign)
            section_set_present(&scenario, section_find(path));
        else if (parameter_set(&scenario, parameter_find(path), sign + 1, &message) != STATUS_OK)
            fail_msg("%s", message.text);
    }
    scenario_settle(&scenario);
    return scenario;
}

/* Nothing is wrong with any of the scenarios. */
static inline void assert_all_pass(size_t count, const char *const cases[][SETTINGS_MOST])
{
    for (size_t i = 0; i < count; i++) {
        struct scenario scenario = scenario_of(cases[i]);
        struct message message = {""};
        const char *culprit = "somebody";
        const enum status status = scenario_check(&scenario, &culprit, &message);
        if (status != STATUS_OK || culprit || *message.text) fail_msg("case %zu: %s", i, message.text);
    }
}

/* Each of the scenarios is refused, with its culprit and reason, and also where nobody wants the message. */
static inline void assert_all_refused(size_t count, const struct refusal cases[])
{
    for (size_t i = 0; i < count; i++) {
        struct scenario scenario = scenario_of(cases[i].settings);
        struct message message = {""}, expected;
        const char *culprit = NULL;
        const enum status status = scenario_check(&scenario, &culprit, &message);
        if (status != STATUS_INPUT) fail_msg("case %zu passes: %s %s", i, cases[i].culprit, cases[i].reason);
        (void)message_set(&expected, STATUS_INPUT, "%s: %s", cases[i].culprit, cases[i].reason);
        assert_string_equal(message.text, expected.text);
        assert_string_equal(culprit, cases[i].culprit);
        assert_int_equal(scenario_check(&scenario, &culprit, NULL), STATUS_INPUT);
    }
}

#endif
