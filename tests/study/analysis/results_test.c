/* The file of all runs: it is analysed as it was written, and never when anything in it was changed. */
#include "study/analysis/results.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "io/result/result_checksum.h"
#include "io/result/result_reader.h"
#include "study/analysis/study_verify.h"
#include "study/collected.h"

/* Makes the checksum that of what is there now. */
static void reseal(hid_t file)
{
    struct digest checksum;
    struct message message;
    char words[DIGEST_TEXT];
    assert_int_equal(H5Adelete(file, CHECKSUM_ATTRIBUTE), 0);
    assert_int_equal(result_checksum(file, &checksum, &message), STATUS_OK);
    digest_text(checksum, words);
    assert_int_equal(hdf5_attribute_text(file, CHECKSUM_ATTRIBUTE, words, &message), STATUS_OK);
}

static void refused(const char *reason)
{
    struct results results;
    struct message message = {""};
    struct verification verification = {0};
    assert_int_equal(results_read(&results, "copy.h5", &message), STATUS_DAMAGED);
    assert_string_equal(message.text, reason);
    assert_int_equal(study_verify("copy.h5", &verification, &message), STATUS_DAMAGED);
    assert_int_equal(verification.count, 1);
    assert_int_equal(verification.finding[0].verdict, VERDICT_FAILED);
    assert_string_equal(verification.finding[0].detail, reason);
}

static void what_was_written_is_read(void **state)
{
    (void)state;
    struct results results;
    struct message message = {""};
    struct verification verification = {0};
    if (results_read(&results, "runs/study.h5", &message)) fail_msg("%s", message.text);
    assert_int_equal(results.replicates, 2);
    assert_int_equal(results.runs_missing, 0);
    for (int i = 0; i < 6; i++) assert_true(results.done[i] && results.value[i] >= 3);
    results_free(&results);
    assert_true(study_verify_knows("runs/study.h5"));
    assert_false(study_verify_knows("study.yaml"));
    assert_int_equal(study_verify("runs/study.h5", &verification, &message), STATUS_OK);
    assert_int_equal(verification.count, 3);
    for (int i = 0; i < 3; i++) assert_int_equal(verification.finding[i].verdict, VERDICT_OK);
}

/* Collects anew what is in the folder. */
static void collect_again(struct collected *collected)
{
    struct study study;
    struct study_folder made;
    struct message message;
    if (folder_read(&made, "runs", &study, &message) != STATUS_OK) fail_msg("%s", message.text);
    if (study_collect(&study, &made, collected, &message) != STATUS_OK) fail_msg("%s", message.text);
    folder_free(&made);
    study_free(&study);
}

/* In the file runs come replicate by replicate, here configuration by configuration. */
static void values_stand_by_configuration_and_replicate(void **state)
{
    (void)state;
    struct results results;
    struct message message = {""};
    double *of_runs = NULL;
    hid_t file = H5Fopen("runs/study.h5", H5F_ACC_RDONLY, H5P_DEFAULT), dataset;
    assert_true(file >= 0);
    dataset = H5Dopen2(file, "adopters_final", H5P_DEFAULT);
    of_runs = calloc(6, sizeof *of_runs);
    assert_true(H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, of_runs) >= 0);
    H5Dclose(dataset);
    assert_true(H5Fclose(file) >= 0);
    assert_int_equal(results_read(&results, "runs", &message), STATUS_OK); /* the folder means its file */
    for (int64_t configuration = 0; configuration < 3; configuration++)
        for (int64_t replicate = 0; replicate < 2; replicate++) {
            const double value = results_of(&results, 0, configuration)[replicate];
            assert_true(value == of_runs[replicate * 3 + configuration]);
            assert_false(results_before_branch(&results, configuration, replicate));
            assert_int_equal(results.ended[configuration * 2 + replicate], -1);
        }
    results_free(&results);
    free(of_runs);
}

/* Three who have it among twenty on a ring, and six more are enough. Of the first study all have it at once, long
 * before what varies takes its values; of the second nobody passes it on before that, and under the first configuration
 * nobody at all. */
static void where_runs_ended_is_read(void **state)
{
    (void)state;
    static const struct {
        const char *folder, *rate;
        int64_t least, most, before; /* the steps with which the second configuration ends */
    } cases[] = {{"early", "1", 1, 2, 6}, {"late", "0", 4, 5, 0}};
    for (int c = 0; c < 2; c++) {
        char text[1024];
        struct results results;
        struct message message = {""};
        snprintf(text, sizeof text,
            "selforg: 2\n"
            "scenario: {steps: 9, until: adopters >= 6, network: {kind: ring, agents: 20, mean_degree: 4}, start: "
            "{users: "
            "3}, adoption: {rule: contact, accept: {beta: %s}}}\n"
            "branch_step: 4\nvary: {adoption.accept.beta: [0, 1]}\nreplicates: 3\n"
            "outcomes: [adopters_final, {name: when, of: adopters, reaches: 6}]\n",
            cases[c].rate);
        assert_int_equal(sweep_into(cases[c].folder, text), STATUS_OK);
        if (results_read(&results, cases[c].folder, &message)) fail_msg("%s", message.text);
        assert_int_equal(results.replicates, 3);
        assert_int_equal(results.before_branch, cases[c].before);
        for (int64_t configuration = 0; configuration < 2; configuration++)
            for (int64_t replicate = 0; replicate < 3; replicate++) {
                const int64_t ended = results.ended[configuration * 3 + replicate];
                const double adopters = results_of(&results, 0, configuration)[replicate];
                const double when = results_of(&results, 1, configuration)[replicate];
                const bool ends = configuration == 1 || c == 0;
                assert_true(ends ? ended >= cases[c].least && ended <= cases[c].most : ended == -1);
                assert_true(ends ? adopters >= 6 && when == (double)ended : adopters == 0 && when != when);
                assert_int_equal(results_before_branch(&results, configuration, replicate), c == 0);
            }
        results.done[4] = false; /* of a run that is not done nothing is known */
        assert_false(results_before_branch(&results, 1, 1));
        results_free(&results);
    }
}

