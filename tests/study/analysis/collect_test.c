/* The file of all runs, out of records that say everywhere something else: what stands where in it, what becomes of a
 * run whose record is missing or is none, and what is left of what was there before. */
#include "study/analysis/collect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "study/analysis/collect_columns.h"
#include "study/study_h5.h"

/* Twelve runs: two points under two conditions, conditions fastest, and three replicates. */
#define MIXED                                                                                                          \
    "selforg: 2\n" SCENARIO "  landscape: {}\n"                                                                        \
    "design: zip\n"                                                                                                    \
    "vary: {adoption.accept.beta: [0.1, 0.4], adoption.look.telling_steps: [2, 5], network.kind: [ring, random],\n"    \
    "  landscape.normalised: [true, false]}\n"                                                                         \
    "conditions: {on: {}, off: {landscape: absent}}\n"                                                                 \
    "replicates: 3\n"

/* ---- what stands where ---- */

/* A parameter has its value also where the condition takes out what it is of. */
static void runs_come_replicate_by_replicate_and_say_what_they_are(void **state)
{
    (void)state;
    struct made made = make_study(MIXED);
    const struct collected collected = collect(&made);
    assert_true(collected.runs == 12 && collected.missing == 12);
    static const int64_t configuration[] = {0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3},
                         replicate[] = {0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2},
                         run[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11},
                         telling[] = {2, 2, 5, 5, 2, 2, 5, 5, 2, 2, 5, 5},
                         normalised[] = {1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0};
    static const double beta[] = {0.1, 0.1, 0.4, 0.4, 0.1, 0.1, 0.4, 0.4, 0.1, 0.1, 0.4, 0.4};
    static const char *const condition[] = {
        "on", "off", "on", "off", "on", "off", "on", "off", "on", "off", "on", "off"};
    static const char *const kind[] = {
        "ring", "ring", "random", "random", "ring", "ring", "random", "random", "ring", "ring", "random", "random"};
    hid_t file = open_study_file();
    assert_wholes(file, "run", 12, run);
    assert_wholes(file, "config_id", 12, configuration);
    assert_wholes(file, "replicate", 12, replicate);
    assert_texts(file, "condition", 12, condition);
    assert_reals(file, "adoption.accept.beta", 12, beta);
    assert_wholes(file, "adoption.look.telling_steps", 12, telling);
    assert_texts(file, "network.kind", 12, kind);
    assert_wholes(file, "landscape.normalised", 12, normalised);
    int64_t *seed = wholes_of(file, "seed", 12);
    for (int i = 0; i < 12; i++) {
        assert_true(seed[i] == seed[i / 4 * 4]); /* a replicate's runs have one */
        assert_true(i < 4 || seed[i] != seed[i - 4]);
        assert_true(seed[i] == study_run(&made.study, i).seed);
    }
    free(seed);
    assert_true(H5Fclose(file) >= 0);
    drop_study(&made);
}

static void what_a_record_holds_stands_at_its_run(void **state)
{
    (void)state;
    static const int32_t steps[] = {0, 4, 8, -1};
    struct made made = make_study(SIMPLE "set: {observe.every: 4}\n"
                                         "outcomes: [adopters_final, adopters_max, adopters_min]\n"
                                         "series: [adopters, adoptions]\n");
    for (int64_t run = 0; run < 6; run++) put_done(&made, run, "", steps);
    const struct collected collected = collect(&made);
    assert_true(collected.runs == 6 && collected.done == 6 && collected.failed == 0 && collected.missing == 0);
    hid_t file = open_study_file();
    static const char *const outcomes[] = {"adopters_final", "adopters_max", "adopters_min"}, *const series[] = {
                                                                                                  "adopters",
                                                                                                  "adoptions"};
    for (int i = 0; i < 3; i++) {
        double expected[6];
        for (int64_t run = 0; run < 6; run++) expected[run] = outcome_told(run, i);
        assert_reals(file, outcomes[i], 6, expected);
    }
    for (int s = 0; s < 2; s++) {
        double *values = series_of(file, series[s], 6, 3);
        for (int64_t run = 0; run < 6; run++)
            for (int row = 0; row < 3; row++) assert_true(values[run * 3 + row] == series_told(run, steps[row], s));
        free(values);
    }
    char words[6][DIGEST_TEXT];
    const char *digests[6], *const nothing[] = {"", "", "", "", "", ""};
    for (int64_t run = 0; run < 6; run++) {
        digest_text(digest_told(run), words[run]);
        digests[run] = words[run];
    }
    assert_texts(file, "run_digest", 6, digests);
    assert_texts(file, "run_reason", 6, nothing);
    assert_wholes(file, "run_status", 6, (const int64_t[6]){0});
    assert_true(H5Fclose(file) >= 0);
    drop_study(&made);
}

