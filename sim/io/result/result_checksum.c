#include "io/result/result_checksum.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/order.h"
#include "base/shell.h"
#include "io/hdf5/hdf5_read.h"
#include "io/result/result_reader.h"

enum { RANK_MOST = 8, PATH_MOST = 512, NAME_MOST = 96, SLAB_BYTES = 1 << 20, ATTRIBUTE_VALUES_MOST = 1 << 16 };

/* Attributes that are not content: places in the file, and the checksum of a study's. */
static const char *const no_content[] = {"DIMENSION_LIST", "REFERENCE_LIST", CHECKSUM_ATTRIBUTE};

/* What differs from run to run. It is read all the same, as it must be possible, and not summed. */
static const char *const left_out[] = {"/run/environment", "/run/checksum", "/run/complete"};

static bool is_among(const char *name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(name, names[i]) == 0) return true;
    return false;
}

#define IS_AMONG(name, names) is_among(name, names, sizeof names / sizeof *names)

/* A checksum under way, with the one place into which everything is read. */
struct summing {
    struct digester *digester, *aside; /* aside: for what is left out */
    hid_t transfer;
    char *values; /* [room] */
    int64_t room;
};

/* Room for `count` values of `size` bytes, cleared, so that a text that cannot be read is none. */
static enum status make_room(
    struct summing *summing, hsize_t count, size_t size, const char *name, struct message *message)
{
    int64_t bytes = (int64_t)(count * size);
    if (!array_grow((void **)&summing->values, &summing->room, bytes, 1))
        return message_no_memory(message, "to read %s", name);
    if (bytes > 0) memset(summing->values, 0, (size_t)bytes);
    return STATUS_OK;
}

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

