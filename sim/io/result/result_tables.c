/* The event tables and the snapshots of a result file. */
#include <stdio.h>
#include <string.h>

#include "io/result/result_layout.h"

enum { SNAPSHOT_CHUNK = 64, CATEGORIES_MOST = 32, MEANINGS_LENGTH = 1024, COMMENT_LENGTH = 4096 };

/* The next growing dataset, described and, but for the scale itself, on the scale. */
static enum status add(struct result_layout *layout, hid_t group, const char *name, const struct growing_form *form,
    hid_t scale, struct message *message)
{
    struct growing *growing = &layout->growing[layout->growing_count];
    enum status status = growing_create(growing, group, name, form, message);
    if (status != STATUS_OK) return status;
    layout->growing_count++;
    return scale < 0 ? hdf5_make_scale(growing->dataset, name, message)
                     : hdf5_attach_scale(growing->dataset, scale, 0, message);
}

static hid_t last_dataset(const struct result_layout *layout)
{
    return layout->growing[layout->growing_count - 1].dataset;
}

/* Appends to a text of `room` bytes; what does not fit is cut. */
static void extend(char *text, size_t room, const char *before, const char *word, const char *after)
{
    size_t length = strlen(text);
    snprintf(text + length, room - length, "%s%s%s", before, word, after);
}

/* CF's way to say what the numbers of a dataset of type `of` mean: values, names, and in a comment a sentence for each.
 */
static enum status describe_categories(
    hid_t dataset, hid_t of, const struct event_category *categories, int count, struct message *message)
{
    int8_t values[CATEGORIES_MOST];
    char meanings[MEANINGS_LENGTH] = "", comment[COMMENT_LENGTH] = "";
    if (count == 0) return STATUS_OK;
    for (int i = 0; i < count; i++) {
        values[i] = (int8_t)i;
        extend(meanings, sizeof meanings, i ? " " : "", categories[i].name, "");
        extend(comment, sizeof comment, i ? "; " : "", categories[i].name, ": ");
        extend(comment, sizeof comment, "", categories[i].sentence, "");
    }
    enum status status = hdf5_attribute_numbers(dataset, "flag_values", of, values, count, message);
    if (status == STATUS_OK) status = hdf5_attribute_text(dataset, "flag_meanings", meanings, message);
    return status == STATUS_OK ? hdf5_attribute_text(dataset, "comment", comment, message) : status;
}

static struct growing_form column_form(enum event_column_type type)
{
    struct growing_form form = {.rank = 1, .chunk = {EVENT_CHUNK}};
    switch (type) {
    case EVENT_NUMBER:
        form.type = H5T_STD_I32LE, form.memory = H5T_NATIVE_INT32;
        break;
    case EVENT_AMOUNT:
        form.type = H5T_IEEE_F64LE, form.memory = H5T_NATIVE_DOUBLE;
        break;
    case EVENT_CATEGORY:
        form.type = H5T_STD_I8LE, form.memory = H5T_NATIVE_INT8;
        break;
    }
    return form;
}

static enum status create_column(
    struct result_layout *layout, hid_t group, const struct event_column *column, hid_t scale, struct message *message)
{
    const struct growing_form form = column_form(column->type);
    enum status status = add(layout, group, column->name, &form, scale, message);
    if (status == STATUS_OK) status = hdf5_describe(last_dataset(layout), column->unit, column->sentence, message);
    if (status == STATUS_OK)
        status =
            describe_categories(last_dataset(layout), form.type, column->categories, column->category_count, message);
    return status;
}

/* `rows`: the name of the dimension; *place: of the row numbers. */
static enum status create_table(struct result_layout *layout, hid_t above, const struct event_table_info *info,
    const char *rows, int *place, struct message *message)
{
    const struct growing_form form = column_form(EVENT_NUMBER);
    hid_t group;
    enum status status = hdf5_group(above, info->name, &group, message);
    if (status != STATUS_OK) return status;
    *place = layout->growing_count;
    status = hdf5_attribute_text(group, "title", info->sentence, message);
    if (status == STATUS_OK) status = add(layout, group, rows, &form, -1, message);
    if (status == STATUS_OK) status = hdf5_describe(last_dataset(layout), "1", "Row of the table.", message);
    hid_t scale = status == STATUS_OK ? last_dataset(layout) : -1;
    for (int i = 0; i < info->column_count && status == STATUS_OK; i++)
        status = create_column(layout, group, &info->columns[i], scale, message);
    return status;
}

enum status layout_events(struct result_layout *layout, const struct scenario *scenario, struct message *message)
{
    hid_t events;
    enum status status = hdf5_group(layout->file, "events", &events, message);
    for (int t = 0; t < EVENT_TABLE_COUNT && status == STATUS_OK; t++)
        if (event_table_written(scenario, &event_tables[t]))
            status = create_table(layout, events, &event_tables[t], "event", &layout->table[t], message);
    return status;
}

/* ---- snapshots ---- */

/* The coordinate that every snapshot adds one step to. */
static enum status create_snapshot_step(struct result_layout *layout, hid_t group, struct message *message)
{
    const struct growing_form form = {
        .type = H5T_STD_I32LE, .memory = H5T_NATIVE_INT32, .rank = 1, .chunk = {SNAPSHOT_CHUNK}};
    layout->snapshot = layout->growing_count;
    enum status status = add(layout, group, "snapshot", &form, -1, message);
    return status == STATUS_OK ? hdf5_describe(last_dataset(layout), "step", "Step of the snapshot.", message) : status;
}

