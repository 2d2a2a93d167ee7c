#include "io/result/run.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/shell.h"
#include "io/hdf5/hdf5_apart.h"
#include "io/result/part_file.h"
#include "io/result/result_checksum.h"
#include "io/result/result_reader.h"
#include "io/scenario/until.h"
#include "io/text/clock.h"

/* What one run holds while it is under way. */
struct run {
    const struct run_request *request;
    struct crew *crew;
    struct world *world;
    struct observation observation;
    struct until until;
    bool ended;                   /* by that rule */
    int64_t last;                 /* step after which it ends */
    int damaged;                  /* checkpoints */
    struct result_writer *writer; /* NULL: nothing is written */
    double began, saved;          /* wall time: of the start, of the last checkpoint */
    sig_atomic_t save;            /* what `request->save` was then */
};

static enum status told(enum status status, struct message *message)
{
    return status == STATUS_MEMORY || status == STATUS_ROWS ? message_status(message, status) : status;
}

static enum status run_open(struct run *run, const struct run_request *request, struct message *message)
{
    const struct result_request *result = &request->result;
    *run = (struct run){
        .request = request, .last = result->scenario->run.steps, .began = clock_now(), .saved = clock_now()};
    if (request->save) run->save = *request->save;
    run->crew = crew_new(result->threads);
    if (!run->crew) return told(STATUS_MEMORY, message);
    enum status status = model_create(&run->world, result->scenario, result->file, run->crew, message);
    status = told(status, message);
    if (status == STATUS_OK)
        status = until_read(&run->until, result->scenario, model_dimension_length(run->world, DIMENSION_UNIT), message);
    if (status == STATUS_OK) status = told(observation_create(&run->observation, run->world), message);
    if (status == STATUS_OK && request->begun) request->begun(request->context, run->world);
    return status;
}

static void run_free(struct run *run)
{
    result_abandon(run->writer);
    observation_free(&run->observation);
    model_free(run->world);
    crew_free(run->crew);
}

/* Takes what the step just done (or the start) left to be seen. */
static enum status run_observe(struct run *run, struct message *message)
{
    const struct run_request *request = run->request;
    int32_t step = model_steps_done(run->world);
    const struct observation *row = NULL;
    enum status status = STATUS_OK;
    if (result_row_due(request->result.scenario, step)) {
        status = told(model_observe(run->world, &run->observation), message);
        if (status != STATUS_OK) return status;
        row = &run->observation;
        run->ended = until_met(&run->until, step, row);
    }
    if (request->verify_each_step) status = model_verify(run->world, message);
    if (status == STATUS_OK && run->writer) status = result_write(run->writer, run->world, row, run->ended, message);
    if (status == STATUS_OK && request->happened) request->happened(request->context, model_events(run->world));
    events_clear(model_events(run->world));
    if (status == STATUS_OK && request->progress)
        request->progress(request->context, step, (int32_t)request->result.scenario->run.steps, row);
    return status;
}

static enum status run_save(struct run *run, struct message *message)
{
    if (run->request->save) run->save = *run->request->save;
    enum status status = result_save(run->writer, run->world, &run->until, &run->observation, message);
    run->saved = clock_now();
    return status;
}

/* A run that is stopped can be gone on with. */
static enum status run_stop(struct run *run, struct message *message)
{
    int32_t step = model_steps_done(run->world);
    enum status status = run->writer ? run_save(run, message) : STATUS_OK;
    if (status != STATUS_OK) return status;
    if (!run->writer) return message_set(message, STATUS_STOPPED, "stopped after step %d", step);
    const char *path = run->request->result.path;
    return message_set(message, STATUS_STOPPED, "stopped after step %d; `selforg resume %s%s` goes on from there", step,
        shell_word(path).text, access(path, F_OK) == 0 ? " --force" : "");
}

static bool must_stop(const struct run *run)
{
    const struct run_request *request = run->request;
    return (request->stop && *request->stop) ||
           (request->most_seconds > 0 && clock_now() - run->began >= request->most_seconds);
}

static bool must_save(const struct run *run)
{
    const struct run_request *request = run->request;
    return run->writer &&
           ((request->save && *request->save != run->save) ||
               (request->checkpoint_seconds > 0 && clock_now() - run->saved >= request->checkpoint_seconds));
}

/* The steps that are left. */
static enum status run_steps(struct run *run, struct message *message)
{
    enum status status = STATUS_OK;
    while (status == STATUS_OK && !run->ended && model_steps_done(run->world) < run->last) {
        if (must_stop(run)) return run_stop(run, message);
        if (must_save(run)) status = run_save(run, message);
        if (status == STATUS_OK) status = told(model_step(run->world), message);
        if (status == STATUS_OK) status = run_observe(run, message);
    }
    return status;
}

