/* A run looked at: observables, arrays over agents, ties, and what has happened. Nothing is copied but ties. */
#include <string.h>

#include "library/library_inner.h"

/* ---- observables ---- */

int64_t selforg_run_observe(selforg_run *run, const char *name, const double **values)
{
    enum observable observable = observable_find(name);
    *values = NULL;
    run->message.text[0] = 0;
    if (observable == OBSERVABLE_COUNT) return 0;
    if (run->observed != model_steps_done(run->world)) {
        const enum status status = model_observe(run->world, &run->observation);
        if (status != STATUS_OK) {
            message_status(&run->message, status);
            return 0;
        }
        run->observed = model_steps_done(run->world);
    }
    int64_t length = run->observation.length[observable];
    if (length > 0) *values = run->observation.value[observable];
    return length;
}

const char *selforg_run_label(selforg_run *run, const char *name, int64_t i)
{
    enum observable observable = observable_find(name);
    if (observable == OBSERVABLE_COUNT || i < 0 || i >= run->observation.length[observable]) return NULL;
    enum dimension dimension = observable_table[observable].dimension;
    return dimension == DIMENSION_NONE ? NULL : model_dimension_label(run->world, dimension, i, run->label);
}

/* ---- agents ---- */

static const selforg_type array_types[] = {[AGENT_I32] = SELFORG_INT32,
    [AGENT_U64] = SELFORG_UINT64,
    [AGENT_F64] = SELFORG_FLOAT64,
    [AGENT_U8] = SELFORG_UINT8};

const char *selforg_run_array_name(const selforg_run *run, int64_t i)
{
    return i >= 0 && i < model_agent_array_count(run->world) ? model_agent_array(run->world, (int)i).name : NULL;
}

selforg_view selforg_run_array(const selforg_run *run, const char *name)
{
    for (int i = 0; i < model_agent_array_count(run->world); i++) {
        const struct agent_array array = model_agent_array(run->world, i);
        if (strcmp(array.name, name) != 0) continue;
        const selforg_type type = array_types[array.type];
        return (selforg_view){.values = array.values,
            .rows = model_agents(run->world),
            .columns = array.columns,
            .row_bytes = array.columns * selforg_type_bytes(type),
            .type = type,
            .unit = array.unit,
            .sentence = array.sentence};
    }
    return (selforg_view){.values = NULL};
}

selforg_view selforg_run_units(const selforg_run *run)
{
    return (selforg_view){.values = model_network(run->world)->unit,
        .rows = model_agents(run->world),
        .columns = 1,
        .row_bytes = sizeof(int32_t),
        .type = SELFORG_INT32,
        .unit = "unit",
        .sentence = "Number of the unit that the agent belongs to."};
}

int32_t selforg_run_practice(const selforg_run *run, int64_t agent, int64_t domain)
{
    const selforg_view use = selforg_run_array(run, "practice");
    if (agent < 0 || agent >= use.rows || domain < 0 || domain >= use.columns) return -1;
    return ((const int32_t *)use.values)[agent * use.columns + domain];
}

int64_t selforg_type_bytes(selforg_type type)
{
    static const int64_t bytes[] = {
        [SELFORG_INT8] = 1, [SELFORG_UINT8] = 1, [SELFORG_INT32] = 4, [SELFORG_UINT64] = 8, [SELFORG_FLOAT64] = 8};
    return bytes[type];
}

/* ---- ties ---- */

int64_t selforg_run_ties(const selforg_run *run)
{
    return model_network(run->world)->tie_count;
}

void selforg_run_tie_list(const selforg_run *run, int32_t *source, int32_t *target, double *trust)
{
    const struct network *network = model_network(run->world);
    int64_t written = 0;
    for (int32_t agent = 0; agent < network->agent_count; agent++)
        for (int32_t k = 0, ties = tie_count(run->world, agent); k < ties; k++) {
            const struct tie_end end = tie_at(run->world, agent, k);
            if (!network->directed && end.agent < agent) continue; /* it stands in two rows */
            source[written] = agent;
            target[written] = end.agent;
            if (trust) trust[written] = end.trust;
            written++;
        }
}

/* ---- events ---- */

void selforg_run_keep_events(selforg_run *run, int keep)
{
    run->keep_events = keep != 0;
}

/* The table of that name, if runs of this scenario write it down; else EVENT_TABLE_COUNT. */
static int find_table(const selforg_run *run, const char *name)
{
    int t = 0;
    while (t < EVENT_TABLE_COUNT && strcmp(event_tables[t].name, name) != 0) t++;
    bool written = t < EVENT_TABLE_COUNT && event_table_written(&run->scenario, &event_tables[t]);
    return written ? t : EVENT_TABLE_COUNT;
}

selforg_view selforg_run_events(selforg_run *run, const char *table, const char *column)
{
    static const selforg_type types[] = {
        [EVENT_NUMBER] = SELFORG_INT32, [EVENT_AMOUNT] = SELFORG_FLOAT64, [EVENT_CATEGORY] = SELFORG_INT8};
    const int t = find_table(run, table);
    const int columns = t < EVENT_TABLE_COUNT ? event_tables[t].column_count : 0;
    int c = 0;
    while (c < columns && strcmp(event_tables[t].columns[c].name, column) != 0) c++;
    if (c == columns) return (selforg_view){.values = NULL};
    const struct event_column *found = &event_tables[t].columns[c];
    int64_t rows;
    const char *first = events_rows(model_events(run->world), (enum event_table)t, &rows);
    return (selforg_view){.values = rows > 0 ? first + found->offset : "",
        .rows = rows,
        .columns = 1,
        .row_bytes = (int64_t)event_tables[t].row_size,
        .type = types[found->type],
        .unit = found->unit,
        .sentence = found->sentence};
}
