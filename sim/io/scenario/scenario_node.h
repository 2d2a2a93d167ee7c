/* A parameter from a node of a YAML tree, whether it stands in a scenario or in a study. */
#ifndef IO_SCENARIO_NODE_H
#define IO_SCENARIO_NODE_H

#include "io/text/yaml_tree.h"
#include "scenario/parameters.h"

/* Sets the parameter; STATUS_INPUT with the place where the value is none: FILE:LINE:COLUMN: KEY: reason. Of a
 * parameter with names some may have been set then. */
MUST_USE enum status scenario_set_node(struct scenario *scenario, const struct parameter *parameter,
    const struct yaml_tree *tree, const struct yaml_node *node, struct message *message);

/* What a key of a section's mapping names: a parameter, or a section inside. STATUS_INPUT with the place and the
 * nearest name: it names neither. */
struct scenario_key {
    const struct parameter *parameter; /* or else NULL, and */
    const struct section *section;
};
MUST_USE enum status scenario_find_key(struct scenario_key *found, const struct section *outer,
    const struct yaml_tree *tree, const struct yaml_node *key, struct message *message);

#endif
