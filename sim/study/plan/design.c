#include "study/plan/design.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "random/maths.h"
#include "scenario/numbers.h"
#include "study/plan/samples.h"

#define AS_NAME(symbol, text) text,
const char *const design_names[DESIGN_KINDS] = {DESIGNS(AS_NAME)};
#undef AS_NAME

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

void axis_step(const struct axis *axis, int64_t i, int64_t count, char text[PARAMETER_TEXT_LENGTH])
{
    double last = (double)(count > 1 ? count - 1 : 1);
    bool even = !axis->logarithmic && i > 0 && i < count - 1;
    double value = even ? ((last - (double)i) * axis->from + (double)i * axis->to) / last
                        : between(axis, (double)i / last, (last - (double)i) / last);
    print_value(axis, value, text);
}

bool design_is_sampled(enum design_kind kind)
{
    return kind >= DESIGN_LHS;
}

bool design_has_indices(enum design_kind kind)
{
    return kind == DESIGN_SALTELLI || kind == DESIGN_MORRIS;
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

static enum status lay_out_zip(struct design *design, struct message *message)
{
    design->points = design->axis_count > 0 ? design->axes[0].level_count : 1;
    for (int a = 1; a < design->axis_count; a++)
        if (design->axes[a].level_count != design->points)
            return message_set(message, STATUS_INPUT,
                "design zip: %s has %lld values and %s has %lld; they go together one by one",
                parameter_path(design->axes[0].parameter).text, (long long)design->points,
                parameter_path(design->axes[a].parameter).text, (long long)design->axes[a].level_count);
    return STATUS_OK;
}

static enum status lay_out_oat(struct design *design)
{
    design->points = 1;
    for (int a = 0; a < design->axis_count; a++) design->points += design->axes[a].level_count;
    return STATUS_OK;
}

/* How many points each sample makes. */
static int64_t points_a_sample(const struct design *design)
{
    return design->kind == DESIGN_SALTELLI ? design->axis_count + 2
           : design->kind == DESIGN_MORRIS ? design->axis_count + 1
                                           : 1;
}

static enum status lay_out_samples(struct design *design, struct message *message)
{
    int axes = design->axis_count, dimensions = design->kind == DESIGN_SALTELLI ? 2 * axes : axes;
    bool sobol = design->kind == DESIGN_SOBOL || design->kind == DESIGN_SALTELLI;
    const char *name = design_names[design->kind];
    if (axes == 0) return message_set(message, STATUS_INPUT, "design %s: nothing varies", name);
    if (sobol && dimensions > samples_sobol_most())
        return message_set(message, STATUS_INPUT,
            "design %s: at most %d parameters can vary, as Sobol' points have at most %d dimensions; here are %d", name,
            samples_sobol_most() / (dimensions / axes), samples_sobol_most(), axes);
    if (design->samples > DESIGN_POINTS_MOST / points_a_sample(design)) return too_many(message);
    design->points = design->samples * points_a_sample(design);
    design->unit = calloc((size_t)design->points * (size_t)axes, sizeof *design->unit);
    if (!design->unit) return message_set(message, STATUS_MEMORY, "there is not enough memory for the design");
    struct samples samples = {.seed = design->seed, .count = design->samples, .axes = axes, .unit = design->unit};
    enum status status = design->kind == DESIGN_LHS        ? samples_latin(&samples)
                         : design->kind == DESIGN_SOBOL    ? samples_sobol(&samples)
                         : design->kind == DESIGN_SALTELLI ? samples_saltelli(&samples)
                                                           : samples_morris(&samples);
    return status ? message_set(message, status, "there is not enough memory for the design") : STATUS_OK;
}

enum status design_lay_out(struct design *design, struct message *message)
{
    switch (design->kind) {
    case DESIGN_GRID:
        return lay_out_grid(design, message);
    case DESIGN_ZIP:
    case DESIGN_TABLE:
        return lay_out_zip(design, message);
    case DESIGN_OAT:
        return lay_out_oat(design);
    default:
        return lay_out_samples(design, message);
    }
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
    if (whole && !axis->logarithmic)
        print_value(axis, axis->from + (double)place_among(design, unit, (int64_t)(axis->to - axis->from) + 1), text);
    else
        print_value(axis, between(axis, unit, 1 - unit), text);
    return text;
}

const char *design_value(const struct design *design, int64_t point, int axis, char text[PARAMETER_TEXT_LENGTH])
{
    if (design->unit)
        return sampled_value(design, &design->axes[axis], design->unit[point * design->axis_count + axis], text);
    int64_t level = level_at(design, point, axis);
    return level < 0 ? NULL : design->axes[axis].level[level];
}
