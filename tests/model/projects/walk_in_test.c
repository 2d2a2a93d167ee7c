/* Walking in: who notices what gathers, who joins it and which of several, and who founds all the same.
 *
 * The chance of a false alarm of the whole file is below 1e-4 (see chance.h; fewer than 100 checks). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/frame/steps.h"
#include "model/mechanism.h"
#include "model/opportunities/arise.h"
#include "model/opportunities/sense.h"
#include "model/projects/notices.h"
#include "model/record/events.h"
#include "model/state/projects.h"
#include "model/state/world.h"
#include "model/worlds.h"

/* Units of sixty people who would all act, and in which nothing begins by itself. */
#define WALK_IN                                                                                                        \
    PLAIN_TEAMS "network.agents = 6000; network.units = 100; network.kind = ring; network.mean_degree = 4; "           \
                "landscape.domains = 2;"                                                                               \
                "opportunities; opportunities.arrival_rate = 0; projects; projects.load = 0.4; "                       \
                "initiate.founding_probability = 1;"                                                                   \
                "initiate.gap_weight = 0; team.walk_in_probability = 0.6;"

enum { PEOPLE = 6000, UNITS = 100, SIZE = PEOPLE / UNITS };

static struct world *eager(const char *settings)
{
    char text[1024];
    snprintf(text, sizeof text, WALK_IN "%s", settings);
    struct scenario scenario = scenario_of(text);
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int32_t agent = 0; agent < PEOPLE; agent++) world->agents.confidence[agent] = 1;
    world->step++;
    return world;
}

/* The k-th person of a unit. */
static int32_t person(const struct world *world, int32_t unit, int32_t k)
{
    return world->network.unit_member[world->network.unit_start[unit] + k];
}

static int32_t gathering(struct world *world, int32_t unit, int32_t domain, int32_t place, int32_t founder)
{
    return world_project(world, (struct opportunity){.unit = unit, .domain = domain, .place = place}, 1, &founder);
}

static int64_t walked_in(const struct world *world)
{
    int64_t count = 0;
    for (int64_t i = 0; i < world->events.member.count; i++) {
        count += world->events.member.items[i].type == MEMBER_WALKED_IN;
        if (world->events.member.items[i].type == MEMBER_WALKED_IN)
            assert_int_equal(world->events.member.items[i].inviter, -1);
    }
    return count;
}

/* A project is noticed as its opportunity would be: by each of the unit at the rate times the attention left. */
static void what_gathers_is_noticed_as_what_is_open(void **state)
{
    (void)state;
    enum { STEPS = 400 };
    for (int walks = 0; walks <= 1; walks++) {
        struct world *world = eager(walks ? "sense.noticing_probability = 0.2"
                                          : "sense.noticing_probability = 0.2; team.walk_in_probability = 0");
        int64_t times[SIZE] = {0}, noticed = 0;
        int32_t slot = gathering(world, 1, 0, 0, person(world, 0, 0));
        for (int32_t k = 0; k < SIZE; k += 2) {
            int32_t at_work = gathering(world, 2, 0, 0, person(world, 1, k));
            world->projects.slots[at_work].state = PROJECT_ACTIVE;
        }
        for (int step = 0; step < STEPS; step++, world->step++) {
            step_sense(world);
            for (int64_t i = 0; i < world->sense->notices.count; i++) {
                const struct notice *one = &world->sense->notices.items[i];
                assert_true(one->slot == slot && one->opportunity == -1);
                assert_int_equal(world->network.unit[one->agent], 1);
                times[one->agent - person(world, 1, 0)]++;
                noticed++;
            }
        }
        if (!walks) assert_int_equal(noticed, 0);
        int64_t idle = 0;
        for (int k = 1; k < SIZE; k += 2) idle += times[k];
        assert_likely(chance_binomial(idle, STEPS * SIZE / 2, 0.2 * walks), "with all their attention");
        assert_likely(chance_binomial(noticed - idle, STEPS * SIZE / 2, 0.6 * 0.2 * walks), "with 0.6 of it");
        world->projects.slots[slot].size = 1;
        step_sense(world);
        assert_int_equal(world->sense->notices.count, 0); /* it has no seat */
        model_free(world);
    }
}

/* Who notices a project joins it with that probability, and else does nothing. */
static void who_notices_a_project_joins_it(void **state)
{
    (void)state;
    static struct notice notices[PEOPLE / 2];
    struct world *world = eager("");
    for (int32_t i = 0; i < PEOPLE / 2; i++)
        notices[i] = (struct notice){.opportunity = -1, .slot = gathering(world, 0, 0, 0, 2 * i), .agent = 2 * i + 1};
    notice_all(world, PEOPLE / 2, notices);
    assert_likely(chance_binomial(walked_in(world), PEOPLE / 2, 0.6), "joined");
    assert_int_equal(world->events.project.count, 0);
    assert_int_equal(world->events.member.count, walked_in(world));
    for (int64_t i = 0; i < world->events.member.count; i++)
        assert_int_equal(world->events.member.items[i].project, world->events.member.items[i].member / 2);
    model_free(world);
}

/* In each unit one person notices something open, and something else gathers: of another domain, too far away, of
 * another unit, or full, it is not joined, but a rival founded. */
