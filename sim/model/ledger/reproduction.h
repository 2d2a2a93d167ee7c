/* Reproduction: which projects lead to which, and how many adopters an adopter teaches.
 *
 * A follow-up of a project is a project that starts on an opportunity that somebody made after it (create). Its
 * generation is one more than that of the project before; a project on an opportunity that arrived is of generation 0
 * and begins a cascade, to which all its follow-ups, and theirs, belong.
 *
 * The reproduction number is counted by cohorts: each project that has ended is followed for the same time, in which
 * all its follow-ups begin, memory_steps + opportunities.lifetime + team.patience, and counts once that is over. So
 * nothing is cut off at the end of a run, and nothing is counted of projects whose time is not over. In the same time
 * each adoption is followed: an adopter whom several have taught counts in parts, by their weights.
 *
 * None of this changes a run, and it is in no digest. It is there where people make opportunities.
 */
#ifndef LEDGER_REPRODUCTION_H
#define LEDGER_REPRODUCTION_H

#include "model/frame/rooms.h"
#include "model/state/projects.h"

/* A project that has ended, or an adoption. */
struct followed {
    double offspring;
    int32_t step, generation, cascade; /* the last two of projects */
    bool counted;                      /* false: in use from the start */
};
struct followed_list ARRAY_OF(struct followed);

/* What came of those who were followed long enough. */
struct cohort {
    int64_t followed;
    double offspring;
};

#define REPRODUCTION_KEEPS(VALUE, LIST, ITEMS, PARTS)                                                                  \
    LIST(KEPT, struct followed_list, projects)  /* in the order of ending: those not over, or not for long */          \
    LIST(KEPT, struct followed_list, adoptions) /* the same, by their rows */                                          \
    VALUE(KEPT, int32_t, first_project, )       /* how many were there before those */                                 \
    VALUE(KEPT, int32_t, first_adoption, )                                                                             \
    VALUE(KEPT, struct cohort, projects_before, )                                                                      \
    VALUE(KEPT, struct cohort, adoptions_before, )                                                                     \
    LIST(KEPT, struct numbers, cascades) /* projects that started in each */                                           \
    VALUE(KEPT, int32_t, largest_cascade, )                                                                            \
    VALUE(KEPT, int32_t, generations, ) /* of projects that started: the latest */                                     \
    VALUE(KEPT, int64_t, started, )                                                                                    \
    VALUE(KEPT, int64_t, followups, ) /* those of them that are somebody's */
ROOM_STRUCT(reproduction, REPRODUCTION_KEEPS);

/* A project that had started ends; it is the next number in the order of ending. */
void reproduction_end(struct world *world, const struct project *project);

/* An opportunity is made after the project of that number. */
void reproduction_make(const struct world *world, struct opportunity *opportunity, int32_t number);

/* A project starts. */
void reproduction_start(struct world *world, struct project *project);

/* Lets go of what is over; once a step. */
void reproduction_forget(struct world *world);

/* An adoption, of the next row; and somebody teaches another, the teacher having taken it up in a row before. */
void reproduction_adopt(struct world *world, bool counted);
void reproduction_teach(struct world *world, int32_t row, double weight);

#endif
