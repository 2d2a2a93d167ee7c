#include <stdlib.h>
#include <string.h>

#include "io/scenario/tables_inner.h"
#include "scenario/arrivals.h"

static enum status name_columns(const struct csv *csv, struct arrivals *arrivals, struct message *message)
{
    for (int64_t i = 0; i < csv->header.count; i++)
        if (arrivals_add_column(arrivals, csv->header.items[i], message) != STATUS_OK)
            return csv_fault_in(csv, i, message);
    return STATUS_OK;
}

static enum status add_row(struct csv *csv, struct arrivals *arrivals, struct message *message)
{
    for (int64_t i = 0; i < csv->fields.count; i++) {
        if (arrivals->column[i] == ARRIVAL_DIFFICULTY && csv_with_point(csv, i, message) != STATUS_OK)
            return STATUS_INPUT;
        if (arrivals_add_cell(arrivals, i, csv->fields.items[i], message) != STATUS_OK)
            return csv_fault_in(csv, i, message);
    }
    return STATUS_OK;
}

/* *by_line: each row stands in a line of its own, so that its number tells its line. */
static enum status read_rows(struct csv *csv, struct arrivals *arrivals, bool *by_line, struct message *message)
{
    bool more = true;
    enum status status = name_columns(csv, arrivals, message);
    if (status == STATUS_OK) status = csv_next(csv, &more, message);
    while (status == STATUS_OK && more) {
        *by_line &= csv->line == arrivals->count + 2;
        status = add_row(csv, arrivals, message);
        if (status == STATUS_OK) status = csv_next(csv, &more, message);
    }
    return status;
}

/* What is wrong with the whole is wrong in the header, or in one column. */
static enum status check(struct csv *csv, const struct arrivals *arrivals, struct message *message)
{
    int64_t column;
    csv->line = 1;
    if (arrivals_check(arrivals, &column, message) == STATUS_OK) return STATUS_OK;
    return csv_fault_in(csv, column < 0 ? 0 : column, message);
}

enum status arrivals_table_take(
    struct csv *csv, struct scenario *scenario, const struct parameter *parameter, struct message *message)
{
    bool by_line = true;
    enum status status = parameter_set(scenario, parameter, "", message);
    struct arrivals *arrivals = &scenario->opportunities.arrivals;
    if (status == STATUS_OK) status = read_rows(csv, arrivals, &by_line, message);
    if (status == STATUS_OK) status = check(csv, arrivals, message);
    if (status == STATUS_OK && by_line && strlen(csv->path) < sizeof arrivals->file) strcpy(arrivals->file, csv->path);
    return status;
}
