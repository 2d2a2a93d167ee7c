/* Small networks in GraphML, good and bad: each arrives as it is, or is refused with its line and the reason. Also
 * tests io/formats/declared.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>

#include "io/network/network_readings.h"

/* Most readings leave the parameters as they are. */
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

#define GRAPHML(keys, direction, graph)                                                                                \
    "<graphml xmlns='http://graphml.graphdrawing.org/xmlns' xmlns:y='http://www.yworks.com/xml/graphml'>\n" keys       \
    "<graph edgedefault='" direction "'>\n" graph "</graph></graphml>\n"
#define NODE(id) "<node id='" id "'/>\n"
#define EDGE(source, target) "<edge source='" source "' target='" target "'/>\n"
#define UNIT_KEY(name) "<key id='u' for='node' attr.name='" name "' attr.type='string'/>\n"
#define WEIGHT_KEY(name) "<key id='w' for='edge' attr.name='" name "' attr.type='double'/>\n"
#define NODE_WITH(id, unit) "<node id='" id "'><data key='u'>" unit "</data></node>\n"
#define EDGE_WITH(source, target, weight)                                                                              \
    "<edge source='" source "' target='" target "'><data key='w'>" weight "</data></edge>\n"

static void graphml_is_read(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"a.graphml",
            GRAPHML(UNIT_KEY("Department"), "undirected", NODE_WITH("x", "IT") NODE_WITH("y", "HR") EDGE("x", "y")),
            "x@IT y@HR: 0-1", "2 units; used: Department; ignored: nothing"},
        {"a.graphml",
            GRAPHML(UNIT_KEY("Department"), "undirected",
                "<node id='x'><data key='u'>IT</data><port name='left'><data key='u'>HR</data></port></node>" NODE_WITH(
                    "y", "IT") "<edge source='x' sourceport='left' target='y'/>"),
            "x@IT y@IT: 0-1", "1 unit; used: Department; ignored: ports"},
        {"a.graphml", GRAPHML(WEIGHT_KEY("Weight"), "directed", NODE("x") NODE("y") EDGE_WITH("y", "x", "5")),
            "x y: 1>0*5", "used: Weight"},
        {"a.graphml", GRAPHML("", "undirected", EDGE("x", "y") NODE("y") NODE("x")), "y x: 0-1", "2 nodes"},
        {"a.graphml", GRAPHML("", "undirected", NODE("x") NODE("y") "<edge source='x' target='y' directed='true'/>"),
            "x y: 0>1", "directed"},
        {"a.graphml",
            GRAPHML(WEIGHT_KEY("weight") "<key id='v' for='edge' attr.name='weight' attr.type='long'/>", "undirected",
                NODE("x") NODE("y") NODE("z")
                    EDGE_WITH("x", "y", "0.5") "<edge source='y' target='z'><data key='v'>1</data></edge>"),
            "x y z: 0-1*0.5 1-2*1", "used: weight"},
        {"a.graphml",
            GRAPHML("<key id='p' for='node' attr.name='place' attr.type='vector_float'/>", "undirected",
                "<node id='x'><data key='p'>1, 2</data></node>" NODE("y") EDGE("x", "y")),
            "x y: 0-1", "ignored: place"},
        {"a.graphml",
            GRAPHML("<key id='w' for='edge' attr.name='weight' attr.type='int'><default>2</default></key>",
                "undirected", NODE("x") NODE("y") NODE("z") EDGE_WITH("x", "y", "3") EDGE("y", "z")),
            "x y z: 0-1*3 1-2*2", "weighted"},
        {"a.graphml",
            GRAPHML(UNIT_KEY("label"), "undirected", NODE_WITH("x", "Zo&#235; &amp; Co") NODE("y") EDGE("x", "y")),
            "Zo\xC3\xAB & Co y: 0-1", "1 node without \"label\" is called by the id"},
        {"a.graphml",
            GRAPHML(UNIT_KEY("name"), "undirected", NODE_WITH("x", "Kim") NODE_WITH("y", "Kim") EDGE("x", "y")),
            "Kim Kim: 0-1", "several nodes are called \"Kim\""},
        {"a.graphml",
            "<?xml version='1.0' encoding='ISO-8859-1'?>" GRAPHML(
                "", "undirected", NODE("Zo\xEB") NODE("y") EDGE("y", "Zo\xEB")),
            "Zo\xC3\xAB y: 0-1", "2 nodes"},
    };
    CHECK_ALL(readings);
}

