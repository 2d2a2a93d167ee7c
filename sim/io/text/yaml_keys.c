#include "io/text/yaml_keys.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "scenario/numbers.h"
#include "scenario/text.h"

/* ---- words ---- */

/* The word that `words` begins with, and what comes after it; false: there is none. */
static bool next_word(const char **words, char word[WORD_MOST + 1])
{
    *words += strspn(*words, ", ");
    size_t length = strcspn(*words, ",");
    snprintf(word, WORD_MOST + 1, "%.*s", (int)length, *words);
    *words += length;
    return length > 0;
}

int yaml_word(const char *words, const char *text)
{
    char word[WORD_MOST + 1];
    for (int i = 0; next_word(&words, word); i++)
        if (strcmp(word, text) == 0) return i;
    return -1;
}

enum status yaml_unknown_word(const struct yaml_tree *tree, const struct yaml_node *node, const char *what, int count,
    const char *(*name)(const void *context, int i), const void *context, struct message *message)
{
    const char *nearest = text_nearest(node->text, count, name, context);
    return yaml_fault(tree, node, message, "%s: there is no '%s' here%s", what, text_excerpt(node->text).text,
        text_suggestion(nearest).text);
}

/* ---- what a value must be ---- */

static void add(struct yaml_allowed *allowed, const char *format, ...)
{
    size_t length = strlen(allowed->text), size = sizeof allowed->text;
    va_list arguments;
    if (length > 0) length += (size_t)snprintf(allowed->text + length, size - length, ", or ");
    va_start(arguments, format);
    if (length < size) vsnprintf(allowed->text + length, size - length, format, arguments);
    va_end(arguments);
}

/* "a number", and from where to where as far as that is said. */
static void add_range(struct yaml_allowed *allowed, const char *number, double least, double most)
{
    char from[NUMBER_TEXT] = "", to[NUMBER_TEXT] = "";
    if (least > -INFINITY) number_print(least, from);
    if (most < INFINITY) number_print(most, to);
    if (*from && strcmp(from, to) == 0)
        add(allowed, "%s", from);
    else if (*to)
        add(allowed, "%s from %s to %s", number, from, to);
    else
        add(allowed, "%s%s%s", number, *from ? " of at least " : "", from);
}

struct yaml_allowed yaml_key_allowed(const struct yaml_key *key)
{
    struct yaml_allowed allowed = {""};
    if (key->forms & YAML_WHOLE) add_range(&allowed, "a whole number", key->least, key->most);
    if (key->forms & YAML_REAL) add_range(&allowed, "a number", key->least, key->most);
    if (key->forms & YAML_FLAG) add(&allowed, "true or false");
    const char *words = key->words + strspn(key->words, ", ");
    if (key->forms & YAML_WORD) add(&allowed, strchr(words, ',') ? "one of %s" : "%s", words);
    if (key->forms & YAML_LIST) add(&allowed, "a list, as %s", key->example);
    if (key->forms & YAML_MAPPING) add(&allowed, "a mapping, as %s", key->example);
    if (key->forms & YAML_TEXT) add(&allowed, "text");
    return allowed;
}

/* NULL: it is in the range. */
static const char *range_fault(const struct yaml_key *key, double value)
{
    if (value < key->least) return "too small";
    return value > key->most ? "too large" : NULL;
}

/* NULL, or what is wrong with a text that must be a number. */
static const char *number_fault(const struct yaml_key *key, const struct yaml_node *node)
{
    int64_t whole = 0;
    double value = 0;
    if (!node->plain) return yaml_text_style(node);
    enum number_fault fault =
        key->forms & YAML_WHOLE ? number_read_whole(node->text, &whole) : number_read(node->text, &value);
    if (fault != NUMBER_FINE) return number_complaint(fault, node->text);
    return range_fault(key, key->forms & YAML_WHOLE ? (double)whole : value);
}

/* NULL, or what is wrong with a text. */
static const char *text_fault(const struct yaml_key *key, const struct yaml_node *node)
{
    bool flag = strcmp(node->text, "true") == 0 || strcmp(node->text, "false") == 0;
    if (key->forms & YAML_TEXT && !*node->text) return NULL;
    if (key->forms & YAML_TEXT) return text_is_clean(node->text, true) ? NULL : "not clean text";
    if (key->forms & YAML_FLAG && node->plain && flag) return NULL;
    if (key->forms & YAML_WORD && yaml_word(key->words, node->text) >= 0) return NULL;
    if (key->forms & (YAML_WHOLE | YAML_REAL)) return number_fault(key, node);
    return key->forms & (YAML_FLAG | YAML_WORD) ? "no such word" : "text";
}

static enum status complain_of_text(const struct yaml_key *key, const struct yaml_tree *tree,
    const struct yaml_node *node, const char *fault, struct message *message)
{
    const char *words = key->words, *near = NULL;
    char word[WORD_MOST + 1], nearest[WORD_MOST + 1];
    int least = text_tolerance(node->text) + 1;
    while (key->forms & YAML_WORD && next_word(&words, word)) {
        int distance = text_distance(node->text, word);
        if (distance >= least) continue;
        least = distance;
        near = strcpy(nearest, word);
    }
    return yaml_fault(tree, node, message, "%s: '%s' is %s; it must be %s%s", key->name, text_excerpt(node->text).text,
        fault, yaml_key_allowed(key).text, text_suggestion(near).text);
}

