/* A result that is damaged, verified and made whole again. */
#ifndef IO_RESULT_DAMAGED_H
#define IO_RESULT_DAMAGED_H

#include "io/hdf5/hdf5_read.h"
#include "io/result_support.h"

static char *original;
static size_t original_size;
static struct path damaged;

static inline int make_original(void **state)
{
    struct message message;
    if (folder_make(state)) return -1;
    damaged = in_folder(state, "result.h5");
    if (run_to(damaged.text, everything, false, &message)) return -1;
    original = bytes_of(damaged.text, &original_size);
    return 0;
}

/* Something done to a file that is whole again after each of them. */
typedef void damaging(hid_t file);

static inline void with_harm(damaging *harm)
{
    FILE *stream = fopen(damaged.text, "wb");
    assert_int_equal(fwrite(original, 1, original_size, stream), original_size);
    assert_int_equal(fclose(stream), 0);
    hdf5_begin();
    hid_t access = H5Pcreate(H5P_FILE_ACCESS);
    H5Pset_fclose_degree(access, H5F_CLOSE_STRONG);
    hid_t file = H5Fopen(damaged.text, H5F_ACC_RDWR, access);
    assert_true(file >= 0);
    harm(file);
    hdf5_drop(access);
    hdf5_drop(file);
}

static inline int remove_original(void **state)
{
    free(original);
    return folder_remove(state);
}

#endif
