/* What a meeting changes: documents, trust, energy, rings, the convener; and who is new.
 *
 * Members bring what their own use of a practice has taught them, no hearsay, and no evidence twice; some of it is
 * documented. Who has taken part often enough may move a ring inward, who stayed away several times in a row is a ring
 * further out; the core has few places, asks for passion and tires, outside it one recovers. Convener and core are
 * handed on by rotation: the most tired of the core steps back and somebody engaged takes the place. A meeting was
 * fresh if it had a newcomer, a practice that was not documented before, or a new face in the core.
 *
 * Where contribution counts (ring_rule) the core are those who do the community's work: nobody moves into it who has
 * not contributed lately, and whoever falls silent in it is engaged again, but the convener. What is missed is then
 * measured by how often a ring comes, so that to be kept informed is not to be absent. */
#include "base/array.h"
#include "base/order.h"
#include "model/adoption/account.h"
#include "model/communities/meetings_inner.h"
#include "model/people/people.h"
#include "model/state/communities.h"
#include "model/state/draws.h"
#include "model/state/place.h"
#include "model/state/ties.h"
#include "model/state/world.h"
#include "model/state/write.h"
#include "model/ties/bonds.h"

/* -- documents */

/* Where a practice is or may be documented: a full repertoire gives up the least believed for a better one, or NULL. */
static struct document *document_place(
    struct world *world, struct community *community, int32_t practice, double belief)
{
    struct document *place = community_document(community, practice);
    if (place) return place;
    if (community->documents.count < world->scenario.communities.repertoire_size) {
        world_need(world, array_push(&community->documents, (struct document){.practice = -1}));
        return world->out_of_memory ? NULL : &community->documents.items[community->documents.count - 1];
    }
    place = community->documents.items;
    for (int64_t i = 1; i < community->documents.count; i++)
        if (community->documents.items[i].belief < place->belief) place = &community->documents.items[i];
    return belief > place->belief ? place : NULL;
}

/* Whether something new was documented of what one member brought. */
static bool bring(struct world *world, int32_t number, struct seat *seat)
{
    struct community *community = &world->communities.items[number];
    const struct account account = account_of(world, seat->agent, community->domain);
    int32_t practice = account.practice;
    if (practice < 0) return false;
    double own = account.own;
    double fresh = own - (seat->brought == practice ? seat->brought_evidence : 0);
    bool is_new = !community_document(community, practice);
    double rate =
        world->rates.communities.documenting_probability * (is_new ? community_openness(world, community) : 1);
    if (!(fresh > 1e-9) || !random_bernoulli(community_key(world, seat->agent, number, DRAW_MEETING_DOCUMENT), rate))
        return false;
    struct document *document = document_place(world, community, practice, account.belief);
    if (!document) return false;
    if (is_new) *document = (struct document){.practice = practice, .agent = seat->agent, .row = account.row};
    document->evidence += fresh;
    document->belief += (account.belief - document->belief) * fresh / document->evidence;
    seat->brought = practice;
    seat->brought_evidence = own;
    seat->silent = 0;
    write_community_document(world, (struct community_document_row){.community = number,
                                        .practice = practice,
                                        .author = seat->agent,
                                        .adoption = account.row,
                                        .is_new = is_new,
                                        .belief = document->belief,
                                        .evidence = document->evidence});
    return is_new;
}

/* -- who took part */

/* Notes who came and who did not; whether there was a newcomer. */
static bool take_part(struct world *world, struct community *community)
{
    double fatigue = world->rates.communities.fatigue;
    bool newcomer = false;
    for (int64_t i = 0; i < community->seats.count; i++) {
        struct seat *seat = community_seat_at(world, community, i);
        bool present = i < community->present, core = seat->ring == RING_CORE;
        newcomer = newcomer || (present && seat->met == 0);
        seat->met += present;
        seat->met_here += present;
        seat->missed = present ? 0 : seat->missed + 1;
        if (core && present) seat->energy -= fatigue * seat->energy;
        if (!core) seat->energy += fatigue * (1 - seat->energy);
    }
    return newcomer;
}

