/* table: practices of bits, each of the quality that a table says. */
#include <math.h>
#include <stdlib.h>

#include "landscape/landscape_inner.h"
#include "scenario/practices/payoffs.h"

/* The scenario has been checked, so nothing but memory can be missing. */
enum status table_build(struct landscape *landscape)
{
    struct row_place place;
    if (landscape->parameters->kind != LANDSCAPE_TABLE) return STATUS_OK;
    landscape->payoffs = calloc(1, sizeof *landscape->payoffs);
    if (!landscape->payoffs) return STATUS_MEMORY;
    return payoffs_read(landscape->payoffs, landscape->parameters->payoffs, &place, NULL);
}

/* Of a row, or of all that have none, whose number is behind the last. At a spot each has a number drawn. */
static double worth(const struct landscape *landscape, uint32_t number, int64_t row)
{
    const struct payoffs *payoffs = landscape->payoffs;
    if (number >= (uint32_t)landscape->domain_count) return landscape_value(landscape, number, (uint32_t)row);
    return row < payoffs->rows.count ? payoffs->rows.items[row].quality : payoffs->others;
}

double table_quality(const struct landscape *landscape, uint32_t number, struct configuration configuration)
{
    const struct payoffs *payoffs = landscape->payoffs;
    const struct bit_set open = {configuration.unknown_low, configuration.unknown_high};
    if (!(open.low | open.high))
        return worth(landscape, number, payoffs_find(payoffs, configuration.low, configuration.high));
    const double whole = ldexp(1, __builtin_popcountll(open.low) + __builtin_popcountll(open.high));
    double sum = 0, rest = whole;
    for (int64_t i = 0; i < payoffs->rows.count; i++) {
        const struct payoff *row = &payoffs->rows.items[i];
        if (((row->low ^ configuration.low) & ~open.low) | ((row->high ^ configuration.high) & ~open.high)) continue;
        sum += worth(landscape, number, i);
        rest--;
    }
    if (rest > 0) sum += rest * worth(landscape, number, payoffs->rows.count);
    return sum / whole;
}

struct landscape_range table_range(const struct landscape *landscape)
{
    const struct payoffs *payoffs = landscape->payoffs;
    const double whole = ldexp(1, (int)payoffs->bits);
    struct landscape_range found = {0};
    if (payoffs->has_others) {
        found.best = payoffs->others;
        found.typical = (1 - (double)payoffs->rows.count / whole) * landscape_raised(landscape, payoffs->others);
    }
    for (int64_t i = 0; i < payoffs->rows.count; i++) {
        const double quality = payoffs->rows.items[i].quality;
        if (quality > found.best) found.best = quality;
        found.typical += landscape_raised(landscape, quality) / whole;
    }
    return found;
}
