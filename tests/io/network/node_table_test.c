/* Tables of people: who there is, in which unit and like what; columns by their names, and faults by their lines. */
#include "io/network/node_table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "io/network/network_support.h"

static char path[] = "/tmp/selforg-nodes-XXXXXX";

static int make_file(void **state)
{
    (void)state;
    int file = mkstemp(path);
    return file >= 0 ? close(file) : -1;
}

static int remove_file(void **state)
{
    (void)state;
    return remove(path);
}

/* What the scenario asks for of a table, and what comes of it: people, used, ignored; or the complaint, from its line.
 */
struct example {
    const char *text, *unit, *opinion, *outcome;
};

static const char *outcome_of(const struct example *example)
{
    static char words[4096];
    struct edge_list list = {0};
    struct message message = {""};
    struct draft draft = draft_of("edges.csv", example->unit, "", &message);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(example->text, file);
    fclose(file);
    for (int trait = 0; trait < TRAIT_COUNT; trait++) draft.trait[trait] = "";
    draft.trait[TRAIT_opinion] = example->opinion;
    enum status status = node_table_read(&draft, path);
    /* what comes next is about that file again; a complaint was about this one */
    assert_string_equal(draft.path, status == STATUS_OK ? "edges.csv" : path);
    if (status == STATUS_OK) status = draft_finish(&draft, &list);
    draft_free(&draft);
    if (status == STATUS_OK) {
        snprintf(words, sizeof words, "%.1000s", network_in_words(&list));
        for (int i = 0; list.trait[TRAIT_opinion] && i < list.agent_count; i++)
            sprintf(words + strlen(words), " %g", fabs(list.trait[TRAIT_opinion][i]));
        sprintf(words + strlen(words), " | %s | %s", list.words.used, list.words.ignored);
    } else {
        const char *behind = strstr(message.text, path);
        snprintf(words, sizeof words, "%.2000s", behind ? behind + strlen(path) + 1 : message.text);
    }
    edge_list_free(&list);
    return words;
}

static void check_examples(const struct example *examples, size_t count)
{
    for (size_t i = 0; i < count; i++) assert_string_equal(outcome_of(&examples[i]), examples[i].outcome);
}

#define CHECK_EXAMPLES(examples) check_examples(examples, sizeof examples / sizeof *examples)

static void the_id_is_the_first_of_node_id_and_name(void **state)
{
    (void)state;
    static const struct example examples[] = {{"name,ID,Node\nx,1,b\ny,2,a\n", "", "", "a b: | Node | name, ID"},
        {"name,id\nx,2\ny,1\n", "", "", "1 2: | id | name"}, {"NAME\ny\nx\n", "", "", "x y: | NAME | "},
        {"node\n", "", "", ": | node | "},
        {"person,age\nx,3\n", "", "",
            "1: there is no column \"node\" (or id, or name); the header begins with \"person\""},
        {"id,ID\n1,2\n", "", "", "1:2: the column \"id\" is there twice"},
        {"node,age\na,1\n,2\n", "", "", "3:1: the column \"node\" is empty"},
        {"node\nb\na\nb\n", "", "", "4:1: the node \"b\" is there already, in line 2"},
        {"node\nNA\n", "", "", "2:1: the id of a node is NA, which stands for a missing value"},
        {"node,age\na\n", "", "", "2: the header has 2 fields, this record 1 (they are separated by commas)"}};
    CHECK_EXAMPLES(examples);
}

static void the_unit_is_what_is_asked_for_or_the_first_of_unit_department_and_group(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"node,group,Department,unit\na,1,2,3\n", "", "", "a@3: | node, unit | group, Department"},
        {"node,group,Department\na,1,2\n", "", "", "a@2: | node, Department | group"},
        {"node,GROUP\na,1\n", "", "", "a@1: | node, GROUP | "},
        {"node,unit,Office\na,1,2\n", "office", "", "a@2: | node, Office | unit"},
        {"node,unit\na,1\n", "node", "", "a@a: | node | unit"},
        {"node,unit\na,1\n", "office", "", "1: there is no column \"office\""},
        {"node,office,Office\na,1,2\n", "office", "", "1:3: the column \"office\" is there twice"},
        {"node,unit,unit\na,1,2\n", "", "", "1:3: the column \"unit\" is there twice"},
        {"node,unit\na,1\nb,\n", "", "", "3:2: the column \"unit\" is empty"},
        {"node,unit\na,1\nb,NA\n", "", "",
            "3: the \"unit\" of the node \"b\" is NA, which stands for a missing value"}};
    CHECK_EXAMPLES(examples);
}

