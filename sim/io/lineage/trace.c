#include "io/lineage/trace.h"

#include <stdlib.h>
#include <string.h>

#include "io/lineage/question.h"
#include "io/lineage/trace_text.h"
#include "io/result/result_checksum.h"
#include "io/text/characters.h"

/* ---- names ---- */

void trace_agent_name(const struct lineage *lineage, int32_t agent, FILE *file)
{
    bool named = agent >= 0 && agent < lineage->agents.count;
    if (named) characters_show(lineage->agents.text[agent], file);
    fprintf(file, named ? " (agent %d)" : "agent %d", agent);
}

void trace_practice_name(const struct lineage *lineage, int32_t practice, FILE *file)
{
    fprintf(file, "practice %d", practice);
    if (practice < 0 || practice >= lineage->practices.count) return;
    fputs(" (", file);
    characters_show(lineage->practices.text[practice], file);
    fputc(')', file);
}

const char *trace_channel_name(int8_t channel)
{
    static const char *const names[] = {
#define AS_NAME(symbol, text, ...) text,
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

void trace_end(const struct lineage *lineage, int64_t adoption, FILE *file)
{
    const int64_t end = lineage->ended[adoption];
    if (end >= 0) fprintf(file, ", dropped in step %d", lineage->drop[end].step);
}

void trace_adoption(const struct lineage *lineage, int64_t adoption, FILE *file)
{
    const struct adoption_row *row = &lineage->adoption[adoption];
    trace_agent_name(lineage, row->learner, file);
    fprintf(file, "  step %d  ", row->step);
    trace_way(row, file);
    trace_end(lineage, adoption, file);
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
    tree->depth = small ? INT32_MAX : TRACE_DEPTH;
    tree->width = small ? INT32_MAX : TRACE_WIDTH;
    if (request->depth > 0) tree->depth = request->depth;
    if (request->width > 0) tree->width = request->width;
    tree->ascii = request->ascii;
}

/* ---- what is asked for ---- */

/* Who uses what at the end, from all adoptions in their order, which were checked: users[practice]; use: by which
 * adoption in each place, or -1. */
static void count_users(const struct lineage *lineage, int32_t domains, int64_t *use, int64_t *users)
{
    const int64_t places = (int64_t)lineage->agent_count * domains;
    for (int64_t i = 0; i < places; i++) use[i] = -1;
    for (int64_t i = 0; i < lineage->adoption_count; i++) {
        const struct adoption_row *row = &lineage->adoption[i];
        use[(int64_t)row->learner * domains + row->domain] = i;
    }
    for (int64_t i = 0; i < places; i++)
        if (use[i] >= 0 && lineage->ended[use[i]] < 0) users[lineage->adoption[use[i]].practice]++;
}

/* The practice that most use in the end, the first of several. */
static enum status most_used(const struct lineage *lineage, int32_t *practice, struct message *message)
{
    const int32_t domains = lineage_domains(lineage);
    int64_t *use = malloc((size_t)lineage->agent_count * (size_t)domains * sizeof *use + 1);
    int64_t *users = calloc((size_t)lineage->practice_count + 1, sizeof *users);
    enum status status = use && users ? STATUS_OK : message_no_memory(message, "to count users");
    *practice = -1;
    if (status == STATUS_OK) count_users(lineage, domains, use, users);
    for (int32_t i = 0; i < lineage->practice_count && status == STATUS_OK; i++)
        if (users[i] > 0 && (*practice < 0 || users[i] > users[*practice])) *practice = i;
    if (status == STATUS_OK && *practice < 0)
        status = message_set(
            message, STATUS_INPUT, "nobody uses anything in the end; --practice and --agent say what to trace");
    free(use);
    free(users);
    return status;
}

static enum status choose(
    const struct lineage *lineage, const struct trace_request *request, int32_t *number, struct message *message)
{
    const struct question of_practice = {"practice", request->practice, &lineage->practices, lineage->practice_count};
    const struct question of_agent = {"agent", request->agent, &lineage->agents, lineage->agent_count};
    if (request->agent) return question_answer(&of_agent, number, message);
    return request->practice ? question_answer(&of_practice, number, message) : most_used(lineage, number, message);
}

static enum status trace_lineage(
    const struct lineage *lineage, const struct trace_request *request, FILE *file, struct message *message)
{
    int32_t number;
    enum status status = choose(lineage, request, &number, message);
    if (status != STATUS_OK) {
        message_prefix(message, "%s: ", request->path);
        return status;
    }
    if (request->agent)
        status = request->json ? trace_agent_json(lineage, number, file) : trace_agent(lineage, number, request, file);
    else
        status =
            request->json ? trace_practice_json(lineage, number, file) : trace_practice(lineage, number, request, file);
    return status == STATUS_OK ? status : message_no_memory(message, "for the tree");
}

/* The drawing relies on what verify checks: that sources lie where they should and are earlier. */
static enum status check(const struct lineage *lineage, const char *path, struct message *message)
{
    enum status status = STATUS_OK;
    for (int i = 0; i < lineage_check_count && status == STATUS_OK; i++) {
        struct lineage_finding found = {.detail = ""};
        status = lineage_checks[i].check(lineage, &found);
        if (status != STATUS_OK)
            message_no_memory(message, "to check the lineage");
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
    if (status == STATUS_OK) status = result_check_open(reader, message);
    if (status == STATUS_OK) status = lineage_read(&lineage, reader, message);
    result_reader_close(reader);
    if (status != STATUS_OK) return status;
    status = check(&lineage, request->path, message);
    if (status == STATUS_OK) status = trace_lineage(&lineage, request, file, message);
    lineage_free(&lineage);
    return status;
}
