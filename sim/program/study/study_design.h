/* The configurations of a study, before anything runs: what study.h5 says of them afterwards. */
#ifndef PROGRAM_STUDY_DESIGN_H
#define PROGRAM_STUDY_DESIGN_H

#include <stdio.h>

#include "study/plan/study.h"

/* The first of them for people, how many more there are, and how ranks are correlated where that was asked for; nothing
 * where there is one and nothing varies. STATUS_MEMORY. */
MUST_USE enum status study_design_print(const struct study *study, FILE *stream);

/* All of them as comma-separated values (RFC 4180): config_id, what varies, the condition if there are any, and how
 * many replicates each has. Numbers have all their digits. */
void study_design_print_csv(const struct study *study, FILE *stream);

#endif
