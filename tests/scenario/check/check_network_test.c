/* Who can be tied to whom: how many ties, groups and units a network of each kind has room for, to the last one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "scenario/settings.h"

static void what_has_just_room_passes(void **state)
{
    (void)state;
    static const char *const cases[][SETTINGS_MOST] = {
        {NULL},
        {"network.kind=complete", "network.agents=1"},
        {"network.kind=star", "network.agents=1", "network.mean_degree=1000"},
        {"network.kind=ring", "network.agents=11", "network.mean_degree=10"},
        {"network.kind=ring", "network.agents=1", "network.mean_degree=0"},
        {"network.kind=random", "network.agents=5", "network.mean_degree=4"},
        {"network.kind=random", "network.mean_degree=2.5"},
        {"network.kind=small_world", "network.agents=20", "network.mean_degree=4", "network.rewired_fraction=1"},
        {"network.kind=torus", "network.agents=9"},
        {"network.kind=torus", "network.agents=15"},
        {"network.kind=torus", "network.agents=12", "network.grid_rows=4"},
        {"network.kind=torus", "network.agents=9", "network.grid_rows=3"},
        {"network.kind=preferential", "network.agents=6", "network.ties_per_newcomer=5"},
        {"network.kind=caveman", "network.agents=8"},
        {"network.kind=caveman", "network.agents=6", "network.group_size=3"},
        {"network.kind=caveman", "network.agents=2", "network.group_size=2"},
        {"network.kind=groups", "network.agents=6", "network.group_size=2"},
        {"network.kind=groups", "network.agents=16", "network.rewired_fraction=0.5"},
        {"network.kind=groups", "network.agents=8", "network.rewired_fraction=0"},
        {"network.kind=ring", "network.extra_ties=5"},
        {"network.kind=degrees", "network.agents=10", "network.degrees={0: 1, 9: 0}"},
        {"network.degrees={3: 0}"},
        {"network.agents=200", "network.units=10", "network.within_unit_fraction=0", "network.mean_degree=100"},
        {"network.agents=200", "network.units=10", "network.within_unit_fraction=1", "network.mean_degree=19"},
        {"network.units=1000", "network.within_unit_fraction=0"},
        {"network.agents=100", "network.units=20", "network.within_unit_fraction=0.4009"}, /* 200.45 ties are 200 */
        {"network.agents=20", "network.units=2", "network.within_unit_fraction=0", "network.mean_degree=10"},
        {"network.agents=5", "network.kind=random", "network.mean_degree=2", "network.extra_ties=5"},
        {"network.agents=9", "network.kind=preferential", "network.ties_per_newcomer=3", "network.extra_ties=15"},
        {"network.agents=8", "network.kind=groups", "network.group_size=4", "network.extra_ties=16"},
        {"network.agents=10", "network.kind=star", "network.extra_ties=36"},
        {"network.agents=12", "network.kind=torus", "network.extra_ties=18"},
        {"network.agents=10", "network.kind=ring", "network.mean_degree=4", "network.extra_ties=25"},
        {"network.kind=file", "network.edges=e.csv", "network.nodes=n.csv", "network.unit_column=u",
            "network.directed=true"},
        {"network.kind=file", "network.edges=e.csv", "network.units=5000"},
        {"network.nodes=n.csv", "network.units=20", "network.agents=100"},
    };
    assert_all_pass(COUNT_OF(cases), cases);
}

