/* The making and unmaking of a world, and what the outside may ask of it. */
#include "model/state/world.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "random/maths.h"
#include "scenario/changes.h"

uint64_t world_draw_set(struct random_key key, int64_t count, int64_t bound)
{
    uint64_t set = 0;
    if (count > bound) count = bound;
    for (int64_t last = bound - count; last < bound; last++, key.index++) {
        uint64_t pick = UINT64_C(1) << random_below(key, (uint64_t)last + 1);
        set |= set & pick ? UINT64_C(1) << last : pick;
    }
    return set;
}

double world_normal(struct random_key key, double mean, double deviation)
{
    double x = random_normal(key, mean, deviation);
    return x < 0 ? 0 : x > 1 ? 1 : x;
}

int64_t world_gap(struct random_key key, double p)
{
    if (p >= 1) return 0;
    if (!(1 - p < 1)) return INT32_MAX; /* never, or too rarely for a logarithm of 1 - p */
    double gap = floor(maths_log(1 - random_uniform(key)) / maths_log(1 - p));
    return gap < INT32_MAX ? (int64_t)gap : INT32_MAX;
}

static enum status make_people(struct world *world)
{
    const struct scenario *with = &world->scenario;
    enum status status = agents_create(
        &world->agents, world->network.agent_count, world->landscape.domain_count, (int32_t)with->people.memory, agents_needed(with));
    if (status != STATUS_OK) return status;
    struct agents *agents = &world->agents;
    for (int64_t place = 0; place < (int64_t)agents->count * agents->domains; place++) {
        agents->use[place] = agents->use_row[place] = -1;
        if (agents->voice) agents->voice[place] = -1;
    }
    for (int32_t agent = 0; agents->first_membership && agent < agents->count; agent++)
        agents->first_membership[agent] = -1;
    for (int32_t agent = 0; agents->first_seat && agent < agents->count; agent++) agents->first_seat[agent] = -1;
    if (!agents->known) return STATUS_OK;
    int64_t blocks = crew_blocks(agents->count, CREW_BLOCK);
    world->hearsay = calloc((size_t)blocks, sizeof *world->hearsay);
    if (!world->hearsay) return STATUS_MEMORY;
    for (int64_t block = 0; block < blocks; block++) world->hearsay[block].first_free = -1;
    for (int64_t slot = 0; slot < (int64_t)agents->count * agents->domains * agents->slots; slot++)
        agents->known[slot] = (struct known){.practice = -1, .hearsay = -1, .row = -1, .project = -1};
    return STATUS_OK;
}

static enum status make_lists(struct world *world)
{
    int64_t units = world->network.unit_count, blocks = crew_blocks(world->agents.count, CREW_BLOCK);
    world->notices.item_size = sizeof(struct notice);
    world->acceptances.item_size = sizeof(struct acceptance);
    world->tellings.item_size = sizeof(struct telling);
    world->uptakes.item_size = sizeof(struct asked_uptake);
    world->uptake_sources.item_size = sizeof(struct uptake_source);
    world->counted.item_size = sizeof(int32_t);
    world->made.item_size = sizeof(struct made);
    world->tries.item_size = sizeof(struct try);
    world->moves.item_size = sizeof(struct move);
    world->blamed.item_size = sizeof(struct blamed);
    world->woken.item_size = sizeof(int32_t);
    world->fading_ties.item_size = sizeof(struct fading_tie);
    communities_open(&world->communities);
    world->projects.team = (int32_t)world->scenario.team.max;
    world->projects.memory = (int32_t)world->scenario.experiment.memory;
    world->standard = malloc((size_t)(units * world->agents.domains) * sizeof *world->standard);
    world->inbox_start = malloc((size_t)(blocks + 1) * sizeof *world->inbox_start);
    world->open_in_unit = calloc((size_t)units, sizeof *world->open_in_unit);
    if (!world->standard || !world->inbox_start || !world->open_in_unit) return STATUS_MEMORY;
    for (int64_t i = 0; i < units * world->agents.domains; i++) world->standard[i] = -1;
    if (world->agents.first_partner && assembly_begin(world) != STATUS_OK) return STATUS_MEMORY;
    if (world->scenario.code.present && code_begin(world) != STATUS_OK) return STATUS_MEMORY;
    if (world->scenario.landscape.present && !credit_begin(world)) return STATUS_MEMORY;
    if (world->agents.served) world->mirror = calloc((size_t)units, sizeof *world->mirror);
    if (world->agents.served && !world->mirror) return STATUS_MEMORY;
    return events_open(&world->events);
}

