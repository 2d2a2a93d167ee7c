/* Tables that stand for values: a parameter that takes many values may name a CSV, and takes what is in it.
 *
 *     landscape: {wiring: matrix, matrix: influence.csv}
 *     landscape: {kind: recipes, items: items.csv}
 *     landscape: {kind: table, bits: 4, payoffs: payoffs.csv}
 *     interventions: weekly.csv
 *     opportunities: {arrivals: teams.csv}
 *     team: {sizes: sizes.csv}
 *
 * From then on it is the value that is checked, printed, kept in results and in studies, and known by: nothing asks for
 * the file again. It is looked for beside the file that names it.
 */
#ifndef IO_SCENARIO_TABLES_H
#define IO_SCENARIO_TABLES_H

#include "base/status.h"
#include "scenario/parameters.h"

/* How the name of a table ends, as X(csv, CSV), in letters of either kind. */
#define TABLE_ENDINGS(X) X(csv, CSV) X(tsv, TSV) X(txt, TXT)

/* The longest path of a table, and the most parameters that have one. */
enum { TABLE_PATH = 4096, TABLES_MOST = 16 };

/* Whether the text names a table that stands for the parameter's value, by its ending. */
bool table_stands_for(const struct parameter *parameter, const char *text);

/* Sets the parameter to what is in the table at `path`, relative to the folder in which the file `beside` is (NULL: in
 * which the program runs). Errors: STATUS_MEMORY; STATUS_INPUT with the message "KEY: FILE:LINE:COLUMN: reason",
 * columns counted in cells. The scenario may be changed in part then. */
MUST_USE enum status table_take(struct scenario *scenario, const struct parameter *parameter, const char *path,
    const char *beside, struct message *message);

/* Puts where in the table the value's item stands, as the interventions' changes or a list's names are counted from 1,
 * "FILE:LINE:COLUMN: ", behind the "KEY: " that the message begins with; of the whole (0) "FILE:1: ". Nothing where it
 * tells the table already. The table is looked at again; where it is another by now, its name is all that is told. */
void table_name_place(
    const struct parameter *parameter, const char *path, const char *beside, int64_t item, struct message *message);

/* Whether a table of that name, beside the file that names it, is the file at `path`. */
bool table_is(const char *name, const char *beside, const char *path);

/* Whether a scenario or a study, the text of the file `file`, names a table that is the file at `path`. */
bool tables_use(const char *file, const char *text, const char *path);

/* What a scenario or a study says, with what its tables say in the place of their names: text that asks for no other
 * file. `file` is its name. *text is freed, and another to be freed; unchanged where it names no table, or after an
 * error. Errors as table_take, with the place. */
MUST_USE enum status tables_inline(const char *file, char **text, struct message *message);

#endif
