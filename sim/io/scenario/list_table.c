#include <string.h>

#include "io/scenario/tables_inner.h"

/* What the two columns of a list are called. */
static const struct {
    const char *path, *name, *number;
} columns[] = {{"landscape.practices", "practice", "quality"}, {"network.degrees", "degree", "agents"},
    {"team.sizes", "size", "teams"}, {"adoption.accept.dose", "users", "probability"},
    {"start.prior", "practice", "belief"}};

enum { LIST_COUNT = sizeof columns / sizeof *columns };

static int list_of(const struct parameter *parameter)
{
    int i = 0;
    while (i < LIST_COUNT && parameter != parameter_find(columns[i].path)) i++;
    return i;
}

bool is_list_of_table(const struct parameter *parameter)
{
    return list_of(parameter) < LIST_COUNT;
}

bool list_table_has(const struct csv *csv, const struct parameter *parameter, int64_t column)
{
    return column == csv_column(csv, columns[list_of(parameter)].name);
}

/* Both columns, and no other, which would be passed over. */
static enum status find_columns(
    const struct csv *csv, int list, int64_t *name, int64_t *number, struct message *message)
{
    *name = csv_column(csv, columns[list].name);
    *number = csv_column(csv, columns[list].number);
    if (*name >= 0 && *number >= 0 && csv->header.count == 2) return STATUS_OK;
    return csv_fault(csv, message, "the header must be \"%s%c%s\", and nothing else", columns[list].name,
        csv->separator, columns[list].number);
}

/* What is wrong with a cell, whose place follows the name of the key: so the message is not to begin with it again. */
static enum status fault_in(
    const struct csv *csv, const struct parameter *parameter, int64_t column, struct message *message)
{
    const struct parameter_path path = parameter_path(parameter);
    const size_t length = strlen(path.text);
    if (message && strncmp(message->text, path.text, length) == 0 && strncmp(message->text + length, ": ", 2) == 0)
        memmove(message->text, message->text + length + 2, strlen(message->text + length + 2) + 1);
    return csv_fault_in(csv, column, message);
}

enum status list_table_take(
    struct csv *csv, struct scenario *scenario, const struct parameter *parameter, struct message *message)
{
    int64_t name, number;
    bool more = true;
    enum status status = parameter_set(scenario, parameter, "{}", message);
    if (status == STATUS_OK) status = find_columns(csv, list_of(parameter), &name, &number, message);
    if (status == STATUS_OK) status = csv_next(csv, &more, message);
    while (status == STATUS_OK && more) {
        if ((status = csv_with_point(csv, number, message)) != STATUS_OK) return status;
        const char *value = csv->fields.items[number];
        double read;
        const bool is_number = parameter_read_real(parameter, value, &read, message) == STATUS_OK;
        status = parameter_add_named(scenario, parameter, csv->fields.items[name], value, message);
        if (status == STATUS_INPUT) return fault_in(csv, parameter, is_number ? name : number, message);
        if (status == STATUS_OK) status = csv_next(csv, &more, message);
    }
    return status;
}
