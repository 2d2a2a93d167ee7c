/* The checksum of files of any content: what counts, however large it is, and what is refused as none of ours. */
#include "io/hdf5/hdf5_tools.h"
#include "io/result/result_checksum.h"
#include "io/result_support.h"

#include "content.h"

static bool same(struct digest one, struct digest other)
{
    return memcmp(&one, &other, sizeof one) == 0;
}

/* Something put into a file; the sum of it all. */
typedef void making(hid_t file);

static enum status sum_of(void **state, making *make, struct digest *digest, struct message *message)
{
    const struct path path = in_folder(state, "any.h5");
    hid_t file;
    *message = (struct message){""};
    *digest = (struct digest){0};
    assert_int_equal(hdf5_create_part(path.text, &file, message), STATUS_OK);
    make(file);
    assert_int_equal(hdf5_close(file, message), STATUS_OK);
    assert_int_equal(hdf5_open_part(path.text, &file, message), STATUS_OK);
    enum status status = result_checksum(file, digest, message);
    hdf5_drop(file);
    unlink(path.text);
    return status;
}

static struct digest sum(void **state, making *make)
{
    struct digest digest;
    struct message message;
    if (sum_of(state, make, &digest, &message)) fail_msg("%s", message.text);
    return digest;
}

/* A dataset "d" of bytes of a type, which are always the same. */
static hid_t put_bytes(hid_t file, hid_t type, int rank, const hsize_t *extent)
{
    static const char bytes[1 << 22] = {1, 2, 3, 4, 5, 6};
    hid_t space = H5Screate_simple(rank, extent, NULL);
    hid_t dataset = H5Dcreate2(file, "d", type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
    assert_true((size_t)H5Sget_simple_extent_npoints(space) * H5Tget_size(type) <= sizeof bytes);
    assert_true(H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes) >= 0);
    hdf5_drop(space);
    return dataset;
}

static void two_words(hid_t file)
{
    hdf5_drop(put_bytes(file, H5T_STD_I32LE, 1, (const hsize_t[]){2}));
}

static void two_reals(hid_t file)
{
    hdf5_drop(put_bytes(file, H5T_IEEE_F32LE, 1, (const hsize_t[]){2}));
}

static void eight_bytes(hid_t file)
{
    hdf5_drop(put_bytes(file, H5T_STD_I8LE, 1, (const hsize_t[]){8}));
}

static void a_row_of_two_words(hid_t file)
{
    hdf5_drop(put_bytes(file, H5T_STD_I32LE, 2, (const hsize_t[]){1, 2}));
}

static void a_column_of_two_words(hid_t file)
{
    hdf5_drop(put_bytes(file, H5T_STD_I32LE, 2, (const hsize_t[]){2, 1}));
}

static void put_attribute(hid_t file, const char *name, const char *text)
{
    struct message message;
    hid_t dataset = put_bytes(file, H5T_STD_I32LE, 1, (const hsize_t[]){2});
    assert_int_equal(hdf5_attribute_text(dataset, name, text, &message), STATUS_OK);
    hdf5_drop(dataset);
}

static void an_attribute(hid_t file)
{
    put_attribute(file, "units", "week");
}

static void an_attribute_of_another_name(hid_t file)
{
    put_attribute(file, "unit", "week");
}

static void an_attribute_of_another_value(hid_t file)
{
    put_attribute(file, "units", "weeks");
}

static void a_place_of_scales(hid_t file)
{
    put_attribute(file, "DIMENSION_LIST", "anything");
}

static void a_place_of_users(hid_t file)
{
    put_attribute(file, "REFERENCE_LIST", "anything");
}

static void an_attribute_of_the_root(hid_t file)
{
    struct message message;
    two_words(file);
    assert_int_equal(hdf5_attribute_text(file, "title", "week", &message), STATUS_OK);
}

