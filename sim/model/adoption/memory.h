/* Memory: the practices that people keep in mind, and from whom each was heard. */
#ifndef ADOPTION_MEMORY_H
#define ADOPTION_MEMORY_H

#include "base/array.h"
#include "model/state/agents.h"
#include "model/state/place.h"
#include "model/state/world.h"
#include <stdbool.h>
#include <stdint.h>

/* From whom a practice in someone's memory was heard: one for each source, in a list. */
struct hearsay {
    int32_t source, row;                  /* the source, and its adoption then */
    int32_t next;                         /* the next of the list, or -1 */
    uint32_t channel : 8, community : 24; /* by which way; 1 + the community in which it was told, or 0 */
    double evidence;
};

/* The hearsay of one block of agents, so that blocks can be worked on at once. */
struct hearsay_pool {
    struct hearsay *items;
    int64_t count, capacity;
    int32_t first_free; /* -1: none */
    bool failed;
};

struct memory {
    struct hearsay_pool *pools; /* [count], one for each block of agents; NULL without memories */
    int64_t count;
};

/* The slot of a person's memory that holds a practice. One not in mind yet takes an empty slot, or that of the least
 * believed practice that is not in use. */
struct known *memory_place(struct world *world, int32_t agent, int32_t domain, int32_t practice);

/* A practice in mind, drawn with a weight that is the exponential of the belief in it times adoption.choose's
 * quality_weight, what is in use among them; by one draw a step. NULL: there is none that could be taken up. */
const struct known *memory_draw(const struct world *world, int32_t agent, int32_t domain);

/* A share of all evidence that a person has in mind is forgotten, own and heard; of what is certain none counts. */
void memory_fade(struct world *world, int32_t agent, double share);

/* A person saw how a practice turned out: one outcome of evidence, and what is believed of it is their mean. */
void memory_outcome(struct world *world, struct place who, int32_t practice, double outcome);

/* Forgets everything a person knows. */
void memory_clear(struct world *world, int32_t agent);

/* The record of what a source told of a practice in a person's mind, made where there is none; NULL: no memory. row:
 * the adoption by which the source had taken it up. Whoever has taken the place of a leaver is another source. */
struct hearsay *memory_hearsay(
    const struct world *world, int32_t agent, struct known *known, int32_t source, int32_t row);

/* What a person believes of the practice in use; 0 where none is. */
static inline double person_belief(const struct world *world, int32_t agent, int32_t domain)
{
    int32_t practice = world->agents.practice[place_at(world, agent, domain)];
    const struct known *known = practice >= 0 ? agents_find(&world->agents, agent, domain, practice) : NULL;
    return known ? known->belief : 0;
}

/* Whether the adoption is that of whoever is in an agent's place now, not of somebody who left. */
static inline bool adoption_still_theirs(const struct world *world, int32_t agent, int32_t row)
{
    return row >= world->agents.first_row[agent];
}

#endif
