/* A YAML file as a tree, every node with its place: for files whose parts refer to each other, as those of a study do.
 *
 * Keys are unique within a mapping. A scalar is text; what it may stand for is for the reader to say. The tree is as
 * deep as YAML_TREE_DEEPEST at most.
 */
#ifndef IO_YAML_TREE_H
#define IO_YAML_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/array.h"
#include "base/status.h"

enum { YAML_TREE_DEEPEST = 16, YAML_TREE_FILE_MOST = 1 << 22 };

enum yaml_node_kind { NODE_NOTHING, NODE_TEXT, NODE_LIST, NODE_MAPPING };

struct yaml_node {
    enum yaml_node_kind kind;
    bool plain;                   /* a text that stands without quotes */
    char *text;                   /* of a text, a key; else NULL */
    int64_t line, column;         /* from 1, in characters: where it begins */
    int64_t end_line, end_column; /* the first character after it */
    struct yaml_node *child;      /* the first item of a list, or the first key of a mapping */
    struct yaml_node *next;       /* the item, or key, after this one */
    struct yaml_node *value;      /* of a key */
};

struct yaml_tree {
    char *file, *text; /* the file's name and its text, zero-terminated */
    size_t length;
    struct ARRAY_OF(struct yaml_node *) nodes;
    const struct yaml_node *root; /* a mapping */
};

/* Reads a tree from text, which is copied. `what` is such a file's word, "a study"; `begin` says what one begins with.
 * Errors: STATUS_INPUT with a message FILE:LINE:COLUMN, STATUS_MEMORY; the tree is empty then. */
MUST_USE enum status yaml_tree_read(struct yaml_tree *tree, const char *file, const char *what, const char *begin,
    const char *text, size_t length, struct message *message);

/* A zeroed tree is fine. */
void yaml_tree_free(struct yaml_tree *tree);

/* The value of a key; NULL where the mapping has none. */
const struct yaml_node *yaml_tree_get(const struct yaml_node *mapping, const char *key);

/* "a mapping", "a list", "text", "missing" (also of NULL): for messages. */
const char *yaml_node_kind(const struct yaml_node *node);

/* "FILE:LINE:COLUMN: " and the reason. Returns STATUS_INPUT. */
enum status yaml_fault(const struct yaml_tree *tree, const struct yaml_node *node, struct message *message,
    const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Puts the node's place before a message that others wrote, and returns `status`. */
enum status yaml_fault_at(
    const struct yaml_tree *tree, const struct yaml_node *node, struct message *message, enum status status);

/* The whole text with blanks in place of all that is not in the node, so that a reader of its own finds the node where
 * it was written. To be freed; NULL if there is no memory. */
char *yaml_node_alone(const struct yaml_tree *tree, const struct yaml_node *node);

/* STATUS_INPUT if the mapping has a key that is none of names[count]. */
MUST_USE enum status yaml_check_keys(const struct yaml_tree *tree, const struct yaml_node *mapping,
    const char *const names[], int count, struct message *message);

#endif
