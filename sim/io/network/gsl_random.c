#include "io/network/gsl_random.h"

enum { WORD_COUNT = 4, BLOCK_COUNT = 1 << 24 };

/* What GSL allocates and copies for us. */
struct state {
    struct random_key key;
    uint32_t block; /* the next one */
    uint32_t taken; /* of the words of the last one */
    uint32_t words[WORD_COUNT];
};

static void position(struct state *state, struct random_key key)
{
    *state = (struct state){.key = key, .taken = WORD_COUNT};
}

static void set(void *state, unsigned long seed)
{
    position(state, (struct random_key){.seed = seed});
}

static uint32_t next_word(struct state *state)
{
    if (state->taken == WORD_COUNT) {
        random_words(state->key, state->block, state->words);
        state->block = (state->block + 1) % BLOCK_COUNT;
        state->taken = 0;
    }
    return state->words[state->taken++];
}

static unsigned long get(void *state)
{
    return next_word(state);
}

static double get_double(void *state)
{
    uint64_t low = next_word(state), high = next_word(state);
    return (double)((low | high << 32) >> 11) * 0x1p-53;
}

const gsl_rng_type *gsl_random_type(void)
{
    static const gsl_rng_type type = {
        .name = "philox4x32-10",
        .max = UINT32_MAX,
        .min = 0,
        .size = sizeof(struct state),
        .set = set,
        .get = get,
        .get_double = get_double,
    };
    return &type;
}

void gsl_random_at(gsl_rng *generator, struct random_key key)
{
    position(generator->state, key);
}
