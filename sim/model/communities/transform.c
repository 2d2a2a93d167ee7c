/* How communities become others: they split and they merge.
 *
 * A large community from maturing on splits where a share `split_heterogeneity` of its members use another practice
 * than the leading one: two new ones begin to coalesce, one around those who use the leading practice and one around
 * those who use the next; the others each go with the convener whom they trust more. Both take a copy of the documents.
 * A hub does not split.
 *
 * A community that has become stale in its domain may reframe it: those of core and engaged who care more for a
 * neighbouring domain go on together there, and what they documented in the old one stays as a legacy.
 *
 * Two communities of one domain, both maturing or beyond, merge where a share `merge_overlap` of the smaller are in
 * the larger too: the smaller goes into the larger, anybody into a hub. Where several could merge, keyed priorities
 * decide. */
#include <stdlib.h>

#include "base/array.h"
#include "base/order.h"
#include "model/communities/meetings_inner.h"
#include "model/state/communities.h"
#include "model/state/draws.h"
#include "model/state/place.h"
#include "model/state/ties.h"
#include "model/state/world.h"
#include "model/state/write.h"

static int32_t used_by(const struct world *world, const struct community *community, int32_t agent)
{
    return world->agents.practice[place_at(world, agent, community->domain)];
}

/* -- splitting */

struct following {
    int32_t practice, count;
};
struct followings ARRAY_OF(struct following);

/* Whether a is followed by more than b; among equals the practice found first leads. */
static bool leads(struct following a, struct following b)
{
    return a.count != b.count ? a.count > b.count : a.practice < b.practice;
}

/* The two practices that most members use; practice -1: there is none. */
static void find_leading(struct world *world, const struct community *community, struct following leading[2])
{
    struct followings all = {0};
    for (int64_t i = 0; i < community->seats.count; i++) {
        int32_t practice = used_by(world, community, community_seat_at(world, community, i)->agent);
        int64_t f = 0;
        while (f < all.count && all.items[f].practice != practice) f++;
        if (f == all.count) world_need(world, array_push(&all, (struct following){practice, 0}));
        if (f < all.count) all.items[f].count++;
    }
    leading[0] = leading[1] = (struct following){-1, 0};
    for (int64_t f = 0; f < all.count; f++) {
        if (all.items[f].practice < 0) continue;
        if (leads(all.items[f], leading[0]))
            leading[1] = leading[0], leading[0] = all.items[f];
        else if (leads(all.items[f], leading[1]))
            leading[1] = all.items[f];
    }
    array_free(&all);
}

/* Who convenes those who use a practice: the convener now, or else the most rested of the innermost ring. */
static int32_t choose_convener(const struct world *world, const struct community *community, int32_t practice)
{
    const struct seat *best = NULL;
    for (int64_t i = 0; i < community->seats.count; i++) {
        const struct seat *seat = community_seat_at(world, community, i);
        if (used_by(world, community, seat->agent) != practice) continue;
        if (seat->agent == community->convener) return seat->agent;
        bool better = !best || seat->ring < best->ring ||
                      (seat->ring == best->ring && (seat->energy > best->energy ||
                                                       (!(seat->energy < best->energy) && seat->agent < best->agent)));
        if (better) best = seat;
    }
    return best->agent;
}

/* A part that begins with a copy of the documents; its number, or -1: no memory. */
static int32_t begin_part(struct world *world, int32_t number)
{
    int32_t part = community_new(world, world->communities.items[number].domain, PHASE_COALESCING);
    if (part < 0) return -1;
    const struct community *whole = &world->communities.items[number];
    struct community *begun = &world->communities.items[part];
    begun->trust = whole->trust;
    for (int64_t i = 0; i < whole->documents.count; i++)
        world_need(world, array_push(&begun->documents, whole->documents.items[i]));
    return part;
}

/* A member takes the seat, with all that goes with it, into another community; `ring` says where. */
static void carry(struct world *world, int32_t place, int32_t to, enum community_ring ring)
{
    struct seat was = world->communities.seats[place];
    community_leave(world, place, false);
    int32_t seat = community_join(world, to, was.agent, ring, SEAT_CARRIED, -1);
    if (seat < 0) return;
    world->communities.seats[seat].brought = was.brought;
    world->communities.seats[seat].brought_evidence = was.brought_evidence;
    world->communities.seats[seat].met_here = was.met_here;
    world->communities.seats[seat].missed = was.missed;
    world->communities.seats[seat].silent = was.silent;
    world->communities.seats[seat].energy = was.energy;
}

/* With which of two parts a member goes. */
static int which_part(const struct world *world, int32_t number, int32_t agent, const struct following leading[2],
    const int32_t convener[2])
{
    int32_t practice = used_by(world, &world->communities.items[number], agent);
    for (int part = 0; part < 2; part++)
        if (agent == convener[part] || practice == leading[part].practice) return part;
    double first = tie_trust(world, agent, convener[0]), second = tie_trust(world, agent, convener[1]);
    if (first > second || second > first) return second > first;
    return random_bernoulli(world_key(world, STREAM_COMMUNITY, number, DRAW_COMMUNITY_WITH + (uint32_t)agent), 0.5);
}

