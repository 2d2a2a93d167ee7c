/* What is to be said of the runs of a study that were collected. */
#ifndef PROGRAM_COLLECTED_H
#define PROGRAM_COLLECTED_H

#include <stdio.h>

#include "study/analysis/collect.h"

/* A note, if runs ended before what varies took its values. */
void collected_tell(const struct collected *collected, const struct study *study, FILE *stream);

#endif
