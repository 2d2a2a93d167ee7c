#include "io/network/network_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "io/draft/matrix.h"
#include "io/text/csv.h"
#include "scenario/text.h"

/* What people call the two ends of a tie. */
static const char *const ends[][2] = {{"source", "target"}, {"from", "to"}, {"sender", "receiver"}, {"ego", "alter"},
    {"i", "j"}, {"src", "dst"}, {"node1", "node2"}, {"person1", "person2"}};

enum { ENDS_COUNT = sizeof ends / sizeof *ends, TABLE_TEXT = 512 };

struct edge_columns {
    int64_t source, target, weight, type; /* -1: there is none */
    bool type_says; /* the column Type says of every tie whether it is directed, as Gephi writes */
};

/* ---- columns ---- */

/* The column, or -1; a fault where the header has it twice. */
static enum status find_column(const struct draft *draft, const struct csv *csv, const char *name, int64_t *column)
{
    *column = csv_column(csv, name);
    for (int64_t other = *column + 1; *column >= 0 && other < csv->header.count; other++)
        if (strcasecmp(csv->header.items[other], name) == 0)
            return draft_fault(draft, "the column \"%s\" is there twice", name);
    return STATUS_OK;
}

/* "source,target, from,to, ..." */
static const char *known_ends(char text[TABLE_TEXT])
{
    size_t length = 0;
    for (int i = 0; i < ENDS_COUNT; i++)
        length +=
            (size_t)snprintf(text + length, TABLE_TEXT - length, "%s%s,%s", i ? "; " : "", ends[i][0], ends[i][1]);
    return text;
}

static enum status no_ends(const struct draft *draft, const struct csv *csv)
{
    char known[TABLE_TEXT], header[TABLE_TEXT] = "";
    for (int64_t i = 0; i < csv->header.count && strlen(header) < TABLE_TEXT / 2; i++)
        snprintf(header + strlen(header), TABLE_TEXT - strlen(header), "%s%.80s", i ? ", " : "", csv->header.items[i]);
    return draft_fault(draft,
        "the header has no two columns for the ends of a tie, such as %s; it has: %s. (A matrix begins with an empty "
        "cell, "
        "then the names of its columns.)",
        known_ends(known), header);
}

static enum status find_ends(const struct draft *draft, const struct csv *csv, struct edge_columns *columns)
{
    int found = -1;
    columns->source = columns->target = -1;
    for (int i = 0; i < ENDS_COUNT; i++) {
        int64_t source = csv_column(csv, ends[i][0]), target = csv_column(csv, ends[i][1]);
        if (source < 0 || target < 0) continue;
        if (found >= 0)
            return draft_fault(draft, "the header has both \"%s,%s\" and \"%s,%s\": which are the ends of a tie?",
                ends[found][0], ends[found][1], ends[i][0], ends[i][1]);
        found = i;
        columns->source = source;
        columns->target = target;
    }
    if (found < 0) return STATUS_OK;
    int64_t again;
    enum status status = find_column(draft, csv, ends[found][0], &again);
    return status == STATUS_OK ? find_column(draft, csv, ends[found][1], &again) : status;
}

/* Whether Gephi's word says that ties are directed (1) or not (0); -1: it is another word. */
static int direction_of(const char *word)
{
    if (strcasecmp(word, "directed") == 0) return 1;
    return strcasecmp(word, "undirected") == 0 ? 0 : -1;
}

static enum status name_columns(struct draft *draft, const struct csv *csv, const struct edge_columns *columns)
{
    enum status status = STATUS_OK;
    for (int64_t i = 0; i < csv->header.count && status == STATUS_OK; i++) {
        bool used = i == columns->source || i == columns->target || i == columns->weight;
        used = used || (i == columns->type && columns->type_says);
        status = used ? draft_use(draft, csv->header.items[i]) : draft_ignore_of_ties(draft, csv->header.items[i]);
    }
    return status;
}

