/* What is said of a path that is in no table. */
#include "scenario/parameters.h"

#include <stdio.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

#define FOR_EACH_PARAMETER(parameter)                                                                                  \
    for (const struct parameter *parameter = parameter_table; parameter < parameter_table + PARAMETER_TOTAL;           \
         parameter++)

static void a_slip_finds_the_nearest_name(void **state)
{
    (void)state;
    static const struct {
        const char *written, *meant;
    } cases[] = {
        {"network.agnets", "network.agents"},
        {"network.agent", "network.agents"},
        {"netwrok.agents", "network.agents"},
        {"netwrok", "network"},
        {"stesp", "steps"},
        {"observe.snapshot", "observe.snapshots"},
        {"observe.snapshots.evry", "observe.snapshots.every"},
        {"observe.snapshot.every", "observe.snapshots.every"},
        {"agents", "network.agents"}, /* the only one of this name */
        {"tell.fidelity_", "tell.fidelity"},
        {"snapshots", "observe.snapshots"}, /* the only section of this name */
        {"first_step", ""},                 /* there are several */
        {"network.xyz", ""},
        {"bananas", ""},
        {"", ""},
        {".", ""},
        {"network.kind.kind.kind", ""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_string_equal(parameter_nearest(cases[i].written).text, cases[i].meant);
}

/* Every path with one letter left out leads back to itself, or to another path just as near. */
static void every_path_with_a_slip_is_recognised(void **state)
{
    (void)state;
    FOR_EACH_PARAMETER(parameter)
    {
        struct parameter_path path = parameter_path(parameter), slip = path;
        size_t length = strlen(path.text), middle = length - strlen(parameter->name) / 2 - 1;
        memmove(slip.text + middle, slip.text + middle + 1, length - middle);
        if (strlen(parameter->name) > 2) assert_true(*parameter_nearest(slip.text).text != '\0');
    }
}

/* A key or a word of old says what it is now: every row of moved.def leads somewhere, from nowhere. */
static void what_was_renamed_says_so(void **state)
{
    (void)state;
    struct message message = {""};
    struct scenario scenario = scenario_default;
#define MOVED(old, new, remark)                                                                                        \
    assert_null(parameter_find(old));                                                                                  \
    assert_true(parameter_find(new) || section_find(new));                                                             \
    assert_int_equal(parameter_unknown(old, &message), STATUS_INPUT);                                                  \
    assert_non_null(strstr(message.text, old " is now " new));
#define MOVED_WORD(path, old, new)                                                                                     \
    assert_int_equal(parameter_set(&scenario, parameter_find(path), old, &message), STATUS_INPUT);                     \
    assert_string_equal(message.text, path ": '" old "' is now '" new "'");                                            \
    assert_int_equal(parameter_set(&scenario, parameter_find(path), new, &message), STATUS_OK);
#include "scenario/moved.def"
    parameter_unknown("adoption.error", &message);
    assert_string_equal(message.text, "adoption.error is now adoption.copy.take (1 minus what it was)");
    parameter_unknown("", &message);
    assert_string_equal(message.text, "the name is empty; `selforg describe parameters` lists those that there are");
}

static void a_path_that_nothing_is_near_says_which_command_lists_what_there_is(void **state)
{
    (void)state;
    static const struct {
        const char *path, *told;
    } cases[] = {{"bananas", "describe parameters` lists them all"},
        {"network.xyz", "describe parameters network` lists those of network"},
        {"observe.snapshots.xyzxyz", "describe parameters observe.snapshots` lists those of observe.snapshots"},
        {"observe.xyzxyz.xyz", "describe parameters observe` lists those of observe"},
        {"xyz.network.xyzxyz", "describe parameters` lists them all"}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct message message, wanted;
        message_set(&wanted, STATUS_INPUT, "%s: there is no such key; `selforg %s", cases[i].path, cases[i].told);
        assert_int_equal(parameter_unknown(cases[i].path, &message), STATUS_INPUT);
        assert_string_equal(message.text, wanted.text);
    }
    struct message message;
    assert_int_equal(parameter_unknown("adoption", &message), STATUS_INPUT);
    assert_string_equal(message.text, "adoption: this is a section; name one of its keys, as adoption.KEY");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_slip_finds_the_nearest_name),
        cmocka_unit_test(every_path_with_a_slip_is_recognised),
        cmocka_unit_test(what_was_renamed_says_so),
        cmocka_unit_test(a_path_that_nothing_is_near_says_which_command_lists_what_there_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
