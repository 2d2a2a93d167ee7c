/* observe: what is to be seen of a world, room by room. Nothing here changes what happens. */
#include "model/watch/observe.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "model/frame/rooms.h"
#include "model/record/observation.h"
#include "model/state/world.h"

int64_t model_dimension_length(const struct world *world, enum dimension dimension)
{
    const struct landscape_parameters *landscape = &world->scenario.landscape;
    switch (dimension) {
    case DIMENSION_NONE:
    case DIMENSION_COUNT:
        return 1;
    case DIMENSION_PRACTICE:
        if (!landscape->present) return 1;
        return landscape->kind == LANDSCAPE_LISTED ? landscape->practices.count * world->agents.domains : 0;
    case DIMENSION_UNIT:
        return world->network.unit_count;
    case DIMENSION_DOMAIN:
        return world->agents.domains;
    case DIMENSION_CHANNEL:
        return CHANNEL_COUNT;
    case DIMENSION_STANCE:
        return world->scenario.stances.present ? STANCE_COUNT : 0;
    case DIMENSION_PHASE:
        return world->scenario.communities.present ? PHASE_COUNT : 0;
    case DIMENSION_RING:
        return world->scenario.communities.present ? RING_COUNT : 0;
    }
    return 0;
}

const char *model_dimension_label(const struct world *world, enum dimension dimension, int64_t entry, char buffer[64])
{
    static const char *const channels[] = {
#define AS_NAME(symbol, text, ...) text,
        CHANNELS(AS_NAME)};
    static const char *const stance_names[] = {STANCES(AS_NAME)};
    static const char *const phases[] = {COMMUNITY_PHASES(AS_NAME)};
    static const char *const rings[] = {COMMUNITY_RINGS(AS_NAME)};
#undef AS_NAME
    const struct landscape_parameters *landscape = &world->scenario.landscape;
    if (dimension == DIMENSION_CHANNEL) return channels[entry];
    if (dimension == DIMENSION_STANCE) return stance_names[entry];
    if (dimension == DIMENSION_PHASE) return phases[entry];
    if (dimension == DIMENSION_RING) return rings[entry];
    if (dimension == DIMENSION_PRACTICE) {
        if (!landscape->present) return "the practice";
        const char *name = landscape->practices.item[entry % landscape->practices.count].name;
        if (world->agents.domains == 1) return name;
        snprintf(buffer, 64, "%.48s (domain %d)", name, (int)(entry / landscape->practices.count));
        return buffer;
    }
    const char *what = dimension == DIMENSION_UNIT ? "unit" : "domain";
    snprintf(buffer, 64, "%s %d", what, (int)entry);
    return buffer;
}

enum status observation_create(struct observation *observation, const struct world *world)
{
    int64_t total = 0;
    *observation = (struct observation){0};
    for (int o = 0; o < OBSERVABLE_COUNT; o++) {
        if (observable_shown(&world->scenario, (enum observable)o))
            observation->length[o] = model_dimension_length(world, observable_table[o].dimension);
        total += observation->length[o];
    }
    observation->store = calloc((size_t)total, sizeof *observation->store);
    observation->before = calloc((size_t)total, sizeof *observation->before);
    if (!observation->store || !observation->before) {
        observation_free(observation);
        return STATUS_MEMORY;
    }
    observation->total = total;
    double *next = observation->store;
    for (int o = 0; o < OBSERVABLE_COUNT; o++) {
        observation->value[o] = next;
        next += observation->length[o];
    }
    return STATUS_OK;
}

void observation_free(struct observation *observation)
{
    free(observation->store);
    free(observation->before);
    *observation = (struct observation){0};
}

#define SEES_own(name) observe_##name(world, observation);
#define SEES_none(name)

enum status model_observe(const struct world *world, struct observation *observation)
{
    observation->out_of_memory = false;
    for (int64_t i = 0; i < observation->total; i++) observation->store[i] = (double)NAN; /* what no room fills */
#define GROUND(name, make, digest, verify, observe) SEES_##observe(name)
#define ROOM(name, digest, verify, observe) SEES_##observe(name)
#define VIEW(name, verify) SEES_own(name)
#include "model/frame/rooms.def"
    return observation->out_of_memory ? STATUS_MEMORY : STATUS_OK;
}
