/* One step: the cycle of self-organising. A verb whose mechanism is absent is not called. Interventions come
 * before it. */
#include "model/state/world.h"
#include "scenario/changes.h"

enum status model_step(struct world *world)
{
    const struct scenario *with = &world->scenario;
    world->step++;
    rates_change(&world->rates, with, world->step);
    ties_fade(world);
    if (with->landscape.present && with->landscape.turbulence > 0) turbulence(world);
    if (with->opportunities.present) arise(world);
    if (with->projects.present) {
        if (with->team.rule == TEAM_ASSEMBLY) {
            assemble(world);
        } else {
            sense(world);
            initiate(world);
            gather(world);
        }
        if (with->resources.present) pay(world);
        experiment(world);
    }
    if (with->diagnosis.present) diagnosis(world);
    if (with->debrief.present) debrief(world);
    if (with->share.present) share(world);
    if (scenario_adopts_by(with, ADOPTION_CONTACT)) contact(world);
    if (scenario_adopts_by(with, ADOPTION_THRESHOLD)) threshold(world);
    if (scenario_adopts_by(with, ADOPTION_IMITATE) || scenario_adopts_by(with, ADOPTION_CONFORM)) imitate(world);
    if (scenario_adopts_by(with, ADOPTION_MAJORITY)) majority(world);
    if (with->code.present) code(world);
    if (with->solo.present) solo(world);
    if (with->adoption.present && world->rates.adoption.lapse > 0) lapse(world);
    if (with->projects.present) conclude(world);
    if (with->projects.present && with->team.rule == TEAM_ASSEMBLY) retire(world);
    if (with->stances.present) stances(world);
    if (with->training.present) training(world);
    if (with->communities.present) convene(world);
    if (world->formal.acts) govern(world);
    if (with->weavers.present) weave(world);
    if (with->served.present) serve(world);
    if (with->renew.present) renew(world);
    return world->out_of_memory ? STATUS_MEMORY : STATUS_OK;
}
