#include "io/network/network_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "io/text/csv.h"
#include "io/network/graph_file.h"
#include "io/network/names.h"
#include "network/edges.h"
#include "scenario/numbers.h"

enum { PATH_LENGTH = 4096 };

/* What the tables have said so far. Agents and units have the numbers of their first appearance. */
struct tables {
    const char *edge_path, *node_path; /* node_path is empty where there is no node table */
    const struct network_parameters *parameters;
    struct names agents, units;
    struct ARRAY_OF(int32_t) unit;  /* of each agent; empty without units */
    struct ARRAY_OF(int32_t) ends;  /* of each edge, two */
    struct ARRAY_OF(double) weight; /* of each edge; empty without weights */
};

static void tables_free(struct tables *tables)
{
    names_free(&tables->agents);
    names_free(&tables->units);
    array_free(&tables->unit);
    array_free(&tables->ends);
    array_free(&tables->weight);
}

/* The first of the columns `names` (ended by NULL) that there is, or -1. */
static int64_t first_column(const struct csv *csv, const char *const names[])
{
    int64_t column = -1;
    for (int i = 0; column < 0 && names[i]; i++) column = csv_column(csv, names[i]);
    return column;
}

static enum status need_column(
    const struct csv *csv, const char *const names[], int64_t *column, struct message *message)
{
    *column = first_column(csv, names);
    if (*column >= 0) return STATUS_OK;
    return csv_fault(
        csv, message, "there is no column \"%s\"; the header begins with \"%s\"", names[0], csv->header.items[0]);
}

static enum status need_text(const struct csv *csv, int64_t column, const char **text, struct message *message)
{
    *text = csv->fields.items[column];
    if (**text) return STATUS_OK;
    return csv_fault(csv, message, "the column \"%s\" is empty", csv->header.items[column]);
}

static enum status read_node(
    struct tables *tables, const struct csv *csv, int64_t node, int64_t unit, struct message *message)
{
    const char *id = NULL, *unit_name = NULL;
    int32_t number = 0;
    enum status status = need_text(csv, node, &id, message);
    if (status == STATUS_OK && names_find(&tables->agents, id) >= 0)
        status = csv_fault(csv, message, "the node \"%s\" has a line already", id);
    if (status == STATUS_OK) status = names_add(&tables->agents, id, &number);
    if (status != STATUS_OK || unit < 0) return status;
    status = need_text(csv, unit, &unit_name, message);
    if (status == STATUS_OK) status = names_add(&tables->units, unit_name, &number);
    if (status == STATUS_OK && !array_push(&tables->unit, number)) status = STATUS_MEMORY;
    return status;
}

static enum status read_nodes(struct tables *tables, struct message *message)
{
    struct csv csv;
    int64_t node = -1, unit = -1;
    bool more = true;
    enum status status = csv_open(&csv, tables->node_path, message);
    if (status == STATUS_OK) status = need_column(&csv, (const char *[]){"node", "id", "name", NULL}, &node, message);
    if (status == STATUS_OK && *tables->parameters->unit)
        status = need_column(&csv, (const char *[]){tables->parameters->unit, NULL}, &unit, message);
    else if (status == STATUS_OK)
        unit = first_column(&csv, (const char *[]){"unit", "department", "group", NULL});
    while (status == STATUS_OK && (status = csv_next(&csv, &more, message)) == STATUS_OK && more)
        status = read_node(tables, &csv, node, unit, message);
    csv_close(&csv);
    return status;
}

static enum status read_end(struct tables *tables, const struct csv *csv, int64_t column, struct message *message)
{
    const char *id = NULL;
    int32_t agent = -1;
    enum status status = need_text(csv, column, &id, message);
    if (status != STATUS_OK) return status;
    if (!*tables->node_path)
        status = names_add(&tables->agents, id, &agent);
    else if ((agent = names_find(&tables->agents, id)) < 0)
        status = csv_fault(csv, message, "the node \"%s\" is not in %s", id, tables->node_path);
    if (status == STATUS_OK && !array_push(&tables->ends, agent)) status = STATUS_MEMORY;
    return status;
}

static enum status read_weight(struct tables *tables, const struct csv *csv, int64_t column, struct message *message)
{
    double weight = 0;
    const char *text = csv->fields.items[column];
    if (number_read(text, &weight) != NUMBER_FINE || !(weight > 0 && weight <= EDGE_WEIGHT_MOST))
        return csv_fault(
            csv, message, "the weight \"%s\" is not a number above 0 and at most %g", text, EDGE_WEIGHT_MOST);
    return array_push(&tables->weight, weight) ? STATUS_OK : STATUS_MEMORY;
}

static enum status read_edges(struct tables *tables, struct message *message)
{
    struct csv csv;
    int64_t source = -1, target = -1, weight = -1;
    bool more = true;
    enum status status = csv_open(&csv, tables->edge_path, message);
    if (status == STATUS_OK) status = need_column(&csv, (const char *[]){"source", "from", NULL}, &source, message);
    if (status == STATUS_OK) status = need_column(&csv, (const char *[]){"target", "to", NULL}, &target, message);
    if (status == STATUS_OK) weight = csv_column(&csv, "weight");
    while (status == STATUS_OK && (status = csv_next(&csv, &more, message)) == STATUS_OK && more) {
        status = read_end(tables, &csv, source, message);
        if (status == STATUS_OK) status = read_end(tables, &csv, target, message);
        if (status == STATUS_OK && weight >= 0) status = read_weight(tables, &csv, weight, message);
    }
    csv_close(&csv);
    return status;
}

