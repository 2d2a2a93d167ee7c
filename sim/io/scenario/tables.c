#include "io/scenario/tables.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "io/scenario/tables_inner.h"
#include "io/text/text_file.h"
#include "scenario/text.h"

enum { PATH_LENGTH = 4096 };

static bool is_matrix(const struct parameter *parameter)
{
    return parameter == parameter_find("landscape.matrix");
}

static bool ends_as_table(const char *text)
{
#define AS_TEXT(small, large) "." #small,
    static const char *const endings[] = {TABLE_ENDINGS(AS_TEXT)};
#undef AS_TEXT
    const char *ending = strrchr(text, '.');
    bool ends = false;
    for (size_t i = 0; ending && i < sizeof endings / sizeof *endings; i++) ends |= strcasecmp(ending, endings[i]) == 0;
    return ends;
}

bool table_stands_for(const struct parameter *parameter, const char *text)
{
    bool may = is_matrix(parameter) || is_rows_of_table(parameter) || is_list_of_table(parameter) ||
               parameter->type == PARAMETER_CHANGES || parameter->type == PARAMETER_ARRIVALS;
    return may && ends_as_table(text);
}

static enum status take_rows(
    struct csv *csv, struct scenario *scenario, const struct parameter *parameter, struct message *message)
{
    if (is_matrix(parameter)) return matrix_table_take(csv, scenario, message);
    if (is_rows_of_table(parameter)) return rows_table_take(csv, scenario, parameter, message);
    if (parameter->type == PARAMETER_CHANGES) return changes_table_take(csv, scenario, message);
    if (parameter->type == PARAMETER_ARRIVALS) return arrivals_table_take(csv, scenario, parameter, message);
    return list_table_take(csv, scenario, parameter, message);
}

bool table_is(const char *name, const char *beside, const char *path)
{
    char *found = text_file_beside(name, beside);
    bool same = found && text_file_same(found, path);
    free(found);
    return same;
}

static enum status read_table(struct scenario *scenario, const struct parameter *parameter, const char *path,
    const char *beside, struct message *message)
{
    struct csv csv = {0};
    char *found = text_file_beside(path, beside);
    if (!found) return message_no_memory(message, "to find a table");
    enum status status = STATUS_OK;
    if (strlen(found) >= PATH_LENGTH)
        status = message_set(message, STATUS_INPUT, "the path %s is too long", text_excerpt(path).text);
    if (status == STATUS_OK) status = csv_open(&csv, found, message);
    if (status == STATUS_OK) status = take_rows(&csv, scenario, parameter, message);
    csv_close(&csv);
    free(found);
    return status;
}

enum status table_take(struct scenario *scenario, const struct parameter *parameter, const char *path,
    const char *beside, struct message *message)
{
    enum status status = read_table(scenario, parameter, path, beside, message);
    if (status == STATUS_INPUT) message_prefix(message, "%s: ", parameter_path(parameter).text);
    return status;
}