static void traits_have_the_columns_that_are_asked_for(void **state)
{
    (void)state;
    static const struct example examples[] = {{"node,View\nb,0.5\na,1\n", "", "view", "a b: 1 0.5 | node, View | "},
        {"node,view\na,\nb,0.5\n", "", "view", "a b: nan 0.5 | node, view | "},
        {"node;view\na;0,5\n", "", "view", "a: 0.5 | node, view | "},
        {"node,unit,view\na,0.5,x\n", "", "unit", "a@0.5: 0.5 | node, unit | view"},
        {"node,view\na,x\n", "", "view", "2:2: view: \"x\" is no number from 0 to 1 (network.opinion_column)"},
        {"node,view\na,1.5\n", "", "view", "2:2: view: \"1.5\" is no number from 0 to 1 (network.opinion_column)"},
        {"node,view\na,\n", "", "view", "nobody has a \"view\" (network.opinion_column)"},
        {"node,views\na,1\n", "", "view", "1: there is no column \"view\"; did you mean 'views'?"},
        {"node,x\na,1\n", "", "opinion", "1: there is no column \"opinion\""},
        {"node,view,VIEW\na,1,1\n", "", "view", "1:3: the column \"view\" is there twice"}};
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
        if (!strstr(outcome_of(&examples[i]), examples[i].outcome))
            fail_msg("\"%s\" is not \"%s\"", outcome_of(&examples[i]), examples[i].outcome);
}

/* As R writes the numbers of rows, beyond what any trait may be. */
static void a_column_without_a_name_is_ignored(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"\"\",\"node\",\"unit\"\n\"1\",\"a\",\"x\"\n\"2\",\"b\",\"x\"\n", "", "", "a@x b@x: | node, unit | (unnamed)"},
        {",node,view\nx,a,0.5\n", "", "view", "a: 0.5 | node, view | (unnamed)"}};
    CHECK_EXAMPLES(examples);
}

static void a_column_is_found_in_capitals_or_not_and_once(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        int64_t column; /* -2: it is refused */
    } cases[] = {{"a", 0}, {"A", 0}, {"c", 2}, {"d", -1}, {"", -1}, {"b", -2}, {"B", -2}};
    struct message message;
    struct draft draft = draft_of("n.csv", "", "", &message);
    struct csv csv;
    assert_int_equal(csv_open_text(&csv, "n.csv", "a,b,C,B\n", &message), STATUS_OK);
    draft.line = 1;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t column = -3;
        enum status status = table_column(&draft, &csv, cases[i].name, &column);
        assert_int_equal(status, cases[i].column == -2 ? STATUS_INPUT : STATUS_OK);
        if (status == STATUS_OK) assert_int_equal(column, cases[i].column);
        if (status != STATUS_OK) assert_non_null(strstr(message.text, "n.csv:1:"));
    }
    csv_close(&csv);
    draft_free(&draft);
}

static void a_table_that_is_not_there_is_told(void **state)
{
    (void)state;
    struct message message = {""};
    struct draft draft = draft_of("edges.csv", "", "", &message);
    assert_int_equal(node_table_read(&draft, "/nowhere/nodes.csv"), STATUS_INPUT);
    assert_non_null(strstr(message.text, "/nowhere/nodes.csv: No such file"));
    draft_free(&draft);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_id_is_the_first_of_node_id_and_name),
        cmocka_unit_test(the_unit_is_what_is_asked_for_or_the_first_of_unit_department_and_group),
        cmocka_unit_test(traits_have_the_columns_that_are_asked_for),
        cmocka_unit_test(a_column_without_a_name_is_ignored),
        cmocka_unit_test(a_column_is_found_in_capitals_or_not_and_once),
        cmocka_unit_test(a_table_that_is_not_there_is_told),
    };
    return cmocka_run_group_tests(tests, make_file, remove_file);
}
