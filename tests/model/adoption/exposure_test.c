/* Exposure is kept up to date as practices change, people come and leave, and ties are added: whole runs under the
 * contact rule, beside an oracle that counts from scratch in every step who tells whom, and knows the key of every
 * draw. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/adoption/exposure.h"
#include "model/cycle/model.h"
#include "model/frame/steps.h"
#include "model/record/events.h"
#include "model/rules/adopt.h"
#include "model/state/draws.h"
#include "model/state/world.h"
#include "model/worlds.h"
#include "network/edges.h"

struct before {
    int32_t *use, *use_row, *use_step;
};

static int32_t *copied(const int32_t *values, int64_t count)
{
    int32_t *copy = malloc((size_t)count * sizeof *copy);
    assert_non_null(copy);
    memcpy(copy, values, (size_t)count * sizeof *copy);
    return copy;
}

/* Whether the agent tells, and of another practice than the hearer's. */
static bool tells_of_another(
    const struct world *world, const struct before *before, int32_t agent, int32_t hearer, int32_t domain)
{
    int64_t place = (int64_t)agent * world->agents.domains + domain, telling = world->scenario.look.telling_steps;
    return before->use[place] >= 0 && world->step > before->use_step[place] &&
           (telling == 0 || world->step <= before->use_step[place] + telling) &&
           before->use[place] != before->use[(int64_t)hearer * world->agents.domains + domain];
}

static int32_t count_tellers(const struct world *world, const struct before *before, int32_t agent, int32_t domain)
{
    const struct rows *heard = network_heard(&world->network);
    int32_t count = 0;
    if (world->network.complete) {
        for (int32_t i = 0; i < world->agents.count; i++)
            count += i != agent && tells_of_another(world, before, i, agent, domain);
        return count;
    }
    for (int32_t k = 0; k < heard->length[agent]; k++)
        count += tells_of_another(world, before, heard->agent[heard->start[agent] + k], agent, domain);
    return count;
}

static void check_sources(const struct world *world, const struct before *before, const struct adoption_row *row)
{
    const struct adoption_source_row *sources = world_sources(world, row);
    for (int32_t s = 0; s < row->source_count; s++) {
        int64_t place = (int64_t)sources[s].source * world->agents.domains + row->domain;
        assert_true(tells_of_another(world, before, sources[s].source, row->learner, row->domain));
        assert_int_equal(before->use[place], row->practice);
        assert_int_equal(before->use_row[place], sources[s].source_adoption);
        for (int32_t other = 0; other < s; other++) assert_true(sources[other].source != sources[s].source);
        if (!world->network.complete)
            assert_true(rows_find(network_heard(&world->network), row->learner, sources[s].source) >= 0);
    }
}

/* Rows of adoption from `next` on are those that the oracle expects of contact(). */
static void check_takers(const struct world *world, const struct before *before, int64_t next)
{
    const struct accept_rates *with = &world->rates.accept;
    for (int32_t agent = 0; agent < world->agents.count; agent++)
        for (int32_t domain = 0; domain < world->agents.domains; domain++) {
            int64_t place = (int64_t)agent * world->agents.domains + domain;
            int32_t tellers = count_tellers(world, before, agent, domain);
            struct random_key takes = world_key(world, STREAM_CONTACT, agent, (uint32_t)domain << 25);
            struct random_key spontaneous = world_key(world, STREAM_CONTACT, agent, 1);
            bool told = random_bernoulli(takes, 1 - maths_pow_count(1 - with->beta, (uint64_t)tellers));
            bool alone =
                !told && domain == 0 && before->use[place] != 0 && random_bernoulli(spontaneous, with->innovation);
            if (!told && !alone) continue;
            assert_true(next < world->events.adoption.count);
            const struct adoption_row *row = &world->events.adoption.items[next++];
            assert_true(row->learner == agent && row->domain == domain && row->practice_before == before->use[place]);
            assert_int_equal(row->channel, told ? CHANNEL_WORD_OF_MOUTH : CHANNEL_EXTERNAL);
            assert_int_equal(row->source_count > 0, told);
            check_sources(world, before, row);
        }
    assert_int_equal(next, world->events.adoption.count);
}

