#include "study/analysis/judge.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* Standard errors by which a mean may be off by chance. */
static const double CHANCE = 3;

struct mean {
    double mean, error; /* of the mean; NaN where one replicate or none counted */
    int64_t count;
};

/* The same where replicates are few and so show little of how far they spread: what Student's t allows by the chance
 * that three standard errors have among many, 0.0027. */
static double chance_of_few(int64_t count)
{
    const double beyond = gsl_cdf_ugaussian_Q(CHANCE);
    return count > 1 ? gsl_cdf_tdist_Qinv(beyond, (double)(count - 1)) : CHANCE;
}

/* What one replicate says; NaN: it does not count. */
static double number_of(
    const struct expectation *expectation, const struct outcome_values *values, struct cell cell, int64_t replicate)
{
    const struct statistic *statistic = &expectation->statistic;
    double number =
        values->value[(cell.configuration * values->replicates + replicate) * values->outcomes + cell.outcome];
    if (statistic->fraction_above) return number > statistic->above;
    if (statistic->only_above && !(number > statistic->above)) return NAN;
    return number / statistic->divide;
}

/* The same, or how much more it is than in the cell `from`. */
static double number_beyond(const struct expectation *expectation, const struct outcome_values *values,
    const struct cell *from, struct cell cell, int64_t replicate)
{
    double number = number_of(expectation, values, cell, replicate);
    return from ? number - number_of(expectation, values, *from, replicate) : number;
}

static struct mean mean_beyond(const struct expectation *expectation, const struct outcome_values *values,
    const struct cell *from, struct cell cell)
{
    double sum = 0, squares = 0;
    int64_t count = 0;
    for (int64_t r = 0; r < values->replicates; r++) {
        double number = number_beyond(expectation, values, from, cell, r);
        sum += isnan(number) ? 0 : number;
        count += !isnan(number);
    }
    double mean = count > 0 ? sum / (double)count : NAN;
    for (int64_t r = 0; r < values->replicates; r++) {
        double off = number_beyond(expectation, values, from, cell, r) - mean;
        squares += isnan(off) ? 0 : off * off;
    }
    return (struct mean){mean, count > 1 ? sqrt(squares / (double)(count - 1) / (double)count) : NAN, count};
}

/* A share near 0 or 1 shows little of its own error: it is taken as if one more had been above and one more not
 * (Agresti and Coull 1998, doi:10.1080/00031305.1998.10480550, with half of their addition). */
static struct mean mean_of(const struct expectation *expectation, const struct outcome_values *values, struct cell cell)
{
    struct mean mean = mean_beyond(expectation, values, NULL, cell);
    if (expectation->statistic.fraction_above) {
        double count = (double)mean.count, share = (mean.mean * count + 1) / (count + 2);
        mean.error = sqrt(share * (1 - share) / (count + 2));
    }
    return mean;
}

/* How much more there is in one cell than in another. */
static struct mean difference(
    const struct expectation *expectation, const struct outcome_values *values, struct cell from, struct cell to)
{
    struct mean first = mean_of(expectation, values, from), last = mean_of(expectation, values, to);
    struct mean pairs = mean_beyond(expectation, values, &from, to);
    if (pairs.count == first.count && pairs.count == last.count) return pairs;
    return (struct mean){last.mean - first.mean, sqrt(first.error * first.error + last.error * last.error),
        first.count < last.count ? first.count : last.count};
}

/* ---- one number ---- */

static bool all_equal(const struct expectation *expectation, const struct outcome_values *values)
{
    if (expectation->statistic.fraction_above)
        return mean_of(expectation, values, expectation->cells.items[0]).mean == expectation->value;
    for (int64_t r = 0; r < values->replicates; r++)
        if (number_of(expectation, values, expectation->cells.items[0], r) != expectation->value) return false;
    return values->replicates > 0;
}

static enum verdict judge_bound(const struct expectation *expectation, const struct mean *mean, bool quick)
{
    double slack = quick ? chance_of_few(mean->count) * mean->error : 0;
    bool passes = expectation->kind == EXPECT_LEAST ? mean->mean + slack >= expectation->value
                                                    : mean->mean - slack <= expectation->value;
    return passes ? VERDICT_PASSES : VERDICT_FAILS;
}

static struct finding judge_number(
    const struct expectation *expectation, const struct outcome_values *values, bool quick)
{
    struct mean mean = mean_of(expectation, values, expectation->cells.items[0]);
    double both = sqrt(expectation->error * expectation->error + mean.error * mean.error);
    double off = mean.mean - expectation->value, allowed = expectation->tolerance;
    bool unspread = mean.error == 0; /* few replicates that are all the same may be so by chance */
    if (!expectation->flat || quick) allowed += (quick ? chance_of_few(mean.count) : CHANCE) * both;
    struct finding finding = {VERDICT_FAILS, mean.mean, mean.error, NAN, NAN, mean.count, ""};
    if (expectation->exact) {
        finding.allowed = 0;
        finding.verdict = all_equal(expectation, values) ? VERDICT_PASSES : VERDICT_FAILS;
    } else if (mean.count < 2) {
        finding.verdict = quick ? VERDICT_OPEN : VERDICT_UNSURE;
    } else if (expectation->kind != EXPECT_VALUE) {
        finding.verdict = judge_bound(expectation, &mean, quick);
        finding.z = mean.error > 0 ? off / mean.error : NAN;
    } else {
        finding.allowed = allowed;
        finding.z = both > 0 ? off / both : NAN;
        if (quick && unspread) finding.verdict = VERDICT_OPEN;
        if (fabs(off) <= allowed) finding.verdict = VERDICT_PASSES;
        if (expectation->flat && !quick && finding.verdict == VERDICT_PASSES &&
            CHANCE * mean.error > expectation->tolerance)
            finding.verdict = VERDICT_UNSURE;
    }
    return finding;
}

