/* Credit: who stands behind a practice, by hand, against a reckoning from the events alone, and over whole runs.
 *
 * The chance of a false alarm of the whole file is below 1e-4 (see chance.h; fewer than 100 checks). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/adoption/take_up.h"
#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/cycle/renew.h"
#include "model/ledger/credit.h"
#include "model/mechanism.h"
#include "model/people/people.h"
#include "model/record/events.h"
#include "model/record/observation.h"
#include "model/state/practices.h"
#include "model/state/world.h"
#include "model/watch/observe.h"
#include "model/workshop.h"

/* What is seen of the first domain. */
static double behind(const struct world *world, enum observable observable)
{
    struct observation seen;
    assert_int_equal(observation_create(&seen, world), STATUS_OK);
    assert_int_equal(model_observe(world, &seen), STATUS_OK);
    double value = seen.value[observable][0];
    observation_free(&seen);
    return value;
}

static double leading(struct world *world)
{
    return behind(world, OBSERVE_contributors_most_used);
}

static double behind_all(struct world *world)
{
    return behind(world, OBSERVE_contributors);
}

/* A new practice, made by these people, from these parents (-1: none). */
static int32_t made(
    struct world *world, uint64_t bits, int count, const int32_t makers[], int32_t parent, int32_t other)
{
    int64_t known = world->practices.count;
    int32_t practice = practice_meet(world, 0, (struct configuration){.low = bits}, parent, -1);
    assert_int_equal(practice, known);
    if (other >= 0) practice_other_parent(world, practice, other);
    for (int i = 0; i < count; i++) credit_person(world, known, makers[i]);
    return practice;
}

static void everybody_uses(struct world *world, int32_t first, int32_t end, int32_t practice)
{
    for (int32_t agent = first; agent < end; agent++) world_use(world, agent, 0, practice);
}

static void by_hand(void **state)
{
    (void)state;
    struct world *world = workshop("observe.maker_credit = 0.5;");
    int32_t given = practice_of(world, 1); /* nobody made it: it counts as one */
    const int32_t team[4] = {1, 2, 3, 4}, lone[1] = {9}, again[2] = {1, 9};
    assert_close(behind_all(world), 0);
    everybody_uses(world, 0, 400, given);
    assert_close(leading(world), 1);
    int32_t first = made(world, 2, 4, team, -1, -1);
    everybody_uses(world, 0, 400, first);
    assert_close(leading(world), 4);
    int32_t second = made(world, 3, 1, lone, first, -1); /* 1/2 to 9, 1/8 to each of the team */
    everybody_uses(world, 0, 400, second);
    assert_close(leading(world), 1 / (0.25 + 4.0 / 64));
    /* 1/4 each to 1 and 9; 1/4 to what was given; 1/4 to the second: 1/8 to 9, 1/32 to each of the team */
    int32_t third = made(world, 4, 2, again, given, second);
    everybody_uses(world, 0, 400, third);
    double one = 0.25 + 1.0 / 32, nine = 0.25 + 0.125, brought = 0.25;
    assert_close(leading(world), 1 / (one * one + nine * nine + brought * brought + 3.0 / 32 / 32));
    everybody_uses(world, 0, 100, first); /* a quarter of all, and three quarters */
    one = 0.75 * one + 0.25 * 0.25, nine *= 0.75, brought *= 0.75;
    double three = 0.75 / 32 + 0.25 * 0.25;
    assert_close(behind_all(world), 1 / (one * one + nine * nine + brought * brought + 3 * three * three));
    assert_close(behind_all(world), behind_all(world));
    model_free(world);
}

/* The whole credit to the makers: ancestry does not matter. None of it: only the oldest ancestors have any. */
static void either_extreme(void **state)
{
    (void)state;
    const int32_t team[4] = {1, 2, 3, 4}, lone[1] = {9};
    for (int extreme = 0; extreme < 2; extreme++) {
        struct world *world = workshop(extreme ? "observe.maker_credit = 1;" : "observe.maker_credit = 0;");
        int32_t first = made(world, 2, 4, team, -1, -1);
        everybody_uses(world, 0, 400, made(world, 3, 1, lone, first, -1));
        assert_close(leading(world), extreme ? 1 : 4);
        model_free(world);
    }
}

