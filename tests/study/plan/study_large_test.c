/* The largest studies: as long a file as there may be, thousands of values, rows, outcomes and conditions, and more
 * runs than anybody makes. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "study/studies.h"

static char text[YAML_TREE_FILE_MOST + 64];

/* Adds to what is there, as printf does. */
static void add(const char *format, ...) __attribute__((format(printf, 1, 2)));
static void add(const char *format, ...)
{
    const size_t length = strlen(text);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text + length, sizeof text - length, format, arguments);
    va_end(arguments);
}

static void begin(void)
{
    strcpy(text, BASE);
}

static void a_file_may_be_so_long_and_no_longer(void **state)
{
    (void)state;
    begin();
    add("vary: {start.users: [1, 2]}\n#");
    const size_t length = strlen(text);
    memset(text + length, ' ', YAML_TREE_FILE_MOST - length);
    text[YAML_TREE_FILE_MOST - 1] = '\n';
    text[YAML_TREE_FILE_MOST] = '\0';
    struct study study = read_fine(text);
    assert_int_equal(study_configurations(&study), 2);
    assert_int_equal(strlen(study.sources.study), YAML_TREE_FILE_MOST);
    study_free(&study);
    strcat(text, "\n");
    refuse(text, "study.yaml: the file is larger than a study may be (1048576 bytes)");
}

enum { MANY = 1500 };

/* Each once, in its order, and found again where it comes a second time. */
static void a_list_may_be_long(void **state)
{
    (void)state;
    begin();
    add("vary:\n  adoption.accept.beta:\n");
    for (int i = 0; i < MANY; i++) add("    - %d.5e-4\n", i);
    struct study study = read_fine(text);
    assert_int_equal(study.axes.items[0].level_count, MANY);
    assert_int_equal(study_configurations(&study), MANY);
    assert_int_equal(study.repeated, 0);
    for (int i = 0; i < MANY; i++) assert_true(fabs(atof(study.axes.items[0].level[i]) - (i + 0.5) * 1e-4) < 1e-12);
    study_free(&study);
    add("    - 7.5e-4\n");
    refuse(
        text, "study.yaml:1510:7: adoption.accept.beta: 7.5e-4 is there twice; a decimal comma? numbers have a point");
}

/* A configuration each, under the condition that it names; those that are there again are counted. */
static void a_table_may_be_long(void **state)
{
    (void)state;
    strcpy(text, "start.users,condition\n");
    for (int i = 0; i < MANY; i++) add("%d,%s\n", 1 + i % 50, i % 3 == 0 ? "b" : "a");
    write_file("points.csv", text);
    struct study study = read_fine(BASE "conditions: {a: {}, b: {steps: 9}}\ntable: points.csv\n");
    assert_int_equal(study_configurations(&study), MANY);
    assert_int_equal(study.repeated, MANY - 2 * 50);
    for (int64_t c = 0; c < MANY; c++) assert_string_equal(study_condition(&study, c)->name, c % 3 == 0 ? "b" : "a");
    study_free(&study);
    add("51,c\n");
    write_file("points.csv", text);
    refuse(BASE "conditions: {a: {}, b: {steps: 9}}\ntable: points.csv\n",
        "points.csv:1502:2: condition: the study has no condition 'c'; did you mean 'a'?");
}

static void outcomes_series_and_conditions_may_be_many(void **state)
{
    (void)state;
    enum { OF_EACH = 300 };
    begin();
    add("outcomes:\n");
    for (int i = 0; i < OF_EACH; i++) add("- {name: o%d, of: adopters, at: %d}\n", i, i % 21);
    add("series:\n");
    for (int i = 0; i < OF_EACH; i++) add("- {name: s%d, of: adopters / %d}\n", i, i + 1);
    add("conditions:\n");
    for (int i = 0; i < OF_EACH; i++) add("  c%d: {adoption.accept.beta: %d.5e-3}\n", i, i);
    struct study study = read_fine(text);
    assert_int_equal(study.outcomes.count, OF_EACH);
    assert_int_equal(study.series.count, OF_EACH);
    assert_int_equal(study_configurations(&study), OF_EACH);
    for (int i = 0; i < OF_EACH; i++) {
        char name[16];
        snprintf(name, sizeof name, "o%d", i);
        assert_string_equal(study.outcomes.items[i].name, name);
        assert_int_equal(study.outcomes.items[i].last, i % 21);
        snprintf(name, sizeof name, "s%d", i);
        assert_string_equal(study.series.items[i].name, name);
        snprintf(name, sizeof name, "c%d", i);
        assert_string_equal(study_condition(&study, i)->name, name);
    }
    study_free(&study);
}

/* Nothing grows with them: the last run is as near as the first, and no two replicates share a seed. */
static void runs_may_be_more_than_anybody_makes(void **state)
{
    (void)state;
    struct study study =
        read_fine(BASE "vary: {start.users: {from: 1, to: 60, count: 60}, adoption.accept.beta: {from: "
                       "0.01, to: 1, count: 10}}\nreplicates: 10000000\n");
    const int64_t runs = 600 * (int64_t)10000000;
    assert_int_equal(study_runs(&study), runs);
    const struct study_run first = study_run(&study, 0), last = study_run(&study, runs - 1),
                           before = study_run(&study, runs - 600), earlier = study_run(&study, runs - 601);
    assert_int_equal(last.configuration, 599);
    assert_int_equal(last.replicate, 9999999);
    assert_int_equal(before.configuration, 0);
    assert_int_equal(before.replicate, 9999999);
    assert_int_equal(earlier.replicate, 9999998);
    assert_true(last.seed == before.seed && last.seed != earlier.seed && last.seed != first.seed);
    study_free(&study);
    refuse(BASE "replicates: 10000001\n",
        "study.yaml:8:13: replicates: '10000001' is too large; it must be a whole number from 1 to 10000000");
}

/* A grid of more is refused before it is made. */
static void configurations_have_an_end(void **state)
{
    (void)state;
    refuse(BASE
        "vary: {start.users: {from: 1, to: 2000, count: 2000}, network.agents: {from: 3, to: 3002, count: 3000}, "
        "adoption.accept.beta: {from: 0, to: 1, count: 101}}\n",
        "study.yaml:8:7: the design has more than 100000000 configurations");
    refuse(BASE "design: saltelli\nsamples: 33333334\nvary: {adoption.accept.beta: {from: 0, to: 1}}\n",
        "study.yaml:10:7: the design has more than 100000000 configurations");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_may_be_so_long_and_no_longer),
        cmocka_unit_test(a_list_may_be_long),
        cmocka_unit_test(a_table_may_be_long),
        cmocka_unit_test(outcomes_series_and_conditions_may_be_many),
        cmocka_unit_test(runs_may_be_more_than_anybody_makes),
        cmocka_unit_test(configurations_have_an_end),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
