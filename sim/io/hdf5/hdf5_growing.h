/* Datasets that grow along their first dimension, a few rows at a time.
 *
 * Rows wait in memory until a chunk is full and then go into the file together, so that HDF5 is called once for
 * thousands of rows and deflates every chunk once.
 */
#ifndef IO_HDF5_GROWING_H
#define IO_HDF5_GROWING_H

#include "base/digest.h"
#include "io/hdf5/hdf5_tools.h"

enum { GROWING_RANK_MOST = 3 };

struct growing {
    hid_t dataset;
    hid_t memory; /* the type of the values given; a predefined one, never closed */
    size_t row_bytes;
    int rank;
    hsize_t shape[GROWING_RANK_MOST]; /* of a row: [1] and further; [0] is not used */
    hsize_t chunk[GROWING_RANK_MOST];
    int64_t written; /* rows in the file */
    int64_t waiting; /* rows in memory */
    char *buffer;    /* [chunk[0]][row_bytes]; NULL where a chunk is one row, which goes straight into the file */
    struct digester *digester; /* of the rows in the file */
};

/* What a new growing dataset is like. */
struct growing_form {
    hid_t type, memory; /* in the file; of the values given */
    int rank;
    hsize_t shape[GROWING_RANK_MOST], chunk[GROWING_RANK_MOST];
};

/* Creates the dataset without rows. On an error nothing is left allocated and growing->dataset is -1.
 * STATUS_WRITE, STATUS_MEMORY. */
MUST_USE enum status growing_create(
    struct growing *growing, hid_t group, const char *name, const struct growing_form *form, struct message *message);

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

/* Copies the rows of `source` into `target`, still empty, chunk by chunk as they are, deflated. The file of `source`
 * must have been flushed with no row waiting. STATUS_INVARIANT: the two differ in type, shape or chunks; STATUS_READ,
 * STATUS_WRITE, STATUS_MEMORY. */
MUST_USE enum status growing_copy(struct growing *target, const struct growing *source, struct message *message);

#endif
