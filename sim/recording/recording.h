/* What a page is given of a scenario, and of a run that it plays: as JSON, which the program puts into a page, and
 * which the page that opens result files makes itself.
 *
 * Nothing depends on what a result file recorded: the run is made once more from what the file says of it, every step
 * is seen, and it must come to the file's digest.
 *
 *     recording_scenario(&scenario, steps)          the scenario as it is run for this
 *     recording_begin(&recording, world, &scenario) the world at step 0
 *     for each step, the start included
 *         recording_take_events(&recording, model_events(world))
 *         recording_take_row(&recording, &observation)
 *     recording_print(&recording, digest, &json)
 *     recording_free(&recording)
 */
#ifndef RECORDING_RECORDING_H
#define RECORDING_RECORDING_H

#include "base/array.h"
#include "base/digest.h"
#include "model/cycle/model.h"
#include "recording/json_buffer.h"
#include "scenario/scenario.h"

/* How many bytes "path=value" may have, the zero at its end among them, where a page hands values to its module. */
enum { PAGE_TEXT_BYTES = 8192 };

/* What a page draws fluently, and what a phone has memory for. */
enum { PAGE_PEOPLE_MOST = 20000, PAGE_STEPS_MOST = 10000, PAGE_MEGABYTES_MOST = 48 };

/* The tables that a page follows. */
enum { FOLLOWED_TABLES = 10 };
extern const enum event_table followed_tables[FOLLOWED_TABLES];

/* A zeroed struct is none. */
struct recording {
    const struct world *world;
    int32_t steps, domains;
    struct numbers units; /* of people at the start */
    struct ARRAY_OF(char) tables[FOLLOWED_TABLES];
    int64_t rows[FOLLOWED_TABLES];
    struct ARRAY_OF(double) series[OBSERVABLE_COUNT];
    int64_t length[OBSERVABLE_COUNT]; /* of one step */
    struct numbers ties;              /* a step, how many, and both people of each, again and again */
    int64_t ties_before, told_at;
    bool short_of_memory; /* and so not whole */
};

/* Settles the scenario as one of so many steps that ends by no rule, and each of whose steps is seen. */
void recording_scenario(struct scenario *scenario, int32_t steps);

/* The world of that scenario is at its start, and stays the caller's. */
void recording_begin(struct recording *recording, const struct world *world, const struct scenario *scenario);

/* What happened in a step, and what is to be seen after it. */
void recording_take_events(struct recording *recording, const struct events *events);
void recording_take_row(struct recording *recording, const struct observation *observation);

/* Bytes that it holds; as JSON it takes at least a quarter of them. */
int64_t recording_bytes(const struct recording *recording);

/* The entries of an object, without its braces: what people and practices are called is not among them, and stands in
 * the file. */
void recording_print(const struct recording *recording, struct digest digest, struct json_buffer *json);

void recording_free(struct recording *recording);

/* The scenario as a tree, as it would stand in its file: the sections in force, and in them what is not as by default.
 */
void recording_print_scenario(const struct scenario *scenario, struct json_buffer *json);

#endif
