/* Leaders: whose groups succeed become visible as leaders when enough others name them. */
#ifndef PEOPLE_LEADERS_H
#define PEOPLE_LEADERS_H

#include "model/frame/rooms.h"
#include "model/state/world.h"

/* Someone was named by a fellow member after a success. */
struct naming {
    int32_t named, by, step;
};
struct namings ARRAY_OF(struct naming);

#define LEADERS_KEEP(VALUE, LIST, ITEMS, PARTS)                                                                        \
    LIST(KEPT, struct namings, namings) /* by the one named and the one who names, each two once */                    \
    VALUE(KEPT, int64_t, leading, )     /* people who are visible as leaders */
ROOM_STRUCT(leaders, LEADERS_KEEP);

/* The fellow member of a project whom a person trusts most, drawn among equals; -1: there is none. */
int32_t project_most_trusted(const struct world *world, int32_t slot, int32_t agent);

/* Of the projects that ended in this step: who is named as a leader. */
void leaders_name(struct world *world);

/* A new person is no leader, and what was said of the one before, or by that one, counts no more. */
void leader_begin(struct world *world, int32_t agent);

/* Whether a person is visible as a leader. */
bool leader_is(const struct world *world, int32_t agent);

/* The factor on the willingness to follow a person's invitation: 1 + leaders.appeal for a leader, else 1. */
double leader_appeal(const struct world *world, int32_t agent);

#endif
