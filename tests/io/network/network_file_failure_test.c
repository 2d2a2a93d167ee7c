/* Running out of memory while a network is read: it is told, and nothing is left. */
#include "failing_malloc.h"
#include "io/network/network_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A graph in every format, with names, units and weights. */
static const struct {
    const char *name, *text;
} graphs[] = {{"graph.gml", "graph [ node [ id 7 unit \"u\" x 1 ] node [ id 3 label \"Zo&#235; \" unit \"v\" ] "
                            "edge [ source 3 target 7 weight 2 ] edge [ source 7 target 3 weight 1 ] ]\n"},
    {"graph.graphml", "<graphml><key id='u' for='node' attr.name='unit'><default>a</default></key>"
                      "<key id='w' for='edge' attr.name='weight'/><graph edgedefault='undirected'><node id='x'><data "
                      "key='u'>b</data></node>"
                      "<node id='g' yfiles.foldertype='group'><NodeLabel>G</NodeLabel><graph "
                      "edgedefault='undirected'><node id='y'/></graph>"
                      "</node><edge source='x' target='y'><data key='w'>2</data></edge></graph></graphml>"},
    {"graph.gexf", "<gexf><graph><attributes class='node'><attribute id='0' "
                   "title='unit'><default>a</default></attribute></attributes>"
                   "<nodes><node id='x' label='X'/><node id='y'><attvalues><attvalue for='0' "
                   "value='b'/></attvalues></node></nodes>"
                   "<edges><edge source='x' target='y' kind='k' weight='2'/></edges></graph></gexf>"},
    {"graph.net", "*Vertices 3\n1 \"a\" 0.5 0.5 ellipse unit x\n2 \"b\" unit y\n3 \"c\" unit y\n*Edges\n1 2 2\n"},
    {"graph.dl", "dl n=2\nlabels: a b\ndata:\n0 2 2 0\n"}};

enum { GRAPH_COUNT = sizeof graphs / sizeof *graphs };

static char folder[] = "/tmp/selforg-network-XXXXXX";

static void write_text(const char *name, const char *text)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void remove_file(const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    remove(path);
}

static void check_every_allocation(const struct network_parameters *parameters)
{
    static const struct edge_list nothing;
    int64_t number = 0;
    do {
        struct edge_list list;
        struct message message = {""};
        fail_allocation_number(++number);
        enum status status = network_file_read(parameters, folder, &list, NULL, &message);
        assert_int_equal(status, allocation_failed() ? STATUS_MEMORY : STATUS_OK);
        if (allocation_failed()) {
            assert_memory_equal(&list, &nothing, sizeof nothing);
            assert_non_null(strstr(message.text, "memory"));
        }
        edge_list_free(&list);
    } while (allocation_failed());
    fail_allocation_number(0);
    assert_true(number > 10);
}

static void tables_tell_of_missing_memory(void **state)
{
    (void)state;
    struct network_parameters parameters = {.kind = NETWORK_FILE, .edges = "edges.csv", .nodes = "nodes.csv"};
    write_text("edges.csv", "source,target,weight\nb,a,1\na,b,2\nc,c,1\nc,b,1\n");
    write_text("nodes.csv", "node,unit\na,x\nb,y\nc,x\n");
    check_every_allocation(&parameters);
    write_text("nodes.csv", "node,unit,own,age\na,x,0.5,1\nb,y,,1\nc,x,1,1\n");
    strcpy(parameters.threshold_column, "own");
    strcpy(parameters.opinion_column, "age");
    check_every_allocation(&parameters);
    *parameters.threshold_column = *parameters.opinion_column = *parameters.nodes = '\0';
    check_every_allocation(&parameters);
}

static void people_alone_tell_of_missing_memory(void **state)
{
    (void)state;
    struct network_parameters parameters = {.kind = NETWORK_RING, .nodes = "nodes.csv", .agents = 3, .units = 2};
    write_text("nodes.csv", "node,unit,own\na,x,0.5\nb,y,\nc,x,1\n");
    strcpy(parameters.threshold_column, "own");
    check_every_allocation(&parameters);
}

static void matrices_tell_of_missing_memory(void **state)
{
    (void)state;
    struct network_parameters parameters = {.kind = NETWORK_FILE, .edges = "edges.csv"};
    write_text("edges.csv", ",a,b\na,0,2\nb,2,0\n");
    check_every_allocation(&parameters);
}

static void graphs_tell_of_missing_memory(void **state)
{
    (void)state;
    for (size_t i = 0; i < GRAPH_COUNT; i++) {
        struct network_parameters parameters = {.kind = NETWORK_FILE};
        snprintf(parameters.edges, sizeof parameters.edges, "%s", graphs[i].name);
        write_text(graphs[i].name, graphs[i].text);
        check_every_allocation(&parameters);
    }
}

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    remove_file("edges.csv");
    remove_file("nodes.csv");
    for (size_t i = 0; i < GRAPH_COUNT; i++) remove_file(graphs[i].name);
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_tell_of_missing_memory),
        cmocka_unit_test(people_alone_tell_of_missing_memory),
        cmocka_unit_test(matrices_tell_of_missing_memory),
        cmocka_unit_test(graphs_tell_of_missing_memory),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
