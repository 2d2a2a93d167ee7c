/* Collecting: one file from the records of a study.
 *
 * DIR/study.h5 has the dimension `run`, in the order of the plan, and `step` where series are kept. Coordinates of a
 * run are config_id, replicate, seed, condition (where there are some) and every parameter that varies, under its
 * dotted path; variables are the outcomes, the series over (run, step), run_status, run_reason, run_ended_step and
 * run_digest. What is missing or failed says so in run_status and is NaN. An attribute has the checksum of all of it.
 * Nothing of the clock or the machine is in it, so the same study gives the same bytes however it was run.
 */
#ifndef STUDY_COLLECT_H
#define STUDY_COLLECT_H

#include "study/runs/folder.h"

struct collected {
    int64_t runs, done, failed, missing;
    int64_t before_branch; /* of those done: ended before what varies took its values */
};

/* Writes DIR/study.h5, replacing it in one move; where nothing is missing, what killed processes left is removed too.
 * STATUS_WRITE, STATUS_READ, STATUS_MEMORY with a message. */
MUST_USE enum status study_collect(
    const struct study *study, const struct study_folder *folder, struct collected *collected, struct message *message);

#endif
