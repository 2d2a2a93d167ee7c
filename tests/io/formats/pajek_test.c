/* Small networks in Pajek's format, good and bad: each arrives as it is, or is refused with its line and the reason. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>

#include "io/network/network_readings.h"

/* Most readings leave the parameters as they are. */
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

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
        {"a.net", "*Vertices 3\n*Arcslist\n1 2 3\n", "1 2 3: 0>1 0>2", "directed"},
        {"a.net", "\xEF\xBB\xBF*Vertices 2\n*Edges\n1 2\n", "1 2: 0-1", "undirected"},
        {"a.net", "% nothing\n*Network x\n", NULL, "there is no *Vertices"},
        {"a.net", "*Network a\n*Vertices 2\n*Network b\n", NULL, "a.net:3: a second network"},
        {"a.net", "*Arcs\n1 2\n*Vertices 2\n", NULL, "a.net:1: *Arcs before *Vertices"},
        {"a.net", "*Vertices 2\n*Arcs:1\n1 2\n", NULL, "a.net:2: a relation of its own"},
        {"a.net", "*Vertices 2\nx \"a\"\n", NULL, "a.net:2: the vertex \"x\" is not a number from 1 to 2"},
        {"a.net", "*Vertices 2\n0 \"a\"\n", NULL, "a.net:2: the vertex \"0\" is not a number from 1 to 2"},
        {"a.net", "*Vertices 2\n*Edges\n1\n", NULL, "a.net:3: a tie needs two ends"},
        {"a.net", "*Vertices 2\n*Edgeslist\n1\n", NULL, "a.net:3: a tie needs two ends"},
        {"a.net", "*Vertices 2\n*Edges\n1 2 NA\n", NULL, "a.net:3: the tie 1-2 has no weight (\"NA\")"},
        {"a.net", "*Vertices 2\n1 a ic \"Red\n", NULL, "a.net:2: \"ic\" has no value, or a quote has no end"},
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
        {"a.net", "*Vertices 900000000\n*Edges\n1 2\n", NULL,
            "a.net:1: *Vertices says \"900000000\": it must be the number of vertices, and for a file of this size at "
            "most "
            "1496"},
        {"a.net", "1 2\n", NULL, "a.net:1: this is no Pajek network"},
        {"a.net", "*Vertices 2\n1 \"a\n", NULL, "a.net:2: a quote has no end"},
        {"a.net", "*Vertices 3\n*Edgeslist\n1 2 \"3\n", NULL, "a.net:3: a quote has no end"},
        {"a.net", "*Vertices 2\n1 a 0.5 \"ellipse\n", NULL, "a.net:2: a quote has no end"},
        {"a.net", "*Vertices 2\n*Edges\n1 2 \"3\n", NULL, "a.net:3: a quote has no end"},
        {"a.net", "*Vertices 2\n*Matrix\n0 1 1\n0 0\n", NULL, "a.net:3: the rows of the matrix must have 2 cells"},
        {"a.net", "*Vertices 2\n*Matrix\n0\n0 0\n", NULL, "a.net:3: the rows of the matrix must have 2 cells"},
        {"a.net", "*Vertices 2\n*Matrix\n0 1 \"1\n0 0\n", NULL, "a.net:3: a quote has no end"},
        {"a.net", "*Vertices 2\n*Matrix\n0 1  \n0 0\t \n", "1 2: 0>1", "directed"},
        {"a.net", "% two\n*Vertices 2\n1 a 0 0 \"box\" team Red\n2 b\n*Arcs\n1 2\n", "a b: 0>1", "ignored: team"},
        {"a.net", "*Vertices 2\n*Edges\n1 2 1,5\n", NULL, "a.net:3: the weight \"1,5\" of the tie 1-2 is not a number"},
        {"a.net", "*Vertices 2\n*Edges\n1 2 1e400\n", NULL, "a.net:3: the weight \"1e400\" of the tie 1-2 is not"},
        {"a.net", "*Vertices 2\n*Matrix\n0 1\n", NULL, "the matrix has 1 row for 2 vertices"},
        {"a.net", "*Vertices 2\n*Matrix\n0 1\n0 0\n0 0\n", NULL, "a.net:5: the matrix has too many rows"},
    };
    CHECK_ALL(readings);
}

/* A shape stands alone before pairs of a word and a value; what stands in quotes is a word, whatever it looks like. */
static void what_follows_a_vertex_is_a_shape_or_pairs(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"a.net", "*Vertices 2\n1 a 0.1 0.2 0.5 box\n*Edges\n1 2\n", "a 2: 0-1", "ignored: nothing"},
        {"a.net", "*Vertices 2\n1\ta\tellipse\tteam\tRed\n*Edges\n1\t2\n", "a 2: 0-1", "ignored: team"},
        {"a.net", "*Vertices 2\n1 a team Red\n*Edges\n1 2\n", "a 2: 0-1", "ignored: team"},
        {"a.net", "*Vertices 2\n1 a \"box\" \"my team\" \"dark red\"\n*Edges\n1 2\n", "a 2: 0-1", "ignored: my team"},
        {"a.net", "*Vertices 2\n1 a \"5\" Red\n*Edges\n1 2\n", "a 2: 0-1", "ignored: 5"},
        {"a.net", "*Vertices 2\n1 a note \"[1]\"\n*Edges\n1 2\n", "a 2: 0-1", "ignored: note"},
        {"a.net", "*Vertices 2\n1 a ic Red [5,7] y\n*Edges\n1 2\n", NULL, "a.net:2: a vertex for a while only ([5,7])"},
        {"a.net", "*Vertices 2\n1 a box ic Red y [5,7]\n*Edges\n1 2\n", NULL, "a vertex for a while only ([5,7])"},
    };
    CHECK_ALL(readings);
}

