/* The format of studies as text: the same words as in the page that is Markdown, in the same order, each line within
 * the width where it can be; every row of the tables once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "program/printed.h"
#include "program/study/study_format.h"
#include "program/terminal/terminal.h"
#include "study/analysis/analysis.h"
#include "study/format/design.h"
#include "study/format/format.h"

static struct printed text, page;

static int print_both(void **state)
{
    (void)state;
    study_format_print(false, 90, printed_to(&text));
    study_format_print(true, 90, printed_to(&page));
    return 0;
}

static int let_go(void **state)
{
    (void)state;
    printed_free(&text);
    printed_free(&page);
    return 0;
}

/* The next word at *at, NULL at the end: without what Markdown alone has, the marks of headings and tables. */
static char *next_word(const char **at)
{
    static const char *const marks[] = {"|", "#", "##", "|---|---|", "\\|"};
    for (;;) {
        *at += strspn(*at, " \n");
        const size_t length = strcspn(*at, " \n");
        if (length == 0) return NULL;
        char *word = strndup(*at, length);
        *at += length;
        bool is_mark = false;
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) is_mark = is_mark || strcmp(word, marks[i]) == 0;
        if (!is_mark) return word;
        free(word);
    }
}

static void text_has_every_word_of_the_page(void **state)
{
    (void)state;
    const char *of_text = printed_text(&text), *of_page = printed_text(&page);
    int count = 0;
    for (;; count++) {
        char *one = next_word(&of_text), *other = next_word(&of_page);
        if (!one && !other) break;
        if (!one || !other || strcmp(one, other) != 0)
            fail_msg("word %d is '%s', and in the page '%s'", count, one ? one : "(none)", other ? other : "(none)");
        free(one);
        free(other);
    }
    assert_true(count > 3000);
}

/* Of a table only the last column is wrapped, and code is as it is. */
static void prose_keeps_to_the_width(void **state)
{
    (void)state;
    for (int width = 50; width < 200; width += 70) {
        struct printed narrow = {0};
        study_format_print(false, width, printed_to(&narrow));
        int longest = 0, codes = 0;
        bool code = false;
        for (const char *line = printed_text(&narrow); *line; line += strcspn(line, "\n") + 1) {
            char *kept = strndup(line, strcspn(line, "\n"));
            const int columns = terminal_columns(kept);
            const bool mark = strncmp(kept, "```", 3) == 0, table = *kept == ' ';
            if (mark) code = !code;
            if (!code && !mark && !table && columns > longest) longest = columns;
            codes += mark;
            free(kept);
        }
        assert_in_range(longest, width - 10, width);
        assert_int_equal(codes, 2);
        assert_non_null(strstr(printed_text(&narrow), "\n\n```python\nimport xarray"));
        printed_free(&narrow);
    }
}

/* The words of a row's last column begin in the column of those above; with the last one, the line ends. */
static void tables_are_within_two_blanks_and_the_width(void **state)
{
    (void)state;
    struct printed wide = {0};
    study_format_print(false, 300, printed_to(&wide));
    assert_non_null(strstr(printed_text(&wide), "\n\n  verdict             says\n  holds               the interval "));
    assert_non_null(strstr(printed_text(&wide), "\n\n  design      has\n  `grid`      "));
    const char *verdicts = strstr(printed_text(&text), "\n  verdict             says\n");
    assert_non_null(verdicts);
    verdicts += strlen("\n  verdict             says\n");
    const char *end = strstr(verdicts, "\n\n");
    assert_non_null(end);
    int lines = 0;
    for (const char *line = verdicts; line < end; line += strcspn(line, "\n") + 1, lines++)
        assert_in_range(strcspn(line, "\n"), 23, 90);
    assert_in_range(lines, VERDICT_COUNT, 4 * VERDICT_COUNT);
    printed_free(&wide);
}

static void assert_row(const char *first, const char *second, const char *end)
{
    char row[2048];
    snprintf(row, sizeof row, "| %s | %s%s |\n", first, second, end);
    if (times(printed_text(&page), row) != 1) fail_msg("not once in the page: %s", row);
}

