#include "io/network/network_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "io/draft/matrix.h"
#include "io/network/node_table.h"
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

static enum status find_ends(struct draft *draft, const struct csv *csv, struct edge_columns *columns)
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
    enum status status = table_column(draft, csv, ends[found][0], &again);
    return status == STATUS_OK ? table_column(draft, csv, ends[found][1], &again) : status;
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
    enum status status = table_column(draft, csv, weight, &columns->weight);
    if (status == STATUS_OK) status = table_column(draft, csv, "type", &columns->type);
    if (status != STATUS_OK) return status;
    if (columns->weight < 0 && *draft->weight) return table_lacks(draft, csv, draft->weight);
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

/* What a record says of a tie. The fields lie in the table's text, and last as long. */
struct edge_record {
    int64_t line;
    const char *source, *target, *weight, *type; /* the last two NULL where there is no such column */
};

/* The names of a record that is read are on their way into the cache while those before it are numbered. */
enum { AHEAD = 8 };

/* An edge list that is being read, and the records of it that wait. */
struct edge_reading {
    struct draft *draft;
    struct csv *csv;
    const struct table_paths *paths;
    struct edge_columns columns;
    struct edge_record waiting[AHEAD];
    int64_t first, next; /* of those that wait, counted from the begin of the table */
};

static struct edge_record record_of(const struct csv *csv, const struct edge_columns *columns)
{
    char *const *fields = csv->fields.items;
    return (struct edge_record){.line = csv->line,
        .source = fields[columns->source],
        .target = fields[columns->target],
        .weight = columns->weight >= 0 ? fields[columns->weight] : NULL,
        .type = columns->type >= 0 ? fields[columns->type] : NULL};
}

static void await_record(struct edge_reading *reading)
{
    struct edge_record record = record_of(reading->csv, &reading->columns);
    names_fetch(&reading->draft->ids, record.source);
    names_fetch(&reading->draft->ids, record.target);
    reading->waiting[reading->next++ % AHEAD] = record;
}

/* One end of a tie, which stands in that column. */
static enum status read_end(const struct edge_reading *reading, int64_t column, const char *id,
    enum status (*take)(struct draft *draft, const char *id))
{
    reading->draft->column = column + 1;
    enum status status = check_known(reading->draft, reading->paths, id);
    return status == STATUS_OK ? take(reading->draft, id) : status;
}

static enum status read_edge(const struct edge_reading *reading, const struct edge_record *record)
{
    struct draft *draft = reading->draft;
    const struct edge_columns *columns = &reading->columns;
    draft->line = record->line;
    draft->column = (*record->source ? columns->target : columns->source) + 1;
    if (!*record->source || !*record->target)
        return draft_fault(draft, "the column \"%s\" is empty",
            reading->csv->header.items[*record->source ? columns->target : columns->source]);
    enum status status = read_end(reading, columns->source, record->source, draft_tie_source);
    if (status == STATUS_OK) status = read_end(reading, columns->target, record->target, draft_tie_target);
    if (status == STATUS_OK && record->type) {
        draft->column = columns->type + 1;
        status = read_type(draft, columns, reading->paths, record->type);
    }
    if (status == STATUS_OK && record->weight) {
        draft->column = columns->weight + 1;
        status = draft_weight(draft, record->weight);
    }
    if (status != STATUS_OK) return status;
    draft->column = 0;
    return draft_tie_end(draft);
}

/* Reads what waits, until so many still do. */
static enum status read_waiting(struct edge_reading *reading, int64_t left)
{
    enum status status = STATUS_OK;
    for (; status == STATUS_OK && reading->next - reading->first > left; reading->first++)
        status = read_edge(reading, &reading->waiting[reading->first % AHEAD]);
    return status;
}

