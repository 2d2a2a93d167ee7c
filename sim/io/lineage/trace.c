#include "io/lineage/trace.h"

#include <stdlib.h>
#include <string.h>

#include "io/lineage/trace_text.h"
#include "io/result/result_checksum.h"
#include "io/text/characters.h"
#include "scenario/numbers.h"

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

/* What a question can mean: who has this id, and who has this number; -1: nobody. */
struct meaning {
    int32_t by_id, by_number;
    bool several; /* have this id */
    bool numeric; /* some ids are numbers themselves */
};

/* Whom or what a request asks for. */
struct question {
    const char *kind, *text;
    const struct labels *labels;
    int64_t count;
};

static struct meaning meaning_of(const char *text, const struct question *question)
{
    struct meaning meaning = {.by_id = -1, .by_number = -1};
    const struct labels *labels = question->labels;
    int64_t number;
    for (int32_t i = 0; i < labels->count; i++) {
        meaning.numeric = meaning.numeric || number_read_whole(labels->text[i], &number) == NUMBER_FINE;
        if (strcmp(labels->text[i], text) != 0) continue;
        meaning.several = meaning.by_id >= 0;
        if (!meaning.several) meaning.by_id = i;
    }
    if (number_read_whole(text, &number) == NUMBER_FINE && number >= 0 && number < question->count)
        meaning.by_number = (int32_t)number;
    return meaning;
}

/* The answer, by "id:" or "number:" or, where nobody could take one for the other, by either. */
static enum status find(const struct question *question, int32_t *found, struct message *message)
{
    const char *text = question->text, *kind = question->kind;
    bool as_id = strncmp(text, "id:", 3) == 0, as_number = strncmp(text, "number:", 7) == 0;
    if (as_id || as_number) text = strchr(text, ':') + 1;
    struct meaning meaning = meaning_of(text, question);
    int32_t by_id = as_number ? -1 : meaning.by_id, by_number = as_id ? -1 : meaning.by_number;
    *found = by_id >= 0 ? by_id : by_number;
    if (by_id >= 0 && meaning.several)
        return message_set(message, STATUS_INPUT, "several %ss are called '%s'; ask by number:N", kind, text);
    bool unclear = !as_number && by_number >= 0 && by_number != by_id && meaning.numeric;
    if (unclear && by_id >= 0)
        return message_set(message, STATUS_INPUT,
            "'%s' is the id of %s %ld and the number of another: ask for id:%s or number:%s", text, kind, (long)by_id,
            text, text);
    if (unclear)
        return message_set(
            message, STATUS_INPUT, "no %s has the id '%s'; if it is meant as a number: number:%s", kind, text, text);
    if (*found >= 0) return STATUS_OK;
    return message_set(message, STATUS_INPUT, "it has no %s '%s'; they are numbered from 0 to %lld", kind, text,
        (long long)question->count - 1);
}

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
    if (request->agent) return find(&of_agent, number, message);
    return request->practice ? find(&of_practice, number, message) : most_used(lineage, number, message);
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
