/* A scenario: every parameter with its value, and which mechanisms are there.
 *
 * parameters.def is the one table; a section of it is a struct of its own, so that a process can be handed just what
 * concerns it. The scenario knows no file format: io/ reads one from YAML, the browser sets values by name.
 */
#ifndef SCENARIO_SCENARIO_H
#define SCENARIO_SCENARIO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "random/random.h"
#include "scenario/choices.def"
#include "scenario/rules.def"

/* For lists of which some say more than others. */
#define FIRST_OF(first, ...) first

#define AS_ENUMERATOR(symbol, ...) symbol,
enum step_length { STEP_LENGTHS(AS_ENUMERATOR) };
enum network_kind { NETWORK_KINDS(AS_ENUMERATOR) };
enum network_keeper { NETWORK_KEEPERS(AS_ENUMERATOR) };
enum landscape_kind { LANDSCAPE_KINDS(AS_ENUMERATOR) };
enum landscape_wiring { LANDSCAPE_WIRINGS(AS_ENUMERATOR) };
enum recipe_making { RECIPE_MAKINGS(AS_ENUMERATOR) };
enum start_kind { START_KINDS(AS_ENUMERATOR) };
enum prior_kind { PRIOR_KINDS(AS_ENUMERATOR) };
enum start_place { START_PLACES(AS_ENUMERATOR) };
enum team_rule { TEAM_RULES(AS_ENUMERATOR) };
enum adoption_rule { ADOPTION_RULES(AS_ENUMERATOR) RULE_COUNT };
enum adoption_kernel_number { ADOPTION_KERNELS(AS_ENUMERATOR) KERNEL_COUNT };
enum tell_who { TELL_WHO(AS_ENUMERATOR) };
enum tell_what { TELL_WHAT(AS_ENUMERATOR) };
enum use_outcome { USE_OUTCOMES(AS_ENUMERATOR) };
enum adoption_order { ADOPTION_ORDERS(AS_ENUMERATOR) };
enum adoption_when { ADOPTION_WHEN(AS_ENUMERATOR) };
enum adoption_search { ADOPTION_SEARCH(AS_ENUMERATOR) };
enum search_keep { SEARCH_KEEP(AS_ENUMERATOR) };
enum search_moves { SEARCH_MOVES(AS_ENUMERATOR) };
enum experiment_search { EXPERIMENT_SEARCH(AS_ENUMERATOR) };
enum search_tries { SEARCH_TRIES(AS_ENUMERATOR) };
enum look_at { LOOK_AT(AS_ENUMERATOR) };
enum influence_trait { INFLUENCE_TRAITS(AS_ENUMERATOR) };
enum influence_order { INFLUENCE_ORDERS(AS_ENUMERATOR) };
enum look_heed { LOOK_HEED(AS_ENUMERATOR) };
enum choose_from { CHOOSE_FROM(AS_ENUMERATOR) };
enum choose_of { CHOOSE_OF(AS_ENUMERATOR) };
enum choose_by { CHOOSE_BY(AS_ENUMERATOR) };
enum accept_by { ACCEPT_BY(AS_ENUMERATOR) };
enum drop_to { DROP_TO(AS_ENUMERATOR) };
enum accept_if { ACCEPT_IF(AS_ENUMERATOR) };
enum ring_rule { RING_RULES(AS_ENUMERATOR) };
enum hub_measure { HUB_MEASURES(AS_ENUMERATOR) };
enum threshold_measure { THRESHOLD_MEASURES(AS_ENUMERATOR) };
enum threshold_kind { THRESHOLD_KINDS(AS_ENUMERATOR) };
#undef AS_ENUMERATOR

/* What a table may say of an opportunity (arrivals.h): the column, and what is in it. */
#define ARRIVAL_COLUMNS(X)                                                                                             \
    X(ARRIVAL_STEP, "step", "the step in which it arises; a step may have several rows")                               \
    X(ARRIVAL_SIZE, "size", "members with whom work on it starts at once")                                             \
    X(ARRIVAL_DOMAIN, "domain", "its domain, from 0")                                                                  \
    X(ARRIVAL_UNIT, "unit", "the unit where it lies: its name in the network's file, or its number from 0")            \
    X(ARRIVAL_DIFFICULTY, "difficulty", "the progress that it takes")                                                  \
    X(ARRIVAL_SKILLS, "skills", "the skills that it needs, numbers from 0 with blanks between")                        \
    X(ARRIVAL_MEMBERS, "members",                                                                                      \
        "who is on the team (team.rule assembly): ids of the network's file, or numbers from 0, with blanks between")

enum arrival_column {
#define AS_ENUMERATOR(name, ...) name,
    ARRIVAL_COLUMNS(AS_ENUMERATOR) ARRIVAL_COLUMN_COUNT
#undef AS_ENUMERATOR
};

enum { SCENARIO_TEXT = 512, NAMED_LENGTH = 64, NAMED_MOST = 200, CHANGES_MOST = 4096, ARRIVALS_TEXT = 98304 };

/* The most domains. The most bits of a practice, and the room for a matrix of them: rows with a character behind each.
 */
enum { DOMAINS_MOST = 64, BITS_MOST = 128, MATRIX_TEXT = BITS_MOST * (BITS_MOST + 1) + 1 };

/* The most ways of a choice, which then takes 8 bits. */
enum { CHOICE_OPTIONS_MOST = 256 };
/* The room for rows of a table, as text, and the most parts that an item is made of. */
enum { ROWS_TEXT = 32768, ITEM_PARTS_MOST = 4 };

/* Names with a number each, in the order given. */
struct named_numbers {
    int64_t count;
    struct {
        char name[NAMED_LENGTH];
        double value;
    } item[NAMED_MOST];
};

