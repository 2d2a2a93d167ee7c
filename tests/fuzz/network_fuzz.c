/* Any bytes as a network's file: it is read or refused with a message, and nothing else happens. The first byte is the
 * format; in a table the bytes behind a byte 1, if there is one, are its node table. What was read keeps its promises.
 */
#include "fuzz/fuzz.h"

#include "io/network/network_file.h"
#include "io/network/network_told.h"

static const char *const endings[] = {".csv", ".graphml", ".gexf", ".gml", ".net", ".dl"};

enum { FORMATS = sizeof endings / sizeof *endings };

/* Ends in range and in order, weights above 0, a unit and a label for everybody. */
static void check_list(const struct edge_list *list)
{
    int64_t last = -1;
    for (int64_t edge = 0; edge < list->edge_count; edge++) {
        int64_t source = list->edges[2 * edge], target = list->edges[2 * edge + 1];
        bool inside = source >= 0 && source < list->agent_count && target >= 0 && target < list->agent_count;
        int64_t key = source * list->agent_count + target;
        demand(inside && source != target && key > last && (list->directed || source < target), "ties are settled");
        demand(!list->weight || list->weight[edge] > 0, "weights are above 0");
        last = key;
    }
    demand(list->agents.count == list->agent_count, "everybody has a name");
    for (int32_t i = 0; i < list->agent_count; i++) {
        demand(*list->agents.text[i], "no name is empty");
        demand(!list->unit || (list->unit[i] >= 0 && list->unit[i] < list->unit_count), "everybody is in a unit");
    }
}

static void read_and_check(const struct network_parameters *parameters)
{
    struct scenario scenario = {.network = *parameters};
    struct edge_list list;
    struct message message = {""};
    if (!is_read(network_file_read(parameters, NULL, &list, NULL, &message), &message)) return;
    check_list(&list);
    FILE *nowhere = fopen("/dev/null", "w");
    network_tell(&list, &scenario, nowhere);
    fclose(nowhere);
    edge_list_free(&list);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct network_parameters parameters = {.kind = NETWORK_FILE};
    if (size == 0) return 0;
    int format = data[0] % FORMATS;
    const uint8_t *nodes = format == 0 ? memchr(data, 1, size) : NULL;
    size_t edges = nodes ? (size_t)(nodes - data) : size;
    snprintf(parameters.edges, sizeof parameters.edges, "/dev/shm/selforg-fuzz-%d%s", (int)getpid(), endings[format]);
    write_file(parameters.edges, data + 1, edges > 0 ? edges - 1 : 0);
    if (nodes) {
        snprintf(parameters.nodes, sizeof parameters.nodes, "/dev/shm/selforg-fuzz-%d-nodes.csv", (int)getpid());
        write_file(parameters.nodes, nodes + 1, size - edges - 1);
    }
    parameters.directed = data[0] / FORMATS % 2;
    read_and_check(&parameters);
    remove(parameters.edges);
    if (nodes) remove(parameters.nodes);
    return 0;
}
