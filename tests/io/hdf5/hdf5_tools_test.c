/* What these helpers make is what other programs can open, the same everywhere, and what HDF5 refuses is told. */
#include "io/hdf5/hdf5_tools.h"

#include <hdf5_hl.h>
#include <sys/resource.h>

#include "io/hdf5/hdf5_apart.h"
#include "io/result_support.h"

static hid_t created(const char *path)
{
    hid_t file;
    struct message message;
    assert_int_equal(hdf5_create(path, &file, &message), STATUS_OK);
    return file;
}

static void completed(hid_t file)
{
    struct message message;
    assert_int_equal(hdf5_close(file, &message), STATUS_OK);
}

/* ---- files ---- */

static void what_was_at_a_path_is_gone(void **state)
{
    const struct path path = in_folder(state, "new.h5");
    struct message message;
    hid_t file = created(path.text), group;
    assert_int_equal(hdf5_group(file, "old", &group, &message), STATUS_OK);
    completed(file); /* with every handle into it */
    assert_true(H5Iis_valid(group) <= 0);
    completed(created(path.text));
    assert_int_equal(hdf5_open(path.text, &file, &message), STATUS_OK);
    assert_true(H5Lexists(file, "old", H5P_DEFAULT) == 0);
    assert_int_equal(hdf5_group(file, "new", &group, &message), STATUS_WRITE); /* it is open for reading */
    assert_int_equal(group, -1);
    hdf5_drop(file);
}

static void what_cannot_be_made_or_opened_is_told_with_the_systems_reason(void **state)
{
    const struct path nowhere = in_folder(state, "nowhere/a.h5");
    struct message message;
    char expected[300];
    hid_t file = 7;
    assert_int_equal(hdf5_create(nowhere.text, &file, &message), STATUS_WRITE);
    assert_int_equal(file, -1);
    snprintf(expected, sizeof expected, "cannot create %s: No such file or directory", nowhere.text);
    assert_string_equal(message.text, expected);
    for (int part = 0; part < 2; part++) {
        file = 7;
        enum status status =
            part ? hdf5_open_part(nowhere.text, &file, &message) : hdf5_open(nowhere.text, &file, &message);
        assert_int_equal(status, STATUS_INPUT);
        assert_int_equal(file, -1);
        snprintf(expected, sizeof expected, "cannot open %s: No such file or directory", nowhere.text);
        assert_string_equal(message.text, expected);
    }
}

static void handles_that_are_none_may_be_dropped_and_are_told_at_the_end(void **state)
{
    (void)state;
    struct message message = {""};
    hdf5_begin();
    hdf5_drop(-1);
    hdf5_drop(H5P_DEFAULT);
    assert_int_equal(hdf5_end(STATUS_MEMORY, -1, "it", &message), STATUS_MEMORY);
    assert_string_equal(message.text, "");
    assert_int_equal(hdf5_end(STATUS_OK, -1, "it", &message), STATUS_WRITE);
    assert_true(strncmp(message.text, "cannot write it: ", 17) == 0);
    hid_t space = H5Screate(H5S_SCALAR);
    assert_int_equal(hdf5_end(STATUS_READ, space, "it", &message), STATUS_READ);
    assert_true(H5Iis_valid(space) <= 0);
}

/* Every kind of handle, among them those that a file's closing would not close. */
static void every_handle_is_dropped(void **state)
{
    const struct path path = in_folder(state, "handles.h5");
    struct message message;
    hid_t file = created(path.text), group, dataset;
    assert_int_equal(hdf5_group(file, "a", &group, &message), STATUS_OK);
    assert_int_equal(hdf5_scalar_text(group, "b", "c", &dataset, &message), STATUS_OK);
    assert_int_equal(hdf5_attribute_text(dataset, "d", "e", &message), STATUS_OK);
    const hid_t handles[] = {H5Aopen(dataset, "d", H5P_DEFAULT), H5Dget_space(dataset), hdf5_text_type(),
        hdf5_transfer_properties(), dataset, group, file};
    for (size_t i = 0; i < sizeof handles / sizeof *handles; i++) {
        assert_true(handles[i] >= 0);
        hdf5_drop(handles[i]);
        assert_true(H5Iis_valid(handles[i]) <= 0);
    }
}

