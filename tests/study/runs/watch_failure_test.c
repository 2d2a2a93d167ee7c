/* Running out of memory in a run of a study: the record says so, or there is none, and nothing is left. */
#include "failing_malloc.h"
#include "study/runs/execute.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "study/studies.h"

static const char watched[] = "selforg: 2\n"
                              "scenario:\n"
                              "  steps: 40\n"
                              "  network: {kind: ring, agents: 12, mean_degree: 4}\n"
                              "  start: {users: 3}\n"
                              "  adoption: {rule: contact, accept: {beta: 0.2}}\n"
                              "branch_step: 30\n"
                              "vary: {adoption.accept.beta: [0.1, 0.4]}\n"
                              "outcomes: [{name: often, of: adopters, quantile: 0.5},\n"
                              "  {name: again, events: adoption_source, of: source_adoption.step, quantile: 0.5}]\n"
                              "series: [adopters, adoptions]\n";

/* Two runs, of which the second goes on from the beginning of the first where `share`. */
static bool run_both(const struct study *study, bool share)
{
    struct kept_beginning kept = {.there = false};
    const struct execution execution = {.kept = share ? &kept : NULL};
    bool whole = true;
    for (int64_t run = 0; run < 2; run++) {
        struct record record;
        struct message message = {""};
        enum status status = execute_run(study, run, &execution, &record, &message);
        assert_true(status == STATUS_OK || status == STATUS_MEMORY);
        whole &= status == STATUS_OK && record.status == RECORD_DONE;
        if (status != STATUS_OK) continue;
        if (record.status == RECORD_DONE) assert_true(record.row_count == 41 && record.series[81] >= 0);
        record_free(&record);
    }
    kept_beginning_free(&kept);
    return whole;
}

static void a_run_without_memory_is_not_done(void **state)
{
    (void)state;
    struct study study = read_fine(watched);
    for (int share = 0; share < 2; share++) {
        int64_t n = 0;
        do {
            fail_allocation_number(++n);
            if (run_both(&study, share) != !allocation_failed()) fail_msg("allocation %d", (int)n);
        } while (allocation_failed());
        fail_allocation_number(0);
        assert_true(n > 50);
    }
    study_free(&study);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_run_without_memory_is_not_done)};
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
