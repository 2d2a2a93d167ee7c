/* What is written by hdf5_tools is read back; what is not as one expects it is refused. */
#include "io/hdf5/hdf5_read.h"
#include "io/result_support.h"

/* Some numbers, a text, texts, and attributes; the file is open for reading. */
static hid_t written(void **state)
{
    const struct path path = in_folder(state, "small.h5");
    const char *const words[] = {"one", "", "dreißig"};
    const int32_t numbers[] = {3, -1, 7, 2};
    const double share = 0.25;
    hid_t file, dataset;
    struct message message = {""};
    assert_int_equal(hdf5_create(path.text, &file, &message), STATUS_OK);
    const struct hdf5_values some = {H5T_STD_I32LE, H5T_NATIVE_INT32, numbers};
    const struct hdf5_values one = {H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, &share};
    assert_int_equal(hdf5_vector(file, "numbers", some, 4, &dataset, &message), STATUS_OK);
    assert_int_equal(hdf5_describe(dataset, "people", "Some numbers.", &message), STATUS_OK);
    assert_int_equal(hdf5_attribute_number(dataset, "most", 7, &message), STATUS_OK);
    hdf5_drop(dataset);
    assert_int_equal(hdf5_vector(file, "none", some, 0, &dataset, &message), STATUS_OK);
    hdf5_drop(dataset);
    assert_int_equal(hdf5_scalar(file, "share", one, &dataset, &message), STATUS_OK);
    hdf5_drop(dataset);
    assert_int_equal(hdf5_scalar_text(file, "word", "späť", &dataset, &message), STATUS_OK);
    hdf5_drop(dataset);
    assert_int_equal(hdf5_vector_text(file, "words", words, 3, &dataset, &message), STATUS_OK);
    hdf5_drop(dataset);
    assert_int_equal(hdf5_close(file, &message), STATUS_OK);
    assert_int_equal(hdf5_open(path.text, &file, &message), STATUS_OK);
    return file;
}

static void what_is_written_is_read(void **state)
{
    struct message message = {""};
    hid_t file = written(state);
    void *numbers;
    char *text, **texts;
    double share;
    int64_t most;
    assert_int_equal(hdf5_length(file, "numbers"), 4);
    assert_int_equal(hdf5_read_vector(file, "numbers", H5T_NATIVE_INT64, 4, &numbers, &message), STATUS_OK);
    assert_memory_equal(numbers, ((const int64_t[]){3, -1, 7, 2}), 4 * sizeof(int64_t));
    free(numbers);
    assert_int_equal(hdf5_read_scalar(file, "share", H5T_NATIVE_DOUBLE, &share, &message), STATUS_OK);
    assert_true(share == 0.25);
    assert_int_equal(hdf5_read_text(file, "word", &text, &message), STATUS_OK);
    assert_string_equal(text, "späť");
    free(text);
    assert_int_equal(hdf5_read_texts(file, "words", 3, &texts, &message), STATUS_OK);
    assert_string_equal(texts[1], "");
    assert_string_equal(texts[2], "dreißig");
    for (int i = 0; i < 3; i++) free(texts[i]);
    free(texts);
    assert_int_equal(hdf5_read_attribute_text(file, "numbers", "units", &text, &message), STATUS_OK);
    assert_string_equal(text, "people");
    free(text);
    assert_int_equal(hdf5_read_attribute_number(file, "numbers", "most", &most, &message), STATUS_OK);
    assert_int_equal(most, 7);
    hdf5_drop(file);
}

static void rows_are_read_from_anywhere(void **state)
{
    struct message message = {""};
    hid_t file = written(state), dataset = H5Dopen2(file, "numbers", H5P_DEFAULT);
    int32_t rows[2] = {0};
    assert_int_equal(hdf5_read_rows(dataset, H5T_NATIVE_INT32, 2, 2, rows, &message), STATUS_OK);
    assert_true(rows[0] == 7 && rows[1] == 2);
    hdf5_drop(dataset);
    hdf5_drop(file);
}

static void what_is_not_as_expected_is_refused(void **state)
{
    struct message message = {""};
    hid_t file = written(state);
    void *numbers;
    char *text;
    double share;
    assert_int_equal(hdf5_length(file, "share"), 1);
    assert_int_equal(hdf5_length(file, "none"), 0);
    assert_int_equal(hdf5_length(file, "nothing"), -1);
    assert_int_equal(hdf5_read_vector(file, "numbers", H5T_NATIVE_INT32, 5, &numbers, &message), STATUS_DAMAGED);
    assert_non_null(strstr(message.text, "numbers"));
    assert_int_equal(hdf5_read_vector(file, "group/nothing", H5T_NATIVE_INT32, 4, &numbers, &message), STATUS_DAMAGED);
    assert_int_equal(hdf5_read_scalar(file, "numbers", H5T_NATIVE_DOUBLE, &share, &message), STATUS_DAMAGED);
    assert_int_equal(hdf5_read_text(file, "nothing", &text, &message), STATUS_DAMAGED);
    assert_true(hdf5_read_attribute_text(file, "numbers", "colour", &text, &message) != STATUS_OK);
    hdf5_drop(file);
}

/* An extent for which nothing is stored is a damaged one, however large: nobody asks for memory. */
static void an_extent_without_content_is_not_believed(void **state)
{
    const struct path path = in_folder(state, "empty.h5");
    const hsize_t extent = (hsize_t)1 << 40, chunk = 1 << 10;
    struct message message = {""};
    hid_t file;
    assert_int_equal(hdf5_create(path.text, &file, &message), STATUS_OK);
    hid_t space = H5Screate_simple(1, &extent, NULL), properties = hdf5_dataset_properties(1, &chunk);
    hid_t dataset = H5Dcreate2(file, "much", H5T_STD_I64LE, space, H5P_DEFAULT, properties, H5P_DEFAULT);
    assert_true(dataset >= 0);
    assert_false(hdf5_backed(dataset));
    assert_int_equal(hdf5_length(file, "much"), -1);
    hdf5_drop(dataset);
    hdf5_drop(properties);
    hdf5_drop(space);
    assert_int_equal(hdf5_close(file, &message), STATUS_OK);
}

static void what_is_no_file_of_hdf5_is_told(void **state)
{
    const struct path path = in_folder(state, "text.h5"), none = in_folder(state, "none.h5");
    struct message message = {""};
    hid_t file;
    FILE *stream = fopen(path.text, "w");
    fputs("no HDF5\n", stream);
    fclose(stream);
    assert_int_equal(hdf5_open(path.text, &file, &message), STATUS_READ);
    assert_int_equal(file, -1);
    assert_int_equal(hdf5_open(none.text, &file, &message), STATUS_INPUT);
    assert_non_null(strstr(message.text, "none.h5"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(rows_are_read_from_anywhere),
        cmocka_unit_test(what_is_not_as_expected_is_refused),
        cmocka_unit_test(an_extent_without_content_is_not_believed),
        cmocka_unit_test(what_is_no_file_of_hdf5_is_told),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
