/* What an expression may name of an event: a column of its table, and of what a column stands for, its columns in turn:
 * `members`, `opportunity.step`, `source_adoption.channel`, `adoption.learner.unit`.
 *
 * A column that stands for an opportunity, a project, a practice or a community leads to the first row of that one in
 * the table of its name, as it arose, was founded or was born; one that is a row of `adoption` leads to that row; one
 * that is a person leads to `unit`, where the person is until the end of the step, when people move. What is not there
 * (-1, or a row yet to come) is not a number.
 */
#ifndef STUDY_EVENT_PATH_H
#define STUDY_EVENT_PATH_H

#include "model/cycle/model.h"

enum { PATH_HOPS = 3, PATH_WHY = 256 };

/* From a number to a column of what has that number. */
struct event_hop {
    enum event_table table;
    const struct event_column *key;    /* its first row in which this is the number; NULL: the row of the number */
    const struct event_column *column; /* what is there; NULL: no table, but where the person of the number is */
};

struct event_path {
    const struct event_column *from; /* of the rows that are taken */
    struct event_hop hop[PATH_HOPS];
    int hops;
};

/* Of each hop what it leads to, by number; not-a-number: not there. */
struct event_store ARRAY_OF(double);
struct event_stores {
    struct event_store hop[PATH_HOPS];
};

/* Reads a path from a table. STATUS_INPUT with `why`, and the nearest name. */
MUST_USE enum status event_path_read(
    struct event_path *path, enum event_table table, const char *text, char why[PATH_WHY]);

/* The column in which it ends; NULL: a unit. And the unit of its numbers. */
const struct event_column *event_path_end(const struct event_path *path);
const char *event_path_unit(const struct event_path *path);

/* Whether a run of this scenario (settled) has such rows, whatever it records. */
bool event_table_happens(const struct scenario *scenario, enum event_table table);

/* What the stores of a path begin with, and what they take of each step: before the rows of the step
 * are looked at, and after. False: no memory. */
MUST_USE bool event_path_begin(const struct event_path *path, struct event_stores *stores, const struct world *world);
MUST_USE bool event_path_take(const struct event_path *path, struct event_stores *stores, const struct events *events);
void event_path_move(const struct event_path *path, struct event_stores *stores, const struct events *events);

/* The same stores once more; false: no memory, and they are to be freed all the same. */
MUST_USE bool event_stores_copy(struct event_stores *stores, const struct event_stores *from);
void event_stores_free(struct event_stores *stores);

/* What a row has at the end of the path. */
double event_path_value(const struct event_path *path, const struct event_stores *stores, const void *row);

#endif
