#include <stdlib.h>
#include <string.h>

#include "io/scenario/tables_inner.h"
#include "scenario/changes.h"
#include "scenario/numbers.h"
#include "scenario/text.h"

/* One table on its way into the interventions. */
struct schedule {
    struct csv *csv;
    int64_t step_column, step;
    const struct parameter **rate; /* of each column; NULL: that of the steps */
    bool *says;                    /* whether a cell of the column holds something */
    struct interventions *changes;
    struct message *message;
};

static enum status name_column(struct schedule *schedule, int64_t column)
{
    const char *name = schedule->csv->header.items[column];
    const struct parameter **rate = &schedule->rate[column];
    if (column == schedule->step_column) return STATUS_OK;
    enum status status = change_rate(name, rate, schedule->message);
    for (int64_t before = 0; before < column && status == STATUS_OK; before++)
        if (schedule->rate[before] == *rate)
            status = message_set(schedule->message, STATUS_INPUT, "%s is there twice", name);
    return status == STATUS_OK ? STATUS_OK : csv_fault_in(schedule->csv, column, schedule->message);
}

static enum status name_columns(struct schedule *schedule)
{
    enum status status = STATUS_OK;
    schedule->step_column = csv_column(schedule->csv, "step");
    if (schedule->step_column < 0)
        return csv_fault(schedule->csv, schedule->message, "there is no column \"step\"; the header begins with \"%s\"",
            schedule->csv->header.items[0]);
    for (int64_t i = 0; i < schedule->csv->header.count && status == STATUS_OK; i++) status = name_column(schedule, i);
    return status;
}

static enum status read_step(struct schedule *schedule)
{
    const char *text = schedule->csv->fields.items[schedule->step_column];
    int64_t step = 0;
    const char *fault = number_written_whole(text, &step);
    if (!fault && (step < 1 || step > INT32_MAX)) fault = "no step";
    const bool rises = step > schedule->step;
    schedule->step = step;
    if (!fault && rises) return STATUS_OK;
    message_set(schedule->message, STATUS_INPUT, "step: '%s' %s%s%s", text_excerpt(text).text,
        fault ? "is " : "does not rise; the steps of the rows must", fault ? fault : "",
        fault ? "; it must be a whole number of at least 1" : "");
    return csv_fault_in(schedule->csv, schedule->step_column, schedule->message);
}

bool changes_table_has(const struct csv *csv, int64_t column)
{
    return column != csv_column(csv, "step") && *csv->fields.items[column];
}

static enum status read_cell(struct schedule *schedule, int64_t column)
{
    struct change change = {.step = schedule->step, .parameter = schedule->rate[column]};
    if (!changes_table_has(schedule->csv, column)) return STATUS_OK;
    schedule->says[column] = true;
    if (csv_with_point(schedule->csv, column, schedule->message) != STATUS_OK) return STATUS_INPUT;
    enum status status = change_value(&change, schedule->csv->fields.items[column], schedule->message);
    if (status == STATUS_OK) status = changes_add(schedule->changes, change, schedule->message);
    return status == STATUS_OK ? STATUS_OK : csv_fault_in(schedule->csv, column, schedule->message);
}

static enum status read_rows(struct schedule *schedule)
{
    bool more = true;
    enum status status = csv_next(schedule->csv, &more, schedule->message);
    while (status == STATUS_OK && more) {
        status = read_step(schedule);
        for (int64_t i = 0; i < schedule->csv->header.count && status == STATUS_OK; i++)
            status = read_cell(schedule, i);
        if (status == STATUS_OK) status = csv_next(schedule->csv, &more, schedule->message);
    }
    return status;
}

/* A column that never says anything is no oversight that could be passed over. */
static enum status check_columns(const struct schedule *schedule)
{
    int64_t said = 0;
    schedule->csv->line = 1;
    for (int64_t i = 0; i < schedule->csv->header.count; i++) {
        said += schedule->says[i];
        if (schedule->says[i] || i == schedule->step_column) continue;
        message_set(schedule->message, STATUS_INPUT, "%s: no row says anything", schedule->csv->header.items[i]);
        return csv_fault_in(schedule->csv, i, schedule->message);
    }
    return said > 0 ? STATUS_OK
                    : csv_fault(schedule->csv, schedule->message, "no column but \"step\": nothing changes");
}

enum status changes_table_take(struct csv *csv, struct scenario *scenario, struct message *message)
{
    struct interventions *changes = &scenario->run.interventions;
    struct schedule schedule = {.csv = csv, .changes = changes, .message = message};
    const size_t columns = (size_t)csv->header.count;
    schedule.rate = calloc(columns, sizeof *schedule.rate);
    schedule.says = calloc(columns, sizeof *schedule.says);
    enum status status = schedule.rate && schedule.says ? STATUS_OK : message_status(message, STATUS_MEMORY);
    if (status == STATUS_OK) status = parameter_set(scenario, parameter_interventions(), "{}", message);
    if (status == STATUS_OK) status = name_columns(&schedule);
    if (status == STATUS_OK) status = read_rows(&schedule);
    if (status == STATUS_OK) status = check_columns(&schedule);
    free(schedule.rate);
    free(schedule.says);
    return status;
}
