/* reorganise: ties across units are added, so that the system is connected to more of itself. It happens in set steps,
 * for everybody, or for the people of a unit that is recognised. */
#include "model/organisation/reorganise.h"

#include <math.h>

#include "model/organisation/recognise.h"
#include "model/people/people.h"
#include "model/state/draws.h"
#include "model/state/world.h"
#include "model/ties/bonds.h"

static void bring_together(struct world *world, int32_t unit)
{
    const struct network *network = &world->network;
    double ties = world->rates.reorganisation.ties_per_person, whole = floor(ties);
    if (network_unit_size(network, unit) == network->agent_count) return;
    for (int32_t m = network->unit_start[unit]; m < network->unit_start[unit + 1]; m++) {
        int32_t agent = network->unit_member[m];
        struct random_key key = world_key(world, STREAM_REORGANISE, agent, DRAW_REORGANISE_ONE_MORE);
        int32_t count = (int32_t)whole + random_bernoulli(key, ties - whole);
        for (int32_t k = 0; k < count; k++) {
            key.index = DRAW_REORGANISE_WHOM + (uint32_t)k;
            tie_introduce(world, agent, person_elsewhere(world, unit, key), -1);
        }
    }
}

/* Whether everybody is concerned in this step. */
static bool is_due(const struct world *world)
{
    const struct reorganisation_parameters *with = &world->scenario.reorganisation;
    int64_t since = world->step - with->first_step;
    if (with->first_step == 0 || since < 0) return false;
    return since == 0 || (with->every > 0 && since % with->every == 0);
}

void govern_reorganise(struct world *world)
{
    const struct standing *standing = world->recognition->standing;
    bool all = is_due(world), recognised = standing && world->scenario.reorganisation.on_recognition;
    for (int32_t unit = 0; (all || recognised) && unit < world->network.unit_count; unit++)
        if (all || standing[unit].given == world->step) bring_together(world, unit);
}
