#include "model/state/projects.h"

#include <stdlib.h>

#include "base/array.h"
#include "model/frame/holds.h"
#include "model/frame/rooms.h"
#include "model/record/observation.h"
#include "model/state/world.h"
#include "scenario/changes.h"

bool projects_fit(struct projects *projects, int64_t wanted)
{
    return array_grow((void **)&projects->slots, &projects->slot_room, wanted, sizeof *projects->slots) &&
           array_grow((void **)&projects->memberships, &projects->membership_room, wanted * projects->team,
               sizeof *projects->memberships) &&
           array_grow((void **)&projects->candidates, &projects->candidate_room, wanted * projects->memory,
               sizeof *projects->candidates) &&
           array_grow((void **)&projects->live, &projects->live_room, wanted, sizeof *projects->live) &&
           array_grow((void **)&projects->free_slots, &projects->free_room, wanted, sizeof *projects->free_slots);
}

bool project_has(const struct projects *projects, int32_t slot, int32_t agent)
{
    for (int32_t seat = 0; seat < projects->team; seat++)
        if (project_seats(projects, slot)[seat].agent == agent) return true;
    return false;
}

struct candidate *project_best(const struct projects *projects, int32_t slot)
{
    struct candidate *candidates = project_candidates(projects, slot), *best = NULL;
    for (int32_t i = 0; i < projects->slots[slot].candidate_count; i++)
        if (!best || candidates[i].belief > best->belief) best = &candidates[i];
    return best;
}

struct candidate *project_candidate(struct projects *projects, int32_t slot, int32_t practice)
{
    struct project *project = &projects->slots[slot];
    struct candidate *candidates = project_candidates(projects, slot), *place = NULL;
    for (int32_t i = 0; i < project->candidate_count; i++)
        if (candidates[i].practice == practice) return &candidates[i];
    if (project->candidate_count < projects->memory) {
        place = &candidates[project->candidate_count++];
    } else {
        place = &candidates[0];
        for (int32_t i = 1; i < projects->memory; i++)
            if (candidates[i].belief < place->belief) place = &candidates[i];
    }
    *place = (struct candidate){.practice = practice};
    return place;
}

double project_load(const struct world *world, const struct project *project)
{
    const struct scenario *with = &world->scenario;
    const struct rates *rates = &world->rates;
    double load = rates->projects.load;
    if (project->opportunity.takes_long) load *= rates->long_projects.load_factor;
    if (with->debrief.present) load *= 1 + rates->debrief.added_load * rates->debrief.depth;
    if (with->closeness.present) load *= 1 - rates->closeness.load_saving * project->closeness;
    return load < 1 ? load : 1;
}

double project_takes(const struct world *world, const struct project *project)
{
    bool gathers = project->state == PROJECT_GATHERING;
    return project_load(world, project) * (gathers ? world->rates.team.gathering_load_fraction : 1);
}

/* -- what the room owes */

enum status make_projects(struct world *world)
{
    world->projects.team = (int32_t)world->scenario.team.max;
    world->projects.memory = (int32_t)world->scenario.experiment.memory;
    return STATUS_OK;
}

void free_projects(struct world *world)
{
    struct projects *projects = &world->projects;
    free(projects->slots);
    free(projects->memberships);
    free(projects->candidates);
    free(projects->live);
    free(projects->free_slots);
    array_free(&projects->concluded);
    *projects = (struct projects){0};
}

void carry_projects(struct carrier *carrier, struct world *world)
{
    struct projects *projects = &world->projects;
    carry_count(carrier, &projects->slot_count, carrier->most);
    carry_count(carrier, &projects->live_count, projects->slot_count);
    carry_count(carrier, &projects->free_count, projects->slot_count);
    carry_value(carrier, projects->next_id);
    if (carrier_loads(carrier)) carrier_needs(carrier, projects_fit(projects, projects->slot_count));
    carry_items(carrier, projects->slots, projects->slot_count);
    carry_items(carrier, projects->memberships, projects->slot_count * projects->team);
    carry_items(carrier, projects->candidates, projects->slot_count * projects->memory);
    carry_items(carrier, projects->live, projects->live_count);
    carry_items(carrier, projects->free_slots, projects->free_count);
    carry_value(carrier, projects->counts);
}

int64_t bytes_of_projects(const struct world *world)
{
    const struct projects *projects = &world->projects;
    return projects->slot_room * (int64_t)sizeof *projects->slots +
           projects->membership_room * (int64_t)sizeof *projects->memberships +
           projects->candidate_room * (int64_t)sizeof *projects->candidates +
           projects->live_room * (int64_t)sizeof *projects->live +
           projects->free_room * (int64_t)sizeof *projects->free_slots +
           projects->concluded.capacity * (int64_t)sizeof *projects->concluded.items;
}

