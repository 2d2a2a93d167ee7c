/* The rota: every run is done once, a worker stays with its beginning, and there is work for all as long as any is
 * left. */
#include "study/runs/rota.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "study/plan/beginnings.h"
#include "study/studies.h"

enum { WORKERS = 3, RUNS_MOST = 64 };

#define FOUR "vary: {adoption.accept.beta: [0.1, 0.2, 0.3, 0.4]}\n"

/* Workers in turn; how often one of them began or took over a beginning. */
static int work_off(const struct study *study, int64_t shard, int64_t shards, int workers, int *done)
{
    struct rota rota;
    int64_t before[WORKERS] = {-1, -1, -1}, run, runs = 0;
    int changes = 0;
    assert_int_equal(rota_make(&rota, study, shard, shards, workers), STATUS_OK);
    int64_t all = rota_runs(&rota);
    for (int w = 0; rota_next(&rota, before[w], &run); w = (w + 1) % workers, runs++) {
        changes += before[w] < 0 || beginning_of(study, run) != beginning_of(study, before[w]);
        before[w] = run;
        done[run]++;
    }
    assert_int_equal(runs, all);
    rota_free(&rota);
    return changes;
}

static void assert_all_once(const struct study *study, const int *done)
{
    for (int64_t run = 0; run < study_runs(study); run++) assert_int_equal(done[run], 1);
}

static void a_worker_stays_with_its_beginning(void **state)
{
    (void)state;
    struct study study = read_fine(BASE "branch_step: 11\nreplicates: 6\n" FOUR);
    int alone[RUNS_MOST] = {0}, three[RUNS_MOST] = {0};
    assert_int_equal(work_off(&study, 0, 1, 1, alone), 6);
    assert_int_equal(work_off(&study, 0, 1, WORKERS, three), 6);
    assert_all_once(&study, alone);
    assert_all_once(&study, three);
    study_free(&study);
}

static void where_no_beginning_is_left_others_help(void **state)
{
    (void)state;
    struct study study = read_fine(BASE "branch_step: 11\n" FOUR);
    int done[RUNS_MOST] = {0};
    assert_int_equal(work_off(&study, 0, 1, WORKERS, done), WORKERS);
    assert_all_once(&study, done);
    study_free(&study);
}

/* Who comes anew, as after one that died, is given something too, though as many are begun as there may be. */
static void there_is_work_for_who_comes_anew(void **state)
{
    (void)state;
    struct study study = read_fine(BASE "branch_step: 11\nreplicates: 6\n" FOUR);
    struct rota rota;
    int done[RUNS_MOST] = {0};
    assert_int_equal(rota_make(&rota, &study, 0, 1, WORKERS), STATUS_OK);
    for (int64_t run; rota_next(&rota, -1, &run);) done[run]++;
    assert_all_once(&study, done);
    rota_free(&rota);
    study_free(&study);
}

/* Two workers have begun two; whoever else comes is given of the one of which most is left, the first of several, and
 * no third is begun before one is at its end. */
static void who_comes_anew_helps_where_most_is_left(void **state)
{
    (void)state;
    static const int64_t beginnings[] = {0, 1, 0, 1, 0, 1, 0, 2}; /* the third goes on with what the first began */
    struct study study = read_fine(BASE "branch_step: 11\nreplicates: 6\n" FOUR);
    struct rota rota;
    int64_t first = -1, run;
    assert_int_equal(rota_make(&rota, &study, 0, 1, 2), STATUS_OK);
    for (int i = 0; i < 8; i++) {
        assert_true(rota_next(&rota, i == 2 ? first : -1, &run));
        if (i == 0) first = run;
        assert_int_equal(beginning_of(&study, run), beginnings[i]);
    }
    rota_free(&rota);
    study_free(&study);
}

static void shards_have_whole_beginnings(void **state)
{
    (void)state;
    struct study study = read_fine(BASE "branch_step: 11\nreplicates: 6\n" FOUR);
    int done[RUNS_MOST] = {0}, changes = 0;
    for (int64_t shard = 0; shard < 4; shard++) changes += work_off(&study, shard, 4, 1, done);
    assert_int_equal(changes, 6);
    assert_all_once(&study, done);
    study_free(&study);
}

static void without_branches_they_come_in_their_order(void **state)
{
    (void)state;
    struct study study = read_fine(BASE "replicates: 6\n" FOUR);
    struct rota rota;
    int64_t run = -1;
    assert_int_equal(rota_make(&rota, &study, 1, 3, 2), STATUS_OK);
    for (int64_t expected = 1; expected < 24; expected += 3) {
        assert_true(rota_next(&rota, run, &run));
        assert_int_equal(run, expected);
    }
    assert_false(rota_next(&rota, run, &run));
    rota_free(&rota);
    study_free(&study);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_worker_stays_with_its_beginning),
        cmocka_unit_test(where_no_beginning_is_left_others_help),
        cmocka_unit_test(there_is_work_for_who_comes_anew),
        cmocka_unit_test(who_comes_anew_helps_where_most_is_left),
        cmocka_unit_test(shards_have_whole_beginnings),
        cmocka_unit_test(without_branches_they_come_in_their_order),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
