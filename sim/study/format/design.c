#include "study/format/design.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "random/maths.h"
#include "scenario/numbers.h"
#include "scenario/text.h"
#include "study/format/samples.h"

void axis_free(struct axis *axis)
{
    for (int64_t i = 0; i < axis->level_count; i++) free(axis->level[i]);
    free(axis->level);
    *axis = (struct axis){0};
}

/* The value at `share` of the way, and `rest` of it still to go: the ends come out exactly. */
static double between(const struct axis *axis, double share, double rest)
{
    if (share <= 0 || rest <= 0) return share <= 0 ? axis->from : axis->to;
    if (axis->logarithmic) return maths_exp(rest * maths_log(axis->from) + share * maths_log(axis->to));
    return rest * axis->from + share * axis->to;
}

static void print_value(const struct axis *axis, double value, char text[PARAMETER_TEXT_LENGTH])
{
    if (axis->parameter->type == PARAMETER_COUNT)
        snprintf(text, PARAMETER_TEXT_LENGTH, "%" PRId64, (int64_t)floor(value + 0.5));
    else
        number_print(value, text);
}

/* What a logarithm and its reverse leave behind the fourteenth digit is taken away: a tenth of 0.1 is 0.01, and is
 * found by that name. */
static double cleaned(double value)
{
    double scale = 1;
    while (value * scale < 1e13 && scale < 1e22) scale *= 10; /* each of these is exact */
    return value * scale < 1e13 ? value : round(value * scale) / scale;
}

void axis_step(const struct axis *axis, int64_t i, int64_t count, char text[PARAMETER_TEXT_LENGTH])
{
    double last = (double)(count > 1 ? count - 1 : 1);
    bool even = !axis->logarithmic && i > 0 && i < count - 1;
    double value = even ? ((last - (double)i) * axis->from + (double)i * axis->to) / last
                        : between(axis, (double)i / last, (last - (double)i) / last);
    if (axis->logarithmic) value = cleaned(value);
    print_value(axis, value, text);
}

/* ---- laying out ---- */

static enum status too_many(struct message *message)
{
    return message_set(message, STATUS_INPUT, "the design has more than %d configurations", DESIGN_POINTS_MOST);
}

static enum status lay_out_grid(struct design *design, struct message *message)
{
    design->points = 1;
    for (int a = 0; a < design->axis_count; a++) {
        design->points *= design->axes[a].level_count;
        if (design->points > DESIGN_POINTS_MOST) return too_many(message);
    }
    return STATUS_OK;
}

static bool takes_distributions(const struct design_info *design)
{
    return !*design->even;
}

static bool takes_correlations(const struct design_info *design)
{
    return !*design->unpaired;
}

static struct design_names names_of(bool (*takes)(const struct design_info *design))
{
    struct design_names names = {""};
    int left = 0, end = 0;
    for (int i = 0; i < DESIGN_KINDS; i++) left += takes(&design_table[i]);
    for (int i = 0; i < DESIGN_KINDS && end < DESIGN_NAMES; i++) {
        if (!takes(&design_table[i])) continue;
        const char *before = --left == 0 ? " and " : ", ";
        end += snprintf(
            names.text + end, sizeof names.text - (size_t)end, "%s%s", end > 0 ? before : "", design_table[i].name);
    }
    return names;
}

struct design_names designs_of_distributions(void)
{
    return names_of(takes_distributions);
}

struct design_names designs_of_correlations(void)
{
    return names_of(takes_correlations);
}

static enum status lay_out_zip(struct design *design, struct message *message)
{
    design->points = design->axis_count > 0 ? design->axes[0].level_count : 1;
    for (int a = 1; a < design->axis_count; a++)
        if (design->axes[a].level_count != design->points)
            return message_set(message, STATUS_INPUT,
                "design zip: %s has %s and %s has %lld; they go together one by one",
                parameter_path(design->axes[0].parameter).text, text_count(design->points, "value", "values").text,
                parameter_path(design->axes[a].parameter).text, (long long)design->axes[a].level_count);
    return STATUS_OK;
}

static enum status lay_out_oat(struct design *design, struct message *message)
{
    (void)message;
    design->points = 1;
    for (int a = 0; a < design->axis_count; a++) design->points += design->axes[a].level_count;
    return STATUS_OK;
}

