/* The whole state of a world as bytes, and back, room by room.
 *
 * What lives for one step only is left out; so are the random numbers, which are functions of the step. A list keeps
 * its order and its free places, since what happens next may depend on them. */
#include "model/cycle/model.h"
#include "model/frame/carrier.h"
#include "model/frame/rooms.h"
#include "model/record/events.h"
#include "model/state/ties.h"
#include "model/state/world.h"
#include "scenario/changes.h"

static void carry_world(struct carrier *carrier, struct world *world)
{
    carry_value(carrier, world->step);
#define GROUND(name, make, digest, verify, observe)                                                                    \
    if (carrier->status == STATUS_OK) carry_##name(carrier, world);
#define ROOM(name, digest, verify, observe) GROUND(name, own, digest, verify, observe)
#include "model/frame/rooms.def"
}

enum status model_save(struct world *world, enum status (*take)(void *context, void *bytes, size_t size), void *context)
{
    struct carrier carrier = {.take = take, .context = context};
    carry_world(&carrier, world);
    return carrier.status;
}

enum status model_load(
    struct world *world, int64_t bytes, enum status (*fill)(void *context, void *bytes, size_t size), void *context)
{
    struct carrier carrier = {.loading = true, .most = bytes, .take = fill, .context = context};
    events_clear(&world->events);
    carry_world(&carrier, world);
    if (carrier.status != STATUS_OK) return carrier.status;
    if (world->step < 0 || world->step > world->scenario.run.steps) return STATUS_DAMAGED;
    for (int32_t step = 1; step <= world->step; step++) rates_change(&world->rates, &world->scenario, step);
    ties_fade(world);
    return STATUS_OK;
}
