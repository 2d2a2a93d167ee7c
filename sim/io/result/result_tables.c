/* The event tables and the snapshots of a result file. */
#include <stdio.h>
#include <stdlib.h>

#include "io/result/result_layout.h"

enum { SNAPSHOT_CHUNK = 64 };

/* The scale planned at `place`: the numbers of the rows of what follows. */
static enum status create_scale(struct result_layout *layout, int place, hid_t group, const char *name,
    const char *unit, const char *sentence, struct hdf5_scale *scale, struct message *message)
{
    hid_t dataset;
    enum status status = layout_place(layout, place, group, name, &dataset, message);
    if (status == STATUS_OK) status = hdf5_scale_begin(scale, dataset, name, message);
    return status == STATUS_OK ? hdf5_describe(dataset, unit, sentence, message) : status;
}

/* The names of categories one after another, each with its sentence or without; to be freed. NULL: there is no memory.
 */
static char *list_categories(const struct event_category *categories, int count, const char *between, bool sentences)
{
    char *text;
    size_t length;
    FILE *stream = open_memstream(&text, &length);
    if (!stream) return NULL;
    for (int i = 0; i < count; i++) {
        fprintf(stream, "%s%s", i > 0 ? between : "", categories[i].name);
        if (sentences) fprintf(stream, ": %s", categories[i].sentence);
    }
    if (fclose(stream) == 0) return text;
    free(text);
    return NULL;
}

/* CF's way to say what the numbers of a dataset of type `of` mean: values, names, and in a comment a sentence for each.
 */
static enum status describe_categories(
    hid_t dataset, hid_t of, const struct event_category *categories, int count, struct message *message)
{
    int8_t values[INT8_MAX + 1];
    if (count == 0) return STATUS_OK;
    for (int i = 0; i < count; i++) values[i] = (int8_t)i;
    char *meanings = list_categories(categories, count, " ", false);
    char *comment = list_categories(categories, count, "; ", true);
    enum status status = meanings && comment
                             ? hdf5_attribute_numbers(dataset, "flag_values", of, values, count, message)
                             : message_no_memory(message, "for the words of a table");
    if (status == STATUS_OK) status = hdf5_attribute_text(dataset, "flag_meanings", meanings, message);
    if (status == STATUS_OK) status = hdf5_attribute_text(dataset, "comment", comment, message);
    free(meanings);
    free(comment);
    return status;
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

static int plan_column(struct result_layout *layout, enum event_column_type type)
{
    const struct growing_form form = column_form(type);
    return layout_add(layout, &form);
}

/* The place of the row numbers. */
static int plan_table(struct result_layout *layout, const struct event_table_info *info)
{
    const int place = plan_column(layout, EVENT_NUMBER);
    for (int i = 0; i < info->column_count; i++) plan_column(layout, info->columns[i].type);
    return place;
}

void layout_plan_events(struct result_layout *layout, const struct scenario *scenario)
{
    for (int t = 0; t < EVENT_TABLE_COUNT; t++)
        if (event_table_written(scenario, &event_tables[t])) layout->table[t] = plan_table(layout, &event_tables[t]);
}

static enum status create_column(struct result_layout *layout, int place, hid_t group,
    const struct event_column *column, struct hdf5_scale *scale, struct message *message)
{
    hid_t dataset;
    enum status status = layout_place(layout, place, group, column->name, &dataset, message);
    if (status == STATUS_OK) status = hdf5_scale_use(dataset, 1, &scale, message);
    if (status == STATUS_OK) status = hdf5_describe(dataset, column->unit, column->sentence, message);
    if (status == STATUS_OK)
        status = describe_categories(
            dataset, layout->growing[place].type, column->categories, column->category_count, message);
    return status;
}

/* `rows`: the name of the dimension; `place`: of the row numbers. */
static enum status create_table(struct result_layout *layout, hid_t above, const struct event_table_info *info,
    const char *rows, int place, struct message *message)
{
    struct hdf5_scale scale = {.dataset = -1};
    hid_t group;
    enum status status = hdf5_group(above, info->name, &group, message);
    if (status == STATUS_OK) status = hdf5_attribute_text(group, "title", info->sentence, message);
    if (status == STATUS_OK)
        status = create_scale(layout, place, group, rows, "1", "Row of the table.", &scale, message);
    for (int i = 0; i < info->column_count && status == STATUS_OK; i++)
        status = create_column(layout, place + 1 + i, group, &info->columns[i], &scale, message);
    return hdf5_scale_end(status, &scale, message);
}

enum status layout_events(struct result_layout *layout, struct message *message)
{
    hid_t events;
    enum status status = hdf5_group(layout->file, "events", &events, message);
    for (int t = 0; t < EVENT_TABLE_COUNT && status == STATUS_OK; t++)
        if (layout->table[t] >= 0)
            status = create_table(layout, events, &event_tables[t], "event", layout->table[t], message);
    return status;
}

/* ---- snapshots ---- */

/* One array over agents: a snapshot is a row of the shape [agent], or [agent][domain]. */
static int plan_array(struct result_layout *layout, const struct agent_array *array, int32_t agents)
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
    return layout_add(layout, &form);
}