static void two_modes_are_refused(void **state)
{
    (void)state;
#define MODE(type) "<key id='u' for='node' attr.name='type' attr.type='" type "'/>"
    static const struct reading readings[] = {
        {"a.graphml",
            GRAPHML(MODE("boolean"), "undirected", NODE_WITH("x", "true") NODE_WITH("e", "false") EDGE("x", "e")), NULL,
            "every tie is between nodes of two kinds (\"type\")"},
        {"a.graphml", GRAPHML(MODE("string"), "undirected", NODE_WITH("x", "a") NODE_WITH("e", "b") EDGE("x", "e")),
            "x e: 0-1", "ignored: type"},
        {"a.gml", "graph [ node [ id 1 bipartite 0 ] node [ id 2 bipartite 1 ] edge [ source 1 target 2 ] ]", NULL,
            "a network of two modes"},
        {"a.gml", "graph [ node [ id 1 bipartite 0 ] node [ id 2 bipartite 0 ] edge [ source 1 target 2 ] ]",
            "1 2: 0-1", "ignored: bipartite"},
        {"a.csv", "source,target\nx,e1\ny,e2\nx,e2\n", "e1 e2 x y: 0-2 1-2 1-3",
            "nobody is at both ends of ties: two modes?"},
    };
    CHECK_ALL(readings);
}

static void names_that_are_missing_are_ids(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"a.graphml",
            GRAPHML(UNIT_KEY("name"), "undirected", NODE_WITH("x", "Kim") NODE_WITH("y", "NA") EDGE("x", "y")),
            "Kim y: 0-1", "1 node without \"name\" is called by the id"},
        {"a.csv", "1,2\n2,3,4,5\n", NULL, "a.csv:1: the header has no two columns"},
    };
    CHECK_ALL(readings);
}

static void groups_of_yed_are_units(void **state)
{
    (void)state;
#define LABEL(shape, text)                                                                                             \
    "<data key='g'><y:" shape "><y:NodeLabel x='1'>" text "<y:LabelModel/></y:NodeLabel></y:" shape "></data>"
#define GROUP(more)                                                                                                    \
    "<node id='n0' yfiles.foldertype='group'>" LABEL(                                                                  \
        "GroupNode", "Sales") "<graph edgedefault='directed' id='n0:'><node id='n0::n0'>" LABEL("ShapeNode",           \
        "Ann\nB.") "</node>" more "</graph></node>\n"
#define KEY "<key for='node' id='g' yfiles.type='nodegraphics'/>"
    static const struct reading readings[] = {
        {"a.graphml",
            GRAPHML(KEY, "directed", GROUP(EDGE("n0::n0", "n1")) "<node id='n1'>" LABEL("ShapeNode", "Cy") "</node>"),
            "Ann B.@Sales Cy@(no group): 0>1",
            "1 group of yEd, no people themselves; 1 outside of groups are the unit (no group)"},
        {"a.graphml", GRAPHML(KEY, "directed", GROUP("") NODE("n1") EDGE("n1", "n0")), NULL,
            "a tie names \"n0\", which is no node"},
        {"a.graphml",
            GRAPHML("", "directed", "<node id='x'><graph edgedefault='directed'>" NODE("y") "</graph></node>"), NULL,
            "a graph within the node \"x\""},
    };
    CHECK_ALL(readings);
}