/* Where a name stands, or -1. */
int64_t named_place(const struct named_numbers *named, const char *name);

/* What changes in a run: in a step, from 1, a parameter (its place in parameter_table) takes a value, and keeps it. See
 * scenario/changes.h. */
struct interventions {
    int64_t count;
    struct {
        int32_t step, parameter;
        double value;
    } item[CHANGES_MOST];
};

/* Opportunities that are given, a row each, in the order of their steps. See scenario/arrivals.h. */
struct arrivals {
    int64_t count, columns;
    enum arrival_column column[ARRIVAL_COLUMN_COUNT]; /* [columns] */
    bool says[ARRIVAL_COLUMN_COUNT];                  /* by column: whether some row says something of it */
    int32_t last_step, length;
    char text[ARRIVALS_TEXT]; /* "step,size;1,4;3,": rows with semicolons between, of cells with commas between */
    char file[SCENARIO_TEXT]; /* the table that they are from, each row in a line of its own; "": none */
};

/* A number that interventions may change: what it is at the start, and the least and the most that it is in the whole
 * run (scenario_settle works them out). It is no number itself, so that none of the three passes for the one in force,
 * which is among the `struct rates`. */
struct rate {
    double start, least, most;
};

enum {
    SECTION_TOTAL = 0
#define SECTION(...) +1
#include "scenario/parameters.def"
    ,
    PARAMETER_TOTAL = 0
#define REAL(...) +1
#define RATE(...) +1
#define COUNT(...) +1
#define FLAG(...) +1
#define CHOICE(...) +1
#define TEXT(...) +1
#define BIT_MATRIX(...) +1
#define ROWS(...) +1
#define NAMED(...) +1
#define CHANGES(...) +1
#define ARRIVALS(...) +1
#include "scenario/parameters.def"
};

/* struct network_parameters, struct team_parameters, ...: `present` says whether the section is in force. */
#define SECTION(section, path, switched, doc)                                                                          \
    struct section##_parameters {                                                                                      \
        bool present;
#define END_SECTION(section)                                                                                           \
    }                                                                                                                  \
    ;
#define REAL(section, name, ...) double name;
#define RATE(section, name, ...) struct rate name;
#define COUNT(section, name, ...) int64_t name;
#define FLAG(section, name, ...) bool name;
#define CHOICE(section, name, tag, ...) enum tag name;
#define TEXT(section, name, ...) char name[SCENARIO_TEXT];
#define BIT_MATRIX(section, name, ...) char name[MATRIX_TEXT];
#define ROWS(section, name, ...) char name[ROWS_TEXT];
#define NAMED(section, name, ...) struct named_numbers name;
#define CHANGES(section, name, ...) struct interventions name;
#define ARRIVALS(section, name, ...) struct arrivals name;
#include "scenario/parameters.def"

/* What a run can have or not have, by features.def. */
enum feature {
#define FEATURE(name, condition) FEATURE_##name,
#include "scenario/features.def"
    FEATURE_COUNT
};

struct scenario {
    bool has[FEATURE_COUNT]; /* settled; scenario_has asks it */
#define SECTION(section, path, switched, doc) struct section##_parameters section;
#include "scenario/parameters.def"
    bool written[PARAMETER_TOTAL]; /* what somebody has set, in the order of the table; the rest is by default */
};

/* struct sense_rates, struct adoption_rates, ...: the values in force of what interventions may change. */
#define SECTION(section, path, switched, doc) __extension__ struct section##_rates { /* some have none */
#define END_SECTION(section)                                                                                           \
    }                                                                                                                  \
    ;
#define RATE(section, name, ...) double name;
#include "scenario/parameters.def"

struct rates {
#define SECTION(section, path, switched, doc) struct section##_rates section;
#include "scenario/parameters.def"
};

/* Whether files say who the people are: that of the network, or a table of people beside a network that is made. */
static inline bool people_are_given(const struct network_parameters *network)
{
    return network->kind == NETWORK_FILE || network->nodes[0] != '\0';
}

/* Whether practices are made of bits. */
static inline bool landscape_has_bits(const struct landscape_parameters *landscape)
{
    return landscape->present && (landscape->kind == LANDSCAPE_NK || landscape->kind == LANDSCAPE_MATCH ||
                                     landscape->kind == LANDSCAPE_TABLE);
}

/* Every default, and no mechanism: only the sections that are always there are present. */
extern const struct scenario scenario_default;

/* Whether the run has the feature. The scenario is settled. */
static inline bool scenario_has(const struct scenario *scenario, enum feature feature)
{
    return scenario->has[feature];
}

/* The unit of time that a step is: "week", ..., "1" where steps have no length. */
const char *scenario_step_unit(const struct scenario *scenario);

/* The three seeds in force. */
struct random_seeds scenario_seeds(const struct scenario *scenario);

/* Settles what follows from what: the stages of projects are present exactly when projects are; automatic choices are
 * made; what the rule of adoption sets is set where nobody wrote it; every rate knows the least and the most that
 * interventions make of it; and what the run has is worked out (features.def). Call after the last value is set and
 * before scenario_check. */
void scenario_settle(struct scenario *scenario);

/* How many contacts a tie must begin in a step so that, with those which the other end begins, its trust stays what it
 * is at the start: of the trust T a share d fades, and a contact makes up g of what is missing, 2 c g (1 - T) = d T. */
static inline double scenario_contacts_that_hold(const struct scenario *scenario)
{
    double decay = scenario->renew.present ? scenario->renew.trust_decay.start : 0, trust = scenario->people.trust;
    return decay * trust / (2 * scenario->contacts.trust_shift.start * (1 - trust));
}

#endif
