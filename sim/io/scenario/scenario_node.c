#include "io/scenario/scenario_node.h"

#include <stdio.h>
#include <string.h>

#include "io/scenario/tables.h"
#include "scenario/text.h"

/* One value on its way to its parameter. */
struct setting {
    struct scenario *scenario;
    const struct parameter *parameter;
    const struct yaml_tree *tree;
    struct message *message;
};

static enum status complain_of_kind(const struct setting *setting, const struct yaml_node *node)
{
    return yaml_fault(setting->tree, node, setting->message, "%s: the value is %s; it must be %s",
        parameter_path(setting->parameter).text, yaml_node_kind(node), parameter_allowed(setting->parameter).text);
}

/* Whether the node can be the text of a value of this type: a word may stand in quotes, a number may not. */
static enum status check_value(const struct setting *setting, const struct yaml_node *node, enum parameter_type type)
{
    bool quoted = type == PARAMETER_TEXT || type == PARAMETER_CHOICE;
    const char *path = node->kind == NODE_TEXT ? parameter_path(setting->parameter).text : "";
    if (node->kind != NODE_TEXT) return complain_of_kind(setting, node);
    if (!quoted && !node->plain)
        return yaml_fault(setting->tree, node, setting->message, "%s: '%s' is %s; it must be %s", path,
            text_excerpt(node->text).text, yaml_text_style(node), parameter_allowed(setting->parameter).text);
    if (type != PARAMETER_TEXT && node->end_line > node->line)
        return yaml_fault(setting->tree, node, setting->message,
            "%s: the value '%s' runs on into the next line; is that one indented too far?", path,
            text_excerpt(node->text).text);
    return STATUS_OK;
}

static enum status add_name(
    const struct setting *setting, const struct yaml_node *key, const char *name, const struct yaml_node *value)
{
    enum status status = check_value(setting, value, PARAMETER_REAL);
    if (status != STATUS_OK) return status;
    status = parameter_add_named(setting->scenario, setting->parameter, name, value->text, setting->message);
    return status == STATUS_OK ? STATUS_OK : yaml_fault_at(setting->tree, key, setting->message, status);
}

/* What changes in one step: a mapping of keys to numbers, whose names are "STEP KEY". */
static enum status add_changes(const struct setting *setting, const struct yaml_node *step)
{
    enum status status = STATUS_OK;
    if (!step->value->child)
        return yaml_fault(setting->tree, step, setting->message,
            "interventions: step %s has no key, and so changes nothing", text_excerpt(step->text).text);
    for (const struct yaml_node *key = step->value->child; key && status == STATUS_OK; key = key->next) {
        char name[2 * NAMED_LENGTH];
        if (snprintf(name, sizeof name, "%s %s", step->text, key->text) >= (int)sizeof name)
            return yaml_fault(setting->tree, key, setting->message,
                "interventions: '%s' is too long for a step and a key", text_excerpt(name).text);
        status = add_name(setting, key, name, key->value);
    }
    return status;
}

/* A mapping of names to numbers. */
static enum status set_named(const struct setting *setting, const struct yaml_node *mapping)
{
    bool steps = setting->parameter->type == PARAMETER_CHANGES;
    enum status status = STATUS_OK;
    if (steps && mapping->kind != NODE_MAPPING)
        return yaml_fault(setting->tree, mapping, setting->message, "interventions: the value is %s; it must be %s",
            yaml_node_kind(mapping), parameter_allowed(setting->parameter).text);
    if (mapping->kind != NODE_MAPPING) return complain_of_kind(setting, mapping);
    section_set_present(setting->scenario, setting->parameter->section);
    for (const struct yaml_node *key = mapping->child; key && status == STATUS_OK; key = key->next)
        status = steps && key->value->kind == NODE_MAPPING ? add_changes(setting, key)
                                                           : add_name(setting, key, key->text, key->value);
    return status;
}

enum status scenario_set_node(struct scenario *scenario, const struct parameter *parameter,
    const struct yaml_tree *tree, const struct yaml_node *node, struct message *message)
{
    const struct setting setting = {scenario, parameter, tree, message};
    bool list = parameter->type == PARAMETER_NAMED || parameter->type == PARAMETER_CHANGES;
    bool table = node->kind == NODE_TEXT && table_stands_for(parameter, node->text);
    if (list && !table) return set_named(&setting, node);
    bool text = table || parameter->type == PARAMETER_ARRIVALS;
    enum status status = check_value(&setting, node, text ? PARAMETER_TEXT : parameter->type);
    if (status != STATUS_OK) return status;
    status = table ? table_take(scenario, parameter, node->text, tree->file, message)
                   : parameter_set(scenario, parameter, node->text, message);
    return status == STATUS_OK ? STATUS_OK : yaml_fault_at(tree, node, message, status);
}

enum status scenario_find_key(struct scenario_key *found, const struct section *outer, const struct yaml_tree *tree,
    const struct yaml_node *key, struct message *message)
{
    char path[2 * PARAMETER_PATH];
    snprintf(path, sizeof path, "%s%s%s", outer->path, *outer->path ? "." : "", key->text);
    *found = (struct scenario_key){parameter_find(path), section_find(path)};
    bool known = found->parameter || found->section;
    if (known && strchr(key->text, '.'))
        return yaml_fault(tree, key, message, "%s: keys are nested in a file, not joined by points", path);
    return known ? STATUS_OK : yaml_fault_at(tree, key, message, parameter_unknown(path, message));
}
