/* A world that is saved, loaded into a new one and goes on, comes out as if nothing had happened, and shows the same on
 * the way: for everything that a scenario can have, each part left out once, and each rule of adoption and of teams.
 * Also tests model/frame/carrier.c, model/state/ground.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/cycle/model.h"
#include "model/record/events.h"
#include "model/record/observation.h"
#include "model/watch/observe.h"
#include "model/worlds.h"

enum { STEPS = 30 };

/* Bytes on their way. */
struct chest {
    unsigned char *bytes;
    size_t count, room, taken;
};

static enum status put(void *context, void *bytes, size_t size)
{
    struct chest *chest = context;
    if (chest->count + size > chest->room) {
        chest->room = 2 * (chest->count + size);
        chest->bytes = realloc(chest->bytes, chest->room);
        assert_non_null(chest->bytes);
    }
    memcpy(chest->bytes + chest->count, bytes, size);
    chest->count += size;
    return STATUS_OK;
}

static enum status get(void *context, void *bytes, size_t size)
{
    struct chest *chest = context;
    if (chest->taken + size > chest->count) return STATUS_DAMAGED;
    memcpy(bytes, chest->bytes + chest->taken, size);
    chest->taken += size;
    return STATUS_OK;
}

/* A new world of the same scenario, where the other one stands. */
static struct world *carried_over(struct world *world, const struct scenario *scenario)
{
    struct chest chest = {0};
    struct message message = {""};
    struct world *other = world_of(scenario, NULL, NULL);
    assert_int_equal(model_save(world, put, &chest), STATUS_OK);
    assert_int_equal(model_load(other, (int64_t)chest.count, get, &chest), STATUS_OK);
    assert_int_equal(chest.taken, chest.count);
    if (model_verify(other, &message) != STATUS_OK) fail_msg("%s", message.text);
    free(chest.bytes);
    return other;
}

static void assert_same_view(struct world *a, struct world *b)
{
    struct observation of_a, of_b;
    assert_int_equal(observation_create(&of_a, a), STATUS_OK);
    assert_int_equal(observation_create(&of_b, b), STATUS_OK);
    assert_int_equal(model_observe(a, &of_a), STATUS_OK);
    assert_int_equal(model_observe(b, &of_b), STATUS_OK);
    for (int o = 0; o < OBSERVABLE_COUNT; o++) {
        assert_int_equal(of_a.length[o], of_b.length[o]);
        for (int64_t i = 0; i < of_a.length[o]; i++)
            if (memcmp(&of_a.value[o][i], &of_b.value[o][i], sizeof(double)) != 0) /* not-a-number too */
                fail_msg("%s is %g and %g", observable_table[o].name, of_a.value[o][i], of_b.value[o][i]);
    }
    observation_free(&of_a);
    observation_free(&of_b);
}

static void steps(struct world *world, int count)
{
    for (int step = 0; step < count; step++) {
        assert_int_equal(model_step(world), STATUS_OK);
        events_clear(model_events(world));
    }
}

static void check_carried(const struct scenario *scenario, const char *what, int at)
{
    struct world *whole = world_of(scenario, NULL, NULL), *other;
    struct message message = {""};
    events_clear(model_events(whole));
    steps(whole, at);
    other = carried_over(whole, scenario);
    steps(whole, STEPS - at);
    steps(other, STEPS - at);
    if (model_verify(other, &message) != STATUS_OK) fail_msg("%s", message.text);
    assert_same_view(whole, other);
    if (!digest_equal(world_digest(whole), world_digest(other)))
        fail_msg("'%s' saved at step %d goes on differently", what, at);
    model_free(whole);
    model_free(other);
}

#define EVERYTHING                                                                                                     \
    "network.agents = 600; network.units = 12; landscape.domains = 2; opportunities.arrival_rate = 15; "               \
    "sense.bridging_fraction = 0.5; "                                                                                  \
    "tell.observation_probability = 0.02; tell.inquiry_probability = 0.3; initiate.handover_probability = 0.3; "       \
    "opportunities.worsening = 0.1;"

static void everything_and_all_but_one_section(void **state)
{
    (void)state;
    char settings[1024];
    for (int i = 0; i < SECTION_TOTAL; i++) {
        if (section_table[i].switched != SECTION_OPTIONAL) continue;
        snprintf(settings, sizeof settings, EVERYTHING "-%s", section_table[i].path);
        struct scenario scenario = scenario_everything(settings);
        check_carried(&scenario, settings, 1 + i % STEPS);
    }
}

