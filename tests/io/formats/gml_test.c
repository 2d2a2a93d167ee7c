/* Small networks in GML, good and bad: each arrives as it is, or is refused with its line and the reason. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>

#include "io/network/network_readings.h"

/* Most readings leave the parameters as they are. */
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

static void gml_is_read(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"a.gml",
            "\xEF\xBB\xBFgraph [ directed 0\r\n node [ id 1 label \"a\" ]\r\n node [ id 2 ]\r\n edge [ source 1 target "
            "2 ] ]\r\n",
            "a 2: 0-1", "called by the id"},
        {"a.gml",
            "graph [ node [ id 0 label \"Zo&#235; &quot;Z&quot;\" Unit \"IT\" ] node [ id 1 label \"&Aring;se & Co\" "
            "Unit \"HR\" ]\nedge [ source 0 target 1 Weight 2 ] ]",
            "Zo\xC3\xAB \"Z\"@IT \xC3\x85se & Co@HR: 0-1*2", "used: label, Unit, Weight"},
        {"a.gml",
            "# a remark\ngraph [ directed 1 node [ id 3 graphics [ x 1.5 fill \"#F00\" ] ] node [ id 4 label 12 "
            "]\nedge [ target 3 source 4 value 2 ] ]",
            "3 12: 1>0", "used: label; ignored: graphics, value"},
        {"a.gml", "graph [ node [ id 3 ] node [ id 4 ] edge [ source 4 target 3 value 2 ] ]", "3 4: 0-1*2",
            "used: value", {.weight = "value"}},
        {"a.gml", "graph [\n node [ id \"n1\" ] ]", NULL, "a.gml:2: the value of \"id\" is \"n1\""},
        {"a.gml", "graph [\n Creator Gephi\n]", NULL, "a.gml:2: the value of \"Creator\" is Gephi"},
        {"a.gml", "graph [ node [ id 1 ]\nnode [ id 1 ] ]", NULL,
            "a.gml:2: the node \"1\" is there already, in line 1"},
        {"a.gml", "graph [ node [ label \"x\" ] ]", NULL, "a.gml:1: a node without an id"},
        {"a.gml", "graph [ node [ id 1 ]\nedge [ source 1 target 2 ] ]", NULL, "a.gml:2: a tie names \"2\""},
        {"a.gml", "graph [ node [ id 1 ] ]\ngraph [ node [ id 2 ] ]", NULL, "a.gml:2: a second graph"},
        {"a.gml", "graph [ node [ id 1\nisGroup 1 ] ]", NULL, "is a group of yEd"},
        {"a.gml", "graph [ node [ id 1 ] edge [ source 1 target 1\n", NULL, "a.gml:2: the file ends within a list"},
        {"a.gml", "graph [ node [ id 1 ] ]\n]", NULL, "a.gml:2: a bracket that closes no list"},
        {"a.gml", "graph [ node [ id 1 label \"Zo\n", NULL, "the text of \"label\" has no closing quote"},
        {"a.gml", "Creator \"me\"\n", NULL, "there is no graph in it"},
        {"a.gml", "graph [ node [ id 1 label \"x\xEB\" ] ]", NULL, "a.gml:1: the byte 0xEB is not UTF-8"},
        {"a.gml", "graph [ node [ id 1 name \"&#27;[2J\" ] ]", NULL, "\"name\" has the character U+001B"},
        {"a.gml", "graph [ node [ id 1 label \"a\" label \"b\" ] ]", NULL, "the node \"1\" has \"label\" twice"},
    };
    CHECK_ALL(readings);
}

static void what_a_list_holds_comes_in_any_order_and_in_capitals_or_not(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"a.gml", "GRAPH [ edge [ Weight 2 target 2 source 1 ] Node [ LABEL \"a\" ID 1 ] node [ id 2 ] Directed 1 ]",
            "a 2: 0>1*2", "directed, weighted"},
        {"a.gml", "Version 1 meta [ graph [ node [ id 9 ] ] ] graph[node[id 1]node[id 2]edge[source 1 target 2]]",
            "1 2: 0-1", "used: nothing; ignored: nothing"},
        {"a.gml", "graph [ node [ id 1 x nan y -INF z 1e3 ] node [ id -2 ] edge [ source 1 target -2 ] ]", "1 -2: 0-1",
            "ignored: x, y, z"},
        {"a.gml", "graph [ node [ id 1 isGroup 0 ] node [ id 2 ] edge [ source 1 target 2 ] ]", "1 2: 0-1",
            "ignored: isGroup"},
        {"a.gml",
            "graph [ # ] \" [\n node [ id 1 label \"# a\" ] # node [ id 1 ]\r\n node [ id 2#\n ] "
            "edge [ source 1 target 2 ] ]#",
            "# a 2: 0-1", "2 nodes"},
    };
    CHECK_ALL(readings);
}

