#include "model/state/draws.h"

#include <math.h>

#include "random/maths.h"

uint64_t world_draw_set(struct random_key key, int64_t count, int64_t bound)
{
    uint64_t set = 0;
    if (count > bound) count = bound;
    for (int64_t last = bound - count; last < bound; last++, key.index++) {
        uint64_t pick = UINT64_C(1) << random_below(key, (uint64_t)last + 1);
        set |= set & pick ? UINT64_C(1) << last : pick;
    }
    return set;
}

double world_normal(struct random_key key, double mean, double deviation)
{
    return share_cut(random_normal(key, mean, deviation));
}

int64_t world_gap(struct random_key key, double p)
{
    if (p >= 1) return 0;
    if (!(1 - p < 1)) return INT32_MAX; /* never, or too rarely for a logarithm of 1 - p */
    double gap = floor(maths_log(1 - random_uniform(key)) / maths_log(1 - p));
    return gap < INT32_MAX ? (int64_t)gap : INT32_MAX;
}
