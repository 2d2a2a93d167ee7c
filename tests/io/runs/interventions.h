/* Interventions on everything that they may change, from nothing to something and back: the finished result is whole,
 * its run comes out the same again, and a run that was stopped after the change goes on to the same result. The test
 * changes what decides whether there is something at all, in one scenario each; the heavy one everything, and how
 * people adopt under every rule. A rate that has effect in no scenario here fails both. */
#ifndef INTERVENTIONS_H
#define INTERVENTIONS_H

#include "io/lineage/result_verify.h"
#include "io/result_support.h"
#include "scenario/check/only.h"
#include "scenario/check/scenario_check.h"
#include "scenario/numbers.h"
#include "scenario/parameters.h"
#include "scenario/rules.h"

#include "io/result/content.h"

#define EVERYWHERE                                                                                                     \
    "selforg: 2\n"                                                                                                     \
    "steps: 6\n"                                                                                                       \
    "network: {kind: units, agents: 60, units: 3, mean_degree: 6}\n"                                                   \
    "landscape: {kind: nk, domains: 2, bits: 6, interactions: 1, context_weight: 0.2}\n"                               \
    "opportunities: {arrival_rate: 100}\n"                                                                             \
    "projects: {max_duration: 3}\n"                                                                                    \
    "long_projects: {}\n"                                                                                              \
    "create: {}\n"                                                                                                     \
    "debrief: {}\n"                                                                                                    \
    "closeness: {}\n"                                                                                                  \
    "tell: {}\n"                                                                                                       \
    "individual_search: {}\n"                                                                                          \
    "relax: {}\n"                                                                                                      \
    "influence: {}\n"                                                                                                  \
    "renew: {min_trust: 0}\n"                                                                                          \
    "resources: {}\n"                                                                                                  \
    "weavers: {}\n"                                                                                                    \
    "standards: {}\n"                                                                                                  \
    "rollout: {first_step: 2, alignment_steps: 1}\n"                                                                   \
    "recognition: {successes_needed: 1}\n"                                                                             \
    "reorganisation: {first_step: 4}\n"                                                                                \
    "observe: {tellings: true, snapshots: {every: 3, ties: true}, structure: {every: 3}}\n"

/* The projects whose members choose, and all that there is only with them. */
#define CHOOSING                                                                                                       \
    "team: {min: 2, max: 4}\n"                                                                                         \
    "stances: {}\n"                                                                                                    \
    "diagnosis: {}\n"                                                                                                  \
    "protection: {}\n"                                                                                                 \
    "training: {every: 2}\n"                                                                                           \
    "units: {}\n"                                                                                                      \
    "leaders: {}\n"                                                                                                    \
    "clients: {}\n"

/* What is told is weighed, and all that there is only with that. */
#define WEIGHING                                                                                                       \
    "adoption: {rule: evidence}\n"                                                                                     \
    "use: {}\n"                                                                                                        \
    "loss: {}\n"

/* People who copy each other, and nothing else. */
#define BARE                                                                                                           \
    "selforg: 2\n"                                                                                                     \
    "steps: 6\n"                                                                                                       \
    "network: {kind: random, agents: 60, mean_degree: 6}\n"                                                            \
    "landscape: {kind: nk, bits: 6, interactions: 1}\n"                                                                \
    "start: {practice: random}\n"

/* People who put together what they have in mind. */
#define COMBINING                                                                                                      \
    "selforg: 2\n"                                                                                                     \
    "steps: 6\n"                                                                                                       \
    "network: {kind: random, agents: 60, mean_degree: 6}\n"                                                            \
    "landscape: {kind: recipes, items: 'a,0.1; b,0.2; c,0.1; d,0.3,a b; e,0.5,d c'}\n"                                 \
    "individual_search: {}\n"

/* What one scenario cannot have at once; and every rule by itself. */
static const char *const scenarios[] = {
    EVERYWHERE CHOOSING WEIGHING "communities: {meeting_interval: 1}\n",
    EVERYWHERE CHOOSING WEIGHING "communities: {meeting_interval: 1}\ncontacts: {begun_per_tie: 0.1}\n",
    EVERYWHERE CHOOSING "adoption: {rule: contact}\n",
    EVERYWHERE CHOOSING "adoption: {rule: threshold, accept: {threshold_kind: normal}}\n",
    EVERYWHERE CHOOSING "adoption: {rule: threshold, accept: {threshold_kind: sequence}}\n",
    EVERYWHERE CHOOSING "adoption: {rule: best_member}\norganisational_code: {}\n",
    EVERYWHERE CHOOSING "adoption: {rule: superior_majority}\n",
    EVERYWHERE WEIGHING "team: {rule: assembly, max: 4}\n",
    COMBINING,
};

enum { PUT_TOGETHER = sizeof scenarios / sizeof *scenarios, SCENARIOS = PUT_TOGETHER + RULE_COUNT, CHANGES_IN = 3 };

