/* Sensitivity indices of a study: its design's points under each condition, the outcome the mean over replicates.
 *
 * A row (or trajectory) takes part if none of its runs is missing and its outcome is a number in each; how many do not
 * is counted. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "study/analysis/analysis_parts.h"
#include "study/analysis/morris_effects.h"
#include "study/analysis/sobol_indices.h"

/* The outcome at the points of complete rows, under one condition. */
struct points {
    int64_t rows, missing, without_run;
    int a_row;     /* points in a row */
    double *mean;  /* [rows][a_row]; owned */
    double *value; /* [rows][a_row][replicates]; owned */
    double *unit;  /* [rows][a_row][axes]; owned */
};

static void points_free(struct points *points)
{
    free(points->mean);
    free(points->value);
    free(points->unit);
}

/* Adds a point to the row that is being filled; false if a run of it is missing. */
static bool take_point(struct points *points, const struct analysis_request *request, int outcome, int64_t condition,
    int64_t point, int64_t place)
{
    const struct results *results = request->results;
    int axes = results->study.design.axis_count;
    int64_t configuration = point * results->study.conditions.count + condition;
    struct effect effect =
        effect_mean(results->replicates, results_of(results, outcome, configuration), request->bootstrap.level);
    points->mean[place] = effect.mean;
    memcpy(points->value + place * results->replicates, results_of(results, outcome, configuration),
        (size_t)results->replicates * sizeof *points->value);
    for (int a = 0; a < axes; a++) points->unit[place * axes + a] = results->study.design.unit[point * axes + a];
    return effect.missing == 0 && effect.count > 0;
}

/* Whether every run of a row's points is done. */
static bool row_done(const struct results *results, int64_t condition, int64_t first_point, int a_row)
{
    bool done = true;
    for (int i = 0; i < a_row; i++) {
        int64_t configuration = (first_point + i) * results->study.conditions.count + condition;
        for (int64_t r = 0; r < results->replicates; r++)
            done &= results->done[configuration * results->replicates + r];
    }
    return done;
}

static enum status take_points(
    struct points *points, const struct analysis_request *request, int outcome, int64_t condition, int a_row)
{
    const struct design *design = &request->results->study.design;
    size_t room = (size_t)design->points + 1;
    *points = (struct points){.a_row = a_row,
        .mean = malloc(room * sizeof(double)),
        .value = malloc(room * (size_t)request->results->replicates * sizeof(double)),
        .unit = malloc(room * (size_t)design->axis_count * sizeof(double))};
    if (!points->mean || !points->value || !points->unit) {
        points_free(points);
        return STATUS_MEMORY;
    }
    for (int64_t row = 0; row < design->points / a_row; row++) {
        bool complete = true;
        for (int i = 0; i < a_row; i++)
            complete &= take_point(points, request, outcome, condition, row * a_row + i, points->rows * a_row + i);
        points->rows += complete;
        points->missing += !complete;
        points->without_run += !row_done(request->results, condition, row * a_row, a_row);
    }
    return STATUS_OK;
}

static bool push_index(
    struct analysis *analysis, const struct points *points, struct finding finding, const struct uncertain *estimate)
{
    finding.estimate = *estimate;
    finding.count = points->rows;
    finding.missing = points->missing;
    finding.without_run = points->without_run;
    return array_push(&analysis->findings, finding);
}

static const struct uncertain no_estimate = {NAN, NAN, NAN};

static bool push_noise(
    struct analysis *analysis, const struct points *points, const struct results *results, struct finding finding)
{
    struct uncertain noise = no_estimate;
    finding.axis = -1;
    finding.kind = FINDING_NOISE;
    if (points->rows >= 2) noise.value = sobol_noise(points->rows * points->a_row, results->replicates, points->value);
    return push_index(analysis, points, finding, &noise);
}

/* Adds what the points of each condition say; a_row: points that belong together. */
static enum status each_condition(struct analysis *analysis, const struct analysis_request *request, int outcome,
    int a_row,
    enum status (*add)(struct analysis *analysis, const struct analysis_request *request, const struct points *points,
        struct finding finding))
{
    enum status status = STATUS_OK;
    for (int64_t condition = 0; status == STATUS_OK && condition < request->results->study.conditions.count;
         condition++) {
        struct points points;
        struct finding finding = finding_blank(FINDING_FIRST, outcome);
        finding.condition = condition;
        status = take_points(&points, request, outcome, condition, a_row);
        if (status != STATUS_OK) break;
        status = add(analysis, request, &points, finding);
        points_free(&points);
    }
    return status;
}

