#include "io/result_checksum.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/hdf5_tools.h"

enum { RANK_MOST = 8, PATH_MOST = 512, NAME_MOST = 256, SLAB_BYTES = 1 << 20 };

/* Attributes that hold places in the file, which are not content. */
static const char *const places[] = {"DIMENSION_LIST", "REFERENCE_LIST"};

static const char *const left_out[] = {"/run/environment", "/run/checksum", "/run/complete"};

static bool is_among(const char *name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(name, names[i]) == 0) return true;
    return false;
}

#define IS_AMONG(name, names) is_among(name, names, sizeof names / sizeof *names)

static void add_text(struct digester *digester, const char *text)
{
    digester_add(digester, text ? text : "", (text ? strlen(text) : 0) + 1);
}

/* `count` values as they were read: numbers as they are in the file, little-endian; text as its bytes. */
static void add_values(struct digester *digester, hid_t type, const void *values, hsize_t count)
{
    if (H5Tis_variable_str(type) > 0)
        for (hsize_t i = 0; i < count; i++) add_text(digester, ((char *const *)values)[i]);
    else
        digester_add(digester, values, count * H5Tget_size(type));
}

/* What there is to read: a dataset's or an attribute's type and shape. */
struct shape {
    hid_t type, space;
    int rank;
    hsize_t extent[RANK_MOST];
    hsize_t row_length, rows; /* a row: everything but the first dimension */
};

static bool shape_open(struct shape *shape, hid_t type, hid_t space)
{
    *shape = (struct shape){.type = type, .space = space, .row_length = 1, .rows = 1};
    if (type < 0 || space < 0) return false;
    shape->rank = H5Sget_simple_extent_ndims(space);
    if (shape->rank < 0 || shape->rank > RANK_MOST) return false;
    H5Sget_simple_extent_dims(space, shape->extent, NULL);
    if (shape->rank > 0) shape->rows = shape->extent[0];
    for (int i = 1; i < shape->rank; i++) shape->row_length *= shape->extent[i];
    return true;
}

static void shape_close(struct shape *shape)
{
    hdf5_drop(shape->type);
    hdf5_drop(shape->space);
}

/* Name, type and shape; every number as 64 bits, little-endian as all machines are that this runs on. */
static void add_heading(struct digester *digester, const char *name, const struct shape *shape)
{
    uint64_t numbers[3] = {
        (uint64_t)H5Tget_class(shape->type), (uint64_t)H5Tget_size(shape->type), (uint64_t)shape->rank};
    add_text(digester, name);
    if (H5Tis_variable_str(shape->type) > 0) numbers[1] = 0; /* the size of a pointer is no property of the file */
    digester_add(digester, numbers, sizeof numbers);
    digester_add(digester, shape->extent, (size_t)shape->rank * sizeof *shape->extent);
}

static enum status add_attribute(struct digester *digester, hid_t attribute, const char *name, struct message *message)
{
    struct shape shape;
    enum status status = STATUS_OK;
    void *values = NULL;
    if (!shape_open(&shape, H5Aget_type(attribute), H5Aget_space(attribute)))
        status = hdf5_refused(message, STATUS_READ, "cannot read attribute", name);
    else if (!(values = calloc(shape.rows * shape.row_length + 1, H5Tget_size(shape.type))))
        status = message_set(message, STATUS_MEMORY, "no memory to read attribute %s", name);
    else if (H5Aread(attribute, shape.type, values) < 0)
        status = hdf5_refused(message, STATUS_READ, "cannot read attribute", name);
    if (!status) {
        add_heading(digester, name, &shape);
        add_values(digester, shape.type, values, shape.rows * shape.row_length);
        H5Dvlen_reclaim(shape.type, shape.space, H5P_DEFAULT, values);
    }
    free(values);
    shape_close(&shape);
    return status;
}

static enum status add_attributes(struct digester *digester, hid_t object, struct message *message)
{
    H5O_info_t info;
    char name[NAME_MOST];
    if (H5Oget_info2(object, &info, H5O_INFO_NUM_ATTRS) < 0)
        return hdf5_refused(message, STATUS_READ, "cannot read", "attributes");
    enum status status = STATUS_OK;
    for (hsize_t i = 0; i < info.num_attrs && !status; i++) {
        hid_t attribute =
            H5Aopen_by_idx(object, ".", H5_INDEX_NAME, H5_ITER_INC, i, H5P_DEFAULT, H5P_DEFAULT);
        if (attribute < 0 || H5Aget_name(attribute, sizeof name, name) < 0)
            status = hdf5_refused(message, STATUS_READ, "cannot read", "an attribute");
        else if (!IS_AMONG(name, places))
            status = add_attribute(digester, attribute, name, message);
        hdf5_drop(attribute);
    }
    return status;
}

