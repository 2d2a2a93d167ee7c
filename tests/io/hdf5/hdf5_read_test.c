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

/* ---- what is told, and what stays open ---- */

/* All handles there are of files, of what is in them, and of types. HDF5 does not count spaces and properties. */
static int64_t handles(void)
{
    return (int64_t)H5Fget_obj_count((hid_t)H5F_OBJ_ALL, H5F_OBJ_ALL);
}

/* Reads everything that there is. */
static void read_all(hid_t file)
{
    struct message message = {""};
    void *numbers;
    char *text, **texts;
    double share;
    int64_t most;
    assert_true(hdf5_has(file, "numbers"));
    assert_int_equal(hdf5_length(file, "words"), 3);
    assert_int_equal(hdf5_read_vector(file, "numbers", H5T_NATIVE_INT32, 4, &numbers, &message), STATUS_OK);
    free(numbers);
    assert_int_equal(hdf5_read_scalar(file, "share", H5T_NATIVE_DOUBLE, &share, &message), STATUS_OK);
    assert_int_equal(hdf5_read_text(file, "word", &text, &message), STATUS_OK);
    free(text);
    assert_int_equal(hdf5_read_texts(file, "words", 3, &texts, &message), STATUS_OK);
    for (int i = 0; i < 3; i++) free(texts[i]);
    free(texts);
    assert_int_equal(hdf5_read_attribute_text(file, "numbers", "units", &text, &message), STATUS_OK);
    free(text);
    assert_int_equal(hdf5_read_attribute_number(file, "numbers", "most", &most, &message), STATUS_OK);
    assert_string_equal(message.text, "");
}

/* Asks for what is not there, is of another shape or of a type that nothing turns into a number; each is told by name.
 */
static void ask_in_vain(hid_t file)
{
    struct message message;
    void *values = &message;
    char *text = message.text, **texts = &text;
    double share = 7;
    int64_t most = 7;
#define TOLD(call, status, expected)                                                                                   \
    message = (struct message){""};                                                                                    \
    assert_int_equal(call, status);                                                                                    \
    assert_string_equal(message.text, expected)
#define NOT_THERE(name) name " is not there, or is not what it should be"
    TOLD(hdf5_read_vector(file, "numbers", H5T_NATIVE_INT32, 3, &values, &message), STATUS_DAMAGED,
        NOT_THERE("numbers"));
    assert_null(values);
    TOLD(hdf5_read_vector(file, "share", H5T_NATIVE_DOUBLE, 0, &values, &message), STATUS_DAMAGED, NOT_THERE("share"));
    TOLD(hdf5_read_texts(file, "words", 2, &texts, &message), STATUS_DAMAGED, NOT_THERE("words"));
    assert_null(texts);
    TOLD(hdf5_read_texts(file, "nobody/words", 2, &texts, &message), STATUS_DAMAGED, NOT_THERE("nobody/words"));
    TOLD(hdf5_read_scalar(file, "none", H5T_NATIVE_DOUBLE, &share, &message), STATUS_DAMAGED, NOT_THERE("none"));
    TOLD(hdf5_read_text(file, "words", &text, &message), STATUS_DAMAGED, NOT_THERE("words"));
    assert_null(text);
    TOLD(hdf5_read_attribute_text(file, "numbers", "colour", &text, &message), STATUS_DAMAGED, NOT_THERE("colour"));
    assert_null(text);
    TOLD(hdf5_read_attribute_number(file, "nobody", "most", &most, &message), STATUS_DAMAGED, NOT_THERE("most"));
    TOLD(hdf5_read_attribute_number(file, ".", "several", &most, &message), STATUS_DAMAGED, NOT_THERE("several"));
    assert_true(share == 7 && most == 7);
    assert_int_equal(hdf5_read_scalar(file, "word", H5T_NATIVE_DOUBLE, &share, &message), STATUS_READ);
    assert_ptr_equal(strstr(message.text, "cannot read word: "), message.text);
    assert_int_equal(hdf5_read_vector(file, "words", H5T_NATIVE_INT32, 3, &values, &message), STATUS_READ);
    assert_ptr_equal(strstr(message.text, "cannot read rows: "), message.text);
    assert_null(values);
    assert_int_equal(hdf5_read_attribute_number(file, "numbers", "units", &most, &message), STATUS_READ);
    assert_ptr_equal(strstr(message.text, "cannot read attribute units: "), message.text);
    assert_int_equal(hdf5_read_text(file, "share", &text, &message), STATUS_READ);
    assert_null(text);
}

