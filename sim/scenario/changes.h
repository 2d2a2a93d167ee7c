/* Interventions: rates that take another value at a given step, as data of the scenario.
 *
 *     interventions: {104: {rollout.pressure: 0, debrief.depth: 1}, 208: {tell.probability: 0.3}}
 *
 * They are a list of steps, parameters and values (run.interventions), which is printed and recorded as names with
 * numbers, a name being "STEP PATH". What can change is a RATE of parameters.def whose mechanism is there from the
 * start. The scenario itself never changes: what is in force in a step is in a `struct rates`.
 */
#ifndef SCENARIO_CHANGES_H
#define SCENARIO_CHANGES_H

#include "scenario/parameters.h"

struct change {
    int64_t step;
    const struct parameter *parameter;
    double value;
};

/* The rate that a path names. STATUS_INPUT with a message: nothing that can change in a run. */
MUST_USE enum status change_rate(const char *path, const struct parameter **rate, struct message *message);

/* The number that a rate takes. STATUS_INPUT with a message: it is none, or out of the rate's range. */
MUST_USE enum status change_value(struct change *change, const char *number, struct message *message);

/* Adds a change at the end. STATUS_INPUT with a message: the rate changes in that step already, or there are
 * CHANGES_MOST. */
MUST_USE enum status changes_add(struct interventions *changes, struct change change, struct message *message);

/* Reads and adds one that is written as a name, "STEP PATH", and a number. STATUS_INPUT, and the message begins with
 * "interventions: ". */
MUST_USE enum status changes_add_named(
    struct interventions *changes, const char *name, const char *number, struct message *message);

/* The i-th change, i in [0, scenario->run.interventions.count). STATUS_INPUT with a message: its section is absent. */
MUST_USE enum status change_read(
    const struct scenario *scenario, int64_t i, struct change *change, struct message *message);

/* The name of the i-th of the changes, "STEP PATH". */
enum { CHANGE_NAME = PARAMETER_PATH + 24 };
void change_print_name(const struct interventions *changes, int64_t i, char name[CHANGE_NAME]);

/* How many changes come after the last step, and so change nothing. */
int64_t changes_too_late(const struct scenario *scenario);

/* Whether any rate of a section, by its path, changes. */
bool changes_in_section(const struct scenario *scenario, const char *section);

/* Every rate as it is before any change. */
struct rates rates_at_start(const struct scenario *scenario);

/* Carries out the changes of a step. The scenario has passed scenario_check. */
void rates_change(struct rates *rates, const struct scenario *scenario, int64_t step);

#endif
