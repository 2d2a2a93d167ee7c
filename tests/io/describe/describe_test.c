/* The parameter table in words: everything is there, and a full disk is told. */
#include "io/describe/describe.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "scenario/parameters.h"

static enum status describe_as_text(FILE *file)
{
    return describe_parameters(file, DESCRIBE_TEXT, NULL, NULL);
}

static enum status describe_as_markdown(FILE *file)
{
    return describe_parameters(file, DESCRIBE_MARKDOWN, NULL, NULL);
}

static enum status describe_as_schema(FILE *file)
{
    describe_schema(file);
    return STATUS_OK;
}

static enum status (*const describers[])(FILE *) = {describe_as_text, describe_as_markdown, describe_as_schema};
enum { DESCRIBER_COUNT = sizeof describers / sizeof describers[0] };

/* What the function writes, for the caller to free. */
static char *written(enum status (*describe)(FILE *))
{
    FILE *file = tmpfile();
    assert_non_null(file);
    assert_int_equal(describe(file), STATUS_OK);
    size_t size = (size_t)ftell(file);
    char *text = malloc(size + 1);
    assert_non_null(text);
    rewind(file);
    assert_int_equal(fread(text, 1, size, file), size);
    text[size] = '\0';
    fclose(file);
    return text;
}

static void everything_in_the_table_is_described(void **state)
{
    (void)state;
    for (int k = 0; k < DESCRIBER_COUNT; k++) {
        char *text = written(describers[k]);
        for (int i = 0; i < SECTION_TOTAL; i++) assert_non_null(strstr(text, section_table[i].doc));
        for (int i = 0; i < PARAMETER_TOTAL; i++) {
            assert_non_null(strstr(text, parameter_table[i].name));
            assert_non_null(strstr(text, parameter_table[i].doc));
            for (int choice = 0; choice < parameter_table[i].choice_count; choice++)
                assert_non_null(strstr(text, parameter_table[i].choices[choice].sentence));
        }
        free(text);
    }
}

/* In Markdown every parameter is one row of four cells. */
static void every_parameter_is_a_row_of_a_table(void **state)
{
    (void)state;
    char *text = written(describe_as_markdown);
    for (int i = 0; i < PARAMETER_TOTAL; i++) {
        char begin[2 * PARAMETER_PATH];
        snprintf(begin, sizeof begin, "\n| `%s` | ", parameter_path(&parameter_table[i]).text);
        const char *row = strstr(text, begin);
        assert_non_null(row);
        int bars = 0;
        for (const char *at = row + 1; *at != '\n'; at++) bars += *at == '|' && at[-1] != '\\';
        assert_int_equal(bars, 5);
    }
    free(text);
}

/* In text the sentences stand in one column. */
static void lines_are_aligned_and_clean(void **state)
{
    (void)state;
    char *text = written(describe_as_text);
    const char *first = strstr(text, "What the scenario is called."), *line = first;
    while (line > text && line[-1] != '\n') line--;
    for (int i = 0; i < PARAMETER_TOTAL; i++) {
        const char *doc = strstr(text, parameter_table[i].doc), *begin = doc;
        while (begin > text && begin[-1] != '\n') begin--;
        assert_int_equal(doc - begin, first - line);
    }
    assert_null(strstr(text, " \n"));
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_in_the_table_is_described),
        cmocka_unit_test(every_parameter_is_a_row_of_a_table),
        cmocka_unit_test(lines_are_aligned_and_clean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
