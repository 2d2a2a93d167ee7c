/* arise: opportunities appear as they are given (arrive.c) or drawn, lapse when nobody takes them up, worsen, and
 * multiply (morph.c). */
#include "model/opportunities/arise.h"

#include "base/array.h"
#include "model/frame/rooms.h"
#include "model/frame/steps.h"
#include "model/opportunities/arrive.h"
#include "model/opportunities/morph.h"
#include "model/organisation/recognise.h"
#include "model/record/observation.h"
#include "model/state/draws.h"
#include "model/state/place.h"
#include "model/state/projects.h"
#include "model/state/world.h"
#include "model/state/write.h"
#include "random/maths.h"

void opportunity_event(struct world *world, const struct opportunity *opportunity, int what, int32_t project)
{
    write_opportunity(world, (struct opportunity_row){.opportunity = opportunity->id,
                                 .type = (int8_t)what,
                                 .domain = opportunity->domain,
                                 .unit = opportunity->unit,
                                 .project = project,
                                 .systemic = opportunity->systemic,
                                 .difficulty = opportunity->difficulty});
}

struct opportunity opportunity_at(const struct world *world, int32_t id, int32_t unit, int32_t domain)
{
    const struct opportunities_parameters *with = &world->scenario.opportunities;
    const struct opportunities_rates *rates = &world->rates.opportunities;
    int32_t size = network_unit_size(&world->network, unit);
    bool takes_long =
        world->scenario.long_projects.present &&
        random_bernoulli(world_key(world, STREAM_ARISE, id, DRAW_ARISE_LONG), world->rates.long_projects.fraction);
    return (struct opportunity){.id = id,
        .domain = domain,
        .unit = unit,
        .place = (int32_t)random_below(world_key(world, STREAM_ARISE, id, DRAW_ARISE_PLACE), (uint64_t)size),
        .open_since = world->step,
        .handed_to = -1,
        .systemic =
            random_bernoulli(world_key(world, STREAM_ARISE, id, DRAW_ARISE_SYSTEMIC), rates->systemic_probability),
        .takes_long = takes_long,
        .difficulty = recognition_difficulty(world, unit) *
                      (takes_long ? world->rates.long_projects.difficulty_factor : 1) *
                      random_gamma(world_key(world, STREAM_ARISE, id, DRAW_ARISE_DIFFICULTY), rates->difficulty_shape,
                          rates->difficulty_mean / rates->difficulty_shape),
        .skills = world_draw_set(
            world_key(world, STREAM_ARISE, id, DRAW_ARISE_SKILLS), with->skills_needed, world->scenario.people.skills)};
}

/* It lies where some agent is, all equally likely, so units have opportunities by their size. */
static int32_t agent_there(const struct world *world, int32_t id)
{
    return (int32_t)random_below(world_key(world, STREAM_ARISE, id, DRAW_ARISE_UNIT), (uint64_t)world->agents.count);
}

int32_t opportunity_unit(const struct world *world, int32_t id)
{
    return world->network.unit[agent_there(world, id)];
}

int32_t opportunity_domain(const struct world *world, int32_t id)
{
    return (int32_t)random_below(
        world_key(world, STREAM_ARISE, id, DRAW_ARISE_DOMAIN), (uint64_t)world->agents.domains);
}

/* The exponent of relief: without a landscape no practice is better than another, and none spares anybody anything. */
static double relief_by_practices(const struct world *world)
{
    return world->scenario.landscape.present ? world->rates.opportunities.relief : 0;
}

/* Whether good practices in use at its place keep an opportunity from arising at all. */
static bool is_spared(const struct world *world, int32_t id)
{
    double relief = relief_by_practices(world);
    if (!(relief > 0)) return false;
    int32_t practice = world->agents.practice[place_at(world, agent_there(world, id), opportunity_domain(world, id))];
    double quality = practice >= 0 ? world->practices.items[practice].quality : 0;
    return !random_bernoulli(world_key(world, STREAM_RELIEF, id, DRAW_RELIEF_ARRIVES), maths_pow(1 - quality, relief));
}

bool opportunity_is_old(const struct world *world, const struct opportunity *opportunity)
{
    return world->step - opportunity->open_since >= world->scenario.opportunities.lifetime;
}

static void lapse_the_old(struct world *world)
{
    int64_t kept = 0;
    for (int64_t i = 0; i < world->opportunities->open.count; i++) {
        struct opportunity *opportunity = &world->opportunities->open.items[i];
        if (!opportunity_is_old(world, opportunity)) {
            world->opportunities->open.items[kept++] = *opportunity;
            continue;
        }
        opportunity_event(world, opportunity, OPPORTUNITY_LAPSED, -1);
        world->opportunities->lapsed++;
    }
    world->opportunities->open.count = kept;
}

/* How many appear in this step, before any is spared: a Poisson number, or what the mean has added up to since the step
 * before. */
static int64_t number_of_new(const struct world *world)
{
    double mean =
        world->rates.opportunities.arrival_rate * world->agents.count / 1000 * maths_pow(2, relief_by_practices(world));
    if (!world->scenario.opportunities.regular)
        return random_poisson(world_key(world, STREAM_ARISE, -1, DRAW_ARISE_COUNT), mean);
    return (int64_t)(world->step * mean + 1e-9) - (int64_t)((world->step - 1) * mean + 1e-9);
}

void opportunity_opens(struct world *world, struct opportunity opportunity)
{
    world->opportunities->arrived++;
    opportunity_event(world, &opportunity, OPPORTUNITY_AROSE, -1);
    world_need(world, array_push(&world->opportunities->open, opportunity));
}

void step_arise(struct world *world)
{
    lapse_the_old(world);
    if (world->rates.opportunities.worsening > 0) opportunities_morph(world);
    opportunities_arrive(world);
    int64_t count = number_of_new(world);
    for (int64_t i = 0; i < count; i++) {
        int32_t id = world->opportunities->next_id++;
        if (is_spared(world, id)) continue;
        opportunity_opens(world, opportunity_at(world, id, opportunity_unit(world, id), opportunity_domain(world, id)));
    }
}

/* -- what the room owes */

enum status make_opportunities(struct world *world)
{
    world->opportunities = calloc(1, sizeof *world->opportunities);
    if (!world->opportunities) return STATUS_MEMORY;
    world->opportunities->in_unit = calloc((size_t)world->network.unit_count, sizeof *world->opportunities->in_unit);
    return world->opportunities->in_unit ? STATUS_OK : STATUS_MEMORY;
}

ROOM_PARTS(opportunities, OPPORTUNITIES_KEEP)

void digest_opportunities(const struct world *world, struct digester *digester)
{
    const struct opportunity_list *open = &world->opportunities->open;
    for (int64_t i = 0; i < open->count; i++) opportunity_digest(&open->items[i], digester);
}

void observe_opportunities(const struct world *world, struct observation *observation)
{
    const struct opportunities *opportunities = world->opportunities;
    see_count(observation, OBSERVE_opportunities_open, opportunities->open.count);
    see_count(observation, OBSERVE_opportunities_arrived, opportunities->arrived);
    see_count(observation, OBSERVE_opportunities_resolved, opportunities->resolved);
    see_count(observation, OBSERVE_opportunities_lapsed, opportunities->lapsed);
    see_count(observation, OBSERVE_opportunities_morphed, opportunities->morphed);
}
