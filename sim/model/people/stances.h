/* Stances: how people stand to change. Without them everybody is as good as initiating. */
#ifndef PEOPLE_STANCES_H
#define PEOPLE_STANCES_H

#include "model/frame/rooms.h"
#include "model/state/world.h"

/* Someone would move to another stance. */
struct stance_move {
    int32_t agent;
    enum stance after;
    enum stance_cause cause;
    uint64_t priority;
};

struct stance_moves ARRAY_OF(struct stance_move);

/* Someone is blamed by another. */
struct blamed {
    int32_t agent, by;
};

/* A project of a person or (own false) of a contact ended in this step. */
struct experience {
    int32_t agent, project;
    bool own, success;
};
struct experiences ARRAY_OF(struct experience);

#define STANCES_KEEP(VALUE, LIST, ITEMS, PARTS)                                                                        \
    VALUE(KEPT, int64_t, people, [STANCE_COUNT])   /* of each stance */                                                \
    LIST(PASSING, struct experiences, experiences) /* of this step: first only people's own */                         \
    PARTS(struct stance_move, moves)                                                                                   \
    PARTS(struct blamed, blamed)
ROOM_STRUCT(stances, STANCES_KEEP);

/* Draws the stance of a new person. */
void stance_begin(struct world *world, int32_t agent);

/* A person's stance changes, and the event is written; nothing happens where it is the same. */
void stance_change(struct world *world, int32_t agent, enum stance after, enum stance_cause cause);

/* Whether a person founds projects. */
bool stance_founds(const struct world *world, int32_t agent);

/* How well a person notices opportunities, and how willing one is to join a project, in [0, 1]. */
double stance_notice(const struct world *world, int32_t agent);
double stance_accept(const struct world *world, int32_t agent);

#endif
