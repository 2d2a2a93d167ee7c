/* The digest of a run: every event since the start, and the whole state now, room by room. A table without rows leaves
 * no trace, so a mechanism that is absent is as if it had never been there. */
#include <string.h>

#include "model/cycle/model.h"
#include "model/frame/rooms.h"
#include "model/record/events.h"
#include "model/state/world.h"

#define DIGESTS_own(name) digest_##name(world, digester);
#define DIGESTS_none(name)

enum status model_state_digest(const struct world *world, struct digest *digest)
{
    struct digester *digester = digester_new();
    if (!digester) return STATUS_MEMORY;
    digester_add(digester, &world->step, sizeof world->step);
#define GROUND(name, make, digest, verify, observe) DIGESTS_##digest(name)
#define ROOM(name, digest, verify, observe) DIGESTS_##digest(name)
#include "model/frame/rooms.def"
    *digest = digester_result(digester);
    digester_free(digester);
    return STATUS_OK;
}

enum status model_digest_combine(
    const struct digest events[EVENT_TABLE_COUNT], struct digest state, struct digest *digest)
{
    struct digester *digester = digester_new();
    if (!digester) return STATUS_MEMORY;
    const struct digest no_rows = digester_result(digester);
    for (int table = 0; table < EVENT_TABLE_COUNT; table++) {
        if (table == EVENT_telling || (events[table].low == no_rows.low && events[table].high == no_rows.high))
            continue;
        digester_add(digester, event_tables[table].name, strlen(event_tables[table].name));
        digester_add(digester, &events[table], sizeof events[table]);
    }
    digester_add(digester, &state, sizeof state);
    *digest = digester_result(digester);
    digester_free(digester);
    return STATUS_OK;
}

enum status model_digest(const struct world *world, struct digest *digest)
{
    struct digest events[EVENT_TABLE_COUNT], state;
    for (int table = 0; table < EVENT_TABLE_COUNT; table++)
        events[table] = events_digest(&world->events, (enum event_table)table);
    enum status status = model_state_digest(world, &state);
    return status == STATUS_OK ? model_digest_combine(events, state, digest) : status;
}
