#include "io/network/network_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "io/draft/draft.h"
#include "io/formats/graph_text.h"
#include "io/network/network_table.h"
#include "io/network/node_table.h"
#include "io/text/text_file.h"
#include "network/edges.h"

enum { PATH_LENGTH = 4096 };

static const struct format {
    const char *ending;
    graph_reader *read; /* NULL: tables */
    bool xml;           /* may be in any encoding that XML knows */
    bool says_direction;
} formats[] = {{".csv", NULL, false, false}, {".tsv", NULL, false, false}, {".txt", NULL, false, false},
    {".graphml", graphml_read, true, true}, {".gexf", gexf_read, true, true}, {".gml", gml_read, false, true},
    {".net", pajek_read, false, true}, {".dl", dl_read, false, false}};

/* The path as it stands to the scenario's folder; empty stays empty. */
static enum status find_path(const char *path, const char *folder, char found[PATH_LENGTH], struct message *message)
{
    bool as_is = !*path || *path == '/' || !folder || !*folder;
    const char *slash = as_is || folder[strlen(folder) - 1] == '/' ? "" : "/";
    int length = snprintf(found, PATH_LENGTH, "%s%s%s", as_is ? "" : folder, slash, path);
    if (length >= 0 && length < PATH_LENGTH) return STATUS_OK;
    return message_set(message, STATUS_INPUT, "the path %s is too long", path);
}

static enum status find_format(const char *path, const struct format **format, struct message *message)
{
    const char *ending = strrchr(path, '.');
    for (size_t i = 0; ending && i < sizeof formats / sizeof *formats; i++) {
        *format = &formats[i];
        if (strcasecmp(ending, formats[i].ending) == 0) return STATUS_OK;
    }
    return message_set(message, STATUS_INPUT,
        "%s: a network is read from .csv (also .tsv, .txt), .graphml, .gexf, .gml, .net (Pajek) or .dl (UCINET)", path);
}

/* A graph's direction is the file's to say; the scenario may not contradict it. */
static enum status check_direction(const struct draft *draft, const struct format *format, bool asked)
{
    if (!format->says_direction || !asked || draft->directed) return STATUS_OK;
    return message_set(
        draft->message, STATUS_INPUT, "%s: its ties are undirected, but network.directed is true", draft->path);
}

static enum status read_graph(struct draft *draft, const struct format *format, bool directed)
{
    char *text;
    size_t length;
    draft->nodes_declared = draft->in_order = true;
    draft->directed = directed && !format->says_direction;
    enum status status = text_file_read_whole(draft->path, &text, &length, draft->message);
    if (status == STATUS_OK && !format->xml) status = text_check(draft->path, text, length, draft->message);
    if (status == STATUS_OK) status = format->read(draft, text, length);
    free(text);
    return status == STATUS_OK ? check_direction(draft, format, directed) : status;
}

static enum status read_file(struct draft *draft, const struct network_parameters *parameters, const char *nodes)
{
    const struct format *format = NULL;
    if (parameters->kind != NETWORK_FILE) return node_table_read(draft, nodes);
    enum status status = find_format(draft->path, &format, draft->message);
    if (status != STATUS_OK) return status;
    if (!format->read) {
        struct table_paths paths = {draft->path, nodes, parameters->directed};
        return network_table_read(draft, &paths);
    }
    if (!*nodes) return read_graph(draft, format, parameters->directed);
    draft->path = nodes;
    return message_set(draft->message, STATUS_INPUT,
        "%s: this goes with an edge list in CSV only: %s describes its nodes itself", nodes, parameters->edges);
}

static enum status settle(struct edge_list *list, const char *path, struct message *message)
{
    enum status status = edge_list_settle(list);
    if (status != STATUS_OK || list->edge_count > 0) return status;
    return message_set(message, STATUS_INPUT, "%s: there is no tie between two nodes", path);
}

/* People alone: their ties are made, and by what the parameters say. */
static enum status settle_people(
    struct edge_list *list, const struct network_parameters *parameters, struct message *message)
{
    enum status status = people_by_unit(list);
    return status == STATUS_OK ? people_fit(list, parameters, message) : status;
}

enum status network_file_read(const struct network_parameters *parameters, const char *scenario_folder,
    struct edge_list *list, const char **key, struct message *message)
{
    char path[PATH_LENGTH] = "", node_path[PATH_LENGTH] = "";
    *list = (struct edge_list){0};
    const bool trust = *parameters->trust_column != '\0';
    const bool ties = parameters->kind == NETWORK_FILE;
    struct draft draft = draft_of(ties ? path : node_path, parameters->unit_column,
        trust ? parameters->trust_column : parameters->weight, message);
    draft.weight_most = trust ? 1 : EDGE_WEIGHT_MOST;
#define TRAIT(name, ...) draft.trait[TRAIT_##name] = parameters->name##_column;
#include "network/traits.def"
    enum status status = find_path(parameters->edges, scenario_folder, path, message);
    if (status == STATUS_OK) status = find_path(parameters->nodes, scenario_folder, node_path, message);
    if (status == STATUS_OK) status = read_file(&draft, parameters, node_path);
    if (status == STATUS_OK) status = draft_finish(&draft, list);
    draft_free(&draft);
    list->weight_is_trust = trust;
    if (status == STATUS_OK) status = ties ? settle(list, path, message) : settle_people(list, parameters, message);
    if (status == STATUS_MEMORY) message_set(message, status, "%s: there is not enough memory to read it", draft.path);
    const char *const faulty = draft.path == node_path ? "network.nodes" : "network.edges";
    if (status == STATUS_INPUT) message_prefix(message, "%s: ", faulty);
    if (key) *key = faulty;
    if (status != STATUS_OK) edge_list_free(list);
    return status;
}

bool network_file_uses(const struct network_parameters *parameters, const char *scenario_folder, const char *path)
{
    const char *const named[] = {parameters->edges, parameters->nodes};
    for (int i = 0; i < 2; i++) {
        char found[PATH_LENGTH];
        if (*named[i] && find_path(named[i], scenario_folder, found, NULL) == STATUS_OK && text_file_same(found, path))
            return true;
    }
    return false;
}
