/* A scenario is a tree of sections and parameters, and its file is the same tree: each key is looked up in the
 * parameter table, in the order of the file, and the first that does not fit ends the reading.
 */
#include "io/scenario/scenario_file.h"

#include <stdlib.h>
#include <string.h>

#include "io/scenario/scenario_node.h"
#include "io/text/text_file.h"

static const char begin[] = "a scenario begins with `selforg: 2`";

struct reader {
    const struct yaml_tree *tree;
    struct scenario *scenario;
    struct places *places;
    struct message *message;
};

static enum status read_section(
    const struct reader *reader, const struct section *section, const struct yaml_node *node);

/* One key with its value. */
static enum status read_entry(const struct reader *reader, const struct section *section, const struct yaml_node *key)
{
    struct scenario_key found;
    enum status status = scenario_find_key(&found, section, reader->tree, key, reader->message);
    if (status != STATUS_OK) return status;
    struct place *place = found.parameter ? &reader->places->parameter[found.parameter - parameter_table]
                                          : &reader->places->section[found.section - section_table];
    *place = (struct place){.origin = ORIGIN_FILE, .line = key->line, .column = key->column};
    if (!found.parameter) return read_section(reader, found.section, key->value);
    status = scenario_set_node(reader->scenario, found.parameter, reader->tree, key->value, reader->message);
    const bool table = key->value->kind == NODE_TEXT && table_stands_for(found.parameter, key->value->text);
    places_name_table(reader->places, found.parameter, table ? key->value->text : NULL);
    return status;
}

/* What stands after a section's key: its entries, or nothing. */
static enum status read_section(
    const struct reader *reader, const struct section *section, const struct yaml_node *node)
{
    enum status status = STATUS_OK;
    section_set_present(reader->scenario, section);
    if (node->kind != NODE_MAPPING && node->kind != NODE_NOTHING)
        return yaml_fault(reader->tree, node, reader->message,
            "%s: the value is %s; it must be a mapping of keys, {} for the defaults%s", section->path,
            yaml_node_kind(node),
            section->switched == SECTION_OPTIONAL ? "; where it is not wanted it is left out" : "");
    for (const struct yaml_node *key = node->child; key && status == STATUS_OK; key = key->next)
        status = read_entry(reader, section, key);
    return status;
}

enum status scenario_read_node(const struct yaml_tree *tree, const struct yaml_node *node, struct scenario *scenario,
    struct places *places, struct message *message)
{
    const struct reader reader = {tree, scenario, places, message};
    *scenario = scenario_default;
    *places = (struct places){.file = tree->file};
    return read_section(&reader, section_find(""), node);
}

enum status scenario_read_text(const char *name, const char *text, size_t length, struct scenario *scenario,
    struct places *places, struct message *message)
{
    struct yaml_tree tree = {0};
    enum status status = yaml_tree_read(&tree, name, "a scenario", begin, text, length, message);
    if (status == STATUS_OK) status = scenario_read_node(&tree, tree.root, scenario, places, message);
    if (status == STATUS_OK && !yaml_tree_get(tree.root, "selforg"))
        status = yaml_fault(&tree, tree.root, message, "selforg: the key is missing; %s", begin);
    places->file = name;
    yaml_tree_free(&tree);
    return status;
}

enum status scenario_read(
    const char *path, struct scenario *scenario, struct places *places, char **yaml, struct message *message)
{
    char *text = NULL;
    size_t length = 0;
    enum status status = text_file_read(path, YAML_TREE_FILE_MOST, &text, &length, message);
    if (status == STATUS_OK) status = scenario_read_text(path, text, length, scenario, places, message);
    if (yaml) *yaml = status == STATUS_OK ? text : NULL;
    if (!yaml || status != STATUS_OK) free(text);
    return status;
}
