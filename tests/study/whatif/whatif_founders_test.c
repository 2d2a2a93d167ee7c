/* Who is a founder and who is another: of courses in which something was changed by hand, and of runs in which nobody
 * passes anything on. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/worlds.h"
#include "study/whatif/whatif.h"

/* Four people begin, and have it reach others; or, with a beta of 0, nobody. */
#define SPREAD                                                                                                         \
    "network.kind = random; network.agents = 60; network.mean_degree = 4; steps = 6; start.users = 4;"                 \
    "adoption.rule = contact; adoption.accept.beta = 0.15"
#define NOBODY                                                                                                         \
    "network.kind = ring; network.agents = 9; network.mean_degree = 2; steps = 6; start.users = 4;"                    \
    "adoption.rule = contact; adoption.accept.beta = 0"

static struct whatif_base base_of(const char *settings)
{
    struct whatif_base base = {.scenario = scenario_of(settings)};
    struct message message;
    const struct course_request request = {.scenario = &base.scenario, .threads = 1};
    if (course_run(&base.course, &request, &message) != STATUS_OK) fail_msg("%s", message.text);
    return base;
}

static struct credit credit_of(const struct whatif_base *base, int32_t practice, int shapley)
{
    struct credit credit;
    struct message message;
    if (whatif_credit(base, practice, shapley, 1, NULL, NULL, NULL, &credit, &message)) fail_msg("%s", message.text);
    return credit;
}

/* Of as much ancestry the earlier comes first, then the lower number. */
static void founders_of_as_many_go_by_step_and_number(void **state)
{
    (void)state;
    struct whatif_base base = base_of(NOBODY);
    struct adoption_rows *rows = &base.course.adoptions;
    assert_int_equal(rows->count, 4);
    static const int32_t steps[] = {3, 2, 2, 0}, learners[] = {1, 5, 4, 8};
    static const int places[] = {3, 2, 1, 0};
    for (int i = 0; i < 4; i++) {
        rows->items[i].step = steps[i];
        rows->items[i].learner = learners[i];
    }
    struct credit credit = credit_of(&base, 0, 0);
    assert_int_equal(credit.founders.count, 4);
    for (int i = 0; i < 4; i++) {
        const struct founder *founder = &credit.founders.items[i];
        assert_int_equal(founder->agent, learners[places[i]]);
        assert_int_equal(founder->step, steps[places[i]]);
        assert_int_equal(founder->ancestry, 0);
    }
    array_free(&credit.founders);
    whatif_close(&base);
}

/* Founders pass it on to nobody here either, and all the same are none of those who are left out for chance. */
static void all_who_are_no_founders_are_left_out_where_they_are_few(void **state)
{
    (void)state;
    struct whatif_base base = base_of(NOBODY);
    struct credit credit = credit_of(&base, 0, 2);
    const struct chance *chance = &credit.chance;
    assert_true(credit.others == 0 && chance->people == 5);
    for (int i = 0; i < 5; i++) {
        assert_true(i == 0 || chance->agent[i] > chance->agent[i - 1]);
        for (int k = 0; k < 4; k++) assert_true(chance->agent[i] != credit.founders.items[k].agent);
    }
    assert_true(chance->mean == 0 && chance->deviation == 0 && chance->low == 0 && chance->high == 0);
    assert_true(chance->shapley_low == 0 && chance->shapley_high == 0);
    for (int k = 0; k < 4; k++) {
        assert_int_equal(credit.founders.items[k].leave_one_out, 0);
        assert_true(k < 2 ? credit.founders.items[k].shapley == 0 : isnan(credit.founders.items[k].shapley));
    }
    array_free(&credit.founders);
    whatif_close(&base);
}

/* Neither a newcomer in a founder's place nor who learned something else is one of the others. */
static void others_are_no_founders_and_learn_this(void **state)
{
    (void)state;
    struct whatif_base base = base_of(SPREAD);
    struct credit before = credit_of(&base, 0, 0);
    const int32_t founder = before.founders.items[0].agent, row = base.course.learned.items[0].row;
    const int32_t agent = base.course.learned.items[0].agent;
    assert_true(array_push(&base.course.learned, (struct learned){0, founder, 1, 5, row}));
    assert_true(array_push(&base.course.learned, (struct learned){1, agent, 0, 5, row}));
    struct credit after = credit_of(&base, 0, 0);
    assert_int_equal(after.others, before.others);
    assert_int_equal(after.founders.count, before.founders.count);
    for (int64_t i = 0; i < after.founders.count; i++) {
        assert_int_equal(after.founders.items[i].agent, before.founders.items[i].agent);
        assert_int_equal(after.founders.items[i].ancestry, before.founders.items[i].ancestry);
    }
    array_free(&before.founders);
    array_free(&after.founders);
    whatif_close(&base);
}