static void divide(struct world *world, int32_t number, const struct following leading[2])
{
    int32_t part[2], convener[2];
    for (int p = 0; p < 2; p++) {
        convener[p] = choose_convener(world, &world->communities.items[number], leading[p].practice);
        part[p] = begin_part(world, number);
        if (part[p] < 0) return;
    }
    for (int p = 0; p < 2; p++) community_event(world, number, COMMUNITY_SPLIT, part[p]);
    while (world->communities.items[number].seats.count > 0) {
        int32_t place = world->communities.items[number].seats.items[0];
        const struct seat *seat = &world->communities.seats[place];
        int p = which_part(world, number, seat->agent, leading, convener);
        carry(world, place, part[p], seat->agent == convener[p] ? RING_CORE : seat->ring);
        if (world->out_of_memory) return;
    }
    for (int p = 0; p < 2; p++) {
        world->communities.items[part[p]].convener = convener[p];
        community_event(world, part[p], COMMUNITY_CONVENED, number);
    }
    community_end(world, number, false);
}

bool community_divides(struct world *world, int32_t number)
{
    const struct communities_parameters *with = &world->scenario.communities;
    const struct communities_rates *rates = &world->rates.communities;
    const struct community *community = &world->communities.items[number];
    struct following leading[2];
    if (community->phase < PHASE_MATURING || community->phase > PHASE_STEWARDSHIP) return false;
    if (community->seats.count < with->split_size) return false;
    find_leading(world, community, leading);
    double others = 1 - (double)leading[0].count / (double)community->seats.count;
    if (others < rates->split_heterogeneity || leading[1].count <= with->quorum) return false;
    divide(world, number, leading);
    return true;
}

/* -- reframing */

/* Whether a member goes along to another domain: of the core or engaged, and caring more for that. */
static bool goes_along(const struct world *world, const struct seat *seat, int32_t from, int32_t to)
{
    double passion = passion_for(world, seat->agent, to);
    return seat->ring != RING_INTERESTED && passion >= world->rates.communities.min_passion &&
           passion > passion_for(world, seat->agent, from);
}

static int64_t count_followers(const struct world *world, const struct community *community, int32_t to)
{
    int64_t count = 0;
    for (int64_t i = 0; i < community->seats.count; i++)
        count += goes_along(world, community_seat_at(world, community, i), community->domain, to);
    return count;
}

/* The neighbouring domain (on a ring) to which more would go along; among equals the next. */
static int32_t choose_domain(const struct world *world, const struct community *community)
{
    int32_t domains = world->agents.domains;
    int32_t next = (community->domain + 1) % domains, last = (community->domain + domains - 1) % domains;
    return count_followers(world, community, last) > count_followers(world, community, next) ? last : next;
}

/* Those who go along become a new community of another domain, all the others leave; what was documented stays as a
 * legacy. */
static void reframe(struct world *world, int32_t number, int32_t domain)
{
    int32_t part = community_new(world, domain, PHASE_COALESCING), from = world->communities.items[number].domain;
    if (part < 0) return;
    world->communities.items[part].trust = world->communities.items[number].trust;
    community_event(world, number, COMMUNITY_REFRAMED, part);
    for (int64_t i = world->communities.items[number].seats.count - 1; i >= 0 && !world->out_of_memory; i--) {
        int32_t place = world->communities.items[number].seats.items[i];
        struct seat seat = world->communities.seats[place];
        if (!goes_along(world, &seat, from, domain)) continue;
        if (seat.agent == world->communities.items[number].convener)
            world->communities.items[part].convener = seat.agent;
        carry(world, place, part, seat.ring);
        int32_t there = community_seat(world, part, seat.agent);
        if (there >= 0) world->communities.seats[there].brought = -1;
    }
    community_event(world, part, COMMUNITY_CONVENED, number);
    community_end(world, number, true);
}

bool community_reframes(struct world *world, int32_t number)
{
    const struct community *community = &world->communities.items[number];
    if (community->phase != PHASE_STEWARDSHIP || world->agents.domains < 2) return false;
    double rate = world->rates.communities.reframing_probability * (1 - community->freshness);
    if (!random_bernoulli(world_key(world, STREAM_COMMUNITY, number, DRAW_COMMUNITY_REFRAMES), rate)) return false;
    int32_t domain = choose_domain(world, community);
    if (count_followers(world, community, domain) <= world->scenario.communities.quorum) return false;
    reframe(world, number, domain);
    return true;
}

/* -- merging */

struct merger {
    int32_t one, other; /* one < other */
    uint64_t priority;
};
struct mergers ARRAY_OF(struct merger);