/* Mean trust over the pairs of the core; with fewer than two of them it stays what it was. */
static void measure_trust(const struct world *world, struct community *community)
{
    double trust = 0;
    int64_t pairs = 0;
    for (int64_t a = 0; a < community->seats.count; a++)
        for (int64_t b = a + 1; b < community->seats.count && community_seat_at(world, community, a)->ring == RING_CORE;
             b++)
            if (community_seat_at(world, community, b)->ring == RING_CORE) {
                trust += tie_trust(world, community_seat_at(world, community, a)->agent,
                    community_seat_at(world, community, b)->agent);
                pairs++;
            }
    if (pairs > 0) community->trust = trust / (double)pairs;
}

/* -- rings */

static bool fit_for_core(const struct world *world, const struct community *community, const struct seat *seat)
{
    double passion = world->agents.passion[place_at(world, seat->agent, community->domain)];
    return passion >= world->rates.communities.min_passion;
}

/* Whether the person has the attention that a ring further in takes. */
static bool can_afford(
    const struct world *world, const struct community *community, const struct seat *seat, enum community_ring ring)
{
    double more = community_load(world, community, ring) - community_load(world, community, seat->ring);
    return person_attention(world, seat->agent) >= more;
}

/* Whether it counts that a member has contributed nothing for long. */
static bool is_silent(const struct world *world, const struct seat *seat)
{
    return by_contribution(world) && seat->silent >= world->scenario.communities.outward_after;
}

/* Whether a member moves a ring inward. */
static bool moves_inward(const struct world *world, int32_t number, const struct seat *seat)
{
    const struct communities_parameters *with = &world->scenario.communities;
    const struct communities_rates *rates = &world->rates.communities;
    const struct community *community = &world->communities.items[number];
    if (seat->ring == RING_CORE || seat->missed > 0 || seat->met_here < with->inward_after) return false;
    if (seat->ring == RING_ENGAGED && (!fit_for_core(world, community, seat) || is_silent(world, seat) ||
                                          community_ring_size(world, community, RING_CORE) >= with->core_limit))
        return false;
    return can_afford(world, community, seat, seat->ring - 1) &&
           random_bernoulli(community_key(world, seat->agent, number, DRAW_MEETING_MOVE), rates->inward_probability);
}

/* Whether a member is a ring further out from now on. */
static bool steps_back(const struct world *world, const struct community *community, const struct seat *seat)
{
    double part = by_contribution(world) ? ring_part(world, seat->ring) : 1;
    if (seat->ring == RING_CORE && seat->agent != community->convener && is_silent(world, seat)) return true;
    return seat->missed * part >= (double)world->scenario.communities.outward_after;
}

/* Whether one of the interested leaves for the sake of the other communities that the person is in. */
static bool leaves_for_others(const struct world *world, int32_t number, const struct seat *seat)
{
    if (seat->ring != RING_INTERESTED) return false;
    double rate = world->rates.communities.overlap_leaving_probability * (communities_of(world, seat->agent) - 1);
    return random_bernoulli(community_key(world, seat->agent, number, DRAW_MEETING_LEAVE), rate);
}

/* Whether somebody new is in the core afterwards. Goes from the last seat, since who leaves is replaced by the last. */
static bool move_through_rings(struct world *world, int32_t number)
{
    struct community *community = &world->communities.items[number];
    bool renewed = false;
    for (int64_t i = community->seats.count - 1; i >= 0; i--) {
        int32_t place = community->seats.items[i];
        const struct seat *seat = &world->communities.seats[place];
        if (moves_inward(world, number, seat)) {
            renewed = renewed || seat->ring == RING_ENGAGED;
            community_move(world, place, seat->ring - 1);
        } else if (steps_back(world, community, seat)) {
            if (seat->ring == RING_INTERESTED)
                community_leave(world, place, true);
            else
                community_move(world, place, seat->ring + 1);
        } else if (leaves_for_others(world, number, seat)) {
            community_leave(world, place, true);
        }
    }
    return renewed;
}

