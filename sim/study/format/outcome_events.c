/* Outcomes of events: the rows of a step, as they happened. */
#include <string.h>

#include "study/format/outcome_kinds.h"

/* ---- what is kept of what the paths lead to ---- */

static bool begin(const struct expression *expression, struct event_stores *stores, const struct world *world)
{
    bool fits = true;
    for (int i = 0; i < expression->path_count && fits; i++)
        fits = event_path_begin(&expression->paths[i], &stores[i], world);
    return fits;
}

bool tally_begin_events(struct tally *tally, const struct world *world)
{
    const struct outcome *outcome = tally->outcome;
    return begin(&outcome->expression, tally->of, world) && begin(&outcome->where, tally->where, world);
}

bool tally_copy_events(struct tally *tally, const struct tally *other)
{
    bool fits = true;
    memset(tally->of, 0, sizeof tally->of);
    memset(tally->where, 0, sizeof tally->where);
    for (int i = 0; i < EXPRESSION_NAMES_MOST && fits; i++)
        fits = event_stores_copy(&tally->of[i], &other->of[i]) && event_stores_copy(&tally->where[i], &other->where[i]);
    return fits;
}

void tally_free_events(struct tally *tally)
{
    for (int i = 0; i < EXPRESSION_NAMES_MOST; i++) {
        event_stores_free(&tally->of[i]);
        event_stores_free(&tally->where[i]);
    }
}

static bool take(const struct expression *expression, struct event_stores *stores, const struct events *events)
{
    bool fits = true;
    for (int i = 0; i < expression->path_count && fits; i++)
        fits = event_path_take(&expression->paths[i], &stores[i], events);
    return fits;
}

static void move(const struct expression *expression, struct event_stores *stores, const struct events *events)
{
    for (int i = 0; i < expression->path_count; i++) event_path_move(&expression->paths[i], &stores[i], events);
}

/* ---- rows ---- */

static double work_out(
    const struct expression *expression, const struct event_stores *stores, double agents, const void *row)
{
    double values[EXPRESSION_NAMES_MOST] = {0};
    for (int i = 0; i < expression->path_count; i++)
        values[i] = event_path_value(&expression->paths[i], &stores[i], row);
    return expression_value(expression, values, agents);
}

/* Every table begins with the step. */
static void take_rows(struct tally *tally, const struct events *events)
{
    const struct outcome *outcome = tally->outcome;
    const bool some = outcome->where.step_count > 0, worked = outcome->expression.step_count > 0;
    int64_t count;
    const char *row = events_rows(events, outcome->table, &count);
    for (int64_t i = 0; i < count; i++, row += event_tables[outcome->table].row_size) {
        const int64_t step = (int64_t)event_cell(&event_tables[outcome->table].columns[0], row);
        if (step < outcome->first || step > outcome->last) continue;
        if (some && !expression_holds(work_out(&outcome->where, tally->where, tally->agents, row))) continue;
        const double now = worked ? work_out(&outcome->expression, tally->of, tally->agents, row) : 0;
        account_take(&tally->account, tally, step, now);
    }
}

enum status tally_happened(struct tally *tally, const struct events *events)
{
    const struct outcome *outcome = tally->outcome;
    if (!tally->shown) return STATUS_OK;
    if (!take(&outcome->expression, tally->of, events) || !take(&outcome->where, tally->where, events))
        return STATUS_MEMORY;
    take_rows(tally, events);
    move(&outcome->expression, tally->of, events);
    move(&outcome->where, tally->where, events);
    return tally->account.lost ? STATUS_MEMORY : STATUS_OK;
}
