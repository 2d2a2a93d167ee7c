/* Small networks as people's programs write them, good and bad: each arrives as it is, with the file's own words for
 * what was used and what was not, or is refused with its line and the reason. Also tests io/formats/dl.c,
 * io/draft/draft.c, io/draft/draft_finish.c, io/formats/gexf.c, io/formats/gml.c, io/formats/graphml.c,
 * io/draft/matrix.c, io/network/network_told.c, io/formats/pajek.c, io/formats/tokens.c, io/formats/xml.c. */
#include "io/network/network_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/network/network_told.h"
#include "network_support.h"

/* Most readings leave the parameters as they are. */
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

static char folder[] = "/tmp/selforg-cases-XXXXXX";

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    return rmdir(folder);
}

struct reading {
    const char *name, *text; /* the file */
    const char *words;       /* the network in words; NULL: it is refused */
    const char *told;        /* what is told of it, in part; or what is wrong with it */
    struct network_parameters with;
};

/* What the network's line says. */
static const char *line_of(const struct edge_list *list, const struct network_parameters *parameters)
{
    static char line[4096];
    struct scenario scenario = {.network = *parameters};
    FILE *stream = fmemopen(line, sizeof line, "w");
    network_tell(list, &scenario, stream);
    fclose(stream);
    return line;
}

static void check_told(const struct reading *reading, const struct edge_list *list)
{
    const char *line = line_of(list, &reading->with);
    if (strcmp(network_in_words(list), reading->words) != 0)
        fail_msg("%s: \"%s\" is not \"%s\"", reading->text, network_in_words(list), reading->words);
    if (!strstr(line, reading->told)) fail_msg("%s: \"%s\" does not say \"%s\"", reading->text, line, reading->told);
}

static void check(const struct reading *given)
{
    struct reading reading = *given;
    struct edge_list list;
    struct message message = {""};
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, reading.name);
    FILE *file = fopen(path, "wb");
    fputs(reading.text, file);
    fclose(file);
    snprintf(reading.with.edges, sizeof reading.with.edges, "%s", reading.name);
    enum status status = network_file_read(&reading.with, folder, &list, &message);
    remove(path);
    if (status != (reading.words ? STATUS_OK : STATUS_INPUT)) fail_msg("%s: \"%s\"", reading.text, message.text);
    if (reading.words)
        check_told(&reading, &list);
    else if (!strstr(message.text, reading.told))
        fail_msg("%s: \"%s\" does not say \"%s\"", reading.text, message.text, reading.told);
    edge_list_free(&list);
}

static void check_all(const struct reading *readings, size_t count)
{
    for (size_t i = 0; i < count; i++) check(&readings[i]);
}

#define CHECK_ALL(readings) check_all(readings, sizeof readings / sizeof *readings)

/* ---- tables ---- */

static void tables_of_other_programs_are_read(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"a.csv", "\xEF\xBB\xBFSource;Target;Weight\r\nx;y;1,5\r\ny;z;2,0\r\n", "x y z: 0-1*1.5 1-2*2",
            "used: Source, Target, Weight;"},
        {"a.csv", "\"from\";\"to\"\n\"x\";\"y z\"\n", "x y z: 0-1", "not weighted"},
        {"a.tsv", "ego\talter\tsince\nx\ty\t3\n", "x y: 0-1", "used: ego, alter; ignored: since"},
        {"a.txt", "i j weight\n 1  2 0.5\n2 3\t1 \n", "1 2 3: 0-1*0.5 1-2*1", "weighted"},
        {"a.csv", "sep=;\nsender;receiver\nx;y\n", "x y: 0-1", "used: sender, receiver"},
        {"a.csv", "\"\",\"from\",\"to\"\n\"1\",\"x\",\"y\"\n", "x y: 0-1", "ignored: (unnamed)"},
        {"a.csv", "from,to,mails_a_week\nx,y,4\n", "x y: 0-1",
            "not weighted, 0 self-loops left out, 0 duplicates, 0 isolates; used: from, to; ignored: mails_a_week"},
        {"a.csv", "from,to,mails_a_week\nx,y,4\n", "x y: 0-1*4", "used: from, to, mails_a_week; ignored: nothing",
            {.weight = "mails_a_week"}},
        {"a.csv", "source,target\nx,y\ny,x\ny,x\nz,z\n", "x y z: 0-1",
            "1 self-loop left out, 2 duplicates left out, 1 tie given both ways, 1 isolate;"},
        {"a.csv", "source,target,weight\nx,y,3\ny,x,3\ny,z,3\n", "x y z: 0-1*6 1-2*3",
            "1 duplicate (their weights added), 1 tie given both ways"},
        {"a.csv", "Source,Target,Type\nx,y,Directed\ny,z,Directed\n", "x y z: 0>1 1>2", "directed, not weighted"},
        {"a.csv", "source,target,type\nx,y,friend\n", "x y: 0-1", "undirected"},
        {"a.csv", "source,target\nZo\xC3\xAB,b\nZoe\xCC\x88,b\n", "Zoe\xCC\x88 Zo\xC3\xAB b: 0-2 1-2",
            "look the same and are two nodes"},
        {"a.csv", "source,target\nx y,b\n\"x  y\",b\n", "b x  y x y: 0-1 0-2", "0 duplicates"},
    };
    CHECK_ALL(readings);
}

