#include "io/result/result_layout.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/text/version.h"
#include "scenario/parameters.h"

/* Column counts and arrays say how many growing datasets there can be at most. */
static int most_growing(const struct world *world)
{
    int most = 1 + OBSERVABLE_COUNT + 1 + model_agent_array_count(world) + 5;
    for (int t = 0; t < EVENT_TABLE_COUNT; t++) most += 1 + event_tables[t].column_count;
    for (int t = 0; t < SNAPSHOT_TABLE_COUNT; t++) most += 1 + snapshot_tables[t].column_count;
    return most;
}

static enum status write_root(hid_t file, const struct result_request *request, struct message *message)
{
    const struct run_parameters *run = &request->scenario->run;
    char seed[24];
    snprintf(seed, sizeof seed, "%lld", (long long)run->seed);
    const struct {
        const char *name, *text;
    } attributes[] = {{"Conventions", "CF-1.10"}, {"title", run->title}, {"question", run->question},
        {"program", "selforg"}, {"program_version", version_number()}, {"git_commit", version_commit()},
        {"compiler", version_compiler()}, {"seed", seed},
        {"scenario_yaml", request->yaml_text ? request->yaml_text : ""}};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes && status == STATUS_OK; i++)
        status = hdf5_attribute_text(file, attributes[i].name, attributes[i].text, message);
    return status == STATUS_OK ? hdf5_attribute_number(file, "format_version", RESULT_FORMAT, message) : status;
}

/* `committed_NAME`: how many rows of the dataset at place `growing`, and of those that grow with it, can be relied on.
 */
static enum status add_counter(
    struct result_layout *layout, hid_t run, const char *name, int growing, struct message *message)
{
    if (growing < 0) return STATUS_OK;
    static const int64_t none = 0;
    struct hdf5_values count = {H5T_STD_I64LE, H5T_NATIVE_INT64, &none};
    struct result_counter *counter = &layout->counter[layout->counter_count];
    char path[80];
    snprintf(path, sizeof path, "committed_%s", name);
    *counter = (struct result_counter){.growing = growing};
    enum status status = hdf5_scalar(run, path, count, &counter->dataset, message);
    if (status == STATUS_OK)
        status = hdf5_describe(counter->dataset, "rows", "Rows that are sure to be there.", message);
    if (status == STATUS_OK) layout->counter_count++;
    return status;
}

static enum status create_run(struct result_layout *layout, struct message *message)
{
    static const int8_t no = 0;
    static const int64_t none = -1;
    hid_t run;
    enum status status = hdf5_group(layout->file, "run", &run, message);
    if (status == STATUS_OK)
        status = hdf5_scalar(
            run, "complete", (struct hdf5_values){H5T_STD_I8LE, H5T_NATIVE_INT8, &no}, &layout->complete, message);
    if (status == STATUS_OK) status = hdf5_describe(layout->complete, "1", "1: the run came to its end.", message);
    if (status == STATUS_OK) status = hdf5_describe_flag(layout->complete, H5T_STD_I8LE, message);
    if (status == STATUS_OK)
        status = hdf5_scalar(run, "committed_step", (struct hdf5_values){H5T_STD_I64LE, H5T_NATIVE_INT64, &none},
            &layout->committed_step, message);
    if (status == STATUS_OK)
        status =
            hdf5_describe(layout->committed_step, "step", "Everything up to it is there; -1: nothing yet.", message);
    if (status == STATUS_OK) status = add_counter(layout, run, "series", layout->step, message);
    for (int t = 0; t < EVENT_TABLE_COUNT && status == STATUS_OK; t++)
        status = add_counter(layout, run, event_tables[t].name, layout->table[t], message);
    if (status == STATUS_OK) status = add_counter(layout, run, "snapshots", layout->snapshot, message);
    if (status == STATUS_OK) status = add_counter(layout, run, "ties", layout->tie, message);
    for (int t = 0; t < SNAPSHOT_TABLE_COUNT && status == STATUS_OK; t++)
        status = add_counter(layout, run, snapshot_tables[t].name, layout->snapshot_table[t], message);
    return status;
}

