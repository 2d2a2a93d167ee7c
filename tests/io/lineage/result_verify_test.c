/* What verify says of a result, subject by subject: what it looked at, what failed first, and what was not recorded. */
#include "io/lineage/result_verify.h"

#include "io/hdf5/hdf5_read.h"
#include "io/lineage/lineage.h"
#include "io/result/result_reader.h"
#include "io/result_damaged.h"

static struct verification verification;
static struct message message;

static enum status verify_after(damaging *harm)
{
    with_harm(harm);
    message = (struct message){""};
    return result_verify(damaged.text, &verification, &message);
}

static const struct finding *found(const char *subject)
{
    for (int i = 0; i < verification.count; i++)
        if (strcmp(verification.finding[i].subject, subject) == 0) return &verification.finding[i];
    return NULL;
}

static int failures(void)
{
    int count = 0;
    for (int i = 0; i < verification.count; i++) count += verification.finding[i].verdict == VERDICT_FAILED;
    return count;
}

static void no_harm(hid_t file)
{
    (void)file;
}

static void everything_is_looked_at(void **state)
{
    (void)state;
    struct result_reader *reader;
    assert_int_equal(verify_after(no_harm), STATUS_OK);
    assert_string_equal(message.text, "");
    assert_int_equal(failures(), 0);
    assert_string_equal(verification.finding[0].subject, "complete");
    assert_int_equal(result_reader_open(&reader, damaged.text, &message), STATUS_OK);
    int expected = 3; /* complete, the checksum, the digest of the run */
    for (int t = 0; t < EVENT_TABLE_COUNT; t++) {
        char subject[64];
        snprintf(subject, sizeof subject, "events: %s", event_tables[t].name);
        const struct finding *finding = found(subject);
        if (!result_reader_recorded(reader, (enum event_table)t))
            continue; /* and if there were such events, it says so */
        assert_non_null(finding);
        assert_int_equal(finding->verdict, VERDICT_OK);
        assert_int_equal(finding->checked, result_reader_row_count(reader, (enum event_table)t));
        assert_int_equal(finding->failed, 0);
        expected++;
    }
    for (int i = 0; i < lineage_check_count; i++) assert_non_null(found(lineage_checks[i].subject));
    assert_int_equal(verification.count, expected + lineage_check_count);
    assert_true(3 + EVENT_TABLE_COUNT + lineage_check_count <= FINDINGS_MOST); /* there is room for all that can be */
    result_reader_close(reader);
}

/* ---- harm ---- */

static void change(hid_t file, const char *path, int64_t row, int32_t value)
{
    hid_t dataset = H5Dopen2(file, path, H5P_DEFAULT), space = H5Dget_space(dataset);
    const hsize_t first = (hsize_t)row, one = 1;
    hid_t memory = H5Screate_simple(1, &one, NULL);
    assert_true(H5Sselect_hyperslab(space, H5S_SELECT_SET, &first, NULL, &one, NULL) >= 0);
    assert_true(H5Dwrite(dataset, H5T_NATIVE_INT32, memory, space, H5P_DEFAULT, &value) >= 0);
    hdf5_drop(memory);
    hdf5_drop(space);
    hdf5_drop(dataset);
}

static void make_incomplete(hid_t file)
{
    hid_t dataset = H5Dopen2(file, "run/complete", H5P_DEFAULT);
    assert_int_equal(hdf5_rewrite(dataset, H5T_NATIVE_INT8, &(const int8_t){0}, &message), STATUS_OK);
    hdf5_drop(dataset);
}

static void change_a_telling(hid_t file)
{
    change(file, "events/telling/step", 0, -5);
}

static void disorder_adoptions(hid_t file)
{
    change(file, "events/adoption/step", 0, 30);
    change(file, "events/adoption/step", 2, 30);
}

static void lose_a_column(hid_t file)
{
    assert_true(H5Ldelete(file, "events/project/progress", H5P_DEFAULT) >= 0);
}

static void swap_two_digests(hid_t file)
{
    assert_true(H5Lmove(file, "run/digest_project", file, "run/x", H5P_DEFAULT, H5P_DEFAULT) >= 0);
    assert_true(H5Lmove(file, "run/digest_member", file, "run/digest_project", H5P_DEFAULT, H5P_DEFAULT) >= 0);
    assert_true(H5Lmove(file, "run/x", file, "run/digest_member", H5P_DEFAULT, H5P_DEFAULT) >= 0);
}

static void lose_the_checksum(hid_t file)
{
    assert_true(H5Ldelete(file, "run/checksum", H5P_DEFAULT) >= 0);
}

