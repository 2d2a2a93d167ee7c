/* Credit for practices: who first made each, and how many people stand behind those in use.
 *
 * All of it follows from the run's events and is there to be looked at; nothing in the run depends on it. People are
 * numbered anew when a newcomer takes a place, so that who left keeps the credit.
 */
#ifndef MODEL_CREDIT_H
#define MODEL_CREDIT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/array.h"

struct credit {
    int32_t *person;                 /* [agents], the number of the person in each place; NULL: nobody asks */
    int32_t people;                  /* that there have been so far */
    struct ARRAY_OF(int32_t) makers; /* the people who made each practice, one practice after another */
    double *due, *had;               /* zero between rows: [practices], and [people + practices] */
    int64_t due_room, had_room;
};

struct world;

/* Room for everybody's number. False: no memory. */
bool credit_begin(struct world *world);
void credit_free(struct credit *credit);

/* There is a new person in a place. */
void credit_newcomer(struct world *world, int32_t agent);

/* If there are more practices than were known before, the person (or each member of the team) has made the first of
 * the new ones. */
void credit_person(struct world *world, int64_t known, int32_t agent);
void credit_team(struct world *world, int64_t known, int32_t slot);

/* By domain: the effective number of contributors behind the practices in use, each as much as it has users, and behind
 * the one that most use (the first of equals); 0 where none is in use. Cost: domains times (practices + people). */
void credit_observe(struct world *world, double contributors[], double leading[]);

#endif
