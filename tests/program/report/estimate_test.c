/* An estimate is exact about what it has seen whole, and grows with what it has not. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "model/cycle/model.h"
#include "program/report/estimate.h"
#include "scenario/parameters.h"

static struct scenario contagion(int64_t agents, int64_t steps)
{
    struct scenario scenario = scenario_default;
    scenario.network.kind = NETWORK_COMPLETE;
    scenario.network.agents = agents;
    scenario.run.steps = steps;
    return scenario;
}

static struct estimate estimated(const struct scenario *scenario)
{
    struct estimate estimate;
    struct message message = {{0}};
    assert_int_equal(estimate_run(&estimate, scenario, NULL, 1, &message), STATUS_OK);
    return estimate;
}

static void a_small_run_is_tried_whole(void **state)
{
    (void)state;
    struct scenario scenario = contagion(60, 10);
    struct estimate estimate = estimated(&scenario);
    assert_int_equal(estimate.agents, 60);
    assert_int_equal(estimate.trial_agents, 60);
    assert_int_equal(estimate.trial_steps, 10);
    assert_true(estimate.ties == 60 * 59 / 2);
    assert_true(estimate.seconds > 0 && estimate.memory > 0 && estimate.file_bytes > 0);
}

static void a_large_one_is_tried_with_fewer_agents(void **state)
{
    (void)state;
    struct scenario scenario = contagion(200000, 3);
    scenario.network.kind = NETWORK_RANDOM;
    scenario.network.mean_degree = 10;
    struct estimate estimate = estimated(&scenario);
    assert_int_equal(estimate.agents, 200000);
    assert_true(estimate.trial_agents <= 50000);
    assert_true(estimate.ties == 1e6);
    /* A million ties, both ways, are 4 bytes each. */
    assert_true(estimate.memory > 8e6);
}

/* Half as many people have no room for as many ties each. */
static void a_dense_one_is_tried_with_as_many_as_its_ties_need(void **state)
{
    (void)state;
    struct scenario scenario = contagion(6000, 1);
    scenario.network.kind = NETWORK_RANDOM;
    scenario.network.mean_degree = 3000;
    assert_true(estimated(&scenario).ties == 9e6);
    scenario.network.mean_degree = 1000;
    scenario.network.extra_ties = 9000000;
    assert_true(estimated(&scenario).ties == 12e6);
}

/* A scenario from settings "key=value", settled. */
static struct scenario set_to(const char *const settings[])
{
    struct scenario scenario = scenario_default;
    for (int i = 0; settings[i]; i++) {
        char path[64];
        struct message message = {{0}};
        const char *sign = strchr(settings[i], '=');
        snprintf(path, sizeof path, "%.*s", (int)(sign - settings[i]), settings[i]);
        if (parameter_set(&scenario, parameter_find(path), sign + 1, &message) != STATUS_OK)
            fail_msg("%s", message.text);
    }
    scenario_settle(&scenario);
    return scenario;
}

/* Of every kind that is made: as many ties as there are then, but for one in fifty. */
static void ties_are_about_as_many_as_are_made(void **state)
{
    (void)state;
    static const char *const kinds[][4] = {{"network.kind=units", "network.units=8"}, {"network.kind=random"},
        {"network.kind=ring"}, {"network.kind=small_world", "network.rewired_fraction=0.1"}, {"network.kind=line"},
        {"network.kind=star"}, {"network.kind=torus"}, {"network.kind=preferential", "network.ties_per_newcomer=3"},
        {"network.kind=caveman", "network.group_size=6"}, {"network.kind=groups", "network.group_size=6"},
        {"network.kind=degrees", "network.degrees={2: 0.5, 6: 0.5}"}, {"network.kind=complete"},
        {"network.kind=ring", "network.extra_ties=3000"}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const char *settings[5] = {"network.agents=600"};
        for (int k = 0; k < 3 && kinds[i][k]; k++) settings[k + 1] = kinds[i][k];
        const struct scenario scenario = set_to(settings);
        struct message message = {{0}};
        struct world *world;
        if (model_create(&world, &scenario, NULL, NULL, &message) != STATUS_OK) fail_msg("%s", message.text);
        const struct network *network = model_network(world);
        const double made = network->complete ? 600 * 599 / 2.0 : (double)network->tie_count;
        const double ratio = estimate_ties(&scenario) / made;
        if (!(ratio > 0.98 && ratio < 1.02)) fail_msg("%s: %g times %g", settings[1], ratio, made);
        model_free(world);
    }
}