/* The seat of a ring with the most energy (the least: sign -1) of those who came to the last meeting, or -1. */
static int32_t find_seat(
    const struct world *world, const struct community *community, enum community_ring ring, double sign, int32_t except)
{
    int32_t found = -1;
    for (int64_t i = 0; i < community->seats.count; i++) {
        int32_t place = community->seats.items[i];
        const struct seat *seat = &world->communities.seats[place];
        if (seat->ring != ring || seat->missed > 0 || seat->agent == except) continue;
        if (ring == RING_ENGAGED &&
            (!fit_for_core(world, community, seat) || !can_afford(world, community, seat, RING_CORE)))
            continue;
        if (found < 0) found = place;
        const struct seat *best = &world->communities.seats[found];
        double more = sign * (seat->energy - best->energy);
        if (more > 0 || (!(more < 0) && seat->agent < best->agent)) found = place;
    }
    return found;
}

/* Convener and core are handed on; whether somebody new is in the core. */
static bool rotate(struct world *world, int32_t number)
{
    struct community *community = &world->communities.items[number];
    struct random_key key = world_key(world, STREAM_COMMUNITY, number, DRAW_COMMUNITY_ROTATES);
    if (community->phase < PHASE_MATURING || !random_bernoulli(key, world->rates.communities.rotation_probability))
        return false;
    int32_t next = find_seat(world, community, RING_CORE, 1, community->convener);
    int32_t fresh = find_seat(world, community, RING_ENGAGED, 1, -1);
    int32_t tired = find_seat(world, community, RING_CORE, -1, -1);
    if (next >= 0) community->convener = world->communities.seats[next].agent;
    if (fresh >= 0) {
        community_move(world, fresh, RING_CORE);
        if (tired >= 0 && tired != next) community_move(world, tired, RING_ENGAGED);
    }
    if (next >= 0 || fresh >= 0) community_event(world, number, COMMUNITY_ROTATED, -1);
    return fresh >= 0;
}

/* Where the convener is gone, the most rested of the core who came takes over, or else of the engaged. */
static void inherit(struct world *world, int32_t number)
{
    struct community *community = &world->communities.items[number];
    if (community->convener >= 0) return;
    int32_t heir = find_seat(world, community, RING_CORE, 1, -1);
    if (heir < 0 && (heir = find_seat(world, community, RING_ENGAGED, 1, -1)) >= 0)
        community_move(world, heir, RING_CORE);
    if (heir < 0) return;
    community->convener = world->communities.seats[heir].agent;
    community_event(world, number, COMMUNITY_INHERITED, -1);
}

static void change(struct world *world, int32_t number)
{
    struct community *community = &world->communities.items[number];
    bool news = false;
    for (int64_t i = 0; i < community->seats.count; i++) community_seat_at(world, community, i)->silent++;
    for (int32_t i = 0; i < community->present; i++)
        news |= bring(world, number, community_seat_at(world, community, i));
    news |= take_part(world, community);
    news |= rotate(world, number);
    inherit(world, number);
    news |= move_through_rings(world, number);
    measure_trust(world, community);
    community->freshness += (news - community->freshness) / (double)world->scenario.communities.patience;
}

/* -- who is new */

ORDER(
    by_priority, struct joining, ORDER_BY(priority) ORDER_BY(community) ORDER_BY(agent) ORDER_BY(source) ORDER_BY(what))

static void join_in(struct world *world)
{
    struct joining *joinings = world->communities.joinings.items;
    int64_t count = world->communities.joinings.count;
    order_items(joinings, count, by_priority);
    for (int64_t i = 0; i < count; i++) {
        const struct joining *one = &joinings[i];
        enum community_ring ring = community_entry(world, one->what);
        double load = community_load(world, &world->communities.items[one->community], ring);
        if (community_seat(world, one->community, one->agent) < 0 && person_attention(world, one->agent) >= load)
            community_join(world, one->community, one->agent, ring, one->what, one->source);
    }
}

void communities_change(struct world *world)
{
    struct communities *communities = &world->communities;
    const struct talk *talks = communities->talks.items;
    if (world->out_of_memory) return;
    for (int64_t i = 0; i < communities->talks.count; i++)
        if (!scenario_has(&world->scenario, FEATURE_CONTACTS))
            tie_strengthen(world, talks[i].agent, talks[i].other, world->rates.communities.trust_shift);
    for (int64_t i = 0; i < communities->live.count && !world->out_of_memory; i++)
        if (community_meets(world, communities->live.items[i])) change(world, communities->live.items[i]);
    join_in(world);
}