void opportunity_digest(const struct opportunity *opportunity, struct digester *digester)
{
    int32_t whole[] = {opportunity->id, opportunity->domain, opportunity->unit, opportunity->place,
        opportunity->open_since, opportunity->handed_to, opportunity->systemic};
    digester_add(digester, whole, sizeof whole);
    digester_add(digester, &opportunity->difficulty, sizeof opportunity->difficulty);
    digester_add(digester, &opportunity->skills, sizeof opportunity->skills);
    if (opportunity->severity > 0) digester_add(digester, &opportunity->severity, sizeof opportunity->severity);
    if (opportunity->takes_long) digester_add(digester, &opportunity->takes_long, sizeof opportunity->takes_long);
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
    if (project->lead != project->founder) digester_add(digester, &project->lead, sizeof project->lead);
    if (project->vacant > 0) digester_add(digester, &project->vacant, sizeof project->vacant);
    if (project->let_go_by >= 0) digester_add(digester, &project->let_go_by, sizeof project->let_go_by);
    if (project->let_go_in >= 0) digester_add(digester, &project->let_go_in, sizeof project->let_go_in);
    if (project->slack > 0) digester_add(digester, &project->slack, sizeof project->slack);
    if (project->relay.from > 0) digester_add(digester, &project->relay, sizeof project->relay);
    opportunity_digest(&project->opportunity, digester);
    for (int32_t seat = 0; seat < projects->team; seat++)
        digester_add(digester, &project_seats(projects, slot)[seat].agent, sizeof(int32_t));
    for (int32_t i = 0; i < project->candidate_count; i++) {
        const struct candidate *candidate = &project_candidates(projects, slot)[i];
        digester_add(digester, &candidate->practice, sizeof candidate->practice);
        digester_add(digester, &candidate->belief, sizeof candidate->belief);
        digester_add(digester, &candidate->evidence, sizeof candidate->evidence);
    }
}

void digest_projects(const struct world *world, struct digester *digester)
{
    for (int64_t i = 0; i < world->projects.live_count; i++)
        add_project(digester, &world->projects, world->projects.live[i]);
}

/* Whether somebody can have more to do than could be taken on: teams that are put together ask for no attention, and an
 * intervention may make projects take more (project_takes). */
static bool load_may_grow(const struct scenario *scenario)
{
    static const char *const loads[] = {"projects", "long_projects", "team", "debrief", "closeness"};
    bool may = scenario->team.rule == TEAM_ASSEMBLY;
    for (size_t i = 0; i < sizeof loads / sizeof *loads; i++) may |= changes_in_section(scenario, loads[i]);
    return may;
}

static enum status verify_memberships(const struct world *world, int32_t agent, struct message *message)
{
    const struct projects *projects = &world->projects;
    double load = 0;
    for (int32_t m = world->agents.first_membership[agent]; m >= 0; m = projects->memberships[m].next) {
        HOLDS(m < projects->slot_count * projects->team, "agent %d has a membership that is none", agent);
        HOLDS(projects->memberships[m].agent == agent, "agent %d has somebody else's seat", agent);
        const struct project *project = &projects->slots[m / projects->team];
        if (project->state <= PROJECT_ACTIVE) load += project_takes(world, project);
    }
    HOLDS(load <= 1 + 1e-9 || load_may_grow(&world->scenario), "agent %d gives %g of its attention to projects", agent,
        load);
    return STATUS_OK;
}

/* What a project speaks of is there. */
static enum status verify_matter(const struct world *world, int32_t slot, struct message *message)
{
    const struct projects *projects = &world->projects;
    const struct project *project = &projects->slots[slot];
    const struct candidate *candidates = project_candidates(projects, slot);
    int64_t practices = world->practices.count;
    HOLDS(project->opportunity.domain >= 0 && project->opportunity.domain < world->agents.domains,
        "project %d is about domain %d", project->id, project->opportunity.domain);
    HOLDS(project->trying >= -1 && project->trying < practices, "project %d tries practice %d", project->id,
        project->trying);
    HOLDS(project->candidate_count >= 0 && project->candidate_count <= projects->memory,
        "project %d keeps %d practices in mind", project->id, project->candidate_count);
    HOLDS(project->relay.seat >= 0 && project->relay.seat < projects->team && project->relay.move >= 0,
        "project %d has seat %d on", project->id, project->relay.seat);
    for (int32_t i = 0; i < project->candidate_count; i++)
        HOLDS(candidates[i].practice >= 0 && candidates[i].practice < practices, "project %d keeps practice %d in mind",
            project->id, candidates[i].practice);
    return STATUS_OK;
}

