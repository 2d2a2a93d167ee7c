/* The file of all runs: it is analysed as it was written, and never when anything in it was changed. Also tests
 * study/analysis/study_verify.c. */
#include "study/analysis/results.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "io/hdf5/hdf5_tools.h"
#include "io/result/result_checksum.h"
#include "io/result/result_reader.h"
#include "study/analysis/collect.h"
#include "study/analysis/study_verify.h"
#include "study/runs/sweep.h"

static const char text[] = "selforg: 2\n"
                           "scenario:\n"
                           "  steps: 5\n"
                           "  network: {kind: ring, agents: 20, mean_degree: 4}\n"
                           "  start: {users: 3}\n"
                           "  adoption: {rule: contact, accept: {beta: 0.2}}\n"
                           "vary: {adoption.accept.beta: {from: 0, to: 1}}\n"
                           "design: lhs\n"
                           "samples: 3\n"
                           "replicates: 2\n"
                           "outcomes: [adopters_final]\n"
                           "series: [adopters]\n";

static char folder[] = "/tmp/selforg-results-XXXXXX";

static enum status sweep_here(void)
{
    struct study study;
    struct study_folder made;
    struct ranks ranks;
    struct sweep_progress progress;
    struct collected collected;
    struct message message;
    FILE *file = fopen("study.yaml", "w");
    if (!file || fputs(text, file) < 0 || fclose(file) != 0) return STATUS_WRITE;
    enum status status = study_read("study.yaml", &study, &message);
    if (status == STATUS_OK) status = ranks_begin(&ranks, false, &message);
    const struct folder_request request = {.path = "runs", .mode = FOLDER_NEW};
    if (status == STATUS_OK) status = folder_open(&made, &study, &request, &message);
    const struct sweep_request all = {.ranks = &ranks, .shards = 1};
    if (status == STATUS_OK) status = sweep_run(&study, &made, &all, &progress, &message);
    if (status == STATUS_OK) status = study_collect(&study, &made, &collected, &message);
    folder_free(&made);
    study_free(&study);
    return status;
}

/* A copy of the file, to be changed. */
static hid_t open_copy(void)
{
    assert_int_equal(system("cp runs/study.h5 copy.h5"), 0);
    hid_t file = H5Fopen("copy.h5", H5F_ACC_RDWR, H5P_DEFAULT);
    assert_true(file >= 0);
    return file;
}

static void set_number(hid_t file, const char *name, double number)
{
    hsize_t first = 0, one = 1;
    hid_t dataset = H5Dopen2(file, name, H5P_DEFAULT), space = H5Dget_space(dataset),
          memory = H5Screate_simple(1, &one, NULL);
    assert_true(H5Sselect_hyperslab(space, H5S_SELECT_SET, &first, NULL, &one, NULL) >= 0);
    assert_true(H5Dwrite(dataset, H5T_NATIVE_DOUBLE, memory, space, H5P_DEFAULT, &number) >= 0);
    hdf5_drop(memory);
    hdf5_drop(space);
    hdf5_drop(dataset);
}

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

static int enter(void **state)
{
    (void)state;
    return mkdtemp(folder) && chdir(folder) == 0 && sweep_here() == STATUS_OK ? 0 : -1;
}

static int leave(void **state)
{
    (void)state;
    char command[64];
    snprintf(command, sizeof command, "rm -r %s", folder);
    return chdir("/") == 0 ? system(command) : -1;
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
