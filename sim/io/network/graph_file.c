/* igraph reports errors to handlers, and keeps attributes only if told to; both are set while a file is read and then
 * set back. Its errors say what is wrong, but not where. */
#include "io/network/graph_file.h"

#include <errno.h>
#include <igraph.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/network/names.h"
#include "network/edges.h"
#include "scenario/numbers.h"

struct handlers {
    igraph_error_handler_t *error;
    igraph_warning_handler_t *warning;
    igraph_attribute_table_t *attributes;
};

static struct handlers set_handlers(void)
{
    return (struct handlers){
        .error = igraph_set_error_handler(igraph_error_handler_ignore),
        .warning = igraph_set_warning_handler(igraph_warning_handler_ignore),
        .attributes = igraph_set_attribute_table(&igraph_cattribute_table),
    };
}

static void restore_handlers(struct handlers handlers)
{
    igraph_set_error_handler(handlers.error);
    igraph_set_warning_handler(handlers.warning);
    igraph_set_attribute_table(handlers.attributes);
}

static enum status read_graph(const char *path, enum graph_format format, igraph_t *graph, struct message *message)
{
    static const char *const names[] = {"GraphML", "GML", "Pajek"};
    FILE *file = fopen(path, "rb");
    if (!file) return message_set(message, STATUS_INPUT, "%s: %s", path, strerror(errno));
    igraph_error_t error = format == GRAPH_GRAPHML ? igraph_read_graph_graphml(graph, file, 0)
                           : format == GRAPH_GML   ? igraph_read_graph_gml(graph, file)
                                                   : igraph_read_graph_pajek(graph, file);
    fclose(file);
    if (error == IGRAPH_SUCCESS) return STATUS_OK;
    if (error == IGRAPH_ENOMEM) return STATUS_MEMORY;
    return message_set(
        message, STATUS_INPUT, "%s: this is no %s that could be read: %s", path, names[format], igraph_strerror(error));
}

/* The first of the attributes that the nodes have, or NULL. */
static const char *first_attribute(const igraph_t *graph, const char *const names[])
{
    for (int i = 0; names[i]; i++)
        if (igraph_cattribute_has_attr(graph, IGRAPH_ATTRIBUTE_VERTEX, names[i])) return names[i];
    return NULL;
}

/* What a node has as an attribute, as text: "" for none. The result is in `number` or belongs to the graph. */
static const char *attribute_text(const igraph_t *graph, const char *name, int32_t node, char number[NUMBER_TEXT])
{
    igraph_attribute_type_t type = IGRAPH_ATTRIBUTE_UNSPECIFIED;
    if (igraph_cattribute_table.gettype(graph, &type, IGRAPH_ATTRIBUTE_VERTEX, name) != IGRAPH_SUCCESS) return "";
    if (type == IGRAPH_ATTRIBUTE_STRING) return igraph_cattribute_VAS(graph, name, node);
    if (type == IGRAPH_ATTRIBUTE_BOOLEAN) return igraph_cattribute_VAB(graph, name, node) ? "true" : "false";
    double value = igraph_cattribute_VAN(graph, name, node);
    if (!isfinite(value)) return "";
    number_print(value, number);
    return number;
}

static enum status take_labels(const igraph_t *graph, struct edge_list *list)
{
    const char *name = first_attribute(graph, (const char *[]){"name", "label", "id", NULL});
    char number[NUMBER_TEXT];
    if (!name) return STATUS_OK;
    list->agents.text = calloc((size_t)list->agent_count + 1, sizeof *list->agents.text);
    if (!list->agents.text) return STATUS_MEMORY;
    list->agents.count = list->agent_count;
    for (int32_t node = 0; node < list->agent_count; node++) {
        list->agents.text[node] = strdup(attribute_text(graph, name, node, number));
        if (!list->agents.text[node]) return STATUS_MEMORY;
    }
    return STATUS_OK;
}

/* Numbers the units, once each node has the number under which its unit first appeared. */
static enum status order_units(struct names *units, struct edge_list *list)
{
    int32_t *order = malloc((size_t)units->list.count * sizeof *order + 1);
    enum status status = order ? names_order(units, order) : STATUS_MEMORY;
    list->unit_count = (int32_t)units->list.count;
    if (status == STATUS_OK) status = names_take(units, order, &list->units);
    for (int32_t node = 0; status == STATUS_OK && node < list->agent_count; node++)
        list->unit[node] = order[list->unit[node]];
    free(order);
    return status;
}

