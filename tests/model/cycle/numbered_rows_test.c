/* Others are told of an adoption, and of its sources, by the number of its row. The last step whose rows have numbers
 * is a step like any other; the one after it ends the run, and says why. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/cycle/model.h"
#include "model/record/events.h"
#include "model/state/world.h"
#include "model/worlds.h"

/* A first step where the table has so many rows already; how many it then has goes to *total. */
static enum status first_step(enum event_table table, int64_t rows, int64_t *total)
{
    struct scenario scenario = scenario_of("network.kind = ring; network.agents = 100; network.mean_degree = 4; "
                                           "start.users = 50; adoption.rule = contact; adoption.accept.beta = 1");
    struct world *world = world_of(&scenario, NULL, NULL);
    events_clear(&world->events);
    world->events.cleared[table] = rows;
    enum status status = model_step(world);
    *total = events_total(&world->events, table);
    model_free(world);
    return status;
}

static void the_last_number_is_given_and_none_after_it(void **state)
{
    (void)state;
    static const enum event_table tables[] = {EVENT_adoption, EVENT_adoption_source};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        int64_t rows, total;
        assert_int_equal(first_step(tables[i], 0, &rows), STATUS_OK);
        assert_in_range(rows, 10, 1000);
        assert_int_equal(first_step(tables[i], INT32_MAX - rows, &total), STATUS_OK);
        assert_int_equal(total, INT32_MAX);
        assert_int_equal(first_step(tables[i], INT32_MAX - rows + 1, &total), STATUS_ROWS);
    }
}

static void that_is_not_told_as_a_want_of_memory(void **state)
{
    (void)state;
    assert_string_equal(status_sentence(STATUS_ROWS), "the run has more rows than a table can number: 2147483647");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_last_number_is_given_and_none_after_it),
        cmocka_unit_test(that_is_not_told_as_a_want_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
