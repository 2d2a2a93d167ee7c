/* Networks from files that the tests write, good and bad, and from real data where they are at hand. */
#include "io/network/network_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <igraph.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "network_support.h"

static char folder[] = "/tmp/selforg-network-XXXXXX";

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static const char *path_of(const char *name)
{
    static char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static int remove_folder(void **state)
{
    (void)state;
    static const char *const names[] = {"edges.csv", "nodes.csv", "graph.graphml", "graph.gml", "graph.net"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) remove(path_of(names[i]));
    return rmdir(folder);
}

static void write_text(const char *name, const char *text)
{
    FILE *file = fopen(path_of(name), "wb");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static struct network_parameters parameters_of(const char *edges, const char *nodes)
{
    struct network_parameters parameters = scenario_default.network;
    parameters.kind = NETWORK_FILE;
    snprintf(parameters.edges, sizeof parameters.edges, "%s", edges);
    snprintf(parameters.nodes, sizeof parameters.nodes, "%s", nodes);
    return parameters;
}

static struct edge_list read_list(const struct network_parameters *parameters)
{
    struct edge_list list;
    struct message message = {""};
    if (network_file_read(parameters, folder, &list, NULL, &message) != STATUS_OK) fail_msg("%s", message.text);
    return list;
}

/* Writes the tables and reads them; nodes may be NULL. */
static struct edge_list read_tables(const char *edges, const char *nodes, bool directed)
{
    struct network_parameters parameters = parameters_of("edges.csv", nodes ? "nodes.csv" : "");
    parameters.directed = directed;
    write_text("edges.csv", edges);
    if (nodes) write_text("nodes.csv", nodes);
    return read_list(&parameters);
}

static void check_tables(const char *edges, const char *nodes, bool directed, const char *words)
{
    struct edge_list list = read_tables(edges, nodes, directed);
    assert_string_equal(network_in_words(&list), words);
    assert_int_equal(list.agents.count, list.agent_count);
    assert_int_equal(list.units.count, list.unit_count);
    edge_list_free(&list);
}

static void edge_lists_are_read(void **state)
{
    (void)state;
    check_tables("source,target\nann,bob\nbob,cid\n", NULL, false, "ann bob cid: 0-1 1-2");
    check_tables("TO,x,From\nann,1,bob\nbob,1,cid\n", NULL, true, "ann bob cid: 1>0 2>1");
    check_tables("source,target\n10,9\n2,10\n", NULL, false, "2 9 10: 0-2 1-2"); /* whole numbers: by value */
    check_tables("source,target\n10,9\n2,010\n", NULL, false, "2 9 010 10: 0-2 1-3");
    check_tables("source,target\nn10,n9\nN2,a\n", NULL, false, "N2 a n9 n10: 0-1 2-3"); /* runs of digits by value */
    check_tables("source,target\n\"Lee, Kim\",\"a \"\"b\"\"\"\n", NULL, false, "Lee, Kim a \"b\": 0-1");
    check_tables("source,target,weight\na,b,2\nc,a,0.5\n", NULL, false, "a b c: 0-1*2 0-2*0.5");
    check_tables("source,target,Weight\na,b,2\nb,a,3\nb,a,1\nb,b,9\nb,c,1e3\n", NULL, false, "a b c: 0-1*6 1-2*1000");
    check_tables("source,target,weight\na,b,2\nb,a,3\nb,a,1\nb,b,9\n", NULL, true, "a b: 0>1*2 1>0*4");
}

static void node_tables_are_read(void **state)
{
    (void)state;
    const char *edges = "source,target\nb,a\nc,b\n";
    check_tables(edges, "node\na\nb\nc\nd\n", false, "a b c d: 0-1 1-2");
    check_tables(edges, "ID,Department\nc,x\nb,y\na,x\n", false, "a@x b@y c@x: 0-1 1-2");
    check_tables(edges, "name,group,unit\na,1,10\nb,2,9\nc,3,10\n", false, "a@10 b@9 c@10: 0-1 1-2");
    check_tables("source,target\n7,8\n", "node,unit\n9,b\n8,a\n7,b\n", false, "7@b 8@a 9@b: 0-1");
    struct edge_list list = read_tables(edges, "name,group,unit\na,1,10\nb,2,9\nc,3,10\n", false);
    assert_string_equal(list.units.text[0], "9"); /* units in the order of their numbers, too */
    assert_string_equal(list.units.text[1], "10");
    edge_list_free(&list);
}

static void the_unit_column_can_be_chosen(void **state)
{
    (void)state;
    struct network_parameters parameters = parameters_of("edges.csv", "nodes.csv");
    write_text("edges.csv", "source,target\na,b\n");
    write_text("nodes.csv", "node,unit,Office\na,1,north\nb,2,south\n");
    snprintf(parameters.unit_column, sizeof parameters.unit_column, "office");
    struct edge_list list = read_list(&parameters);
    assert_string_equal(network_in_words(&list), "a@north b@south: 0-1");
    edge_list_free(&list);
}

static void what_is_left_out_is_counted(void **state)
{
    (void)state;
    const char *edges = "source,target\n1,2\n2,1\n1,2\n2,2\n3,3\n2,4\n", *nodes = "node\n1\n2\n3\n4\n5\n";
    for (int directed = 0; directed <= 1; directed++) {
        struct edge_list list = read_tables(edges, nodes, directed);
        assert_int_equal(list.self_loops, 2);
        assert_int_equal(list.duplicates, directed ? 1 : 2);
        assert_int_equal(list.isolated, 2);
        assert_int_equal(list.edge_count, directed ? 3 : 2);
        edge_list_free(&list);
    }
}

static void check_refused(const struct network_parameters *parameters, enum status expected, const char *reason)
{
    static const struct edge_list nothing;
    struct edge_list list;
    struct message message = {""};
    assert_int_equal(network_file_read(parameters, folder, &list, NULL, &message), expected);
    if (!strstr(message.text, reason)) fail_msg("\"%s\" does not say \"%s\"", message.text, reason);
    assert_memory_equal(&list, &nothing, sizeof nothing);
}

static void faulty_tables_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *edges, *nodes, *reason;
    } cases[] = {
        {"", NULL, "edges.csv:1: the file must begin"},
        {"source,target\n", NULL, "edges.csv: there is no tie"},
        {"source,target\na,a\n", NULL, "edges.csv: there is no tie"},
        {"sauce,target\na,b\n", NULL,
            "edges.csv:1: the header has no two columns for the ends of a tie, such as source,target;"},
        {"source|target\na|b\n", NULL, "it has: source|target"},
        {"source\na\n", NULL, "it has: source."},
        {"source,target\na,b\na\n", NULL, "edges.csv:3: the header has 2 fields, this record 1"},
        {"source,target\na,b\na,\n", NULL, "edges.csv:3:2: the column \"target\" is empty"},
        {"source,target\na,b\na,\nb\n", NULL, "edges.csv:3:2: the column \"target\" is empty"}, /* the first fault */
        {"source,target\na,b\nc,\nd,\n", NULL, "edges.csv:3:2: the column \"target\" is empty"},
        {"source,target,weight\na,b,1\na,c,x\n", NULL, "edges.csv:3:3: the weight \"x\""},
        {"source,target,weight\na,b,\n", NULL, "edges.csv:2:3: the tie a-b has no weight"},
        {"source,target,weight\na,b,-1\n", NULL, "edges.csv:2:3: the weight \"-1\""},
        {"source,target,weight\na,b,0\n", NULL, "edges.csv:2:3: the weight \"0\""},
        {"source,target,weight\na,b,nan\n", NULL, "edges.csv:2:3: the tie a-b has no weight (\"nan\")"},
        {"source,target,weight\na,b,inf\n", NULL, "edges.csv:2:3: the weight \"inf\""},
        {"source,target,weight\na,b,1e101\n", NULL, "edges.csv:2:3: the weight \"1e101\""},
        {"source,target,weight\na,b,1 2\n", NULL, "edges.csv:2:3: the weight \"1 2\""},
        {"source,target\na,\"b\n", NULL, "edges.csv:2: a quoted field"},
        {"source,target\na,b\na,x\n", "node\na\nb\n", "edges.csv:3:2: the node \"x\" is not in /"},
        {"source,target\na,b\n", "node\na\nb\na\n", "nodes.csv:4:1: the node \"a\" is there already, in line 2"},
        {"source,target\na,b\n", "node,unit\na,\nb,1\n", "nodes.csv:2:2: the column \"unit\" is empty"},
        {"source,target\na,b\n", "node,unit\na,1\n,1\n", "nodes.csv:3:1: the column \"node\" is empty"},
        {"source,target\na,b\n", "knot\na\nb\n", "nodes.csv:1: there is no column \"node\""},
        {"source,target\na,b\n", "", "nodes.csv:1: the file must begin"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct network_parameters parameters = parameters_of("edges.csv", cases[i].nodes ? "nodes.csv" : "");
        write_text("edges.csv", cases[i].edges);
        if (cases[i].nodes) write_text("nodes.csv", cases[i].nodes);
        check_refused(&parameters, STATUS_INPUT, cases[i].reason);
    }
}

static void faulty_parameters_are_refused(void **state)
{
    (void)state;
    struct network_parameters parameters = parameters_of("edges.csv", "nodes.csv");
    write_text("edges.csv", "source,target\na,b\n");
    write_text("nodes.csv", "node,unit\na,1\nb,1\n");
    snprintf(parameters.unit_column, sizeof parameters.unit_column, "office");
    check_refused(&parameters, STATUS_INPUT, "nodes.csv:1: there is no column \"office\"");
    parameters.nodes[0] = '\0';
    check_refused(&parameters, STATUS_INPUT, "network.unit_column");
    parameters = parameters_of("no-such-file.csv", "");
    check_refused(&parameters, STATUS_INPUT, "no-such-file.csv: No such file");
    parameters = parameters_of("edges.csv", "no-such-file.csv");
    check_refused(&parameters, STATUS_INPUT, "no-such-file.csv: No such file");
    parameters = parameters_of("edges.xlsx", "");
    check_refused(&parameters, STATUS_INPUT, "edges.xlsx: a network is read from .csv");
    parameters = parameters_of("graph.gml", "nodes.csv");
    check_refused(&parameters, STATUS_INPUT, "network.nodes");
    parameters = parameters_of("graph.gml", "");
    remove(path_of("graph.gml"));
    check_refused(&parameters, STATUS_INPUT, "graph.gml: No such file");
}

static void paths_are_relative_to_the_scenario(void **state)
{
    (void)state;
    struct network_parameters parameters = parameters_of("edges.csv", "");
    struct edge_list list;
    write_text("edges.csv", "source,target\na,b\n");
    assert_int_equal(network_file_read(&parameters, "/tmp", &list, NULL, NULL), STATUS_INPUT);
    for (int with_slash = 0; with_slash < 2; with_slash++) {
        struct message message;
        const char *nowhere = with_slash ? "/nowhere/" : "/nowhere";
        assert_int_equal(network_file_read(&parameters, nowhere, &list, NULL, &message), STATUS_INPUT);
        assert_non_null(strstr(message.text, "/nowhere/edges.csv: No such file"));
    }
    parameters = parameters_of(path_of("edges.csv"), ""); /* an absolute path goes anywhere */
    assert_int_equal(network_file_read(&parameters, "/nowhere", &list, NULL, NULL), STATUS_OK);
    edge_list_free(&list);
    assert_int_equal(network_file_read(&parameters, NULL, &list, NULL, NULL), STATUS_OK);
    edge_list_free(&list);
}

static const char GRAPHML[] = "<?xml version=\"1.0\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
                              "<key id=\"n\" for=\"node\" attr.name=\"name\" attr.type=\"string\"/>\n"
                              "<key id=\"d\" for=\"node\" attr.name=\"department\" attr.type=\"%s\"/>\n"
                              "<key id=\"w\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/>\n"
                              "<graph edgedefault=\"%s\">\n"
                              "<node id=\"n0\"><data key=\"n\">ann</data><data key=\"d\">%s</data></node>\n"
                              "<node id=\"n1\"><data key=\"n\">bob</data><data key=\"d\">2</data></node>\n"
                              "<node id=\"n2\"><data key=\"n\">cid</data><data key=\"d\">10</data></node>\n"
                              "<edge source=\"n1\" target=\"n0\"><data key=\"w\">2</data></edge>\n"
                              "<edge source=\"n0\" target=\"n1\"><data key=\"w\">%s</data></edge>\n"
                              "</graph>\n</graphml>\n";

static void write_graphml(const char *type, const char *direction, const char *unit, const char *weight)
{
    char text[4096];
    snprintf(text, sizeof text, GRAPHML, type, direction, unit, weight);
    write_text("graph.graphml", text);
}

static void check_graph(const char *name, const char *unit, const char *words)
{
    struct network_parameters parameters = parameters_of(name, "");
    snprintf(parameters.unit_column, sizeof parameters.unit_column, "%s", unit);
    struct edge_list list = read_list(&parameters);
    assert_string_equal(network_in_words(&list), words);
    edge_list_free(&list);
}

static void graphs_are_read(void **state)
{
    (void)state;
    write_graphml("string", "undirected", "10", "3");
    check_graph("graph.graphml", "", "ann@10 bob@2 cid@10: 0-1*5");
    write_graphml("double", "directed", "10", "3");
    check_graph("graph.graphml", "department", "ann@10 bob@2 cid@10: 0>1*3 1>0*2");
    check_graph("graph.graphml", "name", "ann@ann bob@bob cid@cid: 0>1*3 1>0*2");
    write_text("graph.gml",
        "graph [ directed 1 node [ id 7 label \"x\" unit \"u\" ] node [ id 3 label \"y\" unit \"v\" ]\n"
        "edge [ source 3 target 7 ] edge [ source 3 target 3 ] ]\n");
    check_graph("graph.gml", "", "x@u y@v: 1>0");
    write_text("graph.gml", "graph [ node [ id 7 ] node [ id 3 ] edge [ source 3 target 7 weight 2.5 ] ]\n");
    check_graph("graph.gml", "", "7 3: 0-1*2.5");
    write_text("graph.net", "*Vertices 3\n1 \"ann\"\n2 \"bob\"\n3 \"cid\"\n*Edges\n1 2 2\n2 3 1\n");
    check_graph("graph.net", "", "ann bob cid: 0-1*2 1-2*1");
    write_text("graph.net", "*Vertices 3\n*Arcs\n3 2\n");
    check_graph("graph.net", "", "1 2 3: 2>1");
}

static void faulty_graphs_are_refused(void **state)
{
    (void)state;
    static const char *const broken[] = {"", "nonsense", "<graphml><graph>", "graph [ node [ id 1 ]",
        "graph [ edge [ source 1 target 2 ] ]", "*Vertices x\n", "*Vertices 2\n*Edges\n1 5\n", "\xFF\xFE\x01"};
    static const char *const names[] = {"graph.graphml", "graph.gml", "graph.net"};
    for (size_t name = 0; name < 3; name++)
        for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
            struct network_parameters parameters = parameters_of(names[name], "");
            write_text(names[name], broken[i]);
            check_refused(&parameters, STATUS_INPUT, names[name]);
        }
    struct network_parameters parameters = parameters_of("graph.graphml", "");
    write_graphml("string", "directed", "", "3");
    check_refused(&parameters, STATUS_INPUT, "graph.graphml:7: the node \"n0\" has no \"department\"");
    write_graphml("string", "directed", "1", "-3");
    check_refused(&parameters, STATUS_INPUT, "graph.graphml:11: the weight \"-3\" of the tie n0-n1");
    write_graphml("string", "directed", "1", "3");
    snprintf(parameters.unit_column, sizeof parameters.unit_column, "office");
    check_refused(&parameters, STATUS_INPUT, "the nodes have no attribute \"office\"");
}

