/* The formal organisation's state: made, freed, counted, checked. */
#include "model/state/formal.h"

#include <stdlib.h>

#include "model/state/world.h"

/* The traits of a unit, as indices of its draws. */
enum { OPENNESS };

static size_t units(const struct world *world)
{
    return (size_t)world->network.unit_count;
}

static enum status create_openness(struct world *world)
{
    const struct units_rates *with = &world->rates.units;
    double *openness = world->formal.openness = calloc(units(world), sizeof *openness);
    if (!openness) return STATUS_MEMORY;
    for (int32_t unit = 0; unit < world->network.unit_count; unit++)
        openness[unit] =
            world_normal(world_key(world, STREAM_UNIT, unit, OPENNESS), with->openness, with->openness_spread);
    return STATUS_OK;
}

static enum status create_roll_out(struct world *world)
{
    world->formal.roll_out = (struct roll_out){.practice = -1, .pressed = calloc(units(world), 1)};
    return world->formal.roll_out.pressed ? STATUS_OK : STATUS_MEMORY;
}

static enum status create_standing(struct world *world)
{
    struct standing *standing = world->formal.standing = calloc(units(world), sizeof *standing);
    for (size_t unit = 0; standing && unit < units(world); unit++) standing[unit].given = -1;
    return standing ? STATUS_OK : STATUS_MEMORY;
}

enum status formal_create(struct world *world)
{
    const struct scenario *with = &world->scenario;
    enum status status = STATUS_OK;
    world->formal.acts =
        with->rollout.present || with->standards.present || with->recognition.present || with->reorganisation.present;
    if (with->units.present) status = create_openness(world);
    if (status == STATUS_OK && with->rollout.present) status = create_roll_out(world);
    if (status == STATUS_OK && with->recognition.present) status = create_standing(world);
    return status;
}

void formal_free(struct formal *formal)
{
    free(formal->openness);
    free(formal->roll_out.pressed);
    array_free(&formal->successes);
    free(formal->standing);
    array_free(&formal->seen);
    *formal = (struct formal){0};
}

void formal_digest(const struct world *world, struct digester *digester)
{
    const struct formal *formal = &world->formal;
    if (formal->openness) digester_add(digester, formal->openness, units(world) * sizeof *formal->openness);
    if (world->scenario.standards.present)
        digester_add(digester, world->standard, units(world) * (size_t)world->agents.domains * sizeof *world->standard);
    if (formal->roll_out.pressed) {
        digester_add(digester, &formal->roll_out.practice, sizeof formal->roll_out.practice);
        digester_add(digester, &formal->roll_out.estimate, sizeof formal->roll_out.estimate);
        digester_add(digester, formal->roll_out.pressed, units(world));
    }
    if (formal->standing) {
        digester_add(digester, formal->standing, units(world) * sizeof *formal->standing);
        if (formal->seen.count > 0)
            digester_add(digester, formal->seen.items, (size_t)formal->seen.count * sizeof *formal->seen.items);
    }
}

int64_t formal_bytes(const struct world *world)
{
    const struct formal *formal = &world->formal;
    size_t bytes = 0;
    if (formal->openness) bytes += units(world) * sizeof *formal->openness;
    if (formal->roll_out.pressed) bytes += units(world);
    if (formal->standing) bytes += units(world) * sizeof *formal->standing;
    bytes += (size_t)formal->seen.capacity * sizeof *formal->seen.items;
    return (int64_t)bytes;
}

static enum status verify_roll_out(const struct world *world, struct message *message)
{
    const struct roll_out *roll_out = &world->formal.roll_out;
    bool chosen = roll_out->pressed && roll_out->practice >= 0;
    if (chosen && (roll_out->practice >= world->practices.count ||
                      world->practices.items[roll_out->practice].domain != world->scenario.rollout.domain))
        return message_set(
            message, STATUS_INVARIANT, "practice %d is rolled out in another domain", roll_out->practice);
    for (int32_t unit = 0; roll_out->pressed && unit < world->network.unit_count; unit++)
        if (roll_out->pressed[unit] > chosen)
            return message_set(message, STATUS_INVARIANT, "unit %d is pressed to nothing", unit);
    return STATUS_OK;
}

static enum status verify_standing(const struct world *world, struct message *message)
{
    const struct formal *formal = &world->formal;
    int64_t recent = 0;
    for (int32_t unit = 0; formal->standing && unit < world->network.unit_count; unit++) {
        recent += formal->standing[unit].recent;
        if (formal->standing[unit].recent < 0 || !(formal->standing[unit].grant >= 0))
            return message_set(message, STATUS_INVARIANT, "unit %d has %d successes seen and a grant of %g", unit,
                formal->standing[unit].recent, formal->standing[unit].grant);
    }
    if (recent == formal->seen.count) return STATUS_OK;
    return message_set(message, STATUS_INVARIANT, "successes seen do not add up over units");
}

enum status formal_verify(const struct world *world, struct message *message)
{
    const struct formal *formal = &world->formal;
    for (int32_t unit = 0; formal->openness && unit < world->network.unit_count; unit++)
        if (!(formal->openness[unit] >= 0 && formal->openness[unit] <= 1))
            return message_set(message, STATUS_INVARIANT, "unit %d has openness %g", unit, formal->openness[unit]);
    for (int64_t i = 0; i < (int64_t)world->network.unit_count * world->agents.domains; i++)
        if (world->standard[i] >= 0 &&
            (world->standard[i] >= world->practices.count ||
                world->practices.items[world->standard[i]].domain != i % world->agents.domains))
            return message_set(message, STATUS_INVARIANT, "unit %d has practice %d for a standard",
                (int)(i / world->agents.domains), world->standard[i]);
    enum status status = verify_roll_out(world, message);
    return status == STATUS_OK ? verify_standing(world, message) : status;
}

double unit_lets_join(const struct world *world, int32_t agent, int32_t founder)
{
    const int32_t *unit = world->network.unit;
    if (!world->formal.openness || unit[agent] == unit[founder]) return 1;
    return world->formal.openness[unit[agent]];
}
