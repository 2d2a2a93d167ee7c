/* Reading what a replication expects. */
#include "study/plan/expect.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "scenario/numbers.h"
#include "scenario/text.h"
#include "study/format/format.h"

/* One row on its way; of a row that stands for several, `item` counts them, and each is at another value of `along`. */
struct reading {
    const struct study *study;
    const struct yaml_node *row;
    const char *along; /* NULL: the row stands for itself */
    int64_t item, items;
    struct expectation *expectation;
    struct message *message;
};

static const struct yaml_node *get(const struct reading *reading, const char *key)
{
    return yaml_tree_get(reading->row, key);
}

static enum status fault(const struct reading *reading, const struct yaml_node *node, const char *reason)
{
    return yaml_fault(&reading->study->tree, node ? node : reading->row, reading->message, "expect: %s", reason);
}

static bool is_number(const struct yaml_node *node, double *number)
{
    return node && node->kind == NODE_TEXT && node->plain && number_read(node->text, number) == NUMBER_FINE;
}

/* A number, if the key is there; a row that stands for several may have a list of them. */
static enum status take_number(const struct reading *reading, const char *key, double *number, bool *there)
{
    const struct yaml_node *node = get(reading, key);
    if (there) *there = node != NULL;
    if (node && node->kind == NODE_LIST && reading->along) {
        if (yaml_length(node) != reading->items)
            return yaml_fault(&reading->study->tree, node, reading->message, "expect: %s has %s for %s of %s", key,
                text_count(yaml_length(node), "number", "numbers").text,
                text_count(reading->items, "value", "values").text, reading->along);
        node = yaml_item(node, reading->item);
    }
    if (!node || is_number(node, number)) return STATUS_OK;
    return yaml_fault(&reading->study->tree, node, reading->message, "expect: %s must be a number", key);
}

/* ---- which configuration ---- */

static int axis_of(const struct study *study, const char *key)
{
    for (int a = 0; a < study->design.axis_count; a++)
        if (strcmp(parameter_path(study->axes.items[a].parameter).text, key) == 0) return a;
    return -1;
}

/* Whether what `key` names has that value in the configuration. */
static bool has_value(const struct study *study, int64_t configuration, const char *key, const char *text)
{
    char room[PARAMETER_TEXT_LENGTH];
    int axis = axis_of(study, key);
    if (axis < 0) return strcmp(study_condition(study, configuration)->name, text) == 0;
    const char *value = design_value(&study->design, study_point(study, configuration), axis, room);
    return value && text_order(value, text) == 0;
}

/* The keys of `at` are axes, or `condition`; each value is text. */
static enum status check_at(const struct reading *reading, const struct yaml_node *at)
{
    if (!at) return STATUS_OK;
    for (const struct yaml_node *key = at->child; key; key = key->next) {
        if (axis_of(reading->study, key->text) < 0 && strcmp(key->text, "condition") != 0)
            return yaml_fault(&reading->study->tree, key, reading->message,
                "expect: '%s' does not vary in this study, so nothing can be at a value of it",
                text_excerpt(key->text).text);
        if (key->value->kind != NODE_TEXT)
            return fault(reading, key->value, "a value in at must be one word or number");
    }
    return STATUS_OK;
}

/* The one configuration at these values, and at `along` (NULL: no such key) with the value `text`. */
static enum status find_configuration(const struct reading *reading, const struct yaml_node *at, const char *along,
    const char *text, int64_t *configuration)
{
    int64_t found = 0;
    for (int64_t c = 0; c < study_configurations(reading->study); c++) {
        bool matches = !along || has_value(reading->study, c, along, text);
        for (const struct yaml_node *key = at ? at->child : NULL; key && matches; key = key->next)
            matches = has_value(reading->study, c, key->text, key->value->text);
        if (!matches) continue;
        *configuration = c;
        found++;
    }
    if (found == 1) return STATUS_OK;
    return yaml_fault(&reading->study->tree, at ? at : reading->row, reading->message, "expect: %s%s%s%s%s%s",
        found ? "several configurations are there: say more in at" : "no configuration is there", along ? " (" : "",
        along ? along : "", along ? " " : "", along ? text_excerpt(text).text : "", along ? ")" : "");
}

