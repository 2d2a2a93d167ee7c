/* Communities as they are seen from outside, and their invariants. */
#include "model/frame/holds.h"
#include "model/frame/rooms.h"
#include "model/record/events.h"
#include "model/record/observation.h"
#include "model/state/communities.h"
#include "model/state/world.h"

void observe_communities(const struct world *world, struct observation *observation)
{
    const struct communities *communities = &world->communities;
    if (!world->scenario.communities.present) return;
    double documented = 0, people = 0;
    for (int p = 0; p < PHASE_COUNT; p++) observation->value[OBSERVE_communities][p] = 0;
    for (int r = 0; r < RING_COUNT; r++) observation->value[OBSERVE_community_members][r] = 0;
    for (int64_t i = 0; i < communities->count; i++) {
        const struct community *community = &communities->items[i];
        if (community->phase == PHASE_GONE) continue;
        observation->value[OBSERVE_communities][community->phase]++;
        if (community->phase <= PHASE_HUB) documented += (double)community->documents.count;
        for (int64_t s = 0; s < community->seats.count; s++)
            observation->value[OBSERVE_community_members][communities->seats[community->seats.items[s]].ring]++;
    }
    for (int32_t agent = 0; agent < world->agents.count; agent++) people += world->agents.first_seat[agent] >= 0;
    see_value(observation, OBSERVE_in_communities_fraction, people / world->agents.count);
    see_value(observation, OBSERVE_practices_documented, documented);
    see_count(observation, OBSERVE_communities_convened, communities->convened);
    see_count(observation, OBSERVE_communities_split, communities->split);
    see_count(observation, OBSERVE_communities_merged, communities->merged);
    see_count(observation, OBSERVE_communities_faded, communities->faded);
    see_mean_since(observation, OBSERVE_meeting_size_mean, communities->attended, communities->meetings);
}

static enum status verify_documents(const struct world *world, int32_t number, struct message *message)
{
    const struct community *community = &world->communities.items[number];
    for (int64_t i = 0; i < community->documents.count; i++) {
        const struct document *document = &community->documents.items[i];
        HOLDS(world->practices.items[document->practice].domain == community->domain,
            "community %d documents practice %d of another domain", number, document->practice);
        HOLDS(document->evidence > 0, "community %d has evidence %g of practice %d", number, document->evidence,
            document->practice);
        HOLDS(document->row >= 0 && document->row < events_total(&world->events, EVENT_adoption),
            "community %d: who documented practice %d had never taken it up", number, document->practice);
        HOLDS(community_document(community, document->practice) == document, "community %d documents practice %d twice",
            number, document->practice);
    }
    return STATUS_OK;
}

static enum status verify_seats(const struct world *world, int32_t number, struct message *message)
{
    const struct community *community = &world->communities.items[number];
    bool convened = community->convener < 0;
    HOLDS(community->phase <= PHASE_HUB || community->seats.count == 0, "community %d is over and has members", number);
    for (int64_t i = 0; i < community->seats.count; i++) {
        int32_t place = community->seats.items[i];
        const struct seat *seat = &world->communities.seats[place];
        HOLDS(seat->community == number && seat->agent >= 0, "community %d has a seat that is not its own", number);
        HOLDS(community_seat(world, number, seat->agent) == place, "agent %d sits twice in community %d", seat->agent,
            number);
        HOLDS(is_share(seat->energy), "agent %d has energy %g", seat->agent, seat->energy);
        HOLDS(seat->silent >= 0 && seat->missed >= 0, "agent %d has been silent for %d meetings and missed %d",
            seat->agent, seat->silent, seat->missed);
        convened = convened || (seat->agent == community->convener && seat->ring == RING_CORE);
    }
    HOLDS(convened, "the convener of community %d is not in its core", number);
    return STATUS_OK;
}

/* Every seat that a person has is one of its community's. */
static enum status verify_persons_seats(const struct world *world, struct message *message)
{
    const struct communities *communities = &world->communities;
    int64_t theirs = 0, all = 0;
    for (int64_t i = 0; i < communities->count; i++) all += communities->items[i].seats.count;
    for (int32_t agent = 0; agent < world->agents.count; agent++)
        for (int32_t s = world->agents.first_seat[agent]; s >= 0; s = communities->seats[s].next, theirs++)
            HOLDS(communities->seats[s].agent == agent, "agent %d has somebody else's seat in a community", agent);
    HOLDS(theirs == all, "people have %d seats in communities, communities %d", (int)theirs, (int)all);
    return STATUS_OK;
}

/* Every adoption of this step by the channels community and document came through a community, and no other did. */
static enum status verify_taught(const struct world *world, struct message *message)
{
    const struct events *events = &world->events;
    int64_t row = 0;
    for (int64_t i = 0; i < events->adoption.count; i++) {
        if (!channel_has(events->adoption.items[i].channel, CHANNEL_TAUGHT)) continue;
        const struct adoption_community_row *through = &events->adoption_community.items[row];
        HOLDS(row < events->adoption_community.count && through->adoption == events->cleared[EVENT_adoption] + i,
            "an adoption learned in a community came through none");
        HOLDS(through->community >= 0 && through->community < world->communities.count,
            "adoption %d came through community %d, which is none", through->adoption, through->community);
        row++;
    }
    HOLDS(row == events->adoption_community.count, "an adoption not learned in a community came through one");
    return STATUS_OK;
}

enum status verify_communities(const struct world *world, struct message *message)
{
    if (!world->agents.first_seat) return STATUS_OK;
    const struct communities *communities = &world->communities;
    int64_t live = 0, readable = 0;
    for (int32_t number = 0; number < communities->count; number++) {
        const struct community *community = &communities->items[number];
        bool lives = community->phase <= PHASE_HUB;
        HOLDS(is_share(community->trust) && is_share(community->freshness), "community %d has trust %g, freshness %g",
            number, community->trust, community->freshness);
        HOLDS(!lives || (live < communities->live.count && communities->live.items[live] == number),
            "community %d is not in its place among the living", number);
        live += lives;
        readable += community->phase == PHASE_HUB || community->phase == PHASE_LEGACY;
        enum status status = verify_seats(world, number, message);
        if (status == STATUS_OK) status = verify_documents(world, number, message);
        if (status != STATUS_OK) return status;
    }
    HOLDS(live == communities->live.count, "too many communities are among the living");
    HOLDS(readable == communities->shelf.count, "%d communities can be read, %d are on the shelf", (int)readable,
        (int)communities->shelf.count);
    enum status status = verify_persons_seats(world, message);
    return status == STATUS_OK ? verify_taught(world, message) : status;
}
