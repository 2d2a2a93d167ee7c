/* What comes ready from the layers below, the network and the landscape, as rooms of a world; and the events. */
#include "model/frame/holds.h"
#include "model/frame/rooms.h"
#include "model/record/events.h"
#include "model/record/observation.h"
#include "model/state/ties.h"
#include "model/state/world.h"
#include "network/rows.h"

/* -- the network */

void free_network(struct world *world)
{
    network_free(&world->network);
}

static void carry_rows(struct carrier *carrier, struct rows *rows)
{
    int64_t arcs = rows->store_count;
    carry_count(carrier, &arcs, carrier->most);
    if (carrier_loads(carrier)) carrier_needs(carrier, rows_fit(rows, arcs));
    rows->store_count = arcs;
    carry_items(carrier, rows->start, rows->row_count);
    carry_items(carrier, rows->length, rows->row_count);
    carry_items(carrier, rows->room, rows->row_count);
    carry_items(carrier, rows->agent, arcs);
    carry_items(carrier, rows->trust, arcs);
    carry_items(carrier, rows->touched, arcs);
}

void carry_network(struct carrier *carrier, struct world *world)
{
    struct network *network = &world->network;
    carry_items(carrier, network->unit, network->agent_count);
    carry_items(carrier, network->unit_start, network->unit_count + 1);
    carry_items(carrier, network->unit_member, network->agent_count);
    carry_value(carrier, network->tie_count);
    carry_rows(carrier, &network->told);
    carry_rows(carrier, &network->heard);
}

static int64_t rows_bytes(const struct rows *rows)
{
    int64_t arc =
        (int64_t)sizeof *rows->agent + (rows->trust ? (int64_t)(sizeof *rows->trust + sizeof *rows->touched) : 0);
    return rows->row_count * (int64_t)(sizeof *rows->start + sizeof *rows->length + sizeof *rows->room) +
           rows->store_room * arc;
}

int64_t bytes_of_network(const struct world *world)
{
    return rows_bytes(&world->network.told) + rows_bytes(&world->network.heard) +
           world->network.agent_count * 2 * (int64_t)sizeof(int32_t);
}

static void add_rows(struct digester *digester, const struct rows *rows)
{
    for (int64_t i = 0; i < rows->row_count; i++) {
        size_t length = (size_t)rows->length[i];
        digester_add(digester, &rows->length[i], sizeof rows->length[i]);
        digester_add(digester, rows->agent + rows->start[i], length * sizeof *rows->agent);
        if (!rows->trust) continue;
        digester_add(digester, rows->trust + rows->start[i], length * sizeof *rows->trust);
        digester_add(digester, rows->touched + rows->start[i], length * sizeof *rows->touched);
    }
}

void digest_network(const struct world *world, struct digester *digester)
{
    add_rows(digester, &world->network.told);
    add_rows(digester, &world->network.heard);
}

enum status verify_network(const struct world *world, struct message *message)
{
    const struct rows *told = &world->network.told;
    enum status status = network_verify(&world->network, message);
    if (status != STATUS_OK || !told->touched) return status;
    for (int32_t agent = 0; agent < told->row_count; agent++)
        for (int64_t arc = told->start[agent], end = arc + told->length[agent]; arc < end; arc++)
            HOLDS(told->touched[arc] >= 0 && told->touched[arc] <= world->step,
                "the trust of a tie of agent %d is of step %d", agent, told->touched[arc]);
    return STATUS_OK;
}

void observe_network(const struct world *world, struct observation *observation)
{
    see_count(observation, OBSERVE_ties, world->network.tie_count);
}

/* -- the landscape */

void free_landscape(struct world *world)
{
    landscape_free(&world->landscape);
}

void carry_landscape(struct carrier *carrier, struct world *world)
{
    carry_items(carrier, world->landscape.target, world->landscape.domain_count);
}

int64_t bytes_of_landscape(const struct world *world)
{
    const struct landscape *landscape = &world->landscape;
    const int64_t places =
        landscape->places ? landscape->parameters->positions * (int64_t)sizeof *landscape->places : 0;
    const int64_t target = landscape->target ? (int64_t)sizeof *landscape->target : 0;
    return landscape->domain_count * (target + places);
}

void digest_landscape(const struct world *world, struct digester *digester)
{
    if (world->scenario.landscape.turbulence > 0 && world->landscape.target)
        digester_add(
            digester, world->landscape.target, (size_t)world->landscape.domain_count * sizeof *world->landscape.target);
}

/* -- the events */

enum status make_events(struct world *world)
{
    return events_open(&world->events);
}

void free_events(struct world *world)
{
    events_close(&world->events);
}

/* No row waits: they were taken and cleared. */
void carry_events(struct carrier *carrier, struct world *world)
{
    struct events *events = &world->events;
    carry_value(carrier, events->cleared);
    for (int table = 0; table < EVENT_TABLE_COUNT; table++) {
        unsigned char state[DIGESTER_BYTES];
        digester_save(events->digester[table], state);
        carry_bytes(carrier, state, sizeof state);
        if (carrier_loads(carrier) && !digester_load(events->digester[table], state)) carrier->status = STATUS_DAMAGED;
    }
}

/* Whoever watches takes them every step. */
int64_t bytes_of_events(const struct world *world)
{
    (void)world;
    return 0;
}

/* The adoptions of this step: sources follow one another, came before, and are there unless it is a first try. */
enum status verify_events(const struct world *world, struct message *message)
{
    const struct events *events = &world->events;
    for (int64_t i = 0; i < events->adoption.count; i++) {
        const struct adoption_row *adoption = &events->adoption.items[i];
        int64_t row = events->cleared[EVENT_adoption] + i,
                first = adoption->first_source - events->cleared[EVENT_adoption_source];
        HOLDS(channel_has(adoption->channel, CHANNEL_ROOT) == (adoption->source_count == 0),
            "adoption %" PRId64 " came by channel %d from %d sources", row, adoption->channel, adoption->source_count);
        HOLDS(first >= 0 && first + adoption->source_count <= events->adoption_source.count,
            "adoption %" PRId64 " has sources that are not there", row);
        double weight = 0;
        for (int64_t s = first; s < first + adoption->source_count; s++) {
            const struct adoption_source_row *source = &events->adoption_source.items[s];
            weight += source->weight;
            HOLDS(source->adoption == row && source->source_adoption >= 0 && source->source_adoption < row,
                "a source of adoption %" PRId64 " did not come before it", row);
        }
        HOLDS(weight <= 1 + 1e-9, "the sources of adoption %" PRId64 " weigh %g", row, weight);
    }
    return STATUS_OK;
}
