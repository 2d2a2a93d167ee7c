/* Small networks in GEXF, good and bad: each arrives as it is, or is refused with its line and the reason. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>

#include "io/network/network_readings.h"

/* Most readings leave the parameters as they are. */
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

#define GEXF(graph, nodes, edges)                                                                                      \
    "<gexf xmlns='http://gexf.net/1.3' version='1.3'><graph " graph ">\n<nodes>" nodes "</nodes>\n<edges>" edges       \
    "</edges></graph></gexf>\n"
#define TWO "<node id='0' label='Ann'/><node id='1' label='Bob'/>"

static void gexf_is_read(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"a.gexf", GEXF("defaultedgetype='directed'", TWO, "<edge source='1' target='0' weight='2.5'/>"),
            "Ann Bob: 1>0*2.5", "used: label, weight"},
        {"a.gexf",
            GEXF("", TWO,
                "<edge source='1' target='0' weight='2'/><edge source='0' target='1' type='undirected' id='7'/>"),
            "Ann Bob: 0-1*3", "1 tie without a weight has the weight 1, as GEXF has it"},
        {"a.gexf", GEXF("", TWO, "<edge source='1' target='0'/>"), "Ann Bob: 0-1", "not weighted"},
        {"a.gexf",
            "<gexf><graph><attributes class='node'><attribute id='0' title='Department' "
            "type='string'><default>HR</default></attribute>"
            "</attributes><nodes><node id='0'><attvalues><attvalue for='0' value='IT'/></attvalues></node><node "
            "id='1'/></nodes>"
            "<edges><edge source='0' target='1'/></edges></graph></gexf>",
            "0@IT 1@HR: 0-1", "used: Department"},
        {"a.gexf", GEXF("", TWO, "<edge source='1' target='0'/><edge source='0' target='1' type='directed'/>"), NULL,
            "a.gexf:3: here ties are directed"},
        {"a.gexf", GEXF("mode='dynamic'", TWO, ""), NULL, "a.gexf:1: a network in time"},
        {"a.gexf", GEXF("", TWO, "<edge source='1' target='0' start='3'/>"), NULL,
            "a.gexf:3: a network in time (start=\"3\")"},
        {"a.gexf", GEXF("", TWO, "<edge source='1' target='0' kind='a'/><edge source='1' target='0' kind='b'/>"), NULL,
            "ties of the kinds \"a\" and \"b\""},
        {"a.gexf", GEXF("", "<node id='0'><nodes><node id='1'/></nodes></node>", ""), NULL,
            "a.gexf:2: a node within a node"},
        {"a.gexf", GEXF("", TWO, "<edge source='1' target='2'/>"), NULL,
            "a.gexf:3: a tie names \"2\", which is no node"},
        {"a.gexf", GEXF("", TWO, "<edge source='1' target='0' type='mutual'/>"), NULL, "ties of the type \"mutual\""},
    };
    CHECK_ALL(readings);
}

#define COLUMN(of, title, standard)                                                                                    \
    "<attributes class='" of "'><attribute id='c' title='" title "'>" standard "</attribute></attributes>"
#define WITH(columns, node, edge)                                                                                      \
    "<gexf><graph>" columns "\n<nodes><node id='0'>" node "</node><node id='1'/></nodes>\n"                            \
    "<edges><edge source='0' target='1'>" edge "</edge></edges></graph></gexf>"
#define VALUE(id, value) "<attvalues><attvalue for='" id "' value='" value "'/></attvalues>"