static void tables_that_would_arrive_otherwise_are_refused(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"a.csv", "source,target\nx,Zo\xEB\n", NULL, "a.csv:2: the byte 0xEB is not UTF-8"},
        {"a.csv", "\xFF\xFEs\n", NULL, "a.csv: this is UTF-16"},
        {"a.csv", "person,friend\nx,y\n", NULL, "sender,receiver; ego,alter;"},
        {"a.csv", "source,target,from,to\nx,y,x,y\n", NULL,
            "a.csv:1: the header has both \"source,target\" and \"from,to\""},
        {"a.csv", "source,target,Source\nx,y,z\n", NULL, "a.csv:1: the column \"source\" is there twice"},
        {"a.csv", "source,target,weight,Weight\nx,y,1,2\n", NULL, "a.csv:1: the column \"weight\" is there twice"},
        {"a.csv", "source,target,weight\nx,y,1\ny,z,NA\n", NULL, "a.csv:3: the tie y-z has no weight (\"NA\")"},
        {"a.csv", "source,target,weight\nx,y,\"1,5\"\n", NULL, "a.csv:2: the weight \"1,5\""},
        {"a.csv", "source,target\nNA,y\n", NULL, "a.csv:2: the id of a node is NA"},
        {"a.csv", "source,target\nx,y\x1B[2J\n", NULL, "a.csv:2: an id has the character U+001B"},
        {"a.csv", "source,target\nx,\"y\nz\"\n", NULL, "a.csv:2: an id has the character U+000A"},
        {"a.csv", "source,target\nx,\xE2\x80\xAEy\n", NULL, "U+202E"},
        {"a.csv", "Source,Target,Type\nx,y,Directed\ny,z,Undirected\n", NULL, "a.csv:3: here ties are undirected"},
        {"a.csv", "Source,Target,Type\nx,y,Directed\ny,z,\n", NULL, "a.csv:3: the column Type says \"\""},
        {"a.csv", "Source,Target,Type\nx,y,Undirected\n", NULL, "but network.directed is true", {.directed = true}},
        {"a.csv", "\"from\" \"to\"\n\"1\" \"x\" \"y\"\n", NULL, "row.names = FALSE"},
        {"a.csv", "source,target,emails\nx,y,1\n", NULL, "a.csv:1: there is no column \"mails\"", {.weight = "mails"}},
    };
    CHECK_ALL(readings);
}

static void matrices_are_read(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"a.csv", ",x,y,z\nx,0,1,0\ny,1,0,1\nz,0,1,0\n", "x y z: 0-1 1-2", "used: matrix;"},
        {"a.csv", "\"\";\"x\";\"y\"\n\"x\";0;1,5\n\"y\";1,5;0\n", "x y: 0-1*1.5", "used: matrix (cells are weights)"},
        {"a.csv", "x y\nx 0 1\ny 1 0\n", "x y: 0-1", "used: matrix"},
        {"a.csv", "who,x,y\nx,0,1\ny,1,1\n", "x y: 0-1", "1 self-loop left out"},
        {"a.csv", ",x,y\ny,1,0\nx,0,1\n", "x y: 0-1", "2 nodes"},
        {"a.csv", ",x,y\nx,0,1\ny,0,0\n", "x y: 0>1", "directed", {.directed = true}},
        {"a.csv", ",x,y\nx,0,1\ny,0,0\n", NULL, "a.csv: the matrix does not say the same of x to y and of y to x"},
        {"a.csv", ",x,y\nx,0,1\ny,2,0\n", NULL, "a.csv: the matrix does not say the same of x to y"},
        {"a.csv", ",e1,e2\nx,0,1\ny,1,0\n", NULL, "a.csv:2: the row \"x\" is no column"},
        {"a.csv", ",x,y\nx,0,1\n", NULL, "a.csv:2: the matrix has 2 columns but 1 rows"},
        {"a.csv", ",x,x\nx,0,1\nx,1,0\n", NULL, "a.csv:1: the matrix has the column \"x\" twice"},
        {"a.csv", ",x,y\nx,0,1\nx,1,0\n", NULL, "a.csv:3: the matrix has the row \"x\" twice"},
        {"a.csv", ",x,y\nx,0,-1\ny,1,0\n", NULL, "a.csv:2: the cell \"-1\" in row x and column y"},
    };
    CHECK_ALL(readings);
}

