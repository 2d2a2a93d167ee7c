/* What practices are worth that are made of bits, as a table says (landscape.payoffs).
 *
 *     000,0.2; 001,0.5; 111,1; default,0.1
 *
 * A row is a practice, its bits from the first to the last, and its quality. Every practice has a row, or the row
 * `default` says what all others are worth. The scenario keeps the rows as text; payoffs_read makes of it what a
 * landscape asks. Text is long where practices are many: all of up to 10 bits have room.
 */
#ifndef PRACTICES_PAYOFFS_H
#define PRACTICES_PAYOFFS_H

#include "base/array.h"
#include "base/status.h"
#include "scenario/practices/rows.h"

/* Bits 0 to 63 in `low`, others in `high`. */
struct payoff {
    uint64_t low, high;
    double quality;
    int32_t row;
};

struct payoffs {
    int64_t bits;
    double others;                       /* the quality of what has no row; where there is none, 0 */
    bool has_others;                     /* whether some practice has no row */
    struct ARRAY_OF(struct payoff) rows; /* ascending: by `high`, then by `low` */
};

enum payoff_column { PAYOFF_BITS, PAYOFF_QUALITY, PAYOFF_COLUMNS };
extern const char *const payoff_words[PAYOFF_COLUMNS];

/* Reads rows as they are kept. STATUS_MEMORY; STATUS_INPUT with a message, that does not say where, and the place. What
 * is in `payoffs` is to be freed in any case. */
MUST_USE enum status payoffs_read(
    struct payoffs *payoffs, const char *text, struct row_place *place, struct message *message);
void payoffs_free(struct payoffs *payoffs);

/* The place of a practice among the rows; their count: it has none. Cost: the logarithm of their count. */
int64_t payoffs_find(const struct payoffs *payoffs, uint64_t low, uint64_t high);

#endif
