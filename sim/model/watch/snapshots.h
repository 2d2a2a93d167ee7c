/* Taking snapshots of what there is beside people and ties. */
#ifndef WATCH_SNAPSHOTS_H
#define WATCH_SNAPSHOTS_H

#include "model/record/snapshots.h"

struct world;

/* Puts what there is now in place of the rows. STATUS_MEMORY only. The rows are freed by snapshot_rows_free. */
MUST_USE enum status snapshot_take(const struct world *world, enum snapshot_table table, struct snapshot_rows *rows);
void snapshot_rows_free(struct snapshot_rows *rows);

#endif
