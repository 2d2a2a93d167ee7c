/* team_sizes: how many members a project waits for. It is given with the opportunity (arrive.c), or follows from the
 * project's number, drawn or in turn, so that it is the same whenever it is asked. */
#include "model/projects/team_sizes.h"

#include "model/opportunities/arrive.h"
#include "model/state/draws.h"
#include "model/state/world.h"
#include "scenario/numbers.h"

static double all_of(const struct named_numbers *sizes)
{
    double all = 0;
    for (int64_t i = 0; i < sizes->count; i++) all += sizes->item[i].value;
    return all;
}

/* The size at a place among all, each as long as it occurs often. */
static int64_t size_at(const struct named_numbers *sizes, double place)
{
    int64_t size = 0, last = 0;
    for (; last < sizes->count && !(place < sizes->item[last].value); last++) place -= sizes->item[last].value;
    while (last == sizes->count || !(sizes->item[last].value > 0)) last--; /* rounding may lead beyond the last */
    return number_read_whole(sizes->item[last].name, &size) == NUMBER_FINE ? size : 1;
}

int32_t project_size(const struct world *world, int32_t id, const struct opportunity *opportunity)
{
    const struct team_parameters *with = &world->scenario.team;
    const int32_t *members, named = opportunity_members(world, opportunity, &members);
    if (opportunity->size > 0) return opportunity->size;
    if (named > 0) return named;
    if (with->sizes.count == 0) return (int32_t)with->max;
    double all = all_of(&with->sizes);
    struct random_key key = world_key(world, STREAM_TEAM_SIZE, id, 0);
    key.step = 0; /* the same in whichever step */
    double place = with->sizes_in_turn ? (double)(id % (int64_t)all) : random_uniform(key) * all;
    return (int32_t)size_at(&with->sizes, place);
}