static enum status make(struct world *world, const struct edge_list *file, struct message *message)
{
    const struct scenario *with = &world->scenario;
    double trust = scenario_keeps_trust(with) ? with->people.trust : -1;
    enum status status = network_build(&world->network, with, file, &world->seeds, trust, message);
    if (status == STATUS_OK) status = landscape_build(&world->landscape, &with->landscape, &world->seeds);
    if (status == STATUS_OK) status = make_people(world);
    if (status == STATUS_OK) status = make_lists(world);
    if (status == STATUS_OK) status = formal_create(world);
    if (status == STATUS_OK) status = joined_begin(world);
    if (status == STATUS_OK && with->resources.present && !pools_create(world)) status = STATUS_MEMORY;
    ties_fade(world);
    if (status == STATUS_OK) people_start(world);
    return status == STATUS_OK && world->out_of_memory ? STATUS_MEMORY : status;
}

enum status model_create(struct world **world, const struct scenario *scenario, const struct edge_list *file,
    struct crew *crew, struct message *message)
{
    *world = calloc(1, sizeof **world);
    if (!*world) return message_set(message, STATUS_MEMORY, "%s", status_sentence(STATUS_MEMORY));
    struct scenario settled = *scenario;
    scenario_settle(&settled);
    memcpy((void *)&(*world)->scenario, &settled, sizeof settled); /* from here on it is const */
    (*world)->rates = rates_at_start(&settled);
    (*world)->seeds = scenario_seeds(scenario);
    (*world)->crew = crew;
    enum status status = make(*world, file, message);
    if (status == STATUS_MEMORY) message_set(message, status, "%s", status_sentence(status));
    if (status != STATUS_OK) {
        model_free(*world);
        *world = NULL;
    }
    return status;
}

void model_free(struct world *world)
{
    if (!world) return;
    for (int64_t b = 0; world->hearsay && b < crew_blocks(world->agents.count, CREW_BLOCK); b++)
        free(world->hearsay[b].items);
    free(world->hearsay);
    free(world->open_in_unit);
    free(world->standard);
    free(world->inbox);
    free(world->inbox_start);
    free(world->voices);
    free(world->tellers);
    assembly_free(&world->assembly);
    free(world->code);
    free(world->code_bits);
    free(world->tellers_start);
    array_free(&world->open);
    array_free(&world->changed);
    array_free(&world->speakers);
    free(world->pools);
    array_free(&world->payments);
    array_free(&world->experiences);
    array_free(&world->concluded);
    array_free(&world->namings);
    free(world->mirror);
    parts_free(&world->woken);
    array_free(&world->introductions);
    array_free(&world->movers);
    parts_free(&world->moves);
    parts_free(&world->blamed);
    parts_free(&world->fading_ties);
    parts_free(&world->notices);
    parts_free(&world->acceptances);
    parts_free(&world->tellings);
    parts_free(&world->uptakes);
    parts_free(&world->uptake_sources);
    parts_free(&world->counted);
    parts_free(&world->made);
    parts_free(&world->tries);
    parts_free(&world->votes);
    formal_free(&world->formal);
    joined_free(&world->joined);
    events_close(&world->events);
    projects_free(&world->projects);
    communities_free(&world->communities);
    practices_free(&world->practices);
    credit_free(&world->credit);
    agents_free(&world->agents);
    landscape_free(&world->landscape);
    network_free(&world->network);
    free(world);
}

