#include "study/plan/contrast.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "scenario/text.h"
#include "study/format/format.h"
#include "study/plan/dimensions.h"

static enum status find_dimension(
    const struct study *study, const struct yaml_node *key, int *dimension, struct message *message)
{
    char room[PARAMETER_TEXT_LENGTH];
    for (*dimension = 0; *dimension < dimension_count(study); ++*dimension)
        if (strcmp(dimension_name(study, *dimension, room), key->text) == 0) return STATUS_OK;
    const struct parameter *parameter;
    bool condition = strcmp(key->text, "condition") == 0;
    enum status status = condition ? STATUS_OK : alteration_parameter(&study->tree, key, &parameter, message);
    if (status != STATUS_OK) return status;
    return yaml_fault(&study->tree, key, message, "'%s' does not vary in this study", key->text);
}

/* Takes out of the chosen configurations those that are not of the key's value. */
static enum status narrow(const struct study *study, const struct yaml_node *key, bool *chosen, struct message *message)
{
    int dimension;
    bool any = false;
    char room[PARAMETER_TEXT_LENGTH];
    if (key->value->kind != NODE_TEXT)
        return yaml_fault(&study->tree, key->value, message, "%s: the value is %s; it must be one value",
            text_excerpt(key->text).text, yaml_node_kind(key->value));
    enum status status = find_dimension(study, key, &dimension, message);
    if (status != STATUS_OK) return status;
    for (int64_t i = 0; i < study_configurations(study); i++) {
        bool same = text_order(dimension_value(study, i, dimension, room), key->value->text) == 0;
        any |= same;
        chosen[i] = chosen[i] && same;
    }
    return any ? STATUS_OK
               : yaml_fault(&study->tree, key->value, message, "%s is never %s in this study", key->text,
                     text_excerpt(key->value->text).text);
}

static enum status read_side(const struct study *study, const struct yaml_node *mapping, const char *key,
    struct contrast_side *side, struct message *message)
{
    const struct yaml_node *node = yaml_tree_get(mapping, key);
    int64_t configurations = study_configurations(study);
    side->chosen = malloc((size_t)configurations * sizeof *side->chosen);
    if (!side->chosen) return message_no_memory(message, "to read %s", study->tree.file);
    for (int64_t i = 0; i < configurations; i++) side->chosen[i] = true;
    enum status status = STATUS_OK;
    for (const struct yaml_node *inner = node->child; status == STATUS_OK && inner; inner = inner->next)
        status = narrow(study, inner, side->chosen, message);
    bool any = false;
    for (int64_t i = 0; i < configurations; i++) any |= side->chosen[i];
    if (status == STATUS_OK && !any)
        status = yaml_fault(&study->tree, node, message, "%s: no configuration of this study has these values", key);
    return status;
}

static const char *outcome_name(const void *outcomes, int i)
{
    return ((const struct outcomes *)outcomes)->items[i].name;
}

static enum status find_outcome(
    const struct study *study, const struct yaml_node *node, int *outcome, struct message *message)
{
    int count = (int)study->outcomes.count;
    for (*outcome = 0; *outcome < count; ++*outcome)
        if (strcmp(study->outcomes.items[*outcome].name, node->text) == 0) return STATUS_OK;
    return yaml_unknown_word(&study->tree, node, "outcome", count, outcome_name, &study->outcomes, message);
}

static enum status read_sides(const struct study *study, const struct yaml_node *mapping, int first, double sign,
    struct contrast *contrast, struct message *message)
{
    contrast->sides = first + 2;
    contrast->side[first].weight = sign;
    contrast->side[first + 1].weight = -sign;
    enum status status = read_side(study, mapping, "to", &contrast->side[first], message);
    if (status == STATUS_OK) status = read_side(study, mapping, "from", &contrast->side[first + 1], message);
    if (status != STATUS_OK) return status;
    for (int64_t i = 0; i < study_configurations(study); i++)
        if (contrast->side[first].chosen[i] != contrast->side[first + 1].chosen[i]) return STATUS_OK;
    return yaml_fault(&study->tree, yaml_tree_get(mapping, "to"), message,
        "to: these are the configurations of `from`, so there is no difference");
}

static enum status read_contrast(
    const struct study *study, const struct yaml_node *node, struct contrast *contrast, struct message *message)
{
    const struct yaml_node *less = yaml_tree_get(node, "less");
    enum status status = study_mapping_check(MAPPING_CONTRAST, &study->tree, node, message);
    if (status == STATUS_OK && less) status = study_mapping_check(MAPPING_LESS, &study->tree, less, message);
    if (status != STATUS_OK) return status;
    contrast->name = yaml_text(node, "name", "");
    contrast->expected_word = yaml_text(node, "expected", "");
    int expected = yaml_word(study_words(MAPPING_CONTRAST, "expected"), contrast->expected_word);
    contrast->expected = expected < 0 ? EXPECTED_NOTHING : (enum expected_sign)expected;
    contrast->smallest = yaml_real(node, "smallest", NAN);
    if (contrast->expected == EXPECTED_NONE && isnan(contrast->smallest))
        return yaml_fault(&study->tree, node, message,
            "expected: none needs `smallest`, the smallest difference that matters: without it, few replicates would "
            "do "
            "to see none");
    status = find_outcome(study, yaml_tree_get(node, "outcome"), &contrast->outcome, message);
    if (status == STATUS_OK) status = read_sides(study, node, 0, 1, contrast, message);
    return status == STATUS_OK && less ? read_sides(study, less, 2, -1, contrast, message) : status;
}

/* What is told of contrasts goes by their names. */
static enum status check_name(
    const struct study *study, const struct yaml_node *node, const struct contrasts *contrasts, struct message *message)
{
    const char *name = contrasts->items[contrasts->count - 1].name;
    for (int64_t i = 0; i + 1 < contrasts->count; i++)
        if (strcmp(contrasts->items[i].name, name) == 0)
            return yaml_fault(&study->tree, node, message, "%s: the name is there twice", text_excerpt(name).text);
    return STATUS_OK;
}

enum status contrasts_read(struct contrasts *contrasts, const struct study *study, struct message *message)
{
    const struct yaml_node *list = yaml_tree_get(study->tree.root, "contrasts");
    enum status status = STATUS_OK;
    for (const struct yaml_node *node = list ? list->child : NULL; status == STATUS_OK && node; node = node->next) {
        if (!array_push(contrasts, (struct contrast){0}))
            return message_no_memory(message, "to read %s", study->tree.file);
        status = read_contrast(study, node, &contrasts->items[contrasts->count - 1], message);
        if (status == STATUS_OK) status = check_name(study, node, contrasts, message);
    }
    return status;
}

void contrasts_free(struct contrasts *contrasts)
{
    for (int64_t i = 0; i < contrasts->count; i++)
        for (int side = 0; side < CONTRAST_SIDES_MOST; side++) free(contrasts->items[i].side[side].chosen);
    array_free(contrasts);
}
