/* Dimensions: what tells the configurations of a study apart, its axes in their order and then its conditions. */
#ifndef STUDY_DIMENSIONS_H
#define STUDY_DIMENSIONS_H

#include "study/plan/study.h"

/* Whether the study has conditions. */
bool dimension_of_conditions(const struct study *study);

/* Axes, and one more if there are conditions. */
int dimension_count(const struct study *study);

/* "section.key", or "condition"; in `room`, or static. */
const char *dimension_name(const struct study *study, int dimension, char room[PARAMETER_TEXT_LENGTH]);

/* What a configuration is on a dimension, also where that is as in the base; in `room`, or the study's. */
const char *dimension_value(
    const struct study *study, int64_t configuration, int dimension, char room[PARAMETER_TEXT_LENGTH]);

#endif
