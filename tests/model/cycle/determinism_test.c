/* A run is a function of its scenario and seeds: not of threads, of what is recorded, of who watches, of what ran
 * before. Each of the three seeds governs its part and nothing else. Also tests model/cycle/world.c,
 * model/watch/agent_arrays.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/cycle/model.h"
#include "model/frame/steps.h"
#include "model/opportunities/arise.h"
#include "model/record/events.h"
#include "model/record/observation.h"
#include "model/state/world.h"
#include "model/watch/observe.h"
#include "model/worlds.h"

/* Large enough for several blocks of agents and of projects. */
#define LARGE                                                                                                          \
    "network.agents = 2500; network.units = 40; network.mean_degree = 8; landscape.kind = nk; landscape.domains = 2; " \
    "landscape.context_weight = 0.3; opportunities.arrival_rate = 25; opportunities.systemic_probability = 0.3; "      \
    "projects; debrief; closeness; "                                                                                   \
    "tell; adoption; renew; initiate.handover_probability = 0.3; adoption.drop.probability = 0.01;"

static const char *const scenarios[] = {
    LARGE,
    LARGE
    "adoption.rule = contact; adoption.accept.beta = 0.02; adoption.look.telling_steps = 6; network.kind = small_world",
    "network.kind = random; network.agents = 30000; start.users = 20; adoption.rule = contact; adoption.accept.beta = "
    "0.05",
    "network.kind = complete; network.agents = 3000; landscape.kind = listed; landscape.practices = {a: 0.1, b: 0.9}; "
    "start.practice = random; adoption.rule = contact; adoption.accept.beta = 0.0001; adoption.look.telling_steps = 5; "
    "renew; "
    "adoption.accept.innovation = 0.002",
    LARGE "adoption.rule = threshold; adoption.accept.threshold = 0.1; adoption.look.telling_steps = 6; "
          "tell.observation_probability = 0.05",
    LARGE "adoption.rule = best_member; adoption.turn_probability = 0.1; adoption.copy.take = 0.9; "
          "tell.observation_probability = 0.05",
    LARGE "adoption.rule = conformity; adoption.look.sample = 3; tell.inquiry_probability = 0.5",
    LARGE "adoption.rule = superior_majority; adoption.look.sample = 2; tell.observation_probability = 0.05",
    LARGE "network.kind = complete; network.agents = 1500; network.units = 10; tell.probability = 0.01; start.practice "
          "= random",
    LARGE "landscape.kind = match; landscape.bits = 60; landscape.block_bits = 3; team.max = 20; "
          "team.open_call_probability = 1; "
          "network.kind = preferential; start.practice = same; tell.probability = 0.5; people.memory = 2",
};

enum { SCENARIO_COUNT = sizeof scenarios / sizeof *scenarios, STEPS = 25 };

static void any_number_of_threads_gives_the_same(void **state)
{
    (void)state;
    static const int threads[] = {1, 2, 3, 8};
    struct digest alone[SCENARIO_COUNT];
    for (int i = 0; i < SCENARIO_COUNT; i++) {
        struct scenario scenario = scenario_of(scenarios[i]);
        alone[i] = run_digest(&scenario, STEPS, NULL);
        for (int j = 0; j < i; j++) assert_false(digest_equal(alone[i], alone[j]));
    }
    for (size_t t = 0; t < sizeof threads / sizeof *threads; t++) {
        struct crew *crew = crew_new(threads[t]);
        assert_non_null(crew);
        for (int i = 0; i < SCENARIO_COUNT; i++) {
            struct scenario scenario = scenario_of(scenarios[i]);
            if (!digest_equal(run_digest(&scenario, STEPS, crew), alone[i]))
                fail_msg("scenario %d is different with %d threads", i, threads[t]);
        }
        crew_free(crew);
    }
}

#define EVERYTHING                                                                                                     \
    "network.agents = 1100; network.units = 20; landscape.domains = 2; opportunities.arrival_rate = 15; "              \
    "sense.bridging_fraction = 0.5; "                                                                                  \
    "tell.observation_probability = 0.02; tell.inquiry_probability = 0.3; initiate.handover_probability = 0.3; "       \
    "opportunities.worsening = 0.1; "                                                                                  \
    "conclude.continuation_probability = 0.5;"

/* Every invariant holds after every step, on one thread as on three. */
static struct scenario check_on_three_threads(const char *settings, struct crew *crew)
{
    char text[1024];
    snprintf(text, sizeof text, EVERYTHING "%s", settings);
    struct scenario scenario = scenario_everything(text);
    if (!digest_equal(run_digest(&scenario, STEPS, NULL), run_digest(&scenario, STEPS, crew)))
        fail_msg("everything with '%s' is different with three threads", settings);
    return scenario;
}

