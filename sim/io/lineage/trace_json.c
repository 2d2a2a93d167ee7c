/* The trace as JSON: flat lists, since a chain may be longer than a parser's stack is deep. */
#include <stdlib.h>

#include "io/lineage/trace_text.h"
#include "io/text/characters.h"

static void print_label(const char *key, const struct labels *labels, int32_t number, FILE *file)
{
    if (number < 0 || number >= labels->count) return;
    fprintf(file, ", \"%s\": ", key);
    characters_json(labels->text[number], file);
}

static void print_adoption(const struct lineage *lineage, int64_t adoption, FILE *file)
{
    const struct adoption_row *row = &lineage->adoption[adoption];
    fprintf(file, "    {\"adoption\": %lld, \"agent\": %d", (long long)adoption, row->learner);
    print_label("label", &lineage->agents, row->learner, file);
    fprintf(file, ", \"practice\": %d, \"domain\": %d, \"step\": %d, \"channel\": \"%s\", \"project\": %d",
        row->practice, row->domain, row->step, trace_channel_name(row->channel), row->project);
    if (lineage->ended[adoption] >= 0) fprintf(file, ", \"dropped\": %d", lineage->drop[lineage->ended[adoption]].step);
    fputs(", \"sources\": [", file);
    for (int32_t k = 0; k < row->source_count; k++) {
        const struct adoption_source_row *source = &lineage->source[row->first_source + k];
        fprintf(file, "%s{\"agent\": %d, \"adoption\": %d, \"weight\": %.17g}", k ? ", " : "", source->source,
            source->source_adoption, source->weight);
    }
    fputs("]}", file);
}

/* Practice `number`; its parents are the rows of parents [*next, ...) that name it. */
static void print_practice(const struct lineage *lineage, int64_t number, int64_t *next, FILE *file)
{
    const struct practice_row *row = &lineage->practice[number];
    const char *before = "";
    fprintf(file, "    {\"practice\": %lld", (long long)number);
    print_label("name", &lineage->practices, (int32_t)number, file);
    fprintf(file, ", \"domain\": %d, \"quality\": %.17g, \"step\": %d, \"project\": %d, \"parents\": [", row->domain,
        row->quality, row->step, row->project);
    while (*next < lineage->parent_count && lineage->parent[*next].practice < number) ++*next;
    for (; *next < lineage->parent_count && lineage->parent[*next].practice == number; ++*next) {
        fprintf(file, "%s%d", before, lineage->parent[*next].parent);
        before = ", ";
    }
    fputs("]}", file);
}

/* Which rows are wanted. */
struct wanted {
    bool *adoption, *practice;
};

static void wanted_free(struct wanted *wanted)
{
    free(wanted->adoption);
    free(wanted->practice);
}

static enum status wanted_make(struct wanted *wanted, const struct lineage *lineage)
{
    wanted->adoption = calloc((size_t)lineage->adoption_count + 1, sizeof *wanted->adoption);
    wanted->practice = calloc((size_t)lineage->practice_count + 1, sizeof *wanted->practice);
    if (wanted->adoption && wanted->practice) return STATUS_OK;
    wanted_free(wanted);
    return STATUS_MEMORY;
}

/* Whatever a wanted adoption or practice goes back to is wanted too; sources and parents are earlier, so once through
 * backwards finds them all. */
static void want_origins(struct wanted *wanted, const struct lineage *lineage)
{
    for (int64_t i = lineage->adoption_count - 1; i >= 0; i--) {
        const struct adoption_row *row = &lineage->adoption[i];
        if (!wanted->adoption[i]) continue;
        wanted->practice[row->practice] = true;
        for (int32_t k = 0; k < row->source_count; k++)
            wanted->adoption[lineage->source[row->first_source + k].source_adoption] = true;
    }
    for (int64_t i = lineage->parent_count - 1; i >= 0; i--)
        if (wanted->practice[lineage->parent[i].practice]) wanted->practice[lineage->parent[i].parent] = true;
}

static void print_wanted(const struct wanted *wanted, const struct lineage *lineage, FILE *file)
{
    const char *before = "\n";
    fputs("  \"adoptions\": [", file);
    for (int64_t i = 0; i < lineage->adoption_count; i++) {
        if (!wanted->adoption[i]) continue;
        fputs(before, file);
        print_adoption(lineage, i, file);
        before = ",\n";
    }
    fputs("\n  ],\n  \"practices\": [", file);
    before = "\n";
    for (int64_t p = 0, next = 0; p < lineage->practice_count; p++) {
        if (!wanted->practice[p]) continue;
        fputs(before, file);
        print_practice(lineage, p, &next, file);
        before = ",\n";
    }
    fputs("\n  ]\n}\n", file);
}

enum status trace_practice_json(const struct lineage *lineage, int32_t practice, FILE *file)
{
    struct wanted wanted;
    enum status status = wanted_make(&wanted, lineage);
    if (status != STATUS_OK) return status;
    for (int64_t i = 0; i < lineage->adoption_count; i++)
        wanted.adoption[i] = lineage->adoption[i].practice == practice;
    wanted.practice[practice] = true;
    want_origins(&wanted, lineage);
    fprintf(file, "{\n  \"practice\": %d,\n", practice);
    print_wanted(&wanted, lineage, file);
    wanted_free(&wanted);
    return STATUS_OK;
}

enum status trace_agent_json(const struct lineage *lineage, int32_t agent, FILE *file)
{
    struct wanted wanted;
    enum status status = wanted_make(&wanted, lineage);
    if (status != STATUS_OK) return status;
    for (int64_t i = 0; i < lineage->adoption_count; i++) wanted.adoption[i] = lineage->adoption[i].learner == agent;
    want_origins(&wanted, lineage);
    fprintf(file, "{\n  \"agent\": %d,\n", agent);
    print_wanted(&wanted, lineage, file);
    wanted_free(&wanted);
    return STATUS_OK;
}
