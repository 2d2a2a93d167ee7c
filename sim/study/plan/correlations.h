/* Which parameters of a study go together: its `correlations`. */
#ifndef STUDY_CORRELATIONS_H
#define STUDY_CORRELATIONS_H

#include "base/array.h"
#include "base/status.h"
#include "io/text/yaml_tree.h"

struct study;

struct correlation {
    int axis[2];
    double rank; /* Spearman's, as it is asked for */
    const struct yaml_node *node;
};

struct correlations ARRAY_OF(struct correlation);

/* Reads them and pairs the design, which is laid out, by them; nothing where the study has none. STATUS_INPUT with the
 * place, STATUS_MEMORY. */
MUST_USE enum status correlations_read(struct study *study, const struct yaml_node *list, struct message *message);

#endif
