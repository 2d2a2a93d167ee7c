/* What a run without somebody came to, and what founders are owed: the page and the JSON of fates that are told by
 * hand. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "program/printed.h"
#include "program/whatif/whatif_print.h"

enum { WIDTH = 100, MOST = 64 };

static char *people[] = {"anna", "ben \"b\""}, *practices[] = {"letters", "video calls"};
static struct whatif_base base;
static struct course without;
static struct option_list what;
static struct fate fate[MOST];
static struct whatif_told told;

/* Two runs that differ, without fates; two people and two practices have names. */
static int gather(void **state)
{
    (void)state;
    base = (struct whatif_base){.agents = {2, people}, .practices = {2, practices}};
    without = (struct course){.digest = {0, 1}};
    for (int i = 0; i < OBSERVABLE_COUNT; i++) base.course.last[i] = without.last[i] = NAN;
    what = (struct option_list){1, {"agent:4"}};
    told = (struct whatif_told){.base = &base, .without = &without, .what = &what, .practice = -1};
    told.fates.items = fate;
    return 0;
}

static void add(int practice, int agent, int newcomer, int with, int instead)
{
    assert_true(told.fates.count < MOST);
    fate[told.fates.count++] = (struct fate){practice, agent, newcomer, with, instead};
}

/* One of every kind of the first practice; more is lost of the third, and more is changed of the second. */
static void add_some(void)
{
    add(-1, 3, 0, -1, 7);
    add(0, 0, 0, 3, 3);
    add(0, 1, 0, 4, -1);
    add(1, 0, 0, 5, 9);
    add(1, 1, 0, 6, 8);
    add(1, 2, 0, 2, -1);
    add(1, 2, 1, -1, 4);
    add(1, 3, 0, 9, 8);
    add(2, 0, 0, 1, -1);
    add(2, 5, 0, 1200, -1);
    add(3, 0, 0, 8, 8);
}

static void assert_page(const char *wanted)
{
    struct printed printed = {0};
    whatif_print(&told, WIDTH, printed_to(&printed));
    assert_printed(&printed, wanted);
}

#define HEAD                                                                                                           \
    "The same run, with the same draws, without agent:4.\n"                                                            \
    "How others learn practices (a person and a practice each):\n"

static void the_page_has_totals_and_every_practice_that_is_changed(void **state)
{
    (void)state;
    add_some();
    what = (struct option_list){2, {"agent:4", "project:2"}};
    base.course.last[OBSERVE_adopters] = 7;
    without.last[OBSERVE_adopters] = 5;
    base.course.last[OBSERVE_quality_mean] = 0.5; /* which only one of the two has */
    assert_page("The same run, with the same draws, without agent:4, project:2.\n"
                "How others learn practices (a person and a practice each):\n"
                "  just the same                    2\n"
                "  later                            2  by 3 steps (median)\n"
                "  sooner                           1  by 1 step (median)\n"
                "  not at all                       4\n"
                "  learned only in the run without  2\n"
                "\n"
                "  adopters at the end: 7, without 5\n"
                "\n"
                "  practice                  learned by  not at all  later  sooner  only in the run without\n"
                "  practice 2                2           2           0      0       0\n"
                "  practice 1 (video calls)  4           1           2      1       1\n"
                "  practice 0 (letters)      2           1           0      0       0\n");
}

static void where_nothing_is_learned_there_are_only_zeros(void **state)
{
    (void)state;
    assert_page(HEAD "  just the same                    0\n"
                     "  later                            0\n"
                     "  sooner                           0\n"
                     "  not at all                       0\n"
                     "  learned only in the run without  0\n"
                     "\n");
    add(0, 1, 0, 5, 5);
    assert_page(HEAD "  just the same                    1\n"
                     "  later                            0\n"
                     "  sooner                           0\n"
                     "  not at all                       0\n"
                     "  learned only in the run without  0\n"
                     "\n");
}

static void the_same_bits_are_told_and_nothing_else(void **state)
{
    (void)state;
    add_some();
    without.digest = (struct digest){0};
    assert_page("The same run, with the same draws, without agent:4: not a bit is different.\n");
    without.digest = (struct digest){1, 0}; /* one half of it */
    struct printed printed = {0};
    whatif_print(&told, WIDTH, printed_to(&printed));
    assert_non_null(strstr(printed_text(&printed), "just the same"));
    printed_free(&printed);
}

