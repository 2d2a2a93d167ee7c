/* A relay of members on a ring ends where the teams of Hong and Page 2004 (doi:10.1073/pnas.0403723101) end, and what a
 * member made is credited to that one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/ledger/credit.h"
#include "model/rules/moves.h"
#include "model/workshop.h"

enum { POSITIONS = 200, TEAM = 4 };

#define RELAY                                                                                                          \
    "landscape.kind = ring; landscape.positions = 200; landscape.max_distance = 6; opportunities.arrival_rate = 0; "   \
    "projects.load = 0.005; projects.max_duration = 100000; team.min = 1; team.max = 4; start.practice = none; "       \
    "network.agents = 40; network.units = 2; debrief.depth = 1; experiment.search = relay; "                           \
    "experiment.exploration_probability = 1; experiment.outcome_sd = 0; individual_search.trial_probability = 0; "

static const int32_t members[TEAM] = {3, 8, 20, 31};

static int32_t put_to_work(struct world *world, int32_t member_count, int32_t practice)
{
    int32_t slot = world_project(world, (struct opportunity){.difficulty = 1e9}, member_count, members);
    struct candidate *candidate = project_candidate(&world->projects, slot, practice);
    candidate->belief = world->practices.items[practice].quality;
    candidate->evidence = 1;
    project_at(world, slot)->state = PROJECT_ACTIVE;
    project_at(world, slot)->resources = 1e9;
    return slot;
}

/* Each goes on by its moves in turn, from where the one before stopped, until all of its own failed in a row; the team
 * is at its end when nobody comes any further. */
static uint64_t relayed(const struct world *world, int32_t member_count, uint64_t place)
{
    const double *value = world->landscape.places;
    for (int32_t member = 0, idle = 0; idle < member_count; member = (member + 1) % member_count) {
        const uint64_t begun = place;
        const int32_t count = moves_count(world, members[member]);
        for (int32_t next = 0, failed = 0; failed < count; next = (next + 1) % count) {
            uint64_t ahead = (place + (uint64_t)moves_at(world, members[member], next) + 1) % POSITIONS;
            failed = value[ahead] > value[place] ? 0 : failed + 1;
            if (failed == 0) place = ahead;
        }
        idle = place == begun ? idle + 1 : 0;
    }
    return place;
}

/* From every second place. */
static void check_teams(const char *moves, int32_t member_count, int64_t seed)
{
    enum { TEAMS = POSITIONS / 2 };
    char settings[1024];
    snprintf(settings, sizeof settings, RELAY "seed = %lld; %s", (long long)seed, moves);
    struct scenario scenario = scenario_of(settings);
    struct world *world = world_of(&scenario, NULL, NULL);
    int32_t slots[TEAMS];
    world->step = 1;
    for (int32_t i = 0; i < TEAMS; i++)
        slots[i] = put_to_work(world, member_count, practice_of(world, (uint64_t)i * 2));
    for (int step = 0; step < 200; step++) world_pass(world);
    for (int32_t i = 0; i < TEAMS; i++)
        assert_int_equal(world->practices.items[project_best(&world->projects, slots[i])->practice].configuration.low,
            relayed(world, member_count, (uint64_t)i * 2));
    model_free(world);
}

/* Several seeds, as few teams end elsewhere if somebody hands on too early. */
static void teams_end_where_those_of_hong_and_page_do(void **state)
{
    (void)state;
    for (int64_t seed = 1; seed <= 4; seed++)
        check_teams("individual_search.moves = each; individual_search.own_moves = 2", TEAM, seed);
    check_teams("individual_search.moves = each; individual_search.own_moves = 3", 1, 5);
    check_teams("individual_search.moves = all", 2, 6);
    check_teams("individual_search.moves = units", TEAM, 7);
}

/* Every new place has one maker, who can make the move that leads there from its parent. */
static void who_made_it_has_the_credit(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(RELAY "individual_search.moves = each; individual_search.own_moves = 2");
    struct world *world = world_of(&scenario, NULL, NULL);
    int64_t made = 0;
    int32_t by[40] = {0};
    world->step = 1;
    for (int32_t i = 0; i < 20; i++) put_to_work(world, TEAM, practice_of(world, (uint64_t)i * 10));
    for (int step = 0; step < 200; step++) world_pass(world);
    for (int64_t p = 20; p < world->practices.count; p++, made++) {
        const struct practice *practice = &world->practices.items[p];
        const struct practice *parent = &world->practices.items[practice->parent[0]];
        int32_t step = (int32_t)((practice->configuration.low + POSITIONS - parent->configuration.low) % POSITIONS);
        assert_int_equal(practice->maker_count, 1);
        int32_t maker = world->credit->makers.items[practice->first_maker];
        assert_true(moves_at(world, maker, 0) + 1 == step || moves_at(world, maker, 1) + 1 == step);
        by[maker]++;
    }
    assert_true(made > 20);
    int32_t makers = 0;
    for (int32_t i = 0; i < TEAM; i++) makers += by[members[i]] > 0;
    assert_true(makers > 1);
    model_free(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(teams_end_where_those_of_hong_and_page_do),
        cmocka_unit_test(who_made_it_has_the_credit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
