/* What a run would cost, from a trial: the first steps of it, with fewer agents where there are many. */
#ifndef PROGRAM_ESTIMATE_H
#define PROGRAM_ESTIMATE_H

#include <stdint.h>

#include "base/status.h"
#include "network/network.h"
#include "scenario/scenario.h"

struct estimate {
    int64_t agents;                     /* of the run */
    double ties;                        /* at step 0; exact if the trial had all agents */
    double seconds, memory, file_bytes; /* of the run */
    int64_t trial_agents, trial_steps;
};

/* Ties that a run begins with, about; not of a network from a file. */
double estimate_ties(const struct scenario *scenario);

/* The bytes that the world of a run takes, by a smaller one; not for a network from a file. Errors: as model_create. */
MUST_USE enum status estimate_memory(const struct scenario *scenario, double *bytes, struct message *message);

/* Estimates a run of `scenario` (settled and checked) with `threads`; `edges` as in network_build. Takes about a
 * second. Errors: as model_create. */
MUST_USE enum status estimate_run(struct estimate *estimate, const struct scenario *scenario,
    const struct edge_list *edges, int threads, struct message *message);

#endif