static void an_empty_group(hid_t file)
{
    struct message message;
    hid_t group;
    two_words(file);
    assert_int_equal(hdf5_group(file, "group", &group, &message), STATUS_OK);
    hdf5_drop(group);
}

static void it_counts_whatever_a_reader_sees_and_nothing_else(void **state)
{
    static making *const different[] = {two_words, two_reals, eight_bytes, a_row_of_two_words, a_column_of_two_words,
        an_attribute, an_attribute_of_another_name, an_attribute_of_another_value, an_attribute_of_the_root,
        an_empty_group};
    enum { COUNT = sizeof different / sizeof *different };
    struct digest digest[COUNT];
    for (int i = 0; i < COUNT; i++) {
        digest[i] = sum(state, different[i]);
        for (int k = 0; k < i; k++)
            if (same(digest[k], digest[i])) fail_msg("%d has the checksum of %d", i, k);
    }
    assert_true(same(sum(state, a_place_of_scales), digest[0]));
    assert_true(same(sum(state, a_place_of_users), digest[0]));
}

/* Rows that are as large as what is read at once, or larger, come one by one. */
static void rows_of_a_megabyte(hid_t file)
{
    hdf5_drop(put_bytes(file, H5T_STD_I32LE, 2, (const hsize_t[]){3, 1 << 18}));
}

static void rows_of_more(hid_t file)
{
    hdf5_drop(put_bytes(file, H5T_STD_I32LE, 2, (const hsize_t[]){2, 300000}));
}

static void nothing_in_rows(hid_t file)
{
    hdf5_drop(put_bytes(file, H5T_STD_I32LE, 2, (const hsize_t[]){2, 0}));
}

static void no_rows(hid_t file)
{
    hdf5_drop(put_bytes(file, H5T_STD_I32LE, 2, (const hsize_t[]){0, 2}));
}

static void rows_of_any_size_are_read(void **state)
{
    static making *const rows[] = {rows_of_a_megabyte, rows_of_more, nothing_in_rows, no_rows};
    struct digest digest[4];
    for (int i = 0; i < 4; i++) {
        digest[i] = sum(state, rows[i]);
        for (int k = 0; k < i; k++) assert_false(same(digest[k], digest[i]));
    }
}

/* ---- what is none of ours ---- */

static void put_attribute_of(hid_t file, hid_t type, int rank, const hsize_t *extent)
{
    hid_t space = H5Screate_simple(rank, extent, NULL);
    hid_t attribute = H5Acreate2(file, "a", type, space, H5P_DEFAULT, H5P_DEFAULT);
    char *bytes = calloc((size_t)H5Sget_simple_extent_npoints(space), H5Tget_size(type));
    assert_true(attribute >= 0 && H5Awrite(attribute, type, bytes) >= 0);
    free(bytes);
    hdf5_drop(attribute);
    hdf5_drop(space);
}

static void a_large_attribute(hid_t file)
{
    put_attribute_of(file, H5T_STD_I8LE, 1, (const hsize_t[]){1 << 16});
}

static void a_larger_attribute(hid_t file)
{
    put_attribute_of(file, H5T_STD_I8LE, 1, (const hsize_t[]){(1 << 16) + 1});
}

static void an_attribute_of_rows(hid_t file)
{
    put_attribute_of(file, H5T_STD_I8LE, 2, (const hsize_t[]){2, 2});
}

static void nine_dimensions(hid_t file)
{
    hdf5_drop(put_bytes(file, H5T_STD_I8LE, 9, (const hsize_t[]){1, 1, 1, 1, 1, 1, 1, 1, 1}));
}

static void eight_dimensions(hid_t file)
{
    hdf5_drop(put_bytes(file, H5T_STD_I8LE, 8, (const hsize_t[]){1, 1, 1, 1, 1, 1, 1, 2}));
}

