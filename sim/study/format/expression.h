/* Arithmetic over the series of a row: `projects_succeeded / (projects_succeeded + projects_failed)`, `1 - opinion_sd`,
 * `stances[stuck] / agents`; or over the columns of an event (event_path.h): `step - opportunity.step`,
 * `type == succeeded and members >= 4`.
 *
 * + - * / with their usual order, parentheses, numbers, names of series, one entry of a series in brackets, and
 * `agents`, how many people there are. A series of several entries without brackets counts as their sum where it is of
 * counts, else as their mean. Division by 0 gives NaN, and is refused where
 * it is so whatever the run. Comparisons == != < <= > >= are 1 or 0, with NaN 0; and so are
 * `and`, `or` and `not`. What goes by NaN is neither true nor untrue: `not a == b` holds where `a != b` does. What a
 * column has names for is compared with one of these, or with a column of the same names; this binds more closely than
 * arithmetic, and so stands in parentheses there.
 */
#ifndef STUDY_EXPRESSION_H
#define STUDY_EXPRESSION_H

#include "model/cycle/model.h"
#include "model/record/entries.h"
#include "study/format/event_path.h"

enum expression_action {
    EXPRESSION_NUMBER,
    EXPRESSION_AGENTS,
    EXPRESSION_NAME, /* a series, or a path of an event */
    EXPRESSION_PLUS,
    EXPRESSION_MINUS,
    EXPRESSION_TIMES,
    EXPRESSION_OVER,
    EXPRESSION_EQUAL,
    EXPRESSION_UNEQUAL,
    EXPRESSION_BELOW,
    EXPRESSION_AT_MOST,
    EXPRESSION_ABOVE,
    EXPRESSION_AT_LEAST,
    EXPRESSION_AND,
    EXPRESSION_OR,
    EXPRESSION_NOT,
    EXPRESSION_LESS /* the sign */
};

enum { EXPRESSION_STEPS = 64, EXPRESSION_NAMES_MOST = 8, EXPRESSION_TEXT = 256, EXPRESSION_UNIT = 96 };

/* In the order in which it is worked out: what is combined comes before what combines it. */
struct expression {
    char text[EXPRESSION_TEXT]; /* as it was written */
    struct {
        enum expression_action action;
        double number; /* EXPRESSION_NUMBER */
        int name;      /* EXPRESSION_NAME: which of them */
    } steps[EXPRESSION_STEPS];
    struct {
        enum observable of;
        char entry[EXPRESSION_TEXT]; /* label or number; "": all together */
    } series[EXPRESSION_NAMES_MOST];
    struct event_path paths[EXPRESSION_NAMES_MOST];
    int step_count, series_count, path_count; /* of series and paths it has one kind; 0 steps: there is no expression */
};

/* STATUS_INPUT with a message: it is none, or names no series, or one that nobody has. */
MUST_USE enum status expression_read(struct expression *expression, const char *text, struct message *message);

/* The same of the columns of a table of events. */
MUST_USE enum status expression_read_columns(
    struct expression *expression, enum event_table table, const char *text, struct message *message);

/* Whether it divides: it may then be none. */
bool expression_divides(const struct expression *expression);

/* What it comes to; `values`: the number of each of its names. */
double expression_value(const struct expression *expression, const double *values, double agents);

/* The same of a row; `entries`: those of each of its series. */
double expression_of_row(
    const struct expression *expression, const struct entries *entries, double agents, const struct observation *row);

/* Whether a value is true: neither 0 nor NaN. */
bool expression_holds(double value);

/* Its unit; "" where it adds what has unlike ones. A number has the unit of what it is added to. */
void expression_unit(const struct expression *expression, char unit[EXPRESSION_UNIT]);

#endif
