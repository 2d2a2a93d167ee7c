/* The generators of networks: each writes the edges of one kind into a list.
 *
 * A generator gets a list whose agents and units are set, the agents in the order of their units, and adds edges in any
 * order, none of them twice and none a self-loop. It checks what its kind asks of the parameters and says in the
 * message what cannot be: STATUS_INPUT. Draws are named by STREAM_NETWORK, step 0, and an entity and index that each
 * generator explains.
 */
#ifndef NETWORK_GENERATORS_H
#define NETWORK_GENERATORS_H

#include <stdint.h>

#include "base/status.h"
#include "network/edges.h"
#include "network/network.h"

typedef enum status network_generator(struct edge_list *list, const struct network_parameters *parameters,
    const struct random_seeds *seeds, struct message *message);

network_generator generate_complete, generate_ring, generate_line, generate_star, generate_caveman; /* regular.c */
network_generator generate_small_world, generate_torus;                                             /* rewired.c */
network_generator generate_random, generate_units;                                                  /* random_ties.c */
network_generator generate_groups;                                                                  /* groups.c */
network_generator generate_degrees;                                                                 /* degrees.c */
network_generator generate_preferential;                                                            /* preferential.c */

/* Makes a settled list of any kind but `file`, with units: those of the people where a table says who they are (else
 * NULL), or blocks of agents of about equal size; the first agents in unit 0. The caller frees the list, on an error
 * too. STATUS_INPUT where the people are more or fewer than the parameters say. */
MUST_USE enum status network_generate(struct edge_list *list, const struct network_parameters *parameters,
    const struct edge_list *people, const struct random_seeds *seeds, struct message *message);

/* The first agent after this one who is of another unit, or how many there are. Cost: the agents between. */
int32_t unit_end(const struct edge_list *list, int32_t agent);

/* The neighbours on either side that a ring of the mean degree has. STATUS_INPUT where the mean degree is not an even
 * number below the number of agents. */
MUST_USE enum status ring_reach(const struct network_parameters *parameters, int32_t *reach, struct message *message);

#endif
