/* The structure of the ties as a whole: measures that take every tie into account, each under its usual definition.
 *
 * They look at plain ties: two people are tied or not, whichever way, and every pair counts once. They cost as much as
 * there are ties, many times over, so they are taken only in the steps that `observe.structure` asks for; a row of the
 * time series in between has not-a-number. A complete network has no structure.
 */
#ifndef WATCH_STRUCTURE_H
#define WATCH_STRUCTURE_H

#include <stdbool.h>
#include <stdint.h>

/* Who is tied to whom: those tied to agent i are other[start[i]] up to other[start[i + 1] - 1], ascending. */
struct plain_ties {
    int32_t agents;
    int64_t *start; /* [agents + 1] */
    int32_t *other; /* each pair twice */
};

struct network;

/* False: no memory. Freed by plain_ties_free. */
bool plain_ties_make(struct plain_ties *ties, const struct network *network) __attribute__((warn_unused_result));
void plain_ties_free(struct plain_ties *ties);

/* The share of pairs of an agent's contacts that are tied to each other; 0 with fewer than two (Watts and Strogatz
 * 1998, doi:10.1038/30918). `mark`: [agents], all false, before and after. */
double local_clustering(const struct plain_ties *ties, int32_t agent, bool mark[]);

/* Modularity of a division of people into modules [0, module_count): the share of ties within modules minus the share
 * to be expected there had everybody as many ties, but at random (Newman and Girvan 2004,
 * doi:10.1103/PhysRevE.69.026113). *within: the share of ties within modules. Without ties both are 0. False: no
 * memory. */
bool modularity_of(const struct plain_ties *ties, const int32_t module[], int32_t module_count, double *modularity,
    double *within) __attribute__((warn_unused_result));

/* Makes a division into a better one, or leaves it; module[agent] in [0, agents) before and in [0, *module_count)
 * after. By the method of Blondel et al. 2008 (doi:10.1088/1742-5468/2008/10/P10008), who begin with everybody alone.
 * Everybody is looked at in a fixed order and all sums are in whole numbers, so it is the same everywhere. The best
 * division of all cannot be found in general. Cost: some ten times the ties. False: no memory. */
bool modules_improve(const struct plain_ties *ties, int32_t module[], int32_t *module_count)
    __attribute__((warn_unused_result));

#endif