static bool may_merge(const struct community *community)
{
    return community->phase >= PHASE_MATURING && community->phase <= PHASE_HUB;
}

/* The other communities that its members are in and that it could merge with, once for each such member, by number. */
static void find_neighbours(struct world *world, int32_t number, struct numbers *neighbours)
{
    const struct communities *communities = &world->communities;
    const struct community *community = &communities->items[number];
    array_clear(neighbours);
    for (int64_t i = 0; i < community->seats.count; i++) {
        int32_t agent = community_seat_at(world, community, i)->agent;
        for (int32_t s = world->agents.first_seat[agent]; s >= 0; s = communities->seats[s].next) {
            int32_t other = communities->seats[s].community;
            const struct community *neighbour = &communities->items[other];
            if (other != number && neighbour->domain == community->domain && may_merge(neighbour))
                world_need(world, array_push(neighbours, other));
        }
    }
    order_numbers(neighbours->items, neighbours->count);
}

static void propose(struct world *world, int32_t number, struct numbers *neighbours, struct mergers *mergers)
{
    const struct communities *communities = &world->communities;
    find_neighbours(world, number, neighbours);
    for (int64_t i = 0, next; i < neighbours->count; i = next) {
        int32_t other = neighbours->items[i];
        for (next = i + 1; next < neighbours->count && neighbours->items[next] == other; next++) {
        }
        int64_t ours = communities->items[number].seats.count, theirs = communities->items[other].seats.count;
        if ((double)(next - i) < world->rates.communities.merge_overlap * (double)(ours < theirs ? ours : theirs))
            continue;
        struct merger merger = {number < other ? number : other, number < other ? other : number, 0};
        merger.priority =
            random_bits(world_key(world, STREAM_COMMUNITY, merger.one, DRAW_COMMUNITY_WITH + (uint32_t)merger.other));
        world_need(world, array_push(mergers, merger));
    }
}

ORDER(by_priority, struct merger, ORDER_BY(priority) ORDER_BY(one) ORDER_BY(other))

/* Of two documents of one practice the one with more evidence stays: much of it may be the same evidence. */
static void pool_document(struct world *world, struct community *into, const struct document *document)
{
    struct document *there = community_document(into, document->practice);
    if (there && document->evidence > there->evidence) *there = *document;
    if (there) return;
    if (into->documents.count < world->scenario.communities.repertoire_size) {
        world_need(world, array_push(&into->documents, *document));
        return;
    }
    struct document *least = into->documents.items;
    for (int64_t i = 1; i < into->documents.count; i++)
        if (into->documents.items[i].belief < least->belief) least = &into->documents.items[i];
    if (document->belief > least->belief) *least = *document;
}

static void merge(struct world *world, int32_t from, int32_t into)
{
    struct community *smaller = &world->communities.items[from], *larger = &world->communities.items[into];
    community_event(world, from, COMMUNITY_MERGED, into);
    while (smaller->seats.count > 0 && !world->out_of_memory) {
        int32_t place = smaller->seats.items[0];
        const struct seat *seat = &world->communities.seats[place];
        int32_t there = community_seat(world, into, seat->agent);
        if (there < 0) {
            carry(world, place, into, seat->ring);
            continue;
        }
        if (seat->ring < world->communities.seats[there].ring) community_move(world, there, seat->ring);
        community_leave(world, place, false);
    }
    for (int64_t i = 0; i < smaller->documents.count; i++) pool_document(world, larger, &smaller->documents.items[i]);
    if (smaller->phase > larger->phase) larger->phase = smaller->phase;
    larger->taught += smaller->taught;
    community_end(world, from, false);
    community_event(world, into, COMMUNITY_ABSORBED, from);
    world->communities.merged++;
}

void communities_merge(struct world *world)
{
    struct communities *communities = &world->communities;
    struct numbers neighbours = {0};
    struct mergers mergers = {0};
    for (int64_t i = 0; i < communities->live.count && !world->out_of_memory; i++) {
        int32_t number = communities->live.items[i];
        if (community_meets(world, number) && may_merge(&communities->items[number]))
            propose(world, number, &neighbours, &mergers);
    }
    order_items(mergers.items, mergers.count, by_priority);
    for (int64_t i = 0; i < mergers.count && !world->out_of_memory; i++) {
        int32_t one = mergers.items[i].one, other = mergers.items[i].other;
        const struct community *first = &communities->items[one], *second = &communities->items[other];
        if (!may_merge(first) || !may_merge(second)) continue;
        bool hubs = (first->phase == PHASE_HUB) != (second->phase == PHASE_HUB);
        bool into_second = hubs ? second->phase == PHASE_HUB : second->seats.count > first->seats.count;
        merge(world, into_second ? one : other, into_second ? other : one);
    }
    array_free(&neighbours);
    array_free(&mergers);
}
