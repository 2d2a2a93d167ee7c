/* The axes of a study: from its `vary`, or from the columns of its table. */
#ifndef STUDY_STUDY_AXES_H
#define STUDY_STUDY_AXES_H

#include "study/plan/study.h"

/* Each value is tried on its parameter. STATUS_INPUT with the place, STATUS_MEMORY. */
MUST_USE enum status study_axes_vary(struct study *study, const struct yaml_node *vary, struct message *message);

/* From the text of the table, study->sources.table; `path` is its name. */
MUST_USE enum status study_axes_table(struct study *study, const char *path, struct message *message);

#endif
