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
#include "scenario/rules.def"

/* Words of UDUNITS, and one for steps that have no length. */
#define STEP_LENGTHS(X)                                                                                                \
    X(STEP_WEEK, "week", "seven days")                                                                                 \
    X(STEP_HOUR, "hour", "sixty minutes")                                                                              \
    X(STEP_DAY, "day", "24 hours")                                                                                     \
    X(STEP_MONTH, "month", "a twelfth of a year")                                                                      \
    X(STEP_YEAR, "year", "365.24 days")                                                                                \
    X(STEP_ALONE, "none", "a step of no given length")

#define NETWORK_KINDS(X)                                                                                               \
    X(NETWORK_COMPLETE, "complete", "everybody with everybody")                                                        \
    X(NETWORK_RING, "ring", "each with the nearest on a ring")                                                         \
    X(NETWORK_LINE, "line", "each with the next, open at both ends")                                                   \
    X(NETWORK_STAR, "star", "everybody with agent 0")                                                                  \
    X(NETWORK_TORUS, "torus", "a grid without an edge, eight neighbours each (Moore)")                                 \
    X(NETWORK_RANDOM, "random", "a fixed number of ties between random pairs: Erdos-Renyi G(n, m)")                    \
    X(NETWORK_SMALL_WORLD, "small_world", "a ring with some ties rewired (Watts and Strogatz 1998)")                   \
    X(NETWORK_PREFERENTIAL, "preferential", "newcomers prefer the well connected (Barabasi and Albert 1999)")          \
    X(NETWORK_UNITS, "units", "random ties, a given share of them inside units (stochastic block model)")              \
    X(NETWORK_CAVEMAN, "caveman", "cliques on a ring, one tie of each to the next (Watts 1999)")                       \
    X(NETWORK_GROUPS, "groups", "cliques apart, some ties rewired to other groups (Fang, Lee and Schilling 2010)")     \
    X(NETWORK_DEGREES, "degrees", "random ties among people of given numbers of ties (configuration model)")           \
    X(NETWORK_FILE, "file", "read from a file")

#define NETWORK_KEEPERS(X)                                                                                             \
    X(KEEPER_EITHER, "either", "one of the two, drawn for each tie")                                                   \
    X(KEEPER_FIRST, "first", "the one with the lower number: others may lose all their ties")

#define LANDSCAPE_KINDS(X)                                                                                             \
    X(LANDSCAPE_NK, "nk", "every bit's contribution depends on other bits (Kauffman 1993)")                            \
    X(LANDSCAPE_MATCH, "match", "agreement with a hidden target, by blocks")                                           \
    X(LANDSCAPE_LISTED, "listed", "named practices with given qualities")                                              \
    X(LANDSCAPE_RING, "ring", "places on a ring with a quality each, drawn or smoothed (Hong and Page 2004)")          \
    X(LANDSCAPE_RECIPES, "recipes", "named practices, some of which are made of others")

#define LANDSCAPE_WIRINGS(X)                                                                                           \
    X(WIRING_RANDOM, "random", "K others, drawn for each bit")                                                         \
    X(WIRING_ADJACENT, "adjacent", "the nearest K on a ring, as many before as behind, and an odd one behind")         \
    X(WIRING_MODULAR, "modular",                                                                                       \
        "the K others of its block: K + 1 bits next to each other, and nothing between blocks")                        \
    X(WIRING_MATRIX, "matrix", "those that landscape.matrix says")

#define START_KINDS(X)                                                                                                 \
    X(START_AUTOMATIC, "automatic", "none for named practices and without a landscape, else unit")                     \
    X(START_NONE, "none", "nobody uses any practice")                                                                  \
    X(START_UNIT, "unit", "each unit has a standard practice, drawn at random")                                        \
    X(START_SAME, "same", "everybody uses the same practice, drawn at random")                                         \
    X(START_RANDOM, "random", "everybody uses a practice of their own, drawn at random")                               \
    X(START_LAST, "last", "everybody uses the last of the listed practices")                                           \
    X(START_BELIEVED, "believed", "everybody uses the one believed to be the best (start.prior, start.certain)")       \
    X(START_IN_TURN, "in_turn",                                                                                        \
        "agent 0 uses the first practice that there is, agent 1 the next, and so on, round and round")

#define PRIOR_KINDS(X)                                                                                                 \
    X(PRIOR_NORMAL, "normal", "normal around the mean, cut to [0, 1]")                                                 \
    X(PRIOR_LOGISTIC, "logistic", "logistic around the mean, cut to [0, 1]")                                           \
    X(PRIOR_COUNTS, "counts",                                                                                          \
        "as by earlier successes and failures, the numbers of both uniform from 0 to twice their mean")

#define START_PLACES(X)                                                                                                \
    X(START_ANYWHERE, "random", "people drawn at random")                                                              \
    X(START_FIRST, "first", "the first agents of the network")                                                         \
    X(START_NEIGHBOURHOOD, "neighbourhood",                                                                            \
        "people drawn at random, with all their neighbours (torus, small_world: those before rewiring)")

