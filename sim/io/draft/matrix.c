#include "io/draft/matrix.h"

#include <stdlib.h>
#include <string.h>

#include "network/edges.h"

static const char *id_of(const struct matrix *matrix, uint64_t number)
{
    return names_text(&matrix->draft->ids, (int32_t)number);
}

static bool keep_line(struct matrix *matrix, int32_t row)
{
    bool fits = true;
    while (fits && matrix->line.count <= row) fits = array_push(&matrix->line, 0);
    if (fits && matrix->line.items[row] == 0) matrix->line.items[row] = matrix->draft->line;
    return fits;
}

enum status matrix_cell(struct matrix *matrix, int32_t row, int32_t column, const char *text)
{
    double value = 0;
    if (!keep_line(matrix, row)) return STATUS_MEMORY;
    enum status status = *text ? draft_number(matrix->draft, text, &value) : STATUS_OK;
    if (status != STATUS_OK) return status;
    if (!(value >= 0 && value <= EDGE_WEIGHT_MOST))
        return draft_fault(matrix->draft, "the cell \"%s\" in row %s and column %s is not a number from 0 to %g", text,
            id_of(matrix, (uint64_t)row), id_of(matrix, (uint64_t)column), EDGE_WEIGHT_MOST);
    if (value <= 0) return STATUS_OK;
    uint64_t place = (uint64_t)row * (uint64_t)matrix->size + (uint64_t)column;
    matrix->weighted = matrix->weighted || value < 1 || value > 1;
    return array_push(&matrix->cell, place) && array_push(&matrix->value, value) ? STATUS_OK : STATUS_MEMORY;
}

/* The first cell that is not what its mirror is, or -1; `mirror` and its values are those of the transposed matrix. */
static int64_t first_difference(const struct matrix *matrix, const uint64_t *mirror, const double *value)
{
    for (int64_t i = 0; i < matrix->cell.count; i++) {
        bool same = matrix->cell.items[i] == mirror[i] && matrix->value.items[i] <= value[i] &&
                    matrix->value.items[i] >= value[i];
        if (!same) return i;
    }
    return -1;
}

static enum status check_symmetric(struct matrix *matrix)
{
    uint64_t size = (uint64_t)matrix->size;
    size_t count = (size_t)matrix->cell.count;
    uint64_t *mirror = malloc(count * sizeof *mirror + 1);
    double *value = malloc(count * sizeof *value + 1);
    enum status status = mirror && value ? STATUS_OK : STATUS_MEMORY;
    if (status == STATUS_OK) {
        for (size_t i = 0; i < count; i++)
            mirror[i] = matrix->cell.items[i] % size * size + matrix->cell.items[i] / size;
        memcpy(value, matrix->value.items, count * sizeof *value);
        status = sort_keys((int64_t)count, mirror, value, size * size);
    }
    int64_t at = status == STATUS_OK ? first_difference(matrix, mirror, value) : -1;
    if (at >= 0) {
        uint64_t place = matrix->cell.items[at] < mirror[at] ? matrix->cell.items[at] : mirror[at];
        matrix->draft->line = matrix->line.items[place / size];
        status = draft_fault(matrix->draft,
            "the matrix does not say the same of %s to %s and of %s to %s; if ties go one way: network.directed: true",
            id_of(matrix, place / size), id_of(matrix, place % size), id_of(matrix, place % size),
            id_of(matrix, place / size));
    }
    free(mirror);
    free(value);
    return status;
}

/* Cells may have come in any order. */
static enum status sort_cells(struct matrix *matrix)
{
    uint64_t size = (uint64_t)matrix->size;
    return sort_keys(matrix->cell.count, matrix->cell.items, matrix->value.items, size * size);
}

enum status matrix_finish(struct matrix *matrix)
{
    struct draft *draft = matrix->draft;
    uint64_t size = (uint64_t)matrix->size;
    draft->line = 0;
    enum status status = matrix->cell.count > 0 ? sort_cells(matrix) : STATUS_OK;
    if (status == STATUS_OK && !draft->directed && matrix->cell.count > 0) status = check_symmetric(matrix);
    for (int64_t i = 0; i < matrix->cell.count && status == STATUS_OK; i++) {
        uint64_t row = matrix->cell.items[i] / size, column = matrix->cell.items[i] % size;
        if (!draft->directed && row > column) continue;
        double weight = matrix->weighted ? matrix->value.items[i] : 0;
        draft->tie = (struct tie){(int32_t)row, (int32_t)column, weight};
        status = draft_tie_end(draft);
    }
    const char *form = matrix->weighted ? "matrix (cells are weights)" : "matrix";
    return status == STATUS_OK ? draft_use(draft, form) : status;
}

void matrix_free(struct matrix *matrix)
{
    array_free(&matrix->cell);
    array_free(&matrix->value);
    array_free(&matrix->line);
}
