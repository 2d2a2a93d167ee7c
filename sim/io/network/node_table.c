#include "io/network/node_table.h"

#include <strings.h>

#include "scenario/text.h"

enum status table_column(struct draft *draft, const struct csv *csv, const char *name, int64_t *column)
{
    *column = csv_column(csv, name);
    for (int64_t other = *column + 1; *column >= 0 && other < csv->header.count; other++)
        if (strcasecmp(csv->header.items[other], name) == 0) {
            draft->column = other + 1;
            return draft_fault(draft, "the column \"%s\" is there twice", name);
        }
    return STATUS_OK;
}

static const char *column_name(const void *csv, int i)
{
    return ((const struct csv *)csv)->header.items[i];
}

enum status table_lacks(const struct draft *draft, const struct csv *csv, const char *name)
{
    const char *near = text_nearest(name, (int)csv->header.count, column_name, csv);
    return draft_fault(draft, "there is no column \"%s\"%s", name, text_suggestion(near).text);
}

/* The column of the ids: the first of node, id and name. */
static enum status find_id(struct draft *draft, const struct csv *csv, int64_t *id)
{
    static const char *const names[] = {"node", "id", "name"};
    for (int i = 0; i < 3; i++) {
        enum status status = table_column(draft, csv, names[i], id);
        if (status != STATUS_OK || *id >= 0) return status;
    }
    return draft_fault(
        draft, "there is no column \"node\" (or id, or name); the header begins with \"%s\"", csv->header.items[0]);
}

/* The column of the units: the one asked for, else the first of unit, department and group; or -1. */
static enum status find_unit(struct draft *draft, const struct csv *csv, int64_t *unit)
{
    const char *const names[] = {*draft->unit ? draft->unit : "unit", "department", "group"};
    enum status status = STATUS_OK;
    *unit = -1;
    for (int i = 0; i < (*draft->unit ? 1 : 3) && status == STATUS_OK && *unit < 0; i++)
        status = table_column(draft, csv, names[i], unit);
    return status == STATUS_OK && *draft->unit && *unit < 0 ? table_lacks(draft, csv, draft->unit) : status;
}

/* What the row says of the person, but for id and unit. */
static enum status read_traits(struct draft *draft, const struct csv *csv, int32_t node)
{
    enum status status = STATUS_OK;
    bool used;
    for (int64_t i = 0; i < csv->header.count && status == STATUS_OK; i++) {
        draft->column = i + 1;
        status = draft_node_trait(draft, node, csv->header.items[i], csv->fields.items[i], &used);
    }
    return status;
}

static enum status read_node(struct draft *draft, const struct csv *csv, int64_t id, int64_t unit)
{
    int32_t node;
    draft->line = csv->line;
    draft->column = id + 1;
    if (!*csv->fields.items[id]) return draft_fault(draft, "the column \"%s\" is empty", csv->header.items[id]);
    enum status status = draft_node(draft, csv->fields.items[id], &node);
    if (status == STATUS_OK) status = read_traits(draft, csv, node);
    draft->column = unit + 1;
    if (status != STATUS_OK || unit < 0) return status;
    if (!*csv->fields.items[unit]) return draft_fault(draft, "the column \"%s\" is empty", csv->header.items[unit]);
    return draft_node_role(draft, node, ROLE_UNIT, csv->header.items[unit], csv->fields.items[unit]);
}

/* Whether some trait is in that column. */
static bool is_trait(const struct draft *draft, const char *column)
{
    for (int trait = 0; trait < TRAIT_COUNT; trait++)
        if (draft_asks(draft, trait, column)) return true;
    return false;
}

/* Every trait that is asked for has its column, once. */
static enum status check_traits(struct draft *draft, const struct csv *csv)
{
    for (int trait = 0; trait < TRAIT_COUNT; trait++) {
        const char *asked = draft->trait[trait];
        int64_t column = 0;
        enum status status = asked && *asked ? table_column(draft, csv, asked, &column) : STATUS_OK;
        if (status != STATUS_OK) return status;
        if (column < 0) return table_lacks(draft, csv, asked);
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

enum status node_table_read(struct draft *draft, const char *path)
{
    struct csv csv;
    int64_t id = -1, unit = -1;
    bool more = true;
    const char *edges = draft->path;
    draft->nodes_declared = true;
    draft->path = draft->node_path = path;
    draft->line = 1;
    enum status status = csv_open(&csv, path, draft->message);
    draft_decimal_comma(draft, csv.separator != ',');
    if (status == STATUS_OK) status = find_id(draft, &csv, &id);
    if (status == STATUS_OK) status = find_unit(draft, &csv, &unit);
    if (status == STATUS_OK) status = check_traits(draft, &csv);
    if (status == STATUS_OK) status = name_node_columns(draft, &csv, id, unit);
    while (status == STATUS_OK && (status = csv_next(&csv, &more, draft->message)) == STATUS_OK && more)
        status = read_node(draft, &csv, id, unit);
    csv_close(&csv);
    draft->column = 0;
    if (status == STATUS_OK) draft->path = edges;
    return status;
}
