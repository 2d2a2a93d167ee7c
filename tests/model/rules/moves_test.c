/* Moves of one's own: drawn, of the unit, or all orders; and searching with them, at random or in turn, as the agents
 * of Hong and Page 2004 (doi:10.1073/pnas.0403723101). Statistical checks: see chance.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/rules/moves.h"
#include "model/state/agents.h"
#include "model/state/world.h"
#include "model/worlds.h"

#define RING "network.kind = units; network.mean_degree = 0; landscape.kind = ring; start.practice = in_turn; "

static void all_there_are(void **state)
{
    (void)state;
    struct scenario scenario =
        scenario_of("network.kind = line; network.agents = 10; landscape.bits = 9; individual_search");
    struct world *world = world_of(&scenario, NULL, NULL);
    assert_int_equal(moves_count(world, 3), 9);
    for (int32_t i = 0; i < 9; i++) assert_int_equal(moves_at(world, 3, i), i);
    model_free(world);
}

/* Of four moves two: each of the twelve orders is as frequent, and they stay whatever the step. */
static void each_has_some_of_ones_own(void **state)
{
    (void)state;
    enum { AGENTS = 24000 };
    int64_t orders[16] = {0}, cells[12], sum = 0;
    struct scenario scenario = scenario_of(RING "network.agents = 24000; landscape.max_distance = 4; "
                                                "individual_search.moves = each; individual_search.own_moves = 2");
    struct world *world = world_of(&scenario, NULL, NULL);
    int32_t first = moves_at(world, 7, 0), second = moves_at(world, 7, 1);
    world_pass(world);
    assert_int_equal(moves_at(world, 7, 0), first);
    assert_int_equal(moves_at(world, 7, 1), second);
    for (int32_t agent = 0; agent < AGENTS; agent++) {
        assert_int_equal(moves_count(world, agent), 2);
        orders[4 * moves_at(world, agent, 0) + moves_at(world, agent, 1)]++;
    }
    int count = 0;
    for (int i = 0; i < 16; i++) {
        if (i / 4 == i % 4) continue;
        cells[count++] = orders[i];
        sum += orders[i];
    }
    assert_int_equal(sum, AGENTS);
    assert_likely(chance_equal_cells(12, cells), "which two, and in which order");
    model_free(world);
}

/* Every bit is somebody's, in blocks as even as can be; where there are more units than bits each bit is of several. */
static void units_share_them_out(void **state)
{
    (void)state;
    for (int units = 2; units <= 30; units++) {
        char settings[256];
        snprintf(settings, sizeof settings,
            "network.kind = units; network.mean_degree = 1; network.agents = 60; network.units = %d; landscape.bits = "
            "12; "
            "individual_search.moves = units",
            units);
        struct scenario scenario = scenario_of(settings);
        struct world *world = world_of(&scenario, NULL, NULL);
        int32_t times[12] = {0}, unit = -1, last = 0;
        for (int32_t agent = 0; agent < 60; agent++) {
            int32_t count = moves_count(world, agent);
            assert_true(units > 12 ? count == 1 : count == 12 / units || count == 12 / units + (12 % units > 0));
            if (world->network.unit[agent] == unit) continue;
            unit = world->network.unit[agent];
            assert_true(moves_at(world, agent, 0) >= last);
            for (int32_t i = 0; i < count; i++) times[last = moves_at(world, agent, i)]++;
        }
        for (int bit = 0; bit < 12; bit++) assert_true(units > 12 ? times[bit] >= 1 : times[bit] == 1);
        model_free(world);
    }
}

/* Three of five moves: sixty orders, each of one unit, and then the first again. */
static void every_order_has_its_unit(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(RING "network.agents = 122; network.units = 61; landscape.max_distance = 5; "
                                                "individual_search.moves = orders; individual_search.own_moves = 3");
    struct world *world = world_of(&scenario, NULL, NULL);
    int32_t times[125] = {0}, orders = 0;
    for (int32_t agent = 0; agent < 122; agent++) {
        int32_t move[3];
        for (int32_t i = 0; i < 3; i++) move[i] = moves_at(world, agent, i);
        assert_true(move[0] != move[1] && move[0] != move[2] && move[1] != move[2]);
        if (agent % 2 == 0) times[25 * move[0] + 5 * move[1] + move[2]]++;
        for (int32_t i = 0; i < 3; i++) assert_int_equal(move[i], moves_at(world, agent ^ 1, i));
    }
    for (int i = 0; i < 125; i++) orders += times[i] > 0;
    assert_int_equal(orders, 60);
    assert_int_equal(times[25 * 0 + 5 * 1 + 2], 2);
    model_free(world);
}

