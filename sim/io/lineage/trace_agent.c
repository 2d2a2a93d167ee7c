/* The trees of an agent: from each practice that it took up back to the first tries, and from each of those practices
 * back to the practices that it was made from. What was drawn once is not drawn again. */
#include <stdlib.h>

#include "io/lineage/trace_text.h"

/* Nodes of the first kind of tree are rows of sources (how someone came to it), of the second kind rows of parents. */
struct ancestry {
    const struct lineage *lineage;
    int64_t adoption;      /* whose tree is drawn; the node -1 */
    int32_t practice;      /* the same for practices */
    int64_t *source;       /* [sources], the sources of every adoption, the heaviest first */
    int64_t *parent;       /* [parents], 0, 1, ... */
    int64_t *first_parent; /* [practices + 1] into parent */
    bool *drawn;           /* [adoptions] */
    bool *drawn_practice;  /* [practices] */
};

/* ---- from whom ---- */

static int64_t adoption_of(const struct ancestry *ancestry, int64_t node)
{
    return node < 0 ? ancestry->adoption : ancestry->lineage->source[node].source_adoption;
}

static struct tree_children sources(void *context, int64_t node)
{
    struct ancestry *ancestry = context;
    int64_t adoption = adoption_of(ancestry, node);
    const struct adoption_row *row = &ancestry->lineage->adoption[adoption];
    if (ancestry->drawn[adoption]) return (struct tree_children){0, NULL};
    ancestry->drawn[adoption] = true;
    return (struct tree_children){row->source_count, ancestry->source + row->first_source};
}

static void source_line(void *context, int64_t node, FILE *file)
{
    const struct ancestry *ancestry = context;
    const struct lineage *lineage = ancestry->lineage;
    const int64_t adoption = adoption_of(ancestry, node);
    const struct adoption_row *row = &lineage->adoption[adoption];
    if (node < 0) {
        trace_practice_name(lineage, row->practice, file);
        fprintf(file, ", domain %d: taken up in step %d by ", row->domain, row->step);
        trace_way(row, file);
        trace_end(lineage, adoption, file);
        return;
    }
    fprintf(file, "%.0f %%  ", 100 * lineage->source[node].weight);
    trace_adoption(lineage, adoption, file);
    if (row->practice != ancestry->practice) fprintf(file, ", practice %d", row->practice);
    if (row->source_count == 0)
        fputs("  from nobody", file);
    else if (ancestry->drawn[adoption])
        fputs("  see above", file);
}

/* Sorts the sources of each adoption by weight; they are few. */
static void order_sources(struct ancestry *ancestry)
{
    const struct lineage *lineage = ancestry->lineage;
    for (int64_t s = 0; s < lineage->source_count; s++) {
        int64_t first = lineage->adoption[lineage->source[s].adoption].first_source, place = s;
        for (; place > first; place--) {
            int64_t before = ancestry->source[place - 1];
            if (lineage->source[before].weight >= lineage->source[s].weight) break;
            ancestry->source[place] = before;
        }
        ancestry->source[place] = s;
    }
}

/* ---- from what ---- */

static int32_t practice_of(const struct ancestry *ancestry, int64_t node)
{
    return node < 0 ? ancestry->practice : ancestry->lineage->parent[node].parent;
}

static struct tree_children parents(void *context, int64_t node)
{
    struct ancestry *ancestry = context;
    int32_t practice = practice_of(ancestry, node);
    if (ancestry->drawn_practice[practice]) return (struct tree_children){0, NULL};
    ancestry->drawn_practice[practice] = true;
    const int64_t *first = &ancestry->first_parent[practice];
    return (struct tree_children){first[1] - first[0], ancestry->parent + first[0]};
}

