/* Groups that keep to themselves but for some ties (Fang, Lee and Schilling 2010, doi:10.1287/orsc.1090.0468): cliques
 * of `group_size` people; each tie is rewired with a probability: one of its ends is replaced by someone of another
 * group, and the other, by `kept_end`, is drawn or is the one with the lower number.
 *
 * The end that would stay owns the tie, and the list has the ties in the order of their owners; so the list itself
 * tells whether two people are tied, as with rewired lattices. */
#include "network/generators.h"

#include <stdlib.h>

enum { ATTEMPTS = 1000 };

/* start[i] .. start[i + 1] are the ties that person i owns. */
static bool owns_tie(const struct edge_list *list, const int64_t *start, int32_t owner, int32_t other)
{
    for (int64_t edge = start[owner]; edge < start[owner + 1]; edge++)
        if (list->edges[2 * edge + 1] == other) return true;
    return false;
}

/* Which of two people of a group, i < j, owns their tie. Draws: step 2, entity i, index j. */
static int32_t owner_of(enum network_keeper keeper, const struct random_seeds *seeds, int32_t i, int32_t j)
{
    if (keeper == KEEPER_FIRST) return i;
    return random_bernoulli(random_key(seeds, STREAM_NETWORK, 2, (uint32_t)i, (uint32_t)j), 0.5) ? i : j;
}

/* Counts the ties of each owner, and lays them in place. */
static void lay_cliques(struct edge_list *list, const struct network_parameters *parameters, int64_t *start,
    const struct random_seeds *seeds)
{
    int32_t clique = (int32_t)parameters->group_size;
    for (int32_t i = 0; i <= list->agent_count; i++) start[i] = 0;
    for (int32_t i = 0; i < list->agent_count; i++)
        for (int32_t j = i + 1; j < list->agent_count && j % clique != 0; j++)
            start[owner_of(parameters->kept_end, seeds, i, j) + 1]++;
    for (int32_t i = 0; i < list->agent_count; i++) start[i + 1] += start[i];
    for (int32_t i = 0; i < list->agent_count; i++)
        for (int32_t j = i + 1; j < list->agent_count && j % clique != 0; j++) {
            int32_t owner = owner_of(parameters->kept_end, seeds, i, j);
            int64_t edge = start[owner]++;
            list->edges[2 * edge] = owner;
            list->edges[2 * edge + 1] = owner == i ? j : i;
        }
    for (int32_t i = list->agent_count; i > 0; i--) start[i] = start[i - 1];
    start[0] = 0;
    list->edge_count = start[list->agent_count];
}

/* Whoever is tied to nearly all others keeps the tie. Draws: step 0, entity is the agent, index counts its draws. */
static void rewire(struct edge_list *list, int32_t agent, const int64_t *start,
    const struct network_parameters *parameters, const struct random_seeds *seeds)
{
    int32_t clique = (int32_t)parameters->group_size, first = agent / clique * clique;
    uint32_t draw = 0, others = (uint32_t)(list->agent_count - clique);
    for (int64_t edge = start[agent]; edge < start[agent + 1]; edge++) {
        struct random_key key = random_key(seeds, STREAM_NETWORK, 0, (uint32_t)agent, draw++);
        if (!random_bernoulli(key, parameters->rewired_fraction)) continue;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            key.index = draw++;
            int32_t other = (int32_t)random_below(key, others);
            if (other >= first) other += clique;
            if (owns_tie(list, start, agent, other) || owns_tie(list, start, other, agent)) continue;
            list->edges[2 * edge + 1] = other;
            break;
        }
    }
}

enum status generate_groups(struct edge_list *list, const struct network_parameters *parameters,
    const struct random_seeds *seeds, struct message *message)
{
    int64_t agents = parameters->agents, clique = parameters->group_size;
    if (agents % clique != 0 || (parameters->rewired_fraction > 0 && agents < 2 * clique))
        return message_set(message, STATUS_INPUT,
            "network.agents is %lld: groups of %lld people need a multiple of that (network.group_size), and at least "
            "two "
            "of "
            "them where ties are rewired",
            (long long)agents, (long long)clique);
    enum status status = edge_list_reserve(list, agents * (clique - 1) / 2);
    int64_t *start = malloc((size_t)(agents + 1) * sizeof *start);
    if (!start && status == STATUS_OK) status = STATUS_MEMORY;
    if (status == STATUS_OK) lay_cliques(list, parameters, start, seeds);
    for (int32_t agent = 0; agent < list->agent_count && parameters->rewired_fraction > 0 && status == STATUS_OK;
         agent++)
        rewire(list, agent, start, parameters, seeds);
    free(start);
    return status;
}
