/* The library as somebody else's program sees it: by its header alone. Also tests library/selforg.c,
 * library/describe.c. */
#include "selforg.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "library/office.h"

static void says_its_version(void **state)
{
    (void)state;
    char macros[32];
    snprintf(macros, sizeof macros, "%d.%d.%d", SELFORG_VERSION_MAJOR, SELFORG_VERSION_MINOR, SELFORG_VERSION_PATCH);
    assert_string_equal(selforg_version(), macros);
}

static void parameters_can_be_set_and_read(void **state)
{
    (void)state;
    selforg_scenario *scenario = office_scenario();
    assert_string_equal(selforg_scenario_get(scenario, "network.agents"), "200");
    assert_int_equal(selforg_scenario_set(scenario, "network.agents", "1e3"), SELFORG_OK);
    assert_string_equal(selforg_scenario_get(scenario, "network.agents"), "1000");
    assert_int_equal(selforg_scenario_set(scenario, "network.kind", "small_world"), SELFORG_OK);
    assert_string_equal(selforg_scenario_get(scenario, "network.kind"), "small_world");
    assert_null(selforg_scenario_get(scenario, "network.agent"));
    selforg_scenario_free(scenario);
}

static void mistakes_are_explained(void **state)
{
    (void)state;
    selforg_scenario *scenario = office_scenario();
    assert_int_equal(selforg_scenario_set(scenario, "network.agent", "5"), SELFORG_ERROR_INPUT);
    assert_non_null(strstr(selforg_scenario_message(scenario), "network.agents"));
    assert_int_equal(selforg_scenario_set(scenario, "network.agents", "none"), SELFORG_ERROR_INPUT);
    assert_string_equal(selforg_scenario_get(scenario, "network.agents"), "200");
    assert_int_equal(selforg_scenario_set(scenario, "network.agents", "300"), SELFORG_OK);
    assert_string_equal(selforg_scenario_message(scenario), "");

    assert_int_equal(selforg_scenario_set(scenario, "team.min", "9"), SELFORG_OK);
    selforg_run *run = (selforg_run *)scenario;
    assert_int_equal(selforg_run_create(&run, scenario, 1), SELFORG_ERROR_INPUT);
    assert_null(run);
    assert_non_null(strstr(selforg_scenario_message(scenario), "team.min"));

    assert_int_equal(selforg_scenario_read_text(scenario, "selforg: 2\nstesp: 3\n"), SELFORG_ERROR_INPUT);
    assert_non_null(strstr(selforg_scenario_message(scenario), ":2:1: stesp"));
    assert_string_equal(selforg_scenario_get(scenario, "network.agents"), "1000");
    assert_int_equal(selforg_scenario_read(scenario, "no/such/file.yaml"), SELFORG_ERROR_INPUT);
    assert_non_null(strstr(selforg_scenario_message(scenario), "no/such/file.yaml"));
    selforg_scenario_free(scenario);
}

static void sections_can_be_put_in_force(void **state)
{
    (void)state;
    selforg_run *run;
    const double *values;
    selforg_scenario *scenario = selforg_scenario_create();
    static const char *const sections[] = {"landscape", "opportunities", "projects", "tell", "adoption"};
    assert_int_equal(selforg_scenario_set(scenario, "network.agents", "100"), SELFORG_OK);
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
        assert_int_equal(selforg_scenario_set(scenario, sections[i], "{}"), SELFORG_OK);
    assert_int_equal(selforg_scenario_set(scenario, "sharing", "{}"), SELFORG_ERROR_INPUT);
    assert_int_equal(selforg_run_create(&run, scenario, 1), SELFORG_OK);
    assert_int_equal(selforg_run_observe(run, "projects_active", &values), 1);
    selforg_run_free(run);
    assert_true(selforg_scenario_in_force(scenario, "team.max"));
    assert_true(selforg_scenario_has_effect(scenario, "team.max"));
    assert_false(selforg_scenario_has_effect(scenario, "network.group_size"));
    assert_int_equal(selforg_scenario_set(scenario, "projects", "absent"), SELFORG_OK);
    assert_false(selforg_scenario_in_force(scenario, "team.max"));
    selforg_scenario_free(scenario);
}

