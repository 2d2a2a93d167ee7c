/* A written key changes something or is refused: a part of all keys in all scenarios (the rest in keys_heavy_test). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/keys.h"

static void a_written_key_changes_something_or_is_refused(void **state)
{
    (void)state;
    look_at_all(40);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_written_key_changes_something_or_is_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
