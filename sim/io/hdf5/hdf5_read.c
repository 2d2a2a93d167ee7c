#include "io/hdf5/hdf5_read.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static enum status missing(struct message *message, const char *path)
{
    return message_set(message, STATUS_DAMAGED, "%s is not there, or is not what it should be", path);
}

bool hdf5_has(hid_t location, const char *path)
{
    char part[256];
    for (size_t length = 0; length < sizeof part - 1; length++) {
        if (path[length] == '/' || path[length] == '\0') {
            part[length] = '\0';
            if (length > 0 && H5Lexists(location, part, H5P_DEFAULT) <= 0) return false;
            if (path[length] == '\0') return true;
        }
        part[length] = path[length];
    }
    return false;
}

enum { DEFLATED_MOST = 1032 }; /* times smaller, by the format of deflate */

/* How many bytes a dataset says that it has; in floating point, because a damaged extent may be of any size. */
static double stated_bytes(hid_t dataset)
{
    hsize_t extent[H5S_MAX_RANK];
    hid_t space = H5Dget_space(dataset), type = H5Dget_type(dataset);
    int rank = H5Sget_simple_extent_dims(space, extent, NULL);
    double bytes = (double)H5Tget_size(type);
    for (int i = 0; i < rank; i++) bytes *= (double)extent[i];
    hdf5_drop(space);
    hdf5_drop(type);
    return rank < 0 ? INFINITY : bytes;
}

bool hdf5_backed(hid_t dataset)
{
    hsize_t file_bytes = 0;
    hid_t file = H5Iget_file_id(dataset);
    bool known = H5Fget_filesize(file, &file_bytes) >= 0;
    hsize_t stored = H5Dget_storage_size(dataset);
    H5Fclose(file);
    return known && stored <= file_bytes && stated_bytes(dataset) <= DEFLATED_MOST * (double)stored;
}

static int64_t length_of(hid_t dataset)
{
    if (!hdf5_backed(dataset)) return -1;
    hsize_t extent = 0;
    hid_t space = H5Dget_space(dataset);
    int rank = H5Sget_simple_extent_ndims(space);
    if (rank == 1) H5Sget_simple_extent_dims(space, &extent, NULL);
    hdf5_drop(space);
    if (rank == 0) return 1;
    return rank == 1 ? (int64_t)extent : -1;
}

/* The dataset at `path`, of `count` values; -1 if it is not so. */
static hid_t open_dataset(hid_t location, const char *path, int64_t count)
{
    if (!hdf5_has(location, path)) return -1;
    hid_t dataset = H5Dopen2(location, path, H5P_DEFAULT);
    if (dataset >= 0 && length_of(dataset) == count) return dataset;
    hdf5_drop(dataset);
    return -1;
}

int64_t hdf5_length(hid_t location, const char *path)
{
    if (!hdf5_has(location, path)) return -1;
    hid_t dataset = H5Dopen2(location, path, H5P_DEFAULT);
    int64_t length = dataset < 0 ? -1 : length_of(dataset);
    hdf5_drop(dataset);
    return length;
}

enum status hdf5_read_scalar(hid_t location, const char *path, hid_t memory, void *value, struct message *message)
{
    hid_t dataset = open_dataset(location, path, 1);
    if (dataset < 0) return missing(message, path);
    hid_t transfer = hdf5_transfer_properties();
    bool good = H5Dread(dataset, memory, H5S_ALL, H5S_ALL, transfer, value) >= 0;
    enum status status = good ? STATUS_OK : hdf5_refused(message, STATUS_READ, "cannot read", path);
    hdf5_drop(transfer);
    hdf5_drop(dataset);
    return status;
}

