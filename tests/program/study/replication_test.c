/* A replication: which numbers of which runs are judged, with how many replicates, and what counts as not met. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include <cmocka.h>

#include "program/study/replication.c"

/* On a ring each neighbour takes it up in turn: two more in every step, and nothing is left to chance. */
#define RING                                                                                                           \
    "selforg: 2\n"                                                                                                     \
    "title: A ring\n"                                                                                                  \
    "scenario:\n"                                                                                                      \
    "  steps: 3\n"                                                                                                     \
    "  network: {kind: ring, agents: 40, mean_degree: 2}\n"                                                            \
    "  start: {users: 1}\n"                                                                                            \
    "  adoption: {rule: contact, accept: {beta: 1}}\n"                                                                 \
    "vary: {adoption.accept.beta: [0, 1]}\n"                                                                           \
    "conditions: {short: {}, long: {steps: 7}}\n"                                                                      \
    "replicates: 3\n"                                                                                                  \
    "outcomes: [adopters_final, {name: early, of: adopters, at: 1}]\n"

#define MET(outcome, beta, condition, value)                                                                           \
    "  - {outcome: " outcome ", at: {adoption.accept.beta: " beta ", condition: " condition "}, value: " value         \
    ", exact: true}\n"

static char folder[] = "/tmp/selforg-replication-XXXXXX", path[64];
static struct replication replication;
static struct message message;

static int make_folder(void **state)
{
    (void)state;
    if (!mkdtemp(folder)) return -1;
    snprintf(path, sizeof path, "%s/a.ring.yaml", folder);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    return remove(path) || rmdir(folder);
}

static enum status run(const char *text, bool quick, int jobs)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
    message = (struct message){{0}};
    return replication_run(&replication, path, quick, jobs, &message);
}

static void every_number_is_that_of_its_run(void **state)
{
    (void)state;
    static const double expected[] = {0, 0, 6, 2, 0, 0, 14, 2}; /* short and long, without and with contact */
    for (int jobs = 1; jobs <= 3; jobs += 2) {
        const enum status status = run(RING
            "expect:\n" MET("adopters_final", "0", "short", "0") MET("adopters_final", "1", "short", "6")
                MET("adopters_final", "1", "long", "14") MET("early", "1", "long", "2") MET("early", "0", "long", "1"),
            false, jobs);
        if (status != STATUS_OK) fail_msg("%s", message.text);
        assert_string_equal(replication.name, "a.ring");
        assert_string_equal(replication.study.title, "A ring");
        assert_int_equal(replication.study.replicates, 3);
        for (int64_t c = 0; c < 4; c++)
            for (int64_t r = 0; r < 3; r++)
                for (int64_t o = 0; o < 2; o++) {
                    const int64_t point = c / 2, condition = c % 2;
                    assert_true(replication.values[(c * 3 + r) * 2 + o] == expected[(condition * 2 + point) * 2 + o]);
                }
        assert_int_equal(replication_count(&replication, VERDICT_PASSES), 4);
        assert_int_equal(replication_count(&replication, VERDICT_FAILS), 1);
        assert_int_equal(replication.findings[4].verdict, VERDICT_FAILS);
        assert_int_equal(replication_failures(&replication), 1);
        assert_int_equal(replication.failed_runs, 0);
        assert_true(replication.seconds > 0);
        replication_free(&replication);
    }
}

static void quick_takes_as_many_replicates_as_it_says(void **state)
{
    (void)state;
    static const struct {
        const char *quick;
        bool is_quick;
        int64_t replicates;
    } cases[] = {{"quick: {replicates: 2}\n", true, 2}, {"quick: {replicates: 2}\n", false, 3},
        {"quick: {replicates: 0}\n", true, 0}, {"", true, 3}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[2048];
        snprintf(text, sizeof text, RING "expect:\n" MET("adopters_final", "0", "short", "9") "%s", cases[i].quick);
        assert_int_equal(run(text, cases[i].is_quick, 1), STATUS_OK);
        assert_int_equal(replication.study.replicates, cases[i].replicates);
        assert_int_equal(replication.quick, cases[i].is_quick);
        const bool runs = cases[i].replicates > 0;
        assert_int_equal(replication_count(&replication, VERDICT_FAILS), runs);
        assert_int_equal(replication_failures(&replication), runs);
        if (!runs) assert_null(replication.values);
        if (runs) assert_int_equal(replication.findings[0].replicates, cases[i].replicates);
        replication_free(&replication);
    }
}

