/* The root of a result file: the time series and the labels of their dimensions. */
#include <stdlib.h>

#include "io/result/result_layout.h"

enum { SERIES_CHUNK = 4096 };

enum status layout_labels(hid_t group, const struct world *world, enum dimension dimension, const struct labels *names,
    struct hdf5_scale *scale, struct message *message)
{
    hid_t dataset = -1;
    const char *name = dimension_table[dimension].name;
    int64_t count = model_dimension_length(world, dimension);
    bool named = names && names->count == count;
    char(*buffer)[64] = calloc((size_t)count + 1, sizeof *buffer);
    const char **text = calloc((size_t)count + 1, sizeof *text);
    enum status status = STATUS_OK;
    if (!buffer || !text) {
        status = message_no_memory(message, "for labels");
    } else {
        for (int64_t i = 0; i < count; i++)
            text[i] = named ? names->text[i] : model_dimension_label(world, dimension, i, buffer[i]);
        status = hdf5_vector_text(group, name, text, count, &dataset, message);
    }
    if (status == STATUS_OK) status = hdf5_scale_begin(scale, dataset, name, message);
    if (status == STATUS_OK) status = hdf5_describe(dataset, NULL, dimension_table[dimension].sentence, message);
    free(buffer);
    free(text);
    return status;
}

/* As many rows as there will be, but no more than make a chunk of a fair size. */
static hsize_t chunk_rows(const struct scenario *scenario, int64_t width)
{
    int64_t rows = scenario->run.steps / scenario->observe.every + 2;
    int64_t fair = HDF5_CHUNK_VALUES / (width > 0 ? width : 1);
    int64_t most = fair < SERIES_CHUNK ? fair : SERIES_CHUNK;
    if (most < 1) most = 1;
    return (hsize_t)(rows < most ? rows : most);
}

static int plan_series(
    struct result_layout *layout, const struct scenario *scenario, const struct world *world, enum observable o)
{
    const struct observable_info *info = &observable_table[o];
    int64_t width = info->dimension == DIMENSION_NONE ? 1 : model_dimension_length(world, info->dimension);
    int64_t most = width < HDF5_CHUNK_VALUES ? width : HDF5_CHUNK_VALUES;
    struct growing_form form = {
        .type = info->type == OBSERVABLE_COUNT_TYPE ? H5T_STD_I32LE : H5T_IEEE_F64LE,
        .memory = H5T_NATIVE_DOUBLE, /* the numbers come as doubles, and HDF5 makes counts of them */
        .rank = info->dimension == DIMENSION_NONE ? 1 : 2,
        .shape = {0, (hsize_t)width},
        .chunk = {chunk_rows(scenario, width), (hsize_t)most},
    };
    return layout_add(layout, &form);
}

/* Which series there are, the world alone knows: those to which it gives a length. */
enum status layout_plan_series(
    struct result_layout *layout, const struct scenario *scenario, const struct world *world, struct message *message)
{
    const struct growing_form step = {
        .type = H5T_STD_I32LE, .memory = H5T_NATIVE_INT32, .rank = 1, .chunk = {chunk_rows(scenario, 1)}};
    struct observation observation;
    if (observation_create(&observation, world) != STATUS_OK) return message_no_memory(message, "to observe");
    layout->step = layout_add(layout, &step);
    for (int o = 0; o < OBSERVABLE_COUNT; o++)
        if (observation.length[o] > 0) layout->observable[o] = plan_series(layout, scenario, world, (enum observable)o);
    observation_free(&observation);
    return STATUS_OK;
}

static enum status create_step(
    struct result_layout *layout, const struct scenario *scenario, struct hdf5_scale *scale, struct message *message)
{
    hid_t step;
    enum status status = layout_place(layout, layout->step, layout->file, "step", &step, message);
    if (status == STATUS_OK) status = hdf5_scale_begin(scale, step, "step", message);
    if (status != STATUS_OK) return status;
    return hdf5_describe(step, scenario_step_unit(scenario), "Steps done; 0 is the start.", message);
}

static enum status create_series(
    struct result_layout *layout, enum observable o, struct hdf5_scale scales[], struct message *message)
{
    const struct observable_info *info = &observable_table[o];
    struct hdf5_scale *const on[] = {&scales[DIMENSION_NONE], &scales[info->dimension]};
    const int rank = info->dimension == DIMENSION_NONE ? 1 : 2;
    hid_t series;
    enum status status = layout_place(layout, layout->observable[o], layout->file, info->name, &series, message);
    if (status == STATUS_OK) status = hdf5_describe(series, info->unit, info->sentence, message);
    return status == STATUS_OK ? hdf5_scale_use(series, rank, on, message) : status;
}

/* The labels of every dimension that the world has. */
static enum status create_dimensions(struct result_layout *layout, const struct result_request *request,
    const struct world *world, struct hdf5_scale scales[], struct message *message)
{
    const struct labels *units = request->file ? &request->file->units : NULL;
    enum status status = STATUS_OK;
    for (int d = DIMENSION_NONE + 1; d < DIMENSION_COUNT && status == STATUS_OK; d++)
        if (model_dimension_length(world, (enum dimension)d) > 0)
            status = layout_labels(
                layout->file, world, (enum dimension)d, d == DIMENSION_UNIT ? units : NULL, &scales[d], message);
    return status;
}

enum status layout_series(struct result_layout *layout, const struct result_request *request, const struct world *world,
    struct message *message)
{
    struct hdf5_scale scales[DIMENSION_COUNT] = {{.dataset = -1}}; /* in the place of none: the steps */
    enum status status = create_step(layout, request->scenario, &scales[DIMENSION_NONE], message);
    if (status == STATUS_OK) status = create_dimensions(layout, request, world, scales, message);
    for (int o = 0; o < OBSERVABLE_COUNT && status == STATUS_OK; o++)
        if (layout->observable[o] >= 0) status = create_series(layout, (enum observable)o, scales, message);
    for (int d = 0; d < DIMENSION_COUNT; d++) status = hdf5_scale_end(status, &scales[d], message);
    return status;
}
