/* What memory allows: looking at places all over a state, as a model must whose people meet anybody. No program that
 * does so many looks, each in a line of cache that was not looked at lately, takes less time than this. */
#include <stdlib.h>

#include "benchmark/sections.h"
#include "random/random.h"

enum { LOOKS = 1 << 22, LINE_BYTES = 64, REPETITIONS = 5 };

/* Adds up numbers at places that do not depend on each other. */
static uint64_t look(const unsigned char *state, uint64_t lines)
{
    uint64_t sum = 0, place = 88172645463325252;
    for (int i = 0; i < LOOKS; i++) {
        place ^= place << 13, place ^= place >> 7, place ^= place << 17; /* Marsaglia 2003, doi:10.18637/jss.v008.i14 */
        sum += state[place % lines * LINE_BYTES];
    }
    return sum;
}

void measure_gather(struct measures *measures)
{
    static const int megabytes[] = {1, 8, 64, 512};
    for (size_t m = 0; m < sizeof megabytes / sizeof megabytes[0]; m++) {
        uint64_t lines = (uint64_t)megabytes[m] * 1024 * 1024 / LINE_BYTES;
        unsigned char *state = malloc(lines * LINE_BYTES);
        must(state, "there is not enough memory");
        for (uint64_t i = 0; i < lines; i++) state[i * LINE_BYTES] = 1;
        for (int i = 0; i < REPETITIONS; i++) {
            double begin = cpu_seconds();
            must(look(state, lines) == LOOKS, "memory does not hold what was put into it");
            measure_add(measures, "ns", 1e9 * (cpu_seconds() - begin) / LOOKS, "a look into %d MB", megabytes[m]);
        }
        free(state);
    }
}
