/* The crew: every item once, blocks always at the same places, and one result for any number of threads. */
#include "base/crew.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const int crew_sizes[] = {1, 2, 3, 8};
enum { CREW_SIZES = sizeof crew_sizes / sizeof crew_sizes[0] };

struct tally {
    int64_t block_size, count;
    uint8_t *visits; /* [count], each item's own */
    uint8_t *wrong;  /* [blocks], each block's own */
};

static void count_visits(void *context, struct span span)
{
    struct tally *tally = context;
    int64_t last = (span.block + 1) * tally->block_size;
    if (last > tally->count) last = tally->count;
    tally->wrong[span.block] = span.first != span.block * tally->block_size || span.last != last;
    for (int64_t i = span.first; i < span.last; i++) tally->visits[i]++;
}

static void check_visits(struct crew *crew, int64_t count, int64_t block_size)
{
    struct tally tally = {.block_size = block_size, .count = count};
    tally.visits = calloc((size_t)count + 1, 1);
    tally.wrong = calloc((size_t)count + 1, 1);
    assert_true(tally.visits && tally.wrong);
    if (block_size == CREW_BLOCK)
        crew_share(crew, count, count_visits, &tally);
    else
        crew_share_blocks(crew, count, block_size, count_visits, &tally);
    for (int64_t i = 0; i < count; i++) {
        assert_int_equal(tally.visits[i], 1);
        assert_int_equal(tally.wrong[i], 0);
    }
    free(tally.wrong);
    free(tally.visits);
}

static void every_item_is_visited_once_in_its_own_block(void **state)
{
    (void)state;
    const int64_t counts[] = {0, 1, 2, CREW_BLOCK - 1, CREW_BLOCK, CREW_BLOCK + 1, 10 * CREW_BLOCK + 7};
    for (int size = -1; size < CREW_SIZES; size++) {
        struct crew *crew = size < 0 ? NULL : crew_new(crew_sizes[size]);
        assert_int_equal(crew_threads(crew), size < 0 ? 1 : crew_sizes[size]);
        for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
            check_visits(crew, counts[i], CREW_BLOCK);
            check_visits(crew, counts[i], 100);
            check_visits(crew, counts[i], 1);
        }
        crew_free(crew);
    }
}

enum { TERMS = 100 * CREW_BLOCK + 3 };

static void add_terms(void *context, struct span span)
{
    double *sums = context;
    for (int64_t i = span.first; i < span.last; i++) sums[span.block] += 1.0 / (double)(i + 1);
}

static double harmonic(struct crew *crew)
{
    double sums[TERMS / CREW_BLOCK + 1] = {0}, total = 0;
    crew_share(crew, TERMS, add_terms, sums);
    for (int64_t block = 0; block < crew_blocks(TERMS, CREW_BLOCK); block++) total += sums[block];
    return total;
}

static void a_total_has_the_same_bits_for_any_number_of_threads(void **state)
{
    (void)state;
    double alone = harmonic(NULL);
    for (int size = 0; size < CREW_SIZES; size++) {
        struct crew *crew = crew_new(crew_sizes[size]);
        assert_non_null(crew);
        double shared = harmonic(crew);
        assert_memory_equal(&shared, &alone, sizeof alone);
        crew_free(crew);
    }
}

static void add_one(void *context, struct span span)
{
    ((int64_t *)context)[span.block]++;
}

/* Many short jobs: a job that began before the last one's helpers had all gone home would lose or repeat a block. */
static void one_job_after_another(void **state)
{
    (void)state;
    struct crew *crew = crew_new(3);
    assert_non_null(crew);
    int64_t done[4] = {0};
    for (int job = 0; job < 2000; job++) crew_share_blocks(crew, 4, 1, add_one, done);
    for (int i = 0; i < 4; i++) assert_int_equal(done[i], 2000);
    crew_free(crew);
}

enum { WITHIN = 3 }; /* blocks */

struct nest {
    struct crew *crew;
    int64_t done[4][WITHIN];
};

static void share_within(void *context, struct span span)
{
    struct nest *nest = context;
    crew_share_blocks(nest->crew, WITHIN, 1, add_one, nest->done[span.first]);
}

static void work_shared_within_a_block_is_done_by_whoever_has_the_block(void **state)
{
    (void)state;
    struct nest *nest = calloc(1, sizeof *nest);
    assert_non_null(nest);
    nest->crew = crew_new(3);
    for (int round = 1; round <= 20; round++) {
        crew_share_blocks(nest->crew, 4, 1, share_within, nest);
        for (int block = 0; block < 4; block++)
            for (int i = 0; i < WITHIN; i++) assert_int_equal(nest->done[block][i], round);
    }
    crew_free(nest->crew);
    free(nest);
}

static void a_crew_may_go_without_having_worked(void **state)
{
    (void)state;
    crew_free(crew_new(8));
    crew_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_item_is_visited_once_in_its_own_block),
        cmocka_unit_test(a_total_has_the_same_bits_for_any_number_of_threads),
        cmocka_unit_test(one_job_after_another),
        cmocka_unit_test(work_shared_within_a_block_is_done_by_whoever_has_the_block),
        cmocka_unit_test(a_crew_may_go_without_having_worked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
