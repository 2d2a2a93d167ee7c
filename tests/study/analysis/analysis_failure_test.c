/* Running out of memory while a study is analysed: it is told, and nothing is left. */
#include "failing_malloc.h"
#include "study/analysis/analysis.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define BASE                                                                                                           \
    "selforg: 2\n"                                                                                                     \
    "scenario: {steps: 5, network: {agents: 20, mean_degree: 4}, adoption: {rule: contact}}\n"                         \
    "outcomes: [adopters_final]\n"
#define AXES "vary: {adoption.accept.beta: {from: 0, to: 1}, adoption.accept.innovation: {from: 0, to: 1}}\n"

enum { REPLICATES = 2 };

static bool all_done[10000];

static enum status analyse(const struct study *study, const double *value)
{
    struct message message;
    struct results results = {.study = *study, .replicates = REPLICATES, .value = (double *)value, .done = all_done};
    struct analysis analysis = {0};
    struct analysis_request request = {
        .results = &results, .outcome = -1, .bootstrap = {.resamples = 10, .seed = 1, .level = 0.95}};
    enum status status = contrasts_read(&results.contrasts, study, &message);
    if (status == STATUS_OK) status = analysis_make(&analysis, &request);
    analysis_free(&analysis);
    contrasts_free(&results.contrasts);
    return status;
}

static void analyse_with_failures(const char *text, int64_t least)
{
    static double value[10000];
    memset(all_done, true, sizeof all_done);
    char path[] = "/tmp/selforg-analysis-XXXXXX";
    struct study study;
    struct message message;
    int descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    FILE *file = fdopen(descriptor, "w");
    fputs(text, file);
    fclose(file);
    for (int i = 0; i < 10000; i++) value[i] = i % 17;
    if (study_read(path, &study, &message)) fail_msg("%s", message.text);
    int64_t n = 0;
    do {
        fail_allocation_number(++n);
        enum status status = analyse(&study, value);
        assert_int_equal(status, allocation_failed() ? STATUS_MEMORY : STATUS_OK);
    } while (allocation_failed());
    fail_allocation_number(0);
    assert_true(n > least);
    study_free(&study);
    unlink(path);
}

static void a_failed_allocation_is_told(void **state)
{
    (void)state;
    analyse_with_failures(BASE
        "vary: {adoption.accept.beta: [0, 0.5]}\ncontrasts: [{name: a, outcome: adopters_final, from: "
        "{adoption.accept.beta: 0}, to: {adoption.accept.beta: 0.5}}]\n",
        4);
    analyse_with_failures(BASE AXES "design: saltelli\nsamples: 8\n", 8);
    analyse_with_failures(BASE AXES "design: morris\nsamples: 8\n", 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_failed_allocation_is_told)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
