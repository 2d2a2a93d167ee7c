/* The draws of a step: each is a pure function of its key, which is the run's seed, a stream, the step, whom or what it
 * is about, and an index. */
#ifndef STATE_DRAWS_H
#define STATE_DRAWS_H

#include <stdint.h>

#include "model/state/world.h"
#include "random/random.h"

/* DRAW_CONTACT_TAKES, ...: the first index of each draw of draws.def; DRAWS_OF_CONTACT, ...: the size of each layout.
 */
#define LAYOUT(layout, size, sentence)                                                                                 \
    enum { DRAWS_OF_##layout = (size) };                                                                               \
    enum {
#define DRAW(layout, name, first, count, sentence)                                                                     \
    FREE_AT_##layout##_##name, DRAW_##layout##_##name = (first), LAST_##layout##_##name = (first)-1 + (count),
#define END_LAYOUT(layout)                                                                                             \
    }                                                                                                                  \
    ;
#include "model/state/draws.def"

#define DRAW(layout, name, first, count, sentence)                                                                     \
    _Static_assert(DRAW_##layout##_##name >= FREE_AT_##layout##_##name, "draws overlap: " #layout " " #name);          \
    _Static_assert((int)LAST_##layout##_##name < (int)DRAWS_OF_##layout || DRAWS_OF_##layout == INT32_MAX,             \
        "a draw does not fit: " #layout " " #name);
#include "model/state/draws.def"

/* The key of a draw in this step. */
static inline struct random_key world_key(
    const struct world *world, enum random_stream stream, int32_t entity, uint32_t index)
{
    return random_key(&world->seeds, stream, (uint32_t)world->step, (uint32_t)entity, index);
}

/* How many items are passed over until the next one that is drawn, each with probability p (geometric). */
int64_t world_gap(struct random_key key, double p);

/* A number cut to [0, 1]. */
static inline double share_cut(double x)
{
    if (x < 0) return 0;
    return x > 1 ? 1 : x;
}

/* A normal number, cut likewise. */
double world_normal(struct random_key key, double mean, double deviation);

/* `count` different numbers below `bound` <= 64 as a set of bits; the draws are index, index + 1, ... of the key. */
uint64_t world_draw_set(struct random_key key, int64_t count, int64_t bound);

#endif
