/* What communities of practice do to a whole organisation, on against off and at two strengths, everything else equal.
 *
 * Pairs of runs share their seeds (1, 2, 3, ...); the effects asserted are those that the definition of the mechanism
 * implies; others are printed. The chance of a false alarm of the whole file is below 1e-4 (see chance.h; fewer than 20
 * checks). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/adoption/take_up.h"
#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/mechanism.h"
#include "model/practitioners.h"
#include "model/state/communities.h"
#include "model/state/ties.h"
#include "model/state/world.h"

/* Life goes fast. */
#define LIVELY                                                                                                         \
    "communities.convening_probability = 0.02; communities.meeting_interval = 2; communities.split_size = 12; "        \
    "communities.merge_overlap = 0.3;"                                                                                 \
    "communities.hub_belief = 0.6; communities.hub_adoptions = 3; communities.stewardship_documents = 2; "             \
    "communities.lookup_probability = 0.02;"                                                                           \
    "communities.patience = 4;"

/* People with practices of their units' own, and no way to learn from each other but communities. */
#define PRACTITIONERS                                                                                                  \
    "network.agents = 240; network.units = 8; network.mean_degree = 8; landscape.kind = nk; landscape.domains = 1;"    \
    "adoption; renew.turnover_probability = 0.002;"

static void report(const char *what, const struct sample *sample)
{
    double error = 1.96 * sample_error(sample);
    print_message("%s: %.4g, 95 %% interval [%.4g, %.4g]\n", what, sample_mean(sample), sample_mean(sample) - error,
        sample_mean(sample) + error);
}

static void assert_above(const char *what, const struct sample *sample, double least)
{
    report(what, sample);
    if (!(sample_mean(sample) > least)) fail_msg("%s: must be above %g", what, least);
    assert_true(chance_mean(sample, least, 0) < FALSE_ALARM);
}

/* ---- absent, and threads */

static void test_absent_is_as_before(void **state)
{
    (void)state;
    assert_same_events(ORGANISATION, ORGANISATION "communities.convening_probability = 0", 60);
}

static void test_threads(void **state)
{
    (void)state;
    assert_any_threads(ORGANISATION LIVELY, ORGANISATION LIVELY "communities.documenting_probability = 0", 100);
    assert_any_threads(PRACTITIONERS LIVELY, PRACTITIONERS LIVELY "communities.invitation_probability = 0.1", 100);
}

/* ---- on and off */

static double quality_in_use(const struct world *world)
{
    double sum = 0;
    for (int64_t place = 0; place < (int64_t)world->agents.count * world->agents.domains; place++)
        if (world->agents.practice[place] >= 0) sum += world->practices.items[world->agents.practice[place]].quality;
    return sum / (double)world->agents.count / world->agents.domains;
}

static double ties_across_units(const struct world *world)
{
    int64_t across = 0;
    for (int32_t agent = 0; agent < world->agents.count; agent++)
        for (int32_t k = 0; k < tie_count(world, agent); k++)
            across += world->network.unit[tie_at(world, agent, k).agent] != world->network.unit[agent];
    return (double)across / 2;
}

struct outcome {
    double quality, across, learned;
};

static struct outcome outcome_of(const char *settings, int64_t seed, int32_t steps)
{
    struct scenario scenario = scenario_of(settings);
    scenario.run.seed = seed;
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int32_t step = 0; step < steps; step++) world_pass(world);
    struct outcome outcome = {quality_in_use(world), ties_across_units(world),
        (double)(world->uptakes->adoptions[CHANNEL_COMMUNITY] + world->uptakes->adoptions[CHANNEL_DOCUMENT])};
    model_free(world);
    return outcome;
}

static void test_on_and_off(void **state)
{
    (void)state;
    struct sample quality = {0}, across = {0}, learned = {0};
    for (int64_t seed = 1; seed <= 30; seed++) {
        struct outcome off = outcome_of(PRACTITIONERS, seed, 156);
        struct outcome on = outcome_of(PRACTITIONERS "communities.convening_probability = 0.005", seed, 156);
        assert_true(!(off.learned > 0));
        sample_add(&quality, on.quality - off.quality);
        sample_add(&across, on.across - off.across);
        sample_add(&learned, on.learned);
    }
    assert_above("without projects: gain in quality in use", &quality, 0);
    assert_above("without projects: more ties across units", &across, 0);
    assert_above("without projects: adoptions through communities", &learned, 0);
}

/* Among projects communities tie units together and people learn through them, if they take next to no attention. What
 * they do at their price, and whether quality gains, is no matter of definition and only reported. */
static void test_on_and_off_with_projects(void **state)
{
    (void)state;
    struct sample quality[2] = {{0}}, across[2] = {{0}}, learned[2] = {{0}};
    static const char *const on[] = {ORGANISATION "communities.convening_probability = 0.005", ORGANISATION
        "communities.convening_probability = 0.005; communities.core_load = 0.001; communities.engaged_load = 0.0006;"
        "communities.interested_load = 0.0002"};
    for (int64_t seed = 1; seed <= 30; seed++) {
        struct outcome without = outcome_of(ORGANISATION, seed, 104);
        for (int cheap = 0; cheap < 2; cheap++) {
            struct outcome with = outcome_of(on[cheap], seed, 104);
            sample_add(&quality[cheap], with.quality - without.quality);
            sample_add(&across[cheap], with.across - without.across);
            sample_add(&learned[cheap], with.learned);
        }
    }
    report("with projects, at their price: gain in quality in use", &quality[0]);
    report("with projects, at their price: more ties across units", &across[0]);
    report("with projects, at no price: gain in quality in use", &quality[1]);
    assert_above("with projects, at no price: more ties across units", &across[1], 0);
    assert_above("with projects, at their price: adoptions through communities", &learned[0], 0);
}

