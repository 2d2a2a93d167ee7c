/* Running out of memory while trees are drawn: it is told, and what was taken before is given back. */
#include "failing_malloc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <string.h>

#include "io/lineage/small_lineage.h"

/* The drawing while the n-th allocation of ours fails; whether it did. */
static bool drawing_fails(
    tracing *trace, const struct lineage *lineage, int32_t number, int64_t n, char *text, size_t size)
{
    const struct trace_request request = {.ascii = true};
    FILE *file = fmemopen(text, size, "w");
    assert_non_null(file);
    fail_allocation_number(n);
    enum status status = trace(lineage, number, &request, file);
    const bool failed = allocation_failed();
    fail_allocation_number(0);
    assert_int_equal(status, failed ? STATUS_MEMORY : STATUS_OK);
    assert_int_equal(fclose(file), 0);
    return failed;
}

/* Whatever fails, the next drawing is whole; returns how many allocations there were. */
static int64_t check(tracing *trace, const struct lineage *lineage, int32_t number)
{
    char whole[8192] = "", part[8192] = "", after[8192] = "";
    int64_t n = 1;
    assert_false(drawing_fails(trace, lineage, number, 0, whole, sizeof whole));
    while (drawing_fails(trace, lineage, number, n, part, sizeof part)) {
        assert_true(strlen(part) < strlen(whole));
        for (size_t i = 0; part[i];
             i++) /* what was drawn before is as it should be, but for a line that ends earlier */
            if (part[i] != whole[i] && strcmp(part + i, "\n") != 0)
                fail_msg("%s is not the beginning of\n%s", part, whole);
        assert_false(drawing_fails(trace, lineage, number, 0, after, sizeof after));
        assert_string_equal(after, whole);
        memset(part, 0, sizeof part);
        n++;
    }
    assert_string_equal(part, whole);
    return n - 1;
}

static void a_practice_without_room_is_told(void **state)
{
    (void)state;
    struct lineage lineage = small_lineage();
    for (int32_t practice = 0; practice < 3; practice++) assert_true(check(trace_practice, &lineage, practice) >= 6);
    lineage.adoption_count = 4;
    assert_true(check(trace_practice, &lineage, 2) >= 5); /* which nobody took up */
}

static void somebody_without_room_is_told(void **state)
{
    (void)state;
    struct lineage lineage = small_lineage();
    for (int32_t agent = 0; agent < 4; agent++) assert_true(check(trace_agent, &lineage, agent) >= 6);
    lineage.adoption_count = 4;
    assert_true(check(trace_agent, &lineage, 3) >= 5); /* who took up nothing */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_practice_without_room_is_told),
        cmocka_unit_test(somebody_without_room_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
