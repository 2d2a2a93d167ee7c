#include "study/analysis/collect.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/result/part_file.h"
#include "io/result/result_checksum.h"
#include "io/text/version.h"
#include "study/analysis/collect_columns.h"
#include "study/runs/execute.h"
#include "study/runs/record.h"
#include "study/runs/survey.h"

enum run_status { RUN_DONE, RUN_FAILED, RUN_MISSING };

struct collection {
    const struct study *study;
    const struct study_folder *folder;
    struct survey survey;
    struct columns columns;
    double *row; /* [steps] */
    struct scenario *scenario;
    struct collected *collected;
    struct message *message;
};

/* ---- the file's shape ---- */

static enum status write_attributes(const struct collection *collection, hid_t file)
{
    const struct study *study = collection->study;
    char numbers[6][24];
    const int64_t values[6] = {study_configurations(study), study->replicates, study->design.samples,
        (int64_t)study->design.seed, study->conditions.count, study->branch_step};
    for (int i = 0; i < 6; i++) snprintf(numbers[i], sizeof numbers[i], "%" PRId64, values[i]);
    if (study->branch_step == 0) numbers[5][0] = '\0';
    const struct {
        const char *name, *text;
    } attributes[] = {{"Conventions", "CF-1.10"}, {"title", study->title}, {"question", study->question},
        {"program", "selforg"}, {"program_version", version_number()}, {"git_commit", version_commit()},
        {"design", design_table[study->design.kind].name}, {"configurations", numbers[0]}, {"replicates", numbers[1]},
        {"samples", numbers[2]}, {"design_seed", numbers[3]}, {"conditions", numbers[4]}, {"branch_step", numbers[5]},
        {"study_yaml", study->sources.study}, {"scenario_yaml", study->sources.base},
        {"table_csv", study->sources.table}};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < sizeof attributes / sizeof attributes[0] && status == STATUS_OK; i++)
        if (*attributes[i].text)
            status = hdf5_attribute_text(file, attributes[i].name, attributes[i].text, collection->message);
    return status == STATUS_OK ? hdf5_attribute_number(file, "format_version", 2, collection->message) : status;
}

static enum status write_steps(struct collection *collection, hid_t file)
{
    struct survey *survey = &collection->survey;
    int32_t *steps = malloc((size_t)survey->count * sizeof *steps + 1);
    if (!steps) return message_status(collection->message, STATUS_MEMORY);
    for (int64_t step = 0, i = 0; step <= survey->most; step++)
        if (survey->due[step]) steps[i++] = (int32_t)step;
    struct hdf5_values values = {H5T_STD_I32LE, H5T_NATIVE_INT32, steps};
    hid_t dataset;
    enum status status = hdf5_vector(file, "step", values, survey->count, &dataset, collection->message);
    if (status == STATUS_OK)
        status = hdf5_scale_begin(&collection->columns.step_scale, dataset, "step", collection->message);
    const char *unit = scenario_step_unit(&collection->study->base);
    if (status == STATUS_OK) status = hdf5_describe(dataset, unit, "Steps done; 0 is the start.", collection->message);
    free(steps);
    return status;
}

static enum status add_coordinate(
    struct collection *collection, const char *name, const char *unit, const char *sentence, enum column_type type)
{
    struct column_form form = {.name = name, .unit = unit, .sentence = sentence, .type = type, .coordinate = true};
    return columns_add(&collection->columns, &form, collection->message);
}

static enum column_type type_of(const struct parameter *parameter)
{
    switch (parameter->type) {
    case PARAMETER_REAL:
        return COLUMN_REAL;
    case PARAMETER_COUNT:
        return COLUMN_WHOLE;
    case PARAMETER_FLAG:
        return COLUMN_SMALL;
    default:
        return COLUMN_TEXT;
    }
}

/* Since when what varies has its value, where that is not from the start. */
static enum status add_since(struct collection *collection)
{
    char comment[96];
    if (collection->study->branch_step == 0) return STATUS_OK;
    snprintf(comment, sizeof comment, "from step %" PRId64 " on; before that as the scenario has it",
        collection->study->branch_step);
    return hdf5_attribute_text(columns_latest(&collection->columns), "comment", comment, collection->message);
}

