/* Communities of practice put there by hand, for tests. Include after "worlds.h". */
#ifndef MODEL_PRACTITIONERS_H
#define MODEL_PRACTITIONERS_H

#include "base/array.h"
#include "model/state/communities.h"
#include "model/state/world.h"
#include "model/ties/bonds.h"
#include "model/worlds.h"

/* People who care, with two ways of working: practice 0 is poor, practice 1 good. Nobody convenes anything. */
#define TWO_WAYS                                                                                                       \
    "network.kind = random; network.agents = 60; network.mean_degree = 10; landscape.kind = listed;"                   \
    "landscape.practices = {poor: 0.2, good: 0.9}; adoption; communities.convening_probability = 0; "                  \
    "communities.fatigue = 0;"                                                                                         \
    "people.passion_mean = 1; people.passion_sd = 0; people.confidence_mean = 1; people.confidence_sd = 0;"            \
    "communities.invitation_probability = 0; communities.observation_probability = 0; "                                \
    "communities.rotation_probability = 0; communities.meeting_interval = 1;"

enum { POOR, GOOD };

/* Takes [first, first + count) into a ring; a community without convener gets the first of them. */
static inline void members_join(
    struct world *world, int32_t number, enum community_ring ring, int32_t first, int32_t count)
{
    for (int32_t i = 0; i < count; i++)
        assert_true(community_join(world, number, first + i, ring, SEAT_INVITED, -1) >= 0);
    struct community *community = &world->communities.items[number];
    if (ring == RING_CORE && community->convener < 0) community->convener = first;
}

/* A community of domain 0 whose core is [first, first + core). */
static inline int32_t community_by_hand(struct world *world, enum community_phase phase, int32_t first, int32_t core)
{
    int32_t number = community_new(world, 0, phase);
    assert_true(number >= 0);
    members_join(world, number, RING_CORE, first, core);
    if (phase == PHASE_HUB) assert_true(array_push(&world->communities.shelf, number));
    world_check(world);
    return number;
}

static inline struct community *community_at(struct world *world, int32_t number)
{
    return &world->communities.items[number];
}

static inline struct seat *seat_of(struct world *world, int32_t number, int32_t agent)
{
    int32_t place = community_seat(world, number, agent);
    assert_true(place >= 0);
    return &world->communities.seats[place];
}

/* The agent documents what it uses, as if brought to a meeting; `evidence` is pooled behind it. */
static inline void document_by_hand(struct world *world, int32_t number, int32_t agent, double evidence)
{
    int32_t practice = world_used(world, agent, 0);
    struct document document = {.practice = practice,
        .agent = agent,
        .row = world->agents.adoption[(int64_t)agent * world->agents.domains],
        .belief = world->practices.items[practice].quality,
        .evidence = evidence};
    assert_true(array_push(&community_at(world, number)->documents, document));
}

/* Trust between all of [first, first + count). */
static inline void everybody_trusts(struct world *world, int32_t first, int32_t count, double share)
{
    for (int32_t a = first; a < first + count; a++)
        for (int32_t b = a + 1; b < first + count; b++) tie_strengthen(world, a, b, share);
}

/* How often something happened to communities in the events held; number -1: to any. */
static inline int64_t community_events(const struct world *world, int32_t number, enum community_event what)
{
    int64_t count = 0;
    for (int64_t i = 0; i < world->events.community.count; i++) {
        const struct community_row *row = &world->events.community.items[i];
        count += row->type == (int8_t)what && (number < 0 || row->community == number);
    }
    return count;
}

#endif
