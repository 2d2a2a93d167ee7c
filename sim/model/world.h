/* The world: the whole state of one run, and the verbs of its step.
 *
 * Only the model includes this. What persists from step to step stands first; below it are lists that live for one
 * step.
 */
#ifndef MODEL_WORLD_H
#define MODEL_WORLD_H

#include "base/array.h"
#include "base/parts.h"
#include "landscape/landscape.h"
#include "model/agents.h"
#include "model/model.h"
#include "model/practices.h"
#include "model/projects.h"

struct opportunities ARRAY_OF(struct opportunity);

/* From whom a practice in someone's memory was heard: one for each source, in a list. */
struct hearsay {
    int32_t source, row; /* the source, and its adoption then */
    int32_t next;        /* the next of the list, or -1 */
    int32_t channel;
    double evidence;
};

/* The hearsay of one block of agents, so that blocks can be worked on at once. */
struct hearsay_pool {
    struct hearsay *items;
    int64_t count, capacity;
    int32_t first_free; /* -1: none */
    bool failed;
};

/* One message about a practice. source -1: one's own experience. */
struct telling {
    int32_t target, source, practice, project;
    int32_t channel, source_row;
    double belief, evidence;
};

/* A person takes up a practice; its sources follow one another in `uptake_sources`. */
struct uptake {
    int32_t agent, domain, practice, channel, project, source_count;
};

struct uptake_source {
    int32_t agent, row;
    double weight;
};

/* Someone noticed an open opportunity. */
struct notice {
    int32_t opportunity, agent; /* place in the list of open ones */
    bool acts, hands_on;
    uint64_t priority;
};

/* Someone would join a project. */
struct acceptance {
    int32_t slot, agent, inviter;
    bool called;
    uint64_t priority;
};

/* A person of one domain. */
struct place {
    int32_t agent, domain;
};
struct places ARRAY_OF(struct place);

/* Someone who tells since a step. */
struct speaker {
    struct place who;
    int32_t since;
};
struct speakers ARRAY_OF(struct speaker);

struct counts {
    int64_t adopters, adoptions[CHANNEL_COUNT];
    int64_t resolved, lapsed, founded, succeeded, failed, never_started, departures, involved;
};

struct world {
    struct scenario scenario;
    struct random_seeds seeds;
    struct crew *crew;
    int32_t step;
    bool out_of_memory; /* remembered until the end of the step, which then fails */

    struct network network;
    struct landscape landscape;
    struct agents agents;
    struct practices practices;
    int32_t *standard; /* [units][domains], the units' standard practices, or -1 */
    struct opportunities open;
    int32_t next_opportunity;
    struct projects projects;
    struct hearsay_pool *hearsay; /* [blocks of agents], NULL without memories */
    struct events events;
    struct counts counts;

    struct places changed;        /* whose practice in use changed, and who has yet to speak of it (contact) */
    struct speakers speakers;     /* with an end to telling: who tells, in the order of beginning (contact) */
    int64_t *voices, voices_room; /* complete networks: how many tell of each practice, (contact) */
    int64_t voices_in[64];        /* and of any practice, by domain */

    struct parts notices, acceptances, tellings, uptakes, uptake_sources;
    struct telling *inbox; /* the tellings, by target */
    int64_t inbox_room;
    int64_t *inbox_start; /* [blocks of agents + 1] */
};

enum { PROJECT_BLOCK = 32, OPPORTUNITY_BLOCK = 64 };

/* The key of a draw in this step. */
static inline struct random_key world_key(
    const struct world *world, enum random_stream stream, int32_t entity, uint32_t index)
{
    return random_key(&world->seeds, stream, (uint32_t)world->step, (uint32_t)entity, index);
}

/* How many items are passed over until the next one that is drawn, each with probability p (geometric). */
int64_t world_gap(struct random_key key, double p);

/* `count` different numbers below `bound` <= 64 as a set of bits; the draws are index, index + 1, ... of the key. */
uint64_t world_draw_set(struct random_key key, int64_t count, int64_t bound);

/* Notes that memory ran out. */
static inline void world_need(struct world *world, bool had_room)
{
    if (!had_room) world->out_of_memory = true;
}

/* -- the step, in order: one file each */
void arise(struct world *world);
void sense(struct world *world);
void initiate(struct world *world);
void gather(struct world *world);
void experiment(struct world *world);
void debrief(struct world *world);
void share(struct world *world);
void contact(struct world *world);
void lapse(struct world *world);
void conclude(struct world *world);
void renew(struct world *world);

/* Writes an event (arise.c); what: enum opportunity_event; project: its number, or -1. */
void opportunity_event(struct world *world, const struct opportunity *opportunity, int what, int32_t project);

/* -- people (people.c) */

/* Makes a person: traits drawn, the unit's standard practices in use. index 0 of the step is for those of the start. */
void person_create(struct world *world, int32_t agent);

/* Everybody's first practices, and their events. */
void people_start(struct world *world);

/* The attention that a person has left for more projects, in [0, 1]. */
double person_attention(const struct world *world, int32_t agent);

/* What a person believes of the practice in use; 0 where none is. */
double person_belief(const struct world *world, int32_t agent, int32_t domain);

/* -- ties (ties.c) */

/* The trust between two people now; 0 where they are not tied. */
double tie_trust(const struct world *world, int32_t agent, int32_t other);

/* The trust between two tied people becomes what it is at the start. */
void tie_reset(struct world *world, int32_t agent, int32_t other);

/* Two people have worked together: their trust moves to 1 by `share` of what is missing; strangers become tied. */
void tie_strengthen(struct world *world, int32_t agent, int32_t other, double share);

/* -- learning (learn.c, take_up.c) */

/* Delivers world->tellings: everybody hears theirs and decides by the adoption rule. */
void learn(struct world *world);

/* The slot of a person's memory that holds a practice. One not in mind yet takes an empty slot, or that of the least
 * believed practice that is not in use. */
struct known *memory_place(struct world *world, int32_t agent, int32_t domain, int32_t practice);

/* Forgets everything a person knows. */
void memory_clear(struct world *world, int32_t agent);

/* Carries out world->uptakes: practices in use change, events are written. */
void take_up(struct world *world);

/* A person stops using what is in use. */
void use_end(struct world *world, int32_t agent, int32_t domain);

/* Asks for one uptake from block `block`; its sources must have been pushed just before. */
void uptake_push(struct world *world, int64_t block, struct uptake uptake);

/* Opens the lists of uptakes for `blocks` blocks of work. */
void uptakes_open(struct world *world, int64_t blocks);

#endif