static void graphml_that_would_arrive_otherwise_is_refused(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"a.graphml", GRAPHML("", "undirected", NODE("x") EDGE("x", "yy")), NULL,
            "a.graphml:4: a tie names \"yy\", which is no node"},
        {"a.graphml", GRAPHML("", "undirected", NODE("x") NODE("") EDGE("x", "")), NULL,
            "a.graphml:4: a node without an id"},
        {"a.graphml", GRAPHML("", "undirected", NODE("x") NODE("x")), NULL,
            "a.graphml:4: the node \"x\" is there already, in line 3"},
        {"a.graphml", GRAPHML("", "undirected", NODE("x") NODE("y") "<hyperedge><endpoint node='x'/></hyperedge>"),
            NULL, "a.graphml:5: a hyperedge"},
        {"a.graphml",
            GRAPHML(
                "", "undirected", NODE("x") NODE("y") EDGE("x", "y") "<edge source='y' target='x' directed='true'/>"),
            NULL, "a.graphml:6: here ties are directed, before they were undirected"},
        {"a.graphml", GRAPHML("", "undirected", NODE("x") "</graph><graph edgedefault='undirected'>" NODE("y")), NULL,
            "a second graph"},
        {"a.graphml", GRAPHML(UNIT_KEY("unit"), "undirected", NODE_WITH("x", "IT") NODE_WITH("y", "NA") EDGE("x", "y")),
            NULL, "a.graphml:5: the \"unit\" of the node \"y\" is NA"},
        {"a.graphml", GRAPHML(UNIT_KEY("unit"), "undirected", NODE_WITH("x", "IT") NODE("y") EDGE("x", "y")), NULL,
            "a.graphml:5: the node \"y\" has no \"unit\""},
        {"a.graphml",
            GRAPHML(WEIGHT_KEY("weight"), "undirected", NODE("x") NODE("y") EDGE("x", "y") EDGE_WITH("y", "x", "1")),
            NULL, "a.graphml:6: the tie x-y has no weight, though others have"},
        {"a.graphml", GRAPHML(WEIGHT_KEY("weight"), "undirected", NODE("x") NODE("y") EDGE_WITH("y", "x", "nan")), NULL,
            "the tie y-x has no weight (\"nan\")"},
        {"a.graphml", GRAPHML("", "undirected", NODE("x") "<edge source='x' target='x'><data key='d'>1</data></edge>"),
            NULL, "the key \"d\", which is not declared"},
        {"a.graphml", GRAPHML("", "sideways", NODE("x")), NULL,
            "edgedefault of the graph must be directed or undirected"},
        {"a.graphml", GRAPHML("", "undirected", NODE("x") NODE("y") EDGE("x", "y")), NULL,
            "its ties are undirected, but network.directed is true", {.directed = true}},
        {"a.graphml", "<graphml><graph edgedefault='directed'><node id='x'", NULL,
            "a.graphml:1: column 40: this is no XML"},
        {"a.graphml", "<!DOCTYPE g [<!ENTITY a 'b'>]><graphml/>", NULL, "the file defines an entity"},
        {"a.graphml", "<svg/>", NULL, "a.graphml:1: this is no GraphML: it begins with <svg>"},
        {"a.graphml", GRAPHML("", "undirected", NODE("x") "<node id='y\xEB'/>"), NULL, "a.graphml:4: column"},
        {"a.graphml", GRAPHML(UNIT_KEY("name"), "undirected", NODE_WITH("x", "&#x202E;y")), NULL,
            "\"name\" has the character U+202E"},
    };
    CHECK_ALL(readings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(graphml_is_read),
        cmocka_unit_test(two_modes_are_refused),
        cmocka_unit_test(names_that_are_missing_are_ids),
        cmocka_unit_test(groups_of_yed_are_units),
        cmocka_unit_test(graphml_that_would_arrive_otherwise_is_refused),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
