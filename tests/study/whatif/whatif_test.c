/* What is left out of a run, as it is asked for, and what became of whom without it. */
#include "study/whatif/whatif.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "scenario/parameters.h"

static void what_is_meant_is_found_by_number_or_name(void **state)
{
    (void)state;
    char *people[] = {"7", "Ann", "Bo-Lee", "number:1"}, *ways[] = {"video calls", "1"};
    struct whatif_base base = {.agents = {4, people}, .practices = {2, ways}, .course = {.agents = 4}};
    for (int i = 0; i < 2; i++) assert_true(array_push(&base.course.practices, (struct practice_row){.practice = i}));
    assert_true(array_push(&base.course.projects, (struct project_row){.project = 4}));
    assert_true(array_push(&base.course.projects, (struct project_row){.project = 2}));
    static const struct {
        const char *what, *people, *ties, *projects, *practices, *fault; /* fault: NULL: it is added */
    } cases[] = {
        {"agent:Ann", "1", "", "", "", NULL},
        {"agent:7", "0", "", "", "", NULL}, /* no number goes so far */
        {"agent:id:7", "0", "", "", "", NULL},
        {"agent:id:number:1", "3", "", "", "", NULL},
        {"agent:Anne", "", "", "", "", "there is no agent 'Anne'; they are numbered from 0 to 3; did you mean 'Ann'?"},
        {"agent:2", "", "", "", "", "no agent has the id '2'; if it is meant as a number: number:2"},
        {"agent:number:2", "2", "", "", "", NULL},
        {"agent:number:1", "1", "", "", "", NULL}, /* and `number:` before a name */
        {"tie:a name of more than thirtyone letters-2", "", "", "", "",
            "there is no agent 'a name of more than thirtyone letters'; they are numbered from 0 to 3"},
        {"tie:Bo-Lee-7", "", "2-0", "", "", NULL},
        {"tie:Bo-Lee-Ann", "", "2-1", "", "", NULL},
        {"tie:7-Bo-Lee", "", "0-2", "", "", NULL},
        {"tie:number:2-number:1", "", "2-1", "", "", NULL},
        {"tie:Bo-Lou-Ann", "", "", "", "",
            "tie:Bo-Lou-Ann: nowhere does a hyphen stand between two people; by numbers a tie is written as tie:3-7"},
        {"tie:Ann-", "", "", "", "", "tie:Ann-: a tie is written as tie:3-7"},
        {"agent:number:7", "", "", "", "", "there is no agent '7'; they are numbered from 0 to 3"},
        {"agent:4", "", "", "", "", "there is no agent '4'; they are numbered from 0 to 3"},
        {"agent:-1", "", "", "", "", "there is no agent '-1'; they are numbered from 0 to 3"},
        {"tie:Ann-7", "", "1-0", "", "", NULL},
        {"tie:number:2-Ann", "", "2-1", "", "", NULL},
        {"tie:number:2-Bo-Lee", "", "2-2", "", "", "tie:number:2-Bo-Lee: it takes two"},
        {"tie:Ann", "", "", "", "", "tie:Ann: a tie is written as tie:3-7"},
        {"tie:-7", "", "", "", "", "tie:-7: a tie is written as tie:3-7"},
        {"tie:Ann-9", "", "", "", "", "there is no agent '9'; they are numbered from 0 to 3"},
        {"project:4", "", "", "4", "", NULL},
        {"project:5", "", "", "", "", "there is no project '5'; they are numbered from 0 to 4"},
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

/* Where names have hyphens one may not know where the tie lies. */
static void a_tie_that_may_be_two_is_told(void **state)
{
    (void)state;
    char *people[] = {"Ann", "Ann-Bo", "Bo-Cy", "Cy"};
    const struct whatif_base base = {.agents = {4, people}, .course = {.agents = 4}};
    struct scenario scenario = scenario_default;
    struct message message = {""};
    assert_int_equal(whatif_add(&base, &scenario, "tie:Ann-Bo-Cy", &message), STATUS_INPUT);
    assert_string_equal(
        message.text, "tie:Ann-Bo-Cy: it may be 0-2 or 1-3; by numbers the first is tie:number:0-number:2");
    assert_int_equal(whatif_add(&base, &scenario, "tie:number:0-number:2", &message), STATUS_OK);
    assert_int_equal(whatif_add(&base, &scenario, "tie:Ann-Bo-Bo-Cy", &message), STATUS_OK);
    assert_string_equal(scenario.without.ties, "0-2, 1-2");
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
    for (int more = 0; more < 2; more++) { /* ", 123" and what ends the text have just room, or not */
        memset(scenario.without.people, '1', SCENARIO_TEXT);
        scenario.without.people[SCENARIO_TEXT - 6 + more] = '\0';
        assert_int_equal(whatif_add_agent(&scenario, 123, &message), more == 0 ? STATUS_OK : STATUS_INPUT);
    }
}

static void fates_are_of_both_runs_and_not_of_who_is_left_out(void **state)
{
    (void)state;
    struct whatif_base base = {.steps = 0};
    struct course without = {.steps = 0};
    struct scenario scenario = scenario_default;
    struct fates fates = {0};
    static const struct learned with[] = {{0, 1, 0, 3, 0}, {0, 2, 0, 4, 0}, {0, 2, 1, 9, 0}, {1, 5, 0, 2, 0},
        {1, 6, 0, 7, 0}, {1, 7, 0, 3, 0}},
                                other[] = {{-1, 2, 0, 8, 0}, {0, 2, 0, 5, 0}, {0, 2, 1, 5, 0}, {1, 4, 0, 1, 0},
                                    {1, 6, 0, 7, 0}, {1, 7, 1, 4, 0}};
    for (int i = 0; i < 6; i++) {
        assert_true(array_push(&base.course.learned, with[i]));
        assert_true(array_push(&without.learned, other[i]));
    }
    strcpy(scenario.without.people, "9, 1");
    assert_int_equal(whatif_compare(&base, &scenario, &without, &fates), STATUS_OK);
    static const struct {
        struct fate fate;
        enum fate_kind kind;
    } expected[] = {{{-1, 2, 0, -1, 8}, FATE_ONLY_WITHOUT}, {{0, 2, 0, 4, 5}, FATE_LATER},
        {{0, 2, 1, 9, 5}, FATE_SOONER}, {{1, 4, 0, -1, 1}, FATE_ONLY_WITHOUT}, {{1, 5, 0, 2, -1}, FATE_NEVER},
        {{1, 6, 0, 7, 7}, FATE_SAME}, {{1, 7, 0, 3, -1}, FATE_NEVER}, {{1, 7, 1, -1, 4}, FATE_ONLY_WITHOUT}};
    assert_int_equal(fates.count, 8);
    for (int i = 0; i < 8; i++) {
        assert_memory_equal(&fates.items[i], &expected[i].fate, sizeof(struct fate));
        assert_int_equal(fate_kind(&fates.items[i]), expected[i].kind);
    }
    array_free(&fates);
    array_free(&base.course.learned);
    array_free(&without.learned);
}

/* Communities are numbered by their rows, in whatever order these are; so the largest counts. A practice is asked for
 * by whom no scenario is changed. */
static void what_is_there_goes_by_its_rows(void **state)
{
    (void)state;
    char *people[] = {"3"}, *ways[] = {"mail", "calls", "letters"};
    struct whatif_base base = {.agents = {1, people}, .practices = {3, ways}, .course = {.agents = 2}};
    struct scenario scenario = scenario_default;
    struct message message = {""};
    int32_t practice = -1;
    static const int32_t communities[] = {2, 5, 1, 6};
    assert_int_equal(whatif_practice(&base, "0", &practice, &message), STATUS_INPUT);
    assert_string_equal(message.text, "there is no practice in this run");
    assert_int_equal(whatif_practice(&base, "letters", &practice, &message), STATUS_OK);
    assert_int_equal(practice, 2);
    for (int i = 0; i < 4; i++)
        assert_true(array_push(&base.course.communities, (struct community_row){.community = communities[i]}));
    for (int i = 0; i < 4; i++) assert_true(array_push(&base.course.practices, (struct practice_row){.practice = i}));
    assert_int_equal(whatif_practice(&base, "3", &practice, &message), STATUS_OK);
    assert_int_equal(practice, 3); /* it has no name */
    assert_int_equal(whatif_practice(&base, "4", &practice, &message), STATUS_INPUT);
    assert_string_equal(message.text, "there is no practice '4'; they are numbered from 0 to 3");
    assert_int_equal(whatif_add(&base, &scenario, "community:6", &message), STATUS_OK);
    assert_int_equal(whatif_add(&base, &scenario, "community:3", &message), STATUS_OK);
    assert_string_equal(scenario.without.communities, "6, 3"); /* nor is it who is called so */
    static const char *const refused[][2] = {
        {"community:7", "there is no community '7'; they are numbered from 0 to 6"},
        {"community:3.5", "there is no community '3.5'; they are numbered from 0 to 6"},
        {"community:", "there is no community ''; they are numbered from 0 to 6"},
        {"project:3", "there is no project in this run"},
        {"agent:2", "there is no agent '2'; they are numbered from 0 to 1"},
        {"comunity:letters by post", "comunity:letters by post: it is written as agent:12, tie:3-7, project:5, "
                                     "community:1 or practice:8; did you "
                                     "mean 'community:'?"},
        {"12", "12: it is written as agent:12, tie:3-7, project:5, community:1 or practice:8"},
        {":12", ":12: it is written as agent:12, tie:3-7, project:5, community:1 or practice:8"},
    };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        assert_int_equal(whatif_add(&base, &scenario, refused[i][0], &message), STATUS_INPUT);
        assert_string_equal(message.text, refused[i][1]);
    }
    assert_string_equal(scenario.without.communities, "6, 3"); /* as it was */
    array_free(&base.course.communities);
    array_free(&base.course.practices);
}

/* One of the two may have learned nothing at all. */
static void fates_of_runs_in_which_nobody_learned(void **state)
{
    (void)state;
    struct whatif_base base = {.steps = 0};
    struct course without = {.steps = 0};
    struct scenario scenario = scenario_default;
    struct fates fates = {0};
    assert_int_equal(whatif_compare(&base, &scenario, &without, &fates), STATUS_OK);
    assert_int_equal(fates.count, 0);
    assert_true(
        array_push(&base.course.learned, (struct learned){.practice = 3, .agent = 2, .newcomer = 1, .step = 0}));
    assert_int_equal(whatif_compare(&base, &scenario, &without, &fates), STATUS_OK);
    assert_int_equal(fates.count, 1);
    assert_memory_equal(&fates.items[0], (&(struct fate){3, 2, 1, 0, -1}), sizeof(struct fate));
    assert_int_equal(whatif_compare(&(struct whatif_base){.steps = 0}, &scenario, &base.course, &fates), STATUS_OK);
    assert_int_equal(fates.count, 2); /* it adds to what there is */
    assert_memory_equal(&fates.items[1], (&(struct fate){3, 2, 1, -1, 0}), sizeof(struct fate));
    array_free(&fates);
    array_free(&base.course.learned);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_meant_is_found_by_number_or_name),
        cmocka_unit_test(a_tie_that_may_be_two_is_told),
        cmocka_unit_test(more_is_added_until_there_is_no_room),
        cmocka_unit_test(fates_are_of_both_runs_and_not_of_who_is_left_out),
        cmocka_unit_test(what_is_there_goes_by_its_rows),
        cmocka_unit_test(fates_of_runs_in_which_nobody_learned),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
