/* A file that is well-formed HDF5 and holds something else than was written. What damages bytes ends in libhdf5, which
 * crashes by itself (io/hdf5/hdf5_apart.h); this is for what our readers find. Eight bytes are a damage: which object,
 * what is done with it, where, and a number.
 */
#ifndef DAMAGE_H
#define DAMAGE_H

#include "fuzz/fuzz.h"

#include <hdf5.h>

enum { DAMAGE = 8, OBJECTS_MOST = 1024, OBJECT_NAME = 96, VALUES_MOST = 1 << 20 };

/* HDF5 allocates more often than anything else here: who did is not kept. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "malloc_context_size=1";
}

struct damage {
    uint16_t object, place;
    uint8_t what;
    int64_t number;
};

struct objects {
    int count;
    char name[OBJECTS_MOST][OBJECT_NAME];
};

static inline struct damage damage_read(const uint8_t *data)
{
    static const int64_t numbers[] = {0, 1, -1, INT8_MIN, INT8_MAX, INT32_MIN, INT32_MAX, INT64_MAX, 1 << 20};
    int64_t number = (int16_t)(data[5] | data[6] << 8);
    if (data[7] < sizeof numbers / sizeof *numbers) number = numbers[data[7]];
    return (struct damage){(uint16_t)(data[0] | data[1] << 8), (uint16_t)(data[2] | data[3] << 8), data[4], number};
}

static herr_t note_object(hid_t file, const char *name, const H5O_info_t *info, void *context)
{
    struct objects *objects = context;
    (void)file;
    if (info->type != H5O_TYPE_DATASET || objects->count == OBJECTS_MOST) return 0;
    snprintf(objects->name[objects->count++], OBJECT_NAME, "%s", name);
    return 0;
}

/* One value of a dataset is another: a text of one letter, a text that is none, or a number. */
static inline void change_value(hid_t dataset, const struct damage *damage)
{
    static char values[VALUES_MOST];
    char letters[2] = {(char)damage->number, '\0'}, *text = letters;
    double real = (double)damage->number / 7;
    hid_t type = H5Dget_type(dataset), space = H5Dget_space(dataset);
    hssize_t count = H5Sget_simple_extent_npoints(space);
    size_t size = H5Tget_size(type);
    bool fits = count > 0 && (size_t)count * size <= sizeof values;
    if (fits && H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0) {
        char *place = values + (size_t)(damage->place % count) * size, before[64];
        memcpy(before, place, size < sizeof before ? size : sizeof before);
        const void *value = &damage->number;
        if (H5Tget_class(type) == H5T_FLOAT) value = &real;
        if (H5Tget_class(type) == H5T_STRING) value = &text;
        if (size <= sizeof(int64_t)) memcpy(place, value, size);
        H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values);
        memcpy(place, before, size < sizeof before ? size : sizeof before);
        if (H5Tget_class(type) == H5T_STRING) H5Dvlen_reclaim(type, space, H5P_DEFAULT, values);
    }
    H5Tclose(type);
    H5Sclose(space);
}

static inline void resize(hid_t dataset, const struct damage *damage)
{
    hsize_t extent = (hsize_t)damage->place;
    hid_t space = H5Dget_space(dataset);
    if (H5Sget_simple_extent_ndims(space) == 1) H5Dset_extent(dataset, &extent);
    H5Sclose(space);
}

/* Something of that name is there, and is of another type or shape. */
static inline void replace(hid_t file, const char *name, const struct damage *damage)
{
    hsize_t extent = damage->place % 4;
    int64_t values[4] = {damage->number, damage->number, damage->number, damage->number};
    H5Ldelete(file, name, H5P_DEFAULT);
    if (extent == 0) return;
    hid_t space = extent == 1 ? H5Screate(H5S_SCALAR) : H5Screate_simple(1, &extent, NULL);
    hid_t dataset = H5Dcreate2(file, name, H5T_STD_I64LE, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
    if (dataset >= 0) {
        H5Dwrite(dataset, H5T_NATIVE_INT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, values);
        H5Dclose(dataset);
    }
    H5Sclose(space);
}

static inline void damage_object(hid_t file, const char *name, const struct damage *damage)
{
    if (damage->what % 8 == 7) {
        replace(file, name, damage);
        return;
    }
    hid_t dataset = H5Dopen2(file, name, H5P_DEFAULT);
    if (dataset < 0) return;
    if (damage->what % 8 == 6)
        resize(dataset, damage);
    else
        change_value(dataset, damage);
    H5Dclose(dataset);
}

/* Makes the file at `path` out of the bytes of a whole one, and damages it. The handle is the caller's. */
static inline hid_t damage_file(
    const char *path, const uint8_t *whole, size_t whole_size, const uint8_t *data, size_t size)
{
    static struct objects objects;
    write_file(path, whole, whole_size);
    hid_t file = H5Fopen(path, H5F_ACC_RDWR, H5P_DEFAULT);
    demand(file >= 0, "a whole file can be opened");
    if (objects.count == 0) H5Ovisit2(file, H5_INDEX_NAME, H5_ITER_INC, note_object, &objects, H5O_INFO_BASIC);
    demand(objects.count > 0, "there is something to damage");
    for (; size >= DAMAGE; data += DAMAGE, size -= DAMAGE) {
        const struct damage damage = damage_read(data);
        damage_object(file, objects.name[damage.object % objects.count], &damage);
    }
    return file;
}

#endif