/* Of all founders together, who are everything that there is: what they share out is all of it. */
static void all_founders_share_out_the_whole(void **state)
{
    (void)state;
    struct whatif_base base = base_of(SPREAD);
    double sums[2] = {0, 0};
    for (int k = 0; k < 2; k++) {
        struct credit credit = credit_of(&base, 0, k == 0 ? 4 : SHAPLEY_MOST); /* of more than there are, all */
        assert_int_equal(credit.players, 4);
        for (int i = 0; i < 4; i++) {
            assert_true(credit.founders.items[i].shapley == credit.founders.items[i].shapley); /* no NaN */
            sums[k] += credit.founders.items[i].shapley;
        }
        assert_true(fabs(sums[k] - (double)credit.others) < 1e-9 && credit.others > 0);
        array_free(&credit.founders);
    }
    assert_true(sums[0] == sums[1]);
    whatif_close(&base);
}

/* Of three the sets without one of them have 1/3, 1/6, 1/6 and 1/3 of the orders: squares of 5/18 together. */
static void chance_of_a_shapley_value_goes_by_the_sets(void **state)
{
    (void)state;
    struct whatif_base base = base_of(ORGANISATION "steps = 30; observe.every = 10");
    const int32_t practice = whatif_leading(&base.course);
    struct credit credit = credit_of(&base, practice, 3), none = credit_of(&base, practice, 0);
    const struct chance *chance = &credit.chance;
    const double half = chance->high - chance->mean;
    assert_true(credit.players == 3 && half > 0 && chance->mean != 0);
    assert_close(chance->mean - chance->low, half);
    assert_true(fabs(chance->shapley_high - (chance->mean / 3 + half * sqrt(5.0 / 9))) < 1e-9);
    assert_true(fabs(chance->shapley_low - (chance->mean / 3 - half * sqrt(5.0 / 9))) < 1e-9);
    assert_true(none.players == 0 && isnan(none.chance.shapley_low) && isnan(none.chance.shapley_high));
    assert_true(none.chance.mean == chance->mean && none.chance.low == chance->low);
    array_free(&credit.founders);
    array_free(&none.founders);
    whatif_close(&base);
}

/* Who had it from somebody of another practice tried it first: a root of its own, whom nobody's credit is. */
static void who_was_told_of_another_practice_is_nobodys_descendant(void **state)
{
    (void)state;
    struct whatif_base base = base_of(SPREAD);
    struct credit before = credit_of(&base, 0, 0);
    int64_t whole = 0, left = 0, cut = 0;
    for (int64_t i = 0; i < base.course.adoptions.count; i++) {
        struct adoption_row *row = &base.course.adoptions.items[i];
        if (row->source_count == 0 || cut++ > 0) continue;
        assert_true(array_push(&base.course.adoptions, (struct adoption_row){.learner = row->learner, .practice = 1}));
        row = &base.course.adoptions.items[i]; /* it may lie elsewhere now */
        for (int32_t k = 0; k < row->source_count; k++)
            base.course.sources.items[row->first_source + k].source_adoption = (int32_t)base.course.adoptions.count - 1;
    }
    struct credit after = credit_of(&base, 0, 0);
    assert_int_equal(after.others, before.others);
    assert_int_equal(after.founders.count, before.founders.count); /* as there was somebody who told */
    for (int64_t i = 0; i < after.founders.count; i++) {
        whole += before.founders.items[i].ancestry;
        left += after.founders.items[i].ancestry;
    }
    assert_true(whole == before.others && left < whole);
    array_free(&before.founders);
    array_free(&after.founders);
    whatif_close(&base);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(founders_of_as_many_go_by_step_and_number),
        cmocka_unit_test(all_who_are_no_founders_are_left_out_where_they_are_few),
        cmocka_unit_test(others_are_no_founders_and_learn_this),
        cmocka_unit_test(all_founders_share_out_the_whole),
        cmocka_unit_test(chance_of_a_shapley_value_goes_by_the_sets),
        cmocka_unit_test(who_was_told_of_another_practice_is_nobodys_descendant),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
