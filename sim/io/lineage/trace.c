#include "io/lineage/trace.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "io/lineage/trace_text.h"

/* ---- names ---- */

void trace_agent_name(const struct lineage *lineage, int32_t agent, FILE *file)
{
    if (agent >= 0 && agent < lineage->agents.count)
        fprintf(file, "%s (agent %d)", lineage->agents.text[agent], agent);
    else
        fprintf(file, "agent %d", agent);
}

void trace_practice_name(const struct lineage *lineage, int32_t practice, FILE *file)
{
    fprintf(file, "practice %d", practice);
    if (practice >= 0 && practice < lineage->practices.count) fprintf(file, " (%s)", lineage->practices.text[practice]);
}

const char *trace_channel_name(int8_t channel)
{
    static const char *const names[] = {
#define AS_NAME(symbol, text, sentence) text,
        CHANNELS(AS_NAME)
#undef AS_NAME
    };
    return channel >= 0 && channel < CHANNEL_COUNT ? names[channel] : "?";
}

void trace_way(const struct adoption_row *row, FILE *file)
{
    fputs(trace_channel_name(row->channel), file);
    if (row->project >= 0) fprintf(file, "%s %d", row->channel == CHANNEL_PROJECT ? "" : ", project", row->project);
}

void trace_adoption(const struct lineage *lineage, int64_t adoption, FILE *file)
{
    const struct adoption_row *row = &lineage->adoption[adoption];
    trace_agent_name(lineage, row->agent, file);
    fprintf(file, "  step %d  ", row->event_step);
    trace_way(row, file);
}

int64_t trace_heaviest(const struct lineage *lineage, int64_t adoption)
{
    const struct adoption_row *row = &lineage->adoption[adoption];
    int64_t heaviest = -1;
    for (int64_t s = row->first_source; s < (int64_t)row->first_source + row->source_count; s++)
        if (heaviest < 0 || lineage->source[s].weight > lineage->source[heaviest].weight) heaviest = s;
    return heaviest;
}

void trace_limit(struct tree *tree, const struct trace_request *request, int64_t size)
{
    bool small = size <= TRACE_SMALL;
    tree->depth = request->depth > 0 ? request->depth : small ? INT32_MAX : TRACE_DEPTH;
    tree->width = request->width > 0 ? request->width : small ? INT32_MAX : TRACE_WIDTH;
    tree->ascii = request->ascii;
}

/* ---- what is asked for ---- */

/* The place of a text among labels; else the number that it is, below `count`; -1 if it is neither. */
static int32_t find(const char *text, const struct labels *labels, int64_t count)
{
    for (int32_t i = 0; i < labels->count; i++)
        if (strcmp(labels->text[i], text) == 0) return i;
    char *end;
    errno = 0;
    long long number = strtoll(text, &end, 10);
    bool whole = end != text && *end == '\0' && errno == 0;
    return whole && number >= 0 && number < count ? (int32_t)number : -1;
}

static enum status trace_lineage(
    const struct lineage *lineage, const struct trace_request *request, FILE *file, struct message *message)
{
    const char *text = request->practice ? request->practice : request->agent;
    const char *kind = request->practice ? "practice" : "agent";
    int64_t count = request->practice ? lineage->practice_count : lineage->agent_count;
    int32_t number = find(text, request->practice ? &lineage->practices : &lineage->agents, count);
    enum status status;
    if (number < 0)
        return message_set(message, STATUS_INPUT, "%s: it has no %s '%s'; they are numbered from 0 to %lld",
            request->path, kind, text, (long long)count - 1);
    if (request->practice)
        status =
            request->json ? trace_practice_json(lineage, number, file) : trace_practice(lineage, number, request, file);
    else
        status = request->json ? trace_agent_json(lineage, number, file) : trace_agent(lineage, number, request, file);
    return status ? message_set(message, status, "no memory for the tree") : STATUS_OK;
}

/* The drawing relies on what verify checks: that sources lie where they should and are earlier. */
static enum status check(const struct lineage *lineage, const char *path, struct message *message)
{
    enum status status = STATUS_OK;
    for (int i = 0; i < lineage_check_count && !status; i++) {
        struct lineage_finding found = {.detail = ""};
        status = lineage_checks[i].check(lineage, &found);
        if (status)
            message_set(message, status, "no memory to check the lineage");
        else if (found.failed > 0)
            status = message_set(message, STATUS_DAMAGED, "%s: %s: %s", path, lineage_checks[i].subject, found.detail);
    }
    return status;
}

enum status trace_print(const struct trace_request *request, FILE *file, struct message *message)
{
    struct result_reader *reader;
    struct lineage lineage;
    enum status status = result_reader_open(&reader, request->path, message);
    if (status) return status;
    status = lineage_read(&lineage, reader, message);
    result_reader_close(reader);
    if (status) return status;
    status = check(&lineage, request->path, message);
    if (!status) status = trace_lineage(&lineage, request, file, message);
    if (!status && (fflush(file) != 0 || ferror(file)))
        status = message_set(message, STATUS_WRITE, "the trace could not be written: %s", strerror(errno));
    lineage_free(&lineage);
    return status;
}
