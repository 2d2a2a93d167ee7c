/* What the tests of stances share. Include after <cmocka.h>. */
#ifndef MODEL_UNMOVED_H
#define MODEL_UNMOVED_H

#include "model/people/stances.h"
#include "model/record/events.h"
#include "model/state/world.h"

/* Nobody moves and blame does nothing. */
#define UNMOVED                                                                                                        \
    "stances.contagion_probability = 0; stances.success_effect = 0; stances.failure_effect = 0; "                      \
    "stances.seen_success_effect = 0;"                                                                                 \
    "stances.seen_failure_effect = 0; stances.blame_trust_loss = 0;"
#define EVERYBODY_INITIATING                                                                                           \
    "stances.initial_stuck = 0; stances.initial_guarding = 0; stances.initial_blaming = 0; "                           \
    "stances.initial_initiating = 1;"

static inline void set_all(struct world *world, enum stance stance)
{
    for (int32_t agent = 0; agent < world->agents.count; agent++) stance_change(world, agent, stance, STANCE_BY_START);
}

static inline int64_t stance_events(struct world *world, enum stance_cause cause)
{
    int64_t count = 0;
    for (int64_t i = 0; i < world->events.stance.count; i++)
        count += world->events.stance.items[i].cause == (int8_t)cause;
    return count;
}

#endif