static void what_is_no_gml_is_refused_with_its_line(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"a.gml", "graph 1", NULL, "a.gml:1: there is no graph in it"},
        {"a.gml", "\n\ngraph [ 1key 3 ]", NULL, "a.gml:3: here must be the name of a key, not \"1key 3 ]\""},
        {"a.gml", "graph [\n\"key\" 3 ]", NULL, "a.gml:2: here must be the name of a key"},
        {"a.gml", "graph [ node [ id ] ]", NULL, "the value of \"id\" is missing"},
        {"a.gml", "graph [ version 1.2.3 ]", NULL, "the value of \"version\" is 1.2.3: it must be a number"},
        {"a.gml", "graph [ node [ id 1 x infinite ] ]", NULL, "the value of \"x\" is infinite"},
        {"a.gml", "graph [ note \"one\ntwo\r\nthree\rfour\" node [ id 1 ]\nnode [ id 1 ] ]", NULL,
            "a.gml:5: the node \"1\" is there already, in line 4"},
        {"a.gml", "graph [\r node [ id 1 ]\r node [ id 1 ] ]", NULL,
            "a.gml:3: the node \"1\" is there already, in line 2"},
        {"a.gml", "graph [ node [ id 1 ] x [ y [\n", NULL, "a.gml:2: the file ends within a list"},
    };
    CHECK_ALL(readings);
}

/* Nothing need part a bracket, a quote or a remark from what is beside it. */
static void values_end_where_the_next_thing_begins(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"a.gml", "x\"a\"graph[node[id 1 label\"a\"]node[id 2 label\"b\"]edge[source 1 target 2 value\"x\"]]",
            "a b: 0-1", "used: label; ignored: value"},
        {"a.gml", "graph [ node [ id 1 label \"a\"note 3] node [ id 2 label \"\"] edge [ source 1 target 2]]",
            "a 2: 0-1", "ignored: note; 1 node without \"label\" is called by the id"},
        {"a.gml", "\x1F\x8B\x08x", NULL, "a.gml: this is compressed (gzip): unpack it"},
        {"a.gml", "PK\x03\x04x", NULL,
            "a.gml: this is packed (zip), as spreadsheets of Excel and LibreOffice are: save"},
        {"a.gml", "graph [ node [ id 1 graph [ node [ id 3 ] ] ] node [ id 2 ] edge [ source 1 target 2 ] ]", NULL,
            "a.gml:1: graph within a node or an edge: it cannot be read"},
        {"a.gml", "graph [ node [ id 01 ] node [ id 1 ] edge [ source 1 target 01 ] ]", "01 1: 0-1",
            "\"01\" and \"1\" differ in case, blanks or zeros alone and are two nodes"},
        {"a.gml", "graph [ directed [ ] node [ id 1 ] node [ id 2 ] edge [ source 1 target 2 ] ]", "1 2: 0-1",
            "undirected"},
        {"a.gml", "graph [ directed \"1\" node [ id 1 ] node [ id 2 ] edge [ source 2 target 1 ] ] x 1 y [ z 2 ]",
            "1 2: 1>0", "directed"},
        {"a.gml", "graph [ node [ id 1 ] node [ id 2 ] edge [ source 1 target 2 ] edge [ target 1 source 2 ] ]",
            "1 2: 0-1", "1 duplicate left out, 1 tie given both ways"},
    };
    CHECK_ALL(readings);
}