/* ---- the same everywhere ---- */

/* A bit of everything. */
static void write_some(const char *path)
{
    struct message message;
    static int32_t numbers[3000];
    static const char *const words[] = {"z", "", "a"};
    const struct hdf5_values values = {H5T_STD_I32LE, H5T_NATIVE_INT32, numbers};
    struct hdf5_scale scale;
    hid_t file = created(path), group, dataset, used;
    for (int i = 0; i < 3000; i++) numbers[i] = i * i;
    assert_int_equal(hdf5_group(file, "z", &group, &message), STATUS_OK);
    assert_int_equal(hdf5_vector(group, "numbers", values, 3000, &dataset, &message), STATUS_OK);
    assert_int_equal(hdf5_scale_begin(&scale, dataset, "numbers", &message), STATUS_OK);
    assert_int_equal(hdf5_vector(group, "same", values, 3000, &used, &message), STATUS_OK);
    assert_int_equal(hdf5_scale_use(used, 1, (struct hdf5_scale *[]){&scale}, &message), STATUS_OK);
    assert_int_equal(hdf5_scale_end(STATUS_OK, &scale, &message), STATUS_OK);
    assert_int_equal(hdf5_vector_text(file, "b", words, 3, &dataset, &message), STATUS_OK);
    assert_int_equal(hdf5_attribute_text(dataset, "y", "1", &message), STATUS_OK);
    assert_int_equal(hdf5_attribute_text(dataset, "x", "", &message), STATUS_OK);
    assert_int_equal(hdf5_scalar(file, "a", values, &dataset, &message), STATUS_OK);
    completed(file);
}

static void a_file_has_the_same_bytes_whenever_it_is_made(void **state)
{
    const struct path one = in_folder(state, "one.h5"), other = in_folder(state, "other.h5");
    size_t size, other_size;
    write_some(one.text);
    sleep(1); /* a time of an object would be another */
    write_some(other.text);
    char *bytes = bytes_of(one.text, &size), *other_bytes = bytes_of(other.text, &other_size);
    assert_int_equal(size, other_size);
    assert_memory_equal(bytes, other_bytes, size);
    assert_int_equal(bytes[8], 0); /* the oldest superblock */
    free(bytes);
    free(other_bytes);
}

static void links_and_attributes_are_kept_in_order(void **state)
{
    const struct path path = in_folder(state, "order.h5");
    struct message message;
    char name[16];
    hid_t file;
    write_some(path.text);
    assert_int_equal(hdf5_open(path.text, &file, &message), STATUS_OK);
    static const char *const links[] = {"z", "b", "a"}, *const attributes[] = {"y", "x"};
    for (hsize_t i = 0; i < 3; i++) {
        assert_true(
            H5Lget_name_by_idx(file, ".", H5_INDEX_CRT_ORDER, H5_ITER_INC, i, name, sizeof name, H5P_DEFAULT) > 0);
        assert_string_equal(name, links[i]);
    }
    for (hsize_t i = 0; i < 2; i++) {
        assert_true(
            H5Aget_name_by_idx(file, "b", H5_INDEX_CRT_ORDER, H5_ITER_INC, i, name, sizeof name, H5P_DEFAULT) > 0);
        assert_string_equal(name, attributes[i]);
    }
    hdf5_drop(file);
}

/* ---- datasets ---- */