/* Hands what was read to the list, with the agents and units in their final order. */
static enum status make_list(struct tables *tables, struct edge_list *list)
{
    int64_t agents = tables->agents.list.count, units = tables->units.list.count;
    int32_t *agent_order = malloc((size_t)agents * sizeof *agent_order + 1);
    int32_t *unit_order = malloc((size_t)units * sizeof *unit_order + 1);
    enum status status = agent_order && unit_order ? STATUS_OK : STATUS_MEMORY;
    if (status == STATUS_OK) status = names_order(&tables->agents, agent_order);
    if (status == STATUS_OK) status = names_order(&tables->units, unit_order);
    if (status == STATUS_OK && units > 0 && !(list->unit = malloc((size_t)agents * sizeof *list->unit)))
        status = STATUS_MEMORY;
    if (status == STATUS_OK) status = names_take(&tables->agents, agent_order, &list->agents);
    if (status == STATUS_OK && units > 0) status = names_take(&tables->units, unit_order, &list->units);
    if (status == STATUS_OK) {
        for (int64_t i = 0; i < tables->ends.count; i++) tables->ends.items[i] = agent_order[tables->ends.items[i]];
        for (int64_t i = 0; i < tables->unit.count; i++) list->unit[agent_order[i]] = unit_order[tables->unit.items[i]];
        list->agent_count = (int32_t)agents;
        list->unit_count = (int32_t)units;
        list->edge_count = tables->ends.count / 2;
        list->edges = tables->ends.items;
        list->weight = tables->weight.items;
        tables->ends.items = NULL;
        tables->weight.items = NULL;
    }
    free(agent_order);
    free(unit_order);
    return status;
}

static enum status read_tables(const char *edge_path, const char *node_path,
    const struct network_parameters *parameters, struct edge_list *list, struct message *message)
{
    struct tables tables = {.edge_path = edge_path, .node_path = node_path, .parameters = parameters};
    enum status status = STATUS_OK;
    if (*node_path)
        status = read_nodes(&tables, message);
    else if (*parameters->unit)
        status = message_set(message, STATUS_INPUT, "network.unit names a column of network.nodes, which is not given");
    if (status == STATUS_OK) status = read_edges(&tables, message);
    if (status == STATUS_OK) status = make_list(&tables, list);
    list->directed = parameters->directed;
    tables_free(&tables);
    return status;
}

/* The path as it stands to the scenario's folder; empty stays empty. */
static enum status find_path(const char *path, const char *folder, char found[PATH_LENGTH], struct message *message)
{
    bool as_is = !*path || *path == '/' || !folder || !*folder;
    int length = snprintf(found, PATH_LENGTH, "%s%s%s", as_is ? "" : folder, as_is ? "" : "/", path);
    if (length >= 0 && length < PATH_LENGTH) return STATUS_OK;
    return message_set(message, STATUS_INPUT, "the path %s is too long", path);
}

static enum status read_by_ending(const char *edge_path, const char *node_path,
    const struct network_parameters *parameters, struct edge_list *list, struct message *message)
{
    static const struct {
        const char *ending;
        enum graph_format format;
    } graphs[] = {{".graphml", GRAPH_GRAPHML}, {".gml", GRAPH_GML}, {".net", GRAPH_PAJEK}};
    const char *ending = strrchr(edge_path, '.');
    if (ending && strcasecmp(ending, ".csv") == 0) return read_tables(edge_path, node_path, parameters, list, message);
    for (size_t i = 0; ending && i < sizeof graphs / sizeof graphs[0]; i++) {
        if (strcasecmp(ending, graphs[i].ending) != 0) continue;
        if (!*node_path) return graph_file_read(edge_path, graphs[i].format, parameters->unit, list, message);
        return message_set(message, STATUS_INPUT,
            "network.nodes goes with an edge list in CSV only: %s describes its nodes itself", edge_path);
    }
    return message_set(message, STATUS_INPUT, "%s: a network is read from .csv, .graphml, .gml or .net", edge_path);
}

enum status network_file_read(const struct network_parameters *parameters, const char *scenario_folder,
    struct edge_list *list, struct message *message)
{
    char edge_path[PATH_LENGTH], node_path[PATH_LENGTH];
    *list = (struct edge_list){0};
    enum status status = find_path(parameters->edges, scenario_folder, edge_path, message);
    if (status == STATUS_OK) status = find_path(parameters->nodes, scenario_folder, node_path, message);
    if (status == STATUS_OK) status = read_by_ending(edge_path, node_path, parameters, list, message);
    if (status == STATUS_OK) status = edge_list_settle(list);
    if (status == STATUS_OK && list->edge_count == 0)
        status = message_set(message, STATUS_INPUT, "%s: there is no tie between two nodes", edge_path);
    if (status == STATUS_MEMORY)
        message_set(message, status, "%s: there is not enough memory to read the network", edge_path);
    if (status != STATUS_OK) edge_list_free(list);
    return status;
}