static void contact_beside_the_oracle(struct world *world)
{
    int64_t places = (int64_t)world->agents.count * world->agents.domains, next = world->events.adoption.count;
    struct before before = {copied(world->agents.practice, places), copied(world->agents.adoption, places),
        copied(world->agents.adoption_step, places)};
    step_contact(world);
    check_takers(world, &before, next);
    free(before.use);
    free(before.use_row);
    free(before.use_step);
}

/* The step, but that the oracle looks on while people adopt. */
static void step_beside_the_oracle(struct world *world)
{
    events_clear(&world->events);
    world->step++;
#define step_adopt contact_beside_the_oracle
#define STEP(verb, feature, sentence)                                                                                  \
    if (scenario_has(&world->scenario, FEATURE_##feature)) step_##verb(world);
#include "model/frame/steps.def"
#undef step_adopt
    assert_false(world->out_of_memory);
    world_check(world);
}

static void run_beside_the_oracle(const char *settings, const struct edge_list *file, int steps, int64_t at_least)
{
    struct scenario scenario = scenario_of(settings);
    struct crew *crew = crew_new(3);
    struct world *world = world_of(&scenario, file, crew);
    int64_t told = 0;
    for (int step = 0; step < steps; step++) {
        step_beside_the_oracle(world);
        for (int64_t i = 0; i < world->events.adoption.count; i++)
            told += world->events.adoption.items[i].channel == CHANNEL_WORD_OF_MOUTH;
    }
    if (told < at_least) fail_msg("only %d were told", (int)told);
    model_free(world);
    crew_free(crew);
}

static void exposure_follows_one_practice_on_a_random_network(void **state)
{
    (void)state;
    run_beside_the_oracle("network.kind = random; network.agents = 3000; start.users = 20; "
                          "adoption.rule = contact; adoption.accept.beta = 0.04",
        NULL, 40, 2000);
}

static void exposure_follows_competing_practices(void **state)
{
    (void)state;
    run_beside_the_oracle("network.kind = ring; network.agents = 500; network.mean_degree = 6; "
                          "landscape.kind = listed; landscape.practices = {a: 0.1, b: 0.2, c: 0.3}; "
                          "landscape.domains = 2; start.practice = random; "
                          "adoption.rule = contact; adoption.accept.beta = 0.03; adoption.accept.innovation = 0.002",
        NULL, 60, 2000);
}

static void exposure_follows_those_who_fall_silent(void **state)
{
    (void)state;
    for (int telling = 1; telling <= 4; telling++) {
        char settings[512];
        snprintf(settings, sizeof settings,
            "network.kind = random; network.agents = 600; network.mean_degree = 8; landscape.kind = listed; "
            "landscape.practices = {a: 0.1, b: 0.2}; start.practice = random; adoption.accept.innovation = 0.002; "
            "adoption.rule = contact; adoption.accept.beta = 0.08; renew; renew.turnover_probability = 0.02; "
            "adoption.look.telling_steps = %d",
            telling);
        run_beside_the_oracle(settings, NULL, 40, 100);
    }
}

static void exposure_follows_practices_on_a_complete_network(void **state)
{
    (void)state;
    run_beside_the_oracle(
        "network.kind = complete; network.agents = 200; landscape.kind = listed; "
        "landscape.practices = {a: 0.1, b: 0.2, c: 0.4}; start.practice = random; "
        "adoption.rule = contact; adoption.accept.beta = 0.0003; adoption.look.telling_steps = 9; renew; "
        "renew.turnover_probability = 0.02; adoption.accept.innovation = 0.001",
        NULL, 60, 150);
}

/* A walk along a person's tellers comes to each of them, in the order of people, and to nobody else. */
static void walk_along(const struct world *world, struct place who)
{
    struct tellers tellers = tellers_of(world, who);
    int32_t use = world->agents.practice[place_at(world, who.agent, who.domain)], number = 0;
    for (int32_t agent = 0; agent < world->agents.count; agent++) {
        int32_t told = world->agents.told_practice[place_at(world, agent, who.domain)];
        if (told < 0 || told == use) continue;
        tellers_to(&tellers, number++);
        assert_int_equal(tellers.agent, agent);
    }
    assert_int_equal(number, exposure_of(world, who));
}

static void tellers_are_found_by_number_on_a_complete_network(void **state)
{
    (void)state;
    struct scenario scenario =
        scenario_of("network.kind = complete; network.agents = 90; landscape.kind = listed; landscape.domains = 2; "
                    "landscape.practices = {a: 0.1, b: 0.2, c: 0.4}; start.practice = random; adoption.rule = contact; "
                    "adoption.accept.beta = 0.002; adoption.look.telling_steps = 9; adoption.accept.innovation = 0.01");
    struct crew *crew = crew_new(1);
    struct world *world = world_of(&scenario, NULL, crew);
    int64_t tellers = 0;
    for (int step = 0; step < 30; step++) {
        step_beside_the_oracle(world);
        exposure_update(world);
        tellers_list(world);
        tellers += world->exposure->tellers.count;
        for (int32_t agent = 0; agent < world->agents.count; agent++)
            for (int32_t domain = 0; domain < 2; domain++) walk_along(world, (struct place){agent, domain});
    }
    assert_true(tellers > 500);
    model_free(world);
    crew_free(crew);
}

static void exposure_follows_a_directed_network(void **state)
{
    (void)state;
    enum { AGENTS = 200, EACH = 4 };
    static int32_t ends[2 * AGENTS * EACH];
    for (int32_t i = 0; i < AGENTS * EACH; i++) {
        int32_t source = i / EACH, hop = i % EACH;
        int32_t target = (source + 1 + hop * hop * 7 + source % 3) % AGENTS;
        ends[2 * i] = source;
        ends[2 * i + 1] = target;
    }
    struct edge_list list = {.agent_count = AGENTS, .edge_count = AGENTS * EACH, .directed = true, .edges = ends};
    assert_int_equal(edge_list_settle(&list), STATUS_OK);
    run_beside_the_oracle("network.kind = file; network.edges = none; network.directed = true; "
                          "landscape.kind = nk; start.practice = random; opportunities.arrival_rate = 20; projects; "
                          "debrief; tell; renew; "
                          "renew.turnover_probability = 0.01; adoption.rule = contact; adoption.accept.beta = 0.02; "
                          "adoption.look.telling_steps = 5",
        &list, 60, 100);
}

/* Ties are added by projects, practices change in debriefs and by tellings, people come and leave. */
static void exposure_follows_projects(void **state)
{
    (void)state;
    for (int telling = 0; telling <= 6; telling += 2) {
        char settings[512];
        snprintf(settings, sizeof settings,
            ORGANISATION "adoption.drop.probability = 0; adoption.rule = contact; adoption.accept.beta = 0.03; "
                         "adoption.look.telling_steps = %d",
            telling);
        run_beside_the_oracle(settings, NULL, 50, 100);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exposure_follows_one_practice_on_a_random_network),
        cmocka_unit_test(exposure_follows_competing_practices),
        cmocka_unit_test(exposure_follows_those_who_fall_silent),
        cmocka_unit_test(exposure_follows_practices_on_a_complete_network),
        cmocka_unit_test(tellers_are_found_by_number_on_a_complete_network),
        cmocka_unit_test(exposure_follows_a_directed_network),
        cmocka_unit_test(exposure_follows_projects),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
