/* recognise: a group whose success is seen may be awarded; a unit whose successes are seen often enough is recognised.
 * It is given resources for its later projects, and harder problems are sent its way; both fade.
 *
 * A success counts for the unit where it lies while it is within the window. The successes for which a unit was
 * recognised are used up: for more recognition it needs as many again. Where relative_factor says so a unit must also
 * stand out: have so many times as many successes for each of its people as there were seen in the whole organisation.
 */
#include "model/organisation/recognise.h"

#include "base/array.h"
#include "model/frame/rooms.h"
#include "model/organisation/govern.h"
#include "model/organisation/resources.h"
#include "model/record/observation.h"
#include "model/state/draws.h"
#include "model/state/world.h"
#include "model/state/write.h"

double recognition_of(const struct world *world, int32_t unit)
{
    if (!world->recognition->standing || world->recognition->standing[unit].given < 0) return 0;
    int64_t since = world->step - world->recognition->standing[unit].given,
            fade = world->scenario.recognition.fade_steps;
    return since < fade ? 1 - (double)since / (double)fade : 0;
}

double recognition_difficulty(const struct world *world, int32_t unit)
{
    return 1 + (world->rates.recognition.difficulty_factor - 1) * recognition_of(world, unit);
}

double recognition_fund(struct world *world, int32_t unit)
{
    if (!world->recognition->standing) return 0;
    double *grant = &world->recognition->standing[unit].grant, most = world->rates.experiment.resources;
    double paid = *grant < most ? *grant : most;
    *grant -= paid;
    return paid;
}

/* Takes out what was seen before the window, and what `unit` was recognised for (-1: none). */
static void forget(struct world *world, int32_t unit)
{
    struct sightings *seen = &world->recognition->seen;
    int64_t kept = 0;
    for (int64_t i = 0; i < seen->count; i++) {
        struct sighting one = seen->items[i];
        if (one.unit != unit && world->step - one.step < world->scenario.recognition.window_steps)
            seen->items[kept++] = one;
        else
            world->recognition->standing[one.unit].recent--;
    }
    seen->count = kept;
}

/* A group is awarded for a success that was seen: its members are surer of themselves. */
static void award_group(struct world *world, const struct success *success)
{
    const struct contributors *contributors = &world->govern->contributors;
    int32_t members = 0;
    for (int64_t i = 0; i < contributors->count; i++) {
        if (contributors->items[i].project != success->project) continue;
        double *confidence = &world->agents.confidence[contributors->items[i].agent];
        *confidence += world->rates.recognition.group_confidence_shift * (1 - *confidence);
        members++;
    }
    world->recognition->groups++;
    write_award(world, (struct award_row){.project = success->project, .unit = success->unit, .members = members});
}

/* Notes what was seen, of all units, and forgets what was seen before the window. */
static void count_all(struct world *world, int64_t fresh)
{
    struct numbers *steps = &world->recognition->steps;
    int64_t kept = 0;
    for (int64_t i = 0; i < steps->count; i++)
        if (world->step - steps->items[i] < world->scenario.recognition.window_steps)
            steps->items[kept++] = steps->items[i];
    steps->count = kept;
    for (int64_t i = 0; i < fresh; i++) world_need(world, array_push(steps, world->step));
}

/* Whether a unit has so many successes more, for each of its people, than the organisation. */
static bool stands_out(const struct world *world, int32_t unit)
{
    double factor = world->rates.recognition.relative_factor, all = (double)world->recognition->steps.count;
    double share = (double)network_unit_size(&world->network, unit) / world->network.agent_count;
    return world->recognition->standing[unit].recent >= factor * all * share;
}

static void award(struct world *world, int32_t unit)
{
    struct standing *standing = &world->recognition->standing[unit];
    write_recognition(world,
        (struct recognition_row){.unit = unit, .successes = standing->recent, .grant = world->rates.recognition.grant});
    forget(world, unit);
    standing->given = world->step;
    if (world->resources->pools)
        unit_grant(world, unit, world->rates.recognition.grant);
    else
        standing->grant += world->rates.recognition.grant;
}

void govern_recognise(struct world *world)
{
    const struct recognition_parameters *with = &world->scenario.recognition;
    const struct recognition_rates *rates = &world->rates.recognition;
    const struct successes *successes = &world->govern->successes;
    struct standing *standing = world->recognition->standing;
    int64_t seen = 0;
    forget(world, -1);
    for (int64_t i = 0; i < successes->count; i++) {
        struct random_key key = world_key(world, STREAM_RECOGNITION, successes->items[i].project, 0);
        if (!random_bernoulli(key, rates->seen_probability)) continue;
        world_need(
            world, array_push(&world->recognition->seen, (struct sighting){successes->items[i].unit, world->step}));
        if (world->out_of_memory) return;
        standing[successes->items[i].unit].recent++;
        seen++;
        if (world->rates.recognition.group_confidence_shift > 0) award_group(world, &successes->items[i]);
    }
    if (scenario_has(&world->scenario, FEATURE_RANKING)) count_all(world, seen);
    for (int64_t i = 0; i < successes->count; i++)
        if (standing[successes->items[i].unit].recent >= with->successes_needed &&
            stands_out(world, successes->items[i].unit))
            award(world, successes->items[i].unit);
}
/* -- what the room owes */

enum status make_recognition(struct world *world)
{
    world->recognition = calloc(1, sizeof *world->recognition);
    if (!world->recognition) return STATUS_MEMORY;
    if (!world->scenario.recognition.present) return STATUS_OK;
    struct standing *standing = calloc((size_t)world->network.unit_count, sizeof *standing);
    for (int32_t unit = 0; standing && unit < world->network.unit_count; unit++) standing[unit].given = -1;
    world->recognition->standing = standing;
    return standing ? STATUS_OK : STATUS_MEMORY;
}

ROOM_PARTS(recognition, RECOGNITION_KEEPS)

void digest_recognition(const struct world *world, struct digester *digester)
{
    const struct recognition *own = world->recognition;
    if (!own->standing) return;
    digester_add(digester, own->standing, (size_t)world->network.unit_count * sizeof *own->standing);
    if (own->seen.count > 0) digester_add(digester, own->seen.items, (size_t)own->seen.count * sizeof *own->seen.items);
    if (own->steps.count > 0)
        digester_add(digester, own->steps.items, (size_t)own->steps.count * sizeof *own->steps.items);
}

enum status verify_recognition(const struct world *world, struct message *message)
{
    const struct recognition *own = world->recognition;
    int64_t recent = 0;
    for (int32_t unit = 0; own->standing && unit < world->network.unit_count; unit++) {
        recent += own->standing[unit].recent;
        if (own->standing[unit].recent < 0 || !(own->standing[unit].grant >= 0))
            return message_set(message, STATUS_INVARIANT, "unit %d has %d successes seen and a grant of %g", unit,
                own->standing[unit].recent, own->standing[unit].grant);
    }
    if (recent == own->seen.count && (own->steps.count == 0 || own->steps.count >= recent)) return STATUS_OK;
    return message_set(message, STATUS_INVARIANT, "successes seen do not add up over units");
}

void observe_recognition(const struct world *world, struct observation *observation)
{
    double recognised = 0;
    for (int32_t unit = 0; world->recognition->standing && unit < world->network.unit_count; unit++)
        recognised += recognition_of(world, unit) > 0;
    see_value(observation, OBSERVE_units_recognised, recognised);
    see_count(observation, OBSERVE_groups_awarded, world->recognition->groups);
}
