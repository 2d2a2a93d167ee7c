#include "model/watch/snapshots.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "model/state/communities.h"
#include "model/state/world.h"

void snapshot_rows_free(struct snapshot_rows *rows)
{
    free(rows->items);
    *rows = (struct snapshot_rows){0};
}

static bool add(struct snapshot_rows *rows, enum snapshot_table table, const void *row)
{
    size_t size = snapshot_tables[table].row_size;
    if (!array_grow(&rows->items, &rows->room, rows->count + 1, size)) return false;
    memcpy((char *)rows->items + (size_t)rows->count++ * size, row, size);
    return true;
}

static bool take_practices(const struct world *world, struct snapshot_rows *rows)
{
    bool room = true;
    for (int32_t i = 0; i < world->practices.count && room; i++) {
        const struct practice *practice = &world->practices.items[i];
        const struct practices_row row = {.step = world->step,
            .practice = i,
            .domain = practice->domain,
            .users = practice->users,
            .quality = practice->quality,
            .first_step = practice->born,
            .project = practice->project,
            .parent = practice->parent[0],
            .other_parent = practice->parent[1]};
        if (practice->users > 0) room = add(rows, SNAPSHOT_practices, &row);
    }
    return room;
}

static bool take_community(const struct world *world, int32_t number, struct snapshot_rows *rows)
{
    const struct community *community = &world->communities.items[number];
    const struct communities_row row = {.step = world->step,
        .community = number,
        .domain = community->domain,
        .phase = (int8_t)community->phase,
        .convened_step = community->since,
        .convener = community->convener,
        .core = community_ring_size(world, community, RING_CORE),
        .engaged = community_ring_size(world, community, RING_ENGAGED),
        .interested = community_ring_size(world, community, RING_INTERESTED),
        .attendance = community->present,
        .documents = (int32_t)community->documents.count,
        .adoptions = community->taught,
        .trust = community->trust,
        .freshness = community->freshness};
    return add(rows, SNAPSHOT_communities, &row);
}

static bool take_members(const struct world *world, int32_t number, struct snapshot_rows *rows)
{
    const struct community *community = &world->communities.items[number];
    bool room = true;
    for (int64_t i = 0; i < community->seats.count && room; i++) {
        const struct seat *seat = community_seat_at(world, community, i);
        const struct community_members_row row = {
            world->step, number, seat->agent, (int8_t)seat->ring, seat->met, seat->energy};
        room = add(rows, SNAPSHOT_community_members, &row);
    }
    return room;
}

static bool take_documents(const struct world *world, int32_t number, struct snapshot_rows *rows)
{
    const struct community *community = &world->communities.items[number];
    bool room = true;
    for (int64_t i = 0; i < community->documents.count && room; i++) {
        const struct document *document = &community->documents.items[i];
        const struct community_documents_row row = {
            world->step, number, document->practice, document->agent, document->belief, document->evidence};
        room = add(rows, SNAPSHOT_community_documents, &row);
    }
    return room;
}

/* Goes through the communities that are not gone without a trace. */
static bool take_communities(const struct world *world, struct snapshot_rows *rows,
    bool (*take)(const struct world *world, int32_t number, struct snapshot_rows *rows))
{
    bool room = true;
    for (int32_t number = 0; number < world->communities.count && room; number++)
        if (world->communities.items[number].phase != PHASE_GONE) room = take(world, number, rows);
    return room;
}

enum status snapshot_take(const struct world *world, enum snapshot_table table, struct snapshot_rows *rows)
{
    bool room = true;
    rows->count = 0;
    switch (table) {
    case SNAPSHOT_practices:
        room = take_practices(world, rows);
        break;
    case SNAPSHOT_communities:
        room = take_communities(world, rows, take_community);
        break;
    case SNAPSHOT_community_members:
        room = take_communities(world, rows, take_members);
        break;
    case SNAPSHOT_community_documents:
        room = take_communities(world, rows, take_documents);
        break;
    case SNAPSHOT_TABLE_COUNT:
        break;
    }
    return room ? STATUS_OK : STATUS_MEMORY;
}
