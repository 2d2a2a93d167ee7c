/* observe: what is to be seen of a world, room by room. Nothing here changes what happens. */
#include "model/watch/observe.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/crew.h"
#include "model/frame/rooms.h"
#include "model/record/observation.h"
#include "model/state/world.h"
#include "scenario/numbers.h"
#include "scenario/text.h"

static int64_t domains_of(const struct scenario *scenario)
{
    return scenario->landscape.present ? scenario->landscape.domains : 1;
}

int64_t dimension_length(const struct scenario *scenario, int64_t units, enum dimension dimension)
{
    const struct landscape_parameters *landscape = &scenario->landscape;
    switch (dimension) {
    case DIMENSION_NONE:
    case DIMENSION_COUNT:
        return 1;
    case DIMENSION_PRACTICE:
        if (!landscape->present) return 1;
        return landscape->kind == LANDSCAPE_LISTED ? landscape->practices.count * domains_of(scenario) : 0;
    case DIMENSION_UNIT:
        return units;
    case DIMENSION_DOMAIN:
        return domains_of(scenario);
    case DIMENSION_CHANNEL:
        return CHANNEL_COUNT;
    case DIMENSION_STANCE:
        return scenario->stances.present ? STANCE_COUNT : 0;
    case DIMENSION_PHASE:
        return scenario->communities.present ? PHASE_COUNT : 0;
    case DIMENSION_RING:
        return scenario->communities.present ? RING_COUNT : 0;
    }
    return 0;
}

const char *dimension_label(
    const struct scenario *scenario, enum dimension dimension, int64_t entry, char buffer[DIMENSION_LABEL])
{
    static const char *const channels[] = {
#define AS_NAME(symbol, text, ...) text,
        CHANNELS(AS_NAME)};
    static const char *const stance_names[] = {STANCES(AS_NAME)};
    static const char *const phases[] = {COMMUNITY_PHASES(AS_NAME)};
    static const char *const rings[] = {COMMUNITY_RINGS(AS_NAME)};
#undef AS_NAME
    const struct landscape_parameters *landscape = &scenario->landscape;
    if (dimension == DIMENSION_CHANNEL) return channels[entry];
    if (dimension == DIMENSION_STANCE) return stance_names[entry];
    if (dimension == DIMENSION_PHASE) return phases[entry];
    if (dimension == DIMENSION_RING) return rings[entry];
    if (dimension == DIMENSION_PRACTICE) {
        if (!landscape->present) return "the practice";
        const char *name = landscape->practices.item[entry % landscape->practices.count].name;
        if (domains_of(scenario) == 1) return name;
        snprintf(buffer, DIMENSION_LABEL, "%.48s (domain %d)", name, (int)(entry / landscape->practices.count));
        return buffer;
    }
    const char *what = dimension == DIMENSION_UNIT ? "unit" : "domain";
    snprintf(buffer, DIMENSION_LABEL, "%s %d", what, (int)entry);
    return buffer;
}

/* One dimension, and room for the label of an entry. */
struct labels_of {
    const struct scenario *scenario;
    enum dimension dimension;
    char buffer[DIMENSION_LABEL];
};

static const char *label_at(const void *context, int i)
{
    struct labels_of *labels = (struct labels_of *)context;
    return dimension_label(labels->scenario, labels->dimension, i, labels->buffer);
}

enum status dimension_find(const struct scenario *scenario, int64_t units, enum observable observable, const char *text,
    int64_t *entry, struct message *message)
{
    struct labels_of labels = {.scenario = scenario, .dimension = observable_table[observable].dimension};
    int64_t count = dimension_length(scenario, units, labels.dimension);
    if (labels.dimension == DIMENSION_NONE) count = 0;
    for (*entry = 0; *entry < count; ++*entry)
        if (strcmp(label_at(&labels, (int)*entry), text) == 0) return STATUS_OK;
    if (number_read_whole(text, entry) == NUMBER_FINE && *entry >= 0 && *entry < count) return STATUS_OK;
    const char *nearest = text_nearest(text, (int)count, label_at, &labels);
    if (nearest == labels.buffer) nearest = NULL; /* numbered labels are written there one after the other */
    return message_set(message, STATUS_INPUT, "%s has no entry '%s'%s", observable_table[observable].name,
        text_excerpt(text).text, text_suggestion(nearest).text);
}

int64_t model_dimension_length(const struct world *world, enum dimension dimension)
{
    return dimension_length(&world->scenario, world->network.unit_count, dimension);
}

const char *model_dimension_label(
    const struct world *world, enum dimension dimension, int64_t entry, char buffer[DIMENSION_LABEL])
{
    return dimension_label(&world->scenario, dimension, entry, buffer);
}

enum status model_dimension_find(
    const struct world *world, enum observable observable, const char *text, int64_t *entry, struct message *message)
{
    return dimension_find(&world->scenario, world->network.unit_count, observable, text, entry, message);
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

/* Rooms that are seen side by side: none changes what another reads. */
static void (*const side_by_side[])(const struct world *world, struct observation *observation) = {
#define BESIDE_own(name) observe_##name,
#define BESIDE_crew(name)
#define BESIDE_none(name)
#define GROUND(name, make, digest, verify, observe) BESIDE_##observe(name)
#define ROOM(name, digest, verify, observe) BESIDE_##observe(name)
#define VIEW(name, verify, observe) BESIDE_##observe(name)
#include "model/frame/rooms.def"
};
enum { SIDE_BY_SIDE = sizeof side_by_side / sizeof *side_by_side };

struct looking {
    const struct world *world;
    struct observation *observation;
};

static void look(void *context, struct span span)
{
    const struct looking *looking = context;
    for (int64_t i = span.first; i < span.last; i++) side_by_side[i](looking->world, looking->observation);
}

#define SHARES_own(name)
#define SHARES_crew(name) observe_##name(world, observation);
#define SHARES_none(name)

enum status model_observe(const struct world *world, struct observation *observation)
{
    struct looking looking = {world, observation};
    observation->out_of_memory = false;
    for (int64_t i = 0; i < observation->total; i++) observation->store[i] = (double)NAN; /* what no room fills */
#define GROUND(name, make, digest, verify, observe) SHARES_##observe(name)
#define ROOM(name, digest, verify, observe) SHARES_##observe(name)
#define VIEW(name, verify, observe) SHARES_##observe(name)
#include "model/frame/rooms.def"
    crew_share_blocks(world->crew, SIDE_BY_SIDE, 1, look, &looking);
    return observation->out_of_memory ? STATUS_MEMORY : STATUS_OK;
}
