/* Taking up a practice: the one place where practices in use change. */
#ifndef ADOPTION_TAKE_UP_H
#define ADOPTION_TAKE_UP_H

#include "model/frame/rooms.h"
#include "model/state/world.h"

/* A person takes up a practice; its sources follow one another in `sources`. */
struct uptake {
    int32_t agent, domain, practice, channel, project, source_count;
    int32_t community; /* 1 + the community through which it came, or 0 */
};

/* An uptake with what its first source believed of the practice when it was asked for, or the person's own judgement.
 */
struct asked_uptake {
    struct uptake uptake;
    double belief;
};

/* The practice of an uptake that has no number yet: a mixture. parent -1: none. */
struct made {
    struct configuration configuration;
    int32_t parent, other_parent;
};
enum { PRACTICE_MADE = -2 };

struct uptake_source {
    int32_t agent, row;
    double weight;
};

#define UPTAKES_KEEP(VALUE, LIST, ITEMS, PARTS)                                                                        \
    PARTS(struct asked_uptake, asked)                                                                                  \
    PARTS(struct uptake_source, sources)                                                                               \
    PARTS(struct made, made)                         /* for uptakes of practices that have no number yet */            \
    VALUE(KEPT, int64_t, uses_learned, )             /* uses of what one did not begin with */                         \
    VALUE(KEPT, int64_t, adopters, )                 /* people who ever took up something new to them */               \
    VALUE(KEPT, int64_t, adoptions, [CHANNEL_COUNT]) /* so far */
ROOM_STRUCT(uptakes, UPTAKES_KEEP);

/* Opens the lists of uptakes for `blocks` blocks of work. */
void uptakes_open(struct world *world, int64_t blocks);

/* Asks for one uptake from block `block`; its sources must have been pushed just before. */
void uptake_push(struct world *world, int64_t block, struct uptake uptake);

/* The same where the person has judged the practice; nobody else's belief is looked at. */
void uptake_push_judged(struct world *world, int64_t block, struct uptake uptake, double belief);

/* The same of a practice that is to be made, if it is not there yet; the uptake's own number of it is not looked at. */
void uptake_push_made(struct world *world, int64_t block, struct uptake uptake, struct made made);

/* The same where the person takes it for something that it believes that of. */
void uptake_push_mistaken(struct world *world, int64_t block, struct uptake uptake, struct made made, double belief);

/* Whether the first block has asked for any. */
bool uptakes_asked(const struct world *world);

/* Carries out what was asked for: practices in use change, events are written. */
void uptakes_carry_out(struct world *world);

/* Whether a person has dropped a practice too lately to take it up again (adoption.drop.rest_steps). */
bool uptake_rests(const struct world *world, int64_t place, int32_t practice);

/* A person stops using what is in use. */
void use_end(struct world *world, int32_t agent, int32_t domain);

#endif
