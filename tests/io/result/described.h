/* What a dataset of an open file is and says of itself. Include after <cmocka.h>. */
#ifndef TESTS_DESCRIBED_H
#define TESTS_DESCRIBED_H

#include <hdf5_hl.h>

#include "io/hdf5/hdf5_read.h"

#include <stdlib.h>
#include <string.h>

/* That an attribute is that text; NULL: that it is not there. */
static inline void assert_says(hid_t file, const char *path, const char *attribute, const char *expected)
{
    char *text = NULL;
    struct message message;
    const bool there = H5Aexists_by_name(file, path, attribute, H5P_DEFAULT) > 0;
    if (there != (expected != NULL)) fail_msg("%s of %s is %sthere", attribute, path, there ? "" : "not ");
    if (!expected) return;
    if (hdf5_read_attribute_text(file, path, attribute, &text, &message)) fail_msg("%s", message.text);
    if (strcmp(text, expected) != 0) fail_msg("%s of %s is \"%s\", not \"%s\"", attribute, path, text, expected);
    free(text);
}

/* Its unit (NULL or "": none is said) and its sentence. */
static inline void assert_described(hid_t file, const char *path, const char *unit, const char *sentence)
{
    assert_says(file, path, "units", unit && *unit ? unit : NULL);
    assert_says(file, path, "long_name", sentence);
}

static inline void assert_type(hid_t file, const char *path, hid_t expected)
{
    hid_t dataset = H5Dopen2(file, path, H5P_DEFAULT), type = H5Dget_type(dataset);
    if (H5Tequal(type, expected) <= 0) fail_msg("%s is of another type", path);
    hdf5_drop(type);
    hdf5_drop(dataset);
}

/* That its dimension of that number is on the scale, and on no other. */
static inline void assert_along(hid_t file, const char *path, unsigned dimension, const char *scale)
{
    hid_t dataset = H5Dopen2(file, path, H5P_DEFAULT), other = H5Dopen2(file, scale, H5P_DEFAULT);
    if (H5DSis_attached(dataset, other, dimension) <= 0) fail_msg("%s is not along %s", path, scale);
    assert_int_equal(H5DSget_num_scales(dataset, dimension), 1);
    hdf5_drop(other);
    hdf5_drop(dataset);
}

static inline int rank_of(hid_t file, const char *path)
{
    hid_t dataset = H5Dopen2(file, path, H5P_DEFAULT), space = H5Dget_space(dataset);
    const int rank = H5Sget_simple_extent_ndims(space);
    hdf5_drop(space);
    hdf5_drop(dataset);
    return rank;
}

/* That a dataset is these texts. */
static inline void assert_texts(hid_t file, const char *path, const char *const *expected, int64_t count)
{
    char **texts;
    struct message message;
    if (hdf5_read_texts(file, path, count, &texts, &message)) fail_msg("%s", message.text);
    for (int64_t i = 0; i < count; i++) {
        assert_string_equal(texts[i], expected[i]);
        free(texts[i]);
    }
    free(texts);
}

/* That a dataset is these numbers. */
static inline void assert_numbers(hid_t file, const char *path, const int32_t *expected, int64_t count)
{
    void *numbers;
    struct message message;
    if (hdf5_read_vector(file, path, H5T_NATIVE_INT32, count, &numbers, &message)) fail_msg("%s", message.text);
    if (memcmp(numbers, expected, (size_t)count * sizeof *expected) != 0) fail_msg("%s has other numbers", path);
    free(numbers);
}

static inline void assert_values(hid_t file, const char *path, const double *expected, int64_t count)
{
    void *values;
    struct message message;
    if (hdf5_read_vector(file, path, H5T_NATIVE_DOUBLE, count, &values, &message)) fail_msg("%s", message.text);
    if (memcmp(values, expected, (size_t)count * sizeof *expected) != 0) fail_msg("%s has other values", path);
    free(values);
}

static inline int64_t whole_number_at(hid_t file, const char *path)
{
    int64_t number = -7;
    struct message message;
    if (hdf5_read_scalar(file, path, H5T_NATIVE_INT64, &number, &message)) fail_msg("%s", message.text);
    return number;
}

static inline void assert_text_is(hid_t file, const char *path, const char *expected)
{
    char *text;
    struct message message;
    if (hdf5_read_text(file, path, &text, &message)) fail_msg("%s", message.text);
    assert_string_equal(text, expected);
    free(text);
}

#endif
