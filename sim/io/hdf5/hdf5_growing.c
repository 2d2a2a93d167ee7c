#include "io/hdf5/hdf5_growing.h"

#include <stdlib.h>
#include <string.h>

struct growing_name growing_name(const struct growing *growing)
{
    struct growing_name name = {""};
    H5Iget_name(growing->dataset, name.text, sizeof name.text);
    return name;
}

static enum status refused(const struct growing *growing, struct message *message)
{
    enum status status = hdf5_refused(message, STATUS_WRITE, "cannot write", "rows");
    message_prefix(message, "%s: ", growing_name(growing).text);
    return status;
}

void growing_begin(struct growing *growing, const struct growing_form *form)
{
    *growing = (struct growing){
        .dataset = -1, .type = form->type, .memory = form->memory, .packer = form->packer, .rank = form->rank};
    growing->row_bytes = H5Tget_size(form->memory);
    for (int i = 0; i < form->rank; i++) {
        growing->shape[i] = form->shape[i];
        growing->chunk[i] = form->chunk[i];
        if (i > 0) growing->row_bytes *= form->shape[i];
    }
}

/* The dataset of `rows` rows, of at most `most`; they are deflated where `chunk` is given. */
static enum status create(struct growing *growing, hid_t group, const char *name, int64_t rows, hsize_t most,
    const hsize_t *chunk, struct message *message)
{
    hsize_t extent[GROWING_RANK_MOST], limit[GROWING_RANK_MOST];
    memcpy(extent, growing->shape, sizeof extent);
    memcpy(limit, growing->shape, sizeof limit);
    extent[0] = (hsize_t)rows;
    limit[0] = most;
    hid_t space = H5Screate_simple(growing->rank, extent, limit);
    hid_t creation = hdf5_dataset_properties(growing->rank, chunk);
    growing->packed = chunk && growing->packer;
    growing->dataset = H5Dcreate2(group, name, growing->type, space, H5P_DEFAULT, creation, H5P_DEFAULT);
    enum status status = growing->dataset >= 0 ? STATUS_OK : hdf5_refused(message, STATUS_WRITE, "cannot create", name);
    hdf5_drop(space);
    hdf5_drop(creation);
    return status;
}

enum status growing_place(struct growing *growing, hid_t group, const char *name, struct message *message)
{
    const int64_t chunk = (int64_t)growing->chunk[0];
    growing->digester = digester_new();
    if (!growing->digester ||
        (chunk > 1 && !array_grow((void **)&growing->buffer, &growing->room, chunk, growing->row_bytes)))
        return message_no_memory(message, "for the rows of %s", name);
    return create(growing, group, name, 0, H5S_UNLIMITED, growing->chunk, message);
}

enum status growing_create(
    struct growing *growing, hid_t group, const char *name, const struct growing_form *form, struct message *message)
{
    growing_begin(growing, form);
    enum status status = growing_place(growing, group, name, message);
    if (status != STATUS_OK) growing_free(growing);
    return status;
}

/* Whether so many rows are too few to be deflated. */
static bool are_small(const struct growing *growing, int64_t rows)
{
    hsize_t bytes = (hsize_t)rows * H5Tget_size(growing->type);
    for (int i = 1; i < growing->rank; i++) bytes *= growing->shape[i];
    return bytes <= HDF5_PAGE_BYTES;
}

/* One chunk, if one is enough. What has no rows is as if it were to get some: tools cannot repack nothing. */
enum status growing_fit(struct growing *growing, hid_t group, const char *name, int64_t rows, struct message *message)
{
    const bool small = are_small(growing, rows);
    if (rows == 0) return create(growing, group, name, 0, H5S_UNLIMITED, growing->chunk, message);
    if ((hsize_t)rows < growing->chunk[0]) growing->chunk[0] = (hsize_t)rows;
    return create(growing, group, name, rows, (hsize_t)rows, small ? NULL : growing->chunk, message);
}

void growing_free(struct growing *growing)
{
    free(growing->buffer);
    digester_free(growing->digester);
    growing->buffer = NULL;
    growing->digester = NULL;
}

int64_t growing_rows(const struct growing *growing)
{
    return growing->written + growing->waiting;
}

struct digest growing_digest(const struct growing *growing)
{
    return digester_result(growing->digester);
}

/* Makes the dataset `rows` long. */
static bool extend(const struct growing *growing, int64_t rows)
{
    hsize_t extent[GROWING_RANK_MOST];
    memcpy(extent, growing->shape, sizeof extent);
    extent[0] = (hsize_t)rows;
    return H5Dset_extent(growing->dataset, extent) >= 0;
}

/* ---- rows into the file ---- */

