/* The model: what the rest of the program may know of it.
 *
 * A world is one run under way: the people, their network, the practices, the projects. It is made from a scenario,
 * does one step after another, and can be asked at any time what is to be seen. Watching never changes it.
 *
 *     model_create(&world, &scenario, NULL, crew, &message)
 *     for (...) { model_step(world); model_observe(world, &observation); ... events ...;
 * events_clear(model_events(world)); } model_digest(world) model_free(world)
 *
 * A new world stands at step 0, its first events (who uses what from the start) waiting to be taken.
 */
#ifndef MODEL_MODEL_H
#define MODEL_MODEL_H

#include "base/crew.h"
#include "base/digest.h"
#include "base/status.h"
#include "model/record/events.h"
#include "network/network.h"
#include "scenario/scenario.h"

struct world;

enum observable {
#define OBSERVABLE(name, type, dimension, needs, unit, sentence) OBSERVE_##name,
#include "model/record/observables.def"
    OBSERVABLE_COUNT
};

enum observable_type { OBSERVABLE_COUNT_TYPE, OBSERVABLE_REAL_TYPE };

/* What a series may run over beside the steps; the name of its dimension in a file, and what it is. */
#define DIMENSIONS(X)                                                                                                  \
    X(DIMENSION_NONE, "", "One number a step.")                                                                        \
    X(DIMENSION_PRACTICE, "practice", "Practices known beforehand.")                                                   \
    X(DIMENSION_UNIT, "unit", "Units.")                                                                                \
    X(DIMENSION_DOMAIN, "domain", "Fields of concern.")                                                                \
    X(DIMENSION_CHANNEL, "channel", "The ways by which a practice comes.")                                             \
    X(DIMENSION_STANCE, "stance", "How people stand to change.")                                                       \
    X(DIMENSION_PHASE, "phase", "Phases in the life of a community of practice.")                                      \
    X(DIMENSION_RING, "ring", "Rings of a community of practice.")

#define AS_ENUMERATOR(symbol, text, sentence) symbol,
enum dimension { DIMENSIONS(AS_ENUMERATOR) DIMENSION_COUNT };
#undef AS_ENUMERATOR

struct dimension_info {
    const char *name, *sentence;
};

extern const struct dimension_info dimension_table[DIMENSION_COUNT];

struct observable_info {
    const char *name, *unit, *sentence;
    enum observable_type type;
    enum dimension dimension;
};

extern const struct observable_info observable_table[OBSERVABLE_COUNT];

/* What is to be seen at one step. value[o] points at length[o] numbers; length 0: not part of this scenario. */
struct observation {
    double *value[OBSERVABLE_COUNT];
    int64_t length[OBSERVABLE_COUNT];
    double *store;
};

/* Whether a run of this scenario (settled) shows the observable. */
bool observable_shown(const struct scenario *with, enum observable observable);

/* Makes a world at step 0. `scenario` (checked) is copied and settled; `file` as in network_build; `crew` may be NULL
 * and stays the caller's. Errors: STATUS_MEMORY, STATUS_INPUT with a message; *world is NULL then. */
MUST_USE enum status model_create(struct world **world, const struct scenario *scenario, const struct edge_list *file,
    struct crew *crew, struct message *message);

void model_free(struct world *world);

/* Does one step. STATUS_MEMORY: there was not enough, and the world can only be freed. */
MUST_USE enum status model_step(struct world *world);

/* The number of steps done. */
int32_t model_steps_done(const struct world *world);

/* The events since the last events_clear; take them and clear after every step. */
struct events *model_events(struct world *world);

/* Room for what this world shows; freed by observation_free. */
MUST_USE enum status observation_create(struct observation *observation, const struct world *world);
void observation_free(struct observation *observation);

/* Fills `observation`. Counts "since the row before" begin anew afterwards; that is all that changes. */
void model_observe(struct world *world, struct observation *observation);

/* The length of a dimension in this world, and the label of one of its entries (static or owned by the world). */
int64_t model_dimension_length(const struct world *world, enum dimension dimension);
const char *model_dimension_label(const struct world *world, enum dimension dimension, int64_t entry, char buffer[64]);

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

/* Puts a new world of the same scenario where another was when it was saved: `fill` is asked for the same pieces. From
 * there on both go on alike, to the same digest. Bytes from another build are none of its: the caller sees to that.
 * STATUS_MEMORY or the error of `fill`: the world can only be freed. */
MUST_USE enum status model_load(
    struct world *world, enum status (*fill)(void *context, void *bytes, size_t size), void *context);

/* Checks every invariant of the world. STATUS_INVARIANT with a message that says which. Cost: the whole state. */
MUST_USE enum status model_verify(const struct world *world, struct message *message);

/* Bytes in use, and agents; for reports. */
int64_t model_bytes(const struct world *world);
int32_t model_agents(const struct world *world);
const struct network *model_network(const struct world *world);

/* The other end of a tie, and how much it is trusted now: trust fades in steps without contact. */
struct tie_end {
    int32_t agent;
    double trust;
};

/* How many a person can tell something, and the k-th of them. */
int32_t tie_count(const struct world *world, int32_t agent);
struct tie_end tie_at(const struct world *world, int32_t agent, int32_t k);

/* One array over agents, for snapshots: row-major [agents][columns]; type as in agents.def. */
enum agent_array_type { AGENT_I32, AGENT_U64, AGENT_F64, AGENT_U8 };
struct agent_array {
    const char *name, *unit, *sentence;
    enum agent_array_type type;
    const void *values;
    int64_t columns;
    enum dimension dimension; /* DIMENSION_NONE (columns = 1) or DIMENSION_DOMAIN */
};

/* How many arrays a snapshot of this world has, and the i-th (i in [0, count)). Memory of beliefs is not among them. */
int model_agent_array_count(const struct world *world);
struct agent_array model_agent_array(const struct world *world, int i);

#endif
