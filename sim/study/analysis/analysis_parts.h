/* What the parts of an analysis share; for analysis*.c alone. */
#ifndef STUDY_ANALYSIS_PARTS_H
#define STUDY_ANALYSIS_PARTS_H

#include "study/analysis/analysis.h"
#include "study/analysis/effects.h"

/* A finding without an estimate. */
struct finding finding_blank(enum finding_kind kind, int outcome);

/* Add the findings of one outcome. STATUS_MEMORY. */
MUST_USE enum status analyse_sobol(struct analysis *analysis, const struct analysis_request *request, int outcome);
MUST_USE enum status analyse_morris(struct analysis *analysis, const struct analysis_request *request, int outcome);

#endif
