/* Interventions: rates that take another value at a given step, as data of the scenario.
 *
 *     interventions: {104: {rollout.pressure: 0, debrief.depth: 1}, 208: {tell.probability: 0.3}}
 *
 * They are kept as a list of names with numbers (run.interventions), a name being "STEP PATH", so they are read,
 * printed and recorded as any other parameter. What can change is a RATE of parameters.def whose mechanism is there
 * from the start. The scenario itself never changes: what is in force in a step is in a `struct rates`.
 */
#ifndef SCENARIO_CHANGES_H
#define SCENARIO_CHANGES_H

#include "scenario/parameters.h"

struct change {
    int64_t step;
    const struct parameter *parameter;
    double value;
};

/* Step and rate that a change's name, "STEP PATH", speaks of. STATUS_INPUT with a message: of none. */
MUST_USE enum status change_read_name(const char *name, struct change *change, struct message *message);

/* The i-th change, i in [0, scenario->run.interventions.count). STATUS_INPUT with a message: it is none. */
MUST_USE enum status change_read(
    const struct scenario *scenario, int64_t i, struct change *change, struct message *message);

/* Every rate as it is before any change. */
struct rates rates_at_start(const struct scenario *scenario);

/* Carries out the changes of a step. The scenario has passed scenario_check. */
void rates_change(struct rates *rates, const struct scenario *scenario, int64_t step);

#endif
