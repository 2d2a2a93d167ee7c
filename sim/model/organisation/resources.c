/* resources: what pays for the actions of projects.
 *
 * An action costs one unit. First pays what the members brought of their own slack when work began, then the pool of
 * the unit where the opportunity lies, and last what the project was given. A pool is refilled a little in every step.
 * Where it is not enough for all who need it, keyed priorities decide, not the order of computing. */
#include "model/organisation/resources.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/order.h"
#include "model/frame/holds.h"
#include "model/frame/rooms.h"
#include "model/frame/steps.h"
#include "model/record/observation.h"
#include "model/state/draws.h"
#include "model/state/projects.h"
#include "model/state/world.h"
#include "model/state/write.h"

static int64_t people_of(const struct world *world, int32_t unit)
{
    return network_unit_size(&world->network, unit);
}

void unit_grant(struct world *world, int32_t unit, double amount)
{
    if (world->resources->pools) world->resources->pools[unit] += amount;
}

/* A pool that holds more than a full one, by grants, stays as it is. */
static void refill(struct world *world)
{
    const struct resources_rates *with = &world->rates.resources;
    for (int32_t unit = 0; unit < world->network.unit_count; unit++) {
        double people = (double)people_of(world, unit), full = with->pool_per_person * people;
        double *pool = &world->resources->pools[unit];
        if (*pool < full)
            *pool = *pool + with->refill_per_person * people < full ? *pool + with->refill_per_person * people : full;
    }
}

ORDER(by_priority, struct payment, ORDER_BY(priority) ORDER_BY(slot))

/* The projects that their members' slack does not pay for; the others are paid. */
static void pay_from_slack(struct world *world)
{
    array_clear(&world->resources->payments);
    for (int64_t i = 0; i < world->projects.live_count; i++) {
        int32_t slot = world->projects.live[i];
        struct project *project = &world->projects.slots[slot];
        project->paid = project->state == PROJECT_ACTIVE && project->slack >= 1;
        if (project->paid) {
            project->slack -= 1;
            world->resources->paid_by_slack++;
        } else if (project->state == PROJECT_ACTIVE) {
            uint64_t priority = random_bits(world_key(world, STREAM_PAYMENT, project->id, 0));
            world_need(world, array_push(&world->resources->payments, (struct payment){slot, priority}));
        }
    }
}

static void pay_from_pool_or_grant(struct world *world, struct project *project)
{
    double *pool = &world->resources->pools[project->opportunity.unit];
    project->paid = *pool >= 1 || project->resources >= 1;
    if (!project->paid) return;
    if (*pool >= 1) {
        *pool -= 1;
        world->resources->paid_by_pool++;
    } else {
        project->resources -= 1;
        world->resources->paid_by_grant++;
    }
}

void step_pay(struct world *world)
{
    refill(world);
    pay_from_slack(world);
    struct payment *payments = world->resources->payments.items;
    int64_t count = world->resources->payments.count;
    order_items(payments, count, by_priority);
    for (int64_t i = 0; i < count; i++) pay_from_pool_or_grant(world, &world->projects.slots[payments[i].slot]);
}

/* -- what the room owes */

enum status make_resources(struct world *world)
{
    world->resources = calloc(1, sizeof *world->resources);
    if (!world->resources) return STATUS_MEMORY;
    if (!world->scenario.resources.present) return STATUS_OK;
    double *pools = world->resources->pools = malloc((size_t)world->network.unit_count * sizeof *pools);
    for (int32_t unit = 0; pools && unit < world->network.unit_count; unit++)
        pools[unit] = world->rates.resources.pool_per_person * (double)people_of(world, unit);
    return pools ? STATUS_OK : STATUS_MEMORY;
}

ROOM_PARTS(resources, RESOURCES_KEEP)

void digest_resources(const struct world *world, struct digester *digester)
{
    const double *pools = world->resources->pools;
    if (pools) digester_add(digester, pools, (size_t)world->network.unit_count * sizeof *pools);
}

enum status verify_resources(const struct world *world, struct message *message)
{
    for (int32_t unit = 0; world->resources->pools && unit < world->network.unit_count; unit++)
        HOLDS(world->resources->pools[unit] >= 0 && world->resources->pools[unit] < 1e300, "unit %d has a pool of %g",
            unit, world->resources->pools[unit]);
    return STATUS_OK;
}

void observe_resources(const struct world *world, struct observation *observation)
{
    const struct resources *resources = world->resources;
    for (int64_t unit = 0; unit < observation->length[OBSERVE_pool_by_unit]; unit++)
        observation->value[OBSERVE_pool_by_unit][unit] = resources->pools[unit];
    see_count(observation, OBSERVE_paid_by_slack, resources->paid_by_slack);
    see_count(observation, OBSERVE_paid_by_pool, resources->paid_by_pool);
    see_count(observation, OBSERVE_paid_by_grant, resources->paid_by_grant);
}
