/* Reading from HDF5 what one expects to find there.
 *
 * Every function takes the path of a dataset below `location`. STATUS_DAMAGED: it is not there, is not of the shape
 * that was asked for, or says that it is larger than what is stored of it can be; STATUS_READ: HDF5 could not read it;
 * STATUS_MEMORY.
 */
#ifndef IO_HDF5_READ_H
#define IO_HDF5_READ_H

#include "io/hdf5/hdf5_tools.h"

/* Whether there is an object at the path. */
bool hdf5_has(hid_t location, const char *path);

/* Whether what is stored of a dataset can hold as much as its extent says: nothing that we write is deflated to less
 * than a thousandth. So no reader waits or asks for memory in vain. */
bool hdf5_backed(hid_t dataset);

/* Values along the only dimension of a dataset; 1 for a scalar, -1 if there is no such dataset. */
int64_t hdf5_length(hid_t location, const char *path);

/* One number, converted to `memory`. */
MUST_USE enum status hdf5_read_scalar(
    hid_t location, const char *path, hid_t memory, void *value, struct message *message);

/* One piece of text, to be freed. */
MUST_USE enum status hdf5_read_text(hid_t location, const char *path, char **text, struct message *message);

/* Values [first, first + count) of an open dataset with one dimension. */
MUST_USE enum status hdf5_read_rows(
    hid_t dataset, hid_t memory, int64_t first, int64_t count, void *values, struct message *message);

/* A whole dataset of one dimension that is to have `count` values; *values to be freed. */
MUST_USE enum status hdf5_read_vector(
    hid_t location, const char *path, hid_t memory, int64_t count, void **values, struct message *message);
/* Texts too are each to be freed. */
MUST_USE enum status hdf5_read_texts(
    hid_t location, const char *path, int64_t count, char ***texts, struct message *message);

/* Attributes of the object at `path` ("." for `location` itself). */
MUST_USE enum status hdf5_read_attribute_text(
    hid_t location, const char *path, const char *name, char **text, struct message *message);
MUST_USE enum status hdf5_read_attribute_number(
    hid_t location, const char *path, const char *name, int64_t *value, struct message *message);

#endif
