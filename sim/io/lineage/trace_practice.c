/* The tree of a practice: from those who had it from nobody to everybody who had it from them. Each adoption stands
 * under the source that weighed most; its other sources are named beside it. */
#include <stdlib.h>

#include "base/order.h"
#include "io/lineage/trace_text.h"
#include "io/text/characters.h"

/* The adoptions of one practice as a forest. Children of adoption i are child[first[i] .. first[i + 1]). */
struct spread {
    const struct lineage *lineage;
    int32_t practice;
    int64_t size, root_count;
    int64_t *first; /* [adoptions + 2] */
    int64_t *child; /* [size] */
    int64_t *below; /* [adoptions], how many came from it, directly or through others */
    int64_t *root;  /* [size], the first root_count are used */
};

/* The adoption that weighed most; -1 if there is none, or if it was of another practice, which was altered in copying.
 */
static int64_t parent_of(const struct lineage *lineage, int64_t adoption)
{
    int64_t source = trace_heaviest(lineage, adoption);
    if (source < 0) return -1;
    int32_t parent = lineage->source[source].source_adoption;
    return lineage->adoption[parent].practice == lineage->adoption[adoption].practice ? parent : -1;
}

static bool belongs(const struct spread *spread, int64_t adoption)
{
    return spread->lineage->adoption[adoption].practice == spread->practice;
}

/* Counts children, then puts each in its place; sources are earlier, so going backwards adds up what is below. */
static void fill(struct spread *spread)
{
    const struct lineage *lineage = spread->lineage;
    const int64_t count = lineage->adoption_count;
    for (int64_t i = 0; i < count; i++) {
        if (!belongs(spread, i)) continue;
        int64_t parent = parent_of(lineage, i);
        if (parent >= 0)
            spread->first[parent + 2]++;
        else
            spread->root[spread->root_count++] = i;
    }
    for (int64_t i = 0; i < count; i++) spread->first[i + 2] += spread->first[i + 1];
    for (int64_t i = 0; i < count; i++) {
        int64_t parent = belongs(spread, i) ? parent_of(lineage, i) : -1;
        if (parent >= 0) spread->child[spread->first[parent + 1]++] = i;
    }
    for (int64_t i = count - 1; i >= 0; i--) {
        int64_t parent = belongs(spread, i) ? parent_of(lineage, i) : -1;
        if (parent >= 0) spread->below[parent] += spread->below[i] + 1;
    }
}

/* An adoption and what came from it, to be put in order: the most first, then the earliest. */
struct weighed {
    int64_t adoption, below;
};

ORDER(by_weight, struct weighed, ORDER_BY_MOST(below) ORDER_BY(adoption))

static void order(const struct spread *spread, int64_t *node, int64_t count, struct weighed *room)
{
    for (int64_t i = 0; i < count; i++) room[i] = (struct weighed){node[i], spread->below[node[i]]};
    order_items(room, count, by_weight);
    for (int64_t i = 0; i < count; i++) node[i] = room[i].adoption;
}

static void spread_free(struct spread *spread)
{
    free(spread->first);
    free(spread->child);
    free(spread->below);
    free(spread->root);
}

static enum status spread_make(struct spread *spread, const struct lineage *lineage, int32_t practice)
{
    *spread = (struct spread){.lineage = lineage, .practice = practice};
    for (int64_t i = 0; i < lineage->adoption_count; i++) spread->size += belongs(spread, i);
    spread->first = calloc((size_t)lineage->adoption_count + 2, sizeof *spread->first);
    spread->child = calloc((size_t)spread->size + 1, sizeof *spread->child);
    spread->below = calloc((size_t)lineage->adoption_count + 1, sizeof *spread->below);
    spread->root = calloc((size_t)spread->size + 1, sizeof *spread->root);
    struct weighed *room = calloc((size_t)spread->size + 1, sizeof *room);
    bool enough = spread->first && spread->child && spread->below && spread->root && room;
    if (enough) {
        fill(spread);
        order(spread, spread->root, spread->root_count, room);
        for (int64_t i = 0; i < lineage->adoption_count; i++)
            order(spread, spread->child + spread->first[i], spread->first[i + 1] - spread->first[i], room);
    } else {
        spread_free(spread);
    }
    free(room);
    return enough ? STATUS_OK : STATUS_MEMORY;
}

/* ---- as a drawing; node -1 is the practice itself ---- */

static struct tree_children children(void *context, int64_t node)
{
    const struct spread *spread = context;
    if (node < 0) return (struct tree_children){spread->root_count, spread->root};
    int64_t first = spread->first[node];
    return (struct tree_children){spread->first[node + 1] - first, spread->child + first};
}

static void print_source(const struct lineage *lineage, const struct adoption_row *row, int64_t source, FILE *file)
{
    const int32_t agent = lineage->source[source].source;
    const int32_t practice = lineage->adoption[lineage->source[source].source_adoption].practice;
    if (agent == row->learner)
        fputs("own experience", file);
    else if (agent < lineage->agents.count)
        characters_show(lineage->agents.text[agent], file);
    else
        fprintf(file, "%d", agent);
    if (practice != row->practice) fprintf(file, " (practice %d, altered)", practice);
}

/* All sources but the one under which the adoption stands. */
static void print_other_sources(const struct lineage *lineage, int64_t adoption, FILE *file)
{
    const struct adoption_row *row = &lineage->adoption[adoption];
    const int64_t above = parent_of(lineage, adoption) >= 0 ? trace_heaviest(lineage, adoption) : -1;
    const char *before = above >= 0 ? "  also from " : "  from ";
    for (int64_t s = row->first_source; s < (int64_t)row->first_source + row->source_count; s++) {
        if (s == above) continue;
        fputs(before, file);
        print_source(lineage, row, s, file);
        before = ", ";
    }
}

static void line(void *context, int64_t node, FILE *file)
{
    const struct spread *spread = context;
    const struct lineage *lineage = spread->lineage;
    if (node < 0) {
        const struct practice_row *row = &lineage->practice[spread->practice];
        trace_practice_name(lineage, spread->practice, file);
        fprintf(file, ", domain %d, quality %.3g; adoptions: %lld, roots of the tree: %lld", row->domain, row->quality,
            (long long)spread->size, (long long)spread->root_count);
        return;
    }
    trace_adoption(lineage, node, file);
    print_other_sources(lineage, node, file);
    if (spread->below[node] > 0) fprintf(file, "  (%lld came from it)", (long long)spread->below[node]);
}

enum status trace_practice(
    const struct lineage *lineage, int32_t practice, const struct trace_request *request, FILE *file)
{
    struct spread spread;
    enum status status = spread_make(&spread, lineage, practice);
    if (status != STATUS_OK) return status;
    struct tree tree = {.context = &spread, .children = children, .line = line};
    trace_limit(&tree, request, spread.size);
    status = tree_print(&tree, -1, file);
    spread_free(&spread);
    return status;
}
