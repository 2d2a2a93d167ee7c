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

/* The scenario that a text describes, and the one of a file in scenarios/ with so many people in units of 100; both are
 * yet to be made ready. */
struct scenario scenario_of_text(const char *yaml);
struct scenario scenario_of_file(const char *file, int64_t agents);

/* The contagion of scenarios/contagion.yaml with so many people, against tight programs and NumPy. */
void measure_contagion(struct measures *measures, int64_t agents, int repetitions);

/* Team assembly, against a tight program. */
void measure_teams(struct measures *measures);

/* The base cycle of scenarios/large.yaml with so many people, alone and with a second thread. */
void measure_cycle(struct measures *measures, int64_t agents, int repetitions);

/* The same with every mechanism of scenarios/everything.yaml. */
void measure_everything(struct measures *measures, int64_t agents, int repetitions);

/* The same over ten years: what a year costs, and what is kept by then; and the same people where nothing happens. */
void measure_years(struct measures *measures);

/* What it costs to write a run down. */
void measure_recording(struct measures *measures);

/* Looks at memory, in any order. */
void measure_gather(struct measures *measures);

/* Building networks of so many agents. */
void measure_networks(struct measures *measures, int64_t agents, int repetitions);

/* Reading a network from a file, against pandas. */
void measure_edges(struct measures *measures);

/* One random draw from each distribution. */
void measure_draws(struct measures *measures);

#endif
