/* What a page is given of a scenario, and what it refuses: a browser or a phone has to take it. */
#include <stdlib.h>
#include <string.h>

#include "model/cycle/model.h"
#include "program/page/page_inner.h"
#include "program/terminal/figures.h"
#include "recording/recording.h"
#include "scenario/parameters.h"

/* JavaScript counts to 2^53 - 1. */
enum { VALUE_BYTES_MOST = PAGE_TEXT_BYTES - PARAMETER_PATH - 2 };
static const int64_t count_most = (INT64_C(1) << 53) - 1;

static enum status takes_value(
    const char *path, const struct scenario *scenario, const struct parameter *parameter, struct message *message)
{
    const void *value = parameter_value(scenario, parameter);
    if (parameter->type == PARAMETER_COUNT && *(const int64_t *)value > count_most)
        return message_set(message, STATUS_INPUT, "%s: %s: the page counts to %lld, and this is more", path,
            parameter_path(parameter).text, (long long)count_most);
    char *text = parameter_text(scenario, parameter);
    const bool fits = text && strlen(text) <= (size_t)VALUE_BYTES_MOST;
    free(text);
    if (fits) return STATUS_OK;
    return message_set(message, STATUS_INPUT, "%s: %s: the page takes %d bytes, and this is more", path,
        parameter_path(parameter).text, VALUE_BYTES_MOST);
}

/* The world itself is made: that tells what it takes, and whether it can be made at all. */
static enum status takes_memory(const char *path, const struct scenario *scenario, struct message *message)
{
    struct world *world = NULL;
    const enum status status = model_create(&world, scenario, NULL, NULL, message);
    const double bytes = status == STATUS_OK ? (double)model_bytes(world) : 0;
    model_free(world);
    if (status != STATUS_OK || bytes <= 1e6 * PAGE_MEGABYTES_MOST) return status;
    return message_set(message, STATUS_INPUT, "%s: it takes %s of memory, and the page has %d MB at most", path,
        figure_bytes(bytes).text, PAGE_MEGABYTES_MOST);
}

enum status page_takes(const char *path, const struct scenario_input *input, struct message *message)
{
    const struct scenario *scenario = &input->scenario;
    if (input->has_edges)
        return message_set(message, STATUS_INPUT,
            "%s: network.%s: the page makes its people and networks itself, and takes none from a file", path,
            scenario->network.kind == NETWORK_FILE ? "kind" : "nodes");
    if (scenario->network.agents > PAGE_PEOPLE_MOST)
        return message_set(message, STATUS_INPUT,
            "%s: network.agents: the page takes %s people at most, and this has %s", path,
            figure_count(PAGE_PEOPLE_MOST).text, figure_count(scenario->network.agents).text);
    if (scenario->run.steps > PAGE_STEPS_MOST)
        return message_set(message, STATUS_INPUT, "%s: steps: the page takes %s steps at most, and this has %s", path,
            figure_count(PAGE_STEPS_MOST).text, figure_count(scenario->run.steps).text);
    if (*scenario->run.until)
        return message_set(message, STATUS_INPUT,
            "%s: until: the page runs for a number of steps and knows no such rule; --set until= leaves it out", path);
    enum status status = STATUS_OK;
    for (int i = 0; i < PARAMETER_TOTAL && status == STATUS_OK; i++)
        status = takes_value(path, scenario, &parameter_table[i], message);
    return status == STATUS_OK ? takes_memory(path, scenario, message) : status;
}
