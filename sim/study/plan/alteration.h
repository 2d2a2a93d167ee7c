/* Alterations of a scenario, as a study writes them: what is set for all of its runs, and what a condition is.
 *
 *     {projects.load: 0.2, adoption.rule: contact}    a parameter takes a value
 *     {projects: absent}                               a section is taken out, as if never written
 *     {debrief: {}, tell: {probability: 0.2}}                a section is put in
 */
#ifndef STUDY_ALTERATION_H
#define STUDY_ALTERATION_H

#include "base/array.h"
#include "io/text/yaml_tree.h"
#include "scenario/parameters.h"

struct alteration {
    const struct section *section;     /* where it is a section that is put in or taken out */
    bool absent;                       /* it is taken out */
    const struct parameter *parameter; /* else the parameter that takes */
    char *text;                        /* this value; owned */
    const struct yaml_node *node;      /* where it is written */
};

struct alterations ARRAY_OF(struct alteration);

/* Reads a mapping of alterations; each value is tried, and no parameter set twice. STATUS_INPUT, STATUS_MEMORY with a
 * message. Free it also then. */
MUST_USE enum status alterations_read(struct alterations *alterations, const struct yaml_tree *tree,
    const struct yaml_node *mapping, struct message *message);

/* STATUS_INPUT with the place where one of them sets a parameter of a section that is not in force then, and so would
 * put it in without a word. `before` is what they alter. */
MUST_USE enum status alterations_check(const struct alterations *alterations, const struct scenario *before,
    const struct yaml_tree *tree, struct message *message);

/* The same for a parameter alone; the message has no place. */
MUST_USE enum status alteration_in_force(
    const struct scenario *scenario, const struct parameter *parameter, struct message *message);

void alterations_free(struct alterations *alterations);

/* Carries them out in their order: a later one wins. They were tried, so they cannot fail. */
void alterations_apply(const struct alterations *alterations, struct scenario *scenario);

/* Where they set the parameter; NULL: they do not. */
const struct yaml_node *alterations_node(const struct alterations *alterations, const struct parameter *parameter);

/* Whether nothing is left of an alteration that was carried out before them: they set the same, or take it out. */
bool alterations_undo(const struct alterations *alterations, const struct alteration *one);

/* A node as the text that parameter_set takes, tried and printed anew; to be freed. STATUS_INPUT, with the node's
 * place. */
MUST_USE enum status alteration_text(const struct yaml_tree *tree, const struct yaml_node *node,
    const struct parameter *parameter, char **text, struct message *message);

/* The parameter of that dotted path that a study may change; STATUS_INPUT with the key's place: there is none. */
MUST_USE enum status alteration_parameter(const struct yaml_tree *tree, const struct yaml_node *key,
    const struct parameter **parameter, struct message *message);

#endif
