/* People whom a table describes, beside a network that is made. */
#include <stdlib.h>
#include <string.h>

#include "network/edges.h"
#include "scenario/text.h"

/* Where each goes. */
static void places_by_unit(const struct edge_list *people, int32_t *start, int32_t *place)
{
    for (int32_t i = 0; i < people->agent_count; i++) start[people->unit[i] + 1]++;
    for (int32_t unit = 0; unit < people->unit_count; unit++) start[unit + 1] += start[unit];
    for (int32_t i = 0; i < people->agent_count; i++) place[i] = start[people->unit[i]]++;
}

/* Moves items of that size each to its place, by way of room for all of them. */
static void move(void *items, size_t size, int32_t count, const int32_t *place, char *room)
{
    if (!items) return;
    for (int32_t i = 0; i < count; i++) memcpy(room + (size_t)place[i] * size, (char *)items + (size_t)i * size, size);
    memcpy(items, room, (size_t)count * size);
}

enum status people_by_unit(struct edge_list *people)
{
    const int32_t count = people->agent_count;
    if (!people->unit) return STATUS_OK;
    int32_t *start = calloc((size_t)people->unit_count + 1, sizeof *start);
    int32_t *place = malloc((size_t)count * sizeof *place + 1);
    char *room = malloc((size_t)count * sizeof(double) + 1);
    enum status status = start && place && room ? STATUS_OK : STATUS_MEMORY;
    if (status == STATUS_OK) {
        places_by_unit(people, start, place);
        for (int trait = 0; trait < TRAIT_COUNT; trait++)
            move(people->trait[trait], sizeof(double), count, place, room);
        move(people->agents.text, sizeof *people->agents.text, people->agents.count, place, room);
        move(people->unit, sizeof *people->unit, count, place, room);
    }
    free(start);
    free(place);
    free(room);
    return status;
}

enum status people_fit(
    const struct edge_list *people, const struct network_parameters *parameters, struct message *message)
{
    if (people->agent_count != parameters->agents)
        return message_set(message, STATUS_INPUT, "%s has %s, and network.agents is %lld: they must be as many",
            parameters->nodes, text_count(people->agent_count, "person", "people").text, (long long)parameters->agents);
    if (people->unit_count == 0 || people->unit_count == parameters->units) return STATUS_OK;
    return message_set(message, STATUS_INPUT, "%s has %s, and network.units is %lld: they must be as many",
        parameters->nodes, text_count(people->unit_count, "unit", "units").text, (long long)parameters->units);
}
