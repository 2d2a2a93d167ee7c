/* What the page that opens result files calls besides: it says what a file holds, and the run is made once more and
 * recorded, by the same code that `selforg view` has. In a module of its own, so that the page for classrooms does not
 * carry it.
 *
 * In this order: begin; value for each parameter; network and network_part, where the run had a network from a file;
 * record; record_step for each step; print_scenario, print_record. An instance records one run.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "browser/module_inner.h"
#include "network/edges.h"
#include "recording/recording.h"
#include "scenario/check/scenario_check.h"
#include "scenario/parameters.h"

static struct {
    struct edge_list network;
    bool has_network;
    struct recording recording;
    struct json_buffer json;
    char *text;
} record;

/* How many people a page draws, and how many bytes it takes of what happened. */
EXPORT(people_most) int record_people_most(void);
int record_people_most(void)
{
    return PAGE_PEOPLE_MOST;
}

EXPORT(bytes_most) int record_bytes_most(void);
int record_bytes_most(void)
{
    return PAGE_MEGABYTES_MOST * 1000000;
}

/* Room for a text of so many bytes, the zero at its end among them; 0: no memory. */
EXPORT(room) char *record_room(int bytes);
char *record_room(int bytes)
{
    free(record.text);
    return record.text = malloc((size_t)bytes);
}

/* Takes the "section.key=value" of a file that was put into the room. What this program does not know is passed over,
 * as by the reader of results; the digest tells whether it matters. 0, or a status with its message in the text. */
EXPORT(value) int record_value(void);
int record_value(void)
{
    struct message message = {""};
    char *value = strchr(record.text, '=');
    if (!value) return STATUS_OK;
    *value++ = '\0';
    const struct parameter *parameter = parameter_find(record.text);
    return parameter ? module_say(parameter_set(&run.scenario, parameter, value, &message), &message) : STATUS_OK;
}

/* There is a network of so many people, units and edges; its parts are filled in next. A status. */
EXPORT(network) int record_network(int people, int units, int edges, int directed);
int record_network(int people, int units, int edges, int directed)
{
    edge_list_free(&record.network);
    record.has_network = people > 0 && edges >= 0 && edge_list_reserve(&record.network, edges) == STATUS_OK;
    record.network.agent_count = people;
    record.network.unit_count = units;
    record.network.edge_count = edges;
    record.network.directed = directed != 0;
    return record.has_network ? STATUS_OK : STATUS_MEMORY;
}

/* Where to put the part of the network that the text names: "edges", both ends of each, or "agent_unit", whole numbers;
 * "weight" or a column of people, amounts. 0: there is no such part, or no memory. */
EXPORT(network_part) void *record_network_part(void);
void *record_network_part(void)
{
    struct edge_list *network = &record.network;
    const size_t people = (size_t)network->agent_count;
    if (strcmp(run.text, "edges") == 0) return network->edges;
    if (strcmp(run.text, "agent_unit") == 0) return network->unit = calloc(people, sizeof *network->unit);
    if (strcmp(run.text, "weight") == 0)
        return network->weight = calloc((size_t)network->edge_count + 1, sizeof *network->weight);
    for (int i = 0; i < TRAIT_COUNT; i++)
        if (strcmp(run.text, trait_table[i].column) == 0)
            return network->trait[i] = calloc(people, sizeof *network->trait[i]);
    return NULL;
}

/* Takes the names of the network's people, or of its units, from the room, each ended by a zero. A status. */
EXPORT(network_names) int record_network_names(int units);
int record_network_names(int units)
{
    struct labels *labels = units ? &record.network.units : &record.network.agents;
    const int32_t count = units ? record.network.unit_count : record.network.agent_count;
    const char *at = record.text;
    labels->text = calloc((size_t)count + 1, sizeof *labels->text);
    for (int32_t i = 0; labels->text && i < count; i++, at += strlen(at) + 1)
        if (!(labels->text[labels->count++] = strdup(at))) return STATUS_MEMORY;
    return labels->text ? STATUS_OK : STATUS_MEMORY;
}

static enum status take(void)
{
    const enum status status = model_observe(run.world, &run.observation);
    if (status != STATUS_OK) return status;
    recording_take_events(&record.recording, model_events(run.world));
    recording_take_row(&record.recording, &run.observation);
    events_clear(model_events(run.world));
    return record.recording.short_of_memory ? STATUS_MEMORY : STATUS_OK;
}

/* Makes the world of a run of so many steps, at its start. 0, or a status with its message in the text. */
EXPORT(record) int record_begin(int steps);
int record_begin(int steps)
{
    struct message message = {""};
    const char *culprit;
    enum status status = record.has_network ? edge_list_check(&record.network, &message) : STATUS_OK;
    scenario_settle(&run.scenario);
    if (status == STATUS_OK) status = scenario_check(&run.scenario, &culprit, &message);
    struct scenario scenario = run.scenario;
    recording_scenario(&scenario, steps);
    if (status == STATUS_OK)
        status = model_create(&run.world, &scenario, record.has_network ? &record.network : NULL, NULL, &message);
    if (status == STATUS_OK) status = observation_create(&run.observation, run.world);
    if (status == STATUS_OK) {
        recording_begin(&record.recording, run.world, &scenario);
        status = take();
    }
    return module_say(status, &message);
}

/* Does a step and records it. 0, or a status with its message in the text. */
EXPORT(record_step) int record_step(void);
int record_step(void)
{
    struct message message = {""};
    enum status status = model_step(run.world);
    if (status == STATUS_OK) status = take();
    return module_say(status, &message);
}

/* How many bytes JSON of it takes at least. */
EXPORT(record_bytes) int record_bytes(void);
int record_bytes(void)
{
    return (int)(recording_bytes(&record.recording) / 4);
}

static int length_of(struct json_buffer *json)
{
    return json_buffer_end(json) ? (int)json->bytes.count - 1 : -1;
}

/* Print the scenario as it was given, or what happened, and give the length of the text; -1: no memory. */
EXPORT(print_scenario) int record_print_scenario(void);
int record_print_scenario(void)
{
    json_buffer_free(&record.json);
    recording_print_scenario(&run.scenario, &record.json);
    return length_of(&record.json);
}

EXPORT(print_record) int record_print(void);
int record_print(void)
{
    struct digest digest;
    if (model_digest(run.world, &digest) != STATUS_OK) return -1;
    json_buffer_free(&record.json);
    recording_print(&record.recording, digest, &record.json);
    return length_of(&record.json);
}

/* Where the text is that was printed last. */
EXPORT(printed) const char *record_printed(void);
const char *record_printed(void)
{
    return record.json.bytes.items;
}