static void what_is_wrong_is_told_in_full(void **state)
{
    (void)state;
#define MUST_BE ": it must be a number, a text in quotes or a list in brackets"
    static const struct reading readings[] = {
        {"a.gml", "", NULL, "/a.gml:1: there is no graph in it"},
        {"a.gml", "graph [ x [\n1 ]\n] ]", NULL, "/a.gml:2: here must be the name of a key, not \"1 ]?] ]\""},
        {"a.gml", "graph [\n1 aaaaaaaaaaaaaaaaa\xC3\xA9 \x1B", NULL,
            "/a.gml:2: here must be the name of a key, not \"1 aaaaaaaaaaaaaaaaa\xC3\xA9 ?\""},
        {"a.gml", "graph", NULL, "/a.gml:1: the value of \"graph\" is missing" MUST_BE},
        {"a.gml", "graph [", NULL, "/a.gml:1: the file ends within a list"},
        {"a.gml", "graph [ ]", NULL, "/a.gml: there is no tie between two nodes"},
        {"a.gml", "]\ngraph [ ]", NULL, "/a.gml:1: a bracket that closes no list"},
        {"a.gml", "graph [ node [ id 1 ] ]\nx 1\n]", NULL, "/a.gml:3: a bracket that closes no list"},
        {"a.gml", "graph [ node [ id 1 ] ]\nx", NULL, "/a.gml:2: the value of \"x\" is missing" MUST_BE},
        {"a.gml", "graph [\nx [ y [ z a ]\n] ]", NULL, "/a.gml:2: the value of \"z\" is a" MUST_BE},
        {"a.gml", "a 1\nb [ c \"d\n", NULL, "/a.gml:2: the text of \"c\" has no closing quote"},
        {"a.gml", "graph [ node [\nid 1\nx \"\n\" y ] ]", NULL, "/a.gml:4: the value of \"y\" is missing" MUST_BE},
        {"a.gml", "graph [ node [ id 1 \r\n\r\n x \"a\r\n\" id 2 ] ]", NULL, "/a.gml:4: \"id\" twice"},
        {"a.gml", "graph [ node [ id 99999999999999999999 ] ]", NULL,
            "/a.gml:1: the value of \"id\" is \"99999999999999999999\": it must be a whole number"},
        {"a.gml", "graph [ directed 1.0 ]", NULL, "/a.gml:1: directed must be 0 or 1, not \"1.0\""},
        {"a.gml", "graph [ node [ id 1 ]\nnode [ isGroup 0.0 id 2 ] ]", NULL,
            "/a.gml:2: the node \"2\" is a group of yEd and no person; save it as GraphML, where groups can be read"},
        {"a.gml", "graph [ node [ id 1 ]\nedge [ source 1.0 target 1 ] ]", NULL,
            "/a.gml:2: a tie names \"1.0\", which is no node of the file"},
        {"a.gml", "graph [ node [ id 1 ] edge [ source 1 target 1 weight 2 Weight 3 ] ]", NULL,
            "/a.gml:1: the weight of a tie is given twice"},
        {"a.gml", "graph [ node [ id 1 ] edge [ source 1 target 1 weight inf ] ]", NULL,
            "/a.gml:1: the weight \"inf\" of the tie 1-1 is not a number above 0 and at most 1e+100"},
    };
    CHECK_ALL(readings);
}

#define PAIR "node [ id 1 ] node [ id 2 ] edge [ source 1 target 2 ]"

static void blanks_remarks_and_keys_are_of_any_kind(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"a.gml", "# one\rgraph [ # two\r\n" PAIR " ]", "1 2: 0-1", "2 nodes"},
        {"a.gml", "graph\f[\vnode [ id 1\v] node [ id 2\f] edge [\tsource\v1\ftarget 2\t] ]", "1 2: 0-1", "2 nodes"},
        {"a.gml", "graph [ node [ id 1 my-key.x_2 3 ] node [ id 2 ] edge [ source 1 target 2 ] ]", "1 2: 0-1",
            "ignored: my-key.x_2"},
        {"a.gml", "graph [ node [ id +1 x +nan y +INF ] node [ id 2 ] edge [ source +1 target 2 ] ]", "+1 2: 0-1",
            "ignored: x, y"},
        {"a.gml", "graph [ graph 1 hyper 2 " PAIR " ]", "1 2: 0-1", "ignored: nothing"},
        {"a.gml", "graph [\r\n node [ id 1 ]\r\n node [ id 1 ] ]", NULL,
            "a.gml:3: the node \"1\" is there already, in line 2"},
        {"a.gml", "graph [ x 1[ ] ]", NULL, "here must be the name of a key, not \"[ ] ]\""},
        {"a.gml", "meta [ x 1\n", NULL, "a.gml:2: the file ends within a list"},
        {"a.gml", "graph [ node [ id \"1\" ] ]", NULL, "the value of \"id\" is \"1\": it must be a whole number"},
        {"a.gml", "graph [ node [ id 1\nisgroup 1 ] ]", NULL, "is a group of yEd"},
        {"a.gml", "graph [ hyperedge 1 ]", NULL, "hyperedge within a graph"},
    };
    CHECK_ALL(readings);
}

