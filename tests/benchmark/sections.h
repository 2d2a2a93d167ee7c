/* The parts of the benchmark: each measures its figures, in turns where some are compared, and checks on the way that
 * what is measured is right.
 */
#ifndef BENCHMARK_SECTIONS_H
#define BENCHMARK_SECTIONS_H

#include <stdint.h>

#include "benchmark/measure.h"
#include "scenario/scenario.h"

/* Settles and checks a scenario set in code. */
void scenario_ready(struct scenario *scenario);

/* The contagion of scenarios/contagion.yaml, against a tight program. */
void measure_contagion(struct measures *measures);

/* The base cycle of scenarios/large.yaml with so many agents, alone and with a second thread. */
void measure_cycle(struct measures *measures, int64_t agents, int repetitions);

/* Building networks of so many agents. */
void measure_networks(struct measures *measures, int64_t agents, int repetitions);

/* One random draw from each distribution. */
void measure_draws(struct measures *measures);

#endif
