/* Running out of memory while a study is read: it is told in words, and nothing is left. */
#include "failing_malloc.h"
#include "study/plan/study.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const char grid[] = "selforg: 2\n"
                           "scenario: {steps: 5, network: {agents: 20, mean_degree: 4}, adoption: {rule: contact}}\n"
                           "set: {renew: {turnover_probability: 0.1}}\n"
                           "vary: {adoption.accept.beta: {from: 0, to: 1, count: 3}, network.mean_degree: [2, 4]}\n"
                           "conditions: {a: {}, b: {renew: absent}}\n"
                           "outcomes: [adopters_final, {name: told, of: adoptions, entry: word_of_mouth, at: final}]\n"
                           "series: [adopters]\n";

static const char sampled[] = "selforg: 2\n"
                              "scenario: {steps: 5, network: {agents: 20, mean_degree: 4}, adoption: {rule: contact}}\n"
                              "vary: {adoption.accept.beta: {from: 0, to: 1}}\n"
                              "design: sobol\n"
                              "samples: 4\n";

static const char paired[] = "selforg: 2\n"
                             "scenario: {steps: 5, network: {agents: 20, mean_degree: 4}, adoption: {rule: contact}}\n"
                             "vary: {adoption.accept.beta: {from: 0, to: 1, distribution: normal, mean: 0.5, sd: 0.2}, "
                             "network.mean_degree: {from: 2, to: 6}}\n"
                             "correlations: [{between: [adoption.accept.beta, network.mean_degree], rank: 0.5}]\n"
                             "design: lhs\n"
                             "samples: 5\n";

/* What is asked of its runs, which a reading only looks at. */
static const char asked[] = "selforg: 2\n"
                            "scenario: {steps: 5, network: {agents: 20, mean_degree: 4}, adoption: {rule: contact}}\n"
                            "vary: {adoption.accept.beta: [0.1, 0.2]}\n"
                            "conditions: {a: {}, b: {steps: 6}}\n"
                            "branch_step: 3\n"
                            "outcomes: [adopters_final, {name: share, of: adopters / agents, quantile: 0.5}]\n"
                            "contrasts: [{name: one, outcome: share, from: {condition: a}, to: {condition: b}, "
                            "less: {from: {adoption.accept.beta: 0.1}, to: {adoption.accept.beta: 0.2}}}]\n"
                            "expect: [{outcome: share, along: adoption.accept.beta, at: {condition: a}, at_least: 1}, "
                            "{outcome: share, along: adoption.accept.beta, at: {condition: b}, order: increasing}]\n"
                            "quick: {replicates: 0}\n";

/* Whom the table names is looked for in the network's file. */
static const char named[] = "selforg: 2\n"
                            "scenario:\n"
                            "  steps: 5\n"
                            "  network: {kind: file, edges: %s}\n"
                            "  landscape: {kind: nk}\n"
                            "  opportunities: {arrival_rate: 0, arrivals: \"step,members;1,Ann Bob\"}\n"
                            "  projects: {}\n"
                            "  team: {rule: assembly}\n"
                            "  debrief: {}\n"
                            "vary: {debrief.depth: [0, 1]}\n";

static void read_with_failures(const char *text)
{
    char path[] = "/tmp/selforg-study-XXXXXX";
    int descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    FILE *file = fdopen(descriptor, "w");
    fputs(text, file);
    fclose(file);
    int64_t n = 0;
    do {
        struct study study;
        struct message message = {""};
        fail_allocation_number(++n);
        enum status status = study_read(path, &study, &message);
        if (status != STATUS_OK && status != STATUS_MEMORY) fail_msg("allocation %d: %s", (int)n, message.text);
        assert_true(status == STATUS_OK || allocation_failed());
        if (!allocation_failed()) assert_int_equal(status, STATUS_OK);
        if (status == STATUS_MEMORY && !*message.text) fail_msg("allocation %d is told without a word", (int)n);
        study_free(&study);
    } while (allocation_failed());
    fail_allocation_number(0);
    assert_true(n > 20);
    unlink(path);
}

static void a_failed_allocation_is_told(void **state)
{
    (void)state;
    read_with_failures(grid);
    read_with_failures(sampled);
    read_with_failures(paired);
    read_with_failures(asked);
}

static void a_failed_allocation_while_names_are_looked_for_is_told(void **state)
{
    (void)state;
    char edges[] = "/tmp/selforg-edges-XXXXXX.csv", text[sizeof named + sizeof edges];
    int descriptor = mkstemps(edges, 4);
    assert_true(descriptor >= 0);
    assert_int_equal(write(descriptor, "from,to\nAnn,Bob\nBob,Cem\n", 24), 24);
    close(descriptor);
    snprintf(text, sizeof text, named, edges);
    read_with_failures(text);
    unlink(edges);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_failed_allocation_is_told),
        cmocka_unit_test(a_failed_allocation_while_names_are_looked_for_is_told)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
