/* The units' standard practices: what newcomers begin with. */
#include "model/people/standards.h"

#include "model/frame/holds.h"
#include "model/frame/rooms.h"
#include "model/record/observation.h"
#include "model/state/world.h"

int32_t *unit_standard(const struct world *world, int32_t unit, int32_t domain)
{
    return &world->standards->practice[(int64_t)unit * world->agents.domains + domain];
}

/* -- what the room owes */

/* How many there are, of all units and domains. */
static int64_t standard_count(const struct world *world)
{
    return (int64_t)world->network.unit_count * world->agents.domains;
}

enum status make_standards(struct world *world)
{
    world->standards = calloc(1, sizeof *world->standards);
    if (!world->standards) return STATUS_MEMORY;
    world->standards->practice = malloc((size_t)standard_count(world) * sizeof *world->standards->practice);
    if (!world->standards->practice) return STATUS_MEMORY;
    for (int64_t i = 0; i < standard_count(world); i++) world->standards->practice[i] = -1;
    return STATUS_OK;
}

ROOM_PARTS(standards, STANDARDS_KEEP)

/* Where nobody can change them they follow from the start. */
void digest_standards(const struct world *world, struct digester *digester)
{
    const int32_t *practice = world->standards->practice;
    if (world->scenario.standards.present)
        digester_add(digester, practice, (size_t)standard_count(world) * sizeof *practice);
}

enum status verify_standards(const struct world *world, struct message *message)
{
    for (int64_t i = 0; i < standard_count(world); i++) {
        int32_t practice = world->standards->practice[i], domain = (int32_t)(i % world->agents.domains);
        HOLDS(practice < 0 || (practice < world->practices.count && world->practices.items[practice].domain == domain),
            "unit %d has practice %d for a standard", (int)(i / world->agents.domains), practice);
    }
    return STATUS_OK;
}

void observe_standards(const struct world *world, struct observation *observation)
{
    double sum = 0;
    for (int64_t i = 0; i < standard_count(world); i++)
        if (world->standards->practice[i] >= 0) sum += world->practices.items[world->standards->practice[i]].quality;
    see_count(observation, OBSERVE_standards_changed, world->standards->changes);
    see_mean(observation, OBSERVE_standard_quality_mean, sum, (double)standard_count(world));
}
