/* A study whose runs are there stays readable: what has no effect is refused of whoever writes it anew, and of nobody
 * who goes on with it or looks at what came of it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "study/studies.h"

#define VARY "vary: {adoption.accept.beta: [0.1, 0.2]}\n"
#define OUTCOME "outcomes: [adopters_final]\n"
#define ROW "expect: [{outcome: adopters_final, at: {adoption.accept.beta: 0.1}, at_least: 0}]\n"

static struct study study;

/* As from the folder, where it is kept, or from the file of all runs. */
static enum status read_kept(const char *text, struct message *message)
{
    const struct study_sources kept = {.study = (char *)text, .base = (char *)"", .table = (char *)""};
    return study_read_kept("study.h5", &kept, &study, message);
}

static void what_has_no_effect_is_refused_anew_alone(void **state)
{
    (void)state;
    static const char *const vain[] = {
        BASE OUTCOME "vary: {}\n",
        BASE OUTCOME "set: {}\n",
        BASE OUTCOME "conditions: {}\n",
        BASE OUTCOME "series: []\n",
        BASE OUTCOME "contrasts: []\n",
        BASE OUTCOME "expect: []\n",
        BASE "outcomes: []\nseries: [adopters]\n",
        BASE OUTCOME VARY "set: {adoption: {}}\n",
        BASE OUTCOME VARY "set: {projects: absent}\n",
        BASE OUTCOME VARY "set: {adoption.accept.beta: 0.3}\n",
        BASE OUTCOME VARY "design_seed: 3\n",
        BASE OUTCOME "independent_points: true\n",
        BASE OUTCOME "independent_seeds: true\n",
        BASE OUTCOME VARY "doi: ''\n" ROW,
        BASE OUTCOME VARY "quick: {}\n" ROW,
        BASE OUTCOME VARY "doi: here\n",
        BASE OUTCOME VARY "claim: ''\n",
        BASE OUTCOME VARY "claim: it is so\nasked_by: []\n",
        BASE OUTCOME VARY "set: {adoption.accept.threshold: 0.5}\n",
        BASE VARY "outcomes: [{name: at_once, of: adopters, reaches: 0, fraction_of: agents}]\n",
        BASE VARY OUTCOME "contrasts: [{name: '', outcome: adopters_final, from: {adoption.accept.beta: 0.1}, to: "
                          "{adoption.accept.beta: 0.2}}]\n",
    };
    for (size_t i = 0; i < sizeof vain / sizeof *vain; i++) {
        struct message message = {""};
        write_file("study.yaml", vain[i]);
        if (study_read("study.yaml", &study, &message) != STATUS_INPUT) fail_msg("not refused: %s", vain[i]);
        if (study_read_begun("study.yaml", &study, &message)) fail_msg("%s", message.text);
        assert_true(study_configurations(&study) > 0);
        study_free(&study);
        if (read_kept(vain[i], &message)) fail_msg("%s", message.text);
        study_free(&study);
    }
}

/* What is wrong is refused of everybody. */
static void what_is_wrong_is_refused_always(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        BASE OUTCOME "vary: {adoption.accept.beta: []}\n",
        BASE OUTCOME "replicates: ''\n",
        BASE OUTCOME "set: ''\n",
        BASE OUTCOME "serie: []\n",
        BASE OUTCOME VARY "quick: ''\n",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct message message;
        write_file("study.yaml", wrong[i]);
        assert_int_equal(study_read("study.yaml", &study, &message), STATUS_INPUT);
        assert_int_equal(study_read_begun("study.yaml", &study, &message), STATUS_INPUT);
        assert_int_equal(read_kept(wrong[i], &message), STATUS_INPUT);
    }
}

/* Runs of a configuration that cannot be have failed, which is no reason not to look at the others. */
static void a_configuration_that_cannot_be_hides_no_other(void **state)
{
    (void)state;
    static const char text[] = BASE OUTCOME "vary: {network.extra_ties: [1, 100000]}\n";
    struct message message;
    write_file("study.yaml", text);
    assert_int_equal(study_read("study.yaml", &study, &message), STATUS_INPUT);
    assert_int_equal(study_read_begun("study.yaml", &study, &message), STATUS_INPUT);
    if (read_kept(text, &message)) fail_msg("%s", message.text);
    assert_int_equal(study_configurations(&study), 2);
    study_free(&study);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_has_no_effect_is_refused_anew_alone),
        cmocka_unit_test(what_is_wrong_is_refused_always),
        cmocka_unit_test(a_configuration_that_cannot_be_hides_no_other),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
