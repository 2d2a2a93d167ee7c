/* Names of files: the folder in one, what stands beside it, and whether two are one file. (What is read of files:
 * scenario_file_test.) */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "io/text/text_file.h"

static void is_beside(const char *name, const char *beside, const char *expected)
{
    char *path = text_file_beside(name, beside);
    assert_string_equal(path, expected);
    free(path);
}

static void what_is_named_in_a_file_is_beside_it(void **state)
{
    (void)state;
    is_beside("sizes.csv", "studies/a.yaml", "studies/sizes.csv");
    is_beside("../sizes.csv", "/x/studies/a.yaml", "/x/studies/../sizes.csv");
    is_beside("/x/sizes.csv", "studies/a.yaml", "/x/sizes.csv");
    is_beside("sizes.csv", "a.yaml", "sizes.csv");
    is_beside("sizes.csv", NULL, "sizes.csv");
    is_beside("", "studies/a.yaml", "studies/");
}

static void a_file_is_the_same_under_any_name(void **state)
{
    (void)state;
    assert_true(text_file_same("/proc/self/exe", "/proc/self/../self/exe"));
    assert_false(text_file_same("/proc/self/exe", "/"));
    assert_false(text_file_same("/nothing", "/nothing"));
}

/* A link to itself is neither there nor not: whoever took it for absent would write where something is. */
static void what_cannot_be_told_is_no_absence(void **state)
{
    (void)state;
    char folder[] = "/tmp/selforg-there-XXXXXX";
    struct message message = {""};
    bool there;
    assert_true(mkdtemp(folder) && chdir(folder) == 0 && symlink("round", "round") == 0);
    assert_int_equal(text_file_there("/proc/self/exe", &there, &message), STATUS_OK);
    assert_true(there);
    assert_int_equal(text_file_there("nothing", &there, &message), STATUS_OK);
    assert_false(there);
    assert_int_equal(text_file_there("/proc/self/exe/nothing", &there, &message), STATUS_OK);
    assert_false(there);
    assert_int_equal(text_file_there("round", &there, &message), STATUS_READ);
    assert_string_equal(message.text, "round: whether it is there cannot be told: Too many levels of symbolic links");
    assert_true(unlink("round") == 0 && chdir("/") == 0 && rmdir(folder) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_named_in_a_file_is_beside_it),
        cmocka_unit_test(a_file_is_the_same_under_any_name),
        cmocka_unit_test(what_cannot_be_told_is_no_absence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
