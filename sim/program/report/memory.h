/* Whether a run fits into the memory that a process may have here. */
#ifndef PROGRAM_MEMORY_H
#define PROGRAM_MEMORY_H

#include "base/status.h"
#include "scenario/scenario.h"

/* The bytes that this process may have: of the machine, its control group and its limits the least. */
double memory_there_is(void);

/* STATUS_INPUT, with both figures, where the people and ties of a run alone would take more than there is; a run that
 * passes may still need more. Scenarios of few people pass at once; else a small world is made (up to half a second).
 * Networks from files pass: who could read them has them. */
MUST_USE enum status memory_suffices(const struct scenario *scenario, struct message *message);

#endif
