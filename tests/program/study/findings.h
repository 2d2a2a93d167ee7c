/* An analysis whose findings a test tells one by one, of a study that is read. Include after <cmocka.h>; the group has
 * enter and leave (study/analyses.h).
 *
 *     begin_report(TEXT, 5);                          the study, and that its results have 5 replicates
 *     struct finding *mean = add_finding(FINDING_MEAN);
 *     mean->configuration = 1; ...                    what is not set is not known
 *     analysis_print_csv(&report, stream);
 *     end_report();
 */
#ifndef TESTS_FINDINGS_H
#define TESTS_FINDINGS_H

#include "program/printed.h"
#include "program/study/analysis_report.h"
#include "study/analyses.h"

#define OF_STUDY                                                                                                       \
    "scenario:\n"                                                                                                      \
    "  network: {kind: random, agents: 60, mean_degree: 6}\n"                                                          \
    "  start: {users: 3}\n"                                                                                            \
    "  adoption: {rule: contact, accept: {beta: 0.2}}\n"

/* Two parameters under two conditions, of which one has a name to be quoted; and two contrasts. */
#define OF_GRID                                                                                                        \
    "selforg: 2\n"                                                                                                     \
    "title: What it does\n"                                                                                            \
    "question: Is it more?\n" OF_STUDY "vary: {adoption.accept.beta: [0.1, 0.2], start.users: [1, 2]}\n"               \
    "conditions: {plain: {}, \"short, or \\\"so\\\"\": {steps: 10}}\n"                                                 \
    "replicates: 5\n"                                                                                                  \
    "outcomes: [adopters_final, {name: soon, of: adopters, reaches: 5}]\n"                                             \
    "contrasts:\n"                                                                                                     \
    "  - {name: \"more, where \\\"told\\\"\", outcome: adopters_final, from: {start.users: 1}, to: {start.users: 2},"  \
    " expected: positive, smallest: 0.5}\n"                                                                            \
    "  - {name: less of it, outcome: adopters_final, from: {start.users: 1}, to: {start.users: 2},"                    \
    " less: {from: {adoption.accept.beta: 0.1}, to: {adoption.accept.beta: 0.2}}}\n"

#define OF_INDICES(design)                                                                                             \
    "selforg: 2\n"                                                                                                     \
    "title: \"\"\n" OF_STUDY "vary: {adoption.accept.beta: {from: 0, to: 1}, start.users: {from: 1, to: 50}}\n"        \
    "design: " design "\n"                                                                                             \
    "samples: 4\n"                                                                                                     \
    "outcomes: [adopters_final]\n"

static struct results results;
static struct analysis analysis;
static struct analysis_request request;
static const struct analysis_report report = {"runs/study.h5", &request, &analysis};

static inline void begin_report(const char *text, int64_t replicates)
{
    begin(&results, text, replicates);
    analysis = (struct analysis){0};
    request = (struct analysis_request){
        .results = &results, .outcome = -1, .bootstrap = {.resamples = 1500, .seed = 7, .level = 0.9}};
}

/* One more, of the first outcome, with nothing known of it. It is where it is until the next one is added. */
static inline struct finding *add_finding(enum finding_kind kind)
{
    const struct finding unknown = {.kind = kind,
        .configuration = -1,
        .axis = -1,
        .condition = -1,
        .estimate = {NAN, NAN, NAN},
        .error = NAN,
        .deviation = NAN,
        .from = NAN,
        .to = NAN,
        .independent_deviation = NAN,
        .needed = -1};
    assert_true(array_push(&analysis.findings, unknown));
    return &analysis.findings.items[analysis.findings.count - 1];
}

/* A mean of five runs with its interval. */
static inline struct finding *add_mean(int64_t configuration, double value, double half)
{
    struct finding *mean = add_finding(FINDING_MEAN);
    mean->configuration = configuration;
    mean->estimate = (struct uncertain){value, value - half, value + half};
    mean->error = half / 2;
    mean->deviation = half;
    mean->count = 5;
    return mean;
}

static inline struct finding *add_contrast(int number, double value, double half)
{
    struct finding *difference = add_finding(FINDING_DIFFERENCE);
    difference->contrast = &results.contrasts.items[number];
    difference->estimate = (struct uncertain){value, value - half, value + half};
    difference->error = half / 2;
    difference->deviation = half;
    difference->independent_deviation = 2 * half;
    difference->from = 10;
    difference->to = 10 + value;
    difference->count = 5;
    return difference;
}

static inline struct finding *add_index(enum finding_kind kind, int axis, double value)
{
    struct finding *index = add_finding(kind);
    index->axis = axis;
    index->condition = 0;
    index->estimate = (struct uncertain){value, value - 0.25, value + 0.5};
    index->count = 4;
    return index;
}

static inline void end_report(void)
{
    analysis_free(&analysis);
    results_free(&results);
}

#endif
