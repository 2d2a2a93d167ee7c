/* Every helper is one chain of HDF5 calls joined by &&. A call on a handle that was not made fails harmlessly, so the
 * chain needs no other tests; the reason is read where it breaks, before anything is closed. */
#include "io/hdf5/hdf5_tools.h"

#include <hdf5_hl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/hdf5/hdf5_apart.h"
#include "io/text/text_file.h"

enum { IN_ORDER = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED, DEFLATE_LEVEL = 1, CONVERSION_BYTES = 1 << 12 };

/* HDF5 must not print, and must not try to flush at exit what an error left behind. */
void hdf5_begin(void)
{
    H5dont_atexit();
    H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
}

/* The innermost error is the reason; where the operating system gave one, that is the clearest. */
static herr_t take_reason(unsigned depth, const H5E_error2_t *error, void *context)
{
    struct message *reason = context;
    if (depth > 0 || !error->desc) return 0;
    static const char mark[] = "error message = '";
    const char *system = strstr(error->desc, mark);
    const char *text = system ? system + sizeof mark - 1 : error->desc;
    size_t length = system ? strcspn(text, "'") : strlen(text);
    message_set(reason, STATUS_OK, "%.*s", (int)length, text);
    return 0;
}

enum status hdf5_refused(struct message *message, enum status status, const char *doing, const char *name)
{
    struct message reason = {.text = ""};
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, take_reason, &reason);
    return message_set(message, status, "%s %s: %s", doing, name, reason.text[0] ? reason.text : "refused by HDF5");
}

static enum status written(bool good, struct message *message, const char *doing, const char *name)
{
    return good ? STATUS_OK : hdf5_refused(message, STATUS_WRITE, doing, name);
}

/* With the last file that is open all is read. */
static void note_closed(void)
{
    if (H5Fget_obj_count((hid_t)H5F_OBJ_ALL, H5F_OBJ_FILE) == 0) hdf5_apart_read();
}

static bool close_file(hid_t file)
{
    const bool good = H5Fclose(file) >= 0;
    note_closed();
    return good;
}

static bool closed(hid_t handle)
{
    switch (H5Iget_type(handle)) {
    case H5I_FILE:
        return close_file(handle);
    case H5I_GROUP:
        return H5Gclose(handle) >= 0;
    case H5I_DATATYPE:
        return H5Tclose(handle) >= 0;
    case H5I_DATASPACE:
        return H5Sclose(handle) >= 0;
    case H5I_DATASET:
        return H5Dclose(handle) >= 0;
    case H5I_ATTR:
        return H5Aclose(handle) >= 0;
    case H5I_GENPROP_LST:
        return H5Pclose(handle) >= 0;
    default:
        return false;
    }
}

void hdf5_drop(hid_t handle)
{
    if (handle > H5P_DEFAULT) (void)closed(handle);
}

enum status hdf5_end(enum status status, hid_t handle, const char *name, struct message *message)
{
    if (status == STATUS_OK) return written(closed(handle), message, "cannot write", name);
    hdf5_drop(handle);
    return status;
}

static enum status create_as(const char *path, H5F_libver_t oldest, hid_t *file, struct message *message)
{
    hdf5_begin();
    hid_t creation = H5Pcreate(H5P_FILE_CREATE), access = H5Pcreate(H5P_FILE_ACCESS);
    bool good = H5Pset_libver_bounds(access, oldest, H5F_LIBVER_V110) >= 0 &&
                H5Pset_fclose_degree(access, H5F_CLOSE_STRONG) >= 0 && H5Pset_file_locking(access, false, true) >= 0 &&
                H5Pset_obj_track_times(creation, false) >= 0 && H5Pset_link_creation_order(creation, IN_ORDER) >= 0 &&
                H5Pset_attr_creation_order(creation, IN_ORDER) >= 0 &&
                (*file = H5Fcreate(path, H5F_ACC_TRUNC, creation, access)) >= 0;
    enum status status = written(good, message, "cannot create", path);
    if (!good) *file = -1;
    hdf5_drop(creation);
    hdf5_drop(access);
    return status;
}

enum status hdf5_create(const char *path, hid_t *file, struct message *message)
{
    return create_as(path, H5F_LIBVER_EARLIEST, file, message);
}

