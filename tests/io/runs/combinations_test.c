/* Random combinations of sections and keys, a few (combinations_heavy_test tries many). As a program of its own:
 *
 *     combinations_test FIRST SECONDS            tries FIRST, FIRST + 1, ... for that long
 *     combinations_test --settings FIRST COUNT   a line of JSON for each: its settings, steps and digest
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "io/runs/combinations_main.h"

int main(int count, char **arguments)
{
    return combinations_main(count, arguments, 12);
}
