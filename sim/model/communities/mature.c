/* The life of a community, looked at after every meeting.
 *
 *     potential    to coalescing   `quorum` + 1 members share the passion, and `quorum` of them came together
 *     coalescing   to maturing     trust in the core has passed `maturing_trust`, and something is documented
 *     maturing     to stewardship  `stewardship_documents` practices are documented, and a share `stewardship_fraction`
 *                                  of core and engaged practise one of them
 *     stewardship  to hub          the best document is believed to be worth `hub_belief`, and so many
 *                                  adoptions came of it as `hub_adoptions` says
 *
 * From maturing on a community takes more attention and is seen. From stewardship on it is open only so far as
 * `stewardship_openness` says. It fades, in any phase but that of a hub, after `patience` meetings in a row with fewer
 * than `quorum` present; what it documented stays. How it splits and merges is in transform.c. */
#include "base/array.h"
#include "model/communities/meetings_inner.h"
#include "model/state/communities.h"
#include "model/state/place.h"
#include "model/state/world.h"
#include "model/state/write.h"

static bool has_come_together(const struct world *world, const struct community *community)
{
    const struct communities_parameters *with = &world->scenario.communities;
    const struct communities_rates *rates = &world->rates.communities;
    int64_t passionate = 0;
    for (int64_t i = 0; i < community->seats.count; i++) {
        int64_t place =
            (int64_t)community_seat_at(world, community, i)->agent * world->agents.domains + community->domain;
        passionate += world->agents.passion[place] >= rates->min_passion;
    }
    return passionate > with->quorum && community->present >= with->quorum;
}

/* The share of core and engaged who practise what is documented. */
static double ownership(const struct world *world, const struct community *community)
{
    int64_t practitioners = 0, owners = 0;
    for (int64_t i = 0; i < community->seats.count; i++) {
        const struct seat *seat = community_seat_at(world, community, i);
        if (seat->ring == RING_INTERESTED) continue;
        int32_t practice = world->agents.practice[place_at(world, seat->agent, community->domain)];
        practitioners++;
        owners += practice >= 0 && community_document(community, practice);
    }
    return practitioners > 0 ? (double)owners / (double)practitioners : 0;
}

/* How good the best document is believed to be, as hubs are measured. */
static double promise(const struct world *world, const struct community *community, const struct document *best)
{
    bool reach = world->scenario.communities.hub_measure == HUB_BY_REACH;
    return reach ? landscape_reach(&world->landscape, community->domain, best->belief) : best->belief;
}

/* Whether the community goes on to its next phase. */
static bool goes_on(const struct world *world, const struct community *community)
{
    const struct communities_parameters *with = &world->scenario.communities;
    const struct communities_rates *rates = &world->rates.communities;
    const struct document *best = community_best(community);
    switch (community->phase) {
    case PHASE_POTENTIAL:
        return has_come_together(world, community);
    case PHASE_COALESCING:
        return community->trust >= rates->maturing_trust && best;
    case PHASE_MATURING:
        return community->documents.count >= with->stewardship_documents &&
               ownership(world, community) >= rates->stewardship_fraction;
    case PHASE_STEWARDSHIP:
        return best && promise(world, community, best) >= rates->hub_belief && community->taught >= with->hub_adoptions;
    default:
        return false;
    }
}

static void go_on(struct world *world, int32_t number)
{
    static const int events[] = {COMMUNITY_COALESCED, COMMUNITY_MATURED, COMMUNITY_STEWARDED, COMMUNITY_HUB};
    struct community *community = &world->communities.items[number];
    int what = events[community->phase];
    community->phase++;
    if (community->phase == PHASE_HUB) world_need(world, array_push(&world->communities.shelf, number));
    community_event(world, number, what, -1);
}

static bool fades(struct world *world, struct community *community)
{
    const struct communities_parameters *with = &world->scenario.communities;
    community->poor = community->present < with->quorum ? community->poor + 1 : 0;
    return community->seats.count == 0 || (community->poor >= with->patience && community->phase != PHASE_HUB);
}

static void mature(struct world *world, int32_t number)
{
    struct communities *communities = &world->communities;
    community_event(world, number, COMMUNITY_MET, -1);
    communities->meetings++;
    communities->attended += communities->items[number].present;
    if (fades(world, &communities->items[number])) {
        communities->faded++;
        community_event(world, number, COMMUNITY_FADED, -1);
        community_end(world, number, true);
        return;
    }
    if (community_reframes(world, number)) return;
    if (goes_on(world, &communities->items[number])) go_on(world, number);
    if (community_divides(world, number)) communities->split++;
}

void communities_mature(struct world *world)
{
    struct communities *communities = &world->communities;
    int64_t count = communities->live.count, kept = 0;
    for (int64_t i = 0; i < count && !world->out_of_memory; i++)
        if (community_meets(world, communities->live.items[i])) mature(world, communities->live.items[i]);
    communities_merge(world);
    for (int64_t i = 0; i < communities->live.count; i++)
        if (communities->items[communities->live.items[i]].phase <= PHASE_HUB)
            communities->live.items[kept++] = communities->live.items[i];
    communities->live.count = kept;
}
