/* experiment: active projects try small actions, each with the practice it believes in or with a variant of it.
 *
 * A bigger action is as many small ones at once: it costs, teaches and brings as much more, and meets as much more
 * friction, since more is at stake (Weick 1984, doi:10.1037/0003-066X.39.1.40). So groups choose its size.
 *
 * What is tried is decided for all projects at once; variants nobody knew are then numbered in the order of projects;
 * then all actions turn out. */
#include <math.h>

#include "base/crew.h"
#include "model/activity/diagnosis.h"
#include "model/activity/friction.h"
#include "model/activity/groupthink.h"
#include "model/activity/locals.h"
#include "model/activity/recombine.h"
#include "model/activity/relay.h"
#include "model/frame/steps.h"
#include "model/ledger/credit.h"
#include "model/organisation/resources.h"
#include "model/state/draws.h"
#include "model/state/practices.h"
#include "model/state/projects.h"
#include "model/state/world.h"

/* Whether the project acts in this step, and what it tries: a known practice, or (trying = -1) a variant yet to be met.
 */
static bool acts(const struct world *world, const struct project *project)
{
    return project->state == PROJECT_ACTIVE && action_is_paid(world, project);
}

/* Gives the member who alone has made what is new in it, or -1: the team has. */
static int32_t try_something(struct world *world, int32_t slot)
{
    struct project *project = &world->projects.slots[slot];
    const struct candidate *best = project_best_here(world, slot);
    struct random_key variant = world_key(world, STREAM_EXPERIMENT, project->id, DRAW_EXPERIMENT_VARIANT);
    int32_t domain = project->opportunity.domain;
    bool explores = random_bernoulli(world_key(world, STREAM_EXPERIMENT, project->id, DRAW_EXPERIMENT_EXPLORE),
        world->rates.experiment.exploration_probability);
    if (best && !explores) {
        project->trying = best->practice;
        return -1;
    }
    if (best && world->landscape.recipes) {
        project->trying = project_put_together(world, slot, best->practice);
        return -1;
    }
    if (best && world->rates.experiment.recombination_probability > 0 && project_recombine(world, slot)) return -1;
    if (best && world->scenario.experiment.search == SEARCH_RELAY) return project_relay(world, slot, best->practice);
    struct configuration configuration =
        best ? landscape_vary(&world->landscape, world->practices.items[best->practice].configuration, variant)
             : landscape_draw(&world->landscape, variant);
    project->trying = practice_meet(world, domain, configuration, best ? best->practice : -1, project->id);
    return -1;
}

/* The share of the skills needed that the team has. */
static double skill(const struct world *world, int32_t slot)
{
    uint64_t needed = world->projects.slots[slot].opportunity.skills, present = 0;
    if (!needed) return 1;
    for (int32_t seat = 0; seat < world->projects.team; seat++) {
        int32_t agent = project_seats(&world->projects, slot)[seat].agent;
        if (agent >= 0) present |= world->agents.skills[agent];
    }
    return (double)__builtin_popcountll(needed & present) / __builtin_popcountll(needed);
}

static double confidence_of_team(const struct world *world, int32_t slot)
{
    double sum = 0;
    for (int32_t seat = 0; seat < world->projects.team; seat++) {
        int32_t agent = project_seats(&world->projects, slot)[seat].agent;
        if (agent >= 0) sum += world->agents.confidence[agent];
    }
    return sum / world->projects.slots[slot].member_count;
}

/* How big an action the group takes: the bigger the more confident it is and the less friction it meets, as far as its
 * means reach. One unit is paid anyway (step_pay, or here), the rest from what the project has of its own. */
static double size_of_action(const struct world *world, int32_t slot, double friction)
{
    const struct project *project = &world->projects.slots[slot];
    double more = world->rates.experiment.max_action_size - 1;
    if (!(more > 0)) return 1;
    double wanted = more * confidence_of_team(world, slot) * (1 - friction);
    double means = project->slack + project->resources - (1 - actions_paid_before(world));
    return 1 + (wanted < means ? wanted : means);
}

/* Members' slack pays before what the project was given. */
static void pay(const struct world *world, struct project *project)
{
    double cost = project->size_of_action - actions_paid_before(world);
    double from_slack = cost < project->slack ? cost : project->slack;
    project->slack -= from_slack;
    project->resources -= cost - from_slack;
}

static void turn_out(void *context, struct span span)
{
    struct world *world = context;
    for (int64_t i = span.first; i < span.last; i++) {
        int32_t slot = world->projects.live[i];
        struct project *project = &world->projects.slots[slot];
        if (!project->acted) continue;
        const struct practice *practice = &world->practices.items[project->trying];
        double quality = landscape_quality_at(
            &world->landscape, practice->domain, project->opportunity.id, practice->configuration, practice->quality);
        double friction = project_friction(world, slot), size = size_of_action(world, slot, friction);
        project->size_of_action = size;
        project->outcome = random_normal(
            world_key(world, STREAM_OUTCOME, project->id, 0), quality, world->rates.experiment.outcome_sd / sqrt(size));
        project->judged = project_judgement(world, slot);
        pay(world, project);
        project->friction = friction * size < 1 ? friction * size : 1;
        if (project->outcome > 0)
            project->progress +=
                size * project->outcome * skill(world, slot) * project_effort(world, project) * (1 - project->friction);
    }
}

void step_experiment(struct world *world)
{
    for (int64_t i = 0; i < world->projects.live_count; i++) {
        int32_t slot = world->projects.live[i];
        struct project *project = &world->projects.slots[slot];
        project->acted = acts(world, project);
        int64_t known = world->practices.count;
        int32_t maker = project->acted ? try_something(world, slot) : -1;
        if (maker >= 0)
            credit_person(world, known, maker);
        else
            credit_team(world, known, slot);
    }
    if (world->out_of_memory) return;
    crew_share_blocks(world->crew, world->projects.live_count, PROJECT_BLOCK, turn_out, world);
}
