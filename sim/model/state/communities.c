#include "model/state/communities.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/parts.h"
#include "model/frame/rooms.h"
#include "model/state/without.h"
#include "model/state/world.h"
#include "model/state/write.h"

int32_t community_new(struct world *world, int32_t domain, enum community_phase phase)
{
    struct communities *communities = &world->communities;
    struct community fresh = {.domain = domain, .convener = -1, .phase = phase, .since = world->step, .freshness = 1};
    int32_t number = (int32_t)communities->count;
    const bool left_out = without_community(world, number);
    if (left_out) fresh.phase = PHASE_GONE;
    if (array_push(communities, fresh) && (left_out || array_push(&communities->live, number)))
        return left_out ? -1 : number;
    world_need(world, false);
    return -1;
}

static void take_off_shelf(struct numbers *shelf, int32_t community)
{
    int64_t kept = 0;
    for (int64_t i = 0; i < shelf->count; i++)
        if (shelf->items[i] != community) shelf->items[kept++] = shelf->items[i];
    shelf->count = kept;
}

void community_end(struct world *world, int32_t community, bool legacy)
{
    struct communities *communities = &world->communities;
    struct community *ended = &communities->items[community];
    while (ended->seats.count > 0) community_leave(world, ended->seats.items[ended->seats.count - 1], legacy);
    if (ended->phase == PHASE_HUB) take_off_shelf(&communities->shelf, community);
    legacy = legacy && ended->documents.count > 0;
    ended->phase = legacy ? PHASE_LEGACY : PHASE_GONE;
    ended->present = ended->poor = 0;
    array_free(&ended->seats);
    if (legacy)
        world_need(world, array_push(&communities->shelf, community));
    else
        array_free(&ended->documents);
}

/* -- seats */

int32_t community_seat(const struct world *world, int32_t community, int32_t agent)
{
    const struct seat *seats = world->communities.seats;
    for (int32_t seat = world->agents.first_seat[agent]; seat >= 0; seat = seats[seat].next)
        if (seats[seat].community == community) return seat;
    return -1;
}

struct seat *community_seat_at(const struct world *world, const struct community *community, int64_t i)
{
    return &world->communities.seats[community->seats.items[i]];
}

bool community_any(const struct world *world, int32_t domain, int32_t agent)
{
    const struct communities *communities = &world->communities;
    for (int32_t seat = world->agents.first_seat[agent]; seat >= 0; seat = communities->seats[seat].next)
        if (communities->items[communities->seats[seat].community].domain == domain) return true;
    return false;
}

double community_load(const struct world *world, const struct community *community, enum community_ring ring)
{
    const struct communities_rates *with = &world->rates.communities;
    const double of_ring[RING_COUNT] = {with->core_load, with->engaged_load, with->interested_load};
    return community->phase >= PHASE_MATURING ? of_ring[ring] * with->mature_load_factor : of_ring[ring];
}

double communities_load(const struct world *world, int32_t agent)
{
    const struct communities *communities = &world->communities;
    double load = 0;
    for (int32_t s = world->agents.first_seat[agent]; s >= 0; s = communities->seats[s].next) {
        const struct seat *seat = &communities->seats[s];
        load += community_load(world, &communities->items[seat->community], seat->ring);
    }
    return load;
}

int32_t communities_of(const struct world *world, int32_t agent)
{
    int32_t count = 0;
    for (int32_t s = world->agents.first_seat[agent]; s >= 0; s = world->communities.seats[s].next) count++;
    return count;
}

static void tell_of_seat(struct world *world, const struct seat *seat, int what, int32_t source)
{
    write_community_member(world, (struct community_member_row){.community = seat->community,
                                      .member = seat->agent,
                                      .type = (int8_t)what,
                                      .ring = (int8_t)seat->ring,
                                      .inviter = source});
}

