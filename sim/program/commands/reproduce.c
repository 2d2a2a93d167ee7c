/* selforg reproduce: runs the models of the literature that selforg becomes by its parameters alone, and compares. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "io/text/shipped.h"
#include "program/report/scenario_input.h"
#include "program/study/replication.h"
#include "program/terminal/terminal.h"
#include "program/usage/commands.h"

enum { PATH_LENGTH = SHIPPED_PATH };

/* The folder of replications in the scenarios that came with the program. STATUS_READ if they are not there. */
static enum status find_folder(char folder[PATH_LENGTH], struct message *message)
{
    if (shipped_find("../share/selforg/scenarios/replications", "../../scenarios/replications", folder))
        return STATUS_OK;
    return message_set(message, STATUS_READ,
        "the replications that come with selforg are not beside it; --scenarios says where the scenarios are");
}

static int is_yaml(const struct dirent *entry)
{
    const char *dot = strrchr(entry->d_name, '.');
    return dot && dot != entry->d_name && strcmp(dot, ".yaml") == 0;
}

struct batch {
    const struct reproduce_options *options;
    enum replication_form form;
    int jobs, width;
    int64_t count, expectations, failures, open, explained;
};

static enum status run_one(struct batch *batch, const char *path, struct message *message)
{
    struct replication replication;
    enum status status = replication_run(&replication, path, batch->options->quick, batch->jobs, message);
    if (status == STATUS_OK) {
        replication_print(&replication, batch->form, batch->count++, batch->width, stdout);
        if (replication.study.replicates > 0) batch->expectations += replication.expectations.count;
        batch->failures += replication_failures(&replication);
        batch->open += replication_count(&replication, VERDICT_OPEN);
        batch->explained += replication_count(&replication, VERDICT_EXPLAINED);
    }
    replication_free(&replication);
    return status;
}

static enum status run_folder(struct batch *batch, const char *folder, struct message *message)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, is_yaml, alphasort);
    if (count < 0) return message_set(message, STATUS_READ, "%s: %s", folder, strerror(errno));
    enum status status = STATUS_OK;
    for (int i = 0; i < count; i++) {
        char path[2 * PATH_LENGTH];
        snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        if (status == STATUS_OK) status = run_one(batch, path, message);
        free(entries[i]);
    }
    free(entries);
    return status;
}

/* A word is a replication of the folder; what holds a point or a slash is a file of its own. */
static enum status run_what_is_asked(struct batch *batch, struct message *message)
{
    const struct reproduce_options *options = batch->options;
    char folder[PATH_LENGTH], path[2 * PATH_LENGTH];
    if (options->name && strpbrk(options->name, "./")) return run_one(batch, options->name, message);
    enum status status = STATUS_OK;
    if (options->scenarios)
        snprintf(folder, sizeof folder, "%s/replications", options->scenarios);
    else
        status = find_folder(folder, message);
    if (status != STATUS_OK) return status;
    if (!options->name) return run_folder(batch, folder, message);
    snprintf(path, sizeof path, "%s/%s.yaml", folder, options->name);
    return run_one(batch, path, message);
}

enum status reproduce_command(const struct reproduce_options *options, struct message *message)
{
    struct batch batch = {
        .options = options, .jobs = threads_to_use(options->jobs), .width = terminal_of(stdout).width};
    batch.form = options->csv ? REPLICATION_CSV : REPLICATION_TABLE;
    if (options->json) batch.form = REPLICATION_JSON;
    enum status status = run_what_is_asked(&batch, message);
    replications_end(batch.form, batch.count, stdout);
    if (status != STATUS_OK) return status;
    if (batch.failures > 0)
        return message_set(message, STATUS_UNEXPECTED, "%lld of %lld expectations are not met",
            (long long)batch.failures, (long long)batch.expectations);
    if (batch.form == REPLICATION_TABLE)
        printf("%lld of %lld expectations are met, %lld are not but explained, %lld are left open.\n",
            (long long)(batch.expectations - batch.explained - batch.open), (long long)batch.expectations,
            (long long)batch.explained, (long long)batch.open);
    return STATUS_OK;
}
