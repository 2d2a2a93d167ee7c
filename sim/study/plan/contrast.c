#include "study/plan/contrast.h"

#include <stdlib.h>
#include <string.h>

#include "scenario/numbers.h"
#include "scenario/text.h"
#include "study/plan/dimensions.h"

#define AS_NAME(symbol, text) text,
const char *const expectation_names[EXPECTATION_COUNT] = {EXPECTATIONS(AS_NAME)};
#undef AS_NAME

#define LENGTH(array) (int)(sizeof(array) / sizeof *(array))

/* Whether two texts are the same value: 0.5 is 0.50. */
static bool same_value(const char *a, const char *b)
{
    double x, y;
    if (number_read(a, &x) == NUMBER_FINE && number_read(b, &y) == NUMBER_FINE) return x == y;
    return strcmp(a, b) == 0;
}

static enum status find_dimension(
    const struct study *study, const struct yaml_node *key, int *dimension, struct message *message)
{
    char room[PARAMETER_TEXT_LENGTH];
    for (*dimension = 0; *dimension < dimension_count(study); ++*dimension)
        if (strcmp(dimension_name(study, *dimension, room), key->text) == 0) return STATUS_OK;
    return yaml_fault(&study->tree, key, message, "'%s' does not vary in this study", key->text);
}

/* Takes out of the chosen configurations those that are not of the key's value. */
static enum status narrow(const struct study *study, const struct yaml_node *key, bool *chosen, struct message *message)
{
    int dimension;
    bool any = false;
    char room[PARAMETER_TEXT_LENGTH];
    if (key->value->kind != NODE_TEXT)
        return yaml_fault(&study->tree, key->value, message, "%s: the value is %s; it must be one value", key->text,
            yaml_node_kind(key->value));
    enum status status = find_dimension(study, key, &dimension, message);
    if (status) return status;
    for (int64_t i = 0; i < study_configurations(study); i++) {
        bool same = same_value(dimension_value(study, i, dimension, room), key->value->text);
        any |= same;
        chosen[i] = chosen[i] && same;
    }
    return any ? STATUS_OK
               : yaml_fault(
                     &study->tree, key->value, message, "%s is never %s in this study", key->text, key->value->text);
}

static enum status read_side(const struct study *study, const struct yaml_node *mapping, const char *key,
    struct contrast_side *side, struct message *message)
{
    const struct yaml_node *node = yaml_tree_get(mapping, key);
    int64_t configurations = study_configurations(study);
    if (!node || node->kind != NODE_MAPPING)
        return yaml_fault(&study->tree, node ? node : mapping, message,
            "%s: it is %s; it must be a mapping of what varies to values", key, yaml_node_kind(node));
    side->chosen = malloc((size_t)configurations * sizeof *side->chosen);
    if (!side->chosen) return STATUS_MEMORY;
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

static const char *name_at(const void *names, int i)
{
    return ((const char *const *)names)[i];
}

/* The key's text, which one of names[count] must be. */
static enum status read_word(const struct study *study, const struct yaml_node *mapping, const char *key, int count,
    const char *const names[], int *number, struct message *message)
{
    const struct yaml_node *node = yaml_tree_get(mapping, key);
    if (!node || node->kind != NODE_TEXT)
        return yaml_fault(
            &study->tree, node ? node : mapping, message, "%s: it is %s; it must be text", key, yaml_node_kind(node));
    for (*number = 0; *number < count; ++*number)
        if (strcmp(names[*number], node->text) == 0) return STATUS_OK;
    const char *nearest = text_nearest(node->text, count, name_at, names);
    return yaml_fault(&study->tree, node, message, "%s: there is no '%s' here%s%s%s", key,
        text_excerpt(node->text).text, nearest ? "; did you mean '" : "", nearest ? nearest : "", nearest ? "'?" : "");
}

static enum status read_outcome(
    const struct study *study, const struct yaml_node *mapping, int *outcome, struct message *message)
{
    int count = (int)study->outcomes.count;
    const char **names = malloc((size_t)(count + 1) * sizeof *names);
    if (!names) return STATUS_MEMORY;
    for (int i = 0; i < count; i++) names[i] = study->outcomes.items[i].name;
    enum status status = read_word(study, mapping, "outcome", count, names, outcome, message);
    free(names);
    return status;
}

static enum status read_sides(const struct study *study, const struct yaml_node *mapping, int first, double sign,
    struct contrast *contrast, struct message *message)
{
    contrast->sides = first + 2;
    contrast->side[first].weight = sign;
    contrast->side[first + 1].weight = -sign;
    enum status status = read_side(study, mapping, "to", &contrast->side[first], message);
    return status ? status : read_side(study, mapping, "from", &contrast->side[first + 1], message);
}

static enum status read_contrast(
    const struct study *study, const struct yaml_node *node, struct contrast *contrast, struct message *message)
{
    static const char *const keys[] = {"name", "outcome", "from", "to", "less", "expected"};
    static const char *const less_keys[] = {"from", "to"};
    if (node->kind != NODE_MAPPING)
        return yaml_fault(&study->tree, node, message,
            "this is %s; a contrast must be a mapping of name, outcome, "
            "from and to",
            yaml_node_kind(node));
    enum status status = yaml_check_keys(&study->tree, node, keys, LENGTH(keys), message);
    const struct yaml_node *name = yaml_tree_get(node, "name"), *less = yaml_tree_get(node, "less");
    if (status == STATUS_OK && (!name || name->kind != NODE_TEXT))
        status = yaml_fault(
            &study->tree, name ? name : node, message, "name: it is %s; it must be text", yaml_node_kind(name));
    if (status == STATUS_OK) contrast->name = name->text;
    if (status == STATUS_OK) status = read_outcome(study, node, &contrast->outcome, message);
    int expected = EXPECTED_NOTHING;
    if (status == STATUS_OK && yaml_tree_get(node, "expected"))
        status = read_word(study, node, "expected", EXPECTATION_COUNT, expectation_names, &expected, message);
    contrast->expected = (enum expectation)expected;
    if (status == STATUS_OK) status = read_sides(study, node, 0, 1, contrast, message);
    if (status != STATUS_OK || !less) return status;
    if (less->kind != NODE_MAPPING)
        return yaml_fault(
            &study->tree, less, message, "less: it is %s; it must be a mapping of from and to", yaml_node_kind(less));
    status = yaml_check_keys(&study->tree, less, less_keys, LENGTH(less_keys), message);
    return status ? status : read_sides(study, less, 2, -1, contrast, message);
}

enum status contrasts_read(struct contrasts *contrasts, const struct study *study, struct message *message)
{
    const struct yaml_node *list = yaml_tree_get(study->tree.root, "contrasts");
    enum status status = STATUS_OK;
    if (!list) return STATUS_OK;
    if (list->kind != NODE_LIST)
        return yaml_fault(&study->tree, list, message, "contrasts: it is %s; it must be a list", yaml_node_kind(list));
    for (const struct yaml_node *node = list->child; status == STATUS_OK && node; node = node->next) {
        if (!array_push(contrasts, (struct contrast){0})) return STATUS_MEMORY;
        status = read_contrast(study, node, &contrasts->items[contrasts->count - 1], message);
    }
    return status;
}

void contrasts_free(struct contrasts *contrasts)
{
    for (int64_t i = 0; i < contrasts->count; i++)
        for (int side = 0; side < CONTRAST_SIDES_MOST; side++) free(contrasts->items[i].side[side].chosen);
    array_free(contrasts);
}
