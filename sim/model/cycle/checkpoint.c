/* The whole state of a world as bytes, and back.
 *
 * One walk serves both directions, so what is loaded is what was saved: each piece of state stands here once. What lives
 * for one step only is left out; so are the random numbers, which are functions of the step. A list keeps its order and
 * its free places, since what happens next may depend on them. */
#include <string.h>

#include "model/state/world.h"
#include "network/rows.h"
#include "scenario/changes.h"

struct carrier {
    bool loading;
    enum status (*carry)(void *context, void *bytes, size_t size); /* takes the bytes, or fills them */
    void *context;
    enum status status; /* the first error; nothing is carried after it */
};

static void carry(struct carrier *carrier, void *bytes, size_t size)
{
    if (carrier->status == STATUS_OK && size > 0) carrier->status = carrier->carry(carrier->context, bytes, size);
}

#define carry_value(carrier, value) carry(carrier, &(value), sizeof(value))

/* An array whose length both sides know; nothing where it is NULL. */
#define carry_items(carrier, items, count)                                                                             \
    carry(carrier, items, (items) ? (size_t)(count) * sizeof *(items) : 0)

static void carry_grown(struct carrier *carrier, void **items, int64_t *count, int64_t *room, size_t size)
{
    carry_value(carrier, *count);
    if (carrier->loading && carrier->status == STATUS_OK && !array_grow(items, room, *count, size))
        carrier->status = STATUS_MEMORY;
    carry(carrier, *items, (size_t)*count * size);
}

/* An array that grows, with its length. */
#define carry_list(carrier, items, count, room)                                                                        \
    carry_grown(carrier, (void **)&(items), &(count), &(room), sizeof *(items))
#define carry_array(carrier, array) carry_list(carrier, (array).items, (array).count, (array).capacity)

static void carry_agents(struct carrier *carrier, struct agents *agents)
{
    const int64_t one = agents->count, domain = one * agents->domains, slot = domain * agents->slots;
#define COUNT_ONE one
#define COUNT_DOMAIN domain
#define COUNT_SLOT slot
#define AGENT(type, name, per, needs, unit, sentence) carry_items(carrier, agents->name, COUNT_##per);
#include "model/state/agents.def"
}

static void carry_rows(struct carrier *carrier, struct rows *rows)
{
    int64_t arcs = rows->store_count;
    carry_value(carrier, arcs);
    if (carrier->loading && carrier->status == STATUS_OK && !rows_fit(rows, arcs)) carrier->status = STATUS_MEMORY;
    rows->store_count = arcs;
    carry_items(carrier, rows->start, rows->row_count);
    carry_items(carrier, rows->length, rows->row_count);
    carry_items(carrier, rows->room, rows->row_count);
    carry_items(carrier, rows->agent, arcs);
    carry_items(carrier, rows->trust, arcs);
    carry_items(carrier, rows->touched, arcs);
}

static void carry_network(struct carrier *carrier, struct network *network)
{
    carry_items(carrier, network->unit, network->agent_count);
    carry_items(carrier, network->unit_start, network->unit_count + 1);
    carry_items(carrier, network->unit_member, network->agent_count);
    carry_value(carrier, network->tie_count);
    carry_rows(carrier, &network->told);
    carry_rows(carrier, &network->heard);
}

static void carry_projects(struct carrier *carrier, struct projects *projects)
{
    carry_value(carrier, projects->slot_count);
    carry_value(carrier, projects->live_count);
    carry_value(carrier, projects->free_count);
    carry_value(carrier, projects->next_id);
    if (carrier->loading && carrier->status == STATUS_OK && !projects_fit(projects, projects->slot_count))
        carrier->status = STATUS_MEMORY;
    carry_items(carrier, projects->slots, projects->slot_count);
    carry_items(carrier, projects->memberships, projects->slot_count * projects->team);
    carry_items(carrier, projects->candidates, projects->slot_count * projects->memory);
    carry_items(carrier, projects->live, projects->live_count);
    carry_items(carrier, projects->free_slots, projects->free_count);
}

static void carry_practices(struct carrier *carrier, struct practices *practices)
{
    carry_list(carrier, practices->items, practices->count, practices->capacity);
    if (carrier->loading && carrier->status == STATUS_OK && !practices_index(practices))
        carrier->status = STATUS_MEMORY;
}

static void carry_assembly(struct carrier *carrier, struct assembly *assembly, int32_t agents)
{
    carry_items(carrier, assembly->order, agents);
    carry_items(carrier, assembly->place, agents);
    carry_value(carrier, assembly->incumbents);
    carry_list(carrier, assembly->partners, assembly->partner_count, assembly->partner_room);
    carry_value(carrier, assembly->first_free);
    carry_value(carrier, assembly->links);
}

