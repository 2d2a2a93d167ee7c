/* The life of a project: it is founded, people join and leave, and it ends. */
#include "model/projects/lifecycle.h"

#include "base/array.h"
#include "model/ledger/joined.h"
#include "model/ledger/reproduction.h"
#include "model/opportunities/arise.h"
#include "model/organisation/recognise.h"
#include "model/people/leaders.h"
#include "model/projects/team_sizes.h"
#include "model/state/projects.h"
#include "model/state/without.h"
#include "model/state/world.h"
#include "model/state/write.h"

void project_leave_out(struct world *world, const struct opportunity *opportunity)
{
    world->projects.next_id++;
    world->opportunities->lapsed++;
    opportunity_event(world, opportunity, OPPORTUNITY_LAPSED, -1);
}

int32_t project_found(struct world *world, const struct opportunity *opportunity, int32_t founder)
{
    struct projects *projects = &world->projects;
    if (without_project(world, projects->next_id)) {
        project_leave_out(world, opportunity);
        return -1;
    }
    if (projects->free_count == 0) {
        const bool fits = projects_fit(projects, projects->slot_count + 1);
        world_need(world, fits);
        if (!fits) return -1;
        projects->free_slots[projects->free_count++] = (int32_t)projects->slot_count++;
    }
    int32_t slot = projects->free_slots[--projects->free_count];
    double means = world->rates.experiment.resources;
    if (opportunity->takes_long) means *= world->rates.long_projects.resources_factor;
    projects->live[projects->live_count++] = slot;
    projects->slots[slot] = (struct project){.id = projects->next_id,
        .size = project_size(world, projects->next_id, opportunity),
        .founder = founder,
        .lead = founder,
        .let_go_by = -1,
        .let_go_in = -1,
        .joined = joined_found(world, founder),
        .state = PROJECT_GATHERING,
        .since = world->step,
        .trying = -1,
        .size_of_action = 1,
        .resources = means + recognition_fund(world, opportunity->unit),
        .opportunity = *opportunity};
    projects->next_id++;
    for (int32_t seat = 0; seat < projects->team; seat++)
        project_seats(projects, slot)[seat] = (struct membership){.agent = -1, .next = -1};
    project_join(world, slot, founder, MEMBER_FOUNDED, -1);
    project_event(world, slot, PROJECT_FOUNDED);
    world->projects.counts.founded++;
    return slot;
}

void project_join(struct world *world, int32_t slot, int32_t agent, int what, int32_t inviter)
{
    struct projects *projects = &world->projects;
    struct membership *seats = project_seats(projects, slot);
    int32_t seat = 0;
    while (seats[seat].agent >= 0) seat++;
    seats[seat] = (struct membership){.agent = agent, .next = world->agents.first_membership[agent]};
    world->agents.first_membership[agent] = slot * projects->team + seat;
    projects->slots[slot].member_count++;
    if (!world->agents.involved[agent]) world->projects.counts.involved++;
    world->agents.involved[agent] = 1;
    joined_project(world, agent, projects->slots[slot].joined);
    write_member(
        world, (struct member_row){
                   .project = projects->slots[slot].id, .member = agent, .type = (int8_t)what, .inviter = inviter});
}

static void unseat(struct world *world, int32_t slot, int32_t seat)
{
    struct membership *memberships = world->projects.memberships;
    int32_t membership = slot * world->projects.team + seat;
    int32_t *link = &world->agents.first_membership[memberships[membership].agent];
    while (*link != membership) link = &memberships[*link].next;
    *link = memberships[membership].next;
    memberships[membership] = (struct membership){.agent = -1, .next = -1};
    world->projects.slots[slot].member_count--;
}

void project_take_over(struct world *world, int32_t slot, int32_t agent)
{
    struct project *project = &world->projects.slots[slot];
    double *confidence = &world->agents.confidence[agent];
    write_member(
        world, (struct member_row){
                   .project = project->id, .member = agent, .type = MEMBER_TOOK_OVER, .inviter = project->lead});
    *confidence += world->rates.initiate.handover_confidence * (1 - *confidence);
    project->lead = agent;
    world->projects.counts.taken_over++;
}