int32_t model_steps_done(const struct world *world)
{
    return world->step;
}

struct events *model_events(struct world *world)
{
    return &world->events;
}

int32_t model_agents(const struct world *world)
{
    return world->agents.count;
}

const struct network *model_network(const struct world *world)
{
    return &world->network;
}

static int64_t rows_bytes(const struct rows *rows)
{
    int64_t arc =
        (int64_t)sizeof *rows->agent + (rows->trust ? (int64_t)(sizeof *rows->trust + sizeof *rows->touched) : 0);
    return rows->row_count * (int64_t)(sizeof *rows->start + sizeof *rows->length + sizeof *rows->room) +
           rows->store_room * arc;
}

int64_t model_bytes(const struct world *world)
{
    const struct projects *projects = &world->projects;
    int64_t bytes = (int64_t)sizeof *world + agents_bytes(&world->agents);
    bytes += rows_bytes(&world->network.told) + rows_bytes(&world->network.heard);
    bytes += world->network.agent_count * 2 * (int64_t)sizeof(int32_t);
    for (int64_t b = 0; world->hearsay && b < crew_blocks(world->agents.count, CREW_BLOCK); b++)
        bytes += world->hearsay[b].capacity * (int64_t)sizeof *world->hearsay[b].items;
    bytes += world->practices.capacity * (int64_t)sizeof *world->practices.items;
    bytes += world->practices.table_size * (int64_t)sizeof *world->practices.table;
    bytes += formal_bytes(world);
    bytes += world->credit.person ? world->agents.count * (int64_t)sizeof *world->credit.person : 0;
    bytes += world->credit.makers.capacity * (int64_t)sizeof *world->credit.makers.items;
    bytes += (world->credit.due_room + world->credit.had_room) * (int64_t)sizeof *world->credit.due;
    bytes += world->pools ? world->network.unit_count * (int64_t)sizeof *world->pools : 0;
    bytes += projects->slot_room * (int64_t)sizeof *projects->slots;
    bytes += projects->membership_room * (int64_t)sizeof *projects->memberships;
    bytes += projects->candidate_room * (int64_t)sizeof *projects->candidates;
    bytes += world->tellers ? world->agents.count * (int64_t)sizeof *world->tellers : 0;
    bytes += assembly_bytes(&world->assembly, world->agents.count);
    bytes += communities_bytes(&world->communities);
    bytes += joined_bytes(&world->joined);
    return bytes;
}

/* -- snapshots: the arrays over agents, as they lie in memory; memories are not among them */

enum { SHOWN_I32 = 1, SHOWN_U64 = 1, SHOWN_F64 = 1, SHOWN_U8 = 1, SHOWN_KNOWN = 0 };
enum { AGENT_KNOWN = AGENT_I32 };

int model_agent_array_count(const struct world *world)
{
    int count = 0;
#define AGENT(type, name, per, needs, unit, sentence) count += SHOWN_##type && world->agents.name;
#include "model/state/agents.def"
    return count;
}

#define COLUMNS_ONE 1
#define COLUMNS_DOMAIN world->agents.domains
#define COLUMNS_SLOT 0
#define OVER_ONE DIMENSION_NONE
#define OVER_DOMAIN DIMENSION_DOMAIN
#define OVER_SLOT DIMENSION_NONE

struct agent_array model_agent_array(const struct world *world, int i)
{
#define AGENT(type, name, per, needs, unit, sentence)                                                                  \
    if (SHOWN_##type && world->agents.name && i-- == 0)                                                                \
        return (struct agent_array){#name, unit, sentence, (enum agent_array_type)AGENT_##type, world->agents.name,    \
            COLUMNS_##per, OVER_##per};
#include "model/state/agents.def"
    return (struct agent_array){0};
}
