/* One step: interventions, then every verb of steps.def whose mechanism is there. */
#include "model/cycle/model.h"
#include "model/frame/steps.h"
#include "model/state/ties.h"
#include "model/state/world.h"
#include "model/state/write.h"
#include "scenario/changes.h"

enum status model_step(struct world *world)
{
    const struct scenario *with = &world->scenario;
    world->step++;
    rates_change(&world->rates, with, world->step);
    ties_fade(world);
#define STEP(verb, feature, sentence)                                                                                  \
    if (scenario_has(with, FEATURE_##feature)) step_##verb(world);
#include "model/frame/steps.def"
    return world_status(world);
}
