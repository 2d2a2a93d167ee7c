/* Studies whose outcomes are what a test says, and their analyses. Include after <cmocka.h>; the group has enter and
 * leave. */
#ifndef ANALYSES_H
#define ANALYSES_H

#include <stdio.h>
#include <unistd.h>

#include "study/analysis/analysis.h"
#include "study/test_functions.h"

#define BASE                                                                                                           \
    "selforg: 2\n"                                                                                                     \
    "scenario:\n"                                                                                                      \
    "  network: {kind: random, agents: 60, mean_degree: 6}\n"                                                          \
    "  start: {users: 3}\n"                                                                                            \
    "  adoption: {rule: contact, accept: {beta: 0.2}}\n"                                                               \
    "outcomes: [adopters_final]\n"
#define THREE_AXES                                                                                                     \
    "vary:\n"                                                                                                          \
    "  adoption.accept.beta: {from: 0, to: 1}\n"                                                                       \
    "  adoption.accept.innovation: {from: 0, to: 1}\n"                                                                 \
    "  start.users: {from: 1, to: 50}\n"

static char folder[] = "analysis-test-XXXXXX";

static inline void write_study(const char *text)
{
    FILE *file = fopen("study.yaml", "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

/* The results of a study with as many replicates, all zero. */
static inline void begin(struct results *results, const char *text, int64_t replicates)
{
    struct message message;
    *results = (struct results){.replicates = replicates};
    write_study(text);
    if (study_read("study.yaml", &results->study, &message)) fail_msg("%s", message.text);
    if (contrasts_read(&results->contrasts, &results->study, &message)) fail_msg("%s", message.text);
    int64_t values = study_configurations(&results->study) * replicates * results->study.outcomes.count;
    results->value = calloc((size_t)values, sizeof *results->value);
    results->done = malloc((size_t)values * sizeof *results->done);
    assert_true(results->value && results->done);
    memset(results->done, true, (size_t)values);
}

/* Every replicate is the function, and something that the replicate adds alike everywhere. */
static inline void fill(struct results *results, test_function *function)
{
    const struct design *design = &results->study.design;
    for (int64_t point = 0; point < design->points; point++)
        for (int64_t r = 0; r < results->replicates; r++)
            results->value[point * results->replicates + r] =
                function(design->axis_count, design->unit + point * design->axis_count) + (double)r;
}

static inline struct analysis analyse(const struct results *results)
{
    struct analysis analysis;
    struct analysis_request request = {
        .results = results, .outcome = -1, .bootstrap = {.resamples = 200, .seed = 1, .level = 0.95}};
    assert_int_equal(analysis_make(&analysis, &request), STATUS_OK);
    return analysis;
}

static inline const struct finding *find(const struct analysis *analysis, enum finding_kind kind, int axis)
{
    for (int64_t i = 0; i < analysis->findings.count; i++)
        if (analysis->findings.items[i].kind == kind && analysis->findings.items[i].axis == axis)
            return &analysis->findings.items[i];
    fail();
    return NULL;
}

static inline int enter(void **state)
{
    (void)state;
    return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static inline int leave(void **state)
{
    (void)state;
    unlink("study.yaml");
    return chdir("..") == 0 ? rmdir(folder) : -1;
}

#endif
