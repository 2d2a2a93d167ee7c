/* The part file while the run goes on. How the finished file is made from it is in result_finish.c. */
#include <stdlib.h>
#include <string.h>

#include "io/hdf5/hdf5_read.h"
#include "io/result/part_file.h"
#include "io/result/result_finish.h"
#include "io/text/clock.h"

/* A run that is over within a second, and has written little, needs no part file: nothing of it is laid out before. */
enum { USUAL_COMMIT_SECONDS = 30, FIRST_COMMIT_SECONDS = 1, WAITING_BYTES_MOST = 1 << 25 };

struct result_writer {
    struct result_request request;
    const struct world *world; /* of the run; borrowed */
    int32_t *home_unit;        /* [agents], at the start */
    struct part_file part;
    struct result_layout layout;
    struct result_environment environment;
    bool broken; /* a write failed: not even closing is safe */
    bool kept;   /* something was committed: the part file is worth keeping */
    int64_t step;
    double began, committed; /* wall time */
};

bool result_row_due(const struct scenario *scenario, int32_t step)
{
    return step % scenario->observe.every == 0 || step == scenario->run.steps;
}

bool result_snapshot_due(const struct scenario *scenario, int32_t step)
{
    const struct snapshots_parameters *snapshots = &scenario->snapshots;
    return snapshots->present && (step % snapshots->every == 0 || step == scenario->run.steps);
}

/* Says which file it is about, and remembers if it must not be touched again. */
static enum status told(struct result_writer *writer, enum status status, struct message *message)
{
    if (status == STATUS_WRITE) writer->broken = true;
    if (status != STATUS_OK) message_prefix(message, "%s: ", writer->part.working);
    return status;
}

static struct result_source source_of(const struct result_writer *writer)
{
    return (struct result_source){&writer->request, writer->world, writer->home_unit};
}

/* Whether there is something in the part file. */
static bool is_laid_out(const struct result_writer *writer)
{
    return writer->layout.file >= 0;
}

/* The file at `path` with all that is known from the start. */
static enum status lay_out(struct result_writer *writer, const char *path, struct message *message)
{
    const struct result_source source = source_of(writer);
    return layout_create(&writer->layout, path, true, &source, message);
}

/* From here on it can be read while it is written. */
static enum status begin_rows(struct result_writer *writer, struct message *message)
{
    struct result_layout *layout = &writer->layout;
    enum status status = result_environment_write(layout->file, &writer->environment, message);
    if (status == STATUS_OK && (H5Fflush(layout->file, H5F_SCOPE_LOCAL) < 0 || H5Fstart_swmr_write(layout->file) < 0))
        status = hdf5_refused(message, STATUS_WRITE, "cannot begin", "to write");
    return status;
}

/* A writer that has claimed nothing yet; NULL: no memory. */
static struct result_writer *writer_new(const struct result_request *request, const struct world *world)
{
    const struct network *network = model_network(world);
    const size_t size = (size_t)network->agent_count * sizeof *network->unit;
    struct result_writer *writer = calloc(1, sizeof *writer);
    int32_t *home_unit = malloc(size + 1);
    if (!writer || !home_unit) {
        free(writer);
        free(home_unit);
        return NULL;
    }
    memcpy(home_unit, network->unit, size);
    *writer = (struct result_writer){.request = *request, .world = world, .home_unit = home_unit, .layout.file = -1};
    if (!(request->commit_seconds >= 0)) writer->request.commit_seconds = USUAL_COMMIT_SECONDS;
    writer->began = writer->committed = clock_now();
    writer->environment = result_environment_now(request);
    return writer;
}

static void writer_free(struct result_writer *writer)
{
    free(writer->home_unit);
    free(writer);
}

enum status result_open(struct result_writer **writer, const struct result_request *request, const struct world *world,
    struct message *message)
{
    *writer = NULL;
    struct result_writer *made = writer_new(request, world);
    if (!made) return message_no_memory(message, "for a result");
    enum status status = part_file_claim(&made->part, request->path, request->overwrite, message);
    if (status != STATUS_OK) {
        writer_free(made);
        return status;
    }
    if (!request->overwrite) status = checkpoint_spare(request->path, message);
    if (status == STATUS_OK) checkpoint_remove(request->path);
    if (status == STATUS_OK) status = layout_plan(&made->layout, request->scenario, world, message);
    if (status != STATUS_OK) {
        result_abandon(made);
        return status;
    }
    *writer = made;
    return STATUS_OK;
}

/* ---- going on ---- */

