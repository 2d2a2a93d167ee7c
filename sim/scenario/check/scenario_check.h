/* Whether a scenario can be: the rules that bind parameters to each other. */
#ifndef SCENARIO_CHECK_SCENARIO_CHECK_H
#define SCENARIO_CHECK_SCENARIO_CHECK_H

#include "base/status.h"
#include "scenario/check/arrival_rows.h"
#include "scenario/scenario.h"

/* What cannot be, though each value alone can: fills `message` and names the parameter at fault in `*culprit` (its
 * path, static; NULL where it is none in particular). STATUS_INPUT, STATUS_MEMORY. */
MUST_USE enum status scenario_check(const struct scenario *scenario, const char **culprit, struct message *message);

/* The same; *item is which item of the culprit's value it is, of a list a name and of interventions a change, from 1;
 * 0: the whole. */
MUST_USE enum status scenario_check_item(
    const struct scenario *scenario, const char **culprit, int64_t *item, struct message *message);

/* The same for whom the scenario names of the people of a network from a file. */
MUST_USE enum status scenario_check_named(
    const struct scenario *scenario, const struct names_there *there, const char **culprit, struct message *message);

/* How many ties the network's kind makes among so many agents, without network.extra_ties: of `degrees` about so many.
 */
double network_ties(const struct network_parameters *network, double agents);

#endif
