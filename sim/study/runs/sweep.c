#include "study/runs/sweep.h"

#include <stdlib.h>
#include <string.h>

#include "study/runs/dispatch.h"
#include "study/runs/execute.h"
#include "study/runs/rota.h"

/* A study under way in its folder. */
struct sweep {
    const struct study *study;
    const struct study_folder *folder;
    const struct sweep_request *request;
    struct sweep_progress *progress;
    struct rank_tally mine;
    struct rota rota;
    struct kept_beginning kept; /* of this process, which does runs */
};

/* What a worker answers of a run. */
enum answer { ANSWER_DONE, ANSWER_FAILED, ANSWER_FOUND, ANSWER_FOUND_FAILED, ANSWER_LEFT };

/* How far all ranks are, as far as this one knows. */
static void tell(const struct sweep *sweep)
{
    const struct rank_tally *mine = &sweep->mine, *others = &sweep->request->ranks->others;
    sweep->progress->done = mine->done + others->done;
    sweep->progress->found = mine->found + others->found;
    sweep->progress->failed = mine->failed + others->failed;
    if (sweep->request->progress) sweep->request->progress(sweep->request->context, sweep->progress);
}

static bool next_run(void *context, int64_t before, int64_t *number)
{
    struct sweep *sweep = context;
    return rota_next(&sweep->rota, before, number);
}

/* Whether there is a record that will do. */
static enum status look(
    const struct sweep *sweep, const char *path, int64_t run, bool *found, bool *failed, struct message *message)
{
    struct record record;
    struct digest identity;
    struct scenario *scenario = malloc(sizeof *scenario);
    enum status status = scenario ? execute_prepare(sweep->study, run, scenario, &identity, message) : STATUS_MEMORY;
    if (status == STATUS_OK) status = record_read(path, run, &identity, &record, found, message);
    if (status == STATUS_OK) *failed = *found && record.status == RECORD_FAILED;
    if (status == STATUS_OK) record_free(&record);
    free(scenario);
    return status;
}

/* Writes the record; but a failure never takes the place of what another process has done meanwhile. */
static enum status keep_record(const struct sweep *sweep, const char *path, const struct record *record,
    enum answer *answer, struct message *message)
{
    struct bytes bytes = {0};
    bool found = false, failed = record->status == RECORD_FAILED;
    enum status status = STATUS_OK;
    *answer = failed ? ANSWER_FAILED : ANSWER_DONE;
    if (failed) status = look(sweep, path, record->run, &found, &failed, message);
    if (status == STATUS_OK && found && !failed) {
        *answer = ANSWER_FOUND;
        return STATUS_OK;
    }
    if (status == STATUS_OK) status = record_encode(record, &bytes);
    if (status == STATUS_OK) status = record_write(path, &bytes, message);
    array_free(&bytes);
    return status;
}

static enum status do_run(
    struct sweep *sweep, const char *path, int64_t run, enum answer *answer, struct message *message)
{
    bool results = sweep->request->results || sweep->study->results;
    char *result = results ? folder_result(sweep->folder, run, true) : NULL;
    struct execution execution = {.result_path = result, .kept = &sweep->kept, .stop = sweep->request->stop};
    struct record record = {0};
    enum status status =
        results && !result ? STATUS_MEMORY : execute_run(sweep->study, run, &execution, &record, message);
    if (status == STATUS_EXISTS)
        *answer = ANSWER_LEFT;
    else if (status == STATUS_OK)
        status = keep_record(sweep, path, &record, answer, message);
    record_free(&record);
    free(result);
    return status == STATUS_EXISTS ? STATUS_OK : status;
}

static enum status work(void *context, int64_t number, struct bytes *bytes, struct message *message)
{
    struct sweep *sweep = context;
    char *path = folder_record(sweep->folder, number, true);
    bool found = false, failed = false;
    enum answer answer = ANSWER_FOUND;
    enum status status = path ? look(sweep, path, number, &found, &failed, message) : STATUS_MEMORY;
    if (failed) answer = ANSWER_FOUND_FAILED;
    if (status == STATUS_OK && (!found || (failed && sweep->request->retry_failed)))
        status = do_run(sweep, path, number, &answer, message);
    if (status == STATUS_OK && !array_push(bytes, (unsigned char)answer)) status = STATUS_MEMORY;
    free(path);
    return status;
}