static enum status run_finish(struct run *run, struct run_outcome *outcome, struct message *message)
{
    enum status status = told(model_digest(run->world, &outcome->digest), message);
    if (status == STATUS_OK && run->writer) {
        struct result_writer *writer = run->writer;
        run->writer = NULL; /* closing frees it in any case */
        status = result_close(writer, run->world, &outcome->file_bytes, message);
    }
    return status;
}

/* What is left to do once the run stands where it begins or goes on. */
static enum status run_to_end(struct run *run, enum status status, struct run_outcome *outcome, struct message *message)
{
    if (status == STATUS_OK) status = run_steps(run, message);
    if (status == STATUS_OK) status = run_finish(run, outcome, message);
    if (run->world) {
        outcome->steps = model_steps_done(run->world);
        outcome->ended = run->ended;
        outcome->unmet = run->until.kind != UNTIL_NEVER && !run->ended;
        outcome->agents = model_agents(run->world);
        outcome->memory_bytes = model_bytes(run->world);
    }
    outcome->damaged = run->damaged;
    outcome->seconds = clock_now() - run->began;
    run_free(run);
    return status;
}

enum status run_scenario(const struct run_request *request, struct run_outcome *outcome, struct message *message)
{
    struct run run;
    *outcome = (struct run_outcome){0};
    enum status status = run_open(&run, request, message);
    if (status == STATUS_OK && request->result.path)
        status = result_open(&run.writer, &request->result, run.world, message);
    if (status == STATUS_OK) status = run_observe(&run, message);
    return run_to_end(&run, status, outcome, message);
}

/* ---- a beginning in common ---- */

static enum status take_bytes(void *context, void *bytes, size_t size)
{
    struct state_bytes *state = context;
    return array_append(state, bytes, (int64_t)size) ? STATUS_OK : STATUS_MEMORY;
}

/* Bytes that are given back in the order in which they were taken. */
struct given_back {
    const struct state_bytes *state;
    int64_t at;
};

static enum status give_back(void *context, void *bytes, size_t size)
{
    struct given_back *back = context;
    if ((int64_t)size > back->state->count - back->at) return STATUS_DAMAGED;
    if (size > 0) memcpy(bytes, back->state->items + back->at, size);
    back->at += (int64_t)size;
    return STATUS_OK;
}

void run_beginning_free(struct run_beginning *beginning)
{
    array_free(&beginning->state);
    *beginning = (struct run_beginning){.ended = false};
}

enum status run_begin(
    const struct run_request *request, int32_t steps, struct run_beginning *beginning, struct message *message)
{
    struct run run;
    *beginning = (struct run_beginning){.ended = false};
    enum status status = run_open(&run, request, message);
    run.last = steps;
    if (status == STATUS_OK) status = run_observe(&run, message);
    if (status == STATUS_OK) status = run_steps(&run, message);
    struct observation *seen = &run.observation;
    if (status == STATUS_OK)
        status = told(take_bytes(&beginning->state, seen->before, observation_bytes_before(seen)), message);
    if (status == STATUS_OK) status = told(model_save(run.world, take_bytes, &beginning->state), message);
    beginning->until = run.until;
    beginning->ended = run.ended;
    run_free(&run);
    if (status != STATUS_OK) run_beginning_free(beginning);
    return status;
}

enum status run_go_on(const struct run_beginning *beginning, const struct run_request *request,
    struct run_outcome *outcome, struct message *message)
{
    struct run run;
    struct given_back back = {.state = &beginning->state};
    *outcome = (struct run_outcome){0};
    enum status status = run_open(&run, request, message);
    if (status == STATUS_OK)
        status = give_back(&back, run.observation.before, observation_bytes_before(&run.observation));
    if (status == STATUS_OK) status = model_load(run.world, beginning->state.count - back.at, give_back, &back);
    if (status == STATUS_OK && back.at != beginning->state.count) status = STATUS_DAMAGED;
    if (status == STATUS_DAMAGED) message_set(message, status, "the run is not of its beginning");
    run.until = beginning->until;
    run.ended = beginning->ended;
    return run_to_end(&run, told(status, message), outcome, message);
}

/* ---- what files hold ---- */

/* What a file says of its run. */
struct record {
    struct scenario scenario;
    struct edge_list network;
    bool has_network;
    struct result_digests digests;
};