/* All optional sections of the table that go together, each one left out, and each rule of adoption. */
static void all_mechanisms_at_once_and_all_but_one(void **state)
{
    (void)state;
    struct crew *crew = crew_new(3);
    const struct parameter *rule = parameter_find("adoption.rule");
    char settings[512];
    for (int i = 0; i < SECTION_TOTAL; i++) {
        snprintf(settings, sizeof settings, "-%s", section_table[i].path);
        if (section_table[i].switched == SECTION_OPTIONAL) check_on_three_threads(settings, crew);
    }
    for (int i = 0; i < rule->choice_count; i++) {
        snprintf(settings, sizeof settings,
            "landscape; opportunities; adoption.rule = %s; adoption.drop.probability = 0.01", rule->choices[i].text);
        struct scenario scenario = check_on_three_threads(settings, crew);
        assert_true(scenario.projects.present && scenario.debrief.present && scenario.tell.present);
    }
    crew_free(crew);
}

/* Observes in some steps; takes the events every step or only at the end. */
static struct digest digest_watched(const char *settings, int observe_every, bool clear_every_step)
{
    char text[2048];
    snprintf(text, sizeof text, ORGANISATION "%s", settings);
    struct scenario scenario = scenario_of(text);
    struct world *world = world_of(&scenario, NULL, NULL);
    struct observation observation;
    struct message message;
    assert_int_equal(observation_create(&observation, world), STATUS_OK);
    for (int step = 1; step <= STEPS; step++) {
        assert_int_equal(model_step(world), STATUS_OK);
        if (observe_every > 0 && step % observe_every == 0) {
            assert_int_equal(model_observe(world, &observation), STATUS_OK);
            assert_int_equal(model_observe(world, &observation), STATUS_OK);
            assert_int_equal(model_verify(world, &message), STATUS_OK);
            assert_true(model_bytes(world) > 0 && model_agent_array_count(world) > 0);
        }
        if (clear_every_step) events_clear(model_events(world));
    }
    struct digest digest = world_digest(world);
    observation_free(&observation);
    model_free(world);
    return digest;
}

static void recording_and_watching_change_nothing(void **state)
{
    (void)state;
    struct digest plain = digest_watched("", 0, true);
    static const char *const recorded[] = {"observe.tellings = true",
        "observe.adoptions = false; observe.projects = false", "observe.every = 7",
        "observe.snapshots.every = 5; observe.snapshots.ties = true", "run.title = another"};
    for (int i = 0; i < 4; i++) assert_true(digest_equal(digest_watched(recorded[i], 0, true), plain));
    assert_true(digest_equal(digest_watched("", 1, true), plain));
    assert_true(digest_equal(digest_watched("", 3, true), plain));
    assert_true(digest_equal(digest_watched("", 0, false), plain));
    assert_true(digest_equal(digest_watched("observe.tellings = true", 2, false), plain));
    assert_false(digest_equal(digest_watched("seed = 2", 0, true), plain));
}

/* Alone, rooms are seen one after another; with a crew, side by side. */
static void any_number_of_threads_sees_the_same(void **state)
{
    (void)state;
    struct scenario scenario = scenario_everything(EVERYTHING);
    for (int threads = 2; threads <= 4; threads++) {
        struct crew *crew = crew_new(threads);
        struct world *worlds[] = {world_of(&scenario, NULL, NULL), world_of(&scenario, NULL, crew)};
        struct observation seen[2];
        for (int i = 0; i < 2; i++) assert_int_equal(observation_create(&seen[i], worlds[i]), STATUS_OK);
        for (int step = 1; step <= STEPS; step++) {
            for (int i = 0; i < 2; i++) {
                assert_int_equal(model_step(worlds[i]), STATUS_OK);
                assert_int_equal(model_observe(worlds[i], &seen[i]), STATUS_OK);
                events_clear(model_events(worlds[i]));
            }
            assert_memory_equal(seen[0].store, seen[1].store, (size_t)seen[0].total * sizeof *seen[0].store);
        }
        for (int i = 0; i < 2; i++) {
            observation_free(&seen[i]);
            model_free(worlds[i]);
        }
        crew_free(crew);
    }
}

