/* let_go: who leads a project at work may let go of it, so that others carry on and become leaders themselves.
 *
 * The work goes to the fellow member whom the leader trusts most, who decides. All decide from the state as it stands;
 * then the work changes hands, and who let go leaves. */
#include "base/array.h"
#include "model/frame/steps.h"
#include "model/people/leaders.h"
#include "model/people/stances.h"
#include "model/projects/lifecycle.h"
#include "model/state/draws.h"
#include "model/state/projects.h"
#include "model/state/world.h"
#include "model/state/write.h"

/* Work that changes hands. */
struct handing {
    int32_t slot, to;
};
struct handings ARRAY_OF(struct handing);

static bool draw(const struct world *world, int32_t slot, uint32_t what, double p)
{
    return random_bernoulli(world_key(world, STREAM_LET_GO, world->projects.slots[slot].id, what), p);
}

/* The one who takes a project over, or -1. */
static int32_t taker(const struct world *world, int32_t slot)
{
    const struct project *project = &world->projects.slots[slot];
    if (project->state != PROJECT_ACTIVE) return -1;
    if (!draw(world, slot, DRAW_LET_GO_WHETHER, world->rates.projects.letting_go_probability)) return -1;
    int32_t other = project_most_trusted(world, slot, project->lead);
    if (other < 0 || !stance_founds(world, other)) return -1;
    return draw(world, slot, DRAW_LET_GO_TAKES, world->agents.confidence[other]) ? other : -1;
}

static void change_hands(struct world *world, const struct handing *handing)
{
    struct project *project = &world->projects.slots[handing->slot];
    int32_t before = project->lead;
    project_take_over(world, handing->slot, handing->to);
    project_leave(world, handing->slot, before, MEMBER_LET_GO);
    project->let_go_by = before;
    project->let_go_in = world->step;
    world->projects.counts.let_go++;
}

void step_let_go(struct world *world)
{
    struct handings handings = {0};
    for (int64_t i = 0; i < world->projects.live_count; i++) {
        int32_t slot = world->projects.live[i], to = taker(world, slot);
        if (to >= 0) world_need(world, array_push(&handings, (struct handing){slot, to}));
    }
    for (int64_t i = 0; i < handings.count; i++) change_hands(world, &handings.items[i]);
    array_free(&handings);
}
