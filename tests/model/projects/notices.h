/* People who have noticed something, and what they do about it. Include after <cmocka.h>. */
#ifndef MODEL_NOTICES_H
#define MODEL_NOTICES_H

#include "base/parts.h"
#include "model/frame/steps.h"
#include "model/opportunities/sense.h"
#include "model/record/events.h"
#include "model/worlds.h"

static inline void notice_all(struct world *world, int64_t count, const struct notice notices[])
{
    assert_true(parts_open(&world->sense->notices, 1));
    for (int64_t i = 0; i < count; i++) part_push(&world->sense->notices, 0, &notices[i]);
    assert_true(parts_join(&world->sense->notices));
    events_clear(&world->events);
    step_initiate(world);
    assert_false(world->out_of_memory);
    world_check(world);
}

#endif
