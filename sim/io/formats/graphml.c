/* GraphML, with the groups and labels of yEd (http://graphml.graphdrawing.org/specification.html). Elements of which
 * this file knows nothing are drawings and remarks; but what would change who is tied to whom is refused. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "io/formats/declared.h"
#include "io/formats/graph_text.h"
#include "io/formats/xml.h"
#include "scenario/text.h"

/* A <graph> that is open. */
struct level {
    int32_t group; /* in draft->values: the name of yEd's group, or -1 in the outermost graph */
    bool directed; /* what edgedefault says */
};

enum { LEVELS_MOST = 64 };

struct graphml {
    struct draft *draft;
    struct declared_list keys;
    int64_t data_key; /* its number, or -1 */
    struct level level[LEVELS_MOST];
    int depth; /* of <graph> */
    bool in_graphml, had_graph;
    enum inside inside; /* what a <data> would be about */
    int32_t node;
    int ports;  /* that are open; what they have is not the node's */
    bool group; /* the node that is open is a group of yEd */
    int64_t group_count, element;
    char *label;   /* yEd's, of the node that is open; of a group its id, until it has a label */
    bool labelled; /* yEd's label is there */
};

/* ---- keys ---- */

static enum status begin_key(struct graphml *graphml, const struct xml_element *element)
{
    const char *id = xml_attribute(element, "id"), *name = xml_attribute(element, "attr.name");
    const char *whose = xml_attribute(element, "for");
    struct declared key = {0};
    if (!id) return draft_fault(graphml->draft, "a key without an id");
    bool all = !whose || strcmp(whose, "all") == 0;
    key.of_nodes = all || strcmp(whose, "node") == 0;
    key.of_ties = all || strcmp(whose, "edge") == 0;
    const char *type = xml_attribute(element, "attr.type");
    key.mode = key.of_nodes && name && type && strcmp(name, "type") == 0 && strcmp(type, "boolean") == 0;
    return declared_add(&graphml->keys, key, id, name);
}

static int64_t find_key(const struct graphml *graphml, const char *id)
{
    for (int64_t i = 0; id && i < graphml->keys.count; i++)
        if (strcmp(graphml->keys.items[i].id, id) == 0) return i;
    return -1;
}

/* Gives what is open the value of a key: only keys with names are for programs. */
static enum status take_value(struct graphml *graphml, const struct declared *key, const char *text)
{
    if (!key->name) return STATUS_OK;
    if (graphml->inside == IN_NODE && key->mode)
        return draft_node_role(graphml->draft, graphml->node, ROLE_MODE, key->name, text);
    if (graphml->inside == IN_NODE) return draft_node_value(graphml->draft, graphml->node, key->name, text);
    return draft_tie_value(graphml->draft, key->name, text);
}

/* Values that a key gives to whoever says nothing. */
static enum status take_standards(struct graphml *graphml)
{
    enum status status = STATUS_OK;
    const struct declared *key;
    for (int64_t i = 0;
         status == STATUS_OK && (key = declared_missing(&graphml->keys, graphml->inside, graphml->element, &i));)
        status = take_value(graphml, key, key->standard);
    return status;
}

/* ---- the graph ---- */

static enum status begin_graph(struct graphml *graphml, const struct xml_element *element)
{
    struct draft *draft = graphml->draft;
    const char *standard = xml_attribute(element, "edgedefault");
    if (graphml->depth == 0 && graphml->had_graph) return draft_fault(draft, "a second graph: only one can be read");
    if (graphml->depth > 0 && !graphml->group)
        return draft_fault(draft, "a graph within the node \"%s\": only yEd's groups are known",
            graphml->inside == IN_NODE ? names_text(&draft->ids, graphml->node) : "");
    if (graphml->depth == LEVELS_MOST) return draft_fault(draft, "groups are nested more than %d deep", LEVELS_MOST);
    if (!standard || (strcmp(standard, "directed") != 0 && strcmp(standard, "undirected") != 0))
        return draft_fault(draft, "edgedefault of the graph must be directed or undirected");
    struct level level = {.group = -1, .directed = strcmp(standard, "directed") == 0};
    graphml->had_graph = true;
    if (graphml->depth > 0) {
        enum status status = names_add(&draft->values, graphml->label, &level.group);
        if (status != STATUS_OK) return status;
        graphml->group_count++;
    }
    graphml->level[graphml->depth++] = level;
    graphml->group = false;
    graphml->inside = IN_NOTHING;
    return STATUS_OK;
}