static inline struct scenario scenario_number(int which)
{
    char text[1536];
    if (which < PUT_TOGETHER) return scenario_of(scenarios[which]);
    snprintf(text, sizeof text, BARE "adoption: {rule: %s}\n", rule_table[which - PUT_TOGETHER].word);
    return scenario_of(text);
}

static sig_atomic_t enough;
static int32_t stops_after;
static bool tried[PARAMETER_TOTAL]; /* where it has effect, and both ways */
static int checked;                 /* pairs of a section and a scenario */

static inline void stop(void *context, int32_t step, int32_t steps, const struct observation *row)
{
    (void)context, (void)steps, (void)row;
    enough = step == stops_after;
}

static inline enum status run(
    const char *path, const struct scenario *scenario, int32_t stop_after, struct message *message)
{
    struct run_outcome outcome;
    struct run_request request = {
        .result = {.path = path, .overwrite = true, .scenario = scenario, .threads = 1, .commit_seconds = -1},
        .verify_each_step = true,
        .progress = stop,
        .stop = &enough};
    stops_after = stop_after;
    enough = 0;
    return run_scenario(&request, &outcome, message);
}

/* Whatever happens is foreseen: it has a table, if the scenario asks for such tables at all. */
static inline void assert_foreseen(const struct scenario *scenario)
{
    struct world *world;
    struct message message;
    assert_int_equal(model_create(&world, scenario, NULL, NULL, &message), STATUS_OK);
    for (int64_t step = 0; step < scenario->run.steps; step++) {
        events_clear(model_events(world));
        assert_int_equal(model_step(world), STATUS_OK);
    }
    for (int t = 0; t < EVENT_TABLE_COUNT; t++) {
        const struct event_table_info *table = &event_tables[t];
        bool unforeseen = scenario_has(scenario, table->watched) && !scenario_has(scenario, table->needs);
        if (unforeseen && events_total(model_events(world), (enum event_table)t) > 0)
            fail_msg("there are events of the table '%s', which is not written", table->name);
    }
    model_free(world);
}

static const struct run_request rest_of_it = {.result = {.threads = 1, .commit_seconds = -1}};

/* The run from its beginning to its end. `message` says whatever went wrong. */
static inline bool whole_is_well(const char *path, const struct scenario *scenario, struct message *message)
{
    struct verification verification;
    struct run_outcome outcome;
    return run(path, scenario, -1, message) == STATUS_OK && result_verify(path, &verification, message) == STATUS_OK &&
           run_again(path, &rest_of_it, &outcome, message) == STATUS_OK;
}

/* The same run, stopped and resumed, gives the same. */
static inline bool rest_is_well(
    const char *path, const char *whole, const struct scenario *scenario, struct message *message)
{
    struct run_outcome outcome;
    unlink(path);
    if (run(path, scenario, CHANGES_IN + 1, message) != STATUS_STOPPED) return false;
    if (run_resume(path, &rest_of_it, &outcome, NULL, message) != STATUS_OK) return false;
    struct digest one = content_of(whole), other = content_of(path);
    (void)message_set(message, STATUS_DAMAGED, "stopped and resumed, it came out differently");
    return memcmp(&one, &other, sizeof one) == 0;
}

/* Sets a rate at the start, and has it changed, up or down: between its least and so large a share of the way to its
 * most (or to 2), as nothing may happen at the most itself. */
static inline void intervene(struct scenario *scenario, const struct parameter *rate, bool down, double share)
{
    double least = rate->real_min > 0 ? rate->real_min : 0, most = rate->real_max < 2 ? rate->real_max : 2;
    double large = least + share * (most - least);
    char step[NAMED_LENGTH + 16], before[NUMBER_TEXT], after[NUMBER_TEXT];
    snprintf(step, sizeof step, "%d %s", CHANGES_IN, parameter_path(rate).text);
    number_print(down ? large : least, before);
    number_print(down ? least : large, after);
    assert_int_equal(parameter_set(scenario, rate, before, NULL), STATUS_OK);
    assert_int_equal(parameter_add_named(scenario, parameter_find("interventions"), step, after, NULL), STATUS_OK);
}

/* Rates [first, last) of the table, all of one section, changed at once: where they are to be changed. */
struct change {
    int which, first, last;
    double share;
};

/* The scenario with them, settled; whether it can be. */
static inline bool changed(const struct change *change, bool down, struct scenario *scenario)
{
    const char *culprit;
    *scenario = scenario_number(change->which);
    if (!section_present(scenario, parameter_table[change->first].section)) return false;
    for (int i = change->first; i < change->last; i++)
        if (parameter_table[i].is_rate) intervene(scenario, &parameter_table[i], down, change->share);
    scenario_settle(scenario);
    return scenario_check(scenario, &culprit, NULL) == STATUS_OK;
}

/* Whether it can be; all must be well then. */
static inline bool holds(void **state, const struct change *change, bool down)
{
    const struct path whole = in_folder(state, "whole.h5"), rest = in_folder(state, "rest.h5");
    struct message message = {""};
    struct scenario scenario;
    if (!changed(change, down, &scenario)) return false;
    assert_foreseen(&scenario);
    bool well = whole_is_well(whole.text, &scenario, &message);
    if (well && down) well = rest_is_well(rest.text, whole.text, &scenario, &message);
    if (!well)
        fail_msg("scenario %d, %s and others, %s, %g: %s", change->which,
            parameter_path(&parameter_table[change->first]).text, down ? "down" : "up", change->share, message.text);
    return true;
}