static void every_parameter_says_what_it_is(void **state)
{
    (void)state;
    selforg_scenario *scenario = office_scenario();
    char path[64];
    int64_t count = 0, kinds[6] = {0};
    for (const char *found; (found = selforg_scenario_parameter(scenario, count)); count++) {
        snprintf(path, sizeof path, "%s", found);
        const selforg_kind kind = selforg_parameter_kind(path);
        kinds[kind]++;
        assert_non_null(selforg_parameter_unit(path));
        assert_true(strlen(selforg_parameter_sentence(path)) > 10);
        assert_non_null(selforg_scenario_get(scenario, path));
    }
    assert_true(count > 150 && kinds[SELFORG_NOTHING] == 0);
    for (int kind = SELFORG_NUMBER; kind <= SELFORG_NAMED; kind++) assert_true(kinds[kind] > 0);
    assert_null(selforg_scenario_parameter(scenario, -1));
    assert_int_equal(selforg_parameter_kind("network.agent"), SELFORG_NOTHING);
    assert_null(selforg_parameter_unit("network.agent"));
    assert_false(selforg_scenario_is_default(scenario, "network.agents"));
    assert_true(selforg_scenario_is_default(scenario, "debrief.depth"));
    assert_false(selforg_scenario_in_force(scenario, "debrief.depth"));
    selforg_scenario_free(scenario);
}

static void a_run_can_be_driven_and_looked_at(void **state)
{
    (void)state;
    const double *values;
    selforg_run *run = office_run(2);
    assert_int_equal(selforg_run_steps_done(run), 0);
    assert_int_equal(selforg_run_agents(run), 200);
    assert_int_equal(selforg_run_ties(run), 800);
    assert_int_equal(selforg_run_observe(run, "quality_mean", &values), 1);
    assert_true(values[0] > 0 && values[0] < 1);
    assert_int_equal(selforg_run_observe(run, "quality_by_unit", &values), 4);
    assert_non_null(selforg_run_label(run, "quality_by_unit", 3));
    assert_null(selforg_run_label(run, "quality_by_unit", 4));
    assert_null(selforg_run_label(run, "quality_mean", 0));
    assert_string_equal(selforg_run_label(run, "adoptions", 0), "initial");
    assert_int_equal(selforg_run_observe(run, "departures", &values), 0);
    assert_null(values);
    assert_int_equal(selforg_run_observe(run, "no such thing", &values), 0);
    assert_int_equal(selforg_run_advance(run, 25), SELFORG_OK);
    assert_int_equal(selforg_run_steps_done(run), 25);
    assert_int_equal(selforg_run_verify(run), SELFORG_OK);
    assert_string_equal(selforg_run_message(run), "");
    selforg_run_free(run);
}

static void every_observable_can_be_asked_for(void **state)
{
    (void)state;
    selforg_run *run = office_run(1);
    int64_t count = 0, shown = 0;
    for (const char *name; (name = selforg_observable_name(count)); count++) {
        const double *values;
        shown += selforg_run_observe(run, name, &values) > 0;
        assert_true(selforg_observable_unit(count) && strlen(selforg_observable_sentence(count)) > 3);
        const bool labelled = *selforg_observable_dimension(count) != 0;
        if (values) assert_true((selforg_run_label(run, name, 0) != NULL) == labelled);
    }
    assert_null(selforg_observable_unit(count));
    assert_true(count >= shown && shown > 10);
    assert_null(selforg_observable_name(-1));
    selforg_run_free(run);
}

