/* One step: the cycle of self-organising. A verb whose mechanism is absent is not called. */
#include "model/world.h"

enum status model_step(struct world *world)
{
    const struct scenario *with = &world->scenario;
    world->step++;
    if (with->opportunities.present) arise(world);
    if (with->projects.present) {
        sense(world);
        initiate(world);
        gather(world);
        experiment(world);
    }
    if (with->debrief.present) debrief(world);
    if (with->share.present) share(world);
    if (with->adoption.present && with->adoption.rule == ADOPTION_CONTACT) contact(world);
    if (with->adoption.present && with->adoption.lapse > 0) lapse(world);
    if (with->projects.present) conclude(world);
    if (with->renew.present) renew(world);
    return world->out_of_memory ? STATUS_MEMORY : STATUS_OK;
}
