/* A study keeps what it was read from; what it keeps must say everything by itself. So the name of a table is replaced
 * where it stands, and all else stays as it was written.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "io/scenario/tables.h"
#include "io/text/text_file.h"
#include "io/text/yaml_tree.h"
#include "scenario/text.h"

/* A place in the text, from `from` to `to`, that says something else now. */
struct replacement {
    size_t from, to;
    char *text;
};

struct inlining {
    struct yaml_tree tree;
    struct ARRAY_OF(struct replacement) replacements; /* in the order of the text */
    const char *sought;                               /* a file: nothing is replaced, but */
    bool found;                                       /* whether a table is that file */
    struct message *message;
};

/* How far in the text the node begins. */
static size_t place_of(const struct yaml_tree *tree, const struct yaml_node *node)
{
    const char *at = text_behind_mark(tree->text);
    for (int64_t index = 0; index < node->index && *at; at++) index += (at[1] & 0xC0) != 0x80;
    return (size_t)(at - tree->text);
}

static enum status replace(struct inlining *inlining, const struct yaml_node *node, const char *value)
{
    size_t from = place_of(&inlining->tree, node), quote = node->plain ? 0 : 1, length = strlen(node->text);
    if (strncmp(inlining->tree.text + from + quote, node->text, length) != 0)
        return yaml_fault(&inlining->tree, node, inlining->message,
            "the name of a table is to stand on one line, as it is, so that a study can keep what the table says");
    struct replacement replacement = {from, from + length + 2 * quote, strdup(value)};
    if (replacement.text && array_push(&inlining->replacements, replacement)) return STATUS_OK;
    free(replacement.text);
    return message_status(inlining->message, STATUS_MEMORY);
}

/* Text that may hold anything, in quotes. To be freed, with what it is made of; NULL: no memory. */
static char *quoted(char *text)
{
    char *in_quotes = text ? malloc(2 * strlen(text) + 3) : NULL;
    if (in_quotes) text_quote(in_quotes, text);
    free(text);
    return in_quotes;
}

static enum status take(struct inlining *inlining, const struct parameter *parameter, const struct yaml_node *node)
{
    struct scenario *scratch = malloc(sizeof *scratch);
    char *value = NULL;
    enum status status = scratch ? STATUS_OK : message_status(inlining->message, STATUS_MEMORY);
    if (status == STATUS_OK) *scratch = scenario_default;
    if (status == STATUS_OK)
        status = table_take(scratch, parameter, node->text, inlining->tree.file, inlining->message);
    if (status == STATUS_INPUT) status = yaml_fault_at(&inlining->tree, node, inlining->message, status);
    if (status == STATUS_OK) value = parameter_text(scratch, parameter);
    bool rows = value && parameter->type == PARAMETER_TEXT && strchr(value, ',');
    if (status == STATUS_OK && (rows || parameter->type == PARAMETER_ARRIVALS)) value = quoted(value);
    if (status == STATUS_OK && !value) status = message_status(inlining->message, STATUS_MEMORY);
    if (status == STATUS_OK) status = replace(inlining, node, value);
    free(scratch);
    free(value);
    return status;
}

/* The parameter that a key names by its path, or within the section whose key `outer` is. */
static const struct parameter *named_by(const struct yaml_node *outer, const struct yaml_node *key)
{
    char path[2 * PARAMETER_PATH];
    const struct parameter *parameter = parameter_find(key->text);
    if (parameter || !outer) return parameter;
    snprintf(path, sizeof path, "%.60s.%.60s", outer->text, key->text);
    return parameter_find(path);
}

/* What stands at a node, the parameter being known where a key has named one. */
static enum status walk(struct inlining *inlining, const struct yaml_node *node, const struct yaml_node *outer,
    const struct parameter *parameter)
{
    enum status status = STATUS_OK;
    bool table = node->kind == NODE_TEXT && parameter && table_stands_for(parameter, node->text);
    if (table && !inlining->sought) return take(inlining, parameter, node);
    if (table) inlining->found |= table_is(node->text, inlining->tree.file, inlining->sought);
    for (const struct yaml_node *inner = node->child; inner && status == STATUS_OK; inner = inner->next)
        status = node->kind == NODE_MAPPING ? walk(inlining, inner->value, inner, named_by(outer, inner))
                                            : walk(inlining, inner, outer, parameter);
    return status;
}

static enum status write_anew(const struct inlining *inlining, char **text)
{
    char *anew;
    size_t length, from = 0;
    FILE *stream = open_memstream(&anew, &length);
    if (!stream) return message_status(inlining->message, STATUS_MEMORY);
    for (int64_t i = 0; i < inlining->replacements.count; i++) {
        const struct replacement *replacement = &inlining->replacements.items[i];
        fwrite(*text + from, 1, replacement->from - from, stream);
        fputs(replacement->text, stream);
        from = replacement->to;
    }
    fputs(*text + from, stream);
    bool failed = ferror(stream) != 0;
    if (fclose(stream) != 0 || failed) {
        free(anew);
        return message_status(inlining->message, STATUS_MEMORY);
    }
    free(*text);
    *text = anew;
    return STATUS_OK;
}

bool tables_use(const char *file, const char *text, const char *path)
{
    struct inlining inlining = {.sought = path};
    if (yaml_tree_read(&inlining.tree, file, "a file", "", text, strlen(text), NULL) == STATUS_OK)
        (void)!walk(&inlining, inlining.tree.root, NULL, NULL);
    yaml_tree_free(&inlining.tree);
    return inlining.found;
}

enum status tables_inline(const char *file, char **text, struct message *message)
{
    struct inlining inlining = {.message = message};
    enum status status = yaml_tree_read(&inlining.tree, file, "a file", "", *text, strlen(*text), message);
    if (status == STATUS_OK) status = walk(&inlining, inlining.tree.root, NULL, NULL);
    if (status == STATUS_OK && inlining.replacements.count > 0) status = write_anew(&inlining, text);
    for (int64_t i = 0; i < inlining.replacements.count; i++) free(inlining.replacements.items[i].text);
    array_free(&inlining.replacements);
    yaml_tree_free(&inlining.tree);
    return status;
}
