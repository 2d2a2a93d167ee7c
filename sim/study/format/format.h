/* The format of studies as data: the tables of study.def. */
#ifndef STUDY_FORMAT_H
#define STUDY_FORMAT_H

#include "io/text/yaml_keys.h"

enum { STUDY_REPLICATES_MOST = 10000000 };

/* What is so where a key does not say: for the sentences of study.def, and for whoever reads the key. */
#define STANDARD_DESIGN "grid"
#define STANDARD_DESIGN_SEED 1
#define STANDARD_SCALE "linear"
#define STANDARD_DISTRIBUTION "uniform"
#define STANDARD_BY 3         /* standard errors by which an order differs, */
#define STANDARD_BY_EXTREME 5 /* and a peak or valley */

enum study_mapping {
#define STUDY_MAPPING(mapping, ...) MAPPING_##mapping,
#include "study/format/study.def"
    STUDY_MAPPINGS
};

/* An example, and what it means. */
struct study_row {
    const char *written, *sentence;
};

struct study_mapping_info {
    const char *heading;       /* "" where what it belongs to has one */
    const char *prose, *after; /* Markdown, before and after the tables; "" where there is none */
    struct yaml_keys keys;
    const struct study_row *rows;
    int row_count;
};

extern const struct study_mapping_info study_mapping_table[STUDY_MAPPINGS];

/* What a file is, by the keys that only one of the two can have at its top; neither where there are keys of both. */
enum tree_kind { TREE_OF_NEITHER, TREE_OF_SCENARIO, TREE_OF_STUDY };
enum tree_kind study_tree_kind(const struct yaml_tree *tree);

/* Whether a file's text is a study by these keys; what cannot be read is none. */
bool study_text_is_study(const char *text);

/* Whether the node is such a mapping; errors as yaml_keys_check. */
MUST_USE enum status study_mapping_check(
    enum study_mapping mapping, const struct yaml_tree *tree, const struct yaml_node *node, struct message *message);

/* The words that a key's value may be. */
const char *study_words(enum study_mapping mapping, const char *key);

#endif
