/* The default scenario, and what follows from what. */
#include "scenario/scenario.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "scenario/settings.h"

static void only_what_is_always_there_is_there_by_default(void **state)
{
    (void)state;
    for (int i = 0; i < SECTION_TOTAL; i++)
        assert_int_equal(
            section_present(&scenario_default, &section_table[i]), section_table[i].switched == SECTION_ALWAYS);
}

static void a_name_is_found_where_it_stands_in_a_list_and_only_as_a_whole(void **state)
{
    (void)state;
    const struct scenario scenario =
        scenario_of((const char *const[SETTINGS_MOST]){"landscape", "landscape.practices={letters: 0.4, letter: 0.8}"});
    const struct named_numbers *listed = &scenario.landscape.practices;
    assert_int_equal(named_place(listed, "letters"), 0);
    assert_int_equal(named_place(listed, "letter"), 1);
    assert_int_equal(named_place(listed, "lette"), -1);
    assert_int_equal(named_place(listed, ""), -1);
    assert_int_equal(named_place(&scenario_default.landscape.practices, "letters"), -1);
}

static void seeds_of_their_own_replace_the_seed_of_the_run(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of((const char *const[SETTINGS_MOST]){"seed=7"});
    for (int family = 0; family < RANDOM_FAMILY_COUNT; family++)
        assert_int_equal(scenario_seeds(&scenario).of[family], 7);
    scenario = scenario_of((const char *const[SETTINGS_MOST]){"seed=7", "seeds.network=0", "seeds.behaviour=9"});
    assert_int_equal(scenario_seeds(&scenario).of[RANDOM_POPULATION], 7);
    assert_int_equal(scenario_seeds(&scenario).of[RANDOM_NETWORK], 0);
    assert_int_equal(scenario_seeds(&scenario).of[RANDOM_BEHAVIOUR], 9);
}

static void the_stages_of_projects_come_with_them(void **state)
{
    (void)state;
    struct scenario without = scenario_of((const char *const[SETTINGS_MOST]){NULL});
    struct scenario with = scenario_of((const char *const[SETTINGS_MOST]){"projects"});
    for (int i = 0; i < SECTION_TOTAL; i++) {
        if (section_table[i].whole != section_find("projects")) continue;
        assert_false(section_present(&without, &section_table[i]));
        assert_true(section_present(&with, &section_table[i]));
    }
    assert_false(with.debrief.present);
}

static void the_automatic_start_follows_the_landscape(void **state)
{
    (void)state;
    static const struct {
        const char *settings[SETTINGS_MOST];
        enum start_kind practice;
    } cases[] = {
        {{NULL}, START_NONE},
        {{"landscape"}, START_UNIT},
        {{"landscape.kind=match"}, START_UNIT},
        {{"landscape.kind=listed", "landscape.practices=a: 1"}, START_NONE},
        {{"landscape", "start.practice=random"}, START_RANDOM},
        {{"start.practice=none", "landscape"}, START_NONE},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_int_equal(scenario_of(cases[i].settings).start.practice, cases[i].practice);
}

static void settling_twice_changes_nothing(void **state)
{
    (void)state;
    struct scenario once = scenario_of((const char *const[SETTINGS_MOST]){"projects", "landscape", "opportunities"});
    struct scenario twice = once;
    scenario_settle(&twice);
    assert_memory_equal(&once, &twice, sizeof once);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_is_always_there_is_there_by_default),
        cmocka_unit_test(a_name_is_found_where_it_stands_in_a_list_and_only_as_a_whole),
        cmocka_unit_test(seeds_of_their_own_replace_the_seed_of_the_run),
        cmocka_unit_test(the_stages_of_projects_come_with_them),
        cmocka_unit_test(the_automatic_start_follows_the_landscape),
        cmocka_unit_test(settling_twice_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
