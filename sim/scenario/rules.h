/* The rules of adoption as data (rules.def): what a rule sets, which kernel carries it out, what that needs and makes.
 */
#ifndef SCENARIO_RULES_H
#define SCENARIO_RULES_H

#include <stdbool.h>

#include "scenario/parameters.h"
#include "scenario/scenario.h"

enum adoption_told_how { TOLD_WEIGHED, TOLD_FOLLOWED, TOLD_SEEN };

enum kernel_trait {
    NEEDS_QUALITY = 1,
    NEEDS_BITS = 2,
    NEEDS_EXPOSURE = 4,
    NEEDS_THRESHOLDS = 8,
    NEEDS_FIRST = 16,
    MAKES_COPIES = 32,
    MAKES_MIXTURES = 64
};

struct adoption_kernel {
    enum adoption_told_how told;
    unsigned traits;  /* of enum kernel_trait */
    const char *keys; /* under `adoption`, with blanks between them */
};

struct adoption_rule_info {
    const char *word, *sentence, *source;
    enum adoption_kernel_number kernel;
    const char *settings; /* "choose.by most, copy.take 0.3" */
};

extern const struct adoption_kernel kernel_table[KERNEL_COUNT];
extern const struct adoption_rule_info rule_table[RULE_COUNT];

/* Of a scenario in which people adopt: the kernel of its rule. Without adoption there is none, and no trait. */
bool adopts_with(const struct scenario *scenario, enum adoption_kernel_number kernel);
bool adoption_has(const struct scenario *scenario, enum kernel_trait trait);
bool adoption_told(const struct scenario *scenario, enum adoption_told_how told);

/* Whether a parameter is one of adoption, and whether the rule in force goes by it. */
bool rule_concerns(const struct parameter *parameter);
bool rule_goes_by(enum adoption_rule rule, const struct parameter *parameter);

/* Gives the settings of the rule in force to what is not written, and its default to what other rules set. */
void rule_settle(struct scenario *scenario);

#endif