/* Moves `offset` to the next chunk of a dataset of `rows` rows, the last dimension fastest; false after the last one.
 */
static bool next_chunk(const struct growing *growing, int64_t rows, hsize_t *offset)
{
    for (int i = growing->rank - 1; i >= 0; i--) {
        const hsize_t extent = i == 0 ? (hsize_t)rows : growing->shape[i];
        offset[i] += growing->chunk[i];
        if (offset[i] < extent) return true;
        offset[i] = 0;
    }
    return false;
}

/* Contiguous rows, the first of which is number `first` of the dataset. */
struct rows {
    const char *values;
    int64_t first, count;
};

/* Copies the values of the chunk at `offset` that are among the rows; the others are 0, as HDF5 leaves them. What is of
 * fewer dimensions is as if there were others of length 1 before them. */
static void cut_out(const struct growing *growing, const struct rows *rows, const hsize_t *offset, char *to)
{
    const size_t size = H5Tget_size(growing->memory);
    hsize_t chunk[GROWING_RANK_MOST] = {1, 1, 1}, shape[GROWING_RANK_MOST] = {1, 1, 1}, from[GROWING_RANK_MOST] = {0};
    hsize_t have[GROWING_RANK_MOST] = {1, 1, 1};
    for (int i = 0, d = GROWING_RANK_MOST - growing->rank; i < growing->rank; i++, d++) {
        chunk[d] = growing->chunk[i];
        shape[d] = i == 0 ? (hsize_t)rows->count : growing->shape[i];
        from[d] = i == 0 ? offset[0] - (hsize_t)rows->first : offset[i];
        have[d] = shape[d] - from[d] < chunk[d] ? shape[d] - from[d] : chunk[d];
    }
    if (have[0] * have[1] * have[2] < chunk[0] * chunk[1] * chunk[2])
        memset(to, 0, chunk[0] * chunk[1] * chunk[2] * size);
    for (hsize_t a = 0; a < have[0]; a++)
        for (hsize_t b = 0; b < have[1]; b++)
            memcpy(to + (a * chunk[1] + b) * chunk[2] * size,
                rows->values + (((from[0] + a) * shape[1] + from[1] + b) * shape[2] + from[2]) * size, have[2] * size);
}

static enum status write_chunk(
    const struct growing *growing, const struct rows *rows, const hsize_t *offset, struct message *message)
{
    const size_t size = H5Tget_size(growing->type), given = H5Tget_size(growing->memory);
    size_t count = 1, bytes = 0;
    for (int i = 0; i < growing->rank; i++) count *= growing->chunk[i];
    char *values = packer_place(growing->packer, count, size > given ? size : given);
    if (!values) return message_no_memory(message, "for a chunk");
    cut_out(growing, rows, offset, values);
    if (H5Tequal(growing->type, growing->memory) <= 0 &&
        H5Tconvert(growing->memory, growing->type, count, values, NULL, H5P_DEFAULT) < 0)
        return refused(growing, message);
    const void *packed = packer_pack(growing->packer, count, size, &bytes);
    if (!packed) return message_no_memory(message, "for a chunk");
    if (H5Dwrite_chunk(growing->dataset, H5P_DEFAULT, 0, offset, bytes, packed) < 0) return refused(growing, message);
    return STATUS_OK;
}

/* The rows begin where a chunk does. */
static enum status write_chunks(const struct growing *growing, const struct rows *rows, struct message *message)
{
    hsize_t offset[GROWING_RANK_MOST] = {(hsize_t)rows->first};
    enum status status;
    do status = write_chunk(growing, rows, offset, message);
    while (status == STATUS_OK && next_chunk(growing, rows->first + rows->count, offset));
    return status;
}

/* What HDF5 stores by itself: as it is, or by its own filters. */
static enum status write_plainly(const struct growing *growing, const struct rows *rows, struct message *message)
{
    hsize_t start[GROWING_RANK_MOST] = {(hsize_t)rows->first}, extent[GROWING_RANK_MOST];
    memcpy(extent, growing->shape, sizeof extent);
    extent[0] = (hsize_t)rows->count;
    hid_t memory_space = -1, file_space = -1, transfer = hdf5_transfer_between(growing->type, growing->memory);
    bool good = (file_space = H5Dget_space(growing->dataset)) >= 0 &&
                H5Sselect_hyperslab(file_space, H5S_SELECT_SET, start, NULL, extent, NULL) >= 0 &&
                (memory_space = H5Screate_simple(growing->rank, extent, NULL)) >= 0 &&
                H5Dwrite(growing->dataset, growing->memory, memory_space, file_space, transfer, rows->values) >= 0;
    enum status status = good ? STATUS_OK : refused(growing, message);
    hdf5_drop(memory_space);
    hdf5_drop(file_space);
    hdf5_drop(transfer);
    return status;
}