static void only_what_is_larger_than_a_page_is_chunked_and_deflated(void **state)
{
    const struct path path = in_folder(state, "chunks.h5");
    static const int32_t numbers[2 * HDF5_CHUNK_VALUES];
    static const char *texts[2000];
    const struct hdf5_values values = {H5T_STD_I32LE, H5T_NATIVE_INT32, numbers};
    struct message message;
    hid_t file = created(path.text), dataset;
    static const struct {
        int64_t count, chunk; /* 0: as it is */
    } cases[] = {{0, 0}, {1, 0}, {1024, 0}, {1025, 1025}, {HDF5_CHUNK_VALUES, HDF5_CHUNK_VALUES},
        {HDF5_CHUNK_VALUES + 1, HDF5_CHUNK_VALUES}, {2 * HDF5_CHUNK_VALUES, HDF5_CHUNK_VALUES}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char name[16];
        hsize_t chunk = 0;
        snprintf(name, sizeof name, "%zu", i);
        assert_int_equal(hdf5_vector(file, name, values, cases[i].count, &dataset, &message), STATUS_OK);
        hid_t properties = H5Dget_create_plist(dataset);
        assert_int_equal(H5Pget_layout(properties), cases[i].chunk ? H5D_CHUNKED : H5D_CONTIGUOUS);
        if (cases[i].chunk) assert_int_equal(H5Pget_chunk(properties, 1, &chunk), 1);
        assert_int_equal(chunk, cases[i].chunk);
        assert_int_equal(H5Pget_nfilters(properties), cases[i].chunk ? 2 : 0); /* shuffled and deflated */
        hdf5_drop(properties);
        hdf5_drop(dataset);
    }
    for (int i = 0; i < 2000; i++) texts[i] = "a";
    assert_int_equal(hdf5_vector_text(file, "texts", texts, 2000, &dataset, &message), STATUS_OK);
    hid_t properties = H5Dget_create_plist(dataset), type = H5Dget_type(dataset);
    assert_int_equal(H5Pget_layout(properties), H5D_CONTIGUOUS);
    assert_true(H5Tis_variable_str(type) > 0);
    assert_int_equal(H5Tget_cset(type), H5T_CSET_UTF8);
    hdf5_drop(type);
    hdf5_drop(properties);
    completed(file);
}

static void a_name_is_taken_once(void **state)
{
    const struct path path = in_folder(state, "twice.h5");
    const int32_t number = 1;
    const struct hdf5_values value = {H5T_STD_I32LE, H5T_NATIVE_INT32, &number};
    struct message message;
    hid_t file = created(path.text), handle;
    assert_int_equal(hdf5_group(file, "a", &handle, &message), STATUS_OK);
    assert_int_equal(hdf5_group(file, "a", &handle, &message), STATUS_WRITE);
    assert_int_equal(handle, -1);
    assert_true(strncmp(message.text, "cannot create group a: ", 23) == 0);
    handle = 7;
    assert_int_equal(hdf5_scalar(file, "a", value, &handle, &message), STATUS_WRITE);
    assert_int_equal(handle, -1);
    assert_true(strncmp(message.text, "cannot write a: ", 16) == 0);
    assert_int_equal(hdf5_attribute_number(file, "b", 1, &message), STATUS_OK);
    assert_int_equal(hdf5_attribute_number(file, "b", 1, &message), STATUS_WRITE);
    assert_true(strncmp(message.text, "cannot write attribute b: ", 26) == 0);
    completed(file);
}

