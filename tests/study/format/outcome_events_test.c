/* Outcomes of events in a world: where its people are and where they move to, which rows hold, and copies that go on
 * by themselves. */
#include "study/format/outcome.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "study/studies.h"

/* Forty people in four units, and nobody has a project. */
static struct study study;
static struct world *world;
static const int32_t *unit;

static struct outcome outcome_of(const char *table, enum outcome_kind kind, const char *of, const char *where)
{
    struct message message = {.text = ""};
    struct outcome outcome = {.of_events = true, .kind = kind, .last = INT64_MAX};
    while (strcmp(event_tables[outcome.table].name, table) != 0) outcome.table++;
    if (*of && expression_read_columns(&outcome.expression, outcome.table, of, &message) != STATUS_OK)
        fail_msg("%s", message.text);
    if (*where && expression_read_columns(&outcome.where, outcome.table, where, &message) != STATUS_OK)
        fail_msg("%s", message.text);
    return outcome;
}

static struct tally begin(const struct outcome *outcome)
{
    struct tally tally;
    struct message message = {.text = ""};
    if (tally_begin(&tally, outcome, world, &message) != STATUS_OK) fail_msg("%s", message.text);
    return tally;
}

/* A step in which these adopt, one after another, and then somebody moves (-1: nobody). */
static void step(struct tally *tally, int32_t number, const int32_t *learners, int count, int32_t mover, int32_t to)
{
    struct events events;
    assert_int_equal(events_open(&events), STATUS_OK);
    for (int i = 0; i < count; i++) {
        const struct adoption_row row = {.step = number, .learner = learners[i], .practice = i, .project = -1};
        assert_true(array_push(&events.adoption, row));
    }
    const struct transfer_row move = {.step = number, .agent = mover, .unit_after = to};
    if (mover >= 0) assert_true(array_push(&events.transfer, move));
    assert_int_equal(tally_happened(tally, &events), STATUS_OK);
    tally->latest = number;
    events_close(&events);
}

static double result(struct tally *tally)
{
    const double value = tally_result(tally);
    tally_free(tally);
    return value;
}

/* In what is taken as in what holds, as the second of the names there as well as the first. */
static void people_are_where_the_world_has_them(void **state)
{
    (void)state;
    static const int32_t learners[] = {0, 39, 17};
    double sum = 0, many = 0;
    for (int i = 0; i < 3; i++) {
        sum += 10 * learners[i] + unit[learners[i]];
        many += unit[learners[i]] == unit[39] && learners[i] > 0;
    }
    const struct outcome total = outcome_of("adoption", OUTCOME_TOTAL, "10 * learner + learner.unit", "");
    struct tally tally = begin(&total);
    step(&tally, 1, learners, 3, -1, 0);
    assert_true(result(&tally) == sum);
    char where[64];
    snprintf(where, sizeof where, "learner > 0 and learner.unit == %d", (int)unit[39]);
    const struct outcome count = outcome_of("adoption", OUTCOME_COUNT, "", where);
    tally = begin(&count);
    step(&tally, 1, learners, 3, -1, 0);
    assert_true(many >= 1 && result(&tally) == many);
}

/* From the step after that in which they move. */
static void who_moves_is_elsewhere_from_then_on(void **state)
{
    (void)state;
    static const int32_t learner[] = {5};
    const int32_t before = unit[5], after = (before + 1) % 4;
    char where[64];
    const struct outcome last = outcome_of("adoption", OUTCOME_LAST, "0 * step + learner.unit", "");
    struct tally tally = begin(&last);
    step(&tally, 1, learner, 1, 5, after);
    assert_true(tally.account.value == before);
    step(&tally, 2, learner, 1, 6, before);
    assert_true(result(&tally) == after);
    snprintf(where, sizeof where, "step > 0 and learner.unit == %d", (int)after);
    const struct outcome there = outcome_of("adoption", OUTCOME_COUNT, "", where);
    tally = begin(&there);
    step(&tally, 1, learner, 1, 5, after);
    step(&tally, 2, learner, 1, -1, 0);
    assert_true(result(&tally) == 1);
}

