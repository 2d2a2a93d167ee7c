/* Rules that end a run before its last step (`until` of a scenario).
 *
 *     adopters >= 900               a time series has reached a value; also <=
 *     quality_mean steady 52 0.01   over 52 steps its least and its largest value differ by at most 0.01
 *
 * A series of several entries counts as their sum where it is of counts, else as their mean; one of them is named in
 * brackets: stances[stuck] <= 10. The rule is looked at wherever there is a row of the series.
 */
#ifndef IO_UNTIL_H
#define IO_UNTIL_H

#include <stdbool.h>

#include "model/cycle/model.h"

enum until_kind { UNTIL_NEVER, UNTIL_AT_LEAST, UNTIL_AT_MOST, UNTIL_STEADY };

enum { UNTIL_ROWS_MOST = 4096 };

/* The latest rows of a series as far back as no two of them differ by too much, in their order. Held as it is, so that
 * a checkpoint has it too. */
struct until_rows {
    int64_t count;
    struct {
        int32_t step;
        double value;
    } item[UNTIL_ROWS_MOST];
};

struct until {
    enum until_kind kind;
    enum observable of;
    char entry[64];         /* label or number; "": all entries together */
    double value;           /* to reach, or the most by which a steady series moves */
    int64_t steps;          /* over which it must be steady */
    struct until_rows rows; /* of a series that is to be steady */
};

/* Reads a rule; "" is never. STATUS_INPUT with a message: it is none, or the scenario does not show the series. */
MUST_USE enum status until_read(struct until *until, const struct scenario *scenario, struct message *message);

/* Whether its series can be so at all, as far as the table of observables knows, with so many people. */
bool until_possible(const struct until *until, double agents);

/* Looks at a row; whether the run ends with it. */
bool until_met(struct until *until, const struct world *world, int32_t step, const struct observation *row);

#endif