static void the_median_of_many_is_the_middle(void **state)
{
    (void)state;
    struct printed printed = {0};
    add(0, 0, 0, 1, 11);
    add(0, 1, 0, 1, 2);
    add(0, 2, 0, 1, 5);
    add(0, 3, 0, 20, 13);
    add(0, 4, 0, 20, 18);
    whatif_print(&told, WIDTH, printed_to(&printed));
    assert_non_null(strstr(printed_text(&printed), "3  by 4 steps (median)\n"));
    assert_non_null(strstr(printed_text(&printed), "2  by 4.5 steps (median)\n"));
    printed_free(&printed);
}

static void whoever_learned_a_practice_otherwise_is_named(void **state)
{
    (void)state;
    struct printed printed = {0};
    add_some();
    told.practice = 1;
    whatif_print(&told, WIDTH, printed_to(&printed));
    const char *named = strstr(printed_text(&printed), "practice 1 (video calls): ");
    assert_non_null(named);
    assert_string_equal(named, "practice 1 (video calls): 5 learned it otherwise, or not at all\n"
                               "  who                        with    without\n"
                               "  anna (agent 0)             step 5  step 9\n"
                               "  ben \"b\" (agent 1)          step 6  step 8\n"
                               "  agent 2                    step 2  never\n"
                               "  agent 2, newcomer 1 there  never   step 4\n"
                               "  agent 3                    step 9  step 8\n");
    printed_free(&printed);
    told.practice = 3;
    whatif_print(&told, WIDTH, printed_to(&printed));
    assert_non_null(strstr(printed_text(&printed), "\npractice 3: 0 learned it otherwise, or not at all\n"));
    printed_free(&printed);
}

static void only_the_first_of_many_are_shown(void **state)
{
    (void)state;
    struct printed printed = {0};
    for (int i = 0; i < 12; i++) add(i, 9, 0, 1, -1);
    whatif_print(&told, WIDTH, printed_to(&printed));
    assert_int_equal(times(printed_text(&printed), "  practice "), 1 + 12);
    assert_null(strstr(printed_text(&printed), "more"));
    printed_free(&printed);
    add(12, 9, 0, 1, -1);
    add(13, 9, 0, 1, -1);
    whatif_print(&told, WIDTH, printed_to(&printed));
    assert_int_equal(times(printed_text(&printed), "  practice "), 1 + 12);
    assert_non_null(strstr(printed_text(&printed), "\n  and 2 more practices; --json has all\n"));
    printed_free(&printed);
    told.fates.count = 0;
    told.practice = 0;
    for (int i = 0; i < 40; i++) add(0, 5 + i, 0, 1, 2);
    whatif_print(&told, WIDTH, printed_to(&printed));
    assert_int_equal(times(printed_text(&printed), "  agent "), 40);
    assert_null(strstr(printed_text(&printed), "more"));
    printed_free(&printed);
    for (int i = 0; i < 3; i++) add(0, 50 + i, 0, 1, 2);
    whatif_print(&told, WIDTH, printed_to(&printed));
    assert_int_equal(times(printed_text(&printed), "  agent "), 40);
    assert_non_null(strstr(printed_text(&printed), ": 43 learned it otherwise"));
    assert_non_null(strstr(printed_text(&printed), "\n  and 3 more; --json has all\n"));
    printed_free(&printed);
}

