#include "base/digest.h"

#include <stdlib.h>
#include <string.h>

#define XXH_INLINE_ALL
#define XXH_NO_STDLIB
#include <xxhash.h>

/* Rows, records and states go into digests, and into checkpoints, as they lie in memory. */
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "selforg needs a processor that is little-endian");

struct digester {
    XXH3_state_t state;
};

struct digester *digester_new(void)
{
    struct digester *digester = aligned_alloc(64, (sizeof *digester + 63) / 64 * 64);
    if (digester) {
        XXH3_INITSTATE(&digester->state);
        XXH3_128bits_reset(&digester->state);
    }
    return digester;
}

void digester_free(struct digester *digester)
{
    free(digester);
}

void digester_add(struct digester *digester, const void *bytes, size_t size)
{
    if (size > 0) XXH3_128bits_update(&digester->state, bytes, size);
}

struct digest digester_result(const struct digester *digester)
{
    XXH128_hash_t hash = XXH3_128bits_digest(&digester->state);
    return (struct digest){.low = hash.low64, .high = hash.high64};
}

_Static_assert(sizeof(XXH3_state_t) <= DIGESTER_BYTES, "a digester's state has more bytes");

/* The secret is a constant of the hash; where it lies is a matter of the process. */
void digester_save(const struct digester *digester, unsigned char bytes[DIGESTER_BYTES])
{
    XXH3_state_t state = digester->state;
    state.extSecret = NULL;
    memset(bytes, 0, DIGESTER_BYTES);
    memcpy(bytes, &state, sizeof state);
}

/* What the hash goes by when it reads its buffer and its secret. */
static bool stays_within(const XXH3_state_t *state, const XXH3_state_t *sound)
{
    return state->bufferedSize <= sizeof state->buffer && state->nbStripesPerBlock == sound->nbStripesPerBlock &&
           state->nbStripesSoFar <= sound->nbStripesPerBlock && state->secretLimit == sound->secretLimit;
}

bool digester_load(struct digester *digester, const unsigned char bytes[DIGESTER_BYTES])
{
    XXH3_state_t state;
    memcpy(&state, bytes, sizeof state);
    if (!stays_within(&state, &digester->state)) return false;
    state.extSecret = digester->state.extSecret;
    digester->state = state;
    return true;
}

struct digest digest_of(const void *bytes, size_t size)
{
    XXH128_hash_t hash = XXH3_128bits(bytes, size);
    return (struct digest){.low = hash.low64, .high = hash.high64};
}

void digest_text(struct digest digest, char text[DIGEST_TEXT])
{
    static const char digits[] = "0123456789abcdef";
    for (int i = 0; i < 16; i++) {
        text[i] = digits[(digest.high >> (60 - 4 * i)) & 15];
        text[16 + i] = digits[(digest.low >> (60 - 4 * i)) & 15];
    }
    text[32] = '\0';
}
