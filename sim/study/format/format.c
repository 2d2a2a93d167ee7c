#include "study/format/format.h"

#include <math.h>
#include <string.h>

#include "study/format/design.h"
#include "study/format/outcome.h"

/* 2^53: a seed is the same number wherever it is read. */
#define STUDY_SEED_MOST 9007199254740992.0

#define TEXT_OF(number) #number
#define IN_WORDS(number) TEXT_OF(number)

/* ", grid, zip, ..." */
static const char design_words[] =
#define DESIGN(symbol, name, ...) ", " name
#include "study/format/study.def"
    ;
#define STUDY_DESIGNS design_words

static const char distribution_words[] =
#define DISTRIBUTION(symbol, name, ...) ", " name
#include "study/format/study.def"
    ;
#define STUDY_DISTRIBUTIONS distribution_words

/* What the key of a kind of outcome takes. */
#define FORMS_OF_ARGUMENT_STEP YAML_WHOLE | YAML_WORD, 0, INFINITY, "final"
#define FORMS_OF_ARGUMENT_WINDOW YAML_LIST | YAML_WORD, 0, 0, "true"
#define FORMS_OF_ARGUMENT_SPAN YAML_LIST, 0, 0, ""
#define FORMS_OF_ARGUMENT_LEVEL YAML_REAL, -INFINITY, INFINITY, ""
#define FORMS_OF_ARGUMENT_LIMIT FORMS_OF_ARGUMENT_LEVEL
#define FORMS_OF_ARGUMENT_PART YAML_REAL, 0, 1, ""
#define FORMS_OF_ARGUMENT_PLACE YAML_WHOLE, 1, INFINITY, ""

/* Every table ends with a row of nothing, as some have no row else. */
#define STUDY_MAPPING(mapping, ...) static const struct yaml_key mapping##_keys[] = {
#define STUDY_KEY(...) {__VA_ARGS__, "", ""},
#define STUDY_KEY_BESIDE(other, ...) {__VA_ARGS__, other, ""},
#define STUDY_KEY_NOT_BESIDE(other, ...) {__VA_ARGS__, "", other},
#define OUTCOME(symbol, word, suffix, argument, rows, take, example, sentence, phrase)                                 \
    {word, FORMS_OF_##argument, "[104, 208]", sentence, "", ""},
#define STUDY_END(mapping, ...)                                                                                        \
    {                                                                                                                  \
        0                                                                                                              \
    }                                                                                                                  \
    }                                                                                                                  \
    ;
#include "study/format/study.def"

#define STUDY_MAPPING(mapping, ...) static const struct study_row mapping##_rows[] = {
#define STUDY_ROW(...) {__VA_ARGS__},
#define OUTCOME(symbol, word, suffix, argument, rows, take, example, sentence, phrase) {example, sentence},
#define STUDY_END(mapping, ...)                                                                                        \
    {                                                                                                                  \
        0                                                                                                              \
    }                                                                                                                  \
    }                                                                                                                  \
    ;
#include "study/format/study.def"

#define LENGTH(array) (int)(sizeof(array) / sizeof *(array)) - 1

const struct study_mapping_info study_mapping_table[STUDY_MAPPINGS] = {
#define STUDY_MAPPING(mapping, heading_text, what_text, prose_text)                                                    \
    {                                                                                                                  \
        .heading = heading_text, .prose = prose_text, .keys = {what_text, mapping##_keys, LENGTH(mapping##_keys)},     \
        .rows = mapping##_rows, .row_count = LENGTH(mapping##_rows),
#define STUDY_END(mapping, after_text)                                                                                 \
    .after = after_text                                                                                                \
    }                                                                                                                  \
    ,
#include "study/format/study.def"
};

enum status study_mapping_check(
    enum study_mapping mapping, const struct yaml_tree *tree, const struct yaml_node *node, struct message *message)
{
    return yaml_keys_check(&study_mapping_table[mapping].keys, tree, node, message);
}

static bool has_key(const struct yaml_keys *keys, const char *name)
{
    for (int i = 0; i < keys->count; i++)
        if (strcmp(keys->key[i].name, name) == 0) return true;
    return false;
}

enum tree_kind study_tree_kind(const struct yaml_tree *tree)
{
    int of_scenario = 0, of_study = 0;
    for (const struct yaml_node *key = tree->root->child; key; key = key->next) {
        bool scenario = parameter_find(key->text) || section_find(key->text);
        bool study = has_key(&study_mapping_table[MAPPING_STUDY].keys, key->text);
        of_scenario += scenario && !study;
        of_study += study && !scenario;
    }
    if ((of_scenario > 0) == (of_study > 0)) return TREE_OF_NEITHER;
    return of_scenario > 0 ? TREE_OF_SCENARIO : TREE_OF_STUDY;
}

bool study_text_is_study(const char *text)
{
    struct yaml_tree tree = {0};
    bool read = yaml_tree_read(&tree, "", "", "", text, strlen(text), NULL) == STATUS_OK;
    bool study = read && study_tree_kind(&tree) == TREE_OF_STUDY;
    yaml_tree_free(&tree);
    return study;
}

const char *study_words(enum study_mapping mapping, const char *key)
{
    const struct yaml_keys *keys = &study_mapping_table[mapping].keys;
    for (int i = 0; i < keys->count; i++)
        if (strcmp(keys->key[i].name, key) == 0) return keys->key[i].words;
    return "";
}