static enum status add_coordinates(struct collection *collection)
{
    const struct study *study = collection->study;
    enum status status = add_coordinate(collection, "run", NULL, "Runs, replicate by replicate.", COLUMN_WHOLE);
    if (status == STATUS_OK)
        status = add_coordinate(collection, "config_id", NULL, "Number of the configuration.", COLUMN_WHOLE);
    if (status == STATUS_OK)
        status = add_coordinate(collection, "replicate", NULL, "Number of the replicate.", COLUMN_WHOLE);
    if (status == STATUS_OK) status = add_coordinate(collection, "seed", NULL, "Seed of the run.", COLUMN_WHOLE);
    if (status == STATUS_OK && *study->conditions.items[0].name)
        status = add_coordinate(collection, "condition", NULL, "Condition of the configuration.", COLUMN_TEXT);
    for (int64_t a = 0; a < study->axes.count && status == STATUS_OK; a++) {
        const struct parameter *parameter = study->axes.items[a].parameter;
        status = add_coordinate(
            collection, parameter_path(parameter).text, parameter->unit, parameter->doc, type_of(parameter));
        if (status == STATUS_OK) status = add_since(collection);
    }
    return status;
}

/* What NaN says of a run that is done and has the mechanism: that it ended before `needs_step`, or what `nan` says. */
static enum status say_of_nan(const struct outcome *outcome, hid_t dataset, struct message *message)
{
    char step[24];
    snprintf(step, sizeof step, "%" PRId64, outcome_needs_step(outcome));
    enum status status = hdf5_attribute_text(dataset, "nan", gap_sentences[outcome_gap(outcome, true, -1)], message);
    return status == STATUS_OK ? hdf5_attribute_text(dataset, "needs_step", step, message) : status;
}

static enum status add_variable(
    struct collection *collection, const struct outcome *outcome, bool series, int64_t absent)
{
    char sentence[1024], comment[320];
    struct outcome_unit unit = outcome_unit(outcome);
    (series ? outcome_describe_series : outcome_describe)(outcome, sentence, sizeof sentence);
    struct column_form form = {.name = outcome->name,
        .unit = *unit.text ? unit.text : NULL,
        .sentence = sentence,
        .type = COLUMN_REAL,
        .over_steps = series};
    enum status status = columns_add(&collection->columns, &form, collection->message);
    *comment = '\0';
    if (absent > 0)
        snprintf(comment, sizeof comment, "NaN in %" PRId64 " of %" PRId64 " configurations, which lack its mechanism",
            absent, study_configurations(collection->study));
    size_t length = strlen(comment);
    if (!series && outcome_counts_none(outcome))
        snprintf(comment + length, sizeof comment - length, "%srows in which there was none count as 0",
            length > 0 ? "; " : "");
    hid_t dataset = columns_latest(&collection->columns);
    if (status == STATUS_OK && *comment) status = hdf5_attribute_text(dataset, "comment", comment, collection->message);
    if (status == STATUS_OK && !series && outcome_is_share(outcome))
        status = hdf5_attribute_text(dataset, "interval", "wilson", collection->message);
    return status == STATUS_OK && !series ? say_of_nan(outcome, dataset, collection->message) : status;
}

static enum status add_status(struct collection *collection)
{
    static const int8_t flags[] = {RUN_DONE, RUN_FAILED, RUN_MISSING};
    static const struct column_form forms[] = {
        {.name = "run_status", .sentence = "What became of the run.", .type = COLUMN_SMALL},
        {.name = "run_reason",
            .sentence = "Why the run failed, or ended before its last step; else empty.",
            .type = COLUMN_TEXT},
        {.name = "run_ended_step",
            .unit = "step",
            .sentence = "Step with which the rule `until` ended the run; NaN where none did.",
            .type = COLUMN_REAL},
        {.name = "run_digest", .sentence = "Digest of the run: the same whenever the run was.", .type = COLUMN_TEXT}};
    enum status status = columns_add(&collection->columns, &forms[0], collection->message);
    hid_t dataset = columns_latest(&collection->columns);
    if (status == STATUS_OK)
        status = hdf5_attribute_numbers(dataset, "flag_values", H5T_STD_I8LE, flags, 3, collection->message);
    if (status == STATUS_OK)
        status = hdf5_attribute_text(dataset, "flag_meanings", "done failed missing", collection->message);
    for (size_t i = 1; i < sizeof forms / sizeof *forms && status == STATUS_OK; i++)
        status = columns_add(&collection->columns, &forms[i], collection->message);
    return status;
}