/* Frees text, for which HDF5 has malloc (no other allocator is set). */
static void free_values(hid_t type, void *values, hsize_t count)
{
    if (H5Tis_variable_str(type) > 0)
        for (hsize_t i = 0; i < count; i++) free(((char **)values)[i]);
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

static enum status add_attribute(struct summing *summing, hid_t attribute, const char *name, struct message *message)
{
    struct shape shape;
    enum status status = STATUS_OK;
    if (!shape_open(&shape, H5Aget_type(attribute), H5Aget_space(attribute)))
        status = hdf5_refused(message, STATUS_READ, "cannot read attribute", name);
    hsize_t count = shape.rows * shape.row_length;
    if (status == STATUS_OK && (shape.rank > 1 || count > ATTRIBUTE_VALUES_MOST))
        status = message_set(message, STATUS_DAMAGED, "attribute %s is not what it should be", name);
    if (status == STATUS_OK) status = make_room(summing, count, H5Tget_size(shape.type), name, message);
    if (status == STATUS_OK && H5Aread(attribute, shape.type, summing->values) < 0)
        status = hdf5_refused(message, STATUS_READ, "cannot read attribute", name);
    if (status == STATUS_OK) {
        add_heading(summing->digester, name, &shape);
        add_values(summing->digester, shape.type, summing->values, count);
        free_values(shape.type, summing->values, count);
    }
    shape_close(&shape);
    return status;
}

struct name {
    char text[NAME_MOST];
};
struct names ARRAY_OF(struct name);

/* Names on their way out of HDF5, which cannot tell why one of our calls failed. */
struct taking {
    struct names *names;
    bool no_memory;
};

static herr_t take_name(struct taking *taking, const char *text)
{
    struct name name = {""};
    if (strlen(text) >= sizeof name.text) return -1; /* it is none of ours */
    strcpy(name.text, text);
    taking->no_memory = !array_push(taking->names, name);
    return taking->no_memory ? -1 : 0;
}

static herr_t take_link(hid_t group, const char *text, const H5L_info_t *info, void *context)
{
    (void)group, (void)info;
    return take_name(context, text);
}

static herr_t take_attribute(hid_t object, const char *text, const H5A_info_t *info, void *context)
{
    (void)object, (void)info;
    return take_name(context, text);
}

ORDER(by_text, struct name, ORDER_AS(strcmp(x->text, y->text)))

/* The attributes that an object lists in the order in which they were made; they are opened by their names, so that
 * both its indices are read, as other readers read one or the other. */
static enum status attributes_read(struct names *names, hid_t object, struct message *message)
{
    struct taking taking = {names, false};
    H5O_info_t info;
    enum status status = STATUS_OK;
    *names = (struct names){0};
    if (H5Oget_info2(object, &info, H5O_INFO_ALL) < 0 ||
        H5Aiterate2(object, H5_INDEX_CRT_ORDER, H5_ITER_NATIVE, NULL, take_attribute, &taking) < 0)
        status = taking.no_memory ? message_no_memory(message, "to read attributes")
                                  : hdf5_refused(message, STATUS_READ, "cannot read", "attributes");
    else if ((hsize_t)names->count != info.num_attrs)
        status = message_set(message, STATUS_DAMAGED, "attributes are missing");
    order_items(names->items, names->count, by_text);
    return status;
}

static enum status add_attributes(struct summing *summing, hid_t object, struct message *message)
{
    struct names names;
    enum status status = attributes_read(&names, object, message);
    for (int64_t i = 0; i < names.count && status == STATUS_OK; i++) {
        const char *name = names.items[i].text;
        if (IS_AMONG(name, no_content)) continue;
        hid_t attribute = H5Aopen(object, name, H5P_DEFAULT);
        if (attribute < 0)
            status = hdf5_refused(message, STATUS_READ, "cannot read attribute", name);
        else
            status = add_attribute(summing, attribute, name, message);
        hdf5_drop(attribute);
    }
    array_free(&names);
    return status;
}

/* Reads rows [first, first + count). */
static enum status read_slab(struct summing *summing, hid_t dataset, const struct shape *shape, hsize_t first,
    hsize_t count, const char *path, struct message *message)
{
    const bool whole = shape->rank == 0 || count == shape->rows;
    hsize_t start[RANK_MOST] = {first}, extent[RANK_MOST];
    memcpy(extent, shape->extent, sizeof extent);
    extent[0] = count;
    hid_t memory = whole ? H5S_ALL : H5Screate_simple(shape->rank, extent, NULL), file = whole ? H5S_ALL : shape->space;
    bool good = (whole || H5Sselect_hyperslab(file, H5S_SELECT_SET, start, NULL, extent, NULL) >= 0) &&
                H5Dread(dataset, shape->type, memory, file, summing->transfer, summing->values) >= 0;
    enum status status = good ? STATUS_OK : hdf5_refused(message, STATUS_READ, "cannot read", path);
    hdf5_drop(memory);
    return status;
}

static enum status add_rows(
    struct summing *summing, hid_t dataset, const struct shape *shape, const char *path, struct message *message)
{
    const size_t row_bytes = shape->row_length * H5Tget_size(shape->type);
    hsize_t slab = row_bytes > 0 && row_bytes < SLAB_BYTES ? SLAB_BYTES / row_bytes : 1;
    if (slab > shape->rows) slab = shape->rows;
    enum status status = make_room(summing, slab, row_bytes, path, message);
    for (hsize_t first = 0; first < shape->rows && row_bytes > 0 && status == STATUS_OK; first += slab) {
        hsize_t count = shape->rows - first < slab ? shape->rows - first : slab;
        status = read_slab(summing, dataset, shape, first, count, path, message);
        if (status != STATUS_OK) continue;
        add_values(summing->digester, shape->type, summing->values, count * shape->row_length);
        free_values(shape->type, summing->values, count * shape->row_length);
    }
    return status;
}

static enum status add_dataset(struct summing *summing, hid_t dataset, const char *path, struct message *message)
{
    struct shape shape;
    enum status status = STATUS_OK;
    if (!shape_open(&shape, H5Dget_type(dataset), H5Dget_space(dataset)))
        status = hdf5_refused(message, STATUS_READ, "cannot read", path);
    if (status == STATUS_OK && !hdf5_backed(dataset))
        status = message_set(message, STATUS_DAMAGED, "%s says that it is larger than what is stored of it", path);
    if (status == STATUS_OK) {
        add_heading(summing->digester, path, &shape);
        status = add_rows(summing, dataset, &shape, path, message);
    }
    shape_close(&shape);
    return status;
}

static enum status add_object(struct summing *summing, hid_t object, const char *path, struct message *message);

static herr_t count_link(hid_t group, const char *text, const H5L_info_t *info, void *context)
{
    (void)group, (void)text, (void)info;
    ++*(int64_t *)context;
    return 0;
}

/* Whether a group lists as many names in the order in which they were made: other readers go by that list. */
static bool listed_twice(hid_t group, int64_t count)
{
    unsigned order = 0;
    int64_t listed = 0;
    hid_t creation = H5Gget_create_plist(group);
    bool good = H5Pget_link_creation_order(creation, &order) >= 0;
    hdf5_drop(creation);
    if (good && (order & H5P_CRT_ORDER_INDEXED))
        good = H5Literate(group, H5_INDEX_CRT_ORDER, H5_ITER_NATIVE, NULL, count_link, &listed) >= 0 && listed == count;
    return good;
}

/* The names in a group, in order. HDF5 would sort them too, but anew for each, and it crashes where a link is damaged.
 */
static enum status names_read(struct names *names, hid_t group, const char *path, struct message *message)
{
    struct taking taking = {names, false};
    *names = (struct names){0};
    if (H5Literate(group, H5_INDEX_NAME, H5_ITER_NATIVE, NULL, take_link, &taking) < 0) {
        array_free(names);
        return taking.no_memory ? message_no_memory(message, "to read %s", path)
                                : hdf5_refused(message, STATUS_READ, "cannot read", path);
    }
    if (!listed_twice(group, names->count)) {
        array_free(names);
        return message_set(message, STATUS_DAMAGED, "%s/ does not list what is in it", path);
    }
    order_items(names->items, names->count, by_text);
    return STATUS_OK;
}

static enum status add_member(
    struct summing *summing, hid_t group, const char *path, const char *name, struct message *message)
{
    char below[PATH_MOST];
    snprintf(below, sizeof below, "%s/%s", path, name);
    hid_t object = H5Oopen(group, name, H5P_DEFAULT);
    if (object < 0) return hdf5_refused(message, STATUS_READ, "cannot read", below);
    struct digester *content = summing->digester;
    if (IS_AMONG(below, left_out)) summing->digester = summing->aside;
    enum status status = add_object(summing, object, below, message);
    summing->digester = content;
    hdf5_drop(object);
    return status;
}

static enum status add_group(struct summing *summing, hid_t group, const char *path, struct message *message)
{
    struct names names;
    enum status status = names_read(&names, group, path, message);
    if (status != STATUS_OK) return status;
    add_text(summing->digester, path);
    for (int64_t i = 0; i < names.count && status == STATUS_OK; i++)
        status = add_member(summing, group, path, names.items[i].text, message);
    array_free(&names);
    return status;
}

static enum status add_object(struct summing *summing, hid_t object, const char *path, struct message *message)
{
    bool group = H5Iget_type(object) == H5I_GROUP;
    enum status status =
        group ? add_group(summing, object, path, message) : add_dataset(summing, object, path, message);
    return status == STATUS_OK ? add_attributes(summing, object, message) : status;
}

enum status result_checksum(hid_t file, struct digest *checksum, struct message *message)
{
    struct summing summing = {
        .digester = digester_new(), .aside = digester_new(), .transfer = hdf5_transfer_properties()};
    hid_t root = H5Gopen2(file, "/", H5P_DEFAULT);
    enum status status = summing.digester && summing.aside ? add_object(&summing, root, "", message)
                                                           : message_no_memory(message, "for a checksum");
    if (status == STATUS_OK) *checksum = digester_result(summing.digester);
    hdf5_drop(root);
    hdf5_drop(summing.transfer);
    digester_free(summing.digester);
    digester_free(summing.aside);
    free(summing.values);
    return status;
}

enum status result_check_open(const struct result_reader *reader, struct message *message)
{
    const char *path = result_reader_path(reader);
    struct result_digests stated;
    struct digest checksum;
    enum status status = result_reader_digests(reader, &stated, message);
    if (status != STATUS_OK) return status;
    status = result_checksum(result_reader_file(reader), &checksum, message);
    if (status != STATUS_OK) message_prefix(message, "%s: damaged: ", path);
    if (status == STATUS_OK && memcmp(&checksum, &stated.checksum, sizeof checksum) != 0)
        status = message_set(message, STATUS_DAMAGED,
            "%s: damaged: its content is not what was written; `selforg verify %s` says more", path,
            shell_word(path).text);
    return status;
}

enum status result_check_content(const char *path, struct message *message)
{
    struct result_reader *reader;
    enum status status = result_reader_open(&reader, path, message);
    if (status == STATUS_OK) status = result_check_open(reader, message);
    result_reader_close(reader);
    return status;
}
