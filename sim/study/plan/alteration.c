#include "study/plan/alteration.h"

#include <stdlib.h>
#include <string.h>

#include "io/scenario/scenario_node.h"

enum status alteration_text(const struct yaml_tree *tree, const struct yaml_node *node,
    const struct parameter *parameter, char **text, struct message *message)
{
    struct scenario *scratch = malloc(sizeof *scratch);
    *text = NULL;
    if (!scratch) return message_no_memory(message, "to read %s", tree->file);
    *scratch = scenario_default;
    enum status status = scenario_set_node(scratch, parameter, tree, node, message);
    if (status == STATUS_OK) *text = parameter_text(scratch, parameter);
    free(scratch);
    if (status != STATUS_OK) return status;
    return *text ? STATUS_OK : message_no_memory(message, "to read %s", tree->file);
}

enum status alteration_parameter(const struct yaml_tree *tree, const struct yaml_node *key,
    const struct parameter **parameter, struct message *message)
{
    *parameter = parameter_find(key->text);
    if (*parameter == parameter_find("selforg"))
        return yaml_fault(tree, key, message, "selforg: nothing changes the format");
    if (*parameter) return STATUS_OK;
    return yaml_fault_at(tree, key, message, parameter_unknown(key->text, message));
}

/* ---- alterations ---- */

static const struct section *section_of(const struct alteration *alteration)
{
    return alteration->parameter ? alteration->parameter->section : alteration->section;
}

/* Whether one takes out what the other sets or puts in. */
static bool contradicts(const struct alteration *one, const struct alteration *other)
{
    const struct section *section = section_of(other);
    if (!one->absent || other->absent) return false;
    while (section && section != one->section) section = section->whole;
    return section != NULL;
}

static enum status check_consistent(const struct alterations *alterations, const struct yaml_tree *tree,
    const struct alteration *alteration, struct message *message)
{
    for (int64_t i = 0; i < alterations->count; i++) {
        const struct alteration *before = &alterations->items[i];
        const bool first_out = contradicts(before, alteration);
        if (!first_out && !contradicts(alteration, before)) continue;
        const struct alteration *out = first_out ? before : alteration, *in = first_out ? alteration : before;
        return yaml_vain(tree, alteration->node, message,
            "%s: it cannot be absent and have %s set; the first is in line %lld", out->section->path,
            in->parameter ? parameter_path(in->parameter).text : "keys", (long long)before->node->line);
    }
    return STATUS_OK;
}

static enum status push(struct alterations *alterations, const struct yaml_tree *tree, struct alteration alteration,
    struct message *message)
{
    enum status status = check_consistent(alterations, tree, &alteration, message);
    if (status != STATUS_OK) free(alteration.text);
    if (status != STATUS_OK) return status;
    if (array_push(alterations, alteration)) return STATUS_OK;
    free(alteration.text);
    return message_no_memory(message, "to read %s", tree->file);
}

static enum status add_value(struct alterations *alterations, const struct yaml_tree *tree,
    const struct yaml_node *node, const struct parameter *parameter, struct message *message)
{
    const struct yaml_node *before = alterations_node(alterations, parameter);
    if (before)
        return yaml_fault(tree, node, message, "%s: it is set twice; the first is in line %lld",
            parameter_path(parameter).text, (long long)before->line);
    struct alteration alteration = {.parameter = parameter, .node = node};
    enum status status = alteration_text(tree, node, parameter, &alteration.text, message);
    return status == STATUS_OK ? push(alterations, tree, alteration, message) : status;
}

static enum status take_out(struct alterations *alterations, const struct yaml_tree *tree, const struct yaml_node *node,
    const struct section *section, struct message *message)
{
    enum status status = section_check_absent(section, message);
    if (status != STATUS_OK) return yaml_fault_at(tree, node, message, status);
    return push(alterations, tree, (struct alteration){.section = section, .absent = true, .node = node}, message);
}

