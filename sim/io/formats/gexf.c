/* GEXF, as Gephi and networkx write it (https://gexf.net). Networks in time are refused: ties that come and go are no
 * network that starts a run. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "io/formats/declared.h"
#include "io/formats/graph_text.h"
#include "io/formats/xml.h"
#include "scenario/text.h"

struct gexf {
    struct draft *draft;
    struct declared_list columns;
    bool in_gexf, had_graph, columns_of_nodes, in_column, directed;
    enum inside inside;
    int32_t node;
    int64_t element,
        weightless; /* weightless: ties that got the weight 1, which GEXF gives to those that say nothing */
    char *kind;     /* of the ties, where they have one */
};

/* ---- attributes ---- */

static enum status begin_column(struct gexf *gexf, const struct xml_element *element)
{
    const char *id = xml_attribute(element, "id"), *title = xml_attribute(element, "title");
    if (!id) return draft_fault(gexf->draft, "an attribute without an id");
    const struct declared column = {.of_nodes = gexf->columns_of_nodes, .of_ties = !gexf->columns_of_nodes};
    gexf->in_column = true;
    return declared_add(&gexf->columns, column, id, title ? title : id);
}

static enum status take_value(struct gexf *gexf, const struct declared *column, const char *text)
{
    if (gexf->inside == IN_NODE) return draft_node_value(gexf->draft, gexf->node, column->name, text);
    return draft_tie_value(gexf->draft, column->name, text);
}

static enum status begin_value(struct gexf *gexf, const struct xml_element *element)
{
    const char *id = xml_attribute(element, "for"), *value = xml_attribute(element, "value");
    if (!id) id = xml_attribute(element, "id"); /* version 1.0 */
    if (gexf->inside == IN_NOTHING) return STATUS_OK;
    for (int64_t i = 0; id && i < gexf->columns.count; i++) {
        struct declared *column = &gexf->columns.items[i];
        if (column->of_nodes != (gexf->inside == IN_NODE) || strcmp(column->id, id) != 0) continue;
        if (column->seen == gexf->element) return draft_fault(gexf->draft, "a second value of \"%s\"", column->name);
        column->seen = gexf->element;
        return take_value(gexf, column, value ? value : "");
    }
    return draft_fault(gexf->draft, "a value of the attribute \"%s\", which is not declared", id ? id : "");
}

static enum status take_standards(struct gexf *gexf)
{
    enum status status = STATUS_OK;
    const struct declared *column;
    for (int64_t i = 0;
         status == STATUS_OK && (column = declared_missing(&gexf->columns, gexf->inside, gexf->element, &i));)
        status = take_value(gexf, column, column->standard);
    return status;
}

/* ---- the graph ---- */

/* Whether a type of ties says that they go one way; NULL says nothing. */
static enum status read_type(const struct gexf *gexf, const char *type, bool *directed)
{
    if (!type) return STATUS_OK;
    *directed = strcasecmp(type, "directed") == 0;
    if (*directed || strcasecmp(type, "undirected") == 0) return STATUS_OK;
    return draft_fault(gexf->draft, "ties of the type \"%s\": directed and undirected are known", type);
}

static enum status begin_graph(struct gexf *gexf, const struct xml_element *element)
{
    const char *standard = xml_attribute(element, "defaultedgetype"), *mode = xml_attribute(element, "mode");
    if (gexf->had_graph) return draft_fault(gexf->draft, "a second graph: only one can be read");
    if (mode && strcmp(mode, "dynamic") == 0)
        return draft_fault(gexf->draft, "a network in time (mode=\"dynamic\"): ties come and go");
    gexf->had_graph = true;
    return read_type(gexf, standard, &gexf->directed);
}

/* What is there for a while only. */
static enum status check_lasting(const struct gexf *gexf, const struct xml_element *element)
{
    static const char *const times[] = {"start", "end", "startopen", "endopen", "timestamp", "timestamps", "intervals"};
    for (size_t i = 0; i < sizeof times / sizeof *times; i++)
        if (xml_attribute(element, times[i]))
            return draft_fault(gexf->draft, "a network in time (%s=\"%s\"): what comes and goes cannot be read",
                times[i], xml_attribute(element, times[i]));
    return STATUS_OK;
}

static enum status begin_node(struct gexf *gexf, const struct xml_element *element)
{
    const char *id = xml_attribute(element, "id"), *label = xml_attribute(element, "label");
    const char *parent = xml_attribute(element, "pid");
    if (gexf->inside != IN_NOTHING)
        return draft_fault(gexf->draft, "a node within a node: groups cannot be told from people");
    if (parent)
        return draft_fault(gexf->draft, "a node within the node \"%s\": groups cannot be told from people", parent);
    if (!id || !*id) return draft_fault(gexf->draft, "a node without an id");
    enum status status = check_lasting(gexf, element);
    if (status == STATUS_OK) status = draft_node(gexf->draft, id, &gexf->node);
    gexf->inside = IN_NODE;
    gexf->element++;
    return status == STATUS_OK && label ? draft_node_value(gexf->draft, gexf->node, "label", label) : status;
}

