/* Random combinations of sections and keys: many (combinations_test tries a few, and says what else there is). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "io/runs/combinations_main.h"

int main(int count, char **arguments)
{
    return combinations_main(count, arguments, 1500);
}
