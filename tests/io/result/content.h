/* What a result file holds, as one digest. Include after <cmocka.h>. */
#ifndef RESULT_CONTENT_H
#define RESULT_CONTENT_H

#include "io/hdf5/hdf5_read.h"
#include "io/result/result_checksum.h"

static inline struct digest content_of(const char *path)
{
    hid_t file;
    struct digest content;
    struct message message;
    assert_int_equal(hdf5_open(path, &file, &message), STATUS_OK);
    assert_int_equal(result_checksum(file, &content, &message), STATUS_OK);
    hdf5_drop(file);
    return content;
}

#endif
