/* A run that goes on from the beginning of another is the run itself: whatever an intervention changes later, and to
 * what value, where both have the same features. Tries every rate where it has effect, and how people adopt under every
 * rule.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "io/runs/interventions.h"

/* Of a rate, between its least and its most. */
enum { VALUES = 6 };
static const double shares[VALUES] = {0, 0.01, 0.03, 0.1, 0.5, 1};

/* The scenario in which the rate is changed so far, settled; whether it can be. */
static bool changed_to(int which, const struct parameter *rate, double share, struct scenario *scenario)
{
    double least = rate->real_min > 0 ? rate->real_min : 0, most = rate->real_max < 2 ? rate->real_max : 2;
    char step[NAMED_LENGTH + 16], value[NUMBER_TEXT];
    const char *culprit;
    *scenario = scenario_number(which);
    snprintf(step, sizeof step, "%d %s", CHANGES_IN, parameter_path(rate).text);
    number_print(least + share * (most - least), value);
    assert_int_equal(parameter_add_named(scenario, parameter_find("interventions"), step, value, NULL), STATUS_OK);
    scenario_settle(scenario);
    return scenario_check(scenario, &culprit, NULL) == STATUS_OK;
}

static void assert_goes_on(const struct scenario *begun, const struct scenario *scenario, const struct parameter *rate)
{
    struct run_request request = {.result = {.scenario = begun, .threads = 1}};
    struct run_beginning beginning;
    struct run_outcome whole, rest;
    struct message message;
    assert_int_equal(run_begin(&request, CHANGES_IN - 1, &beginning, &message), STATUS_OK);
    request.result.scenario = scenario;
    if (run_go_on(&beginning, &request, &rest, &message) != STATUS_OK)
        fail_msg("%s: %s", parameter_path(rate).text, message.text);
    assert_int_equal(run_scenario(&request, &whole, &message), STATUS_OK);
    if (memcmp(&whole.digest, &rest.digest, sizeof whole.digest) != 0)
        fail_msg("%s: from the beginning of a run with the same features it came out differently",
            parameter_path(rate).text);
    assert_int_equal(whole.steps, rest.steps);
    run_beginning_free(&beginning);
}

/* Each value goes on from the first with the same features; how many do. */
static int go_on(int which, const struct parameter *rate)
{
    struct scenario scenario[VALUES];
    int count = 0, gone_on = 0;
    for (int i = 0; i < VALUES; i++) {
        if (!changed_to(which, rate, shares[i], &scenario[count])) continue;
        int first = 0;
        while (memcmp(scenario[first].has, scenario[count].has, sizeof scenario->has) != 0) first++;
        if (first < count) assert_goes_on(&scenario[first], &scenario[count], rate);
        gone_on += first < count;
        count++;
    }
    return gone_on;
}

/* Where it has effect first; those of how people adopt under every rule. */
static void try_rates(void **state, int first, int last)
{
    bool everywhere = strncmp(parameter_table[first].section->path, "adoption", strlen("adoption")) == 0;
    (void)state;
    for (int i = first; i < last; i++) {
        int gone_on = 0;
        for (int which = 0; which < SCENARIOS && (everywhere || gone_on == 0); which++) {
            const struct scenario most = at_one_end(which, first, last, true);
            if (is_untried(&most, i)) gone_on += go_on(which, &parameter_table[i]);
        }
        if (parameter_table[i].is_rate && gone_on == 0)
            fail_msg("%s goes on from a beginning in no scenario here", parameter_path(&parameter_table[i]).text);
        checked += gone_on;
    }
}

static void whatever_changes_later(void **state)
{
    on_rates_both_ways(state, try_rates);
}

/* Three people use it from the start on, and nobody else ever does; the beginning has six steps. */
static void a_rule_of_ending_goes_on_too(void **state)
{
    (void)state;
    static const struct {
        const char *rule;
        int32_t steps;
        bool ended, unmet;
    } cases[] = {{"users >= 3", 0, true, false}, {"users steady 10 0", 10, true, false},
        {"users steady 6 0", 6, true, false}, {"users >= 4", 20, false, true}, {"", 20, false, false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scenario scenario = scenario_of("selforg: 2\nsteps: 20\nnetwork: {kind: ring, agents: 30}\n"
                                               "start: {users: 3}\nadoption: {rule: contact, accept: {beta: 0}}\n");
        struct run_request request = {.result = {.scenario = &scenario, .threads = 1}};
        struct run_beginning beginning;
        struct run_outcome whole, rest;
        struct message message;
        strcpy(scenario.run.until, cases[i].rule);
        assert_int_equal(run_begin(&request, 6, &beginning, &message), STATUS_OK);
        if (run_go_on(&beginning, &request, &rest, &message) != STATUS_OK) fail_msg("%s", message.text);
        assert_int_equal(run_scenario(&request, &whole, &message), STATUS_OK);
        for (int k = 0; k < 2; k++) {
            const struct run_outcome *outcome = k ? &whole : &rest;
            assert_int_equal(outcome->steps, cases[i].steps);
            assert_true(outcome->ended == cases[i].ended && outcome->unmet == cases[i].unmet);
        }
        run_beginning_free(&beginning);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rule_of_ending_goes_on_too),
        cmocka_unit_test(whatever_changes_later),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