/* A run that has no record is missing, and everything else is as before; once it has been made again, all is. */
static void a_run_that_is_missing_is_no_number(void **state)
{
    (void)state;
    struct results whole, results;
    struct message message = {""};
    struct collected collected;
    assert_int_equal(results_read(&whole, "runs/study.h5", &message), STATUS_OK);
    assert_int_equal(rename("runs/runs/000/000004", "kept"), 0);
    collect_again(&collected);
    assert_true(collected.runs == 6 && collected.done == 5 && collected.missing == 1 && collected.failed == 0);
    assert_int_equal(results_read(&results, "runs/study.h5", &message), STATUS_OK);
    assert_int_equal(results.runs_missing, 1);
    for (int i = 0; i < 6; i++) {
        const bool gone = i == 4 % 3 * 2 + 4 / 3;
        assert_int_equal(results.done[i], !gone);
        assert_true(gone ? results.value[i] != results.value[i] : results.value[i] == whole.value[i]);
    }
    results_free(&results);
    results_free(&whole);
    assert_int_equal(rename("kept", "runs/runs/000/000004"), 0);
    collect_again(&collected);
    assert_int_equal(collected.missing, 0);
}

/* Names and numbers that are not those of the study, with a checksum that is right. */
static void runs_in_another_order_are_refused(void **state)
{
    (void)state;
    static const char *const names[] = {"config_id", "replicate"};
    for (int i = 0; i < 2; i++) {
        hid_t file = open_copy();
        set_number(file, names[i], 2);
        reseal(file);
        assert_true(H5Fclose(file) >= 0);
        refused("copy.h5: its runs are not in the order of its study");
    }
}

static void what_was_changed_is_refused(void **state)
{
    (void)state;
    static const char *const names[] = {"adopters_final", "adopters", "adoption.accept.beta", "seed", "run_status"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        hid_t file = open_copy();
        if (strcmp(names[i], "adopters") == 0)
            assert_true(H5Ldelete(file, names[i], H5P_DEFAULT) >= 0);
        else
            set_number(file, names[i], 1e6);
        assert_true(H5Fclose(file) >= 0);
        refused("copy.h5: its content is not what was written: the checksum is another");
    }
    hid_t file = open_copy();
    assert_int_equal(H5Adelete(file, CHECKSUM_ATTRIBUTE), 0);
    assert_true(H5Fclose(file) >= 0);
    refused("copy.h5: it has no checksum of its content");
}

/* As a version of the program with other points would have written it. */
static void another_design_than_was_run_is_refused(void **state)
{
    (void)state;
    hid_t file = open_copy();
    set_number(file, "adoption.accept.beta", 0.99);
    reseal(file);
    assert_true(H5Fclose(file) >= 0);
    refused("copy.h5: its configurations are not those that this version of the program lays out for its study; the "
            "version that made it can analyse it");
}

static void a_file_of_another_kind_is_told(void **state)
{
    (void)state;
    struct results results;
    struct result_reader *reader = NULL;
    struct message message = {""};
    assert_int_equal(results_read(&results, "study.yaml", &message), STATUS_INPUT);
    assert_non_null(strstr(message.text, "study.yaml: not a result of selforg ("));
    assert_int_equal(result_reader_open(&reader, "runs/study.h5", &message), STATUS_INPUT);
    assert_string_equal(message.text,
        "runs/study.h5: the file of all runs of a study, not the result of one run; `selforg analyze` and `selforg "
        "verify` take it");
}

static void intervals_need_two_replicates(void **state)
{
    (void)state;
    struct results results;
    struct message message = {""};
    assert_int_equal(results_read(&results, "runs/study.h5", &message), STATUS_OK);
    assert_int_equal(results_enough(&results, "x", &message), STATUS_OK);
    results.replicates = 1;
    assert_int_equal(results_enough(&results, "x", &message), STATUS_INPUT);
    assert_string_equal(message.text, "x: there is a single replicate; intervals need at least two (`selforg sweep "
                                      "STUDY -o DIR --resume --replicates "
                                      "+1`, STUDY and DIR being the study's file and folder)");
    for (int kind = 0; kind < DESIGN_KINDS; kind++) {
        results.study.design.kind = (enum design_kind)kind;
        const bool indices = kind == DESIGN_SALTELLI || kind == DESIGN_MORRIS;
        assert_int_equal(results_enough(&results, "x", &message), indices ? STATUS_OK : STATUS_INPUT);
    }
    results.study.outcomes.count = 0;
    assert_int_equal(results_enough(&results, "x", &message), STATUS_INPUT);
    assert_string_equal(message.text, "x: the study has no outcomes to analyse");
    results.replicates = 2;
    assert_int_equal(results_enough(&results, "x", &message), STATUS_INPUT);
    results.study.outcomes.count = 1;
    results_free(&results);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_written_is_read),
        cmocka_unit_test(values_stand_by_configuration_and_replicate),
        cmocka_unit_test(where_runs_ended_is_read),
        cmocka_unit_test(a_run_that_is_missing_is_no_number),
        cmocka_unit_test(runs_in_another_order_are_refused),
        cmocka_unit_test(what_was_changed_is_refused),
        cmocka_unit_test(another_design_than_was_run_is_refused),
        cmocka_unit_test(a_file_of_another_kind_is_told),
        cmocka_unit_test(intervals_need_two_replicates),
    };
    return cmocka_run_group_tests(tests, enter, leave);
}
