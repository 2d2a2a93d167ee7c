/* Credit for practices: who first made each, and how many people stand behind those in use.
 *
 * All of it follows from the run's events and is there to be looked at; nothing in the run depends on it. It goes to
 * people, not to the places that they fill, so that who left keeps the credit.
 */
#ifndef LEDGER_CREDIT_H
#define LEDGER_CREDIT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/array.h"
#include "model/frame/rooms.h"

#define CREDIT_KEEPS(VALUE, LIST, ITEMS, PARTS)                                                                        \
    VALUE(KEPT, int32_t, people, )     /* that there have been so far */                                               \
    LIST(KEPT, struct numbers, makers) /* the people who made each practice, one practice after another */             \
    LIST(PASSING, struct amounts, due) /* by practice; nothing between rows */                                         \
    LIST(PASSING, struct amounts, had) /* by contributor: people, then practices that nobody made; the same */
struct amounts ARRAY_OF(double);
ROOM_STRUCT(credit, CREDIT_KEEPS);

struct world;

/* There is a new person in a place: of the next number. */
void credit_newcomer(struct world *world, int32_t agent);

/* If there are more practices than were known before, the person (or each member of the team) has made the first of
 * the new ones. */
void credit_person(struct world *world, int64_t known, int32_t agent);
void credit_team(struct world *world, int64_t known, int32_t slot);

#endif
