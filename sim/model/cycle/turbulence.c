/* turbulence: what is right changes. Each bit of a domain's hidden target turns to the opposite (of several ways to
 * another) with a probability per step (March 1991, doi:10.1287/orsc.2.1.71), and with it the quality of every
 * practice; what people believe does not. The spots' own landscapes stay. */
#include "base/crew.h"
#include "model/frame/steps.h"
#include "model/state/draws.h"
#include "model/state/world.h"
#include "model/state/write.h"

static void judge_block(void *context, struct span span)
{
    struct world *world = context;
    for (int64_t p = span.first; p < span.last; p++) {
        struct practice *practice = &world->practices.items[p];
        practice->quality = landscape_quality(&world->landscape, practice->domain, practice->configuration);
    }
}

void step_turbulence(struct world *world)
{
    int64_t bits = world->scenario.landscape.bits, places = bits * world->agents.domains;
    double rate = world->scenario.landscape.turbulence;
    struct random_key key = world_key(world, STREAM_TURBULENCE, -1, 0);
    bool turned = false;
    for (int64_t place = world_gap(key, rate); place < places; place += 1 + world_gap(key, rate)) {
        int32_t domain = (int32_t)(place / bits), bit = (int32_t)(place % bits);
        landscape_turn(&world->landscape, domain, bit, world_key(world, STREAM_TURBULENCE, domain, (uint32_t)bit));
        write_turbulence(world, (struct turbulence_row){.domain = domain, .bit = bit});
        turned = true;
        key.index++;
    }
    if (turned) crew_share(world->crew, world->practices.count, judge_block, world);
}
