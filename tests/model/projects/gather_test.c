/* gather: who is looked at, who is asked and who joins; each by its definition, many at once. Statistical checks: see
 * chance.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/frame/steps.h"
#include "model/projects/gathering.h"
#include "model/record/events.h"
#include "model/state/agents.h"
#include "model/state/projects.h"
#include "model/state/world.h"
#include "model/worlds.h"

/* passion * attention * trust * confidence, however often one is asked in a step; and never without attention left. */
static void the_asked_decide_by_passion_attention_trust_and_confidence(void **state)
{
    (void)state;
    enum { COPIES = 5000 };
    static const double expected[] = {0.8 * 0.6 * 0.9, 0.8 * 0.7 * 0.6 * 0.9, 0};
    for (int others = 0; others < 3; others++)
        for (int invitations = 1; invitations <= 5; invitations += 4) {
            char settings[256];
            snprintf(settings, sizeof settings,
                "team.min = 2; team.max = 2; team.candidates = 2; people.trust = 0.6; team.invitations = %d",
                invitations);
            struct world *world = willing_stars(settings, COPIES, 1);
            for (int32_t copy = 0; copy < COPIES; copy++) {
                world->agents.passion[2 * copy + 1] = 0.8;
                world->agents.confidence[2 * copy + 1] = 0.9;
                for (int i = 0; i < (others == 2 ? 3 : others); i++) busy(world, 2 * copy + 1);
                gathering(world, 2 * copy);
            }
            gather_once(world);
            assert_likely(chance_binomial(joined(world, MEMBER_INVITED), COPIES, expected[others]), "joined");
            assert_int_equal(world->events.project.count, world->events.member.count);
            for (int64_t i = 0; i < world->events.member.count; i++)
                assert_int_equal(world->events.member.items[i].inviter, world->events.member.items[i].member - 1);
            model_free(world);
        }
}

/* The product to a power. */
static void a_power_below_one_makes_people_more_willing(void **state)
{
    (void)state;
    enum { COPIES = 5000 };
    static const char *const power[] = {"0.1", "0.5", "0.9"};
    for (int i = 0; i < 3; i++) {
        char settings[256];
        snprintf(settings, sizeof settings,
            "team.min = 2; team.max = 2; team.candidates = 1; team.invitations = 1; people.trust = 0.4;"
            "team.willingness_exponent = %s",
            power[i]);
        struct world *world = willing_stars(settings, COPIES, 1);
        for (int32_t copy = 0; copy < COPIES; copy++) {
            world->agents.passion[2 * copy + 1] = 0.7;
            gathering(world, 2 * copy);
        }
        gather_once(world);
        double expected = pow(0.7 * 0.4, strtod(power[i], NULL));
        assert_likely(chance_binomial(joined(world, MEMBER_INVITED), COPIES, expected), "joined");
        model_free(world);
    }
}

/* The trust of a middle in a leaf and back. */
static void set_trust_in_leaf(struct world *world, int32_t middle, int32_t leaf, double trust)
{
    struct rows *told = &world->network.told;
    told->trust[rows_find(told, middle, middle + leaf)] = (float)trust;
    told->trust[rows_find(told, middle + leaf, middle)] = (float)trust;
}

/* Of many candidates the best is asked: by trust, by novelty, or by both. Leaf 1 is trusted and of the same unit and
 * skills; 2 is of another unit; 3 has other skills, half of them new; 4 is all new and least trusted. */
static void the_best_mix_of_trust_and_novelty_is_asked(void **state)
{
    (void)state;
    enum { COPIES = 1000, LEAVES = 4 };
    static const double trust[LEAVES + 1] = {0, 0.9, 0.6, 0.65, 0.2};
    static const uint64_t skills[LEAVES + 1] = {3, 3, 3, 6, 12};
    static const char *const diversity[] = {"0", "1", "0.45", "0.2"};
    static const int best[] = {1, 4, 4, 1};
    for (int i = 0; i < 4; i++) {
        char settings[256];
        snprintf(settings, sizeof settings,
            "team.min = 2; team.max = 2; team.candidates = 100; team.invitations = 1; team.diversity_weight = %s",
            diversity[i]);
        struct world *world = willing_stars(settings, COPIES, LEAVES);
        for (int32_t agent = 0; agent < COPIES * (LEAVES + 1); agent++) {
            int leaf = agent % (LEAVES + 1);
            world->agents.skills[agent] = skills[leaf];
            world->network.unit[agent] = leaf == 2 || leaf == 4;
            if (leaf > 0) set_trust_in_leaf(world, agent - leaf, leaf, trust[leaf]);
            if (leaf == 0) gathering(world, agent);
        }
        world->network.unit_count = 2; /* the lists of units are not looked at here */
        events_clear(&world->events);
        step_gather(world);
        for (int64_t row = 0; row < world->events.member.count; row++)
            assert_int_equal(world->events.member.items[row].member % (LEAVES + 1), best[i]);
        assert_likely(chance_binomial(world->events.member.count, COPIES, trust[best[i]]), "best at %s", diversity[i]);
        model_free(world);
    }
}

/* Half of novelty is another unit, half the share of skills that the team lacks: with diversity alone in the scale, of
 * 0.5 (unit), 0.25 (half of the skills) and 0.5 + 0.25 the last is asked. */
