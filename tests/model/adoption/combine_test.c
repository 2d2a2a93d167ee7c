/* Putting together: how soon something comes of it, from whose mind the parts are, what it is made from, and what of it
 * is kept in mind. Also tests landscape/recipes.c.
 *
 * The chance of a false alarm of the whole file is below 1e-4 (see chance.h; fewer than 100 checks). */
#include "model/adoption/combine.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/mechanism.h"
#include "model/record/events.h"
#include "model/state/agents.h"
#include "model/state/draws.h"
#include "model/state/practices.h"
#include "model/state/world.h"

/* Six basic items, of whose 20 triples 2 make something; and what is made of these. */
#define TASK                                                                                                           \
    "landscape.kind = recipes; landscape.items = a1,0.1\na2,0.1\na3,0.1\nb1,0.1\nb2,0.1\nb3,0.1\nA1,0.2,a1 a2 a3\n"    \
    "B1,0.2,b1 b2 b3\nA2,0.4,A1 a1 b2\nAB,1,A2 B1 a1;"
enum { A1 = 6, B1, A2, AB };

static int32_t number_of(const struct world *world, int32_t item)
{
    return practices_find(&world->practices, 0, (struct configuration){.low = (uint64_t)item});
}

/* People who never hear of each other find the first product in a step that is geometric, with a mean of 10. */
static void the_first_product_is_geometric(void **state)
{
    (void)state;
    enum { AGENTS = 4000, CELLS = 40 };
    int64_t first[CELLS + 1] = {0}, made[2] = {0}, left = AGENTS;
    double probability[CELLS + 1], rest = 1;
    struct scenario scenario =
        scenario_of(TASK "network.kind = line; network.agents = 4000; individual_search; individual_search.keep = any");
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int step = 0; step < CELLS; step++) {
        world_step(world);
        for (int64_t i = 0; i < world->events.adoption.count; i++) {
            const struct adoption_row *row = &world->events.adoption.items[i];
            if (row->practice_before >= 0) continue;
            assert_int_equal(row->channel, CHANNEL_INVENTION);
            made[row->practice == number_of(world, B1)]++;
            first[step]++;
            left--;
        }
        events_clear(&world->events);
        probability[step] = rest * 0.1;
        rest *= 0.9;
    }
    first[CELLS] = left;
    probability[CELLS] = rest;
    assert_likely(chance_cells(CELLS + 1, first, probability), "the step of the first product");
    assert_likely(chance_binomial(made[0], made[0] + made[1], 0.5), "either product");
    model_free(world);
}

/* All parts are the parents of what came of them, and down to basic items, which nobody made, it can be followed. */
static void parents_are_all_parts(void **state)
{
    (void)state;
    static const int32_t parts[4][3] = {{0, 1, 2}, {3, 4, 5}, {A1, 0, 4}, {A2, B1, 0}};
    struct scenario scenario = scenario_of(TASK "network.kind = line; network.agents = 300; individual_search");
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int32_t i = 0; i < 6; i++) assert_int_equal(number_of(world, i), i);
    for (int step = 0; step < 2000 && number_of(world, AB) < 0; step++) {
        events_clear(&world->events);
        world_step(world);
        for (int64_t i = 0; i < world->events.practice_parent.count; i++)
            assert_true(
                world->events.practice_parent.items[i].parent < world->events.practice_parent.items[i].practice);
    }
    assert_true(number_of(world, AB) >= 0);
    for (int32_t made = 0; made < 4; made++) {
        const struct practice *practice = &world->practices.items[number_of(world, A1 + made)];
        assert_int_equal(practice->maker_count, 1);
        assert_int_equal(practice->parent[3], -1);
        for (int k = 0; k < 3; k++) {
            bool found = false;
            for (int other = 0; other < 3; other++)
                found |= practice->parent[other] == number_of(world, parts[made][k]);
            assert_true(found);
        }
    }
    assert_int_equal(world->practices.items[0].maker_count, 0);
    model_free(world);
}

/* Whoever uses something better keeps what was made in mind and does not take it up; the least believed is forgotten
 * for it, and what is in use never. */