enum status hdf5_create_part(const char *path, hid_t *file, struct message *message)
{
    return create_as(path, H5F_LIBVER_V110, file, message);
}

/* What is read while another process writes it is read again if its checksum is wrong, each time after twice as long:
 * by default so often that a damaged file is read for ever. */
enum { READ_ATTEMPTS = 16 };

static enum status fault_of(const char *path)
{
    return access(path, F_OK) == 0 ? STATUS_READ : text_file_fault();
}

/* What reading a file may take: many times what it does. */
enum { SECONDS_FOR_ANY = 20, BYTES_A_SECOND = 100000 };

static int64_t seconds_to_read(const char *path)
{
    struct stat file;
    return SECONDS_FOR_ANY + (stat(path, &file) == 0 ? file.st_size / BYTES_A_SECOND : 0);
}

static enum status open_as(const char *path, unsigned flags, bool locked, hid_t *file, struct message *message)
{
    hdf5_begin();
    hdf5_apart_allow(seconds_to_read(path));
    hid_t access = H5Pcreate(H5P_FILE_ACCESS);
    bool good = H5Pset_fclose_degree(access, H5F_CLOSE_STRONG) >= 0 && H5Pset_file_locking(access, locked, true) >= 0 &&
                H5Pset_metadata_read_attempts(access, flags & H5F_ACC_SWMR_READ ? READ_ATTEMPTS : 1) >= 0 &&
                (*file = H5Fopen(path, flags, access)) >= 0;
    enum status status = good ? STATUS_OK : hdf5_refused(message, fault_of(path), "cannot open", path);
    if (!good) {
        *file = -1;
        note_closed();
    }
    hdf5_drop(access);
    return status;
}

enum status hdf5_open(const char *path, hid_t *file, struct message *message)
{
    return open_as(path, H5F_ACC_RDONLY, true, file, message);
}

enum status hdf5_open_part(const char *path, hid_t *file, struct message *message)
{
    return open_as(path, H5F_ACC_RDONLY | H5F_ACC_SWMR_READ, false, file, message);
}

enum status hdf5_close(hid_t file, struct message *message)
{
    return written(close_file(file), message, "cannot complete", "the file");
}

hid_t hdf5_text_type(void)
{
    hid_t type = H5Tcopy(H5T_C_S1);
    H5Tset_size(type, H5T_VARIABLE);
    H5Tset_cset(type, H5T_CSET_UTF8);
    return type;
}

enum status hdf5_group(hid_t parent, const char *name, hid_t *group, struct message *message)
{
    hid_t creation = H5Pcreate(H5P_GROUP_CREATE);
    bool good = H5Pset_obj_track_times(creation, false) >= 0 && H5Pset_link_creation_order(creation, IN_ORDER) >= 0 &&
                H5Pset_attr_creation_order(creation, IN_ORDER) >= 0 &&
                (*group = H5Gcreate2(parent, name, H5P_DEFAULT, creation, H5P_DEFAULT)) >= 0;
    enum status status = written(good, message, "cannot create group", name);
    if (!good) *group = -1;
    hdf5_drop(creation);
    return status;
}

/* ---- attributes ---- */

static enum status put_attribute(
    hid_t object, const char *name, hid_t space, struct hdf5_values values, struct message *message)
{
    hid_t attribute = H5Acreate2(object, name, values.type, space, H5P_DEFAULT, H5P_DEFAULT);
    bool good = attribute >= 0 && H5Awrite(attribute, values.memory, values.values) >= 0;
    return hdf5_end(written(good, message, "cannot write attribute", name), attribute, name, message);
}

/* `space` is taken over. */
static enum status write_attribute(
    hid_t object, const char *name, hid_t space, struct hdf5_values values, struct message *message)
{
    enum status status = put_attribute(object, name, space, values, message);
    hdf5_drop(space);
    return status;
}

/* `count` texts under as many names; those that are NULL or empty are left out unless they are `all` to be there. */
static enum status write_texts(
    hid_t object, const char *const names[], const char *const texts[], int count, bool all, struct message *message)
{
    hid_t type = hdf5_text_type(), space = H5Screate(H5S_SCALAR);
    enum status status = STATUS_OK;
    for (int i = 0; i < count && status == STATUS_OK; i++)
        if (all || (texts[i] && *texts[i]))
            status = put_attribute(object, names[i], space, (struct hdf5_values){type, type, &texts[i]}, message);
    hdf5_drop(type);
    hdf5_drop(space);
    return status;
}

