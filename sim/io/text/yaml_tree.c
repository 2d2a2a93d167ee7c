#include "io/text/yaml_tree.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/order.h"
#include "io/text/yaml_reader.h"
#include "scenario/numbers.h"
#include "scenario/text.h"

enum { PATH_LENGTH = 256 };

/* The tree on its way; `path` are the keys that lead to where it grows, joined by points, for complaints. */
struct growth {
    struct yaml_reader reader;
    struct yaml_tree *tree;
    int depth;
    char path[PATH_LENGTH];
};

/* Complains of the event looked at, or of another place, of what the path leads to. */
static enum status complain_at(struct growth *growth, yaml_mark_t mark, const char *reason)
{
    return yaml_complain(
        &growth->reader, mark, "%s%s%s", text_excerpt(growth->path).text, *growth->path ? ": " : "", reason);
}

static enum status complain(struct growth *growth, const char *reason)
{
    return complain_at(growth, growth->reader.event.start_mark, reason);
}

static yaml_mark_t mark_of(const struct yaml_node *node)
{
    return (yaml_mark_t){.line = (size_t)node->line - 1, .column = (size_t)node->column - 1};
}

/* Lengthens the path by a key; returns its length before, to be cut back to. */
static size_t enter(struct growth *growth, const char *key)
{
    size_t length = strlen(growth->path);
    snprintf(growth->path + length, sizeof growth->path - length, "%s%s", length ? "." : "", text_excerpt(key).text);
    return length;
}

