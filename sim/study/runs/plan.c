#include "study/runs/plan.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

const struct plan_line plan_lines[PLAN_LINES] = {
    [PLAN_STUDY] = {"study", "the study's file", "study.yaml"},
    [PLAN_BASE] = {"base", "the base scenario", "base.yaml"},
    [PLAN_TABLE] = {"table", "the table", "table.csv"},
    [PLAN_NETWORKS] = {"networks", "a network's file", NULL},
};

char **plan_text_of(struct study_sources *sources, int line)
{
    char **const texts[PLAN_LINES] = {&sources->study, &sources->base, &sources->table};
    return texts[line];
}

static void digest_words(const char *text, size_t length, char words[DIGEST_TEXT])
{
    digest_text(digest_of(text, length), words);
}

/* Who is who counts, as opportunities that are given name people and units. */
static void add_labels(struct digester *digester, const struct labels *labels)
{
    for (int32_t i = 0; i < labels->count; i++) digester_add(digester, labels->text[i], strlen(labels->text[i]) + 1);
}

static enum status digest_networks(const struct study *study, struct digest *digest)
{
    struct digester *digester = digester_new();
    if (!digester) return STATUS_MEMORY;
    for (int64_t i = 0; i < study->networks.count; i++) {
        const struct edge_list *edges = &study->networks.items[i].edges;
        int64_t numbers[] = {edges->agent_count, edges->edge_count, edges->directed, edges->unit_count};
        digester_add(digester, numbers, sizeof numbers);
        digester_add(digester, edges->edges, 2 * (size_t)edges->edge_count * sizeof *edges->edges);
        if (edges->weight) digester_add(digester, edges->weight, (size_t)edges->edge_count * sizeof *edges->weight);
        if (edges->unit) digester_add(digester, edges->unit, (size_t)edges->agent_count * sizeof *edges->unit);
        add_labels(digester, &edges->agents);
        add_labels(digester, &edges->units);
        for (int trait = 0; trait < TRAIT_COUNT; trait++)
            if (edges->trait[trait])
                digester_add(digester, edges->trait[trait], (size_t)edges->agent_count * sizeof(double));
    }
    *digest = digester_result(digester);
    digester_free(digester);
    return STATUS_OK;
}

enum status plan_make(struct study *study, struct plan *plan, struct message *message)
{
    struct digest networks;
    if (digest_networks(study, &networks) != STATUS_OK) return message_status(message, STATUS_MEMORY);
    plan->replicates = study->replicates;
    for (int i = 0; i < PLAN_LINES; i++)
        if (plan_lines[i].file) {
            const char *text = *plan_text_of(&study->sources, i);
            digest_words(text, strlen(text), plan->digest[i]);
        }
    digest_text(networks, plan->digest[PLAN_NETWORKS]);
    return STATUS_OK;
}

bool plan_is_of(const struct plan *plan, int line, const char *text)
{
    char digest[DIGEST_TEXT];
    digest_words(text, strlen(text), digest);
    return strcmp(plan->digest[line], digest) == 0;
}

/* ---- as text ---- */

/* The line at `*text`, which is its name and a digest; whether it is that, and *text is then behind it. */
static bool take_line(const char **text, const char *name, char digest[DIGEST_TEXT])
{
    const size_t length = strlen(name);
    if (strncmp(*text, name, length) != 0) return false;
    const char *at = *text + length + strspn(*text + length, " ");
    const size_t end = strcspn(at, "\n");
    if (end != DIGEST_TEXT - 1) return false;
    snprintf(digest, DIGEST_TEXT, "%.*s", (int)end, at);
    *text = at + end + strspn(at + end, "\n");
    return true;
}

/* The last line: the digest of those before. */
static const char whole[] = "whole";

/* The first format had no last line. */
bool plan_take(const char *text, struct plan *plan)
{
    char stated[DIGEST_TEXT], found[DIGEST_TEXT];
    const char *at = text;
    int end = 0, format;
    if (sscanf(text, "selforg %d replicates %" SCNd64 " %n", &format, &plan->replicates, &end) != 2) return false;
    if (format < 1 || format > PLAN_FORMAT || plan->replicates < 1) return false;
    at += end;
    for (int i = 0; i < PLAN_LINES; i++)
        if (!take_line(&at, plan_lines[i].name, plan->digest[i])) return false;
    if (format > 1) {
        digest_words(text, (size_t)(at - text), found);
        if (!take_line(&at, whole, stated) || strcmp(stated, found) != 0) return false;
    }
    return *at == '\0';
}

void plan_print(const struct plan *plan, char text[PLAN_MOST])
{
    char digest[DIGEST_TEXT];
    int length = snprintf(text, PLAN_MOST, "selforg %d\nreplicates %" PRId64 "\n", (int)PLAN_FORMAT, plan->replicates);
    for (int i = 0; i < PLAN_LINES; i++)
        length += snprintf(text + length, PLAN_MOST - (size_t)length, "%s %s\n", plan_lines[i].name, plan->digest[i]);
    digest_words(text, (size_t)length, digest);
    snprintf(text + length, PLAN_MOST - (size_t)length, "%s %s\n", whole, digest);
}
