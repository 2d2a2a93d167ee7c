/* The arrays over agents for snapshots, as they lie in memory; memories are not among them. */
#include "model/watch/agent_arrays.h"

#include "model/state/world.h"

enum {
    SHOWN_I32 = 1,
    SHOWN_U64 = 1,
    SHOWN_F64 = 1,
    SHOWN_U8 = 1,
    SHOWN_WATCHED_I32 = 1,
    SHOWN_WATCHED_U8 = 1,
    SHOWN_KNOWN = 0
};
enum { AGENT_KNOWN = AGENT_I32, AGENT_WATCHED_I32 = AGENT_I32, AGENT_WATCHED_U8 = AGENT_U8 };

int model_agent_array_count(const struct world *world)
{
    int count = 0;
#define AGENT(type, name, per, needs, unit, sentence) count += SHOWN_##type && world->agents.name;
#include "model/state/agents.def"
    return count;
}

#define COLUMNS_ONE 1
#define COLUMNS_DOMAIN world->agents.domains
#define COLUMNS_SLOT 0
#define OVER_ONE DIMENSION_NONE
#define OVER_DOMAIN DIMENSION_DOMAIN
#define OVER_SLOT DIMENSION_NONE

struct agent_array model_agent_array(const struct world *world, int i)
{
#define AGENT(type, name, per, needs, unit, sentence)                                                                  \
    if (SHOWN_##type && world->agents.name && i-- == 0)                                                                \
        return (struct agent_array){#name, unit, sentence, (enum agent_array_type)AGENT_##type, world->agents.name,    \
            COLUMNS_##per, OVER_##per};
#include "model/state/agents.def"
    return (struct agent_array){0};
}
