/* Running out of memory while outcomes are read and made up: it is told in words, and nothing is left, nor freed twice.
 */
#include "failing_malloc.h"
#include "study/format/outcome.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "model/watch/observe.h"
#include "study/studies.h"

static void a_failed_allocation_while_they_are_read_is_told(void **state)
{
    (void)state;
    static const char text[] =
        "outcomes: [adopters_final, {name: a, of: adoptions, entry: project, max: true}, {name: b, "
        "of: 'adoptions[project] / agents', quantile: 0.5}, {name: c, events: adoption, where: "
        "channel == project, count: true}]\n";
    struct yaml_tree tree;
    assert_int_equal(yaml_tree_read(&tree, "t.yaml", "a study", "it begins", text, strlen(text), NULL), STATUS_OK);
    int64_t n = 0;
    do {
        struct outcomes outcomes = {0};
        struct message message = {.text = ""};
        fail_allocation_number(++n);
        const enum status status =
            outcomes_read(&outcomes, false, &tree, yaml_tree_get(tree.root, "outcomes"), &message);
        assert_int_equal(status, allocation_failed() ? STATUS_MEMORY : STATUS_OK);
        assert_int_equal(*message.text != '\0', status == STATUS_MEMORY);
        assert_true(outcomes.count == 4 || allocation_failed());
        outcomes_free(&outcomes);
    } while (allocation_failed());
    fail_allocation_number(0);
    assert_true(n >= 3);
    yaml_tree_free(&tree);
}

/* Rows are kept of the outcome and of what it is divided by; a copy has its own. */
static enum status make_up(const struct outcome *outcome, const struct world *world, const struct observation *row)
{
    struct tally tally, copy;
    struct message message = {.text = ""};
    enum status status = tally_begin(&tally, outcome, world, &message);
    if (status == STATUS_MEMORY) assert_true(*message.text);
    for (int64_t step = 0; step < 5 && status == STATUS_OK; step++) status = tally_add(&tally, step, row);
    if (status == STATUS_OK) {
        status = tally_copy(&copy, &tally);
        for (int64_t step = 5; step < 40 && status == STATUS_OK; step++) status = tally_add(&copy, step, row);
        for (int64_t step = 5; step < 40 && status == STATUS_OK; step++) status = tally_add(&tally, step, row);
        if (status == STATUS_OK) assert_true(tally_result(&tally) == 0.5 && tally_result(&copy) == 0.5);
        tally_free(&copy);
    }
    tally_free(&tally);
    return status;
}

static void a_failed_allocation_while_rows_are_taken_is_told(void **state)
{
    (void)state;
    struct study study =
        read_fine(BASE "outcomes: [{name: a, of: adopters, quantile: 0.5, over: [ties]}]\nreplicates: 2\n");
    static struct scenario scenario;
    struct world *world;
    struct observation row;
    assert_int_equal(study_scenario(&study, 0, 1, &scenario, NULL), STATUS_OK);
    assert_int_equal(model_create(&world, &scenario, NULL, NULL, NULL), STATUS_OK);
    assert_int_equal(observation_create(&row, world), STATUS_OK);
    row.value[OBSERVE_adopters][0] = 4;
    row.value[OBSERVE_ties][0] = 8;
    int64_t n = 0;
    do {
        fail_allocation_number(++n);
        const enum status status = make_up(&study.outcomes.items[0], world, &row);
        assert_int_equal(status, allocation_failed() ? STATUS_MEMORY : STATUS_OK);
    } while (allocation_failed());
    fail_allocation_number(0);
    assert_true(n > 6);
    observation_free(&row);
    model_free(world);
    study_free(&study);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_failed_allocation_while_they_are_read_is_told),
        cmocka_unit_test(a_failed_allocation_while_rows_are_taken_is_told),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
