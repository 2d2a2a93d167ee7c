/* What somebody else's program sees of a run by the library's header alone: events, arrays, ties. */
#include "selforg.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cmocka.h>

#include "library/office.h"

/* ---- events ---- */

/* The value of a column of int32 in row i. */
static int32_t number_at(selforg_view view, int64_t i)
{
    assert_int_equal(view.type, SELFORG_INT32);
    return *(const int32_t *)((const char *)view.values + i * view.row_bytes);
}

static void every_table_says_what_it_is(void **state)
{
    (void)state;
    int64_t tables = 0, words = 0;
    for (const char *table; (table = selforg_table_name(tables)); tables++) {
        assert_non_null(selforg_table_sentence(tables));
        assert_string_equal(selforg_column_name(table, 0), "step");
        int64_t columns = 0;
        for (; selforg_column_name(table, columns); columns++) {
            assert_true(selforg_column_unit(table, columns) && selforg_column_sentence(table, columns));
            words += selforg_column_word(table, columns, 0) != NULL;
        }
        assert_true(columns > 1);
        assert_null(selforg_column_sentence(table, columns));
    }
    assert_true(tables > 10 && words > 10);
    assert_null(selforg_table_name(-1));
    assert_null(selforg_column_name("no such table", 0));
    assert_null(selforg_column_word("adoption", 1, 0));
}

static void events_are_those_since_the_last_call(void **state)
{
    (void)state;
    selforg_run *run = office_run(1);
    selforg_view step = selforg_run_events(run, "adoption", "step");
    assert_int_equal(step.rows, 400); /* everybody begins with something in both domains */
    for (int64_t i = 0; i < step.rows; i++) assert_int_equal(number_at(step, i), 0);
    assert_int_equal(selforg_run_advance(run, 20), SELFORG_OK);
    step = selforg_run_events(run, "member", "step");
    assert_true(step.rows > 0);
    for (int64_t i = 0; i < step.rows; i++) assert_int_equal(number_at(step, i), 20);
    selforg_run_keep_events(run, 1);
    assert_int_equal(selforg_run_advance(run, 5), SELFORG_OK);
    step = selforg_run_events(run, "member", "step");
    assert_int_equal(number_at(step, 0), 21);
    assert_int_equal(number_at(step, step.rows - 1), 25);
    assert_int_equal(selforg_run_verify(run), SELFORG_OK);
    assert_null(selforg_run_events(run, "turnover", "step").values); /* nobody leaves here */
    assert_null(selforg_run_events(run, "member", "teacher").values);
    assert_null(selforg_run_events(run, "no such table", "step").values);
    assert_int_equal(selforg_run_advance(run, 0), SELFORG_OK);
    step = selforg_run_events(run, "member", "step");
    assert_true(step.values && step.rows == 0);
    selforg_run_free(run);
}

static void a_lineage_can_be_followed_back(void **state)
{
    (void)state;
    selforg_run *run = office_run(2);
    selforg_run_keep_events(run, 1);
    const int64_t before = selforg_run_events(run, "adoption", "step").rows;
    assert_int_equal(selforg_run_advance(run, 30), SELFORG_OK);
    const selforg_view learner = selforg_run_events(run, "adoption", "learner");
    const selforg_view adoption = selforg_run_events(run, "adoption_source", "adoption");
    const selforg_view source = selforg_run_events(run, "adoption_source", "source");
    const selforg_view theirs = selforg_run_events(run, "adoption_source", "source_adoption");
    const selforg_view weight = selforg_run_events(run, "adoption_source", "weight");
    assert_true(adoption.rows > 20 && weight.type == SELFORG_FLOAT64);
    for (int64_t i = 0; i < adoption.rows; i++) {
        assert_in_range(number_at(adoption, i), before, before + learner.rows - 1);
        assert_true(number_at(theirs, i) < number_at(adoption, i));
        if (number_at(theirs, i) >= before)
            assert_int_equal(number_at(learner, number_at(theirs, i) - before), number_at(source, i));
        const double share = *(const double *)((const char *)weight.values + i * weight.row_bytes);
        assert_true(share > 0 && share <= 1);
    }
    selforg_run_free(run);
}

