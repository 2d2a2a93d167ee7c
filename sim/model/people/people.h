/* People: who they are at the start, and what they have left to give. */
#ifndef PEOPLE_PEOPLE_H
#define PEOPLE_PEOPLE_H

#include "model/frame/rooms.h"
#include "model/state/world.h"
#include "random/random.h"

/* Makes a person, in the place of whoever was there: traits drawn, nothing in use. */
void person_arrive(struct world *world, int32_t agent);

/* The same, with the unit's standard practices in use. index 0 of the step is for those of the start. */
void person_create(struct world *world, int32_t agent);

/* Everybody's first practices, and their events. */
void people_start(struct world *world, const struct edge_list *file);

/* Someone of another unit than this, all equally likely. There must be one. */
int32_t person_elsewhere(const struct world *world, int32_t unit, struct random_key key);

/* The attention that a person has left for more projects, in [0, 1]. */
double person_attention(const struct world *world, int32_t agent);

/* Whether the person is in fewer projects at work than are allowed at once (projects.memberships_limit). */
bool person_may_join(const struct world *world, int32_t agent);

/* Means over people of several things at once. */
enum { MEANS_MOST = 8 };
struct means {
    double of[MEANS_MOST];
};

/* The means over people of what `add` adds up of each, in one pass; notes in the observation where memory ran out. */
struct means people_means(const struct world *world,
    void (*add)(const struct world *world, int32_t agent, double sums[]), struct observation *observation);

#endif
