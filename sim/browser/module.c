/* The core as a WebAssembly module: what a page may call.
 *
 * One run at a time. A page fills the text buffer and calls; texts end with a zero. Everything is asked for by its name
 * in the tables (parameters, observables, arrays over agents, events, snapshots), so that what is new in a table is
 * there for a page at once. Views of the module's memory must be made anew after every call, since memory may have
 * grown.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "browser/module_inner.h"
#include "scenario/check/only.h"
#include "scenario/check/scenario_check.h"
#include "scenario/parameters.h"

struct module_run run;

int module_say(enum status status, const struct message *message)
{
    if (status != STATUS_OK)
        snprintf(run.text, sizeof run.text, "%s", message->text[0] ? message->text : status_sentence(status));
    return (int)status;
}

/* Where texts go in and out: PAGE_TEXT_BYTES bytes. */
EXPORT(text) char *module_text(void);
char *module_text(void)
{
    return run.text;
}

/* Begins a new scenario: every default, no mechanism. */
EXPORT(begin) void module_begin(void);
void module_begin(void)
{
    observation_free(&run.observation);
    snapshot_rows_free(&run.snapshot);
    model_free(run.world);
    run.world = NULL;
    run.scenario = scenario_default;
}

static enum status assign(char *assignment, struct message *message)
{
    char *value = strchr(assignment, '=');
    if (value) *value++ = '\0';
    const struct section *section = section_find(assignment);
    if (!value && section) {
        section_set_present(&run.scenario, section);
        return STATUS_OK;
    }
    const struct parameter *parameter = parameter_find(assignment);
    if (!parameter || !value) return parameter_unknown(assignment, message);
    return parameter_set(&run.scenario, parameter, value, message);
}

/* Takes "section.key=value", or "section" alone to switch a section on, from the text. 0, or a status with its message
 * in the text. */
EXPORT(set) int module_set(void);
int module_set(void)
{
    struct message message = {""};
    return module_say(assign(run.text, &message), &message);
}

/* What a path is: -1 nothing, 0 a section, 1 a parameter, 2 a parameter with names and a number each. */
EXPORT(kind) int module_kind(void);
int module_kind(void)
{
    const struct parameter *parameter = parameter_find(run.text);
    if (!parameter) return section_find(run.text) ? 0 : -1;
    return parameter->type == PARAMETER_NAMED || parameter->type == PARAMETER_CHANGES ? 2 : 1;
}

/* Puts the value of the parameter that the text names into the text. */
EXPORT(get) int module_get(void);
int module_get(void)
{
    struct message message = {""};
    const struct parameter *parameter = parameter_find(run.text);
    if (!parameter) return module_say(parameter_unknown(run.text, &message), &message);
    char *text = parameter_text(&run.scenario, parameter);
    if (!text) return module_say(STATUS_MEMORY, &message);
    snprintf(run.text, sizeof run.text, "%s", text);
    free(text);
    return STATUS_OK;
}

/* Makes the world at step 0. 0, or a status with its message in the text. */
EXPORT(start) int module_start(void);
int module_start(void)
{
    struct message message = {""};
    const char *culprit;
    const struct parameter *in_vain;
    scenario_settle(&run.scenario);
    enum status status = scenario_check(&run.scenario, &culprit, &message);
    if (status == STATUS_OK) status = scenario_check_written(&run.scenario, &in_vain, &message);
    if (status == STATUS_OK) status = model_create(&run.world, &run.scenario, NULL, NULL, &message);
    if (status == STATUS_OK) status = observation_create(&run.observation, run.world);
    return module_say(status, &message);
}

/* Does so many steps; the events at hand are those of the last. 0, or a status with its message in the text. */
EXPORT(step) int module_step(int steps);
int module_step(int steps)
{
    struct message message = {""};
    enum status status = STATUS_OK;
    while (steps-- > 0 && status == STATUS_OK) {
        events_clear(model_events(run.world));
        status = model_step(run.world);
    }
    return module_say(status, &message);
}

/* How many steps the scenario asks for, and how many people there are. */
EXPORT(steps) int module_steps(void);
int module_steps(void)
{
    return (int)run.scenario.run.steps;
}

EXPORT(people) int module_people(void);
int module_people(void)
{
    return model_agents(run.world);
}

/* The unit of each person. */
EXPORT(units) const int32_t *module_units(void);
const int32_t *module_units(void)
{
    return model_network(run.world)->unit;
}

/* Looks at what is to be seen now; the next row begins. A status, as of a step. */
EXPORT(observe) int module_observe(void);
int module_observe(void)
{
    return (int)model_observe(run.world, &run.observation);
}

/* The number of the observable that the text names, or -1; how many values it has (0: this run has none), and these, as
 * they were last looked at. */
EXPORT(observable) int module_observable(void);
int module_observable(void)
{
    enum observable found = observable_find(run.text);
    return found < OBSERVABLE_COUNT ? (int)found : -1;
}

EXPORT(observable_length) int module_observable_length(int observable);
int module_observable_length(int observable)
{
    return (int)run.observation.length[observable];
}

EXPORT(observable_values) const double *module_observable_values(int observable);
const double *module_observable_values(int observable)
{
    return run.observation.value[observable];
}

/* The place of an array over agents among those of this world, or -1. The name comes from the text. */
EXPORT(array) int module_array(void);
int module_array(void)
{
    for (int i = 0; i < model_agent_array_count(run.world); i++)
        if (strcmp(model_agent_array(run.world, i).name, run.text) == 0) return i;
    return -1;
}

