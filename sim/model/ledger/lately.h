/* Lately: how projects overlap over a while, not in a moment.
 *
 * People remember, so what hangs together is not only who works together now: the projects at work and those that ended
 * in the last memory_steps (create), joined where somebody who is there still took part in two. Of projects put
 * together at random the share that hangs together is known (joined.h), with the projects of a person counted over that
 * while.
 *
 * None of this changes a run, and it is in no digest. It is there where people make opportunities.
 */
#ifndef LEDGER_LATELY_H
#define LEDGER_LATELY_H

#include "base/array.h"
#include "model/frame/rooms.h"

/* Somebody was in a project when it ended. */
struct participation {
    int32_t project, agent, person, step;
};
struct participations ARRAY_OF(struct participation);

#define LATELY_KEEPS(VALUE, LIST, ITEMS, PARTS)                                                                        \
    LIST(KEPT, struct participations, participations) /* in the order of ending; those of one project together */
ROOM_STRUCT(lately, LATELY_KEEPS);

struct world;

/* A project ends in this step, with those who are in it now. */
void lately_end(struct world *world, int32_t slot);

/* Forgets what is too long ago; once a step. */
void lately_forget(struct world *world);

#endif
