/* The making and unmaking of a world, and what the outside may ask of it. */
#include <stdlib.h>
#include <string.h>

#include "model/cycle/model.h"
#include "model/frame/rooms.h"
#include "model/opportunities/arrive.h"
#include "model/people/people.h"
#include "model/record/events.h"
#include "model/rules/moves.h"
#include "model/state/ties.h"
#include "model/state/world.h"
#include "model/state/write.h"
#include "scenario/changes.h"
#include "scenario/check/scenario_check.h"

#define MAKES_own(name)                                                                                                \
    if (status == STATUS_OK) status = make_##name(world);
#define MAKES_none(name)

static enum status make(struct world *world, const struct edge_list *file, struct message *message)
{
    const struct scenario *with = &world->scenario;
    double trust = scenario_has(with, FEATURE_TRUST) ? with->people.trust : -1;
    const struct names_there there = file ? network_names(file) : (struct names_there){.agents = 0};
    const char *culprit;
    enum status status = network_build(&world->network, with, file, &world->seeds, trust, message);
    if (status == STATUS_OK && file) status = scenario_check_named(with, &there, &culprit, message);
    if (status == STATUS_OK) status = landscape_build(&world->landscape, &with->landscape, &world->seeds);
#define GROUND(name, make, digest, verify, observe) MAKES_##make(name)
#define ROOM(name, digest, verify, observe) MAKES_own(name)
#include "model/frame/rooms.def"
    if (status == STATUS_OK) status = opportunities_given(world, file, message);
    ties_fade(world);
    if (status == STATUS_OK) people_start(world, file);
    return status == STATUS_OK ? world_status(world) : status;
}

enum status model_create(struct world **world, const struct scenario *scenario, const struct edge_list *file,
    struct crew *crew, struct message *message)
{
    *world = calloc(1, sizeof **world);
    if (!*world) return message_status(message, STATUS_MEMORY);
    struct scenario settled = *scenario;
    scenario_settle(&settled);
    memcpy((void *)&(*world)->scenario, &settled, sizeof settled); /* from here on it is const */
    (*world)->rates = rates_at_start(&settled);
    (*world)->seeds = scenario_seeds(scenario);
    (*world)->crew = crew;
    enum status status = make(*world, file, message);
    if (status == STATUS_MEMORY || status == STATUS_ROWS) message_status(message, status);
    if (status != STATUS_OK) {
        model_free(*world);
        *world = NULL;
    }
    return status;
}

void model_free(struct world *world)
{
    if (!world) return;
#define GROUND(name, make, digest, verify, observe) free_##name(world);
#define ROOM(name, digest, verify, observe) free_##name(world);
#include "model/frame/rooms.def"
    free(world);
}

int32_t model_steps_done(const struct world *world)
{
    return world->step;
}

struct events *model_events(struct world *world)
{
    return &world->events;
}

int32_t model_agents(const struct world *world)
{
    return world->agents.count;
}

bool model_moves(const struct world *world, int32_t agent, int32_t unit, size_t size, char *text)
{
    moves_print(world, agent, unit, size, text);
    return moves_are_own(world);
}

const struct network *model_network(const struct world *world)
{
    return &world->network;
}

const struct scenario *model_scenario(const struct world *world)
{
    return &world->scenario;
}

int64_t model_bytes(const struct world *world)
{
    int64_t bytes = (int64_t)sizeof *world;
#define GROUND(name, make, digest, verify, observe) bytes += bytes_of_##name(world);
#define ROOM(name, digest, verify, observe) bytes += bytes_of_##name(world);
#include "model/frame/rooms.def"
    return bytes;
}
