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

/* A row that has the name of another column than that of its place would be taken for that of another bit. */
static enum status check_name(struct csv *csv, int64_t number, struct message *message)
{
    const int64_t before = csv->row_names ? 0 : 1; /* names in the header that are of no bit */
    const char *name = csv->fields.items[0], *wanted = csv->header.items[number + before];
    bool another = false;
    for (int64_t i = before; i < csv->header.count; i++) another |= strcmp(csv->header.items[i], name) == 0;
    if (!another || strcmp(name, wanted) == 0) return STATUS_OK;
    message_set(message, STATUS_INPUT,
        "here is the row of '%s'; rows stand in the order of the columns, and this is that of '%s'",
        text_excerpt(name).text, text_excerpt(wanted).text);
    return csv_fault_in(csv, 0, message);
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
        status = first ? check_name(csv, count, message) : STATUS_OK;
        if (status == STATUS_OK) status = add_row(csv, first, count, rows, message);
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
