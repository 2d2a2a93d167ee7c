/* Who tells, and of what; and how many of those whom a person hears tell of another practice than its own. */
#ifndef ADOPTION_EXPOSURE_H
#define ADOPTION_EXPOSURE_H

#include "model/frame/rooms.h"
#include "model/state/place.h"
#include "model/state/world.h"

/* Someone who tells since a step. */
struct speaker {
    struct place who;
    int32_t since;
};
struct speakers ARRAY_OF(struct speaker);

#define EXPOSURE_KEEPS(VALUE, LIST, ITEMS, PARTS)                                                                      \
    ITEMS(KEPT, uint64_t, marks, exposure_words(world)) /* a bit a place: set where exposure is above 0, and for a     \
                                                           while where it was; none on a complete network */           \
    LIST(KEPT, struct places, changed)      /* whose practice in use changed, and who has yet to speak of it */        \
    LIST(KEPT, struct speakers, speakers)   /* with an end to telling: who tells, in the order of beginning */         \
    LIST(KEPT, struct long_numbers, voices) /* complete networks: how many tell of each practice, */                   \
    VALUE(KEPT, int64_t, voices_in, [DOMAINS_MOST]) /* and of any practice, by domain; */                              \
    LIST(PASSING, struct numbers, tellers) /* who they are in this step, by domain and in the order of people, */      \
    VALUE(PASSING, int64_t, tellers_of, [DOMAINS_MOST]) /* where a domain's begin, */                                  \
    LIST(PASSING, struct numbers, places)               /* and where in its domain's each stands, by practice, */      \
    LIST(PASSING, struct long_numbers, places_of)       /* whose begin here */
ROOM_STRUCT(exposure, EXPOSURE_KEEPS);

enum { EXPOSURE_WORD = 64 };

/* The words of those bits. */
static inline int64_t exposure_words(const struct world *world)
{
    return ((int64_t)world->agents.count * world->agents.domains + EXPOSURE_WORD - 1) / EXPOSURE_WORD;
}

/* Takes away the mark of a place whose exposure is 0. Marks of one block of people share no word with others. */
static inline void exposure_unmark(struct world *world, int64_t place)
{
    world->exposure->marks[place / EXPOSURE_WORD] &= ~(UINT64_C(1) << place % EXPOSURE_WORD);
}

/* Notes that what a person uses in a domain has changed, or whom the person hears. */
void exposure_changed(struct world *world, int32_t agent, int32_t domain);

/* Brings up to date who tells of what, and everybody's exposure. */
void exposure_update(struct world *world);

/* How many of those whom a person hears tell of another practice than the person's own. */
int32_t exposure_of(const struct world *world, struct place who);

/* Lists who tells where a network is complete; before a walk. */
void tellers_list(struct world *world);

/* A walk along those tellers. */
struct tellers {
    const struct world *world;
    struct place who;
    int32_t use, k; /* k: how far in the row of those heard */
    int64_t passed; /* tellers passed */
    int32_t agent;  /* the teller */
};

struct tellers tellers_of(const struct world *world, struct place who);

/* Goes on to the teller with the given number in [0, exposure), which must be ahead. */
void tellers_to(struct tellers *tellers, int64_t number);

#endif
