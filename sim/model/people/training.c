/* training: from a step on, at intervals, some people are trained: of everybody, or of one unit. Some of them become
 * initiating, and all get better at diagnosing. */
#include "model/people/training.h"

#include "model/frame/rooms.h"
#include "model/frame/steps.h"
#include "model/people/stances.h"
#include "model/record/observation.h"
#include "model/state/draws.h"
#include "model/state/world.h"
#include "model/state/write.h"

static void train(struct world *world, int32_t agent)
{
    const struct training_rates *with = &world->rates.training;
    double *skill = world->agents.diagnosis_skill ? &world->agents.diagnosis_skill[agent] : NULL;
    if (random_bernoulli(world_key(world, STREAM_TRAINING, agent, DRAW_TRAINING_MOVES), with->initiating_effect))
        stance_change(world, agent, STANCE_INITIATING, STANCE_BY_TRAINING);
    if (skill) *skill += with->skill_shift * (1 - *skill);
    world->training->trained++;
    write_training(world, (struct training_row){.agent = agent, .diagnosis_skill = skill ? *skill : 0});
}

void step_training(struct world *world)
{
    const struct training_parameters *with = &world->scenario.training;
    const struct training_rates *rates = &world->rates.training;
    const struct network *network = &world->network;
    if (world->step < with->first_step || (world->step - with->first_step) % with->every != 0) return;
    bool everybody = with->unit < 0;
    if (!everybody && with->unit >= network->unit_count) return; /* a network from a file may have fewer */
    int32_t first = everybody ? 0 : network->unit_start[with->unit];
    int32_t count = everybody ? world->agents.count : network->unit_start[with->unit + 1] - first;
    struct random_key gaps = world_key(world, STREAM_TRAINING, -1, 0);
    for (int64_t i = world_gap(gaps, rates->participation_probability); i < count;
         i += 1 + world_gap(gaps, rates->participation_probability)) {
        gaps.index++;
        train(world, network->unit_member[first + (int32_t)i]);
    }
}

/* -- what the room owes */

ROOM_MAKE(training)
ROOM_PARTS(training, TRAINING_KEEPS)

void observe_training(const struct world *world, struct observation *observation)
{
    see_count(observation, OBSERVE_trainings, world->training->trained);
}
