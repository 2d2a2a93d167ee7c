#include "model/record/events.h"

#include <string.h>

#include "base/array.h"
#include "model/record/snapshots.h"

#define ROWS "model/record/events.def"
#define TABLES event_tables
#include "model/record/row_tables.def"

#define ROWS "model/record/snapshots.def"
#define TABLES snapshot_tables
#include "model/record/row_tables.def"

/* clang-format off */

const void *events_rows(const struct events *events, enum event_table table, int64_t *count)
{
    switch (table) {
#define TABLE(name, watched, needs, sentence) case EVENT_##name: *count = events->name.count; return events->name.items;
#include "model/record/events.def"
    default: *count = 0; return NULL;
    }
}

static void let_go(struct events *events)
{
#define TABLE(name, watched, needs, sentence) events->cleared[EVENT_##name] += events->name.count; array_clear(&events->name);
#include "model/record/events.def"
}

static void free_all(struct events *events)
{
#define TABLE(name, watched, needs, sentence) array_free(&events->name);
#include "model/record/events.def"
}
/* clang-format on */

bool channel_alters(enum channel channel)
{
    return channel == CHANNEL_COPY || channel == CHANNEL_CODE;
}

bool channel_is_root(enum channel channel)
{
    return channel == CHANNEL_INITIAL || channel == CHANNEL_INVENTION || channel == CHANNEL_EXTERNAL ||
           channel == CHANNEL_ROLLOUT;
}

enum status events_open(struct events *events)
{
    *events = (struct events){0};
    for (int table = 0; table < EVENT_TABLE_COUNT; table++)
        if (!(events->digester[table] = digester_new())) {
            events_close(events);
            return STATUS_MEMORY;
        }
    return STATUS_OK;
}

void events_close(struct events *events)
{
    for (int table = 0; table < EVENT_TABLE_COUNT; table++) {
        digester_free(events->digester[table]);
        events->digester[table] = NULL;
    }
    free_all(events);
}

void event_row_digest(struct digester *digester, enum event_table table, const void *row)
{
    static const size_t widths[] = {[EVENT_NUMBER] = 4, [EVENT_AMOUNT] = 8, [EVENT_CATEGORY] = 1};
    unsigned char packed[256];
    size_t size = 0;
    for (int c = 0; c < event_tables[table].column_count; c++) {
        const struct event_column *column = &event_tables[table].columns[c];
        memcpy(packed + size, (const char *)row + column->offset, widths[column->type]);
        size += widths[column->type];
    }
    digester_add(digester, packed, size);
}

void events_clear(struct events *events)
{
    for (int table = 0; table < EVENT_TABLE_COUNT; table++) {
        int64_t count;
        const char *rows = events_rows(events, (enum event_table)table, &count);
        if (table == EVENT_telling) continue;
        for (int64_t i = 0; i < count; i++)
            event_row_digest(
                events->digester[table], (enum event_table)table, rows + (size_t)i * event_tables[table].row_size);
    }
    let_go(events);
}

int64_t events_total(const struct events *events, enum event_table table)
{
    int64_t held;
    events_rows(events, table, &held);
    return events->cleared[table] + held;
}

struct digest events_digest(const struct events *events, enum event_table table)
{
    return digester_result(events->digester[table]);
}