static void values_of_attributes_arrive(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"a.gexf", WITH(COLUMN("edge", "weight", ""), "", VALUE("c", "3")), "0 1: 0-1*3", "used: weight"},
        {"a.gexf", WITH(COLUMN("edge", "Weight", "<default>4</default>"), "", ""), "0 1: 0-1*4", "used: Weight"},
        {"a.gexf", WITH(COLUMN("edge", "weight", "<default>4</default>"), "", VALUE("c", "3")), "0 1: 0-1*3", "weight"},
        {"a.gexf", WITH(COLUMN("edge", "mails", ""), "", VALUE("c", "3")), "0 1: 0-1*3", "used: mails",
            {.weight = "mails"}},
        {"a.gexf", WITH(COLUMN("node", "age", "<default>40</default>"), VALUE("c", "3"), ""), "0 1: 0-1",
            "ignored: age"},
        {"a.gexf",
            "<gexf><graph><attributes><attribute id='unit'><default> a  b </default></attribute></attributes>"
            "<nodes><node id='0'/><node id='1'><attvalues><attvalue id='unit' value='c'/></attvalues></node>"
            "</nodes><edges><edge source='0' target='1' label='x'/></edges></graph></gexf>",
            "0@a b 1@c: 0-1", "used: unit; ignored: label"},
        {"a.gexf", WITH(COLUMN("node", "unit", "") COLUMN("edge", "weight", ""), VALUE("c", "a"), VALUE("c", "2")),
            NULL, "a.gexf:2: the node \"1\" has no \"unit\""},
        {"a.gexf", WITH("", VALUE("d", "3"), ""), NULL, "a.gexf:2: a value of the attribute \"d\", which is not"},
        {"a.gexf", WITH(COLUMN("node", "x", ""), "", VALUE("c", "3")), NULL,
            "a.gexf:3: a value of the attribute \"c\""},
        {"a.gexf", WITH(COLUMN("node", "x", ""), "<attvalue value='3'/>", ""), NULL, "a value of the attribute \"\""},
        {"a.gexf", WITH(COLUMN("node", "x", ""), VALUE("c", "3") VALUE("c", "4"), ""), NULL, "a second value of \"x\""},
        {"a.gexf", WITH("<attributes class='node'><attribute title='x'/></attributes>", "", ""), NULL,
            "a.gexf:1: an attribute without an id"},
    };
    CHECK_ALL(readings);
}

static void weights_are_given_once_and_above_0(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"a.gexf", GEXF("", TWO, "<edge source='0' target='1' weight='0'/>"), NULL, "a.gexf:3: the weight \"0\""},
        {"a.gexf", GEXF("", TWO, "<edge source='0' target='1' weight=''/>"), NULL, "the tie 0-1 has no weight"},
        {"a.gexf",
            "<gexf><graph>" COLUMN("edge", "weight", "") "<nodes>" TWO "</nodes>\n<edges><edge source='0' target='1' "
                                                         "weight='2'>" VALUE("c", "3") "</edge></edges></graph></gexf>",
            NULL, "a.gexf:2: the weight of a tie is given twice"},
        {"a.gexf", GEXF("", TWO, "<edge source='0' target='1'/>"), NULL, "the ties have no attribute \"mails\"",
            {.weight = "mails"}},
    };
    CHECK_ALL(readings);
}

static void the_direction_is_what_the_file_says(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"a.gexf", GEXF("", TWO, "<edge source='1' target='0' type='Directed'/>"), "Ann Bob: 1>0", "directed"},
        {"a.gexf", GEXF("defaultedgetype='directed'", TWO, "<edge source='1' target='0' type='undirected'/>"),
            "Ann Bob: 0-1", "undirected"},
        {"a.gexf", GEXF("defaultedgetype='Directed'", TWO, "<edge source='1' target='0'/>"), "Ann Bob: 1>0",
            "directed"},
        {"a.gexf", GEXF("defaultedgetype='undirected'", TWO, "<edge source='1' target='0'/>"), NULL,
            "its ties are undirected, but network.directed is true", {.directed = true}},
        {"a.gexf", GEXF("defaultedgetype='directed'", TWO, "<edge source='1' target='0' type='Undirected'/>"),
            "Ann Bob: 0-1", "undirected"},
        {"a.gexf", GEXF("defaultedgetype='mutual'", TWO, ""), NULL, "a.gexf:1: ties of the type \"mutual\""},
        {"a.gexf", GEXF("defaultedgetype='sideways'", TWO, ""), NULL, "a.gexf:1: ties of the type \"sideways\""},
    };
    CHECK_ALL(readings);
}

