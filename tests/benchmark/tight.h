/* The contagion of scenarios/contagion.yaml as one would write it for its own sake: flat arrays, one practice, a fast
 * generator, no record of who told whom. What the general program is measured against.
 */
#ifndef BENCHMARK_TIGHT_H
#define BENCHMARK_TIGHT_H

#include <stdint.h>

/* A list of ties, in any order. */
struct ties {
    int32_t agents;
    int64_t count;
    int32_t *ends; /* [2 * count] */
};

/* Everybody's neighbours one after the other: those of i are neighbour[start[i]] to neighbour[start[i + 1] - 1]. */
struct flat {
    int32_t agents;
    int64_t *start; /* [agents + 1] */
    int32_t *neighbour;
};

/* The state of a contagion. Agents 0 to 9 have it at the start. */
struct tight {
    const struct flat *flat;
    double chance[64]; /* of taking it up, by how many neighbours have it; nobody here has 64 */
    uint64_t random[4];
    uint8_t *has;      /* [agents] */
    int32_t *taking;   /* [agents] who takes it up in this step */
    int32_t *exposure; /* [agents] frontier: how many neighbours have it */
    int32_t *frontier; /* [agents] frontier: who does not have it, but some neighbour does */
    int64_t frontier_count, adopters;
    uint32_t step;
};

struct flat flat_lay(const struct ties *ties);
void flat_free(struct flat *flat);

struct tight tight_begin(const struct flat *flat, double beta, uint64_t seed);
void tight_free(struct tight *tight);

/* One step: everybody who does not have it looks at all neighbours. */
void tight_pull(struct tight *tight);

/* One step: only those with a neighbour who has it are looked at, and their counts are kept up to date. */
void tight_frontier(struct tight *tight);

/* The same, and a draw is a function of seed, person and step, as the model's are. */
void tight_keyed(struct tight *tight);

#endif
