/* Running a study in memory: what comes of its runs, whoever does them. Also tests study/runs/ranks_alone.c. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "study/runs/sweep.h"
#include "study/studies.h"

struct taken {
    int64_t runs, failed;
    double outcomes[64][8];
    double first[64], last[64]; /* of the first series */
};

static enum status take(void *context, const struct study_run *run, const struct record *record)
{
    struct taken *taken = context;
    taken->runs++;
    taken->failed += record->status == RECORD_FAILED;
    for (int64_t i = 0; i < record->outcome_count; i++) taken->outcomes[record->run][i] = record->outcomes[i];
    if (record->series_count > 0) {
        taken->first[record->run] = record->series[0];
        taken->last[record->run] = record->series[(record->row_count - 1) * record->series_count];
    }
    (void)run;
    return STATUS_OK;
}

#define OUTCOMES                                                                                                       \
    "outcomes:\n"                                                                                                      \
    "  - adopters_final\n"                                                                                             \
    "  - adopters_max\n"                                                                                               \
    "  - {name: early, of: adopters, at: 3}\n"                                                                         \
    "  - {name: ends, of: adopters, mean: [0, 0]}\n"                                                                   \
    "  - {name: half, of: adopters, reaches: 0.5, fraction_of: agents}\n"                                              \
    "  - {name: never, of: adopters, reaches: 61}\n"                                                                   \
    "  - {name: told, of: adoptions, entry: word_of_mouth, max: [1, 20]}\n"                                            \
    "series: [adopters]\n"

static void outcomes_are_what_they_say(void **state)
{
    (void)state;
    struct study study = read_fine(BASE "vary: {adoption.accept.beta: [0, 0.5]}\nreplicates: 2\n" OUTCOMES);
    struct taken taken = {0};
    struct message message;
    assert_int_equal(study_run_all(&study, 0, take, &taken, &message), STATUS_OK);
    assert_int_equal(taken.runs, 4);
    assert_int_equal(taken.failed, 0);
    for (int run = 0; run < 4; run++) {
        const double *outcomes = taken.outcomes[run];
        assert_true(taken.first[run] == outcomes[3] && taken.last[run] == outcomes[0]);
        assert_true(outcomes[1] >= outcomes[0] && outcomes[2] <= outcomes[1]);
        assert_true(isnan(outcomes[5]));
        assert_true(isnan(outcomes[4]) == (run % 2 == 0));
        assert_true((outcomes[6] > 0) == (run % 2 == 1));
    }
    study_free(&study);
}

static void workers_change_nothing(void **state)
{
    (void)state;
    static const char *const studies[] = {"replicates: 5\n", "replicates: 5\nbranch_step: 11\n", "branch_step: 11\n"};
    for (size_t i = 0; i < sizeof studies / sizeof *studies; i++) {
        char text[2048];
        snprintf(
            text, sizeof text, "%s%s", BASE OUTCOMES "vary: {adoption.accept.beta: [0.1, 0.2, 0.3]}\n", studies[i]);
        struct study study = read_fine(text);
        struct taken alone = {0}, two = {0};
        struct message message;
        assert_int_equal(study_run_all(&study, 0, take, &alone, &message), STATUS_OK);
        assert_int_equal(study_run_all(&study, 2, take, &two, &message), STATUS_OK);
        assert_memory_equal(&alone, &two, sizeof alone);
        assert_int_equal(alone.runs, study_runs(&study));
        study_free(&study);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(outcomes_are_what_they_say),
        cmocka_unit_test(workers_change_nothing),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