static void a_description_leaves_out_what_is_empty(void **state)
{
    const struct path path = in_folder(state, "described.h5");
    const int8_t number = 1;
    struct message message;
    static const struct {
        const char *unit, *sentence;
    } cases[] = {{"steps", "A time."}, {"", "A time."}, {"steps", NULL}, {NULL, ""}};
    hid_t file = created(path.text), dataset;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char name[16];
        snprintf(name, sizeof name, "%zu", i);
        assert_int_equal(
            hdf5_scalar(file, name, (struct hdf5_values){H5T_STD_I8LE, H5T_NATIVE_INT8, &number}, &dataset, &message),
            STATUS_OK);
        assert_int_equal(hdf5_describe(dataset, cases[i].unit, cases[i].sentence, &message), STATUS_OK);
        assert_int_equal(H5Aexists(dataset, "units") > 0, cases[i].unit && *cases[i].unit);
        assert_int_equal(H5Aexists(dataset, "long_name") > 0, cases[i].sentence && *cases[i].sentence);
    }
    int8_t flags[2] = {7, 7};
    assert_int_equal(hdf5_describe_flag(dataset, H5T_STD_I8LE, &message), STATUS_OK);
    hid_t attribute = H5Aopen(dataset, "flag_values", H5P_DEFAULT);
    assert_true(H5Aread(attribute, H5T_NATIVE_INT8, flags) >= 0);
    assert_true(flags[0] == 0 && flags[1] == 1);
    assert_true(H5Aexists(dataset, "flag_meanings") > 0);
    hdf5_drop(attribute);
    completed(file);
}

/* ---- dimensions ---- */

