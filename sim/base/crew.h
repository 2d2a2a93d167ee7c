/* A crew of threads that never changes a result.
 *
 * Work over [0, count) is cut into blocks of so many items, always at the same places. Whichever thread takes a
 * block, the block's own result goes into the block's own place, and whoever needs one total adds the blocks in block
 * order. So nothing depends on how many threads there are. Compiled with -DSELFORG_THREADS=0 the crew is the caller
 * alone.
 */
#ifndef BASE_CREW_H
#define BASE_CREW_H

#include <stdint.h>

enum { CREW_BLOCK = 1024 };

struct crew;

/* Items [first, last) of the work, which are block number `block`. */
struct span {
    int64_t first, last, block;
};

/* A crew of `threads` >= 1, the caller among them; fewer where the machine refuses more. NULL if there is no memory. */
struct crew *crew_new(int threads);

/* Ends the threads. NULL is fine. */
void crew_free(struct crew *crew);

/* The number of threads that share the work. 1 for NULL. */
int crew_threads(const struct crew *crew);

/* How many blocks of `block_size` `count` items make. */
static inline int64_t crew_blocks(int64_t count, int64_t block_size)
{
    return (count + block_size - 1) / block_size;
}

/* Calls work(context, span) once for every block of `block_size` items of [0, count) and returns when all are done.
 * A NULL crew does it alone, in order, and so does any crew within a block. Few and heavy items want small blocks. */
void crew_share_blocks(
    struct crew *crew, int64_t count, int64_t block_size, void (*work)(void *context, struct span span), void *context);

/* The same in blocks of CREW_BLOCK. */
void crew_share(struct crew *crew, int64_t count, void (*work)(void *context, struct span span), void *context);

#endif
