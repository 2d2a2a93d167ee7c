/* What is packed here, HDF5's own filters read: also what cannot be made smaller, one value, and a piece that is
 * smaller than the one before. Also tests io/hdf5/deflate_fast.c and io/hdf5/deflate_zlib.c. */
#include "io/hdf5/packer.h"

#include "io/hdf5/hdf5_tools.h"
#include "io/result_support.h"

enum { MOST = 70000, NOISE = 1, RAMP = 2 };

/* Fills `count` values of `size` bytes, of a kind that is not made smaller, or is. */
static void fill(char *values, size_t count, size_t size, int kind)
{
    uint32_t random = 12345;
    for (size_t i = 0; i < count * size; i++) {
        random = random * 1664525 + 1013904223;
        values[i] = kind == NOISE ? (char)(random >> 24) : (char)(i / size / 7);
    }
}

/* A dataset of one chunk, packed by us and read by HDF5. */
static void pack_and_read(struct packer *packer, hid_t file, hid_t type, size_t count, int kind)
{
    const size_t size = H5Tget_size(type);
    const hsize_t extent = count, none = 0;
    char name[48], *values = packer_place(packer, count, size), *expected = malloc(count * size);
    char *read = malloc(count * size);
    size_t bytes = 0;
    fill(values, count, size, kind);
    memcpy(expected, values, count * size);
    snprintf(name, sizeof name, "%zu_%zu_%d", size, count, kind);
    hid_t space = H5Screate_simple(1, &extent, NULL), creation = hdf5_dataset_properties(1, &extent);
    hid_t dataset = H5Dcreate2(file, name, type, space, H5P_DEFAULT, creation, H5P_DEFAULT);
    const void *packed = packer_pack(packer, count, size, &bytes);
    assert_non_null(packed);
    if (kind == RAMP && count == MOST) assert_in_range(bytes, 1, count * size / 4);
    assert_true(H5Dwrite_chunk(dataset, H5P_DEFAULT, 0, &none, bytes, packed) >= 0);
    assert_true(H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, read) >= 0);
    assert_memory_equal(read, expected, count * size);
    hdf5_drop(dataset);
    hdf5_drop(creation);
    hdf5_drop(space);
    free(expected);
    free(read);
}

static void hdf5_reads_what_was_packed(void **state)
{
    static const size_t counts[] = {MOST, 1, 257};
    struct packer packer = {0};
    struct message message;
    hid_t file;
    assert_int_equal(hdf5_create(in_folder(state, "packed.h5").text, &file, &message), STATUS_OK);
    const hid_t types[] = {H5T_STD_I8LE, H5T_STD_I32LE, H5T_IEEE_F64LE};
    for (size_t t = 0; t < sizeof types / sizeof *types; t++)
        for (size_t c = 0; c < sizeof counts / sizeof *counts; c++)
            for (int kind = NOISE; kind <= RAMP; kind++) pack_and_read(&packer, file, types[t], counts[c], kind);
    packer_free(&packer);
    hdf5_drop(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(hdf5_reads_what_was_packed)};
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
