/* Whatever is changed in a result, verify finds it. */
#include "io/hdf5/hdf5_read.h"
#include "io/lineage/result_verify.h"
#include "io/result/result_checksum.h"
#include "io/result_damaged.h"
#include "io/result_support.h"

static void restore(void)
{
    FILE *file = fopen(damaged.text, "wb");
    assert_int_equal(fwrite(original, 1, original_size, file), original_size);
    assert_int_equal(fclose(file), 0);
}

static enum status verify(struct verification *verification)
{
    struct message message;
    return result_verify(damaged.text, verification, &message);
}

/* The verdict on one subject. */
static enum verdict verdict_on(const struct verification *verification, const char *subject)
{
    for (int i = 0; i < verification->count; i++)
        if (strcmp(verification->finding[i].subject, subject) == 0) return verification->finding[i].verdict;
    fail_msg("nothing is said of '%s'", subject);
    return VERDICT_FAILED;
}

/* Changes the value in the middle of a dataset: one bit of a number, one letter of a text. False: it has no values. */
static bool change_dataset(hid_t file, const char *path)
{
    hid_t dataset = H5Dopen2(file, path, H5P_DEFAULT), type = H5Dget_type(dataset), space = H5Dget_space(dataset);
    size_t count = (size_t)H5Sget_simple_extent_npoints(space), size = H5Tget_size(type);
    char *values = calloc(count + 1, size);
    if (count > 0) {
        assert_true(H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0);
        if (H5Tis_variable_str(type) > 0) {
            char **text = (char **)(void *)values + count / 2;
            if (**text) {
                **text ^= 1;
            } else {
                free(*text);
                *text = strdup("x");
            }
        } else {
            values[count / 2 * size] ^= 1;
        }
        assert_true(H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0);
        H5Dvlen_reclaim(type, space, H5P_DEFAULT, values);
    }
    free(values);
    hdf5_drop(space);
    hdf5_drop(type);
    hdf5_drop(dataset);
    return count > 0;
}

static hid_t open_to_change(void)
{
    H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
    hid_t access = H5Pcreate(H5P_FILE_ACCESS);
    H5Pset_fclose_degree(access, H5F_CLOSE_STRONG);
    hid_t file = H5Fopen(damaged.text, H5F_ACC_RDWR, access);
    assert_true(file >= 0);
    hdf5_drop(access);
    return file;
}

struct names {
    int count;
    char name[512][96];
};

static herr_t note_dataset(hid_t root, const char *name, const H5O_info_t *info, void *context)
{
    (void)root;
    struct names *names = context;
    if (info->type == H5O_TYPE_DATASET && strncmp(name, "run/environment", 15) != 0)
        snprintf(names->name[names->count++], sizeof names->name[0], "%s", name);
    return 0;
}

static void a_change_of_any_value_is_found(void **state)
{
    (void)state;
    static struct names names;
    struct verification verification;
    hid_t file = open_to_change();
    assert_true(H5Ovisit2(file, H5_INDEX_NAME, H5_ITER_INC, note_dataset, &names, H5O_INFO_BASIC) >= 0);
    hdf5_drop(file);
    assert_in_range(names.count, 200, 512);
    assert_int_equal(verify(&verification), STATUS_OK);
    for (int i = 0; i < names.count; i++) {
        file = open_to_change();
        bool changed = change_dataset(file, names.name[i]);
        hdf5_drop(file);
        enum status status = verify(&verification);
        if (changed && status != STATUS_DAMAGED) fail_msg("a change of %s is not found", names.name[i]);
        restore();
    }
}

/* Writes a text anew, and the checksum that then belongs to the content: a lie that is well told. */
static void rewrite_sealed(const char *path, const char *text)
{
    struct message message;
    struct digest checksum;
    char sum[DIGEST_TEXT];
    hid_t file = open_to_change();
    hid_t dataset = H5Dopen2(file, path, H5P_DEFAULT), stated = H5Dopen2(file, "run/checksum", H5P_DEFAULT);
    hid_t type = hdf5_text_type();
    assert_int_equal(hdf5_rewrite(dataset, type, &text, &message), STATUS_OK);
    assert_int_equal(result_checksum(file, &checksum, &message), STATUS_OK);
    digest_text(checksum, sum);
    assert_int_equal(hdf5_rewrite(stated, type, &(const char *){sum}, &message), STATUS_OK);
    hdf5_drop(type);
    hdf5_drop(file);
}

static void a_run_that_comes_out_differently_is_found(void **state)
{
    (void)state;
    struct message message;
    struct run_outcome outcome;
    const struct run_request request = {.result.threads = 1};
    rewrite_sealed("run/digest", "0123456789abcdef0123456789abcdef");
    assert_int_equal(run_again(damaged.text, &request, &outcome, &message), STATUS_DAMAGED);
    assert_non_null(strstr(message.text, "it came out differently"));
    assert_true(outcome.steps > 0);
    restore();
}