/* A whole study is collected in one process: a handle that stays open for each file would be thousands. */
static void nothing_stays_open(void **state)
{
    hid_t file = written(state);
    const int64_t before = handles();
    read_all(file);
    assert_int_equal(handles(), before);
    read_all(file);
    assert_int_equal(handles(), before);
    hdf5_drop(file);
}

/* With an attribute of two values, in the file itself. */
static hid_t written_with_several(void **state)
{
    const struct path path = in_folder(state, "small.h5");
    struct message message = {""};
    hdf5_drop(written(state));
    hid_t file = H5Fopen(path.text, H5F_ACC_RDWR, H5P_DEFAULT);
    assert_true(file >= 0);
    assert_int_equal(
        hdf5_attribute_numbers(file, "several", H5T_STD_I8LE, (const int8_t[]){1, 2}, 2, &message), STATUS_OK);
    return file;
}

static void what_is_refused_is_told_by_name_and_stays_closed(void **state)
{
    hid_t file = written_with_several(state);
    const int64_t before = handles();
    ask_in_vain(file);
    assert_int_equal(handles(), before);
    hdf5_drop(file);
}

/* ---- paths, empty and first things ---- */

static void a_path_is_there_as_far_as_each_part_of_it(void **state)
{
    const struct path path = in_folder(state, "groups.h5");
    struct message message = {""};
    hid_t file, outer, inner;
    char name[512];
    assert_int_equal(hdf5_create(path.text, &file, &message), STATUS_OK);
    assert_int_equal(hdf5_group(file, "outer", &outer, &message), STATUS_OK);
    assert_int_equal(hdf5_group(outer, "inner", &inner, &message), STATUS_OK);
    static const char *const there[] = {"outer", "outer/inner", "/outer", "/outer/inner", ""};
    static const char *const not_there[] = {"inner", "oute", "outer/inne", "outer/inner/x", "inner/outer", "outerx"};
    for (size_t i = 0; i < sizeof there / sizeof *there; i++)
        if (!hdf5_has(file, there[i])) fail_msg("\"%s\" is there", there[i]);
    for (size_t i = 0; i < sizeof not_there / sizeof *not_there; i++)
        if (hdf5_has(file, not_there[i])) fail_msg("\"%s\" is not there", not_there[i]);
    assert_true(hdf5_has(outer, "inner"));
    assert_int_equal(hdf5_length(file, "outer"), -1); /* a group has no values */
    hdf5_drop(inner);
    for (int length = 253; length <= 256; length++) { /* of 254 characters at most */
        memset(name, 'n', (size_t)length);
        name[length] = '\0';
        assert_int_equal(hdf5_group(file, name, &inner, &message), STATUS_OK);
        hdf5_drop(inner);
        assert_int_equal(hdf5_has(file, name), length <= 254);
    }
    hdf5_drop(outer);
    assert_int_equal(hdf5_close(file, &message), STATUS_OK);
}

