/* The invariants of a world, checked from scratch. */
#include <inttypes.h>
#include <stdlib.h>

#include "model/state/world.h"

#define HOLDS(condition, ...)                                                                                          \
    do {                                                                                                               \
        if (!(condition)) return message_set(message, STATUS_INVARIANT, __VA_ARGS__);                                  \
    } while (0)

static bool is_share(double x)
{
    return x >= 0 && x <= 1;
}

static enum status verify_users(const struct world *world, struct message *message)
{
    const struct agents *agents = &world->agents;
    int64_t learned = 0;
    int32_t *users = calloc((size_t)world->practices.count + 1, sizeof *users);
    if (!users) return message_set(message, STATUS_MEMORY, "%s", status_sentence(STATUS_MEMORY));
    for (int64_t place = 0; place < (int64_t)agents->count * agents->domains; place++) {
        if (agents->use[place] >= 0) users[agents->use[place]]++;
        learned += agents->learned[place];
    }
    int64_t wrong = -1;
    for (int64_t p = 0; p < world->practices.count && wrong < 0; p++)
        if (users[p] != world->practices.items[p].users) wrong = p;
    free(users);
    HOLDS(wrong < 0, "practice %" PRId64 " does not have as many users as are counted", wrong);
    HOLDS(learned == world->counts.adopters, "%" PRId64 " use what they learned, %" PRId64 " are counted", learned,
        world->counts.adopters);
    return STATUS_OK;
}

static enum status verify_practices(const struct world *world, struct message *message)
{
    for (int32_t p = 0; p < world->practices.count; p++) {
        const struct practice *practice = &world->practices.items[p];
        HOLDS(is_share(practice->quality), "practice %d has quality %g", p, practice->quality);
        HOLDS(world->scenario.landscape.kind != LANDSCAPE_MATCH ||
                  practice->quality == landscape_quality(&world->landscape, practice->domain, practice->configuration),
            "practice %d does not have the quality that its landscape gives it", p);
        HOLDS(practices_find(&world->practices, practice->domain, practice->configuration) == p,
            "practice %d is not found by its configuration", p);
    }
    return STATUS_OK;
}

static enum status verify_memory(const struct world *world, int32_t agent, int32_t domain, struct message *message)
{
    const struct agents *agents = &world->agents;
    const struct known *memory = agents_memory(agents, agent, domain);
    int32_t use = agents->use[place_at(world, agent, domain)];
    HOLDS(use < 0 || agents_find(agents, agent, domain, use), "agent %d does not remember what it uses", agent);
    for (int32_t a = 0; a < agents->slots; a++) {
        if (memory[a].practice < 0) continue;
        HOLDS(memory[a].evidence >= 0, "agent %d has evidence %g of practice %d", agent, memory[a].evidence,
            memory[a].practice);
        for (int32_t b = 0; b < a; b++)
            HOLDS(memory[a].practice != memory[b].practice, "agent %d has practice %d twice in mind", agent,
                memory[a].practice);
    }
    return STATUS_OK;
}

static enum status verify_memberships(const struct world *world, int32_t agent, struct message *message)
{
    const struct projects *projects = &world->projects;
    double load = 0;
    for (int32_t m = world->agents.first_membership[agent]; m >= 0; m = projects->memberships[m].next) {
        HOLDS(m < projects->slot_count * projects->team, "agent %d has a membership that is none", agent);
        HOLDS(projects->memberships[m].agent == agent, "agent %d has somebody else's seat", agent);
        const struct project *project = &projects->slots[m / projects->team];
        if (project->state <= PROJECT_ACTIVE) load += project_load(world, project);
    }
    /* Teams that are put together ask for no attention, and an intervention may make projects take more. */
    HOLDS(load <= 1 + 1e-9 || world->scenario.team.rule == TEAM_ASSEMBLY || world->scenario.run.at.count > 0,
        "agent %d gives %g of its attention to projects", agent, load);
    return STATUS_OK;
}

static enum status verify_people(const struct world *world, struct message *message)
{
    const struct agents *agents = &world->agents;
    for (int32_t agent = 0; agent < agents->count; agent++) {
        enum status status = STATUS_OK;
        if (agents->diagnosis)
            HOLDS(is_share(agents->diagnosis[agent]), "agent %d has skill %g at diagnosing", agent,
                agents->diagnosis[agent]);
        for (int32_t domain = 0; agents->known && domain < agents->domains && status == STATUS_OK; domain++)
            status = verify_memory(world, agent, domain, message);
        if (status == STATUS_OK && agents->first_membership) status = verify_memberships(world, agent, message);
        if (status != STATUS_OK) return status;
        if (agents->expectation)
            HOLDS(is_share(agents->confidence[agent]) && is_share(agents->expectation[agent]) &&
                      is_share(agents->breadth[agent]),
                "agent %d has confidence %g, expectation %g, breadth %g", agent, agents->confidence[agent],
                agents->expectation[agent], agents->breadth[agent]);
    }
    return STATUS_OK;
}

