/* Datasets that grow along their first dimension, a few rows at a time.
 *
 *     growing_begin(&growing, &form)                   no dataset yet: rows wait in memory, as many as there are
 *     growing_place(&growing, group, name, &message)   from here on a chunk of them waits, and goes into the file full
 *
 * so that HDF5 is called once for thousands of rows, and every full chunk is deflated once. Once all rows are known,
 * growing_fit and growing_copy make a dataset of their number of them, in another file.
 */
#ifndef IO_HDF5_GROWING_H
#define IO_HDF5_GROWING_H

#include "base/digest.h"
#include "io/hdf5/hdf5_tools.h"
#include "io/hdf5/packer.h"

enum { GROWING_RANK_MOST = 3 };

struct growing {
    hid_t dataset;         /* -1: there is none, and all rows wait */
    hid_t type, memory;    /* in the file, and of the values given; never closed */
    struct packer *packer; /* of all that is written by turns; borrowed */
    bool packed;           /* in chunks of our own packing */
    size_t row_bytes;
    int rank;
    hsize_t shape[GROWING_RANK_MOST]; /* of a row: [1] and further; [0] is not used */
    hsize_t chunk[GROWING_RANK_MOST];
    int64_t written;           /* rows in the file */
    int64_t waiting;           /* rows that are in memory only */
    int64_t held;              /* rows in memory: those, and before them what the file has of the same chunk */
    int64_t room;              /* for rows in memory; where a chunk is one row, it goes straight into the file */
    char *buffer;              /* [room][row_bytes] */
    struct digester *digester; /* of the rows in the file; NULL in a copy */
};

/* What a new growing dataset is like. */
struct growing_form {
    hid_t type, memory;    /* in the file; of the values given */
    struct packer *packer; /* to be there as long as anything is written; NULL: HDF5 packs, as it must what is text */
    int rank;
    hsize_t shape[GROWING_RANK_MOST], chunk[GROWING_RANK_MOST];
};

/* Begins without a dataset. */
void growing_begin(struct growing *growing, const struct growing_form *form);

/* Creates the dataset that grows; what waits is to be written out before anything is appended. STATUS_WRITE,
 * STATUS_MEMORY. */
MUST_USE enum status growing_place(struct growing *growing, hid_t group, const char *name, struct message *message);

/* Both. On an error nothing is left allocated. */
MUST_USE enum status growing_create(
    struct growing *growing, hid_t group, const char *name, const struct growing_form *form, struct message *message);

/* Creates the dataset that is to have `rows` rows, all of them by growing_copy. STATUS_WRITE. */
MUST_USE enum status growing_fit(
    struct growing *growing, hid_t group, const char *name, int64_t rows, struct message *message);

/* All rows, in the file or not. */
int64_t growing_rows(const struct growing *growing);

/* Frees the memory and touches no file: the handle goes when the file is closed. */
void growing_free(struct growing *growing);

/* Adds `count` rows, the first at `rows`, each `stride` bytes after the one before. */
MUST_USE enum status growing_append(
    struct growing *growing, const void *rows, size_t stride, int64_t count, struct message *message);

/* Puts the rows that wait into the file. */
MUST_USE enum status growing_write_out(struct growing *growing, struct message *message);

/* The digest of all the rows in the file, one that growing_copy filled excepted. */
struct digest growing_digest(const struct growing *growing);

/* Appends the first `rows` rows of the dataset of the same name in another file. STATUS_READ, STATUS_DAMAGED (it has
 * fewer), STATUS_WRITE, STATUS_MEMORY. */
MUST_USE enum status growing_restore(struct growing *growing, hid_t file, int64_t rows, struct message *message);

/* The path in its file, by value. */
struct growing_name {
    char text[128];
};
struct growing_name growing_name(const struct growing *growing);

/* Puts the rows of `source` into `target`, which was made to fit them: where there are several chunks in a file, as
 * they are, deflated. That file must have been flushed with no row waiting. STATUS_INVARIANT: the two differ in type or
 * shape; STATUS_READ, STATUS_WRITE, STATUS_MEMORY. */
MUST_USE enum status growing_copy(struct growing *target, const struct growing *source, struct message *message);

#endif
