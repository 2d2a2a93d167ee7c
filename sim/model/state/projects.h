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

#include "base/array.h"
#include "base/digest.h"
#include "base/status.h"
#include "landscape/landscape.h"

/* Something that could be changed or tried, by nobody yet or by a project. */
struct opportunity {
    int32_t id, domain, unit, place; /* place: where in the unit it lies, modulo the size of the unit */
    int32_t open_since;              /* step */
    int32_t handed_to;               /* the contact to whom the idea was let go, or -1 */
    bool systemic, takes_long;
    int32_t attempts;   /* projects that began work on it; only looked at */
    double difficulty;  /* progress that it takes */
    uint64_t skills;    /* needed, a bit each */
    int32_t size;       /* members with whom work starts at once, where that is given; or 0 */
    int32_t team;       /* 1 + the row that names its members (arrive.h), as long as no team came about; or 0 */
    double severity;    /* gained while nobody worked on it; at 1 it morphs */
    int32_t made_after; /* 1 + the number of the project after which someone made it; 0: it came of itself */
    int32_t generation, cascade; /* of projects on it, as they are watched (reproduction.h); cascade 0: none yet */
};

enum { PROJECT_BLOCK = 128 }; /* projects in a block of work */

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

/* Whose turn it is to vary what the project has (activity/relay.h). */
struct relay {
    int32_t seat, move,
        failed;   /* the member, the number of the next move, and how many in a row led to nothing better */
    int32_t from; /* 1 + the practice that was varied last; 0: none yet */
};

struct project {
    int32_t id, founder;
    int32_t lead;                 /* who leads it: at first the founder */
    int32_t vacant;               /* seats of those who left it at work, whom others may succeed */
    int32_t let_go_by, let_go_in; /* who let go of it last, and the step; or -1 */
    int32_t joined;               /* its number where it is watched who is joined to whom (joined.h) */
    enum project_state state;
    int32_t since; /* the step in which the state began */
    int32_t member_count, candidate_count;
    int32_t size;          /* members with whom work starts at once */
    int32_t trying;        /* the practice of this step's action, or -1 */
    bool succeeded;        /* in afterglow: how it ended */
    bool acted;            /* whether there was an action in this step */
    double size_of_action; /* in small actions of size 1 */
    double outcome;        /* of that action, per unit of size */
    double judged;         /* the outcome as the group sees it */
    double resources, progress, closeness;
    bool paid;     /* whether this step's action is (resources) */
    double slack;  /* what its members brought and is left (resources) */
    int32_t found; /* friction points (diagnosis) */
    struct relay relay;
    double friction; /* in this step (stances) */
    struct opportunity opportunity;
};

/* What has happened to projects so far. */
struct project_counts {
    int64_t founded, succeeded, failed, never_started;
    int64_t successors, taken_over, let_go; /* people, and times */
    int64_t involved;                       /* people who ever were in one */
    int64_t started, gathered;              /* those that started, and the steps from founding to start of all */
    int64_t ended, ended_well, worked;      /* those that had started: all, successes, and the steps of work of all */
    int64_t first, first_well;              /* of these, the first at work on their opportunity: all, and successes */
};

struct projects {
    struct project *slots;          /* [slot_count] */
    struct membership *memberships; /* [slot_count * team] */
    struct candidate *candidates;   /* [slot_count * memory] */
    int32_t *live, *free_slots;     /* [live_count], [free_count] */
    int64_t slot_count, slot_room, membership_room, candidate_room, live_count, live_room, free_count, free_room;
    int32_t team, memory; /* seats, and candidates, of a project */
    int32_t next_id;
    struct numbers concluded; /* slots of those that ended in this step's conclude */
    struct project_counts counts;
};

/* Adds an opportunity to a digest. */
void opportunity_digest(const struct opportunity *opportunity, struct digester *digester);

struct world;

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

/* Whether it gathers, and has a seat still. */
static inline bool project_gathers(const struct project *project)
{
    return project->state == PROJECT_GATHERING && project->member_count < project->size;
}

/* What work on the project takes of each member's attention, in [0, 1]: the most where there is no closeness yet, which
 * saves. */
double project_load(const struct world *world, const struct project *project);

/* What it takes now: of that a part, as long as it gathers. */
double project_takes(const struct world *world, const struct project *project);

/* The mean over the projects at work of what `of` says of each; 0 where there are none. */
double projects_mean(const struct world *world, double (*of)(const struct world *world, int32_t slot));

/* Room for so many slots. False: no memory. */
MUST_USE bool projects_fit(struct projects *projects, int64_t wanted);

#endif
