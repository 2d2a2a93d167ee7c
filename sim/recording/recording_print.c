#include <string.h>

#include "recording/recording.h"

/* A series longer than this is not told. */
enum { SERIES_NUMBERS_MOST = 300000 };

static void put_whole_numbers(struct json_buffer *json, const int32_t *numbers, int64_t count)
{
    json_put(json, "[");
    for (int64_t i = 0; i < count; i++) {
        json_put_between(json, i == 0);
        json_put_number(json, numbers[i]);
    }
    json_put(json, "]");
}

static void put_words(struct json_buffer *json, const struct event_table_info *info)
{
    bool first = true;
    for (int c = 0; c < info->column_count; c++) {
        const struct event_column *column = &info->columns[c];
        if (column->category_count == 0) continue;
        json_put_between(json, first);
        json_put_name(json, column->name);
        json_put(json, "[");
        for (int k = 0; k < column->category_count; k++) {
            json_put_between(json, k == 0);
            json_put_quoted(json, column->categories[k].name);
        }
        json_put(json, "]");
        first = false;
    }
}

static void put_table(struct json_buffer *json, const struct recording *recording, int t)
{
    const struct event_table_info *info = &event_tables[followed_tables[t]];
    json_put_between(json, t == 0);
    json_put_name(json, info->name);
    json_put(json, "{\"columns\":{");
    for (int c = 0; c < info->column_count; c++) {
        json_put_between(json, c == 0);
        json_put_name(json, info->columns[c].name);
        json_put(json, "[");
        for (int64_t row = 0; row < recording->rows[t]; row++) {
            const char *at = recording->tables[t].items + row * (int64_t)info->row_size;
            json_put_between(json, row == 0);
            json_put_number(json, event_cell(&info->columns[c], at));
        }
        json_put(json, "]");
    }
    json_put(json, "},\"words\":{");
    put_words(json, info);
    json_put(json, "}}");
}

/* A value for each step, or a list of them where there are several. */
static void put_series(struct json_buffer *json, const struct recording *recording, int i)
{
    const int64_t length = recording->length[i];
    json_put(json, "[");
    for (int64_t k = 0; k < recording->series[i].count; k++) {
        json_put_between(json, k == 0);
        if (length > 1 && k % length == 0) json_put(json, "[");
        json_put_number(json, recording->series[i].items[k]);
        if (length > 1 && k % length == length - 1) json_put(json, "]");
    }
    json_put(json, "]");
}

/* A series of which each step has the same number of values. */
static bool is_told(const struct recording *recording, int i)
{
    const int64_t length = recording->length[i];
    return length > 0 && recording->series[i].count == length * (recording->steps + 1) &&
           recording->series[i].count <= SERIES_NUMBERS_MOST;
}

static void put_all_series(struct json_buffer *json, const struct recording *recording)
{
    bool first = true;
    for (int i = 0; i < OBSERVABLE_COUNT; i++) {
        if (!is_told(recording, i)) continue;
        json_put_between(json, first);
        json_put_name(json, observable_table[i].name);
        put_series(json, recording, i);
        first = false;
    }
}

static void put_ties(struct json_buffer *json, const struct numbers *ties)
{
    for (int64_t at = 0; at < ties->count;) {
        const int64_t count = 2 * (int64_t)ties->items[at + 1];
        json_put_between(json, at == 0);
        json_put(json, "{\"step\":");
        json_put_number(json, ties->items[at]);
        json_put(json, ",\"pairs\":");
        put_whole_numbers(json, ties->items + at + 2, count);
        json_put(json, "}");
        at += 2 + count;
    }
}

void recording_print(const struct recording *recording, struct digest digest, struct json_buffer *json)
{
    char text[DIGEST_TEXT];
    digest_text(digest, text);
    json_put(json, "\"digest\":");
    json_put_quoted(json, text);
    json_put(json, ",\"people\":");
    json_put_number(json, (double)recording->units.count);
    json_put(json, ",\"steps\":");
    json_put_number(json, recording->steps);
    json_put(json, ",\"domains\":");
    json_put_number(json, recording->domains);
    json_put(json, ",\"units\":");
    put_whole_numbers(json, recording->units.items, recording->units.count);
    json_put(json, ",\"ties\":[");
    put_ties(json, &recording->ties);
    json_put(json, "],\"series\":{");
    put_all_series(json, recording);
    json_put(json, "},\"tables\":{");
    for (int t = 0; t < FOLLOWED_TABLES; t++) put_table(json, recording, t);
    json_put(json, "}");
}
