#include "study/analysis/results.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/hdf5/hdf5_read.h"
#include "io/result/result_checksum.h"
#include "io/result/result_reader.h"
#include "scenario/numbers.h"
#include "study/runs/folder.h"

/* One reading. */
struct reading {
    const char *path;
    hid_t file;
    struct results *results;
    int64_t runs, configurations;
    int64_t *configuration, *replicate, *status; /* [runs]; owned */
    struct message *message;
};

static enum status damaged(const struct reading *reading, const char *what)
{
    return message_set(reading->message, STATUS_DAMAGED, "%s: %s", reading->path, what);
}

/* An attribute that is left out where it would be empty; to be freed. */
static enum status take_source(const struct reading *reading, const char *name, char **text)
{
    if (H5Aexists(reading->file, name) > 0)
        return hdf5_read_attribute_text(reading->file, ".", name, text, reading->message);
    *text = calloc(1, 1);
    return *text ? STATUS_OK : message_no_memory(reading->message, "to read %s", reading->path);
}

static enum status read_study(const struct reading *reading)
{
    struct study_sources kept = {NULL, NULL, NULL};
    if (hdf5_has(reading->file, "run/complete"))
        return message_set(reading->message, STATUS_INPUT,
            "%s: this is no study's file but that of a single run; `selforg collect` writes one", reading->path);
    if (H5Aexists(reading->file, "study_yaml") <= 0) return damaged(reading, "damaged: it does not have its study");
    enum status status = take_source(reading, "study_yaml", &kept.study);
    if (status == STATUS_OK) status = take_source(reading, "scenario_yaml", &kept.base);
    if (status == STATUS_OK) status = take_source(reading, "table_csv", &kept.table);
    if (status == STATUS_OK) status = study_read_kept(reading->path, &kept, &reading->results->study, reading->message);
    free(kept.study);
    free(kept.base);
    free(kept.table);
    return status;
}

/* What is damaged is never analysed. */
static enum status check_content(const struct reading *reading)
{
    struct digest checksum;
    char *stated = NULL, text[DIGEST_TEXT];
    if (H5Aexists(reading->file, CHECKSUM_ATTRIBUTE) <= 0) return damaged(reading, "it has no checksum of its content");
    enum status status = hdf5_read_attribute_text(reading->file, ".", CHECKSUM_ATTRIBUTE, &stated, reading->message);
    if (status == STATUS_OK) status = result_checksum(reading->file, &checksum, reading->message);
    if (status == STATUS_OK) digest_text(checksum, text);
    if (status == STATUS_OK && strcmp(text, stated) != 0)
        status = damaged(reading, "its content is not what was written: the checksum is another");
    free(stated);
    return status;
}

/* ---- runs ---- */

static enum status read_numbers(const struct reading *reading, const char *name, int64_t **numbers)
{
    return hdf5_read_vector(reading->file, name, H5T_NATIVE_INT64, reading->runs, (void **)numbers, reading->message);
}

/* What ended runs before their last step. */
static enum status read_ends(const struct reading *reading)
{
    struct results *results = reading->results;
    double *step = NULL;
    enum status status = hdf5_read_vector(
        reading->file, "run_ended_step", H5T_NATIVE_DOUBLE, reading->runs, (void **)&step, reading->message);
    results->ended = malloc((size_t)reading->runs * sizeof *results->ended + 1);
    if (status == STATUS_OK && !results->ended)
        status = message_no_memory(reading->message, "to read %s", reading->path);
    for (int64_t run = 0; status == STATUS_OK && run < reading->runs; run++) {
        int64_t configuration = run % reading->configurations, replicate = run / reading->configurations;
        results->ended[configuration * results->replicates + replicate] = step[run] >= 0 ? (int64_t)step[run] : -1;
        results->before_branch += results_before_branch(results, configuration, replicate);
    }
    free(step);
    return status;
}

static enum status read_runs(struct reading *reading)
{
    struct results *results = reading->results;
    reading->configurations = study_configurations(&results->study);
    reading->runs = hdf5_length(reading->file, "run");
    if (reading->runs < 1 || reading->runs % reading->configurations != 0)
        return damaged(reading, "its runs are not those of its study");
    results->replicates = reading->runs / reading->configurations;
    enum status status = read_numbers(reading, "config_id", &reading->configuration);
    if (status == STATUS_OK) status = read_numbers(reading, "replicate", &reading->replicate);
    if (status == STATUS_OK) status = read_numbers(reading, "run_status", &reading->status);
    if (status == STATUS_OK && !(results->done = calloc((size_t)reading->runs, sizeof *results->done)))
        status = message_no_memory(reading->message, "to read %s", reading->path);
    for (int64_t run = 0; status == STATUS_OK && run < reading->runs; run++) {
        bool done = reading->status[run] == 0;
        results->runs_missing += !done;
        results->done[run % reading->configurations * results->replicates + run / reading->configurations] = done;
        if (reading->configuration[run] != run % reading->configurations ||
            reading->replicate[run] != run / reading->configurations)
            status = damaged(reading, "its runs are not in the order of its study");
    }
    return status == STATUS_OK ? read_ends(reading) : status;
}