/* What igraph writes, in any of its formats, comes back as it was. */
static void graphs_come_back_from_every_format(void **state)
{
    (void)state;
    struct scenario scenario = scenario_default;
    struct random_seeds seeds = {{1, 2, 3}};
    struct network network, again;
    scenario.network.agents = 200;
    assert_int_equal(network_build(&network, &scenario, NULL, &seeds, -1, NULL), STATUS_OK);
    igraph_vector_int_t ends;
    igraph_t graph;
    igraph_vector_int_init(&ends, 0);
    for (int32_t i = 0; i < 200; i++)
        for (int32_t k = 0; k < network.told.length[i]; k++) {
            igraph_vector_int_push_back(&ends, i);
            igraph_vector_int_push_back(&ends, network.told.agent[network.told.start[i] + k]);
        }
    igraph_create(&graph, &ends, 200, IGRAPH_UNDIRECTED); /* every tie from both ends */
    static const char *const names[] = {"graph.graphml", "graph.gml", "graph.net"};
    for (int format = 0; format < 3; format++) {
        FILE *file = fopen(path_of(names[format]), "wb");
        assert_non_null(file);
        if (format == 0) igraph_write_graph_graphml(&graph, file, true);
        if (format == 1) igraph_write_graph_gml(&graph, file, IGRAPH_WRITE_GML_DEFAULT_SW, NULL, NULL);
        if (format == 2) igraph_write_graph_pajek(&graph, file);
        fclose(file);
        struct network_parameters parameters = parameters_of(names[format], "");
        struct edge_list list = read_list(&parameters);
        struct scenario of_file = {.network = parameters};
        assert_int_equal(list.duplicates, network.tie_count);
        assert_int_equal(network_build(&again, &of_file, &list, &seeds, -1, NULL), STATUS_OK);
        assert_int_equal(again.tie_count, network.tie_count);
        assert_memory_equal(again.told.agent, network.told.agent, 2 * (size_t)network.tie_count * sizeof(int32_t));
        network_free(&again);
        edge_list_free(&list);
    }
    igraph_destroy(&graph);
    igraph_vector_int_destroy(&ends);
    network_free(&network);
}