static enum status check_value(
    const struct yaml_key *key, const struct yaml_tree *tree, const struct yaml_node *node, struct message *message)
{
    static const int structured[] = {[NODE_LIST] = YAML_LIST, [NODE_MAPPING] = YAML_MAPPING, [NODE_NOTHING] = 0};
    if (node->kind == NODE_TEXT && !(key->forms & ~(YAML_LIST | YAML_MAPPING | YAML_NEEDED | YAML_EMPTY)))
        return yaml_fault(
            tree, node, message, "%s: the value is text; it must be %s", key->name, yaml_key_allowed(key).text);
    const char *fault = node->kind == NODE_TEXT ? text_fault(key, node) : NULL;
    const bool empty = node->kind == NODE_TEXT ? key->forms & YAML_TEXT && !*node->text : !node->child;
    if (fault) return complain_of_text(key, tree, node, fault, message);
    if (node->kind == NODE_TEXT && (!empty || key->forms & YAML_EMPTY)) return STATUS_OK;
    if (node->kind == NODE_TEXT) return yaml_vain(tree, node, message, "%s: '' is empty; it must be text", key->name);
    if (key->forms & structured[node->kind] && empty && !(key->forms & YAML_EMPTY))
        return yaml_vain(tree, node, message, "%s: %s is empty, and has no effect; it must be %s, or the key left out",
            key->name, yaml_node_kind(node), yaml_key_allowed(key).text);
    if (key->forms & structured[node->kind]) return STATUS_OK;
    return yaml_fault(tree, node, message, "%s: the value is %s; it must be %s", key->name, yaml_node_kind(node),
        yaml_key_allowed(key).text);
}

/* ---- the whole mapping ---- */

static const char *name_of(const void *keys, int i)
{
    return ((const struct yaml_keys *)keys)->key[i].name;
}

/* The value is what it must be, and the key is beside the one that uses it, and not beside one that does not. */
static enum status check_known(const struct yaml_key *known, const struct yaml_tree *tree,
    const struct yaml_node *mapping, const struct yaml_node *key, struct message *message)
{
    enum status status = STATUS_OK;
    if (*known->beside && !yaml_tree_get(mapping, known->beside))
        status = yaml_vain(
            tree, key, message, "%s: has no effect without `%s`, which is missing", known->name, known->beside);
    else if (*known->not_beside && yaml_tree_get(mapping, known->not_beside))
        status = yaml_vain(tree, key, message, "%s: has no effect with `%s`", known->name, known->not_beside);
    return status == STATUS_OK ? check_value(known, tree, key->value, message) : status;
}

/* Nothing is near: which there are. */
static enum status unknown_key(
    const struct yaml_keys *keys, const struct yaml_tree *tree, const struct yaml_node *key, struct message *message)
{
    char names[MESSAGE_LENGTH / 2] = "";
    for (int i = 0, end = 0; i < keys->count && end < (int)sizeof names; i++)
        end += snprintf(names + end, sizeof names - (size_t)end, "%s%s", i > 0 ? ", " : "", keys->key[i].name);
    return yaml_fault(
        tree, key, message, "%s: there is no such key; there are %s", text_excerpt(key->text).text, names);
}

static enum status check_key(const struct yaml_keys *keys, const struct yaml_tree *tree,
    const struct yaml_node *mapping, const struct yaml_node *key, struct message *message)
{
    for (int i = 0; i < keys->count; i++)
        if (strcmp(keys->key[i].name, key->text) == 0) return check_known(&keys->key[i], tree, mapping, key, message);
    const char *nearest = text_nearest(key->text, keys->count, name_of, keys);
    if (!nearest) return unknown_key(keys, tree, key, message);
    return yaml_fault(
        tree, key, message, "%s: there is no such key%s", text_excerpt(key->text).text, text_suggestion(nearest).text);
}

enum status yaml_keys_check(const struct yaml_keys *keys, const struct yaml_tree *tree, const struct yaml_node *mapping,
    struct message *message)
{
    enum status status = STATUS_OK;
    if (mapping->kind != NODE_MAPPING)
        return yaml_fault(
            tree, mapping, message, "this is %s; %s is a mapping of keys", yaml_node_kind(mapping), keys->what);
    for (const struct yaml_node *key = mapping->child; status == STATUS_OK && key; key = key->next)
        status = check_key(keys, tree, mapping, key, message);
    for (int i = 0; status == STATUS_OK && i < keys->count; i++)
        if (keys->key[i].forms & YAML_NEEDED && !yaml_tree_get(mapping, keys->key[i].name))
            status =
                yaml_fault(tree, mapping, message, "%s: the key is missing; %s has one", keys->key[i].name, keys->what);
    return status;
}

/* ---- taking ---- */

const char *yaml_text(const struct yaml_node *mapping, const char *key, const char *standard)
{
    const struct yaml_node *node = yaml_tree_get(mapping, key);
    return node && node->kind == NODE_TEXT ? node->text : standard;
}

int64_t yaml_whole(const struct yaml_node *mapping, const char *key, int64_t standard)
{
    int64_t value = standard;
    const char *text = yaml_text(mapping, key, NULL);
    return text && number_read_whole(text, &value) == NUMBER_FINE ? value : standard;
}

double yaml_real(const struct yaml_node *mapping, const char *key, double standard)
{
    double value = standard;
    const char *text = yaml_text(mapping, key, NULL);
    return text && number_read(text, &value) == NUMBER_FINE ? value : standard;
}

bool yaml_flag(const struct yaml_node *mapping, const char *key)
{
    return strcmp(yaml_text(mapping, key, "false"), "true") == 0;
}

int64_t yaml_length(const struct yaml_node *list)
{
    int64_t length = 0;
    for (const struct yaml_node *item = list->child; item; item = item->next) length++;
    return length;
}

const struct yaml_node *yaml_item(const struct yaml_node *list, int64_t i)
{
    const struct yaml_node *item = list->child;
    for (; item && i > 0; i--) item = item->next;
    return item;
}
