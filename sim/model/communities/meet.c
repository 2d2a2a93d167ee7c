/* Meetings of communities: who comes, who talks with whom, who reads what, who asks whom to join.
 *
 * A member comes the more often the more passionate and rested one is, the further in, and the more the meetings of
 * late brought something new; who has no attention left stays away. Those present talk with a few others, whoever is
 * not in the core may work with someone further in (an apprentice learns the master's practice with the full weight of
 * evidence), and every member, present or not, reads the documents at the rate of the own ring. People tell what they
 * practise, so whatever is told was taken up by whoever tells it; a document is told by whoever wrote it. All of it
 * goes by the state as it stood when the step's meetings began.
 *
 * Outside the meetings anybody may look into the documents of hubs and, with less luck, of communities that faded. */
#include "base/crew.h"
#include "base/parts.h"
#include "model/adoption/account.h"
#include "model/adoption/learn.h"
#include "model/adoption/memory.h"
#include "model/communities/meetings_inner.h"
#include "model/people/people.h"
#include "model/state/communities.h"
#include "model/state/draws.h"
#include "model/state/place.h"
#include "model/state/ties.h"
#include "model/state/world.h"
#include "model/state/write.h"

struct random_key community_key(const struct world *world, int32_t agent, int32_t community, int draw)
{
    return world_key(world, STREAM_MEETING, agent, (uint32_t)community * DRAWS_OF_MEETING + (uint32_t)draw);
}

double community_openness(const struct world *world, const struct community *community)
{
    return community->phase >= PHASE_STEWARDSHIP ? world->rates.communities.stewardship_openness : 1;
}

double community_appeal(
    const struct world *world, int32_t number, int32_t agent, enum community_ring ring, double trust)
{
    const struct community *community = &world->communities.items[number];
    const struct document *best = community_best(community);
    double attention = person_attention(world, agent);
    if (attention < community_load(world, community, ring)) return 0;
    double gap = best ? best->belief - person_belief(world, agent, community->domain) : 0;
    bool informed = ring == RING_INTERESTED && by_contribution(world);
    double courage = informed ? 1 : world->agents.confidence[agent], time = informed ? 1 : attention;
    double will = passion_for(world, agent, community->domain) * time * trust * courage;
    return will * (1 + world->rates.communities.attraction * (gap > 0 ? gap : 0));
}

enum community_ring community_entry(const struct world *world, int what)
{
    if (what == SEAT_FOUNDED) return RING_CORE;
    return what == SEAT_INVITED && !by_contribution(world) ? RING_ENGAGED : RING_INTERESTED;
}

/* -- who comes */

double ring_part(const struct world *world, enum community_ring ring)
{
    const struct communities_rates *with = &world->rates.communities;
    const double of_ring[RING_COUNT] = {
        1, with->engaged_load / with->core_load, with->interested_load / with->core_load};
    return of_ring[ring];
}

static double attendance(const struct world *world, const struct community *community, const struct seat *seat)
{
    const struct communities_rates *with = &world->rates.communities;
    if (!(person_attention(world, seat->agent) > 0)) return 0;
    double part = ring_part(world, seat->ring);
    double passion = passion_for(world, seat->agent, community->domain);
    if (passion < with->min_passion) part *= passion / with->min_passion;
    return part * seat->energy * (1 - with->staleness * (1 - community->freshness));
}

/* Those who come change places with those who do not, so that they stand first. */
static void come_together(struct world *world, int32_t number)
{
    struct community *community = &world->communities.items[number];
    int32_t present = 0;
    for (int32_t i = 0; i < community->seats.count; i++) {
        int32_t place = community->seats.items[i];
        const struct seat *seat = &world->communities.seats[place];
        struct random_key key = community_key(world, seat->agent, number, DRAW_MEETING_ATTEND);
        if (!random_bernoulli(key, attendance(world, community, seat))) continue;
        community->seats.items[i] = community->seats.items[present];
        community->seats.items[present++] = place;
    }
    community->present = present;
}

/* -- what is said */

static double learning(const struct communities_rates *with, enum community_ring ring)
{
    const double of_ring[RING_COUNT] = {
        with->core_learning_probability, with->engaged_learning_probability, with->interested_learning_probability};
    return of_ring[ring];
}

/* The source tells of what it practises; a share `weight` of the evidence told (account.c) arrives. */
static void tell(struct world *world, int64_t block, int32_t number, int32_t source, int32_t target, double weight)
{
    const struct account account = account_of(world, source, world->communities.items[number].domain);
    if (account.practice < 0) return;
    part_push(&world->tellings->all, block,
        &(struct telling){.target = target,
            .source = source,
            .practice = account.practice,
            .project = -1,
            .channel = CHANNEL_COMMUNITY,
            .source_row = account.row,
            .community = number + 1,
            .belief = account.belief,
            .evidence = account_for(&account, target) * weight});
}

