/* Communities of practice: people who care about one domain, keep meeting, and document what they learn.
 *
 * A community is known by its number, given when it is convened and never given again. It has members in three rings,
 * and documents: the practices of its repertoire, each with the evidence that members brought. A member's seat lies in
 * one pool for all; a person's seats are a list through `next`, a community's are listed in `seats`. Those who came to
 * the last meeting stand first there.
 *
 * No published model has this life cycle, so its rules are assumptions; they follow Rogers's primer (five phases) and
 * Albury's nested rings, and stand in convene.c, meet.c, rings.c, mature.c and transform.c.
 */
#ifndef MODEL_COMMUNITIES_H
#define MODEL_COMMUNITIES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/array.h"
#include "base/digest.h"
#include "base/parts.h"
#include "base/status.h"
#include "model/record/events.h"
#include "random/random.h"

/* One member of one community. */
struct seat {
    int32_t agent; /* -1: the seat is free */
    int32_t community;
    int32_t next;     /* the agent's next seat, or the next free one, or -1 */
    int32_t met;      /* meetings attended */
    int32_t met_here; /* meetings attended in this ring */
    int32_t missed;   /* meetings missed in a row */
    int32_t silent;   /* meetings since one last contributed: brought evidence that was documented */
    int32_t brought;  /* the practice of which evidence was documented last, or -1 */
    enum community_ring ring;
    double brought_evidence; /* how much of one's own evidence of that practice is documented */
    double energy;           /* [0, 1]; meetings in the core cost some */
};

/* What is documented of one practice: the pooled belief, and whoever documented it first is the source of who reads. */
struct document {
    int32_t practice;
    int32_t agent, row; /* that member, and the member's adoption of it */
    double belief, evidence;
};
struct documents ARRAY_OF(struct document);

struct community {
    int32_t domain, convener; /* the convener is in the core; -1: none now */
    enum community_phase phase;
    int32_t since;         /* the step in which it was convened; meetings go by it */
    int32_t present, poor; /* who came to the last meeting; meetings in a row with too few */
    int32_t taught;        /* adoptions learned through it */
    double trust, freshness;
    struct numbers seats;
    struct documents documents;
};

/* Two people talk at a meeting. */
struct talk {
    int32_t agent, other;
};

/* Someone would join a community. */
struct joining {
    int32_t community, agent, source;
    int32_t what; /* enum seat_event */
    uint64_t priority;
};

struct communities {
    struct community *items; /* [count], by number */
    struct seat *seats;      /* [seat_count] */
    int64_t count, capacity, seat_count, seat_room;
    int32_t free_seat;    /* the first free seat, or -1 */
    struct numbers live;  /* those that meet, by number */
    struct numbers shelf; /* the hubs and the faded whose documents everybody may read, in the order of becoming so */
    struct PARTS_OF(struct talk) talks;
    struct PARTS_OF(struct joining) joinings;
    int64_t convened, split, merged, faded, meetings, attended; /* so far; attended: summed over meetings */
};

enum { COMMUNITY_BLOCK = 4 };

struct world;
struct known;

/* -- storage (communities.c) */

/* A new community; its number. -1: no memory; or it is left out of the run. */
int32_t community_new(struct world *world, int32_t domain, enum community_phase phase);

/* The seat of a person in a community, or -1. Cost: the communities that the person is in. */
int32_t community_seat(const struct world *world, int32_t community, int32_t agent);

/* The i-th seat of a community. */
struct seat *community_seat_at(const struct world *world, const struct community *community, int64_t i);

/* Whether the person has a seat in a community of the domain. */
bool community_any(const struct world *world, int32_t domain, int32_t agent);

/* The attention that a place in a ring takes, and what all of a person's places take. */
double community_load(const struct world *world, const struct community *community, enum community_ring ring);
double communities_load(const struct world *world, int32_t agent);

/* How many communities a person is in. */
int32_t communities_of(const struct world *world, int32_t agent);

/* A person who has none takes a seat; what: enum seat_event. Returns it, or -1: no memory. */
int32_t community_join(
    struct world *world, int32_t community, int32_t agent, enum community_ring ring, int what, int32_t source);

/* A member moves to a ring; the convener who leaves the core is convener no more. */
void community_move(struct world *world, int32_t seat, enum community_ring ring);

/* Someone gives up a seat. `told`: writes the event. */
void community_leave(struct world *world, int32_t seat, bool told);

/* Someone leaves all communities. */
void communities_leave(struct world *world, int32_t agent);

/* Members in a ring; in all of them: seats.count. */
int32_t community_ring_size(const struct world *world, const struct community *community, enum community_ring ring);

/* The document of a practice, or NULL; the one believed in most, or NULL. */
struct document *community_document(const struct community *community, int32_t practice);
const struct document *community_best(const struct community *community);

/* Writes an event; what: enum community_event. */
void community_event(struct world *world, int32_t community, int what, int32_t other);

/* The adoption in this row came through a community. */
void community_taught(struct world *world, int32_t community, int32_t row);

/* Whether it meets in this step. */
bool community_meets(const struct world *world, int32_t community);

/* Ends a community whose members are all gone or elsewhere; legacy: its documents stay. */
void community_end(struct world *world, int32_t community, bool legacy);

#endif
