/* selforg rerun: what a result file holds, run once more. */
#include <stdio.h>

#include "io/result/run.h"
#include "program/report/progress.h"
#include "program/report/scenario_input.h"
#include "program/terminal/interrupt.h"
#include "program/usage/commands.h"

static void watch_step(void *context, int32_t step, int32_t steps, const struct observation *observation)
{
    (void)observation;
    progress_show(context, step, 0, steps);
}

enum status rerun_command(const struct rerun_options *options, struct message *message)
{
    char stated[DIGEST_TEXT], obtained[DIGEST_TEXT];
    interrupt_listen();
    struct progress progress = progress_begin(stderr, options->quiet ? PROGRESS_NONE : options->progress, "step");
    struct run_request request = {.result = {.threads = threads_to_use(options->threads)},
        .verify_each_step = options->verify,
        .progress = watch_step,
        .context = &progress,
        .stop = interrupt_received()};
    struct run_outcome outcome = {0};
    enum status status = run_again(options->file, &request, &outcome, message);
    progress_end(&progress);
    bool ran = status == STATUS_OK || (status == STATUS_DAMAGED && outcome.steps > 0);
    digest_text(outcome.stated, stated);
    digest_text(outcome.digest, obtained);
    if (ran && !options->quiet)
        printf("file   %s\nrerun  %s  %s\n", stated, obtained, status == STATUS_OK ? "the same" : "different");
    return status;
}
