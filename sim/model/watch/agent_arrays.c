/* The arrays over agents for snapshots, as they lie in memory; what is inner to the run is not among them. */
#include "model/watch/agent_arrays.h"

#include <string.h>

#include "model/state/world.h"

enum {
    SHOWN_I32 = 1,
    SHOWN_U64 = 1,
    SHOWN_F64 = 1,
    SHOWN_U8 = 1,
    SHOWN_WATCHED_I32 = 1,
    SHOWN_WATCHED_U8 = 1,
    SHOWN_KNOWN = 0,
    SHOWN_INNER_I32 = 0
};
enum {
    AGENT_KNOWN = AGENT_I32,
    AGENT_INNER_I32 = AGENT_I32,
    AGENT_WATCHED_I32 = AGENT_I32,
    AGENT_WATCHED_U8 = AGENT_U8
};

int model_agent_array_count(const struct world *world)
{
    int count = 0;
#define AGENT(type, name, per, needs, begin, unit, sentence) count += SHOWN_##type && world->agents.name;
#include "model/state/agents.def"
    return count;
}

#define COLUMNS_ONE 1
#define COLUMNS_DOMAIN world->agents.domains
#define COLUMNS_SLOT 0
#define OVER_ONE DIMENSION_NONE
#define OVER_DOMAIN DIMENSION_DOMAIN
#define OVER_SLOT DIMENSION_NONE

#define AS_CATEGORY(symbol, text, sentence) {text, sentence},
#define MEANS(array, LIST) static const struct event_category means_##array[] = {LIST(AS_CATEGORY)};
#include "model/state/agents.def"

static struct agent_array with_words(struct agent_array array)
{
#define MEANS(named, LIST)                                                                                             \
    if (strcmp(array.name, #named) == 0)                                                                               \
        array.categories = means_##named, array.category_count = sizeof means_##named / sizeof *means_##named;
#include "model/state/agents.def"
    return array;
}

struct agent_array model_agent_array(const struct world *world, int i)
{
#define AGENT(kind, array, per, needs, begin, measure, text)                                                           \
    if (SHOWN_##kind && world->agents.array && i-- == 0)                                                               \
        return with_words((struct agent_array){.name = #array,                                                         \
            .unit = measure,                                                                                           \
            .sentence = text,                                                                                          \
            .type = (enum agent_array_type)AGENT_##kind,                                                               \
            .values = world->agents.array,                                                                             \
            .columns = COLUMNS_##per,                                                                                  \
            .dimension = OVER_##per});
#include "model/state/agents.def"
    return (struct agent_array){0};
}
