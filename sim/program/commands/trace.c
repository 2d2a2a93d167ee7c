/* selforg trace: who learned it from whom. Without a question it shows the practice that most people use in the end. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/result/result_reader.h"
#include "io/lineage/trace.h"
#include "program/terminal/terminal.h"
#include "program/commands/verbs.h"

enum { NUMBER_ASKED = 32 };

/* The practice in use at the end by most (the first of several), from all adoptions in their order; -1 if there is
 * none. */
static enum status most_used(const struct adoption_row *row, int64_t count, int32_t *practice)
{
    int32_t agents = 0, domains = 0, practices = 0;
    for (int64_t i = 0; i < count; i++) {
        if (row[i].agent >= agents) agents = row[i].agent + 1;
        if (row[i].domain >= domains) domains = row[i].domain + 1;
        if (row[i].practice >= practices) practices = row[i].practice + 1;
    }
    int32_t *use = malloc(((size_t)agents * (size_t)domains + 1) * sizeof *use);
    int64_t *users = calloc((size_t)practices + 1, sizeof *users);
    *practice = -1;
    bool enough = use && users;
    for (int64_t i = 0; enough && i < (int64_t)agents * domains; i++) use[i] = -1;
    for (int64_t i = 0; enough && i < count; i++) {
        int32_t *now = &use[(int64_t)row[i].agent * domains + row[i].domain];
        if (*now >= 0) users[*now]--;
        *now = row[i].practice;
        users[*now]++;
    }
    for (int32_t i = 0; enough && i < practices; i++)
        if (users[i] > 0 && (*practice < 0 || users[i] > users[*practice])) *practice = i;
    free(use);
    free(users);
    return enough ? STATUS_OK : STATUS_MEMORY;
}

static enum status choose_practice(const char *path, char practice[NUMBER_ASKED], struct message *message)
{
    struct result_reader *reader;
    void *rows = NULL;
    int64_t count = 0;
    int32_t number = -1;
    enum status status = result_reader_open(&reader, path, message);
    if (status == STATUS_OK) status = result_reader_rows(reader, EVENT_adoption, &rows, &count, message);
    if (status == STATUS_OK) status = most_used(rows, count, &number);
    if (status == STATUS_OK && number < 0)
        status = message_set(message, STATUS_INPUT, "%s: no adoptions are recorded in it", path);
    snprintf(practice, NUMBER_ASKED, "number:%d", number);
    free(rows);
    result_reader_close(reader);
    return status;
}

enum status trace_verb(const struct trace_options *options, struct message *message)
{
    if (options->practice && options->agent)
        return message_set(message, STATUS_USAGE, "trace: --practice and --agent exclude each other");
    char chosen[NUMBER_ASKED];
    enum status status = STATUS_OK;
    if (!options->practice && !options->agent) status = choose_practice(options->file, chosen, message);
    if (status != STATUS_OK) return status;
    bool to_file = options->out && strcmp(options->out, "-") != 0;
    FILE *stream = to_file ? fopen(options->out, "w") : stdout;
    if (!stream)
        return message_set(message, STATUS_WRITE, "%s: it could not be written: %s", options->out, strerror(errno));
    struct trace_request request = {.path = options->file,
        .practice = options->agent || options->practice ? options->practice : chosen,
        .agent = options->agent,
        .depth = (int32_t)options->depth,
        .width = (int32_t)options->width,
        .ascii = !terminal_of(stream).unicode,
        .json = options->json};
    status = trace_print(&request, stream, message);
    if (to_file && fclose(stream) != 0 && status == STATUS_OK)
        status = message_set(message, STATUS_WRITE, "%s: it could not be written: %s", options->out, strerror(errno));
    return status;
}
