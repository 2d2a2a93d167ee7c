#include "benchmark/tight.h"

#include <stdbool.h>
#include <stdlib.h>

#include "benchmark/measure.h"
#include "random/random.h"

enum { FIRST_ADOPTERS = 10 };

struct flat flat_lay(const struct ties *ties)
{
    struct flat flat = {.agents = ties->agents,
        .start = calloc((size_t)ties->agents + 2, sizeof *flat.start),
        .neighbour = malloc((size_t)ties->count * 2 * sizeof *flat.neighbour)};
    must(flat.start && flat.neighbour, "there is not enough memory");
    int64_t *next = flat.start + 1;
    for (int64_t end = 0; end < 2 * ties->count; end++) next[ties->ends[end] + 1]++;
    for (int32_t i = 0; i < ties->agents; i++) next[i + 1] += next[i];
    for (int64_t end = 0; end < 2 * ties->count; end++) flat.neighbour[next[ties->ends[end]]++] = ties->ends[end ^ 1];
    return flat;
}

void flat_free(struct flat *flat)
{
    free(flat->start);
    free(flat->neighbour);
}

static uint64_t turned(uint64_t x, int places)
{
    return x << places | x >> (64 - places);
}

/* xoshiro256++ (Blackman and Vigna 2021, doi:10.1145/3460772). */
static double uniform(uint64_t state[4])
{
    uint64_t result = turned(state[0] + state[3], 23) + state[0], shifted = state[1] << 17;
    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= shifted;
    state[3] = turned(state[3], 45);
    return (double)(result >> 11) * 0x1p-53;
}

/* Tells all neighbours; who hears of it for the first time joins the frontier. */
static void tell(struct tight *tight, int32_t agent)
{
    const struct flat *flat = tight->flat;
    for (int64_t k = flat->start[agent]; k < flat->start[agent + 1]; k++) {
        int32_t hearer = flat->neighbour[k];
        if (tight->exposure[hearer]++ == 0 && !tight->has[hearer]) tight->frontier[tight->frontier_count++] = hearer;
    }
}

struct tight tight_begin(const struct flat *flat, double beta, uint64_t seed)
{
    size_t agents = (size_t)flat->agents;
    struct tight tight = {.flat = flat,
        .random = {seed, 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB},
        .has = calloc(agents, sizeof *tight.has),
        .taking = malloc(agents * sizeof *tight.taking),
        .exposure = calloc(agents, sizeof *tight.exposure),
        .frontier = malloc(agents * sizeof *tight.frontier),
        .adopters = FIRST_ADOPTERS};
    must(tight.has && tight.taking && tight.exposure && tight.frontier, "there is not enough memory");
    double none = 1;
    for (int k = 0; k < 64; k++, none *= 1 - beta) tight.chance[k] = 1 - none;
    for (int i = 0; i < 100; i++) uniform(tight.random);
    for (int32_t i = 0; i < FIRST_ADOPTERS; i++) tight.has[i] = 1;
    for (int32_t i = 0; i < FIRST_ADOPTERS; i++) tell(&tight, i);
    return tight;
}

void tight_free(struct tight *tight)
{
    free(tight->has);
    free(tight->taking);
    free(tight->exposure);
    free(tight->frontier);
}

void tight_pull(struct tight *tight)
{
    const struct flat *flat = tight->flat;
    int64_t count = 0;
    for (int32_t i = 0; i < flat->agents; i++) {
        if (tight->has[i]) continue;
        int32_t exposure = 0;
        for (int64_t k = flat->start[i]; k < flat->start[i + 1]; k++) exposure += tight->has[flat->neighbour[k]];
        if (exposure > 0 && uniform(tight->random) < tight->chance[exposure]) tight->taking[count++] = i;
    }
    for (int64_t i = 0; i < count; i++) tight->has[tight->taking[i]] = 1;
    tight->adopters += count;
}

/* Who takes it up leaves the frontier; `keyed` is known where this is put in. */
ALWAYS_INLINE void advance(struct tight *tight, bool keyed)
{
    struct random_key key = {.seed = tight->random[0], .stream = STREAM_TEST, .step = ++tight->step};
    int64_t waiting = 0, count = 0;
    for (int64_t i = 0; i < tight->frontier_count; i++) {
        int32_t agent = tight->frontier[i];
        key.entity = (uint32_t)agent;
        double drawn = keyed ? random_uniform(key) : uniform(tight->random);
        if (drawn < tight->chance[tight->exposure[agent]])
            tight->taking[count++] = agent;
        else
            tight->frontier[waiting++] = agent;
    }
    tight->frontier_count = waiting;
    for (int64_t i = 0; i < count; i++) tight->has[tight->taking[i]] = 1;
    for (int64_t i = 0; i < count; i++) tell(tight, tight->taking[i]);
    tight->adopters += count;
}

void tight_frontier(struct tight *tight)
{
    advance(tight, false);
}

void tight_keyed(struct tight *tight)
{
    advance(tight, true);
}