static enum status create_content(
    struct result_layout *layout, const struct result_source *source, struct message *message)
{
    const struct result_request *request = source->request;
    enum status status = write_root(layout->file, request, message);
    if (status == STATUS_OK) status = layout_series(layout, request, source->world, message);
    if (status == STATUS_OK) status = layout_parameters(layout->file, request->scenario, message);
    if (status == STATUS_OK) status = layout_people(layout->file, source, message);
    if (status == STATUS_OK) status = layout_input(layout->file, request->file, message);
    if (status == STATUS_OK) status = layout_events(layout, message);
    if (status == STATUS_OK) status = layout_snapshots(layout, source->world, message);
    return status == STATUS_OK ? create_run(layout, message) : status;
}

int layout_add(struct result_layout *layout, const struct growing_form *form)
{
    struct growing_form packed = *form;
    packed.packer = layout->packer;
    growing_begin(&layout->growing[layout->growing_count], &packed);
    return layout->growing_count++;
}

enum status layout_place(
    struct result_layout *layout, int place, hid_t group, const char *name, hid_t *dataset, struct message *message)
{
    struct growing *growing = &layout->growing[place];
    enum status status = layout->like
                             ? growing_fit(growing, group, name, growing_rows(&layout->like->growing[place]), message)
                             : growing_place(growing, group, name, message);
    *dataset = growing->dataset;
    return status;
}

enum status layout_plan(
    struct result_layout *layout, const struct scenario *scenario, const struct world *world, struct message *message)
{
    hdf5_begin();
    *layout = (struct result_layout){.file = -1, .step = -1, .snapshot = -1, .tie = -1};
    for (int o = 0; o < OBSERVABLE_COUNT; o++) layout->observable[o] = -1;
    for (int t = 0; t < EVENT_TABLE_COUNT; t++) layout->table[t] = -1;
    for (int t = 0; t < SNAPSHOT_TABLE_COUNT; t++) layout->snapshot_table[t] = -1;
    layout->growing = calloc((size_t)most_growing(world), sizeof *layout->growing);
    layout->packer = calloc(1, sizeof *layout->packer);
    if (!layout->growing || !layout->packer) return message_no_memory(message, "for a result");
    enum status status = layout_plan_series(layout, scenario, world, message);
    layout_plan_events(layout, scenario);
    layout_plan_snapshots(layout, scenario, world);
    return status;
}

enum status layout_create(struct result_layout *layout, const char *path, bool part, const struct result_source *source,
    struct message *message)
{
    enum status status = (part ? hdf5_create_part : hdf5_create)(path, &layout->file, message);
    return status == STATUS_OK ? create_content(layout, source, message) : status;
}

int64_t layout_waiting(const struct result_layout *layout)
{
    int64_t bytes = 0;
    for (int i = 0; i < layout->growing_count; i++)
        bytes += layout->growing[i].waiting * (int64_t)layout->growing[i].row_bytes;
    return bytes;
}

enum status layout_write_out(struct result_layout *layout, struct message *message)
{
    enum status status = STATUS_OK;
    for (int i = 0; i < layout->growing_count && status == STATUS_OK; i++)
        status = growing_write_out(&layout->growing[i], message);
    return status;
}

static enum status flush(const struct result_layout *layout, struct message *message)
{
    if (H5Fflush(layout->file, H5F_SCOPE_LOCAL) >= 0) return STATUS_OK;
    return hdf5_refused(message, STATUS_WRITE, "cannot write", "counts");
}

/* The step comes last: whoever sees it sees counts at least as new. */
enum status layout_state_committed(struct result_layout *layout, int64_t step, struct message *message)
{
    enum status status = STATUS_OK;
    for (int i = 0; i < layout->counter_count && status == STATUS_OK; i++)
        status = hdf5_rewrite(layout->counter[i].dataset, H5T_NATIVE_INT64,
            &layout->growing[layout->counter[i].growing].written, message);
    if (status == STATUS_OK) status = flush(layout, message);
    if (status == STATUS_OK) status = hdf5_rewrite(layout->committed_step, H5T_NATIVE_INT64, &step, message);
    return status == STATUS_OK ? flush(layout, message) : status;
}

void layout_abandon(struct result_layout *layout, bool intact)
{
    for (int i = 0; i < layout->growing_count; i++) growing_free(&layout->growing[i]);
    free(layout->growing);
    if (layout->packer) packer_free(layout->packer);
    free(layout->packer);
    if (intact) hdf5_drop(layout->file);
    *layout = (struct result_layout){.file = -1};
}
