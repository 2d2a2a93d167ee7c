#include "study/analysis/collect_columns.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Remembers that variables have this coordinate. */
static enum status name_coordinate(struct columns *columns, const char *name, struct message *message)
{
    size_t before = columns->coordinates ? strlen(columns->coordinates) : 0;
    char *longer = realloc(columns->coordinates, before + strlen(name) + 2);
    if (!longer) return message_status(message, STATUS_MEMORY);
    snprintf(longer + before, strlen(name) + 2, "%s%s", before ? " " : "", name);
    columns->coordinates = longer;
    return STATUS_OK;
}

static struct growing_form form_of(const struct columns *columns, const struct column_form *form)
{
    struct growing_form growing = {.rank = form->over_steps ? 2 : 1, .shape = {0, (hsize_t)columns->steps}};
    int64_t rows = columns->runs < COLUMN_BLOCK ? columns->runs : COLUMN_BLOCK, fair = rows;
    if (form->over_steps) fair = HDF5_CHUNK_VALUES / (columns->steps > 0 ? columns->steps : 1);
    int64_t chunk = fair < rows ? fair : rows;
    growing.chunk[0] = (hsize_t)(chunk < 1 ? 1 : chunk);
    growing.chunk[1] = (hsize_t)(columns->steps < HDF5_CHUNK_VALUES ? columns->steps : HDF5_CHUNK_VALUES);
    const struct {
        hid_t file, memory;
    } types[] = {[COLUMN_REAL] = {H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE},
        [COLUMN_WHOLE] = {H5T_STD_I64LE, H5T_NATIVE_INT64},
        [COLUMN_SMALL] = {H5T_STD_I8LE, H5T_NATIVE_INT64},
        [COLUMN_TEXT] = {columns->text_type, columns->text_type}};
    growing.type = types[form->type].file;
    growing.memory = types[form->type].memory;
    return growing;
}

enum status columns_add(struct columns *columns, const struct column_form *form, struct message *message)
{
    struct column column = {.type = form->type};
    bool first = columns->list.count == 0;
    if (first) columns->text_type = hdf5_text_type();
    struct growing_form growing = form_of(columns, form);
    if (!array_reserve(&columns->list, 1)) return message_status(message, STATUS_MEMORY);
    enum status status = growing_create(&column.growing, columns->file, form->name, &growing, message);
    if (status != STATUS_OK) return status;
    columns->list.items[columns->list.count++] = column;
    hid_t dataset = column.growing.dataset;
    struct hdf5_scale *const on[] = {&columns->run_scale, &columns->step_scale};
    if (first)
        status = hdf5_scale_begin(&columns->run_scale, dataset, form->name, message);
    else
        status = hdf5_scale_use(dataset, growing.rank, on, message);
    if (status == STATUS_OK) status = hdf5_describe(dataset, form->unit, form->sentence, message);
    if (status == STATUS_OK && !form->coordinate && columns->coordinates)
        status = hdf5_attribute_text(dataset, "coordinates", columns->coordinates, message);
    if (status == STATUS_OK && form->coordinate && !first) status = name_coordinate(columns, form->name, message);
    return status;
}

hid_t columns_latest(const struct columns *columns)
{
    return columns->list.items[columns->list.count - 1].growing.dataset;
}

enum status columns_ready(enum status status, struct columns *columns, struct message *message)
{
    status = hdf5_scale_end(status, &columns->run_scale, message);
    return hdf5_scale_end(status, &columns->step_scale, message);
}

enum status columns_put_real(struct columns *columns, int64_t i, const double *values, struct message *message)
{
    struct growing *growing = &columns->list.items[i].growing;
    return growing_append(growing, values, growing->row_bytes, 1, message);
}

enum status columns_put_whole(struct columns *columns, int64_t i, int64_t value, struct message *message)
{
    return growing_append(&columns->list.items[i].growing, &value, sizeof value, 1, message);
}

enum status columns_put_text(struct columns *columns, int64_t i, const char *text, struct message *message)
{
    char *copy = strdup(text);
    if (!copy || !array_push(&columns->texts, copy)) {
        free(copy);
        return message_status(message, STATUS_MEMORY);
    }
    return growing_append(&columns->list.items[i].growing, &copy, sizeof copy, 1, message);
}

static void free_texts(struct columns *columns)
{
    for (int64_t i = 0; i < columns->texts.count; i++) free(columns->texts.items[i]);
    array_clear(&columns->texts);
}

enum status columns_write_out(struct columns *columns, struct message *message)
{
    enum status status = STATUS_OK;
    for (int64_t i = 0; i < columns->list.count && status == STATUS_OK; i++)
        status = growing_write_out(&columns->list.items[i].growing, message);
    free_texts(columns);
    return status;
}

void columns_free(struct columns *columns)
{
    for (int64_t i = 0; i < columns->list.count; i++) growing_free(&columns->list.items[i].growing);
    free_texts(columns);
    array_free(&columns->texts);
    array_free(&columns->list);
    hdf5_drop(columns->text_type);
    free(columns->coordinates);
    *columns = (struct columns){.text_type = -1};
}