int32_t community_join(
    struct world *world, int32_t community, int32_t agent, enum community_ring ring, int what, int32_t source)
{
    struct communities *communities = &world->communities;
    struct numbers *seats = &communities->items[community].seats;
    int32_t place = communities->free_seat;
    bool room = array_reserve(seats, 1);
    if (place < 0)
        room = room && array_grow((void **)&communities->seats, &communities->seat_room, communities->seat_count + 1,
                           sizeof *communities->seats);
    world_need(world, room);
    if (!room) return -1;
    if (place < 0)
        place = (int32_t)communities->seat_count++;
    else
        communities->free_seat = communities->seats[place].next;
    communities->seats[place] = (struct seat){.agent = agent,
        .community = community,
        .next = world->agents.first_seat[agent],
        .silent = ring == RING_CORE ? 0 : (int32_t)world->scenario.communities.outward_after,
        .brought = -1,
        .ring = ring,
        .energy = 1};
    world->agents.first_seat[agent] = place;
    seats->items[seats->count++] = place;
    tell_of_seat(world, &communities->seats[place], what, source);
    return place;
}

void community_move(struct world *world, int32_t place, enum community_ring ring)
{
    struct seat *seat = &world->communities.seats[place];
    struct community *community = &world->communities.items[seat->community];
    int what = ring < seat->ring ? SEAT_IN : SEAT_OUT;
    if (community->convener == seat->agent && ring != RING_CORE) community->convener = -1;
    seat->ring = ring;
    seat->met_here = seat->missed = 0;
    tell_of_seat(world, seat, what, -1);
}

void community_leave(struct world *world, int32_t place, bool told)
{
    struct communities *communities = &world->communities;
    struct seat *seat = &communities->seats[place];
    struct community *community = &communities->items[seat->community];
    int32_t *link = &world->agents.first_seat[seat->agent];
    while (*link != place) link = &communities->seats[*link].next;
    *link = seat->next;
    int64_t last = --community->seats.count, i = last;
    while (community->seats.items[i] != place) i--;
    community->seats.items[i] = community->seats.items[last];
    if (community->convener == seat->agent) community->convener = -1;
    if (told) tell_of_seat(world, seat, SEAT_LEFT, -1);
    *seat = (struct seat){.agent = -1, .community = -1, .next = communities->free_seat, .brought = -1};
    communities->free_seat = place;
}

void communities_leave(struct world *world, int32_t agent)
{
    while (world->agents.first_seat[agent] >= 0) community_leave(world, world->agents.first_seat[agent], true);
}

int32_t community_ring_size(const struct world *world, const struct community *community, enum community_ring ring)
{
    int32_t size = 0;
    for (int64_t i = 0; i < community->seats.count; i++)
        size += world->communities.seats[community->seats.items[i]].ring == ring;
    return size;
}

/* -- evidence and documents */

struct document *community_document(const struct community *community, int32_t practice)
{
    for (int64_t i = 0; i < community->documents.count; i++)
        if (community->documents.items[i].practice == practice) return &community->documents.items[i];
    return NULL;
}

const struct document *community_best(const struct community *community)
{
    const struct document *best = NULL;
    for (int64_t i = 0; i < community->documents.count; i++)
        if (!best || community->documents.items[i].belief > best->belief) best = &community->documents.items[i];
    return best;
}

/* -- events */

void community_event(struct world *world, int32_t number, int what, int32_t other)
{
    const struct community *community = &world->communities.items[number];
    write_community(world, (struct community_row){.community = number,
                               .type = (int8_t)what,
                               .other_community = other,
                               .domain = community->domain,
                               .phase = (int8_t)community->phase,
                               .convener = community->convener,
                               .core = community_ring_size(world, community, RING_CORE),
                               .engaged = community_ring_size(world, community, RING_ENGAGED),
                               .interested = community_ring_size(world, community, RING_INTERESTED),
                               .attendance = community->present,
                               .documents = (int32_t)community->documents.count,
                               .trust = community->trust,
                               .freshness = community->freshness});
}

bool community_meets(const struct world *world, int32_t number)
{
    int32_t age = world->step - world->communities.items[number].since;
    return age > 0 && age % world->scenario.communities.meeting_interval == 0;
}

void community_taught(struct world *world, int32_t community, int32_t row)
{
    world->communities.items[community].taught++;
    write_adoption_community(world, (struct adoption_community_row){.adoption = row, .community = community});
}

/* -- what the room owes; its invariants are in communities/communities_watch.c, which knows what they mean */

enum status make_communities(struct world *world)
{
    const struct communities_parameters *with = &world->scenario.communities;
    world->communities.free_seat = -1;
    return with->present && with->hub_measure == HUB_BY_REACH ? landscape_measure(&world->landscape) : STATUS_OK;
}

