#include "study/plan/study_axes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "io/scenario/tables.h"
#include "io/text/csv.h"
#include "random/maths.h"
#include "scenario/changes.h"
#include "scenario/numbers.h"
#include "scenario/text.h"
#include "study/format/format.h"

static enum status add_level(const struct study *study, struct axis *axis, char *text, struct message *message)
{
    if (text && array_grow((void **)&axis->level, &axis->level_room, axis->level_count + 1, sizeof *axis->level)) {
        axis->level[axis->level_count++] = text;
        return STATUS_OK;
    }
    free(text);
    return message_no_memory(message, "to read %s", study->tree.file);
}

static bool is_word_of_a_run(const struct parameter *parameter)
{
    return parameter == parameter_find("title") || parameter == parameter_find("question");
}

/* In a study that branches. */
static enum status check_can_change(const struct parameter *parameter, struct message *message)
{
    enum status status = change_rate(parameter_path(parameter).text, &parameter, message);
    if (status != STATUS_OK) message_prefix(message, "branch_step: ");
    return status;
}

/* A new axis of the parameter. `seed` is not for the user to vary: it follows from the replicate. */
static enum status add_axis(
    struct study *study, const struct parameter *parameter, struct axis **axis, struct message *message)
{
    if (parameter == parameter_find("seed"))
        return message_set(message, STATUS_INPUT, "seed: it follows from the replicate and cannot vary by itself");
    if (is_word_of_a_run(parameter))
        return message_set(message, STATUS_INPUT, "%s: no run depends on it, and so it cannot vary", parameter->name);
    struct scenario altered = study->base;
    alterations_apply(&study->set, &altered);
    enum status status = alteration_in_force(&altered, parameter, message);
    if (status == STATUS_OK && study->branch_step > 0) status = check_can_change(parameter, message);
    if (status != STATUS_OK) return status;
    for (int64_t a = 0; a < study->axes.count; a++)
        if (study->axes.items[a].parameter == parameter)
            return message_set(message, STATUS_INPUT, "%s: it is there twice", parameter_path(parameter).text);
    if (!array_push(&study->axes, (struct axis){.parameter = parameter}))
        return message_no_memory(message, "to read %s", study->tree.file);
    *axis = &study->axes.items[study->axes.count - 1];
    return STATUS_OK;
}

/* ---- vary ---- */

/* Each value once: 0 and 1 that are there twice are 0,1 and 0,1 with a decimal comma. */
static enum status check_new(
    const struct study *study, const struct axis *axis, const struct yaml_node *item, struct message *message)
{
    double number;
    const char *last = axis->level[axis->level_count - 1];
    for (int64_t i = 0; i + 1 < axis->level_count; i++)
        if (text_order(axis->level[i], last) == 0)
            return yaml_fault(&study->tree, item, message, "%s: %s is there twice%s",
                parameter_path(axis->parameter).text, text_excerpt(item->kind == NODE_TEXT ? item->text : last).text,
                number_read(last, &number) == NUMBER_FINE ? "; a decimal comma? numbers have a point" : "");
    return STATUS_OK;
}

static enum status take_list(
    const struct study *study, struct axis *axis, const struct yaml_node *list, struct message *message)
{
    enum status status = STATUS_OK;
    bool together = study->design.kind == DESIGN_ZIP; /* where others may differ while this one stays */
    if (!list->child)
        return yaml_fault(&study->tree, list, message, "%s: the list is empty", parameter_path(axis->parameter).text);
    for (const struct yaml_node *item = list->child; item && status == STATUS_OK; item = item->next) {
        char *text = NULL;
        status = alteration_text(&study->tree, item, axis->parameter, &text, message);
        if (status == STATUS_OK) status = add_level(study, axis, text, message);
        if (status == STATUS_OK && !together) status = check_new(study, axis, item, message);
    }
    return status;
}

/* An end of a range: a number that the parameter may be. */
static enum status take_end(const struct study *study, const struct axis *axis, const struct yaml_node *node,
    double *end, struct message *message)
{
    char *text = NULL;
    enum status status = alteration_text(&study->tree, node, axis->parameter, &text, message);
    if (status == STATUS_OK) (void)!number_read(text, end);
    free(text);
    return status;
}

