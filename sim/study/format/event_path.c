#include "study/format/event_path.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "scenario/text.h"

/* What a person has. */
static const char unit_word[] = "unit";

/* ---- reading ---- */

static const struct event_column *column_of(enum event_table table, const char *name)
{
    const struct event_table_info *info = &event_tables[table];
    for (int i = 0; i < info->column_count; i++)
        if (strcmp(info->columns[i].name, name) == 0) return &info->columns[i];
    return NULL;
}

static const char *column_name(const void *context, int i)
{
    return ((const struct event_table_info *)context)->columns[i].name;
}

static enum status refuse_column(enum event_table table, const char *name, char why[PATH_WHY])
{
    const struct event_table_info *info = &event_tables[table];
    const char *nearest = text_nearest(name, info->column_count, column_name, info);
    snprintf(why, PATH_WHY, "the table %s has no column '%.60s'%s; `selforg describe events` has its columns",
        info->name, name, text_suggestion(nearest).text);
    return STATUS_INPUT;
}

/* The hop from a column to what has that name there. */
static enum status read_hop(
    struct event_hop *hop, const struct event_column *from, const char *name, char why[PATH_WHY])
{
    if (!from || from->link == LINK_NONE) {
        snprintf(
            why, PATH_WHY, "%s stands for nobody and nothing, and has no '%.60s'", from ? from->name : unit_word, name);
        return STATUS_INPUT;
    }
    *hop = (struct event_hop){.table = from->of};
    if (from->link == LINK_PERSON) {
        if (strcmp(name, unit_word) == 0) return STATUS_OK;
        snprintf(why, PATH_WHY, "%s is a person, who has a `%s` and no '%.60s'", from->name, unit_word, name);
        return STATUS_INPUT;
    }
    if (from->link == LINK_THING) hop->key = column_of(from->of, event_tables[from->of].name);
    hop->column = column_of(from->of, name);
    return hop->column ? STATUS_OK : refuse_column(from->of, name, why);
}

enum status event_path_read(struct event_path *path, enum event_table table, const char *text, char why[PATH_WHY])
{
    char name[64];
    size_t length = strcspn(text, ".");
    *path = (struct event_path){.hops = 0};
    snprintf(name, sizeof name, "%.*s", (int)length, text);
    path->from = column_of(table, name);
    if (!path->from) return refuse_column(table, name, why);
    for (text += length; *text; text += length) {
        text++;
        length = strcspn(text, ".");
        snprintf(name, sizeof name, "%.*s", (int)length, text);
        if (path->hops == PATH_HOPS) {
            snprintf(why, PATH_WHY, "it leads too far; at most %d points", PATH_HOPS);
            return STATUS_INPUT;
        }
        enum status status = read_hop(&path->hop[path->hops], event_path_end(path), name, why);
        if (status != STATUS_OK) return status;
        path->hops++;
    }
    return STATUS_OK;
}

const struct event_column *event_path_end(const struct event_path *path)
{
    return path->hops > 0 ? path->hop[path->hops - 1].column : path->from;
}

const char *event_path_unit(const struct event_path *path)
{
    const struct event_column *end = event_path_end(path);
    return end ? end->unit : "1";
}

/* ---- rows ---- */

/* Tellings alone are no rows where nobody asks for them. */
bool event_table_happens(const struct scenario *scenario, enum event_table table)
{
    const struct event_table_info *info = &event_tables[table];
    return scenario_has(scenario, info->needs) && (table != EVENT_telling || scenario_has(scenario, info->watched));
}

/* Room for that number. */
static bool reach(struct event_store *store, int64_t number)
{
    const int64_t more = number + 1 - store->count;
    if (more <= 0) return true;
    if (!array_reserve(store, more)) return false;
    while (store->count <= number) store->items[store->count++] = NAN;
    return true;
}

bool event_path_begin(const struct event_path *path, struct event_stores *stores, const struct world *world)
{
    const struct network *network = model_network(world);
    for (int h = 0; h < path->hops; h++) {
        if (path->hop[h].column) continue;
        if (!array_reserve(&stores->hop[h], network->agent_count)) return false;
        for (int32_t agent = 0; agent < network->agent_count; agent++)
            stores->hop[h].items[stores->hop[h].count++] = network->unit[agent];
    }
    return true;
}

bool event_path_take(const struct event_path *path, struct event_stores *stores, const struct events *events)
{
    for (int h = 0; h < path->hops; h++) {
        const struct event_hop *hop = &path->hop[h];
        if (!hop->column) continue;
        int64_t count;
        const char *row = events_rows(events, hop->table, &count);
        const size_t size = event_tables[hop->table].row_size;
        for (int64_t i = 0; i < count; i++, row += size) {
            const int64_t number = hop->key ? (int64_t)event_cell(hop->key, row) : events->cleared[hop->table] + i;
            if (number < 0) continue;
            if (!reach(&stores->hop[h], number)) return false;
            if (isnan(stores->hop[h].items[number])) stores->hop[h].items[number] = event_cell(hop->column, row);
        }
    }
    return true;
}

void event_path_move(const struct event_path *path, struct event_stores *stores, const struct events *events)
{
    for (int h = 0; h < path->hops; h++) {
        if (path->hop[h].column) continue;
        for (int64_t i = 0; i < events->transfer.count; i++) {
            const struct transfer_row *row = &events->transfer.items[i];
            stores->hop[h].items[row->agent] = row->unit_after;
        }
    }
}

bool event_stores_copy(struct event_stores *stores, const struct event_stores *from)
{
    bool fits = true;
    *stores = (struct event_stores){0};
    for (int h = 0; h < PATH_HOPS && fits; h++)
        fits = array_append(&stores->hop[h], from->hop[h].items, from->hop[h].count);
    return fits;
}

void event_stores_free(struct event_stores *stores)
{
    for (int h = 0; h < PATH_HOPS; h++) array_free(&stores->hop[h]);
}

double event_path_value(const struct event_path *path, const struct event_stores *stores, const void *row)
{
    double value = event_cell(path->from, row);
    for (int h = 0; h < path->hops; h++) {
        const int64_t number = isnan(value) ? -1 : (int64_t)value;
        value = number >= 0 && number < stores->hop[h].count ? stores->hop[h].items[number] : (double)NAN;
    }
    return value;
}
