/* Diagnosis: groups at work learn where the friction comes from. */
#ifndef WORK_DIAGNOSIS_H
#define WORK_DIAGNOSIS_H

#include "model/state/world.h"

/* The share of its work that goes into progress, not into diagnosis. */
double project_effort(const struct world *world, const struct project *project);

#endif
