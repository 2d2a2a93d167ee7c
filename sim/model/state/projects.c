#include "model/state/projects.h"

#include <stdlib.h>

#include "model/state/world.h"

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

int32_t project_found(struct world *world, const struct opportunity *opportunity, int32_t founder)
{
    struct projects *projects = &world->projects;
    if (projects->free_count == 0) {
        if (!projects_fit(projects, projects->slot_count + 1)) {
            world->out_of_memory = true;
            return -1;
        }
        projects->free_slots[projects->free_count++] = (int32_t)projects->slot_count++;
    }
    int32_t slot = projects->free_slots[--projects->free_count];
    projects->live[projects->live_count++] = slot;
    projects->slots[slot] = (struct project){.id = projects->next_id,
        .size = project_size(world, projects->next_id),
        .founder = founder,
        .joined = joined_found(world, founder),
        .state = PROJECT_GATHERING,
        .since = world->step,
        .trying = -1,
        .resources = world->rates.experiment.resources + recognition_fund(world, opportunity->unit),
        .opportunity = *opportunity};
    projects->next_id++;
    for (int32_t seat = 0; seat < projects->team; seat++)
        project_seats(projects, slot)[seat] = (struct membership){.agent = -1, .next = -1};
    project_join(world, slot, founder, MEMBER_FOUNDED, -1);
    project_event(world, slot, PROJECT_FOUNDED);
    world->counts.founded++;
    return slot;
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

void project_join(struct world *world, int32_t slot, int32_t agent, int what, int32_t inviter)
{
    struct projects *projects = &world->projects;
    struct membership *seats = project_seats(projects, slot);
    int32_t seat = 0;
    while (seats[seat].agent >= 0) seat++;
    seats[seat] = (struct membership){.agent = agent, .next = world->agents.first_membership[agent]};
    world->agents.first_membership[agent] = slot * projects->team + seat;
    projects->slots[slot].member_count++;
    if (!world->agents.involved[agent]) world->counts.involved++;
    world->agents.involved[agent] = 1;
    joined_project(world, agent, projects->slots[slot].joined);
    world_need(world, array_push(&world->events.member,
                          (struct member_row){world->step, projects->slots[slot].id, agent, (int8_t)what, inviter}));
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

void project_leave(struct world *world, int32_t slot, int32_t agent)
{
    const struct project *project = &world->projects.slots[slot];
    struct membership *seats = project_seats(&world->projects, slot);
    int32_t seat = 0;
    while (seats[seat].agent != agent) seat++;
    unseat(world, slot, seat);
    if (project->state > PROJECT_ACTIVE) return; /* it has ended, and nobody leaves before the end */
    world_need(world,
        array_push(&world->events.member, (struct member_row){world->step, project->id, agent, MEMBER_LEFT, -1}));
    if (project->member_count == 0) project_end(world, slot, PROJECT_EMPTIED, false);
}

double project_load(const struct world *world, const struct project *project)
{
    const struct scenario *with = &world->scenario;
    const struct rates *rates = &world->rates;
    double load = rates->projects.load;
    if (with->debrief.present) load *= 1 + rates->debrief.cost * rates->debrief.depth;
    if (with->closeness.present) load *= 1 - rates->closeness.saving * project->closeness;
    return load < 1 ? load : 1;
}

void project_event(struct world *world, int32_t slot, int what)
{
    const struct project *project = &world->projects.slots[slot];
    const struct candidate *best = project_best(&world->projects, slot);
    world_need(world, array_push(&world->events.project, (struct project_row){.event_step = world->step,
                                                             .project = project->id,
                                                             .what = (int8_t)what,
                                                             .opportunity = project->opportunity.id,
                                                             .domain = project->opportunity.domain,
                                                             .unit = world->network.unit[project->founder],
                                                             .agent = project->founder,
                                                             .members = project->member_count,
                                                             .practice = best ? best->practice : -1,
                                                             .progress = project->progress,
                                                             .closeness = project->closeness}));
}

void project_end(struct world *world, int32_t slot, int what, bool resolved)
{
    struct project *project = &world->projects.slots[slot];
    bool worked = project->state == PROJECT_ACTIVE;
    project_event(world, slot, what);
    if (worked) {
        struct ended *ended = &world->counts.ended;
        ended->all++;
        ended->well += resolved;
        ended->steps += world->step - project->since + 1; /* the step in which work began counts */
    }
    if (resolved)
        world->counts.succeeded++, world->counts.resolved++;
    else if (worked)
        world->counts.failed++;
    else
        world->counts.never_started++;
    opportunity_event(world, &project->opportunity, resolved ? OPPORTUNITY_RESOLVED : OPPORTUNITY_FREED, project->id);
    if (!resolved) {
        project->opportunity.open_since = world->step;
        project->opportunity.handed_to = -1;
        world_need(world, array_push(&world->open, project->opportunity));
    }
    bool tells_on = worked && project->member_count > 0 && world->scenario.share.present;
    project->state = tells_on && world->scenario.share.afterglow > 0 ? PROJECT_AFTERGLOW : PROJECT_GONE;
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
            project->state == PROJECT_AFTERGLOW && world->step >= project->since + world->scenario.share.afterglow;
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

void projects_free(struct projects *projects)
{
    free(projects->slots);
    free(projects->memberships);
    free(projects->candidates);
    free(projects->live);
    free(projects->free_slots);
    *projects = (struct projects){0};
}
