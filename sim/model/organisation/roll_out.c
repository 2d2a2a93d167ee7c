/* roll_out: management picks a practice by an expert's estimate, and presses it on units from a set step.
 *
 * The expert looks at some practices and sees the quality that each has in the domain at large, with an error; local
 * contexts are not seen. While the units are aligned the pressure rises evenly from nothing; then it is full, and ends.
 * Whoever is pressed and gives in has it from nobody, takes no part in creating it, and so does not own it. */
#include "model/organisation/roll_out.h"

#include <math.h>

#include "model/adoption/take_up.h"
#include "model/frame/rooms.h"
#include "model/organisation/protection.h"
#include "model/record/observation.h"
#include "model/state/draws.h"
#include "model/state/place.h"
#include "model/state/practices.h"
#include "model/state/world.h"
#include "model/state/write.h"

static void event(struct world *world, int what, int32_t unit)
{
    const struct roll_out *roll_out = world->roll_out;
    write_rollout(world, (struct rollout_row){.type = (int8_t)what,
                             .unit = unit,
                             .domain = (int32_t)world->scenario.rollout.domain,
                             .practice = roll_out->practice,
                             .estimate = roll_out->estimate});
}

/* -- choosing */

/* The expert's estimate of a candidate, by its number. */
static double estimate(const struct world *world, int32_t number, double quality)
{
    return random_normal(
        world_key(world, STREAM_ROLLOUT, number, DRAW_ROLLOUT_ESTIMATE), quality, world->rates.rollout.estimate_sd);
}

/* Among practices that there are, drawn without replacement (selection sampling); of equals the first. */
static void choose_known(struct world *world)
{
    const struct practices *practices = &world->practices;
    struct roll_out *roll_out = world->roll_out;
    int64_t ahead = 0, wanted = world->scenario.rollout.candidates;
    for (int64_t p = 0; p < practices->count; p++)
        ahead += practices->items[p].domain == world->scenario.rollout.domain;
    for (int32_t p = 0; p < practices->count && wanted > 0; p++) {
        if (practices->items[p].domain != world->scenario.rollout.domain) continue;
        uint64_t place = random_below(world_key(world, STREAM_ROLLOUT, p, DRAW_ROLLOUT_LOOKED_AT), (uint64_t)ahead--);
        if (place >= (uint64_t)wanted) continue;
        wanted--;
        double seen = estimate(world, p, practices->items[p].quality);
        if (roll_out->practice < 0 || seen > roll_out->estimate) roll_out->practice = p, roll_out->estimate = seen;
    }
}

/* Among designs drawn at random; the one chosen is a practice from then on. */
static void choose_drawn(struct world *world)
{
    struct roll_out *roll_out = world->roll_out;
    int32_t domain = (int32_t)world->scenario.rollout.domain;
    struct configuration best = {0};
    for (int32_t k = 0; k < world->scenario.rollout.candidates; k++) {
        struct configuration design =
            landscape_draw(&world->landscape, world_key(world, STREAM_ROLLOUT, k, DRAW_ROLLOUT_CONFIGURATION));
        double seen = estimate(world, k, landscape_quality(&world->landscape, domain, design));
        if (k == 0 || seen > roll_out->estimate) roll_out->estimate = seen, best = design;
    }
    roll_out->practice = practice_meet(world, domain, best, -1, -1);
}

/* The units that are pressed: the share `reach` of them, drawn without replacement. */
static void reach_units(struct world *world)
{
    int32_t units = world->network.unit_count;
    int32_t wanted = (int32_t)floor(world->rates.rollout.unit_fraction * units + 0.5);
    for (int32_t unit = 0; unit < units; unit++) {
        struct random_key key = world_key(world, STREAM_ROLLOUT, unit, DRAW_ROLLOUT_REACHED);
        if (random_below(key, (uint64_t)(units - unit)) >= (uint64_t)wanted) continue;
        wanted--;
        world->roll_out->pressed[unit] = 1;
        event(world, ROLLOUT_REACHED, unit);
    }
}

