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
    if (with->landscape.present && with->landscape.turbulence > 0) step_turbulence(world);
    if (with->opportunities.present) step_arise(world);
    if (with->projects.present) {
        if (with->team.rule == TEAM_ASSEMBLY) {
            step_assemble(world);
        } else {
            step_sense(world);
            step_initiate(world);
            step_gather(world);
        }
        if (with->resources.present) step_pay(world);
        step_experiment(world);
    }
    if (with->diagnosis.present) step_diagnosis(world);
    if (with->debrief.present) step_debrief(world);
    if (with->share.present) step_share(world);
    if (with->adoption.present) step_adopt(world);
    if (with->code.present) step_code(world);
    if (with->solo.present) step_solo(world);
    if (with->adoption.present && world->rates.drop.probability > 0) step_lapse(world);
    if (with->projects.present) step_conclude(world);
    if (with->projects.present && with->team.rule == TEAM_ASSEMBLY) step_retire(world);
    if (with->stances.present) step_stances(world);
    if (with->training.present) step_training(world);
    if (with->communities.present) step_convene(world);
    if (world->govern->acts) step_govern(world);
    if (with->weavers.present) step_weave(world);
    if (with->served.present) step_serve(world);
    if (with->renew.present) step_renew(world);
    return world->out_of_memory ? STATUS_MEMORY : STATUS_OK;
}
