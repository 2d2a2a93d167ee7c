/* An edge is sorted as the number first end * agents + second end, and one digit more for its direction: one key, with
 * no more digits than needed. */
#include "network/edges.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/order.h"

const struct trait_info trait_table[TRAIT_COUNT] = {
#define WHOLE_whole true
#define WHOLE_any false
#define TRAIT(name, least, most, whole, sentence)                                                                      \
    {"network." #name "_column", "agent_" #name, least, most, WHOLE_##whole, sentence},
#include "network/traits.def"
};

bool trait_can_be(enum person_trait trait, double value)
{
    const struct trait_info *info = &trait_table[trait];
    return value >= info->least && value <= info->most && (!info->whole || value == floor(value));
}

enum { DIGIT_BITS = 11, DIGIT_VALUES = 1 << DIGIT_BITS };

struct keyed {
    uint64_t *key;
    double *weight; /* or NULL */
};

/* Moves the items from one array to the other, in the order of one digit of their keys. */
static void sort_by_digit(int64_t count, const struct keyed *from, const struct keyed *to, int shift, int bits)
{
    int64_t place[DIGIT_VALUES + 1] = {0};
    uint64_t mask = ((uint64_t)1 << bits) - 1;
    for (int64_t i = 0; i < count; i++) place[(from->key[i] >> shift & mask) + 1]++;
    for (int value = 1; value < DIGIT_VALUES; value++) place[value] += place[value - 1];
    for (int64_t i = 0; i < count; i++) {
        int64_t target = place[from->key[i] >> shift & mask]++;
        to->key[target] = from->key[i];
        if (from->weight) to->weight[target] = from->weight[i];
    }
}

enum status sort_keys(int64_t count, uint64_t *key, double *weight, uint64_t bound)
{
    int bits = 0;
    while (bits < 64 && bound >> bits) bits++;
    /* An even number of passes ends in the array where it began. */
    int passes = (bits + 2 * DIGIT_BITS - 1) / (2 * DIGIT_BITS) * 2;
    int digit_bits = passes ? (bits + passes - 1) / passes : 0;
    enum status status = STATUS_MEMORY;
    struct keyed here = {key, weight};
    struct keyed there = {memory_room((size_t)count, sizeof *key), NULL};
    if (weight) there.weight = memory_room((size_t)count, sizeof *weight);
    if (there.key && (!weight || there.weight)) {
        for (int pass = 0; pass < passes; pass += 2) {
            sort_by_digit(count, &here, &there, pass * digit_bits, digit_bits);
            sort_by_digit(count, &there, &here, (pass + 1) * digit_bits, digit_bits);
        }
        status = STATUS_OK;
    }
    free(there.key);
    free(there.weight);
    return status;
}

enum status edge_list_reserve(struct edge_list *list, int64_t most)
{
    /* Asked before the count is cut to what a machine of 32 bits counts by. */
    if ((uint64_t)most >= SIZE_MAX / (2 * sizeof *list->edges)) return STATUS_MEMORY;
    list->edges = memory_room((size_t)most, 2 * sizeof *list->edges);
    return list->edges ? STATUS_OK : STATUS_MEMORY;
}

/* The edge as a number, twice; plus one where an undirected edge has its larger end first. -1 for a self-loop. */
static int64_t edge_key(const struct edge_list *list, int64_t edge)
{
    int64_t source = list->edges[2 * edge], target = list->edges[2 * edge + 1];
    if (source == target) return -1;
    if (!list->directed && source > target) return 2 * (target * list->agent_count + source) + 1;
    return 2 * (source * list->agent_count + target);
}

static bool in_order(const struct edge_list *list)
{
    int64_t last = -1;
    for (int64_t edge = 0; edge < list->edge_count; edge++) {
        int64_t key = edge_key(list, edge);
        if (key <= last) return false;
        if (!list->directed && list->edges[2 * edge] > list->edges[2 * edge + 1]) return false;
        last = key;
    }
    return true;
}

/* Writes the keys of all edges but self-loops, and closes up the weights. Returns how many there are. */
static int64_t gather_keys(const struct edge_list *list, uint64_t *key)
{
    int64_t count = 0;
    for (int64_t edge = 0; edge < list->edge_count; edge++) {
        int64_t number = edge_key(list, edge);
        if (number < 0) continue;
        key[count] = (uint64_t)number;
        if (list->weight) list->weight[count] = list->weight[edge];
        count++;
    }
    return count;
}

ORDER(by_weight, double, ORDER_OF_NUMBERS)

/* The sum of the weights of one tie, from the smallest on, so that the order of the rows does not show in it; of trust
 * the mean. */
static double weight_of(double *weight, int64_t count, bool trust)
{
    double sum = 0;
    if (count > 2) order_items(weight, count, by_weight);
    for (int64_t i = 0; i < count; i++) sum += weight[i];
    return trust ? sum / (double)count : sum;
}

/* Writes the sorted keys back as edges, each once. */
static void write_edges(struct edge_list *list, int64_t count, const uint64_t *key)
{
    uint64_t source = 0, agents = (uint64_t)list->agent_count;
    list->edge_count = 0;
    for (int64_t first = 0, next; first < count; first = next) {
        uint64_t edge = key[first] / 2;
        for (next = first + 1; next < count && key[next] / 2 == edge;) next++;
        list->duplicates += next - first - 1;
        list->both_ways += key[first] != key[next - 1];
        while (edge - source * agents >= agents) source++;
        if (list->weight)
            list->weight[list->edge_count] = weight_of(list->weight + first, next - first, list->weight_is_trust);
        edge_list_add(list, (int32_t)source, (int32_t)(edge - source * agents));
    }
}

static enum status sort_edges(struct edge_list *list)
{
    size_t edges = (size_t)list->edge_count;
    enum status status = STATUS_MEMORY;
    struct edge_list sorted = *list; /* with weights of its own, because a failure must change nothing */
    uint64_t *key = memory_room(edges, sizeof *key);
    if (list->weight) sorted.weight = memory_room(edges, sizeof *sorted.weight);
    if (!key || (list->weight && !sorted.weight)) goto out;
    if (list->weight) memcpy(sorted.weight, list->weight, edges * sizeof *sorted.weight);
    int64_t count = gather_keys(&sorted, key);
    status = sort_keys(count, key, sorted.weight, 2 * (uint64_t)list->agent_count * (uint64_t)list->agent_count);
    if (status != STATUS_OK) goto out;
    sorted.self_loops += list->edge_count - count;
    write_edges(&sorted, count, key);
    double *unsorted_weight = list->weight;
    *list = sorted;
    sorted.weight = unsorted_weight;
out:
    free(sorted.weight);
    free(key);
    return status;
}

enum status edge_list_settle(struct edge_list *list)
{
    bool *tied = calloc((size_t)list->agent_count + 1, sizeof *tied);
    enum status status = tied ? STATUS_OK : STATUS_MEMORY;
    if (status == STATUS_OK && !in_order(list)) status = sort_edges(list);
    if (status == STATUS_OK) {
        for (int64_t end = 0; end < 2 * list->edge_count; end++) tied[list->edges[end]] = true;
        list->isolated = 0;
        for (int32_t agent = 0; agent < list->agent_count; agent++) list->isolated += !tied[agent];
    }
    free(tied);
    return status;
}

static void labels_free(struct labels *labels)
{
    for (int32_t i = 0; i < labels->count && labels->text; i++) free(labels->text[i]);
    free(labels->text);
}

void edge_list_free(struct edge_list *list)
{
    free(list->edges);
    free(list->weight);
    free(list->unit);
    for (int trait = 0; trait < TRAIT_COUNT; trait++) free(list->trait[trait]);
    labels_free(&list->agents);
    labels_free(&list->units);
    free(list->words.used);
    free(list->words.ignored);
    free(list->words.notes);
    *list = (struct edge_list){0};
}
