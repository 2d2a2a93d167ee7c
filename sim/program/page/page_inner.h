/* A scenario as the page takes it. */
#ifndef PROGRAM_PAGE_INNER_H
#define PROGRAM_PAGE_INNER_H

#include "base/status.h"
#include "program/report/scenario_input.h"

/* STATUS_INPUT, with a message that begins with `path`, where a page cannot run the scenario. */
MUST_USE enum status page_takes(const char *path, const struct scenario_input *input, struct message *message);

/* Everything that a page asks of the run that the result at `path` holds, as JSON in *text, to be freed; and its
 * scenario. Errors: as the reader and run_scenario; STATUS_DAMAGED: run again, it came out differently. Cost: of the
 * run. */
MUST_USE enum status page_print_record(
    const char *path, struct scenario *scenario, char **text, struct message *message);

#endif
