/* Beginnings: what runs of a study have in common up to its `branch_step`.
 *
 * There what varies takes its values, as by an intervention. So the runs of a replicate are the same before, if they
 * are under the same condition and have the same features (features.def: a mechanism that some of them switch on later
 * has its arrays and its draws from the start). Beginnings are numbered replicate by replicate, and each has at least
 * one run; in a study that has no branches, or whose points have seeds of their own, each run is a beginning by itself.
 */
#ifndef STUDY_BEGINNINGS_H
#define STUDY_BEGINNINGS_H

#include "study/plan/study.h"

/* Takes the next configuration, whose scenario is settled. STATUS_MEMORY with a message. */
MUST_USE enum status beginnings_add(struct study *study, const struct scenario *scenario, struct message *message);

/* After the last one. STATUS_MEMORY with a message. */
MUST_USE enum status beginnings_order(struct study *study, struct message *message);

void beginnings_free(struct beginnings *beginnings);

/* How many there are, how many runs go on from one, and the i-th of these. */
int64_t beginning_count(const struct study *study);
int64_t beginning_runs(const struct study *study, int64_t beginning);
int64_t beginning_run(const struct study *study, int64_t beginning, int64_t i);

/* From which a run goes on. */
int64_t beginning_of(const struct study *study, int64_t run);

/* Steps of all runs, and of all beginnings once and of what goes on from them, where no run ends early. */
struct study_steps {
    int64_t apart, shared;
};
struct study_steps beginning_steps(const struct study *study);

#endif