#define TEAM_RULES(X)                                                                                                  \
    X(TEAM_CHOOSES, "invitation", "people found projects, are invited, and decide for themselves whether to join")     \
    X(TEAM_ASSEMBLY, "assembly", "newcomers and incumbents are put together by chance (Guimera and others 2005)")

#define TELL_WHO(X)                                                                                                    \
    X(TELL_MEMBERS, "members", "members of projects at work and of ended ones")                                        \
    X(TELL_ADOPTERS, "adopters", "they, and whoever uses a practice that was taken up, not in use from the start")     \
    X(TELL_USERS, "users", "they, and whoever uses a practice")

#define TELL_WHAT(X)                                                                                                   \
    X(TELL_ACCOUNT, "account", "what one believes of the practice in use, with all the evidence of one account")       \
    X(TELL_OUTCOME, "outcome", "the outcome that one saw in this step in using it, if one saw any")

#define USE_OUTCOMES(X)                                                                                                \
    X(USE_NORMAL, "normal", "a number: normal around the quality")                                                     \
    X(USE_YES_NO, "yes_no", "1 or 0: 1 with the quality as its probability")

#define ADOPTION_ORDERS(X)                                                                                             \
    X(TURNS_TOGETHER, "together", "everybody at once, from what was in use before")                                    \
    X(TURNS_SHUFFLED, "shuffled", "everybody once, one after another, in an order drawn for each step")                \
    X(TURNS_DRAWN, "drawn", "one after another, as many as there are people, each of a person drawn anew")

#define ADOPTION_WHEN(X)                                                                                               \
    X(WHEN_ALWAYS, "always", "nothing")                                                                                \
    X(WHEN_NEWS, "news", "that somebody newly tells: took up in the step before what one does not use")

#define ADOPTION_SEARCH(X)                                                                                             \
    X(ALONE_BESIDE, "beside", "in any case")                                                                           \
    X(ALONE_OTHERWISE, "otherwise", "where nothing was found to copy in the step")                                     \
    X(ALONE_INSTEAD, "instead", "where one had no turn in the step")

#define SEARCH_KEEP(X)                                                                                                 \
    X(KEEP_BETTER, "better", "what turned out better than what is in use is worth")                                    \
    X(KEEP_NO_WORSE, "no_worse", "what turned out at least as good")                                                   \
    X(KEEP_ANY, "any", "anything")

#define SEARCH_MOVES(X)                                                                                                \
    X(MOVES_ALL, "all", "all that there are: of each bit, or of each length up to landscape.max_step")                 \
    X(MOVES_EACH, "each", "so many as own_moves says, drawn for each person, in an order drawn")                       \
    X(MOVES_UNITS, "units", "those of the unit: they are shared out among the units in blocks")                        \
    X(MOVES_ORDERS, "orders", "so many as own_moves says: every choice and order of them, for one unit after another")

#define SEARCH_TRIES(X)                                                                                                \
    X(TRIES_ONE, "one", "one of one's moves, drawn at random")                                                         \
    X(TRIES_IN_TURN, "in_turn", "one's moves in their order, one a step, and after the last the first again")

#define EXPERIMENT_SEARCH(X)                                                                                           \
    X(SEARCH_ANY, "any", "by any move, whoever is in the project")                                                     \
    X(SEARCH_RELAY, "relay", "members in turn by their own moves, each as far as they lead (Hong and Page 2004)")

/* Those of whom what they are is known, without their telling. */
#define INFLUENCE_AT(X)                                                                                                \
    X(LOOK_AT_NEIGHBOURS, "neighbours", "those whom one hears")                                                        \
    X(LOOK_AT_UNIT, "unit", "the people of the own unit")                                                              \
    X(LOOK_AT_ANYONE, "anyone", "everybody")

#define LOOK_AT(X)                                                                                                     \
    INFLUENCE_AT(X)                                                                                                    \
    X(LOOK_AT_TELLERS, "tellers", "nobody: only those who tell in the step")

#define INFLUENCE_TRAITS(X)                                                                                            \
    X(INFLUENCE_OPINION, "opinion", "an opinion, at first drawn from [0, 1]")                                          \
    X(INFLUENCE_CONFIDENCE, "confidence", "confidence")                                                                \
    X(INFLUENCE_EXPECTATION, "expectation", "the quality hoped for")                                                   \
    X(INFLUENCE_BREADTH, "breadth", "how much of the whole one sees")

#define INFLUENCE_ORDERS(X)                                                                                            \
    X(INFLUENCE_TOGETHER, "together", "everybody at once, from the numbers as they stood")                             \
    X(INFLUENCE_DRAWN, "drawn", "one after another, as many as there are people, each of a person drawn anew")

#define LOOK_HEED(X)                                                                                                   \
    X(HEED_ALL, "all", "everybody who uses something")                                                                 \
    X(HEED_NO_WORSE, "no_worse", "those who do at least as well as oneself")                                           \
    X(HEED_BETTER, "better", "those who do better than oneself")

#define CHOOSE_FROM(X)                                                                                                 \
    X(CHOOSE_FROM_SEEN, "seen", "what those who are heeded use")                                                       \
    X(CHOOSE_FROM_MIND, "mind", "what one keeps in mind: what is told is weighed as evidence, and the best counts")