static void a_rival_is_founded_only_where_nothing_can_be_joined(void **state)
{
    (void)state;
    const struct {
        int32_t unit, domain, place, size;
        bool can;
    } cases[] = {{0, 0, 7, 8, true}, {0, 0, 3, 8, true}, {0, 0, 2, 8, false}, {0, 0, 8, 8, false}, {0, 1, 7, 8, false},
        {1, 0, 7, 8, false}, {0, 0, 7, 1, false}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        struct world *world = eager("team.walk_in_probability = 1; sense.nearby_people = 5");
        struct notice notices[UNITS / 2];
        for (int32_t i = 0; i < UNITS / 2; i++) {
            int32_t slot =
                gathering(world, 2 * i + cases[c].unit, cases[c].domain, cases[c].place, person(world, 2 * i, 0));
            world->projects.slots[slot].size = cases[c].size;
            world_open(world, (struct opportunity){.unit = 2 * i, .domain = 0, .place = 7});
            notices[i] = (struct notice){.opportunity = i, .slot = -1, .agent = person(world, 2 * i, 7)};
        }
        notice_all(world, UNITS / 2, notices);
        assert_int_equal(walked_in(world), cases[c].can ? UNITS / 2 : 0);
        assert_int_equal(world->events.project.count, cases[c].can ? 0 : UNITS / 2);
        assert_int_equal(world->opportunities->open.count, cases[c].can ? UNITS / 2 : 0);
        model_free(world);
    }
}

/* Of several that gather near by each is joined as often, by turns as seats are left. */
static void of_several_one_is_drawn(void **state)
{
    (void)state;
    enum { EACH = 3, STEPS = 12 };
    int64_t which[EACH] = {0};
    for (int step = 0; step < STEPS; step++) {
        struct world *world = eager("team.walk_in_probability = 1");
        struct notice notices[UNITS];
        world->step += step;
        for (int32_t unit = 0; unit < UNITS; unit++) {
            for (int32_t k = 0; k < EACH; k++) gathering(world, unit, 0, 20 * k, person(world, unit, k));
            world_open(world, (struct opportunity){.unit = unit, .domain = 0});
            notices[unit] = (struct notice){.opportunity = unit, .slot = -1, .agent = person(world, unit, 50)};
        }
        notice_all(world, UNITS, notices);
        assert_int_equal(walked_in(world), UNITS);
        for (int64_t i = 0; i < world->events.member.count; i++) which[world->events.member.items[i].project % EACH]++;
        model_free(world);
    }
    assert_likely(chance_equal_cells(EACH, which), "which was joined");
}

/* Ten notice one project with two seats left, whose turn it is being drawn; who has no attention left stays away. */
static void seats_and_attention_are_as_they_are_at_ones_turn(void **state)
{
    (void)state;
    enum { EACH = 10 };
    int64_t which[EACH] = {0};
    static struct notice notices[UNITS * EACH];
    struct world *world = eager("team.walk_in_probability = 1; team.min = 2; team.max = 3");
    for (int32_t unit = 0; unit < UNITS; unit++) {
        int32_t slot = gathering(world, unit, 0, 0, person(world, unit, 59));
        for (int32_t k = 0; k < EACH; k++)
            notices[unit * EACH + k] =
                (struct notice){.opportunity = -1, .slot = slot, .agent = person(world, unit, k)};
        for (int i = 0; i < 2; i++) gathering(world, unit, 0, 0, person(world, unit, 0)); /* 0.2 is left */
    }
    notice_all(world, UNITS * EACH, notices);
    assert_int_equal(walked_in(world), 2 * UNITS);
    for (int64_t i = 0; i < world->events.member.count; i++)
        which[(world->events.member.items[i].member - person(world, 0, 0)) % SIZE]++;
    assert_int_equal(which[0], 0);
    assert_likely(chance_equal_cells(EACH - 1, which + 1), "who walked in");
    model_free(world);
}

static void test_any_number_of_threads(void **state)
{
    (void)state;
    const char *settings = ORGANISATION "network.agents = 2500; network.units = 30; team.gathering_load_fraction = 0.1;"
                                        "sense.bridging_fraction = 0.5; opportunities.keeps_age = true;"
                                        "team.walk_in_probability = 0.5";
    char other[1024];
    snprintf(other, sizeof other, "%s; team.walk_in_probability = 0.6", settings);
    assert_any_threads(settings, other, 40);
}

static void test_what_cannot_be(void **state)
{
    (void)state;
    static const char *const keys[][2] = {{"team.walk_in_probability", "0.5"}, {"team.gathering_load_fraction", "0.5"},
        {"team.willingness_exponent", "0.5"}};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        char settings[256];
        snprintf(settings, sizeof settings, "opportunities; landscape; projects; team.rule = assembly; %s = %s",
            keys[i][0], keys[i][1]);
        assert_refused(settings, keys[i][0]);
    }
    assert_refused("opportunities; opportunities.keeps_age = true", "opportunities.keeps_age");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_gathers_is_noticed_as_what_is_open),
        cmocka_unit_test(who_notices_a_project_joins_it),
        cmocka_unit_test(a_rival_is_founded_only_where_nothing_can_be_joined),
        cmocka_unit_test(of_several_one_is_drawn),
        cmocka_unit_test(seats_and_attention_are_as_they_are_at_ones_turn),
        cmocka_unit_test(test_any_number_of_threads),
        cmocka_unit_test(test_what_cannot_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