/* Finds the columns of an edge list, once the first record is read. */
static enum status find_columns(
    struct draft *draft, const struct csv *csv, const struct table_paths *paths, struct edge_columns *columns)
{
    draft->line = 1;
    const char *weight = *draft->weight ? draft->weight : "weight";
    enum status status = find_column(draft, csv, weight, &columns->weight);
    if (status == STATUS_OK) status = find_column(draft, csv, "type", &columns->type);
    if (status != STATUS_OK) return status;
    if (columns->weight < 0 && *draft->weight)
        return draft_fault(draft, "there is no column \"%s\" (network.weight)", draft->weight);
    columns->type_says =
        columns->type >= 0 && csv->fields.count > columns->type && direction_of(csv->fields.items[columns->type]) >= 0;
    if (!columns->type_says) draft->directed = paths->directed;
    return name_columns(draft, csv, columns);
}

/* ---- an edge list ---- */

static enum status check_known(const struct draft *draft, const struct table_paths *paths, const char *id)
{
    if (!*paths->nodes || !*id || names_find(&draft->ids, id) >= 0) return STATUS_OK;
    return draft_fault(draft, "the node \"%s\" is not in %s", id, paths->nodes);
}

static enum status read_type(
    struct draft *draft, const struct edge_columns *columns, const struct table_paths *paths, const char *word)
{
    int directed = direction_of(word);
    if (!columns->type_says && directed < 0) return STATUS_OK;
    if (!columns->type_says || directed < 0)
        return draft_fault(
            draft, "the column Type says \"%s\": it must say Directed or Undirected in all rows, or in none", word);
    if (!directed && paths->directed)
        return draft_fault(draft, "the column Type says \"%s\", but network.directed is true", word);
    return draft_direction(draft, directed);
}

static enum status read_edge(
    struct draft *draft, const struct csv *csv, const struct edge_columns *columns, const struct table_paths *paths)
{
    char *const *fields = csv->fields.items;
    const char *source = fields[columns->source], *target = fields[columns->target];
    draft->line = csv->line;
    if (!*source || !*target)
        return draft_fault(
            draft, "the column \"%s\" is empty", csv->header.items[*source ? columns->target : columns->source]);
    enum status status = check_known(draft, paths, source);
    if (status == STATUS_OK) status = check_known(draft, paths, target);
    if (status == STATUS_OK && columns->type >= 0) status = read_type(draft, columns, paths, fields[columns->type]);
    if (status == STATUS_OK) status = draft_tie_begin(draft, source, target);
    if (status == STATUS_OK && columns->weight >= 0) status = draft_weight(draft, fields[columns->weight]);
    return status == STATUS_OK ? draft_tie_end(draft) : status;
}

static enum status read_edges(struct draft *draft, struct csv *csv, const struct table_paths *paths, bool more)
{
    struct edge_columns columns;
    draft->line = 1;
    enum status status = find_ends(draft, csv, &columns);
    if (status == STATUS_OK && csv->row_names)
        status = draft_fault(draft, "the first record has a field more than the header: the names of rows? Write the "
                                    "table without them (R: row.names = FALSE)");
    if (status == STATUS_OK) status = find_columns(draft, csv, paths, &columns);
    while (status == STATUS_OK && more) {
        status = read_edge(draft, csv, &columns, paths);
        if (status == STATUS_OK) status = csv_next(csv, &more, draft->message);
    }
    return status;
}

/* ---- a matrix ---- */

/* Whether the table is a matrix: nameless rows, or rows that are called as the columns are. Where a number stands above
 * the rows and before the columns it is one without names, whose first person's ties look like names. */
static bool is_matrix(const struct csv *csv)
{
    const char *corner = csv->header.items[0];
    bool number = *corner && corner[strspn(corner, "+-.,0123456789eE")] == '\0';
    bool named = csv->header.count > 2 && csv->fields.count > 0 && !number &&
                 strcmp(csv->fields.items[0], csv->header.items[1]) == 0;
    return csv->row_names || *corner == '\0' || named;
}

static enum status name_rows(
    struct draft *draft, const struct csv *csv, struct matrix *matrix, const struct table_paths *paths)
{
    enum status status = STATUS_OK;
    draft->line = 1;
    for (int64_t i = csv->row_names ? 0 : 1; i < csv->header.count && status == STATUS_OK; i++) {
        const char *id = csv->header.items[i];
        if (!*id) return draft_fault(draft, "column %lld of the matrix has no name", (long long)i + 1);
        status = check_known(draft, paths, id);
        if (status == STATUS_OK && names_find(&draft->ids, id) >= 0 && !*paths->nodes)
            status = draft_fault(draft, "the matrix has the column \"%s\" twice", id);
        if (status == STATUS_OK) status = draft_tie_begin(draft, id, id);
    }
    matrix->size = names_count(&draft->ids);
    return status;
}