/* The steps of all configurations together; where a run has no row, or no more, nothing. */
static void a_series_stands_at_its_steps(void **state)
{
    (void)state;
    static const int64_t steps[] = {0, 2, 3, 4, 6, 8};
    static const int32_t brief[] = {0, 2, 3, -1}, whole[] = {0, 2, 4, 6, 8, -1}, ended[] = {0, 2, 4, -1};
    struct made made = make_study("selforg: 2\n" SCENARIO "set: {observe.every: 2}\n"
                                  "conditions: {brief: {steps: 3}, whole: {}}\n"
                                  "replicates: 3\nseries: [adopters, adoptions]\n");
    put_done(&made, 0, "", brief);
    put_done(&made, 1, "", whole);
    put_failed(&made, 2, "it broke");
    put_done(&made, 3, "ended at step 4: adopters >= 9", ended);
    put_done(&made, 5, "", no_rows);
    collect(&made);
    static const bool there[6][6] = {{1, 1, 1, 0, 0, 0}, {1, 1, 0, 1, 1, 1}, {0}, {1, 1, 0, 1, 0, 0}, {0}, {0}};
    hid_t file = open_study_file();
    assert_wholes(file, "step", 6, steps);
    for (int s = 0; s < 2; s++) {
        double *values = series_of(file, s == 0 ? "adopters" : "adoptions", 6, 6);
        for (int64_t run = 0; run < 6; run++)
            for (int i = 0; i < 6; i++) {
                const double value = values[run * 6 + i];
                assert_true(there[run][i] ? value == series_told(run, steps[i], s) : isnan(value));
            }
        free(values);
    }
    assert_false(hdf5_has(file, "adopters_final"));
    assert_true(H5Fclose(file) >= 0);
    drop_study(&made);
}

static void what_a_study_has_not_its_file_has_not(void **state)
{
    (void)state;
    static const struct {
        const char *rest;
        int64_t runs, objects;
    } cases[] = {
        {"", 1, 8},                                                /* run, config_id, replicate, seed, and run_... */
        {"outcomes: [adopters_final]\n", 1, 9},                    /* and the outcome */
        {"series: [adopters]\n", 1, 10},                           /* and series and step */
        {"conditions: {a: {}, b: {start.users: 5}}\n", 2, 9},      /* and condition */
        {"vary: {adoption.accept.beta: [0.1, 0.2, 0.3]}\n", 3, 9}, /* and what varies */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[1024];
        H5G_info_t information;
        snprintf(text, sizeof text, "selforg: 2\n" SCENARIO "%s", cases[i].rest);
        struct made made = make_study(text);
        assert_int_equal(collect(&made).runs, cases[i].runs);
        hid_t file = open_study_file();
        assert_true(H5Gget_info(file, &information) >= 0);
        assert_true((int64_t)information.nlinks == cases[i].objects);
        assert_int_equal(hdf5_length(file, "run"), cases[i].runs);
        assert_true(H5Fclose(file) >= 0);
        drop_study(&made);
    }
}

