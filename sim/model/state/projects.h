/* Projects: small temporary groups, thousands at once, and people in several of them at a time.
 *
 * A project sits in a slot while it lives; slots are used again. `live` lists the slots by project number, which is the
 * order in which everything looks at projects. Membership m = slot * team + k is the k-th seat of a project; a person's
 * memberships are a list through `next`.
 */
#ifndef MODEL_PROJECTS_H
#define MODEL_PROJECTS_H

#include <stdbool.h>
#include <stdint.h>

#include "landscape/landscape.h"

/* Something that could be changed or tried, by nobody yet or by a project. */
struct opportunity {
    int32_t id, domain, unit, place; /* place: where in the unit it lies, modulo the size of the unit */
    int32_t open_since;              /* step */
    int32_t handed_to;               /* the contact to whom the idea was let go, or -1 */
    bool systemic;
    double difficulty; /* progress that it takes */
    uint64_t skills;   /* needed, a bit each */
    double severity;   /* gained while nobody worked on it; at 1 it morphs */
};

enum project_state { PROJECT_GATHERING, PROJECT_ACTIVE, PROJECT_AFTERGLOW, PROJECT_GONE };

/* A practice that a project keeps in mind, with the group's belief about it. */
struct candidate {
    int32_t practice;
    double belief, evidence;
};

struct membership {
    int32_t agent; /* -1: the seat is empty */
    int32_t next;  /* the agent's next membership, or -1 */
};

struct project {
    int32_t id, founder;
    int32_t joined; /* its number where it is watched who is joined to whom (joined.h) */
    enum project_state state;
    int32_t since; /* the step in which the state began */
    int32_t member_count, candidate_count;
    int32_t size;   /* members with whom work starts at once */
    int32_t trying; /* the practice of this step's action, or -1 */
    bool succeeded; /* in afterglow: how it ended */
    bool acted;     /* whether there was an action in this step */
    double outcome; /* of that action */
    double judged;  /* the outcome as the group sees it */
    double resources, progress, closeness;
    bool paid;       /* whether this step's action is (resources) */
    double slack;    /* what its members brought and is left (resources) */
    int32_t found;   /* friction points (diagnosis) */
    double friction; /* in this step (stances) */
    struct opportunity opportunity;
};

struct projects {
    struct project *slots;          /* [slot_count] */
    struct membership *memberships; /* [slot_count * team] */
    struct candidate *candidates;   /* [slot_count * memory] */
    int32_t *live, *free_slots;     /* [live_count], [free_count] */
    int64_t slot_count, slot_room, membership_room, candidate_room, live_count, live_room, free_count, free_room;
    int32_t team, memory; /* seats, and candidates, of a project */
    int32_t next_id;
};

struct world;

/* How many members project number `id` waits for, whenever it is asked (team_sizes.c). */
int32_t project_size(const struct world *world, int32_t id);

/* Founds a project on an opportunity; its number's slot, or -1: no memory. The founder is its first member. */
int32_t project_found(struct world *world, const struct opportunity *opportunity, int32_t founder);

/* The seats of a project: [team]. */
static inline struct membership *project_seats(const struct projects *projects, int32_t slot)
{
    return projects->memberships + (int64_t)slot * projects->team;
}

/* The candidates of a project: [memory], candidate_count of them in use. */
static inline struct candidate *project_candidates(const struct projects *projects, int32_t slot)
{
    return projects->candidates + (int64_t)slot * projects->memory;
}

bool project_has(const struct projects *projects, int32_t slot, int32_t agent);

/* The candidate that the group believes in most (the first of equals), or NULL. */
struct candidate *project_best(const struct projects *projects, int32_t slot);

/* The candidate that is this practice; where there is none it takes a free place, or that of the least believed. */
struct candidate *project_candidate(struct projects *projects, int32_t slot, int32_t practice);

/* Someone takes a free seat; what: enum member_event. */
void project_join(struct world *world, int32_t slot, int32_t agent, int what, int32_t inviter);

/* The team is complete: work begins (gather.c). */
void project_start(struct world *world, int32_t slot);

/* Someone leaves the seat. */
void project_leave(struct world *world, int32_t slot, int32_t agent);

/* The action's outcome as the group judges it, and how alike its members are, in [0, 1] (groupthink.c). */
double project_judgement(const struct world *world, int32_t slot);
double project_similarity(const struct world *world, int32_t slot);

/* The share of its progress that a project loses to friction (friction.c). */
double project_friction(const struct world *world, int32_t slot);

/* The share of friction that is kept from a project, and of pressure in a domain from a person (protection.c). */
double project_shelter(const struct world *world, int32_t slot);
double person_shelter(const struct world *world, int32_t agent, int32_t domain);

/* The share of its work that goes into progress, not into diagnosis (diagnosis.c). */
double project_effort(const struct world *world, const struct project *project);

/* What the project takes of each member's attention, in [0, 1]: the most as long as it gathers, since closeness saves. */
double project_load(const struct world *world, const struct project *project);

/* Writes an event; what: enum project_event. */
void project_event(struct world *world, int32_t slot, int what);

/* Ends a project that lapsed or concluded: the opportunity is resolved or open again; the members go, at once or after
 * the afterglow. */
void project_end(struct world *world, int32_t slot, int what, bool resolved);

/* Empties the slots of projects that are over, and takes them off the list. */
void projects_sweep(struct world *world);

/* Room for so many slots. False: no memory. */
MUST_USE bool projects_fit(struct projects *projects, int64_t wanted);

void projects_free(struct projects *projects);

#endif
