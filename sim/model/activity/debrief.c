/* debrief: the group talks over what happened. Its belief about what it tried changes, each member takes the lesson
 * home, and the group grows closer.
 *
 * An outcome is worth `depth` times the action's size outcomes of evidence (Normal-Normal updating with known noise:
 * means weighted by evidence). Where members use the practice already, they are whom the others learn it from; where
 * nobody does, it is everybody's own first try. */
#include "base/crew.h"
#include "base/parts.h"
#include "model/adoption/learn.h"
#include "model/frame/steps.h"
#include "model/state/place.h"
#include "model/state/projects.h"
#include "model/state/world.h"
#include "model/state/write.h"

static void revise(struct world *world, int32_t slot, double depth)
{
    struct project *project = &world->projects.slots[slot];
    struct candidate *candidate = project_candidate(&world->projects, slot, project->trying);
    double evidence = depth * project->size_of_action;
    candidate->evidence += evidence;
    candidate->belief += (project->judged - candidate->belief) * evidence / candidate->evidence;
    project->closeness += world->rates.debrief.closeness_shift * depth * (1 - project->closeness);
}

static bool uses(const struct world *world, int32_t agent, int32_t practice)
{
    int32_t domain = world->practices.items[practice].domain;
    return agent >= 0 && world->agents.practice[place_at(world, agent, domain)] == practice;
}

static void lesson(struct world *world, int64_t block, int32_t slot, int32_t target)
{
    const struct project *project = &world->projects.slots[slot];
    const struct membership *seats = project_seats(&world->projects, slot);
    int32_t users = 0, domain = project->opportunity.domain;
    for (int32_t seat = 0; seat < world->projects.team; seat++)
        users += seats[seat].agent != target && uses(world, seats[seat].agent, project->trying);
    struct telling telling = {.target = target,
        .source = -1,
        .practice = project->trying,
        .project = project->id,
        .channel = CHANNEL_INVENTION,
        .source_row = -1,
        .belief = project->judged,
        .evidence = world->rates.debrief.depth * project->size_of_action};
    if (users == 0 || uses(world, target, project->trying)) {
        part_push(&world->tellings->all, block, &telling);
        return;
    }
    telling.channel = CHANNEL_PROJECT;
    telling.evidence /= users;
    for (int32_t seat = 0; seat < world->projects.team; seat++) {
        telling.source = seats[seat].agent;
        if (telling.source == target || !uses(world, telling.source, project->trying)) continue;
        telling.source_row = world->agents.adoption[place_at(world, telling.source, domain)];
        part_push(&world->tellings->all, block, &telling);
    }
}

static void debrief_block(void *context, struct span span)
{
    struct world *world = context;
    for (int64_t i = span.first; i < span.last; i++) {
        int32_t slot = world->projects.live[i];
        if (world->projects.slots[slot].state != PROJECT_ACTIVE || !world->projects.slots[slot].acted) continue;
        revise(world, slot, world->rates.debrief.depth);
        for (int32_t seat = 0; seat < world->projects.team; seat++) {
            int32_t target = project_seats(&world->projects, slot)[seat].agent;
            if (target >= 0) lesson(world, span.block, slot, target);
        }
    }
}

void step_debrief(struct world *world)
{
    if (world->out_of_memory || !(world->rates.debrief.depth > 0)) return;
    world_need(world, parts_open(&world->tellings->all, crew_blocks(world->projects.live_count, PROJECT_BLOCK)));
    if (world->out_of_memory) return;
    crew_share_blocks(world->crew, world->projects.live_count, PROJECT_BLOCK, debrief_block, world);
    tellings_deliver(world);
}