/* Tries its moves in turn from a place on, goes where it is better, and stops when all failed in a row. */
static uint64_t climbed(const struct world *world, int32_t agent, uint64_t place)
{
    const struct landscape *landscape = &world->landscape;
    const uint64_t positions = (uint64_t)landscape->parameters->positions;
    for (int32_t next = 0, failed = 0; failed < 3; next = (next + 1) % 3) {
        uint64_t ahead = (place + (uint64_t)moves_at(world, agent, next) + 1) % positions;
        bool better = landscape->places[ahead] > landscape->places[place];
        failed = better ? 0 : failed + 1;
        if (better) place = ahead;
    }
    return place;
}

/* Every heuristic of Hong and Page with three steps of five, from every place of the ring. */
static void in_turn_everybody_ends_where_the_agents_of_hong_and_page_do(void **state)
{
    (void)state;
    for (int smoothing = 0; smoothing <= 4; smoothing += 4) {
        char settings[512];
        snprintf(settings, sizeof settings,
            RING "network.agents = 12000; network.units = 60; landscape.positions = 200; landscape.max_distance = 5; "
                 "landscape.smoothing = %d; individual_search.moves = orders; individual_search.own_moves = 3; "
                 "individual_search.tries = in_turn",
            smoothing);
        struct scenario scenario = scenario_of(settings);
        struct world *world = world_of(&scenario, NULL, NULL);
        for (int32_t agent = 0; agent < 12000; agent++)
            assert_int_equal(world->practices.items[world_used(world, agent, 0)].configuration.low, agent % 200);
        for (int step = 0; step < 300; step++) world_pass(world);
        for (int32_t agent = 0; agent < 12000; agent++)
            assert_int_equal(world->practices.items[world_used(world, agent, 0)].configuration.low,
                climbed(world, agent, (uint64_t)agent % 200));
        model_free(world);
    }
}

/* What anybody makes is one of one's own moves away, and each of these is as frequent. */
static void nobody_makes_a_move_of_another(void **state)
{
    (void)state;
    int64_t times[3] = {0};
    struct scenario scenario =
        scenario_of("network.kind = line; network.agents = 9000; landscape.bits = 100; landscape.interactions = 0; "
                    "start.practice = same; individual_search.moves = each; individual_search.keep = any");
    struct world *world = world_of(&scenario, NULL, NULL);
    const struct configuration before = world->practices.items[world_used(world, 0, 0)].configuration;
    world_pass(world);
    for (int32_t agent = 0; agent < 9000; agent++) {
        struct bit_set changed =
            configuration_differences(before, world->practices.items[world_used(world, agent, 0)].configuration);
        int32_t which = 0;
        while (which < 3 && !bit_set_has(changed, moves_at(world, agent, which))) which++;
        assert_true(which < 3);
        assert_int_equal(__builtin_popcountll(changed.low) + __builtin_popcountll(changed.high), 1);
        times[which]++;
    }
    assert_likely(chance_equal_cells(3, times), "which of one's moves");
    model_free(world);
}

/* Several at once are several of one's own. */
static void reach_is_over_ones_own_moves(void **state)
{
    (void)state;
    struct scenario scenario =
        scenario_of("network.kind = line; network.agents = 500; landscape.bits = 70; landscape.interactions = 0; "
                    "start.practice = same; "
                    "individual_search.moves = each; individual_search.reach = 3; individual_search.keep = any");
    struct world *world = world_of(&scenario, NULL, NULL);
    const struct configuration before = world->practices.items[world_used(world, 0, 0)].configuration;
    world_pass(world);
    for (int32_t agent = 0; agent < 500; agent++) {
        struct bit_set changed =
            configuration_differences(before, world->practices.items[world_used(world, agent, 0)].configuration);
        for (int32_t i = 0; i < 3; i++) assert_true(bit_set_has(changed, moves_at(world, agent, i)));
        assert_int_equal(__builtin_popcountll(changed.low) + __builtin_popcountll(changed.high), 3);
    }
    model_free(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_there_are),
        cmocka_unit_test(each_has_some_of_ones_own),
        cmocka_unit_test(units_share_them_out),
        cmocka_unit_test(every_order_has_its_unit),
        cmocka_unit_test(in_turn_everybody_ends_where_the_agents_of_hong_and_page_do),
        cmocka_unit_test(nobody_makes_a_move_of_another),
        cmocka_unit_test(reach_is_over_ones_own_moves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