/* A text that was never written, or written by others as NULL, comes as NULL from HDF5: it is an empty one. */
static void empty_texts_are_texts(void **state)
{
    const struct path path = in_folder(state, "texts.h5");
    const char *const words[] = {NULL, "one", NULL};
    struct message message = {""};
    hid_t file, dataset;
    char *text, **texts;
    assert_int_equal(hdf5_create(path.text, &file, &message), STATUS_OK);
    assert_int_equal(hdf5_vector_text(file, "words", words, 3, &dataset, &message), STATUS_OK);
    hid_t type = hdf5_text_type(), space = H5Screate(H5S_SCALAR);
    hid_t note = H5Acreate2(dataset, "note", type, space, H5P_DEFAULT, H5P_DEFAULT);
    assert_true(note >= 0 && H5Awrite(note, type, &words[0]) >= 0);
    hdf5_drop(note);
    hdf5_drop(space);
    hdf5_drop(type);
    hdf5_drop(dataset);
    assert_int_equal(hdf5_scalar_text(file, "word", NULL, &dataset, &message), STATUS_OK);
    hdf5_drop(dataset);
    assert_int_equal(hdf5_vector_text(file, "no words", words, 0, &dataset, &message), STATUS_OK);
    hdf5_drop(dataset);
    assert_int_equal(hdf5_close(file, &message), STATUS_OK);
    assert_int_equal(hdf5_open(path.text, &file, &message), STATUS_OK);
    assert_int_equal(hdf5_read_texts(file, "words", 3, &texts, &message), STATUS_OK);
    for (int i = 0; i < 3; i++) assert_string_equal(texts[i], words[i] ? words[i] : "");
    for (int i = 0; i < 3; i++) free(texts[i]);
    free(texts);
    assert_int_equal(hdf5_read_texts(file, "no words", 0, &texts, &message), STATUS_OK);
    assert_non_null(texts);
    free(texts);
    assert_int_equal(hdf5_read_text(file, "word", &text, &message), STATUS_OK);
    assert_string_equal(text, "");
    free(text);
    assert_int_equal(hdf5_read_attribute_text(file, "words", "note", &text, &message), STATUS_OK);
    assert_string_equal(text, "");
    free(text);
    hdf5_drop(file);
}

static void nothing_and_a_table_are_no_single_row(void **state)
{
    const struct path path = in_folder(state, "table.h5");
    const hsize_t extent[] = {2, 3};
    const int32_t cells[6] = {0};
    struct message message = {""};
    void *values;
    hid_t file = written(state);
    assert_int_equal(hdf5_read_vector(file, "none", H5T_NATIVE_INT32, 0, &values, &message), STATUS_OK);
    assert_non_null(values); /* to be freed as any other */
    free(values);
    hdf5_drop(file);
    assert_int_equal(hdf5_create(path.text, &file, &message), STATUS_OK);
    hid_t space = H5Screate_simple(2, extent, NULL);
    hid_t table = H5Dcreate2(file, "table", H5T_STD_I32LE, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
    assert_true(H5Dwrite(table, H5T_NATIVE_INT32, H5S_ALL, H5S_ALL, H5P_DEFAULT, cells) >= 0);
    assert_true(hdf5_backed(table));
    assert_int_equal(hdf5_length(file, "table"), -1);
    assert_int_equal(hdf5_read_vector(file, "table", H5T_NATIVE_INT32, 2, &values, &message), STATUS_DAMAGED);
    assert_null(values);
    hdf5_drop(table);
    hdf5_drop(space);
    assert_int_equal(hdf5_close(file, &message), STATUS_OK);
}

static void rows_beyond_the_end_are_refused(void **state)
{
    struct message message = {""};
    hid_t file = written(state), dataset = H5Dopen2(file, "numbers", H5P_DEFAULT);
    int32_t rows[4] = {0};
    assert_int_equal(hdf5_read_rows(dataset, H5T_NATIVE_INT32, 3, 1, rows, &message), STATUS_OK);
    assert_int_equal(rows[0], 2);
    assert_int_equal(hdf5_read_rows(dataset, H5T_NATIVE_INT32, 0, 4, rows, &message), STATUS_OK);
    assert_memory_equal(rows, ((const int32_t[]){3, -1, 7, 2}), sizeof rows);
    assert_int_equal(hdf5_read_rows(dataset, H5T_NATIVE_INT32, 3, 2, rows, &message), STATUS_READ);
    assert_ptr_equal(strstr(message.text, "cannot read rows: "), message.text);
    hdf5_drop(dataset);
    hdf5_drop(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(rows_are_read_from_anywhere),
        cmocka_unit_test(what_is_not_as_expected_is_refused),
        cmocka_unit_test(an_extent_without_content_is_not_believed),
        cmocka_unit_test(what_is_no_file_of_hdf5_is_told),
        cmocka_unit_test(nothing_stays_open),
        cmocka_unit_test(what_is_refused_is_told_by_name_and_stays_closed),
        cmocka_unit_test(a_path_is_there_as_far_as_each_part_of_it),
        cmocka_unit_test(empty_texts_are_texts),
        cmocka_unit_test(nothing_and_a_table_are_no_single_row),
        cmocka_unit_test(rows_beyond_the_end_are_refused),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