/* A section that is taken out, or put in with what is inside it. */
static enum status add_section(struct alterations *alterations, const struct yaml_tree *tree,
    const struct yaml_node *node, const struct section *section, struct message *message)
{
    if (node->kind == NODE_TEXT && strcmp(node->text, "absent") == 0)
        return take_out(alterations, tree, node, section, message);
    if (node->kind != NODE_MAPPING)
        return yaml_fault(tree, node, message, "%s: the value is %s; it must be absent, or a mapping of keys",
            section->path, yaml_node_kind(node));
    enum status status = push(alterations, tree, (struct alteration){.section = section, .node = node}, message);
    for (const struct yaml_node *inner = node->child; status == STATUS_OK && inner; inner = inner->next) {
        struct scenario_key found;
        status = scenario_find_key(&found, section, tree, inner, message);
        if (status != STATUS_OK) return status;
        status = found.parameter ? add_value(alterations, tree, inner->value, found.parameter, message)
                                 : add_section(alterations, tree, inner->value, found.section, message);
    }
    return status;
}

enum status alterations_read(struct alterations *alterations, const struct yaml_tree *tree,
    const struct yaml_node *mapping, struct message *message)
{
    enum status status = STATUS_OK;
    if (mapping->kind != NODE_MAPPING)
        return yaml_fault(tree, mapping, message, "this is %s; it must be a mapping, as {projects.load: 0.2}",
            yaml_node_kind(mapping));
    for (const struct yaml_node *key = mapping->child; status == STATUS_OK && key; key = key->next) {
        const struct section *section = *key->text ? section_find(key->text) : NULL;
        const struct parameter *parameter = NULL;
        if (section)
            status = add_section(alterations, tree, key->value, section, message);
        else
            status = alteration_parameter(tree, key, &parameter, message);
        if (status == STATUS_OK && parameter) status = add_value(alterations, tree, key->value, parameter, message);
    }
    return status;
}

enum status alteration_in_force(
    const struct scenario *scenario, const struct parameter *parameter, struct message *message)
{
    struct scenario settled = *scenario;
    const char *section = parameter->section->path;
    scenario_settle(&settled);
    if (section_present(&settled, parameter->section)) return STATUS_OK;
    return message_set(message, STATUS_INPUT,
        "%s: the base has no section '%s', and a value would put it in without a word; write %s: {} where it is "
        "wanted, "
        "for all runs in `set`",
        parameter_path(parameter).text, section, section);
}

static void apply(const struct alteration *alteration, struct scenario *scenario)
{
    if (alteration->parameter)
        (void)!parameter_set(scenario, alteration->parameter, alteration->text, NULL);
    else if (alteration->absent)
        section_set_absent(scenario, alteration->section);
    else
        section_set_present(scenario, alteration->section);
}

enum status alterations_check(const struct alterations *alterations, const struct scenario *before,
    const struct yaml_tree *tree, struct message *message)
{
    struct scenario scenario = *before;
    enum status status = STATUS_OK;
    for (int64_t i = 0; i < alterations->count && status == STATUS_OK; i++) {
        const struct alteration *alteration = &alterations->items[i];
        if (alteration->parameter) status = alteration_in_force(&scenario, alteration->parameter, message);
        if (status != STATUS_OK) return yaml_fault_at(tree, alteration->node, message, status);
        apply(alteration, &scenario);
    }
    return status;
}

void alterations_free(struct alterations *alterations)
{
    for (int64_t i = 0; i < alterations->count; i++) free(alterations->items[i].text);
    array_free(alterations);
}

void alterations_apply(const struct alterations *alterations, struct scenario *scenario)
{
    for (int64_t i = 0; i < alterations->count; i++) apply(&alterations->items[i], scenario);
}

const struct yaml_node *alterations_node(const struct alterations *alterations, const struct parameter *parameter)
{
    for (int64_t i = alterations->count; i-- > 0;)
        if (alterations->items[i].parameter == parameter) return alterations->items[i].node;
    return NULL;
}

static bool undoes(const struct alteration *later, const struct alteration *one)
{
    const struct section *section = one->parameter ? one->parameter->section : one->section;
    if (one->parameter && later->parameter) return later->parameter == one->parameter;
    if (later->section == section) return later->absent || !one->parameter;
    return later->absent && section->whole && later->section == section->whole;
}

bool alterations_undo(const struct alterations *alterations, const struct alteration *one)
{
    bool undone = false;
    for (int64_t i = 0; i < alterations->count; i++) undone |= undoes(&alterations->items[i], one);
    return undone;
}
