/* Rows that come in odd numbers, wait, and are written out at odd moments, or never: they are all there, in order, and
 * a copy has the same bytes whenever that was. */
#include "io/hdf5/hdf5_growing.h"
#include "io/result_support.h"

enum { ROWS = 103, SHAPES = 6, LONGEST_ROW = 15, NEVER = -1 };

/* Chunks that rows and rows' ends meet, and do not meet; some are written row by row. The first three are smaller than
 * a page, of the last one chunk is enough. */
static const struct {
    int rank;
    hsize_t shape[3], chunk[3];
} shapes[SHAPES] = {{1, {0}, {8}}, {1, {0}, {1}}, {2, {0, 5}, {7, 2}}, {3, {0, 5, 3}, {1, 2, 3}}, {2, {0, 15}, {7, 15}},
    {2, {0, 15}, {200, 4}}};

static struct growing_form form_of(int shape, struct packer *packer)
{
    struct growing_form form = {
        .type = H5T_STD_I32LE, .memory = H5T_NATIVE_DOUBLE, .packer = packer, .rank = shapes[shape].rank};
    memcpy(form.shape, shapes[shape].shape, sizeof form.shape);
    memcpy(form.chunk, shapes[shape].chunk, sizeof form.chunk);
    return form;
}

/* Row r holds r * LONGEST_ROW, r * LONGEST_ROW + 1, ...; rows lie one value further apart than they are long. */
static void append_rows(struct growing *growing, int64_t first, int64_t count, struct message *message)
{
    double rows[ROWS * (LONGEST_ROW + 1)];
    size_t length = growing->row_bytes / sizeof *rows;
    for (int64_t r = 0; r < count; r++)
        for (size_t i = 0; i < length; i++)
            rows[(size_t)r * (length + 1) + i] = (double)((first + r) * LONGEST_ROW) + (double)i;
    assert_int_equal(growing_append(growing, rows, growing->row_bytes + sizeof *rows, count, message), STATUS_OK);
}

/* ROWS rows, `step` at a time, and all that wait are written out after every `pause` of those. */
static void fill(struct growing *growing, int64_t step, int64_t pause, struct message *message)
{
    for (int64_t first = 0, turn = 1; first < ROWS; first += step, turn++) {
        append_rows(growing, first, ROWS - first < step ? ROWS - first : step, message);
        if (pause != NEVER && turn % pause == 0) assert_int_equal(growing_write_out(growing, message), STATUS_OK);
    }
    if (pause != NEVER) assert_int_equal(growing_write_out(growing, message), STATUS_OK);
    assert_int_equal(growing_rows(growing), ROWS);
}

/* What comes after the rows lies behind them, in whatever way they came. */
static void write_something_else(hid_t file, struct message *message)
{
    static const double zeros[ROWS * LONGEST_ROW];
    const struct hdf5_values values = {H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, zeros};
    assert_int_equal(hdf5_vector(file, "else", values, ROWS * LONGEST_ROW, NULL, message), STATUS_OK);
    assert_true(H5Fflush(file, H5F_SCOPE_LOCAL) >= 0);
}

/* Rows in a file, or only in memory; then a copy as a file of its own. */
static void write_and_copy(void **state, const char *name, int64_t step, int64_t pause)
{
    const struct path working = in_folder(state, "working.h5"), copy = in_folder(state, name);
    struct growing growing[SHAPES], copies[SHAPES];
    struct packer packer = {0};
    struct message message;
    hid_t file, fresh;
    char label[8];
    assert_int_equal(hdf5_create(working.text, &file, &message), STATUS_OK);
    assert_int_equal(hdf5_create(copy.text, &fresh, &message), STATUS_OK);
    for (int s = 0; s < SHAPES; s++) {
        const struct growing_form form = form_of(s, &packer);
        snprintf(label, sizeof label, "%d", s);
        growing_begin(&growing[s], &form);
        growing_begin(&copies[s], &form);
        if (pause != NEVER) assert_int_equal(growing_place(&growing[s], file, label, &message), STATUS_OK);
        assert_int_equal(growing_fit(&copies[s], fresh, label, ROWS, &message), STATUS_OK);
        fill(&growing[s], step, pause, &message);
    }
    assert_true(H5Fflush(file, H5F_SCOPE_LOCAL) >= 0);
    for (int s = 0; s < SHAPES; s++) {
        assert_int_equal(growing_copy(&copies[s], &growing[s], &message), STATUS_OK);
        growing_free(&growing[s]);
        growing_free(&copies[s]);
    }
    packer_free(&packer);
    write_something_else(fresh, &message);
    assert_int_equal(hdf5_close(fresh, &message), STATUS_OK);
    assert_int_equal(hdf5_close(file, &message), STATUS_OK);
    unlink(working.text);
}