/* A node for the event looked at, with its place and, if it is one, its text. */
static enum status new_node(struct growth *growth, struct yaml_node **node)
{
    const yaml_event_t *event = &growth->reader.event;
    struct yaml_tree *tree = growth->tree;
    *node = calloc(1, sizeof **node);
    if (!*node || !array_push(&tree->nodes, *node)) {
        free(*node);
        return message_no_memory(growth->reader.message, "to read %s", growth->reader.file);
    }
    **node = (struct yaml_node){.line = (int64_t)event->start_mark.line + 1,
        .column = (int64_t)event->start_mark.column + 1,
        .index = (int64_t)event->start_mark.index,
        .end_line = (int64_t)event->end_mark.line + 1};
    if (event->type != YAML_SCALAR_EVENT) return STATUS_OK;
    if (!yaml_scalar(&growth->reader)) return complain(growth, "the text has a zero byte");
    (*node)->kind = yaml_is_nothing(&growth->reader) ? NODE_NOTHING : NODE_TEXT;
    (*node)->plain = yaml_is_plain(&growth->reader);
    (*node)->block = yaml_is_block(&growth->reader);
    (*node)->text = strdup(yaml_scalar(&growth->reader));
    if (!(*node)->text) return message_no_memory(growth->reader.message, "to read %s", growth->reader.file);
    size_t length = strlen((*node)->text);
    while ((*node)->block && length > 0 && (*node)->text[length - 1] == '\n') (*node)->text[--length] = '\0';
    return STATUS_OK;
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
static enum status grow_entry(struct growth *growth, struct yaml_node **key)
{
    enum status status = STATUS_OK;
    struct yaml_node *made = NULL;
    const char *text = yaml_scalar(&growth->reader);
    if (!text || !*text) return complain(growth, text ? "a key is empty" : "a key must be a piece of text");
    if (strcmp(text, "<<") == 0 && yaml_is_plain(&growth->reader))
        return complain(growth, "merge keys (<<) are not supported; write the values themselves");
    status = new_node(growth, &made);
    if (status != STATUS_OK) return status;
    size_t length = enter(growth, made->text);
    status = yaml_next(&growth->reader);
    if (status == STATUS_OK) status = grow(growth, &made->value);
    growth->path[length] = '\0';
    if (status == STATUS_OK) *key = made;
    return status;
}

static bool is_before(const struct yaml_node *a, const struct yaml_node *b)
{
    return a->line != b->line ? a->line < b->line : a->column < b->column;
}

/* By what they say, and what says the same by its place. */
ORDER(
    by_key, struct yaml_node *const, ORDER_AS(text_order((*x)->text, (*y)->text)) ORDER_AS(is_before(*x, *y) ? -1 : 1))

/* Complains of the first key that is there twice; 2 and 2.0 are the same. */
static enum status check_unique(struct growth *growth, const struct yaml_node *mapping)
{
    struct ARRAY_OF(const struct yaml_node *) keys = {0};
    const struct yaml_node *first = NULL, *second = NULL;
    enum status status = STATUS_OK;
    for (const struct yaml_node *key = mapping->child; key && status == STATUS_OK; key = key->next)
        if (!array_push(&keys, key))
            status = message_no_memory(growth->reader.message, "to read %s", growth->reader.file);
    if (status == STATUS_OK) order_items(keys.items, keys.count, by_key);
    for (int64_t i = 1; i < keys.count && status == STATUS_OK; i++) {
        const struct yaml_node *one = keys.items[i - 1], *two = keys.items[i];
        if (text_order(one->text, two->text) != 0 || (second && is_before(second, two))) continue;
        first = one;
        second = two;
    }
    array_free(&keys);
    if (status != STATUS_OK || !second) return status;
    char reason[128];
    snprintf(reason, sizeof reason, "the key is there twice; the first is in line %lld", (long long)first->line);
    enter(growth, second->text);
    return complain_at(growth, mark_of(second), reason);
}

/* {beta: 0,1} is a beta of 0 and a key 1 of nothing, which nobody means. */
static enum status check_commas(struct growth *growth, const struct yaml_node *mapping)
{
    double number;
    for (const struct yaml_node *key = mapping->child, *next; key && (next = key->next); key = next) {
        bool cut = key->value->kind == NODE_TEXT && key->value->plain && next->plain &&
                   next->value->kind == NODE_NOTHING && number_read(key->value->text, &number) == NUMBER_FINE &&
                   number_read(next->text, &number) == NUMBER_FINE;
        if (!cut) continue;
        char reason[128];
        snprintf(
            reason, sizeof reason, "%.30s,%.30s: a decimal comma? numbers have a point", key->value->text, next->text);
        enter(growth, key->text);
        return complain_at(growth, mark_of(key->value), reason);
    }
    return STATUS_OK;
}

static enum status grow_mapping(struct growth *growth, struct yaml_node *mapping)
{
    struct yaml_node **last = &mapping->child;
    mapping->kind = NODE_MAPPING;
    enum status status = yaml_next(&growth->reader);
    while (status == STATUS_OK && growth->reader.event.type != YAML_MAPPING_END_EVENT) {
        status = grow_entry(growth, last);
        if (status == STATUS_OK) status = yaml_next(&growth->reader);
        if (status == STATUS_OK) last = &(*last)->next;
    }
    if (status == STATUS_OK) status = check_commas(growth, mapping);
    return status == STATUS_OK ? check_unique(growth, mapping) : status;
}

/* The node that begins with the event looked at; the event is its last one then. */
static enum status grow(struct growth *growth, struct yaml_node **node)
{
    yaml_event_type_t type = growth->reader.event.type;
    struct yaml_node *made = NULL;
    if (growth->depth == YAML_TREE_DEEPEST) return complain(growth, "this is nested too deep");
    growth->depth++;
    enum status status = new_node(growth, &made);
    if (status == STATUS_OK && type == YAML_SEQUENCE_START_EVENT) status = grow_list(growth, made);
    if (status == STATUS_OK && type == YAML_MAPPING_START_EVENT) status = grow_mapping(growth, made);
    growth->depth--;
    if (status != STATUS_OK) return status;
    made->end_line = (int64_t)growth->reader.event.end_mark.line + 1;
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

/* Names were settled with format 2, and a file of format 1 has others. */
static enum status check_format(const struct yaml_tree *tree, struct message *message)
{
    const struct yaml_node *format = yaml_tree_get(tree->root, "selforg");
    if (!format || format->kind != NODE_TEXT || strcmp(format->text, "1") != 0) return STATUS_OK;
    return yaml_fault(tree, format, message,
        "selforg: this is a file of format 1, and many names are others now; write `selforg: 2`, and each name that "
        "has "
        "changed is told with the new one (all of them: sim/scenario/moved.def)");
}

enum status yaml_tree_read(struct yaml_tree *tree, const char *file, const char *what, const char *begin,
    const char *text, size_t length, struct message *message)
{
    struct growth growth = {.tree = tree};
    *tree = (struct yaml_tree){.length = length};
    if (length > YAML_TREE_FILE_MOST)
        return message_set(
            message, STATUS_INPUT, "%s: the file is larger than %s may be (%d bytes)", file, what, YAML_TREE_FILE_MOST);
    if (length >= 8 && memcmp(text, "\x89HDF\r\n\x1A\n", 8) == 0)
        return message_set(message, STATUS_INPUT, "%s: this is an HDF5 file; %s is a text in YAML", file, what);
    tree->file = strdup(file);
    tree->text = malloc(length + 1);
    if (!tree->file || !tree->text) {
        yaml_tree_free(tree);
        return message_no_memory(message, "to read %s", file);
    }
    memcpy(tree->text, text, length);
    tree->text[length] = '\0';
    enum status status = yaml_reader_open(&growth.reader, tree->file, what, tree->text, length, message);
    if (status == STATUS_OK) status = grow_root(&growth, begin);
    if (status == STATUS_OK) status = check_format(tree, message);
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

const char *yaml_text_style(const struct yaml_node *text)
{
    return text->block ? "text, as it stands behind | or >" : "text, as it stands in quotes";
}

static enum status fault(const struct yaml_tree *tree, const struct yaml_node *node, struct message *message,
    const char *format, va_list arguments)
{
    struct message why;
    vsnprintf(why.text, sizeof why.text, format, arguments);
    return message_set(message, STATUS_INPUT, "%.800s:%lld:%lld: %.1200s", tree->file, (long long)node->line,
        (long long)node->column, why.text);
}

enum status yaml_fault(
    const struct yaml_tree *tree, const struct yaml_node *node, struct message *message, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    enum status status = fault(tree, node, message, format, arguments);
    va_end(arguments);
    return status;
}

enum status yaml_vain(
    const struct yaml_tree *tree, const struct yaml_node *node, struct message *message, const char *format, ...)
{
    va_list arguments;
    if (tree->begun) return STATUS_OK;
    va_start(arguments, format);
    enum status status = fault(tree, node, message, format, arguments);
    va_end(arguments);
    return status;
}

enum status yaml_fault_at(
    const struct yaml_tree *tree, const struct yaml_node *node, struct message *message, enum status status)
{
    message_prefix(message, "%.800s:%lld:%lld: ", tree->file, (long long)node->line, (long long)node->column);
    return status;
}
