/* How freely units let their people join projects that were founded elsewhere. */
#include "model/organisation/units.h"

#include "model/frame/holds.h"
#include "model/frame/rooms.h"
#include "model/record/observation.h"
#include "model/state/draws.h"
#include "model/state/world.h"

double unit_lets_join(const struct world *world, int32_t agent, int32_t founder)
{
    const int32_t *unit = world->network.unit;
    if (!world->units->openness || unit[agent] == unit[founder]) return 1;
    return world->units->openness[unit[agent]];
}
/* -- what the room owes */

enum status make_units(struct world *world)
{
    const struct units_rates *with = &world->rates.units;
    world->units = calloc(1, sizeof *world->units);
    if (!world->units) return STATUS_MEMORY;
    if (!world->scenario.units.present) return STATUS_OK;
    double *openness = world->units->openness = calloc((size_t)world->network.unit_count, sizeof *openness);
    if (!openness) return STATUS_MEMORY;
    for (int32_t unit = 0; unit < world->network.unit_count; unit++)
        openness[unit] = world_normal(
            world_key(world, STREAM_UNIT, unit, DRAW_UNIT_OPENNESS), with->openness_mean, with->openness_sd);
    return STATUS_OK;
}

ROOM_PARTS(units, UNITS_KEEP)

void digest_units(const struct world *world, struct digester *digester)
{
    const double *openness = world->units->openness;
    if (openness) digester_add(digester, openness, (size_t)world->network.unit_count * sizeof *openness);
}

enum status verify_units(const struct world *world, struct message *message)
{
    const double *openness = world->units->openness;
    for (int32_t unit = 0; openness && unit < world->network.unit_count; unit++)
        HOLDS(is_share(openness[unit]), "unit %d has openness %g", unit, openness[unit]);
    return STATUS_OK;
}

void observe_units(const struct world *world, struct observation *observation)
{
    double openness = 0;
    for (int32_t unit = 0; world->units->openness && unit < world->network.unit_count; unit++)
        openness += world->units->openness[unit];
    see_value(observation, OBSERVE_openness_mean, openness / world->network.unit_count);
}
