/* A written key changes something or is refused: a part of all keys in all scenarios (the rest in keys_heavy_test). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/keys_mixed.h"

static void a_written_key_changes_something_or_is_refused(void **state)
{
    (void)state;
    look_at_all(80);
}

static void so_it_does_where_words_are_mixed(void **state)
{
    (void)state;
    look_at_mixes(1, 6);
}

/* Keys that were once said to do nothing, and did something, or the reverse. */
static void what_was_wrong_is_right(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"adoption.copy.tacit_fraction",
            "start.practice = last; landscape.kind = listed; landscape.practices = {a: 0.9, "
            "b: 0.5, c: 0.1}"},
        {"adoption.accept.identity_filter_fraction", "-projects; tell.who = adopters; tell.probability = 0.3"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scenario scenario = lively(cases[i][1]);
        assert_true(is_as_said(&scenario, lively_digest(&scenario), parameter_find(cases[i][0]), cases[i][1]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_wrong_is_right),
        cmocka_unit_test(a_written_key_changes_something_or_is_refused),
        cmocka_unit_test(so_it_does_where_words_are_mixed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
