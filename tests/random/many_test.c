/* Draws made together are those made one by one, however many there are, and no other place is written to. */
#include "random/many.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { MOST = 100, BEHIND = 8 };
static const double UNTOUCHED = -1;

static void many_are_what_each_is(void **state)
{
    (void)state;
    uint32_t entities[MOST], indices[MOST];
    for (uint32_t i = 0; i < MOST; i++) {
        entities[i] = i * 2654435761U;
        indices[i] = UINT32_MAX - i * 40503;
    }
    for (int64_t count = 0; count <= MOST; count++) {
        struct random_key key = {
            .seed = (uint64_t)(count + 1) * UINT64_C(0x9E3779B97F4A7C15), .stream = 255, .step = UINT32_MAX - 7};
        double together[MOST + BEHIND];
        for (int64_t i = 0; i < MOST + BEHIND; i++) together[i] = UNTOUCHED;
        random_uniforms(key, count, entities, indices, together);
        for (int64_t i = 0; i < count; i++) {
            key.entity = entities[i];
            key.index = indices[i];
            double alone = random_uniform(key);
            assert_memory_equal(&together[i], &alone, sizeof alone);
        }
        for (int64_t i = count; i < MOST + BEHIND; i++) assert_true(together[i] == UNTOUCHED);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(many_are_what_each_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
