/* A YAML file as a tree, every node with its place: the one reader of all that people write in YAML.
 *
 * Keys are unique within a mapping, and 2 is the same as 2.0. A scalar is text; what it may stand for is for the tables
 * to say (yaml_keys.h, io/scenario). The tree is as deep as YAML_TREE_DEEPEST at most, and costs what the file's size
 * calls for. What YAML has only riddles for is told for what it is: a tab, a merge key, a decimal comma.
 */
#ifndef IO_YAML_TREE_H
#define IO_YAML_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/array.h"
#include "base/status.h"

enum { YAML_TREE_DEEPEST = 16, YAML_TREE_FILE_MOST = 1 << 20 };

enum yaml_node_kind { NODE_NOTHING, NODE_TEXT, NODE_LIST, NODE_MAPPING };

struct yaml_node {
    enum yaml_node_kind kind;
    bool plain;              /* a text that stands without quotes, */
    bool block;              /* or behind | or >: the ends of its last line are no part of it */
    char *text;              /* of a text, a key; else NULL */
    int64_t line, column;    /* from 1, in characters: where it begins */
    int64_t index;           /* how many characters stand before it; a byte order mark is none */
    int64_t end_line;        /* the line of the first character after it */
    struct yaml_node *child; /* the first item of a list, or the first key of a mapping */
    struct yaml_node *next;  /* the item, or key, after this one */
    struct yaml_node *value; /* of a key */
};

struct yaml_tree {
    char *file, *text; /* the file's name and its text, zero-terminated */
    size_t length;
    struct ARRAY_OF(struct yaml_node *) nodes;
    const struct yaml_node *root; /* a mapping */
    bool begun; /* there are runs of it, which must stay readable: what has no effect is no fault any more */
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

/* Why a text that is not plain is text, and no number: "text, as it stands in quotes". */
const char *yaml_text_style(const struct yaml_node *text);

/* "FILE:LINE:COLUMN: " and the reason. Returns STATUS_INPUT. */
enum status yaml_fault(const struct yaml_tree *tree, const struct yaml_node *node, struct message *message,
    const char *format, ...) __attribute__((format(printf, 4, 5)));

/* The same of what has no effect. STATUS_OK, and nothing is said, of a tree that is begun: rules of what is written
 * anew may become stricter, and results that are there remain. */
enum status yaml_vain(const struct yaml_tree *tree, const struct yaml_node *node, struct message *message,
    const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Puts the node's place before a message that others wrote, and returns `status`. */
enum status yaml_fault_at(
    const struct yaml_tree *tree, const struct yaml_node *node, struct message *message, enum status status);

#endif
