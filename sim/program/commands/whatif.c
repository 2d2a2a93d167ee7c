/* selforg whatif: the same run without somebody or something; or how much a practice owes to each of its founders. */
#include <stdio.h>
#include <string.h>

#include "program/report/progress.h"
#include "program/report/scenario_input.h"
#include "program/terminal/interrupt.h"
#include "program/terminal/terminal.h"
#include "program/usage/commands.h"
#include "program/whatif/whatif_print.h"
#include "scenario/text.h"

static enum status check(const struct whatif_options *options, struct message *message)
{
    if (options->credit && options->without.count > 0)
        return message_set(message, STATUS_USAGE, "whatif: --without and --credit exclude each other");
    if (!options->credit && options->without.count == 0)
        return message_set(
            message, STATUS_USAGE, "whatif: say what is left out, as --without agent:12, or ask for --credit");
    if (!options->credit && options->shapley > 0)
        return message_set(message, STATUS_USAGE, "whatif: --shapley goes with --credit");
    for (int i = 0; i < options->without.count; i++)
        for (int k = 0; k < i; k++)
            if (strcmp(options->without.item[i], options->without.item[k]) == 0)
                return message_set(message, STATUS_USAGE, "--without: '%s' is there twice",
                    text_excerpt(options->without.item[i]).text);
    return STATUS_OK;
}

/* The practice asked for, or `standard`. */
static enum status choose(const struct whatif_options *options, const struct whatif_base *base, int32_t standard,
    int32_t *practice, struct message *message)
{
    *practice = standard;
    return options->practice ? whatif_practice(base, options->practice, practice, message) : STATUS_OK;
}

static enum status leave_out(
    const struct whatif_options *options, const struct whatif_base *base, struct message *message)
{
    struct scenario scenario = base->scenario;
    struct course without = {.steps = 0};
    struct whatif_told told = {.base = base, .scenario = &scenario, .without = &without, .what = &options->without};
    enum status status = choose(options, base, -1, &told.practice, message);
    for (int i = 0; i < options->without.count && status == STATUS_OK; i++)
        status = whatif_add(base, &scenario, options->without.item[i], message);
    if (status == STATUS_OK)
        status = whatif_run(base, &scenario, threads_to_use(options->threads), interrupt_received(), &without, message);
    if (status == STATUS_OK) status = whatif_compare(base, &scenario, &without, &told.fates);
    if (status == STATUS_OK && options->json) whatif_print_json(&told, options->file, stdout);
    if (status == STATUS_OK && !options->json) whatif_print(&told, terminal_of(stdout).width, stdout);
    array_free(&told.fates);
    course_free(&without);
    return status;
}

static void show_runs(void *context, int64_t runs, int64_t all)
{
    progress_show(context, runs, 0, all);
}

static enum status give_credit(
    const struct whatif_options *options, const struct whatif_base *base, struct message *message)
{
    struct credit_told told = {.base = base};
    enum status status = choose(options, base, whatif_leading(&base->course), &told.practice, message);
    if (status == STATUS_OK && told.practice < 0)
        status = message_set(message, STATUS_INPUT, "%s: nobody uses any practice", options->file);
    struct progress progress = progress_begin(stderr, options->progress, "run");
    if (status == STATUS_OK)
        status = whatif_credit(base, told.practice, options->shapley > 0 ? (int)options->shapley : 0,
            threads_to_use(options->threads), interrupt_received(), show_runs, &progress, &told.credit, message);
    progress_end(&progress);
    if (status == STATUS_OK && options->json) credit_print_json(&told, stdout);
    if (status == STATUS_OK && !options->json) credit_print(&told, terminal_of(stdout).width, stdout);
    array_free(&told.credit.founders);
    return status;
}

enum status whatif_command(const struct whatif_options *options, struct message *message)
{
    struct whatif_base base = {.has_network = false};
    interrupt_listen();
    enum status status = check(options, message);
    if (status == STATUS_OK)
        status = whatif_open(&base, options->file, threads_to_use(options->threads), interrupt_received(), message);
    if (status == STATUS_OK)
        status = options->credit ? give_credit(options, &base, message) : leave_out(options, &base, message);
    whatif_close(&base);
    return status;
}