static void what_is_not_complete_is_looked_at_no_further(void **state)
{
    (void)state;
    assert_int_equal(verify_after(make_incomplete), STATUS_DAMAGED);
    assert_int_equal(verification.count, 1);
    assert_string_equal(verification.finding[0].subject, "complete");
    assert_int_equal(verification.finding[0].verdict, VERDICT_FAILED);
    assert_int_equal(verification.finding[0].failed, 1);
    assert_non_null(strstr(message.text, "not complete"));
    const struct path none = in_folder(state, "none.h5");
    assert_int_equal(result_verify(none.text, &verification, &message), STATUS_INPUT);
    assert_int_equal(verification.count, 0);
}

/* A telling is in the checksum alone, since it does not have to be recorded. */
static void each_part_fails_for_itself_and_all_are_looked_at(void **state)
{
    (void)state;
    static const struct {
        void (*harm)(hid_t file);
        const char *failing[4], *detail; /* of the second of them, or of the only one */
    } cases[] = {{change_a_telling, {"checksum of the content"}, "it is not what the file states"},
        {lose_a_column, {"checksum of the content", "events: project"}, "events/project/progress does not have"},
        {swap_two_digests, {"checksum of the content", "events: project", "events: member", "digest of the run"},
            "the digest is not what the file states"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(verify_after(cases[i].harm), STATUS_DAMAGED);
        int expected = 0;
        while (expected < 4 && cases[i].failing[expected]) expected++;
        for (int k = 0; k < expected; k++) {
            const struct finding *finding = found(cases[i].failing[k]);
            if (!finding || finding->verdict != VERDICT_FAILED) fail_msg("%zu: %s holds", i, cases[i].failing[k]);
        }
        const struct finding *told = found(cases[i].failing[expected > 1]);
        const char *detail = told ? told->detail : "";
        if (!strstr(detail, cases[i].detail)) fail_msg("\"%s\" does not say \"%s\"", detail, cases[i].detail);
        assert_int_equal(failures(), expected);
        for (int k = 0; k < lineage_check_count; k++) assert_non_null(found(lineage_checks[k].subject));
        char summary[256];
        snprintf(summary, sizeof summary,
            "%s: %d of %d checks failed, the first: checksum of the content: ", damaged.text, expected,
            verification.count);
        if (strncmp(message.text, summary, strlen(summary)) != 0) fail_msg("%s", message.text);
    }
}

static void rows_out_of_order_are_counted(void **state)
{
    (void)state;
    assert_int_equal(verify_after(disorder_adoptions), STATUS_DAMAGED);
    const struct finding *finding = found("events: adoption");
    assert_int_equal(finding->verdict, VERDICT_FAILED);
    assert_string_equal(finding->detail, "steps decrease");
    assert_int_equal(finding->failed, 2);
}

static void without_digests_nothing_can_be_said(void **state)
{
    (void)state;
    assert_int_equal(verify_after(lose_the_checksum), STATUS_DAMAGED);
    const struct finding *finding = found("digests");
    assert_non_null(finding);
    assert_int_equal(finding->verdict, VERDICT_FAILED);
    assert_non_null(strstr(finding->detail, "run/checksum"));
    assert_int_equal(verification.count, 2);
}

/* What happened and was not to be written is named; what did not happen is not. */
static void what_was_not_recorded_is_named_where_there_was_something(void **state)
{
    const struct path path = in_folder(state, "quiet.h5");
    char yaml[sizeof contagion + 64];
    snprintf(yaml, sizeof yaml, "%sobserve: {adoptions: false}\n", contagion);
    assert_int_equal(run_to(path.text, yaml, false, &message), STATUS_OK);
    assert_int_equal(result_verify(path.text, &verification, &message), STATUS_OK);
    assert_int_equal(found("events: adoption")->verdict, VERDICT_NOT_RECORDED);
    assert_int_equal(found("events: adoption_source")->verdict, VERDICT_NOT_RECORDED);
    assert_int_equal(found("lineage")->verdict, VERDICT_NOT_RECORDED);
    assert_null(found("events: turnover"));
    assert_null(found("events: project"));
    assert_null(found(lineage_checks[0].subject));
    unlink(path.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_is_looked_at),
        cmocka_unit_test(what_is_not_complete_is_looked_at_no_further),
        cmocka_unit_test(each_part_fails_for_itself_and_all_are_looked_at),
        cmocka_unit_test(rows_out_of_order_are_counted),
        cmocka_unit_test(without_digests_nothing_can_be_said),
        cmocka_unit_test(what_was_not_recorded_is_named_where_there_was_something),
    };
    return cmocka_run_group_tests(tests, make_original, remove_original);
}
