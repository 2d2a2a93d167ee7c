/* Diagnosis: groups at work learn where the friction comes from. */
#ifndef ACTIVITY_DIAGNOSIS_H
#define ACTIVITY_DIAGNOSIS_H

#include "model/state/world.h"

/* The share of its work that goes into progress, not into diagnosis. */
double project_effort(const struct world *world, const struct project *project);

#endif