static void a_dataset_and_its_dimensions_name_each_other(void **state)
{
    const struct path path = in_folder(state, "scales.h5");
    static const int32_t numbers[6];
    const struct hdf5_values values = {H5T_STD_I32LE, H5T_NATIVE_INT32, numbers};
    struct message message;
    struct hdf5_scale row, column, unused;
    hid_t file = created(path.text), scales[3], used[3];
    static const char *const names[] = {"row", "column", "unused"}, *const users[] = {"u", "v", "w"};
    for (int i = 0; i < 3; i++) {
        assert_int_equal(hdf5_vector(file, names[i], values, 3, &scales[i], &message), STATUS_OK);
        assert_int_equal(hdf5_scale_begin(i == 0   ? &row
                                          : i == 1 ? &column
                                                   : &unused,
                             scales[i], names[i], &message),
            STATUS_OK);
        assert_true(H5DSis_scale(scales[i]) > 0);
        hid_t space = H5Screate_simple(2, (const hsize_t[]){3, 3}, NULL);
        used[i] = H5Dcreate2(file, users[i], H5T_STD_I32LE, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
        hdf5_drop(space);
    }
    assert_int_equal(hdf5_scale_use(used[0], 2, (struct hdf5_scale *[]){&row, &column}, &message), STATUS_OK);
    assert_int_equal(hdf5_scale_use(used[1], 2, (struct hdf5_scale *[]){&column, &column}, &message), STATUS_OK);
    assert_int_equal(hdf5_scale_end(STATUS_OK, &row, &message), STATUS_OK);
    assert_int_equal(hdf5_scale_end(STATUS_OK, &column, &message), STATUS_OK);
    assert_int_equal(hdf5_scale_end(STATUS_OK, &unused, &message), STATUS_OK);
    static const bool on[3][2][3] = {{{true, false, false}, {false, true, false}},
        {{false, true, false}, {false, true, false}}, {{false, false, false}, {false, false, false}}};
    for (int user = 0; user < 3; user++)
        for (unsigned dimension = 0; dimension < 2; dimension++)
            for (int scale = 0; scale < 3; scale++)
                if ((H5DSis_attached(used[user], scales[scale], dimension) > 0) != on[user][dimension][scale])
                    fail_msg("%s along %u: %s", users[user], dimension, names[scale]);
    assert_true(H5Aexists(scales[2], "REFERENCE_LIST") == 0);
    completed(file);
}

static void a_dimension_after_an_error_writes_nothing(void **state)
{
    const struct path path = in_folder(state, "undone.h5");
    static const int32_t numbers[3];
    const struct hdf5_values values = {H5T_STD_I32LE, H5T_NATIVE_INT32, numbers};
    struct message message = {""};
    struct hdf5_scale scale;
    hid_t file = created(path.text), dataset, used;
    assert_int_equal(hdf5_vector(file, "a", values, 3, &dataset, &message), STATUS_OK);
    assert_int_equal(hdf5_vector(file, "b", values, 3, &used, &message), STATUS_OK);
    assert_int_equal(hdf5_scale_begin(&scale, dataset, "a", &message), STATUS_OK);
    assert_int_equal(hdf5_scale_use(used, 1, (struct hdf5_scale *[]){&scale}, &message), STATUS_OK);
    assert_int_equal(hdf5_scale_end(STATUS_MEMORY, &scale, &message), STATUS_MEMORY);
    assert_true(H5Aexists(dataset, "REFERENCE_LIST") == 0);
    assert_int_equal(scale.users.count, 0);
    assert_int_equal(hdf5_scale_use(-1, 1, (struct hdf5_scale *[]){&scale}, &message), STATUS_WRITE);
    assert_true(strncmp(message.text, "cannot attach a dimension: ", 27) == 0);
    assert_int_equal(hdf5_scale_begin(&scale, -1, "a", &message), STATUS_WRITE);
    completed(file);
}

static void text_alone_and_what_is_to_be_another_is_converted(void **state)
{
    (void)state;
    hdf5_begin();
    hid_t text = hdf5_text_type(), for_text = hdf5_transfer_between(text, text),
          for_number = hdf5_transfer_between(H5T_STD_I64LE, H5T_NATIVE_INT32);
    assert_true(for_text > 0 && for_number > 0);
    assert_int_equal(hdf5_transfer_between(H5T_NATIVE_INT32, H5T_NATIVE_INT32), H5P_DEFAULT);
    hdf5_drop(text);
    hdf5_drop(for_text);
    hdf5_drop(for_number);
}

static rlim_t seconds_allowed(void)
{
    struct rlimit limit;
    assert_int_equal(getrlimit(RLIMIT_CPU, &limit), 0);
    return limit.rlim_cur;
}

/* Of two paths; STATUS_INVARIANT where reading is not limited from the first opening to the last closing. */
static enum status read_two(void *context, struct message *message)
{
    const struct path *paths = context;
    const rlim_t outside = seconds_allowed();
    hid_t one, other;
    enum status status = hdf5_open(paths[0].text, &one, message);
    if (status == STATUS_OK) status = hdf5_open(paths[1].text, &other, message);
    if (status != STATUS_OK) return status;
    bool limited = seconds_allowed() < outside;
    hdf5_drop(one);
    limited &= seconds_allowed() < outside;
    hdf5_drop(other);
    return limited && seconds_allowed() == outside ? STATUS_OK : STATUS_INVARIANT;
}

static void reading_is_limited_until_the_last_file_is_closed(void **state)
{
    struct path paths[] = {in_folder(state, "one.h5"), in_folder(state, "other.h5")};
    struct message message = {.text = ""};
    for (int i = 0; i < 2; i++) completed(created(paths[i].text));
    assert_int_equal(hdf5_apart("one.h5", read_two, paths, &message), STATUS_OK);
    for (int i = 0; i < 2; i++) unlink(paths[i].text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_at_a_path_is_gone),
        cmocka_unit_test(what_cannot_be_made_or_opened_is_told_with_the_systems_reason),
        cmocka_unit_test(handles_that_are_none_may_be_dropped_and_are_told_at_the_end),
        cmocka_unit_test(every_handle_is_dropped),
        cmocka_unit_test(a_file_has_the_same_bytes_whenever_it_is_made),
        cmocka_unit_test(links_and_attributes_are_kept_in_order),
        cmocka_unit_test(only_what_is_larger_than_a_page_is_chunked_and_deflated),
        cmocka_unit_test(a_name_is_taken_once),
        cmocka_unit_test(a_description_leaves_out_what_is_empty),
        cmocka_unit_test(a_dataset_and_its_dimensions_name_each_other),
        cmocka_unit_test(a_dimension_after_an_error_writes_nothing),
        cmocka_unit_test(text_alone_and_what_is_to_be_another_is_converted),
        cmocka_unit_test(reading_is_limited_until_the_last_file_is_closed),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
