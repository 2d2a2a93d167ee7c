/* Texts come apart into lines and words, whatever ends and separates them, and nothing is lost at their ends. */
#include "io/formats/tokens.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

/* The lines of a text, each in brackets. */
static const char *lines_of(const char *text)
{
    static char found[256];
    char copy[256], *next = copy, *line;
    snprintf(copy, sizeof copy, "%s", text);
    found[0] = '\0';
    while ((line = line_next(&next))) sprintf(found + strlen(found), "[%s]", line);
    assert_null(line_next(&next)); /* and so it stays */
    return found;
}

static void lines_end_with_lf_crlf_or_cr(void **state)
{
    (void)state;
    static const struct {
        const char *text, *lines;
    } cases[] = {{"", ""}, {"a", "[a]"}, {"a\n", "[a]"}, {"a\nb", "[a][b]"}, {"a\r\nb\r\n", "[a][b]"},
        {"a\rb\r", "[a][b]"}, {"\n", "[]"}, {"\n\n", "[][]"}, {"\r\n\r\n", "[][]"}, {"\r\r\n", "[][]"},
        {"a\n\rb", "[a][][b]"}, {" a \n\tb", "[ a ][\tb]"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(lines_of(cases[i].text), cases[i].lines);
}

/* The words of a line: plain ones in brackets, quoted ones in quotes, and "!" where a quote has no end. */
static const char *words_of(const char *line, const char *separators)
{
    static char found[256];
    char copy[256], *next = copy;
    snprintf(copy, sizeof copy, "%s", line);
    found[0] = '\0';
    for (struct word word = word_next(&next, separators);; word = word_next(&next, separators)) {
        if (!word.text) break;
        sprintf(found + strlen(found), word.quoted ? "\"%s\"" : "[%s]", word.text);
    }
    assert_int_equal(*next, '\0');
    assert_null(word_next(&next, separators).text); /* and so it stays */
    return found;
}

static void words_stand_between_blanks_and_separators(void **state)
{
    (void)state;
    static const struct {
        const char *line, *separators, *words;
    } cases[] = {{"", "", ""}, {" \t ", "", ""}, {"a", "", "[a]"}, {" a \t b ", "", "[a][b]"}, {"a,b", "", "[a,b]"},
        {"a,b", ",", "[a][b]"}, {",,a , b,,", ",", "[a][b]"}, {"n = 3, m=4", ",=", "[n][3][m][4]"},
        {"a:b=c", "=", "[a:b][c]"}, {"Zo\xC3\xAB \xE6\x9D\x8E", "", "[Zo\xC3\xAB][\xE6\x9D\x8E]"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(words_of(cases[i].line, cases[i].separators), cases[i].words);
}

static void quotes_hold_blanks_and_separators(void **state)
{
    (void)state;
    static const struct {
        const char *line, *words;
    } cases[] = {{"\"a b\"", "\"a b\""}, {"\"a, b\",c", "\"a, b\"[c]"}, {"\"\"", "\"\""}, {"x \"\" y", "[x]\"\"[y]"},
        {"\"a\"\"b\"", "\"a\"\"b\""}, {"\"a\"b", "\"a\"[b]"}, {"a\"b c\"d", "[a\"b][c\"d]"}, {"' a '", "['][a][']"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(words_of(cases[i].line, ","), cases[i].words);
}

static void an_open_quote_is_told_from_the_end_of_the_line(void **state)
{
    (void)state;
    char open[] = "a \"b c", bare[] = "\"", end[] = "a";
    char *next = open;
    assert_string_equal(word_next(&next, "").text, "a");
    struct word word = word_next(&next, "");
    assert_true(!word.text && word.quoted);
    word = word_next(&next, "");
    assert_true(!word.text && !word.quoted); /* the line is over: nothing of it comes as a word */
    next = bare;
    word = word_next(&next, "");
    assert_true(!word.text && word.quoted);
    next = end;
    assert_string_equal(word_next(&next, "").text, "a");
    word = word_next(&next, "");
    assert_true(!word.text && !word.quoted);
}

static void whole_numbers_lie_within_their_bounds(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t least, most, number;
    } cases[] = {{"1", 1, 9, 1}, {"9", 1, 9, 9}, {"10", 1, 9, 0}, {"0", 1, 9, 0}, {"0", 0, 9, 0}, {"-1", 0, 9, -1},
        {"-3", -3, -1, -3}, {"-4", -3, -1, -4}, {"0", -3, -1, -4}, {"2.0", 1, 9, 2}, {"2e2", 1, 900, 200},
        {"2.5", 1, 9, 0}, {"", 1, 9, 0}, {"x", 1, 9, 0}, {"3x", 1, 9, 0}, {" 3", 1, 9, 0}, {"0x3", 1, 9, 0},
        {"nan", 1, 9, 0}, {"99999999999999999999", 1, INT64_MAX, 0}, {"9223372036854775807", 1, INT64_MAX, INT64_MAX}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (whole_number(cases[i].text, cases[i].least, cases[i].most) != cases[i].number)
            fail_msg("\"%s\"", cases[i].text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_end_with_lf_crlf_or_cr),
        cmocka_unit_test(words_stand_between_blanks_and_separators),
        cmocka_unit_test(quotes_hold_blanks_and_separators),
        cmocka_unit_test(an_open_quote_is_told_from_the_end_of_the_line),
        cmocka_unit_test(whole_numbers_lie_within_their_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
