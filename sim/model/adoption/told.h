/* What one was told in this step, under rules that go by what others use. */
#ifndef ADOPTION_TOLD_H
#define ADOPTION_TOLD_H

#include "model/adoption/learn.h"
#include "model/state/place.h"

/* A walk along the tellings to a person in a domain, each teller once, by number. */
struct hearing {
    const struct world *world;
    struct place who;
    const struct telling *first; /* [count], in all domains */
    int64_t count, passed;
};

struct hearing told_to(const struct world *world, struct place who);

/* The next telling, or NULL. */
const struct telling *told_next(struct hearing *told);

/* Whether the teller is among those whom the person hears anyway. */
bool told_along_tie(const struct world *world, const struct telling *telling);

/* The first telling to a person by one of the last `count` sources that a block pushed, or NULL. */
const struct telling *told_by_sources(struct world *world, int64_t block, struct place who, int32_t count);

/* Puts the tellings to one person in the order that the walk needs. */
void told_sort(struct telling *tellings, int64_t count);

#endif
