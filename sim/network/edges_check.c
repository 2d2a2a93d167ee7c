/* A list of edges that was kept: all that the reader of a network's file saw to holds again; nobody after this asks. */
#include <float.h>
#include <math.h>

#include "network/edges.h"

static bool in_range(int32_t number, int32_t count)
{
    return number >= 0 && number < count;
}

static enum status check_edges(const struct edge_list *list, struct message *message)
{
    for (int64_t i = 0; i < 2 * list->edge_count; i++)
        if (!in_range(list->edges[i], list->agent_count))
            return message_set(message, STATUS_DAMAGED, "tie %lld is of agent %d, who is not there", (long long)(i / 2),
                list->edges[i]);
    for (int64_t i = 0; list->weight && i < list->edge_count; i++)
        if (!(list->weight[i] > 0 && list->weight[i] <= DBL_MAX))
            return message_set(message, STATUS_DAMAGED, "tie %lld has weight %g", (long long)i, list->weight[i]);
    return STATUS_OK;
}

/* A trait that nobody can have is not from a file. */
static enum status check_traits(const struct edge_list *list, struct message *message)
{
    for (int t = 0; t < TRAIT_COUNT; t++)
        for (int32_t i = 0; list->trait[t] && i < list->agent_count; i++)
            if (!isnan(list->trait[t][i]) && !trait_can_be((enum person_trait)t, list->trait[t][i]))
                return message_set(message, STATUS_DAMAGED, "agent %d cannot be as is said: %g", i, list->trait[t][i]);
    return STATUS_OK;
}

static enum status check_nodes(const struct edge_list *list, struct message *message)
{
    for (int32_t i = 0; list->unit && i < list->agent_count; i++)
        if (!in_range(list->unit[i], list->unit_count))
            return message_set(message, STATUS_DAMAGED, "agent %d is of unit %d, which is not there", i, list->unit[i]);
    bool agents_fit = list->agents.count == 0 || list->agents.count == list->agent_count;
    bool units_fit = list->units.count == 0 || list->units.count == list->unit_count;
    if (agents_fit && units_fit) return STATUS_OK;
    return message_set(message, STATUS_DAMAGED, "there are more or fewer names than are named");
}

enum status edge_list_check(const struct edge_list *list, struct message *message)
{
    enum status status = check_edges(list, message);
    if (status == STATUS_OK) status = check_nodes(list, message);
    return status == STATUS_OK ? check_traits(list, message) : status;
}
