/* The file of all runs where there was one before, where somebody else writes it, or where it cannot be made. */
#include "study/analysis/collect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <sys/stat.h>

#include "io/result/part_file.h"
#include "io/result/result_checksum.h"
#include "study/study_h5.h"

/* Neither missing nor failed: it is not known what it is. The file stays as it was, with nothing half written. */
static void a_record_that_cannot_be_read_is_told(void **state)
{
    (void)state;
    struct made made = make_study(SIMPLE);
    struct collected collected;
    struct message message;
    struct stat before, after;
    for (int64_t run = 0; run < 6; run++) put_done(&made, run, "", no_rows);
    collect(&made);
    assert_int_equal(stat("runs/study.h5", &before), 0);
    static const struct {
        const char *command, *reason;
    } cases[] = {
        {"rm runs/runs/000/000003 && ln -s 000003 runs/runs/000/000003",
            "runs/study.h5: cannot open runs/runs/000/000003: Too many levels of symbolic links"},
        {"rm runs/runs/000/000003 && mkdir runs/runs/000/000003",
            "runs/study.h5: cannot read runs/runs/000/000003: Is a directory"},
    };
    for (int i = 0; i < 2; i++) {
        assert_int_equal(system(cases[i].command), 0);
        assert_int_equal(study_collect(&made.study, &made.folder, &collected, &message), STATUS_READ);
        assert_string_equal(message.text, cases[i].reason);
        assert_int_equal(stat("runs/study.h5", &after), 0);
        assert_true(after.st_ino == before.st_ino && after.st_size == before.st_size);
        assert_int_not_equal(access("runs/study.h5.part", F_OK), 0);
        assert_int_not_equal(access("runs/study.h5.part.new", F_OK), 0);
    }
    drop_study(&made);
}

static void the_same_records_make_the_same_bytes(void **state)
{
    (void)state;
    static const int32_t steps[] = {0, 8, -1};
    struct made made = make_study(SIMPLE "set: {observe.every: 8}\noutcomes: [adopters_final]\nseries: [adopters]\n");
    for (int64_t run = 0; run < 6; run++) put_done(&made, run, "", steps);
    collect(&made);
    assert_int_equal(system("cp runs/study.h5 first.h5 && rm -r runs/runs"), 0);
    assert_int_equal(collect(&made).missing, 6); /* what is gone from the folder is gone from the file */
    assert_int_not_equal(system("cmp -s runs/study.h5 first.h5"), 0);
    for (int64_t run = 5; run >= 0; run--) put_done(&made, run, "", steps);
    assert_int_equal(collect(&made).done, 6);
    assert_int_equal(system("cmp runs/study.h5 first.h5"), 0);
    collect(&made);
    assert_int_equal(system("cmp runs/study.h5 first.h5"), 0);
    drop_study(&made);
}

/* In one move: who has the old file open, or by another name, has it whole. What dead processes left is no hindrance.
 */
static void what_has_the_name_is_replaced(void **state)
{
    (void)state;
    struct made made = make_study(SIMPLE);
    put_file("runs/study.h5", "letters to nobody");
    put_file("runs/study.h5.part", "half");
    put_file("runs/study.h5.part.new", "half a file");
    assert_int_equal(link("runs/study.h5", "kept"), 0);
    collect(&made);
    hid_t file = open_study_file();
    assert_true(H5Fclose(file) >= 0);
    char text[32] = "";
    FILE *kept = fopen("kept", "r");
    assert_non_null(fgets(text, sizeof text, kept));
    fclose(kept);
    assert_string_equal(text, "letters to nobody");
    assert_int_not_equal(access("runs/study.h5.part", F_OK), 0);
    assert_int_not_equal(access("runs/study.h5.part.new", F_OK), 0);
    drop_study(&made);
}

static void two_do_not_write_it_at_once(void **state)
{
    (void)state;
    struct made made = make_study(SIMPLE);
    struct part_file other;
    struct collected collected;
    struct message message;
    collect(&made);
    assert_int_equal(part_file_claim(&other, "runs/study.h5", true, &message), STATUS_OK);
    assert_int_equal(study_collect(&made.study, &made.folder, &collected, &message), STATUS_EXISTS);
    assert_string_equal(message.text, "runs/study.h5.part: another run is writing it now");
    assert_int_equal(access("runs/study.h5", F_OK), 0);
    assert_int_equal(access("runs/study.h5.part", F_OK), 0); /* that is the other's */
    part_file_release(&other, true);
    collect(&made);
    drop_study(&made);
}

static void a_folder_that_is_gone_is_told(void **state)
{
    (void)state;
    struct made made = make_study(SIMPLE);
    struct collected collected;
    struct message message;
    assert_int_equal(rename("runs", "elsewhere"), 0);
    assert_int_equal(study_collect(&made.study, &made.folder, &collected, &message), STATUS_WRITE);
    assert_string_equal(message.text, "cannot create runs/study.h5.part: No such file or directory");
    assert_int_equal(rename("elsewhere", "runs"), 0);
    drop_study(&made);
}

/* As long as something is missing somebody may be writing it. */
static void what_was_left_half_written_goes_once_nothing_is_missing(void **state)
{
    (void)state;
    static const char *const left[] = {"runs/runs/000/000003.part-77-0", "runs/study.yaml.part-77-0"};
    struct made made = make_study(SIMPLE);
    for (int64_t run = 0; run < 5; run++) put_done(&made, run, "", no_rows);
    for (int i = 0; i < 2; i++) put_file(left[i], "half");
    assert_int_equal(collect(&made).missing, 1);
    for (int i = 0; i < 2; i++) assert_int_equal(access(left[i], F_OK), 0);
    put_failed(&made, 5, "it broke"); /* which is not missing */
    assert_int_equal(collect(&made).missing, 0);
    for (int i = 0; i < 2; i++) assert_int_not_equal(access(left[i], F_OK), 0);
    assert_int_equal(collect(&made).done, 5);
    drop_study(&made);
}

/* The attribute is the checksum of all but itself. */
static void the_checksum_is_that_of_the_content(void **state)
{
    (void)state;
    struct made made = make_study(SIMPLE "outcomes: [adopters_final]\n");
    struct digest checksum;
    struct message message;
    char first[DIGEST_TEXT] = "", text[DIGEST_TEXT];
    for (int more = 0; more < 2; more++) {
        if (more) put_done(&made, 4, "", no_rows);
        collect(&made);
        hid_t file = open_study_file();
        assert_int_equal(result_checksum(file, &checksum, &message), STATUS_OK);
        digest_text(checksum, text);
        assert_attribute(file, ".", "checksum", text);
        assert_string_not_equal(text, first);
        memcpy(first, text, sizeof first);
        assert_true(H5Fclose(file) >= 0);
    }
    drop_study(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_that_cannot_be_read_is_told),
        cmocka_unit_test(the_same_records_make_the_same_bytes),
        cmocka_unit_test(what_has_the_name_is_replaced),
        cmocka_unit_test(two_do_not_write_it_at_once),
        cmocka_unit_test(a_folder_that_is_gone_is_told),
        cmocka_unit_test(what_was_left_half_written_goes_once_nothing_is_missing),
        cmocka_unit_test(the_checksum_is_that_of_the_content),
    };
    return cmocka_run_group_tests(tests, enter_home, leave_home);
}
