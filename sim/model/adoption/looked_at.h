/* What others use: those at whom a person looks, and what most of them do. */
#ifndef ADOPTION_LOOKED_AT_H
#define ADOPTION_LOOKED_AT_H

#include "model/adoption/told.h"
#include "model/frame/rooms.h"
#include "random/random.h"

/* Someone who is looked at, and what that one uses. */
struct seen {
    int32_t agent, practice;
};

#define COUNTING_KEEPS(VALUE, LIST, ITEMS, PARTS)                                                                      \
    PARTS(int32_t, counted)              /* what some people use, for as long as it is counted */                      \
    PARTS(struct seen, seen)             /* whom a person heeds, in its turn */                                        \
    LIST(PASSING, struct numbers, order) /* whose turn it is, one after another */
ROOM_STRUCT(counting, COUNTING_KEEPS);

/* Those at whom a person looks in a domain: some of the pool (adoption.look.at), and who told the person in this step.
 */
enum { LOOKED_AT_SAMPLED = 64 };
struct looked_at {
    const struct world *world;
    enum look_at at;              /* the pool, */
    bool oneself;                 /* and whether oneself is in it */
    int32_t agent, count, passed; /* of the pool: how many are looked at, and were passed by contacts_next */
    int32_t skipped; /* the person's own place in the pool, which is passed over; INT32_MAX: it is not in it */
    bool all;
    int32_t chosen[LOOKED_AT_SAMPLED]; /* places in the pool, unless it is all of them */
    struct hearing told, tellers;      /* who told; and those of them still ahead */
};

/* Only those who told. */
struct looked_at looked_at_told(const struct world *world, struct place who);

/* These and all of the pool, or adoption.look.sample of it drawn at random; the draws are index, index + 1, ... of the
 * key.
 */
struct looked_at looked_at_begin(const struct world *world, struct place who, struct random_key key);

/* All of a pool but oneself, or a sample of it; who tells makes no difference. */
struct looked_at looked_at_among(
    const struct world *world, int32_t agent, enum look_at at, int64_t sample, struct random_key key);

/* The next of them, each once, or -1: that was the last, and the next is the first again. */
int32_t looked_at_next(struct looked_at *looked_at);

/* What most people use, and by how many it is used; practice -1: nobody uses any. `equals` are used by as many, of whom
 * it is drawn at random. */
struct most_used {
    int32_t practice, users, equals;
};

/* Of what `count` people use, listed last in world->counting->counted by a block's work. Sorts them. already: how many
 * more use each practice, or NULL. */
struct most_used count_most_used(
    struct world *world, int64_t block, int64_t count, const int64_t *already, struct random_key key);

/* Of the last `count` sources that a block pushed, for an uptake not pushed yet, keeps at most SOURCES_MOST, evenly
 * spread from a random one on: each stands for as many others, so that their weights add up to the same. How many it
 * keeps. */
enum { SOURCES_MOST = 128 };
int32_t sources_thin(struct world *world, int64_t block, int32_t count, struct random_key key);

#endif