static void what_is_made_is_kept_in_mind(void **state)
{
    (void)state;
    enum { AGENTS = 3000 };
    int64_t not_taken_up = 0, in_mind = 0;
    struct scenario scenario =
        scenario_of(TASK "network.kind = line; network.agents = 3000; individual_search; people.memory = 3");
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int step = 0; step < 400; step++) world_step(world);
    for (int32_t agent = 0; agent < AGENTS; agent++) {
        int32_t use = world_used(world, agent, 0), count = 0;
        const struct known *memory = agents_memory(&world->agents, agent, 0);
        for (int32_t slot = 0; slot < world->agents.slots; slot++) {
            if (memory[slot].practice < 0) continue;
            const struct practice *practice = &world->practices.items[memory[slot].practice];
            assert_true(memory[slot].belief == practice->quality && memory[slot].evidence >= 1);
            assert_true(practice->quality <= world->practices.items[use].quality);
            not_taken_up += memory[slot].row < 0;
            count++;
        }
        assert_non_null(agents_find(&world->agents, agent, 0, use));
        in_mind += count;
    }
    assert_true(not_taken_up > AGENTS / 2);
    assert_true(in_mind > 2 * AGENTS && in_mind <= 3 * AGENTS);
    model_free(world);
}

static struct pool pool_of(const struct world *world, int32_t agent)
{
    struct pool pool = {.world = world};
    pool_add(&pool, agent);
    return pool;
}

/* Without regard to belief each set is as likely as any other; with a power of 1 an item is drawn first in proportion
 * to what is believed of it. */
static void what_is_drawn(void **state)
{
    (void)state;
    enum { TIMES = 40000 };
    int64_t times[56] = {0}, with_best = 0;
    struct scenario scenario = scenario_of(TASK "network.kind = line; network.agents = 2; individual_search");
    struct world *world = world_of(&scenario, NULL, NULL);
    const int32_t a1 = practice_meet(world, 0, (struct configuration){.low = A1}, 0, -1);
    const int32_t b1 = practice_meet(world, 0, (struct configuration){.low = B1}, 3, -1);
    world_use(world, 0, 0, a1);
    world_use(world, 0, 0, b1);
    struct known *known = agents_find(&world->agents, 0, 0, b1);
    known->belief = 0.4; /* all others 0.1 but A1, of which nothing is believed */
    agents_find(&world->agents, 0, 0, a1)->belief = 0;
    struct pool pool = pool_of(world, 0);
    assert_int_equal(pool.made_count, 2);
    assert_int_equal(pool_of(world, 1).made_count, 0);
    for (uint32_t i = 0; i < TIMES; i++) {
        struct random_key key = world_key(world, STREAM_TEST, (int32_t)i, 0);
        struct combination even = pool_combine(&pool, 0, 0, key), weighed = pool_combine(&pool, 0, 1, key);
        const int32_t *item = even.parts.item;
        int cell = 0;
        assert_int_equal(even.parts.count, 3);
        for (int c = 2; c < item[2]; c++) cell += c * (c - 1) / 2;
        cell += item[1] * (item[1] - 1) / 2 + item[0]; /* the number of the set among those of 8 */
        times[cell]++;
        for (int k = 0; k < 3; k++) {
            assert_true(weighed.parts.item[k] != A1);
            with_best += weighed.parts.item[k] == B1;
        }
    }
    assert_likely(chance_equal_cells(56, times), "which set");
    /* B1 weighs 4 of 10 at first, and 4 of 9, 4 of 8 when others are gone. */
    assert_likely(chance_binomial(with_best, TIMES, 1 - 6.0 / 10 * 5 / 9 * 4 / 8), "what is believed to be good");
    known->belief = 0;
    for (int32_t i = 0; i < 6; i++) world->practices.items[i].quality = 0;
    for (uint32_t i = 0; i < 100; i++)
        assert_int_equal(pool_combine(&pool, 0, 1, world_key(world, STREAM_TEST, (int32_t)i, 0)).parts.count, 3);
    model_free(world);
}