/* Two worlds that take turns do not disturb each other. */
static void worlds_do_not_know_of_each_other(void **state)
{
    (void)state;
    struct scenario first = scenario_of(scenarios[0]), second = scenario_of(scenarios[1]);
    struct crew *crew = crew_new(2);
    struct world *worlds[] = {world_of(&first, NULL, crew), world_of(&second, NULL, crew)};
    for (int step = 0; step < STEPS; step++)
        for (int i = 0; i < 2; i++) {
            assert_int_equal(model_step(worlds[i]), STATUS_OK);
            events_clear(model_events(worlds[i]));
        }
    assert_true(digest_equal(world_digest(worlds[0]), run_digest(&first, STEPS, NULL)));
    assert_true(digest_equal(world_digest(worlds[1]), run_digest(&second, STEPS, NULL)));
    for (int i = 0; i < 2; i++) model_free(worlds[i]);
    crew_free(crew);
}

/* -- the three seeds */

static struct world *seeded(int population, int network, int behaviour)
{
    char text[2048];
    snprintf(text, sizeof text,
        ORGANISATION "seeds.population = %d; seeds.network = %d; seeds.behaviour = %d; "
                     "start.practice = random",
        population, network, behaviour);
    struct scenario scenario = scenario_of(text);
    return world_of(&scenario, NULL, NULL);
}

static bool same_network(const struct world *a, const struct world *b)
{
    size_t agents = (size_t)a->agents.count, arcs = (size_t)a->network.told.store_count;
    return a->network.told.store_count == b->network.told.store_count &&
           memcmp(a->network.told.length, b->network.told.length, agents * sizeof *a->network.told.length) == 0 &&
           memcmp(a->network.told.agent, b->network.told.agent, arcs * sizeof *a->network.told.agent) == 0;
}

static bool same_population(const struct world *a, const struct world *b)
{
    size_t agents = (size_t)a->agents.count, places = agents * (size_t)a->agents.domains;
    return memcmp(a->agents.practice, b->agents.practice, places * sizeof *a->agents.practice) == 0 &&
           memcmp(a->agents.passion, b->agents.passion, places * sizeof *a->agents.passion) == 0 &&
           memcmp(a->agents.skills, b->agents.skills, agents * sizeof *a->agents.skills) == 0 &&
           memcmp(a->agents.confidence, b->agents.confidence, agents * sizeof *a->agents.confidence) == 0 &&
           a->practices.count == b->practices.count && a->practices.items[0].quality == b->practices.items[0].quality;
}

/* What arises: the first that happens, and it depends on nothing that happened before. */
static bool same_happenings(struct world *a, struct world *b)
{
    for (int i = 0; i < 2; i++) {
        struct world *world = i ? a : b;
        world->step = 5;
        step_arise(world);
    }
    if (a->opportunities->open.count != b->opportunities->open.count) return false;
    for (int64_t i = 0; i < a->opportunities->open.count; i++)
        if (a->opportunities->open.items[i].difficulty != b->opportunities->open.items[i].difficulty) return false;
    return true;
}

static void every_seed_governs_its_own_part(void **state)
{
    (void)state;
    for (int changed = 0; changed < 4; changed++) {
        struct world *a = seeded(11, 12, 13);
        struct world *b = seeded(changed == 1 ? 99 : 11, changed == 2 ? 99 : 12, changed == 3 ? 99 : 13);
        assert_int_equal(same_population(a, b), changed != 1);
        assert_int_equal(same_network(a, b), changed != 2);
        assert_int_equal(same_happenings(a, b), changed != 3);
        model_free(a);
        model_free(b);
    }
}

/* Without a seed of its own each part goes by the seed of the run. */
static void the_seed_of_the_run_is_that_of_every_part(void **state)
{
    (void)state;
    struct scenario one = scenario_of(ORGANISATION "seed = 5");
    struct scenario three = scenario_of(ORGANISATION "seeds.population = 5; seeds.network = 5; seeds.behaviour = 5");
    struct scenario other = scenario_of(ORGANISATION "seed = 6");
    struct digest digest = run_digest(&one, STEPS, NULL);
    assert_true(digest_equal(digest, run_digest(&three, STEPS, NULL)));
    assert_false(digest_equal(digest, run_digest(&other, STEPS, NULL)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_number_of_threads_gives_the_same),
        cmocka_unit_test(all_mechanisms_at_once_and_all_but_one),
        cmocka_unit_test(recording_and_watching_change_nothing),
        cmocka_unit_test(any_number_of_threads_sees_the_same),
        cmocka_unit_test(worlds_do_not_know_of_each_other),
        cmocka_unit_test(every_seed_governs_its_own_part),
        cmocka_unit_test(the_seed_of_the_run_is_that_of_every_part),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
