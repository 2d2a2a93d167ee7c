#include "study/plan/correlations.h"

#include <stdlib.h>

#include "scenario/text.h"
#include "study/format/format.h"
#include "study/format/pairing.h"
#include "study/plan/study.h"

static struct parameter_path name_of(const struct study *study, int axis)
{
    return parameter_path(study->axes.items[axis].parameter);
}

static const char *axis_name(const void *names, int i)
{
    return ((const struct parameter_path *)names)[i].text;
}

/* What does not vary is told with the nearest that does. */
static enum status refuse_name(const struct study *study, const struct yaml_node *node, struct message *message)
{
    int count = study->design.axis_count;
    struct parameter_path *names = malloc((size_t)count * sizeof *names);
    if (!names) return message_status(message, STATUS_MEMORY);
    for (int a = 0; a < count; a++) names[a] = name_of(study, a);
    const char *nearest = text_nearest(node->text, count, axis_name, names);
    enum status status = yaml_fault(&study->tree, node, message, "between: '%s' does not vary in this study%s",
        text_excerpt(node->text).text, text_suggestion(nearest).text);
    free(names);
    return status;
}

static enum status find_axis(
    const struct study *study, const struct yaml_node *node, int *axis, struct message *message)
{
    if (node->kind != NODE_TEXT)
        return yaml_fault(&study->tree, node, message, "between: an item is %s; it must be the name of what varies",
            yaml_node_kind(node));
    const struct parameter *parameter = parameter_find(node->text);
    for (*axis = 0; *axis < study->design.axis_count; ++*axis)
        if (study->axes.items[*axis].parameter == parameter) break;
    if (*axis == study->design.axis_count) return refuse_name(study, node, message);
    if (study->axes.items[*axis].level_count == 0) return STATUS_OK;
    return yaml_fault(&study->tree, node, message,
        "between: %s varies over a list; only ranges can be correlated, as {from: 0, to: 1}", node->text);
}

/* Each pair once, with an item of its own on either side. */
static enum status check_pair(
    const struct study *study, const struct correlation *pair, const struct yaml_node *between, struct message *message)
{
    if (pair->axis[0] == pair->axis[1])
        return yaml_fault(
            &study->tree, between, message, "between: %s is there twice", name_of(study, pair->axis[0]).text);
    for (int64_t i = 0; i < study->correlations.count; i++) {
        const struct correlation *other = &study->correlations.items[i];
        if (other->axis[0] == pair->axis[0] && other->axis[1] == pair->axis[1])
            return yaml_fault(&study->tree, between, message, "between: %s and %s are there twice",
                name_of(study, pair->axis[0]).text, name_of(study, pair->axis[1]).text);
    }
    return STATUS_OK;
}

static enum status read_correlation(struct study *study, const struct yaml_node *node, struct message *message)
{
    struct correlation pair = {.node = node};
    enum status status = study_mapping_check(MAPPING_CORRELATION, &study->tree, node, message);
    if (status != STATUS_OK) return status;
    const struct yaml_node *between = yaml_tree_get(node, "between");
    pair.rank = yaml_real(node, "rank", 0);
    if (yaml_length(between) != 2)
        return yaml_fault(&study->tree, between, message, "between: it has %s; it must have two",
            text_count(yaml_length(between), "name", "names").text);
    for (int i = 0; i < 2 && status == STATUS_OK; i++)
        status = find_axis(study, yaml_item(between, i), &pair.axis[i], message);
    if (status == STATUS_OK && pair.axis[0] > pair.axis[1]) { /* in the order of the design */
        int first = pair.axis[1];
        pair.axis[1] = pair.axis[0];
        pair.axis[0] = first;
    }
    if (status == STATUS_OK) status = check_pair(study, &pair, between, message);
    if (status != STATUS_OK) return status;
    return array_push(&study->correlations, pair) ? STATUS_OK : message_status(message, STATUS_MEMORY);
}

/* ---- the matrix ---- */

/* The axes that are in some pair, in the order of the design, and what is asked of them. */
struct matrix {
    int count;
    int axis[PARAMETER_TOTAL], place[PARAMETER_TOTAL]; /* place: of an axis among them */
    double *rank;                                      /* [count][count] */
};

static enum status make_matrix(const struct study *study, struct matrix *matrix)
{
    const struct correlations *pairs = &study->correlations;
    for (int a = 0; a < study->design.axis_count; a++) {
        bool named = false;
        for (int64_t i = 0; i < pairs->count; i++)
            named |= pairs->items[i].axis[0] == a || pairs->items[i].axis[1] == a;
        matrix->place[a] = matrix->count;
        if (named) matrix->axis[matrix->count++] = a;
    }
    int k = matrix->count;
    matrix->rank = calloc((size_t)k * (size_t)k, sizeof *matrix->rank);
    if (!matrix->rank) return STATUS_MEMORY;
    for (int a = 0; a < k; a++) matrix->rank[a * k + a] = 1;
    for (int64_t i = 0; i < pairs->count; i++) {
        int a = matrix->place[pairs->items[i].axis[0]], b = matrix->place[pairs->items[i].axis[1]];
        matrix->rank[a * k + b] = matrix->rank[b * k + a] = pairs->items[i].rank;
    }
    return STATUS_OK;
}

/* The last pair that is written of those that the contradiction is about. */
static enum status refuse_matrix(const struct study *study, int axis, struct message *message)
{
    const struct correlation *pair = NULL;
    for (int64_t i = 0; i < study->correlations.count; i++)
        if (study->correlations.items[i].axis[1] == axis) pair = &study->correlations.items[i];
    return yaml_fault(&study->tree, pair->node, message,
        "correlations: %s and %s cannot have %g with the others as they are (pairs that are not written are 0): the "
        "matrix is not positive definite",
        name_of(study, pair->axis[0]).text, name_of(study, pair->axis[1]).text, pair->rank);
}

static enum status pair_up(struct study *study, const struct yaml_node *list, struct message *message)
{
    struct matrix matrix = {.count = 0};
    enum status status = make_matrix(study, &matrix);
    const struct pairing pairing = {.count = matrix.count, .axis = matrix.axis, .rank = matrix.rank};
    int row = status == STATUS_OK ? pairing_contradiction(&pairing) : -1;
    if (row >= 0 && row < matrix.count)
        status = refuse_matrix(study, matrix.axis[row], message);
    else if (row >= 0) {
        status = pairing_apply(&pairing, &study->design);
        if (status == STATUS_INPUT)
            status = yaml_fault(&study->tree, list, message, "correlations: %lld samples are too few for %d parameters",
                (long long)study->design.samples, matrix.count);
    }
    free(matrix.rank);
    return row < 0 || status == STATUS_MEMORY ? message_status(message, STATUS_MEMORY) : status;
}

enum status correlations_read(struct study *study, const struct yaml_node *list, struct message *message)
{
    const struct design_info *design = &design_table[study->design.kind];
    enum status status = STATUS_OK;
    if (!list) return status;
    if (*design->unpaired)
        return yaml_fault(&study->tree, list, message, "correlations: design %s takes none, as %s; they go with %s",
            design->name, design->unpaired, designs_of_correlations().text);
    for (const struct yaml_node *item = list->child; item && status == STATUS_OK; item = item->next)
        status = read_correlation(study, item, message);
    return status == STATUS_OK ? pair_up(study, list, message) : status;
}
