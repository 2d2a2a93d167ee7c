/* The checksum of a content: the same however the content is stored, another with every name, type, shape, value and
 * attribute. */
#include "io/result/result_checksum.h"

#include "base/digest.h"
#include "io/hdf5/hdf5_tools.h"
#include "io/result_support.h"

/* A small file that differs in one thing. */
struct content {
    const char *name, *word, *unit;
    int32_t value;
    hid_t type;
    bool deflated, turned; /* which changes nothing: how it is stored, and which is made first */
    const char *environment;
};

static void put_number(hid_t file, const struct content *content)
{
    int32_t values[] = {1, content->value, 3};
    const hsize_t extent = 3, chunk = 2;
    struct message message;
    hid_t space = H5Screate_simple(1, &extent, NULL);
    hid_t properties = hdf5_dataset_properties(1, content->deflated ? &chunk : NULL);
    hid_t dataset = H5Dcreate2(file, content->name, content->type, space, H5P_DEFAULT, properties, H5P_DEFAULT);
    assert_true(H5Dwrite(dataset, H5T_NATIVE_INT32, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0);
    assert_int_equal(hdf5_attribute_text(dataset, "units", content->unit, &message), STATUS_OK);
    hdf5_drop(dataset);
    hdf5_drop(properties);
    hdf5_drop(space);
}

static void put_text(hid_t file, const struct content *content)
{
    struct message message;
    hid_t run, dataset;
    assert_int_equal(hdf5_group(file, "run", &run, &message), STATUS_OK);
    assert_int_equal(hdf5_scalar_text(run, "word", content->word, &dataset, &message), STATUS_OK);
    hdf5_drop(dataset);
    static const char *const aside[] = {"environment", "checksum", "complete"};
    for (int i = 0; i < 3; i++) {
        assert_int_equal(hdf5_scalar_text(run, aside[i], content->environment, &dataset, &message), STATUS_OK);
        hdf5_drop(dataset);
    }
    hdf5_drop(run);
}

static struct digest checksum(void **state, struct content content)
{
    const struct path path = in_folder(state, "content.h5");
    struct message message;
    struct digest digest;
    hid_t file;
    assert_int_equal(hdf5_create(path.text, &file, &message), STATUS_OK);
    if (content.turned) put_text(file, &content);
    put_number(file, &content);
    if (!content.turned) put_text(file, &content);
    assert_int_equal(hdf5_close(file, &message), STATUS_OK);
    assert_int_equal(hdf5_open(path.text, &file, &message), STATUS_OK);
    assert_int_equal(result_checksum(file, &digest, &message), STATUS_OK);
    hdf5_drop(file);
    return digest;
}

static bool same(struct digest one, struct digest other)
{
    return memcmp(&one, &other, sizeof one) == 0;
}

static struct content plain(void)
{
    return (struct content){.name = "numbers",
        .word = "a text",
        .unit = "people",
        .value = 2,
        .type = H5T_STD_I32LE,
        .environment = "this machine"};
}

static void how_it_is_stored_is_the_same(void **state)
{
    const struct digest first = checksum(state, plain());
    struct content other = plain();
    other.deflated = true;
    assert_true(same(checksum(state, other), first));
    other.turned = true;
    assert_true(same(checksum(state, other), first));
    other.environment = "another machine";
    assert_true(same(checksum(state, other), first));
}

static void whatever_it_says_counts(void **state)
{
    enum { CHANGES = 5 };
    struct content other[CHANGES];
    struct digest digest[CHANGES + 1] = {checksum(state, plain())};
    for (int i = 0; i < CHANGES; i++) other[i] = plain();
    other[0].name = "number";
    other[1].word = "a texT";
    other[2].unit = "";
    other[3].value = 4;
    other[4].type = H5T_STD_I64LE;
    for (int i = 0; i < CHANGES; i++) {
        digest[i + 1] = checksum(state, other[i]);
        for (int k = 0; k <= i; k++)
            if (same(digest[k], digest[i + 1])) fail_msg("change %d has the checksum of %d", i, k - 1);
    }
}

/* What is in a file that is made of these numbers, in so many rows, and of these texts; with two attributes, one of
 * them a checksum, made in one order or the other. */
static struct digest made_of(void **state, const int32_t *numbers, int64_t rows, int64_t columns,
    const char *const texts[], int64_t count, const char *sum, bool turned)
{
    const struct path path = in_folder(state, "made.h5");
    const hsize_t extent[] = {(hsize_t)rows, (hsize_t)columns};
    struct message message;
    struct digest digest;
    hid_t file, dataset;
    assert_int_equal(hdf5_create(path.text, &file, &message), STATUS_OK);
    hid_t space = H5Screate_simple(2, extent, NULL);
    dataset = H5Dcreate2(file, "numbers", H5T_STD_I32LE, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
    assert_true(H5Dwrite(dataset, H5T_NATIVE_INT32, H5S_ALL, H5S_ALL, H5P_DEFAULT, numbers) >= 0);
    for (int i = 0; i < 3; i++) {
        static const char *const names[] = {"long_name", CHECKSUM_ATTRIBUTE, "comment"};
        const int which = turned ? 2 - i : i;
        assert_int_equal(hdf5_attribute_text(dataset, names[which], which == 1 ? sum : "a", &message), STATUS_OK);
    }
    hdf5_drop(dataset);
    hdf5_drop(space);
    assert_int_equal(hdf5_vector_text(file, "texts", texts, count, NULL, &message), STATUS_OK);
    assert_int_equal(hdf5_close(file, &message), STATUS_OK);
    assert_int_equal(hdf5_open(path.text, &file, &message), STATUS_OK);
    assert_int_equal(result_checksum(file, &digest, &message), STATUS_OK);
    hdf5_drop(file);
    unlink(path.text);
    return digest;
}

/* Also the last row of what is read in several parts, and where one text ends and the next begins. */
static void every_row_and_every_end_counts(void **state)
{
    enum { ROWS = 150000, COLUMNS = 2 };
    static int32_t numbers[ROWS * COLUMNS];
    static const char *const texts[] = {"ab", "c"}, *const others[] = {"a", "bc"};
    for (int i = 0; i < ROWS * COLUMNS; i++) numbers[i] = i;
    const struct digest whole = made_of(state, numbers, ROWS, COLUMNS, texts, 2, "x", false);
    assert_true(same(made_of(state, numbers, ROWS, COLUMNS, texts, 2, "y", false), whole)); /* its own sum is none */
    assert_true(same(made_of(state, numbers, ROWS, COLUMNS, texts, 2, "x", true), whole));
    assert_false(same(made_of(state, numbers, COLUMNS, ROWS, texts, 2, "x", false), whole));
    assert_false(same(made_of(state, numbers, ROWS, COLUMNS, others, 2, "x", false), whole));
    static const int places[] = {0, ROWS, ROWS * COLUMNS - 1};
    for (int i = 0; i < 3; i++) {
        numbers[places[i]]++;
        assert_false(same(made_of(state, numbers, ROWS, COLUMNS, texts, 2, "x", false), whole));
        numbers[places[i]]--;
    }
}

/* Files state it, which were written long ago: how it is taken is a part of their format. */
static void it_is_what_it_always_was(void **state)
{
    char text[DIGEST_TEXT];
    digest_text(checksum(state, plain()), text);
    assert_string_equal(text, "ae50f8d9524e858ec4d062286a3518c8");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(how_it_is_stored_is_the_same),
        cmocka_unit_test(whatever_it_says_counts),
        cmocka_unit_test(every_row_and_every_end_counts),
        cmocka_unit_test(it_is_what_it_always_was),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
