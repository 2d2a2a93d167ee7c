#include "model/ledger/reproduction.h"

#include "base/array.h"
#include "model/frame/holds.h"
#include "model/record/observation.h"
#include "model/state/world.h"
#include "model/state/write.h"

/* Steps for which something is followed: until all that comes of it has begun. */
static int64_t follow_steps(const struct world *world)
{
    const struct scenario *with = &world->scenario;
    return with->create.memory_steps + with->opportunities.lifetime + with->team.patience;
}

static bool is_watched(const struct world *world)
{
    return scenario_has(&world->scenario, FEATURE_CREATE);
}

/* Whether it has been followed long enough, and for how much more. */
static bool is_over(const struct world *world, const struct followed *one, int64_t more)
{
    return world->step - one->step > follow_steps(world) + more;
}

/* Number `which` of all there ever were, as long as it is followed; else NULL. */
static struct followed *still_followed(
    const struct world *world, struct followed_list *list, int32_t first, int32_t which)
{
    bool held = which >= first && which - first < list->count;
    return held && !is_over(world, &list->items[which - first], 0) ? &list->items[which - first] : NULL;
}

/* -- projects */

void reproduction_end(struct world *world, const struct project *project)
{
    const struct opportunity *opportunity = &project->opportunity;
    struct followed one = {
        .step = world->step, .generation = opportunity->generation, .cascade = opportunity->cascade, .counted = true};
    world_need(world, array_push(&world->reproduction->projects, one));
}

static struct followed *project_before(const struct world *world, int32_t number)
{
    struct reproduction *own = world->reproduction;
    return still_followed(world, &own->projects, own->first_project, number);
}

void reproduction_make(const struct world *world, struct opportunity *opportunity, int32_t number)
{
    const struct followed *before = project_before(world, number);
    if (!before) return;
    opportunity->made_after = 1 + number;
    opportunity->generation = before->generation + 1;
    opportunity->cascade = before->cascade;
}

/* The project is counted in its cascade, which begins with it if it is in none. */
static void grow_cascade(struct world *world, struct opportunity *opportunity)
{
    struct reproduction *own = world->reproduction;
    if (opportunity->cascade == 0) {
        world_need(world, array_push(&own->cascades, 0));
        opportunity->cascade = (int32_t)own->cascades.count;
    }
    if (world->out_of_memory) return;
    int32_t size = ++own->cascades.items[opportunity->cascade - 1];
    if (size > own->largest_cascade) own->largest_cascade = size;
}

void reproduction_start(struct world *world, struct project *project)
{
    if (!is_watched(world)) return;
    struct reproduction *own = world->reproduction;
    struct opportunity *opportunity = &project->opportunity;
    struct followed *before = project_before(world, opportunity->made_after - 1);
    own->started++;
    own->followups += opportunity->made_after > 0;
    if (before) before->offspring++;
    if (opportunity->generation > own->generations) own->generations = opportunity->generation;
    grow_cascade(world, opportunity);
}

/* -- practices */

void reproduction_adopt(struct world *world, bool counted)
{
    struct followed one = {.step = world->step, .counted = counted};
    if (is_watched(world)) world_need(world, array_push(&world->reproduction->adoptions, one));
}

void reproduction_teach(struct world *world, int32_t row, double weight)
{
    struct reproduction *own = world->reproduction;
    struct followed *before = still_followed(world, &own->adoptions, own->first_adoption, row);
    if (before) before->offspring += weight;
}

/* -- cohorts */

static void add(struct cohort *cohort, const struct followed *one)
{
    cohort->followed += one->counted;
    cohort->offspring += one->counted ? one->offspring : 0;
}

/* Lets go of those that are over for so long that nobody looks at them, once they are half of the list. */
static void let_go(const struct world *world, struct followed_list *list, int32_t *first, struct cohort *before)
{
    int64_t old = 0;
    while (old < list->count && is_over(world, &list->items[old], world->scenario.create.memory_steps)) old++;
    if (2 * old < list->count) return;
    for (int64_t i = 0; i < old; i++) add(before, &list->items[i]);
    for (int64_t i = old; i < list->count; i++) list->items[i - old] = list->items[i];
    list->count -= old;
    *first += (int32_t)old;
}

void reproduction_forget(struct world *world)
{
    struct reproduction *own = world->reproduction;
    let_go(world, &own->projects, &own->first_project, &own->projects_before);
    let_go(world, &own->adoptions, &own->first_adoption, &own->adoptions_before);
}

/* Adds those that are over; to `lately`, those that came to be so in the last memory_steps. */
static void count_over(
    const struct world *world, const struct followed_list *list, struct cohort *all, struct cohort *lately)
{
    for (int64_t i = 0; i < list->count && is_over(world, &list->items[i], 0); i++) {
        add(all, &list->items[i]);
        if (!is_over(world, &list->items[i], world->scenario.create.memory_steps)) add(lately, &list->items[i]);
    }
}

/* -- what the room owes */

ROOM_MAKE(reproduction)
ROOM_PARTS(reproduction, REPRODUCTION_KEEPS)

enum status verify_reproduction(const struct world *world, struct message *message)
{
    const struct reproduction *own = world->reproduction;
    int64_t started = 0;
    for (int64_t i = 0; i < own->cascades.count; i++) started += own->cascades.items[i];
    HOLDS(started == own->started, "%" PRId64 " projects started, their cascades have %" PRId64, own->started, started);
    return STATUS_OK;
}

static void see_cascades(const struct reproduction *own, struct observation *observation)
{
    double started = (double)own->started;
    see_count(observation, OBSERVE_followups_started, own->followups);
    see_count(observation, OBSERVE_generations, own->generations);
    see_count(observation, OBSERVE_cascades, own->cascades.count);
    see_count(observation, OBSERVE_cascade_largest, own->largest_cascade);
    see_mean(observation, OBSERVE_cascade_size_mean, started, (double)own->cascades.count);
    see_mean(observation, OBSERVE_cascade_largest_fraction, own->largest_cascade, started);
}

static double generation_of(const struct world *world, int32_t slot)
{
    return world->projects.slots[slot].opportunity.generation;
}

void observe_reproduction(const struct world *world, struct observation *observation)
{
    const struct reproduction *own = world->reproduction;
    struct cohort projects = own->projects_before, adoptions = own->adoptions_before;
    struct cohort projects_lately = {0}, adoptions_lately = {0};
    if (!is_watched(world)) return;
    count_over(world, &own->projects, &projects, &projects_lately);
    count_over(world, &own->adoptions, &adoptions, &adoptions_lately);
    see_count(observation, OBSERVE_projects_followed, projects.followed);
    see_value(observation, OBSERVE_projects_offspring, projects.offspring);
    see_mean(observation, OBSERVE_reproduction_projects, projects_lately.offspring, (double)projects_lately.followed);
    see_count(observation, OBSERVE_adoptions_followed, adoptions.followed);
    see_value(observation, OBSERVE_adoptions_offspring, adoptions.offspring);
    see_mean(
        observation, OBSERVE_reproduction_practices, adoptions_lately.offspring, (double)adoptions_lately.followed);
    see_value(observation, OBSERVE_generation_mean, projects_mean(world, generation_of));
    see_cascades(own, observation);
}
