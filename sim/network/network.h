/* Who is tied to whom.
 *
 * A network is rows of arcs: row i holds the agents whom i can tell something. In an undirected network every tie is
 * two arcs. In a directed one an arc source -> target says that target hears source, and the reverse rows (`heard`) are
 * kept beside the rows (`told`). Rows may grow: a full row moves to the end of the store, so that adding a tie costs
 * little and reading a row is reading one run of memory. Within a row the order is that of adding; generators add in
 * ascending order.
 */
#ifndef NETWORK_NETWORK_H
#define NETWORK_NETWORK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"
#include "random/random.h"
#include "scenario/check/arrival_rows.h"
#include "scenario/scenario.h"

/* Rows of arcs with room to grow. Arc k of row i is at start[i] + k, for k in [0, length[i]). */
struct rows {
    int64_t row_count;
    int64_t *start;
    int32_t *length, *room;
    int32_t *agent;   /* the other end of an arc */
    float *trust;     /* [0, 1], of the row's agent in the other, as it stood at `touched`; NULL unless it is kept */
    int32_t *touched; /* the step in which the arc was last used; NULL with trust */
    int64_t store_count, store_room;
};

/* Labels that came with the agents of a file; NULL where there are none. */
struct labels {
    int32_t count;
    char **text; /* [count] */
};

struct network {
    int32_t agent_count;
    int32_t unit_count;   /* at least 1 */
    int32_t *unit;        /* [agent_count], the unit each agent belongs to */
    int32_t *unit_start;  /* [unit_count + 1] into unit_member */
    int32_t *unit_member; /* [agent_count], agents by unit, ascending within each */
    bool complete; /* everybody is tied to everybody; the rows are empty then, since nobody needs to look them up */
    bool directed;
    struct rows told;  /* whom an agent tells */
    struct rows heard; /* whom an agent hears; empty in an undirected network, where it would be the same */
    int64_t tie_count; /* undirected ties, or arcs of a directed network */
};

/* What a file says of people: TRAIT_threshold, ... */
enum person_trait {
#define TRAIT(name, ...) TRAIT_##name,
#include "network/traits.def"
    TRAIT_COUNT
};

extern const struct trait_info {
    const char *key;    /* of the scenario, which names the file's column */
    const char *column; /* of the people in results */
    double least, most; /* what a value may be, */
    bool whole;         /* and whether it must be whole */
    const char *sentence;
} trait_table[TRAIT_COUNT];

/* Whether somebody can be so. */
bool trait_can_be(enum person_trait trait, double value);

/* What a network's file is told of, in the file's own words; NULL where there is none. */
struct network_words {
    char *used;    /* the columns or attributes that are used, a comma between two */
    char *ignored; /* those that are not */
    char *notes;   /* what else is odd in it, as clauses of a sentence */
};

/* What a file holds or a generator makes, before it is a network. `edges` has 2 * edge_count ends; weight is NULL or
 * [edge_count], all above 0. Settled by edge_list_settle (network/edges.h): no self-loops, no duplicates, ascending. */
struct edge_list {
    int32_t agent_count;
    int64_t edge_count;
    bool directed; /* an edge is one-way: the source, its first end, tells the target */
    int32_t *edges;
    double *weight;
    bool weight_is_trust;       /* of several for one tie it has the mean, and not the sum */
    int32_t unit_count;         /* 0: no units known */
    int32_t *unit;              /* [agent_count], or NULL */
    double *trait[TRAIT_COUNT]; /* each [agent_count], not a number where the file says nothing; or NULL */
    struct labels agents;       /* the ids of the file, any text */
    struct labels units;        /* the units' names */
    int64_t self_loops;         /* left out, counted */
    int64_t duplicates;         /* left out (the first stays; its weight is the sum), counted */
    int64_t both_ways; /* ties that an undirected list has from either end; their further rows are duplicates */
    int64_t isolated;  /* agents without a tie, kept, counted */
    struct network_words words;
};

/* Builds the network that `scenario->network` describes. For kind `file`, `file` holds what was read; else it is NULL,
 * or has the people of network.nodes without ties.
 * Pure function of the parameters and the network seed. trust_at_start < 0: trust is not kept, else every arc begins
 * with it (times the file's weight over the largest weight, where weights are given; or with the weight, where
 * network.trust_column says that it is trust). Errors: STATUS_MEMORY;
 * STATUS_INPUT with a message where the parameters cannot be met (say, more ties than pairs). Cost: proportional to
 * agents and ties. On an error nothing is left allocated. */
MUST_USE enum status network_build(struct network *network, const struct scenario *scenario,
    const struct edge_list *file, const struct random_seeds *seeds, double trust_at_start, struct message *message);

/* Who is there, and what people and units are called. */
struct names_there network_names(const struct edge_list *file);

void network_free(struct network *network);
void edge_list_free(struct edge_list *list);

/* Lists the members of every unit anew, from `unit`, which may have changed. Cost: the number of agents. */
void network_index_units(struct network *network);

/* The place of the arc i -> j in `rows`, or -1. Cost: the length of the row. */
int64_t rows_find(const struct rows *rows, int32_t i, int32_t j);

/* Ties i and j, both ways (and in both stores of a directed network), if they are not tied yet; *added tells.
 * i != j. STATUS_MEMORY changes nothing. */
MUST_USE enum status network_tie(
    struct network *network, int32_t i, int32_t j, double trust, int32_t step, bool *added);

/* Unties i and j, both ways; whether they were tied. Not for a complete network. Cost: the length of the rows. */
bool network_untie(struct network *network, int32_t i, int32_t j);

/* Where an agent stands among the people of its unit: unit_member[unit_start[unit] + place] is the agent. */
int32_t network_place_in_unit(const struct network *network, int32_t agent);

/* How many people a unit has. */
static inline int32_t network_unit_size(const struct network *network, int32_t unit)
{
    return network->unit_start[unit + 1] - network->unit_start[unit];
}

/* Whom i hears: the rows to read when asking who tells i. */
static inline const struct rows *network_heard(const struct network *network)
{
    return network->directed ? &network->heard : &network->told;
}

/* The k-th of those next to an agent on the lattice of kinds torus and small_world before any tie was rewired; -1:
 * there are no more. */
int32_t lattice_neighbour(const struct network_parameters *parameters, int32_t agent, int32_t k);

/* Checks every invariant: ends in range, no self-loop, no duplicate, symmetry, units that add up. */
MUST_USE enum status network_verify(const struct network *network, struct message *message);

#endif
