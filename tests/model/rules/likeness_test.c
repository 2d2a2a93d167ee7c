/* Whom one looks at and heeds where practices are made of bits, and how many bits are copied, in one step of many
 * people: those who are alike, those of the own unit, and some bits of what differs, each with the exact probability.
 * Statistical checks: see chance.h. Also tests model/rules/look.c and model/rules/copy.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/chance.h"
#include "model/mechanism.h"
#include "model/state/practices.h"
#include "model/worlds.h"

enum { AGENTS = 4000, BITS = 4 };

/* A ring of people, each other one of whom uses practice 0000, and the others one that differs from it in `differs`. */
static struct world *ring(const char *settings, uint64_t differs, int32_t practice[2])
{
    char text[512];
    snprintf(text, sizeof text,
        "network.kind = ring; network.agents = %d; network.mean_degree = 2; landscape.kind = match; landscape.bits = "
        "%d; "
        "start.practice = none; adoption.rule = voter; adoption.order = together; %s",
        AGENTS, BITS, settings);
    struct scenario scenario = scenario_of(text);
    struct world *world = world_of(&scenario, NULL, NULL);
    practice[0] = practice_meet(world, 0, (struct configuration){0}, -1, -1);
    practice[1] = practice_meet(world, 0, (struct configuration){.low = differs}, -1, -1);
    for (int32_t agent = 0; agent < AGENTS; agent++) world_use(world, agent, 0, practice[agent % 2]);
    return world;
}

static int64_t changed(const char *settings, uint64_t differs)
{
    int32_t practice[2];
    struct world *world = ring(settings, differs, practice);
    world_pass(world);
    int64_t count = world->events.adoption.count;
    model_free(world);
    return count;
}

/* Everybody's neighbours use the other practice, so everybody takes it over who heeds the one looked at. */
static void one_heeds_those_who_are_alike(void **state)
{
    (void)state;
    assert_int_equal(changed("", 7), AGENTS);
    assert_likely(
        chance_binomial(changed("adoption.look.likeness_exponent = 1", 1), AGENTS, 0.75), "one of four differs");
    assert_likely(
        chance_binomial(changed("adoption.look.likeness_exponent = 1", 7), AGENTS, 0.25), "three of four differ");
    assert_likely(
        chance_binomial(changed("adoption.look.likeness_exponent = 2", 3), AGENTS, 0.25), "two of four, squared");
    assert_int_equal(changed("adoption.look.likeness_exponent = 1", 15), 0);
    assert_int_equal(changed("adoption.look.min_likeness = 0.5", 3), AGENTS);
    assert_int_equal(changed("adoption.look.min_likeness = 0.5", 7), 0);
    assert_likely(chance_binomial(
                      changed("adoption.look.min_likeness = 0.5; adoption.look.likeness_exponent = 1", 3), AGENTS, 0.5),
        "both gates");
}

/* What needs a landscape of bits is the key that was written, or the rule that is made of such a setting. */
static void the_setting_to_blame_is_named(void **state)
{
    (void)state;
    assert_refused("adoption.rule = contact; adoption.look.min_likeness = 0.1", "adoption.look.min_likeness");
    assert_refused("adoption.rule = contact; adoption.look.likeness_exponent = 1", "adoption.look.likeness_exponent");
    assert_refused("adoption.rule = contact; adoption.copy.bits = 1", "adoption.copy.bits");
    assert_refused("adoption.rule = contact; adoption.choose.of = bits", "adoption.choose.of");
    assert_refused("landscape.kind = listed; landscape.practices = {a: 1}; start.practice = random; adoption.rule = "
                   "superior_majority",
        "adoption.rule");
    assert_refused("adoption.rule = contact; adoption.look.heed = better", "adoption.look.heed");
    assert_refused("adoption.rule = best_member", "adoption.rule");
}

