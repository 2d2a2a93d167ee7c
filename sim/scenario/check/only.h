/* Where keys have effect (only.def, rules.def): nobody writes a key in vain without being told. */
#ifndef SCENARIO_CHECK_ONLY_H
#define SCENARIO_CHECK_ONLY_H

#include <stdbool.h>

#include "base/status.h"
#include "scenario/parameters.h"
#include "scenario/scenario.h"

/* Whether a value of the parameter can make a difference in a scenario that is settled. Where it cannot, `reason`
 * (which may be NULL) says why: "network.within_unit_fraction: 0.9 has no effect: network.kind is random; units uses
 * it". */
bool parameter_has_effect(const struct scenario *scenario, const struct parameter *parameter, struct message *reason);

/* STATUS_INPUT for the first key that was written, or that an intervention changes, and has no effect: *culprit
 * (`interventions` for one of these). For scenarios that somebody wrote, after scenario_check. */
MUST_USE enum status scenario_check_written(
    const struct scenario *scenario, const struct parameter **culprit, struct message *message);

/* The first change without effect, from 1; 0: each has one. `reason`, not NULL, is why. */
int64_t change_in_vain(const struct scenario *scenario, struct message *reason);

#endif
