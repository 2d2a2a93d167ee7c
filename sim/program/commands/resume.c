/* selforg resume: a run that was stopped or killed goes on from its last checkpoint. */
#include <stdio.h>

#include "io/result/run.h"
#include "io/text/characters.h"
#include "program/report/progress.h"
#include "program/report/scenario_input.h"
#include "program/terminal/interrupt.h"
#include "program/usage/commands.h"

static void watch_step(void *context, int32_t step, int32_t steps, const struct observation *observation)
{
    (void)observation;
    progress_show(context, step, 0, steps);
}

/* A run that goes on from further back than it could is told of, even quietly. */
static void say_damaged(const char *path, int damaged, int32_t from)
{
    if (damaged == 0) return;
    fprintf(stderr, "selforg: ");
    characters_show(path, stderr);
    fprintf(stderr, ": %s damaged; went on from %s, step %d\n",
        damaged > 1 ? "its checkpoints are" : "its newest checkpoint is",
        from > 0 ? "the one before it" : "the beginning", from);
}

static const char *say_rule(const struct run_outcome *outcome)
{
    if (outcome->unmet) return "; its rule until was not met";
    return outcome->ended ? ", where its rule until ended it" : "";
}

enum status resume_command(const struct resume_options *options, struct message *message)
{
    interrupt_listen();
    struct progress progress = progress_begin(stderr, options->quiet ? PROGRESS_NONE : options->progress, "step");
    struct run_request request = {.result = {.threads = threads_to_use(options->threads),
                                      .overwrite = options->force,
                                      .command = options->call.line,
                                      .commit_seconds = -1},
        .progress = watch_step,
        .context = &progress,
        .stop = interrupt_received(),
        .save = interrupt_checkpoints(),
        .checkpoint_seconds = (double)options->checkpoint,
        .most_seconds = (double)options->max_time};
    struct run_outcome outcome;
    char digest[DIGEST_TEXT];
    int32_t from;
    enum status status = run_resume(options->file, &request, &outcome, &from, message);
    progress_end(&progress);
    say_damaged(options->file, outcome.damaged, from);
    digest_text(outcome.digest, digest);
    if (status == STATUS_OK && !options->quiet)
        printf("%s  went on from step %d to step %d%s\ndigest %s\n", options->file, from, outcome.steps,
            say_rule(&outcome), digest);
    return status;
}