static const char *outcome_name(const void *context, int i)
{
    return ((const struct outcomes *)context)->items[i].name;
}

static enum status find_outcome(const struct reading *reading, const struct yaml_node *node, int64_t *outcome)
{
    const struct outcomes *outcomes = &reading->study->outcomes;
    if (!node || node->kind != NODE_TEXT) return fault(reading, node, "a row needs the name of an outcome");
    for (*outcome = 0; *outcome < outcomes->count; ++*outcome)
        if (strcmp(outcomes->items[*outcome].name, node->text) == 0) return STATUS_OK;
    return yaml_unknown_word(
        &reading->study->tree, node, "outcome", (int)outcomes->count, outcome_name, outcomes, reading->message);
}

/* ---- cells ---- */

/* Puts the cell of an outcome at these values in place. */
static enum status add_cell(const struct reading *reading, const struct yaml_node *outcome, const struct yaml_node *at,
    const char *along, const char *text)
{
    struct cells *cells = &reading->expectation->cells;
    struct cell cell = {.place = (double)cells->count};
    enum status status = find_outcome(reading, outcome, &cell.outcome);
    if (status == STATUS_OK) status = check_at(reading, at);
    if (status == STATUS_OK) status = find_configuration(reading, at, along, text, &cell.configuration);
    if (status != STATUS_OK) return status;
    if (along) (void)!number_read(text, &cell.place); /* what is no number stays in its turn */
    return array_push(cells, cell) ? STATUS_OK
                                   : message_no_memory(reading->message, "to read %s", reading->study->tree.file);
}

static enum status add_items(const struct reading *reading, const struct yaml_node *list)
{
    enum status status = STATUS_OK;
    for (const struct yaml_node *item = list->child; item && status == STATUS_OK; item = item->next) {
        status = study_mapping_check(MAPPING_ITEM, &reading->study->tree, item, reading->message);
        const struct yaml_node *outcome = yaml_tree_get(item, "outcome"), *at = yaml_tree_get(item, "at");
        if (status == STATUS_OK)
            status = add_cell(
                reading, outcome ? outcome : get(reading, "outcome"), at ? at : get(reading, "at"), NULL, NULL);
    }
    return status;
}

/* ---- along what varies ---- */

static int along_axis(const struct reading *reading)
{
    return axis_of(reading->study, get(reading, "along")->text);
}

/* How many values there are along it: those picked, or all levels of the axis, or conditions, in their order. */
static int64_t along_count(const struct reading *reading)
{
    const struct yaml_node *values = get(reading, "values");
    int axis = along_axis(reading);
    if (values) return yaml_length(values);
    return axis < 0 ? reading->study->conditions.count : reading->study->axes.items[axis].level_count;
}

/* `along` names an axis or the condition; `values`, where they are, are words. */
static enum status check_along(const struct reading *reading)
{
    const struct yaml_node *along = get(reading, "along"), *values = get(reading, "values");
    bool named = axis_of(reading->study, along->text) >= 0 || strcmp(along->text, "condition") == 0;
    if (!named) return fault(reading, along, "along must name what varies in this study");
    for (const struct yaml_node *value = values ? values->child : NULL; value; value = value->next)
        if (value->kind != NODE_TEXT) return fault(reading, value, "a value must be one word or number");
    if (along_count(reading) > 0) return STATUS_OK;
    return fault(reading, along, "what is sampled from a range has no list of values to go along");
}

static const char *along_value(const struct reading *reading, int64_t i)
{
    const struct yaml_node *values = get(reading, "values");
    int axis = along_axis(reading);
    if (values) return yaml_item(values, i)->text;
    return axis < 0 ? reading->study->conditions.items[i].name : reading->study->axes.items[axis].level[i];
}

static enum status add_along(const struct reading *reading)
{
    enum status status = check_along(reading);
    if (status != STATUS_OK) return status;
    for (int64_t i = 0, count = along_count(reading); i < count && status == STATUS_OK; i++)
        status = add_cell(
            reading, get(reading, "outcome"), get(reading, "at"), get(reading, "along")->text, along_value(reading, i));
    return status;
}

