/* The columns of a study's file: they grow by a run at a time, and a reader finds what each is, and of which runs. */
#include "study/analysis/collect_columns.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { RUNS = 2 * COLUMN_BLOCK + 3, STEPS = 5, COLUMNS = 6 };

static const struct column_form forms[COLUMNS] = {
    {"run", "1", "Runs.", COLUMN_WHOLE, true, false},
    {"seed", "1", "Its seed.", COLUMN_WHOLE, true, false},
    {"condition", "", "Its condition.", COLUMN_TEXT, true, false},
    {"half", "m", "Half of it.", COLUMN_REAL, false, false},
    {"series", "", "Over steps.", COLUMN_REAL, false, true},
    {"state", "", "Small.", COLUMN_SMALL, false, false},
};

static char path[] = "/tmp/selforg-columns-XXXXXX";

static void check(enum status status, const struct message *message)
{
    if (status != STATUS_OK) fail_msg("%s", message->text);
}

/* The step scale is there before what runs over it. */
static hid_t begin(struct columns *columns, int64_t runs, int64_t steps, struct message *message)
{
    *columns = (struct columns){.runs = runs, .steps = steps};
    columns->file = H5Fcreate(path, H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
    assert_true(columns->file >= 0);
    double *step = calloc((size_t)steps + 1, sizeof *step);
    hid_t dataset = -1;
    const struct hdf5_values values = {H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, step};
    check(hdf5_vector(columns->file, "step", values, steps, &dataset, message), message);
    check(hdf5_scale_begin(&columns->step_scale, dataset, "step", message), message);
    free(step);
    return dataset;
}

static void put_run(struct columns *columns, int64_t run, struct message *message)
{
    char text[32];
    double series[STEPS];
    const double half = (double)run / 2;
    snprintf(text, sizeof text, "condition %lld", (long long)run % 7);
    for (int i = 0; i < STEPS; i++) series[i] = i == 2 ? NAN : (double)(run * 10 + i);
    check(columns_put_whole(columns, 0, run, message), message);
    check(columns_put_whole(columns, 1, INT64_MAX - run, message), message);
    check(columns_put_text(columns, 2, text, message), message);
    memset(text, 'x', sizeof text); /* text is copied */
    check(columns_put_real(columns, 3, &half, message), message);
    check(columns_put_real(columns, 4, series, message), message);
    check(columns_put_whole(columns, 5, run % 3, message), message);
}

static void fill(int64_t runs)
{
    struct columns columns;
    struct message message = {""};
    const hid_t step = begin(&columns, runs, STEPS, &message);
    for (int i = 0; i < COLUMNS; i++) {
        check(columns_add(&columns, &forms[i], &message), &message);
        assert_int_equal(columns_latest(&columns), columns.list.items[i].growing.dataset);
    }
    check(columns_ready(STATUS_OK, &columns, &message), &message);
    for (int64_t run = 0; run < runs; run++) {
        put_run(&columns, run, &message);
        if (run % COLUMN_BLOCK == COLUMN_BLOCK - 1) check(columns_write_out(&columns, &message), &message);
    }
    check(columns_write_out(&columns, &message), &message);
    assert_int_equal(columns.texts.count, 0); /* none waits any more */
    for (int i = 0; i < COLUMNS; i++) hdf5_drop(columns.list.items[i].growing.dataset);
    const hid_t file = columns.file;
    columns_free(&columns);
    hdf5_drop(step);
    assert_true(H5Fclose(file) >= 0);
}

static hsize_t rows_of(hid_t dataset, int rank)
{
    hsize_t shape[2] = {0, 0};
    hid_t space = H5Dget_space(dataset);
    assert_int_equal(H5Sget_simple_extent_dims(space, shape, NULL), rank);
    if (rank == 2) assert_int_equal(shape[1], STEPS);
    H5Sclose(space);
    return shape[0];
}

/* The values of a column of numbers. */
static void *read_column(hid_t file, const char *name, hid_t type, int rank, int64_t runs)
{
    hid_t dataset = H5Dopen2(file, name, H5P_DEFAULT);
    assert_true(dataset >= 0);
    assert_int_equal(rows_of(dataset, rank), runs);
    void *values = calloc((size_t)runs * STEPS + 1, 8);
    assert_true(H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0);
    H5Dclose(dataset);
    return values;
}

static void every_value_of_every_run_is_in_the_file(void **state)
{
    (void)state;
    static const int64_t counts[] = {0, 1, 2, COLUMN_BLOCK - 1, COLUMN_BLOCK, COLUMN_BLOCK + 1, RUNS};
    for (size_t k = 0; k < sizeof counts / sizeof *counts; k++) {
        const int64_t runs = counts[k];
        fill(runs);
        hid_t file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
        int64_t *run = read_column(file, "run", H5T_NATIVE_INT64, 1, runs);
        int64_t *seed = read_column(file, "seed", H5T_NATIVE_INT64, 1, runs);
        int64_t *small = read_column(file, "state", H5T_NATIVE_INT64, 1, runs);
        double *half = read_column(file, "half", H5T_NATIVE_DOUBLE, 1, runs);
        double *series = read_column(file, "series", H5T_NATIVE_DOUBLE, 2, runs);
        for (int64_t i = 0; i < runs; i++) {
            assert_true(run[i] == i && seed[i] == INT64_MAX - i && half[i] == (double)i / 2 && small[i] == i % 3);
            for (int s = 0; s < STEPS; s++)
                assert_true(s == 2 ? isnan(series[i * STEPS + s]) : series[i * STEPS + s] == (double)(i * 10 + s));
        }
        free(run);
        free(seed);
        free(small);
        free(half);
        free(series);
        assert_true(H5Fclose(file) >= 0);
    }
}

static void text_is_as_it_was_put(void **state)
{
    (void)state;
    fill(RUNS);
    hid_t file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT), dataset = H5Dopen2(file, "condition", H5P_DEFAULT);
    hid_t type = H5Dget_type(dataset), space = H5Dget_space(dataset);
    assert_true(H5Tis_variable_str(type) > 0 && H5Tget_cset(type) == H5T_CSET_UTF8);
    char **texts = calloc(RUNS, sizeof *texts);
    assert_true(H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, texts) >= 0);
    for (int64_t i = 0; i < RUNS; i++) {
        char expected[32];
        snprintf(expected, sizeof expected, "condition %lld", (long long)i % 7);
        assert_string_equal(texts[i], expected);
    }
    H5Dvlen_reclaim(type, space, H5P_DEFAULT, texts);
    free(texts);
    H5Sclose(space);
    H5Tclose(type);
    H5Dclose(dataset);
    assert_true(H5Fclose(file) >= 0);
}