enum status hdf5_attribute_text(hid_t object, const char *name, const char *text, struct message *message)
{
    return write_texts(object, &name, &text, 1, true, message);
}

enum status hdf5_attribute_number(hid_t object, const char *name, int8_t value, struct message *message)
{
    struct hdf5_values values = {H5T_STD_I8LE, H5T_NATIVE_INT8, &value};
    return write_attribute(object, name, H5Screate(H5S_SCALAR), values, message);
}

enum status hdf5_attribute_numbers(
    hid_t object, const char *name, hid_t type, const int8_t *values, int64_t count, struct message *message)
{
    struct hdf5_values numbers = {type, H5T_NATIVE_INT8, values};
    return write_attribute(object, name, H5Screate_simple(1, &(hsize_t){(hsize_t)count}, NULL), numbers, message);
}

enum status hdf5_describe(hid_t dataset, const char *unit, const char *sentence, struct message *message)
{
    return write_texts(
        dataset, (const char *const[]){"units", "long_name"}, (const char *const[]){unit, sentence}, 2, false, message);
}

enum status hdf5_describe_flag(hid_t dataset, hid_t type, struct message *message)
{
    static const int8_t values[] = {0, 1};
    enum status status = hdf5_attribute_numbers(dataset, "flag_values", type, values, 2, message);
    return status == STATUS_OK ? hdf5_attribute_text(dataset, "flag_meanings", "false true", message) : status;
}

/* ---- datasets ---- */

hid_t hdf5_transfer_properties(void)
{
    hid_t transfer = H5Pcreate(H5P_DATASET_XFER);
    H5Pset_buffer(transfer, CONVERSION_BYTES, NULL, NULL);
    return transfer;
}

hid_t hdf5_transfer_between(hid_t type, hid_t memory)
{
    bool as_it_is = H5Tis_variable_str(type) <= 0 && H5Tequal(type, memory) > 0;
    return as_it_is ? H5P_DEFAULT : hdf5_transfer_properties();
}

hid_t hdf5_dataset_properties(int rank, const hsize_t chunk[])
{
    hid_t creation = H5Pcreate(H5P_DATASET_CREATE);
    H5Pset_obj_track_times(creation, false);
    H5Pset_attr_creation_order(creation, IN_ORDER);
    if (chunk) {
        H5Pset_chunk(creation, rank, chunk);
        H5Pset_shuffle(creation);
        H5Pset_deflate(creation, DEFLATE_LEVEL);
    } else {
        H5Pset_alloc_time(creation, H5D_ALLOC_TIME_EARLY);
    }
    return creation;
}

/* Creates and fills a dataset; `space` is taken over. The handle is kept for the caller who wants it. */
static enum status write_dataset(hid_t group, const char *name, hid_t space, const hsize_t chunk[],
    struct hdf5_values values, hid_t *dataset, struct message *message)
{
    hid_t creation = hdf5_dataset_properties(1, chunk), transfer = hdf5_transfer_between(values.type, values.memory);
    hid_t made = H5Dcreate2(group, name, values.type, space, H5P_DEFAULT, creation, H5P_DEFAULT);
    bool good = made >= 0 && H5Dwrite(made, values.memory, H5S_ALL, H5S_ALL, transfer, values.values) >= 0;
    enum status status = written(good, message, "cannot write", name);
    if (!good || !dataset) status = hdf5_end(status, made, name, message);
    if (dataset) *dataset = good ? made : -1;
    hdf5_drop(creation);
    hdf5_drop(transfer);
    hdf5_drop(space);
    return status;
}

enum status hdf5_scalar(
    hid_t group, const char *name, struct hdf5_values value, hid_t *dataset, struct message *message)
{
    return write_dataset(group, name, H5Screate(H5S_SCALAR), NULL, value, dataset, message);
}

enum status hdf5_rewrite(hid_t dataset, hid_t memory, const void *value, struct message *message)
{
    bool good = H5Dwrite(dataset, memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, value) >= 0;
    return written(good, message, "cannot write", "a value");
}

