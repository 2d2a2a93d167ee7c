/* Adjacency matrices, whatever the file that they stand in: a cell above 0 is a tie from its row to its column.
 *
 * Where ties go both ways the matrix must say the same from both sides, and each tie is taken once.
 */
#ifndef IO_MATRIX_H
#define IO_MATRIX_H

#include "io/draft/draft.h"

struct matrix {
    struct draft *draft; /* has an id for every row and column */
    int32_t size;
    struct ARRAY_OF(uint64_t) cell; /* row * size + column of every cell above 0 */
    struct ARRAY_OF(double) value;
    struct ARRAY_OF(int64_t) line; /* of each row's first cell, 0 as long as it has none */
    bool weighted;                 /* some cell is neither 0 nor 1 */
};

/* A cell's text: a number not below 0, or empty for none. */
MUST_USE enum status matrix_cell(struct matrix *matrix, int32_t row, int32_t column, const char *text);

/* Makes the cells ties of the draft. */
MUST_USE enum status matrix_finish(struct matrix *matrix);

void matrix_free(struct matrix *matrix);

#endif
