/* The networks without chance. */
#include "network/generators.h"

#include <math.h>

/* Everybody with everybody needs no list: the network is marked as complete. */
enum status generate_complete(struct edge_list *list, const struct network_parameters *parameters,
    const struct random_seeds *seeds, struct message *message)
{
    (void)list, (void)parameters, (void)seeds, (void)message;
    return STATUS_OK;
}

enum status ring_reach(const struct network_parameters *parameters, int32_t *reach, struct message *message)
{
    double half = parameters->mean_degree / 2;
    if (floor(half) != half || parameters->mean_degree >= (double)parameters->agents)
        return message_set(message, STATUS_INPUT,
            "network.mean_degree is %g: on a ring of %lld agents it must be an even number below %lld",
            parameters->mean_degree, (long long)parameters->agents, (long long)parameters->agents);
    *reach = (int32_t)half;
    return STATUS_OK;
}

enum status generate_ring(struct edge_list *list, const struct network_parameters *parameters,
    const struct random_seeds *seeds, struct message *message)
{
    (void)seeds;
    int32_t reach = 0, agents = list->agent_count;
    enum status status = ring_reach(parameters, &reach, message);
    if (status == STATUS_OK) status = edge_list_reserve(list, (int64_t)agents * reach);
    if (status != STATUS_OK) return status;
    for (int32_t i = 0; i < agents; i++)
        for (int32_t distance = 1; distance <= reach; distance++) edge_list_add(list, i, (i + distance) % agents);
    return STATUS_OK;
}

enum status generate_line(struct edge_list *list, const struct network_parameters *parameters,
    const struct random_seeds *seeds, struct message *message)
{
    (void)parameters, (void)seeds, (void)message;
    enum status status = edge_list_reserve(list, list->agent_count - 1);
    if (status != STATUS_OK) return status;
    for (int32_t i = 1; i < list->agent_count; i++) edge_list_add(list, i - 1, i);
    return STATUS_OK;
}

enum status generate_star(struct edge_list *list, const struct network_parameters *parameters,
    const struct random_seeds *seeds, struct message *message)
{
    (void)parameters, (void)seeds, (void)message;
    enum status status = edge_list_reserve(list, list->agent_count - 1);
    if (status != STATUS_OK) return status;
    for (int32_t i = 1; i < list->agent_count; i++) edge_list_add(list, 0, i);
    return STATUS_OK;
}

/* In every cave the tie between the first two people is rewired: the first is tied to the last of the cave before. */
enum status generate_caveman(struct edge_list *list, const struct network_parameters *parameters,
    const struct random_seeds *seeds, struct message *message)
{
    (void)seeds;
    int64_t agents = parameters->agents, clique = parameters->group_size, caves = agents / clique;
    if (agents % clique != 0)
        return message_set(message, STATUS_INPUT,
            "network.agents is %lld: caves of %lld people need a multiple of that (network.group_size)",
            (long long)agents, (long long)clique);
    if (clique < 3 && caves > 1)
        return message_set(message, STATUS_INPUT,
            "network.group_size is %lld: a cave needs 3 people, or it falls apart when one of its ties is rewired",
            (long long)clique);
    enum status status = edge_list_reserve(list, caves * (clique * (clique - 1) / 2));
    if (status != STATUS_OK) return status;
    for (int64_t first = 0; first < agents; first += clique) {
        for (int64_t i = first; i < first + clique; i++)
            for (int64_t j = i + 1; j < first + clique; j++) edge_list_add(list, (int32_t)i, (int32_t)j);
        if (caves > 1) {
            int64_t of_cave = list->edge_count - clique * (clique - 1) / 2;
            list->edges[2 * of_cave + 1] = (int32_t)((first + agents - 1) % agents);
        }
    }
    return STATUS_OK;
}
