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

enum status list_table_take(
    struct csv *csv, struct scenario *scenario, const struct parameter *parameter, struct message *message)
{
    int64_t name, number;
    bool more = true;
    enum status status = parameter_set(scenario, parameter, "{}", message);
    if (status == STATUS_OK) status = find_columns(csv, list_of(parameter), &name, &number, message);
    if (status == STATUS_OK) status = csv_next(csv, &more, message);
    while (status == STATUS_OK && more) {
        const char *value = csv_with_point(csv, csv->fields.items[number]);
        status = parameter_add_named(scenario, parameter, csv->fields.items[name], value, message);
        if (status != STATUS_OK) {
            message_prefix(message, "%s:%lld: ", csv->path, (long long)csv->line);
            return status;
        }
        status = csv_next(csv, &more, message);
    }
    return status;
}