/* Puts rows into the dataset, which is long enough. */
static enum status write_rows(const struct growing *growing, const struct rows *rows, struct message *message)
{
    return (growing->packed ? write_chunks : write_plainly)(growing, rows, message);
}

/* Puts rows into the file, the last `fresh` of which are new to it. */
static enum status put(struct growing *growing, const struct rows *rows, int64_t fresh, struct message *message)
{
    if (!extend(growing, rows->first + rows->count)) return refused(growing, message);
    enum status status = write_rows(growing, rows, message);
    if (status != STATUS_OK) return status;
    growing->written += fresh;
    const size_t before = (size_t)(rows->count - fresh) * growing->row_bytes;
    digester_add(growing->digester, rows->values + before, (size_t)fresh * growing->row_bytes);
    return STATUS_OK;
}

/* The rows of a chunk that is packed and not full stay in memory, for it is written anew with those to come. */
enum status growing_write_out(struct growing *growing, struct message *message)
{
    if (growing->waiting == 0) return STATUS_OK;
    const struct rows rows = {growing->buffer, growing_rows(growing) - growing->held, growing->held};
    enum status status = put(growing, &rows, growing->waiting, message);
    if (status != STATUS_OK) return status;
    const int64_t left = growing->packed ? growing->held % (int64_t)growing->chunk[0] : 0;
    const size_t full = (size_t)(growing->held - left) * growing->row_bytes;
    memmove(growing->buffer, growing->buffer + full, (size_t)left * growing->row_bytes);
    growing->waiting = 0;
    growing->held = left;
    return STATUS_OK;
}

/* Copies `count` values of `size` bytes that lie `stride` apart to a place where they lie together. */
static void gather(char *target, const char *source, size_t size, size_t stride, int64_t count)
{
    if (stride == size) {
        memcpy(target, source, size * (size_t)count);
    } else if (size == sizeof(int32_t)) { /* most columns */
        for (int64_t i = 0; i < count; i++, source += stride) memcpy(target + 4 * i, source, 4);
    } else {
        for (int64_t i = 0; i < count; i++, source += stride, target += size) memcpy(target, source, size);
    }
}

/* Adds rows to those that wait, for which there is room. */
static void hold(struct growing *growing, const void *rows, size_t stride, int64_t count)
{
    const size_t at = (size_t)growing->held * growing->row_bytes;
    gather(growing->buffer + at, rows, growing->row_bytes, stride, count);
    growing->waiting += count;
    growing->held += count;
}

/* Adds rows to those that wait for a dataset. */
static enum status keep(
    struct growing *growing, const void *rows, size_t stride, int64_t count, struct message *message)
{
    if (!array_grow((void **)&growing->buffer, &growing->room, growing->waiting + count, growing->row_bytes))
        return message_no_memory(message, "for rows");
    hold(growing, rows, stride, count);
    return STATUS_OK;
}

enum status growing_append(
    struct growing *growing, const void *rows, size_t stride, int64_t count, struct message *message)
{
    enum status status = STATUS_OK;
    const char *next = rows;
    const int64_t chunk = (int64_t)growing->chunk[0];
    if (count == 0) return STATUS_OK; /* there may be no room yet, which no copy may name */
    if (growing->dataset < 0) return keep(growing, rows, stride, count, message);
    while (status == STATUS_OK && count > 0) {
        /* Rows wait for the end of a chunk, not for a full buffer: after a commit the two may differ. */
        const int64_t room = chunk > 1 ? chunk - growing->written % chunk - growing->waiting : 1;
        const int64_t taken = count < room ? count : room;
        if (chunk > 1) {
            hold(growing, next, stride, taken);
            if (taken == room) status = growing_write_out(growing, message);
        } else {
            status = put(growing, &(struct rows){next, growing->written, 1}, 1, message);
        }
        next += (size_t)taken * stride;
        count -= taken;
    }
    return status;
}

enum { RESTORED_AT_ONCE = 1 << 20 };

/* Reads rows [first, first + count) of another file's dataset of the same form. */
static enum status read_rows(const struct growing *growing, hid_t dataset, int64_t first, int64_t count, void *rows,
    const char *name, struct message *message)
{
    hsize_t start[GROWING_RANK_MOST] = {(hsize_t)first}, extent[GROWING_RANK_MOST];
    memcpy(extent, growing->shape, sizeof extent);
    extent[0] = (hsize_t)count;
    hid_t file_space = H5Dget_space(dataset), memory_space = H5Screate_simple(growing->rank, extent, NULL);
    bool good = file_space >= 0 && memory_space >= 0 &&
                H5Sselect_hyperslab(file_space, H5S_SELECT_SET, start, NULL, extent, NULL) >= 0 &&
                H5Dread(dataset, growing->memory, memory_space, file_space, H5P_DEFAULT, rows) >= 0;
    enum status status = good ? STATUS_OK : hdf5_refused(message, STATUS_READ, "cannot read", name);
    hdf5_drop(file_space);
    hdf5_drop(memory_space);
    return status;
}