static void what_follows_a_tie_is_a_weight_or_pairs(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"a.net", "*Vertices 2\n*Edges\n1 2 3 c Blue\n", "1 2: 0-1*3", "used: weight; ignored: c"},
        {"a.net", "*Vertices 2\n*Edges\n1 2 c Blue\n", "1 2: 0-1", "used: nothing; ignored: c"},
        {"a.net", "*Vertices 2\n*Edges\n1 2 \"3\" x\n", "1 2: 0-1", "used: nothing; ignored: 3"},
        {"a.net", "*Vertices 2\n*Edges\n1 2 1 c\n", NULL, "a.net:3: \"c\" has no value, or a quote has no end"},
        {"a.net", "*Vertices 2\n*Edges\n1 2 1 c \"Blue\n", NULL, "a.net:3: \"c\" has no value, or a quote"},
        {"a.net", "*Vertices 2\n*Edges\n1 2 1 c [1-3]\n", "1 2: 0-1*1", "ignored: c"},
        {"a.net", "*Vertices 2\n*Edges\n1 2 0\n", NULL, "a.net:3: the weight \"0\" of the tie 1-2"},
    };
    CHECK_ALL(readings);
}

/* Lines of one kind and the other may come in turn; sections without lines are none, but for a matrix. */
static void sections_are_what_they_are_called(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"a.net", "*NETWORK x\n*VERTICES 3\n*EDGES\n1 2\n*Edges\n2 3\n", "1 2 3: 0-1 1-2", "undirected"},
        {"a.net", "*Vertices 3\n*Arcs\n*Edges\n1 2\n", "1 2 3: 0-1", "undirected"},
        {"a.net", "*Vertices 3\n*Arcs\n1 2\n*Arcslist\n3 1 2\n*Edges\n", "1 2 3: 0>1 2>0 2>1", "directed"},
        {"a.net", "*Vertices 2\n*Edges\n1 2\n*Matrix\n", NULL, "the matrix has 0 rows for 2 vertices"},
        {"a.net", "*Vertices 2\n*Matrix\n*Edges\n1 2\n", NULL, "the matrix has 0 rows for 2 vertices"},
        {"a.net", "*Vertices\n", NULL, "a.net:1: *Vertices says \"\""},
        {"a.net", "*Vertices 0\n", NULL, "a.net:1: *Vertices says \"0\""},
        {"a.net", "*Vertices 2.5\n", NULL, "a.net:1: *Vertices says \"2.5\""},
    };
    CHECK_ALL(readings);
}

/* Those that stand twice, or at both ends of themselves. */
static void ties_that_stand_twice_or_lead_nowhere_are_counted(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"a.net", "*Vertices 2\n*Edges\n1 2\n2 1\n1 1\n", "1 2: 0-1",
            "1 self-loop left out, 1 duplicate left out, 1 tie given both ways, 0 isolates"},
        {"a.net", "*Vertices 3\n*Arcs\n1 2\n1 2\n2 1\n", "1 2 3: 0>1 1>0",
            "0 self-loops left out, 1 duplicate left out, 1 isolate"},
        {"a.net", "*Vertices 2\n*Edges\n1 2 2\n2 1 3\n", "1 2: 0-1*5", "1 duplicate (their weights added)"},
        {"a.net", "*Vertices 3\n*Edgeslist\n1 2 2 1 3\n", "1 2 3: 0-1 0-2",
            "1 self-loop left out, 1 duplicate left out"},
        {"a.net", "*Vertices 2\n*Matrix\n1 1\n0 3\n", "1 2: 0>1*1", "2 self-loops left out"},
        {"a.net", "*Vertices 1\n", NULL, "/a.net: there is no tie between two nodes"},
        {"a.net", "*Vertices 1\n*Edges\n1 1\n", NULL, "/a.net: there is no tie between two nodes"},
        {"a.net", "*Vertices 2\n*Matrix\n1 0\n0 0\n", NULL, "/a.net: there is no tie between two nodes"},
    };
    CHECK_ALL(readings);
}