static void json_has_every_fate(void **state)
{
    (void)state;
    struct printed printed = {0};
    add(-1, 3, 2, -1, 7);
    add(0, 1, 0, 4, 4);
    add(0, 2, 0, 4, -1);
    add(1, 2, 0, 4, 5);
    add(1, 3, 0, 4, 3);
    what = (struct option_list){2, {"agent:4", "agent:a \"b\""}};
    base.course.digest = (struct digest){2, 0};
    base.course.last[OBSERVE_adopters] = 7;
    without.last[OBSERVE_adopters] = 5.5;
    base.course.last[OBSERVE_ties] = 4;
    without.last[OBSERVE_quality_mean] = 1; /* which the run has not */
    whatif_print_json(&told, "a\\b.h5", printed_to(&printed));
    assert_printed(&printed,
        "{\"file\": \"a\\\\b.h5\",\n"
        " \"without\": [\"agent:4\", \"agent:a \\\"b\\\"\"],\n"
        " \"digest\": \"00000000000000000000000000000002\",\n"
        " \"digest_without\": \"00000000000000010000000000000000\",\n"
        " \"last\": {\"adopters\": [7, 5.5], \"ties\": [4, null]},\n"
        " \"fates\": [\n"
        "  {\"practice\": -1, \"agent\": 3, \"newcomer\": 2, \"step\": -1, \"step_without\": 7, \"fate\": "
        "\"only_without\"},\n"
        "  {\"practice\": 0, \"agent\": 1, \"newcomer\": 0, \"step\": 4, \"step_without\": 4, \"fate\": \"same\"},\n"
        "  {\"practice\": 0, \"agent\": 2, \"newcomer\": 0, \"step\": 4, \"step_without\": -1, \"fate\": \"never\"},\n"
        "  {\"practice\": 1, \"agent\": 2, \"newcomer\": 0, \"step\": 4, \"step_without\": 5, \"fate\": \"later\"},\n"
        "  {\"practice\": 1, \"agent\": 3, \"newcomer\": 0, \"step\": 4, \"step_without\": 3, \"fate\": "
        "\"sooner\"}]}\n");
}

static void json_of_one_practice_has_no_other(void **state)
{
    (void)state;
    struct printed printed = {0};
    add_some();
    told.practice = 2;
    whatif_print_json(&told, "a.h5", printed_to(&printed));
    const char *fates = strstr(printed_text(&printed), " \"last\"");
    assert_non_null(fates);
    assert_string_equal(fates,
        " \"last\": {},\n \"fates\": [\n"
        "  {\"practice\": 2, \"agent\": 0, \"newcomer\": 0, \"step\": 1, \"step_without\": -1, \"fate\": \"never\"},\n"
        "  {\"practice\": 2, \"agent\": 5, \"newcomer\": 0, \"step\": 1200, \"step_without\": -1, \"fate\": "
        "\"never\"}]}\n");
    printed_free(&printed);
}

/* ---- credit ---- */

#define FOUNDERS                                                                                                       \
    "Founders took it up without having it from anybody. Ancestry: others whose learning goes back to that one, by "   \
    "the source that weighed most. Leave one out: others fewer who learn it where that one takes no part; little "     \
    "where another stands in."
#define SHARES                                                                                                         \
    " Shapley: the mean of what the founder adds, over all orders in which the founders could come, so that the "      \
    "values add up to what they make together; every set of them was run, and no order drawn."

static struct founder founder[2];
static struct credit_told credit;

/* Two founders, of whom one has a value of Shapley's; chance cannot be told. */
static int give_credit(void **state)
{
    founder[0] = (struct founder){1, 4, 1500, -2, 1.25};
    founder[1] = (struct founder){6, 0, 3, 0, NAN};
    credit = (struct credit_told){.base = &base, .practice = 1, .credit = {.others = 1234, .players = 3}};
    credit.credit.founders.items = founder;
    credit.credit.founders.count = 2;
    credit.credit.chance = (struct chance){1, {8}, NAN, NAN, NAN, NAN, NAN, NAN};
    return gather(state);
}

/* What is printed in lines of any length. */
static void assert_credit(const char *wanted)
{
    struct printed printed = {0};
    credit_print(&credit, 4000, printed_to(&printed));
    assert_printed(&printed, wanted);
}

static void founders_are_a_table(void **state)
{
    (void)state;
    assert_credit("practice 1 (video calls): 1,234 others learn it; what they owe to each founder, in people\n"
                  "  founder            step  ancestry  leave one out  Shapley\n"
                  "  ben \"b\" (agent 1)  4     1,500     -2             1.2\n"
                  "  agent 6            0     3         0\n" FOUNDERS SHARES "\n"
                  "How much is chance cannot be told: there are no two people who passed it on to nobody.\n");
}

static void without_shapley_there_is_no_such_column(void **state)
{
    (void)state;
    founder[0].shapley = NAN;
    credit.practice = 2;
    assert_credit("practice 2: 1,234 others learn it; what they owe to each founder, in people\n"
                  "  founder            step  ancestry  leave one out\n"
                  "  ben \"b\" (agent 1)  4     1,500     -2\n"
                  "  agent 6            0     3         0\n" FOUNDERS "\n"
                  "How much is chance cannot be told: there are no two people who passed it on to nobody.\n");
}

