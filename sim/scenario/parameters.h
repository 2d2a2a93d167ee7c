/* The parameter table as data: what a program needs to list, read, print and check parameters by name.
 *
 * Everything here derives from parameters.def. A parameter is known by its dotted path, `network.agents`, as it is
 * nested in a scenario file; those of the run as a whole have a path of one name, `steps`. Tables are in the order of
 * the file.
 */
#ifndef SCENARIO_PARAMETERS_H
#define SCENARIO_PARAMETERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "scenario/scenario.h"

enum parameter_type {
    PARAMETER_REAL,    /* double; of a RATE, the one at the start */
    PARAMETER_COUNT,   /* int64_t */
    PARAMETER_FLAG,    /* bool */
    PARAMETER_CHOICE,  /* an enum, as wide as int */
    PARAMETER_TEXT,    /* char[room] */
    PARAMETER_NAMED,   /* struct named_numbers */
    PARAMETER_CHANGES, /* struct interventions */
    PARAMETER_ARRIVALS /* struct arrivals */
};

enum section_switch { SECTION_ALWAYS, SECTION_OPTIONAL, SECTION_PART };

/* Places in section_table: SECTION_INDEX_network, ... */
enum section_index {
#define SECTION(section, ...) SECTION_INDEX_##section,
#include "scenario/parameters.def"
};

struct section {
    const char *path; /* "observe.snapshots"; "" for the run as a whole */
    enum section_switch switched;
    const struct section *whole; /* of a SECTION_PART: the one that it is part of */
    const char *doc;
    size_t present_offset; /* of the bool `present` in struct scenario */
};

struct choice {
    const char *text, *sentence;
};

struct parameter {
    const struct section *section;
    const char *name;
    enum parameter_type type;
    size_t offset;                /* of the value in struct scenario */
    bool is_rate;                 /* interventions may change it, */
    size_t rate_offset;           /* and this is where it is in struct rates */
    double real_min, real_max;    /* of a REAL, and of every number of a NAMED */
    int64_t count_min, count_max; /* of a COUNT */
    size_t room;                  /* of a TEXT, the zero at its end among it */
    const char *unit;             /* "1": a pure number; "" where there is no unit */
    const char *doc;
    const struct choice *choices; /* of a CHOICE, in the order of its enum; NULL for the others */
    int choice_count;
};

extern const struct section section_table[SECTION_TOTAL];
extern const struct parameter parameter_table[PARAMETER_TOTAL];

/* A dotted path, by value, so that `parameter_path(p).text` can stand in an expression. */
enum { PARAMETER_PATH = 64 };
struct parameter_path {
    char text[PARAMETER_PATH];
};
struct parameter_path parameter_path(const struct parameter *parameter);

/* By dotted path; NULL if there is none. The section of the run as a whole is found by "". Cost: the table's length. */
const struct parameter *parameter_find(const char *path);
const struct section *section_find(const char *path);

/* The list of interventions, which is written by steps. */
const struct parameter *parameter_interventions(void);

/* Whether the section is in force. */
bool section_present(const struct scenario *scenario, const struct section *section);
void section_set_present(struct scenario *scenario, const struct section *section);

/* Takes the section out, as if nothing of it had ever been written; with it go its parts. */
void section_set_absent(struct scenario *scenario, const struct section *section);

/* STATUS_INPUT with a message where the section cannot be taken out. */
MUST_USE enum status section_check_absent(const struct section *section, struct message *message);

/* The parameter's or section's path that someone who wrote `path` may have meant: few letters away (insertions,
 * deletions, exchanges, swaps of neighbours; Damerau 1964, doi:10.1145/363958.363994), or else the one parameter of
 * that name in another section. "" if nothing is near. */
struct parameter_path parameter_nearest(const char *path);

/* STATUS_INPUT, and the message "path: there is no such key; did you mean 'x'?", or which command lists what there is
 * where nothing is near, or "path is now x" (moved.def), or that it is a section. */
enum status parameter_unknown(const char *path, struct message *message);

/* Where the value is kept; its type follows from parameter->type. */
const void *parameter_value(const struct scenario *scenario, const struct parameter *parameter);

/* Sets the value from text and marks the section present. Numbers are decimal in every locale; a count may be written
 * 1e6 or 2.0. A NAMED is written {video calls: 0.8, "a, b": 0.4}; braces and quotes may be left out where nothing is
 * ambiguous. Interventions are written {104: {tell.probability: 0}}, or as they are kept; opportunities as rows,
 * "step,size; 1,4", a line end standing for a semicolon too. STATUS_INPUT: the value is unchanged and the message says
 * `path: 'value' is ..., it must be ...`. */
MUST_USE enum status parameter_set(
    struct scenario *scenario, const struct parameter *parameter, const char *text, struct message *message);

/* A number in the range of a REAL or RATE. STATUS_INPUT: *value is unchanged, and the message as that of
 * parameter_set. */
MUST_USE enum status parameter_read_real(
    const struct parameter *parameter, const char *text, double *value, struct message *message);

/* Adds one name to a NAMED or to CHANGES, at the end. STATUS_INPUT as above, also where the name is there already. */
MUST_USE enum status parameter_add_named(struct scenario *scenario, const struct parameter *parameter, const char *name,
    const char *number, struct message *message);

/* The value as text that parameter_set reads back equal: the shortest such decimal, true or false, the choice's word,
 * the text itself, {"name": number, ...}, rows. parameter_text allocates it, to be freed; NULL: no memory. Where more
 * changes or rows than fit are to be printed, parameter_print says instead how many there are, which parameter_set
 * refuses. */
char *parameter_text(const struct scenario *scenario, const struct parameter *parameter);
enum { PARAMETER_TEXT_LENGTH = ROWS_TEXT };
void parameter_print(
    const struct scenario *scenario, const struct parameter *parameter, char text[PARAMETER_TEXT_LENGTH]);

/* Whether somebody has set it, and not a default or a rule. */
bool parameter_written(const struct scenario *scenario, const struct parameter *parameter);

/* Gives it the value of scenario_default, or one by default that goes with another parameter's: `text` can be read.
 * Neither counts as written. */
void parameter_reset(struct scenario *scenario, const struct parameter *parameter);
void parameter_assume(struct scenario *scenario, const struct parameter *parameter, const char *text);

/* A text with the value of each {section.key} in it; braces around anything else stand for themselves. What does not
 * fit is cut. */
void parameter_fill(const struct scenario *scenario, const char *text, size_t size, char *filled);

/* Whether the value is text, which stands in quotes where names and numbers do not. */
bool parameter_is_text(const struct parameter *parameter);

/* Whether the value is that of scenario_default. */
bool parameter_is_default(const struct scenario *scenario, const struct parameter *parameter);

/* What values are allowed, as text: "a whole number from 1 to 64", "true or false", "one of nk, match, listed". */
enum { PARAMETER_ALLOWED = 512 };
struct parameter_allowed {
    char text[PARAMETER_ALLOWED];
};
struct parameter_allowed parameter_allowed(const struct parameter *parameter);

#endif
