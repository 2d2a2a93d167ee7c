/* HDF5 as this program uses it.
 *
 * Small helpers around the library, so that a file comes out the same everywhere and opens, with names, units and
 * coordinates, in h5py, xarray (both engines), netCDF, R and a browser:
 *
 *  - the oldest form that can hold it (superblock 0, B-trees of the first kind), as readers of their own know no other;
 *    a file that is read while it is written needs libver V110; no times of objects; creation order kept for links and
 *    attributes;
 *  - text is variable-length UTF-8: fixed-length text in a dataset, of any character set and padding, crashes netCDF
 *    4.9.0, and with it ncdump, R's ncdf4 and xarray. HDF5 in turn may crash on variable-length text in a damaged
 *    file, so what is not trusted is read by hdf5_apart.h;
 *  - every dimension has a dimension scale, in the group of the variables on it or above;
 *  - what is large is chunked, shuffled and deflated (level 1).
 *
 * HDF5's own error printing is off. What HDF5 refuses comes back as STATUS_WRITE or STATUS_READ, the message saying
 * what was tried and why it failed. A handle is an `hid_t`; a negative one stands for none. Functions that make a
 * handle set it to -1 on an error. Growing datasets are in hdf5_growing.h, reading in hdf5_read.h.
 */
#ifndef IO_HDF5_TOOLS_H
#define IO_HDF5_TOOLS_H

#include <hdf5.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/array.h"
#include "base/status.h"

/* Before anything else of HDF5, types included; what opens or creates a file does it too. */
void hdf5_begin(void);

/* A new file; what was at `path` is gone. HDF5 takes no lock of its own: the caller holds what is needed. */
MUST_USE enum status hdf5_create(const char *path, hid_t *file, struct message *message);

/* The same for one that is to be read while it is written, in SWMR mode. */
MUST_USE enum status hdf5_create_part(const char *path, hid_t *file, struct message *message);

/* An existing file, for reading; file systems without locks are fine. STATUS_READ says why not, STATUS_INPUT that it is
 * not there. */
MUST_USE enum status hdf5_open(const char *path, hid_t *file, struct message *message);

/* The same for one that somebody writes in SWMR mode, or was writing when it was killed. */
MUST_USE enum status hdf5_open_part(const char *path, hid_t *file, struct message *message);

/* Closes a file and every handle into it. STATUS_WRITE: it could not be completed. */
MUST_USE enum status hdf5_close(hid_t file, struct message *message);

/* Closes any handle that nothing was written through; a negative one is fine, and so is H5P_DEFAULT. */
void hdf5_drop(hid_t handle);

/* Closes what was written through, which may be when it reaches the file. Returns `status`, or, where that is
 * STATUS_OK, how closing went: STATUS_WRITE with a message that says `name`. */
MUST_USE enum status hdf5_end(enum status status, hid_t handle, const char *name, struct message *message);

/* Sets the message to "DOING NAME: why", with the reason of the last HDF5 call, which must be the one that failed, and
 * returns `status`. */
enum status hdf5_refused(struct message *message, enum status status, const char *doing, const char *name);

/* The type of all text, as a handle of the caller's. */
hid_t hdf5_text_type(void);

MUST_USE enum status hdf5_group(hid_t parent, const char *name, hid_t *group, struct message *message);

/* Attributes: text, one small number, several. */
MUST_USE enum status hdf5_attribute_text(hid_t object, const char *name, const char *text, struct message *message);
MUST_USE enum status hdf5_attribute_number(hid_t object, const char *name, int8_t value, struct message *message);
MUST_USE enum status hdf5_attribute_numbers(
    hid_t object, const char *name, hid_t type, const int8_t *values, int64_t count, struct message *message);

/* `units` and `long_name`, as CF calls them; an empty or NULL one is left out. */
MUST_USE enum status hdf5_describe(hid_t dataset, const char *unit, const char *sentence, struct message *message);

/* `flag_values` and `flag_meanings` of a dataset of type `type` that is 0 where something is false, and 1 where it is
 * true. */
MUST_USE enum status hdf5_describe_flag(hid_t dataset, hid_t type, struct message *message);

/* So many values of a dataset are stored together, and compressed together, at most. */
enum { HDF5_CHUNK_VALUES = 1 << 15 };

/* What is put into a dataset: `type` is its type in the file (say H5T_STD_I64LE), `memory` that of the values given. */
struct hdf5_values {
    hid_t type, memory;
    const void *values;
};

/* A dataset of one value. Its place in the file is fixed at once, so that hdf5_rewrite changes nothing else. */
MUST_USE enum status hdf5_scalar(
    hid_t group, const char *name, struct hdf5_values value, hid_t *dataset, struct message *message);
MUST_USE enum status hdf5_rewrite(hid_t dataset, hid_t memory, const void *value, struct message *message);

/* A dataset of `count` values along one dimension. */
MUST_USE enum status hdf5_vector(
    hid_t group, const char *name, struct hdf5_values values, int64_t count, hid_t *dataset, struct message *message);

/* The same with text. */
MUST_USE enum status hdf5_scalar_text(
    hid_t group, const char *name, const char *text, hid_t *dataset, struct message *message);
MUST_USE enum status hdf5_vector_text(
    hid_t group, const char *name, const char *const *text, int64_t count, hid_t *dataset, struct message *message);

/* A dimension scale, and what has been put on it: either end names the other, the scale all of them in one attribute,
 * which H5DSattach_scale would write anew for each. */
struct hdf5_scale {
    hid_t dataset;
    struct ARRAY_OF(struct hdf5_user) users;
};
struct hdf5_user {
    hobj_ref_t dataset;
    int32_t dimension, nothing; /* the bytes go into the file as they are: none is left to chance */
};

/* Makes `dataset` the dimension scale `name`, with nothing on it. */
MUST_USE enum status hdf5_scale_begin(
    struct hdf5_scale *scale, hid_t dataset, const char *name, struct message *message);

/* Puts a dataset of `rank` dimensions on as many scales. STATUS_WRITE, STATUS_MEMORY. */
MUST_USE enum status hdf5_scale_use(
    hid_t dataset, int rank, struct hdf5_scale *const scales[], struct message *message);

/* Writes what is on the scale, unless `status` says that something failed before, and frees that list in any case; the
 * handle stays. Returns the first status that is not STATUS_OK. */
MUST_USE enum status hdf5_scale_end(enum status status, struct hdf5_scale *scale, struct message *message);

/* A property list for reading and writing: HDF5 converts what needs it (all text does) in a buffer of 1 MiB, new and
 * cleared for each call, unless told that a small one will do. H5P_DEFAULT between two types that need no conversion.
 */
hid_t hdf5_transfer_properties(void);
hid_t hdf5_transfer_between(hid_t type, hid_t memory);

/* A property list for a new dataset: no times, attributes in order; chunked and deflated if chunk[rank] is given. */
hid_t hdf5_dataset_properties(int rank, const hsize_t chunk[]);

/* What is no larger than a page lies in the file as it is: a chunk, its index and its filters would cost more. */
enum { HDF5_PAGE_BYTES = 1 << 12 };

#endif