void project_leave(struct world *world, int32_t slot, int32_t agent, int what)
{
    struct project *project = &world->projects.slots[slot];
    struct membership *seats = project_seats(&world->projects, slot);
    bool led = project->lead == agent && scenario_has(&world->scenario, FEATURE_LEADING);
    int32_t seat = 0, heir = led ? project_most_trusted(world, slot, agent) : -1;
    while (seats[seat].agent != agent) seat++;
    unseat(world, slot, seat);
    if (project->state > PROJECT_ACTIVE) return; /* it has ended, and nobody leaves before the end */
    write_member(
        world, (struct member_row){.project = project->id, .member = agent, .type = (int8_t)what, .inviter = -1});
    if (heir >= 0) project_take_over(world, slot, heir);
    if (project->state == PROJECT_ACTIVE) project->vacant += scenario_has(&world->scenario, FEATURE_SUCCESSION);
    if (project->member_count == 0) project_end(world, slot, PROJECT_EMPTIED);
}

void project_event(struct world *world, int32_t slot, int what)
{
    if (what == PROJECT_STARTED) reproduction_start(world, &world->projects.slots[slot]);
    const struct project *project = &world->projects.slots[slot];
    const struct candidate *best = project_best(&world->projects, slot);
    write_project(world, (struct project_row){.project = project->id,
                             .type = (int8_t)what,
                             .opportunity = project->opportunity.id,
                             .domain = project->opportunity.domain,
                             .unit = world->network.unit[project->founder],
                             .founder = project->founder,
                             .members = project->member_count,
                             .practice = best ? best->practice : -1,
                             .progress = project->progress,
                             .closeness = project->closeness});
}

void project_end(struct world *world, int32_t slot, int what)
{
    struct project *project = &world->projects.slots[slot];
    const bool worked = project->state == PROJECT_ACTIVE, resolved = what == PROJECT_SUCCEEDED;
    project_event(world, slot, what);
    if (worked) {
        struct project_counts *counts = &world->projects.counts;
        counts->ended++;
        counts->ended_well += resolved;
        counts->first += project->opportunity.attempts == 1;
        counts->first_well += resolved && project->opportunity.attempts == 1;
        counts->worked += world->step - project->since + 1; /* the step in which work began counts */
    }
    if (resolved)
        world->projects.counts.succeeded++, world->opportunities->resolved++;
    else if (worked)
        world->projects.counts.failed++;
    else
        world->projects.counts.never_started++;
    opportunity_event(world, &project->opportunity, resolved ? OPPORTUNITY_RESOLVED : OPPORTUNITY_FREED, project->id);
    if (!resolved) {
        if (!world->scenario.opportunities.keeps_age) project->opportunity.open_since = world->step;
        project->opportunity.handed_to = -1;
        world_need(world, array_push(&world->opportunities->open, project->opportunity));
    }
    bool tells_on = worked && project->member_count > 0 && world->scenario.tell.present;
    project->state = tells_on && world->scenario.tell.steps_after_end > 0 ? PROJECT_AFTERGLOW : PROJECT_GONE;
    project->succeeded = resolved;
    project->since = world->step;
}

void projects_sweep(struct world *world)
{
    struct projects *projects = &world->projects;
    int64_t kept = 0;
    for (int64_t i = 0; i < projects->live_count; i++) {
        int32_t slot = projects->live[i];
        struct project *project = &projects->slots[slot];
        bool faded =
            project->state == PROJECT_AFTERGLOW && world->step >= project->since + world->scenario.tell.steps_after_end;
        if (project->state != PROJECT_GONE && !faded) {
            projects->live[kept++] = slot;
            continue;
        }
        for (int32_t seat = 0; seat < projects->team; seat++)
            if (project_seats(projects, slot)[seat].agent >= 0) unseat(world, slot, seat);
        projects->free_slots[projects->free_count++] = slot;
    }
    projects->live_count = kept;
}