static enum status read_record(struct record *record, const char *path, struct message *message)
{
    struct result_reader *reader;
    *record = (struct record){.has_network = false};
    enum status status = result_reader_open(&reader, path, message);
    if (status == STATUS_OK) status = result_reader_scenario(reader, &record->scenario, message);
    if (status == STATUS_OK) status = result_reader_digests(reader, &record->digests, message);
    if (status == STATUS_OK) status = result_reader_network(reader, &record->network, &record->has_network, message);
    result_reader_close(reader);
    return status;
}

/* What can be done about a part file that cannot be read. */
static enum status cut_short(enum status status, struct message *message)
{
    struct message reason = *message;
    if (status != STATUS_READ && status != STATUS_DAMAGED) return status;
    return message_set(message, STATUS_DAMAGED,
        "%s: the part file is damaged, or was cut short; begin anew with run --force", reason.text);
}

/* A part file's; the verbatim scenario file too, to be freed. */
static enum status read_part(struct record *record, const char *path, char **yaml, struct message *message)
{
    struct result_reader *reader;
    *record = (struct record){.has_network = false};
    *yaml = NULL;
    enum status status = result_reader_open_part(&reader, path, message);
    if (status != STATUS_OK) return status;
    status = result_reader_scenario(reader, &record->scenario, message);
    if (status == STATUS_OK) status = result_reader_network(reader, &record->network, &record->has_network, message);
    if (status == STATUS_OK) status = result_reader_yaml(reader, yaml, message);
    result_reader_close(reader);
    return cut_short(status, message);
}

/* ---- reading what may be damaged, first in a process of its own ---- */

static enum status try_record(void *path, struct message *message)
{
    struct record record;
    enum status status = read_record(&record, path, message);
    if (status == STATUS_OK) status = result_check_content(path, message);
    edge_list_free(&record.network);
    return status;
}

static enum status try_part(void *path, struct message *message)
{
    struct record record;
    char *yaml;
    enum status status = read_part(&record, path, &yaml, message);
    free(yaml);
    edge_list_free(&record.network);
    return status;
}

/* Puts the world where the checkpoint has it, and opens the part file there; without a checkpoint, at the start. */
static enum status run_reopen(struct run *run, int32_t *from, struct message *message)
{
    const struct result_request *result = &run->request->result;
    struct checkpoint checkpoint = {.scenario = result->scenario, .observation = &run->observation};
    bool found = false;
    enum status status = checkpoint_read(result->path, &checkpoint, run->world, &found, message);
    if (status == STATUS_OK)
        status =
            cut_short(result_reopen(&run->writer, result, run->world, found ? &checkpoint : NULL, message), message);
    if (found) run->until.rows = checkpoint.until;
    if (status == STATUS_OK) run->damaged = checkpoint.damaged;
    if (from) *from = model_steps_done(run->world);
    free(checkpoint.rows);
    return status == STATUS_OK && !found ? run_observe(run, message) : status;
}

enum status run_resume(const char *path, const struct run_request *request, struct run_outcome *outcome, int32_t *from,
    struct message *message)
{
    struct record record;
    struct run_request rest = *request;
    struct run run = {0};
    char *yaml;
    *outcome = (struct run_outcome){0};
    if (from) *from = 0;
    enum status status = part_file_at_rest(path, message);
    if (status == STATUS_OK) status = hdf5_apart(path, try_part, (void *)path, message);
    if (status != STATUS_OK) return status;
    status = read_part(&record, path, &yaml, message);
    if (status == STATUS_OK) {
        rest.result.path = path;
        rest.result.scenario = &record.scenario;
        rest.result.yaml_text = yaml;
        rest.result.file = record.has_network ? &record.network : NULL;
        status = run_open(&run, &rest, message);
        if (status == STATUS_OK) status = run_reopen(&run, from, message);
        status = run_to_end(&run, status, outcome, message);
    }
    free(yaml);
    edge_list_free(&record.network);
    return status;
}

enum status run_again(
    const char *path, const struct run_request *request, struct run_outcome *outcome, struct message *message)
{
    struct record record;
    struct run_request again = *request;
    *outcome = (struct run_outcome){0};
    enum status status = hdf5_apart(path, try_record, (void *)path, message);
    if (status != STATUS_OK) return status;
    status = read_record(&record, path, message);
    if (status == STATUS_OK) {
        again.result = (struct result_request){.scenario = &record.scenario,
            .file = record.has_network ? &record.network : NULL,
            .threads = request->result.threads};
        status = run_scenario(&again, outcome, message);
    }
    outcome->stated = record.digests.run;
    if (status == STATUS_OK && memcmp(&outcome->digest, &record.digests.run, sizeof outcome->digest) != 0)
        status = message_set(message, STATUS_DAMAGED, "%s: run again, it came out differently", path);
    edge_list_free(&record.network);
    return status;
}
