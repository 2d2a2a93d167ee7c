/* relax: what success and failure did to confidence fades, and people come to expect what they have.
 *
 * Aspirations adapt to what is attained (Cyert and March 1963, A Behavioral Theory of the Firm; Lant 1992,
 * doi:10.1287/mnsc.38.5.623). Without it both only remember, and after some years everybody is as sure as can be. */
#include "base/crew.h"
#include "model/adoption/memory.h"
#include "model/frame/steps.h"
#include "model/state/draws.h"
#include "model/state/place.h"
#include "model/state/world.h"

/* What a person comes to expect: the mean of what is believed of the practices in use, or of their quality where people
 * believe nothing; where none is in use, nothing else. */
static double expectation_of_use(const struct world *world, int32_t agent)
{
    double sum = 0, count = 0;
    for (int32_t domain = 0; domain < world->agents.domains; domain++) {
        const int32_t practice = world->agents.practice[place_at(world, agent, domain)];
        if (practice < 0) continue;
        sum += world->agents.known ? person_belief(world, agent, domain) : world->practices.items[practice].quality;
        count++;
    }
    return count > 0 ? sum / count : world->agents.expectation[agent];
}

static void calm_down(struct world *world, int64_t agent)
{
    double *confidence = &world->agents.confidence[agent];
    const double missing = world->agents.confidence_start[agent] - *confidence;
    *confidence = share_cut(*confidence + world->rates.relax.confidence_shift * missing);
}

static void relax_block(void *context, struct span span)
{
    struct world *world = context;
    struct agents *agents = &world->agents;
    for (int64_t agent = span.first; agent < span.last; agent++) {
        const double expectation = agents->expectation[agent], used = expectation_of_use(world, (int32_t)agent);
        if (agents->confidence_start) calm_down(world, agent);
        agents->expectation[agent] =
            share_cut(expectation + world->rates.relax.expectation_shift * (used - expectation));
    }
}

void step_relax(struct world *world)
{
    crew_share(world->crew, world->agents.count, relax_block, world);
}