static enum status take_units(
    const igraph_t *graph, const char *path, const char *wanted, struct edge_list *list, struct message *message)
{
    const char *name = first_attribute(
        graph, *wanted ? (const char *[]){wanted, NULL} : (const char *[]){"unit", "department", "group", NULL});
    if (!name && *wanted)
        return message_set(message, STATUS_INPUT, "%s: the nodes have no attribute \"%s\"", path, wanted);
    if (!name) return STATUS_OK;
    struct names units = {0};
    list->unit = malloc((size_t)list->agent_count * sizeof *list->unit + 1);
    enum status status = list->unit ? STATUS_OK : STATUS_MEMORY;
    for (int32_t node = 0; status == STATUS_OK && node < list->agent_count; node++) {
        char number[NUMBER_TEXT];
        const char *text = attribute_text(graph, name, node, number);
        if (*text)
            status = names_add(&units, text, &list->unit[node]);
        else
            status = message_set(
                message, STATUS_INPUT, "%s: node %ld, counted from 0, has no attribute \"%s\"", path, (long)node, name);
    }
    if (status == STATUS_OK) status = order_units(&units, list);
    names_free(&units);
    return status;
}

static enum status take_edges(const igraph_t *graph, struct edge_list *list)
{
    enum status status = edge_list_reserve(list, igraph_ecount(graph));
    for (igraph_integer_t edge = 0; status == STATUS_OK && edge < igraph_ecount(graph); edge++)
        edge_list_add(list, (int32_t)IGRAPH_FROM(graph, edge), (int32_t)IGRAPH_TO(graph, edge));
    return status;
}

static enum status take_weights(
    const igraph_t *graph, const char *path, struct edge_list *list, struct message *message)
{
    static const char name[] = "weight";
    igraph_attribute_type_t type = IGRAPH_ATTRIBUTE_UNSPECIFIED;
    if (!igraph_cattribute_has_attr(graph, IGRAPH_ATTRIBUTE_EDGE, name)) return STATUS_OK;
    if (igraph_cattribute_table.gettype(graph, &type, IGRAPH_ATTRIBUTE_EDGE, name) != IGRAPH_SUCCESS ||
        type != IGRAPH_ATTRIBUTE_NUMERIC)
        return message_set(message, STATUS_INPUT, "%s: the attribute \"weight\" of the edges is not a number", path);
    list->weight = malloc((size_t)list->edge_count * sizeof *list->weight + 1);
    if (!list->weight) return STATUS_MEMORY;
    for (int64_t edge = 0; edge < list->edge_count; edge++) {
        double weight = list->weight[edge] = igraph_cattribute_EAN(graph, name, edge);
        if (!(weight > 0 && weight <= EDGE_WEIGHT_MOST))
            return message_set(message, STATUS_INPUT,
                "%s: the weight of edge %lld, counted from 0, is %g and not a number above 0 and at most %g", path,
                (long long)edge, weight, EDGE_WEIGHT_MOST);
    }
    return STATUS_OK;
}

static enum status take_graph(const igraph_t *graph, const char *path, const char *unit_attribute,
    struct edge_list *list, struct message *message)
{
    if (igraph_vcount(graph) > INT32_MAX)
        return message_set(message, STATUS_INPUT, "%s: there are too many nodes", path);
    list->agent_count = (int32_t)igraph_vcount(graph);
    list->directed = igraph_is_directed(graph);
    enum status status = take_edges(graph, list);
    if (status == STATUS_OK) status = take_weights(graph, path, list, message);
    if (status == STATUS_OK) status = take_labels(graph, list);
    if (status == STATUS_OK) status = take_units(graph, path, unit_attribute, list, message);
    return status;
}

enum status graph_file_read(const char *path, enum graph_format format, const char *unit_attribute,
    struct edge_list *list, struct message *message)
{
    igraph_t graph;
    struct handlers handlers = set_handlers();
    enum status status = read_graph(path, format, &graph, message);
    if (status == STATUS_OK) {
        status = take_graph(&graph, path, unit_attribute, list, message);
        igraph_destroy(&graph);
    }
    restore_handlers(handlers);
    return status;
}