/* Who comes after someone is another person. */
static void who_left_keeps_the_credit(void **state)
{
    (void)state;
    struct world *world = workshop("observe.maker_credit = 0.5; renew;");
    const int32_t lone[1] = {9};
    int32_t first = made(world, 2, 1, lone, -1, -1);
    uptakes_open(world, 1);
    person_create(world, 9);
    uptakes_carry_out(world);
    everybody_uses(world, 0, 400, made(world, 3, 1, lone, first, -1));
    assert_close(leading(world), 2);
    model_free(world);
}

/* What is found again stays that of those who found it first. */
static void found_again(void **state)
{
    (void)state;
    struct world *world = workshop("observe.maker_credit = 1;");
    const int32_t team[2] = {1, 2};
    everybody_uses(world, 0, 400, made(world, 2, 2, team, -1, -1));
    int64_t known = world->practices.count;
    practice_of(world, 2);
    credit_person(world, known, 7);
    assert_close(leading(world), 2);
    model_free(world);
}

/* -- a run, reckoned from its events */

enum { PEOPLE_MOST = 100000, PRACTICES_MOST = 20000, TEAM_MOST = 8 };

/* What the events say: who is in which project, and who was when a practice was found. */
struct reckoning {
    int32_t person[1000], people;
    int32_t maker[PRACTICES_MOST][TEAM_MOST], makers[PRACTICES_MOST];
    int32_t parent[PRACTICES_MOST][2], parents[PRACTICES_MOST];
    int32_t member[PRACTICES_MOST][TEAM_MOST]; /* by project; -1: an empty seat */
    double had[PEOPLE_MOST];
};

/* Gives credit to a practice, and so to all before it. */
static void give(struct reckoning *reckoning, int32_t practice, double due)
{
    int32_t parents = reckoning->parents[practice];
    double own = parents > 0 ? 0.4 * due : due;
    if (reckoning->makers[practice] == 0) reckoning->had[PEOPLE_MOST - 1 - practice] += own;
    for (int32_t i = 0; i < reckoning->makers[practice]; i++)
        reckoning->had[reckoning->maker[practice][i]] += own / reckoning->makers[practice];
    for (int32_t i = 0; i < parents; i++) give(reckoning, reckoning->parent[practice][i], (due - own) / parents);
}

static void note_member(struct reckoning *reckoning, const struct member_row *row)
{
    int32_t *seats = reckoning->member[row->project], seat = 0;
    while (seats[seat] != (member_goes(row->type) ? row->member : -1)) seat++;
    seats[seat] = member_goes(row->type) ? -1 : row->member;
}

/* People join before a step's experiments, but those who go on and those who leave do so after them. */
static void note_step(struct reckoning *reckoning, const struct world *world)
{
    const struct events *events = &world->events;
    for (int late = 0; late < 2; late++) {
        for (int64_t i = 0; i < events->member.count; i++)
            if (events->member.items[i].type != MEMBER_LEFT && !late) note_member(reckoning, &events->member.items[i]);
        for (int64_t i = 0; i < events->practice.count && !late; i++) {
            const struct practice_row *row = &events->practice.items[i];
            for (int m = 0; row->project >= 0 && m < TEAM_MOST; m++)
                if (reckoning->member[row->project][m] >= 0)
                    reckoning->maker[row->practice][reckoning->makers[row->practice]++] =
                        reckoning->person[reckoning->member[row->project][m]];
        }
        for (int64_t i = 0; i < events->member.count && late; i++)
            if (events->member.items[i].type == MEMBER_LEFT) note_member(reckoning, &events->member.items[i]);
    }
    for (int64_t i = 0; i < events->practice_parent.count; i++) {
        const struct practice_parent_row *row = &events->practice_parent.items[i];
        reckoning->parent[row->practice][reckoning->parents[row->practice]++] = row->parent;
    }
    for (int64_t i = 0; i < events->turnover.count; i++)
        reckoning->person[events->turnover.items[i].agent] = reckoning->people++;
}