static void read_and_compare(hid_t file, int shape)
{
    char label[16];
    hsize_t extent[3] = {1, 1, 1};
    int32_t values[ROWS * LONGEST_ROW];
    snprintf(label, sizeof label, "%d", shape);
    hid_t dataset = H5Dopen2(file, label, H5P_DEFAULT), space = H5Dget_space(dataset);
    H5Sget_simple_extent_dims(space, extent, NULL);
    assert_int_equal(extent[0], ROWS);
    assert_true(H5Dread(dataset, H5T_NATIVE_INT32, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0);
    hsize_t length = extent[1] * extent[2];
    for (hsize_t r = 0; r < ROWS; r++)
        for (hsize_t i = 0; i < length; i++) assert_int_equal(values[r * length + i], r * LONGEST_ROW + i);
    hdf5_drop(space);
    hdf5_drop(dataset);
}

static void every_row_arrives_and_the_bytes_are_always_the_same(void **state)
{
    static const struct {
        const char *name;
        int64_t step, pause;
    } ways[] = {{"0.h5", ROWS, 1}, {"1.h5", 1, 1}, {"2.h5", 1, 1000}, {"3.h5", 3, 2}, {"4.h5", 17, 1}, {"5.h5", 8, 1},
        {"6.h5", 17, NEVER}, {"7.h5", ROWS, NEVER}};
    size_t size[2];
    struct message message;
    hid_t file;
    for (size_t w = 0; w < sizeof ways / sizeof *ways; w++) {
        write_and_copy(state, ways[w].name, ways[w].step, ways[w].pause);
        assert_int_equal(hdf5_open(in_folder(state, ways[w].name).text, &file, &message), STATUS_OK);
        for (int s = 0; s < SHAPES; s++) read_and_compare(file, s);
        hdf5_drop(file);
        char *first = bytes_of(in_folder(state, "0.h5").text, &size[0]);
        char *bytes = bytes_of(in_folder(state, ways[w].name).text, &size[1]);
        assert_int_equal(size[0], size[1]);
        assert_memory_equal(first, bytes, size[0]);
        free(first);
        free(bytes);
    }
}

/* Rows that waited before there was a dataset go into it with those that come then. */
static void rows_may_come_before_the_dataset(void **state)
{
    const struct path path = in_folder(state, "late.h5");
    struct growing growing[SHAPES];
    struct packer packer = {0};
    struct message message;
    hid_t file;
    char label[8];
    assert_int_equal(hdf5_create(path.text, &file, &message), STATUS_OK);
    for (int s = 0; s < SHAPES; s++) {
        const struct growing_form form = form_of(s, &packer);
        snprintf(label, sizeof label, "%d", s);
        growing_begin(&growing[s], &form);
        const size_t together = growing[s].row_bytes; /* no rows, and no room for any: the sanitizers would tell */
        assert_int_equal(growing_append(&growing[s], label, together, 0, &message), STATUS_OK);
        append_rows(&growing[s], 0, 50, &message);
        assert_int_equal(growing_place(&growing[s], file, label, &message), STATUS_OK);
        assert_int_equal(growing_write_out(&growing[s], &message), STATUS_OK);
        append_rows(&growing[s], 50, ROWS - 50, &message);
        assert_int_equal(growing_write_out(&growing[s], &message), STATUS_OK);
        read_and_compare(file, s);
        growing_free(&growing[s]);
    }
    packer_free(&packer);
    hdf5_drop(file);
}

/* Rows of another file go on growing; what that file has not is told with HDF5's own reason. */
static void rows_are_restored_or_it_is_told_why(void **state)
{
    enum { COUNT = 40, WIDTH = 2 };
    const struct path path = in_folder(state, "first.h5"), other = in_folder(state, "second.h5");
    struct packer packer = {0};
    const struct growing_form form = {H5T_STD_I32LE, H5T_NATIVE_INT32, &packer, 2, {0, WIDTH}, {8, WIDTH}};
    struct growing growing, again;
    struct message message;
    int32_t rows[COUNT][WIDTH], back[COUNT][WIDTH];
    hid_t file, fresh;
    for (int i = 0; i < COUNT * WIDTH; i++) rows[i / WIDTH][i % WIDTH] = i;
    assert_int_equal(hdf5_create(path.text, &file, &message), STATUS_OK);
    assert_int_equal(growing_create(&growing, file, "rows", &form, &message), STATUS_OK);
    assert_int_equal(growing_append(&growing, rows, sizeof rows[0], COUNT, &message), STATUS_OK);
    assert_int_equal(growing_write_out(&growing, &message), STATUS_OK);
    assert_int_equal(hdf5_create(other.text, &fresh, &message), STATUS_OK);
    assert_int_equal(growing_create(&again, fresh, "rows", &form, &message), STATUS_OK);
    assert_int_equal(growing_restore(&again, file, -1, &message), STATUS_DAMAGED);
    assert_string_equal(message.text, "/rows cannot have such rows");
    assert_int_equal(growing_restore(&again, file, COUNT + 1, &message), STATUS_READ);
    assert_non_null(strstr(message.text, "cannot read /rows: "));
    assert_null(strstr(message.text, "refused by HDF5"));
    assert_int_equal(growing_rows(&again), 0);
    assert_int_equal(growing_restore(&again, file, COUNT - 3, &message), STATUS_OK);
    assert_int_equal(growing_append(&again, rows[COUNT - 3], sizeof rows[0], 3, &message), STATUS_OK);
    assert_int_equal(growing_write_out(&again, &message), STATUS_OK);
    assert_int_equal(growing_rows(&again), COUNT);
    const struct digest one = growing_digest(&growing), two = growing_digest(&again);
    assert_memory_equal(&one, &two, sizeof one);
    assert_true(H5Dread(again.dataset, H5T_NATIVE_INT32, H5S_ALL, H5S_ALL, H5P_DEFAULT, back) >= 0);
    assert_memory_equal(back, rows, sizeof rows);
    assert_true(H5Ldelete(file, "rows", H5P_DEFAULT) >= 0);
    assert_int_equal(growing_restore(&again, file, 1, &message), STATUS_DAMAGED);
    assert_string_equal(message.text, "/rows is not there");
    hdf5_drop(growing.dataset);
    hdf5_drop(again.dataset);
    growing_free(&growing);
    growing_free(&again);
    packer_free(&packer);
    hdf5_drop(file);
    hdf5_drop(fresh);
}

/* Of another type, width or chunk, rows are not copied. */
static void what_has_another_form_is_not_copied(void **state)
{
    const struct path path = in_folder(state, "forms.h5");
    const struct growing_form forms[] = {{H5T_STD_I32LE, H5T_NATIVE_INT32, NULL, 2, {0, 2}, {8, 2}},
        {H5T_STD_U32LE, H5T_NATIVE_INT32, NULL, 2, {0, 2}, {8, 2}},
        {H5T_STD_I32LE, H5T_NATIVE_INT32, NULL, 2, {0, 3}, {8, 3}},
        {H5T_STD_I32LE, H5T_NATIVE_INT32, NULL, 2, {0, 2}, {8, 1}},
        {H5T_STD_I32LE, H5T_NATIVE_INT32, NULL, 1, {0}, {8}}};
    enum { FORMS = sizeof forms / sizeof *forms };
    struct growing growing[FORMS], copy;
    struct message message;
    hid_t file;
    assert_int_equal(hdf5_create(path.text, &file, &message), STATUS_OK);
    for (int i = 0; i < FORMS; i++) {
        char name[16];
        snprintf(name, sizeof name, "form%d", i);
        assert_int_equal(growing_create(&growing[i], file, name, &forms[i], &message), STATUS_OK);
    }
    for (int i = 0; i < FORMS; i++) {
        growing_begin(&copy, &forms[0]);
        copy.dataset = growing[0].dataset;
        const enum status status = growing_copy(&copy, &growing[i], &message);
        assert_int_equal(status, i == 0 ? STATUS_OK : STATUS_INVARIANT);
        if (i > 0) assert_string_equal(message.text, "/form0: has another form than when it was written");
    }
    for (int i = 0; i < FORMS; i++) {
        hdf5_drop(growing[i].dataset);
        growing_free(&growing[i]);
    }
    hdf5_drop(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_row_arrives_and_the_bytes_are_always_the_same),
        cmocka_unit_test(rows_may_come_before_the_dataset), cmocka_unit_test(rows_are_restored_or_it_is_told_why),
        cmocka_unit_test(what_has_another_form_is_not_copied)};
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
