/* What is left out, and credit, by hand and by many runs: what is left out at a time, in every order, against what is
 * told of each founder. Also tests study/whatif/credit.c. */
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
    assert_true(credit.others == others_without(&base, &credit, 0, "") && credit.others > 10);
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
    double sum = 0, squares = 0;
    for (int i = 0; i < CHANCE_MOST; i++) {
        const int32_t agent = chance->agent[i];
        char people[16];
        int64_t own = 0;
        assert_true(i == 0 || agent > chance->agent[i - 1]);
        assert_false(is_founder(&credit, agent));
        for (int64_t s = 0; s < base.course.sources.count; s++) {
            const struct adoption_source_row *source = &base.course.sources.items[s];
            const bool of_it = base.course.adoptions.items[source->adoption].practice == practice;
            assert_false(of_it && source->source == agent);
        }
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

/* ---- what is left out ---- */

static void what_is_meant_is_found_by_number_or_name(void **state)
{
    (void)state;
    char *people[] = {"7", "Ann", "Bo-Lee"}, *ways[] = {"video calls", "1"};
    struct whatif_base base = {.agents = {3, people}, .practices = {2, ways}, .course = {.agents = 3}};
    for (int i = 0; i < 2; i++) assert_true(array_push(&base.course.practices, (struct practice_row){.practice = i}));
    assert_true(array_push(&base.course.projects, (struct project_row){.project = 4}));
    assert_true(array_push(&base.course.projects, (struct project_row){.project = 2}));
    static const struct {
        const char *what, *people, *ties, *projects, *practices, *fault; /* fault: NULL: it is added */
    } cases[] = {
        {"agent:Ann", "1", "", "", "", NULL},
        {"agent:7", "0", "", "", "", NULL}, /* a name goes before a number */
        {"agent:2", "2", "", "", "", NULL},
        {"agent:number:2", "2", "", "", "", NULL},
        {"agent:number:7", "", "", "", "", "there is no agent 7; they are numbered from 0 to 2"},
        {"agent:3", "", "", "", "", "there is no agent 3; they are numbered from 0 to 2"},
        {"agent:-1", "", "", "", "", "there is no agent -1; they are numbered from 0 to 2"},
        {"tie:Ann-7", "", "1-0", "", "", NULL},
        {"tie:number:2-Ann", "", "2-1", "", "", NULL},
        {"tie:2-Bo-Lee", "", "2-2", "", "", "tie:2-Bo-Lee: it takes two"},
        {"tie:Ann", "", "", "", "", "tie:Ann: a tie is written as tie:3-7"},
        {"tie:-7", "", "", "", "", "tie:-7: a tie is written as tie:3-7"},
        {"tie:Ann-9", "", "", "", "", "there is no agent 9; they are numbered from 0 to 2"},
        {"project:4", "", "", "4", "", NULL},
        {"project:5", "", "", "", "", "there is no project 5; they are numbered from 0 to 4"},
        {"community:0", "", "", "", "", "there is no community in this run"},
        {"practice:video calls", "", "", "", "0", NULL},
        {"practice:1", "", "", "", "1", NULL},
        {"practice:number:0", "", "", "", "0", NULL},
        {"practices:1", "", "", "", "",
            "practices:1: it is written as agent:12, tie:3-7, project:5, community:1 or practice:8; did you mean "
            "'practice:'?"},
        {"agen:1", "", "", "", "",
            "agen:1: it is written as agent:12, tie:3-7, project:5, community:1 or practice:8; did you mean 'agent:'?"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scenario scenario = scenario_default;
        struct message message = {""};
        const enum status status = whatif_add(&base, &scenario, cases[i].what, &message);
        assert_int_equal(status, cases[i].fault ? STATUS_INPUT : STATUS_OK);
        assert_string_equal(message.text, cases[i].fault ? cases[i].fault : "");
        if (cases[i].fault) continue;
        assert_true(scenario.without.present);
        assert_string_equal(scenario.without.people, cases[i].people);
        assert_string_equal(scenario.without.ties, cases[i].ties);
        assert_string_equal(scenario.without.projects, cases[i].projects);
        assert_string_equal(scenario.without.practices, cases[i].practices);
        assert_string_equal(scenario.without.communities, "");
    }
    array_free(&base.course.practices);
    array_free(&base.course.projects);
}

/* One after another, as long as there is room. */
static void more_is_added_until_there_is_no_room(void **state)
{
    (void)state;
    struct scenario scenario = scenario_default;
    struct message message = {""};
    assert_int_equal(whatif_add_agent(&scenario, 3, &message), STATUS_OK);
    assert_int_equal(whatif_add_agent(&scenario, 12, &message), STATUS_OK);
    assert_string_equal(scenario.without.people, "3, 12");
    enum status status = STATUS_OK;
    while (status == STATUS_OK) status = whatif_add_agent(&scenario, 12345, &message);
    assert_int_equal(status, STATUS_INPUT);
    assert_string_equal(message.text, "12345: so much cannot be left out at once");
    assert_in_range(strlen(scenario.without.people), SCENARIO_TEXT - 8, SCENARIO_TEXT - 1);
}

static void fates_are_of_both_runs_and_not_of_who_is_left_out(void **state)
{
    (void)state;
    struct whatif_base base = {.steps = 0};
    struct course without = {.steps = 0};
    struct scenario scenario = scenario_default;
    struct fates fates = {0};
    static const struct learned with[] = {{0, 1, 0, 3, 0}, {0, 2, 0, 4, 0}, {0, 2, 1, 9, 0}, {1, 5, 0, 2, 0},
        {1, 6, 0, 7, 0}},
                                other[] = {{-1, 2, 0, 8, 0}, {0, 2, 0, 6, 0}, {0, 2, 1, 5, 0}, {1, 4, 0, 1, 0},
                                    {1, 6, 0, 7, 0}};
    for (int i = 0; i < 5; i++) {
        assert_true(array_push(&base.course.learned, with[i]));
        assert_true(array_push(&without.learned, other[i]));
    }
    strcpy(scenario.without.people, "9, 1");
    assert_int_equal(whatif_compare(&base, &scenario, &without, &fates), STATUS_OK);
    static const struct {
        struct fate fate;
        enum fate_kind kind;
    } expected[] = {{{-1, 2, 0, -1, 8}, FATE_ONLY_WITHOUT}, {{0, 2, 0, 4, 6}, FATE_LATER},
        {{0, 2, 1, 9, 5}, FATE_SOONER}, {{1, 4, 0, -1, 1}, FATE_ONLY_WITHOUT}, {{1, 5, 0, 2, -1}, FATE_NEVER},
        {{1, 6, 0, 7, 7}, FATE_SAME}};
    assert_int_equal(fates.count, 6);
    for (int i = 0; i < 6; i++) {
        assert_memory_equal(&fates.items[i], &expected[i].fate, sizeof(struct fate));
        assert_int_equal(fate_kind(&fates.items[i]), expected[i].kind);
    }
    array_free(&fates);
    array_free(&base.course.learned);
    array_free(&without.learned);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_practice_that_most_use_in_the_end_leads),
        cmocka_unit_test(credit_is_what_runs_without_them_come_to),
        cmocka_unit_test(chance_is_the_spread_of_what_should_change_nothing),
        cmocka_unit_test(what_cannot_be_credited_is_told),
        cmocka_unit_test(what_is_meant_is_found_by_number_or_name),
        cmocka_unit_test(more_is_added_until_there_is_no_room),
        cmocka_unit_test(fates_are_of_both_runs_and_not_of_who_is_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
