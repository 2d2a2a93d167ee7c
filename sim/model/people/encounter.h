/* Everyday contact: whom people meet from one step to the next, of a budget that each has. */
#ifndef PEOPLE_ENCOUNTER_H
#define PEOPLE_ENCOUNTER_H

#include "model/frame/rooms.h"
#include "model/state/draws.h"
#include "model/state/world.h"

enum encounter_kind {
    ENCOUNTER_ALONG_TIE,
    ENCOUNTER_FRESH,
    ENCOUNTER_IN_PROJECT,
    ENCOUNTER_IN_COMMUNITY,
    ENCOUNTER_KINDS
};

/* Two people are in contact in this step; the first begins. */
struct encounter {
    int32_t agent, other;
    int32_t block, number; /* its place in the draw */
    enum encounter_kind kind;
    bool tied; /* before this step's contacts, and what comes of it is carried out */
};

/* `met` holds who met in this step, until the next. The cost of the step is that of its contacts, each as much as the
 * ties of the two. */
#define ENCOUNTERS_KEEP(VALUE, LIST, ITEMS, PARTS)                                                                     \
    PARTS(struct encounter, met)                                                                                       \
    VALUE(KEPT, double, inside_fraction, )         /* share of ties inside units at the start */                       \
    VALUE(KEPT, int64_t, count, [ENCOUNTER_KINDS]) /* contacts so far */                                               \
    VALUE(KEPT, int64_t, made, )                   /* ties made in them */
ROOM_STRUCT(encounters, ENCOUNTERS_KEEP);

/* The key of a draw of a contact: `what` is one of DRAW_ENCOUNTER_ONE_.... */
struct random_key encounter_draw(const struct world *world, const struct encounter *met, uint32_t what);

#endif
