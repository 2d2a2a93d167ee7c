/* selforg run: one scenario, one result file, one page about it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/result/run.h"
#include "program/report/live_view.h"
#include "program/report/progress.h"
#include "program/report/scenario_input.h"
#include "program/report/summary.h"
#include "program/terminal/interrupt.h"
#include "program/terminal/output.h"
#include "program/terminal/terminal.h"
#include "program/usage/commands.h"

/* Who watches a run. */
struct watch {
    struct progress progress;
    struct live_view view;
    struct summary *summary;
};

static void watch_step(void *context, int32_t step, int32_t steps, const struct observation *observation)
{
    struct watch *watch = context;
    if (observation) summary_add(watch->summary, observation);
    progress_show(&watch->progress, step, 0, steps);
    live_view_show(&watch->view, watch->summary, step, steps);
}

/* How the run is followed: drawn, or told of. */
static void begin_watch(struct watch *watch, const struct run_options *options)
{
    const bool drawn = options->watch && live_view_begin(&watch->view, stdout);
    const bool untold = options->quiet || drawn;
    watch->progress = progress_begin(stderr, untold ? PROGRESS_NONE : options->progress, "step");
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
        .checkpoint_seconds = (double)options->checkpoint,
        .most_seconds = (double)options->max_time};
    interrupt_listen();
    begin_watch(&watch, options);
    enum status status = scenario_fault_named(&input->places, message, run_scenario(&request, outcome, message));
    progress_end(&watch.progress);
    live_view_end(&watch.view);
    return status;
}

enum status run_command(const struct run_options *options, struct message *message)
{
    if (options->out && strcmp(options->out, "-") == 0)
        return message_set(message, STATUS_USAGE, "--out: a result file cannot go to standard output");
    if (options->watch && options->quiet)
        return message_set(message, STATUS_USAGE, "run: --watch and --quiet exclude each other");
    if (options->json && options->quiet)
        return message_set(message, STATUS_USAGE, "run: --json and --quiet exclude each other");
    struct scenario_input input;
    struct run_outcome outcome;
    enum status status = scenario_input_read(
        &input, options->scenario, &options->set, options->seed, options->steps, options->until, message);
    if (status != STATUS_OK) return status;
    struct summary *summary = malloc(sizeof *summary);
    char *path = options->out ? strdup(options->out) : scenario_input_beside(options->scenario, ".h5");
    if (!summary || !path) {
        status = STATUS_MEMORY;
        goto out;
    }
    status = scenario_input_spare(&input, options->scenario, path, message);
    if (status == STATUS_OK)
        status =
            output_check_ending(path, ".h5", "a result is called .h5, and selforg-export makes tables of it", message);
    if (status == STATUS_OK) status = output_check_kind(path, message);
    if (status != STATUS_OK) goto out;
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
