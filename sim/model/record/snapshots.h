/* Snapshots of what there is beside people and ties: rows of tables, as they stand now.
 *
 * snapshots.def is the one table of them; it is described with the words of event tables, whose readers can read these.
 */
#ifndef MODEL_SNAPSHOTS_H
#define MODEL_SNAPSHOTS_H

#include "model/record/events.h"

enum snapshot_table {
#define TABLE(table, watched, needs, sentence) SNAPSHOT_##table,
#include "model/record/snapshots.def"
    SNAPSHOT_TABLE_COUNT
};

/* struct practices_row, ...: one row of each table. */
#define ROWS "model/record/snapshots.def"
#include "model/record/row_structs.def"

extern const struct event_table_info snapshot_tables[SNAPSHOT_TABLE_COUNT];

/* Rows of one table, one after another; a zeroed struct is none. */
struct snapshot_rows {
    void *items; /* [count], snapshot_tables[table].row_size bytes each */
    int64_t count, room;
};

#endif
