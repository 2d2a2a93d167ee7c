#include "io/result/result_finish.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "io/result/result_checksum.h"

/* ---- the environment ---- */

static void date_now(char text[DATE_LENGTH])
{
    time_t now = time(NULL);
    struct tm date;
    gmtime_r(&now, &date);
    strftime(text, DATE_LENGTH, "%Y-%m-%dT%H:%M:%SZ", &date);
}

struct result_environment result_environment_now(const struct result_request *request)
{
    struct result_environment environment = {.threads = request->threads, .command = request->command};
    environment.processors = sysconf(_SC_NPROCESSORS_ONLN);
    date_now(environment.started);
    return environment;
}

static enum status write_count(
    hid_t group, const char *name, const char *sentence, int64_t value, struct message *message)
{
    hid_t dataset;
    struct hdf5_values count = {H5T_STD_I64LE, H5T_NATIVE_INT64, &value};
    enum status status = hdf5_scalar(group, name, count, &dataset, message);
    return status == STATUS_OK ? hdf5_describe(dataset, "1", sentence, message) : status;
}

static enum status write_text(
    hid_t group, const char *name, const char *sentence, const char *text, struct message *message)
{
    hid_t dataset;
    enum status status = hdf5_scalar_text(group, name, text, &dataset, message);
    return status == STATUS_OK ? hdf5_describe(dataset, NULL, sentence, message) : status;
}

enum status result_environment_write(hid_t file, const struct result_environment *environment, struct message *message)
{
    hid_t group, seconds = -1;
    enum status status = hdf5_group(file, "run/environment", &group, message);
    if (status == STATUS_OK)
        status = write_text(group, "started", "When the run began, in UTC.", environment->started, message);
    if (status == STATUS_OK && environment->seconds > 0) {
        struct hdf5_values value = {H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, &environment->seconds};
        status = hdf5_scalar(group, "seconds", value, &seconds, message);
        if (status == STATUS_OK) status = hdf5_describe(seconds, "s", "Wall time that the run took.", message);
    }
    if (status == STATUS_OK)
        status = write_count(group, "processors", "Processors that the machine had.", environment->processors, message);
    if (status == STATUS_OK)
        status = write_count(group, "threads", "Threads that the run was given.", environment->threads, message);
    if (status == STATUS_OK && environment->command)
        status = write_text(group, "command", "The command that made it.", environment->command, message);
    return status;
}

/* ---- digests ---- */

static enum status write_digest(
    hid_t group, const char *name, const char *sentence, struct digest digest, struct message *message)
{
    char text[DIGEST_TEXT];
    digest_text(digest, text);
    return write_text(group, name, sentence, text, message);
}

/* Every table's, recorded or not: the run's digest is made of all of them. */
static enum status write_event_digests(hid_t run, struct world *world, struct message *message)
{
    enum status status = STATUS_OK;
    for (int t = 0; t < EVENT_TABLE_COUNT && status == STATUS_OK; t++) {
        char name[80];
        snprintf(name, sizeof name, "digest_%s", event_tables[t].name);
        status = write_digest(run, name, "Digest of the events of this kind that count for the run's digest.",
            events_digest(model_events(world), (enum event_table)t), message);
    }
    return status;
}

/* What ended the run, if it was not its last step. */
static enum status write_ending(hid_t file, const struct result_finish *finish, struct message *message)
{
    const struct scenario *scenario = finish->source->request->scenario;
    if (model_steps_done(finish->world) >= scenario->run.steps) return STATUS_OK;
    return write_text(
        file, "run/ended_by", "The rule that ended the run before its last step.", scenario->run.until, message);
}

static enum status write_digests(hid_t file, struct world *world, struct message *message)
{
    struct digest digest, state;
    if (model_digest(world, &digest) != STATUS_OK || model_state_digest(world, &state) != STATUS_OK)
        return message_no_memory(message, "for digests");
    hid_t run = H5Gopen2(file, "run", H5P_DEFAULT);
    if (run < 0) return hdf5_refused(message, STATUS_WRITE, "cannot open", "run");
    enum status status =
        write_digest(run, "digest", "Digest of the run: the same whenever the run was the same.", digest, message);
    if (status == STATUS_OK)
        status = write_digest(run, "digest_state", "Digest of everybody's state at the end.", state, message);
    return status == STATUS_OK ? write_event_digests(run, world, message) : status;
}

/* ---- the finished file ---- */

/* Every dataset into the one that was made for it. */
static enum status copy_rows(struct result_layout *fresh, const struct result_layout *part, struct message *message)
{
    enum status status = STATUS_OK;
    for (int i = 0; i < part->growing_count && status == STATUS_OK; i++)
        status = growing_copy(&fresh->growing[i], &part->growing[i], message);
    return status;
}

/* The file that all the rows of another fit into. */
static enum status create_like(struct result_layout *fresh, const struct result_layout *part, const char *path,
    const struct result_source *source, struct message *message)
{
    enum status status = layout_plan(fresh, source->request->scenario, source->world, message);
    if (status == STATUS_OK && fresh->growing_count != part->growing_count)
        status = message_set(message, STATUS_INVARIANT, "has %d datasets that grow, and what was written has %d",
            fresh->growing_count, part->growing_count);
    fresh->like = part;
    return status == STATUS_OK ? layout_create(fresh, path, false, source, message) : status;
}

/* Reads back all that was written, and says that it is complete when that is so. */
static enum status seal(struct result_layout *fresh, struct message *message)
{
    static const int8_t yes = 1;
    struct digest checksum;
    if (H5Fflush(fresh->file, H5F_SCOPE_LOCAL) < 0) return hdf5_refused(message, STATUS_WRITE, "cannot write", "data");
    enum status status = result_checksum(fresh->file, &checksum, message);
    if (status == STATUS_OK)
        status = write_digest(fresh->file, "run/checksum", "Checksum of the content of this file.", checksum, message);
    return status == STATUS_OK ? hdf5_rewrite(fresh->complete, H5T_NATIVE_INT8, &yes, message) : status;
}

enum status result_finish(const struct result_finish *finish, const char *path, struct message *message)
{
    struct result_layout fresh;
    enum status status = create_like(&fresh, finish->part, path, finish->source, message);
    if (status == STATUS_OK) status = copy_rows(&fresh, finish->part, message);
    if (status == STATUS_OK) status = layout_state_committed(&fresh, model_steps_done(finish->world), message);
    if (status == STATUS_OK) status = write_ending(fresh.file, finish, message);
    if (status == STATUS_OK) status = write_digests(fresh.file, finish->world, message);
    if (status == STATUS_OK) status = seal(&fresh, message);
    if (status == STATUS_OK) status = result_environment_write(fresh.file, finish->environment, message);
    if (status == STATUS_OK) status = hdf5_close(fresh.file, message);
    bool open_and_intact = status != STATUS_OK && status != STATUS_WRITE;
    layout_abandon(&fresh, open_and_intact);
    return status;
}