/* ---- GraphML and GEXF ---- */

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
            "Ann Bob: 0-1*3", "1 ties without a weight have the weight 1, as GEXF has it"},
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
        {"a.gexf", GEXF("", TWO, "<edge source='1' target='0' type='mutual'/>"), NULL, "a tie of the type \"mutual\""},
    };
    CHECK_ALL(readings);
}

/* ---- GML, Pajek and DL ---- */

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

static void pajek_is_read(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"a.net",
            "*vertices 3\n1 Ann 0.0 0.0 ellipse team \"Mr. Hi\"\n2 Bob 0.0 0.0 ellipse team Red\n3 \"Cy K\" 0.0 0.0 "
            "ellipse team Red\n*edges\n1 2 2\n2 3 1\n",
            "Ann Bob Cy K: 0-1*2 1-2*1", "used: label, weight; ignored: team"},
        {"a.net", "*Vertices 2\n1 \"a\" 0.1 0.2 0.5 ic Red unit IT\n2 \"b\" unit HR\n*Arcs\n2 1 1 c Blue\n",
            "a@IT b@HR: 1>0*1", "ignored: ic, c"},
        {"a.net", "% by igraph\n*Vertices 3\n*Arcs\n1 2\n3 2\n", "1 2 3: 0>1 2>1", "used: nothing"},
        {"a.net", "*Network x\n*Vertices 3\n*Arcs\n*Edgeslist\n1 2 3\n", "1 2 3: 0-1 0-2", "undirected"},
        {"a.net", "*Vertices 2\n*Matrix\n0 1\n0 0\n", "1 2: 0>1", "directed"},
        {"a.net", "*Vertices 4 2\n", NULL, "a.net:1: a network of two modes"},
        {"a.net", "*Vertices 2\n*Arcs :1 \"talks\"\n1 2\n", NULL, "a.net:2: a relation of its own"},
        {"a.net", "*Vertices 2\n*Arcs\n2: 1 2\n", NULL, "a.net:3: a relation of its own"},
        {"a.net", "*Vertices 2\n*Arcs\n1 2\n*Edges\n1 2\n", NULL, "a.net:5: here ties are undirected"},
        {"a.net", "*Vertices 2\n*Edges\n1 3\n", NULL, "a.net:3: the vertex \"3\" is not a number from 1 to 2"},
        {"a.net", "*Vertices 2\n*Edges\n0 1\n", NULL, "a.net:3: the vertex \"0\""},
        {"a.net", "*Vertices 2\n1 \"a\"\n1 \"b\"\n", NULL, "a.net:3: the vertex 1 is there already, in line 2"},
        {"a.net", "*Vertices 3\n*Edges\n1 2 5\n2 3\n", NULL, "a.net:4: the tie 2-3 has no weight"},
        {"a.net", "*Vertices 2\n*Edges\n1 2 1 [1-3]\n", NULL, "a tie for a while only"},
        {"a.net", "*Vertices 2\n*Edges\n1 2\n*Vertices 2\n", NULL, "a second *Vertices"},
        {"a.net", "*Vertices 2\n*Partition x\n1\n2\n", NULL, "a.net:2: the section *Partition is not known"},
        {"a.net", "*Vertices 900000000\n*Edges\n1 2\n", NULL, "a.net:1: *Vertices says \"900000000\""},
        {"a.net", "1 2\n", NULL, "a.net:1: this is no Pajek network"},
        {"a.net", "*Vertices 2\n1 \"a\n", NULL, "a.net:2: a quote has no end"},
    };
    CHECK_ALL(readings);
}

