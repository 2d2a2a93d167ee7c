#include "study/runs/execute.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/result/run.h"

/* A run under way: the tallies of its outcomes, and the rows of its series. */
struct watch {
    const struct study *study;
    struct tally *outcomes, *series;
    struct ARRAY_OF(int32_t) steps;
    struct ARRAY_OF(double) rows;
    enum status status;
    struct message message;
};

/* Begins the tallies, as the world is there. */
static void watch_begin(void *context, const struct world *world)
{
    struct watch *watch = context;
    const struct outcomes *outcomes = &watch->study->outcomes, *series = &watch->study->series;
    for (int64_t i = 0; i < outcomes->count && watch->status == STATUS_OK; i++)
        watch->status = tally_begin(&watch->outcomes[i], &outcomes->items[i], world, &watch->message);
    for (int64_t i = 0; i < series->count && watch->status == STATUS_OK; i++)
        watch->status = tally_begin(&watch->series[i], &series->items[i], world, &watch->message);
}

static bool keep_row(struct watch *watch, int32_t step, const struct observation *row)
{
    bool kept = array_push(&watch->steps, step);
    for (int64_t i = 0; i < watch->study->series.count && kept; i++)
        kept = array_push(&watch->rows, tally_look(&watch->series[i], row));
    return kept;
}

static void watch_step(void *context, int32_t step, int32_t steps, const struct observation *row)
{
    struct watch *watch = context;
    (void)steps;
    if (!row || watch->status != STATUS_OK) return;
    for (int64_t i = 0; i < watch->study->outcomes.count; i++) tally_add(&watch->outcomes[i], step, row);
    if (watch->study->series.count > 0 && !keep_row(watch, step, row)) watch->status = STATUS_MEMORY;
}

enum status execute_prepare(
    const struct study *study, int64_t run, struct scenario *scenario, struct digest *identity, struct message *message)
{
    struct study_run at = study_run(study, run);
    enum status status = study_scenario(study, at.configuration, at.seed, scenario, message);
    return status == STATUS_OK ? study_identity(study, scenario, identity, message) : status;
}

static void fail(struct record *record, enum status status, const char *reason)
{
    record->status = RECORD_FAILED;
    snprintf(record->reason, sizeof record->reason, "%.500s", *reason ? reason : status_sentence(status));
}

/* What came of it goes from the watch to the record. */
static enum status fill(struct record *record, struct watch *watch, const struct run_outcome *outcome)
{
    const struct study *study = watch->study;
    record->digest = outcome->digest;
    record->outcomes = calloc((size_t)study->outcomes.count + 1, sizeof *record->outcomes);
    if (!record->outcomes) return STATUS_MEMORY;
    record->outcome_count = study->outcomes.count;
    for (int64_t i = 0; i < study->outcomes.count; i++) record->outcomes[i] = tally_result(&watch->outcomes[i]);
    record->row_count = watch->steps.count;
    record->series_count = study->series.count;
    record->steps = watch->steps.items;
    record->series = watch->rows.items;
    watch->steps.items = NULL;
    watch->rows.items = NULL;
    return STATUS_OK;
}

static enum status run_watched(struct watch *watch, const struct scenario *scenario, const struct execution *execution,
    struct record *record, struct message *message)
{
    struct run_outcome outcome;
    struct run_request request = {.result = {.path = execution->result_path,
                                      .overwrite = true,
                                      .scenario = scenario,
                                      .file = study_network(watch->study, scenario),
                                      .threads = 1,
                                      .commit_seconds = -1},
        .begun = watch_begin,
        .progress = watch_step,
        .context = watch,
        .stop = execution->stop};
    enum status status = run_scenario(&request, &outcome, message);
    if (status == STATUS_STOPPED || status == STATUS_EXISTS || status == STATUS_WRITE) return status;
    if (status == STATUS_OK && watch->status != STATUS_OK) {
        status = watch->status;
        *message = watch->message;
    }
    if (status == STATUS_OK) status = fill(record, watch, &outcome);
    if (status == STATUS_OK && outcome.ended)
        snprintf(record->reason, sizeof record->reason, "ended at step %d: %.400s", outcome.steps, scenario->run.until);
    if (status != STATUS_OK) fail(record, status, message->text);
    return STATUS_OK;
}

enum status execute_run(const struct study *study, int64_t run, const struct execution *execution,
    struct record *record, struct message *message)
{
    struct watch watch = {.study = study};
    struct scenario *scenario = malloc(sizeof *scenario);
    watch.outcomes = calloc((size_t)study->outcomes.count + 1, sizeof *watch.outcomes);
    watch.series = calloc((size_t)study->series.count + 1, sizeof *watch.series);
    *record = (struct record){.run = run};
    *message = (struct message){.text = ""};
    enum status status = scenario && watch.outcomes && watch.series ? STATUS_OK : STATUS_MEMORY;
    if (status == STATUS_OK) status = execute_prepare(study, run, scenario, &record->identity, message);
    if (status == STATUS_OK) status = run_watched(&watch, scenario, execution, record, message);
    array_free(&watch.steps);
    array_free(&watch.rows);
    free(watch.outcomes);
    free(watch.series);
    free(scenario);
    return status;
}

enum status execute_lost(
    const struct study *study, int64_t run, const char *reason, struct record *record, struct message *message)
{
    struct scenario *scenario = malloc(sizeof *scenario);
    *record = (struct record){.run = run};
    enum status status = scenario ? execute_prepare(study, run, scenario, &record->identity, message) : STATUS_MEMORY;
    if (status == STATUS_OK) fail(record, STATUS_INVARIANT, reason);
    free(scenario);
    return status;
}