static void every_rule(void **state)
{
    (void)state;
    const struct parameter *rule = parameter_find("adoption.rule");
    char settings[1024];
    for (int i = 0; i < rule->choice_count; i++)
        for (int complete = 0; complete < 2; complete++) {
            snprintf(settings, sizeof settings,
                EVERYTHING "adoption.look.telling_steps = 5; landscape; opportunities;"
                           "network.kind = %s; adoption.rule = %s; adoption.drop.probability = 0.01",
                complete ? "complete" : "units", rule->choices[i].text);
            struct scenario scenario = scenario_everything(settings);
            assert_true(scenario.projects.present && scenario.debrief.present && scenario.tell.present);
            check_carried(&scenario, settings, 15);
        }
}

static void other_corners(void **state)
{
    (void)state;
    static const char *const corners[] = {
        ORGANISATION "interventions = {10 tell.probability: 0, 20 tell.probability: 0.3}",
        ORGANISATION "team.rule = assembly; team.idle_steps = 6",
        ORGANISATION
        "create.making_rate = 0.3; create.memory_steps = 2; opportunities.lifetime = 3; team.patience = 2; "
        "opportunities.difficulty_mean = 1; team.min = 2; team.max = 4; projects.load = 0.1; relax",
        "network.agents = 300; network.kind = random; landscape.kind = match; landscape.bits = 30; "
        "landscape.turbulence = 0.02; start.practice = random; start.unknown_fraction = 0.3; adoption.rule = "
        "superior_majority; organisational_code; "
        "renew",
        "network.kind = complete; network.agents = 500; landscape.kind = listed; landscape.practices = {a: 0.1, b: "
        "0.9}; "
        "start.practice = random; adoption.rule = contact; adoption.accept.beta = 0.001; adoption.look.telling_steps = "
        "5; "
        "renew; "
        "adoption.accept.innovation = 0.002",
    };
    for (size_t i = 0; i < sizeof corners / sizeof *corners; i++)
        for (int at = 0; at <= STEPS; at += 13) {
            struct scenario scenario = scenario_of(corners[i]);
            check_carried(&scenario, corners[i], at);
        }
}

/* Bytes of which one piece, as long as a count is, says something else. */
struct wrong {
    struct chest chest;
    int pieces, piece;
    int64_t says;
};

static enum status get_wrong(void *context, void *bytes, size_t size)
{
    struct wrong *wrong = context;
    enum status status = get(&wrong->chest, bytes, size);
    if (status == STATUS_OK && size == sizeof wrong->says && wrong->pieces++ == wrong->piece)
        memcpy(bytes, &wrong->says, size);
    return status;
}

/* No list is shorter than nothing, or longer than the bytes that there are; and no step comes after the last. */
static void what_cannot_have_been_saved_is_refused(void **state)
{
    (void)state;
    struct scenario scenario = scenario_everything("network.agents = 60; network.units = 3");
    struct world *world = world_of(&scenario, NULL, NULL);
    struct wrong wrong = {.piece = -1};
    int refused = 0, pieces = 1;
    events_clear(model_events(world));
    steps(world, 10);
    assert_int_equal(model_save(world, put, &wrong.chest), STATUS_OK);
    for (int piece = 0; piece < pieces; piece++)
        for (int large = 0; large < 2; large++) {
            struct world *other = world_of(&scenario, NULL, NULL);
            wrong.chest.taken = 0;
            wrong.pieces = 0;
            wrong.piece = piece;
            wrong.says = large ? (int64_t)1 << 40 : -1;
            enum status status = model_load(other, (int64_t)wrong.chest.count, get_wrong, &wrong);
            assert_true(status == STATUS_OK || status == STATUS_DAMAGED);
            refused += status == STATUS_DAMAGED;
            if (status == STATUS_OK) pieces = wrong.pieces;
            model_free(other);
        }
    if (pieces < 20 || refused < 20) fail_msg("%d pieces, %d refused", pieces, refused);
    int32_t late = (int32_t)scenario.run.steps + 1;
    memcpy(wrong.chest.bytes, &late, sizeof late);
    wrong.chest.taken = 0;
    wrong.piece = -1;
    assert_int_equal(model_load(world, (int64_t)wrong.chest.count, get_wrong, &wrong), STATUS_DAMAGED);
    model_free(world);
    free(wrong.chest.bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_and_all_but_one_section),
        cmocka_unit_test(every_rule),
        cmocka_unit_test(other_corners),
        cmocka_unit_test(what_cannot_have_been_saved_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
