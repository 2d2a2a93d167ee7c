/* A text with what its tables say in the place of their names asks for no file, and says all else as it did. */
#include "io/scenario/tables.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "io/scenario/scenario_texts.h"

static char folder[] = "/tmp/selforg-tables-XXXXXX", beside[64];

/* A table of every kind, and the key that takes it. */
static const struct {
    const char *name, *text, *key;
} tables[] = {{"m.csv", "a,b\n1,1\n0,1\n", "landscape.matrix"},
    {"items.csv", "item,quality,parts\na:,0.5,\n#x,0.25,\ny\\,0.75,a: #x\n", "landscape.items"},
    {"weekly.csv", "step,debrief.depth\n5,0.5\n9,0.25\n", "interventions"},
    {"teams.csv", "step,size\n1,2\n3,4\n", "opportunities.arrivals"},
    {"sizes.csv", "size,teams\n2,1\n3,4.5\n", "team.sizes"}};

enum { TABLE_COUNT = sizeof tables / sizeof *tables };

static const char *path_of(const char *name)
{
    static char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static int make_folder(void **state)
{
    (void)state;
    if (!mkdtemp(folder)) return -1;
    snprintf(beside, sizeof beside, "%s/s.yaml", folder);
    for (int i = 0; i < TABLE_COUNT; i++) {
        FILE *file = fopen(path_of(tables[i].name), "wb");
        if (!file || fputs(tables[i].text, file) < 0 || fclose(file) != 0) return -1;
    }
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    for (int i = 0; i < TABLE_COUNT; i++) remove(path_of(tables[i].name));
    return rmdir(folder);
}

/* What the text becomes; to be freed. */
static char *inlined(const char *text)
{
    struct message message = {""};
    char *copy = strdup(text);
    assert_non_null(copy);
    if (tables_inline(beside, &copy, &message) != STATUS_OK) fail_msg("%s", message.text);
    return copy;
}

static void what_a_table_says_takes_the_place_of_its_name(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"# m.csv\nlandscape: {kind: nk, matrix: m.csv, bits: 2} # m.csv\n",
            "# m.csv\nlandscape: {kind: nk, matrix: 11 01, bits: 2} # m.csv\n"},
        {"title: m.csv\nlandscape:\n  matrix: 'm.csv'\n", "title: m.csv\nlandscape:\n  matrix: 11 01\n"},
        {"title: \"\xC3\xBC\"\nset: {landscape.matrix: \"m.csv\"}\n",
            "title: \"\xC3\xBC\"\nset: {landscape.matrix: 11 01}\n"},
        {"conditions: {\xC3\xBC: {landscape: {matrix: m.csv}}, b: {landscape.matrix: 10 01}}\n",
            "conditions: {\xC3\xBC: {landscape: {matrix: 11 01}}, b: {landscape.matrix: 10 01}}\n"},
        {"vary: {landscape.matrix: [10 01, m.csv, m.csv]}\r\nreplicates: 2\r\n",
            "vary: {landscape.matrix: [10 01, 11 01, 11 01]}\r\nreplicates: 2\r\n"},
        {"network: {edges: m.csv}\nmatrix: m.csv\n", "network: {edges: m.csv}\nmatrix: m.csv\n"},
        {"landscape: {matrix: m.csv}", "landscape: {matrix: 11 01}"}, /* no line ends it */
        {"\xEF\xBB\xBFlandscape: {matrix: m.csv}\n", "\xEF\xBB\xBFlandscape: {matrix: 11 01}\n"},
        {"title: a\rlandscape:\r  matrix: \"m.csv\"\r", "title: a\rlandscape:\r  matrix: 11 01\r"},
        {"title: a # \xE2\x80\xA8landscape: {matrix: m.csv}\n", "title: a # \xE2\x80\xA8landscape: {matrix: 11 01}\n"},
        {"title: |\r\n  \xC3\xBC\r\n  m.csv\r\nlandscape: {matrix: m.csv}\r\n",
            "title: |\r\n  \xC3\xBC\r\n  m.csv\r\nlandscape: {matrix: 11 01}\r\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *text = inlined(cases[i][0]);
        assert_string_equal(text, cases[i][1]);
        free(text);
    }
}

static void what_cannot_be_replaced_is_refused_with_its_place(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"landscape: {matrix: n.csv}\n", ":1:21: landscape.matrix: "},
        {"landscape:\n  matrix: \"m\\u002Ecsv\"\n", ":2:11: the name of a table is to stand on one line, as it is"},
        {"landscape:\n  matrix: |\n    m.csv\n", ":2:11: the name of a table is to stand on one line, as it is"},
        {"landscape:\n  matrix: 'it''s.csv'\n", ":2:11: landscape.matrix: "},
        {"landscape: {matrix: [m.csv, 'n.csv']}\n", ":1:29: landscape.matrix: "},
        {"landscape: [matrix\n", ":2:1: "},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct message message = {""};
        char *text = strdup(cases[i][0]);
        assert_int_equal(tables_inline(beside, &text, &message), STATUS_INPUT);
        assert_string_equal(text, cases[i][0]);
        if (!strstr(message.text, cases[i][1])) fail_msg("\"%s\" does not say \"%s\"", message.text, cases[i][1]);
        free(text);
    }
}

/* Whatever a table holds, the text with it sets the parameter to the same as the table itself. */
static void what_stands_in_the_place_is_read_as_the_same_value(void **state)
{
    (void)state;
    for (int i = 0; i < TABLE_COUNT; i++) {
        const struct parameter *parameter = parameter_find(tables[i].key);
        struct scenario taken = scenario_default;
        struct message message = {""};
        char text[256], section[64];
        snprintf(section, sizeof section, "%s", tables[i].key);
        char *point = strchr(section, '.');
        if (point) *point = '\0';
        snprintf(text, sizeof text, "selforg: 2\n%s: %s%s%s%s%s\n", section, point ? "{" : "", point ? point + 1 : "",
            point ? ": " : "", tables[i].name, point ? "}" : "");
        if (table_take(&taken, parameter, tables[i].name, beside, &message) != STATUS_OK) fail_msg("%s", message.text);
        char *whole = inlined(text), *expected = parameter_text(&taken, parameter);
        struct read read = read_text(whole);
        if (read.status != STATUS_OK) fail_msg("%s: %s", whole, read.message.text);
        char *value = parameter_text(&read.scenario, parameter);
        assert_null(strstr(whole, ".csv"));
        assert_string_equal(value, expected);
        free(whole);
        free(expected);
        free(value);
    }
}

static void a_text_that_names_a_file_is_found_out(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool uses;
    } cases[] = {{"landscape: {matrix: m.csv}\n", true}, {"vary: {landscape.matrix: [10 01, ./m.csv]}\n", true},
        {"set: {landscape: {matrix: items.csv}}\n", false}, {"landscape: {matrix: n.csv}\n", false},
        {"title: m.csv\nnetwork: {edges: m.csv}\n", false}, {"landscape: {matrix: 11 01}\n", false}, {"", false},
        {"landscape: {matrix: m.csv\n", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (tables_use(beside, cases[i].text, path_of("m.csv")) != cases[i].uses) fail_msg("%s", cases[i].text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_table_says_takes_the_place_of_its_name),
        cmocka_unit_test(what_cannot_be_replaced_is_refused_with_its_place),
        cmocka_unit_test(what_stands_in_the_place_is_read_as_the_same_value),
        cmocka_unit_test(a_text_that_names_a_file_is_found_out),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