#define CHOOSE_OF(X)                                                                                                   \
    X(CHOOSE_PRACTICES, "practice", "a practice as a whole")                                                           \
    X(CHOOSE_BITS, "bits", "each bit by itself")

#define CHOOSE_BY(X)                                                                                                   \
    X(CHOOSE_ONE, "one", "what one of them uses, drawn at random")                                                     \
    X(CHOOSE_MOST, "most",                                                                                             \
        "how many use it: what most of them use, of equals one drawn (own: only what more use than the own one)")      \
    X(CHOOSE_BEST, "best", "how good it is: the best of them, of equals one drawn")                                    \
    X(CHOOSE_WEIGHTED, "weighted", "both: drawn with a weight by number and success (mind: by belief alone)")

#define ACCEPT_BY(X)                                                                                                   \
    X(ACCEPT_ALWAYS, "always", "1")                                                                                    \
    X(ACCEPT_EACH, "each",                                                                                             \
        "each who tells of another practice is followed or not, by itself; only those who are count")                  \
    X(ACCEPT_THRESHOLD, "threshold", "above where as many use it as the threshold says, else below")                   \
    X(ACCEPT_DOSE, "dose", "that of the list for as many as use it")

#define ACCEPT_IF(X)                                                                                                   \
    X(IF_DIFFERENT, "different", "it is another than the own one")                                                     \
    X(IF_NO_WORSE, "no_worse", "it is at least as good")                                                               \
    X(IF_BETTER, "better", "it is better")                                                                             \
    X(IF_GAIN, "gain", "it is better, and then with a probability that is the difference")

#define DROP_TO(X)                                                                                                     \
    X(DROP_TO_BEFORE, "before", "what was used before it, where there was something")                                  \
    X(DROP_TO_START, "start", "what one began with, which may be nothing, unless it came into use in the same step")   \
    X(DROP_TO_NOTHING, "nothing", "nothing, unless it came into use in the same step; also what one began with")

#define RING_RULES(X)                                                                                                  \
    X(RINGS_BY_ATTENDANCE, "attendance", "who comes often moves inward, and whoever is asked begins engaged")          \
    X(RINGS_BY_CONTRIBUTION, "contribution",                                                                           \
        "whoever is new begins at the rim; the core are those who contribute, and absence is measured by the ring")

#define HUB_MEASURES(X)                                                                                                \
    X(HUB_BY_QUALITY, "quality", "as it stands")                                                                       \
    X(HUB_BY_REACH, "reach", "as a share of the way from a practice drawn at random to the best that there is")

#define THRESHOLD_MEASURES(X)                                                                                          \
    X(THRESHOLD_SHARE, "share", "the share of those whom one hears who use a practice")                                \
    X(THRESHOLD_COUNT, "count", "their number")

#define THRESHOLD_KINDS(X)                                                                                             \
    X(THRESHOLDS_FIXED, "fixed", "everybody has the same")                                                             \
    X(THRESHOLDS_NORMAL, "normal", "drawn for each person from a normal distribution")                                 \
    X(THRESHOLDS_SEQUENCE, "sequence", "agent i has i (count), or i / agents (share): 0, 1, 2, ... (Granovetter 1978)")

/* For lists of which some say more than others. */
#define FIRST_OF(first, ...) first

#define AS_ENUMERATOR(symbol, ...) symbol,
enum step_length { STEP_LENGTHS(AS_ENUMERATOR) };
enum network_kind { NETWORK_KINDS(AS_ENUMERATOR) };
enum network_keeper { NETWORK_KEEPERS(AS_ENUMERATOR) };
enum landscape_kind { LANDSCAPE_KINDS(AS_ENUMERATOR) };
enum landscape_wiring { LANDSCAPE_WIRINGS(AS_ENUMERATOR) };
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

enum { SCENARIO_TEXT = 512, NAMED_LENGTH = 64, NAMED_MOST = 64, CHANGES_MOST = 4096, ARRIVALS_TEXT = 98304 };

/* The most domains. The most bits of a practice, and the room for a matrix of them: rows with a character behind each.
 */
enum { DOMAINS_MOST = 64, BITS_MOST = 128, MATRIX_TEXT = BITS_MOST * (BITS_MOST + 1) + 1 };

/* The most ways of a choice, which then takes 8 bits. */
enum { CHOICE_OPTIONS_MOST = 256 };
/* The room for items that are made of items, as text, and the most parts that one is made of. */
enum { ITEMS_TEXT = 32768, ITEM_PARTS_MOST = 4 };

/* Names with a number each, in the order given. */
struct named_numbers {
    int64_t count;
    struct {
        char name[NAMED_LENGTH];
        double value;
    } item[NAMED_MOST];
};

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
#define RECIPES(...) +1
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
#define RECIPES(section, name, ...) char name[ITEMS_TEXT];
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
    return landscape->present && (landscape->kind == LANDSCAPE_NK || landscape->kind == LANDSCAPE_MATCH);
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