/* However lines end and whatever stands between them, a complaint has the line as an editor counts it. */
static void lines_are_counted_as_editors_count_them(void **state)
{
    (void)state;
#define NOT_TO_2(vertex) "the vertex \"" vertex "\" is not a number from 1 to 2"
    static const struct reading readings[] = {
        {"a.net", "*Vertices 2\r\n\r\n% x\r\n  *Edges\r\n\t1   2\r\n2 x", NULL, "/a.net:6: " NOT_TO_2("x")},
        {"a.net", "*Vertices 2\r*Edges\r1 2\r1 5", NULL, "/a.net:4: " NOT_TO_2("5")},
        {"a.net", "\n \n\t\n  % remark\n*Vertices 2\n-1 a\n", NULL, "/a.net:6: " NOT_TO_2("-1")},
        {"a.net", "*Vertices 2\n\"1\n", NULL, "/a.net:2: " NOT_TO_2("")},
        {"a.net", "*Vertices 2\n1.5 a\n", NULL, "/a.net:2: " NOT_TO_2("1.5")},
        {"a.net", "", NULL, "/a.net: this is no Pajek network: there is no *Vertices"},
        {"a.net", "% one\n% two", NULL, "/a.net:2: this is no Pajek network: there is no *Vertices"},
        {"a.net", "*", NULL,
            "/a.net:1: the section * is not known: there are *Vertices, *Arcs, *Edges, *Arcslist, *Edgeslist and "
            "*Matrix"},
        {"a.net", "*Vertices 2\r\n1 a\r\n\r\n2 b\r\n*Edges\r\n% 1 1\r\n+1 2.0", "a b: 0-1", "undirected"},
        {"a.net", "*Vertices 2\n2 b\n1 a\n*Arcs\n2 1", "a b: 1>0", "directed"},
    };
    CHECK_ALL(readings);
}

/* What is one thing is not made another without a word. */
static void what_would_be_half_read_is_refused_with_its_reason(void **state)
{
    (void)state;
#define CANNOT "what comes and goes cannot be read"
#define RELATIONS "several relations cannot be read"
    static const struct reading readings[] = {
        {"a.net", "*Vertices 2 1 1\n", NULL,
            "/a.net:1: a network of two modes (*Vertices 2 1): ties must be between people"},
        {"a.net", "*Vertices 2\n*Vertices x\n", NULL, "/a.net:2: a second *Vertices: only one network can be read"},
        {"a.net", "*Network a\n*Vertices 2\n*Network b\n", NULL, "/a.net:3: a second network: only one can be read"},
        {"a.net", "*Vertices 2\n*Arcs : 2 \"x\"\n", NULL,
            "/a.net:2: a relation of its own (*Arcs : 2 \"x\"): " RELATIONS},
        {"a.net", "*Vertices 3\n*Edgeslist\n1 2\n1 2 3:1\n", NULL, "/a.net:4: a relation of its own (3:1): " RELATIONS},
        {"a.net", "*Vertices 2\n1 a 0.1 [3]\n", NULL, "/a.net:2: a vertex for a while only ([3]): " CANNOT},
        {"a.net", "*Vertices 2\n1 a box x_fact 1 [3]\n", NULL, "/a.net:2: a vertex for a while only ([3]): " CANNOT},
        {"a.net", "*Vertices 2\n*Arcs\n1 2 1 l \"x\" [3-5]\n", NULL,
            "/a.net:3: a tie for a while only ([3-5]): " CANNOT},
        {"a.net", "*Vertices 2\n*Edges\n1 2\n*Matrix\n0 1\n0 0\n", NULL,
            "/a.net:6: here ties are directed, before they were undirected: a network is one or the other"},
        {"a.net", "*Vertices 2\n*Matrix\n0 1\n0 -1\n", NULL,
            "/a.net:4: the cell \"-1\" in row 2 and column 2 is not a number from 0 to 1e+100"},
        {"a.net", "*Vertices 2\n*Edges\n1 2\n1 2 4\n", NULL, "/a.net:3: the tie 1-2 has no weight, though others have"},
        {"a.net", "*Matrix\n0 1\n1 0\n", NULL, "/a.net:1: *Matrix before *Vertices"},
        {"a.net", "*Vertices -3\n", NULL,
            "/a.net:1: *Vertices says \"-3\": it must be the number of vertices, and for a file of this size at most "
            "1208"},
    };
    CHECK_ALL(readings);
}

/* 1000 vertices, and 16 for each byte, of which here are 17. */
static void vertices_are_as_many_as_the_file_may_be_about(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"a.net", "*Vertices 1272\nx\n", NULL, "/a.net:2: the vertex \"x\" is not a number from 1 to 1272"},
        {"a.net", "*Vertices 1273\nx\n", NULL,
            "/a.net:1: *Vertices says \"1273\": it must be the number of vertices, and for a file of this size at most "
            "1272"},
    };
    CHECK_ALL(readings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pajek_is_read),
        cmocka_unit_test(what_follows_a_vertex_is_a_shape_or_pairs),
        cmocka_unit_test(what_follows_a_tie_is_a_weight_or_pairs),
        cmocka_unit_test(sections_are_what_they_are_called),
        cmocka_unit_test(ties_that_stand_twice_or_lead_nowhere_are_counted),
        cmocka_unit_test(lines_are_counted_as_editors_count_them),
        cmocka_unit_test(what_would_be_half_read_is_refused_with_its_reason),
        cmocka_unit_test(vertices_are_as_many_as_the_file_may_be_about),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