/* E-mail in a European research institution; the counts are those that SNAP publishes, but for the direction. */
static void real_data_are_read(void **state)
{
    (void)state;
    static const char edges[] = "../shared/data/email_eu_core_edges.csv";
    if (access(edges, R_OK) != 0) {
        print_message("skipped: %s is not here\n", edges);
        skip();
    }
    struct network_parameters parameters = parameters_of(edges, "../shared/data/email_eu_core_nodes.csv");
    struct edge_list list;
    assert_int_equal(network_file_read(&parameters, NULL, &list, NULL, NULL), STATUS_OK);
    assert_int_equal(list.agent_count, 1005);
    assert_int_equal(list.edge_count, 16064);
    assert_int_equal(list.self_loops, 642);
    assert_int_equal(list.duplicates, 25571 - 642 - 16064);
    assert_int_equal(list.unit_count, 42);
    for (int i = 0; i < 1005; i++) assert_int_equal(strtol(list.agents.text[i], NULL, 10), i);
    for (int i = 0; i < 42; i++) assert_int_equal(strtol(list.units.text[i], NULL, 10), i);
    struct scenario scenario = {.network = parameters};
    struct network network;
    assert_int_equal(network_build(&network, &scenario, &list, &(struct random_seeds){{0}}, 0.5, NULL), STATUS_OK);
    assert_int_equal(network_verify(&network, NULL), STATUS_OK);
    network_free(&network);
    edge_list_free(&list);
    parameters.directed = true;
    assert_int_equal(network_file_read(&parameters, NULL, &list, NULL, NULL), STATUS_OK);
    assert_int_equal(list.edge_count, 24929);
    edge_list_free(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(edge_lists_are_read),
        cmocka_unit_test(node_tables_are_read),
        cmocka_unit_test(the_unit_column_can_be_chosen),
        cmocka_unit_test(what_is_left_out_is_counted),
        cmocka_unit_test(faulty_tables_are_refused),
        cmocka_unit_test(faulty_parameters_are_refused),
        cmocka_unit_test(paths_are_relative_to_the_scenario),
        cmocka_unit_test(graphs_are_read),
        cmocka_unit_test(faulty_graphs_are_refused),
        cmocka_unit_test(graphs_come_back_from_every_format),
        cmocka_unit_test(real_data_are_read),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
