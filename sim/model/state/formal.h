/* The formal organisation: what its units are, and what it keeps in order to change them.
 *
 * Each part belongs to a mechanism and is NULL or empty where that is absent.
 */
#ifndef MODEL_FORMAL_H
#define MODEL_FORMAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/array.h"
#include "base/digest.h"
#include "base/status.h"

/* What management presses on units. */
struct roll_out {
    int32_t practice; /* -1: none is chosen */
    double estimate;  /* the expert's, of its quality */
    uint8_t *pressed; /* [units], 1 where it is pressed on people */
};

/* A project that succeeded in this step, as management may see it; or (advocate) a community that met. */
struct success {
    int32_t project, community;     /* one of them is -1 */
    int32_t unit, domain;           /* unit: where what it worked on lies; of a community, that of the convener */
    int32_t practice;               /* that it believes in most, or -1 */
    double belief, standard_belief; /* what it believes of that, and of the unit's standard practice */
    double diagnosed;               /* share of the friction points that it found */
};
struct successes ARRAY_OF(struct success);

/* A success that was seen, in a unit. */
struct sighting {
    int32_t unit, step;
};
struct sightings ARRAY_OF(struct sighting);

/* How a unit stands with management. */
struct standing {
    int32_t given;  /* the step in which it was recognised last, or -1 */
    int32_t recent; /* its successes among those seen */
    double grant;   /* actions that it was given and has not used; without pools to put them in */
};

struct formal {
    bool acts;        /* some mechanism of `govern` is there */
    double *openness; /* [units], in [0, 1]: how freely a unit lets its people join projects founded elsewhere */
    struct roll_out roll_out;
    struct successes successes;
    struct standing *standing; /* [units] */
    struct sightings seen;     /* within the window, in the order of seeing */
};

struct world;

/* What the scenario has of it, drawn. On an error what is there is freed with the world. */
MUST_USE enum status formal_create(struct world *world);
void formal_free(struct formal *formal);

/* What every part of a world owes: its share of the digest of a state and of the bytes in use, its invariants. */
void formal_digest(const struct world *world, struct digester *digester);
int64_t formal_bytes(const struct world *world);
MUST_USE enum status formal_verify(const struct world *world, struct message *message);

/* By how much a person's willingness to join a project is multiplied by the home unit: 1 where the founder is of that
 * unit, else the unit's openness. */
double unit_lets_join(const struct world *world, int32_t agent, int32_t founder);

#endif
