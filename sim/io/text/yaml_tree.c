#include "io/text/yaml_tree.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/text/yaml_reader.h"
#include "scenario/text.h"

struct growth {
    struct yaml_reader reader;
    struct yaml_tree *tree;
    int depth;
};

static enum status no_memory(struct growth *growth)
{
    return message_set(
        growth->reader.message, STATUS_MEMORY, "there is not enough memory to read %s", growth->reader.file);
}

/* A node for the event looked at, with its place and, if it is one, its text. */
static enum status new_node(struct growth *growth, struct yaml_node **node)
{
    const yaml_event_t *event = &growth->reader.event;
    struct yaml_tree *tree = growth->tree;
    *node = calloc(1, sizeof **node);
    if (!*node || !array_push(&tree->nodes, *node)) {
        free(*node);
        return no_memory(growth);
    }
    **node = (struct yaml_node){.line = (int64_t)event->start_mark.line + 1,
        .column = (int64_t)event->start_mark.column + 1,
        .end_line = (int64_t)event->end_mark.line + 1,
        .end_column = (int64_t)event->end_mark.column + 1};
    if (event->type != YAML_SCALAR_EVENT) return STATUS_OK;
    if (!yaml_scalar(&growth->reader))
        return yaml_complain(&growth->reader, event->start_mark, "the text has a zero byte");
    (*node)->kind = yaml_is_nothing(&growth->reader) ? NODE_NOTHING : NODE_TEXT;
    (*node)->plain = yaml_is_plain(&growth->reader);
    (*node)->text = strdup(yaml_scalar(&growth->reader));
    return (*node)->text ? STATUS_OK : no_memory(growth);
}

static enum status grow(struct growth *growth, struct yaml_node **node);

static enum status grow_list(struct growth *growth, struct yaml_node *list)
{
    struct yaml_node **last = &list->child;
    list->kind = NODE_LIST;
    enum status status = yaml_next(&growth->reader);
    while (status == STATUS_OK && growth->reader.event.type != YAML_SEQUENCE_END_EVENT) {
        status = grow(growth, last);
        if (status == STATUS_OK) status = yaml_next(&growth->reader);
        if (status == STATUS_OK) last = &(*last)->next;
    }
    return status;
}

/* One key and its value; the event is the key, and then the end of the value. */
static enum status grow_entry(struct growth *growth, struct yaml_node *mapping, struct yaml_node **key)
{
    enum status status = STATUS_OK;
    struct yaml_node *made = NULL;
    if (growth->reader.event.type != YAML_SCALAR_EVENT)
        return yaml_complain(&growth->reader, growth->reader.event.start_mark, "a key must be a piece of text");
    status = new_node(growth, &made);
    for (const struct yaml_node *other = mapping->child; status == STATUS_OK && other; other = other->next)
        if (strcmp(other->text, made->text) == 0)
            status = yaml_complain(&growth->reader, growth->reader.event.start_mark,
                "%s: the key is there twice; the first is in line %lld", text_excerpt(made->text).text,
                (long long)other->line);
    if (status == STATUS_OK) status = yaml_next(&growth->reader);
    if (status == STATUS_OK) status = grow(growth, &made->value);
    if (status == STATUS_OK) *key = made;
    return status;
}

static enum status grow_mapping(struct growth *growth, struct yaml_node *mapping)
{
    struct yaml_node **last = &mapping->child;
    mapping->kind = NODE_MAPPING;
    enum status status = yaml_next(&growth->reader);
    while (status == STATUS_OK && growth->reader.event.type != YAML_MAPPING_END_EVENT) {
        status = grow_entry(growth, mapping, last);
        if (status == STATUS_OK) status = yaml_next(&growth->reader);
        if (status == STATUS_OK) last = &(*last)->next;
    }
    return status;
}

/* The node that begins with the event looked at; the event is its last one then. */
static enum status grow(struct growth *growth, struct yaml_node **node)
{
    yaml_event_type_t type = growth->reader.event.type;
    struct yaml_node *made = NULL;
    if (growth->depth == YAML_TREE_DEEPEST)
        return yaml_complain(&growth->reader, growth->reader.event.start_mark, "this is nested too deep");
    growth->depth++;
    enum status status = new_node(growth, &made);
    if (status == STATUS_OK && type == YAML_SEQUENCE_START_EVENT) status = grow_list(growth, made);
    if (status == STATUS_OK && type == YAML_MAPPING_START_EVENT) status = grow_mapping(growth, made);
    growth->depth--;
    if (status != STATUS_OK) return status;
    made->end_line = (int64_t)growth->reader.event.end_mark.line + 1;
    made->end_column = (int64_t)growth->reader.event.end_mark.column + 1;
    *node = made;
    return STATUS_OK;
}