/* A parameter of a sampled design: a study keeps the design's seed, not its points, and indices of other points than
 * those that were run would be wrong without a word. */
static enum status check_axis(const struct reading *reading, int axis)
{
    const struct study *study = &reading->results->study;
    const struct parameter *parameter = study->axes.items[axis].parameter;
    if (parameter->type != PARAMETER_REAL && parameter->type != PARAMETER_COUNT) return STATUS_OK;
    char room[PARAMETER_TEXT_LENGTH];
    double *kept = NULL, laid_out;
    enum status status = hdf5_read_vector(reading->file, parameter_path(parameter).text, H5T_NATIVE_DOUBLE,
        reading->runs, (void **)&kept, reading->message);
    for (int64_t i = 0; status == STATUS_OK && i < reading->configurations; i++) {
        const char *value = design_value(&study->design, study_point(study, i), axis, room);
        if (number_read(value, &laid_out) != NUMBER_FINE || laid_out != kept[i])
            status = damaged(reading, "its configurations are not those that this version of the program lays out for "
                                      "its study; the version that made it can analyse it");
    }
    free(kept);
    return status;
}

static enum status check_design(const struct reading *reading)
{
    const struct design *design = &reading->results->study.design;
    enum status status = STATUS_OK;
    for (int axis = 0; design->unit && status == STATUS_OK && axis < design->axis_count; axis++)
        status = check_axis(reading, axis);
    return status;
}

static enum status read_outcome(const struct reading *reading, int outcome)
{
    struct results *results = reading->results;
    double *of_runs = NULL, *value = results->value + outcome * reading->runs;
    enum status status = hdf5_read_vector(reading->file, results->study.outcomes.items[outcome].name, H5T_NATIVE_DOUBLE,
        reading->runs, (void **)&of_runs, reading->message);
    for (int64_t run = 0; status == STATUS_OK && run < reading->runs; run++)
        value[reading->configuration[run] * results->replicates + reading->replicate[run]] = of_runs[run];
    free(of_runs);
    return status;
}

static enum status read_outcomes(const struct reading *reading)
{
    struct results *results = reading->results;
    int outcomes = (int)results->study.outcomes.count;
    results->value = malloc((size_t)(outcomes * reading->runs) * sizeof *results->value + 1);
    if (!results->value) return message_no_memory(reading->message, "to read %s", reading->path);
    enum status status = STATUS_OK;
    for (int i = 0; status == STATUS_OK && i < outcomes; i++) status = read_outcome(reading, i);
    return status;
}

/* ---- the file ---- */

static enum status read_file(struct reading *reading)
{
    enum status status = read_study(reading);
    if (status == STATUS_OK) status = check_content(reading);
    if (status == STATUS_OK) status = read_runs(reading);
    if (status == STATUS_OK) status = check_design(reading);
    if (status == STATUS_OK) status = read_outcomes(reading);
    if (status == STATUS_OK)
        status = contrasts_read(&reading->results->contrasts, &reading->results->study, reading->message);
    if (status != STATUS_OK) results_free(reading->results);
    free(reading->configuration);
    free(reading->replicate);
    free(reading->status);
    return status;
}

static enum status read_from(struct results *results, const char *path, struct message *message)
{
    struct reading reading = {.path = path, .file = -1, .results = results, .message = message};
    *results = (struct results){0};
    enum status status = result_file_open(path, &reading.file, message);
    if (status != STATUS_OK) return status;
    status = read_file(&reading);
    enum status closed = hdf5_close(reading.file, status != STATUS_OK ? NULL : message);
    if (status == STATUS_OK && closed != STATUS_OK) results_free(results);
    return status == STATUS_OK ? closed : status;
}

enum status results_read(struct results *results, const char *path, struct message *message)
{
    char *file;
    *results = (struct results){0};
    enum status status = folder_or_file(path, &file, message);
    if (status != STATUS_OK) return status;
    status = read_from(results, file, message);
    free(file);
    return status;
}

enum status results_enough(const struct results *results, const char *path, struct message *message)
{
    if (results->study.outcomes.count == 0)
        return message_set(message, STATUS_INPUT, "%s: the study has no outcomes to analyse", path);
    if (results->replicates >= 2 || design_table[results->study.design.kind].indices) return STATUS_OK;
    return message_set(message, STATUS_INPUT,
        "%s: there is a single replicate; intervals need at least two (`selforg sweep STUDY -o DIR --resume "
        "--replicates +1`, STUDY and DIR being the study's file and folder)",
        path);
}

void results_free(struct results *results)
{
    contrasts_free(&results->contrasts);
    study_free(&results->study);
    free(results->value);
    free(results->done);
    free(results->ended);
    *results = (struct results){0};
}

bool results_before_branch(const struct results *results, int64_t configuration, int64_t replicate)
{
    int64_t at = configuration * results->replicates + replicate;
    return results->ended && results->done[at] && study_ended_before_branch(&results->study, results->ended[at]);
}

const double *results_of(const struct results *results, int outcome, int64_t configuration)
{
    int64_t configurations = study_configurations(&results->study);
    return results->value + (outcome * configurations + configuration) * results->replicates;
}
