/* advocate: who succeeded speaks for it, and may win the unit where the success lies for a new standard practice, or
 * for more openness. Newcomers begin with the new standard; nobody else is told to use it. A community that has matured
 * speaks for what it documented, whenever it meets, in the unit of its convener.
 *
 * A group that understood where the friction was finds the words; people who guard things as they are resist. Where
 * several win one unit in one domain at once, the practice that its group believes in most becomes the standard. */
#include "model/organisation/advocate.h"

#include "base/array.h"
#include "base/order.h"
#include "model/organisation/govern.h"
#include "model/organisation/units.h"
#include "model/people/standards.h"
#include "model/state/agents.h"
#include "model/state/communities.h"
#include "model/state/draws.h"
#include "model/state/world.h"
#include "model/state/write.h"

static struct random_key key_of(const struct world *world, const struct success *success, uint32_t draw)
{
    return success->project >= 0
               ? world_key(world, STREAM_ADVOCACY, success->project, draw)
               : world_key(world, STREAM_ADVOCACY, success->community, DRAW_ADVOCACY_COMMUNITY_WINS + draw);
}

/* What a community believes of a standard practice: as documented, else as the convener knows it; else 0. */
static double belief_in_standard(const struct world *world, const struct community *community, int32_t standard)
{
    const struct document *document = community_document(community, standard);
    const struct known *known = agents_find(&world->agents, community->convener, community->domain, standard);
    if (standard < 0) return 0;
    if (document) return document->belief;
    return known ? known->belief : 0;
}

static void hear_communities(struct world *world)
{
    const struct communities *communities = &world->communities;
    for (int64_t i = 0; i < communities->live.count; i++) {
        int32_t number = communities->live.items[i];
        const struct community *community = &communities->items[number];
        const struct document *best = community_best(community);
        bool speaks = community->phase == PHASE_MATURING || community->phase == PHASE_STEWARDSHIP;
        if (!speaks || !best || community->convener < 0 || !community_meets(world, number)) continue;
        int32_t unit = world->network.unit[community->convener];
        int32_t standard = *unit_standard(world, unit, community->domain);
        world_need(world, array_push(&world->govern->successes,
                              (struct success){.project = -1,
                                  .community = number,
                                  .unit = unit,
                                  .domain = community->domain,
                                  .practice = best->practice,
                                  .belief = best->belief,
                                  .standard_belief = belief_in_standard(world, community, standard)}));
    }
}

/* A total order: by unit and domain, and in those the strongest belief first. */
ORDER(by_place, struct success,
    ORDER_BY(unit) ORDER_BY(domain) ORDER_BY_MOST(belief) ORDER_BY(project) ORDER_BY(community))

/* The share of a unit's people who guard. */
static double guarding(const struct world *world, int32_t unit)
{
    const struct network *network = &world->network;
    int32_t first = network->unit_start[unit], end = network->unit_start[unit + 1], count = 0;
    if (!world->agents.stance || first == end) return 0;
    for (int32_t m = first; m < end; m++) count += world->agents.stance[network->unit_member[m]] == STANCE_GUARDING;
    return (double)count / (end - first);
}

static bool wins(const struct world *world, const struct success *success)
{
    double p =
        world->rates.standards.advocacy_probability * (1 + success->diagnosed) * (1 - guarding(world, success->unit));
    return random_bernoulli(key_of(world, success, DRAW_ADVOCACY_WINS), p);
}

static void open_up(struct world *world, const struct success *success)
{
    double *openness = &world->units->openness[success->unit], before = *openness;
    *openness += world->rates.standards.openness_shift * (1 - before);
    write_opening(world, (struct opening_row){.unit = success->unit,
                             .project = success->project,
                             .community = success->community,
                             .openness_before = before,
                             .openness_after = *openness});
}

static void set_standard(struct world *world, const struct success *success)
{
    int32_t *standard = unit_standard(world, success->unit, success->domain);
    write_standard(world, (struct standard_row){.unit = success->unit,
                              .domain = success->domain,
                              .practice_before = *standard,
                              .practice_after = success->practice,
                              .project = success->project,
                              .community = success->community});
    *standard = success->practice;
    world->standards->changes++;
}

/* Whether the group has a better practice to propose than the standard is, by what it believes. */
static bool proposes(const struct world *world, const struct success *success)
{
    int32_t standard = *unit_standard(world, success->unit, success->domain);
    return success->practice >= 0 && success->practice != standard && success->belief > success->standard_belief;
}

void govern_advocate(struct world *world)
{
    if (world->scenario.communities.present) hear_communities(world);
    struct success *successes = world->govern->successes.items;
    int64_t count = world->govern->successes.count;
    const struct success *last = NULL;
    order_items(successes, count, by_place);
    for (int64_t i = 0; i < count; i++) {
        const struct success *success = &successes[i];
        if (!wins(world, success)) continue;
        if (random_bernoulli(key_of(world, success, DRAW_ADVOCACY_OPENS), world->rates.standards.opening_fraction)) {
            open_up(world, success);
            continue;
        }
        bool taken = last && last->unit == success->unit && last->domain == success->domain;
        if (taken || !proposes(world, success)) continue;
        set_standard(world, success);
        last = success;
    }
}