/* Talks with a few others who are present; what they say counts by how much they are trusted. */
static void talk(struct world *world, int64_t block, int32_t number, int32_t i)
{
    const struct community *community = &world->communities.items[number];
    const struct seat *seat = community_seat_at(world, community, i);
    double rate = learning(&world->rates.communities, seat->ring);
    for (int32_t k = 0; k < world->scenario.communities.conversations && community->present > 1; k++) {
        struct random_key key = community_key(world, seat->agent, number, DRAW_MEETING_TALK + 2 * k);
        int32_t other = (int32_t)random_below(key, (uint64_t)community->present - 1);
        int32_t source = community_seat_at(world, community, other < i ? other : other + 1)->agent;
        part_push(&world->communities.talks, block, &(struct talk){seat->agent, source});
        key.index++;
        if (random_bernoulli(key, rate))
            tell(world, block, number, source, seat->agent, tie_trust(world, seat->agent, source));
    }
}

/* Works with someone present who is further in, if there is one. */
static void apprentice(struct world *world, int64_t block, int32_t number, int32_t i)
{
    const struct community *community = &world->communities.items[number];
    const struct seat *seat = community_seat_at(world, community, i);
    struct random_key key = community_key(world, seat->agent, number, DRAW_MEETING_APPRENTICE);
    if (seat->ring == RING_CORE || !random_bernoulli(key, world->rates.communities.apprentice_probability)) return;
    key = community_key(world, seat->agent, number, DRAW_MEETING_MASTER);
    int32_t first = (int32_t)random_below(key, (uint64_t)community->present);
    for (int32_t k = 0; k < community->present; k++) {
        const struct seat *master = community_seat_at(world, community, (first + k) % community->present);
        if (master->ring >= seat->ring) continue;
        part_push(&world->communities.talks, block, &(struct talk){seat->agent, master->agent});
        tell(world, block, number, master->agent, seat->agent, 1);
        return;
    }
}

/* One document says to a reader what its writer would, with the evidence of all; it counts by the trust in the core. */
static void read_document(
    struct world *world, int64_t block, int32_t number, const struct document *document, int32_t reader)
{
    if (document->agent == reader) return;
    part_push(&world->tellings->all, block,
        &(struct telling){.target = reader,
            .source = document->agent,
            .practice = document->practice,
            .project = -1,
            .channel = CHANNEL_DOCUMENT,
            .source_row = document->row,
            .community = number + 1,
            .belief = document->belief,
            .evidence = document->evidence * world->communities.items[number].trust});
}

static void read_documents(struct world *world, int64_t block, int32_t number, const struct seat *seat)
{
    const struct community *community = &world->communities.items[number];
    double rate = learning(&world->rates.communities, seat->ring);
    for (int32_t d = 0; d < community->documents.count; d++)
        if (random_bernoulli(community_key(world, seat->agent, number, DRAW_MEETING_READ + d), rate))
            read_document(world, block, number, &community->documents.items[d], seat->agent);
}

/* -- who is asked, who sees */

static void win(struct world *world, int64_t block, struct joining joining, double trust)
{
    if (community_seat(world, joining.community, joining.agent) >= 0) return;
    double will =
        community_appeal(world, joining.community, joining.agent, community_entry(world, joining.what), trust);
    if (!random_bernoulli(community_key(world, joining.agent, joining.community, DRAW_MEETING_JOIN), will)) return;
    joining.priority = random_bits(community_key(world, joining.agent, joining.community, DRAW_MEETING_PRIORITY));
    part_push(&world->communities.joinings, block, &joining);
}

/* Asks a contact along. */
static void ask(struct world *world, int64_t block, int32_t number, int32_t agent)
{
    const struct community *community = &world->communities.items[number];
    double rate = world->rates.communities.invitation_probability * community_openness(world, community);
    int32_t count = tie_count(world, agent);
    if (count == 0 || !random_bernoulli(community_key(world, agent, number, DRAW_MEETING_ASK), rate)) return;
    struct random_key key = community_key(world, agent, number, DRAW_MEETING_TIE);
    struct tie_end tie = tie_at(world, agent, (int32_t)random_below(key, (uint64_t)count));
    win(world, block, (struct joining){.community = number, .agent = tie.agent, .source = agent, .what = SEAT_INVITED},
        tie.trust);
}