static void plan_ties(struct result_layout *layout, const struct world *world)
{
    struct growing_form numbers = column_form(EVENT_NUMBER);
    numbers.type = H5T_STD_I64LE, numbers.memory = H5T_NATIVE_INT64; /* ties times snapshots may be many */
    layout->tie = layout_add(layout, &numbers);
    layout->tie_trust = model_network(world)->told.trust;
    for (int i = 0; i < 3 + layout->tie_trust; i++) plan_column(layout, i < 3 ? EVENT_NUMBER : EVENT_AMOUNT);
}

void layout_plan_snapshots(struct result_layout *layout, const struct scenario *scenario, const struct world *world)
{
    const struct growing_form step = {
        .type = H5T_STD_I32LE, .memory = H5T_NATIVE_INT32, .rank = 1, .chunk = {SNAPSHOT_CHUNK}};
    if (!scenario->snapshots.present) return;
    layout->snapshot = layout_add(layout, &step);
    for (int i = 0; i < model_agent_array_count(world); i++) {
        const struct agent_array array = model_agent_array(world, i);
        plan_array(layout, &array, model_agents(world));
    }
    if (scenario->snapshots.ties) plan_ties(layout, world);
    for (int t = 0; t < SNAPSHOT_TABLE_COUNT; t++)
        if (event_table_written(scenario, &snapshot_tables[t]))
            layout->snapshot_table[t] = plan_table(layout, &snapshot_tables[t]);
}

static enum status create_array(struct result_layout *layout, int place, hid_t group, const struct agent_array *array,
    struct hdf5_scale scales[3], struct message *message)
{
    struct hdf5_scale *const on[] = {&scales[0], &scales[1], &scales[2]};
    const struct growing *growing = &layout->growing[place];
    hid_t dataset;
    enum status status = layout_place(layout, place, group, array->name, &dataset, message);
    if (status == STATUS_OK) status = hdf5_scale_use(dataset, growing->rank, on, message);
    if (status == STATUS_OK) status = hdf5_describe(dataset, array->unit, array->sentence, message);
    if (status == STATUS_OK)
        status = describe_categories(dataset, growing->type, array->categories, array->category_count, message);
    return status;
}

static enum status create_agents(
    struct result_layout *layout, hid_t snapshots, const struct world *world, struct message *message)
{
    struct hdf5_scale scales[3] = {{.dataset = -1}};
    hid_t group;
    enum status status = hdf5_group(snapshots, "agents", &group, message);
    if (status == STATUS_OK)
        status = create_scale(
            layout, layout->snapshot, group, "snapshot", "step", "Step of the snapshot.", &scales[0], message);
    if (status == STATUS_OK)
        status = layout_numbers(group, "agent", "Agents.", model_agents(world), &scales[1], message);
    if (status == STATUS_OK) status = layout_labels(group, world, DIMENSION_DOMAIN, NULL, &scales[2], message);
    for (int i = 0; i < model_agent_array_count(world) && status == STATUS_OK; i++) {
        const struct agent_array array = model_agent_array(world, i);
        status = create_array(layout, layout->snapshot + 1 + i, group, &array, scales, message);
    }
    for (int i = 0; i < 3; i++) status = hdf5_scale_end(status, &scales[i], message);
    return status;
}

static enum status create_ties(struct result_layout *layout, hid_t snapshots, struct message *message)
{
    static const struct event_column columns[] = {{.name = "step", .unit = "step", .sentence = "Step of the snapshot."},
        {.name = "source", .unit = "1", .sentence = "Who tells."},
        {.name = "target", .unit = "1", .sentence = "Who hears; in an undirected network either may be."},
        {.name = "trust", .unit = "1", .sentence = "Trust at that step."}};
    struct hdf5_scale scale = {.dataset = -1};
    hid_t group;
    enum status status = hdf5_group(snapshots, "ties", &group, message);
    if (status == STATUS_OK)
        status = create_scale(layout, layout->tie, group, "tie", "1", "Row of the table.", &scale, message);
    for (int i = 0; i < 3 + layout->tie_trust && status == STATUS_OK; i++)
        status = create_column(layout, layout->tie + 1 + i, group, &columns[i], &scale, message);
    return hdf5_scale_end(status, &scale, message);
}

enum status layout_snapshots(struct result_layout *layout, const struct world *world, struct message *message)
{
    hid_t snapshots;
    if (layout->snapshot < 0) return STATUS_OK;
    enum status status = hdf5_group(layout->file, "snapshots", &snapshots, message);
    if (status == STATUS_OK) status = create_agents(layout, snapshots, world, message);
    if (status == STATUS_OK && layout->tie >= 0) status = create_ties(layout, snapshots, message);
    for (int t = 0; t < SNAPSHOT_TABLE_COUNT && status == STATUS_OK; t++)
        if (layout->snapshot_table[t] >= 0)
            status = create_table(layout, snapshots, &snapshot_tables[t], "row", layout->snapshot_table[t], message);
    return status;
}
