/* Teams of different sizes: how often each occurs, in what order, and that work starts with just so many, under both
 * rules of gathering. Statistical checks: see chance.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/mechanism.h"
#include "model/record/events.h"
#include "model/state/world.h"

/* People who join whatever they are asked to, and projects that do not end. */
#define WILLING                                                                                                        \
    "network.kind = random; network.mean_degree = 0; network.agents = 2000; landscape.kind = listed; "                 \
    "landscape.practices = {it: 1}; opportunities.arrival_rate = 5; opportunities.regular = true; "                    \
    "opportunities.skills_needed = 0; "                                                                                \
    "opportunities.difficulty_mean = 10000; projects.load = 0.001; projects.max_duration = 1000; people.passion_mean " \
    "= 1; "                                                                                                            \
    "people.passion_sd = 0; people.confidence_mean = 1; people.confidence_sd = 0; sense.noticing_probability = 1; "    \
    "sense.nearby_people = 1; "                                                                                        \
    "initiate.founding_probability = 1; team.min = 1; team.max = 9; team.patience = 1000; team.invitations = 20; "     \
    "team.candidates = 1; "                                                                                            \
    "team.open_call_probability = 1; team.stranger_trust = 1; "
#define PUT_TOGETHER WILLING "team.rule = assembly; "
#define DRAWN "team.sizes = {2: 3, 4: 0, 5: 1, 9: 4, 7: 0}; "

enum { STEPS = 200 };

/* How many started with each number of members; in turn, each must have the size that its number says. */
static void count_sizes(const char *settings, int64_t count[10], const int *turn, int turns)
{
    struct scenario scenario = scenario_of(settings);
    struct world *world = world_of(&scenario, NULL, NULL);
    memset(count, 0, 10 * sizeof *count);
    for (int step = 0; step < STEPS; step++) {
        events_clear(&world->events);
        assert_int_equal(model_step(world), STATUS_OK);
        for (int64_t i = 0; i < world->events.project.count; i++) {
            const struct project_row *row = &world->events.project.items[i];
            if (row->type != PROJECT_STARTED) continue;
            count[row->members]++;
            if (turn) assert_int_equal(row->members, turn[row->project % turns]);
        }
    }
    world_check(world);
    assert_true(world->projects.next_id >= 10 * STEPS);
    model_free(world);
}

static void sizes_are_drawn_by_weight(void **state)
{
    (void)state;
    static const char *const settings[] = {WILLING DRAWN, PUT_TOGETHER DRAWN};
    static const double expected[10] = {[2] = 3.0 / 8, [5] = 1.0 / 8, [9] = 4.0 / 8};
    for (int i = 0; i < 2; i++) {
        int64_t count[10];
        count_sizes(settings[i], count, NULL, 0);
        assert_likely(chance_cells(10, count, expected), "sizes drawn");
    }
}

static void sizes_come_in_turn(void **state)
{
    (void)state;
    static const char *const settings[] = {WILLING "team.sizes_in_turn = true; team.sizes = {6: 2, 3: 0, 2: 3}",
        PUT_TOGETHER "team.sizes_in_turn = true; team.sizes = {6: 2, 3: 0, 2: 3}"};
    static const int turn[] = {6, 6, 2, 2, 2};
    for (int i = 0; i < 2; i++) {
        int64_t count[10];
        count_sizes(settings[i], count, turn, 5);
        assert_true(count[6] > 300 && count[2] > 500);
    }
}

/* One size is the same as `max`. */
static void one_size_is_the_largest(void **state)
{
    (void)state;
    struct scenario fixed = scenario_of(ORGANISATION "team.max = 7; team.min = 3");
    struct scenario sized = scenario_of(ORGANISATION "team.max = 7; team.min = 3; team.sizes = {7: 0.3}");
    assert_true(digest_equal(run_digest(&fixed, 60, NULL), run_digest(&sized, 60, NULL)));
}

static void runs_are_the_same_on_any_number_of_threads(void **state)
{
    (void)state;
    assert_any_threads(ORGANISATION "team.max = 7; team.min = 3; team.sizes = {4: 0.5, 7: 0.3}",
        ORGANISATION "team.max = 7; team.min = 3", 60);
}

static void what_cannot_be_is_refused(void **state)
{
    (void)state;
    assert_refused(WILLING "team.sizes = {10: 1}", "team.sizes");
    assert_refused(WILLING "team.sizes = {0: 1, 4: 1}", "team.sizes");
    assert_refused(WILLING "team.sizes = {some: 1}", "team.sizes");
    assert_refused(WILLING "team.sizes = {4: 0}", "team.sizes");
    assert_refused(WILLING "team.sizes = {4: 0.5}; team.sizes_in_turn = true", "team.sizes");
    assert_refused(WILLING "team.sizes_in_turn = true", "team.sizes_in_turn");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sizes_are_drawn_by_weight),
        cmocka_unit_test(sizes_come_in_turn),
        cmocka_unit_test(one_size_is_the_largest),
        cmocka_unit_test(runs_are_the_same_on_any_number_of_threads),
        cmocka_unit_test(what_cannot_be_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
