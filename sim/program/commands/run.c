/* selforg run: one scenario, one result file, one page about it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/result/run.h"
#include "program/terminal/interrupt.h"
#include "program/report/progress.h"
#include "program/report/scenario_input.h"
#include "program/report/summary.h"
#include "program/terminal/terminal.h"
#include "program/commands/verbs.h"

enum { MARGIN = 2 };

/* Who watches a run. */
struct watch {
    struct progress progress;
    struct summary *summary;
};

static void watch_step(void *context, int32_t step, int32_t steps, const struct observation *observation)
{
    struct watch *watch = context;
    if (observation) summary_add(watch->summary, observation);
    progress_show(&watch->progress, step, 0, steps);
}

/* --out, or else "district.h5" for "folder/district.yaml": the result goes to where one stands. To be freed; NULL if
 * there is no memory. */
static char *result_path(const struct run_options *options)
{
    if (options->out) return strdup(options->out);
    const char *slash = strrchr(options->scenario, '/'), *base = slash ? slash + 1 : options->scenario;
    const char *dot = strrchr(base, '.');
    int length = dot && dot != base ? (int)(dot - base) : (int)strlen(base);
    size_t size = (size_t)length + sizeof ".h5";
    char *path = malloc(size);
    if (path) snprintf(path, size, "%.*s.h5", length, base);
    return path;
}

static enum status run_and_watch(const struct run_options *options, const struct scenario_input *input,
    const char *path, struct summary *summary, struct run_outcome *outcome, struct message *message)
{
    struct watch watch = {.summary = summary};
    struct run_request request = {.result = {.path = path,
                                      .overwrite = options->force,
                                      .scenario = &input->scenario,
                                      .yaml_text = input->yaml,
                                      .file = scenario_input_edges(input),
                                      .command = options->call.line,
                                      .threads = threads_to_use(options->threads),
                                      .commit_seconds = -1},
        .verify_each_step = options->verify,
        .progress = watch_step,
        .context = &watch,
        .stop = interrupt_received(),
        .save = interrupt_checkpoints(),
        .checkpoint_seconds = options->checkpoint > 0 ? (double)options->checkpoint : RUN_CHECKPOINT_SECONDS,
        .most_seconds = (double)options->max_time};
    watch.progress = progress_begin(stderr, options->quiet ? PROGRESS_NONE : options->progress, "step");
    enum status status = run_scenario(&request, outcome, message);
    progress_end(&watch.progress);
    return status;
}

enum status run_verb(const struct run_options *options, struct message *message)
{
    if (options->out && strcmp(options->out, "-") == 0)
        return message_set(message, STATUS_USAGE, "--out: a result file cannot go to standard output");
    struct scenario_input input;
    struct run_outcome outcome;
    interrupt_listen();
    enum status status =
        scenario_input_read(&input, options->scenario, &options->set, options->seed, options->steps, options->until, message);
    if (status != STATUS_OK) return status;
    struct summary *summary = malloc(sizeof *summary);
    char *path = result_path(options);
    if (!summary || !path) {
        status = STATUS_MEMORY;
        goto out;
    }
    summary_begin(summary, &input.scenario, options->call.program);
    if (!options->json && !options->quiet) scenario_input_tell(&input, MARGIN, stdout);
    status = run_and_watch(options, &input, path, summary, &outcome, message);
    if (status != STATUS_OK) goto out;
    struct terminal terminal = terminal_of(stdout);
    if (options->json)
        summary_print_json(summary, &outcome, path, stdout);
    else if (!options->quiet)
        summary_print(summary, &outcome, path, &terminal, stdout);
out:
    free(path);
    free(summary);
    scenario_input_free(&input);
    return status;
}
