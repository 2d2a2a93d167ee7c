/* Digests: 128 bits that stand for a sequence of bytes, the same on every machine (XXH3, https://xxhash.com).
 *
 * They tell whether two runs did the same; they are no protection against someone who wants to deceive.
 */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct digest {
    uint64_t low, high;
};

enum { DIGEST_TEXT = 33 };

/* A digest under way. */
struct digester;

/* NULL if there is no memory. */
struct digester *digester_new(void);
void digester_free(struct digester *digester);

void digester_add(struct digester *digester, const void *bytes, size_t size);

/* The digest of everything added so far; one may go on adding. */
struct digest digester_result(const struct digester *digester);

/* A digester's state as bytes, and back into another one, of the same version of the hash: false, and nothing changed,
 * where they would lead it out of its own memory. */
enum { DIGESTER_BYTES = 1024 };
void digester_save(const struct digester *digester, unsigned char bytes[DIGESTER_BYTES]);
bool digester_load(struct digester *digester, const unsigned char bytes[DIGESTER_BYTES]);

/* The digest of one piece of memory. */
struct digest digest_of(const void *bytes, size_t size);

/* 32 hexadecimal digits and a closing zero. */
void digest_text(struct digest digest, char text[DIGEST_TEXT]);

#endif
