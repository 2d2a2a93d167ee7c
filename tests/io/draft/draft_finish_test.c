/* What a draft becomes: names, numbers, units, and words for what was used, ignored and odd. */
#include "io/draft/draft.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "io/network/network_support.h"

static struct message message;

/* A node with up to three attributes and their values; or a tie, where `to` is given. */
struct piece {
    const char *id, *to, *attributes[3], *values[3];
};

/* What the scenario asks for, how agents are numbered, and how the network comes out: in words, then what is used, what
 * is ignored, and notes; or the complaint. */
struct example {
    struct piece pieces[6]; /* the last without an id */
    const char *unit, *weight;
    bool table; /* ties in a table, which declares nobody; agents are numbered by their ids */
    const char *words;
};

static enum status add(struct draft *draft, const struct piece *piece)
{
    int32_t node = 0;
    draft->line++;
    enum status status = piece->to ? draft_tie_begin(draft, piece->id, piece->to) : draft_node(draft, piece->id, &node);
    for (int i = 0; i < 3 && piece->attributes[i] && status == STATUS_OK; i++)
        status = piece->to ? draft_tie_value(draft, piece->attributes[i], piece->values[i])
                           : draft_node_value(draft, node, piece->attributes[i], piece->values[i]);
    return piece->to && status == STATUS_OK ? draft_tie_end(draft) : status;
}

static const char *outcome_of(const struct example *example)
{
    static char words[4096];
    struct edge_list list = {0};
    struct draft draft =
        draft_of("a.gml", example->unit ? example->unit : "", example->weight ? example->weight : "", &message);
    draft.nodes_declared = draft.in_order = !example->table;
    draft.node_path = "nodes.csv";
    for (const struct piece *piece = example->pieces; piece->id; piece++)
        if (add(&draft, piece) != STATUS_OK) fail_msg("%s", message.text);
    enum status status = draft_finish(&draft, &list);
    draft_free(&draft);
    if (status == STATUS_OK)
        snprintf(words, sizeof words, "%.2000s | %s | %s | %s", network_in_words(&list), list.words.used,
            list.words.ignored, list.words.notes);
    else
        snprintf(words, sizeof words, "%s", message.text);
    edge_list_free(&list);
    return words;
}

static void check_examples(const struct example *examples, size_t count)
{
    for (size_t i = 0; i < count; i++) assert_string_equal(outcome_of(&examples[i]), examples[i].words);
}

#define CHECK_EXAMPLES(examples) check_examples(examples, sizeof examples / sizeof *examples)
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

static void agents_are_numbered_as_declared_or_by_their_ids(void **state)
{
    (void)state;
    static const struct example examples[] = {{{{"b"}, {"a"}, {"a", "b"}}, .words = "b a: 1-0 |  |  | "},
        {{{"a", "b"}, {"b"}, {"a"}}, .words = "b a: 1-0 |  |  | "}, /* spoken of before they are declared */
        {{{"n10", "n9"}, {"b", "n10"}}, .table = true, .words = "b n9 n10: 2-1 0-2 |  |  | "},
        {{{0}}, .words = ": |  |  | "},
        {{{"a"}, {"a", "b"}}, .words = "a.gml:2: a tie names \"b\", which is no node of the file"},
        {{{"a", "b"}, {"a", "c"}, {"c"}}, .words = "a.gml:1: a tie names \"a\", which is no node of the file"}};
    CHECK_EXAMPLES(examples);
}

static void the_first_of_name_label_and_id_that_some_node_has_names_all(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {{{"1", NULL, {"label", "name"}, {"l1", "n1"}}, {"2", NULL, {"name"}, {"n2"}}},
            .words = "n1 n2: | name | label | "},
        {{{"1", NULL, {"id", "label"}, {"i1", "l1"}}, {"2", NULL, {"id"}, {"i2"}}},
            .words = "l1 2: | label | id | 1 node without \"label\" is called by the id"},
        {{{"1", NULL, {"ID"}, {"NA"}}, {"2"}, {"3", NULL, {"ID"}, {"x"}}},
            .words = "1 2 x: | ID |  | 2 nodes without \"ID\" are called by the id"}};
    CHECK_EXAMPLES(examples);
}