/* What a smaller world cannot have, because it is of so many people, does not keep it from being tried. */
static void what_is_for_many_people_is_thinned_with_them(void **state)
{
    (void)state;
    static const char *const cases[][4] = {{"network.kind=ring", "network.units=150000"},
        {"network.kind=torus", "network.grid_rows=256"},
        {"network.kind=ring", "opportunities.arrivals=step,members;1,150000 150001;2,159999"},
        {"network.kind=ring", "start.users=160000"}, {"network.kind=ring", "network.extra_ties=400000"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *settings[7] = {"network.agents=160000", "network.mean_degree=2", "steps=2", "landscape.bits=4"};
        for (int k = 0; k < 2; k++) settings[k + 4] = cases[i][k];
        const struct scenario scenario = set_to(settings);
        const struct estimate estimate = estimated(&scenario);
        assert_true(estimate.agents == 160000 && estimate.trial_agents == 40000);
        double memory = 0;
        struct message message = {{0}};
        assert_int_equal(estimate_memory(&scenario, &memory, &message), STATUS_OK);
        const struct scenario half = set_to((const char *[]){"network.agents=80000", "network.mean_degree=2",
            "landscape.bits=4", cases[i][0], i == 4 ? "network.extra_ties=200000" : "steps=2", NULL});
        double half_memory = 0;
        assert_int_equal(estimate_memory(&half, &half_memory, &message), STATUS_OK);
        if (!(memory > 1.8 * half_memory)) fail_msg("%s: %g and %g", cases[i][1], memory, half_memory);
    }
}

/* Ties that are added and people who begin are as many in proportion in the world that is tried. */
static void what_is_counted_in_people_or_ties_is_a_part(void **state)
{
    (void)state;
    const struct scenario scenario = set_to((const char *[]){
        "network.kind=ring", "network.agents=160000", "network.mean_degree=2", "network.extra_ties=800000", NULL});
    struct message message = {{0}};
    struct world *world;
    double memory = 0;
    assert_int_equal(estimate_memory(&scenario, &memory, &message), STATUS_OK);
    assert_int_equal(model_create(&world, &scenario, NULL, NULL, &message), STATUS_OK);
    const double ratio = memory / (double)model_bytes(world);
    if (!(ratio > 0.8 && ratio < 1.25)) fail_msg("%g", ratio);
    model_free(world);
    double bytes[2];
    for (int i = 0; i < 2; i++) {
        const struct scenario begun = set_to((const char *[]){"network.kind=ring", "network.agents=160000",
            "network.mean_degree=2", "adoption.rule=contact", "adoption.accept.beta=0", "steps=1",
            i == 0 ? "start.users=40000" : "start.users=160000", NULL});
        bytes[i] = estimated(&begun).file_bytes;
    }
    const double times = (bytes[1] - 2e5) / (bytes[0] - 2e5);
    if (!(times > 3.5 && times < 4.5)) fail_msg("%g", times);
}

/* What a trial comes to in its second is a part of the run, which takes as much longer as it has more steps. */
static void a_long_run_is_tried_in_part(void **state)
{
    (void)state;
    const struct scenario scenario = contagion(60, 1000000000);
    const struct estimate estimate = estimated(&scenario);
    const double parts = 1e9 / (double)estimate.trial_steps;
    assert_true(parts > 10);
    if (!(estimate.seconds > 0.99 * parts && estimate.seconds < 3 * parts))
        fail_msg("%g s, %g trials", estimate.seconds, parts);
    assert_true(estimate.file_bytes > 1e9 * 0.4 * sizeof(double));
}

/* Opportunities that are given are drawn in the world that is tried, as many in proportion, and none twice. */
static void what_is_given_to_many_is_drawn_as_often(void **state)
{
    (void)state;
    static char given[40000] = "opportunities.arrivals=step";
    for (int i = 0; i < 4000; i++) strcat(given, i < 2000 ? ";1" : ";2");
    static const char *const more[] = {given, "opportunities.arrival_rate=12.5", "opportunities.arrival_rate=0"};
    double bytes[3];
    for (int i = 0; i < 3; i++) {
        const struct scenario scenario = set_to((const char *[]){"network.kind=ring", "network.agents=160000",
            "network.mean_degree=2", "steps=2", "landscape.bits=4", "opportunities.arrival_rate=0", more[i], NULL});
        bytes[i] = estimated(&scenario).file_bytes;
    }
    const double ratio = (bytes[0] - bytes[2]) / (bytes[1] - bytes[2]);
    if (!(ratio > 0.9 && ratio < 1.1)) fail_msg("%g", ratio);
}

/* A file grows by what is kept in it. */
static void what_is_recorded_takes_room(void **state)
{
    (void)state;
    static const char *const all[] = {"network.agents=1000", "steps=200", "observe.snapshots.every=1", NULL},
                             *const some[] = {"network.agents=1000", "steps=200", "observe.snapshots.every=10", NULL},
                             *const none[] = {"network.agents=1000", "steps=200", NULL},
                             *const few[] = {"network.agents=1000", "steps=200", "observe.every=20", NULL};
    const struct scenario scenarios[] = {set_to(all), set_to(some), set_to(none), set_to(few)};
    double bytes[4];
    for (int i = 0; i < 4; i++) bytes[i] = estimated(&scenarios[i]).file_bytes;
    assert_true(bytes[0] > bytes[1] && bytes[1] > bytes[2] && bytes[2] > bytes[3]);
    /* 180 snapshots more, each of at least an i32 a person; what deflate leaves of it is 0.4 */
    assert_true(bytes[0] - bytes[1] > 180 * 0.4 * 4 * 1000);
    assert_true(fabs((bytes[0] - bytes[1]) / (bytes[1] - bytes[2]) - 180 / 22.0) < 0.1);
}

static void twice_the_steps_are_a_larger_file(void **state)
{
    (void)state;
    struct scenario once = contagion(60, 2000), twice = contagion(60, 4000);
    assert_true(estimated(&twice).file_bytes > estimated(&once).file_bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_small_run_is_tried_whole),
        cmocka_unit_test(a_large_one_is_tried_with_fewer_agents),
        cmocka_unit_test(a_dense_one_is_tried_with_as_many_as_its_ties_need),
        cmocka_unit_test(ties_are_about_as_many_as_are_made),
        cmocka_unit_test(what_is_for_many_people_is_thinned_with_them),
        cmocka_unit_test(what_is_counted_in_people_or_ties_is_a_part),
        cmocka_unit_test(a_long_run_is_tried_in_part),
        cmocka_unit_test(what_is_given_to_many_is_drawn_as_often),
        cmocka_unit_test(what_is_recorded_takes_room),
        cmocka_unit_test(twice_the_steps_are_a_larger_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