static enum status begin_node(struct graphml *graphml, const struct xml_element *element)
{
    const char *id = xml_attribute(element, "id"), *folder = xml_attribute(element, "yfiles.foldertype");
    if (graphml->depth == 0) return draft_fault(graphml->draft, "a node outside of a graph");
    if (graphml->inside != IN_NOTHING) return draft_fault(graphml->draft, "a node within a node or an edge");
    if (!id || !*id) return draft_fault(graphml->draft, "a node without an id");
    graphml->group = folder != NULL;
    graphml->inside = IN_NODE;
    graphml->element++;
    graphml->labelled = false;
    return folder ? xml_keep(&graphml->label, id) : draft_node(graphml->draft, id, &graphml->node);
}

static enum status begin_tie(struct graphml *graphml, const struct xml_element *element)
{
    struct draft *draft = graphml->draft;
    const char *source = xml_attribute(element, "source"), *target = xml_attribute(element, "target");
    const char *directed = xml_attribute(element, "directed");
    if (graphml->depth == 0 || graphml->inside != IN_NOTHING)
        return draft_fault(draft, "an edge where there can be none");
    if (!source || !target) return draft_fault(draft, "an edge without a source or a target");
    if (directed && strcmp(directed, "true") != 0 && strcmp(directed, "false") != 0)
        return draft_fault(draft, "directed of an edge must be true or false, not \"%s\"", directed);
    bool one_way = directed ? strcmp(directed, "true") == 0 : graphml->level[graphml->depth - 1].directed;
    graphml->inside = IN_TIE;
    graphml->element++;
    enum status status = draft_direction(draft, one_way);
    if (status == STATUS_OK && (xml_attribute(element, "sourceport") || xml_attribute(element, "targetport")))
        status = draft_ignore_of_ties(draft, "ports");
    return status == STATUS_OK ? draft_tie_begin(draft, source, target) : status;
}

static enum status begin_data(struct graphml *graphml, const struct xml_element *element)
{
    const char *id = xml_attribute(element, "key");
    graphml->data_key = find_key(graphml, id);
    if (graphml->data_key < 0)
        return draft_fault(graphml->draft, "data for the key \"%s\", which is not declared", id ? id : "");
    if (graphml->inside == IN_NOTHING || graphml->ports > 0) return STATUS_OK;
    struct declared *key = &graphml->keys.items[graphml->data_key];
    if (key->seen == graphml->element) return draft_fault(graphml->draft, "the key \"%s\" twice", key->id);
    key->seen = graphml->element;
    return STATUS_OK;
}

/* Where at a node a tie is drawn: it is tied all the same. */
static enum status begin_port(struct graphml *graphml)
{
    graphml->ports++;
    return draft_ignore_of_nodes(graphml->draft, "ports");
}

static enum status begin(void *context, const struct xml_element *element)
{
    struct graphml *graphml = context;
    if (!graphml->in_graphml && strcmp(element->name, "graphml") != 0)
        return draft_fault(graphml->draft, "this is no GraphML: it begins with <%s>", element->name);
    graphml->in_graphml = true;
    if (graphml->data_key >= 0) return STATUS_OK;
    if (strcmp(element->name, "key") == 0) return begin_key(graphml, element);
    if (strcmp(element->name, "graph") == 0) return begin_graph(graphml, element);
    if (strcmp(element->name, "node") == 0) return begin_node(graphml, element);
    if (strcmp(element->name, "edge") == 0) return begin_tie(graphml, element);
    if (strcmp(element->name, "port") == 0) return begin_port(graphml);
    if (strcmp(element->name, "data") == 0) return begin_data(graphml, element);
    if (strcmp(element->name, "hyperedge") == 0)
        return draft_fault(graphml->draft, "a hyperedge: ties are between two people");
    if (strcmp(element->name, "locator") == 0)
        return draft_fault(graphml->draft, "a locator: what it points to is in another file");
    return STATUS_OK;
}