/* ---- orders ---- */

/* A difference that must not go the wrong way by more than chance allows, or must go the right way by `least` standard
 * errors. The finding keeps the one that is nearest to failing. */
static void judge_step(struct finding *finding, struct mean step, double least, double *nearest)
{
    bool known = step.count > 1, sure = step.error > 0;
    double z = 0;
    if (step.mean > 0) z = INFINITY;
    if (step.mean < 0) z = -INFINITY;
    if (sure) z = step.mean / step.error;
    bool fine = known && (least < 0 ? z >= least : z > least);
    if (!fine) finding->verdict = VERDICT_FAILS;
    bool first = finding->replicates == 0 && *nearest == (double)INFINITY; /* be it ever so far from failing */
    if (!first && !(z - least < *nearest)) return;
    *nearest = z - least;
    finding->mean = step.mean;
    finding->error = step.error;
    finding->z = sure ? z : NAN;
    finding->replicates = step.count;
}

static struct mean turned(struct mean mean, double sign)
{
    mean.mean *= sign;
    return mean;
}

static void judge_direction(struct finding *finding, const struct expectation *expectation,
    const struct outcome_values *values, double by, double *nearest)
{
    const struct cells *cells = &expectation->cells;
    double sign = expectation->kind == EXPECT_INCREASING ? 1 : -1;
    for (int64_t i = 0; i + 1 < cells->count; i++)
        judge_step(finding, turned(difference(expectation, values, cells->items[i], cells->items[i + 1]), sign),
            -CHANCE, nearest);
    judge_step(finding, turned(difference(expectation, values, cells->items[0], cells->items[cells->count - 1]), sign),
        by, nearest);
}

static void judge_extreme(struct finding *finding, const struct expectation *expectation,
    const struct outcome_values *values, double by, double *nearest)
{
    const struct cells *cells = &expectation->cells;
    double sign = expectation->kind == EXPECT_PEAK ? 1 : -1, best = -INFINITY;
    int64_t at = 0;
    for (int64_t i = 0; i < cells->count; i++) {
        double mean = sign * mean_of(expectation, values, cells->items[i]).mean;
        if (mean > best) best = mean, at = i;
    }
    double place = cells->items[at].place;
    if (place < expectation->inside[0] || place > expectation->inside[1]) finding->verdict = VERDICT_FAILS;
    for (int end = 0; end < 2; end++) {
        struct cell last = cells->items[end ? cells->count - 1 : 0];
        judge_step(finding, turned(difference(expectation, values, last, cells->items[at]), sign), by, nearest);
    }
}

static struct finding judge_order(
    const struct expectation *expectation, const struct outcome_values *values, bool quick)
{
    struct finding finding = {VERDICT_PASSES, NAN, NAN, NAN, NAN, 0, ""};
    double nearest = INFINITY, by = expectation->by;
    bool few = false;
    if (quick) by = by > 0 ? 0 : -CHANCE;
    for (int64_t i = 0; i < expectation->cells.count; i++) {
        struct mean mean = mean_of(expectation, values, expectation->cells.items[i]);
        size_t length = strlen(finding.means);
        snprintf(finding.means + length, FINDING_MEANS - length, "%s%.4g", i ? " " : "", mean.mean);
        few = few || mean.count < 2;
    }
    if (expectation->kind == EXPECT_INCREASING || expectation->kind == EXPECT_DECREASING)
        judge_direction(&finding, expectation, values, by, &nearest);
    else
        judge_extreme(&finding, expectation, values, by, &nearest);
    if (few && quick) finding.verdict = VERDICT_OPEN;
    return finding;
}

struct finding expectation_judge(const struct expectation *expectation, const struct outcome_values *values, bool quick)
{
    bool number = expectation->kind <= EXPECT_MOST;
    struct finding finding =
        number ? judge_number(expectation, values, quick) : judge_order(expectation, values, quick);
    bool not_met = finding.verdict == VERDICT_FAILS || finding.verdict == VERDICT_UNSURE;
    if (not_met && expectation->explained[0]) finding.verdict = VERDICT_EXPLAINED;
    return finding;
}

const char *verdict_word(enum verdict verdict)
{
    static const char *const words[] = {"passes", "FAILS", "UNSURE", "open", "explained"};
    return words[verdict];
}
