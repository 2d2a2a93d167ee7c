/* initiate: some who noticed feel that they can act, and found a project or join what gathers near by (walk_in.c);
 * others let the idea go to a trusted contact.
 *
 * The will to act rises with confidence and with the gap between expectation and what is believed of the practice in
 * use (search begins below aspiration: Cyert and March 1963, A Behavioral Theory of the Firm). Where several would
 * found on one opportunity, or one person on several, keyed priorities decide, not the order of computing. */
#include "base/crew.h"
#include "base/order.h"
#include "model/adoption/memory.h"
#include "model/frame/steps.h"
#include "model/opportunities/arise.h"
#include "model/opportunities/near.h"
#include "model/opportunities/sense.h"
#include "model/people/clients.h"
#include "model/people/stances.h"
#include "model/projects/lifecycle.h"
#include "model/projects/walk_in.h"
#include "model/state/draws.h"
#include "model/state/place.h"
#include "model/state/projects.h"
#include "model/state/ties.h"
#include "model/state/world.h"

static uint32_t draw(const struct opportunity *opportunity, uint32_t trait)
{
    return (uint32_t)opportunity->id * DRAWS_OF_INITIATE + trait;
}

static void decide_block(void *context, struct span span)
{
    struct world *world = context;
    const struct initiate_rates *with = &world->rates.initiate;
    for (int64_t i = span.first; i < span.last; i++) {
        struct notice *notice = &((struct notice *)world->sense->notices.items)[i];
        const struct opportunity *opportunity = notice_opportunity(world, notice);
        int32_t agent = notice->agent;
        double gap = world->agents.expectation[agent] - person_belief(world, agent, opportunity->domain);
        double will =
            with->founding_probability * world->agents.confidence[agent] * (1 + with->gap_weight * (gap > 0 ? gap : 0));
        notice->acts =
            person_can_work(world, agent, opportunity) && stance_founds(world, agent) &&
            random_bernoulli(world_key(world, STREAM_INITIATE, agent, draw(opportunity, DRAW_INITIATE_ACT)), will);
        notice->hands_on =
            notice->slot < 0 && !notice->acts &&
            random_bernoulli(world_key(world, STREAM_INITIATE, agent, draw(opportunity, DRAW_INITIATE_HAND_ON)),
                with->handover_probability);
        notice->priority = random_bits(world_key(world, STREAM_FOUNDER, agent, (uint32_t)opportunity->id));
    }
}

ORDER(by_priority, struct notice, ORDER_BY(priority) ORDER_BY(opportunity) ORDER_BY(agent) ORDER_BY(slot))

/* The idea goes to a contact drawn at random who trusts the one who lets go; it gives courage. */
static void hand_on(struct world *world, const struct notice *notice)
{
    struct opportunity *opportunity = notice_opportunity(world, notice);
    int32_t agent = notice->agent, count = tie_count(world, agent);
    if (count == 0) return;
    int32_t k = (int32_t)random_below(
        world_key(world, STREAM_INITIATE, agent, draw(opportunity, DRAW_INITIATE_WHICH_TIE)), (uint64_t)count);
    struct tie_end tie = tie_at(world, agent, k);
    if (served_asleep(world, tie.agent) || person_left_out(world, tie.agent)) return;
    if (!random_bernoulli(world_key(world, STREAM_INITIATE, agent, draw(opportunity, DRAW_INITIATE_TRUST)), tie.trust))
        return;
    opportunity->handed_to = tie.agent;
    double *confidence = &world->agents.confidence[tie.agent];
    *confidence += world->rates.initiate.handover_confidence * (1 - *confidence);
    opportunity_event(world, opportunity, OPPORTUNITY_HANDED, -1);
}

/* Projects are founded on opportunities, which then are open no more. */
static void found(struct world *world, const struct notice *notice)
{
    struct opportunity *opportunity = notice_opportunity(world, notice);
    int32_t slot = project_found(world, opportunity, notice->agent);
    if (slot >= 0) opportunity_event(world, opportunity, OPPORTUNITY_TAKEN, world->projects.slots[slot].id);
    opportunity->id = -1;
}

/* Those who would act do, in the order of their priorities: they walk in or found. */
static void act(struct world *world)
{
    const struct notice *notices = world->sense->notices.items;
    struct spots gathering = {0};
    if (world->rates.team.walk_in_probability > 0) gathering_list(world, &gathering);
    for (int64_t i = 0; i < world->sense->notices.count; i++) {
        const struct notice *notice = &notices[i];
        const struct opportunity *opportunity = notice_opportunity(world, notice);
        if (!notice->acts || opportunity->id < 0 || !person_can_work(world, notice->agent, opportunity)) continue;
        bool joins = walks_in(world, &gathering, notice);
        if (notice->slot < 0 && !joins) found(world, notice);
    }
    array_free(&gathering);
}

/* Most who notice neither act nor hand on: only who does is put in order. */
static void put_in_order(struct world *world)
{
    struct notice *notices = world->sense->notices.items;
    int64_t *count = &world->sense->notices.count, kept = 0;
    for (int64_t i = 0; i < *count; i++)
        if (notices[i].acts || notices[i].hands_on) notices[kept++] = notices[i];
    *count = kept;
    order_items(notices, kept, by_priority);
}

void step_initiate(struct world *world)
{
    const struct notice *notices = world->sense->notices.items;
    int64_t kept = 0;
    crew_share(world->crew, world->sense->notices.count, decide_block, world);
    put_in_order(world);
    for (int64_t i = 0; i < world->opportunities->open.count; i++) world->opportunities->open.items[i].handed_to = -1;
    act(world);
    for (int64_t i = 0; i < world->sense->notices.count; i++) {
        if (!notices[i].hands_on) continue;
        const struct opportunity *opportunity = notice_opportunity(world, &notices[i]);
        if (opportunity->id >= 0 && opportunity->handed_to < 0) hand_on(world, &notices[i]);
    }
    for (int64_t i = 0; i < world->opportunities->open.count; i++)
        if (world->opportunities->open.items[i].id >= 0)
            world->opportunities->open.items[kept++] = world->opportunities->open.items[i];
    world->opportunities->open.count = kept;
}