static enum status shape_file(struct collection *collection, hid_t file)
{
    const struct study *study = collection->study;
    collection->columns =
        (struct columns){.file = file, .text_type = -1, .runs = study_runs(study), .steps = collection->survey.count};
    enum status status = write_attributes(collection, file);
    if (status == STATUS_OK && study->series.count > 0) status = write_steps(collection, file);
    if (status == STATUS_OK) status = add_coordinates(collection);
    for (int64_t i = 0; i < study->outcomes.count && status == STATUS_OK; i++)
        status = add_variable(collection, &study->outcomes.items[i], false, collection->survey.absent[i]);
    for (int64_t i = 0; i < study->series.count && status == STATUS_OK; i++)
        status = add_variable(
            collection, &study->series.items[i], true, collection->survey.absent[study->outcomes.count + i]);
    if (status == STATUS_OK) status = add_status(collection);
    return columns_ready(status, &collection->columns, collection->message);
}

/* ---- the runs ---- */

static enum status put_parameter(struct collection *collection, int64_t column, const struct parameter *parameter)
{
    char *text;
    enum status status;
    const void *value = parameter_value(collection->scenario, parameter);
    switch (parameter->type) {
    case PARAMETER_REAL:
        return columns_put_real(&collection->columns, column, value, collection->message);
    case PARAMETER_COUNT:
        return columns_put_whole(&collection->columns, column, *(const int64_t *)value, collection->message);
    case PARAMETER_FLAG:
        return columns_put_whole(&collection->columns, column, *(const bool *)value, collection->message);
    default:
        text = parameter_text(collection->scenario, parameter);
        status = text ? columns_put_text(&collection->columns, column, text, collection->message)
                      : message_status(collection->message, STATUS_MEMORY);
        free(text);
        return status;
    }
}

static enum status put_coordinates(struct collection *collection, int64_t run, int64_t *column)
{
    const struct study *study = collection->study;
    struct study_run at = study_run(study, run);
    const int64_t numbers[] = {run, at.configuration, at.replicate, at.seed};
    const char *condition = study_condition(study, at.configuration)->name;
    char room[PARAMETER_TEXT_LENGTH];
    enum status status = STATUS_OK;
    for (int i = 0; i < 4 && status == STATUS_OK; i++)
        status = columns_put_whole(&collection->columns, (*column)++, numbers[i], collection->message);
    if (status == STATUS_OK && *study->conditions.items[0].name)
        status = columns_put_text(&collection->columns, (*column)++, condition, collection->message);
    for (int64_t a = 0; a < study->axes.count && status == STATUS_OK; a++) {
        const struct parameter *parameter = study->axes.items[a].parameter;
        /* A condition may have taken the mechanism out; the run has its place among the others all the same. */
        const char *value = design_value(&study->design, study_point(study, at.configuration), (int)a, room);
        if (value) status = parameter_set(collection->scenario, parameter, value, collection->message);
        if (status == STATUS_OK) status = put_parameter(collection, (*column)++, parameter);
    }
    return status;
}

/* A series of a record, each number at its step among all the steps. */
static void spread(struct collection *collection, const struct record *record, int64_t series)
{
    const struct survey *survey = &collection->survey;
    for (int64_t step = 0, i = 0, row = 0; step <= survey->most; step++) {
        if (!survey->due[step]) continue;
        bool here = row < record->row_count && record->steps[row] == step;
        collection->row[i++] = here ? record->series[row * record->series_count + series] : NAN;
        row += here;
    }
}

static enum status put_outcomes(struct collection *collection, const struct record *record, int64_t *column)
{
    static const double nan = NAN;
    const struct study *study = collection->study;
    enum status status = STATUS_OK;
    for (int64_t i = 0; i < study->outcomes.count && status == STATUS_OK; i++) {
        const double *value = i < record->outcome_count ? &record->outcomes[i] : &nan;
        status = columns_put_real(&collection->columns, (*column)++, value, collection->message);
    }
    for (int64_t i = 0; i < study->series.count && status == STATUS_OK; i++) {
        spread(collection, record, i);
        status = columns_put_real(&collection->columns, (*column)++, collection->row, collection->message);
    }
    return status;
}