static void names_that_are_or_look_the_same_are_told(void **state)
{
    (void)state;
    static const struct example examples[] = {{{{"1", NULL, {"name"}, {"x"}}, {"2", NULL, {"name"}, {"x"}}},
                                                  .words = "x x: | name |  | several nodes are called \"x\""},
        {{{"1", NULL, {"name"}, {"x"}}, {"2", NULL, {"name"}, {"x"}}, {"3", NULL, {"name"}, {"y"}},
             {"4", NULL, {"name"}, {"y"}}},
            .words = "x x y y: | name |  | several nodes are called \"x\", and others too"},
        {{{"x y"}, {"x  y"}}, .words = "x y x  y: |  |  | \"x y\" and \"x  y\" differ in case, blanks or zeros "
                                       "alone and are two nodes"},
        {{{"1", NULL, {"unit"}, {"Sales"}}, {"2", NULL, {"unit"}, {"sales"}}},
            .words = "1@Sales 2@sales: | unit |  | \"Sales\" and \"sales\" differ in case, blanks or zeros alone "
                     "and are two units"},
        {{{"x"}, {"x "}}, .words = "x x : |  |  | \"x\" and \"x \" look the same and are two nodes"},
        {{{" x"}, {"x"}, {"x "}},
            .words = " x x x : |  |  | \" x\" and \"x\" look the same and are two nodes, and others too"},
        {{{"\xC3\xAB"}, {"e\xCC\x88"}},
            .words = "\xC3\xAB e\xCC\x88: |  |  | \"\xC3\xAB\" and \"e\xCC\x88\" look the same and are two nodes"},
        {{{"1"}, {"1.0"}, {"A.0"}, {"A"}}, .words = "1 1.0 A.0 A: |  |  | \"1\" and \"1.0\" differ in case, blanks or "
                                                    "zeros alone and are two nodes"},
        {{{"Anna"}, {"\xD0\x90nna"}}, /* of Cyrillic */
            .words = "Anna \xD0\x90nna: |  |  | \"Anna\" and \"\xD0\x90nna\" look the same and are two nodes"},
        {{{"\xC3\xAB"}, {"e"}}, .words = "\xC3\xAB e: |  |  | "}};
    CHECK_EXAMPLES(examples);
}

static void the_first_of_unit_department_and_group_that_some_node_has_is_the_unit_of_all(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {{{"a", NULL, {"group", "department"}, {"g", "d"}}, {"b", NULL, {"department"}, {"c"}}},
            .words = "a@d b@c: | department | group | "},
        {{{"a", NULL, {"unit"}, {"10"}}, {"b", NULL, {"unit"}, {"9"}}, {"c", NULL, {"unit"}, {"10"}}},
            .words = "a@10 b@9 c@10: | unit |  | "},
        {{{"a", NULL, {"unit", "office"}, {"u", "o"}}, {"b", NULL, {"office"}, {"p"}}}, .unit = "Office",
            .words = "a@o b@p: | office | unit | "},
        {{{"a", NULL, {"unit"}, {"u"}}}, .unit = "office", .words = "a.gml: the nodes have no attribute \"office\""},
        {{{"a", NULL, {"unit"}, {"u"}}, {"b"}}, .words = "nodes.csv:2: the node \"b\" has no \"unit\""},
        {{{"a", NULL, {"unit"}, {"u"}}, {"b", NULL, {"unit"}, {""}}},
            .words = "nodes.csv:2: the node \"b\" has no \"unit\""},
        {{{"a", NULL, {"unit"}, {"null"}}, {"b", NULL, {"unit"}, {"u"}}},
            .words = "nodes.csv:1: the \"unit\" of the node \"a\" is null, which stands for a missing value"}};
    CHECK_EXAMPLES(examples);
}

