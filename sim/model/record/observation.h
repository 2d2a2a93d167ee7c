/* Observations: what is to be seen of a world at one step, as observables.def lists it.
 *
 * A room fills what it has to show (rooms.def). An observation remembers what had happened by the row before; the world
 * does not, so watching changes nothing.
 */
#ifndef RECORD_OBSERVATION_H
#define RECORD_OBSERVATION_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/record/events.h"
#include "scenario/scenario.h"

enum observable {
#define OBSERVABLE(name, ...) OBSERVE_##name,
#include "model/record/observables.def"
    OBSERVABLE_COUNT
};

enum observable_type { OBSERVABLE_COUNT_TYPE, OBSERVABLE_REAL_TYPE };

/* The least and the most that a series can be, all its entries together: counts summed, others averaged. */
#define RANGES(X)                                                                                                      \
    X(RANGE_ANY, -INFINITY, INFINITY)                                                                                  \
    X(RANGE_POSITIVE, 0, INFINITY)                                                                                     \
    X(RANGE_SHARE, 0, 1)                                                                                               \
    X(RANGE_BALANCE, -1, 1)                                                                                            \
    X(RANGE_PEOPLE, 0, agents)

#define AS_ENUMERATOR(symbol, least, most) symbol,
enum observable_range_kind { RANGES(AS_ENUMERATOR) };
#undef AS_ENUMERATOR

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
    enum feature needs;
    enum observable_range_kind range;
    bool is_0_of_none; /* a mean or a share that is 0 in rows in which there was nothing to take it of */
};

extern const struct observable_info observable_table[OBSERVABLE_COUNT];

/* Of a number that is of what happened since the row before: how many things there had been by then since the run
 * began, and what they added up to. */
struct seen_before {
    int64_t sum, count;
};

/* What is to be seen at one step. value[o] points at length[o] numbers; length 0: not part of this scenario. */
struct observation {
    double *value[OBSERVABLE_COUNT];
    int64_t length[OBSERVABLE_COUNT];
    double *store;
    struct seen_before *before; /* of each number, in the order of the store */
    int64_t total;              /* numbers in all */
    atomic_bool out_of_memory;  /* while it was filled, by whichever room */
};

/* What an observation remembers takes so many bytes. */
static inline size_t observation_bytes_before(const struct observation *observation)
{
    return (size_t)observation->total * sizeof *observation->before;
}

/* The observable of that name; OBSERVABLE_COUNT: there is none. */
enum observable observable_find(const char *name);

/* The name that a mistyped one is nearest to, or NULL. */
const char *observable_nearest(const char *name);

/* What it can be among so many people. */
struct observable_range {
    double least, most;
};
struct observable_range observable_range(enum observable observable, double agents);

/* Whether a run of this scenario (settled) shows the observable. */
bool observable_shown(const struct scenario *with, enum observable observable);

/* Fills an observable that is one number; nothing happens where it is not shown. */
static inline void see_value(struct observation *observation, enum observable observable, double value)
{
    if (observation->length[observable] > 0) observation->value[observable][0] = value;
}

static inline void see_count(struct observation *observation, enum observable observable, int64_t count)
{
    see_value(observation, observable, (double)count);
}

/* A mean of `count` things that add up to `sum`; 0 of none. */
static inline void see_mean(struct observation *observation, enum observable observable, double sum, double count)
{
    see_value(observation, observable, count > 0 ? sum / count : 0);
}

/* The same of what came since the row before: both are told as they are since the run began. */
static inline void see_mean_since(
    struct observation *observation, enum observable observable, int64_t sum, int64_t count)
{
    if (observation->length[observable] == 0) return;
    struct seen_before *before = &observation->before[observation->value[observable] - observation->store];
    see_mean(observation, observable, (double)(sum - before->sum), (double)(count - before->count));
    *before = (struct seen_before){sum, count};
}

/* Fills one entry of an observable with how many came since the row before, of so many since the run began. */
static inline void see_count_since(
    struct observation *observation, enum observable observable, int64_t entry, int64_t count)
{
    struct seen_before *before = &observation->before[observation->value[observable] - observation->store + entry];
    observation->value[observable][entry] = (double)(count - before->count);
    before->count = count;
}

#endif