static void carry_community(struct carrier *carrier, struct community *community)
{
    struct community lists = *community; /* the lists that are there, with their room */
    carry_value(carrier, *community);
    if (carrier->loading) community->seats = lists.seats, community->documents = lists.documents;
    carry_array(carrier, community->seats);
    carry_array(carrier, community->documents);
}

static void carry_communities(struct carrier *carrier, struct communities *communities)
{
    int64_t count = communities->count;
    carry_value(carrier, count);
    if (carrier->loading && carrier->status == STATUS_OK) {
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

static void carry_formal(struct carrier *carrier, struct world *world)
{
    struct formal *formal = &world->formal;
    const int64_t units = world->network.unit_count;
    carry_items(carrier, formal->openness, units);
    carry_value(carrier, formal->roll_out.practice);
    carry_value(carrier, formal->roll_out.estimate);
    carry_items(carrier, formal->roll_out.pressed, units);
    carry_items(carrier, formal->standing, units);
    carry_array(carrier, formal->seen);
    carry_items(carrier, world->standard, units * world->agents.domains);
    carry_items(carrier, world->pools, units);
    carry_items(carrier, world->open_in_unit, units);
}

static void carry_hearsay(struct carrier *carrier, struct world *world)
{
    for (int64_t block = 0; world->hearsay && block < crew_blocks(world->agents.count, CREW_BLOCK); block++) {
        carry_array(carrier, world->hearsay[block]);
        carry_value(carrier, world->hearsay[block].first_free);
    }
}

/* Who tells of what (exposure.c). */
static void carry_exposure(struct carrier *carrier, struct world *world)
{
    int64_t voices = world->voices_room;
    carry_array(carrier, world->changed);
    carry_array(carrier, world->speakers);
    carry_list(carrier, world->voices, voices, world->voices_room);
    for (int64_t i = voices; carrier->status == STATUS_OK && i < world->voices_room; i++) world->voices[i] = 0;
    carry_value(carrier, world->voices_in);
}

/* No row waits: they were taken and cleared. */
static void carry_events(struct carrier *carrier, struct events *events)
{
    carry_value(carrier, events->cleared);
    for (int table = 0; table < EVENT_TABLE_COUNT; table++) {
        unsigned char state[DIGESTER_BYTES];
        digester_save(events->digester[table], state);
        carry(carrier, state, sizeof state);
        if (carrier->loading && carrier->status == STATUS_OK) digester_load(events->digester[table], state);
    }
}

static void carry_credit(struct carrier *carrier, struct world *world)
{
    carry_items(carrier, world->credit.person, world->agents.count);
    carry_value(carrier, world->credit.people);
    carry_array(carrier, world->credit.makers);
}

static void carry_code(struct carrier *carrier, struct world *world)
{
    const int64_t domains = world->landscape.domain_count;
    carry_items(carrier, world->code, domains);
    carry_items(carrier, world->code_bits, domains * world->scenario.landscape.bits);
    carry_items(carrier, world->landscape.target, domains);
}

static void carry_components(struct carrier *carrier, struct components *components)
{
    carry_list(carrier, components->parent, components->node_count, components->parent_room);
    carry_items(carrier, components->node, components->item_count);
    carry_items(carrier, components->with_size, components->item_count + 1);
    carry_value(carrier, components->largest);
}

static void carry_world(struct carrier *carrier, struct world *world)
{
    carry_value(carrier, world->step);
    carry_agents(carrier, &world->agents);
    carry_network(carrier, &world->network);
    carry_practices(carrier, &world->practices);
    carry_credit(carrier, world);
    carry_array(carrier, world->namings);
    carry_code(carrier, world);
    carry_array(carrier, world->open);
    carry_value(carrier, world->next_opportunity);
    carry_projects(carrier, &world->projects);
    carry_assembly(carrier, &world->assembly, world->agents.first_partner ? world->agents.count : 0);
    carry_communities(carrier, &world->communities);
    carry_formal(carrier, world);
    carry_hearsay(carrier, world);
    carry_exposure(carrier, world);
    carry_events(carrier, &world->events);
    carry_value(carrier, world->counts);
    carry_components(carrier, &world->joined.ever);
    if (carrier->loading) world->joined.untied = true; /* whom ties join is worked out anew */
}

enum status model_save(
    struct world *world, enum status (*take)(void *context, void *bytes, size_t size), void *context)
{
    struct carrier carrier = {.carry = take, .context = context};
    carry_world(&carrier, world);
    return carrier.status;
}

enum status model_load(
    struct world *world, enum status (*fill)(void *context, void *bytes, size_t size), void *context)
{
    struct carrier carrier = {.loading = true, .carry = fill, .context = context};
    events_clear(&world->events);
    carry_world(&carrier, world);
    for (int32_t step = 1; step <= world->step; step++) rates_change(&world->rates, &world->scenario, step);
    ties_fade(world);
    return carrier.status;
}