enum status hdf5_read_rows(
    hid_t dataset, hid_t memory, int64_t first, int64_t count, void *values, struct message *message)
{
    hsize_t start = (hsize_t)first, extent = (hsize_t)count;
    hid_t file_space = H5Dget_space(dataset), memory_space = H5Screate_simple(1, &extent, NULL);
    hid_t transfer = hdf5_transfer_properties();
    bool good = H5Sselect_hyperslab(file_space, H5S_SELECT_SET, &start, NULL, &extent, NULL) >= 0 &&
                H5Dread(dataset, memory, memory_space, file_space, transfer, values) >= 0;
    enum status status = good ? STATUS_OK : hdf5_refused(message, STATUS_READ, "cannot read", "rows");
    hdf5_drop(file_space);
    hdf5_drop(memory_space);
    hdf5_drop(transfer);
    return status;
}

enum status hdf5_read_vector(
    hid_t location, const char *path, hid_t memory, int64_t count, void **values, struct message *message)
{
    *values = NULL;
    hid_t dataset = open_dataset(location, path, count);
    if (dataset < 0) return missing(message, path);
    enum status status = STATUS_OK;
    *values = calloc((size_t)count + 1, H5Tget_size(memory));
    if (!*values)
        status = message_no_memory(message, "to read %s", path);
    else if (count > 0)
        status = hdf5_read_rows(dataset, memory, 0, count, *values, message);
    if (status != STATUS_OK) {
        free(*values);
        *values = NULL;
    }
    hdf5_drop(dataset);
    return status;
}

/* HDF5's NULL for an empty text, made a text. */
static enum status settled(char **text, const char *path, struct message *message)
{
    if (!*text) *text = calloc(1, 1);
    return *text ? STATUS_OK : message_no_memory(message, "to read %s", path);
}

static void free_texts(char **texts, int64_t count)
{
    for (int64_t i = 0; i < count; i++) free(texts[i]);
    free(texts);
}

/* HDF5 allocates text by malloc (no other allocator is set), so that free is right for each. */
enum status hdf5_read_texts(hid_t location, const char *path, int64_t count, char ***texts, struct message *message)
{
    hid_t type = hdf5_text_type();
    enum status status = hdf5_read_vector(location, path, type, count, (void **)texts, message);
    hdf5_drop(type);
    if (status != STATUS_OK) return status;
    for (int64_t i = 0; i < count && status == STATUS_OK; i++) status = settled(&(*texts)[i], path, message);
    if (status != STATUS_OK) {
        free_texts(*texts, count);
        *texts = NULL;
    }
    return status;
}

enum status hdf5_read_text(hid_t location, const char *path, char **text, struct message *message)
{
    hid_t type = hdf5_text_type();
    *text = NULL;
    enum status status = hdf5_read_scalar(location, path, type, text, message);
    hdf5_drop(type);
    return status == STATUS_OK ? settled(text, path, message) : status;
}

/* ---- attributes ---- */

static enum status read_attribute(
    hid_t location, const char *path, const char *name, hid_t memory, void *value, struct message *message)
{
    hid_t attribute = -1;
    if (H5Aexists_by_name(location, path, name, H5P_DEFAULT) > 0)
        attribute = H5Aopen_by_name(location, path, name, H5P_DEFAULT, H5P_DEFAULT);
    if (attribute < 0) return missing(message, name);
    hid_t space = H5Aget_space(attribute);
    enum status status = STATUS_OK;
    if (H5Sget_simple_extent_npoints(space) != 1)
        status = missing(message, name);
    else if (H5Aread(attribute, memory, value) < 0)
        status = hdf5_refused(message, STATUS_READ, "cannot read attribute", name);
    hdf5_drop(space);
    hdf5_drop(attribute);
    return status;
}

enum status hdf5_read_attribute_text(
    hid_t location, const char *path, const char *name, char **text, struct message *message)
{
    hid_t type = hdf5_text_type();
    *text = NULL;
    enum status status = read_attribute(location, path, name, type, text, message);
    hdf5_drop(type);
    return status == STATUS_OK ? settled(text, name, message) : status;
}

enum status hdf5_read_attribute_number(
    hid_t location, const char *path, const char *name, int64_t *value, struct message *message)
{
    return read_attribute(location, path, name, H5T_NATIVE_INT64, value, message);
}
