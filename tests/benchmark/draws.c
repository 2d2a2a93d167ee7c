#include "benchmark/sections.h"
#include "random/random.h"

enum { DRAWS_EACH = 400000, REPETITIONS = 7 };

#define DRAWS(X)                                                                                                       \
    X(bits, "64 bits", random_bits(key) >> 1)                                                                          \
    X(uniform, "uniform", random_uniform(key))                                                                         \
    X(bernoulli, "Bernoulli(0.3)", random_bernoulli(key, 0.3))                                                         \
    X(below, "below 1000", random_below(key, 1000))                                                                    \
    X(normal, "normal", random_normal(key, 0, 1))                                                                      \
    X(exponential, "exponential", random_exponential(key, 1))                                                          \
    X(small_poisson, "Poisson(3)", random_poisson(key, 3))                                                             \
    X(large_poisson, "Poisson(300)", random_poisson(key, 300))                                                         \
    X(small_binomial, "binomial(10, 0.03)", random_binomial(key, 10, 0.03))                                            \
    X(large_binomial, "binomial(1000, 0.3)", random_binomial(key, 1000, 0.3))                                          \
    X(gamma, "gamma(4)", random_gamma(key, 4, 1))                                                                      \
    X(small_gamma, "gamma(0.5)", random_gamma(key, 0.5, 1))

/* The sum, so that no draw can be left out. */
#define DRAW(name, text, draw)                                                                                         \
    static double sum_##name(void)                                                                                     \
    {                                                                                                                  \
        double sum = 0;                                                                                                \
        for (uint32_t entity = 0; entity < DRAWS_EACH; entity++) {                                                     \
            struct random_key key = {.seed = 1, .stream = STREAM_TEST, .entity = entity};                              \
            sum += (double)(draw);                                                                                     \
        }                                                                                                              \
        return sum;                                                                                                    \
    }
DRAWS(DRAW)
#undef DRAW

static const struct {
    const char *name;
    double (*sum)(void);
} distributions[] = {
#define DRAW(name, text, draw) {text, sum_##name},
    DRAWS(DRAW)
#undef DRAW
};

void measure_draws(struct measures *measures)
{
    for (int i = 0; i < REPETITIONS; i++)
        for (size_t d = 0; d < sizeof distributions / sizeof distributions[0]; d++) {
            double begin = cpu_seconds(), sum = distributions[d].sum();
            must(sum > -1e3 * DRAWS_EACH, "a distribution is not what it should be");
            measure_add(measures, "ns", 1e9 * (cpu_seconds() - begin) / DRAWS_EACH, "%s", distributions[d].name);
        }
}
