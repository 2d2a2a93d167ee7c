/* The rows of opportunities that are given, with numbers in the place of names, which only the network knows. */
#ifndef SCENARIO_CHECK_ARRIVAL_ROWS_H
#define SCENARIO_CHECK_ARRIVAL_ROWS_H

#include <stdint.h>

#include "base/array.h"
#include "base/status.h"
#include "scenario/scenario.h"

/* Who is there, as far as names go. A list of names is NULL where people, or units, have none but their numbers. */
struct names_there {
    int64_t agents, units;
    const char *const *agent_names, *const *unit_names; /* [agents], [units] */
};

/* A row; what it leaves open is size 0, domain -1, unit -1, difficulty 0, no skills, no members. */
struct arrival {
    int32_t step, size, domain, unit;
    int32_t first_member, member_count; /* among the members of all rows */
    double difficulty;
    uint64_t skills; /* a bit each */
};
struct arrival_list ARRAY_OF(struct arrival);

/* Every row with numbers. `there` NULL: nobody is known yet,
 * units and members are all 0. The lists are to be freed, also after an error. STATUS_MEMORY; STATUS_INPUT with a
 * message "PLACE: COLUMN: reason" for a name that nobody has. Cost: rows and members times the logarithm of the names.
 */
MUST_USE enum status arrivals_resolve(const struct arrivals *arrivals, const struct names_there *there,
    struct arrival_list *rows, struct numbers *members, struct message *message);

/* How many of the rows come after the last step, and so say nothing. */
int64_t arrivals_too_late(const struct scenario *scenario);

/* Where the i-th row has a column: "teams.csv:3:2", or "row 2". */
struct arrival_place {
    char text[SCENARIO_TEXT + 48];
};
struct arrival_place arrivals_place(const struct arrivals *arrivals, int64_t row, enum arrival_column column);

#endif