/* More runs than wait in memory at once, and than a folder of records holds. */
static void many_runs_stand_where_they_belong(void **state)
{
    (void)state;
    enum { RUNS = COLUMN_BLOCK + 6 };
    static const int64_t there[] = {
        0, 999, 1000, COLUMN_BLOCK - 2, COLUMN_BLOCK - 1, COLUMN_BLOCK, COLUMN_BLOCK + 1, COLUMN_BLOCK + 5};
    static double outcomes[RUNS], ends[RUNS];
    static int64_t status[RUNS], run[RUNS];
    static char words[RUNS][64];
    static const char *reasons[RUNS];
    char text[1024];
    snprintf(text, sizeof text, "selforg: 2\n" SCENARIO "replicates: %d\noutcomes: [adopters_final]\n", RUNS);
    struct made made = make_study(text);
    for (int i = 0; i < RUNS; i++) {
        run[i] = i;
        outcomes[i] = ends[i] = NAN;
        status[i] = 2;
        reasons[i] = "";
    }
    for (size_t i = 0; i < sizeof there / sizeof *there; i++) {
        const int64_t at = there[i];
        snprintf(words[at], sizeof words[at], "ended at step %lld: x", (long long)at);
        put_done(&made, at, words[at], no_rows);
        reasons[at] = words[at];
        outcomes[at] = outcome_told(at, 0);
        ends[at] = (double)at;
        status[at] = 0;
    }
    assert_int_equal(collect(&made).missing, RUNS - 8);
    hid_t file = open_study_file();
    assert_wholes(file, "run", RUNS, run);
    assert_wholes(file, "run_status", RUNS, status);
    assert_reals(file, "adopters_final", RUNS, outcomes);
    assert_texts(file, "run_reason", RUNS, reasons);
    assert_reals(file, "run_ended_step", RUNS, ends);
    assert_true(H5Fclose(file) >= 0);
    drop_study(&made);
}

/* ---- what became of a run ---- */

/* Changes the file of a record: the byte at `at` (from the end, where that is negative), or cuts it there. */
static void damage(const struct made *made, int64_t run, long at, bool cut)
{
    char *path = folder_record(&made->folder, run, false);
    FILE *file = fopen(path, "r+");
    assert_non_null(file);
    assert_int_equal(fseek(file, at, at < 0 ? SEEK_END : SEEK_SET), 0);
    const long place = ftell(file);
    const int old = getc(file);
    assert_int_equal(fseek(file, place, SEEK_SET), 0);
    if (!cut) putc(old ^ 1, file);
    fclose(file);
    if (cut) assert_int_equal(truncate(path, place), 0);
    free(path);
}

/* Whatever is not the record of that run of that study is no record, and is done again by whoever goes on. */
static void what_is_no_record_of_the_run_is_missing(void **state)
{
    (void)state;
    struct made made = make_study("selforg: 2\n" SCENARIO "replicates: 10\noutcomes: [adopters_final, adopters_max]\n");
    struct record other = {.identity = identity_of(&made, 5), .run = 4};
    for (int64_t run = 0; run < 9; run++) put_done(&made, run, "", no_rows);
    put_failed(&made, 1, "people.csv: line 3: it broke");
    damage(&made, 2, -20, false); /* in an outcome */
    damage(&made, 3, -1, true);
    put_record(&made, 4, &other); /* what another run is of, */
    other.run = 6;
    put_record(&made, 5, &other); /* or its number */
    damage(&made, 6, 0, true);
    damage(&made, 7, 8, false); /* of another format */
    const struct collected collected = collect(&made);
    assert_true(collected.runs == 10 && collected.done == 2 && collected.failed == 1 && collected.missing == 7);
    assert_int_equal(collected.before_branch, 0);
    static const int64_t status[] = {0, 1, 2, 2, 2, 2, 2, 2, 0, 2};
    static const char *const reasons[] = {"", "people.csv: line 3: it broke", "", "", "", "", "", "", "", ""};
    const double outcome[] = {outcome_told(0, 1), NAN, NAN, NAN, NAN, NAN, NAN, NAN, outcome_told(8, 1), NAN};
    char words[2][DIGEST_TEXT];
    digest_text(digest_told(0), words[0]);
    digest_text(digest_told(8), words[1]);
    const char *const digests[] = {words[0], "", "", "", "", "", "", "", words[1], ""};
    hid_t file = open_study_file();
    assert_wholes(file, "run_status", 10, status);
    assert_texts(file, "run_reason", 10, reasons);
    assert_reals(file, "adopters_max", 10, outcome);
    assert_texts(file, "run_digest", 10, digests);
    assert_true(H5Fclose(file) >= 0);
    drop_study(&made);
}