static double effective(const struct reckoning *reckoning)
{
    double sum = 0, squares = 0;
    for (int32_t i = 0; i < PEOPLE_MOST; i++)
        sum += reckoning->had[i], squares += reckoning->had[i] * reckoning->had[i];
    return sum * sum / squares;
}

static void as_reckoned_from_the_events(void **state)
{
    (void)state;
    struct scenario scenario =
        scenario_of(ORGANISATION "observe.maker_credit = 0.4; experiment.recombination_probability = 0.4; "
                                 "renew.turnover_probability = 0.02; conclude.continuation_probability = 0.5");
    struct world *world = world_of(&scenario, NULL, NULL);
    struct reckoning *reckoning = calloc(1, sizeof *reckoning);
    assert_non_null(reckoning);
    memset(reckoning->member, 0xff, sizeof reckoning->member);
    for (int32_t agent = 0; agent < world->agents.count; agent++) reckoning->person[agent] = agent;
    reckoning->people = world->agents.count;
    struct observation seen;
    assert_int_equal(observation_create(&seen, world), STATUS_OK);
    for (int step = 1; step <= 90; step++) {
        world_pass(world);
        note_step(reckoning, world);
        if (step % 15 != 0) continue;
        assert_int_equal(model_observe(world, &seen), STATUS_OK);
        for (int32_t domain = 0; domain < 2; domain++) {
            memset(reckoning->had, 0, sizeof reckoning->had);
            for (int32_t p = 0; p < world->practices.count; p++)
                if (world->practices.items[p].domain == domain && world->practices.items[p].users > 0)
                    give(reckoning, p, world->practices.items[p].users);
            assert_true(fabs(seen.value[OBSERVE_contributors][domain] / effective(reckoning) - 1) < 1e-9);
        }
    }
    assert_true(world->practices.count > 50 && world->renew->departures > 100);
    observation_free(&seen);
    free(reckoning);
    model_free(world);
}

/* Who tries alone, and who copies with errors, has made what comes of it; everybody's own of the start is theirs. */
static void alone(void **state)
{
    (void)state;
    struct scenario scenario =
        scenario_of("network.kind = ring; network.agents = 50; network.mean_degree = 4; landscape.bits = 20;"
                    "start.practice = random; adoption.rule = best_member; adoption.copy.take = 0.9; "
                    "individual_search; observe.maker_credit = 1");
    struct world *world = world_of(&scenario, NULL, NULL);
    assert_close(behind_all(world), 50);
    for (int step = 0; step < 30; step++) world_pass(world);
    for (int64_t p = 0; p < world->practices.count; p++) assert_int_equal(world->practices.items[p].maker_count, 1);
    assert_true(behind_all(world) >= 1 && behind_all(world) <= 50);
    model_free(world);
}

static double contributors(const char *settings, int seed)
{
    struct scenario scenario = scenario_of(settings);
    scenario.run.seed = seed;
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int step = 0; step < 60; step++) world_pass(world);
    double number = leading(world);
    model_free(world);
    return number;
}

/* "We did, but also": with ancestry counted more people stand behind the leading practice, where all that is in use was
 * found by somebody. (What was there before weighs as one contributor, and may count for more than a team of eight.)
 * The run is the same. */
static void ancestry_counts(void **state)
{
    (void)state;
#define FOUND ORGANISATION "start.practice = none; observe.maker_credit = "
    struct sample gain = {0};
    for (int seed = 1; seed <= 150; seed++)
        sample_add(&gain, contributors(FOUND "0.5", seed) - contributors(FOUND "1", seed));
    print_message("ancestry adds %.2f (se %.2f) contributors\n", sample_mean(&gain), sample_error(&gain));
    assert_true(sample_mean(&gain) > 0 && chance_mean(&gain, 0, 0) < FALSE_ALARM);
    assert_same_events(ORGANISATION "observe.maker_credit = 0.5", ORGANISATION "observe.maker_credit = 1", 40);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_hand),
        cmocka_unit_test(either_extreme),
        cmocka_unit_test(who_left_keeps_the_credit),
        cmocka_unit_test(found_again),
        cmocka_unit_test(as_reckoned_from_the_events),
        cmocka_unit_test(alone),
        cmocka_unit_test(ancestry_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
