/* Lattices of which some ties are rewired at random.
 *
 * Every agent owns the same number of ties: those to the agents that follow it on the lattice. They stay its own when
 * they are rewired, so the edge list itself tells whether two agents are tied: one of the two owns the tie. */
#include "network/generators.h"

#include <math.h>
#include <stdlib.h>

static int32_t *far_end(const struct edge_list *list, int64_t edge)
{
    return &list->edges[2 * edge + 1];
}

static bool owns_tie(const struct edge_list *list, int32_t owned, int32_t owner, int32_t other)
{
    for (int64_t edge = (int64_t)owner * owned, end = edge + owned; edge < end; edge++)
        if (*far_end(list, edge) == other) return true;
    return false;
}

static bool tied(const struct edge_list *list, int32_t owned, int32_t i, int32_t j)
{
    return owns_tie(list, owned, i, j) || owns_tie(list, owned, j, i);
}

/* Gives each of an agent's own ties, with the probability of rewiring, a new far end among those to whom the agent is
 * not tied. Draws: entity is the agent, index counts its draws. */
static void rewire_agent(struct edge_list *list, int32_t i, int32_t owned, double rewiring, int32_t *degree,
    const struct random_seeds *seeds)
{
    uint32_t agents = (uint32_t)list->agent_count, draw = 0;
    for (int64_t edge = (int64_t)i * owned, end = edge + owned; edge < end; edge++) {
        if (!random_bernoulli(random_key(seeds, STREAM_NETWORK, 0, (uint32_t)i, draw++), rewiring)) continue;
        if (degree[i] == list->agent_count - 1) return;
        int32_t other;
        do other = (int32_t)random_below(random_key(seeds, STREAM_NETWORK, 0, (uint32_t)i, draw++), agents);
        while (other == i || tied(list, owned, i, other));
        degree[*far_end(list, edge)]--;
        degree[other]++;
        *far_end(list, edge) = other;
    }
}

/* Watts and Strogatz 1998, doi:10.1038/30918. They go round the ring once for each distance; here each agent's ties are
 * rewired together, which makes no difference that could be seen. */
enum status generate_small_world(struct edge_list *list, const struct network_parameters *parameters,
    const struct random_seeds *seeds, struct message *message)
{
    int32_t owned = 0;
    enum status status = ring_reach(parameters, &owned, message);
    if (status == STATUS_OK) status = generate_ring(list, parameters, seeds, message);
    if (status != STATUS_OK) return status;
    int32_t *degree = malloc((size_t)list->agent_count * sizeof *degree);
    if (!degree) return STATUS_MEMORY;
    for (int32_t i = 0; i < list->agent_count; i++) degree[i] = 2 * owned;
    for (int32_t i = 0; i < list->agent_count; i++)
        rewire_agent(list, i, owned, parameters->rewired_fraction, degree, seeds);
    free(degree);
    return STATUS_OK;
}

/* The rows of the grid, or 0 where the agents cannot be laid in rows and columns of 3 at least. */
static int32_t torus_rows(const struct network_parameters *parameters)
{
    int64_t agents = parameters->agents, rows = parameters->grid_rows;
    if (rows == 0) {
        rows = (int64_t)floor(sqrt((double)agents));
        while (agents % rows != 0) rows--;
    }
    return agents % rows == 0 && rows >= 3 && agents / rows >= 3 ? (int32_t)rows : 0;
}

/* Swaps the far ends of two random ties for each two ties that are to be rewired, so that all keep their number of ties
 * (Centola and Macy 2007, doi:10.1086/521848). A swap that would make a self-loop or a duplicate is left out.
 * Draws: entity is the swap, index the first or the second tie. */
static void swap_ties(struct edge_list *list, int32_t owned, double rewiring, const struct random_seeds *seeds)
{
    uint64_t edges = (uint64_t)list->edge_count;
    int64_t swaps = (int64_t)floor(rewiring * (double)edges / 2 + 0.5);
    for (int64_t swap = 0; swap < swaps; swap++) {
        int64_t one = (int64_t)random_below(random_key(seeds, STREAM_NETWORK, 0, (uint32_t)swap, 0), edges);
        int64_t two = (int64_t)random_below(random_key(seeds, STREAM_NETWORK, 0, (uint32_t)swap, 1), edges);
        int32_t owner_one = (int32_t)(one / owned), owner_two = (int32_t)(two / owned);
        int32_t far_one = *far_end(list, one), far_two = *far_end(list, two);
        if (owner_one == far_two || owner_two == far_one) continue;
        if (tied(list, owned, owner_one, far_two) || tied(list, owned, owner_two, far_one)) continue;
        *far_end(list, one) = far_two;
        *far_end(list, two) = far_one;
    }
}

enum status generate_torus(struct edge_list *list, const struct network_parameters *parameters,
    const struct random_seeds *seeds, struct message *message)
{
    static const struct {
        int32_t down, right;
    } forward[] = {{0, 1}, {1, -1}, {1, 0}, {1, 1}};
    enum { OWNED = sizeof forward / sizeof forward[0] };
    int32_t rows = torus_rows(parameters);
    if (rows == 0)
        return message_set(message, STATUS_INPUT,
            "a torus needs at least 3 rows and 3 columns: %lld agents cannot be laid so in %s (network.agents, "
            "network.grid_rows)",
            (long long)parameters->agents, parameters->grid_rows == 0 ? "any way" : "that many rows");
    int32_t columns = list->agent_count / rows;
    enum status status = edge_list_reserve(list, (int64_t)OWNED * list->agent_count);
    if (status != STATUS_OK) return status;
    for (int32_t row = 0; row < rows; row++)
        for (int32_t column = 0; column < columns; column++)
            for (int k = 0; k < OWNED; k++) {
                int32_t other_row = (row + forward[k].down) % rows;
                int32_t other_column = (column + forward[k].right + columns) % columns;
                edge_list_add(list, row * columns + column, other_row * columns + other_column);
            }
    swap_ties(list, OWNED, parameters->rewired_fraction, seeds);
    return STATUS_OK;
}

int32_t lattice_neighbour(const struct network_parameters *parameters, int32_t agent, int32_t k)
{
    int32_t agents = (int32_t)parameters->agents, reach = (int32_t)(parameters->mean_degree / 2);
    if (parameters->kind == NETWORK_SMALL_WORLD) {
        if (k >= 2 * reach) return -1;
        return (agent + (k < reach ? k - reach : k - reach + 1) + agents) % agents;
    }
    if (k >= 8) return -1;
    int32_t rows = torus_rows(parameters), columns = agents / rows, around = k < 4 ? k : k + 1;
    int32_t row = (agent / columns + around / 3 - 1 + rows) % rows;
    int32_t column = (agent % columns + around % 3 - 1 + columns) % columns;
    return row * columns + column;
}
