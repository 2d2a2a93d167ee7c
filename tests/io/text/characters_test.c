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

/* Bytes that are no UTF-8, one at a time: too few, too many, too long a form, half a pair, beyond the last. */
static void bytes_that_are_none_are_passed_one_by_one(void **state)
{
    (void)state;
    static const char *const cases[] = {"\x80", "\xBF\xBF", "\xC1\xBF", "\xC3", "\xC3(", "\xE2\x82", "\xE2(\xA1",
        "\xE0\x9F\xBF", "\xED\xBF\xBF", "\xF0\x8F\xBF\xBF", "\xF0\x9F\x98", "\xF4\x90\x80\x80", "\xF5\x80", "\xFF\xFE"};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *at = cases[i];
        assert_int_equal(characters_valid(at, strlen(at)), 0);
        assert_int_equal(characters_next(&at), 0x110000 + (unsigned char)cases[i][0]);
        assert_ptr_equal(at, cases[i] + 1);
    }
    const char *at = "\xC3("; /* what comes behind is not swallowed */
    (void)characters_next(&at);
    assert_int_equal(characters_next(&at), '(');
    check(characters_show, "\xE2\x82z\xFF", "\\xE2\\x82z\\xFF");
}

/* Eight bytes are looked at together where they are there: a fault is found wherever it stands, and a character may
 * end where the text does. */
static void a_fault_is_found_wherever_it_stands(void **state)
{
    (void)state;
    for (size_t size = 1; size <= 40; size++)
        for (size_t at = 0; at < size; at++) {
            char text[40];
            memset(text, 'a', size);
            text[at] = '\xEB';
            assert_int_equal(characters_valid(text, size), at);
            memcpy(text + at, at + 1 < size ? "\xC3\xAB" : "a", at + 1 < size ? 2 : 1);
            assert_int_equal(characters_valid(text, size), size);
        }
    assert_int_equal(characters_valid("\xC3\xAB", 1), 0); /* only so many bytes are looked at */
    assert_int_equal(characters_valid("a\xFF", 1), 1);
    assert_int_equal(characters_valid("", 0), 0);
    assert_int_equal(characters_valid("a\0b", 3), 3); /* a zero is a character */
}

static void what_is_no_character_is_not_written(void **state)
{
    (void)state;
    static const uint32_t none[] = {0xD800, 0xDBFF, 0xDC00, 0xDFFF, 0x110000, 0x1100FF, UINT32_MAX};
    char bytes[4] = {'k', 'e', 'p', 't'};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) assert_int_equal(characters_write(none[i], bytes), 0);
    assert_memory_equal(bytes, "kept", 4);
    assert_int_equal(characters_write(0, bytes), 1);
    assert_memory_equal(bytes, "\0ept", 4);
    assert_int_equal(characters_write(0x7FF, bytes), 2);
    assert_memory_equal(bytes, "\xDF\xBFpt", 4);
}

static void the_first_hidden_character_is_told(void **state)
{
    (void)state;
    assert_int_equal(characters_hidden(""), 0);
    assert_int_equal(characters_hidden("Zo\xC3\xAB \xE2\x80\x8D \xF0\x9F\x98\x80"), 0);
    assert_int_equal(characters_hidden("a\tb\x1B"), '\t');
    assert_int_equal(characters_hidden("Zo\xC3\xAB\xE2\x80\xAE"), 0x202E);
    assert_int_equal(characters_hidden("a\xEB\t"), 0x1100EB); /* a byte that is none is not to be seen either */
}

/* Whatever the room, what is shown ends with a whole character or a whole escape. */
static void what_is_shown_is_cut_between_characters(void **state)
{
    (void)state;
    static const char text[] = "a\xC3\xAB\x1B\xE6\x9D\x8E\xEBz", whole[] = "a\xC3\xAB\\u{1B}\xE6\x9D\x8E\\xEBz";
    static const size_t ends[] = {0, 1, 3, 9, 12, 16, 17}; /* of the characters as they are shown */
    char buffer[32];
    for (size_t size = 1; size <= sizeof whole; size++) {
        size_t end = 0;
        for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
            if (ends[i] < size) end = ends[i];
        memset(buffer, '#', sizeof buffer);
        assert_ptr_equal(characters_shown(text, buffer, size), buffer);
        assert_int_equal(strlen(buffer), end);
        assert_memory_equal(buffer, whole, end);
        assert_int_equal(buffer[size], '#');
    }
}

/* A cell in quotes only where it must be; a quote is doubled wherever it stands. */
static void cells_and_texts_of_json_have_the_quotes_they_need(void **state)
{
    (void)state;
    static const char *const cells[][2] = {{"", ""}, {" ", " "}, {"a=b", "a=b"}, {"\"", "\"\"\"\""},
        {"a\"", "\"a\"\"\""}, {"\t", "\"\\u{09}\""}, {"\r", "\"\\u{0D}\""}, {"=", "\"'=\""}, {"-", "\"'-\""},
        {"-1e5", "-1e5"}, {"+1,5", "\"'+1,5\""}, {"-1e999", "\"'-1e999\""}, {"@\"a\"", "\"'@\"\"a\"\"\""},
        {"\x1B", "\\u{1B}"}};
    static const char *const json[][2] = {{"", "\"\""}, {"/", "\"/\""}, {"\"\"", "\"\\\"\\\"\""},
        {"\x7F\t", "\"\\u007f\\u0009\""}, {"\xEF\xBB\xBFx", "\"\\ufeffx\""}, {"\xF3\xA0\x80\x80", "\"\\udb40\\udc00\""},
        {"\xF0\x9F\x98\x80", "\"\xF0\x9F\x98\x80\""}};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) check(characters_csv, cells[i][0], cells[i][1]);
    for (size_t i = 0; i < sizeof json / sizeof *json; i++) check(characters_json, json[i][0], json[i][1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_utf8_is_valid),
        cmocka_unit_test(every_character_comes_back),
        cmocka_unit_test(hidden_characters_are_escaped),
        cmocka_unit_test(json_is_escaped),
        cmocka_unit_test(no_cell_is_a_formula),
        cmocka_unit_test(bytes_that_are_none_are_passed_one_by_one),
        cmocka_unit_test(a_fault_is_found_wherever_it_stands),
        cmocka_unit_test(what_is_no_character_is_not_written),
        cmocka_unit_test(the_first_hidden_character_is_told),
        cmocka_unit_test(what_is_shown_is_cut_between_characters),
        cmocka_unit_test(cells_and_texts_of_json_have_the_quotes_they_need),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
