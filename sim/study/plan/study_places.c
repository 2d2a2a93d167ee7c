#include "study/plan/study_places.h"

static bool varies(const struct study *study, const struct parameter *parameter)
{
    bool found = false;
    for (int64_t a = 0; a < study->axes.count; a++) found |= study->axes.items[a].parameter == parameter;
    return found;
}

/* In `vary`, or the name of the table; NULL where it does not vary. */
static const struct yaml_node *varied_node(const struct study *study, const struct parameter *parameter)
{
    const struct yaml_node *vary = yaml_tree_get(study->tree.root, "vary"), *key = vary ? vary->child : NULL;
    while (key && parameter_find(key->text) != parameter) key = key->next;
    if (key || !varies(study, parameter)) return key;
    return yaml_tree_get(study->tree.root, "table");
}

static const struct yaml_node *altered_node(
    const struct alterations *alterations, const struct parameter *parameter, const struct section *section)
{
    if (parameter) return alterations_node(alterations, parameter);
    for (int64_t i = alterations->count; section && i-- > 0;)
        if (alterations->items[i].section == section) return alterations->items[i].node;
    return NULL;
}

enum status study_fault_at(const struct study *study, const struct condition *condition, const char *key,
    struct message *message, enum status status)
{
    if (status != STATUS_INPUT) return status;
    const struct parameter *parameter = parameter_find(key);
    const struct section *section = parameter ? NULL : section_find(key);
    const struct yaml_node *node = parameter ? varied_node(study, parameter) : NULL;
    if (!parameter && !section) node = yaml_tree_get(study->tree.root, key);
    for (int64_t i = 0; i < study->conditions.count && !node; i++)
        if (!condition || condition == &study->conditions.items[i])
            node = altered_node(&study->conditions.items[i].alterations, parameter, section);
    if (!node) node = altered_node(&study->set, parameter, section);
    if (node) return yaml_fault_at(&study->tree, node, message, status);
    struct place place = {.origin = ORIGIN_DEFAULT};
    if (parameter) place = study->places.parameter[parameter - parameter_table];
    if (section) place = study->places.section[section - section_table];
    if (place.origin == ORIGIN_FILE)
        message_prefix(message, "%s:%lld:%lld: ", study->base_name, (long long)place.line, (long long)place.column);
    else
        message_prefix(message, "%s: ", study->tree.file);
    return status;
}