static void ties_units_and_groups_that_have_no_room_are_refused(void **state)
{
    (void)state;
    static const struct refusal cases[] = {
        {{"network.units=1001"}, "network.units", "1001 must be at most network.agents, which is 1000"},
        {{"network.agents=5", "network.units=6", "network.mean_degree=2"}, "network.units",
            "6 must be at most network.agents, which is 5"},
        {{"network.kind=ring", "network.mean_degree=3"}, "network.mean_degree",
            "3 must be even on a ring, with as many ties on either side"},
        {{"network.kind=small_world", "network.mean_degree=2.5"}, "network.mean_degree",
            "2.5 must be even on a ring, with as many ties on either side"},
        {{"network.kind=ring", "network.agents=10"}, "network.agents",
            "10 does not go with network.mean_degree, which is 10: among 10 agents network.mean_degree must be at most "
            "9"},
        {{"network.kind=random", "network.agents=10", "network.mean_degree=20", "network.extra_ties=1"},
            "network.mean_degree",
            "20 does not go with network.agents, which is 10: among 10 agents network.mean_degree must be at most 9"},
        {{"network.kind=random", "network.mean_degree=999.5"}, "network.mean_degree",
            "999.5 does not go with network.agents, which is 1000: among 1000 agents network.mean_degree must be at "
            "most 999"},
        {{"network.kind=random", "network.agents=5", "network.mean_degree=4.5"}, "network.mean_degree",
            "4.5 does not go with network.agents, which is 5: among 5 agents network.mean_degree must be at most 4"},
        {{"network.agents=100", "network.units=20"}, "network.within_unit_fraction",
            "0.8 is too much: of 500 ties 400 are to be inside units, where there are only 200 pairs"},
        {{"network.agents=20", "network.units=2", "network.within_unit_fraction=0", "network.mean_degree=15"},
            "network.within_unit_fraction",
            "0 is too little: of 150 ties 150 are to be between units, where there are only 100 pairs"},
        {{"network.agents=100", "network.units=20", "network.within_unit_fraction=0.401"},
            "network.within_unit_fraction",
            "0.401 is too much: of 500 ties 201 are to be inside units, where there are only 200 pairs"},
        {{"network.agents=20", "network.units=2", "network.within_unit_fraction=0", "network.mean_degree=10.1"},
            "network.within_unit_fraction",
            "0 is too little: of 101 ties 101 are to be between units, where there are only 100 pairs"},
        {{"network.units=1000"}, "network.within_unit_fraction",
            "0.8 is too much: of 5000 ties 4000 are to be inside units, where there are only 0 pairs"},
        {{"network.kind=preferential", "network.agents=5"}, "network.agents",
            "5 must be above network.ties_per_newcomer, which is 5"},
        {{"network.kind=preferential", "network.ties_per_newcomer=1000"}, "network.ties_per_newcomer",
            "1000 must be below network.agents, which is 1000"},
        {{"network.kind=caveman", "network.group_size=7"}, "network.group_size",
            "7 does not go with network.agents, which is 1000: network.agents must be a multiple of "
            "network.group_size"},
        {{"network.kind=groups", "network.agents=12"}, "network.agents",
            "12 does not go with network.group_size, which is 8: network.agents must be a multiple of "
            "network.group_size"},
        {{"network.kind=caveman", "network.group_size=2"}, "network.group_size",
            "2 must be at least 3, or a cave falls apart when one of its ties is rewired"},
        {{"network.kind=groups", "network.agents=8", "network.rewired_fraction=0.5"}, "network.rewired_fraction",
            "0.5 needs another group: network.agents must be at least twice network.group_size"},
    };
    assert_all_refused(COUNT_OF(cases), cases);
}

static void a_torus_has_sides_of_three_at_least(void **state)
{
    (void)state;
    static const struct refusal cases[] = {
        {{"network.kind=torus", "network.agents=14"}, "network.agents",
            "14 must be a product of two numbers of at least 3 each, the sides of the torus"},
        {{"network.kind=torus", "network.agents=4"}, "network.agents",
            "4 must be a product of two numbers of at least 3 each, the sides of the torus"},
        {{"network.kind=torus", "network.agents=7"}, "network.agents",
            "7 must be a product of two numbers of at least 3 each, the sides of the torus"},
        {{"network.kind=torus", "network.grid_rows=7"}, "network.grid_rows",
            "7 must be at least 3 and divide network.agents, which is 1000, into rows of at least 3"},
        {{"network.kind=torus", "network.grid_rows=2"}, "network.grid_rows",
            "2 must be at least 3 and divide network.agents, which is 1000, into rows of at least 3"},
        {{"network.kind=torus", "network.grid_rows=500"}, "network.grid_rows",
            "500 must be at least 3 and divide network.agents, which is 1000, into rows of at least 3"},
    };
    assert_all_refused(COUNT_OF(cases), cases);
}

