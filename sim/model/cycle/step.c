/* One step: the cycle of self-organising. A verb whose mechanism is absent is not called. Interventions come
 * before it. */
#include "model/communities/convene.h"
#include "model/cycle/model.h"
#include "model/cycle/renew.h"
#include "model/cycle/turbulence.h"
#include "model/organisation/govern.h"
#include "model/organisation/resources.h"
#include "model/people/served.h"
#include "model/people/stances.h"
#include "model/people/training.h"
#include "model/people/weave.h"
#include "model/projects/arise.h"
#include "model/projects/assemble.h"
#include "model/projects/conclude.h"
#include "model/projects/gather.h"
#include "model/projects/initiate.h"
#include "model/projects/sense.h"
#include "model/rules/adopt.h"
#include "model/rules/code.h"
#include "model/rules/lapse.h"
#include "model/rules/solo.h"
#include "model/state/ties.h"
#include "model/state/world.h"
#include "model/work/debrief.h"
#include "model/work/diagnosis.h"
#include "model/work/experiment.h"
#include "model/work/share.h"
#include "scenario/changes.h"

enum status model_step(struct world *world)
{
    const struct scenario *with = &world->scenario;
    world->step++;
    rates_change(&world->rates, with, world->step);
    ties_fade(world);
    if (scenario_has(with, FEATURE_TURBULENCE)) step_turbulence(world);
    if (scenario_has(with, FEATURE_OPPORTUNITIES)) step_arise(world);
    if (scenario_has(with, FEATURE_PROJECTS)) {
        if (scenario_has(with, FEATURE_ASSEMBLY)) {
            step_assemble(world);
        } else {
            step_sense(world);
            step_initiate(world);
            step_gather(world);
        }
        if (scenario_has(with, FEATURE_RESOURCES)) step_pay(world);
        step_experiment(world);
    }
    if (scenario_has(with, FEATURE_DIAGNOSIS)) step_diagnosis(world);
    if (scenario_has(with, FEATURE_DEBRIEF)) step_debrief(world);
    if (scenario_has(with, FEATURE_SHARE)) step_share(world);
    if (scenario_has(with, FEATURE_ADOPTION)) step_adopt(world);
    if (scenario_has(with, FEATURE_CODE)) step_code(world);
    if (scenario_has(with, FEATURE_SOLO)) step_solo(world);
    if (scenario_has(with, FEATURE_LAPSE)) step_lapse(world);
    if (scenario_has(with, FEATURE_PROJECTS)) step_conclude(world);
    if (scenario_has(with, FEATURE_ASSEMBLY)) step_retire(world);
    if (scenario_has(with, FEATURE_STANCES)) step_stances(world);
    if (scenario_has(with, FEATURE_TRAINING)) step_training(world);
    if (scenario_has(with, FEATURE_COMMUNITIES)) step_convene(world);
    if (world->govern->acts) step_govern(world);
    if (scenario_has(with, FEATURE_WEAVERS)) step_weave(world);
    if (scenario_has(with, FEATURE_SERVED)) step_serve(world);
    if (scenario_has(with, FEATURE_RENEW)) step_renew(world);
    return world->out_of_memory ? STATUS_MEMORY : STATUS_OK;
}
