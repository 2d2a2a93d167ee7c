/* forget_ties: a tie is lost when nobody trusts along it any more: its trust has faded below `min_trust`, both ways.
 * Everybody looks through the own ties every REVIEW steps, so a tie may live on for as long as that. */
#include "model/ties/forget_ties.h"

#include "base/crew.h"
#include "base/parts.h"
#include "model/frame/rooms.h"
#include "model/state/start_ties.h"
#include "model/state/ties.h"
#include "model/state/world.h"
#include "model/state/write.h"
#include "model/ties/bonds.h"

/* Nobody trusts any more along a tie. */
struct fading_tie {
    int32_t agent, other;
};

#define FORGET_TIES_KEEPS(VALUE, LIST, ITEMS, PARTS) PARTS(struct fading_tie, fading)
ROOM_STRUCT(forget_ties, FORGET_TIES_KEEPS);

enum { REVIEW = 26 };

static bool is_faded(const struct world *world, int32_t agent, int32_t other)
{
    return tie_trust(world, agent, other) < world->rates.renew.min_trust;
}

static void review_block(void *context, struct span span)
{
    struct world *world = context;
    int64_t first = (REVIEW - world->step % REVIEW) % REVIEW;
    for (int64_t i = span.first; i < span.last; i++) {
        int32_t agent = (int32_t)(first + REVIEW * i);
        for (int32_t k = 0; k < tie_count(world, agent); k++) {
            struct tie_end tie = tie_at(world, agent, k);
            if (tie.trust < world->rates.renew.min_trust &&
                (!world->network.directed || is_faded(world, tie.agent, agent)) && !tie_lasts(world, agent, tie.agent))
                part_push(&world->forget_ties->fading, span.block, &(struct fading_tie){agent, tie.agent});
        }
    }
}

void ties_forget(struct world *world)
{
    int64_t first = (REVIEW - world->step % REVIEW) % REVIEW, people = world->agents.count - first;
    int64_t count = people > 0 ? (people + REVIEW - 1) / REVIEW : 0;
    if (world->network.complete || !world->network.told.trust) return;
    world_need(world, parts_open(&world->forget_ties->fading, crew_blocks(count, CREW_BLOCK)));
    if (world->out_of_memory) return;
    crew_share(world->crew, count, review_block, world);
    world_need(world, parts_join(&world->forget_ties->fading));
    if (world->out_of_memory) return;
    const struct fading_tie *ties = world->forget_ties->fading.items;
    for (int64_t i = 0; i < world->forget_ties->fading.count; i++) tie_lose(world, ties[i].agent, ties[i].other);
}

/* -- what the room owes */

ROOM_MAKE(forget_ties)
ROOM_PARTS(forget_ties, FORGET_TIES_KEEPS)