static void practices_are_those_in_use(void **state)
{
    (void)state;
    const double *share;
    selforg_run *run = office_run(1);
    assert_int_equal(selforg_run_advance(run, 30), SELFORG_OK);
    assert_int_equal(selforg_run_observe(run, "most_used_fraction", &share), 2);
    for (int domain = 0; domain < 2; domain++) {
        int users[4096] = {0}, most = 0;
        for (int agent = 0; agent < 200; agent++) {
            int32_t practice = selforg_run_practice(run, agent, domain);
            assert_in_range(practice, 0, 4095);
            if (++users[practice] > most) most = users[practice];
        }
        assert_true(share[domain] == most / 200.0);
    }
    assert_int_equal(selforg_run_practice(run, 200, 0), -1);
    assert_int_equal(selforg_run_practice(run, 0, 2), -1);
    selforg_run_free(run);
}

static void looking_changes_nothing_and_nor_do_threads(void **state)
{
    (void)state;
    char plain[33], watched[33];
    const double *values;
    selforg_run *run = office_run(1);
    assert_int_equal(selforg_run_advance(run, 30), SELFORG_OK);
    assert_int_equal(selforg_run_digest(run, plain), SELFORG_OK);
    selforg_run_free(run);
    run = office_run(3);
    for (int i = 0; i < 30; i++) {
        assert_true(selforg_run_observe(run, "adoptions", &values) >= 6); /* one for each channel */
        assert_int_equal(selforg_run_digest(run, watched), SELFORG_OK);
        assert_string_not_equal(plain, watched);
        selforg_run_keep_events(run, i % 2);
        assert_true(selforg_run_events(run, "adoption", "learner").values != NULL);
        assert_int_equal(selforg_run_advance(run, 1), SELFORG_OK);
    }
    selforg_run_free(run);
    run = office_run(2);
    selforg_run_keep_events(run, 1);
    for (int i = 0; i < 10; i++) {
        assert_int_equal(selforg_run_advance(run, 3), SELFORG_OK);
        assert_int_equal(selforg_run_digest(run, watched), SELFORG_OK);
        assert_int_equal(selforg_run_digest(run, watched), SELFORG_OK);
    }
    assert_int_equal(selforg_run_digest(run, watched), SELFORG_OK);
    assert_string_equal(plain, watched);
    selforg_run_free(run);
}

static void a_result_file_is_of_the_same_run(void **state)
{
    (void)state;
    char folder[] = "/tmp/selforg_library_XXXXXX", path[64], written[33], driven[33];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/office.h5", folder);
    selforg_scenario *scenario = office_scenario();
    assert_int_equal(selforg_scenario_run(scenario, path, 2, written), SELFORG_OK);
    assert_int_equal(selforg_scenario_run(scenario, path, 2, NULL), SELFORG_ERROR_EXISTS);
    assert_non_null(strstr(selforg_scenario_message(scenario), path));
    selforg_scenario_free(scenario);
    selforg_run *run = office_run(1);
    assert_int_equal(selforg_run_advance(run, 30), SELFORG_OK);
    assert_int_equal(selforg_run_digest(run, driven), SELFORG_OK);
    assert_string_equal(written, driven);
    selforg_run_free(run);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(rmdir(folder), 0);
}

static void nothing_can_be_freed(void **state)
{
    (void)state;
    selforg_run_free(NULL);
    selforg_scenario_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_its_version),
        cmocka_unit_test(parameters_can_be_set_and_read),
        cmocka_unit_test(mistakes_are_explained),
        cmocka_unit_test(sections_can_be_put_in_force),
        cmocka_unit_test(every_parameter_says_what_it_is),
        cmocka_unit_test(a_run_can_be_driven_and_looked_at),
        cmocka_unit_test(every_observable_can_be_asked_for),
        cmocka_unit_test(practices_are_those_in_use),
        cmocka_unit_test(looking_changes_nothing_and_nor_do_threads),
        cmocka_unit_test(a_result_file_is_of_the_same_run),
        cmocka_unit_test(nothing_can_be_freed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
