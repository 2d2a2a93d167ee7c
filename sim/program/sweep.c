/* selforg sweep: a study on all cores, in a folder of its own. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "program/clock.h"
#include "program/estimate.h"
#include "program/figures.h"
#include "program/interrupt.h"
#include "program/progress.h"
#include "program/scenario_input.h"
#include "program/verbs.h"
#include "scenario/numbers.h"
#include "scenario/text.h"
#include "study/collect.h"
#include "study/sweep.h"

/* What the command line asks for, read. */
struct request {
    const struct sweep_options *options;
    struct folder_request folder;
    struct sweep_request sweep;
    char *path; /* of the folder */
};

static void show(void *context, const struct sweep_progress *progress)
{
    progress_show(context, progress->done, progress->runs);
}

/* --out, or else "debriefing" for "folder/debriefing.yaml". To be freed; NULL: no memory. */
static char *folder_path(const struct sweep_options *options)
{
    const char *slash = strrchr(options->study, '/'), *base = slash ? slash + 1 : options->study;
    const char *dot = strrchr(base, '.');
    if (options->out) return strdup(options->out);
    return strndup(base, dot && dot != base ? (size_t)(dot - base) : strlen(base));
}

/* --shard I/N, I from 1. */
static enum status read_shard(const char *text, struct sweep_request *sweep, struct message *message)
{
    int end = 0;
    int64_t part = 1, parts = 1;
    bool fine = !text || (sscanf(text, "%" SCNd64 "/%" SCNd64 "%n", &part, &parts, &end) == 2 && !text[end]);
    sweep->shard = part - 1;
    sweep->shards = parts;
    if (fine && part >= 1 && part <= parts) return STATUS_OK;
    return message_set(message, STATUS_USAGE,
        "--shard: '%s' is not possible, it must be I/N, as 3/8 for the third of 8", text_excerpt(text).text);
}

static enum status read_replicates(const char *text, struct folder_request *folder, struct message *message)
{
    if (!text) return STATUS_OK;
    folder->more = *text == '+';
    if (number_read_whole(text + folder->more, &folder->wanted) == NUMBER_FINE && folder->wanted >= 1) return STATUS_OK;
    return message_set(message, STATUS_USAGE, "--replicates: '%s' is not possible, it must be a whole number, or +N",
        text_excerpt(text).text);
}

static enum status read_request(
    struct request *request, const struct sweep_options *options, struct progress *progress, struct message *message)
{
    *request = (struct request){.options = options, .path = folder_path(options)};
    bool resumed = options->resume || options->retry_failed;
    request->folder.path = request->path;
    request->folder.mode = resumed ? FOLDER_RESUMED : options->shard ? FOLDER_SHARED : FOLDER_NEW;
    request->sweep = (struct sweep_request){.jobs = threads_to_use(options->jobs),
        .retry_failed = options->retry_failed,
        .results = options->results,
        .progress = show,
        .context = progress};
    if (!request->path) return STATUS_MEMORY;
    if (strcmp(request->path, "-") == 0)
        return message_set(message, STATUS_USAGE, "--out: a study goes into a folder, not to standard output");
    enum status status = read_shard(options->shard, &request->sweep, message);
    if (status == STATUS_OK) status = read_replicates(options->replicates, &request->folder, message);
    if (status == STATUS_OK && options->shard && request->folder.more)
        status = message_set(message, STATUS_USAGE,
            "--replicates: with --shard give the number of all replicates; each shard would add its own");
    return status;
}

/* ---- what it would cost ---- */

enum { TRIALS = 3 };

/* Trials of configurations far apart, since some may be much larger than others. */
static enum status estimate_study(const struct study *study, struct estimate *mean, struct message *message)
{
    struct scenario *scenario = malloc(sizeof *scenario);
    int64_t configurations = study_configurations(study), trials = configurations < TRIALS ? configurations : TRIALS;
    enum status status = scenario ? STATUS_OK : STATUS_MEMORY;
    *mean = (struct estimate){0};
    for (int64_t i = 0; i < trials && status == STATUS_OK; i++) {
        struct estimate one;
        int64_t configuration = trials > 1 ? i * (configurations - 1) / (trials - 1) : 0;
        status = study_scenario(study, configuration, study->base.run.seed, scenario, message);
        if (status == STATUS_OK) status = estimate_run(&one, scenario, study_network(study, scenario), 1, message);
        if (status != STATUS_OK) break;
        mean->seconds += one.seconds / (double)trials;
        mean->file_bytes += one.file_bytes / (double)trials;
        if (one.memory > mean->memory) mean->memory = one.memory;
    }
    free(scenario);
    return status;
}

