#include "study/plan/alteration.h"

#include <stdio.h>
#include <string.h>

#include "scenario/text.h"

static enum status no_memory(const struct yaml_tree *tree, struct message *message)
{
    return message_set(message, STATUS_MEMORY, "there is not enough memory to read %s", tree->file);
}

/* ---- values ---- */

struct line {
    char text[PARAMETER_TEXT_LENGTH];
    size_t length;
};

static void add(struct line *line, const char *before, const char *text, const char *after)
{
    size_t room = sizeof line->text - line->length;
    int length = snprintf(line->text + line->length, room, "%s%s%s", before, text, after);
    line->length += (size_t)length < room ? (size_t)length : room - 1;
}

static enum status complain_of_kind(const struct yaml_tree *tree, const struct yaml_node *node,
    const struct parameter *parameter, struct message *message)
{
    return yaml_fault(tree, node, message, "%s: the value is %s; it must be %s", parameter_path(parameter).text,
        yaml_node_kind(node), parameter_allowed(parameter).text);
}

/* {name: number, ...}, and {step: {key: number}} for interventions, whose names are "STEP KEY". */
static enum status add_names(struct line *line, const struct yaml_tree *tree, const struct yaml_node *mapping,
    const struct parameter *parameter, const char *step, struct message *message)
{
    bool steps = parameter == parameter_find("at") && !*step;
    for (const struct yaml_node *key = mapping->child; key; key = key->next) {
        if (key->value->kind != (steps ? NODE_MAPPING : NODE_TEXT) || strpbrk(key->text, "\"\\"))
            return complain_of_kind(tree, key->value, parameter, message);
        if (steps) {
            enum status status = add_names(line, tree, key->value, parameter, key->text, message);
            if (status != STATUS_OK) return status;
            continue;
        }
        add(line, line->length > 1 ? ", \"" : "\"", step, *step ? " " : "");
        add(line, key->text, "\": ", key->value->text);
    }
    return STATUS_OK;
}

/* The value tried on a scenario of no other use. */
static enum status try_value(const struct yaml_tree *tree, const struct yaml_node *node,
    const struct parameter *parameter, const char *text, struct message *message)
{
    struct scenario scratch = scenario_default;
    enum status status = parameter_set(&scratch, parameter, text, message);
    return status == STATUS_OK ? status : yaml_fault_at(tree, node, message, status);
}

enum status alteration_text(const struct yaml_tree *tree, const struct yaml_node *node,
    const struct parameter *parameter, char **text, struct message *message)
{
    struct line line = {.length = 0};
    bool words = parameter->type == PARAMETER_TEXT || parameter->type == PARAMETER_CHOICE;
    enum status status = STATUS_OK;
    *text = NULL;
    if (parameter->type == PARAMETER_NAMED && node->kind == NODE_MAPPING) {
        add(&line, "{", "", "");
        status = add_names(&line, tree, node, parameter, "", message);
        add(&line, "}", "", "");
    } else if (node->kind != NODE_TEXT || parameter->type == PARAMETER_NAMED) {
        status = complain_of_kind(tree, node, parameter, message);
    } else if (!words && !node->plain) {
        status = yaml_fault(tree, node, message, "%s: '%s' is text, as it stands in quotes; it must be %s",
            parameter_path(parameter).text, text_excerpt(node->text).text, parameter_allowed(parameter).text);
    } else {
        add(&line, node->text, "", "");
    }
    if (status == STATUS_OK) status = try_value(tree, node, parameter, line.text, message);
    if (status != STATUS_OK) return status;
    *text = strdup(line.text);
    return *text ? STATUS_OK : no_memory(tree, message);
}

enum status alteration_parameter(const struct yaml_tree *tree, const struct yaml_node *key,
    const struct parameter **parameter, struct message *message)
{
    *parameter = parameter_find(key->text);
    if (*parameter == parameter_find("selforg")) *parameter = NULL;
    if (*parameter) return STATUS_OK;
    enum status status = STATUS_INPUT;
    if (*key->text && section_find(key->text))
        message_set(message, status, "%s: this is a section; name one of its keys, as %s.KEY", key->text, key->text);
    else
        status = parameter_unknown(key->text, message);
    return yaml_fault_at(tree, key, message, status);
}

/* ---- alterations ---- */

static enum status push(struct alterations *alterations, const struct yaml_tree *tree, struct alteration alteration,
    struct message *message)
{
    if (array_push(alterations, alteration)) return STATUS_OK;
    free(alteration.text);
    return no_memory(tree, message);
}

static enum status add_value(struct alterations *alterations, const struct yaml_tree *tree,
    const struct yaml_node *node, const struct parameter *parameter, struct message *message)
{
    struct alteration alteration = {.parameter = parameter, .node = node};
    enum status status = alteration_text(tree, node, parameter, &alteration.text, message);
    return status == STATUS_OK ? push(alterations, tree, alteration, message) : status;
}

static enum status add_section(struct alterations *alterations, const struct yaml_tree *tree,
    const struct yaml_node *key, const struct section *section, struct message *message)
{
    const struct yaml_node *node = key->value;
    bool absent = node->kind == NODE_TEXT && strcmp(node->text, "absent") == 0;
    if (!absent && node->kind != NODE_MAPPING)
        return yaml_fault(tree, node, message, "%s: the value is %s; it must be absent, or a mapping of keys",
            section->path, yaml_node_kind(node));
    if (absent && section->switched != SECTION_OPTIONAL)
        return yaml_fault(tree, node, message, "%s: this section is always there%s", section->path,
            section->switched == SECTION_PROJECTS ? " where projects are; projects can be absent" : "");
    struct alteration whole = {.section = section, .absent = absent, .node = node};
    enum status status = push(alterations, tree, whole, message);
    for (const struct yaml_node *inner = node->child; status == STATUS_OK && inner; inner = inner->next) {
        char path[2 * PARAMETER_PATH];
        snprintf(path, sizeof path, "%s.%s", section->path, inner->text);
        const struct parameter *parameter = parameter_find(path);
        if (parameter)
            status = add_value(alterations, tree, inner->value, parameter, message);
        else
            status = yaml_fault_at(tree, inner, message, parameter_unknown(path, message));
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
            status = add_section(alterations, tree, key, section, message);
        else
            status = alteration_parameter(tree, key, &parameter, message);
        if (status == STATUS_OK && parameter) status = add_value(alterations, tree, key->value, parameter, message);
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
    for (int64_t i = 0; i < alterations->count; i++) {
        const struct alteration *alteration = &alterations->items[i];
        if (alteration->parameter)
            (void)!parameter_set(scenario, alteration->parameter, alteration->text, NULL);
        else if (alteration->absent)
            section_set_absent(scenario, alteration->section);
        else
            section_set_present(scenario, alteration->section);
    }
}

bool alterations_set(const struct alterations *alterations, const struct parameter *parameter)
{
    for (int64_t i = 0; i < alterations->count; i++)
        if (alterations->items[i].parameter == parameter) return true;
    return false;
}
