/* Credit by hand and by many runs: what is left out at a time, in every order, against what is told of each founder.
 * Also tests study/whatif/credit.c. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/worlds.h"
#include "study/whatif/whatif.h"

/* ---- courses put together by hand ---- */

static void take_up(struct course *course, int32_t learner, int32_t domain, int32_t practice)
{
    const struct adoption_row row = {.learner = learner, .domain = domain, .practice = practice};
    assert_true(array_push(&course->adoptions, row));
}

/* Of each place and domain the last practice counts, and of as many users the first practice. */
static void the_practice_that_most_use_in_the_end_leads(void **state)
{
    (void)state;
    struct course course = {.agents = 4};
    assert_int_equal(whatif_leading(&course), -1);
    for (int i = 0; i < 5; i++) assert_true(array_push(&course.practices, (struct practice_row){.practice = i}));
    assert_int_equal(whatif_leading(&course), -1);
    take_up(&course, 0, 0, 3);
    take_up(&course, 1, 0, 3);
    take_up(&course, 2, 0, 1);
    assert_int_equal(whatif_leading(&course), 3);
    take_up(&course, 0, 0, 1); /* in the place of 3 */
    assert_int_equal(whatif_leading(&course), 1);
    take_up(&course, 0, 1, 4); /* beside 1, in another domain */
    take_up(&course, 1, 1, 4);
    assert_int_equal(whatif_leading(&course), 1);
    take_up(&course, 3, 1, 4);
    assert_int_equal(whatif_leading(&course), 4);
    course_free(&course);
}

/* ---- runs ---- */

/* Four people begin, and it has not reached everybody in the end: whoever begins makes a difference. */
#define SPREAD                                                                                                         \
    "network.kind = random; network.agents = 60; network.mean_degree = 4; steps = 6; start.users = 4;"                 \
    "adoption.rule = contact; adoption.accept.beta = 0.15"

/* Whatever changes here changes what comes after, also by chance. */
#define LIVELY ORGANISATION "steps = 30; observe.every = 10"

static struct whatif_base base_of(const char *settings)
{
    struct whatif_base base = {.scenario = scenario_of(settings)};
    struct message message;
    const struct course_request request = {.scenario = &base.scenario, .threads = 1};
    if (course_run(&base.course, &request, &message) != STATUS_OK) fail_msg("%s", message.text);
    return base;
}

static bool is_founder(const struct credit *credit, int32_t agent)
{
    for (int64_t i = 0; i < credit->founders.count; i++)
        if (credit->founders.items[i].agent == agent) return true;
    return false;
}

static bool is_source(const struct course *course, int32_t practice, int32_t agent)
{
    for (int64_t s = 0; s < course->sources.count; s++) {
        const struct adoption_source_row *source = &course->sources.items[s];
        const bool of_it = course->adoptions.items[source->adoption].practice == practice;
        if (of_it && source->source == agent) return true;
    }
    return false;
}

/* How many who are no founders learn the practice in a run without these people, a text; all of its own. */
static double others_without(
    const struct whatif_base *base, const struct credit *credit, int32_t practice, const char *people)
{
    struct scenario scenario = base->scenario;
    struct course course;
    struct message message;
    scenario.without.present = true;
    strcpy(scenario.without.people, people);
    scenario_settle(&scenario);
    const struct course_request request = {.scenario = &scenario, .threads = 1};
    if (course_run(&course, &request, &message) != STATUS_OK) fail_msg("%s", message.text);
    assert_int_equal(course_translate(&course, &base->course), STATUS_OK);
    double count = 0;
    for (int64_t i = 0; i < course.learned.count; i++)
        count += course.learned.items[i].practice == practice && !is_founder(credit, course.learned.items[i].agent);
    course_free(&course);
    return count;
}

/* Without those of the first three founders that the set lacks. */
static double value_of_set(const struct whatif_base *base, const struct credit *credit, unsigned there)
{
    char people[64] = "";
    for (int i = 0; i < 3; i++)
        if (!(there >> i & 1))
            sprintf(strchr(people, '\0'), "%s%d", *people ? ", " : "", credit->founders.items[i].agent);
    return others_without(base, credit, 0, people);
}

struct told {
    int64_t calls, last, all;
};

static void hear(void *context, int64_t runs, int64_t all)
{
    struct told *told = context;
    told->calls++;
    assert_int_equal(runs, told->calls);
    told->last = runs;
    told->all = all;
}