/* ---- rows ---- */

static enum status read_order(const struct reading *reading, const struct yaml_node *order)
{
    struct expectation *expectation = reading->expectation;
    const struct yaml_node *along = get(reading, "along"), *of = get(reading, "of"), *inside = get(reading, "inside");
    int word = yaml_word(study_words(MAPPING_EXPECT, "order"), order->text);
    expectation->kind = (enum expect_kind)(EXPECT_INCREASING + word);
    bool extreme = expectation->kind == EXPECT_PEAK || expectation->kind == EXPECT_VALLEY;
    if (!along == !of) return fault(reading, order, "an order is either along what varies, or of a list");
    if (extreme != (inside != NULL))
        return fault(reading, order, "a peak or valley, and only that, lies inside a range");
    if (inside && (yaml_length(inside) != 2 || !is_number(inside->child, &expectation->inside[0]) ||
                      !is_number(inside->child->next, &expectation->inside[1])))
        return fault(reading, inside, "inside must be two numbers, as [0.1, 0.3]");
    if (inside && expectation->inside[0] > expectation->inside[1])
        return fault(reading, inside, "inside begins above its end: nothing lies there");
    expectation->by = extreme ? STANDARD_BY_EXTREME : STANDARD_BY;
    enum status status = along ? add_along(reading) : add_items(reading, of);
    if (status == STATUS_OK && expectation->cells.count < (extreme ? 3 : 2))
        return fault(reading, order, "this order has too few values");
    return status;
}

static enum status read_number(const struct reading *reading)
{
    struct expectation *expectation = reading->expectation;
    bool value, least, most, tolerance, error;
    enum status status = take_number(reading, "value", &expectation->value, &value);
    if (status == STATUS_OK) status = take_number(reading, "at_least", &expectation->value, &least);
    if (status == STATUS_OK) status = take_number(reading, "at_most", &expectation->value, &most);
    if (status == STATUS_OK) status = take_number(reading, "error", &expectation->error, &error);
    if (status == STATUS_OK) status = take_number(reading, "tolerance", &expectation->tolerance, &tolerance);
    if (status == STATUS_OK) status = take_number(reading, "within", &expectation->tolerance, &expectation->flat);
    if (status != STATUS_OK) return status;
    if (value + least + most != 1) return fault(reading, NULL, "a row needs one of value, at_least, at_most and order");
    expectation->kind = least ? EXPECT_LEAST : EXPECT_MOST;
    if (value) expectation->kind = EXPECT_VALUE;
    expectation->exact = yaml_flag(reading->row, "exact");
    bool chance = tolerance || (error && !expectation->flat);
    if (value != (expectation->exact + expectation->flat + chance == 1))
        return fault(reading, NULL, "a value, and only that, has either a tolerance, or within, or exact: true");
    if (!(expectation->tolerance >= 0) || !(expectation->error >= 0))
        return fault(reading, NULL, "tolerances and errors are not below 0");
    return add_cell(reading, get(reading, "outcome"), get(reading, "at"), reading->along,
        reading->along ? along_value(reading, reading->item) : NULL);
}

static enum status read_statistic(const struct reading *reading)
{
    struct statistic *statistic = &reading->expectation->statistic;
    statistic->divide = 1;
    enum status status = take_number(reading, "divide", &statistic->divide, NULL);
    if (status == STATUS_OK)
        status = take_number(reading, "fraction_above", &statistic->above, &statistic->fraction_above);
    if (status == STATUS_OK) status = take_number(reading, "only_above", &statistic->above, &statistic->only_above);
    if (status != STATUS_OK) return status;
    if (statistic->divide == 0) return fault(reading, get(reading, "divide"), "nothing can be divided by 0");
    if (statistic->fraction_above && statistic->only_above)
        return fault(reading, NULL, "a row has either fraction_above or only_above");
    return STATUS_OK;
}

static void append(char text[EXPECT_NAME], const char *before, const char *word)
{
    size_t length = strlen(text);
    snprintf(text + length, EXPECT_NAME - length, "%s%s", before, word);
}

