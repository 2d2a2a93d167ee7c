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
    assert_int_equal(results_read(&results, "study.yaml", &message), STATUS_READ);
    assert_non_null(strstr(message.text, "study.yaml: this is no study's file, which is called study.h5: "));
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
    results.study.outcomes.count = 0;
    assert_int_equal(results_enough(&results, "x", &message), STATUS_INPUT);
    assert_string_equal(message.text, "x: the study has no outcomes to analyse");
    results.study.outcomes.count = 1;
    results_free(&results);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_written_is_read),
        cmocka_unit_test(what_was_changed_is_refused),
        cmocka_unit_test(another_design_than_was_run_is_refused),
        cmocka_unit_test(a_file_of_another_kind_is_told),
        cmocka_unit_test(intervals_need_two_replicates),
    };
    return cmocka_run_group_tests(tests, enter, leave);
}
