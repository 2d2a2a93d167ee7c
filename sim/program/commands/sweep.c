/* selforg sweep: a study on all cores, in a folder of its own. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/shell.h"
#include "io/network/network_told.h"
#include "io/text/clock.h"
#include "program/report/progress.h"
#include "program/report/scenario_input.h"
#include "program/study/collected.h"
#include "program/study/slurm_script.h"
#include "program/study/study_cost.h"
#include "program/study/study_design.h"
#include "program/terminal/figures.h"
#include "program/terminal/interrupt.h"
#include "program/terminal/output.h"
#include "program/usage/commands.h"
#include "scenario/numbers.h"
#include "scenario/text.h"
#include "study/analysis/collect.h"
#include "study/plan/beginnings.h"
#include "study/runs/sweep.h"

/* What the command line asks for, read. */
struct request {
    const struct sweep_options *options;
    struct folder_request folder;
    struct sweep_request sweep;
    char *path; /* of the folder */
};

static bool runs_something(const struct sweep_options *options)
{
    return !options->dry_run && options->slurm <= 0;
}

static void show(void *context, const struct sweep_progress *progress)
{
    progress_show(context, progress->done, progress->found, progress->runs);
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

static enum status read_request(struct request *request, const struct sweep_options *options, struct progress *progress,
    struct ranks *ranks, struct message *message)
{
    *request = (struct request){.options = options, .path = folder_path(options)};
    request->folder.path = request->path;
    request->folder.mode = options->resume || options->retry_failed ? FOLDER_RESUMED : FOLDER_NEW;
    if (options->shard) request->folder.mode = FOLDER_SHARED;
    request->sweep = (struct sweep_request){.ranks = ranks,
        .jobs = options->jobs <= 0 && ranks->count > 1 ? 1 : threads_to_use(options->jobs),
        .retry_failed = options->retry_failed,
        .results = options->results,
        .progress = show,
        .context = progress};
    if (!request->path) return STATUS_MEMORY;
    enum status status = output_check(request->path, options->study, message);
    if (status != STATUS_OK) return status;
    if (strcmp(request->path, "-") == 0)
        return message_set(message, STATUS_USAGE, "--out: a study goes into a folder, not to standard output");
    status = output_check_ending(request->path, "",
        "a study goes into a folder, and `selforg analyze FOLDER/" STUDY_RESULTS " --csv` makes a table of it",
        message);
    if (status == STATUS_OK) status = read_shard(options->shard, &request->sweep, message);
    if (status == STATUS_OK) status = read_replicates(options->replicates, &request->folder, message);
    if (status == STATUS_OK && (options->shard || options->slurm > 0) && request->folder.more)
        status = message_set(message, STATUS_USAGE,
            "--replicates: with --shard or --slurm give the number of all replicates; each shard would add its own");
    if (status == STATUS_OK && options->csv && !options->dry_run)
        status = message_set(message, STATUS_USAGE,
            "--csv: it goes with --dry-run, and prints what would run; `selforg analyze %s --csv` prints what came out",
            shell_word(request->path).text);
    if (status == STATUS_OK && options->slurm > 0 && options->shard)
        status =
            message_set(message, STATUS_USAGE, "--slurm: the shards are the tasks of the array; leave out --shard");
    return status;
}

/* ---- what runs nothing ---- */

/* A shard has whole beginnings. */
static int64_t shard_runs(const struct request *request, const struct study *study)
{
    int64_t beginnings = beginning_count(study), shards = request->sweep.shards;
    return study_runs(study) / beginnings * ((beginnings + shards - 1) / shards);
}

/* What is saved by beginnings in common. */
static void tell_beginnings(const struct request *request, const struct study *study)
{
    const struct study_steps steps = beginning_steps(study);
    bool common = steps.shared < steps.apart, whole = request->options->results || study->results;
    char each[96] = "all";
    if (beginning_count(study) > 1)
        snprintf(each, sizeof each, "each of %s beginnings", figure_count(beginning_count(study)).text);
    if (common && !whole)
        printf("The first %s steps are run once for %s: %s steps in all, and not %s.\n",
            figure_count(study->branch_step - 1).text, each, figure_count(steps.shared).text,
            figure_count(steps.apart).text);
    else if (study->branch_step > 0)
        printf("Every run is made whole, %s steps in all: %s.\n", figure_count(steps.apart).text,
            common ? "its result file has all of its steps" : "no two have a beginning in common");
}

/* What each network of the study was read as. */
static void tell_networks(const struct study *study)
{
    struct scenario scenario = study->base;
    for (int64_t i = 0; i < study->networks.count; i++) {
        scenario.network = study->networks.items[i].named;
        network_tell(&study->networks.items[i].edges, &scenario, stdout);
        fputc('\n', stdout);
    }
}

/* What is to be kept of every run, as the file will say it. */
static void tell_outcomes(const struct study *study)
{
    char sentence[1024];
    for (int64_t i = 0; i < study->outcomes.count; i++) {
        const struct outcome *outcome = &study->outcomes.items[i];
        const struct outcome_unit unit = outcome_unit(outcome);
        outcome_describe(outcome, sentence, sizeof sentence);
        printf("%s%s%s%s: %s\n", outcome->name, *unit.text ? " (" : "", unit.text, *unit.text ? ")" : "", sentence);
    }
}

static enum status dry_run(const struct request *request, const struct study *study, struct message *message)
{
    struct study_cost cost;
    if (request->options->csv) {
        study_design_print_csv(study, stdout);
        return STATUS_OK;
    }
    int jobs = request->sweep.jobs;
    int64_t runs = study_runs(study), share = shard_runs(request, study);
    enum status status = study_cost(study, request->options->results, &cost, message);
    if (status != STATUS_OK) return status;
    printf("%s: %s, %s, %s\n", request->options->study,
        figure_counted(study_configurations(study), "configuration", "configurations").text,
        figure_counted(study->replicates, "replicate", "replicates").text, figure_counted(runs, "run", "runs").text);
    tell_networks(study);
    tell_beginnings(request, study);
    if (share < runs) printf("A shard has %s.\n", figure_counted(share, "run", "runs").text);
    printf("A run takes about %s, all of them about %s with %s; ", figure_duration(cost.seconds).text,
        figure_duration(cost.seconds * (double)share / (jobs < share ? jobs : (double)share)).text,
        figure_counted(jobs, "job", "jobs").text);
    printf("%s of memory, %s of disk.\n", figure_bytes(cost.memory * jobs).text,
        figure_bytes(cost.disk * (double)share).text);
    status = study_design_print(study, stdout);
    tell_outcomes(study);
    return status;
}

static enum status print_script(const struct request *request, const struct study *study, struct message *message)
{
    const struct sweep_options *options = request->options;
    struct study_cost cost;
    int64_t most = beginning_count(study);
    enum status status = study_cost(study, options->results, &cost, message);
    if (status != STATUS_OK) return status;
    struct slurm_script script = {.title = study->title,
        .study = options->study,
        .folder = request->path,
        .runs = study_runs(study),
        .tasks = options->slurm < most ? options->slurm : most,
        .jobs = options->jobs > 0 ? options->jobs : 1,
        .replicates = options->replicates ? study->replicates : 0,
        .results = options->results,
        .cost = cost};
    return slurm_script_print(&script, stdout) ? STATUS_OK : STATUS_MEMORY;
}

/* ---- the runs ---- */

static void say_how_to_go_on(
    const struct request *request, const struct sweep_progress *progress, struct message *message)
{
    char shard[64] = "";
    if (request->options->shard) snprintf(shard, sizeof shard, " --shard %.40s", request->options->shard);
    message_set(message, STATUS_STOPPED, "stopped after %s of %s runs; go on with: selforg sweep %s -o %s --resume%s",
        figure_count(progress->done).text, figure_count(progress->runs).text, shell_word(request->options->study).text,
        shell_word(request->path).text, shard);
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
        printf("\nWhen every shard is done: selforg collect %s\n", shell_word(request->path).text);
    else
        printf("\n%s/" STUDY_RESULTS "\n", request->path);
}

static enum status some_failed(const char *path, int64_t failed, struct message *message)
{
    return message_set(message, STATUS_RUNS_FAILED,
        "%s failed; run_reason in %s/" STUDY_RESULTS " says why, and --retry-failed runs them again",
        figure_counted(failed, "run", "runs").text, path);
}

/* The first rank makes the folder, the others find it there. */
static enum status open_folder(
    struct request *request, struct study *study, struct study_folder *folder, struct message *message)
{
    const struct ranks *ranks = request->sweep.ranks;
    const struct folder_request found = {.path = request->path, .mode = FOLDER_RESUMED};
    bool first = ranks->number == 0;
    enum status status = first ? folder_open(folder, study, &request->folder, message) : STATUS_OK;
    status = ranks_agree(ranks, status, message);
    if (status == STATUS_OK && !first) status = folder_open(folder, study, &found, message);
    return status;
}

/* What the first rank does in the end. */
static enum status finish(const struct request *request, const struct study *study, const struct study_folder *folder,
    const struct sweep_progress *came, double seconds, struct message *message)
{
    struct collected collected;
    enum status status = STATUS_OK;
    if (request->sweep.shards == 1) status = study_collect(study, folder, &collected, message);
    if (status == STATUS_OK && !request->options->quiet) print_done(request, came, seconds);
    if (status == STATUS_OK && request->sweep.shards == 1 && !request->options->quiet)
        collected_tell(&collected, study, stderr);
    if (status == STATUS_OK && came->failed > 0) status = some_failed(request->path, came->failed, message);
    return status;
}

static enum status run_study(
    struct request *request, struct study *study, struct progress *progress, struct message *message)
{
    const struct ranks *ranks = request->sweep.ranks;
    struct study_folder folder = {0};
    struct sweep_progress came = {0};
    double began = clock_now();
    interrupt_listen();
    request->sweep.stop = interrupt_received();
    enum status status = ranks_agree(ranks, open_folder(request, study, &folder, message), message);
    if (status == STATUS_OK) {
        status = sweep_run(study, &folder, &request->sweep, &came, message);
        progress_end(progress);
        if (status == STATUS_STOPPED) say_how_to_go_on(request, &came, message);
    }
    if (status == STATUS_OK && ranks->number == 0)
        status = finish(request, study, &folder, &came, clock_now() - began, message);
    folder_free(&folder);
    return ranks_agree(ranks, status, message);
}

static enum status do_study(
    struct request *request, struct study *study, struct progress *progress, struct message *message)
{
    const struct sweep_options *options = request->options;
    bool first = request->sweep.ranks->number == 0;
    if (runs_something(options)) return run_study(request, study, progress, message);
    if (request->folder.wanted > 0)
        study->replicates = request->folder.more ? study->replicates + request->folder.wanted : request->folder.wanted;
    if (!first) return STATUS_OK;
    return options->dry_run ? dry_run(request, study, message) : print_script(request, study, message);
}

/* What has no effect in some configurations; keys without any were refused. And what is not what it seems. */
static void print_notes(const struct study *study, bool results)
{
    const struct alteration *first;
    const int64_t in_vain = study_set_in_vain(study, &first);
    if (in_vain > 0)
        fprintf(stderr, "note: %s has no effect in `set`, as every condition sets it or takes it out%s\n",
            first->parameter ? parameter_path(first->parameter).text : first->section->path,
            in_vain > 1 ? "; others neither" : "");
    if (study->outcomes.count + study->series.count == 0 && !results)
        fprintf(stderr, "note: neither outcomes nor series nor results are wanted: nothing is kept of what happens\n");
    if (study->repeated > 0)
        fprintf(stderr, "note: %s of %s configurations are the same as one before\n",
            figure_count(study->repeated).text, figure_count(study_configurations(study)).text);
    for (int64_t i = 0; i < study->outcomes.count; i++)
        if (outcome_is_vain(&study->outcomes.items[i]))
            fprintf(stderr, "note: outcome %s: %s can never be so\n", study->outcomes.items[i].name,
                outcome_source(&study->outcomes.items[i]));
    for (int64_t i = 0; i < study->outcomes.count; i++)
        if (outcome_counts_none(&study->outcomes.items[i]))
            fprintf(stderr,
                "note: outcome %s: rows in which there was none count as 0 (%s; `selforg describe study`, Outcomes)\n",
                study->outcomes.items[i].name, outcome_source(&study->outcomes.items[i]));
    if (study->never_met > 0)
        fprintf(stderr, "note: in %s of %s configurations `until` asks for what its series can never be\n",
            figure_count(study->never_met).text, figure_count(study_configurations(study)).text);
    if (study->too_late > 0)
        fprintf(stderr, "note: in %s of %s configurations interventions come after the last step, and change nothing\n",
            figure_count(study->too_late).text, figure_count(study_configurations(study)).text);
    for (int i = 0; i < PARAMETER_TOTAL; i++)
        if (study->in_vain[i] > 0)
            fprintf(stderr, "note: %s has no effect in %s of %s configurations\n",
                parameter_path(&parameter_table[i]).text, figure_count(study->in_vain[i]).text,
                figure_count(study_configurations(study)).text);
}

enum status sweep_command(const struct sweep_options *options, struct message *message)
{
    struct request request = {0};
    struct study study = {0};
    struct ranks ranks;
    if (runs_something(options)) interrupt_listen_for_limit();
    enum status status = ranks_begin(&ranks, options->shard != NULL, message);
    bool first = ranks.number == 0, met = status == STATUS_OK;
    struct progress progress =
        progress_begin(stderr, options->quiet || !first ? PROGRESS_NONE : options->progress, "run");
    if (status == STATUS_OK) status = read_request(&request, options, &progress, &ranks, message);
    const bool begun = request.folder.mode == FOLDER_RESUMED;
    if (status == STATUS_OK) status = (begun ? study_read_begun : study_read)(options->study, &study, message);
    if (status == STATUS_OK && study.absent)
        status = message_set(message, STATUS_READ, "%s: data: %s is not there", options->study, study.absent);
    if (status == STATUS_OK) status = study_fits(&study, message);
    if (met) status = ranks_agree(&ranks, status, message);
    if (status == STATUS_OK && first && !options->quiet) print_notes(&study, study.results || options->results);
    if (status == STATUS_OK) status = do_study(&request, &study, &progress, message);
    study_free(&study);
    free(request.path);
    ranks_end(&ranks);
    return first ? status : STATUS_OK; /* the first rank speaks for all */
}