/* What is neither of the world nor of the scenario: where people were at the start, and the network's file. */
static enum status digest_given(const struct result_writer *writer, const struct world *world, struct digest *given)
{
    const struct edge_list *file = writer->request.file;
    struct digester *digester = digester_new();
    if (!digester) return STATUS_MEMORY;
    digester_add(digester, writer->home_unit, (size_t)model_agents(world) * sizeof *writer->home_unit);
    if (file) digester_add(digester, file->edges, 2 * (size_t)file->edge_count * sizeof *file->edges);
    if (file && file->weight) digester_add(digester, file->weight, (size_t)file->edge_count * sizeof *file->weight);
    if (file && file->unit) digester_add(digester, file->unit, (size_t)file->agent_count * sizeof *file->unit);
    *given = digester_result(digester);
    digester_free(digester);
    return STATUS_OK;
}

/* Whether the part file is that of the checkpoint, and as it was. */
static enum status check_given(const struct result_writer *writer, const struct world *world,
    const struct checkpoint *checkpoint, struct message *message)
{
    struct digest given;
    enum status status = digest_given(writer, world, &given);
    if (status != STATUS_OK) return message_no_memory(message, "for a digest");
    if (memcmp(&given, &checkpoint->given, sizeof given) == 0) return STATUS_OK;
    return message_set(message, STATUS_DAMAGED, "%s: began otherwise than its checkpoint", writer->part.working);
}

/* Where people were at the start: they may have moved since. */
static enum status restore_homes(
    struct result_writer *writer, hid_t old, const struct world *world, struct message *message)
{
    void *home_unit;
    enum status status =
        hdf5_read_vector(old, "agents/home_unit", H5T_NATIVE_INT32, model_agents(world), &home_unit, message);
    if (status != STATUS_OK) return status;
    free(writer->home_unit);
    writer->home_unit = home_unit;
    return STATUS_OK;
}

/* Takes over the rows that belong to the checkpoint. */
static enum status restore_rows(
    struct result_writer *writer, hid_t old, const struct checkpoint *checkpoint, struct message *message)
{
    struct result_layout *layout = &writer->layout;
    enum status status = STATUS_OK;
    if (checkpoint->row_count != layout->growing_count)
        return message_set(message, STATUS_DAMAGED, "%s: has other datasets than its checkpoint", writer->part.working);
    for (int i = 0; i < layout->growing_count && status == STATUS_OK; i++) {
        struct growing *growing = &layout->growing[i];
        status = growing_restore(growing, old, checkpoint->rows[i].count, message);
        if (status == STATUS_OK) status = growing_write_out(growing, message);
        const struct digest digest = growing_digest(growing);
        if (status == STATUS_OK && memcmp(&digest, &checkpoint->rows[i].digest, sizeof digest) != 0)
            status = message_set(message, STATUS_DAMAGED, "%s: %s does not hold what was written", writer->part.working,
                growing_name(growing).text);
    }
    return status;
}

/* The fresh file, with all that the old one had by the checkpoint. */
static enum status recreate(struct result_writer *writer, const struct checkpoint *checkpoint, struct message *message)
{
    const struct world *world = writer->world;
    hid_t old;
    enum status status = layout_plan(&writer->layout, writer->request.scenario, world, message);
    if (status != STATUS_OK) return status;
    if (!checkpoint) return lay_out(writer, writer->part.fresh, message);
    status = hdf5_open_part(writer->part.working, &old, message);
    if (status != STATUS_OK) return status;
    status = restore_homes(writer, old, world, message);
    if (status == STATUS_OK) status = check_given(writer, world, checkpoint, message);
    if (status == STATUS_OK) status = lay_out(writer, writer->part.fresh, message);
    if (status == STATUS_OK) status = restore_rows(writer, old, checkpoint, message);
    hdf5_drop(old);
    return status;
}

enum status result_reopen(struct result_writer **writer, const struct result_request *request,
    const struct world *world, const struct checkpoint *checkpoint, struct message *message)
{
    *writer = NULL;
    struct result_writer *made = writer_new(request, world);
    if (!made) return message_no_memory(message, "for a result");
    enum status status = part_file_reclaim(&made->part, request->path, request->overwrite, message);
    if (status != STATUS_OK) {
        writer_free(made);
        return status;
    }
    made->step = model_steps_done(world);
    status = recreate(made, checkpoint, message);
    if (status == STATUS_OK) status = begin_rows(made, message);
    if (status == STATUS_OK && checkpoint) status = layout_state_committed(&made->layout, made->step, message);
    if (status == STATUS_OK) status = part_file_exchange(&made->part, message);
    if (status != STATUS_OK) {
        layout_abandon(&made->layout, status != STATUS_WRITE);
        part_file_drop_fresh(&made->part);
        part_file_release(&made->part, false);
        writer_free(made);
        return status;
    }
    made->kept = true;
    *writer = made;
    return STATUS_OK;
}

/* ---- rows ---- */

