/* A person's turn under the general kernel of adoption: it looks, chooses, accepts and copies, a file for each. */
#ifndef RULES_TURN_H
#define RULES_TURN_H

#include "model/state/draws.h"
#include "model/state/place.h"
#include "model/state/world.h"

/* The probability of taking up from so many users on, in rising order. */
struct dose {
    int64_t count;
    double from[NAMED_MOST], probability[NAMED_MOST];
};

/* A person whose turn it is in a domain, and what has come of it so far. */
struct looking {
    struct world *world;
    const struct dose *dose;
    int64_t block;
    struct place who;
    int32_t entity; /* by whom draws are named: the person, or (order drawn) the number of the turn */
    int32_t use;    /* what the person uses, or -1, */
    double quality; /* and how good that is; -1: nothing is in use */
    bool looks;     /* who has no turn sees only who tells */
    int64_t looked; /* how many are looked at, */
    int64_t heeded; /* how many of them are heeded: the last of world->counting->seen, */
    int64_t others; /* how many of these use another practice than the person, */
    int64_t fresh;  /* and how many of those took it up in the step before */
};

/* What is chosen: a practice, or -1. */
struct pick {
    int32_t practice;
    int32_t source; /* the one person whose it is, or -1: all who use it */
    int64_t users;  /* of those heeded */
};

static inline struct random_key turn_draw(const struct looking *looking, uint32_t what)
{
    return world_key(
        looking->world, STREAM_IMITATE, looking->entity, (uint32_t)looking->who.domain * DRAWS_OF_IMITATE + what);
}

/* How good a practice is; nothing is worse than any. */
static inline double turn_quality(const struct world *world, int32_t practice)
{
    return practice >= 0 ? world->practices.items[practice].quality : -1;
}

/* Looks round: counts and lists those who are heeded. `key`: of the draws of whom to look at. */
void turn_look(struct looking *looking, struct random_key key);

/* Those who are heeded, [heeded]; NULL where memory ran out. */
const struct seen *turn_seen(const struct looking *looking);

/* What counts of what they use. */
struct pick turn_choose(const struct looking *looking);

/* Whether it is taken up; and the probability of that for something that `users` of those heeded use, whatever it is.
 */
bool turn_accepts(const struct looking *looking, const struct pick *choice);
double turn_acceptance(const struct looking *looking, int64_t users);

/* Asks for it to be taken up, as a whole or in part. */
void turn_copy(const struct looking *looking, const struct pick *choice);

/* Of bits that could be taken those that are tried (adoption.copy.bits). */
struct bit_set turn_tried(const struct looking *looking, struct bit_set bits);

/* Chooses, accepts and copies bit by bit; whether any is taken. */
bool turn_bits(struct looking *looking);

#endif