static void a_change_of_an_attribute_is_found(void **state)
{
    (void)state;
    static const struct {
        const char *object, *name;
    } attributes[] = {{".", "scenario_yaml"}, {"adopters", "units"}, {"events/adoption/channel", "flag_meanings"}};
    struct verification verification;
    struct message message;
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++) {
        hid_t file = open_to_change();
        hid_t object = H5Oopen(file, attributes[i].object, H5P_DEFAULT);
        assert_true(H5Adelete(object, attributes[i].name) >= 0);
        assert_int_equal(hdf5_attribute_text(object, attributes[i].name, "other", &message), STATUS_OK);
        hdf5_drop(object);
        hdf5_drop(file);
        assert_int_equal(verify(&verification), STATUS_DAMAGED);
        assert_int_equal(verdict_on(&verification, "checksum of the content"), VERDICT_FAILED);
        restore();
    }
}

/* What the environment says is nobody's promise. */
static void the_environment_may_be_changed(void **state)
{
    (void)state;
    struct verification verification;
    hid_t file = open_to_change();
    assert_true(change_dataset(file, "run/environment/seconds"));
    hdf5_drop(file);
    assert_int_equal(verify(&verification), STATUS_OK);
    restore();
}

/* But whoever goes through the file must be able to read it. */
static void the_environment_can_be_read(void **state)
{
    (void)state;
    struct verification verification;
    hid_t file = open_to_change();
    assert_true(H5Ldelete(file, "run/environment/seconds", H5P_DEFAULT) >= 0);
    const hsize_t extent = 1000; /* values that were never stored */
    hid_t space = H5Screate_simple(1, &extent, NULL);
    hid_t dataset =
        H5Dcreate2(file, "run/environment/seconds", H5T_IEEE_F64LE, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
    assert_true(dataset >= 0);
    hdf5_drop(dataset);
    hdf5_drop(space);
    hdf5_drop(file);
    assert_int_equal(verify(&verification), STATUS_DAMAGED);
    restore();
}

/* Somebody who changes an event and makes the checksum anew still has the digests against him. */
static void digests_stand_behind_the_checksum(void **state)
{
    (void)state;
    static const struct {
        const char *dataset, *subject;
    } changes[] = {{"events/opportunity/difficulty", "events: opportunity"}, {"events/member/type", "events: member"},
        {"events/adoption/project", "events: adoption"}, {"events/practice/quality", "events: practice"},
        {"events/adoption_source/weight", "events: adoption_source"}, {"events/turnover/agent", "events: turnover"},
        {"events/drop/practice", "events: drop"}, {"run/digest_state", "digest of the run"},
        {"run/digest", "digest of the run"}};
    struct verification verification;
    struct message message;
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        struct digest checksum;
        char text[DIGEST_TEXT];
        hid_t file = open_to_change();
        assert_true(change_dataset(file, changes[i].dataset));
        assert_int_equal(result_checksum(file, &checksum, &message), STATUS_OK);
        digest_text(checksum, text);
        assert_true(H5Ldelete(file, "run/checksum", H5P_DEFAULT) >= 0);
        assert_int_equal(hdf5_scalar_text(file, "run/checksum", text, NULL, &message), STATUS_OK);
        hdf5_drop(file);
        assert_int_equal(verify(&verification), STATUS_DAMAGED);
        assert_int_equal(verdict_on(&verification, "checksum of the content"), VERDICT_OK);
        assert_int_equal(verdict_on(&verification, changes[i].subject), VERDICT_FAILED);
        restore();
    }
}

/* Bytes that are overwritten or missing: every time an error is told, and nothing crashes. */
static void broken_bytes_are_found(void **state)
{
    (void)state;
    struct verification verification;
    for (size_t cut = 0; cut < original_size; cut += original_size / 23 + 1) {
        assert_int_equal(truncate(damaged.text, (off_t)cut), 0);
        assert_int_not_equal(verify(&verification), STATUS_OK);
        restore();
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_change_of_any_value_is_found),
        cmocka_unit_test(a_change_of_an_attribute_is_found),
        cmocka_unit_test(a_run_that_comes_out_differently_is_found),
        cmocka_unit_test(the_environment_may_be_changed),
        cmocka_unit_test(the_environment_can_be_read),
        cmocka_unit_test(digests_stand_behind_the_checksum),
        cmocka_unit_test(broken_bytes_are_found),
    };
    return cmocka_run_group_tests(tests, make_original, remove_original);
}
