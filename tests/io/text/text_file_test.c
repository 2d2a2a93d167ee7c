/* Names of files: the folder in one, what stands beside it, and whether two are one file. (What is read of files:
 * scenario_file_test.) */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
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
    is_beside("sizes.csv", "/a.yaml", "/sizes.csv");
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

/* Of a file that is larger than allowed there is one byte more than that, from which one sees that it is. */
static void as_much_is_read_as_is_allowed_and_one_more(void **state)
{
    (void)state;
    char path[] = "/tmp/selforg-text-XXXXXX", *text;
    struct message message = {""};
    size_t length;
    const int file = mkstemp(path);
    assert_true(file >= 0 && write(file, "0123456789", 10) == 10 && close(file) == 0);
    for (size_t most = 5; most < 13; most++) {
        assert_int_equal(text_file_read(path, most, &text, &length, &message), STATUS_OK);
        assert_int_equal(length, most < 10 ? most + 1 : 10);
        assert_true(strlen(text) == length && strncmp(text, "0123456789", length) == 0);
        free(text);
    }
    unlink(path);
    assert_int_equal(text_file_read(path, 9, &text, &length, &message), STATUS_INPUT);
    assert_non_null(strstr(message.text, "the file cannot be opened: No such file or directory"));
    assert_null(text);
    assert_int_equal(text_file_read("/tmp", 9, &text, &length, &message), STATUS_INPUT);
    assert_string_equal(message.text, "/tmp: the file cannot be read: Is a directory");
    assert_null(text);
}

/* Whatever the system says of its size, as of what it makes up while it is read. */
static void a_file_is_read_to_its_end(void **state)
{
    (void)state;
    char *whole, *part;
    struct message message = {""};
    size_t length, first;
    assert_int_equal(text_file_read_whole("/proc/self/status", &whole, &length, &message), STATUS_OK);
    assert_int_equal(text_file_read("/proc/self/status", 1 << 20, &part, &first, &message), STATUS_OK);
    assert_true(length > 100 && strlen(whole) == length && strncmp(whole, "Name:\t", 6) == 0);
    assert_non_null(strstr(whole, "\nnonvoluntary_ctxt_switches:"));
    free(whole);
    free(part);
    assert_int_equal(text_file_read_whole("/tmp", &whole, &length, &message), STATUS_INPUT);
    assert_string_equal(message.text, "/tmp: this is a folder");
}

static void what_is_no_text_is_told_with_its_line(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t length;
        const char *fault; /* NULL: it is text */
    } cases[] = {{"a\nb\r\n", 5, NULL}, {"", 0, NULL},
        {"\xFF\xFE"
         "a",
            3, "t: this is UTF-16; save it in UTF-8"},
        {"\xFE\xFF"
         "a",
            3, "t: this is UTF-16; save it in UTF-8"},
        {"a\rb\r\n\0c", 7, "t:3: this is no plain text: there is a byte 0; save it as text in UTF-8"},
        {"a\n\r\xFF", 4, "t:3: the byte 0xFF is not UTF-8 (Latin-1?); save the file in UTF-8"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct message message = {""};
        assert_int_equal(
            text_check("t", cases[i].text, cases[i].length, &message), cases[i].fault ? STATUS_INPUT : STATUS_OK);
        assert_string_equal(message.text, cases[i].fault ? cases[i].fault : "");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_named_in_a_file_is_beside_it),
        cmocka_unit_test(a_file_is_the_same_under_any_name),
        cmocka_unit_test(what_cannot_be_told_is_no_absence),
        cmocka_unit_test(as_much_is_read_as_is_allowed_and_one_more),
        cmocka_unit_test(a_file_is_read_to_its_end),
        cmocka_unit_test(what_is_no_text_is_told_with_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
