/* Whether a study's file holds what it says: what is taken for one, and what is found. results_test damages files. */
#include "study/analysis/study_verify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "study/collected.h"

static void a_study_is_known_by_its_file_and_its_folder(void **state)
{
    (void)state;
    assert_true(study_verify_knows("runs/study.h5"));
    assert_true(study_verify_knows("runs")); /* the folder means its file */
    assert_true(study_verify_knows("."));    /* one without such a file: what is to be done is told by study_verify */
    assert_false(study_verify_knows("study.yaml"));
    assert_false(study_verify_knows("absent.h5"));
    hid_t file = H5Fcreate("other.h5", H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
    assert_true(file >= 0 && H5Fclose(file) >= 0);
    assert_false(study_verify_knows("other.h5"));
}

/* Check by check with how many things were looked at: three configurations with two replicates. */
static void what_holds_is_told_check_by_check(void **state)
{
    (void)state;
    static const char *const paths[] = {"runs/study.h5", "runs"};
    for (int i = 0; i < 2; i++) {
        struct verification verification = {0};
        struct message message = {""};
        if (study_verify(paths[i], &verification, &message) != STATUS_OK) fail_msg("%s", message.text);
        static const int64_t checked[] = {0, 6, 3, 0, 6};
        const int checks = i == 0 ? 3 : 5; /* of a folder also its plan and its records */
        assert_int_equal(verification.count, checks);
        for (int k = 0; k < checks; k++) {
            const struct finding *finding = &verification.finding[k];
            assert_int_equal(finding->verdict, VERDICT_OK);
            assert_int_equal(finding->failed, 0);
            assert_int_equal(finding->checked, checked[k]);
            assert_string_equal(finding->detail, "");
        }
    }
}

static void what_is_damaged_is_a_finding_and_the_message_sums_up(void **state)
{
    (void)state;
    struct verification verification = {0};
    struct message message = {""};
    hid_t file = open_copy();
    set_number(file, "adopters_final", 1e6);
    assert_true(H5Fclose(file) >= 0);
    assert_int_equal(study_verify("copy.h5", &verification, &message), STATUS_DAMAGED);
    assert_string_equal(message.text, "copy.h5: a check failed");
    assert_int_equal(verification.count, 1);
    assert_int_equal(verification.finding[0].failed, 1);
    assert_non_null(strstr(verification.finding[0].detail, "the checksum is another"));
}

static void with_byte_of(const char *path, int64_t at, int change)
{
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    assert_int_equal(fseek(file, at, at < 0 ? SEEK_END : SEEK_SET), 0);
    const int byte = fgetc(file);
    assert_int_equal(fseek(file, -1, SEEK_CUR), 0);
    fputc(byte ^ change, file);
    assert_int_equal(fclose(file), 0);
}

/* In the folder, beside the file of all runs, which is whole: any byte of the plan, and of records and kept texts some.
 */
static void what_is_damaged_in_the_folder_is_found(void **state)
{
    (void)state;
    static const struct {
        const char *path, *said;
        int64_t first, last;
    } cases[] = {{"runs/plan", "runs/plan: this is no plan of a study", 0, 200},
        {"runs/study.yaml", "runs/study.yaml: damaged: it is not what the plan beside it was made of", 0, 20},
        {"runs/runs/000/000004", "runs/runs/000/000004 is damaged, or of another study", 0, 90},
        {"runs/runs/000/000000", "runs/runs/000/000000 is damaged, or of another study", -20, -1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int64_t at = cases[i].first; at <= cases[i].last; at++) {
            struct verification verification = {0};
            struct message message = {""};
            with_byte_of(cases[i].path, at, 1);
            assert_int_equal(study_verify("runs", &verification, &message), STATUS_DAMAGED);
            assert_string_equal(message.text, "runs: a check failed");
            const char *detail = verification.finding[verification.count - 1].detail;
            if (!strstr(detail, cases[i].said)) fail_msg("%s, byte %d: %s", cases[i].path, (int)at, detail);
            with_byte_of(cases[i].path, at, 1);
        }
}

/* As somebody keeps it who has no more use for the rest. */
static void a_folder_may_have_that_file_alone(void **state)
{
    (void)state;
    struct verification verification = {0};
    struct message message = {""};
    assert_int_equal(system("mkdir alone && cp runs/study.h5 alone"), 0);
    if (study_verify("alone", &verification, &message) != STATUS_OK) fail_msg("%s", message.text);
    assert_int_equal(verification.count, 3);
    assert_int_equal(system("rm -r alone"), 0);
}

/* What could not be checked is no finding. */
static void a_folder_without_its_file_is_told(void **state)
{
    (void)state;
    struct verification verification = {0};
    struct message message = {""};
    assert_int_equal(study_verify(".", &verification, &message), STATUS_INPUT);
    assert_int_equal(verification.count, 0);
    assert_non_null(strstr(message.text, "study.h5"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_study_is_known_by_its_file_and_its_folder),
        cmocka_unit_test(what_holds_is_told_check_by_check),
        cmocka_unit_test(what_is_damaged_in_the_folder_is_found),
        cmocka_unit_test(what_is_damaged_is_a_finding_and_the_message_sums_up),
        cmocka_unit_test(a_folder_may_have_that_file_alone),
        cmocka_unit_test(a_folder_without_its_file_is_told),
    };
    return cmocka_run_group_tests(tests, enter, leave);
}