/* One array over agents: a snapshot is a row of the shape [agent], or [agent][domain]. */
static enum status create_array(struct result_layout *layout, hid_t group, const struct agent_array *array,
    int32_t agents, const hid_t scales[3], struct message *message)
{
    int64_t fair = HDF5_CHUNK_VALUES / array->columns > 0 ? HDF5_CHUNK_VALUES / array->columns : 1;
    struct growing_form form = {
        .rank = array->dimension == DIMENSION_NONE ? 2 : 3,
        .shape = {0, (hsize_t)agents, (hsize_t)array->columns},
        .chunk = {1, (hsize_t)(agents < fair ? agents : fair), (hsize_t)array->columns},
    };
    switch (array->type) {
    case AGENT_I32:
        form.type = H5T_STD_I32LE, form.memory = H5T_NATIVE_INT32;
        break;
    case AGENT_U64:
        form.type = H5T_STD_U64LE, form.memory = H5T_NATIVE_UINT64;
        break;
    case AGENT_F64:
        form.type = H5T_IEEE_F64LE, form.memory = H5T_NATIVE_DOUBLE;
        break;
    case AGENT_U8:
        form.type = H5T_STD_I8LE, form.memory = H5T_NATIVE_UINT8;
        break; /* R reads uint8 as raw bytes */
    }
    enum status status = add(layout, group, array->name, &form, scales[0], message);
    for (int i = 1; i < form.rank && status == STATUS_OK; i++)
        status = hdf5_attach_scale(last_dataset(layout), scales[i], i, message);
    if (status == STATUS_OK) status = hdf5_describe(last_dataset(layout), array->unit, array->sentence, message);
    if (status == STATUS_OK)
        status =
            describe_categories(last_dataset(layout), form.type, array->categories, array->category_count, message);
    return status;
}

static enum status create_agents(
    struct result_layout *layout, hid_t snapshots, const struct world *world, struct message *message)
{
    hid_t group, scales[3] = {-1, -1, -1};
    enum status status = hdf5_group(snapshots, "agents", &group, message);
    if (status == STATUS_OK) status = create_snapshot_step(layout, group, message);
    if (status == STATUS_OK) scales[0] = last_dataset(layout);
    if (status == STATUS_OK)
        status = layout_numbers(group, "agent", "Agents.", model_agents(world), &scales[1], message);
    if (status == STATUS_OK) status = layout_labels(group, world, DIMENSION_DOMAIN, NULL, &scales[2], message);
    for (int i = 0; i < model_agent_array_count(world) && status == STATUS_OK; i++) {
        const struct agent_array array = model_agent_array(world, i);
        status = create_array(layout, group, &array, model_agents(world), scales, message);
    }
    return status;
}

static enum status create_ties(
    struct result_layout *layout, hid_t snapshots, const struct world *world, struct message *message)
{
    static const struct {
        const char *name, *unit, *sentence;
    } columns[] = {{"step", "step", "Step of the snapshot."}, {"source", "1", "Who tells."},
        {"target", "1", "Who hears; in an undirected network either may be."}, {"trust", "1", "Trust at that step."}};
    const bool trusted = layout->tie_trust = model_network(world)->told.trust;
    struct growing_form form = column_form(EVENT_NUMBER);
    hid_t group;
    enum status status = hdf5_group(snapshots, "ties", &group, message);
    layout->tie = layout->growing_count;
    form.type = H5T_STD_I64LE, form.memory = H5T_NATIVE_INT64; /* ties times snapshots may be many */
    if (status == STATUS_OK) status = add(layout, group, "tie", &form, -1, message);
    if (status == STATUS_OK) status = hdf5_describe(last_dataset(layout), "1", "Row of the table.", message);
    hid_t scale = status == STATUS_OK ? last_dataset(layout) : -1;
    for (int i = 0; i < 3 + trusted && status == STATUS_OK; i++) {
        form = column_form(i < 3 ? EVENT_NUMBER : EVENT_AMOUNT);
        status = add(layout, group, columns[i].name, &form, scale, message);
        if (status == STATUS_OK)
            status = hdf5_describe(last_dataset(layout), columns[i].unit, columns[i].sentence, message);
    }
    return status;
}

enum status layout_snapshots(
    struct result_layout *layout, const struct scenario *scenario, const struct world *world, struct message *message)
{
    hid_t snapshots;
    if (!scenario->snapshots.present) return STATUS_OK;
    enum status status = hdf5_group(layout->file, "snapshots", &snapshots, message);
    if (status == STATUS_OK) status = create_agents(layout, snapshots, world, message);
    if (status == STATUS_OK && scenario->snapshots.ties) status = create_ties(layout, snapshots, world, message);
    for (int t = 0; t < SNAPSHOT_TABLE_COUNT && status == STATUS_OK; t++)
        if (event_table_written(scenario, &snapshot_tables[t]))
            status = create_table(layout, snapshots, &snapshot_tables[t], "row", &layout->snapshot_table[t], message);
    return status;
}