/* A run that is done and whose outcome is none, is done. */
static void a_number_that_is_none_is_no_failure(void **state)
{
    (void)state;
    struct made made = make_study(SIMPLE "outcomes: [adopters_final]\n");
    double values[] = {NAN, INFINITY, -INFINITY, -0.0, 5e-324, 1.7976931348623157e308};
    for (int64_t run = 0; run < 6; run++) {
        const struct record record = {
            .identity = identity_of(&made, run), .run = run, .outcome_count = 1, .outcomes = &values[run]};
        put_record(&made, run, &record);
    }
    const struct collected collected = collect(&made);
    assert_true(collected.done == 6 && collected.failed == 0 && collected.missing == 0);
    hid_t file = open_study_file();
    assert_reals(file, "adopters_final", 6, values);
    double *outcome = reals_of(file, "adopters_final", 6);
    assert_true(signbit(outcome[3]));
    free(outcome);
    assert_true(H5Fclose(file) >= 0);
    drop_study(&made);
}

/* The step is that of the reason, and NaN where another reason, or none, is given. */
static void where_a_run_ended_is_a_column(void **state)
{
    (void)state;
    static const char *const reasons[] = {"ended at step 0: adopters >= 1", "ended at step 7: adopters >= 9", "",
        "the end at step 7", "ended at step 2147483647: until"};
    const double ends[] = {0, 7, NAN, NAN, 2147483647.0, NAN};
    struct made made = make_study(SIMPLE);
    for (int64_t run = 0; run < 5; run++) put_done(&made, run, reasons[run], no_rows);
    assert_int_equal(collect(&made).done, 5);
    hid_t file = open_study_file();
    assert_reals(file, "run_ended_step", 6, ends);
    assert_true(H5Fclose(file) >= 0);
    drop_study(&made);
}

/* Runs that their rule ended before what varies took its values: of those that are done. */
static void runs_that_ended_before_the_branch_are_counted(void **state)
{
    (void)state;
    struct made made = make_study(SIMPLE "branch_step: 4\n");
    put_done(&made, 0, "ended at step 3: adopters >= 9", no_rows);
    put_done(&made, 1, "ended at step 4: adopters >= 9", no_rows);
    put_done(&made, 2, "", no_rows);
    put_failed(&made, 3, "ended at step 1: adopters >= 9");
    put_done(&made, 4, "ended at step 0: adopters >= 9", no_rows);
    const struct collected collected = collect(&made);
    assert_true(collected.done == 4 && collected.failed == 1 && collected.missing == 1);
    assert_int_equal(collected.before_branch, 2);
    drop_study(&made);
    made = make_study(SIMPLE);
    put_done(&made, 0, "ended at step 3: adopters >= 9", no_rows);
    assert_int_equal(collect(&made).before_branch, 0); /* there is no branch */
    drop_study(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(runs_come_replicate_by_replicate_and_say_what_they_are),
        cmocka_unit_test(what_a_record_holds_stands_at_its_run),
        cmocka_unit_test(a_series_stands_at_its_steps),
        cmocka_unit_test(what_a_study_has_not_its_file_has_not),
        cmocka_unit_test(many_runs_stand_where_they_belong),
        cmocka_unit_test(what_is_no_record_of_the_run_is_missing),
        cmocka_unit_test(a_number_that_is_none_is_no_failure),
        cmocka_unit_test(where_a_run_ended_is_a_column),
        cmocka_unit_test(runs_that_ended_before_the_branch_are_counted),
    };
    return cmocka_run_group_tests(tests, enter_home, leave_home);
}
