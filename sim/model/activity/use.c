/* use: whoever uses a practice sees now and then how it turns out, in the own context. That is one outcome of evidence
 * of one's own, which nobody told: what is believed of the practice moves, and something else in mind may now seem
 * better.
 *
 * Outcomes are numbers, or successes and failures. Where several are seen at once, their mean is, and it is evidence of
 * as many: so the belief is the mean of all outcomes, as if they had come one by one, and with successes and failures
 * that of the Beta distribution to which they lead. What is forgotten is evidence, in every step before any is seen.
 *
 * Who sees an outcome is drawn by the gaps between them, so the cost goes with the outcomes, and with people only where
 * evidence is forgotten or outcomes are told. A place is a spot of its own, apart from those of opportunities, which
 * are numbered from 0. */
#include "model/activity/use.h"

#include <math.h>

#include "base/crew.h"
#include "base/memory.h"
#include "base/parts.h"
#include "model/adoption/ahead.h"
#include "model/adoption/learn.h"
#include "model/adoption/memory.h"
#include "model/frame/steps.h"
#include "model/state/agents.h"
#include "model/state/draws.h"
#include "model/state/place.h"
#include "model/state/write.h"

/* The mean of the outcomes that are seen at once. */
static double outcome_of(const struct world *world, struct random_key key, double quality)
{
    const int64_t trials = world->scenario.use.trials;
    if (world->scenario.use.outcome_kind == USE_YES_NO)
        return (double)random_binomial(key, trials, share_cut(quality)) / (double)trials;
    return random_normal(key, quality, world->rates.use.outcome_sd / sqrt((double)trials));
}

/* How good the practice of a number is where the person uses it. */
static double quality_here(const struct world *world, int32_t agent, int32_t domain, int32_t number)
{
    const struct practice *practice = &world->practices.items[number];
    if (!world->own_use->known) return practice->quality;
    struct known_quality *known = &world->own_use->known[place_at(world, agent, domain)];
    if (known->practice != 1 + number || known->at_large != practice->quality)
        *known = (struct known_quality){1 + number, practice->quality,
            landscape_quality_at(
                &world->landscape, domain, INT32_MAX - agent, practice->configuration, practice->quality)};
    return known->here;
}

static void see_outcome(struct world *world, int64_t block, int32_t agent, int32_t domain)
{
    int32_t use = world->agents.practice[(int64_t)agent * world->agents.domains + domain];
    const struct known *known = use >= 0 ? agents_find(&world->agents, agent, domain, use) : NULL;
    if (!known) return;
    double quality = quality_here(world, agent, domain, use);
    double outcome = outcome_of(world, world_key(world, STREAM_USE, agent, (uint32_t)domain), quality);
    int64_t place = place_at(world, agent, domain);
    if (world->own_use->seen)
        world->own_use->seen[place] = (struct seen_outcome){use, world->agents.adoption[place], outcome};
    part_push(&world->tellings->all, block,
        &(struct telling){.target = agent,
            .source = -1,
            .practice = use,
            .project = known->project,
            .channel = CHANNEL_EXTERNAL,
            .source_row = -1,
            .belief = outcome,
            .evidence = (double)world->scenario.use.trials});
}

struct account outcome_account(const struct world *world, int32_t agent, int32_t domain)
{
    const struct seen_outcome *seen = &world->own_use->seen[place_at(world, agent, domain)];
    return (struct account){.practice = seen->practice,
        .row = seen->row,
        .belief = seen->outcome,
        .own = (double)world->scenario.use.trials,
        .teller = -1};
}

/* What was seen in the step before is told no more, and evidence fades. */
static void let_go_of(struct world *world, struct span span)
{
    const double decay = world->rates.use.evidence_decay;
    const int64_t domains = world->agents.domains;
    struct seen_outcome *seen = world->own_use->seen;
    for (int64_t place = span.first * domains; seen && place < span.last * domains; place++) seen[place].practice = -1;
    for (int64_t agent = span.first; decay > 0 && agent < span.last; agent++) memory_fade(world, (int32_t)agent, decay);
}

static void use_block(void *context, struct span span)
{
    struct world *world = context;
    let_go_of(world, span);
    int32_t domains = world->agents.domains;
    double rate = world->rates.use.outcome_probability;
    struct random_key key = world_key(world, STREAM_USE, (int32_t)(-1 - span.block), 0);
    int64_t first = span.first * domains, last = span.last * domains;
    for (int64_t k = first + world_gap(key, rate), next; k < last; k = next) {
        key.index++;
        next = k + 1 + world_gap(key, rate);
        if (next < last) ahead_memory(world, (int32_t)(next / domains), (int32_t)(next % domains));
        see_outcome(world, span.block, (int32_t)(k / domains), (int32_t)(k % domains));
    }
}

void step_use(struct world *world)
{
    world_need(world, parts_open(&world->tellings->all, crew_blocks(world->agents.count, CREW_BLOCK)));
    if (world->out_of_memory) return;
    crew_share(world->crew, world->agents.count, use_block, world);
    tellings_deliver(world);
    world->own_use->outcomes += world->tellings->all.count * world->scenario.use.trials;
}

/* -- what the room owes */

enum status make_own_use(struct world *world)
{
    world->own_use = calloc(1, sizeof *world->own_use);
    if (!world->own_use) return STATUS_MEMORY;
    struct own_use *own = world->own_use;
    const size_t places = (size_t)own_use_places(world);
    if (scenario_has(&world->scenario, FEATURE_USE) && world->scenario.landscape.context_weight > 0 &&
        !(own->known = memory_zeros(places, sizeof *own->known)))
        return STATUS_MEMORY;
    if (!scenario_has(&world->scenario, FEATURE_OUTCOMES_TOLD)) return STATUS_OK;
    own->seen = calloc(places, sizeof *own->seen);
    for (size_t place = 0; own->seen && place < places; place++) own->seen[place].practice = -1;
    return own->seen ? STATUS_OK : STATUS_MEMORY;
}

ROOM_PARTS(own_use, OWN_USE_KEEPS)

void observe_own_use(const struct world *world, struct observation *observation)
{
    see_count(observation, OBSERVE_outcomes_seen_in_use, world->own_use->outcomes);
}
