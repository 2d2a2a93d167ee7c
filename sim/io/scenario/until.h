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
    int64_t entry;          /* -1: all entries together */
    double value;           /* to reach, or the most by which a steady series moves */
    int64_t steps;          /* over which it must be steady */
    struct until_rows rows; /* of a series that is to be steady */
};

/* Reads a rule; "" is never. `units`: how many there are, UNITS_UNKNOWN as long as a file of people that nobody has
 * read says so. STATUS_INPUT with a message: it is none, or the scenario does not show the series or that entry. */
enum { UNITS_UNKNOWN = -1 };
MUST_USE enum status until_read(
    struct until *until, const struct scenario *scenario, int64_t units, struct message *message);

/* The units of a scenario (settled), as far as it knows. */
int64_t until_units(const struct scenario *scenario);

/* Why a run with so many people can never come to it, as far as the table of observables knows: written into `text`,
 * and true. */
enum { UNTIL_NEVER_TEXT = 160 };
bool until_never(
    const struct until *until, const struct scenario *scenario, double agents, char text[UNTIL_NEVER_TEXT]);

/* Looks at a row; whether the run ends with it. */
bool until_met(struct until *until, int32_t step, const struct observation *row);

#endif