static enum status verify_live(const struct world *world, struct message *message)
{
    const struct projects *projects = &world->projects;
    for (int64_t i = 0; i < projects->live_count; i++) {
        HOLDS(projects->live[i] >= 0 && projects->live[i] < projects->slot_count, "slot %d holds no project",
            projects->live[i]);
        enum status status = verify_matter(world, projects->live[i], message);
        if (status != STATUS_OK) return status;
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
        HOLDS(project->vacant >= 0 && members + project->vacant <= project->size,
            "project %d has %d members and %d vacancies", project->id, members, project->vacant);
        HOLDS(project->state > PROJECT_ACTIVE || !scenario_has(&world->scenario, FEATURE_LEADING) ||
                  project_has(projects, projects->live[i], project->lead),
            "project %d is led by %d, who is no member", project->id, project->lead);
        HOLDS(i == 0 || projects->slots[projects->live[i - 1]].id < project->id, "project %d is out of order",
            project->id);
        HOLDS(is_share(project->closeness), "project %d has closeness %g", project->id, project->closeness);
        HOLDS(is_share(project->friction), "project %d has friction %g", project->id, project->friction);
        /* What is paid from both is taken off in two parts, which may leave a rounding error. */
        HOLDS(project->resources >= -1e-9 && project->slack >= -1e-9, "project %d has resources %g and slack %g",
            project->id, project->resources, project->slack);
        HOLDS(
            project->found >= 0 && (project->found == 0 || project->found <= world->scenario.diagnosis.friction_points),
            "project %d has found %d friction points", project->id, project->found);
    }
    return STATUS_OK;
}

enum status verify_projects(const struct world *world, struct message *message)
{
    enum status status = verify_live(world, message);
    for (int32_t agent = 0; status == STATUS_OK && world->agents.first_membership && agent < world->agents.count;
         agent++)
        status = verify_memberships(world, agent, message);
    return status;
}

double projects_mean(const struct world *world, double (*of)(const struct world *world, int32_t slot))
{
    double sum = 0, count = 0;
    for (int64_t i = 0; i < world->projects.live_count; i++) {
        int32_t slot = world->projects.live[i];
        if (world->projects.slots[slot].state != PROJECT_ACTIVE) continue;
        sum += of(world, slot);
        count++;
    }
    return count > 0 ? sum / count : 0;
}

static double members_of(const struct world *world, int32_t slot)
{
    return world->projects.slots[slot].member_count;
}

/* Over the projects that acted in this step. */
static double action_size(const struct world *world)
{
    double sum = 0, count = 0;
    for (int64_t i = 0; i < world->projects.live_count; i++) {
        const struct project *project = &world->projects.slots[world->projects.live[i]];
        if (project->acted && project->state <= PROJECT_ACTIVE) sum += project->size_of_action, count++;
    }
    return count > 0 ? sum / count : 0;
}

static double closeness_of(const struct world *world, int32_t slot)
{
    return world->projects.slots[slot].closeness;
}

/* Of what came since the row before: of gathering, and of work. */
static void see_gathered(const struct project_counts *counts, struct observation *observation)
{
    see_mean_since(observation, OBSERVE_start_fraction, counts->started, counts->started + counts->never_started);
    see_mean_since(observation, OBSERVE_steps_to_start_mean, counts->gathered, counts->started);
}

static void see_ended(const struct project_counts *counts, struct observation *observation)
{
    see_mean_since(observation, OBSERVE_success_fraction, counts->ended_well, counts->ended);
    see_mean_since(observation, OBSERVE_project_duration_mean, counts->worked, counts->ended);
    see_mean_since(observation, OBSERVE_first_attempt_success_fraction, counts->first_well, counts->first);
}

void observe_projects(const struct world *world, struct observation *observation)
{
    const struct projects *projects = &world->projects;
    double gathering = 0, active = 0, members = 0, takes_long = 0;
    for (int64_t i = 0; i < projects->live_count; i++) {
        const struct project *project = &projects->slots[projects->live[i]];
        if (project->state > PROJECT_ACTIVE) continue;
        members += project->member_count;
        gathering += project->state == PROJECT_GATHERING;
        active += project->state == PROJECT_ACTIVE;
        takes_long += project->state == PROJECT_ACTIVE && project->opportunity.takes_long;
    }
    see_value(observation, OBSERVE_projects_gathering, gathering);
    see_value(observation, OBSERVE_projects_active, active);
    see_value(observation, OBSERVE_long_projects_active, takes_long);
    see_count(observation, OBSERVE_successors, projects->counts.successors);
    see_count(observation, OBSERVE_projects_taken_over, projects->counts.taken_over);
    see_count(observation, OBSERVE_projects_let_go, projects->counts.let_go);
    see_count(observation, OBSERVE_projects_founded, projects->counts.founded);
    see_count(observation, OBSERVE_projects_started, projects->counts.started);
    see_count(observation, OBSERVE_projects_succeeded, projects->counts.succeeded);
    see_count(observation, OBSERVE_projects_failed, projects->counts.failed);
    see_count(observation, OBSERVE_projects_lapsed, projects->counts.never_started);
    see_value(observation, OBSERVE_action_size_mean, action_size(world));
    see_count(observation, OBSERVE_first_attempts, projects->counts.first);
    see_count(observation, OBSERVE_first_attempts_succeeded, projects->counts.first_well);
    see_value(observation, OBSERVE_team_size_mean, projects_mean(world, members_of));
    see_value(observation, OBSERVE_closeness_mean, projects_mean(world, closeness_of));
    see_value(observation, OBSERVE_projects_per_person, members / world->agents.count);
    see_value(observation, OBSERVE_ever_involved_fraction, (double)projects->counts.involved / world->agents.count);
    see_gathered(&projects->counts, observation);
    see_ended(&projects->counts, observation);
}