static void parent_line(void *context, int64_t node, FILE *file)
{
    const struct ancestry *ancestry = context;
    const int32_t practice = practice_of(ancestry, node);
    const struct practice_row *row = &ancestry->lineage->practice[practice];
    const int64_t *first = &ancestry->first_parent[practice];
    trace_practice_name(ancestry->lineage, practice, file);
    fprintf(file, ", quality %.3g, ", row->quality);
    if (row->project >= 0)
        fprintf(file, "found in step %d by project %d", row->step, row->project);
    else
        fprintf(file, "known from step %d on", row->step);
    if (first[0] < first[1]) fputs(ancestry->drawn_practice[practice] ? "  see above" : ", made from", file);
}

/* Rows of parents lie in the order of their children. */
static void place_parents(struct ancestry *ancestry)
{
    const struct lineage *lineage = ancestry->lineage;
    for (int64_t i = 0; i < lineage->parent_count; i++) {
        ancestry->parent[i] = i;
        ancestry->first_parent[lineage->parent[i].practice + 1]++;
    }
    for (int64_t p = 0; p < lineage->practice_count; p++) ancestry->first_parent[p + 1] += ancestry->first_parent[p];
}

/* ---- both ---- */

static void ancestry_free(struct ancestry *ancestry)
{
    free(ancestry->source);
    free(ancestry->parent);
    free(ancestry->first_parent);
    free(ancestry->drawn);
    free(ancestry->drawn_practice);
}

static enum status ancestry_make(struct ancestry *ancestry, const struct lineage *lineage)
{
    *ancestry = (struct ancestry){.lineage = lineage};
    ancestry->source = calloc((size_t)lineage->source_count + 1, sizeof *ancestry->source);
    ancestry->parent = calloc((size_t)lineage->parent_count + 1, sizeof *ancestry->parent);
    ancestry->first_parent = calloc((size_t)lineage->practice_count + 1, sizeof *ancestry->first_parent);
    ancestry->drawn = calloc((size_t)lineage->adoption_count + 1, sizeof *ancestry->drawn);
    ancestry->drawn_practice = calloc((size_t)lineage->practice_count + 1, sizeof *ancestry->drawn_practice);
    if (ancestry->source && ancestry->parent && ancestry->first_parent && ancestry->drawn && ancestry->drawn_practice) {
        order_sources(ancestry);
        place_parents(ancestry);
        return STATUS_OK;
    }
    ancestry_free(ancestry);
    return STATUS_MEMORY;
}

/* One adoption: from whom, and if its practice was not drawn yet, from what that was made. */
static enum status print_adoption(
    struct ancestry *ancestry, int64_t adoption, const struct trace_request *request, FILE *file)
{
    const struct lineage *lineage = ancestry->lineage;
    struct tree whom = {.context = ancestry, .children = sources, .line = source_line};
    struct tree what = {.context = ancestry, .children = parents, .line = parent_line};
    ancestry->adoption = adoption;
    ancestry->practice = lineage->adoption[adoption].practice;
    trace_limit(&whom, request, lineage->source_count);
    trace_limit(&what, request, 0);
    enum status status = tree_print(&whom, -1, file);
    if (status == STATUS_OK && !ancestry->drawn_practice[ancestry->practice]) status = tree_print(&what, -1, file);
    fputc('\n', file);
    return status;
}

enum status trace_agent(const struct lineage *lineage, int32_t agent, const struct trace_request *request, FILE *file)
{
    struct ancestry ancestry;
    int64_t count = 0;
    enum status status = ancestry_make(&ancestry, lineage);
    if (status != STATUS_OK) return status;
    for (int64_t i = 0; i < lineage->adoption_count; i++) count += lineage->adoption[i].learner == agent;
    trace_agent_name(lineage, agent, file);
    fprintf(file, "; adoptions: %lld\n\n", (long long)count);
    for (int64_t i = 0; i < lineage->adoption_count && status == STATUS_OK; i++)
        if (lineage->adoption[i].learner == agent) status = print_adoption(&ancestry, i, request, file);
    ancestry_free(&ancestry);
    return status;
}
