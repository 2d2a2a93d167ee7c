/* A fixed number of ties between random pairs: of all pairs alike, or some inside units and some between them.
 *
 * The pairs in question are counted row by row: each agent with a run of agents that follow it. So a pair is a number,
 * and a set of pairs is a set of distinct numbers below the number of pairs, every set equally likely. Sorted, the
 * numbers turn back into pairs on a walk along the rows. Where more than half of the pairs are wanted, those left out
 * are drawn. */
#include "network/generators.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

/* Which pairs: inside units are (i, i + 1) to (i, last of i's unit), between units are all pairs after that. */
enum pairs { PAIRS_ALL, PAIRS_INSIDE, PAIRS_BETWEEN };

/* Pairs drawn from all of one sort. */
struct drawn {
    enum pairs pairs;
    uint64_t bound; /* how many pairs of the sort there are */
    int64_t ties;
    bool left_out;    /* the drawn pairs are those that are not tied */
    int64_t count;    /* of drawn pairs */
    uint64_t *number; /* [count], ascending */
    int64_t next;     /* the walk: the first number not passed yet */
    uint64_t passed;  /* and the number of pairs passed */
};

static int64_t count_pairs(const struct edge_list *list, enum pairs pairs)
{
    int64_t all = (int64_t)list->agent_count * (list->agent_count - 1) / 2, inside = 0;
    for (int32_t first = 0, end; first < list->agent_count; first = end) {
        end = unit_end(list, first);
        inside += (int64_t)(end - first) * (end - first - 1) / 2;
    }
    if (pairs == PAIRS_ALL) return all;
    return pairs == PAIRS_INSIDE ? inside : all - inside;
}

/* Merges sorted fresh numbers into sorted ones, behind which there is room for them, and leaves out duplicates. Returns
 * how many there are then. */
static int64_t merge(int64_t count, uint64_t *number, int64_t fresh_count, const uint64_t *fresh)
{
    for (int64_t i = count - 1, j = fresh_count - 1; j >= 0;) {
        bool old = i >= 0 && number[i] > fresh[j];
        number[i + j + 1] = old ? number[i] : fresh[j];
        if (old)
            i--;
        else
            j--;
    }
    int64_t distinct = 0;
    for (int64_t i = 0; i < count + fresh_count; i++)
        if (distinct == 0 || number[i] != number[distinct - 1]) number[distinct++] = number[i];
    return distinct;
}

/* Decides which pairs to draw for so many ties between pairs of one sort. */
static enum status plan(
    struct drawn *drawn, enum pairs pairs, int64_t ties, const struct edge_list *list, struct message *message)
{
    static const char *const where[] = {"", " inside units", " between units"};
    int64_t bound = count_pairs(list, pairs);
    bool left_out = ties > bound / 2;
    *drawn = (struct drawn){.pairs = pairs, .bound = (uint64_t)bound, .ties = ties, .left_out = left_out};
    drawn->count = left_out ? bound - ties : ties;
    if (ties <= bound) return STATUS_OK;
    return message_set(message, STATUS_INPUT,
        "%s for %lld ties%s, but %lld agents in %lld units have only %lld pairs%s",
        pairs == PAIRS_ALL ? "network.mean_degree: it asks"
                           : "network.within_unit_fraction: with network.mean_degree it asks",
        (long long)ties, where[pairs], (long long)list->agent_count, (long long)list->unit_count, (long long)bound,
        where[pairs]);
}

/* Draws distinct numbers below the bound: as many as are missing, again until none is. They are the first distinct ones
 * of an endless sequence of draws; so every set is equally likely. Draws: entity and the low bits of index count them,
 * the high bits of index are the sort of pairs. */