static void count(struct sweep *sweep, enum answer answer)
{
    sweep->mine.done++;
    sweep->mine.found += answer == ANSWER_FOUND || answer == ANSWER_FOUND_FAILED;
    sweep->mine.failed += answer == ANSWER_FAILED || answer == ANSWER_FOUND_FAILED;
    tell(sweep);
}

static enum status done(void *context, int64_t number, const struct bytes *answer, struct message *message)
{
    (void)number;
    (void)message;
    count(context, (enum answer)answer->items[0]);
    return STATUS_OK;
}

static enum status lost(void *context, int64_t number, const char *reason, struct message *message)
{
    struct sweep *sweep = context;
    struct record record;
    enum answer answer = ANSWER_FAILED;
    char *path = folder_record(sweep->folder, number, true);
    enum status status = path ? execute_lost(sweep->study, number, reason, &record, message) : STATUS_MEMORY;
    if (status == STATUS_OK) status = keep_record(sweep, path, &record, &answer, message);
    free(path);
    count(sweep, answer);
    return status;
}

static void idle(void *context)
{
    tell(context);
}

enum status sweep_run(const struct study *study, const struct study_folder *folder, const struct sweep_request *request,
    struct sweep_progress *progress, struct message *message)
{
    struct sweep sweep = {.study = study, .folder = folder, .request = request, .progress = progress};
    struct dispatch dispatch = {.jobs = request->jobs,
        .context = &sweep,
        .next = next_run,
        .work = work,
        .done = done,
        .lost = lost,
        .idle = idle,
        .stop = request->stop};
    int64_t workers = request->ranks->count * (request->jobs > 0 ? request->jobs : 1);
    enum status status = rota_make(&sweep.rota, study, request->shard, request->shards, workers);
    if (status != STATUS_OK) message_status(message, status);
    status = ranks_agree(request->ranks, status, message);
    if (status != STATUS_OK) {
        rota_free(&sweep.rota);
        return status;
    }
    *progress = (struct sweep_progress){.runs = rota_runs(&sweep.rota)};
    status = ranks_dispatch(request->ranks, &dispatch, &sweep.mine, message);
    tell(&sweep);
    rota_free(&sweep.rota);
    kept_beginning_free(&sweep.kept);
    return status;
}

/* ---- in memory ---- */

struct whole {
    const struct study *study;
    struct rota rota;
    struct kept_beginning kept;
    enum status (*take)(void *context, const struct study_run *run, const struct record *record);
    void *context;
};

static bool whole_next(void *context, int64_t before, int64_t *number)
{
    struct whole *whole = context;
    return rota_next(&whole->rota, before, number);
}

static enum status whole_work(void *context, int64_t number, struct bytes *answer, struct message *message)
{
    struct whole *whole = context;
    struct record record;
    enum status status = execute_run(whole->study, number, &(struct execution){.kept = &whole->kept}, &record, message);
    if (status == STATUS_OK) status = record_encode(&record, answer);
    record_free(&record);
    return status;
}

static enum status whole_done(void *context, int64_t number, const struct bytes *answer, struct message *message)
{
    struct whole *whole = context;
    struct record record;
    enum status status = record_decode(answer->items, answer->count, &record);
    if (status != STATUS_OK) return message_status(message, status);
    struct study_run run = study_run(whole->study, number);
    status = whole->take(whole->context, &run, &record);
    record_free(&record);
    return status;
}

static enum status whole_lost(void *context, int64_t number, const char *reason, struct message *message)
{
    struct whole *whole = context;
    struct study_run run = study_run(whole->study, number);
    struct record record;
    enum status status = execute_lost(whole->study, number, reason, &record, message);
    return status == STATUS_OK ? whole->take(whole->context, &run, &record) : status;
}

enum status study_run_all(const struct study *study, int jobs,
    enum status (*take)(void *context, const struct study_run *run, const struct record *record), void *context,
    struct message *message)
{
    struct whole whole = {.study = study, .take = take, .context = context};
    struct dispatch dispatch = {.jobs = jobs,
        .context = &whole,
        .next = whole_next,
        .work = whole_work,
        .done = whole_done,
        .lost = whole_lost};
    enum status status = rota_make(&whole.rota, study, 0, 1, jobs > 0 ? jobs : 1);
    if (status != STATUS_OK) return message_status(message, status);
    status = dispatch_run(&dispatch, message);
    rota_free(&whole.rota);
    kept_beginning_free(&whole.kept);
    return status;
}