static void what_is_no_network_is_refused(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"a.gml", "graph [ node [ id 1.5 ] ]", NULL, "the value of \"id\" is \"1.5\": it must be a whole number"},
        {"a.gml", "graph [ node [ id 1 id 2 ] ]", NULL, "\"id\" twice"},
        {"a.gml", "graph [ node [ id [ id 1 ] ] ]", NULL, "the value of \"id\" is \"\""},
        {"a.gml", "graph [ node 1 ]", NULL, "a.gml:1: the node is no list in brackets"},
        {"a.gml", "graph [ node [ id 1 ]\nedge \"1-1\" ]", NULL, "a.gml:2: the edge is no list in brackets"},
        {"a.gml", "graph [ node [ id 1 ] edge [ source 1 Source 1 target 1 ] ]", NULL, "\"Source\" twice"},
        {"a.gml", "graph [ node [ id 1 ] edge [ source 1 ] ]", NULL, "an edge without a source or a target"},
        {"a.gml", "graph [ node [ id 1 ] edge [ target 1 ] ]", NULL, "an edge without a source or a target"},
        {"a.gml", "graph [ node [ id 1 ] edge [ source a target 1 ] ]", NULL, "the value of \"source\" is a"},
        {"a.gml", "graph [ node [ id 1 ]\nedge [\nsource 1 target 1\nweight 0 ] ]", NULL,
            "a.gml:2: the weight \"0\" of the tie 1-1"},
        {"a.gml", "graph [ node [ id 1 ] edge [ source 1 target 1 weight [ of 3 ] ] ]", NULL,
            "the tie 1-1 has no weight"},
        {"a.gml", "graph [ directed 2 ]", NULL, "directed must be 0 or 1, not \"2\""},
        {"a.gml", "graph [ directed 0\ndirected 1 ]", NULL, "a.gml:2: here ties are directed"},
        {"a.gml", "graph [ hyperedge [ id 1 ] ]", NULL, "hyperedge within a graph"},
        {"a.gml", "graph [ graph [ ] ]", NULL, "graph within a graph"},
    };
    CHECK_ALL(readings);
}

/* `inner` lists, one in another, in a node. */
static void check_depth(int inner, const char *words, const char *told)
{
    char text[1024] = "graph [ node [ id 1 ] node [ id 2";
    for (int i = 0; i < inner; i++) strcat(text, " x [");
    for (int i = 0; i < inner; i++) strcat(text, " ]");
    strcat(text, " ] edge [ source 1 target 2 ] ]");
    check(&(struct reading){"a.gml", text, words, told});
}

static void lists_are_passed_over_to_64_deep(void **state)
{
    (void)state;
    check_depth(1, "1 2: 0-1", "ignored: x");
    check_depth(64, "1 2: 0-1", "ignored: x");
    check_depth(65, NULL, "lists are nested more than 64 deep");
}

static void check_key(int length, const char *words, const char *told)
{
    char text[1024] = "graph [ node [ id 1 ] node [ id 2 ";
    memset(text + strlen(text), 'k', (size_t)length);
    strcat(text, " 1 ] edge [ source 1 target 2 ] ]");
    check(&(struct reading){"a.gml", text, words, told});
}

static void a_key_has_255_characters_at_most(void **state)
{
    (void)state;
    check_key(255, "1 2: 0-1", "ignored: kkkk");
    check_key(256, NULL, "here must be the name of a key, not \"kkkkkkkkkkkkkkkkkkkk");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gml_is_read),
        cmocka_unit_test(what_a_list_holds_comes_in_any_order_and_in_capitals_or_not),
        cmocka_unit_test(what_is_no_gml_is_refused_with_its_line),
        cmocka_unit_test(blanks_remarks_and_keys_are_of_any_kind),
        cmocka_unit_test(what_is_no_network_is_refused),
        cmocka_unit_test(values_end_where_the_next_thing_begins),
        cmocka_unit_test(what_is_wrong_is_told_in_full),
        cmocka_unit_test(lists_are_passed_over_to_64_deep),
        cmocka_unit_test(a_key_has_255_characters_at_most),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