/* As CF has it: variables name the coordinates made before them, `run` is what they run over. */
static void variables_refer_to_their_coordinates(void **state)
{
    (void)state;
    fill(3);
    hid_t file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
    for (int i = 0; i < COLUMNS; i++) {
        hid_t dataset = H5Dopen2(file, forms[i].name, H5P_DEFAULT);
        assert_int_equal(H5Aexists(dataset, "coordinates") > 0, !forms[i].coordinate);
        assert_int_equal(H5Aexists(dataset, "DIMENSION_LIST") > 0, i > 0);
        if (i == 0) assert_true(H5Aexists(dataset, "CLASS") > 0);
        if (!forms[i].coordinate) {
            char *coordinates = NULL;
            hid_t attribute = H5Aopen(dataset, "coordinates", H5P_DEFAULT), type = H5Aget_type(attribute);
            assert_true(H5Tis_variable_str(type) > 0 || H5Tget_size(type) == strlen("seed condition"));
            char fixed[64] = "";
            assert_true(H5Aread(attribute, type, H5Tis_variable_str(type) ? (void *)&coordinates : fixed) >= 0);
            assert_string_equal(coordinates ? coordinates : fixed, "seed condition");
            H5free_memory(coordinates);
            H5Tclose(type);
            H5Aclose(attribute);
        }
        H5Dclose(dataset);
    }
    assert_true(H5Fclose(file) >= 0);
}

/* A name that is there already. What was begun is freed without a trace. */
static void a_column_that_cannot_be_made_is_told(void **state)
{
    (void)state;
    struct columns columns;
    struct message message = {""};
    const hid_t step = begin(&columns, 2, STEPS, &message);
    check(columns_add(&columns, &forms[0], &message), &message);
    assert_int_equal(columns_add(&columns, &forms[0], &message), STATUS_WRITE);
    assert_true(*message.text != '\0');
    assert_int_equal(columns.list.count, 1);
    assert_int_equal(columns_ready(STATUS_WRITE, &columns, &message), STATUS_WRITE);
    const hid_t file = columns.file;
    hdf5_drop(columns.list.items[0].growing.dataset);
    columns_free(&columns);
    assert_true(columns.list.count == 0 && columns.text_type == -1 && !columns.coordinates);
    hdf5_drop(step);
    assert_true(H5Fclose(file) >= 0);
}

static int make_file(void **state)
{
    (void)state;
    H5Eset_auto2(H5E_DEFAULT, NULL, NULL); /* what is refused is told by our own messages */
    int file = mkstemp(path);
    return file >= 0 ? close(file) : -1;
}

static int remove_file(void **state)
{
    (void)state;
    return remove(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_value_of_every_run_is_in_the_file),
        cmocka_unit_test(text_is_as_it_was_put),
        cmocka_unit_test(variables_refer_to_their_coordinates),
        cmocka_unit_test(a_column_that_cannot_be_made_is_told),
    };
    return cmocka_run_group_tests(tests, make_file, remove_file);
}