/* ---- what keeps a community alive */

/* A community of stewards, all of one unit: how many come to a meeting over four years, and whether it is alive then.
 */
struct life {
    double attendance, alive, members, learned;
};

static struct life life_of(const char *settings, int64_t seed)
{
    char all[2048];
    snprintf(all, sizeof all,
        PRACTITIONERS
        "start.practice = random; communities.convening_probability = 0; communities.split_size = 1000; %s",
        settings);
    struct scenario scenario = scenario_of(all);
    scenario.run.seed = seed;
    struct world *world = world_of(&scenario, NULL, NULL);
    int32_t number = community_by_hand(world, PHASE_STEWARDSHIP, 0, 8);
    members_join(world, number, RING_ENGAGED, 8, 8);
    for (int32_t agent = 0; agent < 16; agent++) world->agents.passion[agent] = 0.8;
    everybody_trusts(world, 0, 16, 0.5);
    struct life life = {0};
    for (int32_t step = 1; step <= 208; step++) {
        world_pass(world);
        if (step % 4 == 0) life.attendance += community_at(world, number)->present / 52.0;
    }
    life.alive = community_at(world, number)->phase <= PHASE_HUB;
    life.members = (double)community_at(world, number)->seats.count;
    life.learned = community_at(world, number)->taught;
    model_free(world);
    return life;
}

static void compare_lives(const char *what, const char *strong, const char *weak, int64_t seeds)
{
    struct sample attendance = {0}, alive_strong = {0}, alive_weak = {0}, learned = {0};
    char text[256];
    for (int64_t seed = 1; seed <= seeds; seed++) {
        struct life more = life_of(strong, seed), less = life_of(weak, seed);
        sample_add(&attendance, more.attendance - less.attendance);
        sample_add(&alive_strong, more.alive), sample_add(&alive_weak, less.alive);
        sample_add(&learned, more.learned - less.learned);
    }
    snprintf(text, sizeof text, "%s: alive after four years %.2f, without %.2f; gain in attendance", what,
        sample_mean(&alive_strong), sample_mean(&alive_weak));
    assert_above(text, &attendance, 0);
    snprintf(text, sizeof text, "%s: gain in adoptions learned", what);
    report(text, &learned);
}

static void test_openness_keeps_it_alive(void **state)
{
    (void)state;
    compare_lives("open", "communities.stewardship_openness = 1", "communities.stewardship_openness = 0", 60);
}

static void test_rotation_keeps_it_alive(void **state)
{
    (void)state;
    compare_lives("rotating",
        "communities.rotation_probability = 0.3; communities.fatigue = 0.05; communities.stewardship_openness = 0",
        "communities.rotation_probability = 0; communities.fatigue = 0.05; communities.stewardship_openness = 0", 100);
}

/* A closed core stays as small as it was; nested rings with permeable borders grow it. */
static void test_permeable_rings(void **state)
{
    (void)state;
    compare_lives("permeable", "communities.stewardship_openness = 1; communities.inward_probability = 1",
        "communities.stewardship_openness = 1; communities.inward_probability = 0", 60);
}

/* ---- whole lives */

static void test_everything_that_can_become_of_a_community_does(void **state)
{
    (void)state;
    int64_t count[COMMUNITY_FADED + 1] = {0};
    for (int64_t seed = 1; seed <= 4; seed++) {
        struct scenario scenario = scenario_of(ORGANISATION LIVELY);
        scenario.run.seed = seed;
        struct world *world = world_of(&scenario, NULL, NULL);
        for (int step = 0; step < 208; step++) {
            world_pass(world);
            for (int what = 0; what <= COMMUNITY_FADED; what++)
                count[what] += community_events(world, -1, (enum community_event)what);
        }
        model_free(world);
    }
    static const char *const names[] = {
#define AS_NAME(symbol, text, sentence) text,
        COMMUNITY_EVENTS(AS_NAME)
#undef AS_NAME
    };
    for (int what = 0; what <= COMMUNITY_FADED; what++) {
        print_message("%s %d; ", names[what], (int)count[what]);
        assert_true(count[what] > 0);
    }
    print_message("in four lives of an organisation\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_absent_is_as_before),
        cmocka_unit_test(test_threads),
        cmocka_unit_test(test_on_and_off),
        cmocka_unit_test(test_on_and_off_with_projects),
        cmocka_unit_test(test_openness_keeps_it_alive),
        cmocka_unit_test(test_rotation_keeps_it_alive),
        cmocka_unit_test(test_permeable_rings),
        cmocka_unit_test(test_everything_that_can_become_of_a_community_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