static enum status check_ends(
    const struct study *study, const struct axis *axis, const struct yaml_node *range, struct message *message)
{
    const char *fault = axis->logarithmic && axis->from <= 0 ? "a log scale begins above 0" : NULL;
    if (!(axis->from < axis->to)) fault = "from is to be less than to";
    if (!fault) return STATUS_OK;
    return yaml_fault(&study->tree, range, message, "%s: %s", parameter_path(axis->parameter).text, fault);
}

/* Evenly spaced levels of a range. */
static enum status take_steps(
    const struct study *study, struct axis *axis, const struct yaml_node *range, struct message *message)
{
    char text[PARAMETER_TEXT_LENGTH];
    int64_t count = yaml_whole(range, "count", 0);
    const struct yaml_node *node = yaml_tree_get(range, "count");
    const struct parameter_path name = parameter_path(axis->parameter);
    if (axis->parameter->type == PARAMETER_COUNT && (double)count > axis->to - axis->from + 1)
        return yaml_fault(&study->tree, node, message, "%s: there are no %lld whole numbers from %.0f to %.0f",
            name.text, (long long)count, axis->from, axis->to);
    enum status status = STATUS_OK;
    for (int64_t i = 0; i < count && status == STATUS_OK; i++) {
        axis_step(axis, i, count, text);
        if (i > 0 && strcmp(text, axis->level[i - 1]) == 0)
            return yaml_fault(
                &study->tree, node, message, "%s: rounded to whole numbers, %s comes twice", name.text, text);
        status = add_level(study, axis, strdup(text), message);
    }
    return status;
}

/* Whether some distribution has the key. */
static bool is_of_distributions(const char *key)
{
    for (int kind = 0; kind < DISTRIBUTION_KINDS; kind++)
        if (yaml_word(distribution_table[kind].keys, key) >= 0 ||
            yaml_word(distribution_table[kind].keys_log, key) >= 0)
            return true;
    return false;
}

/* Whether the range says of its distribution what that needs, and nothing else. */
static enum status check_distribution_keys(const struct study *study, const struct axis *axis,
    const struct yaml_node *range, const struct distribution_info *distribution, struct message *message)
{
    const struct yaml_keys *keys = &study_mapping_table[MAPPING_RANGE].keys;
    const char *needed = axis->logarithmic ? distribution->keys_log : distribution->keys;
    const char *scale = axis->logarithmic ? " on a log scale" : "";
    const struct parameter_path name = parameter_path(axis->parameter);
    for (int i = 0; i < keys->count; i++) {
        const char *key = keys->key[i].name;
        const struct yaml_node *node = yaml_tree_get(range, key);
        bool needs = yaml_word(needed, key) >= 0;
        if (node && !needs && is_of_distributions(key))
            return yaml_fault(&study->tree, node, message, "%s: %s: distribution %s%s has none%s%s", name.text, key,
                distribution->name, scale, *needed ? "; it has " : "", needed);
        if (!node && needs)
            return yaml_fault(&study->tree, range, message, "%s: %s is missing; distribution %s%s needs %s", name.text,
                key, distribution->name, scale, needed);
    }
    return STATUS_OK;
}

/* The ends are those between which samples lie. */
static enum status make_normal(const struct study *study, struct axis *axis, const struct yaml_node *range, double from,
    double to, struct message *message)
{
    static const double inside_least = 1e-6;
    const struct parameter_path name = parameter_path(axis->parameter);
    double mean = yaml_real(range, axis->logarithmic ? "mean_log" : "mean", 0);
    const char *sd_key = axis->logarithmic ? "sd_log" : "sd";
    double sd = yaml_real(range, sd_key, 1);
    if (!(sd > 0))
        return yaml_fault(
            &study->tree, yaml_tree_get(range, sd_key), message, "%s: %s must be above 0", name.text, sd_key);
    if (axis->logarithmic) {
        from = maths_log(from);
        to = maths_log(to);
    }
    axis->distribution = distribution_normal((from - mean) / sd, (to - mean) / sd);
    if (axis->distribution.inside >= inside_least) return STATUS_OK;
    return yaml_fault(&study->tree, range, message,
        "%s: less than a millionth of the normal distribution lies from %g to %g", name.text, axis->from, axis->to);
}

