/* A world and the layout of a result of it, for tests of the layout alone: no writer, no part file. */
#ifndef TESTS_LAYOUT_SUPPORT_H
#define TESTS_LAYOUT_SUPPORT_H

#include "io/hdf5/hdf5_read.h"
#include "io/result/result_layout.h"
#include "io/result_support.h"

struct laid {
    struct scenario scenario;
    struct world *world;
    int32_t *home_unit;
    struct result_request request;
    struct result_source source;
    struct result_layout layout;
    struct message message;
};

/* A world at step 0, and what is to be of it, without a file. `list` is NULL or the network. */
static inline void lay_out(struct laid *laid, const char *yaml, const struct edge_list *list)
{
    *laid = (struct laid){.scenario = scenario_of(yaml)};
    if (list) laid->scenario.network.kind = NETWORK_FILE;
    assert_int_equal(model_create(&laid->world, &laid->scenario, list, NULL, &laid->message), STATUS_OK);
    laid->home_unit = calloc((size_t)model_agents(laid->world), sizeof *laid->home_unit);
    laid->request = (struct result_request){.scenario = &laid->scenario, .yaml_text = yaml, .file = list};
    laid->source = (struct result_source){&laid->request, laid->world, laid->home_unit};
    assert_int_equal(layout_plan(&laid->layout, &laid->scenario, laid->world, &laid->message), STATUS_OK);
}

static inline void create_file(struct laid *laid, struct path path)
{
    if (layout_create(&laid->layout, path.text, true, &laid->source, &laid->message))
        fail_msg("%s", laid->message.text);
}

static inline void laid_free(struct laid *laid, bool intact)
{
    layout_abandon(&laid->layout, intact);
    free(laid->home_unit);
    model_free(laid->world);
}

/* What is in the file, which is open; to be freed. */
static inline void *values_of(const struct laid *laid, const char *path, hid_t memory, int64_t count)
{
    void *values;
    struct message message;
    if (hdf5_read_vector(laid->layout.file, path, memory, count, &values, &message)) fail_msg("%s", message.text);
    return values;
}

static inline int64_t number_of(const struct laid *laid, const char *path)
{
    int64_t number = -7;
    struct message message;
    if (hdf5_read_scalar(laid->layout.file, path, H5T_NATIVE_INT64, &number, &message)) fail_msg("%s", message.text);
    return number;
}

#endif