static void what_is_no_network_of_people_is_refused(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"a.gexf", "<graphml/>", NULL, "a.gexf:1: this is no GEXF: it begins with <graphml>"},
        {"a.gexf", "<gexf/>", NULL, "there is no graph in it"},
        {"a.gexf", "<gexf><graph/>\n<graph/></gexf>", NULL, "a.gexf:2: a second graph"},
        {"a.gexf", GEXF("", "<node label='x'/>", ""), NULL, "a.gexf:2: a node without an id"},
        {"a.gexf", GEXF("", "<node id=''/>", ""), NULL, "a.gexf:2: a node without an id"},
        {"a.gexf", GEXF("", TWO "\n<node id='1'/>", ""), NULL, "a.gexf:3: the node \"1\" is there already, in line 2"},
        {"a.gexf", GEXF("", TWO "<node id='2' pid='0'/>", ""), NULL, "a node within the node \"0\""},
        {"a.gexf", GEXF("", "<node id='0'><parents><parent for='1'/></parents></node>", ""), NULL,
            "a node within others"},
        {"a.gexf", GEXF("", TWO, "<edge source='0'/>"), NULL, "an edge without a source or a target"},
        {"a.gexf", GEXF("", TWO, "<edge target='0'/>"), NULL, "an edge without a source or a target"},
        {"a.gexf", GEXF("", "<node id='0'><edge source='0' target='0'/></node>", ""), NULL, "an edge within a node"},
        {"a.gexf", GEXF("", "<node id='0' end='2019'/>", ""), NULL, "a.gexf:2: a network in time (end=\"2019\")"},
        {"a.gexf", GEXF("", "<node id='0' timestamp='1'/>", ""), NULL, "a network in time (timestamp=\"1\")"},
        {"a.gexf", GEXF("", "<node id='0'><spells><spell start='1'/></spells></node>", ""), NULL, "a network in time"},
        {"a.gexf", GEXF("", TWO, "<edge source='1' target='0' kind='a'/><edge source='1' target='0' kind='a'/>"),
            "Ann Bob: 0-1", "1 duplicate"},
    };
    CHECK_ALL(readings);
}

#define TWO_TIES                                                                                                       \
    "<edge source='0' target='1'>" VALUE("c", "3") "</edge><edge source='1' target='2'>" VALUE("c", "4") "</edge>"

/* What is said of one element is said of no other, and what stands outside of all is said of none. */
static void each_element_has_values_of_its_own(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"a.gexf",
            "<gexf><graph>" COLUMN("edge", "weight", "") "<nodes>" TWO "<node id='2'/></nodes><edges>" TWO_TIES
                                                         "</edges></graph></gexf>",
            "Ann Bob 2: 0-1*3 1-2*4", "used: label, weight"},
        {"a.gexf",
            "<gexf>" VALUE("d", "3") "<graph><nodes>" TWO "</nodes><edges><edge source='0' target='1'/></edges>"
                                     "</graph></gexf>",
            "Ann Bob: 0-1", "used: label; ignored: nothing"},
        {"a.gexf",
            WITH(
                "<attributes><attribute id='c' title='unit'/><default>HR</default></attributes>", VALUE("c", "IT"), ""),
            NULL, "a.gexf:2: the node \"1\" has no \"unit\""},
        {"a.gexf", WITH("<attributes class='edge'><attribute id='c' title='x'/></attributes>", VALUE("c", "1"), ""),
            NULL, "a.gexf:2: a value of the attribute \"c\", which is not declared"},
    };
    CHECK_ALL(readings);
}

static void a_network_in_time_is_refused_however_it_says_so(void **state)
{
    (void)state;
    static const char *const times[] = {"start", "end", "startopen", "endopen", "timestamp", "timestamps", "intervals"};
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        for (int of_ties = 0; of_ties < 2; of_ties++) {
            char text[512], told[128];
            snprintf(text, sizeof text,
                "<gexf><graph>\n<nodes><node id='0' %s='7'/><node id='1'/></nodes>\n<edges><edge source='0' target='1' "
                "%s='7'/></edges></graph></gexf>",
                of_ties ? "x" : times[i], times[i]);
            snprintf(told, sizeof told, "a.gexf:%d: a network in time (%s=\"7\")", 2 + of_ties, times[i]);
            check(&(struct reading){"a.gexf", text, NULL, told});
        }
    }
    check(&(struct reading){"a.gexf", GEXF("mode='static'", TWO, "<edge source='0' target='1'/>"), "Ann Bob: 0-1", ""});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gexf_is_read),
        cmocka_unit_test(values_of_attributes_arrive),
        cmocka_unit_test(weights_are_given_once_and_above_0),
        cmocka_unit_test(the_direction_is_what_the_file_says),
        cmocka_unit_test(what_is_no_network_of_people_is_refused),
        cmocka_unit_test(each_element_has_values_of_its_own),
        cmocka_unit_test(a_network_in_time_is_refused_however_it_says_so),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