static enum status verify_projects(const struct world *world, struct message *message)
{
    const struct projects *projects = &world->projects;
    for (int64_t i = 0; i < projects->live_count; i++) {
        const struct project *project = &projects->slots[projects->live[i]];
        const struct membership *seats = project_seats(projects, projects->live[i]);
        int32_t members = 0;
        for (int32_t a = 0; a < projects->team; a++) {
            members += seats[a].agent >= 0;
            for (int32_t b = 0; b < a; b++)
                HOLDS(seats[a].agent < 0 || seats[a].agent != seats[b].agent, "agent %d sits twice in project %d",
                    seats[a].agent, project->id);
        }
        HOLDS(members == project->member_count, "project %d has %d members, counted %d", project->id, members,
            project->member_count);
        HOLDS(members <= project->size, "project %d has %d members, and seats for %d", project->id, members,
            project->size);
        HOLDS(i == 0 || projects->slots[projects->live[i - 1]].id < project->id, "project %d is out of order",
            project->id);
        HOLDS(is_share(project->closeness), "project %d has closeness %g", project->id, project->closeness);
        HOLDS(is_share(project->friction), "project %d has friction %g", project->id, project->friction);
        HOLDS(project->resources >= 0 && project->slack >= 0, "project %d has resources %g and slack %g", project->id,
            project->resources, project->slack);
        HOLDS(project->found >= 0 && (project->found == 0 || project->found <= world->scenario.diagnosis.points),
            "project %d has found %d friction points", project->id, project->found);
    }
    return STATUS_OK;
}

/* Exposure is up to date only where no change is waiting to be heard of. */
static enum status verify_exposure(const struct world *world, struct message *message)
{
    const struct agents *agents = &world->agents;
    const struct rows *heard = network_heard(&world->network);
    if (!agents->exposure || world->network.complete || world->changed.count > 0) return STATUS_OK;
    for (int32_t agent = 0; agent < agents->count; agent++)
        for (int32_t domain = 0; domain < agents->domains; domain++) {
            int64_t place = place_at(world, agent, domain);
            int32_t count = 0;
            for (int32_t k = 0; k < heard->length[agent]; k++) {
                int32_t voice =
                    agents->voice[(int64_t)heard->agent[heard->start[agent] + k] * agents->domains + domain];
                count += voice >= 0 && voice != agents->use[place];
            }
            HOLDS(count == agents->exposure[place], "agent %d is exposed to %d, counted %d", agent, count,
                agents->exposure[place]);
        }
    return STATUS_OK;
}

/* The adoptions of this step: sources follow one another, came before, and are there unless it is a first try. */
static enum status verify_lineage(const struct world *world, struct message *message)
{
    const struct events *events = &world->events;
    for (int64_t i = 0; i < events->adoption.count; i++) {
        const struct adoption_row *adoption = &events->adoption.items[i];
        int64_t row = events->cleared[EVENT_adoption] + i,
                first = adoption->first_source - events->cleared[EVENT_adoption_source];
        HOLDS(channel_is_root((enum channel)adoption->channel) == (adoption->source_count == 0),
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

static enum status verify_pools(const struct world *world, struct message *message)
{
    for (int32_t unit = 0; world->pools && unit < world->network.unit_count; unit++)
        HOLDS(world->pools[unit] >= 0 && world->pools[unit] < 1e300, "unit %d has a pool of %g", unit,
            world->pools[unit]);
    return STATUS_OK;
}

static enum status verify_stances(const struct world *world, struct message *message)
{
    int64_t counted[STANCE_COUNT] = {0};
    if (!world->agents.stance) return STATUS_OK;
    for (int32_t agent = 0; agent < world->agents.count; agent++) {
        HOLDS(world->agents.stance[agent] < STANCE_COUNT, "agent %d has stance %d", agent, world->agents.stance[agent]);
        counted[world->agents.stance[agent]]++;
    }
    for (int s = 0; s < STANCE_COUNT; s++)
        HOLDS(counted[s] == world->counts.stance[s], "%" PRId64 " people have stance %d, counted %" PRId64,
            world->counts.stance[s], s, counted[s]);
    return STATUS_OK;
}

enum status model_verify(const struct world *world, struct message *message)
{
    enum status status = network_verify(&world->network, message);
    if (status == STATUS_OK) status = verify_practices(world, message);
    if (status == STATUS_OK) status = verify_users(world, message);
    if (status == STATUS_OK) status = verify_people(world, message);
    if (status == STATUS_OK) status = verify_projects(world, message);
    if (status == STATUS_OK && world->agents.first_seat) status = communities_verify(world, message);
    if (status == STATUS_OK) status = verify_exposure(world, message);
    if (status == STATUS_OK) status = verify_pools(world, message);
    if (status == STATUS_OK) status = verify_stances(world, message);
    if (status == STATUS_OK) status = formal_verify(world, message);
    if (status == STATUS_OK) status = verify_lineage(world, message);
    if (status == STATUS_OK && world->agents.first_partner) status = assembly_verify(world, message);
    if (status == STATUS_OK && world->code) status = code_verify(world, message);
    if (status == STATUS_OK && world->agents.leader) status = leaders_verify(world, message);
    if (status == STATUS_OK && world->agents.served) status = served_verify(world, message);
    if (status == STATUS_INVARIANT) message_prefix(message, "after step %d: ", world->step);
    return status;
}
