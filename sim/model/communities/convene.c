/* convene: communities of practice form, meet, mature, and split, merge, fade or become knowledge hubs.
 *
 * This file has the verb and the first of it: who convenes. Someone with passion for a domain and ties to at least
 * `quorum` others with the same passion, none of them in a community of the domain, may ask them to come together; each
 * of those decides. Where several would ask the same people, keyed priorities decide, not the order of computing, and
 * whoever has just been asked counts for nobody else: no two communities from the same people at once. (An assumption,
 * after the primer's phase 1: passion first, then reach out to a few whom one values.) Where contribution counts, who
 * knows of a community of the domain through a contact asks to join that one and convenes none beside it. */
#include <stdlib.h>

#include "base/array.h"
#include "base/order.h"
#include "model/adoption/learn.h"
#include "model/communities/meetings_inner.h"
#include "model/frame/steps.h"
#include "model/people/people.h"
#include "model/state/agents.h"
#include "model/state/communities.h"
#include "model/state/draws.h"
#include "model/state/place.h"
#include "model/state/ties.h"
#include "model/state/world.h"
#include "model/state/write.h"

struct proposal {
    struct place who;
    uint64_t priority;
};
struct proposals ARRAY_OF(struct proposal);

static uint32_t draw(int32_t domain, uint32_t trait)
{
    return (uint32_t)domain * DRAWS_OF_CONVENE + trait;
}

bool community_kindred(const struct world *world, int32_t domain, int32_t agent)
{
    double passion = world->agents.passion[place_at(world, agent, domain)];
    return passion >= world->rates.communities.min_passion && !community_any(world, domain, agent);
}

static bool can_host(const struct world *world, int32_t agent)
{
    return person_attention(world, agent) >= world->rates.communities.core_load;
}

/* Whom of the ties to ask: the first 2 `quorum` of those who are kindred and not asked already. */
static void find_kindred(struct world *world, struct place who, const uint8_t *asked, struct numbers *kindred)
{
    int64_t most = 2 * world->scenario.communities.quorum;
    array_clear(kindred);
    for (int32_t k = 0; k < tie_count(world, who.agent) && kindred->count < most; k++) {
        struct place other = {tie_agent(world, who.agent, k), who.domain};
        if (!asked[place_at(world, other.agent, other.domain)] && community_kindred(world, other.domain, other.agent))
            world_need(world, array_push(kindred, other.agent));
    }
}

static void found(struct world *world, struct place who, const struct numbers *kindred, uint8_t *asked)
{
    int32_t number = community_new(world, who.domain, PHASE_POTENTIAL);
    if (number < 0) return;
    community_join(world, number, who.agent, RING_CORE, SEAT_CONVENED, -1);
    world->communities.items[number].convener = who.agent;
    for (int64_t i = 0; i < kindred->count; i++) {
        int32_t agent = kindred->items[i];
        double will = community_appeal(world, number, agent, RING_CORE, tie_trust(world, who.agent, agent));
        asked[place_at(world, agent, who.domain)] = 1;
        if (random_bernoulli(world_key(world, STREAM_CONVENE, agent, draw(who.domain, DRAW_CONVENE_COMES)), will))
            community_join(world, number, agent, RING_CORE, SEAT_FOUNDED, who.agent);
    }
    world->communities.convened++;
    community_event(world, number, COMMUNITY_CONVENED, -1);
}

ORDER(by_priority, struct proposal, ORDER_BY(priority) ORDER_BY(who.agent) ORDER_BY(who.domain))

/* The seat in a community of the domain of the contact trusted most of those who are in one, or -1. */
static int32_t seat_known(const struct world *world, struct place who)
{
    const struct communities *communities = &world->communities;
    int32_t found = -1;
    double most = 0;
    for (int32_t k = 0; k < tie_count(world, who.agent); k++) {
        struct tie_end tie = tie_at(world, who.agent, k);
        for (int32_t s = world->agents.first_seat[tie.agent]; s >= 0; s = communities->seats[s].next)
            if (communities->items[communities->seats[s].community].domain == who.domain && tie.trust > most)
                most = tie.trust, found = s;
    }
    return found;
}

/* Whether somebody would rather be in a community that a contact is in than convene another; then one may join it. */
static bool joins_instead(struct world *world, struct place who, uint8_t *asked)
{
    int32_t place = by_contribution(world) ? seat_known(world, who) : -1;
    if (place < 0) return false;
    asked[place_at(world, who.agent, who.domain)] = 1;
    struct seat known = world->communities.seats[place];
    double trust = tie_trust(world, who.agent, known.agent);
    double will = community_appeal(world, known.community, who.agent, community_entry(world, SEAT_INVITED), trust);
    if (random_bernoulli(world_key(world, STREAM_CONVENE, who.agent, draw(who.domain, DRAW_CONVENE_COMES)), will))
        community_join(
            world, known.community, who.agent, community_entry(world, SEAT_INVITED), SEAT_INVITED, known.agent);
    return true;
}

static void settle(struct world *world, const struct proposals *proposals)
{
    struct numbers kindred = {0};
    uint8_t *asked = calloc((size_t)world->agents.count * (size_t)world->agents.domains, 1);
    world_need(world, asked);
    for (int64_t i = 0; asked && i < proposals->count; i++) {
        struct place who = proposals->items[i].who;
        if (asked[place_at(world, who.agent, who.domain)] || !can_host(world, who.agent)) continue;
        if (community_any(world, who.domain, who.agent)) continue;
        if (joins_instead(world, who, asked)) continue;
        find_kindred(world, who, asked, &kindred);
        if (kindred.count >= world->scenario.communities.quorum) found(world, who, &kindred, asked);
    }
    array_free(&kindred);
    free(asked);
}

static void convene_new(struct world *world)
{
    const struct agents *agents = &world->agents;
    double rate = world->rates.communities.convening_probability;
    int64_t places = (int64_t)agents->count * agents->domains;
    struct random_key key = world_key(world, STREAM_CONVENE, -1, 0);
    struct proposals proposals = {0};
    for (int64_t i = world_gap(key, rate); i < places; i += 1 + world_gap(key, rate)) {
        struct place who = {(int32_t)(i / agents->domains), (int32_t)(i % agents->domains)};
        key.index++;
        if (!community_kindred(world, who.domain, who.agent) || !can_host(world, who.agent)) continue;
        uint64_t priority =
            random_bits(world_key(world, STREAM_CONVENE, who.agent, draw(who.domain, DRAW_CONVENE_PRIORITY)));
        world_need(world, array_push(&proposals, (struct proposal){who, priority}));
    }
    if (proposals.count > 0) {
        order_items(proposals.items, proposals.count, by_priority);
        settle(world, &proposals);
    }
    array_free(&proposals);
}

void step_convene(struct world *world)
{
    convene_new(world);
    communities_meet(world);
    communities_change(world);
    tellings_deliver(world);
    communities_mature(world);
}
