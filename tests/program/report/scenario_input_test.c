/* What a command line makes of a scenario: the file, then --set, then the options for one parameter. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "program/report/scenario_input.h"

static const char text[] = "selforg: 2\nseed: 7\nsteps: 40\nnetwork: {kind: random, agents: 50, mean_degree: 4}\n";

/* The scenario's file, in a folder of the test's own. */
struct place {
    char folder[64], scenario[96];
};

static int make(void **state)
{
    static struct place place;
    strcpy(place.folder, "/tmp/selforg-XXXXXX");
    if (!mkdtemp(place.folder)) return 1;
    snprintf(place.scenario, sizeof place.scenario, "%s/office.yaml", place.folder);
    FILE *file = fopen(place.scenario, "w");
    if (!file || fputs(text, file) < 0 || fclose(file) != 0) return 1;
    *state = &place;
    return 0;
}

static int remove_all(void **state)
{
    const struct place *place = *state;
    return remove(place->scenario) || rmdir(place->folder);
}

static void set_over_what_the_file_says(void **state)
{
    const struct place *place = *state;
    const struct option_list set = {1, {"network.agents=60"}};
    struct scenario_input input;
    struct message message = {{0}};
    assert_int_equal(scenario_input_read(&input, place->scenario, &set, NULL, NULL, NULL, &message), STATUS_OK);
    assert_int_equal(input.scenario.network.agents, 60);
    assert_int_equal(input.scenario.run.seed, 7);
    assert_string_equal(input.yaml, text);
    assert_null(scenario_input_edges(&input));
    scenario_input_free(&input);
    assert_int_equal(scenario_input_read(&input, place->scenario, &set, "9", "3", NULL, &message), STATUS_OK);
    assert_int_equal(input.scenario.run.steps, 3);
    assert_int_equal(input.scenario.run.seed, 9);
    scenario_input_free(&input);
}

static void said_twice_is_refused(void **state)
{
    const struct place *place = *state;
    static const struct option_list twice = {2, {"steps=5", "steps=6"}};
    static const struct option_list once = {1, {"steps=5"}};
    struct scenario_input input;
    struct message message = {{0}};
    assert_int_equal(scenario_input_read(&input, place->scenario, &twice, NULL, NULL, NULL, &message), STATUS_INPUT);
    assert_string_equal(message.text, "--set: steps: '6', but --set says '5' already");
    message = (struct message){{0}};
    assert_int_equal(scenario_input_read(&input, place->scenario, &once, NULL, "6", NULL, &message), STATUS_INPUT);
    assert_string_equal(message.text, "--steps: '6', but --set says '5' already");
}

static void complaints_name_the_option(void **state)
{
    const struct place *place = *state;
    static const struct option_list none = {0};
    const struct option_list set = {1, {"network.agnets=60"}};
    struct scenario_input input;
    struct message message = {{0}};
    assert_int_equal(scenario_input_read(&input, place->scenario, &set, NULL, NULL, NULL, &message), STATUS_INPUT);
    assert_non_null(strstr(message.text, "did you mean 'network.agents'?"));
    message = (struct message){{0}};
    assert_int_equal(scenario_input_read(&input, place->scenario, &none, NULL, "few", NULL, &message), STATUS_INPUT);
    assert_memory_equal(message.text, "--steps: 'few'", 14);
    assert_null(input.yaml);
}

static void as_many_threads_as_asked_for(void **state)
{
    (void)state;
    assert_int_equal(threads_to_use(3), 3);
    assert_true(threads_to_use(0) >= 1);
    assert_int_equal(threads_to_use(0), threads_to_use(-1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(set_over_what_the_file_says, make, remove_all),
        cmocka_unit_test_setup_teardown(said_twice_is_refused, make, remove_all),
        cmocka_unit_test_setup_teardown(complaints_name_the_option, make, remove_all),
        cmocka_unit_test(as_many_threads_as_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
