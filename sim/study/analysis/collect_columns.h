/* The columns of a study's file: datasets over runs that grow by a run at a time. */
#ifndef STUDY_COLLECT_COLUMNS_H
#define STUDY_COLLECT_COLUMNS_H

#include "base/array.h"
#include "io/hdf5/hdf5_growing.h"

enum { COLUMN_BLOCK = 1024 }; /* runs that wait in memory, and a chunk in the file */

enum column_type { COLUMN_REAL, COLUMN_WHOLE, COLUMN_SMALL, COLUMN_TEXT };

struct column {
    struct growing growing;
    enum column_type type;
};

struct columns {
    hid_t file, text_type;
    struct hdf5_scale run_scale, step_scale;
    int64_t runs, steps; /* how many there will be */
    char *coordinates;   /* names of the coordinates made so far, as CF has them; owned */
    struct ARRAY_OF(struct column) list;
    struct ARRAY_OF(char *) texts; /* what text columns that wait point at; owned */
};

/* What a column is called, and what it is. `coordinate`: it names runs; else it is a variable that refers to the
 * coordinates made before it. `over_steps`: it has a number for each step. */
struct column_form {
    const char *name, *unit, *sentence;
    enum column_type type;
    bool coordinate, over_steps;
};

/* A zeroed struct with a file is begun by the first column, which must be the coordinate `run`. */
MUST_USE enum status columns_add(struct columns *columns, const struct column_form *form, struct message *message);

/* The dataset of the column that was added last. */
hid_t columns_latest(const struct columns *columns);

/* A value for the run under way, in the i-th column that was added. Text is copied. */
MUST_USE enum status columns_put_real(
    struct columns *columns, int64_t i, const double *values, struct message *message);
MUST_USE enum status columns_put_whole(struct columns *columns, int64_t i, int64_t value, struct message *message);
MUST_USE enum status columns_put_text(struct columns *columns, int64_t i, const char *text, struct message *message);

/* Completes the dimensions; to be called when all columns were added. `status`: as hdf5_scale_end. */
MUST_USE enum status columns_ready(enum status status, struct columns *columns, struct message *message);

/* Puts what waits into the file; to be called after every COLUMN_BLOCK runs, and at the end. */
MUST_USE enum status columns_write_out(struct columns *columns, struct message *message);

/* Frees the memory; the handles go with the file. */
void columns_free(struct columns *columns);

#endif
