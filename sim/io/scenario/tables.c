#include "io/scenario/tables.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "io/scenario/tables_inner.h"
#include "scenario/text.h"

enum { PATH_LENGTH = 4096 };

static const struct {
    const char *path;
    enum status (*take)(struct csv *csv, struct scenario *scenario, struct message *message);
} readers[] = {{"landscape.matrix", matrix_table_take}, {"interventions", changes_table_take}};

enum { READER_COUNT = sizeof readers / sizeof *readers };

static int reader_of(const struct parameter *parameter)
{
    int i = 0;
    while (i < READER_COUNT && parameter != parameter_find(readers[i].path)) i++;
    return i;
}

bool table_stands_for(const struct parameter *parameter, const char *text)
{
    static const char *const endings[] = {".csv", ".tsv", ".txt"};
    const char *ending = strrchr(text, '.');
    for (int i = 0; ending && i < 3; i++)
        if (strcasecmp(ending, endings[i]) == 0) return reader_of(parameter) < READER_COUNT;
    return false;
}

static enum status read_table(struct scenario *scenario, const struct parameter *parameter, const char *path,
    const char *beside, struct message *message)
{
    char found[PATH_LENGTH];
    struct csv csv;
    const char *slash = beside && *path != '/' ? strrchr(beside, '/') : NULL;
    int length =
        snprintf(found, sizeof found, "%.*s%s", slash ? (int)(slash - beside) + 1 : 0, slash ? beside : "", path);
    if (length < 0 || length >= PATH_LENGTH)
        return message_set(message, STATUS_INPUT, "the path %s is too long", text_excerpt(path).text);
    enum status status = csv_open(&csv, found, message);
    if (status == STATUS_OK) status = readers[reader_of(parameter)].take(&csv, scenario, message);
    csv_close(&csv);
    return status;
}

enum status table_take(struct scenario *scenario, const struct parameter *parameter, const char *path,
    const char *beside, struct message *message)
{
    enum status status = read_table(scenario, parameter, path, beside, message);
    if (status == STATUS_INPUT) message_prefix(message, "%s: ", parameter_path(parameter).text);
    return status;
}
