/* Small networks in Pajek's format, GML and DL, good and bad: each arrives as it is, or is refused with its line and
 * the reason. Also tests io/formats/dl.c, io/formats/gml.c, io/formats/tokens.c. */
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
        {"a.net", "*Vertices 2\n1 \"a\" [1-5]\n*Edges\n1 2\n", NULL, "a.net:2: a vertex for a while only ([1-5])"},
        {"a.net", "*Vertices 2\n1 \"a\" 0.1 0.2 ic Red [5,7]\n*Edges\n1 2\n", NULL,
            "a vertex for a while only ([5,7])"},
        {"a.net", "*Vertices 2\n1 \"[a]\" 0.1\n*Edges\n1 2\n", "[a] 2: 0-1", "undirected"},
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gml_is_read),
        cmocka_unit_test(pajek_is_read),
        cmocka_unit_test(dl_is_read),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