static enum status make_triangular(const struct study *study, struct axis *axis, const struct yaml_node *range,
    double from, double to, struct message *message)
{
    double mode = yaml_real(range, "mode", 0);
    if (mode < axis->from || mode > axis->to)
        return yaml_fault(&study->tree, yaml_tree_get(range, "mode"), message, "%s: mode must be from %g to %g",
            parameter_path(axis->parameter).text, axis->from, axis->to);
    double way = axis->logarithmic ? maths_log(mode / from) / maths_log(to / from) : (mode - from) / (to - from);
    axis->distribution = distribution_triangular(way < 1 ? way : 1);
    return STATUS_OK;
}

static enum status take_distribution(
    const struct study *study, struct axis *axis, const struct yaml_node *range, struct message *message)
{
    const struct design_info *design = &design_table[study->design.kind];
    const char *word = yaml_text(range, "distribution", STANDARD_DISTRIBUTION);
    int kind = yaml_word(study_words(MAPPING_RANGE, "distribution"), word);
    enum status status = check_distribution_keys(study, axis, range, &distribution_table[kind], message);
    if (status != STATUS_OK || kind == DISTRIBUTION_UNIFORM) return status;
    if (*design->even)
        return yaml_fault(&study->tree, yaml_tree_get(range, "distribution"), message,
            "%s: distribution %s: design %s takes none, as %s; %s do", parameter_path(axis->parameter).text, word,
            design->name, design->even, designs_of_distributions().text);
    double beyond = axis->parameter->type == PARAMETER_COUNT && !axis->logarithmic ? 0.5 : 0;
    return (kind == DISTRIBUTION_NORMAL ? make_normal : make_triangular)(
        study, axis, range, axis->from - beyond, axis->to + beyond, message);
}

static enum status take_range(
    const struct study *study, struct axis *axis, const struct yaml_node *range, struct message *message)
{
    const struct parameter_path name = parameter_path(axis->parameter);
    const struct design_info *design = &design_table[study->design.kind];
    const struct yaml_node *count = yaml_tree_get(range, "count");
    if (axis->parameter->type != PARAMETER_REAL && axis->parameter->type != PARAMETER_COUNT)
        return yaml_fault(
            &study->tree, range, message, "%s: only numbers have a range; write a list of values", name.text);
    enum status status = study_mapping_check(MAPPING_RANGE, &study->tree, range, message);
    if (status == STATUS_OK) status = take_end(study, axis, yaml_tree_get(range, "from"), &axis->from, message);
    if (status == STATUS_OK) status = take_end(study, axis, yaml_tree_get(range, "to"), &axis->to, message);
    axis->logarithmic = strcmp(yaml_text(range, "scale", STANDARD_SCALE), "log") == 0;
    if (status == STATUS_OK) status = check_ends(study, axis, range, message);
    if (status == STATUS_OK) status = take_distribution(study, axis, range, message);
    if (status != STATUS_OK) return status;
    if (design->sampled && count)
        return yaml_fault(&study->tree, count, message,
            "%s: design %s samples the whole range; `samples` says how often, and count is left out", name.text,
            design->name);
    if (!design->sampled && !count)
        return yaml_fault(
            &study->tree, range, message, "%s: count is missing: how many values between from and to", name.text);
    return count ? take_steps(study, axis, range, message) : STATUS_OK;
}

enum status study_axes_vary(struct study *study, const struct yaml_node *vary, struct message *message)
{
    enum status status = STATUS_OK;
    for (const struct yaml_node *key = vary->child; key && status == STATUS_OK; key = key->next) {
        const struct parameter *parameter = NULL;
        struct axis *axis = NULL;
        status = alteration_parameter(&study->tree, key, &parameter, message);
        if (status != STATUS_OK) break;
        status = add_axis(study, parameter, &axis, message);
        if (status == STATUS_INPUT) status = yaml_fault_at(&study->tree, key, message, status);
        if (status != STATUS_OK) break;
        if (key->value->kind == NODE_LIST)
            status = take_list(study, axis, key->value, message);
        else if (key->value->kind == NODE_MAPPING)
            status = take_range(study, axis, key->value, message);
        else
            status = yaml_fault(&study->tree, key->value, message,
                "%s: it must be a list of values, or a range as {from: 0, to: 1, count: 11}", key->text);
    }
    return status;
}

/* ---- table ---- */

/* The column that says under which condition a row is run. */
static const char condition_column[] = "condition";

static const char *condition_name(const void *study, int i)
{
    return ((const struct study *)study)->conditions.items[i].name;
}