static void dl_is_read(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"a.dl", "dl n=3 format=fullmatrix\nlabels:\nAnn,Bob,\"Cy K\"\ndata:\n0 1 0\n1 0 1\n0 1 0\n",
            "Ann Bob Cy K: 0-1 1-2", "used: labels, matrix"},
        {"a.dl", "DL N = 3, FORMAT = EDGELIST1\nLABELS:\nAnn\nBob\nCy\nDATA:\n1 2 2.5\n2 3 1\n",
            "Ann Bob Cy: 0-1*2.5 1-2*1", "weighted"},
        {"a.dl", "dl n=3 format=edgelist1\nlabels embedded:\ndata:\nAnn Bob\nBob Cy\n", "Ann Bob Cy: 0-1 1-2",
            "3 nodes"},
        {"a.dl", "dl n=3 format=nodelist1\ndata:\n1 2 3\n3 2\n", "1 2 3: 0>1 0>2 2>1", "directed", {.directed = true}},
        {"a.dl", "dl n=2\nlabels embedded\ndata:\n Ann Bob\nAnn 0 1\nBob 1 0\n", "Ann Bob: 0-1", "2 nodes"},
        {"a.dl", "dl n=3 diagonal=absent\ndata:\n1 0 1 1 0 1\n", "1 2 3: 0-1 1-2", "matrix"},
        {"a.dl", "dl n=2 nm=2\ndata:\n0 1 1 0\n", NULL, "a.dl:1: 2 relations (nm)"},
        {"a.dl", "dl nr=2 nc=3\ndata:\n0 1 1 0 1 1\n", NULL, "a network of two modes"},
        {"a.dl", "dl n=2 format=edgelist2\ndata:\n", NULL, "a.dl:1: the format \"edgelist2\" cannot be read"},
        {"a.dl", "dl n=2\ndata:\n0 1\n0 0\n", NULL, "the matrix does not say the same of 1 to 2"},
        {"a.dl", "dl n=2\ndata:\n0 1\n1\n", NULL, "the matrix ends in row 2, column 2"},
        {"a.dl", "dl n=2\ndata:\n0 1\n1 0 1\n", NULL, "a.dl:4: \"1\" follows the matrix"},
        {"a.dl", "dl n=2 format=edgelist1\ndata:\n1 3\n", NULL, "a.dl:3: \"3\" is not a number from 1 to 2"},
        {"a.dl", "dl n=3 format=edgelist1\nlabels embedded:\ndata:\nAnn Bob\n", NULL,
            "n=3, but the data name 2 people"},
        {"a.dl", "dl n=2 format=edgelist1\nlabels: a b\nlabels embedded:\ndata:\na c\n", NULL,
            "\"c\" is none of the labels"},
        {"a.dl", "dl n=2\nlabels: a\ndata:\n", NULL, "1 labels for 2 people"},
        {"a.dl", "hello\n", NULL, "a.dl:1: this is no DL"},
        {"a.dl", "dl n=2\n", NULL, "the file ends before \"data:\""},
    };
    CHECK_ALL(readings);
}

/* ---- files ---- */

static void what_has_no_end_is_refused(void **state)
{
    (void)state;
    struct network_parameters parameters = {.edges = "pipe.csv"};
    struct edge_list list;
    struct message message = {""};
    char pipe_path[256], zero_path[256];
    snprintf(pipe_path, sizeof pipe_path, "%s/pipe.csv", folder);
    snprintf(zero_path, sizeof zero_path, "%s/zero.csv", folder);
    assert_int_equal(mkfifo(pipe_path, 0600), 0);
    assert_int_equal(symlink("/dev/zero", zero_path), 0);
    assert_int_equal(network_file_read(&parameters, folder, &list, &message), STATUS_INPUT);
    assert_non_null(strstr(message.text, "no regular file"));
    snprintf(parameters.edges, sizeof parameters.edges, "zero.csv");
    assert_int_equal(network_file_read(&parameters, folder, &list, &message), STATUS_INPUT);
    assert_non_null(strstr(message.text, "no regular file"));
    remove(pipe_path);
    remove(zero_path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_of_other_programs_are_read),
        cmocka_unit_test(tables_that_would_arrive_otherwise_are_refused),
        cmocka_unit_test(matrices_are_read),
        cmocka_unit_test(graphml_is_read),
        cmocka_unit_test(two_modes_are_refused),
        cmocka_unit_test(names_that_are_missing_are_ids),
        cmocka_unit_test(groups_of_yed_are_units),
        cmocka_unit_test(graphml_that_would_arrive_otherwise_is_refused),
        cmocka_unit_test(gexf_is_read),
        cmocka_unit_test(gml_is_read),
        cmocka_unit_test(pajek_is_read),
        cmocka_unit_test(dl_is_read),
        cmocka_unit_test(what_has_no_end_is_refused),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