static void verdicts_designs_and_distributions_are_all_there(void **state)
{
    (void)state;
    char quoted[64];
    for (int i = 1; i < VERDICT_COUNT; i++) assert_row(verdict_names[i], verdict_sentences[i], "");
    for (int i = 0; i < DESIGN_KINDS; i++) {
        snprintf(quoted, sizeof quoted, "`%s`", design_table[i].name);
        assert_row(quoted, design_table[i].sentence, design_table[i].sampled ? "; takes `samples`" : "");
    }
    for (int i = 0; i < DISTRIBUTION_KINDS; i++) {
        snprintf(quoted, sizeof quoted, "`%s`", distribution_table[i].name);
        assert_row(quoted, distribution_table[i].sentence, "");
    }
    assert_int_equal(times(printed_text(&page), "| verdict | says |\n|---|---|\n"), 1);
}

/* A key that an example explains is in no row of its own; every other is in one. */
static void every_key_is_in_one_row(void **state)
{
    (void)state;
    int explained = 0, listed = 0;
    for (int m = 0; m < STUDY_MAPPINGS; m++) {
        const struct study_mapping_info *mapping = &study_mapping_table[m];
        for (int k = 0; k < mapping->keys.count; k++) {
            const struct yaml_key *key = &mapping->keys.key[k];
            char row[2048];
            bool by_example = false;
            for (int i = 0; i < mapping->row_count; i++)
                by_example = by_example || strcmp(mapping->rows[i].sentence, key->sentence) == 0;
            snprintf(row, sizeof row, "\n| `%s: %s` | %s |\n", key->name, key->example, key->sentence);
            const bool there = strstr(printed_text(&page), row);
            if (by_example == there) fail_msg("%s in the page: %s", there ? "twice" : "not", row);
            explained += by_example;
            listed += there;
        }
    }
    assert_true(explained > 0 && listed > 50);
}

/* Each part begins with a line of its own behind an empty one, but for the first; its marks are those of Markdown. */
static void headings_stand_apart(void **state)
{
    (void)state;
    int headings = 0;
    for (int m = 0; m < STUDY_MAPPINGS; m++) {
        const char *heading = study_mapping_table[m].heading;
        char line[256];
        if (!*heading) {
            snprintf(line, sizeof line, "\n\nOf %s:\n\n", study_mapping_table[m].keys.what);
            assert_int_equal(times(printed_text(&text), line), 1);
            continue;
        }
        snprintf(line, sizeof line, m == 0 ? "%s\n\n" : "\n\n%s\n\n", heading);
        assert_int_equal(times(printed_text(&text), line), 1);
        snprintf(line, sizeof line, m == 0 ? "# %s\n\n" : "\n\n## %s\n\n", heading);
        assert_int_equal(times(printed_text(&page), line), 1);
        headings++;
    }
    assert_true(headings > 5);
    assert_int_equal(strncmp(printed_text(&text), study_mapping_table[0].heading, 10), 0);
    assert_null(strstr(printed_text(&text), "\n\n\n"));
    assert_null(strstr(printed_text(&text), "\n#"));
    assert_int_equal(times(printed_text(&page), "\n\n## Designs\n\n"), 1);
}

static void suffixes_follow_the_outcomes(void **state)
{
    (void)state;
    const char *outcomes = strstr(printed_text(&text), "\n\nOutcomes\n\n"),
               *suffixes = strstr(printed_text(&text), "\n\nThe suffixes are "),
               *series = strstr(printed_text(&text), "\n\nSeries\n\n");
    assert_true(outcomes && suffixes && series && outcomes < suffixes && suffixes < series);
    assert_null(strstr(suffixes + 3, "The suffixes are "));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_has_every_word_of_the_page),
        cmocka_unit_test(prose_keeps_to_the_width),
        cmocka_unit_test(tables_are_within_two_blanks_and_the_width),
        cmocka_unit_test(verdicts_designs_and_distributions_are_all_there),
        cmocka_unit_test(every_key_is_in_one_row),
        cmocka_unit_test(headings_stand_apart),
        cmocka_unit_test(suffixes_follow_the_outcomes),
    };
    return cmocka_run_group_tests(tests, print_both, let_go);
}