static enum status take_condition(struct study *study, const char *name, struct message *message)
{
    int64_t number = 0;
    while (number < study->conditions.count && strcmp(study->conditions.items[number].name, name) != 0) number++;
    if (number < study->conditions.count)
        return array_push(&study->row_conditions, number) ? STATUS_OK : message_status(message, STATUS_MEMORY);
    if (*study->conditions.items[0].name == '\0')
        return message_set(message, STATUS_INPUT, "condition: the study has no conditions");
    const char *nearest = text_nearest(name, (int)study->conditions.count, condition_name, study);
    return message_set(message, STATUS_INPUT, "condition: the study has no condition '%s'%s", text_excerpt(name).text,
        text_suggestion(nearest).text);
}

/* One of which no row is would have no run. */
static enum status check_row_conditions(const struct study *study, const char *path, struct message *message)
{
    const struct long_numbers *rows = &study->row_conditions;
    for (int64_t c = 0; rows->count > 0 && c < study->conditions.count; c++) {
        bool there = false;
        for (int64_t i = 0; i < rows->count; i++) there |= rows->items[i] == c;
        if (!there)
            return message_set(message, STATUS_INPUT,
                "%s: condition: no row is of the condition %s, which has no run then", path,
                study->conditions.items[c].name);
    }
    return STATUS_OK;
}

static enum status take_header(struct study *study, const struct csv *csv, struct message *message)
{
    enum status status = STATUS_OK;
    int conditions = 0;
    for (int64_t i = 0; i < csv->header.count && status == STATUS_OK; i++) {
        const char *name = csv->header.items[i];
        const bool is_condition = strcmp(name, condition_column) == 0;
        const struct parameter *parameter = parameter_find(name);
        struct axis *axis;
        conditions += is_condition;
        if (is_condition && conditions == 1) continue;
        if (is_condition)
            status = message_set(message, STATUS_INPUT, "%s: it is there twice", name);
        else if (!parameter)
            status = parameter_unknown(name, message);
        else if (parameter == parameter_find("selforg"))
            status = message_set(message, STATUS_INPUT, "selforg: nothing changes the format");
        else
            status = add_axis(study, parameter, &axis, message);
        if (status == STATUS_INPUT) return csv_fault_in(csv, i, message);
    }
    return status;
}

static enum status take_row(struct study *study, struct csv *csv, struct message *message)
{
    enum status status = STATUS_OK;
    for (int64_t i = 0, a = 0; i < csv->fields.count && status == STATUS_OK; i++) {
        struct scenario scratch = scenario_default;
        if (strcmp(csv->header.items[i], condition_column) == 0) {
            status = take_condition(study, csv->fields.items[i], message);
            if (status == STATUS_INPUT) return csv_fault_in(csv, i, message);
            continue;
        }
        struct axis *axis = &study->axes.items[a++];
        const enum parameter_type type = axis->parameter->type;
        if ((type == PARAMETER_REAL || type == PARAMETER_COUNT) && csv_with_point(csv, i, message) != STATUS_OK)
            return STATUS_INPUT;
        if (table_stands_for(axis->parameter, csv->fields.items[i]))
            status = message_set(message, STATUS_INPUT,
                "%s: '%s' is a table, which cannot stand in another; `vary` takes a list of them",
                parameter_path(axis->parameter).text, text_excerpt(csv->fields.items[i]).text);
        else
            status = parameter_set(&scratch, axis->parameter, csv->fields.items[i], message);
        if (status == STATUS_OK) status = add_level(study, axis, strdup(csv->fields.items[i]), message);
        if (status == STATUS_INPUT) return csv_fault_in(csv, i, message);
    }
    return status;
}

enum status study_axes_table(struct study *study, const char *path, struct message *message)
{
    struct csv csv;
    bool more = true;
    enum status status = csv_open_text(&csv, path, study->sources.table, message);
    if (status == STATUS_OK) status = take_header(study, &csv, message);
    while (status == STATUS_OK && (status = csv_next(&csv, &more, message)) == STATUS_OK && more)
        status = take_row(study, &csv, message);
    csv_close(&csv);
    if (status == STATUS_OK && study->axes.count == 0)
        status =
            message_set(message, STATUS_INPUT, "%s: the table has no parameter; `conditions` alone need none", path);
    if (status == STATUS_OK) status = check_row_conditions(study, path, message);
    if (status == STATUS_OK && study->axes.items[0].level_count == 0)
        status = message_set(message, STATUS_INPUT, "%s: the table has no row", path);
    return status;
}
