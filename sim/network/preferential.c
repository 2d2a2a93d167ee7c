/* Growth with preferential attachment (Barabási and Albert 1999, doi:10.1126/science.286.5439.509).
 *
 * The ends of all ties so far, each written down as often as it occurs, are the edge list itself: one drawn at random
 * is an agent with a probability proportional to its number of ties. The seed is a clique of `attach` + 1 agents
 * (network.ties_per_newcomer); each newcomer is tied to `attach` agents, drawn until they are distinct. Draws: entity
 * is the newcomer, index counts its draws. */
#include "network/generators.h"

#include <stdlib.h>

static void attach_newcomer(
    struct edge_list *list, int32_t newcomer, int64_t attach, int32_t *last_newcomer, const struct random_seeds *seeds)
{
    uint64_t ends = 2 * (uint64_t)list->edge_count;
    uint32_t draw = 0;
    for (int64_t ties = 0; ties < attach;) {
        struct random_key key = random_key(seeds, STREAM_NETWORK, 0, (uint32_t)newcomer, draw++);
        int32_t target = list->edges[random_below(key, ends)];
        if (last_newcomer[target] == newcomer) continue;
        last_newcomer[target] = newcomer;
        edge_list_add(list, target, newcomer);
        ties++;
    }
}

enum status generate_preferential(struct edge_list *list, const struct network_parameters *parameters,
    const struct random_seeds *seeds, struct message *message)
{
    int64_t agents = parameters->agents, attach = parameters->ties_per_newcomer;
    if (attach >= agents)
        return message_set(message, STATUS_INPUT,
            "network.ties_per_newcomer is %lld: it must be below the number of agents, %lld", (long long)attach,
            (long long)agents);
    enum status status = edge_list_reserve(list, attach * (attach + 1) / 2 + (agents - attach - 1) * attach);
    if (status != STATUS_OK) return status;
    /* The newcomer who last chose an agent; agent 0 is no newcomer, so 0 stands for none. */
    int32_t *last_newcomer = calloc((size_t)agents, sizeof *last_newcomer);
    if (!last_newcomer) return STATUS_MEMORY;
    for (int32_t i = 0; i <= attach; i++)
        for (int32_t j = i + 1; j <= attach; j++) edge_list_add(list, i, j);
    for (int32_t newcomer = (int32_t)attach + 1; newcomer < agents; newcomer++)
        attach_newcomer(list, newcomer, attach, last_newcomer, seeds);
    free(last_newcomer);
    return STATUS_OK;
}
