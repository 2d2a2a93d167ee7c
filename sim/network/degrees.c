/* Random ties among people who have as many as each is given: the configuration model of a degree sequence, without
 * self-loops and duplicates (Molloy and Reed 1995, doi:10.1002/rsa.3240060204).
 *
 * Everybody holds as many ends of ties as they are to have, and all ends are joined in pairs at random. Then each pair
 * that makes a self-loop or a duplicate changes ends with a pair drawn at random, if both are right afterwards; that is
 * as good as drawing from all right networks alike, where there are many people (Janson 2020, doi:10.1002/rsa.20911).
 * Where the numbers add up to an odd one, one end stays free. */
#include "network/generators.h"

#include <math.h>
#include <stdlib.h>

#include "scenario/numbers.h"

enum { ATTEMPTS = 10000 };

/* The draws, by step. */
enum { DRAW_DEGREES, DRAW_PAIRS = 2, DRAW_CHANGES };

/* Agent i holds the ends start[i] .. start[i + 1]. */
struct ends {
    int64_t count;
    int64_t *start;   /* [agents + 1] */
    int32_t *holder;  /* [count] */
    int64_t *partner; /* [count]: the end that it is joined to, or -1 */
};

static uint64_t draw(const struct random_seeds *seeds, uint32_t step, int64_t number, int64_t bound)
{
    return random_below(
        random_key(seeds, STREAM_NETWORK, step, (uint32_t)number, (uint32_t)(number >> 32)), (uint64_t)bound);
}

static int32_t degree_at(const struct named_numbers *degrees, int64_t i)
{
    int64_t degree = 0;
    (void)number_read_whole(degrees->item[i].name, &degree);
    return (int32_t)degree;
}

/* So many people of each degree as its weight asks for, rounded, in random order: start[i] is the degree of i. */
static void draw_degrees(const struct network_parameters *parameters, const struct random_seeds *seeds, int64_t *start)
{
    const struct named_numbers *degrees = &parameters->degrees;
    double all = 0, passed = 0;
    int64_t agent = 0;
    for (int64_t i = 0; i < degrees->count; i++) all += degrees->item[i].value;
    for (int64_t i = 0; i < degrees->count; i++) {
        passed += degrees->item[i].value;
        int64_t last = (int64_t)floor(passed / all * (double)parameters->agents + 0.5);
        for (; agent < last; agent++) start[agent] = degree_at(degrees, i);
    }
    for (int64_t left = agent; left > 1; left--) {
        int64_t pick = (int64_t)draw(seeds, DRAW_DEGREES, left, left), degree = start[pick];
        start[pick] = start[left - 1];
        start[left - 1] = degree;
    }
}

static void ends_free(struct ends *ends)
{
    free(ends->start);
    free(ends->holder);
    free(ends->partner);
}

static enum status hold_ends(
    struct ends *ends, const struct network_parameters *parameters, const struct random_seeds *seeds)
{
    *ends = (struct ends){.start = calloc((size_t)parameters->agents + 1, sizeof *ends->start)};
    if (!ends->start) return STATUS_MEMORY;
    draw_degrees(parameters, seeds, ends->start);
    for (int64_t i = 0; i <= parameters->agents; i++) {
        int64_t degree = ends->start[i];
        ends->start[i] = ends->count;
        ends->count += degree;
    }
    ends->holder = malloc((size_t)ends->count * sizeof *ends->holder + 1);
    ends->partner = malloc((size_t)ends->count * sizeof *ends->partner + 1);
    if (!ends->holder || !ends->partner) return STATUS_MEMORY;
    for (int32_t i = 0; i < parameters->agents; i++)
        for (int64_t end = ends->start[i]; end < ends->start[i + 1]; end++) ends->holder[end] = i;
    return STATUS_OK;
}

static void join(struct ends *ends, int64_t one, int64_t two)
{
    ends->partner[one] = two;
    ends->partner[two] = one;
}

static enum status join_at_random(struct ends *ends, const struct random_seeds *seeds)
{
    int64_t *order = malloc((size_t)ends->count * sizeof *order + 1);
    if (!order) return STATUS_MEMORY;
    for (int64_t i = 0; i < ends->count; i++) {
        int64_t pick = (int64_t)draw(seeds, DRAW_PAIRS, i, i + 1);
        order[i] = order[pick];
        order[pick] = i;
    }
    for (int64_t i = 0; i + 1 < ends->count; i += 2) join(ends, order[i], order[i + 1]);
    if (ends->count % 2 == 1) ends->partner[order[ends->count - 1]] = -1;
    free(order);
    return STATUS_OK;
}

/* Whether the end belongs to a self-loop or to one of two ties between the same people. */
static bool wrong(const struct ends *ends, int64_t end)
{
    if (ends->partner[end] < 0) return false;
    int32_t one = ends->holder[end], two = ends->holder[ends->partner[end]];
    for (int64_t other = ends->start[one]; other < ends->start[one + 1]; other++)
        if (other != end && ends->partner[other] >= 0 && ends->holder[ends->partner[other]] == two) return true;
    return one == two;
}

/* The pairs of both ends change partners if nothing is wrong with them then. */
static bool change(struct ends *ends, int64_t one, int64_t two)
{
    int64_t from_one = ends->partner[one], from_two = ends->partner[two];
    if (one == two || from_one == two || from_two < 0) return false;
    join(ends, one, two);
    join(ends, from_one, from_two);
    if (!wrong(ends, one) && !wrong(ends, from_one)) return true;
    join(ends, one, from_one);
    join(ends, two, from_two);
    return false;
}

static bool put_right(struct ends *ends, const struct random_seeds *seeds)
{
    int64_t draws = 0;
    for (int64_t end = 0; end < ends->count; end++) {
        bool right = !wrong(ends, end);
        for (int attempt = 0; !right && attempt < ATTEMPTS; attempt++)
            right = change(ends, end, (int64_t)draw(seeds, DRAW_CHANGES, draws++, ends->count));
        if (!right) return false;
    }
    return true;
}

enum status generate_degrees(struct edge_list *list, const struct network_parameters *parameters,
    const struct random_seeds *seeds, struct message *message)
{
    struct ends ends;
    enum status status = hold_ends(&ends, parameters, seeds);
    if (status == STATUS_OK) status = join_at_random(&ends, seeds);
    if (status == STATUS_OK) status = edge_list_reserve(list, ends.count / 2);
    if (status == STATUS_OK && !put_right(&ends, seeds))
        status = message_set(message, STATUS_INPUT,
            "network.degrees: it asks for so many ties that no network was found in which nobody is tied to anyone "
            "twice");
    for (int64_t end = 0; end < ends.count && status == STATUS_OK; end++)
        if (ends.partner[end] > end) edge_list_add(list, ends.holder[end], ends.holder[ends.partner[end]]);
    ends_free(&ends);
    return status;
}
