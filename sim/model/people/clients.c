/* serve: people who are served by a unit (students, customers) mirror how those who serve them work together, and may
 * begin to take part.
 *
 * What there is to mirror in a unit is the mean, over the projects at work on what lies there, of the group's closeness
 * times the true quality of the practice that it believes in most; nothing where nobody is at work. What each served
 * person mirrors moves there by a share a step, and with a probability that goes with it the person wakes: notices,
 * founds and joins like the others from the next step on. Until then attention for any of it is 0 (people.c). */
#include "model/people/clients.h"

#include <inttypes.h>

#include "base/crew.h"
#include "base/parts.h"
#include "model/frame/rooms.h"
#include "model/frame/steps.h"
#include "model/record/observation.h"
#include "model/state/agents.h"
#include "model/state/draws.h"
#include "model/state/projects.h"
#include "model/state/world.h"
#include "model/state/write.h"

void served_begin(struct world *world, int32_t agent)
{
    uint8_t *served = &world->agents.client[agent];
    if (*served == CLIENT_AWAKE) world->clients->awake--;
    if (*served != CLIENT_NOT) {
        *served = CLIENT_ASLEEP;
    } else if (world->step == 0) {
        *served = random_bernoulli(world_key(world, STREAM_CLIENTS, agent, 0), world->rates.clients.fraction);
        world->clients->people += *served;
    }
    world->agents.emulation[agent] = 0;
}

bool served_asleep(const struct world *world, int32_t agent)
{
    return world->agents.client && world->agents.client[agent] == CLIENT_ASLEEP;
}

/* What there is to mirror, by unit. */
static void look_at_projects(struct world *world)
{
    const struct projects *projects = &world->projects;
    struct mirror *mirror = world->clients->mirror;
    for (int32_t unit = 0; unit < world->network.unit_count; unit++) mirror[unit] = (struct mirror){0};
    for (int64_t i = 0; i < projects->live_count; i++) {
        const struct project *project = &projects->slots[projects->live[i]];
        const struct candidate *best = project_best(projects, projects->live[i]);
        if (project->state != PROJECT_ACTIVE) continue;
        struct mirror *here = &mirror[project->opportunity.unit];
        here->projects++;
        if (best) here->sum += project->closeness * world->practices.items[best->practice].quality;
    }
}

static void mirror_block(void *context, struct span span)
{
    struct world *world = context;
    const struct clients_rates *with = &world->rates.clients;
    for (int64_t i = span.first; i < span.last; i++) {
        int32_t agent = (int32_t)i;
        if (world->agents.client[agent] == CLIENT_NOT) continue;
        const struct mirror *there = &world->clients->mirror[world->network.unit[agent]];
        double *mirrored = &world->agents.emulation[agent],
               aim = there->projects > 0 ? there->sum / there->projects : 0;
        *mirrored += with->emulation_shift * (aim - *mirrored);
        if (world->agents.client[agent] == CLIENT_ASLEEP &&
            random_bernoulli(world_key(world, STREAM_WAKE, agent, 0), with->activation_probability * *mirrored))
            part_push(&world->clients->woken, span.block, &agent);
    }
}

static void wake(struct world *world, int32_t agent)
{
    world->agents.client[agent] = CLIENT_AWAKE;
    world->clients->awake++;
    write_activation(
        world, (struct activation_row){
                   .agent = agent, .unit = world->network.unit[agent], .emulation = world->agents.emulation[agent]});
}

void step_serve(struct world *world)
{
    world_need(world, parts_open(&world->clients->woken, crew_blocks(world->agents.count, CREW_BLOCK)));
    if (world->out_of_memory) return;
    look_at_projects(world);
    crew_share(world->crew, world->agents.count, mirror_block, world);
    world_need(world, parts_join(&world->clients->woken));
    if (world->out_of_memory) return;
    for (int64_t i = 0; i < world->clients->woken.count; i++) wake(world, world->clients->woken.items[i]);
}

/* -- what the room owes */

enum status make_clients(struct world *world)
{
    world->clients = calloc(1, sizeof *world->clients);
    if (!world->clients) return STATUS_MEMORY;
    if (!world->agents.client) return STATUS_OK;
    world->clients->mirror = calloc((size_t)world->network.unit_count, sizeof *world->clients->mirror);
    return world->clients->mirror ? STATUS_OK : STATUS_MEMORY;
}

ROOM_PARTS(clients, CLIENTS_KEEP)

void observe_clients(const struct world *world, struct observation *observation)
{
    double sum = 0;
    for (int32_t agent = 0; world->agents.client && agent < world->agents.count; agent++)
        sum += world->agents.emulation[agent];
    see_mean(observation, OBSERVE_client_emulation_mean, sum, (double)world->clients->people);
    see_count(observation, OBSERVE_clients_active, world->clients->awake);
}

enum status verify_clients(const struct world *world, struct message *message)
{
    if (!world->agents.client) return STATUS_OK;
    const struct agents *agents = &world->agents;
    int64_t served = 0, awake = 0;
    for (int32_t agent = 0; agent < agents->count; agent++) {
        served += agents->client[agent] != CLIENT_NOT;
        awake += agents->client[agent] == CLIENT_AWAKE;
        bool nothing = agents->client[agent] != CLIENT_NOT || !(agents->emulation[agent] > 0);
        if (!(agents->emulation[agent] >= 0 && agents->emulation[agent] <= 1) || agents->client[agent] > CLIENT_AWAKE ||
            !nothing)
            return message_set(message, STATUS_INVARIANT, "agent %d is served in way %d and mirrors %g", agent,
                agents->client[agent], agents->emulation[agent]);
        if (agents->client[agent] == CLIENT_ASLEEP && agents->first_membership[agent] >= 0)
            return message_set(message, STATUS_INVARIANT, "agent %d takes no part and is in a project", agent);
    }
    if (served == world->clients->people && awake == world->clients->awake) return STATUS_OK;
    return message_set(message, STATUS_INVARIANT,
        "%" PRId64 " people are served and %" PRId64 " of them take part, counted %" PRId64 " and %" PRId64,
        world->clients->people, world->clients->awake, served, awake);
}
