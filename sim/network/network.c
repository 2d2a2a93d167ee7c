#include "network/network.h"

#include <stdlib.h>
#include <string.h>

#include "network/generators.h"
#include "network/rows.h"

/* Members are counted, then laid in place. */
void network_index_units(struct network *network)
{
    int32_t *start = network->unit_start;
    for (int32_t unit = 0; unit <= network->unit_count; unit++) start[unit] = 0;
    for (int32_t agent = 0; agent < network->agent_count; agent++) start[network->unit[agent] + 1]++;
    for (int32_t unit = 0; unit < network->unit_count; unit++) start[unit + 1] += start[unit];
    for (int32_t agent = 0; agent < network->agent_count; agent++)
        network->unit_member[start[network->unit[agent]]++] = agent;
    /* Each start has now moved to the end of its unit, which is the start of the next. */
    memmove(start + 1, start, (size_t)network->unit_count * sizeof *start);
    start[0] = 0;
}

/* Takes over the units of the list, or puts everybody in one. */
static enum status take_units(struct network *network, const struct edge_list *list)
{
    size_t agents = (size_t)network->agent_count;
    network->unit_count = list->unit_count > 0 ? list->unit_count : 1;
    network->unit = calloc(agents, sizeof *network->unit);
    network->unit_member = malloc(agents * sizeof *network->unit_member);
    network->unit_start = calloc((size_t)network->unit_count + 1, sizeof *network->unit_start);
    if (!network->unit || !network->unit_member || !network->unit_start) return STATUS_MEMORY;
    if (list->unit_count > 0) memcpy(network->unit, list->unit, agents * sizeof *network->unit);
    network_index_units(network);
    return STATUS_OK;
}

/* Makes the network that a settled list describes. */
static enum status assemble(struct network *network, const struct edge_list *list, struct trust_at_start trust)
{
    network->agent_count = list->agent_count;
    network->directed = list->directed;
    network->tie_count = list->edge_count;
    enum status status = take_units(network, list);
    if (status == STATUS_OK)
        status = rows_lay(&network->told, list, list->directed ? ARCS_OF_SOURCE : ARCS_OF_BOTH, trust);
    if (status == STATUS_OK && list->directed) status = rows_lay(&network->heard, list, ARCS_OF_TARGET, trust);
    return status;
}

enum status network_build(struct network *network, const struct scenario *scenario, const struct edge_list *file,
    const struct random_seeds *seeds, double trust_at_start, struct message *message)
{
    *network = (struct network){0};
    enum status status = STATUS_OK;
    struct edge_list generated = {0};
    const struct trust_at_start trust = {trust_at_start, *scenario->network.trust_column != '\0'};
    if (scenario->network.kind != NETWORK_FILE) {
        status = network_generate(&generated, &scenario->network, file, seeds, message);
        file = &generated;
    }
    if (status == STATUS_OK) status = assemble(network, file, trust);
    if (status == STATUS_OK && scenario->network.kind == NETWORK_COMPLETE) {
        network->complete = true;
        network->tie_count = (int64_t)network->agent_count * (network->agent_count - 1) / 2;
    }
    if (status == STATUS_OK && network->directed && scenario->contacts.present)
        status = message_set(
            message, STATUS_INPUT, "contacts: needs ties that go both ways, and those of the file are one-way");
    if (status == STATUS_MEMORY) message_no_memory(message, "for a network of %ld agents", (long)file->agent_count);
    if (status != STATUS_OK) network_free(network);
    edge_list_free(&generated);
    return status;
}

void network_free(struct network *network)
{
    rows_free(&network->told);
    rows_free(&network->heard);
    free(network->unit);
    free(network->unit_start);
    free(network->unit_member);
    *network = (struct network){0};
}

static struct rows *heard_rows(struct network *network)
{
    return (struct rows *)network_heard(network);
}

/* Looks in the shorter of the two rows that know. */
static bool tells(const struct network *network, int32_t i, int32_t j)
{
    const struct rows *told = &network->told, *heard = network_heard(network);
    if (told->length[i] <= heard->length[j]) return rows_find(told, i, j) >= 0;
    return rows_find(heard, j, i) >= 0;
}

static void add_arc(struct network *network, int32_t i, int32_t j, double trust, int32_t step)
{
    rows_add(&network->told, i, j, trust, step);
    rows_add(heard_rows(network), j, i, trust, step);
    network->tie_count++;
}

int32_t network_place_in_unit(const struct network *network, int32_t agent)
{
    int32_t unit = network->unit[agent], low = network->unit_start[unit], high = network->unit_start[unit + 1] - 1;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (network->unit_member[middle] < agent)
            low = middle + 1;
        else
            high = middle;
    }
    return low - network->unit_start[unit];
}

bool network_untie(struct network *network, int32_t i, int32_t j)
{
    bool there = tells(network, i, j), back = network->directed && tells(network, j, i);
    if (there) rows_remove(&network->told, i, j), rows_remove(heard_rows(network), j, i);
    if (back) rows_remove(&network->told, j, i), rows_remove(&network->heard, i, j);
    network->tie_count -= there + back;
    return there || back;
}

enum status network_tie(struct network *network, int32_t i, int32_t j, double trust, int32_t step, bool *added)
{
    bool there = tells(network, i, j), back = network->directed ? tells(network, j, i) : there;
    *added = false;
    if (network->complete || (there && back)) return STATUS_OK;
    if (!rows_reserve(&network->told, i) || !rows_reserve(&network->told, j)) return STATUS_MEMORY;
    if (network->directed && (!rows_reserve(&network->heard, i) || !rows_reserve(&network->heard, j)))
        return STATUS_MEMORY;
    if (!there) add_arc(network, i, j, trust, step);
    if (network->directed && !back) add_arc(network, j, i, trust, step);
    *added = true;
    return STATUS_OK;
}

struct names_there network_names(const struct edge_list *file)
{
    return (struct names_there){.agents = file->agent_count,
        .units = file->unit_count > 0 ? file->unit_count : 1,
        .agent_names = file->agents.count > 0 ? (const char *const *)file->agents.text : NULL,
        .unit_names = file->units.count > 0 ? (const char *const *)file->units.text : NULL};
}