static void credit_is_what_runs_without_them_come_to(void **state)
{
    (void)state;
    static const int orders[6][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    struct whatif_base base = base_of(SPREAD);
    struct credit credit;
    struct message message;
    struct told told = {0};
    assert_int_equal(whatif_credit(&base, 0, 3, 1, NULL, hear, &told, &credit, &message), STATUS_OK);
    assert_int_equal(credit.founders.count, 4);
    assert_int_equal(credit.players, 3);
    assert_true(told.last == told.all && told.calls == 4 + credit.chance.people + (8 - 1 - 3));
    assert_true((double)credit.others == others_without(&base, &credit, 0, "") && credit.others > 10);
    int64_t ancestry = 0;
    double different = 0;
    for (int i = 0; i < 4; i++) {
        const struct founder *founder = &credit.founders.items[i];
        char people[16];
        sprintf(people, "%d", founder->agent);
        const double left = others_without(&base, &credit, 0, people);
        assert_int_equal(founder->step, 0);
        assert_true((double)founder->leave_one_out == (double)credit.others - left);
        assert_true(i == 0 || founder->ancestry <= founder[-1].ancestry);
        ancestry += founder->ancestry;
        different += left != (double)credit.others;
    }
    assert_int_equal(ancestry, credit.others); /* all have it from somebody, and by these from one of the four */
    assert_true(different >= 2);
    double value[8], shapley[3] = {0};
    for (unsigned there = 0; there < 8; there++) value[there] = value_of_set(&base, &credit, there);
    for (int o = 0; o < 6; o++) {
        unsigned there = 0;
        for (int k = 0; k < 3; k++) {
            const int next = orders[o][k];
            shapley[next] += (value[there | 1u << next] - value[there]) / 6;
            there |= 1u << next;
        }
    }
    for (int i = 0; i < 3; i++) assert_close(credit.founders.items[i].shapley, shapley[i]);
    assert_true(isnan(credit.founders.items[3].shapley));
    array_free(&credit.founders);
    whatif_close(&base);
}

/* Leaving out people from whom nobody had it, evenly among all such: mean and spread of what that changes. */
static void chance_is_the_spread_of_what_should_change_nothing(void **state)
{
    (void)state;
    static const double of_ten = 2.2621571628; /* Student's t, 0.975, 9 degrees of freedom */
    struct whatif_base base = base_of(LIVELY);
    const int32_t practice = whatif_leading(&base.course);
    struct credit credit;
    struct message message;
    assert_int_equal(whatif_credit(&base, practice, 2, 1, NULL, NULL, NULL, &credit, &message), STATUS_OK);
    const struct chance *chance = &credit.chance;
    assert_int_equal(chance->people, CHANCE_MOST);
    assert_int_equal(credit.players, 2);
    int32_t bystander[240], there = 0;
    for (int32_t agent = 0; agent < 240; agent++)
        if (!is_founder(&credit, agent) && !is_source(&base.course, practice, agent)) bystander[there++] = agent;
    assert_true(there > 2 * CHANCE_MOST);
    double sum = 0, squares = 0;
    for (int i = 0; i < CHANCE_MOST; i++) {
        const int32_t agent = chance->agent[i];
        char people[16];
        int64_t own = 0;
        assert_int_equal(agent, bystander[i * there / CHANCE_MOST]);
        for (int64_t k = 0; k < base.course.learned.count; k++) {
            const struct learned *one = &base.course.learned.items[k];
            own += one->agent == agent && one->practice == practice;
        }
        sprintf(people, "%d", agent);
        const double change = (double)(credit.others - own) - others_without(&base, &credit, practice, people);
        sum += change;
        squares += change * change;
    }
    const double mean = sum / 10, deviation = sqrt((squares - 10 * mean * mean) / 9);
    const double half = of_ten * deviation * sqrt(1.1);
    assert_true(deviation > 0);
    assert_true(fabs(chance->mean - mean) < 1e-9 && fabs(chance->deviation - deviation) < 1e-9);
    assert_true(fabs(chance->low - (mean - half)) < 1e-6 && fabs(chance->high - (mean + half)) < 1e-6);
    /* of two: the sets of none and of the other have half of the orders each */
    const double part = half * sqrt(2 * (1.0 / 4 + 1.0 / 4));
    assert_true(fabs(chance->shapley_low - (mean / 2 - part)) < 1e-6);
    assert_true(fabs(chance->shapley_high - (mean / 2 + part)) < 1e-6);
    array_free(&credit.founders);
    whatif_close(&base);
}

/* Who takes it up again, from nobody, is no founder anew, nor is who had learned it; and order goes by ancestry first.
 */
static void a_founder_is_one_once_and_was_none_before(void **state)
{
    (void)state;
    struct whatif_base base = base_of(SPREAD);
    struct credit credit, again;
    struct message message;
    assert_int_equal(whatif_credit(&base, 0, 0, 1, NULL, NULL, NULL, &credit, &message), STATUS_OK);
    const int32_t first = credit.founders.items[0].agent, learner = base.course.learned.items[0].agent;
    assert_true(credit.founders.items[0].ancestry > credit.founders.items[3].ancestry);
    for (int64_t i = 0; i < base.course.adoptions.count; i++)
        if (base.course.adoptions.items[i].learner == first) base.course.adoptions.items[i].step = 5;
    take_up(&base.course, first, 0, 0);
    take_up(&base.course, learner, 0, 0);
    assert_int_equal(whatif_credit(&base, 0, 0, 1, NULL, NULL, NULL, &again, &message), STATUS_OK);
    assert_int_equal(again.founders.count, 4);
    for (int i = 0; i < 4; i++) assert_int_equal(again.founders.items[i].agent, credit.founders.items[i].agent);
    assert_int_equal(again.founders.items[0].step, 5);
    array_free(&credit.founders);
    array_free(&again.founders);
    whatif_close(&base);
}

/* On a line the last alone passes it on to nobody: too few to tell chance, and the runs told of are those that there
 * are. */
static void where_few_are_bystanders_chance_is_not_known(void **state)
{
    (void)state;
    struct whatif_base base = base_of("network.kind = line; network.agents = 5; steps = 6; start.users = 1;"
                                      "adoption.rule = contact; adoption.accept.beta = 1");
    struct credit credit;
    struct message message;
    struct told told = {0};
    assert_int_equal(whatif_credit(&base, 0, 1, 1, NULL, hear, &told, &credit, &message), STATUS_OK);
    assert_true(credit.others == 4 && credit.founders.count == 1 && credit.chance.people <= 2);
    assert_true(credit.founders.items[0].shapley == 4 && credit.founders.items[0].leave_one_out == 4);
    assert_true(told.last == told.all && told.calls == 1 + credit.chance.people);
    assert_true(isnan(credit.chance.low) == (credit.chance.people < 2));
    array_free(&credit.founders);
    whatif_close(&base);
}

/* However long the rule of the scenario would let it go on. */
static void a_run_without_somebody_takes_as_many_steps(void **state)
{
    (void)state;
    struct whatif_base base = base_of(SPREAD "; steps = 40; until = adopters >= 20");
    struct scenario scenario = base.scenario;
    struct course course;
    struct message message;
    assert_true(base.course.steps > 3 && base.course.steps < 40);
    assert_int_equal(whatif_add_agent(&scenario, base.course.learned.items[0].agent, &message), STATUS_OK);
    assert_int_equal(whatif_run(&base, &scenario, 1, NULL, &course, &message), STATUS_OK);
    assert_int_equal(course.steps, base.course.steps);
    course_free(&course);
    whatif_close(&base);
}

static void what_cannot_be_credited_is_told(void **state)
{
    (void)state;
    struct whatif_base base = base_of(SPREAD);
    struct credit credit;
    struct message message = {""};
    const sig_atomic_t stop = 1;
    assert_int_equal(whatif_credit(&base, 1, 0, 1, NULL, NULL, NULL, &credit, &message), STATUS_INPUT);
    assert_string_equal(message.text, "nobody takes up practice 1");
    array_free(&credit.founders);
    assert_int_equal(whatif_credit(&base, 0, 0, 1, &stop, NULL, NULL, &credit, &message), STATUS_STOPPED);
    array_free(&credit.founders);
    assert_int_equal(whatif_credit(&base, 0, 0, 1, NULL, NULL, NULL, &credit, &message), STATUS_OK);
    assert_int_equal(credit.players, 0);
    assert_true(isnan(credit.founders.items[0].shapley) && isnan(credit.chance.shapley_low));
    array_free(&credit.founders);
    whatif_close(&base);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_practice_that_most_use_in_the_end_leads),
        cmocka_unit_test(credit_is_what_runs_without_them_come_to),
        cmocka_unit_test(chance_is_the_spread_of_what_should_change_nothing),
        cmocka_unit_test(a_founder_is_one_once_and_was_none_before),
        cmocka_unit_test(where_few_are_bystanders_chance_is_not_known),
        cmocka_unit_test(a_run_without_somebody_takes_as_many_steps),
        cmocka_unit_test(what_cannot_be_credited_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