static enum status read_edges(struct draft *draft, struct csv *csv, const struct table_paths *paths, bool more)
{
    struct edge_reading reading = {.draft = draft, .csv = csv, .paths = paths};
    draft->line = 1;
    enum status status = find_ends(draft, csv, &reading.columns);
    if (status == STATUS_OK && csv->row_names)
        status = draft_fault(draft, "the first record has a field more than the header: the names of rows? Write the "
                                    "table without them (R: row.names = FALSE)");
    if (status == STATUS_OK) status = find_columns(draft, csv, paths, &reading.columns);
    if (status != STATUS_OK) return status;
    while (status == STATUS_OK && more) {
        await_record(&reading);
        enum status before = read_waiting(&reading, AHEAD - 1);
        if (before != STATUS_OK) return before;
        status = csv_next(csv, &more, draft->message);
    }
    enum status before = read_waiting(&reading, 0); /* a fault in it comes first */
    return before == STATUS_OK ? status : before;
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

/* The first row is that of the first column: in a matrix people may be called i and j, or from and to. */
static bool has_names_twice(const struct csv *csv)
{
    return *csv->header.items[0] == '\0' && csv->header.count > 2 && csv->fields.count > 0 &&
           strcmp(csv->fields.items[0], csv->header.items[1]) == 0;
}

/* What the matrix has of somebody. */
enum seen { SEEN_NOTHING, SEEN_COLUMN, SEEN_ROW };

static enum status name_rows(
    struct draft *draft, const struct csv *csv, struct matrix *matrix, const struct table_paths *paths, char *seen)
{
    enum status status = STATUS_OK;
    draft->line = 1;
    for (int64_t i = csv->row_names ? 0 : 1; i < csv->header.count && status == STATUS_OK; i++) {
        const char *id = csv->header.items[i];
        draft->column = i + 1;
        if (!*id) return draft_fault(draft, "column %lld of the matrix has no name", (long long)i + 1);
        status = check_known(draft, paths, id);
        if (status == STATUS_OK) status = draft_tie_begin(draft, id, id);
        if (status == STATUS_OK && seen[draft->tie.source] != SEEN_NOTHING)
            status = draft_fault(draft, "the matrix has the column \"%s\" twice", id);
        if (status == STATUS_OK) seen[draft->tie.source] = SEEN_COLUMN;
    }
    matrix->size = names_count(&draft->ids);
    if (status == STATUS_OK) draft->column = 0;
    return status;
}

static enum status read_row(struct draft *draft, const struct csv *csv, struct matrix *matrix, char *seen)
{
    int32_t row = names_find(&draft->ids, csv->fields.items[0]);
    enum status status = STATUS_OK;
    draft->line = csv->line;
    draft->column = 1;
    if (row < 0 || seen[row] == SEEN_NOTHING)
        return draft_fault(draft,
            "the row \"%s\" is no column: the matrix of one group of people has the same names in rows and columns",
            csv->fields.items[0]);
    if (seen[row] == SEEN_ROW) return draft_fault(draft, "the matrix has the row \"%s\" twice", csv->fields.items[0]);
    seen[row] = SEEN_ROW;
    for (int64_t i = 1; i < csv->fields.count && status == STATUS_OK; i++) {
        draft->column = i + 1;
        status = matrix_cell(
            matrix, row, names_find(&draft->ids, csv->header.items[i - csv->row_names]), csv->fields.items[i]);
    }
    if (status == STATUS_OK) draft->column = 0;
    return status;
}

static enum status read_matrix(struct draft *draft, struct csv *csv, const struct table_paths *paths, bool more)
{
    struct matrix matrix = {.draft = draft};
    draft->directed = paths->directed;
    char *seen = calloc((size_t)names_count(&draft->ids) + (size_t)csv->header.count, sizeof *seen); /* enum seen */
    enum status status = seen ? name_rows(draft, csv, &matrix, paths, seen) : STATUS_MEMORY;
    int64_t rows = 0;
    for (; status == STATUS_OK && more; rows++) {
        status = read_row(draft, csv, &matrix, seen);
        if (status == STATUS_OK) status = csv_next(csv, &more, draft->message);
    }
    if (status == STATUS_OK && rows < csv->header.count - !csv->row_names)
        status = draft_fault(draft, "the matrix has %s but %s",
            text_count(csv->header.count - !csv->row_names, "column", "columns").text,
            text_count(rows, "row", "rows").text);
    if (status == STATUS_OK) status = matrix_finish(&matrix);
    free(seen);
    matrix_free(&matrix);
    return status;
}

/* Whatever the header says that the table is. */
static enum status read_table(
    struct draft *draft, struct csv *csv, const struct table_paths *paths, const struct edge_columns *ends_found)
{
    bool more = false, list = ends_found->source >= 0;
    enum status status = csv_first(csv, &more, draft->message);
    draft_decimal_comma(draft, csv->separator != ',');
    if (status == STATUS_MEMORY || (status != STATUS_OK && list)) return status;
    if (list && !has_names_twice(csv)) return read_edges(draft, csv, paths, more);
    bool nameless = csv->header.items[0][0] == '\0';
    if (status != STATUS_OK) return nameless ? status : no_ends(draft, csv);
    return is_matrix(csv) ? read_matrix(draft, csv, paths, more) : no_ends(draft, csv);
}

enum status network_table_read(struct draft *draft, const struct table_paths *paths)
{
    struct csv csv = {0};
    struct edge_columns ends_found = {0};
    enum status status = STATUS_OK;
    if (*paths->nodes)
        status = node_table_read(draft, paths->nodes);
    else if (*draft->unit)
        return message_set(draft->message, STATUS_INPUT,
            "%s: network.unit_column names a column of network.nodes, which is not given", draft->path);
    for (int trait = 0; !*paths->nodes && trait < TRAIT_COUNT; trait++)
        if (draft->trait[trait] && *draft->trait[trait])
            return message_set(draft->message, STATUS_INPUT,
                "%s: \"%s\" is asked for, a column of network.nodes, which is not given", draft->path,
                draft->trait[trait]);
    draft->line = 1;
    if (status == STATUS_OK) status = csv_open(&csv, draft->path, draft->message);
    if (status == STATUS_OK) status = find_ends(draft, &csv, &ends_found);
    if (status == STATUS_OK) status = read_table(draft, &csv, paths, &ends_found);
    csv_close(&csv);
    return status;
}
