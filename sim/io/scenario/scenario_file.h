/* Scenario files: YAML in, a struct scenario and the place of every value out.
 *
 *     struct scenario scenario;
 *     struct places places;
 *     scenario_read("district.yaml", &scenario, &places, &yaml, &message)    the file
 *     scenario_set("network.agents=500", &scenario, &places, &message)       each --set
 *     scenario_finish(&scenario, &places, &message)                          settles and checks the whole
 *
 * Every complaint is one line, `FILE:LINE:COLUMN: KEY: reason; did you mean 'x'?`, and names the first thing that is
 * wrong. A scenario is a plain tree: aliases, anchors, tags and further documents are refused, and so is what is not in
 * the parameter table. A section that is there with nothing in it is present with its defaults.
 */
#ifndef IO_SCENARIO_FILE_H
#define IO_SCENARIO_FILE_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "io/scenario/tables.h"
#include "io/text/yaml_tree.h"
#include "scenario/check/arrival_rows.h"
#include "scenario/parameters.h"
#include "scenario/scenario.h"

/* ORIGIN_KEY: a section that is there because one of its keys was set; ORIGIN_OPTION: an option of its own, as --seed.
 */
enum origin { ORIGIN_DEFAULT, ORIGIN_FILE, ORIGIN_SET, ORIGIN_KEY, ORIGIN_OPTION };

/* Where something was written; line and column count from 1, in characters, and are 0 unless the origin is the file. */
struct place {
    enum origin origin;
    int64_t line, column;
};

/* A table that stands for a value: its name, as it was written. */
struct table_named {
    const struct parameter *parameter; /* NULL: none */
    char name[TABLE_PATH];
};

struct places {
    const char *file; /* as the caller gave it, borrowed */
    struct table_named table[TABLES_MOST];
    struct place section[SECTION_TOTAL];
    struct place parameter[PARAMETER_TOTAL];
};

/* Reads the file at `path` (borrowed by `places`). On success *yaml is the file's text, zero-terminated, for the caller
 * to free; it may be NULL if nobody wants it. On an error *yaml is NULL and the scenario is not to be used. Errors:
 * STATUS_INPUT (also for a file that cannot be opened, is no YAML, or is larger than YAML_TREE_FILE_MOST),
 * STATUS_MEMORY. Cost: proportional to the file. */
MUST_USE enum status scenario_read(
    const char *path, struct scenario *scenario, struct places *places, char **yaml, struct message *message);

/* The same from memory; `name` stands in messages where the file's path would. */
MUST_USE enum status scenario_read_text(const char *name, const char *text, size_t length, struct scenario *scenario,
    struct places *places, struct message *message);

/* The same for a scenario that stands inside another file, which has said its format: `selforg` may be left out.
 * `places` borrows the tree. */
MUST_USE enum status scenario_read_node(const struct yaml_tree *tree, const struct yaml_node *node,
    struct scenario *scenario, struct places *places, struct message *message);

/* One `section.key=value` from the command line; or `section={}`, which puts a section in, or `section=absent`, which
 * takes it out as if it had never been written. Complaints begin with `--set`. What one has said is refused of another.
 */
MUST_USE enum status scenario_set(
    const char *assignment, struct scenario *scenario, struct places *places, struct message *message);

/* The same for an option that is one parameter's own, as --seed; complaints begin with it. It comes after every --set.
 */
MUST_USE enum status scenario_set_option(
    const char *path, const char *value, struct scenario *scenario, struct places *places, struct message *message);

/* scenario_settle, scenario_check, scenario_check_written and the rule of `until`; a complaint begins with where its
 * culprit was written: FILE:LINE:COLUMN, `--set`, the option, or `FILE: default` where it was not; and of a value from
 * a table, behind the key, where in the table it is: FILE:LINE:COLUMN. */
MUST_USE enum status scenario_finish(struct scenario *scenario, const struct places *places, struct message *message);

/* The parameter's value is from the table of that name; NULL: from none. */
void places_name_table(struct places *places, const struct parameter *parameter, const char *name);

/* Puts where the key was written before a message that others wrote of it, in the same words, and returns `status`. */
enum status scenario_fault_at(
    const struct places *places, const char *key, struct message *message, enum status status);

/* The same of the key that the message begins with ("KEY: reason"), if it begins with one and the status is
 * STATUS_INPUT: for what shows only when a world is made. */
enum status scenario_fault_named(const struct places *places, struct message *message, enum status status);

/* scenario_check_named, in the same words. */
MUST_USE enum status scenario_finish_named(const struct scenario *scenario, const struct places *places,
    const struct names_there *there, struct message *message);

#endif
