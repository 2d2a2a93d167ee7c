/* What a result file looks like. People's scripts depend on these names.
 *
 * - / : dimension `step`, in the unit of the scenario's step_length; every observable of the world along it,
 *   two-dimensional ones over `practice`, `unit`, `domain`, `channel`, `stance`, `phase` or `ring`, whose labels are
 *   coordinates. Attributes: Conventions, title, question, program, program_version, git_commit, compiler,
 *   format_version, seed (text) and scenario_yaml (the scenario file, verbatim). What is
 *   measured in some steps only (observe.structure) is not-a-number in the others.
 * - /parameters : every parameter that has effect, or is no default, under its path ("team.max"), with units, long_name
 *   and is_default, and all of the run as a whole; none of a section that is absent, and all of one that is there and
 *   has no effect. Names with numbers are text, as one writes them in a scenario. given_by: the parameter by whose
 * value it has its own, as the rule of adoption gives it.
 * - /agents : dimension `agent`: home_unit (number along `unit`, at the start); for a network from a file its label;
 * where people do not have all moves (individual_search.moves), moves: those that they had at the start, as text.
 * - /input/network : the network that was read from a file: edges, direction, weights, units, labels.
 * - /events/NAME : one table of events: dimension `event` (the row's number), one dataset a column; categories are int8
 *   with flag_values and flag_meanings. A table that is not recorded is absent.
 * - /snapshots/agents : dimensions `snapshot` (its value is the step), `agent`, `domain`: every array of the model.
 * - /snapshots/ties : dimension `tie`: step, source, target, trust.
 * - /snapshots/practices, communities, community_members, community_documents : dimension `row`, else as the tables of
 *   events: what there was at the step `step`.
 * - /run : complete (1: finished), committed_step, committed_series, committed_snapshots, ... (rows that are sure to be
 *   there), digest, digest_state, digest_NAME, checksum; ended_by, where a rule ended the run before its last step.
 * - /run/environment : what depends on the clock or the machine; in no digest and no checksum.
 *
 * A part file has all of it but the digests and the checksum, which are known at the end.
 *
 * Groups are opened one by one (xarray: open_dataset with group=, or open_groups). A DataTree of xarray lets children
 * inherit the coordinates of the root, where they take the place of columns of events with the same name.
 */
#ifndef IO_RESULT_LAYOUT_H
#define IO_RESULT_LAYOUT_H

#include "io/hdf5/hdf5_growing.h"
#include "io/result/result_writer.h"
#include "model/cycle/model.h"
#include "model/record/snapshots.h"

enum { RESULT_FORMAT = 2, EVENT_CHUNK = 1 << 14, COUNTERS_MOST = EVENT_TABLE_COUNT + SNAPSHOT_TABLE_COUNT + 3 };

/* A scalar under /run that says how many rows of some datasets, which grow together, are sure to be there. */
struct result_counter {
    hid_t dataset;
    int growing; /* the first of those datasets */
};

/* A file of this layout: as long as there is none, rows wait in memory. Places are indices into `growing`; -1: not in
 * this file. */
struct result_layout {
    hid_t file, complete, committed_step;
    const struct result_layout *like; /* whose rows a finished file is to have; NULL: rows come one by one */
    int growing_count;
    struct growing *growing;
    struct packer *packer; /* of their chunks */
    int step, observable[OBSERVABLE_COUNT];
    int table[EVENT_TABLE_COUNT]; /* of the row numbers; the columns follow */
    int snapshot;                 /* of the steps of snapshots; the arrays follow */
    int tie;                      /* of the numbers of ties; step, source, target and perhaps trust follow */
    bool tie_trust;               /* whether it does */
    int snapshot_table[SNAPSHOT_TABLE_COUNT]; /* of the row numbers; the columns follow */
    int counter_count;
    struct result_counter counter[COUNTERS_MOST];
};

/* What a file is made of. */
struct result_source {
    const struct result_request *request;
    const struct world *world;
    const int32_t *home_unit; /* [agents], as it was at the start: the file is made twice, and people may have moved */
};

/* Works out what there is to be along the way, without a file. */
MUST_USE enum status layout_plan(
    struct result_layout *layout, const struct scenario *scenario, const struct world *world, struct message *message);

/* Creates the file with all its datasets and everything that is known from the start, a `part` one to be read while it
 * is written. Rows that waited wait on. On an error the file is not closed, as that might write: layout_abandon. */
MUST_USE enum status layout_create(struct result_layout *layout, const char *path, bool part,
    const struct result_source *source, struct message *message);

/* Bytes of rows that wait. */
int64_t layout_waiting(const struct result_layout *layout);

/* Puts all rows that wait into the file. */
MUST_USE enum status layout_write_out(struct result_layout *layout, struct message *message);

/* Add what a step left: the rows of one table of events, which may not be in the file; a row of the time series; a
 * snapshot. STATUS_WRITE, STATUS_MEMORY. */
MUST_USE enum status layout_write_events(
    struct result_layout *layout, const struct events *events, enum event_table table, struct message *message);
MUST_USE enum status layout_write_series(
    struct result_layout *layout, int32_t step, const struct observation *observation, struct message *message);
MUST_USE enum status layout_write_snapshot(
    struct result_layout *layout, const struct world *world, struct message *message);

/* States that everything written out so far, up to `step`, is there. */
MUST_USE enum status layout_state_committed(struct result_layout *layout, int64_t step, struct message *message);

/* Frees the memory. `intact`: closes the file too; otherwise the handle is given up, since closing might write. */
void layout_abandon(struct result_layout *layout, bool intact);

/* Parts of layout_create, each in a file of its own. */
MUST_USE enum status layout_parameters(hid_t file, const struct scenario *scenario, struct message *message);
MUST_USE enum status layout_people(hid_t file, const struct result_source *source, struct message *message);
MUST_USE enum status layout_input(hid_t file, const struct edge_list *list, struct message *message);
MUST_USE enum status layout_series(struct result_layout *layout, const struct result_request *request,
    const struct world *world, struct message *message);
MUST_USE enum status layout_events(struct result_layout *layout, struct message *message);
MUST_USE enum status layout_snapshots(struct result_layout *layout, const struct world *world, struct message *message);

/* Parts of layout_plan, in the same files. */
MUST_USE enum status layout_plan_series(
    struct result_layout *layout, const struct scenario *scenario, const struct world *world, struct message *message);
void layout_plan_events(struct result_layout *layout, const struct scenario *scenario);
void layout_plan_snapshots(struct result_layout *layout, const struct scenario *scenario, const struct world *world);

/* Plans one dataset more; its place. */
int layout_add(struct result_layout *layout, const struct growing_form *form);

/* Creates the dataset that was planned at `place`, and gives its handle. */
MUST_USE enum status layout_place(
    struct result_layout *layout, int place, hid_t group, const char *name, hid_t *dataset, struct message *message);

/* The labels of a dimension of the world, as a coordinate of the dimension's name; *scale is its dataset. `names`, if
 * it is as long as the dimension, stands in for what the world calls them; it may be NULL. */
MUST_USE enum status layout_labels(hid_t group, const struct world *world, enum dimension dimension,
    const struct labels *names, struct hdf5_scale *scale, struct message *message);

/* The numbers 0, 1, ... as the coordinate `name`. */
MUST_USE enum status layout_numbers(hid_t group, const char *name, const char *sentence, int64_t count,
    struct hdf5_scale *scale, struct message *message);

#endif
