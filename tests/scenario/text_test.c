/* Services on text: cleanness, excerpts, distances. */
#include "scenario/text.h"

#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

static void clean_text_is_utf8_without_control_characters(void **state)
{
    (void)state;
    static const char *const clean[] = {"", "plain", "Zürich", "\xE2\x82\xAC", "\xF0\x9F\x98\x80", "\xC2\xA0",
        "\xED\x9F\xBF", "\xEF\xBF\xBD", "\xF4\x8F\xBF\xBF"};
    static const char *const unclean[] = {"\x01", "a\x7F", "\xC2\x85", "\x1B[31m", "\xFF", "\xC3", "a\xC3(", "\xC0\xAF",
        "\xE0\x80\xAF", "\xF0\x80\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\x80", "\xE2\x82",
        "Z\xFCrich"};
    for (size_t i = 0; i < COUNT_OF(clean); i++) assert_true(text_is_clean(clean[i], false));
    for (size_t i = 0; i < COUNT_OF(unclean); i++) assert_false(text_is_clean(unclean[i], true));
    assert_true(text_is_clean("two\n\tlines\r\n", true));
    assert_false(text_is_clean("two\nlines", false));
}

static void what_is_quoted_reads_back(void **state)
{
    (void)state;
    char quoted[32];
    assert_ptr_equal(text_quote(quoted, "say \"a\\b\""), quoted + 14);
    assert_string_equal(quoted, "\"say \\\"a\\\\b\\\"\"");
    assert_ptr_equal(text_quote(quoted, ""), quoted + 2);
    assert_string_equal(quoted, "\"\"");
}

static void an_excerpt_fits_a_line_of_a_message(void **state)
{
    (void)state;
    char text[300] = "";
    assert_string_equal(text_excerpt("short").text, "short");
    assert_string_equal(text_excerpt("a\nb\x1B[0m\xFF").text, "a?b?[0m?");
    memset(text, 'x', sizeof text - 1);
    assert_int_equal(strlen(text_excerpt(text).text), EXCERPT_LENGTH - 1);
    assert_string_equal(text_excerpt(text).text + EXCERPT_LENGTH - 4, "...");
}

static void an_excerpt_never_cuts_a_character(void **state)
{
    (void)state;
    for (int before = 0; before < 8; before++) {
        char text[300] = "";
        memset(text, 'x', (size_t)before);
        for (int i = 0; i < 60; i++) strcat(text, "\xE2\x82\xAC");
        assert_true(text_is_clean(text_excerpt(text).text, false));
    }
}

static void distances_count_single_slips(void **state)
{
    (void)state;
    assert_int_equal(text_distance("agents", "agents"), 0);
    assert_int_equal(text_distance("agnets", "agents"), 1);
    assert_int_equal(text_distance("agent", "agents"), 1);
    assert_int_equal(text_distance("agentss", "agents"), 1);
    assert_int_equal(text_distance("agants", "agents"), 1);
    assert_int_equal(text_distance("", "agents"), 6);
    assert_int_equal(text_distance("ca", "abc"), 3); /* the optimal string alignment, which touches no letter twice */
}

static void distances_are_symmetric_and_bounded(void **state)
{
    (void)state;
    static const char *const words[] = {"", "rate", "rates", "etar", "observe", "evresbo", "x"};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        for (size_t k = 0; k < COUNT_OF(words); k++) {
            int distance = text_distance(words[i], words[k]);
            size_t longer = strlen(words[i]) > strlen(words[k]) ? strlen(words[i]) : strlen(words[k]);
            assert_int_equal(distance, text_distance(words[k], words[i]));
            assert_true(distance >= 0 && distance <= (int)longer);
            assert_int_equal(distance == 0, i == k);
        }
    char word[WORD_MOST + 2] = "";
    memset(word, 'a', WORD_MOST);
    assert_int_equal(text_distance(word, word), 0);
    memset(word, 'a', WORD_MOST + 1);
    assert_int_equal(text_distance(word, word), WORD_MOST);
}

static int sign(int number)
{
    return (number > 0) - (number < 0);
}

/* Numbers by their size, before all that is none; whatever is none by its letters. */
static void numbers_come_before_words_and_by_their_size(void **state)
{
    (void)state;
    static const char *const order[] = {"-3", "2", "10", "1e2", "", "2b", "a", "b"};
    for (size_t i = 0; i < COUNT_OF(order); i++)
        for (size_t k = 0; k < COUNT_OF(order); k++)
            assert_int_equal(sign(text_order(order[i], order[k])), (i > k) - (i < k));
    assert_int_equal(text_order("0.10", "1e-1"), 0);
}

static const char *word_at(const void *words, int i)
{
    return ((const char *const *)words)[i];
}

/* As many slips as a third of the letters, and one in any case; of words as near the first. */
static void the_nearest_word_is_near_enough(void **state)
{
    (void)state;
    static const char *const words[] = {"rate", "rats", "observables", "x"};
    static const char *const cases[][2] = {{"rate", "rate"}, {"rat", "rate"}, {"tare", NULL},
        {"obzervablez", "observables"}, {"obzarvables", "observables"}, {"obzarvablez", "observables"},
        {"ozzarvazlez", NULL}, {"y", "x"}, {"yy", NULL}, {"", "x"}, {"rxts", "rats"}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *nearest = text_nearest(cases[i][0], (int)COUNT_OF(words), word_at, words);
        if (!nearest != !cases[i][1] || (nearest && strcmp(nearest, cases[i][1]) != 0))
            fail_msg("'%s': %s", cases[i][0], nearest ? nearest : "none");
    }
    char longer[WORD_MOST + 20];
    memset(longer, 'x', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    assert_int_equal(text_distance("y", longer), WORD_MOST);
    assert_int_equal(text_distance(longer, "y"), WORD_MOST);
}

static void a_suggestion_stands_behind_a_complaint(void **state)
{
    (void)state;
    assert_string_equal(text_suggestion(NULL).text, "");
    assert_string_equal(text_suggestion("tell.who").text, "; did you mean 'tell.who'?");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clean_text_is_utf8_without_control_characters),
        cmocka_unit_test(what_is_quoted_reads_back),
        cmocka_unit_test(an_excerpt_fits_a_line_of_a_message),
        cmocka_unit_test(an_excerpt_never_cuts_a_character),
        cmocka_unit_test(distances_count_single_slips),
        cmocka_unit_test(distances_are_symmetric_and_bounded),
        cmocka_unit_test(numbers_come_before_words_and_by_their_size),
        cmocka_unit_test(the_nearest_word_is_near_enough),
        cmocka_unit_test(a_suggestion_stands_behind_a_complaint),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