/* So many bits of those that differ are taken, each set of them as often as any other. */
static void some_bits_are_copied(void **state)
{
    (void)state;
    for (int bits = 1; bits <= 3; bits++) {
        char settings[64];
        int32_t practice[2];
        int64_t times[16] = {0};
        snprintf(settings, sizeof settings, "adoption.copy.bits = %d", bits);
        struct world *world = ring(settings, 7, practice);
        world_pass(world);
        assert_int_equal(world->events.adoption.count, AGENTS);
        for (int32_t agent = 0; agent < AGENTS; agent += 2)
            times[world->practices.items[world_used(world, agent, 0)].configuration.low]++;
        int64_t sets[3] = {0};
        int count = 0;
        for (int set = 1; set < 8; set++)
            if (__builtin_popcount((unsigned)set) == bits) sets[count++] = times[set];
        int64_t all = 0;
        for (int i = 0; i < count; i++) all += sets[i];
        assert_int_equal(all, AGENTS / 2);
        assert_likely(chance_equal_cells(count, sets), "%d bits", bits);
        model_free(world);
    }
}

/* Six choices among ten ways: alike is who makes as many of them in the same way, whatever bits the ways have in
 * common; some whole choices are copied, each set of them as often as any other. */
static void choices_of_several_ways(void **state)
{
    (void)state;
    enum { CHOICES = 6 };
    const struct choices choices = choices_of(CHOICES, 10);
    const char *with = "landscape.bits = 6; landscape.options = 10; adoption.look.likeness_exponent = 1; "
                       "adoption.copy.bits = 2";
    int32_t practice[2];
    int64_t sets[3] = {0};
    struct world *world = ring(with, 0, practice);
    struct configuration one = {0}, other = {0};
    for (int32_t c = 0; c < CHOICES; c++) choice_set(choices, &one, c, 7);
    other = one;
    for (int32_t c = 0; c < 3; c++) choice_set(choices, &other, 2 * c, c == 0 ? 8 : 3); /* 7 and 8 have no bit alike */
    practice[0] = practice_meet(world, 0, one, -1, -1);
    practice[1] = practice_meet(world, 0, other, -1, -1);
    for (int32_t agent = 0; agent < AGENTS; agent++) world_use(world, agent, 0, practice[agent % 2]);
    world_pass(world);
    assert_likely(chance_binomial(world->events.adoption.count, AGENTS, 0.5), "three of six are the same");
    for (int64_t i = 0; i < world->events.adoption.count; i++) {
        const struct adoption_row *row = &world->events.adoption.items[i];
        struct configuration now = world->practices.items[row->practice].configuration;
        int changed = 0, kept = 0;
        for (int32_t c = 0; c < CHOICES; c++) {
            int value = choice_get(choices, now, c), own = choice_get(choices, row->learner % 2 ? other : one, c);
            assert_int_equal(value == own || value == choice_get(choices, row->learner % 2 ? one : other, c), 1);
            changed += value != own;
            if (c % 2 == 0 && value == own) kept = c / 2;
        }
        assert_int_equal(changed, 2);
        sets[kept]++;
    }
    assert_likely(chance_equal_cells(3, sets), "which");
    model_free(world);
}

/* Two units: of one a fifth use the first practice, of the other four fifths. A person looks at one other of its own.
 */
static void one_looks_at_the_own_unit(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(
        "network.kind = units; network.agents = 4000; network.units = 2; network.mean_degree = 4; landscape.kind = "
        "listed; landscape.practices = {a: 0.5, b: 0.5}; adoption.rule = voter; adoption.order = together; "
        "adoption.look.at = unit");
    struct world *world = world_of(&scenario, NULL, NULL);
    int64_t users[2] = {0}, people[2] = {0}, joined[2] = {0};
    for (int32_t agent = 0; agent < AGENTS; agent++) {
        int32_t unit = world->network.unit[agent];
        bool first = unit == 0 ? people[unit] % 5 == 0 : people[unit] % 5 > 0;
        world_use(world, agent, 0, first ? 0 : 1);
        users[unit] += first;
        people[unit]++;
    }
    world_pass(world);
    for (int64_t i = 0; i < world->events.adoption.count; i++) {
        const struct adoption_row *row = &world->events.adoption.items[i];
        if (row->practice == 0) joined[world->network.unit[row->learner]]++;
    }
    for (int unit = 0; unit < 2; unit++)
        assert_likely(
            chance_binomial(joined[unit], people[unit] - users[unit], (double)users[unit] / (double)(people[unit] - 1)),
            "unit %d", unit);
    model_free(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(one_heeds_those_who_are_alike),
        cmocka_unit_test(the_setting_to_blame_is_named), cmocka_unit_test(some_bits_are_copied),
        cmocka_unit_test(choices_of_several_ways), cmocka_unit_test(one_looks_at_the_own_unit)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
