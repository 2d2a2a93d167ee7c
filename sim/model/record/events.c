#include "model/record/events.h"

#include <string.h>

#include "base/array.h"
#include "model/record/snapshots.h"

/* The lists of categories, one for each LIST named in events.def. */
#define AS_CATEGORY(symbol, text, sentence) {text, sentence},
static const struct event_category categories_CHANNELS[] = {CHANNELS(AS_CATEGORY)};
static const struct event_category categories_OPPORTUNITY_EVENTS[] = {OPPORTUNITY_EVENTS(AS_CATEGORY)};
static const struct event_category categories_PROJECT_EVENTS[] = {PROJECT_EVENTS(AS_CATEGORY)};
static const struct event_category categories_MEMBER_EVENTS[] = {MEMBER_EVENTS(AS_CATEGORY)};
static const struct event_category categories_LEADER_EVENTS[] = {LEADER_EVENTS(AS_CATEGORY)};
static const struct event_category categories_STANCES[] = {STANCES(AS_CATEGORY)};
static const struct event_category categories_STANCE_CAUSES[] = {STANCE_CAUSES(AS_CATEGORY)};
static const struct event_category categories_ROLLOUT_EVENTS[] = {ROLLOUT_EVENTS(AS_CATEGORY)};
static const struct event_category categories_COMMUNITY_PHASES[] = {COMMUNITY_PHASES(AS_CATEGORY)};
static const struct event_category categories_COMMUNITY_RINGS[] = {COMMUNITY_RINGS(AS_CATEGORY)};
static const struct event_category categories_COMMUNITY_EVENTS[] = {COMMUNITY_EVENTS(AS_CATEGORY)};
static const struct event_category categories_COMMUNITY_MEMBER_EVENTS[] = {COMMUNITY_MEMBER_EVENTS(AS_CATEGORY)};
#undef AS_CATEGORY

/* clang-format off */
#define TABLE(table, watched, needs, sentence) static const struct event_column columns_##table[] = {
#define END_TABLE(table) };
#define NUMBER(table, column, text) \
    {.name = #column, .unit = "1", .sentence = text, .type = EVENT_NUMBER, .offset = offsetof(struct table##_row, column)},
#define AMOUNT(table, column, measure, text) \
    {.name = #column, .unit = measure, .sentence = text, .type = EVENT_AMOUNT, .offset = offsetof(struct table##_row, column)},
#define CATEGORY(table, column, LIST, text) \
    {.name = #column, .unit = "1", .sentence = text, .type = EVENT_CATEGORY, .offset = offsetof(struct table##_row, column), \
     .category_count = sizeof categories_##LIST / sizeof categories_##LIST[0], .categories = categories_##LIST},
#include "model/record/events.def"

const struct event_table_info event_tables[EVENT_TABLE_COUNT] = {
#define TABLE(table, watched_, needs_, text) \
    {.name = #table, .sentence = text, .watched = FEATURE_##watched_, .needs = FEATURE_##needs_, .row_size = sizeof(struct table##_row), \
     .column_count = sizeof columns_##table / sizeof columns_##table[0], .columns = columns_##table},
#include "model/record/events.def"
};

/* The same for the tables of snapshots, which share the categories. */
#define TABLE(table, watched, needs, sentence) static const struct event_column columns_##table[] = {
#define END_TABLE(table) };
#define NUMBER(table, column, text) \
    {.name = #column, .unit = "1", .sentence = text, .type = EVENT_NUMBER, .offset = offsetof(struct table##_row, column)},
#define AMOUNT(table, column, measure, text) \
    {.name = #column, .unit = measure, .sentence = text, .type = EVENT_AMOUNT, .offset = offsetof(struct table##_row, column)},
#define CATEGORY(table, column, LIST, text) \
    {.name = #column, .unit = "1", .sentence = text, .type = EVENT_CATEGORY, .offset = offsetof(struct table##_row, column), \
     .category_count = sizeof categories_##LIST / sizeof categories_##LIST[0], .categories = categories_##LIST},
#include "model/record/snapshots.def"

const struct event_table_info snapshot_tables[SNAPSHOT_TABLE_COUNT] = {
#define TABLE(table, watched_, needs_, text) \
    {.name = #table, .sentence = text, .watched = FEATURE_##watched_, .needs = FEATURE_##needs_, .row_size = sizeof(struct table##_row), \
     .column_count = sizeof columns_##table / sizeof columns_##table[0], .columns = columns_##table},
#include "model/record/snapshots.def"
};
/* clang-format on */

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
