#include "study/format/pairing.h"

#include <math.h>
#include <stdlib.h>

#include "base/order.h"
#include "random/maths.h"

static const double PI = 3.14159265358979311600;
static const double LEAST_PIVOT = 1e-9; /* what rounding leaves of 0 is far below */

struct placed {
    double value;
    int64_t point;
};

ORDER(by_value, struct placed, ORDER_BY(value) ORDER_BY(point))

/* The points in the order of their values, `stride` numbers apart. */
static void sort(const double *value, int64_t stride, int64_t count, struct placed *placed)
{
    for (int64_t i = 0; i < count; i++) placed[i] = (struct placed){value[i * stride], i};
    order_items(placed, count, by_value);
}

/* Pearson's correlation of normal numbers whose ranks have this one: 2 sin(pi rank / 6), by the series of the sine. */
static double pearson_of(double rank)
{
    enum { LAST_POWER = 17 };
    double x = PI * rank / 6, sum = x, term = x;
    for (int power = 3; power <= LAST_POWER; power += 2) sum += term *= -x * x / ((power - 1) * power);
    return 2 * sum;
}

/* The lower triangle becomes Cholesky's root. The first row of which there is none; `count`: there is one. */
static int take_root(double *matrix, int count)
{
    for (int row = 0; row < count; row++)
        for (int column = 0; column <= row; column++) {
            double *at = &matrix[row * count + column];
            for (int i = 0; i < column; i++) *at -= matrix[row * count + i] * matrix[column * count + i];
            if (row == column && !(*at > LEAST_PIVOT)) return row;
            *at = row == column ? sqrt(*at) : *at / matrix[column * count + column];
        }
    return count;
}

static double *scores_asked(const struct pairing *pairing)
{
    size_t size = (size_t)pairing->count * (size_t)pairing->count;
    double *asked = malloc(size * sizeof *asked);
    for (size_t i = 0; asked && i < size; i++) asked[i] = pairing->rank[i] == 1 ? 1 : pearson_of(pairing->rank[i]);
    return asked;
}

int pairing_contradiction(const struct pairing *pairing)
{
    double *asked = scores_asked(pairing);
    int row = asked ? take_root(asked, pairing->count) : -1;
    free(asked);
    return row;
}

/* Van der Waerden's scores of the ranks that the axes have: [points][count]. */
static void score(const struct pairing *pairing, const struct design *design, struct placed *placed, double *scores)
{
    for (int a = 0; a < pairing->count; a++) {
        sort(design->unit + pairing->axis[a], design->axis_count, design->points, placed);
        for (int64_t i = 0; i < design->points; i++)
            scores[placed[i].point * pairing->count + a] =
                maths_normal_quantile((double)(i + 1) / (double)(design->points + 1));
    }
}

/* How the scores are correlated by chance; all axes have the same scores, of mean 0. */
static void correlate(const double *scores, int64_t points, int count, double *found)
{
    double square = 0;
    for (int64_t i = 0; i < points; i++) square += scores[i * count] * scores[i * count];
    for (int a = 0; a < count; a++)
        for (int b = 0; b <= a; b++) {
            double sum = 0;
            for (int64_t i = 0; i < points; i++) sum += scores[i * count + a] * scores[i * count + b];
            found[a * count + b] = a == b ? 1 : sum / square;
        }
}

/* Scores without what chance has correlated, and with what is asked. */
static void recorrelate(double *score, int count, const double *found, const double *asked)
{
    for (int a = 0; a < count; a++) {
        for (int b = 0; b < a; b++) score[a] -= found[a * count + b] * score[b];
        score[a] /= found[a * count + a];
    }
    for (int a = count - 1; a >= 0; a--) {
        score[a] *= asked[a * count + a];
        for (int b = 0; b < a; b++) score[a] += asked[a * count + b] * score[b];
    }
}

/* Each axis has its values in the order that the scores have now. */
static void rearrange(const struct pairing *pairing, const double *scores, struct design *design, struct placed *values,
    struct placed *places)
{
    for (int a = 0; a < pairing->count; a++) {
        double *column = design->unit + pairing->axis[a];
        sort(column, design->axis_count, design->points, values);
        sort(scores + a, pairing->count, design->points, places);
        for (int64_t i = 0; i < design->points; i++) column[places[i].point * design->axis_count] = values[i].value;
    }
}

enum status pairing_apply(const struct pairing *pairing, struct design *design)
{
    size_t points = (size_t)design->points, count = (size_t)pairing->count;
    double *asked = scores_asked(pairing), *found = malloc(count * count * sizeof *found);
    double *scores = malloc(points * count * sizeof *scores);
    struct placed *placed = malloc(2 * points * sizeof *placed);
    enum status status = asked && found && scores && placed ? STATUS_OK : STATUS_MEMORY;
    if (status == STATUS_OK) {
        score(pairing, design, placed, scores);
        correlate(scores, design->points, pairing->count, found);
        bool enough = take_root(asked, pairing->count) == pairing->count;
        enough = enough && take_root(found, pairing->count) == pairing->count;
        for (size_t i = 0; enough && i < points; i++) recorrelate(scores + i * count, pairing->count, found, asked);
        if (enough) rearrange(pairing, scores, design, placed, placed + points);
        status = enough ? STATUS_OK : STATUS_INPUT;
    }
    free(asked);
    free(found);
    free(scores);
    free(placed);
    return status;
}

double pairing_rank(const struct design *design, int a, int b)
{
    int64_t points = design->points;
    struct placed *placed = malloc((size_t)points * sizeof *placed);
    double *rank = malloc((size_t)points * sizeof *rank), sum = 0, n = (double)points;
    if (placed && rank) {
        sort(design->unit + a, design->axis_count, points, placed);
        for (int64_t i = 0; i < points; i++) rank[placed[i].point] = (double)i;
        sort(design->unit + b, design->axis_count, points, placed);
        for (int64_t i = 0; i < points; i++) {
            double apart = rank[placed[i].point] - (double)i;
            sum += apart * apart;
        }
    }
    double found = placed && rank ? 1 - 6 * sum / (n * (n * n - 1)) : NAN;
    free(placed);
    free(rank);
    return found;
}