enum status hdf5_vector(
    hid_t group, const char *name, struct hdf5_values values, int64_t count, hid_t *dataset, struct message *message)
{
    hsize_t extent = (hsize_t)count, chunk = extent < HDF5_CHUNK_VALUES ? extent : HDF5_CHUNK_VALUES;
    bool text = H5Tis_variable_str(values.type) > 0; /* what a filter would see is only the references to it */
    hid_t space = H5Screate_simple(1, &extent, NULL);
    bool small = extent * H5Tget_size(values.type) <= HDF5_PAGE_BYTES;
    return write_dataset(group, name, space, text || small ? NULL : &chunk, values, dataset, message);
}

enum status hdf5_scalar_text(hid_t group, const char *name, const char *text, hid_t *dataset, struct message *message)
{
    hid_t type = hdf5_text_type();
    enum status status = hdf5_scalar(group, name, (struct hdf5_values){type, type, &text}, dataset, message);
    hdf5_drop(type);
    return status;
}

enum status hdf5_vector_text(
    hid_t group, const char *name, const char *const *text, int64_t count, hid_t *dataset, struct message *message)
{
    hid_t type = hdf5_text_type();
    enum status status = hdf5_vector(group, name, (struct hdf5_values){type, type, text}, count, dataset, message);
    hdf5_drop(type);
    return status;
}

/* ---- dimensions ---- */

enum status hdf5_scale_begin(struct hdf5_scale *scale, hid_t dataset, const char *name, struct message *message)
{
    *scale = (struct hdf5_scale){.dataset = dataset};
    return written(H5DSset_scale(dataset, name) >= 0, message, "cannot make a dimension of", name);
}

/* Where an object is in its file. */
static bool place_of(hid_t object, hobj_ref_t *place)
{
    H5O_info_t information;
    if (H5Oget_info2(object, &information, H5O_INFO_BASIC) < 0) return false;
    *place = information.addr;
    return true;
}

enum status hdf5_scale_use(hid_t dataset, int rank, struct hdf5_scale *const scales[], struct message *message)
{
    hobj_ref_t place[H5S_MAX_RANK];
    hvl_t lists[H5S_MAX_RANK];
    struct hdf5_user user = {0};
    bool good = place_of(dataset, &user.dataset);
    for (int i = 0; i < rank && good; i++) {
        good = place_of(scales[i]->dataset, &place[i]);
        lists[i] = (hvl_t){1, &place[i]};
        user.dimension = i;
        if (!array_push(&scales[i]->users, user)) return message_no_memory(message, "for what is on a dimension");
    }
    if (!good) return hdf5_refused(message, STATUS_WRITE, "cannot attach", "a dimension");
    hid_t type = H5Tvlen_create(H5T_STD_REF_OBJ);
    enum status status = write_attribute(dataset, "DIMENSION_LIST",
        H5Screate_simple(1, &(hsize_t){(hsize_t)rank}, NULL), (struct hdf5_values){type, type, lists}, message);
    hdf5_drop(type);
    return status;
}

static enum status write_users(const struct hdf5_scale *scale, struct message *message)
{
    hid_t type = H5Tcreate(H5T_COMPOUND, sizeof(struct hdf5_user));
    bool good = H5Tinsert(type, "dataset", HOFFSET(struct hdf5_user, dataset), H5T_STD_REF_OBJ) >= 0 &&
                H5Tinsert(type, "dimension", HOFFSET(struct hdf5_user, dimension), H5T_NATIVE_INT32) >= 0;
    enum status status = written(good, message, "cannot describe", "a dimension");
    if (status == STATUS_OK)
        status = write_attribute(scale->dataset, "REFERENCE_LIST",
            H5Screate_simple(1, &(hsize_t){(hsize_t)scale->users.count}, NULL),
            (struct hdf5_values){type, type, scale->users.items}, message);
    hdf5_drop(type);
    return status;
}

enum status hdf5_scale_end(enum status status, struct hdf5_scale *scale, struct message *message)
{
    if (status == STATUS_OK && scale->users.count > 0) status = write_users(scale, message);
    array_free(&scale->users);
    return status;
}
