/* Reading the result of a run.
 *
 * Only a finished file is read (but for result_reader_open_part): a part file, one that is not complete, not ours or of
 * a newer format is refused, the message saying which it is and what to do. Everything handed out belongs to the
 * caller, unless said otherwise.
 */
#ifndef IO_RESULT_READER_H
#define IO_RESULT_READER_H

#include <hdf5.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/digest.h"
#include "base/status.h"
#include "model/record/events.h"
#include "network/network.h"
#include "scenario/scenario.h"

struct result_reader;

/* Errors: STATUS_READ (unreadable), STATUS_DAMAGED (not complete, or what must be there is not), STATUS_INPUT (not
 * there, not a result of this program, or of a newer one), STATUS_MEMORY. *reader is NULL then. */
MUST_USE enum status result_reader_open(struct result_reader **reader, const char *path, struct message *message);

/* The same for the part file of a run that did not end, of which the scenario and the network can be read. `path` is
 * that of the result. */
MUST_USE enum status result_reader_open_part(struct result_reader **reader, const char *path, struct message *message);

/* Opens what selforg wrote, the result of a run or of a study, to be read and dropped with hdf5_drop. STATUS_READ,
 * STATUS_DAMAGED, STATUS_INPUT (it is not there, or not ours), STATUS_MEMORY; *file is -1 then. */
MUST_USE enum status result_file_open(const char *path, hid_t *file, struct message *message);

void result_reader_close(struct result_reader *reader);

/* The path as given (of a part file with its .part), and the file's handle for further reading; both the reader's. */
const char *result_reader_path(const struct result_reader *reader);
hid_t result_reader_file(const struct result_reader *reader);

/* The scenario file, verbatim; "" if there was none. To be freed. */
MUST_USE enum status result_reader_yaml(const struct result_reader *reader, char **text, struct message *message);

/* The scenario that was run, every value as recorded under /parameters (so with --set and --seed in it), settled.
 * STATUS_DAMAGED where a recorded value cannot be. */
MUST_USE enum status result_reader_scenario(
    const struct result_reader *reader, struct scenario *scenario, struct message *message);

/* The network that was read from a file. *present is false, and the list empty, where the run had none. */
MUST_USE enum status result_reader_network(
    const struct result_reader *reader, struct edge_list *list, bool *present, struct message *message);

/* Whether the events of a table were recorded, and how many rows there are (0 if not). */
bool result_reader_recorded(const struct result_reader *reader, enum event_table table);
int64_t result_reader_row_count(const struct result_reader *reader, enum event_table table);

/* All rows of a table, event_tables[table].row_size bytes each, as the struct NAME_row of model/record/events.h; *rows
 * to be freed, NULL where there are none. Cost: the table in memory. */
MUST_USE enum status result_reader_rows(
    const struct result_reader *reader, enum event_table table, void **rows, int64_t *count, struct message *message);

/* The digests that the file states: the run's, the last state's, each event table's (recorded or not), and the checksum
 * of the content. */
struct result_digests {
    struct digest run, state, checksum, events[EVENT_TABLE_COUNT];
};
MUST_USE enum status result_reader_digests(
    const struct result_reader *reader, struct result_digests *digests, struct message *message);

/* Labels: of the agents as a network file named them, and of the known practices. count is 0 where there are none.
 * To be freed with result_labels_free. */
MUST_USE enum status result_reader_agent_labels(
    const struct result_reader *reader, struct labels *labels, struct message *message);
MUST_USE enum status result_reader_practice_labels(
    const struct result_reader *reader, struct labels *labels, struct message *message);
MUST_USE enum status result_labels_read(hid_t file, const char *path, struct labels *labels, struct message *message);
void result_labels_free(struct labels *labels);

#endif