static void choose(struct world *world)
{
    if (world->scenario.rollout.random_candidates)
        choose_drawn(world);
    else
        choose_known(world);
    if (world->roll_out->practice < 0) return; /* there is nothing to choose among */
    event(world, ROLLOUT_CHOSEN, -1);
    reach_units(world);
}

/* -- pressing */

static void press(struct world *world, int32_t unit, double pressure)
{
    const struct network *network = &world->network;
    int32_t domain = (int32_t)world->scenario.rollout.domain, practice = world->roll_out->practice;
    int32_t size = network_unit_size(network, unit);
    struct random_key key = world_key(world, STREAM_ROLLOUT, unit, DRAW_ROLLOUT_PRESSED);
    for (int64_t k = world_gap(key, pressure); k < size; k += 1 + world_gap(key, pressure)) {
        int32_t agent = network->unit_member[network->unit_start[unit] + k];
        key.index++;
        if (world->agents.practice[place_at(world, agent, domain)] == practice) continue;
        struct random_key sheltered = world_key(world, STREAM_ROLLOUT, agent, DRAW_ROLLOUT_SHELTERED);
        if (random_bernoulli(sheltered, person_shelter(world, agent, domain))) continue;
        uptake_push_judged(world, 0,
            (struct uptake){
                .agent = agent, .domain = domain, .practice = practice, .channel = CHANNEL_ROLLOUT, .project = -1},
            world->roll_out->estimate);
    }
}

void govern_roll_out(struct world *world)
{
    const struct rollout_parameters *with = &world->scenario.rollout;
    const struct rollout_rates *rates = &world->rates.rollout;
    const struct roll_out *roll_out = world->roll_out;
    int64_t since = world->step - with->first_step;
    if (since == 0) choose(world);
    if (since < 0 || since > with->alignment_steps + with->duration || roll_out->practice < 0) return;
    if (since == with->alignment_steps + with->duration) {
        event(world, ROLLOUT_ENDED, -1);
        return;
    }
    double pressure = rates->pressure;
    if (since < with->alignment_steps) pressure *= (double)since / (double)with->alignment_steps;
    uptakes_open(world, 1);
    if (world->out_of_memory) return;
    for (int32_t unit = 0; unit < world->network.unit_count; unit++)
        if (roll_out->pressed[unit]) press(world, unit, pressure);
    uptakes_carry_out(world);
}
/* -- what the room owes */

enum status make_roll_out(struct world *world)
{
    world->roll_out = calloc(1, sizeof *world->roll_out);
    if (!world->roll_out) return STATUS_MEMORY;
    world->roll_out->practice = -1;
    if (!world->scenario.rollout.present) return STATUS_OK;
    world->roll_out->pressed = calloc((size_t)world->network.unit_count, 1);
    return world->roll_out->pressed ? STATUS_OK : STATUS_MEMORY;
}

ROOM_PARTS(roll_out, ROLL_OUT_KEEPS)

void digest_roll_out(const struct world *world, struct digester *digester)
{
    const struct roll_out *roll_out = world->roll_out;
    if (!roll_out->pressed) return;
    digester_add(digester, &roll_out->practice, sizeof roll_out->practice);
    digester_add(digester, &roll_out->estimate, sizeof roll_out->estimate);
    digester_add(digester, roll_out->pressed, (size_t)world->network.unit_count);
}

enum status verify_roll_out(const struct world *world, struct message *message)
{
    const struct roll_out *roll_out = world->roll_out;
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

void observe_roll_out(const struct world *world, struct observation *observation)
{
    int32_t practice = world->roll_out->practice;
    double users = practice >= 0 ? world->practices.items[practice].users : 0;
    see_value(observation, OBSERVE_rollout_fraction, users / world->agents.count);
}
