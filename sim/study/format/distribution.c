#include "study/format/distribution.h"

#include <math.h>

#include "random/maths.h"

const struct distribution_info distribution_table[DISTRIBUTION_KINDS] = {
#define DISTRIBUTION(symbol, ...) {__VA_ARGS__},
#include "study/format/study.def"
};

struct distribution distribution_triangular(double mode)
{
    return (struct distribution){.kind = DISTRIBUTION_TRIANGULAR, .mode = mode};
}

/* Differences are taken on the side on which the numbers are small. */
struct distribution distribution_normal(double least, double most)
{
    struct distribution normal = {.kind = DISTRIBUTION_NORMAL, .least = least, .most = most};
    normal.below = maths_normal_below(least);
    normal.above = maths_normal_below(-most);
    normal.inside = least > 0 ? maths_normal_below(-least) - normal.above : maths_normal_below(most) - normal.below;
    return normal;
}

static double triangular_share(double mode, double unit)
{
    return unit < mode ? sqrt(unit * mode) : 1 - sqrt((1 - unit) * (1 - mode));
}

static double normal_share(const struct distribution *normal, double unit)
{
    double before = normal->below + unit * normal->inside, after = normal->above + (1 - unit) * normal->inside;
    double place = before < after ? maths_normal_quantile(before) : -maths_normal_quantile(after);
    double share = (place - normal->least) / (normal->most - normal->least);
    return fmin(fmax(share, 0), 1);
}

double distribution_share(const struct distribution *distribution, double unit)
{
    if (unit <= 0 || unit >= 1 || distribution->kind == DISTRIBUTION_UNIFORM) return unit;
    if (distribution->kind == DISTRIBUTION_TRIANGULAR) return triangular_share(distribution->mode, unit);
    return normal_share(distribution, unit);
}