/* As long as it is but a possibility the convener goes on asking contacts with the same passion to found it. */
static void reach_out(struct world *world, int64_t block, int32_t number)
{
    const struct community *community = &world->communities.items[number];
    int32_t convener = community->convener, count = convener < 0 ? 0 : tie_count(world, convener);
    int64_t asked = 0, most = 2 * world->scenario.communities.quorum;
    if (community->phase != PHASE_POTENTIAL) return;
    for (int32_t k = 0; k < count && asked < most; k++) {
        struct tie_end tie = tie_at(world, convener, k);
        if (!community_kindred(world, community->domain, tie.agent)) continue;
        asked++;
        win(world, block,
            (struct joining){.community = number, .agent = tie.agent, .source = convener, .what = SEAT_FOUNDED},
            tie.trust);
    }
}

/* A colleague of the unit sees what a member does; one trusts a community that one sees as its core trusts itself. */
static void be_seen(struct world *world, int64_t block, int32_t number, int32_t agent)
{
    const struct community *community = &world->communities.items[number];
    const struct network *network = &world->network;
    double rate = world->rates.communities.observation_probability * community_openness(world, community);
    if (community->phase < PHASE_MATURING ||
        !random_bernoulli(community_key(world, agent, number, DRAW_MEETING_SEEN), rate))
        return;
    int32_t unit = network->unit[agent], first = network->unit_start[unit];
    uint64_t size = (uint64_t)(network->unit_start[unit + 1] - first);
    int32_t colleague =
        network->unit_member[first +
                             (int32_t)random_below(community_key(world, agent, number, DRAW_MEETING_COLLEAGUE), size)];
    win(world, block, (struct joining){.community = number, .agent = colleague, .source = agent, .what = SEAT_SAW},
        community->trust);
}

/* -- all together */

static void meet(struct world *world, int64_t block, int32_t number)
{
    const struct community *community = &world->communities.items[number];
    come_together(world, number);
    reach_out(world, block, number);
    for (int32_t i = 0; i < community->seats.count; i++)
        read_documents(world, block, number, community_seat_at(world, community, i));
    for (int32_t i = 0; i < community->present; i++) {
        int32_t agent = community_seat_at(world, community, i)->agent;
        talk(world, block, number, i);
        apprentice(world, block, number, i);
        ask(world, block, number, agent);
        be_seen(world, block, number, agent);
    }
}

static void meet_block(void *context, struct span span)
{
    struct world *world = context;
    for (int64_t i = span.first; i < span.last; i++) {
        int32_t number = world->communities.live.items[i];
        if (community_meets(world, number)) meet(world, span.block, number);
    }
}

/* Anybody may look into what hubs and faded communities have; who is not passionate about it soon stops. */
static void look_up(struct world *world, int64_t block)
{
    const struct communities *communities = &world->communities;
    const struct communities_rates *with = &world->rates.communities;
    struct random_key gaps = world_key(world, STREAM_LOOKUP, -1, 0);
    if (communities->shelf.count == 0) return;
    for (int64_t i = world_gap(gaps, with->lookup_probability); i < world->agents.count;
         i += 1 + world_gap(gaps, with->lookup_probability)) {
        int32_t reader = (int32_t)i;
        gaps.index++;
        int64_t which = (int64_t)random_below(
            world_key(world, STREAM_LOOKUP, reader, DRAW_LOOKUP_WHICH), (uint64_t)communities->shelf.count);
        int32_t number = communities->shelf.items[which];
        const struct community *community = &communities->items[number];
        double will = passion_for(world, reader, community->domain);
        double luck = community->phase == PHASE_HUB ? 1 : with->legacy_factor;
        if (community->documents.count == 0 ||
            !random_bernoulli(world_key(world, STREAM_LOOKUP, reader, DRAW_LOOKUP_PASSION), will) ||
            !random_bernoulli(world_key(world, STREAM_LOOKUP, reader, DRAW_LOOKUP_FOUND), luck))
            continue;
        for (int64_t d = 0; d < community->documents.count; d++)
            read_document(world, block, number, &community->documents.items[d], reader);
    }
}

void communities_meet(struct world *world)
{
    struct communities *communities = &world->communities;
    int64_t blocks = crew_blocks(communities->live.count, COMMUNITY_BLOCK);
    world_need(world, parts_open(&world->tellings->all, blocks + 1));
    world_need(world, parts_open(&communities->talks, blocks));
    world_need(world, parts_open(&communities->joinings, blocks));
    if (world->out_of_memory) return;
    crew_share_blocks(world->crew, communities->live.count, COMMUNITY_BLOCK, meet_block, world);
    look_up(world, blocks);
    world_need(world, parts_join(&communities->talks));
    world_need(world, parts_join(&communities->joinings));
}