static enum status grow_root(struct growth *growth, const char *begin)
{
    struct yaml_node *root = NULL;
    enum status status = yaml_begin(&growth->reader, begin);
    if (status == STATUS_OK) status = grow(growth, &root);
    if (status == STATUS_OK) status = yaml_end(&growth->reader);
    growth->tree->root = root;
    return status;
}

enum status yaml_tree_read(struct yaml_tree *tree, const char *file, const char *what, const char *begin,
    const char *text, size_t length, struct message *message)
{
    struct growth growth = {.tree = tree};
    *tree = (struct yaml_tree){.length = length};
    if (length > YAML_TREE_FILE_MOST)
        return message_set(
            message, STATUS_INPUT, "%s: the file is larger than %s may be (%d bytes)", file, what, YAML_TREE_FILE_MOST);
    tree->file = strdup(file);
    tree->text = malloc(length + 1);
    if (!tree->file || !tree->text) {
        yaml_tree_free(tree);
        return message_set(message, STATUS_MEMORY, "there is not enough memory to read %s", file);
    }
    memcpy(tree->text, text, length);
    tree->text[length] = '\0';
    enum status status = yaml_reader_open(&growth.reader, tree->file, what, tree->text, length, message);
    if (status == STATUS_OK) status = grow_root(&growth, begin);
    yaml_reader_close(&growth.reader);
    if (status != STATUS_OK) yaml_tree_free(tree);
    return status;
}

void yaml_tree_free(struct yaml_tree *tree)
{
    for (int64_t i = 0; i < tree->nodes.count; i++) {
        free(tree->nodes.items[i]->text);
        free(tree->nodes.items[i]);
    }
    array_free(&tree->nodes);
    free(tree->file);
    free(tree->text);
    *tree = (struct yaml_tree){0};
}

const struct yaml_node *yaml_tree_get(const struct yaml_node *mapping, const char *key)
{
    if (!mapping || mapping->kind != NODE_MAPPING) return NULL;
    for (const struct yaml_node *entry = mapping->child; entry; entry = entry->next)
        if (strcmp(entry->text, key) == 0) return entry->value;
    return NULL;
}

const char *yaml_node_kind(const struct yaml_node *node)
{
    static const char *const words[] = {
        [NODE_NOTHING] = "missing", [NODE_TEXT] = "text", [NODE_LIST] = "a list", [NODE_MAPPING] = "a mapping"};
    return words[node ? node->kind : NODE_NOTHING];
}

enum status yaml_fault(
    const struct yaml_tree *tree, const struct yaml_node *node, struct message *message, const char *format, ...)
{
    struct message why;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(why.text, sizeof why.text, format, arguments);
    va_end(arguments);
    return message_set(message, STATUS_INPUT, "%.800s:%lld:%lld: %.1200s", tree->file, (long long)node->line,
        (long long)node->column, why.text);
}

enum status yaml_fault_at(
    const struct yaml_tree *tree, const struct yaml_node *node, struct message *message, enum status status)
{
    message_prefix(message, "%.800s:%lld:%lld: ", tree->file, (long long)node->line, (long long)node->column);
    return status;
}

char *yaml_node_alone(const struct yaml_tree *tree, const struct yaml_node *node)
{
    char *alone = malloc(tree->length + 1), *next = alone;
    int64_t line = 1, column = 1;
    for (const char *at = tree->text; alone && *at; at++) {
        bool continuation = ((unsigned char)*at & 0xC0) == 0x80, line_end = *at == '\n';
        bool begun = line > node->line || (line == node->line && column >= node->column + continuation);
        bool ended = line > node->end_line || (line == node->end_line && column >= node->end_column + continuation);
        if (line_end || (begun && !ended))
            *next++ = *at;
        else if (!continuation)
            *next++ = ' ';
        column = line_end ? 1 : column + !continuation;
        line += line_end;
    }
    if (alone) *next = '\0';
    return alone;
}

static const char *name_at(const void *names, int i)
{
    return ((const char *const *)names)[i];
}

enum status yaml_check_keys(const struct yaml_tree *tree, const struct yaml_node *mapping, const char *const names[],
    int count, struct message *message)
{
    for (const struct yaml_node *key = mapping->child; key; key = key->next) {
        bool known = false;
        for (int i = 0; i < count && !known; i++) known = strcmp(names[i], key->text) == 0;
        if (known) continue;
        const char *nearest = text_nearest(key->text, count, name_at, names);
        return yaml_fault(tree, key, message, "%s: there is no such key%s%s%s", text_excerpt(key->text).text,
            nearest ? "; did you mean '" : "", nearest ? nearest : "", nearest ? "'?" : "");
    }
    return STATUS_OK;
}
