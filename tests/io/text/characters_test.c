/* Text from files as it may be shown: nothing that steers a terminal, turns the direction or is a formula goes through.
 */
#include "io/text/characters.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

static void only_utf8_is_valid(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t valid;
    } cases[] = {{"plain ASCII of some length", 26}, {"Zo\xC3\xAB \xE6\x9D\x8E \xF0\x9F\x98\x80", 13}, {"a\xEB", 1},
        {"12345678\xC3", 8}, {"\xC0\x80", 0}, {"\xE0\x80\x80", 0}, {"\xED\xA0\x80", 0}, {"\xF4\x90\x80\x80", 0},
        {"\xF8\x88\x80\x80\x80", 0}, {"a\x80", 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(characters_valid(cases[i].text, strlen(cases[i].text)), cases[i].valid);
}

static void every_character_comes_back(void **state)
{
    (void)state;
    for (uint32_t character = 1; character < 0x110000; character++) {
        char bytes[8] = "";
        const char *at = bytes;
        int length = characters_write(character, bytes);
        if (character >= 0xD800 && character < 0xE000) {
            assert_int_equal(length, 0);
            continue;
        }
        assert_int_equal(characters_valid(bytes, (size_t)length), length);
        assert_int_equal(characters_next(&at), character);
        assert_int_equal(at - bytes, length);
    }
}

typedef void writer(const char *text, FILE *stream);

static void check(writer *write, const char *text, const char *expected)
{
    char *written = NULL;
    size_t size;
    FILE *stream = open_memstream(&written, &size);
    write(text, stream);
    fclose(stream);
    assert_string_equal(written, expected);
    free(written);
}

static void hidden_characters_are_escaped(void **state)
{
    (void)state;
    char buffer[12];
    check(characters_show, "Zo\xC3\xAB \xE6\x9D\x8E", "Zo\xC3\xAB \xE6\x9D\x8E");
    check(characters_show, "a\x1B[2Jb\n", "a\\u{1B}[2Jb\\u{0A}");
    check(characters_show,
        "\xE2\x80\xAE"
        "abc\xC2\x9B\x7F",
        "\\u{202E}abc\\u{9B}\\u{7F}");
    check(characters_show, "a\xEB", "a\\xEB");
    static const uint32_t hidden[] = {0x1F, 0x7F, 0x9F, 0x61C, 0x200B, 0x200E, 0x200F, 0x2028, 0x202E, 0x2060, 0x206F,
        0xFEFF, 0xFFF9, 0xFFFB, 0xE0000, 0xE007F},
                          seen[] = {0x20, 0x7E, 0xA0, 0x61B, 0x200C, 0x200D, 0x2010, 0x2027, 0x202F, 0x2070, 0xFFFC,
                              0xE0080, 0x1F600};
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++) assert_true(character_is_hidden(hidden[i]));
    for (size_t i = 0; i < sizeof seen / sizeof *seen; i++) assert_false(character_is_hidden(seen[i]));
    assert_string_equal(characters_shown("abcdefghi\x1B", buffer, sizeof buffer), "abcdefghi");
    assert_string_equal(characters_shown("\x1B\x1B", buffer, sizeof buffer), "\\u{1B}");
}

static void json_is_escaped(void **state)
{
    (void)state;
    check(characters_json, "a\"\\b\n\xC3\xAB", "\"a\\\"\\\\b\\u000a\xC3\xAB\"");
    check(characters_json, "\xE2\x80\xAE\xF3\xA0\x81\x81\xEB", "\"\\u202e\\udb40\\udc41\\ufffd\"");
}

static void no_cell_is_a_formula(void **state)
{
    (void)state;
    check(characters_csv, "plain", "plain");
    check(characters_csv, "a, \"b\"", "\"a, \"\"b\"\"\"");
    check(characters_csv, "=cmd|' /C calc'!A0", "\"'=cmd|' /C calc'!A0\"");
    check(characters_csv, "@SUM(1)", "\"'@SUM(1)\"");
    check(characters_csv, "+x", "\"'+x\"");
    check(characters_csv, "+0.5", "+0.5");
    check(characters_csv, "a;b", "\"a;b\"");
    check(characters_csv, "-x", "\"'-x\"");
    check(characters_csv, "-0.5", "-0.5");
    check(characters_csv, "a\nb", "\"a\\u{0A}b\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_utf8_is_valid),
        cmocka_unit_test(every_character_comes_back),
        cmocka_unit_test(hidden_characters_are_escaped),
        cmocka_unit_test(json_is_escaped),
        cmocka_unit_test(no_cell_is_a_formula),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