/* ---- arrays and ties ---- */

static void arrays_are_the_runs_own_memory(void **state)
{
    (void)state;
    selforg_run *run = office_run(1);
    const selforg_view practice = selforg_run_array(run, "practice"), unit = selforg_run_units(run);
    assert_true(practice.rows == 200 && practice.columns == 2 && practice.row_bytes == 8);
    assert_int_equal(selforg_run_advance(run, 30), SELFORG_OK);
    for (int agent = 0; agent < 200; agent++) {
        for (int domain = 0; domain < 2; domain++)
            assert_int_equal(
                ((const int32_t *)practice.values)[2 * agent + domain], selforg_run_practice(run, agent, domain));
        assert_in_range(number_at(unit, agent), 0, 3);
    }
    int64_t arrays = 0;
    for (const char *name; (name = selforg_run_array_name(run, arrays)); arrays++) {
        const selforg_view array = selforg_run_array(run, name);
        assert_true(array.rows == 200 && array.row_bytes == array.columns * selforg_type_bytes(array.type));
        assert_true(array.unit && array.sentence);
    }
    assert_true(arrays > 5);
    assert_null(selforg_run_array(run, "mood").values);
    selforg_run_free(run);
}

static void every_tie_is_listed_once(void **state)
{
    (void)state;
    selforg_run *run = office_run(1);
    int32_t source[800], target[800];
    double trust[800];
    bool tied[200][200] = {{false}};
    assert_int_equal(selforg_run_ties(run), 800);
    selforg_run_tie_list(run, source, target, trust);
    for (int i = 0; i < 800; i++) {
        assert_true(source[i] < target[i] && !tied[source[i]][target[i]]);
        assert_true(trust[i] > 0 && trust[i] <= 1);
        tied[source[i]][target[i]] = true;
    }
    selforg_run_tie_list(run, source, target, NULL);
    selforg_run_free(run);
}

static int64_t address_space(void)
{
    long pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    assert_non_null(file);
    assert_int_equal(fscanf(file, "%ld", &pages), 1);
    fclose(file);
    return pages * sysconf(_SC_PAGESIZE);
}

/* An observable that there is no memory for is told from one that there is not. */
static void a_want_of_memory_is_told(void **state)
{
    (void)state;
#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
    skip(); /* they take memory of their own, and end where there is none */
#endif
    const double *values;
    struct rlimit before;
    selforg_run *run = NULL;
    selforg_scenario *scenario = selforg_scenario_create();
    assert_int_equal(selforg_scenario_set(scenario, "network.agents", "200000"), SELFORG_OK);
    assert_int_equal(selforg_scenario_set(scenario, "observe.structure", "{}"), SELFORG_OK);
    assert_int_equal(selforg_run_create(&run, scenario, 1), SELFORG_OK);
    assert_int_equal(getrlimit(RLIMIT_AS, &before), 0);
    const struct rlimit little = {(rlim_t)address_space() + (1 << 20), before.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_AS, &little), 0);
    int64_t count = selforg_run_observe(run, "degree_mean", &values);
    assert_int_equal(setrlimit(RLIMIT_AS, &before), 0);
    assert_true(count == 0 && !values);
    assert_string_equal(selforg_run_message(run), "there is not enough memory");
    assert_int_equal(selforg_run_observe(run, "mood", &values), 0);
    assert_string_equal(selforg_run_message(run), "");
    assert_int_equal(selforg_run_observe(run, "degree_mean", &values), 1);
    assert_true(values[0] > 0);
    selforg_run_free(run);
    selforg_scenario_free(scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_table_says_what_it_is),
        cmocka_unit_test(events_are_those_since_the_last_call),
        cmocka_unit_test(a_lineage_can_be_followed_back),
        cmocka_unit_test(arrays_are_the_runs_own_memory),
        cmocka_unit_test(every_tie_is_listed_once),
        cmocka_unit_test(a_want_of_memory_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