static enum status draw_numbers(struct drawn *drawn, const struct random_seeds *seeds)
{
    enum { PAIRS_SHIFT = 28 };
    enum status status = STATUS_MEMORY;
    uint64_t *fresh = memory_room((size_t)drawn->count, sizeof *fresh), draws = 0;
    drawn->number = memory_room((size_t)drawn->count, sizeof *drawn->number);
    if (fresh && drawn->number) status = STATUS_OK;
    for (int64_t missing = drawn->count, have = 0; status == STATUS_OK && missing > 0; missing = drawn->count - have) {
        for (int64_t i = 0; i < missing; i++, draws++) {
            uint32_t index = (uint32_t)drawn->pairs << PAIRS_SHIFT | (uint32_t)(draws >> 32);
            fresh[i] = random_below(random_key(seeds, STREAM_NETWORK, 0, (uint32_t)draws, index), drawn->bound);
        }
        status = sort_keys(missing, fresh, NULL, drawn->bound);
        if (status == STATUS_OK) have = merge(have, drawn->number, missing, fresh);
    }
    free(fresh);
    return status;
}

/* Adds the ties of agent i to the agents in [first, last), the row of the walk that is next. */
static void add_row(struct edge_list *list, struct drawn *drawn, int32_t i, int32_t first, int32_t last)
{
    uint64_t begin = drawn->passed, end = begin + (uint64_t)(last - first);
    int32_t j = first;
    for (; drawn->next < drawn->count && drawn->number[drawn->next] < end; drawn->next++) {
        int32_t partner = first + (int32_t)(drawn->number[drawn->next] - begin);
        if (drawn->left_out)
            for (; j < partner; j++) edge_list_add(list, i, j);
        else
            edge_list_add(list, i, partner);
        j = partner + 1;
    }
    if (drawn->left_out)
        for (; j < last; j++) edge_list_add(list, i, j);
    drawn->passed = end;
}

static void add_rows(struct edge_list *list, int drawn_count, struct drawn *drawn)
{
    for (int32_t i = 0, end = 0; i < list->agent_count; i++) {
        if (i == end) end = unit_end(list, i);
        for (int k = 0; k < drawn_count; k++) {
            enum pairs pairs = drawn[k].pairs;
            add_row(list, &drawn[k], i, pairs == PAIRS_BETWEEN ? end : i + 1,
                pairs == PAIRS_INSIDE ? end : list->agent_count);
        }
    }
}

/* Draws what is planned and adds it. Room for the ties comes first: the numbers then take no more than they. */
static enum status carry_out(
    struct edge_list *list, const struct random_seeds *seeds, int drawn_count, struct drawn *drawn)
{
    int64_t ties = 0;
    for (int k = 0; k < drawn_count; k++) ties += drawn[k].ties;
    enum status status = edge_list_reserve(list, ties);
    for (int k = 0; k < drawn_count && status == STATUS_OK; k++) status = draw_numbers(&drawn[k], seeds);
    if (status == STATUS_OK) add_rows(list, drawn_count, drawn);
    for (int k = 0; k < drawn_count; k++) free(drawn[k].number);
    return status;
}

/* The number of ties that gives the mean degree, rounded. */
static int64_t tie_count(const struct network_parameters *parameters)
{
    return (int64_t)floor((double)parameters->agents * parameters->mean_degree / 2 + 0.5);
}

enum status generate_random(struct edge_list *list, const struct network_parameters *parameters,
    const struct random_seeds *seeds, struct message *message)
{
    struct drawn drawn;
    enum status status = plan(&drawn, PAIRS_ALL, tie_count(parameters), list, message);
    return status == STATUS_OK ? carry_out(list, seeds, 1, &drawn) : status;
}

enum status generate_units(struct edge_list *list, const struct network_parameters *parameters,
    const struct random_seeds *seeds, struct message *message)
{
    struct drawn drawn[2];
    int64_t ties = tie_count(parameters),
            inside = (int64_t)floor((double)ties * parameters->within_unit_fraction + 0.5);
    if (parameters->units == 1) inside = ties;
    enum status status = plan(&drawn[0], PAIRS_INSIDE, inside, list, message);
    if (status == STATUS_OK) status = plan(&drawn[1], PAIRS_BETWEEN, ties - inside, list, message);
    return status == STATUS_OK ? carry_out(list, seeds, 2, drawn) : status;
}
