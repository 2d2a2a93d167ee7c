/* The rules of adoption as data (rules.def): what a rule sets, and which kernel carries settings out.
 */
#ifndef SCENARIO_RULES_H
#define SCENARIO_RULES_H

#include <stdbool.h>

#include "scenario/parameters.h"
#include "scenario/scenario.h"

enum adoption_told_how { TOLD_WEIGHED, TOLD_FOLLOWED, TOLD_SEEN };

struct adoption_rule_info {
    const char *word, *sentence, *source;
    const char *settings; /* "choose.by most, copy.take 0.3" */
};

extern const struct adoption_rule_info rule_table[RULE_COUNT];

/* Of a settled scenario in which people adopt: what carries its settings out, and what people do who are told. */
enum adoption_kernel_number adoption_kernel(const struct scenario *scenario);
bool adopts_with(const struct scenario *scenario, enum adoption_kernel_number kernel);
bool adoption_told(const struct scenario *scenario, enum adoption_told_how told);

/* Whether people choose among what they see. */
bool adoption_sees(const struct scenario *scenario);

/* The path of a setting by which it makes a difference how good practices are, and of one for which they must be made
 * of bits; NULL: there is none. */
const char *adoption_needs_quality(const struct scenario *scenario);
const char *adoption_needs_bits(const struct scenario *scenario);

/* Whether a parameter is one that rules may set: of adoption, and not the rule itself. */
bool rule_concerns(const struct parameter *parameter);

/* Whether a parameter has the value that the rule in force gives it, so that the rule says it. */
bool rule_gives(const struct scenario *scenario, const struct parameter *parameter);

/* Gives the settings of the rule in force to what is not written, and its default to what other rules set. */
void rule_settle(struct scenario *scenario);

#endif