static enum status read_row(struct draft *draft, const struct csv *csv, struct matrix *matrix, bool *seen)
{
    int32_t row = names_find(&draft->ids, csv->fields.items[0]);
    enum status status = STATUS_OK;
    draft->line = csv->line;
    if (row < 0)
        return draft_fault(draft,
            "the row \"%s\" is no column: the matrix of one group of people has the same names in rows and columns",
            csv->fields.items[0]);
    if (seen[row]) return draft_fault(draft, "the matrix has the row \"%s\" twice", csv->fields.items[0]);
    seen[row] = true;
    for (int64_t i = 1; i < csv->fields.count && status == STATUS_OK; i++)
        status = matrix_cell(
            matrix, row, names_find(&draft->ids, csv->header.items[i - csv->row_names]), csv->fields.items[i]);
    return status;
}

static enum status read_matrix(struct draft *draft, struct csv *csv, const struct table_paths *paths, bool more)
{
    struct matrix matrix = {.draft = draft};
    draft->directed = paths->directed;
    draft->decimal_comma = csv->separator != ',';
    enum status status = name_rows(draft, csv, &matrix, paths);
    bool *seen = calloc((size_t)matrix.size + 1, sizeof *seen);
    if (!seen) status = STATUS_MEMORY;
    int64_t rows = 0;
    for (; status == STATUS_OK && more; rows++) {
        status = read_row(draft, csv, &matrix, seen);
        if (status == STATUS_OK) status = csv_next(csv, &more, draft->message);
    }
    if (status == STATUS_OK && rows < csv->header.count - !csv->row_names)
        status = draft_fault(draft, "the matrix has %lld columns but %lld rows",
            (long long)csv->header.count - !csv->row_names, (long long)rows);
    if (status == STATUS_OK) status = matrix_finish(&matrix);
    free(seen);
    matrix_free(&matrix);
    return status;
}

/* ---- a node table ---- */

/* The column of the ids: the first of node, id and name. */
static enum status find_id(const struct draft *draft, const struct csv *csv, int64_t *id)
{
    static const char *const names[] = {"node", "id", "name"};
    for (int i = 0; i < 3; i++) {
        enum status status = find_column(draft, csv, names[i], id);
        if (status != STATUS_OK || *id >= 0) return status;
    }
    return draft_fault(
        draft, "there is no column \"node\" (or id, or name); the header begins with \"%s\"", csv->header.items[0]);
}

/* The column of the units: the one asked for, else the first of unit, department and group; or -1. */
static enum status find_unit(const struct draft *draft, const struct csv *csv, int64_t *unit)
{
    const char *const names[] = {*draft->unit ? draft->unit : "unit", "department", "group"};
    enum status status = STATUS_OK;
    *unit = -1;
    for (int i = 0; i < (*draft->unit ? 1 : 3) && status == STATUS_OK && *unit < 0; i++)
        status = find_column(draft, csv, names[i], unit);
    if (status == STATUS_OK && *draft->unit && *unit < 0)
        status = draft_fault(draft, "there is no column \"%s\"", draft->unit);
    return status;
}

/* What the row says of the person, but for id and unit. */
static enum status read_traits(struct draft *draft, const struct csv *csv, int32_t node)
{
    enum status status = STATUS_OK;
    bool used;
    for (int64_t i = 0; i < csv->header.count && status == STATUS_OK; i++)
        status = draft_node_trait(draft, node, csv->header.items[i], csv->fields.items[i], &used);
    return status;
}

static enum status read_node(struct draft *draft, const struct csv *csv, int64_t id, int64_t unit)
{
    int32_t node;
    draft->line = csv->line;
    if (!*csv->fields.items[id]) return draft_fault(draft, "the column \"%s\" is empty", csv->header.items[id]);
    enum status status = draft_node(draft, csv->fields.items[id], &node);
    if (status == STATUS_OK) status = read_traits(draft, csv, node);
    if (status != STATUS_OK || unit < 0) return status;
    if (!*csv->fields.items[unit]) return draft_fault(draft, "the column \"%s\" is empty", csv->header.items[unit]);
    return draft_node_role(draft, node, ROLE_UNIT, csv->header.items[unit], csv->fields.items[unit]);
}

