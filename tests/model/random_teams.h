/* Projects put together at random, and when they hang together by theory (joined.h).
 *
 * Include after <cmocka.h>. */
#ifndef MODEL_RANDOM_TEAMS_H
#define MODEL_RANDOM_TEAMS_H

#include <math.h>

#include "model/state/world.h"
#include "random/maths.h"

/* The positive root of S = 1 - exp(-l (1 - (1 - S)^(m - 1))), or 0. */
static inline double giant(double projects_each, int size)
{
    double share = 1;
    for (int i = 0; i < 100000; i++)
        share = 1 - maths_exp(-projects_each * (1 - maths_pow_count(1 - share, (uint64_t)size - 1)));
    return share;
}

/* Different people, drawn at random, for one project; one drawn twice is rare, and the next one is taken then. */
static inline void draw_members(const struct world *world, int32_t project, int32_t size, int32_t member[])
{
    uint64_t people = (uint64_t)world->agents.count;
    for (int32_t k = 0; k < size; k++) {
        struct random_key key = random_key(&world->seeds, STREAM_SENSE, 0, (uint32_t)project, (uint32_t)k);
        member[k] = (int32_t)random_below(key, people);
        for (int32_t j = 0; j < k; j++)
            if (member[j] == member[k]) member[k] = (member[k] + 1) % world->agents.count, j = -1;
    }
}

struct random_teams {
    int32_t size;
    double each; /* projects of a person */
};

enum { RANDOM_TEAMS_SEEDS = 5 };

/* Everybody is in a nearly Poisson number of projects. Over 25 seeds the share of people who hang together spreads by
 * up to 0.009, that of projects by 0.032; the mean of five is tested with five deviations: a false alarm in fewer than
 * 1 of 100000. `add_shares` adds both, of a run of a seed. */
static inline void check_random_teams(const struct random_teams *points, size_t count,
    void (*add_shares)(int64_t seed, int32_t size, double each, double shares[2]))
{
    for (size_t i = 0; i < count; i++) {
        double shares[2] = {0}, share = giant(points[i].each, points[i].size);
        double of_projects = 1 - maths_pow_count(1 - share, (uint64_t)points[i].size);
        assert_true((points[i].each * (points[i].size - 1) > 1) == (share > 1e-3));
        for (int64_t seed = 1; seed <= RANDOM_TEAMS_SEEDS; seed++)
            add_shares(seed, points[i].size, points[i].each, shares);
        for (int k = 0; k < 2; k++) shares[k] /= RANDOM_TEAMS_SEEDS;
        print_message("projects of %d, %.2f each: %.4f of people (theory %.4f), %.4f of projects (%.4f)\n",
            points[i].size, points[i].each, shares[0], share, shares[1], of_projects);
        assert_true(fabs(shares[0] - share) < 0.02);
        assert_true(fabs(shares[1] - of_projects) < 0.07);
    }
}

#endif