static enum status dry_run(const struct request *request, const struct study *study, struct message *message)
{
    struct estimate estimate;
    const struct scenario *base = &study->base;
    int jobs = request->sweep.jobs;
    int64_t runs = study_runs(study), share = (runs + request->sweep.shards - 1) / request->sweep.shards;
    double rows = (double)(base->run.steps / base->observe.every + 2);
    double record = 4096 * (1 + (double)(8 * study->outcomes.count) / 4096);
    enum status status = estimate_study(study, &estimate, message);
    if (status != STATUS_OK) return status;
    if (study->series.count > 0) record += rows * (4 + 8 * (double)study->series.count);
    if (study->results || request->options->results) record += estimate.file_bytes;
    printf("%s: %s configurations, %s replicates, %s runs\n", request->options->study,
        figure_count(study_configurations(study)).text, figure_count(study->replicates).text, figure_count(runs).text);
    if (share < runs) printf("A shard has %s runs.\n", figure_count(share).text);
    printf("A run takes about %s, all of them about %s with %d %s; ", figure_duration(estimate.seconds).text,
        figure_duration(estimate.seconds * (double)share / (jobs < share ? jobs : (double)share)).text, jobs,
        jobs == 1 ? "job" : "jobs");
    printf("%s of memory, %s of disk.\n", figure_bytes(estimate.memory * jobs).text,
        figure_bytes(record * (double)share).text);
    return STATUS_OK;
}

/* ---- the runs ---- */

static void say_how_to_go_on(
    const struct request *request, const struct sweep_progress *progress, struct message *message)
{
    char shard[64] = "";
    if (request->options->shard) snprintf(shard, sizeof shard, " --shard %.40s", request->options->shard);
    message_set(message, STATUS_STOPPED, "stopped after %s of %s runs; go on with: selforg sweep %s -o %s --resume%s",
        figure_count(progress->done).text, figure_count(progress->runs).text, request->options->study, request->path,
        shard);
}

static void print_done(const struct request *request, const struct sweep_progress *progress, double seconds)
{
    int64_t fresh = progress->done - progress->found;
    printf("%s runs", figure_count(progress->done).text);
    if (progress->found > 0) printf(", %s of them found done", figure_count(progress->found).text);
    if (progress->failed > 0) printf(", %s failed", figure_count(progress->failed).text);
    printf(", in %s", figure_duration(seconds).text);
    if (fresh > 0 && seconds > 0) printf(" (%s runs/s)", figure_amount((double)fresh / seconds).text);
    if (request->sweep.shards > 1)
        printf("\nWhen every shard is done: selforg collect %s\n", request->path);
    else
        printf("\n%s/study.h5\n", request->path);
}

static enum status some_failed(const char *path, int64_t failed, struct message *message)
{
    return message_set(message, STATUS_RUNS_FAILED,
        "%s %s; run_reason in %s/study.h5 says why, and --retry-failed runs them again", figure_count(failed).text,
        failed == 1 ? "run failed" : "runs failed", path);
}

static enum status run_study(
    struct request *request, struct study *study, struct progress *progress, struct message *message)
{
    struct study_folder folder = {0};
    struct sweep_progress came = {0};
    struct collected collected;
    double began = clock_now();
    enum status status = folder_open(&folder, study, &request->folder, message);
    if (status != STATUS_OK) return status;
    request->sweep.stop = interrupt_listen();
    status = sweep_run(study, &folder, &request->sweep, &came, message);
    progress_end(progress);
    if (status == STATUS_STOPPED) say_how_to_go_on(request, &came, message);
    if (status == STATUS_OK && request->sweep.shards == 1) {
        folder_tidy(&folder, study_runs(study));
        status = study_collect(study, &folder, &collected, message);
    }
    if (status == STATUS_OK && !request->options->quiet) print_done(request, &came, clock_now() - began);
    if (status == STATUS_OK && came.failed > 0) status = some_failed(request->path, came.failed, message);
    folder_free(&folder);
    return status;
}

enum status sweep_verb(const struct sweep_options *options, struct message *message)
{
    struct request request;
    struct study study = {0};
    struct progress progress = progress_begin(stderr, options->quiet ? PROGRESS_NONE : options->progress, "run");
    enum status status = read_request(&request, options, &progress, message);
    if (status == STATUS_OK) status = study_read(options->study, &study, message);
    if (status == STATUS_OK && options->dry_run && request.folder.wanted > 0)
        study.replicates = request.folder.more ? study.replicates + request.folder.wanted : request.folder.wanted;
    if (status == STATUS_OK)
        status =
            options->dry_run ? dry_run(&request, &study, message) : run_study(&request, &study, &progress, message);
    study_free(&study);
    free(request.path);
    return status;
}