static enum status put_run(struct collection *collection, int64_t run, const struct record *record, bool there)
{
    char digest[DIGEST_TEXT] = "";
    const int64_t ended = record_ended_at(record->reason);
    const double ended_step = ended < 0 ? (double)NAN : (double)ended;
    int64_t column = 0;
    enum run_status what = there ? RUN_FAILED : RUN_MISSING;
    if (there && record->status == RECORD_DONE) what = RUN_DONE;
    struct columns *columns = &collection->columns;
    collection->collected->done += what == RUN_DONE;
    collection->collected->failed += what == RUN_FAILED;
    collection->collected->missing += what == RUN_MISSING;
    collection->collected->before_branch += what == RUN_DONE && study_ended_before_branch(collection->study, ended);
    if (what == RUN_DONE) digest_text(record->digest, digest);
    enum status status = put_coordinates(collection, run, &column);
    if (status == STATUS_OK) status = put_outcomes(collection, record, &column);
    if (status == STATUS_OK) status = columns_put_whole(columns, column++, what, collection->message);
    if (status == STATUS_OK) status = columns_put_text(columns, column++, record->reason, collection->message);
    if (status == STATUS_OK) status = columns_put_real(columns, column++, &ended_step, collection->message);
    return status == STATUS_OK ? columns_put_text(columns, column++, digest, collection->message) : status;
}

static enum status copy_run(struct collection *collection, int64_t run)
{
    struct digest identity;
    struct record record;
    bool there = false;
    char *path = folder_record(collection->folder, run, false);
    if (!path) return message_status(collection->message, STATUS_MEMORY);
    enum status status = execute_prepare(collection->study, run, collection->scenario, &identity, collection->message);
    if (status == STATUS_OK) status = record_read(path, run, &identity, &record, &there, collection->message);
    if (status == STATUS_OK) {
        status = put_run(collection, run, &record, there);
        record_free(&record);
    }
    free(path);
    return status;
}

static enum status copy_runs(struct collection *collection)
{
    enum status status = STATUS_OK;
    collection->row = malloc((size_t)collection->survey.count * sizeof *collection->row + 1);
    if (!collection->row) return message_status(collection->message, STATUS_MEMORY);
    for (int64_t run = 0; run < study_runs(collection->study) && status == STATUS_OK; run++) {
        status = copy_run(collection, run);
        if (status == STATUS_OK && (run + 1) % COLUMN_BLOCK == 0)
            status = columns_write_out(&collection->columns, collection->message);
    }
    return status == STATUS_OK ? columns_write_out(&collection->columns, collection->message) : status;
}

/* Reads back all that was written. */
static enum status seal(const struct collection *collection, hid_t file)
{
    struct digest checksum;
    char text[DIGEST_TEXT];
    if (H5Fflush(file, H5F_SCOPE_LOCAL) < 0)
        return hdf5_refused(collection->message, STATUS_WRITE, "cannot write", "data");
    enum status status = result_checksum(file, &checksum, collection->message);
    if (status != STATUS_OK) return status;
    digest_text(checksum, text);
    return hdf5_attribute_text(file, CHECKSUM_ATTRIBUTE, text, collection->message);
}

static enum status write_file(struct collection *collection, const struct part_file *part)
{
    hid_t file = -1;
    enum status status = hdf5_create(part->fresh, &file, collection->message);
    if (status != STATUS_OK) return status;
    status = shape_file(collection, file);
    if (status == STATUS_OK) status = copy_runs(collection);
    columns_free(&collection->columns);
    if (status == STATUS_OK) status = seal(collection, file);
    enum status closed = hdf5_close(file, status != STATUS_OK ? NULL : collection->message);
    return status == STATUS_OK ? closed : status;
}

enum status study_collect(
    const struct study *study, const struct study_folder *folder, struct collected *collected, struct message *message)
{
    struct collection collection = {.study = study, .folder = folder, .collected = collected, .message = message};
    struct part_file part = {.lock = -1};
    char *path = folder_file(folder, STUDY_RESULTS);
    *collected = (struct collected){.runs = study_runs(study)};
    collection.scenario = malloc(sizeof *collection.scenario);
    enum status status = path && collection.scenario ? STATUS_OK : message_status(collection.message, STATUS_MEMORY);
    if (status == STATUS_OK) status = survey_make(&collection.survey, study, collection.scenario, message);
    if (status == STATUS_OK) status = part_file_claim(&part, path, true, message);
    bool claimed = status == STATUS_OK;
    if (status == STATUS_OK && (status = write_file(&collection, &part)) != STATUS_OK)
        message_prefix(message, "%s: ", path);
    if (status == STATUS_OK) status = part_file_finish(&part, NULL, message);
    if (claimed && status != STATUS_OK) part_file_drop_fresh(&part);
    if (claimed) part_file_release(&part, true);
    if (status == STATUS_OK && collected->missing == 0) folder_tidy(folder, collected->runs);
    survey_free(&collection.survey);
    free(collection.row);
    free(collection.scenario);
    free(path);
    return status;
}
