/* A written key changes something or is refused: all keys in all scenarios (keys_test takes a part). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/keys_mixed.h"

static void a_written_key_changes_something_or_is_refused(void **state)
{
    (void)state;
    look_at_all(1);
}

static void so_it_does_where_words_are_mixed(void **state)
{
    (void)state;
    look_at_mixes(7, 106);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_written_key_changes_something_or_is_refused),
        cmocka_unit_test(so_it_does_where_words_are_mixed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