enum status growing_restore(struct growing *growing, hid_t file, int64_t rows, struct message *message)
{
    const struct growing_name name = growing_name(growing);
    int64_t at_once = RESTORED_AT_ONCE / (int64_t)growing->row_bytes + 1;
    char *buffer = malloc((size_t)at_once * growing->row_bytes);
    if (!buffer) return message_no_memory(message, "to copy rows");
    hid_t dataset = H5Dopen2(file, name.text, H5P_DEFAULT);
    enum status status = STATUS_OK;
    if (dataset < 0) status = message_set(message, STATUS_DAMAGED, "%s is not there", name.text);
    if (status == STATUS_OK && rows < 0)
        status = message_set(message, STATUS_DAMAGED, "%s cannot have such rows", name.text);
    for (int64_t first = 0; first < rows && status == STATUS_OK; first += at_once) {
        int64_t count = rows - first < at_once ? rows - first : at_once;
        status = read_rows(growing, dataset, first, count, buffer, name.text, message);
        if (status == STATUS_OK) status = growing_append(growing, buffer, growing->row_bytes, count, message);
    }
    hdf5_drop(dataset);
    free(buffer);
    return status;
}

/* Copies the chunk whose first value is at `offset`; *buffer of *room bytes grows as needed. */
static enum status copy_chunk(const struct growing *target, const struct growing *source, const hsize_t *offset,
    void **buffer, hsize_t *room, struct message *message)
{
    hsize_t bytes = 0;
    uint32_t filters = 0;
    if (H5Dget_chunk_storage_size(source->dataset, offset, &bytes) < 0) return refused(source, message);
    if (bytes > *room) {
        void *larger = realloc(*buffer, bytes);
        if (!larger) return message_no_memory(message, "to copy rows");
        *buffer = larger;
        *room = bytes;
    }
    if (H5Dread_chunk(source->dataset, H5P_DEFAULT, offset, &filters, *buffer) < 0) return refused(source, message);
    if (H5Dwrite_chunk(target->dataset, H5P_DEFAULT, filters, offset, bytes, *buffer) < 0)
        return refused(target, message);
    return STATUS_OK;
}

/* Every chunk of a file's, as it is. */
static enum status copy_chunks(const struct growing *target, const struct growing *source, struct message *message)
{
    hsize_t offset[GROWING_RANK_MOST] = {0}, room = 0;
    void *buffer = NULL;
    enum status status;
    do status = copy_chunk(target, source, offset, &buffer, &room, message);
    while (status == STATUS_OK && next_chunk(source, source->written, offset));
    free(buffer);
    return status;
}

/* All rows at once, which wait or are few. */
static enum status copy_rows(const struct growing *target, const struct growing *source, struct message *message)
{
    const int64_t rows = growing_rows(source);
    if (source->dataset < 0) return write_rows(target, &(struct rows){source->buffer, 0, rows}, message);
    void *buffer = malloc((size_t)rows * source->row_bytes);
    if (!buffer) return message_no_memory(message, "to copy rows");
    enum status status = read_rows(source, source->dataset, 0, rows, buffer, growing_name(source).text, message);
    if (status == STATUS_OK) status = write_rows(target, &(struct rows){buffer, 0, rows}, message);
    free(buffer);
    return status;
}

/* Whether two datasets hold the same values in the same way. */
static bool of_one_form(const struct growing *a, const struct growing *b)
{
    bool same = a->rank == b->rank && a->row_bytes == b->row_bytes && H5Tequal(a->type, b->type) > 0;
    for (int i = 1; i < a->rank && same; i++) same = a->shape[i] == b->shape[i] && a->chunk[i] == b->chunk[i];
    return same;
}

enum status growing_copy(struct growing *target, const struct growing *source, struct message *message)
{
    const int64_t rows = growing_rows(source);
    if (!of_one_form(target, source))
        return message_set(
            message, STATUS_INVARIANT, "%s: has another form than when it was written", growing_name(target).text);
    if (rows == 0) return STATUS_OK;
    bool many = source->dataset >= 0 && rows > (int64_t)source->chunk[0] && !are_small(source, rows);
    enum status status = many ? copy_chunks(target, source, message) : copy_rows(target, source, message);
    if (status == STATUS_OK) target->written = rows;
    return status;
}
