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

double event_cell(const struct event_column *column, const void *row)
{
    const char *cell = (const char *)row + column->offset;
    double amount;
    int32_t number;
    switch (column->type) {
    case EVENT_AMOUNT:
        memcpy(&amount, cell, sizeof amount);
        return amount;
    case EVENT_CATEGORY:
        return *(const int8_t *)cell;
    default:
        memcpy(&number, cell, sizeof number);
        return number;
    }
}

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

/* Rows of each table go into a digest column by column, many at once. */
enum { PACKED_BYTES = 4096 };
#define TABLE(name, watched, needs, sentence)                                                                          \
static void digest_##name(struct digester *digester, const void *rows, int64_t count)                                  \
{                                                                                                                      \
    unsigned char packed[PACKED_BYTES], *end = packed;                                                                 \
    for (const struct name##_row *row = rows, *last = row + count; row < last; row++) {                                \
        if (end + sizeof *row > packed + PACKED_BYTES)                                                                 \
            digester_add(digester, packed, (size_t)(end - packed)), end = packed;
#define PACK(column) memcpy(end, &row->column, sizeof row->column), end += sizeof row->column;
#define NUMBER(table, column, sentence) PACK(column)
#define AMOUNT(table, column, unit, sentence) PACK(column)
#define CATEGORY(table, column, LIST, sentence) PACK(column)
#define END_TABLE(table)                                                                                               \
    }                                                                                                                  \
    digester_add(digester, packed, (size_t)(end - packed));                                                            \
}
#include "model/record/events.def"

void events_digest_rows(struct digester *digester, enum event_table table, const void *rows, int64_t count)
{
    if (count == 0) return;
    switch (table) {
#define TABLE(name, watched, needs, sentence) case EVENT_##name: digest_##name(digester, rows, count); break;
#include "model/record/events.def"
    default: break;
    }
}
/* clang-format on */

bool channel_has(int32_t channel, enum channel_trait trait)
{
#define AS_TRAITS(symbol, text, sentence, traits) [symbol] = (traits),
    static const uint8_t traits[CHANNEL_COUNT] = {CHANNELS(AS_TRAITS)};
#undef AS_TRAITS
    return traits[channel] & trait;
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

void events_clear(struct events *events)
{
#define TABLE(name, watched, needs, sentence)                                                                          \
    if (EVENT_##name != EVENT_telling && events->name.count > 0)                                                       \
        digest_##name(events->digester[EVENT_##name], events->name.items, events->name.count);
#include "model/record/events.def"
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