/* One that does not hold is passed over, and those behind it are not. */
static void each_row_is_asked(void **state)
{
    (void)state;
    static const int32_t learners[] = {3, 8, 1, 9, 2};
    static const struct {
        const char *where;
        double sum;
    } cases[] = {{"", 23}, {"practice", 20}, {"learner > 2", 20}, {"learner < 3", 3}, {"practice != 1", 15},
        {"learner > 9", 0}, {"learner / (practice - 3) > 0", 2}, {"0 * learner / (0 * learner) == 1", 0},
        {"learner * 5 >= agents", 17}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct outcome outcome = outcome_of("adoption", OUTCOME_TOTAL, "learner", cases[i].where);
        struct tally tally = begin(&outcome);
        step(&tally, 1, learners, 5, -1, 0);
        const double sum = result(&tally);
        if (sum != cases[i].sum) fail_msg("%s: %g, not %g", cases[i].where, sum, cases[i].sum);
    }
}

/* A run that goes on from another's beginning knows what was there before, and moves people of its own. */
static void a_copy_has_people_of_its_own(void **state)
{
    (void)state;
    static const int32_t learner[] = {5};
    const int32_t here = unit[5];
    const struct outcome outcome =
        outcome_of("adoption", OUTCOME_TOTAL, "learner.unit - practice", "learner.unit >= 0");
    struct tally tally = begin(&outcome), copy;
    step(&tally, 1, learner, 1, 5, 3);
    assert_int_equal(tally_copy(&copy, &tally), STATUS_OK);
    step(&copy, 2, learner, 1, 5, 0);
    step(&tally, 2, learner, 1, -1, 0);
    step(&copy, 3, learner, 1, -1, 0);
    step(&tally, 3, learner, 1, -1, 0);
    assert_true(result(&copy) == here + 3 + 0 && result(&tally) == here + 3 + 3);
}

/* What a number leads to in a table has nothing to do with the person of that number, nor with where that one moves. */
static void tables_and_people_are_kept_apart(void **state)
{
    (void)state;
    const struct outcome outcome = outcome_of("adoption", OUTCOME_TOTAL, "practice.quality + 100 * learner.unit", "");
    const int32_t before = unit[5], after = (before + 1) % 4;
    struct tally tally = begin(&outcome);
    for (int32_t number = 1; number <= 2; number++) {
        struct events events;
        assert_int_equal(events_open(&events), STATUS_OK);
        const struct practice_row born = {.step = number, .practice = number == 1 ? 5 : 17, .quality = 0.25 * number};
        const struct adoption_row row = {.step = number, .learner = 5, .practice = 5, .project = -1};
        const struct transfer_row move = {.step = number, .agent = 5, .unit_after = after};
        assert_true(array_push(&events.practice, born) && array_push(&events.adoption, row));
        assert_true(array_push(&events.transfer, move));
        assert_int_equal(tally_happened(&tally, &events), STATUS_OK);
        tally.latest = number;
        events_close(&events);
    }
    assert_true(result(&tally) == 2 * 0.25 + 100 * before + 100 * after);
}

/* Nothing is counted then, and not 0 either. */
static void what_cannot_happen_has_no_number(void **state)
{
    (void)state;
    static const struct {
        const char *table, *of, *where;
        bool shown;
    } cases[] = {{"adoption", "", "", true}, {"project", "", "", false}, {"adoption", "", "project.members > 0", false},
        {"adoption", "project.members", "", false}, {"adoption", "learner.unit", "learner.unit > 0", true}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct outcome outcome = outcome_of(cases[i].table, OUTCOME_COUNT, cases[i].of, cases[i].where);
        struct tally tally = begin(&outcome);
        step(&tally, 1, NULL, 0, -1, 0);
        assert_int_equal(tally.shown, cases[i].shown);
        const double value = result(&tally);
        if (cases[i].shown ? value != 0 : !isnan(value)) fail_msg("case %zu: %g", i, value);
    }
}

static int enter(void **state)
{
    struct scenario scenario;
    struct message message = {.text = ""};
    if (enter_folder(state) != 0) return -1;
    study = read_fine(BASE "set: {network.kind: units, network.agents: 40, network.units: 4}\n");
    if (study_scenario(&study, 0, 1, &scenario, &message) != STATUS_OK) return -1;
    if (model_create(&world, &scenario, NULL, NULL, &message) != STATUS_OK) return -1;
    unit = model_network(world)->unit;
    return 0;
}

static int leave(void **state)
{
    model_free(world);
    study_free(&study);
    return leave_folder(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(people_are_where_the_world_has_them),
        cmocka_unit_test(who_moves_is_elsewhere_from_then_on),
        cmocka_unit_test(each_row_is_asked),
        cmocka_unit_test(a_copy_has_people_of_its_own),
        cmocka_unit_test(tables_and_people_are_kept_apart),
        cmocka_unit_test(what_cannot_happen_has_no_number),
    };
    return cmocka_run_group_tests(tests, enter, leave);
}