void free_communities(struct world *world)
{
    struct communities *communities = &world->communities;
    for (int64_t i = 0; i < communities->count; i++) {
        array_free(&communities->items[i].seats);
        array_free(&communities->items[i].documents);
    }
    free(communities->items);
    free(communities->seats);
    array_free(&communities->live);
    array_free(&communities->shelf);
    parts_free(&communities->talks);
    parts_free(&communities->joinings);
    *communities = (struct communities){0};
}

int64_t bytes_of_communities(const struct world *world)
{
    const struct communities *communities = &world->communities;
    int64_t bytes = communities->capacity * (int64_t)sizeof *communities->items +
                    communities->seat_room * (int64_t)sizeof *communities->seats;
    for (int64_t i = 0; i < communities->count; i++) {
        const struct community *community = &communities->items[i];
        bytes += community->seats.capacity * (int64_t)sizeof *community->seats.items;
        bytes += community->documents.capacity * (int64_t)sizeof *community->documents.items;
    }
    return bytes;
}

static void carry_community(struct carrier *carrier, struct community *community)
{
    struct community lists = *community; /* the lists that are there, with their room */
    carry_value(carrier, *community);
    if (carrier->loading) community->seats = lists.seats, community->documents = lists.documents;
    carry_array(carrier, community->seats);
    carry_array(carrier, community->documents);
}

void carry_communities(struct carrier *carrier, struct world *world)
{
    struct communities *communities = &world->communities;
    int64_t count = communities->count;
    carry_count(carrier, &count, carrier->most);
    if (carrier_loads(carrier)) {
        if (!array_grow((void **)&communities->items, &communities->capacity, count, sizeof *communities->items))
            carrier->status = STATUS_MEMORY;
        else if (count > communities->count)
            memset(communities->items + communities->count, 0,
                (size_t)(count - communities->count) * sizeof *communities->items);
    }
    if (carrier->status != STATUS_OK) return;
    communities->count = count;
    for (int64_t i = 0; i < count; i++) carry_community(carrier, &communities->items[i]);
    carry_list(carrier, communities->seats, communities->seat_count, communities->seat_room);
    carry_value(carrier, communities->free_seat);
    carry_array(carrier, communities->live);
    carry_array(carrier, communities->shelf);
    carry_value(carrier, communities->convened);
    carry_value(carrier, communities->split);
    carry_value(carrier, communities->merged);
    carry_value(carrier, communities->faded);
    carry_value(carrier, communities->meetings);
    carry_value(carrier, communities->attended);
}

static void digest_seat(const struct seat *seat, struct digester *digester)
{
    int32_t whole[] = {seat->agent, seat->met, seat->met_here, seat->missed, seat->brought, (int32_t)seat->ring};
    double real[] = {seat->brought_evidence, seat->energy};
    digester_add(digester, whole, sizeof whole);
    digester_add(digester, real, sizeof real);
}

static void digest_community(
    const struct communities *communities, const struct community *community, struct digester *digester)
{
    int32_t whole[] = {community->domain, community->convener, (int32_t)community->phase, community->since,
        community->present, community->poor, community->taught};
    double real[] = {community->trust, community->freshness};
    digester_add(digester, whole, sizeof whole);
    digester_add(digester, real, sizeof real);
    for (int64_t i = 0; i < community->seats.count; i++)
        digest_seat(&communities->seats[community->seats.items[i]], digester);
    for (int64_t i = 0; i < community->documents.count; i++) {
        const struct document *document = &community->documents.items[i];
        int32_t what[] = {document->practice, document->agent, document->row};
        double believed[] = {document->belief, document->evidence};
        digester_add(digester, what, sizeof what);
        digester_add(digester, believed, sizeof believed);
    }
}

/* How long each member has been silent: it counts for nothing where contribution does not. */
static void digest_silence(const struct communities *communities, struct digester *digester)
{
    for (int64_t place = 0; place < communities->seat_count; place++)
        digester_add(digester, &communities->seats[place].silent, sizeof communities->seats[place].silent);
}

void digest_communities(const struct world *world, struct digester *digester)
{
    const struct communities *communities = &world->communities;
    for (int64_t i = 0; i < communities->count; i++) digest_community(communities, &communities->items[i], digester);
    if (world->scenario.communities.ring_rule == RINGS_BY_CONTRIBUTION) digest_silence(communities, digester);
    digester_add(digester, communities->shelf.items, (size_t)communities->shelf.count * sizeof(int32_t));
}
