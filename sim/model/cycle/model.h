/* The model: what the rest of the program may know of it.
 *
 * A world is one run under way: the people, their network, the practices, the projects. It is made from a scenario,
 * does one step after another, and can be asked at any time what is to be seen. Watching never changes it.
 *
 *     model_create(&world, &scenario, NULL, crew, &message)
 *     for (...) {
 *         model_step(world)
 *         model_observe(world, &observation)
 *         ... model_events(world) ...
 *         events_clear(model_events(world))
 *     }
 *     model_digest(world)
 *     model_free(world)
 *
 * A new world stands at step 0, its first events (who uses what from the start) waiting to be taken.
 */
#ifndef CYCLE_MODEL_H
#define CYCLE_MODEL_H

#include "base/crew.h"
#include "base/digest.h"
#include "base/status.h"
#include "model/record/events.h"
#include "model/state/ties.h"
#include "model/watch/agent_arrays.h"
#include "model/watch/observe.h"
#include "model/watch/snapshots.h"
#include "network/network.h"
#include "scenario/scenario.h"

struct world;

/* Makes a world at step 0. `scenario` (checked) is copied and settled; `file` as in network_build; `crew` may be NULL
 * and stays the caller's. Errors: STATUS_MEMORY, STATUS_ROWS, STATUS_INPUT with a message; *world is NULL then. */
MUST_USE enum status model_create(struct world **world, const struct scenario *scenario, const struct edge_list *file,
    struct crew *crew, struct message *message);

void model_free(struct world *world);

/* Does one step. STATUS_MEMORY: there was not enough; STATUS_ROWS: adoptions or their sources are too many to be
 * numbered. The world can only be freed then. */
MUST_USE enum status model_step(struct world *world);

/* The number of steps done. */
int32_t model_steps_done(const struct world *world);

/* The events since the last events_clear; take them and clear after every step. */
struct events *model_events(struct world *world);

/* What identifies the run: every event since the start and the whole state now. The events held must have been cleared.
 * The same for any number of threads, any recording, any machine. STATUS_MEMORY only. */
MUST_USE enum status model_digest(const struct world *world, struct digest *digest);

/* The digest of the state alone, the other half of model_digest. */
MUST_USE enum status model_state_digest(const struct world *world, struct digest *digest);

/* model_digest from its parts, for whoever reads them back from a file. */
MUST_USE enum status model_digest_combine(
    const struct digest events[EVENT_TABLE_COUNT], struct digest state, struct digest *digest);

/* The whole state as bytes, in pieces: `take` is given one after the other (and must not change them). The events must
 * have been cleared. Its first error ends it. */
MUST_USE enum status model_save(
    struct world *world, enum status (*take)(void *context, void *bytes, size_t size), void *context);

/* Puts a new world of the same scenario where another was when it was saved: `fill` is asked for the same pieces, of so
 * many bytes in all at most. From there on both go on alike, to the same digest. Bytes from another build are none of
 * its: the caller sees to that. STATUS_DAMAGED (they cannot have been saved), STATUS_MEMORY or the error of `fill`: the
 * world can only be freed. */
MUST_USE enum status model_load(
    struct world *world, int64_t bytes, enum status (*fill)(void *context, void *bytes, size_t size), void *context);

/* Checks every invariant of the world. STATUS_INVARIANT with a message that says which. Cost: the whole state. */
MUST_USE enum status model_verify(const struct world *world, struct message *message);

/* Bytes in use, and agents; for reports. */
int64_t model_bytes(const struct world *world);
int32_t model_agents(const struct world *world);

/* The moves that an agent of the unit has, in the order in which they are tried, as "3 0 7": the number of the bit,
 * from 0, or on a ring how many places ahead; 8192 bytes have room for any. Returns false where everybody has all
 * moves. */
bool model_moves(const struct world *world, int32_t agent, int32_t unit, size_t size, char *text);
const struct network *model_network(const struct world *world);

/* What it runs, settled. */
const struct scenario *model_scenario(const struct world *world);

#endif
