#include "io/scenario/tables.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "io/scenario/tables_inner.h"
#include "io/text/text_file.h"
#include "scenario/numbers.h"
#include "scenario/text.h"

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

static bool is_item(const struct csv *csv, const struct parameter *parameter, int64_t column)
{
    if (parameter->type == PARAMETER_CHANGES) return changes_table_has(csv, column);
    return is_list_of_table(parameter) && list_table_has(csv, parameter, column);
}

/* Goes to the record with the item; its column, or -1 where there is none. */
static int64_t find_item(struct csv *csv, const struct parameter *parameter, int64_t item)
{
    bool more = true;
    while (csv_next(csv, &more, NULL) == STATUS_OK && more)
        for (int64_t column = 0; column < csv->header.count; column++)
            if (is_item(csv, parameter, column) && --item == 0) return column;
    return -1;
}

/* "FILE:LINE:COLUMN" of an item, "FILE:1" of the whole; "FILE" where the table is another by now, or its
 * rows are told by their numbers (arrivals, a row of which may take several lines). */
static void print_place(const struct parameter *parameter, const char *file, int64_t item, char *place, size_t size)
{
    struct csv csv = {0};
    const bool there = csv_open(&csv, file, NULL) == STATUS_OK;
    const int64_t column = there && item > 0 ? find_item(&csv, parameter, item) : -1;
    snprintf(place, size, "%s", file);
    if (column >= 0) snprintf(place, size, "%s:%lld:%lld", file, (long long)csv.line, (long long)column + 1);
    if (there && item == 0 && parameter->type != PARAMETER_ARRIVALS) snprintf(place, size, "%s:1", file);
    csv_close(&csv);
}

void table_name_place(
    const struct parameter *parameter, const char *path, const char *beside, int64_t item, struct message *message)
{
    char place[TABLE_PATH + 2 * NUMBER_TEXT];
    const struct parameter_path key = parameter_path(parameter);
    const size_t length = strlen(key.text);
    char *found = text_file_beside(path, beside);
    const bool begins =
        message && strncmp(message->text, key.text, length) == 0 && strncmp(message->text + length, ": ", 2) == 0;
    if (found && begins && !strstr(message->text, found)) {
        const struct message reason = *message;
        print_place(parameter, found, item, place, sizeof place);
        message_set(message, STATUS_INPUT, "%s: %s: %s", key.text, place, reason.text + length + 2);
    }
    free(found);
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
    if (strlen(found) >= TABLE_PATH)
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