/* Few replicates are judged by Student's t where it is quick: 4.30 standard errors of three have the chance of 2. */
static void few_replicates_are_judged_so(void **state)
{
    (void)state;
    for (int quick = 0; quick < 2; quick++) {
        assert_int_equal(run(RING "expect:\n"
                                  "  - {outcome: adopters_final, at: {adoption.accept.beta: 1, condition: short}, "
                                  "value: 6, error: 1}\n"
                                  "quick: {replicates: 3}\n",
                             quick, 1),
            STATUS_OK);
        const struct outcome_values values = {3, 2, replication.values};
        const struct finding judged = expectation_judge(&replication.expectations.items[0], &values, quick);
        assert_true(judged.allowed == replication.findings[0].allowed);
        assert_true(replication.findings[0].allowed > (quick ? 3.5 : 2.9));
        assert_true(quick || replication.findings[0].allowed < 3.1);
        replication_free(&replication);
    }
}

static void a_run_that_failed_has_no_numbers_and_counts(void **state)
{
    (void)state;
    assert_int_equal(run(RING "expect:\n" MET("adopters_final", "0", "short", "0"), false, 1), STATUS_OK);
    double kept[] = {5, 6};
    struct record record = {.status = RECORD_FAILED, .reason = "first", .outcomes = kept};
    const struct study_run place = {.configuration = 2, .replicate = 1};
    assert_int_equal(take(&replication, &place, &record), STATUS_OK);
    strcpy(record.reason, "killed by signal 9");
    assert_int_equal(take(&replication, &place, &record), STATUS_OK);
    assert_int_equal(replication.failed_runs, 2);
    assert_string_equal(replication.reason, "killed by signal 9");
    assert_true(isnan(replication.values[(2 * 3 + 1) * 2]) && isnan(replication.values[(2 * 3 + 1) * 2 + 1]));
    assert_true(replication.values[(2 * 3 + 0) * 2] == 6 && replication.values[(2 * 3 + 2) * 2 + 1] == 2);
    assert_int_equal(replication_failures(&replication), 2);
    replication.findings[0].verdict = VERDICT_UNSURE;
    assert_int_equal(replication_failures(&replication), 3);
    replication.findings[0].verdict = VERDICT_OPEN;
    assert_int_equal(replication_failures(&replication), 2);
    record.status = RECORD_DONE;
    assert_int_equal(take(&replication, &place, &record), STATUS_OK);
    assert_true(replication.values[(2 * 3 + 1) * 2] == 5 && replication.values[(2 * 3 + 1) * 2 + 1] == 6);
    assert_int_equal(replication.failed_runs, 2);
    replication_free(&replication);
}

static void a_name_is_that_of_the_file(void **state)
{
    (void)state;
    static const char *const names[][2] = {{"bass.yaml", "bass"}, {"a/b/bass.yaml", "bass"}, {"a.b/bass", "bass"},
        {"./two.parts.yaml", "two.parts"}, {"bass", "bass"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char *name = name_of(names[i][0]);
        assert_string_equal(name, names[i][1]);
        free(name);
    }
}

static void data_that_are_not_there_leave_it_out(void **state)
{
    (void)state;
    assert_int_equal(run("selforg: 2\n"
                         "scenario:\n"
                         "  network: {kind: file, edges: none.csv}\n"
                         "  adoption: {rule: contact}\n"
                         "outcomes: [adopters_final]\n"
                         "data: none.csv\n"
                         "replicates: 3\n"
                         "expect:\n"
                         "  - {outcome: adopters_final, value: 1, exact: true}\n"
                         "quick: {replicates: 2}\n",
                         true, 1),
        STATUS_OK);
    assert_int_equal(replication.study.replicates, 0);
    assert_non_null(strstr(replication.study.absent, "none.csv"));
    assert_int_equal(replication_count(&replication, VERDICT_PASSES), 0);
    assert_int_equal(replication_failures(&replication), 0);
    replication_free(&replication);
}

static void what_cannot_be_is_told(void **state)
{
    (void)state;
    assert_int_equal(run(RING, false, 1), STATUS_INPUT);
    assert_non_null(strstr(message.text, "a.ring.yaml: expect: a replication says what is expected"));
    replication_free(&replication);
    assert_int_equal(run(RING "expect:\n  - {outcome: users, value: 1}\n", false, 1), STATUS_INPUT);
    assert_non_null(strstr(message.text, "a.ring.yaml:13:"));
    replication_free(&replication);
    assert_int_equal(replication_run(&replication, "/nowhere/bass.yaml", false, 1, &message), STATUS_INPUT);
    replication_free(&replication);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_number_is_that_of_its_run),
        cmocka_unit_test(quick_takes_as_many_replicates_as_it_says),
        cmocka_unit_test(few_replicates_are_judged_so),
        cmocka_unit_test(a_run_that_failed_has_no_numbers_and_counts),
        cmocka_unit_test(a_name_is_that_of_the_file),
        cmocka_unit_test(data_that_are_not_there_leave_it_out),
        cmocka_unit_test(what_cannot_be_is_told),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
