/* selforg analyze: what came out of a study, with intervals. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "program/study/analysis_report.h"
#include "program/terminal/output.h"
#include "program/usage/commands.h"
#include "scenario/numbers.h"
#include "scenario/text.h"

static enum status read_level(const char *text, double *level, struct message *message)
{
    *level = 0.95;
    if (!text || (number_read(text, level) == NUMBER_FINE && *level > 0 && *level < 1)) return STATUS_OK;
    return message_set(message, STATUS_USAGE, "--level: '%s' is not possible, it must be between 0 and 1, as 0.95",
        text_excerpt(text).text);
}

/* A number, or a percentage of what is estimated. */
static enum status read_half_width(const char *text, struct half_width *wish, struct message *message)
{
    char number[NUMBER_TEXT];
    *wish = (struct half_width){0};
    if (!text) return STATUS_OK;
    size_t length = strlen(text);
    wish->of_itself = length > 0 && text[length - 1] == '%';
    snprintf(number, sizeof number, "%.*s", (int)(length - wish->of_itself), text);
    bool fine = length < sizeof number && number_read(number, &wish->amount) == NUMBER_FINE && wish->amount > 0;
    if (wish->of_itself) wish->amount /= 100;
    return fine
               ? STATUS_OK
               : message_set(message, STATUS_USAGE,
                     "--half-width: '%s' is not possible, it must be above 0, as 0.01 or 5%%", text_excerpt(text).text);
}

static const char *outcome_name(const void *context, int i)
{
    const struct study *study = context;
    return study->outcomes.items[i].name;
}

static enum status find_outcome(const struct study *study, const char *name, int *outcome, struct message *message)
{
    int count = (int)study->outcomes.count;
    *outcome = -1;
    if (!name) return STATUS_OK;
    for (*outcome = 0; *outcome < count; ++*outcome)
        if (strcmp(outcome_name(study, *outcome), name) == 0) return STATUS_OK;
    const char *nearest = text_nearest(name, count, outcome_name, study);
    return message_set(message, STATUS_USAGE, "--outcome: the study has no outcome '%s'%s", text_excerpt(name).text,
        text_suggestion(nearest).text);
}

static enum status print(const struct analyze_options *options, const struct analysis_report *report, FILE *stream)
{
    struct terminal terminal = terminal_of(stream);
    if (options->csv)
        analysis_print_csv(report, stream);
    else if (options->json)
        analysis_print_json(report, stream);
    else
        return analysis_print(report, &terminal, stream);
    return STATUS_OK;
}

static enum status report_to(
    const struct analyze_options *options, const struct analysis_report *report, struct message *message)
{
    struct output output;
    enum status status = output_begin(&output, options->out, message);
    return status == STATUS_OK ? output_end(&output, print(options, report, output.stream), message) : status;
}

/* What a file of it is called. */
static const char *ending(const struct analyze_options *options)
{
    if (options->csv) return ".csv";
    return options->json ? ".json" : "";
}

enum status analyze_command(const struct analyze_options *options, struct message *message)
{
    struct results results;
    struct analysis analysis = {0};
    struct analysis_request request = {
        .results = &results, .bootstrap = {.resamples = options->bootstrap, .seed = (uint64_t)options->bootstrap_seed}};
    if (options->csv && options->json)
        return message_set(message, STATUS_USAGE, "analyze: --csv and --json exclude each other");
    enum status status = output_check(options->out, options->file, message);
    if (status == STATUS_OK)
        status = output_check_ending(
            options->out, ending(options), "analyze writes text, CSV with --csv, or JSON with --json", message);
    if (status == STATUS_OK) status = read_level(options->level, &request.bootstrap.level, message);
    if (status == STATUS_OK) status = read_half_width(options->half_width, &request.half_width, message);
    if (status == STATUS_OK) status = results_read(&results, options->file, message);
    if (status != STATUS_OK) return status;
    status = results_enough(&results, options->file, message);
    if (status == STATUS_OK) status = find_outcome(&results.study, options->outcome, &request.outcome, message);
    if (status == STATUS_OK) status = analysis_make(&analysis, &request);
    struct analysis_report report = {options->file, &request, &analysis};
    if (status == STATUS_OK) status = report_to(options, &report, message);
    analysis_free(&analysis);
    results_free(&results);
    return status;
}
