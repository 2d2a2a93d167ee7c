/* The scenario that a command line speaks of: the file, what --set, --seed and --steps change, and the network's file.
 */
#ifndef PROGRAM_SCENARIO_INPUT_H
#define PROGRAM_SCENARIO_INPUT_H

#include <stdbool.h>
#include <stdio.h>

#include "base/status.h"
#include "io/scenario/scenario_file.h"
#include "network/network.h"
#include "program/terminal/options.h"
#include "scenario/scenario.h"

struct scenario_input {
    struct scenario scenario;      /* settled and checked */
    struct places places;          /* where its values were written */
    char *yaml;                    /* the file, verbatim */
    const struct option_list *set; /* as given to scenario_input_read */
    struct edge_list edges;        /* what the network's file holds; `network` tells whether there is one */
    bool has_edges;
};

/* Reads everything. `seed`, `steps` and `until` may be NULL. On an error nothing is left allocated, and the message
 * names the place. Errors: STATUS_INPUT, STATUS_READ, STATUS_MEMORY. */
MUST_USE enum status scenario_input_read(struct scenario_input *input, const char *path, const struct option_list *set,
    const char *seed, const char *steps, const char *until, struct message *message);

void scenario_input_free(struct scenario_input *input);

/* For network_build: the edges, or NULL. */
const struct edge_list *scenario_input_edges(const struct scenario_input *input);

/* output_check of a file that is made of the scenario at `path`, also for its network's files and its tables. */
MUST_USE enum status scenario_input_spare(
    const struct scenario_input *input, const char *path, const char *out, struct message *message);

/* Prints how many interventions there are and how many opportunities are given, and what the network's file was read
 * as, each a line behind `margin` spaces; nothing of what there is not. */
void scenario_input_tell(const struct scenario_input *input, int margin, FILE *stream);

/* What is made of a scenario goes to where one stands: "district.h5" for "folder/district.yaml" and ".h5". To be freed;
 * NULL if there is no memory. */
char *scenario_input_beside(const char *path, const char *ending);

/* `threads`, or where that is 0 as many as this process may use processors. */
int threads_to_use(int64_t threads);

#endif
