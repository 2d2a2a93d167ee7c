/* The trace as JSON: each adoption and each practice that belongs to it once, whole, and none that does not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <string.h>

#include "io/lineage/small_lineage.h"

typedef enum status json_of(const struct lineage *lineage, int32_t number, FILE *file);

static const char *written(json_of *write, const struct lineage *lineage, int32_t number)
{
    static char text[8192];
    FILE *file = fmemopen(text, sizeof text, "w");
    assert_non_null(file);
    assert_int_equal(write(lineage, number, file), STATUS_OK);
    fclose(file);
    return text;
}

/* Which rows a text has: the numbers behind `word` at the beginning of its lines. */
static const char *numbers_of(const char *text, const char *word)
{
    static char numbers[128];
    char before[32];
    snprintf(before, sizeof before, "\n    {\"%s\": ", word);
    numbers[0] = '\0';
    for (const char *at = text; (at = strstr(at, before));) {
        at += strlen(before);
        sprintf(numbers + strlen(numbers), "%d ", atoi(at));
    }
    return numbers;
}

static void what_it_goes_back_to_is_there_and_nothing_else(void **state)
{
    (void)state;
    const struct lineage lineage = small_lineage();
    static const struct {
        json_of *write;
        int32_t number;
        const char *adoptions, *practices;
    } cases[] = {{trace_practice_json, 0, "0 1 3 ", "0 "}, {trace_practice_json, 1, "0 2 4 5 6 ", "0 1 2 "},
        {trace_practice_json, 2, "4 ", "0 1 2 "}, {trace_agent_json, 0, "0 2 ", "0 1 "},
        {trace_agent_json, 1, "0 1 2 4 5 ", "0 1 2 "}, {trace_agent_json, 2, "0 1 2 3 4 5 6 ", "0 1 2 "},
        {trace_agent_json, 3, "4 ", "0 1 2 "}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *text = written(cases[i].write, &lineage, cases[i].number);
        char begin[64];
        snprintf(begin, sizeof begin, "{\n  \"%s\": %d,\n  \"adoptions\": [\n",
            cases[i].write == trace_practice_json ? "practice" : "agent", cases[i].number);
        assert_true(strncmp(text, begin, strlen(begin)) == 0);
        assert_string_equal(numbers_of(text, "adoption"), cases[i].adoptions);
        assert_string_equal(numbers_of(text, "practice"), cases[i].practices);
    }
}

static void a_row_is_whole(void **state)
{
    (void)state;
    const struct lineage lineage = small_lineage();
    static const char *const rows[] = {
        "\n    {\"adoption\": 1, \"agent\": 1, \"label\": \"bob\", \"practice\": 0, \"domain\": 0, \"step\": 1, "
        "\"channel\": \"word_of_mouth\", \"project\": -1, \"dropped\": 9, "
        "\"sources\": [{\"agent\": 0, \"adoption\": 0, \"weight\": 1}]},\n",
        "\n    {\"adoption\": 4, \"agent\": 3, \"label\": \"dee\", \"practice\": 2, \"domain\": 0, \"step\": 5, "
        "\"channel\": \"project\", \"project\": 8, \"sources\": []},\n",
        "\"sources\": [{\"agent\": 0, \"adoption\": 2, \"weight\": 0.5}, {\"agent\": 3, \"adoption\": 4, \"weight\": "
        "0.5}]}",
        "\n    {\"practice\": 0, \"name\": \"letters, \\\"by post\\\"\", \"domain\": 0, \"quality\": 0.5, \"step\": 0, "
        "\"project\": -1, \"parents\": []},\n",
        "\n    {\"practice\": 2, \"domain\": 0, \"quality\": 1, \"step\": 5, \"project\": 8, \"parents\": [0, 1]}\n  "
        "]\n}\n"};
    const char *text = written(trace_agent_json, &lineage, 1);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (!strstr(text, rows[i])) fail_msg("%s\nis not in\n%s", rows[i], text);
}

/* A weight and a quality come back to the bit. */
static void numbers_are_exact(void **state)
{
    (void)state;
    struct lineage lineage = small_lineage();
    struct practice_row exact[3];
    memcpy(exact, practices, sizeof exact);
    exact[2].quality = 0.1 + 0.2;
    lineage.practice = exact;
    const char *text = written(trace_agent_json, &lineage, 3);
    const char *quality = strstr(strstr(text, "{\"practice\": 2"), "\"quality\": ");
    assert_true(strtod(quality + strlen("\"quality\": "), NULL) == 0.1 + 0.2);
    text = written(trace_practice_json, &lineage, 1);
    assert_true(strtod(strstr(text, "\"weight\": 0.9") + strlen("\"weight\": "), NULL) == 0.9);
}

static void what_nobody_took_up_is_empty_lists(void **state)
{
    (void)state;
    struct lineage lineage = small_lineage();
    lineage.adoption_count = 4;
    const char *text = written(trace_agent_json, &lineage, 3);
    assert_string_equal(text, "{\n  \"agent\": 3,\n  \"adoptions\": [\n  ],\n  \"practices\": [\n  ]\n}\n");
    text = written(trace_practice_json, &lineage, 2); /* but for the practice itself, and what it was made from */
    assert_string_equal(numbers_of(text, "adoption"), "");
    assert_string_equal(numbers_of(text, "practice"), "0 1 2 ");
}

static void who_has_no_label_gets_none(void **state)
{
    (void)state;
    struct lineage lineage = small_lineage();
    lineage.agents.count = lineage.practices.count = 0;
    const char *text = written(trace_practice_json, &lineage, 1);
    assert_null(strstr(text, "\"label\""));
    assert_null(strstr(text, "\"name\""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_it_goes_back_to_is_there_and_nothing_else),
        cmocka_unit_test(a_row_is_whole),
        cmocka_unit_test(numbers_are_exact),
        cmocka_unit_test(what_nobody_took_up_is_empty_lists),
        cmocka_unit_test(who_has_no_label_gets_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
