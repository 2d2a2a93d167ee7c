#include "network/generators.h"

#include <stdlib.h>
#include <string.h>

int32_t unit_end(const struct edge_list *list, int32_t agent)
{
    int32_t end = agent + 1;
    while (end < list->agent_count && list->unit[end] == list->unit[agent]) end++;
    return end;
}

static int32_t first_of_unit(const struct network_parameters *parameters, int64_t unit)
{
    return (int32_t)(unit * parameters->agents / parameters->units);
}

static enum status assign_units(
    struct edge_list *list, const struct network_parameters *parameters, const struct edge_list *people)
{
    list->unit = malloc((size_t)list->agent_count * sizeof *list->unit);
    if (!list->unit) return STATUS_MEMORY;
    list->unit_count = (int32_t)parameters->units;
    if (people && people->unit) {
        memcpy(list->unit, people->unit, (size_t)list->agent_count * sizeof *list->unit);
        return STATUS_OK;
    }
    for (int32_t unit = 0; unit < list->unit_count; unit++)
        for (int32_t agent = first_of_unit(parameters, unit), end = first_of_unit(parameters, unit + 1); agent < end;
             agent++)
            list->unit[agent] = unit;
    return STATUS_OK;
}

/* Whether the first `count` ties, which are in order, have this one. */
static bool is_tied(const struct edge_list *list, int64_t count, int32_t one, int32_t other)
{
    const int32_t low = one < other ? one : other, high = one < other ? other : one;
    int64_t from = 0;
    while (from < count) {
        const int64_t middle = from + (count - from) / 2;
        const int32_t *edge = list->edges + 2 * middle;
        if (edge[0] == low && edge[1] == high) return true;
        if (edge[0] < low || (edge[0] == low && edge[1] < high))
            from = middle + 1;
        else
            count = middle;
    }
    return false;
}

/* Ties pairs drawn at random that are not tied yet: as many as are missing, again until none is, as one pair may have
 * been drawn twice. Draws: step 1, entity counts them, index is the first or the second end. */
static enum status add_extra_ties(
    struct edge_list *list, int64_t extra, const struct random_seeds *seeds, struct message *message)
{
    int64_t wanted = list->edge_count + extra, pairs = (int64_t)list->agent_count * (list->agent_count - 1) / 2;
    if (wanted > pairs)
        return message_set(message, STATUS_INPUT,
            "network.extra_ties: %lld is too much: only %lld pairs are not tied yet", (long long)extra,
            (long long)(pairs - list->edge_count));
    int32_t *edges = realloc(list->edges, (size_t)wanted * 2 * sizeof *edges);
    if (!edges) return STATUS_MEMORY;
    list->edges = edges;
    int64_t self_loops = list->self_loops, duplicates = list->duplicates;
    enum status status = STATUS_OK;
    for (uint32_t draw = 0; list->edge_count < wanted && status == STATUS_OK;) {
        const int64_t settled = list->edge_count;
        while (list->edge_count < wanted) {
            struct random_key key = random_key(seeds, STREAM_NETWORK, 1, draw++, 0);
            int32_t one = (int32_t)random_below(key, (uint64_t)list->agent_count);
            key.index = 1;
            int32_t other = (int32_t)random_below(key, (uint64_t)list->agent_count);
            if (one != other && !is_tied(list, settled, one, other)) edge_list_add(list, one, other);
        }
        status = edge_list_settle(list);
    }
    list->self_loops = self_loops;
    list->duplicates = duplicates;
    return status;
}

enum status network_generate(struct edge_list *list, const struct network_parameters *parameters,
    const struct edge_list *people, const struct random_seeds *seeds, struct message *message)
{
    static network_generator *const generators[] = {
        [NETWORK_COMPLETE] = generate_complete,
        [NETWORK_RING] = generate_ring,
        [NETWORK_LINE] = generate_line,
        [NETWORK_STAR] = generate_star,
        [NETWORK_TORUS] = generate_torus,
        [NETWORK_RANDOM] = generate_random,
        [NETWORK_SMALL_WORLD] = generate_small_world,
        [NETWORK_PREFERENTIAL] = generate_preferential,
        [NETWORK_UNITS] = generate_units,
        [NETWORK_CAVEMAN] = generate_caveman,
        [NETWORK_GROUPS] = generate_groups,
        [NETWORK_DEGREES] = generate_degrees,
    };
    *list = (struct edge_list){.agent_count = (int32_t)parameters->agents};
    if (parameters->units > parameters->agents)
        return message_set(message, STATUS_INPUT, "network.units is %lld, more than the %lld agents",
            (long long)parameters->units, (long long)parameters->agents);
    enum status status = people ? people_fit(people, parameters, message) : STATUS_OK;
    if (status == STATUS_OK) status = assign_units(list, parameters, people);
    if (status == STATUS_OK) status = generators[parameters->kind](list, parameters, seeds, message);
    if (status == STATUS_OK) status = edge_list_settle(list);
    if (status == STATUS_OK && parameters->extra_ties > 0)
        status = add_extra_ties(list, parameters->extra_ties, seeds, message);
    return status;
}
