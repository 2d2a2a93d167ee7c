/* The digest of a run: every event since the start, and the whole state now. A table without rows leaves no trace, so a
 * mechanism that is absent is as if it had never been there. */
#include <string.h>

#include "model/state/world.h"

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

static void add_opportunity(struct digester *digester, const struct opportunity *opportunity)
{
    int32_t whole[] = {opportunity->id, opportunity->domain, opportunity->unit, opportunity->place,
        opportunity->open_since, opportunity->handed_to, opportunity->systemic};
    digester_add(digester, whole, sizeof whole);
    digester_add(digester, &opportunity->difficulty, sizeof opportunity->difficulty);
    digester_add(digester, &opportunity->skills, sizeof opportunity->skills);
    if (opportunity->severity > 0) digester_add(digester, &opportunity->severity, sizeof opportunity->severity);
}

static void add_project(struct digester *digester, const struct projects *projects, int32_t slot)
{
    const struct project *project = &projects->slots[slot];
    int32_t whole[] = {project->id, project->founder, (int32_t)project->state, project->since, project->member_count,
        project->candidate_count};
    double real[] = {project->resources, project->progress, project->closeness};
    digester_add(digester, whole, sizeof whole);
    digester_add(digester, real, sizeof real);
    if (project->found > 0) digester_add(digester, &project->found, sizeof project->found);
    if (project->slack > 0) digester_add(digester, &project->slack, sizeof project->slack);
    add_opportunity(digester, &project->opportunity);
    for (int32_t seat = 0; seat < projects->team; seat++)
        digester_add(digester, &project_seats(projects, slot)[seat].agent, sizeof(int32_t));
    for (int32_t i = 0; i < project->candidate_count; i++) {
        const struct candidate *candidate = &project_candidates(projects, slot)[i];
        digester_add(digester, &candidate->practice, sizeof candidate->practice);
        digester_add(digester, &candidate->belief, sizeof candidate->belief);
        digester_add(digester, &candidate->evidence, sizeof candidate->evidence);
    }
}

static void add_hearsay(struct digester *digester, const struct world *world)
{
    const struct agents *agents = &world->agents;
    int64_t memory = (int64_t)agents->domains * agents->slots;
    for (int64_t slot = 0; slot < agents->count * memory; slot++) {
        const struct hearsay_pool *pool = &world->hearsay[slot / memory / CREW_BLOCK];
        for (int32_t i = agents->known[slot].hearsay; i >= 0; i = pool->items[i].next) {
            int32_t whole[] = {pool->items[i].source, pool->items[i].row, pool->items[i].channel};
            digester_add(digester, whole, sizeof whole);
            digester_add(digester, &pool->items[i].evidence, sizeof pool->items[i].evidence);
            int32_t community = pool->items[i].community;
            if (community) digester_add(digester, &community, sizeof community);
        }
    }
}

enum status model_state_digest(const struct world *world, struct digest *digest)
{
    struct digester *digester = digester_new();
    if (!digester) return STATUS_MEMORY;
    digester_add(digester, &world->step, sizeof world->step);
    agents_digest(&world->agents, digester);
    add_rows(digester, &world->network.told);
    add_rows(digester, &world->network.heard);
    if (world->hearsay) add_hearsay(digester, world);
    formal_digest(world, digester);
    if (world->pools) digester_add(digester, world->pools, (size_t)world->network.unit_count * sizeof *world->pools);
    if (world->counts.moved > 0)
        digester_add(
            digester, world->network.unit, (size_t)world->network.agent_count * sizeof *world->network.unit);
    for (int64_t i = 0; i < world->open.count; i++) add_opportunity(digester, &world->open.items[i]);
    for (int64_t i = 0; i < world->projects.live_count; i++)
        add_project(digester, &world->projects, world->projects.live[i]);
    communities_digest(&world->communities, digester);
    if (world->code) code_digest(world, digester);
    leaders_digest(world, digester);
    if (world->agents.first_partner) assembly_digest(world, digester);
    if (world->scenario.landscape.turbulence > 0 && world->landscape.target)
        digester_add(digester, world->landscape.target,
            (size_t)world->landscape.domain_count * sizeof *world->landscape.target);
    *digest = digester_result(digester);
    digester_free(digester);
    return STATUS_OK;
}

enum status model_digest_combine(
    const struct digest events[EVENT_TABLE_COUNT], struct digest state, struct digest *digest)
{
    struct digester *digester = digester_new();
    if (!digester) return STATUS_MEMORY;
    const struct digest no_rows = digester_result(digester);
    for (int table = 0; table < EVENT_TABLE_COUNT; table++) {
        if (table == EVENT_telling || (events[table].low == no_rows.low && events[table].high == no_rows.high)) continue;
        digester_add(digester, event_tables[table].name, strlen(event_tables[table].name));
        digester_add(digester, &events[table], sizeof events[table]);
    }
    digester_add(digester, &state, sizeof state);
    *digest = digester_result(digester);
    digester_free(digester);
    return STATUS_OK;
}

enum status model_digest(const struct world *world, struct digest *digest)
{
    struct digest events[EVENT_TABLE_COUNT], state;
    for (int table = 0; table < EVENT_TABLE_COUNT; table++)
        events[table] = events_digest(&world->events, (enum event_table)table);
    enum status status = model_state_digest(world, &state);
    return status == STATUS_OK ? model_digest_combine(events, state, digest) : status;
}