/* Ties of several kinds are several relations. */
static enum status check_kind(struct gexf *gexf, const struct xml_element *element)
{
    const char *kind = xml_attribute(element, "kind");
    if (!kind) return STATUS_OK;
    if (gexf->kind && strcmp(gexf->kind, kind) != 0)
        return draft_fault(
            gexf->draft, "ties of the kinds \"%s\" and \"%s\": several relations cannot be read", gexf->kind, kind);
    return xml_keep(&gexf->kind, kind);
}

static enum status take_direction(struct gexf *gexf, const char *type)
{
    bool directed = gexf->directed;
    enum status status = read_type(gexf, type, &directed);
    return status == STATUS_OK ? draft_direction(gexf->draft, directed) : status;
}

static enum status begin_tie(struct gexf *gexf, const struct xml_element *element)
{
    const char *source = xml_attribute(element, "source"), *target = xml_attribute(element, "target");
    const char *weight = xml_attribute(element, "weight");
    if (gexf->inside != IN_NOTHING) return draft_fault(gexf->draft, "an edge within a node or an edge");
    if (!source || !target) return draft_fault(gexf->draft, "an edge without a source or a target");
    gexf->inside = IN_TIE;
    gexf->element++;
    enum status status = check_lasting(gexf, element);
    if (status == STATUS_OK) status = check_kind(gexf, element);
    if (status == STATUS_OK) status = take_direction(gexf, xml_attribute(element, "type"));
    if (status == STATUS_OK) status = draft_tie_begin(gexf->draft, source, target);
    if (status == STATUS_OK && xml_attribute(element, "label")) status = draft_ignore_of_ties(gexf->draft, "label");
    return status == STATUS_OK && weight ? draft_tie_value(gexf->draft, "weight", weight) : status;
}

static enum status begin(void *context, const struct xml_element *element)
{
    struct gexf *gexf = context;
    const char *name = element->name;
    if (!gexf->in_gexf && strcmp(name, "gexf") != 0)
        return draft_fault(gexf->draft, "this is no GEXF: it begins with <%s>", name);
    gexf->in_gexf = true;
    if (strcmp(name, "graph") == 0) return begin_graph(gexf, element);
    if (strcmp(name, "node") == 0) return begin_node(gexf, element);
    if (strcmp(name, "edge") == 0) return begin_tie(gexf, element);
    if (strcmp(name, "attribute") == 0) return begin_column(gexf, element);
    if (strcmp(name, "attvalue") == 0) return begin_value(gexf, element);
    if (strcmp(name, "spell") == 0)
        return draft_fault(gexf->draft, "a network in time: what comes and goes cannot be read");
    if (strcmp(name, "parent") == 0)
        return draft_fault(gexf->draft, "a node within others: groups cannot be told from people");
    if (strcmp(name, "attributes") == 0) {
        const char *whose = xml_attribute(element, "class");
        gexf->columns_of_nodes = !whose || strcmp(whose, "node") == 0;
    }
    return STATUS_OK;
}

/* ---- ends ---- */

/* GEXF says that a tie without a weight has the weight 1; it is told when others have another one. */
static enum status end_tie(struct gexf *gexf)
{
    struct draft *draft = gexf->draft;
    enum status status = take_standards(gexf);
    gexf->inside = IN_NOTHING;
    if (draft->tie.weight <= 0) {
        draft->tie.weight = 1;
        gexf->weightless++;
    }
    return status == STATUS_OK ? draft_tie_end(draft) : status;
}

static enum status end(void *context, const char *name, const char *text)
{
    struct gexf *gexf = context;
    if (strcmp(name, "default") == 0 && gexf->in_column)
        return xml_keep(&gexf->columns.items[gexf->columns.count - 1].standard, text);
    if (strcmp(name, "attribute") == 0) gexf->in_column = false;
    if (strcmp(name, "edge") == 0 && gexf->inside == IN_TIE) return end_tie(gexf);
    if (strcmp(name, "node") == 0 && gexf->inside == IN_NODE) {
        enum status status = take_standards(gexf);
        gexf->inside = IN_NOTHING;
        return status;
    }
    return STATUS_OK;
}

static enum status finish(struct gexf *gexf)
{
    struct draft *draft = gexf->draft;
    if (!gexf->had_graph) return draft_fault(draft, "there is no graph in it");
    if (gexf->weightless == draft->weights.count) array_free(&draft->weights);
    if (gexf->weightless == 0 || draft->weights.count == 0) return STATUS_OK;
    return draft_note(draft, "%s without a weight %s the weight 1, as GEXF has it",
        text_count(gexf->weightless, "tie", "ties").text, gexf->weightless == 1 ? "has" : "have");
}

enum status gexf_read(struct draft *draft, char *text, size_t length)
{
    struct gexf gexf = {.draft = draft};
    struct xml_reader reader = {begin, end, &gexf};
    enum status status = xml_read(draft, &reader, text, length);
    if (status == STATUS_OK) status = finish(&gexf);
    declared_free(&gexf.columns);
    free(gexf.kind);
    return status;
}