/* Room for `a_sample` points of each sample, filled by `take`. */
static enum status lay_out_samples(
    struct design *design, int a_sample, enum status (*take)(const struct samples *samples), struct message *message)
{
    int axes = design->axis_count;
    if (axes == 0)
        return message_set(message, STATUS_INPUT, "design %s: nothing varies", design_table[design->kind].name);
    if (design->samples > DESIGN_POINTS_MOST / a_sample) return too_many(message);
    design->points = design->samples * a_sample;
    design->unit = calloc((size_t)design->points * (size_t)axes, sizeof *design->unit);
    if (!design->unit) return message_no_memory(message, "for the design");
    struct samples samples = {.seed = design->seed, .count = design->samples, .axes = axes, .unit = design->unit};
    enum status status = take(&samples);
    return status == STATUS_OK ? status : message_no_memory(message, "for the design");
}

/* Sobol' points have only so many dimensions, of which an axis takes some. */
static enum status check_dimensions(const struct design *design, int an_axis, struct message *message)
{
    int most = samples_sobol_most();
    if (an_axis * design->axis_count <= most) return STATUS_OK;
    return message_set(message, STATUS_INPUT,
        "design %s: at most %d parameters can vary, as Sobol' points have at most %d dimensions; here are %d",
        design_table[design->kind].name, most / an_axis, most, design->axis_count);
}

static enum status lay_out_latin(struct design *design, struct message *message)
{
    return lay_out_samples(design, 1, samples_latin, message);
}

static enum status lay_out_sobol(struct design *design, struct message *message)
{
    enum status status = check_dimensions(design, 1, message);
    return status == STATUS_OK ? lay_out_samples(design, 1, samples_sobol, message) : status;
}

static enum status lay_out_saltelli(struct design *design, struct message *message)
{
    enum status status = check_dimensions(design, 2, message);
    return status == STATUS_OK ? lay_out_samples(design, design->axis_count + 2, samples_saltelli, message) : status;
}

static enum status lay_out_morris(struct design *design, struct message *message)
{
    return lay_out_samples(design, design->axis_count + 1, samples_morris, message);
}

const struct design_info design_table[DESIGN_KINDS] = {
#define DESIGN(symbol, name, layout, ...) {name, __VA_ARGS__},
#include "study/format/study.def"
};

enum status design_lay_out(struct design *design, struct message *message)
{
    static enum status (*const lay_out[DESIGN_KINDS])(struct design * design, struct message * message) = {
#define DESIGN(symbol, name, layout, ...) layout,
#include "study/format/study.def"
    };
    return lay_out[design->kind](design, message);
}

void design_free(struct design *design)
{
    free(design->unit);
    *design = (struct design){0};
}

/* ---- values ---- */

/* The level of an axis at a point; -1: its base. */
static int64_t level_at(const struct design *design, int64_t point, int axis)
{
    const struct axis *axes = design->axes;
    switch (design->kind) {
    case DESIGN_GRID:
        for (int a = design->axis_count - 1; a > axis; a--) point /= axes[a].level_count;
        return point % axes[axis].level_count;
    case DESIGN_OAT:
        point--;
        for (int a = 0; a < axis; a++) point -= axes[a].level_count;
        return point >= 0 && point < axes[axis].level_count ? point : -1;
    default:
        return point;
    }
}

/* A sample as a place among `count`: for Morris its four levels from the first to the last, else equal parts. */
static int64_t place_among(const struct design *design, double unit, int64_t count)
{
    if (design->kind == DESIGN_MORRIS) return (int64_t)floor(unit * (double)(count - 1) + 0.5);
    int64_t place = (int64_t)floor(unit * (double)count);
    return place < count ? place : count - 1;
}

static const char *sampled_value(
    const struct design *design, const struct axis *axis, double unit, char text[PARAMETER_TEXT_LENGTH])
{
    if (axis->level_count > 0) return axis->level[place_among(design, unit, axis->level_count)];
    bool whole = axis->parameter->type == PARAMETER_COUNT;
    double share = distribution_share(&axis->distribution, unit);
    if (whole && !axis->logarithmic)
        print_value(axis, axis->from + (double)place_among(design, share, (int64_t)(axis->to - axis->from) + 1), text);
    else
        print_value(axis, between(axis, share, 1 - share), text);
    return text;
}

const char *design_value(const struct design *design, int64_t point, int axis, char text[PARAMETER_TEXT_LENGTH])
{
    if (design->unit)
        return sampled_value(design, &design->axes[axis], design->unit[point * design->axis_count + axis], text);
    int64_t level = level_at(design, point, axis);
    return level < 0 ? NULL : design->axes[axis].level[level];
}