/* ---- ends ---- */

/* A node of yEd is within the innermost group. */
static enum status end_node(struct graphml *graphml)
{
    struct draft *draft = graphml->draft;
    if (graphml->inside != IN_NODE || graphml->group) {
        bool empty = graphml->group;
        graphml->group = false;
        graphml->inside = IN_NOTHING;
        return empty ? draft_ignore_of_nodes(draft, "empty groups") : STATUS_OK;
    }
    int32_t group = graphml->level[graphml->depth - 1].group;
    enum status status = take_standards(graphml);
    if (status == STATUS_OK && graphml->labelled)
        status = draft_node_role(draft, graphml->node, ROLE_DRAWN, "NodeLabel", graphml->label);
    if (status == STATUS_OK && group >= 0) {
        if (draft->own[ROLE_WITHIN] < 0) status = names_add(&draft->used, "groups", &draft->own[ROLE_WITHIN]);
        draft->nodes.items[graphml->node].value[ROLE_WITHIN] = group;
    }
    graphml->inside = IN_NOTHING;
    return status;
}

static enum status end_tie(struct graphml *graphml)
{
    enum status status = take_standards(graphml);
    graphml->inside = IN_NOTHING;
    return status == STATUS_OK ? draft_tie_end(graphml->draft) : status;
}

static enum status end_data(struct graphml *graphml, const char *text)
{
    const struct declared *key = &graphml->keys.items[graphml->data_key];
    graphml->data_key = -1;
    bool of_node = graphml->inside == IN_NODE;
    if (graphml->inside == IN_NOTHING || graphml->ports > 0 || (of_node && graphml->group)) return STATUS_OK;
    return (of_node ? key->of_nodes : key->of_ties) ? take_value(graphml, key, text) : STATUS_OK;
}

/* yEd's label of the node that is open; the first, if it has several. */
static enum status take_label(struct graphml *graphml, const char *text)
{
    if (graphml->inside != IN_NODE || graphml->labelled || !*text) return STATUS_OK;
    graphml->labelled = true;
    return xml_keep(&graphml->label, text);
}

static enum status end(void *context, const char *name, const char *text)
{
    struct graphml *graphml = context;
    if (strcmp(name, "NodeLabel") == 0) return take_label(graphml, text);
    if (strcmp(name, "default") == 0 && graphml->data_key < 0 && graphml->keys.count > 0 && graphml->depth == 0)
        return xml_keep(&graphml->keys.items[graphml->keys.count - 1].standard, text);
    if (strcmp(name, "data") == 0 && graphml->data_key >= 0) return end_data(graphml, text);
    if (graphml->data_key >= 0) return STATUS_OK;
    if (strcmp(name, "node") == 0) return end_node(graphml);
    if (strcmp(name, "edge") == 0) return end_tie(graphml);
    if (strcmp(name, "port") == 0) graphml->ports--;
    if (strcmp(name, "graph") == 0) graphml->depth--;
    return STATUS_OK;
}

enum status graphml_read(struct draft *draft, char *text, size_t length)
{
    struct graphml graphml = {.draft = draft, .data_key = -1};
    struct xml_reader reader = {begin, end, &graphml};
    enum status status = xml_read(draft, &reader, text, length);
    if (status == STATUS_OK && !graphml.had_graph) status = draft_fault(draft, "there is no graph in it");
    if (status == STATUS_OK && graphml.group_count > 0)
        status = draft_note(
            draft, "%s of yEd, no people themselves", text_count(graphml.group_count, "group", "groups").text);
    declared_free(&graphml.keys);
    free(graphml.label);
    return status;
}