/* ---- Sobol ---- */

/* The means with A, B and the mixed rows each on their own: column[a_row][rows]. */
static double *columns_of(const struct points *points)
{
    double *column = malloc((size_t)(points->rows * points->a_row + 1) * sizeof *column);
    for (int64_t row = 0; column && row < points->rows; row++)
        for (int i = 0; i < points->a_row; i++) column[i * points->rows + row] = points->mean[row * points->a_row + i];
    return column;
}

static enum status sobol_of_points(
    const struct points *points, const struct bootstrap *bootstrap, int axes, struct sobol_index index[])
{
    for (int axis = 0; axis < axes; axis++) index[axis] = (struct sobol_index){no_estimate, no_estimate};
    if (points->rows < 2) return STATUS_OK;
    double *column = columns_of(points);
    if (!column) return STATUS_MEMORY;
    struct sobol_sample sample = {.rows = points->rows,
        .factors = axes,
        .a = column,
        .b = column + points->rows,
        .mixed = column + 2 * points->rows};
    enum status status = sobol_indices(&sample, bootstrap, index);
    free(column);
    return status;
}

static enum status push_sobol(struct analysis *analysis, const struct points *points, const struct results *results,
    const struct sobol_index index[], struct finding finding)
{
    int axes = results->study.design.axis_count;
    bool pushed = true;
    for (finding.axis = 0; finding.axis < axes; finding.axis++) {
        finding.kind = FINDING_FIRST;
        pushed = pushed && push_index(analysis, points, finding, &index[finding.axis].first);
        finding.kind = FINDING_TOTAL;
        pushed = pushed && push_index(analysis, points, finding, &index[finding.axis].total);
    }
    return pushed && push_noise(analysis, points, results, finding) ? STATUS_OK : STATUS_MEMORY;
}

static enum status add_sobol(struct analysis *analysis, const struct analysis_request *request,
    const struct points *points, struct finding finding)
{
    int axes = request->results->study.design.axis_count;
    struct sobol_index *index = malloc((size_t)axes * sizeof *index);
    enum status status = index ? sobol_of_points(points, &request->bootstrap, axes, index) : STATUS_MEMORY;
    if (status == STATUS_OK) status = push_sobol(analysis, points, request->results, index, finding);
    free(index);
    return status;
}

enum status analyse_sobol(struct analysis *analysis, const struct analysis_request *request, int outcome)
{
    return each_condition(analysis, request, outcome, request->results->study.design.axis_count + 2, add_sobol);
}

/* ---- Morris ---- */

static enum status morris_of_points(
    const struct points *points, const struct bootstrap *bootstrap, int axes, struct morris_index index[])
{
    for (int axis = 0; axis < axes; axis++) index[axis] = (struct morris_index){no_estimate, no_estimate, no_estimate};
    struct morris_sample sample = {
        .trajectories = points->rows, .factors = axes, .point = points->unit, .outcome = points->mean};
    return points->rows >= 1 ? morris_effects(&sample, bootstrap, index) : STATUS_OK;
}

static enum status push_morris(struct analysis *analysis, const struct points *points, const struct results *results,
    const struct morris_index index[], struct finding finding)
{
    int axes = results->study.design.axis_count;
    bool pushed = true;
    for (finding.axis = 0; finding.axis < axes; finding.axis++) {
        const struct morris_index *one = &index[finding.axis];
        finding.kind = FINDING_MU;
        pushed = pushed && push_index(analysis, points, finding, &one->mean);
        finding.kind = FINDING_MU_STAR;
        pushed = pushed && push_index(analysis, points, finding, &one->mean_absolute);
        finding.kind = FINDING_SIGMA;
        pushed = pushed && push_index(analysis, points, finding, &one->deviation);
    }
    return pushed && push_noise(analysis, points, results, finding) ? STATUS_OK : STATUS_MEMORY;
}

static enum status add_morris(struct analysis *analysis, const struct analysis_request *request,
    const struct points *points, struct finding finding)
{
    int axes = request->results->study.design.axis_count;
    struct morris_index *index = malloc((size_t)axes * sizeof *index);
    enum status status = index ? morris_of_points(points, &request->bootstrap, axes, index) : STATUS_MEMORY;
    if (status == STATUS_OK) status = push_morris(analysis, points, request->results, index, finding);
    free(index);
    return status;
}

enum status analyse_morris(struct analysis *analysis, const struct analysis_request *request, int outcome)
{
    return each_condition(analysis, request, outcome, request->results->study.design.axis_count + 1, add_morris);
}
