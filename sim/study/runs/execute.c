#include "study/runs/execute.h"

#include <stdio.h>
#include <stdlib.h>

#include "study/plan/beginnings.h"

/* A run that is to be made. */
struct making {
    const struct execution *execution;
    const struct scenario *scenario;
    int64_t run;
    struct watch watch;
};

enum status execute_prepare(
    const struct study *study, int64_t run, struct scenario *scenario, struct digest *identity, struct message *message)
{
    struct study_run at = study_run(study, run);
    enum status status = study_scenario(study, at.configuration, at.seed, scenario, message);
    return status == STATUS_OK ? study_identity(study, scenario, identity, message) : status;
}

void kept_beginning_free(struct kept_beginning *kept)
{
    run_beginning_free(&kept->run);
    watch_free(&kept->watch);
    *kept = (struct kept_beginning){.there = false};
}

static void fail(struct record *record, enum status status, const char *reason)
{
    record->status = RECORD_FAILED;
    snprintf(record->reason, sizeof record->reason, "%.500s", *reason ? reason : status_sentence(status));
}

static struct run_request request_of(const struct making *making, const struct study *study, struct watch *watch)
{
    return (struct run_request){.result = {.path = making->execution->result_path,
                                    .overwrite = true,
                                    .scenario = making->scenario,
                                    .file = study_network(study, making->scenario),
                                    .threads = 1,
                                    .commit_seconds = -1},
        .begun = watch_begin,
        .happened = watch_happened,
        .progress = watch_step,
        .context = watch,
        .stop = making->execution->stop};
}

static enum status make_whole(
    struct making *making, const struct study *study, struct run_outcome *outcome, struct message *message)
{
    enum status status = watch_make(&making->watch, study);
    struct run_request request = request_of(making, study, &making->watch);
    return status == STATUS_OK ? run_scenario(&request, outcome, message) : status;
}

/* The beginning of the run, unless it is the one that is kept. */
static enum status make_beginning(const struct making *making, const struct study *study, struct message *message)
{
    struct kept_beginning *kept = making->execution->kept;
    int64_t number = beginning_of(study, making->run);
    if (kept->there && kept->number == number) return STATUS_OK;
    kept_beginning_free(kept);
    enum status status = watch_make(&kept->watch, study);
    struct run_request request = request_of(making, study, &kept->watch);
    if (status == STATUS_OK) status = run_begin(&request, (int32_t)study->branch_step - 1, &kept->run, message);
    kept->number = number;
    kept->there = status == STATUS_OK;
    return status;
}

static enum status make_from_beginning(
    struct making *making, const struct study *study, struct run_outcome *outcome, struct message *message)
{
    const struct kept_beginning *kept = making->execution->kept;
    enum status status = make_beginning(making, study, message);
    if (status == STATUS_OK) status = watch_copy(&making->watch, &kept->watch);
    struct run_request request = request_of(making, study, &making->watch);
    request.begun = NULL;
    return status == STATUS_OK ? run_go_on(&kept->run, &request, outcome, message) : status;
}

static enum status make(
    struct making *making, const struct study *study, struct record *record, struct message *message)
{
    struct run_outcome outcome;
    const struct execution *execution = making->execution;
    bool shared =
        execution->kept && !execution->result_path && beginning_runs(study, beginning_of(study, making->run)) > 1;
    enum status status = (shared ? make_from_beginning : make_whole)(making, study, &outcome, message);
    struct watch *watch = &making->watch;
    if (status == STATUS_STOPPED || status == STATUS_EXISTS || status == STATUS_WRITE) return status;
    if (status == STATUS_OK && watch->status != STATUS_OK) {
        status = watch->status;
        *message = watch->message;
    }
    if (status == STATUS_OK) status = watch_fill(watch, record);
    if (status == STATUS_OK) record->digest = outcome.digest;
    if (status == STATUS_OK && outcome.ended) record_say_ended(record, outcome.steps, making->scenario->run.until);
    if (status != STATUS_OK) fail(record, status, message->text);
    return STATUS_OK;
}

enum status execute_run(const struct study *study, int64_t run, const struct execution *execution,
    struct record *record, struct message *message)
{
    struct scenario *scenario = malloc(sizeof *scenario);
    struct making making = {.execution = execution, .scenario = scenario, .run = run};
    *record = (struct record){.run = run};
    *message = (struct message){.text = ""};
    enum status status = scenario ? STATUS_OK : STATUS_MEMORY;
    if (status == STATUS_OK) status = execute_prepare(study, run, scenario, &record->identity, message);
    if (status == STATUS_OK) status = make(&making, study, record, message);
    watch_free(&making.watch);
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