static void who_is_outside_of_groups_is_a_unit_too(void **state)
{
    (void)state;
    struct edge_list list = {0};
    struct draft draft = draft_of("a.graphml", "", "", &message);
    int32_t node;
    draft.nodes_declared = draft.in_order = true;
    assert_int_equal(draft_numbered(&draft, 3), STATUS_OK);
    node = 1;
    assert_int_equal(draft_node_role(&draft, node, ROLE_WITHIN, "groups", "Sales"), STATUS_OK);
    assert_int_equal(draft_finish(&draft, &list), STATUS_OK);
    assert_string_equal(network_in_words(&list), "1@(no group) 2@Sales 3@(no group):");
    assert_string_equal(list.words.notes, "2 outside of groups are the unit (no group)");
    draft_free(&draft);
    edge_list_free(&list);
}

static void weights_that_are_asked_for_must_be_there(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {{{"a"}, {"a", "a", {"mails"}, {"3"}}}, .weight = "mails", .words = "a: 0-0*3 | mails |  | "},
        {{{"a"}, {"a", "a", {"mails"}, {"3"}}}, .words = "a: 0-0 |  | mails | "},
        {{{"a"}, {"a", "a"}}, .weight = "mails", .words = "a.gml: the ties have no attribute \"mails\""}};
    CHECK_EXAMPLES(examples);
}

static void a_word_of_nodes_and_of_ties_is_used_and_ignored_each_for_itself(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {{{"a", NULL, {"weight"}, {"80"}}, {"a", "a", {"weight"}, {"3"}}}, .words = "a: 0-0*3 | weight | weight | "},
        {{{"a", NULL, {"label"}, {"x"}}, {"a", "a", {"label"}, {"y"}}}, .words = "x: 0-0 | label | label | "},
        {{{"a", NULL, {"age"}, {"40"}}, {"b", NULL, {"age"}, {"41"}}}, .words = "a b: |  | age | "}};
    CHECK_EXAMPLES(examples);
}

static void two_modes_are_refused_where_nodes_say_so_and_told_where_ties_look_so(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {{{"a", NULL, {"bipartite"}, {"0"}}, {"b", NULL, {"bipartite"}, {"1"}}, {"a", "b"}},
            .words =
                "a.gml: every tie is between nodes of two kinds (\"bipartite\"), a network of two modes: ties must "
                "be between people"},
        {{{"a", NULL, {"bipartite"}, {"0"}}, {"b", NULL, {"bipartite"}, {"1"}}, {"a", "b"}, {"b", "b"}},
            .words = "a b: 0-1 1-1 |  | bipartite | "},
        {{{"a", NULL, {"bipartite"}, {"0"}}}, .words = "a: |  | bipartite | "},
        {{{"a", "x"}, {"b", "y"}}, .table = true,
            .words = "a b x y: 0-2 1-3 |  |  | nobody is at both ends of ties: two modes?"},
        {{{"a", "x"}, {"a", "y"}}, .table = true, .words = "a x y: 0-1 0-2 |  |  | "}, /* stars */
        {{{"a", "x"}, {"b", "x"}}, .table = true, .words = "a b x: 0-2 1-2 |  |  | "},
        {{{"a", "x"}, {"b", "y"}, {"y", "b"}}, .table = true, .words = "a b x y: 0-2 1-3 3-1 |  |  | "},
        {{{"a"}, {"x"}, {"b"}, {"y"}, {"a", "x"}}, .words = "a x b y: 0-1 |  |  | "}};
    CHECK_EXAMPLES(examples);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agents_are_numbered_as_declared_or_by_their_ids),
        cmocka_unit_test(the_first_of_name_label_and_id_that_some_node_has_names_all),
        cmocka_unit_test(names_that_are_or_look_the_same_are_told),
        cmocka_unit_test(the_first_of_unit_department_and_group_that_some_node_has_is_the_unit_of_all),
        cmocka_unit_test(who_is_outside_of_groups_is_a_unit_too),
        cmocka_unit_test(weights_that_are_asked_for_must_be_there),
        cmocka_unit_test(a_word_of_nodes_and_of_ties_is_used_and_ignored_each_for_itself),
        cmocka_unit_test(two_modes_are_refused_where_nodes_say_so_and_told_where_ties_look_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
