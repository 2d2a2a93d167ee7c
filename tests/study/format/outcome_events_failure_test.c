/* Running out of memory while an outcome is made up of events: it is told, and nothing is left, nor freed twice. */
#include "failing_malloc.h"
#include "study/format/outcome.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "study/studies.h"

/* Two steps, and a copy in between that takes the second by itself. */
static enum status make_up(const struct outcome *outcome, const struct world *world, struct events *events)
{
    struct tally tally, copy;
    struct message message;
    enum status status = tally_begin(&tally, outcome, world, &message);
    if (status == STATUS_OK) status = tally_happened(&tally, events);
    if (status == STATUS_OK) {
        status = tally_copy(&copy, &tally);
        if (status == STATUS_OK) status = tally_happened(&copy, events);
        if (status == STATUS_OK) status = tally_happened(&tally, events);
        tally_free(&copy);
    }
    tally_free(&tally);
    return status;
}

static void a_failed_allocation_is_told(void **state)
{
    (void)state;
    struct study study = read_fine(BASE "set: {network.kind: units, network.agents: 40, network.units: 4}\n");
    struct outcome outcome = {
        .of_events = true, .table = EVENT_adoption_source, .kind = OUTCOME_QUANTILE, .last = INT64_MAX, .level = 0.5};
    struct scenario scenario;
    struct world *world;
    struct events events;
    struct message message = {.text = ""};
    assert_int_equal(expression_read_columns(&outcome.expression, outcome.table,
                         "source.unit + adoption.step + source_adoption.learner.unit", NULL),
        STATUS_OK);
    assert_int_equal(
        expression_read_columns(&outcome.where, outcome.table, "adoption.learner.unit >= 0", NULL), STATUS_OK);
    assert_int_equal(study_scenario(&study, 0, 1, &scenario, &message), STATUS_OK);
    assert_int_equal(model_create(&world, &scenario, NULL, NULL, &message), STATUS_OK);
    assert_int_equal(events_open(&events), STATUS_OK);
    for (int32_t i = 0; i < 3; i++) {
        assert_true(array_push(&events.adoption, (struct adoption_row){.learner = i}));
        assert_true(array_push(&events.adoption_source, (struct adoption_source_row){.adoption = i, .source = 2}));
    }
    int64_t n = 0;
    do {
        fail_allocation_number(++n);
        const enum status status = make_up(&outcome, world, &events);
        assert_int_equal(status, allocation_failed() ? STATUS_MEMORY : STATUS_OK);
    } while (allocation_failed());
    fail_allocation_number(0);
    assert_true(n > 12);
    events_close(&events);
    model_free(world);
    study_free(&study);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_failed_allocation_is_told)};
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