static inline void note_tried(const struct change *change)
{
    struct scenario scenario;
    (void)changed(change, false, &scenario);
    for (int i = change->first; i < change->last; i++)
        tried[i] = tried[i] || parameter_has_effect(&scenario, &parameter_table[i], NULL);
}

static inline bool changed_both_ways(void **state, int which, int first, int last)
{
    static const double shares[] = {0.5, 0.1};
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
        const struct change change = {which, first, last, shares[i]};
        bool up = holds(state, &change, false);
        if (!holds(state, &change, true) || !up) continue;
        note_tried(&change);
        return true;
    }
    return false;
}

/* The rates of a section at their least or at their most: what the run then has. */
static inline struct scenario at_one_end(int which, int first, int last, bool most)
{
    struct scenario scenario = scenario_number(which);
    for (int i = first; i < last; i++) {
        const struct parameter *rate = &parameter_table[i];
        char value[NUMBER_TEXT];
        if (!rate->is_rate || !section_present(&scenario, rate->section)) continue;
        number_print(most ? rate->real_max < 2 ? rate->real_max : 2 : rate->real_min > 0 ? rate->real_min : 0, value);
        assert_int_equal(parameter_set(&scenario, rate, value, NULL), STATUS_OK);
    }
    scenario_settle(&scenario);
    return scenario;
}

static inline bool decide_what_there_is(int which, int first, int last)
{
    const struct scenario least = at_one_end(which, first, last, false), most = at_one_end(which, first, last, true);
    return memcmp(least.has, most.has, sizeof least.has) != 0;
}

/* Whether a rate that has not been tried has effect there, with the others of its section at their most. */
static inline bool is_untried(const struct scenario *most, int i)
{
    return parameter_table[i].is_rate && !tried[i] && parameter_has_effect(most, &parameter_table[i], NULL);
}

static inline bool has_untried(int which, int first, int last)
{
    const struct scenario most = at_one_end(which, first, last, true);
    for (int i = first; i < last; i++)
        if (is_untried(&most, i)) return true;
    return false;
}

/* Rates that cannot be changed together with the others of their section are changed alone. */
static inline void try_alone(void **state, int i)
{
    for (int which = 0; which < SCENARIOS && !tried[i]; which++) (void)changed_both_ways(state, which, i, i + 1);
    if (!tried[i])
        fail_msg("%s cannot be changed both ways in any scenario here", parameter_path(&parameter_table[i]).text);
}

static inline void try_what_decides(void **state, int first, int last)
{
    bool done = false;
    for (int which = 0; which < SCENARIOS && !done; which++) {
        done = decide_what_there_is(which, first, last) && changed_both_ways(state, which, first, last);
        checked += done;
    }
}

/* Those of how people adopt are changed under every rule, others where they have effect. */
static inline void try_all(void **state, int first, int last)
{
    bool everywhere = strncmp(parameter_table[first].section->path, "adoption", strlen("adoption")) == 0;
    for (int which = 0; which < SCENARIOS; which++)
        if (everywhere || has_untried(which, first, last)) checked += changed_both_ways(state, which, first, last);
    for (int i = first; i < last; i++)
        if (parameter_table[i].is_rate && !tried[i]) try_alone(state, i);
}

/* What is done with each section that has rates: [first, last) of the table. */
typedef void section_verb(void **state, int first, int last);

static inline void in_each_section(void **state, section_verb *verb)
{
    for (int first = 0, last = 0; first < PARAMETER_TOTAL; first = last) {
        bool any = false;
        for (last = first; last < PARAMETER_TOTAL; last++) {
            if (parameter_table[last].section != parameter_table[first].section) break;
            any = any || parameter_table[last].is_rate;
        }
        if (any) verb(state, first, last);
    }
}

static inline void on_rates_both_ways(void **state, section_verb *verb)
{
    checked = 0;
    in_each_section(state, verb);
    print_message("sections were changed in %d scenarios\n", checked);
    assert_true(checked > 0);
}

static inline void see_effects(void **state, int first, int last)
{
    bool seen[PARAMETER_TOTAL] = {false};
    (void)state;
    for (int which = 0; which < SCENARIOS; which++) {
        const struct scenario most = at_one_end(which, first, last, true);
        for (int i = first; i < last; i++) seen[i] = seen[i] || is_untried(&most, i);
    }
    for (int i = first; i < last; i++)
        if (parameter_table[i].is_rate && !seen[i])
            fail_msg("%s has effect in no scenario of tests/io/runs/interventions.h",
                parameter_path(&parameter_table[i]).text);
}

/* What has effect in none of the scenarios would never be tried. */
static inline void every_rate_has_effect_somewhere(void **state)
{
    in_each_section(state, see_effects);
}

#endif
