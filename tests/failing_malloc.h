/* Allocations that fail on demand, to show that running out of memory is handled wherever it can happen.
 *
 * The linker sends malloc, calloc, realloc, aligned_alloc and strdup here from all files of ours in a test called
 * NAME_failure_test.c (tests/CMakeLists.txt); other libraries' allocations do not pass here. The way to use it:
 *
 *     int64_t n = 0;
 *     do {
 *         fail_allocation_number(++n);
 *         enum status status = thing_new(&thing);
 *         assert_int_equal(status, allocation_failed() ? STATUS_MEMORY : STATUS_OK);
 *         thing_free(&thing);
 *     } while (allocation_failed());
 *
 * which ends once a whole run gets through. What was left allocated then shows in the suite `asan`.
 */
#ifndef FAILING_MALLOC_H
#define FAILING_MALLOC_H

#include <stdbool.h>
#include <stdint.h>

/* From now on the n-th allocation fails, the first being number 1, and no other one; n = 0: none fails. */
void fail_allocation_number(int64_t n);

/* Whether that allocation has come. */
bool allocation_failed(void);

#endif