/* Its values, [people][columns] of a type: enum agent_array_type. */
EXPORT(array_values) const void *module_array_values(int array);
const void *module_array_values(int array)
{
    return model_agent_array(run.world, array).values;
}

EXPORT(array_columns) int module_array_columns(int array);
int module_array_columns(int array)
{
    return (int)model_agent_array(run.world, array).columns;
}

EXPORT(array_type) int module_array_type(int array);
int module_array_type(int array)
{
    return (int)model_agent_array(run.world, array).type;
}

static bool add_pairs(int32_t agent)
{
    const bool directed = model_network(run.world)->directed;
    for (int32_t k = 0; k < tie_count(run.world, agent); k++) {
        const int32_t other = tie_at(run.world, agent, k).agent;
        if (!directed && other < agent) continue;
        if (!array_push(&run.pairs, agent) || !array_push(&run.pairs, other)) return false;
    }
    return true;
}

/* Lists the ties as they are, and gives their number, or -1: no memory. A network in which everybody is tied to
 * everybody has none that would be listed. */
EXPORT(ties) int module_ties(void);
int module_ties(void)
{
    run.pairs.count = 0;
    if (model_network(run.world)->complete) return 0;
    for (int32_t agent = 0; agent < model_agents(run.world); agent++)
        if (!add_pairs(agent)) return -1;
    return (int)(run.pairs.count / 2);
}

/* Both people of each tie listed. */
EXPORT(tie_pairs) const int32_t *module_tie_pairs(void);
const int32_t *module_tie_pairs(void)
{
    return run.pairs.items;
}

static int find_table(const struct event_table_info tables[], int count)
{
    for (int i = 0; i < count; i++)
        if (strcmp(tables[i].name, run.text) == 0) return i;
    return -1;
}

/* A table by its number: the tables of events first, then those of a snapshot. */
static const struct event_table_info *table_info(int table)
{
    return table < EVENT_TABLE_COUNT ? &event_tables[table] : &snapshot_tables[table - EVENT_TABLE_COUNT];
}

/* The number of the table that the text names, or -1: there is none of that name. */
EXPORT(table) int module_table(void);
int module_table(void)
{
    const int event = find_table(event_tables, EVENT_TABLE_COUNT);
    if (event >= 0) return event;
    const int snapshot = find_table(snapshot_tables, SNAPSHOT_TABLE_COUNT);
    return snapshot < 0 ? -1 : EVENT_TABLE_COUNT + snapshot;
}

static char *add_categories(char *end, const struct event_column *column)
{
    for (int i = 0; i < column->category_count; i++) end += sprintf(end, ",\"%s\"", column->categories[i].name);
    return end;
}

/* Puts what a row of the table looks like into the text, as JSON: {"size": bytes, "columns": [[name, type, offset,
 * category, ...], ...]}; type as in enum event_column_type. */
EXPORT(table_layout) void module_table_layout(int table);
void module_table_layout(int table)
{
    const struct event_table_info *info = table_info(table);
    char *end = run.text + sprintf(run.text, "{\"size\":%d,\"columns\":[", (int)info->row_size);
    for (int i = 0; i < info->column_count; i++) {
        const struct event_column *column = &info->columns[i];
        end += sprintf(end, "%s[\"%s\",%d,%d", i ? "," : "", column->name, (int)column->type, (int)column->offset);
        end = add_categories(end, column);
        end += sprintf(end, "]");
    }
    sprintf(end, "]}");
}

static int take_snapshot(enum snapshot_table table)
{
    if (!scenario_has(&run.scenario, snapshot_tables[table].needs)) return 0;
    return snapshot_take(run.world, table, &run.snapshot) == STATUS_OK ? (int)run.snapshot.count : -1;
}

/* How many rows the table has: events of the last step, or what there is now. -1: no memory. */
EXPORT(table_count) int module_table_count(int table);
int module_table_count(int table)
{
    if (table >= EVENT_TABLE_COUNT) return take_snapshot((enum snapshot_table)(table - EVENT_TABLE_COUNT));
    int64_t count;
    events_rows(model_events(run.world), (enum event_table)table, &count);
    return (int)count;
}

/* The rows that were counted last. */
EXPORT(table_rows) const void *module_table_rows(int table);
const void *module_table_rows(int table)
{
    int64_t count;
    if (table >= EVENT_TABLE_COUNT) return run.snapshot.items;
    return events_rows(model_events(run.world), (enum event_table)table, &count);
}

/* Puts the label of an entry of the dimension that the text names into the text. 0, or -1: there is none. */
EXPORT(label) int module_label(int entry);
int module_label(int entry)
{
    char buffer[64];
    for (int i = 0; i < DIMENSION_COUNT; i++) {
        if (strcmp(dimension_table[i].name, run.text) != 0) continue;
        if (entry < 0 || entry >= model_dimension_length(run.world, (enum dimension)i)) return -1;
        snprintf(run.text, sizeof run.text, "%s", model_dimension_label(run.world, (enum dimension)i, entry, buffer));
        return 0;
    }
    return -1;
}

/* Writes the digest of the run so far into the text. The events at hand are gone afterwards. */
EXPORT(digest) int module_digest(void);
int module_digest(void)
{
    struct digest digest;
    events_clear(model_events(run.world));
    enum status status = model_digest(run.world, &digest);
    if (status == STATUS_OK) digest_text(digest, run.text);
    return (int)status;
}