static void novelty_is_half_unit_half_skills(void **state)
{
    (void)state;
    enum { COPIES = 300, LEAVES = 3 };
    static const uint64_t skills[LEAVES + 1] = {3, 3, 6, 6};
    for (int without = 0; without <= 1; without++) {
        struct world *world = willing_stars("team.min = 2; team.max = 2; team.candidates = 60; team.invitations = 1; "
                                            "team.diversity_weight = 1; people.trust = 1",
            COPIES, LEAVES);
        for (int32_t agent = 0; agent < COPIES * (LEAVES + 1); agent++) {
            int leaf = agent % (LEAVES + 1);
            world->agents.skills[agent] = skills[leaf];
            world->network.unit[agent] = leaf == 1 || (leaf == 3 && !without);
            if (leaf == 0) gathering(world, agent);
        }
        world->network.unit_count = 2;
        events_clear(&world->events);
        step_gather(world);
        assert_int_equal(world->events.member.count, COPIES);
        for (int64_t row = 0; row < COPIES; row++)
            assert_int_equal(world->events.member.items[row].member % (LEAVES + 1), without ? 1 : 3);
        model_free(world);
    }
}

static void members_are_not_asked_again(void **state)
{
    (void)state;
    enum { COPIES = 1000 };
    struct world *world = willing_stars(
        "team.min = 3; team.max = 3; team.candidates = 80; team.invitations = 1; team.diversity_weight = 0", COPIES, 2);
    for (int32_t copy = 0; copy < COPIES; copy++) {
        int32_t middle = 3 * copy, members[] = {middle, middle + 1};
        set_trust_in_leaf(world, middle, 1, 0.9);
        set_trust_in_leaf(world, middle, 2, 0.4);
        world_project(world, (struct opportunity){.unit = 0}, 2, members);
    }
    gather_once(world);
    assert_likely(chance_binomial(joined(world, MEMBER_INVITED), COPIES, 0.4), "the less trusted");
    model_free(world);
}

/* An open call reaches anybody, who trusts as a stranger does. */
static void an_open_call_reaches_anybody(void **state)
{
    (void)state;
    enum { PEOPLE = 6000 };
    static int32_t one_tie[] = {0, 1};
    for (int call = 0; call <= 1; call++) {
        struct scenario scenario = scenario_of(
            GATHER "team.min = 2; team.max = 2; team.invitations = 1; team.candidates = 1; team.stranger_trust = 0.4");
        scenario.team.open_call_probability.start = call;
        struct edge_list list = {.agent_count = PEOPLE, .edge_count = 1, .edges = one_tie};
        struct world *world = world_of(&scenario, &list, NULL);
        int64_t tenth[10] = {0};
        for (int32_t agent = 0; agent < PEOPLE; agent++) {
            world->agents.confidence[agent] = world->agents.passion[agent] = 1;
            if (agent % 2 == 0 && agent > 1) busy(world, agent);
            if (agent % 2 == 1 && agent > 1) gathering(world, agent);
        }
        gather_once(world);
        for (int64_t i = 0; i < world->events.member.count; i++) tenth[world->events.member.items[i].member / 600]++;
        /* Everybody has 0.7 of the attention, save the first two. */
        assert_likely(chance_binomial(joined(world, MEMBER_CALLED), PEOPLE / 2 - 1, call * 0.4 * 0.7), "who came");
        if (call) assert_likely(chance_equal_cells(10, tenth), "who was called");
        assert_int_equal(joined(world, MEMBER_INVITED), 0);
        model_free(world);
    }
}

static void seats_go_by_priority(void **state)
{
    (void)state;
    enum { COPIES = 2000, LEAVES = 12 };
    int64_t which[LEAVES + 1] = {0};
    struct world *world = willing_stars(
        "team.min = 5; team.max = 5; team.candidates = 1; team.invitations = 300; people.trust = 1", COPIES, LEAVES);
    for (int32_t copy = 0; copy < COPIES; copy++) gathering(world, copy * (LEAVES + 1));
    gather_once(world);
    assert_int_equal(joined(world, MEMBER_INVITED), 4 * COPIES);
    for (int64_t i = 0; i < world->events.member.count; i++)
        which[world->events.member.items[i].member % (LEAVES + 1)]++;
    assert_likely(chance_equal_cells(LEAVES, which + 1), "who got a seat");
    for (int32_t copy = 0; copy < COPIES; copy++)
        assert_true(world->projects.slots[world->projects.live[copy]].state == PROJECT_ACTIVE);
    model_free(world);
}

/* One whom ten would have joins as many as there is attention for. */
static void attention_goes_by_priority(void **state)
{
    (void)state;
    enum { COPIES = 2000, LEAVES = 10 };
    int64_t which[LEAVES + 1] = {0};
    struct world *world = willing_stars(
        "team.min = 2; team.max = 3; team.candidates = 1; team.invitations = 1; people.trust = 1", COPIES, LEAVES);
    for (int32_t agent = 0; agent < COPIES * (LEAVES + 1); agent++)
        if (agent % (LEAVES + 1) > 0) gathering(world, agent);
    gather_once(world);
    assert_int_equal(world->events.member.count, 3 * COPIES);
    for (int64_t i = 0; i < world->events.member.count; i++) {
        assert_int_equal(world->events.member.items[i].member % (LEAVES + 1), 0);
        which[world->events.member.items[i].inviter % (LEAVES + 1)]++;
    }
    assert_likely(chance_equal_cells(LEAVES, which + 1), "which were joined");
    model_free(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_asked_decide_by_passion_attention_trust_and_confidence),
        cmocka_unit_test(a_power_below_one_makes_people_more_willing),
        cmocka_unit_test(the_best_mix_of_trust_and_novelty_is_asked),
        cmocka_unit_test(novelty_is_half_unit_half_skills),
        cmocka_unit_test(members_are_not_asked_again),
        cmocka_unit_test(an_open_call_reaches_anybody),
        cmocka_unit_test(seats_go_by_priority),
        cmocka_unit_test(attention_goes_by_priority),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