/* What people are told of counts as theirs, under the rule by which they weigh it. */
static void what_is_told_can_be_put_together(void **state)
{
    (void)state;
    struct scenario scenario =
        scenario_of(TASK "network.kind = complete; network.agents = 2; individual_search; adoption.rule = evidence");
    struct world *world = world_of(&scenario, NULL, NULL);
    const int32_t a1 = practice_meet(world, 0, (struct configuration){.low = A1}, 0, -1);
    world_use(world, 0, 0, a1);
    world_tell(world, 1,
        (struct telling[]){{.target = 1,
            .source = 0,
            .practice = a1,
            .project = -1,
            .channel = CHANNEL_WORD_OF_MOUTH,
            .source_row = world->agents.adoption[0],
            .belief = 0.2,
            .evidence = 1}});
    assert_int_equal(pool_of(world, 1).made_count, 1);
    world_pass(world);
    model_free(world);
}

#define PROJECT                                                                                                        \
    TASK "network.agents = 12; network.kind = line; opportunities.arrival_rate = 0; opportunities; projects; "         \
         "adoption; experiment.exploration_probability = 1; projects.max_duration = 100000;"

/* How often a project of two, of whom one has A2 in mind and the other B1, has come to AB after so many steps, of 200
 * worlds. */
static int64_t found_together(const char *settings, int32_t steps)
{
    int64_t found = 0;
    for (int seed = 1; seed <= 200; seed++) {
        static const int32_t members[2] = {3, 7};
        char text[2048];
        snprintf(text, sizeof text, PROJECT "seed = %d; %s", seed, settings);
        struct scenario scenario = scenario_of(text);
        struct world *world = world_of(&scenario, NULL, NULL);
        const int32_t a1 = practice_meet(world, 0, (struct configuration){.low = A1}, 0, -1);
        const int32_t a2 = practice_meet(world, 0, (struct configuration){.low = A2}, a1, -1);
        const int32_t b1 = practice_meet(world, 0, (struct configuration){.low = B1}, 3, -1);
        world_use(world, 3, 0, a2);
        world_use(world, 7, 0, b1);
        int32_t slot = world_project(world, (struct opportunity){.difficulty = 1e9}, 2, members);
        project_candidate(&world->projects, slot, a2);
        world->projects.slots[slot].state = PROJECT_ACTIVE;
        world->projects.slots[slot].resources = 1e9;
        for (int32_t step = 0; step < steps; step++) world_step(world);
        found += number_of(world, AB) >= 0;
        if (number_of(world, AB) >= 0) assert_int_equal(world->practices.items[number_of(world, AB)].maker_count, 2);
        model_free(world);
    }
    return found;
}

/* What one alone cannot make, the two make together: one of 56 triples of 8. */
static void members_put_together_what_each_knows(void **state)
{
    (void)state;
    const char *still = "-debrief; -tell;";
    char across[256];
    snprintf(across, sizeof across, "%s experiment.recombination_probability = 1", still);
    assert_likely(chance_binomial(found_together(across, 40), 200, 1 - pow(55.0 / 56, 40)), "across people");
    assert_int_equal(found_together("-debrief; -tell; experiment.recombination_probability = 0", 40), 0);
}

static void any_number_of_threads(void **state)
{
    (void)state;
    assert_any_threads(TASK "network.agents = 2500; individual_search",
        TASK "network.agents = 2500; individual_search; individual_search.belief_exponent = 1", 40);
}

static void what_cannot_be(void **state)
{
    (void)state;
    assert_refused("landscape.kind = recipes; individual_search", "landscape.kind");
    assert_refused("landscape.kind = recipes; landscape.items = a,0.1\nb,1,c", "landscape.items");
    assert_refused(TASK "adoption.rule = superior_majority", "adoption.rule");
    assert_refused(TASK "organisational_code", "organisational_code");
    assert_refused(TASK "start.practice = last", "start.practice");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_product_is_geometric),
        cmocka_unit_test(parents_are_all_parts),
        cmocka_unit_test(what_is_made_is_kept_in_mind),
        cmocka_unit_test(what_is_drawn),
        cmocka_unit_test(what_is_told_can_be_put_together),
        cmocka_unit_test(members_put_together_what_each_knows),
        cmocka_unit_test(any_number_of_threads),
        cmocka_unit_test(what_cannot_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
