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
        enum status status = network_file_read(parameters, folder, &list, &message);
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
    struct network_parameters parameters = {.edges = "edges.csv", .nodes = "nodes.csv"};
    write_text("edges.csv", "source,target,weight\nb,a,1\na,b,2\nc,c,1\nc,b,1\n");
    write_text("nodes.csv", "node,unit\na,x\nb,y\nc,x\n");
    check_every_allocation(&parameters);
    parameters.nodes[0] = '\0';
    check_every_allocation(&parameters);
}

static void graphs_tell_of_missing_memory(void **state)
{
    (void)state;
    struct network_parameters parameters = {.edges = "graph.gml"};
    write_text("graph.gml",
        "graph [ node [ id 7 unit \"u\" ] node [ id 3 unit \"v\" ] edge [ source 3 target 7 weight 2 ] ]\n");
    check_every_allocation(&parameters);
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
    remove_file("graph.gml");
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_tell_of_missing_memory),
        cmocka_unit_test(graphs_tell_of_missing_memory),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