static void ties_are_added_to_what_is_made_and_has_room(void **state)
{
    (void)state;
    static const char reason[] = "5 adds ties to a network that is made: network.kind cannot be complete or file";
    static const struct refusal cases[] = {
        {{"network.kind=complete", "network.extra_ties=5"}, "network.extra_ties", reason},
        {{"network.kind=file", "network.edges=e.csv", "network.extra_ties=5"}, "network.extra_ties", reason},
        {{"network.agents=5", "network.kind=random", "network.mean_degree=2", "network.extra_ties=6"},
            "network.extra_ties", "6 is too much: only 5 pairs of 5 agents are not tied yet"},
        {{"network.agents=9", "network.kind=preferential", "network.ties_per_newcomer=3", "network.extra_ties=16"},
            "network.extra_ties", "16 is too much: only 15 pairs of 9 agents are not tied yet"},
        {{"network.agents=8", "network.kind=groups", "network.group_size=4", "network.extra_ties=17"},
            "network.extra_ties", "17 is too much: only 16 pairs of 8 agents are not tied yet"},
        {{"network.agents=10", "network.kind=star", "network.extra_ties=37"}, "network.extra_ties",
            "37 is too much: only 36 pairs of 10 agents are not tied yet"},
        {{"network.agents=12", "network.kind=torus", "network.extra_ties=19"}, "network.extra_ties",
            "19 is too much: only 18 pairs of 12 agents are not tied yet"},
        {{"network.agents=10", "network.kind=ring", "network.mean_degree=4", "network.extra_ties=26"},
            "network.extra_ties", "26 is too much: only 25 pairs of 10 agents are not tied yet"},
    };
    assert_all_refused(COUNT_OF(cases), cases);
}

static void a_kind_says_what_it_is_missing(void **state)
{
    (void)state;
    static const struct refusal cases[] = {
        {{"network.kind=file"}, "network.kind", "file needs network.edges, the path of an edge list or graph"},
        {{"network.kind=degrees"}, "network.kind", "degrees needs network.degrees, such as {2: 0.5, 6: 0.5}"},
    };
    assert_all_refused(COUNT_OF(cases), cases);
}

/* Numbers of ties are looked at even where the kind makes nothing of them. */
static void numbers_of_ties_are_those_that_one_can_have(void **state)
{
    (void)state;
    static const char *const names[] = {"10", "-1", "1.5", "ten", "1e99", "04"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        char degrees[64], reason[256];
        snprintf(degrees, sizeof degrees, "network.degrees={2: 0.5, %s: 0.5}", names[i]);
        snprintf(reason, sizeof reason,
            "{\"2\": 0.5, \"%s\": 0.5} has names that are numbers of ties, whole and from 0 to 9", names[i]);
        const struct refusal of_degrees = {
            {"network.kind=degrees", "network.agents=10", degrees}, "network.degrees", reason};
        const struct refusal of_star = {{"network.kind=star", "network.agents=10", degrees}, "network.degrees", reason};
        assert_all_refused(1, &of_degrees);
        assert_all_refused(1, &of_star);
    }
    static const struct refusal nobody[] = {
        {{"network.kind=degrees", "network.degrees={2: 0, 6: 0}"}, "network.degrees",
            "{\"2\": 0, \"6\": 0} has no share above 0: nobody would have any of these numbers of ties"}};
    assert_all_refused(COUNT_OF(nobody), nobody);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_has_just_room_passes),
        cmocka_unit_test(ties_units_and_groups_that_have_no_room_are_refused),
        cmocka_unit_test(a_torus_has_sides_of_three_at_least),
        cmocka_unit_test(ties_are_added_to_what_is_made_and_has_room),
        cmocka_unit_test(a_kind_says_what_it_is_missing),
        cmocka_unit_test(numbers_of_ties_are_those_that_one_can_have),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