/* ", rewiring 0.1", or the condition alone. */
static void append_value(char text[EXPECT_NAME], const char *key, const char *value)
{
    const char *dot = strrchr(key, '.'), *last = dot ? dot + 1 : key;
    bool alone = strcmp(key, "condition") == 0;
    append(text, ", ", alone ? value : last);
    if (!alone) append(text, " ", value);
}

/* "share of steps above 0, threshold 3, rewiring 0.1", from what the row says. */
static void make_name(const struct reading *reading)
{
    const struct statistic *statistic = &reading->expectation->statistic;
    const struct yaml_node *name = get(reading, "name"), *outcome = get(reading, "outcome"), *at = get(reading, "at"),
                           *along = get(reading, "along");
    bool stated = name != NULL;
    char *text = reading->expectation->name, above[NUMBER_TEXT];
    const char *said = outcome ? outcome->text : "order";
    number_print(statistic->above, above);
    text[0] = 0;
    append(text, !stated && statistic->fraction_above ? "share of " : "", stated ? name->text : said);
    if (!stated && (statistic->fraction_above || statistic->only_above)) append(text, " above ", above);
    if (!stated && along && !reading->along) append(text, " along ", along->text);
    for (const struct yaml_node *key = at && !stated ? at->child : NULL; key; key = key->next)
        append_value(text, key->text, key->value->text);
    if (reading->along) append_value(text, reading->along, along_value(reading, reading->item));
}

static enum status read_item(const struct reading *reading)
{
    const struct yaml_node *order = get(reading, "order");
    enum status status = read_statistic(reading);
    if (status == STATUS_OK) status = order ? read_order(reading, order) : read_number(reading);
    if (status == STATUS_OK) status = take_number(reading, "by", &reading->expectation->by, NULL);
    if (status != STATUS_OK) return status;
    reading->expectation->source = yaml_text(reading->row, "source", "");
    reading->expectation->explained = yaml_text(reading->row, "explained", "");
    make_name(reading);
    return STATUS_OK;
}

/* A row is one expectation; with `along`, and no order, it is one at each of the values. */
static enum status read_row(struct expectations *expectations, struct reading reading)
{
    enum status status = study_mapping_check(MAPPING_EXPECT, &reading.study->tree, reading.row, reading.message);
    bool several = get(&reading, "along") && !get(&reading, "order");
    if (status == STATUS_OK && several) status = check_along(&reading);
    if (status != STATUS_OK) return status;
    reading.items = several ? along_count(&reading) : 1;
    reading.along = several ? get(&reading, "along")->text : NULL;
    for (; reading.item < reading.items && status == STATUS_OK; reading.item++) {
        if (!array_push(expectations, (struct expectation){.source = "", .explained = ""}))
            return message_no_memory(reading.message, "to read %s", reading.study->tree.file);
        reading.expectation = &expectations->items[expectations->count - 1];
        status = read_item(&reading);
    }
    return status;
}

enum status expectations_read(struct expectations *expectations, const struct study *study, struct message *message)
{
    struct reading reading = {.study = study, .message = message};
    const struct yaml_node *list = yaml_tree_get(study->tree.root, "expect");
    enum status status = STATUS_OK;
    *expectations = (struct expectations){0};
    for (reading.row = list ? list->child : NULL; reading.row && status == STATUS_OK; reading.row = reading.row->next)
        status = read_row(expectations, reading);
    return status;
}

void expectations_free(struct expectations *expectations)
{
    for (int64_t i = 0; i < expectations->count; i++) array_free(&expectations->items[i].cells);
    array_free(expectations);
}

enum status quick_replicates(const struct study *study, int64_t *replicates, struct message *message)
{
    const struct yaml_node *quick = yaml_tree_get(study->tree.root, "quick");
    *replicates = study->replicates;
    if (!quick) return STATUS_OK;
    enum status status = study_mapping_check(MAPPING_QUICK, &study->tree, quick, message);
    if (status == STATUS_OK) *replicates = yaml_whole(quick, "replicates", study->replicates);
    if (status != STATUS_OK || *replicates <= study->replicates) return status;
    return yaml_fault(&study->tree, quick, message, "quick: it has more replicates than the study's %lld",
        (long long)study->replicates);
}