static bool commit_is_due(const struct result_writer *writer)
{
    const double seconds = clock_now() - writer->committed;
    return seconds >= writer->request.commit_seconds ||
           (!is_laid_out(writer) &&
               (seconds >= FIRST_COMMIT_SECONDS || layout_waiting(&writer->layout) > WAITING_BYTES_MOST));
}

enum status result_write(struct result_writer *writer, struct world *world, const struct observation *observation,
    bool last, struct message *message)
{
    const struct events *events = model_events(world);
    const struct scenario *scenario = writer->request.scenario;
    enum status status = STATUS_OK;
    writer->step = model_steps_done(world);
    for (int t = 0; t < EVENT_TABLE_COUNT && status == STATUS_OK; t++)
        status = layout_write_events(&writer->layout, events, (enum event_table)t, message);
    if (status == STATUS_OK && observation)
        status = layout_write_series(&writer->layout, (int32_t)writer->step, observation, message);
    if (status == STATUS_OK &&
        (result_snapshot_due(scenario, (int32_t)writer->step) || (last && scenario->snapshots.present)))
        status = layout_write_snapshot(&writer->layout, world, message);
    status = told(writer, status, message);
    if (status == STATUS_OK && commit_is_due(writer)) status = result_commit(writer, message);
    return status;
}

/* ---- committing ---- */

/* First all rows, to the disk; only then how many they are. */
static enum status commit_rows(struct result_writer *writer, struct message *message)
{
    struct result_layout *layout = &writer->layout;
    enum status status = layout_write_out(layout, message);
    if (status == STATUS_OK && H5Fflush(layout->file, H5F_SCOPE_LOCAL) < 0)
        status = hdf5_refused(message, STATUS_WRITE, "cannot write", "rows");
    return status == STATUS_OK ? part_file_sync(&writer->part, message) : status;
}

enum status result_commit(struct result_writer *writer, struct message *message)
{
    enum status status = STATUS_OK;
    if (!is_laid_out(writer)) {
        status = lay_out(writer, writer->part.working, message);
        if (status == STATUS_OK) status = begin_rows(writer, message);
    }
    if (status == STATUS_OK) status = commit_rows(writer, message);
    if (status == STATUS_OK) status = layout_state_committed(&writer->layout, writer->step, message);
    if (status == STATUS_OK) status = part_file_sync(&writer->part, message);
    writer->kept |= status == STATUS_OK;
    writer->committed = clock_now();
    return told(writer, status, message);
}

enum status result_save(struct result_writer *writer, struct world *world, const struct until *until,
    struct observation *observation, struct message *message)
{
    const struct result_layout *layout = &writer->layout;
    struct checkpoint checkpoint = {.scenario = writer->request.scenario,
        .row_count = layout->growing_count,
        .until = until->rows,
        .observation = observation};
    checkpoint.rows = malloc((size_t)layout->growing_count * sizeof *checkpoint.rows);
    if (!checkpoint.rows) return message_no_memory(message, "for a checkpoint");
    enum status status = result_commit(writer, message);
    for (int i = 0; i < layout->growing_count; i++)
        checkpoint.rows[i] = (struct kept_rows){layout->growing[i].written, growing_digest(&layout->growing[i])};
    if (status == STATUS_OK && digest_given(writer, world, &checkpoint.given) != STATUS_OK)
        status = message_no_memory(message, "for a checkpoint");
    if (status == STATUS_OK) status = checkpoint_write(writer->part.path, &checkpoint, world, message);
    free(checkpoint.rows);
    return status;
}

/* ---- the end ---- */

static enum status finish(struct result_writer *writer, struct world *world, int64_t *bytes, struct message *message)
{
    enum status status = is_laid_out(writer) ? result_commit(writer, message) : STATUS_OK;
    if (status != STATUS_OK) return status;
    writer->environment.seconds = clock_now() - writer->began;
    const struct result_source source = source_of(writer);
    const struct result_finish finish = {&source, &writer->environment, world, &writer->layout};
    status = result_finish(&finish, writer->part.fresh, message);
    if (status == STATUS_OK) {
        status = part_file_finish(&writer->part, bytes, message);
        if (status == STATUS_OK) checkpoint_remove(writer->part.path);
        return status;
    }
    part_file_drop_fresh(&writer->part);
    message_prefix(message, "%s: ", writer->part.fresh);
    return status;
}

enum status result_close(struct result_writer *writer, struct world *world, int64_t *bytes, struct message *message)
{
    enum status status = finish(writer, world, bytes, message);
    result_abandon(writer);
    return status;
}

void result_abandon(struct result_writer *writer)
{
    if (!writer) return;
    layout_abandon(&writer->layout, !writer->broken);
    part_file_release(&writer->part, !writer->kept);
    writer_free(writer);
}