static void assert_chance(const char *wanted)
{
    struct printed printed = {0};
    credit_print(&credit, 4000, printed_to(&printed));
    const char *chance = strstr(printed_text(&printed), "\nChance: ");
    assert_non_null(chance);
    assert_string_equal(chance + 1, wanted);
    printed_free(&printed);
}

static void chance_is_said_in_numbers(void **state)
{
    (void)state;
    credit.credit.chance = (struct chance){3, {8, 9, 11}, 0.5, 1.25, -3.75, 4.5, -1.5, 2.25};
    assert_chance(
        "Chance: leaving out one of 3 people who passed it on to nobody made others fewer by 0.5 on average "
        "(standard deviation 1.2). So a leave one out from -3.8 to 4.5 cannot be told from chance (95 %), nor a "
        "value of Shapley's from -1.5 to 2.2.\n");
    credit.credit.players = 0;
    assert_chance("Chance: leaving out one of 3 people who passed it on to nobody made others fewer by 0.5 on average "
                  "(standard deviation 1.2). So a leave one out from -3.8 to 4.5 cannot be told from chance (95 %).\n");
    credit.credit.chance = (struct chance){2, {8, 9}, -1, 0, -1, -1, -1, -1};
    credit.credit.players = 3;
    assert_chance(
        "Chance: leaving out one of 2 people who passed it on to nobody changed the number by -1 each time: the "
        "numbers are as good as exact for this run.\n");
}

static void credit_keeps_to_the_width(void **state)
{
    (void)state;
    struct printed printed = {0};
    credit.credit.chance = (struct chance){3, {8, 9, 11}, 0.5, 1.25, -3.75, 4.5, -1.5, 2.25};
    credit_print(&credit, 60, printed_to(&printed));
    int lines = 0;
    for (const char *line = printed_text(&printed); *line; lines++) {
        const size_t length = strcspn(line, "\n");
        if (lines > 0) assert_true(length <= 60); /* the first is one sentence */
        line += length + 1;
    }
    assert_true(lines > 10);
    printed_free(&printed);
}

static void credit_as_json(void **state)
{
    (void)state;
    struct printed printed = {0};
    credit.credit.chance = (struct chance){2, {8, 9}, 0.5, 1.25, -3.75, 4.5, -1.5, 2.25};
    credit_print_json(&credit, printed_to(&printed));
    assert_printed(&printed,
        "{\"practice\": 1, \"others\": 1234, \"founders\": [\n"
        "  {\"agent\": 1, \"step\": 4, \"ancestry\": 1500, \"leave_one_out\": -2, \"shapley\": 1.25},\n"
        "  {\"agent\": 6, \"step\": 0, \"ancestry\": 3, \"leave_one_out\": 0, \"shapley\": null}],\n"
        " \"chance\": {\"people\": 2, \"agents\": [8, 9], \"mean\": 0.5, \"deviation\": 1.25, \"low\": -3.75, "
        "\"high\": 4.5, \"shapley_low\": -1.5, \"shapley_high\": 2.25}}\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(the_page_has_totals_and_every_practice_that_is_changed, gather),
        cmocka_unit_test_setup(where_nothing_is_learned_there_are_only_zeros, gather),
        cmocka_unit_test_setup(the_same_bits_are_told_and_nothing_else, gather),
        cmocka_unit_test_setup(the_median_of_many_is_the_middle, gather),
        cmocka_unit_test_setup(whoever_learned_a_practice_otherwise_is_named, gather),
        cmocka_unit_test_setup(only_the_first_of_many_are_shown, gather),
        cmocka_unit_test_setup(json_has_every_fate, gather),
        cmocka_unit_test_setup(json_of_one_practice_has_no_other, gather),
        cmocka_unit_test_setup(founders_are_a_table, give_credit),
        cmocka_unit_test_setup(without_shapley_there_is_no_such_column, give_credit),
        cmocka_unit_test_setup(chance_is_said_in_numbers, give_credit),
        cmocka_unit_test_setup(credit_keeps_to_the_width, give_credit),
        cmocka_unit_test_setup(credit_as_json, give_credit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
