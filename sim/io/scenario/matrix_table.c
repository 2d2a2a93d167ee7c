#include <string.h>

#include "io/scenario/tables_inner.h"
#include "scenario/practices/wiring.h"
#include "scenario/text.h"

/* Adds the record as one of the rows; its cells begin at `first`. */
static enum status add_row(const struct csv *csv, int64_t first, int64_t number, char *rows, struct message *message)
{
    size_t length = strlen(rows);
    if (number > 0) rows[length++] = ' ';
    for (int64_t i = first; i < csv->fields.count; i++) {
        const char *cell = csv->fields.items[i], *fault = matrix_cell_fault(cell, i - first == number);
        if (fault) {
            message_set(message, STATUS_INPUT, "'%s' %s", text_excerpt(cell).text, fault);
            return csv_fault_in(csv, i, message);
        }
        rows[length++] = *cell;
    }
    rows[length] = '\0';
    return STATUS_OK;
}

static enum status read_rows(struct csv *csv, char rows[MATRIX_TEXT], struct message *message)
{
    bool more;
    int64_t count = 0;
    enum status status = csv_first(csv, &more, message);
    int64_t first = csv->row_names || csv->header.items[0][0] == '\0';
    int64_t size = csv->header.count - (first && !csv->row_names);
    if (status == STATUS_OK && size > BITS_MOST)
        return message_set(message, STATUS_INPUT, "%s:1: the matrix has %lld columns; at most %d", csv->path,
            (long long)size, BITS_MOST);
    for (*rows = '\0'; status == STATUS_OK && more && count < size; count++) {
        status = add_row(csv, first, count, rows, message);
        if (status == STATUS_OK) status = csv_next(csv, &more, message);
    }
    if (status == STATUS_OK && (more || count < size))
        status = csv_fault(csv, message, "the matrix has %s and %s rows; the first line names the columns",
            text_count(size, "column", "columns").text, more ? "more" : "fewer");
    return status;
}

enum status matrix_table_take(struct csv *csv, struct scenario *scenario, struct message *message)
{
    char rows[MATRIX_TEXT];
    enum status status = read_rows(csv, rows, message);
    if (status != STATUS_OK) return status;
    return parameter_set(scenario, parameter_find("landscape.matrix"), rows, message);
}