static void more_than_is_stored(hid_t file)
{
    const hsize_t extent = 1000000000, chunk = 100;
    hid_t space = H5Screate_simple(1, &extent, NULL), properties = hdf5_dataset_properties(1, &chunk);
    hdf5_drop(H5Dcreate2(file, "d", H5T_STD_I32LE, space, H5P_DEFAULT, properties, H5P_DEFAULT));
    hdf5_drop(properties);
    hdf5_drop(space);
}

static void put_long_name(hid_t file, int length)
{
    char name[128] = "";
    struct message message;
    hid_t group;
    memset(name, 'n', (size_t)length);
    assert_int_equal(hdf5_group(file, name, &group, &message), STATUS_OK);
    hdf5_drop(group);
}

static void a_long_name(hid_t file)
{
    put_long_name(file, 95);
}

static void a_longer_name(hid_t file)
{
    put_long_name(file, 96);
}

static void what_is_none_of_ours_is_told(void **state)
{
    static const struct {
        making *make;
        enum status status;
        const char *reason;
    } cases[] = {{a_large_attribute, STATUS_OK, ""},
        {a_larger_attribute, STATUS_DAMAGED, "attribute a is not what it should be"},
        {an_attribute_of_rows, STATUS_DAMAGED, "attribute a is not what it should be"},
        {eight_dimensions, STATUS_OK, ""}, {nine_dimensions, STATUS_READ, "cannot read /d"},
        {more_than_is_stored, STATUS_DAMAGED, "/d says that it is larger than what is stored of it"},
        {a_long_name, STATUS_OK, ""}, {a_longer_name, STATUS_READ, "cannot read"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct digest digest;
        struct message message;
        enum status status = sum_of(state, cases[i].make, &digest, &message);
        if (status != cases[i].status || !strstr(message.text, cases[i].reason))
            fail_msg("%zu: %d, \"%s\"", i, status, message.text);
    }
}

/* ---- the content of a result ---- */

static void a_result_is_held_to_its_checksum(void **state)
{
    const struct path path = in_folder(state, "result.h5"), none = in_folder(state, "none.h5");
    struct message message;
    char expected[400];
    assert_int_equal(run_to(path.text, contagion, false, &message), STATUS_OK);
    assert_int_equal(result_check_content(path.text, &message), STATUS_OK);
    snprintf(expected, sizeof expected,
        "%s: damaged: its content is not what was written; `selforg verify %s` says more", path.text, path.text);
    for (int digit = 0; digit < 32; digit += 31) {
        char stated[DIGEST_TEXT], *text = stated;
        digest_text(content_of(path.text), stated);
        stated[digit] = stated[digit] == '0' ? '1' : '0';
        hid_t file = H5Fopen(path.text, H5F_ACC_RDWR, H5P_DEFAULT), type = hdf5_text_type();
        hid_t dataset = H5Dopen2(file, "run/checksum", H5P_DEFAULT);
        assert_int_equal(hdf5_rewrite(dataset, type, &text, &message), STATUS_OK);
        hdf5_drop(type);
        hdf5_drop(dataset);
        hdf5_drop(file);
        assert_int_equal(result_check_content(path.text, &message), STATUS_DAMAGED);
        assert_string_equal(message.text, expected);
    }
    assert_int_equal(result_check_content(none.text, &message), STATUS_INPUT);
    hid_t file = H5Fopen(path.text, H5F_ACC_RDWR, H5P_DEFAULT);
    an_attribute_of_rows(file);
    hdf5_drop(file);
    assert_int_equal(result_check_content(path.text, &message), STATUS_DAMAGED);
    snprintf(expected, sizeof expected, "%s: damaged: attribute a is not what it should be", path.text);
    assert_string_equal(message.text, expected);
    unlink(path.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_counts_whatever_a_reader_sees_and_nothing_else),
        cmocka_unit_test(rows_of_any_size_are_read),
        cmocka_unit_test(what_is_none_of_ours_is_told),
        cmocka_unit_test(a_result_is_held_to_its_checksum),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
