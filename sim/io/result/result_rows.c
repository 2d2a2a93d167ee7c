/* What a step adds to a file: rows of the tables of events and of the time series, and snapshots. */
#include "io/result/result_layout.h"

enum { ROWS_AT_ONCE = 1024 };

/* Appends `count` more row numbers to the scale at place `scale`. */
static enum status append_numbers(struct result_layout *layout, int scale, int64_t count, struct message *message)
{
    struct growing *numbers = &layout->growing[scale];
    bool wide = numbers->row_bytes == sizeof(int64_t);
    int32_t narrow_numbers[ROWS_AT_ONCE];
    int64_t wide_numbers[ROWS_AT_ONCE];
    enum status status = STATUS_OK;
    for (int64_t left = count; left > 0 && status == STATUS_OK;) {
        int64_t taken = left < ROWS_AT_ONCE ? left : ROWS_AT_ONCE, first = numbers->written + numbers->waiting;
        for (int64_t i = 0; i < taken; i++) {
            wide_numbers[i] = first + i;
            narrow_numbers[i] = (int32_t)(first + i);
        }
        const void *rows = wide ? (const void *)wide_numbers : narrow_numbers;
        status = growing_append(numbers, rows, numbers->row_bytes, taken, message);
        left -= taken;
    }
    return status;
}

/* Appends rows to the table whose row numbers are at place `place`; below 0: it is not in the file. */
static enum status write_table(struct result_layout *layout, const struct event_table_info *info, int place,
    const char *rows, int64_t count, struct message *message)
{
    if (place < 0 || count == 0) return STATUS_OK;
    enum status status = append_numbers(layout, place, count, message);
    for (int c = 0; c < info->column_count && status == STATUS_OK; c++)
        status = growing_append(
            &layout->growing[place + 1 + c], rows + info->columns[c].offset, info->row_size, count, message);
    return status;
}

enum status layout_write_events(
    struct result_layout *layout, const struct events *events, enum event_table table, struct message *message)
{
    int64_t count;
    const void *rows = events_rows(events, table, &count);
    return write_table(layout, &event_tables[table], layout->table[table], rows, count, message);
}

enum status layout_write_series(
    struct result_layout *layout, int32_t step, const struct observation *observation, struct message *message)
{
    enum status status = growing_append(&layout->growing[layout->step], &step, sizeof step, 1, message);
    for (int o = 0; o < OBSERVABLE_COUNT && status == STATUS_OK; o++) {
        if (layout->observable[o] < 0) continue;
        struct growing *series = &layout->growing[layout->observable[o]];
        status = growing_append(series, observation->value[o], series->row_bytes, 1, message);
    }
    return status;
}

/* ---- snapshots ---- */

/* Ties on their way into the file; columns as in the file. */
struct tie_batch {
    int64_t count;
    int32_t snapshot[ROWS_AT_ONCE], source[ROWS_AT_ONCE], target[ROWS_AT_ONCE];
    double trust[ROWS_AT_ONCE];
};

static enum status write_batch(struct result_layout *layout, struct tie_batch *batch, struct message *message)
{
    struct growing *growing = layout->growing + layout->tie + 1;
    bool trusted = layout->tie_trust;
    enum status status = append_numbers(layout, layout->tie, batch->count, message);
    if (status == STATUS_OK)
        status = growing_append(&growing[0], batch->snapshot, sizeof(int32_t), batch->count, message);
    if (status == STATUS_OK)
        status = growing_append(&growing[1], batch->source, sizeof(int32_t), batch->count, message);
    if (status == STATUS_OK)
        status = growing_append(&growing[2], batch->target, sizeof(int32_t), batch->count, message);
    if (status == STATUS_OK && trusted)
        status = growing_append(&growing[3], batch->trust, sizeof(double), batch->count, message);
    batch->count = 0;
    return status;
}

/* An undirected tie stands in two rows of the network and is written once. */
static enum status write_ties(struct result_layout *layout, const struct world *world, struct message *message)
{
    const struct network *network = model_network(world);
    const int32_t step = model_steps_done(world);
    struct tie_batch batch = {.count = 0};
    enum status status = STATUS_OK;
    for (int32_t agent = 0; agent < network->agent_count && status == STATUS_OK; agent++) {
        for (int32_t k = 0, ties = tie_count(world, agent); k < ties && status == STATUS_OK; k++) {
            const struct tie_end end = tie_at(world, agent, k);
            if (!network->directed && end.agent < agent) continue;
            batch.snapshot[batch.count] = step;
            batch.source[batch.count] = agent;
            batch.target[batch.count] = end.agent;
            batch.trust[batch.count++] = end.trust;
            if (batch.count == ROWS_AT_ONCE) status = write_batch(layout, &batch, message);
        }
    }
    return status == STATUS_OK ? write_batch(layout, &batch, message) : status;
}

static enum status write_snapshot_table(
    struct result_layout *layout, const struct world *world, enum snapshot_table table, struct message *message)
{
    struct snapshot_rows rows = {0};
    enum status status = snapshot_take(world, table, &rows);
    if (status != STATUS_OK)
        message_no_memory(message, "for a snapshot");
    else
        status = write_table(
            layout, &snapshot_tables[table], layout->snapshot_table[table], rows.items, rows.count, message);
    snapshot_rows_free(&rows);
    return status;
}

enum status layout_write_snapshot(struct result_layout *layout, const struct world *world, struct message *message)
{
    struct growing *growing = layout->growing + layout->snapshot;
    const int32_t step = model_steps_done(world);
    enum status status = growing_append(&growing[0], &step, sizeof step, 1, message);
    for (int i = 0; i < model_agent_array_count(world) && status == STATUS_OK; i++) {
        const struct agent_array array = model_agent_array(world, i);
        status = growing_append(&growing[1 + i], array.values, growing[1 + i].row_bytes, 1, message);
    }
    if (status == STATUS_OK && layout->tie >= 0) status = write_ties(layout, world, message);
    for (int t = 0; t < SNAPSHOT_TABLE_COUNT && status == STATUS_OK; t++)
        if (layout->snapshot_table[t] >= 0)
            status = write_snapshot_table(layout, world, (enum snapshot_table)t, message);
    return status;
}
