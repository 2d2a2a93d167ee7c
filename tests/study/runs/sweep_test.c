/* Running a study, in memory: what comes of its runs, whoever does them; and in a folder, where nothing that is done is
 * done again. Also tests study/runs/ranks_alone.c. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "study/runs/execute.h"
#include "study/runs/folder.h"
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

/* ---- in a folder ---- */

#define FEW BASE "vary: {adoption.accept.beta: [0.1, 0.4]}\nreplicates: 2\noutcomes: [adopters_final]\n"

static struct study_folder opened(struct study *study)
{
    struct study_folder made;
    struct message message;
    const struct folder_request request = {.path = "runs", .mode = FOLDER_SHARED};
    if (folder_open(&made, study, &request, &message) != STATUS_OK) fail_msg("%s", message.text);
    return made;
}

/* What a sweep says that it has done, found and seen fail, of how many: "4 0 0/4"; and how often it told. */
static const char *swept(const struct study *study, const struct study_folder *made, struct sweep_request request)
{
    static char told[64];
    struct ranks ranks;
    struct message message;
    struct sweep_progress progress;
    assert_int_equal(ranks_begin(&ranks, false, &message), STATUS_OK);
    request.ranks = &ranks;
    if (request.shards == 0) request.shards = 1;
    if (sweep_run(study, made, &request, &progress, &message) != STATUS_OK) fail_msg("%s", message.text);
    ranks_end(&ranks);
    snprintf(told, sizeof told, "%d %d %d/%d", (int)progress.done, (int)progress.found, (int)progress.failed,
        (int)progress.runs);
    return told;
}

/* The record of a run in the folder, or one that says that it failed, put in its place. */
static struct record recorded(const struct study *study, const struct study_folder *made, int64_t run, bool fail)
{
    struct record record;
    struct scenario scenario;
    struct digest identity;
    struct message message;
    bool there = true;
    char *path = folder_record(made, run, true);
    assert_int_equal(execute_prepare(study, run, &scenario, &identity, &message), STATUS_OK);
    if (fail) {
        struct bytes bytes = {0};
        assert_int_equal(execute_lost(study, run, "struck by a test", &record, &message), STATUS_OK);
        assert_int_equal(record_encode(&record, &bytes), STATUS_OK);
        assert_int_equal(record_write(path, &bytes, &message), STATUS_OK);
        array_free(&bytes);
    } else {
        assert_int_equal(record_read(path, run, &identity, &record, &there, &message), STATUS_OK);
    }
    assert_true(there);
    free(path);
    return record;
}

static void clear(struct study *study, struct study_folder *made)
{
    folder_free(made);
    study_free(study);
    assert_int_equal(system("rm -r runs"), 0);
}

static void what_is_done_is_found(void **state)
{
    (void)state;
    for (int jobs = 0; jobs <= 2; jobs += 2) {
        struct study study = read_fine(FEW);
        struct study_folder made = opened(&study);
        assert_string_equal(swept(&study, &made, (struct sweep_request){.jobs = jobs}), "4 0 0/4");
        assert_string_equal(swept(&study, &made, (struct sweep_request){.jobs = jobs}), "4 4 0/4");
        clear(&study, &made);
    }
}

/* A run that failed is told, and left alone until somebody asks for it. */
static void what_failed_is_run_again_where_that_is_asked(void **state)
{
    (void)state;
    struct study study = read_fine(FEW);
    struct study_folder made = opened(&study);
    struct record record = recorded(&study, &made, 2, true);
    record_free(&record);
    assert_string_equal(swept(&study, &made, (struct sweep_request){.jobs = 0}), "4 1 1/4");
    record = recorded(&study, &made, 2, false);
    assert_int_equal(record.status, RECORD_FAILED);
    record_free(&record);
    assert_string_equal(swept(&study, &made, (struct sweep_request){.retry_failed = true}), "4 3 0/4");
    record = recorded(&study, &made, 2, false);
    assert_true(record.status == RECORD_DONE && record.outcome_count == 1 && record.outcomes[0] >= 1);
    record_free(&record);
    clear(&study, &made);
}

static void shards_are_parts_of_the_whole(void **state)
{
    (void)state;
    struct study study = read_fine(FEW);
    struct study_folder made = opened(&study);
    assert_string_equal(swept(&study, &made, (struct sweep_request){.shard = 1, .shards = 3}), "1 0 0/1");
    struct record record = recorded(&study, &made, 1, false); /* and no other */
    record_free(&record);
    assert_string_equal(swept(&study, &made, (struct sweep_request){.shard = 0, .shards = 3}), "2 0 0/2");
    assert_string_equal(swept(&study, &made, (struct sweep_request){.shards = 1}), "4 3 0/4");
    clear(&study, &made);
}

static void count_calls(void *context, const struct sweep_progress *progress)
{
    int64_t *last = context;
    assert_true(progress->done >= *last && progress->done <= progress->runs);
    *last = progress->done;
}

/* Result files come where the study asks for them, and where the call does. */
static void result_files_are_written_where_somebody_asks(void **state)
{
    (void)state;
    for (int asks = 0; asks < 3; asks++) { /* nobody, the study, the call */
        struct study study = read_fine(asks == 1 ? FEW "results: true\n" : FEW);
        struct study_folder made = opened(&study);
        int64_t last = 0;
        const struct sweep_request request = {.results = asks == 2, .progress = count_calls, .context = &last};
        assert_string_equal(swept(&study, &made, request), "4 0 0/4");
        assert_int_equal(last, 4);
        char *path = folder_result(&made, 3, true);
        assert_int_equal(access(path, F_OK) == 0, asks > 0);
        free(path);
        clear(&study, &made);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(outcomes_are_what_they_say),
        cmocka_unit_test(workers_change_nothing),
        cmocka_unit_test(what_is_done_is_found),
        cmocka_unit_test(what_failed_is_run_again_where_that_is_asked),
        cmocka_unit_test(shards_are_parts_of_the_whole),
        cmocka_unit_test(result_files_are_written_where_somebody_asks),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