/* Reads rows [first, first + count) into `values`. */
static bool read_slab(
    hid_t dataset, const struct shape *shape, hsize_t first, hsize_t count, hid_t transfer, void *values)
{
    if (shape->rank == 0) return H5Dread(dataset, shape->type, H5S_ALL, H5S_ALL, transfer, values) >= 0;
    hsize_t start[RANK_MOST] = {first}, extent[RANK_MOST];
    memcpy(extent, shape->extent, sizeof extent);
    extent[0] = count;
    hid_t memory = H5Screate_simple(shape->rank, extent, NULL);
    bool good = H5Sselect_hyperslab(shape->space, H5S_SELECT_SET, start, NULL, extent, NULL) >= 0 &&
                H5Dread(dataset, shape->type, memory, shape->space, transfer, values) >= 0;
    if (good) hdf5_drop(memory);
    return good;
}

/* Frees what HDF5 allocated for text. */
static void reclaim(const struct shape *shape, hsize_t count, void *values)
{
    if (H5Tis_variable_str(shape->type) <= 0) return;
    hid_t space = H5Screate_simple(1, &count, NULL);
    H5Dvlen_reclaim(shape->type, space, H5P_DEFAULT, values);
    hdf5_drop(space);
}

static enum status add_rows(
    struct digester *digester, hid_t dataset, const struct shape *shape, const char *path, struct message *message)
{
    hsize_t row_bytes = shape->row_length * H5Tget_size(shape->type);
    hsize_t slab = row_bytes > 0 && row_bytes < SLAB_BYTES ? SLAB_BYTES / row_bytes : 1;
    if (slab > shape->rows) slab = shape->rows;
    void *values = malloc(slab * row_bytes + 1);
    if (!values) return message_set(message, STATUS_MEMORY, "no memory to read %s", path);
    hid_t transfer = hdf5_transfer_properties();
    enum status status = STATUS_OK;
    for (hsize_t first = 0; first < shape->rows && row_bytes > 0 && !status; first += slab) {
        hsize_t count = shape->rows - first < slab ? shape->rows - first : slab;
        if (read_slab(dataset, shape, first, count, transfer, values)) {
            add_values(digester, shape->type, values, count * shape->row_length);
            reclaim(shape, count * shape->row_length, values);
        } else {
            status = hdf5_refused(message, STATUS_READ, "cannot read", path);
        }
    }
    hdf5_drop(transfer);
    free(values);
    return status;
}

static enum status add_dataset(struct digester *digester, hid_t dataset, const char *path, struct message *message)
{
    struct shape shape;
    enum status status = STATUS_OK;
    if (!shape_open(&shape, H5Dget_type(dataset), H5Dget_space(dataset)))
        status = hdf5_refused(message, STATUS_READ, "cannot read", path);
    if (!status) {
        add_heading(digester, path, &shape);
        status = add_rows(digester, dataset, &shape, path, message);
    }
    shape_close(&shape);
    return status;
}

static enum status add_object(struct digester *digester, hid_t object, const char *path, struct message *message);

static enum status add_group(struct digester *digester, hid_t group, const char *path, struct message *message)
{
    H5G_info_t info;
    char name[NAME_MOST], below[PATH_MOST];
    if (H5Gget_info(group, &info) < 0) return hdf5_refused(message, STATUS_READ, "cannot read", path);
    add_text(digester, path);
    enum status status = STATUS_OK;
    for (hsize_t i = 0; i < info.nlinks && !status; i++) {
        if (H5Lget_name_by_idx(group, ".", H5_INDEX_NAME, H5_ITER_INC, i, name, sizeof name, H5P_DEFAULT) < 0)
            return hdf5_refused(message, STATUS_READ, "cannot read", path);
        snprintf(below, sizeof below, "%s/%s", path, name);
        if (IS_AMONG(below, left_out)) continue;
        hid_t object = H5Oopen(group, name, H5P_DEFAULT);
        status = object < 0 ? hdf5_refused(message, STATUS_READ, "cannot read", below)
                            : add_object(digester, object, below, message);
        hdf5_drop(object);
    }
    return status;
}

static enum status add_object(struct digester *digester, hid_t object, const char *path, struct message *message)
{
    bool group = H5Iget_type(object) == H5I_GROUP;
    enum status status =
        group ? add_group(digester, object, path, message) : add_dataset(digester, object, path, message);
    return status ? status : add_attributes(digester, object, message);
}

enum status result_checksum(hid_t file, struct digest *checksum, struct message *message)
{
    struct digester *digester = digester_new();
    if (!digester) return message_set(message, STATUS_MEMORY, "no memory for a checksum");
    hid_t root = H5Gopen2(file, "/", H5P_DEFAULT);
    enum status status = add_object(digester, root, "", message);
    if (!status) *checksum = digester_result(digester);
    hdf5_drop(root);
    digester_free(digester);
    return status;
}
