/* recognise: a unit whose successes are seen often enough is recognised. It is given resources for its later projects,
 * and harder problems are sent its way; both fade.
 *
 * A success counts for the unit where it lies while it is within the window. The successes for which a unit was
 * recognised are used up: for more recognition it needs as many again. */
#include "model/state/world.h"

double recognition_of(const struct world *world, int32_t unit)
{
    if (!world->formal.standing || world->formal.standing[unit].given < 0) return 0;
    int64_t since = world->step - world->formal.standing[unit].given, fade = world->scenario.recognition.fade;
    return since < fade ? 1 - (double)since / (double)fade : 0;
}

double recognition_difficulty(const struct world *world, int32_t unit)
{
    return 1 + (world->rates.recognition.harder - 1) * recognition_of(world, unit);
}

double recognition_fund(struct world *world, int32_t unit)
{
    if (!world->formal.standing) return 0;
    double *grant = &world->formal.standing[unit].grant, most = world->rates.experiment.resources;
    double paid = *grant < most ? *grant : most;
    *grant -= paid;
    return paid;
}

/* Takes out what was seen before the window, and what `unit` was recognised for (-1: none). */
static void forget(struct world *world, int32_t unit)
{
    struct sightings *seen = &world->formal.seen;
    int64_t kept = 0;
    for (int64_t i = 0; i < seen->count; i++) {
        struct sighting one = seen->items[i];
        if (one.unit != unit && world->step - one.step < world->scenario.recognition.window)
            seen->items[kept++] = one;
        else
            world->formal.standing[one.unit].recent--;
    }
    seen->count = kept;
}

static void award(struct world *world, int32_t unit)
{
    struct standing *standing = &world->formal.standing[unit];
    world_need(world, array_push(&world->events.recognition, (struct recognition_row){.event_step = world->step,
                                                                 .unit = unit,
                                                                 .successes = standing->recent,
                                                                 .grant = world->rates.recognition.grant}));
    forget(world, unit);
    standing->given = world->step;
    if (world->pools)
        unit_grant(world, unit, world->rates.recognition.grant);
    else
        standing->grant += world->rates.recognition.grant;
}

void govern_recognise(struct world *world)
{
    const struct recognition_parameters *with = &world->scenario.recognition;
    const struct recognition_rates *rates = &world->rates.recognition;
    const struct successes *successes = &world->formal.successes;
    struct standing *standing = world->formal.standing;
    forget(world, -1);
    for (int64_t i = 0; i < successes->count; i++) {
        struct random_key key = world_key(world, STREAM_RECOGNITION, successes->items[i].project, 0);
        if (!random_bernoulli(key, rates->visible)) continue;
        if (!array_push(&world->formal.seen, (struct sighting){successes->items[i].unit, world->step})) {
            world->out_of_memory = true;
            return;
        }
        standing[successes->items[i].unit].recent++;
    }
    for (int64_t i = 0; i < successes->count; i++)
        if (standing[successes->items[i].unit].recent >= with->threshold) award(world, successes->items[i].unit);
}