static const char *column_name(const void *csv, int i)
{
    return ((const struct csv *)csv)->header.items[i];
}

/* Whether some trait is in that column. */
static bool is_trait(const struct draft *draft, const char *column)
{
    for (int trait = 0; trait < TRAIT_COUNT; trait++)
        if (draft->trait[trait] && strcasecmp(draft->trait[trait], column) == 0) return true;
    return false;
}

/* Every trait that is asked for has its column, once. */
static enum status check_traits(const struct draft *draft, const struct csv *csv)
{
    for (int trait = 0; trait < TRAIT_COUNT; trait++) {
        const char *asked = draft->trait[trait];
        int64_t column = 0;
        enum status status = asked && *asked ? find_column(draft, csv, asked, &column) : STATUS_OK;
        if (status != STATUS_OK) return status;
        if (column >= 0) continue;
        const char *near = text_nearest(asked, (int)csv->header.count, column_name, csv);
        return draft_fault(draft, "there is no column \"%s\"%s%s%s", asked, near ? "; did you mean \"" : "",
            near ? near : "", near ? "\"?" : "");
    }
    return STATUS_OK;
}

static enum status name_node_columns(struct draft *draft, const struct csv *csv, int64_t id, int64_t unit)
{
    enum status status = STATUS_OK;
    for (int64_t i = 0; i < csv->header.count && status == STATUS_OK; i++)
        status = i == id || i == unit || is_trait(draft, csv->header.items[i])
                     ? draft_use(draft, csv->header.items[i])
                     : draft_ignore_of_nodes(draft, csv->header.items[i]);
    return status;
}

static enum status read_nodes(struct draft *draft, const char *path)
{
    struct csv csv;
    int64_t id = -1, unit = -1;
    bool more = true;
    const char *edges = draft->path;
    draft->path = draft->node_path = path;
    draft->line = 1;
    enum status status = csv_open(&csv, path, draft->message);
    draft->decimal_comma = csv.separator != ',';
    if (status == STATUS_OK) status = find_id(draft, &csv, &id);
    if (status == STATUS_OK) status = find_unit(draft, &csv, &unit);
    if (status == STATUS_OK) status = check_traits(draft, &csv);
    if (status == STATUS_OK) status = name_node_columns(draft, &csv, id, unit);
    while (status == STATUS_OK && (status = csv_next(&csv, &more, draft->message)) == STATUS_OK && more)
        status = read_node(draft, &csv, id, unit);
    csv_close(&csv);
    draft->path = edges;
    return status;
}

/* Whatever the header says that the table is. */
static enum status read_table(
    struct draft *draft, struct csv *csv, const struct table_paths *paths, const struct edge_columns *ends_found)
{
    bool more = false, list = ends_found->source >= 0;
    enum status status = csv_first(csv, &more, draft->message);
    draft->decimal_comma = csv->separator != ',';
    if (status == STATUS_MEMORY || (status != STATUS_OK && list)) return status;
    if (list) return read_edges(draft, csv, paths, more);
    bool nameless = csv->header.items[0][0] == '\0';
    if (status != STATUS_OK) return nameless ? status : no_ends(draft, csv);
    return is_matrix(csv) ? read_matrix(draft, csv, paths, more) : no_ends(draft, csv);
}

enum status network_table_read(struct draft *draft, const struct table_paths *paths)
{
    struct csv csv = {0};
    struct edge_columns ends_found = {0};
    enum status status = STATUS_OK;
    draft->nodes_declared = *paths->nodes != '\0';
    if (*paths->nodes)
        status = read_nodes(draft, paths->nodes);
    else if (*draft->unit)
        return message_set(
            draft->message, STATUS_INPUT, "network.unit_column names a column of network.nodes, which is not given");
    for (int trait = 0; !*paths->nodes && trait < TRAIT_COUNT; trait++)
        if (draft->trait[trait] && *draft->trait[trait])
            return message_set(draft->message, STATUS_INPUT,
                "\"%s\" is asked for, a column of network.nodes, which is not given", draft->trait[trait]);
    draft->line = 1;
    if (status == STATUS_OK) status = csv_open(&csv, draft->path, draft->message);
    if (status == STATUS_OK) status = find_ends(draft, &csv, &ends_found);
    if (status == STATUS_OK) status = read_table(draft, &csv, paths, &ends_found);
    csv_close(&csv);
    return status;
}
