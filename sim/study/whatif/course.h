/* How a run went as far as learning goes: who took up what, when, and from whom. */
#ifndef STUDY_COURSE_H
#define STUDY_COURSE_H

#include <signal.h>

#include "base/array.h"
#include "base/digest.h"
#include "base/status.h"
#include "model/record/events.h"
#include "model/record/observation.h"
#include "network/network.h"
#include "scenario/scenario.h"

/* A person first takes up a practice in the course of the run: not what people begin with, at the start or on joining
 * (channel initial); what a newcomer copies from somebody who is there is learned. */
struct learned {
    int32_t practice; /* its number in this course; translated, that in another one */
    int32_t agent;
    int32_t newcomer; /* the how-manieth newcomer in that place; 0: who was there from the start */
    int32_t step;
    int32_t row; /* of the adoption */
};
struct learned_list ARRAY_OF(struct learned);

struct course {
    struct digest digest;
    int32_t steps, agents;
    struct adoption_rows adoptions;
    struct adoption_source_rows sources;
    struct turnover_rows turnovers;
    struct practice_rows practices;
    struct project_rows projects;
    struct community_rows communities;
    struct learned_list learned;   /* in the order of practice, agent, newcomer */
    double last[OBSERVABLE_COUNT]; /* what is one number, at the end; not-a-number where it is not observed */
};

/* What is run: borrowed. */
struct course_request {
    const struct scenario *scenario;   /* settled and checked */
    const struct edge_list *network;   /* NULL unless it is from a file */
    int threads;                       /* at least 1 */
    const volatile sig_atomic_t *stop; /* as in io/result/run.h; may be NULL */
};

/* Runs it from beginning to end. Errors: as run_scenario; what is there is to be freed in any case. */
MUST_USE enum status course_run(struct course *course, const struct course_request *request, struct message *message);

void course_free(struct course *course);

/* Gives each practice of `course` that `other` has too the number that it has there, and every other one -1; `learned`
 * is in order again. Practices are the same by domain and configuration. STATUS_MEMORY. */
MUST_USE enum status course_translate(struct course *course, const struct course *other);

/* The adoption that each row came from: that of its heaviest source, if it is of the same practice; else -1, a first
 * try. [adoptions.count], to be freed; NULL: no memory. */
int32_t *course_parents(const struct course *course);

#endif
