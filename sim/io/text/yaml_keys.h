/* Tables of keys: what a mapping may hold, and what each key's value must be.
 *
 *     yaml_keys_check(&keys, &tree, mapping, &message)      every key is known, is what it must be, and none is missing
 *     yaml_real(mapping, "divide", 1)                       what was checked is there for the taking
 *
 * From the same tables comes the printed format. A value has one of the forms of its key; numbers lie within
 * [least, most]; a word is one of `words`.
 */
#ifndef IO_YAML_KEYS_H
#define IO_YAML_KEYS_H

#include "io/text/yaml_tree.h"

enum yaml_form {
    YAML_TEXT = 1,
    YAML_WHOLE = 2, /* a whole number */
    YAML_REAL = 4,  /* a number */
    YAML_FLAG = 8,  /* true or false */
    YAML_WORD = 16,
    YAML_LIST = 32,
    YAML_MAPPING = 64,
    YAML_NEEDED = 128, /* and the key may not be left out */
    YAML_EMPTY =
        256 /* and it may be a text, list or mapping with nothing in it; without this it would have no effect */
};

struct yaml_key {
    const char *name;
    int forms; /* of enum yaml_form, joined by | */
    double least, most;
    const char *words;   /* "linear, log", a comma before them counts for nothing; "" where it has no words */
    const char *example; /* of a value, as it is written */
    const char *sentence;
    const char *beside;     /* the key without which this one has no effect, and is refused; "" where there is none */
    const char *not_beside; /* the key beside which it has none, and is refused */
};

struct yaml_keys {
    const char *what; /* "a study", for messages */
    const struct yaml_key *key;
    int count;
};

/* STATUS_INPUT with the place, the key, the reason and the nearest name, or all names: the node is no mapping, or its
 * keys are not those of the table, or one has no effect. */
MUST_USE enum status yaml_keys_check(const struct yaml_keys *keys, const struct yaml_tree *tree,
    const struct yaml_node *mapping, struct message *message);

/* What a key's value must be, in words: "a whole number from 1 to 10, or final". */
enum { YAML_ALLOWED = 512 };
struct yaml_allowed {
    char text[YAML_ALLOWED];
};
struct yaml_allowed yaml_key_allowed(const struct yaml_key *key);

/* The value of a key that was checked; `standard` where it is not there, or has another of its forms. */
const char *yaml_text(const struct yaml_node *mapping, const char *key, const char *standard);
int64_t yaml_whole(const struct yaml_node *mapping, const char *key, int64_t standard);
double yaml_real(const struct yaml_node *mapping, const char *key, double standard);
bool yaml_flag(const struct yaml_node *mapping, const char *key);

/* The number of a text among words as above, from 0; -1: it is none. */
int yaml_word(const char *words, const char *text);

/* STATUS_INPUT: what is written at the node is none of the words, which are the names of `what`; the nearest is told.
 */
MUST_USE enum status yaml_unknown_word(const struct yaml_tree *tree, const struct yaml_node *node, const char *what,
    int count, const char *(*name)(const void *context, int i), const void *context, struct message *message);

/* Items of a list. */
int64_t yaml_length(const struct yaml_node *list);
const struct yaml_node *yaml_item(const struct yaml_node *list, int64_t i);

#endif
