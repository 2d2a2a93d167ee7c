/* Everyday contact: how often people meet, with whom, and what comes of it.
 *
 * The chance of a false alarm of the whole file is below 1e-4 (see chance.h; fewer than 100 checks). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/frame/steps.h"
#include "model/mechanism.h"
#include "model/people/encounter.h"
#include "model/state/ties.h"
#include "model/state/world.h"
#include "model/ties/bonds.h"

/* Ties are as they are: who meets trusts nobody more, and strangers stay at no trust. */
#define STILL "contacts.trust_shift = 0; contacts.begun_per_tie = 0.5; "

static struct world *world_from(const char *settings, const struct edge_list *file)
{
    struct scenario scenario = scenario_of(settings);
    return world_of(&scenario, file, NULL);
}

/* Meets `times` times in the state as it stands, and counts by `cell` (-1: not counted). */
static void meet_often(struct world *world, int times,
    int (*cell)(const struct world *world, const struct encounter *met), int64_t count[])
{
    for (int i = 0; i < times; i++) {
        world->step++;
        step_encounter(world);
        for (int64_t k = 0; k < world->encounters->met.count; k++) {
            int in = cell(world, &world->encounters->met.items[k]);
            if (in >= 0) count[in]++;
        }
    }
    assert_false(world->out_of_memory);
}

/* -- how many */

static int of_whom(const struct world *world, const struct encounter *met)
{
    (void)world;
    return met->agent % 5 == 0 ? 0 : met->agent % 5;
}

/* Who had four ties at the start begins four times as many as who had one, also after ties came and went. */
static void the_budget_goes_with_the_ties_of_the_start(void **state)
{
    (void)state;
    enum { STARS = 300, TIMES = 40 };
    struct edge_list stars = stars_list(STARS, 4);
    struct world *world =
        world_from(STILL "network.kind = file; network.edges = none; contacts.fresh_fraction = 0", &stars);
    int64_t count[5] = {0}, sum = 0;
    meet_often(world, TIMES, of_whom, count);
    for (int i = 0; i < 5; i++) sum += count[i];
    assert_likely(chance_poisson(sum, 0.5 * 8 * STARS * TIMES), "%d contacts", (int)sum);
    assert_likely(
        chance_cells(5, count, (double[]){0.5, 0.125, 0.125, 0.125, 0.125}), "who begins them: %d", (int)count[0]);
    for (int star = 0; star < STARS; star++) assert_true(tie_strengthen(world, 5 * star + 1, 5 * star + 2, 0.5));
    int64_t later[5] = {0};
    meet_often(world, TIMES, of_whom, later);
    assert_likely(
        chance_cells(5, later, (double[]){0.5, 0.125, 0.125, 0.125, 0.125}), "who begins them: %d", (int)later[0]);
    model_free(world);
    edge_list_free(&stars);
}

/* Left to itself the budget is such that a tie at the trust of the start stays there: 2 b g (1 - T) = d T. */
static void the_budget_holds_the_trust_of_the_start(void **state)
{
    (void)state;
    struct scenario scenario =
        scenario_of("people.trust = 0.6; contacts.trust_shift = 0.2; renew.trust_decay = 0.01; renew.min_trust = 0.1");
    double held = scenario_contacts_that_hold(&scenario);
    assert_true(fabs(held - 0.01 * 0.6 / (2 * 0.2 * 0.4)) < 1e-15);
    struct world *world = world_of(&scenario, NULL, NULL);
    int64_t *count = world->encounters->count;
    for (int step = 0; step < 50; step++) world_pass(world);
    assert_likely(chance_poisson(count[0] + count[1] + count[2], held * 10 * 1000 * 50), "contacts");
    assert_int_equal(count[ENCOUNTER_IN_PROJECT], 0);
    model_free(world);
}

/* -- with whom */

static int to_whom(const struct world *world, const struct encounter *met)
{
    (void)world;
    return met->agent % 5 == 0 ? met->other % 5 - 1 : -1;
}

static void whom_one_trusts_more_one_meets_more_often(void **state)
{
    (void)state;
    enum { STARS = 200 };
    struct edge_list stars = stars_list(STARS, 4);
    struct world *world =
        world_from(STILL "network.kind = file; network.edges = none; contacts.fresh_fraction = 0", &stars);
    struct rows *told = &world->network.told;
    static const float trust[] = {0.1F, 0, 0.3F, 0.6F};
    for (int32_t star = 0; star < STARS; star++)
        for (int32_t leaf = 0; leaf < 4; leaf++)
            told->trust[rows_find(told, 5 * star, 5 * star + 1 + leaf)] = trust[leaf];
    int64_t count[4] = {0};
    meet_often(world, 30, to_whom, count);
    assert_likely(chance_cells(4, count, (double[]){0.1, 0, 0.3, 0.6}), "%d %d %d %d", (int)count[0], (int)count[1],
        (int)count[2], (int)count[3]);
    model_free(world);
    edge_list_free(&stars);
}

enum { UNITS = 5, AGENTS = 100, SIZE = AGENTS / UNITS };
#define FIVE_UNITS "network.agents = 100; network.units = 5; network.mean_degree = 6; "

/* Of agent 7 (cells 0 to 99: with whom). */
static int with_whom(const struct world *world, const struct encounter *met)
{
    (void)world;
    return met->agent == 7 ? met->other : -1;
}

static int whether_inside(const struct world *world, const struct encounter *met)
{
    return world->network.unit[met->agent] == world->network.unit[met->other];
}

/* Whoever comes along is of the own unit as often as ties stayed inside at the start; there, and elsewhere, everybody
 * is as likely, but not oneself. */
static void whoever_comes_along_can_be_anybody(void **state)
{
    (void)state;
    struct world *world =
        world_from(STILL FIVE_UNITS "network.within_unit_fraction = 0.7; contacts.fresh_fraction = 1", NULL);
    int64_t count[AGENTS] = {0}, inside[2] = {0};
    double probability[AGENTS], share = world->encounters->inside_fraction;
    assert_true(fabs(share - 0.7) < 0.01);
    for (int32_t other = 0; other < AGENTS; other++)
        probability[other] = other == 7                                             ? 0
                             : world->network.unit[other] == world->network.unit[7] ? share / (SIZE - 1)
                                                                                    : (1 - share) / (AGENTS - SIZE);
    meet_often(world, 1500, with_whom, count);
    assert_likely(chance_cells(AGENTS, count, probability), "whom agent 7 meets");
    meet_often(world, 50, whether_inside, inside);
    assert_likely(chance_binomial(inside[1], inside[0] + inside[1], share), "%d of %d inside", (int)inside[1],
        (int)(inside[0] + inside[1]));
    model_free(world);
}

static int along_or_fresh(const struct world *world, const struct encounter *met)
{
    (void)world;
    return (int)met->kind;
}

static void a_share_is_with_whoever_comes_along(void **state)
{
    (void)state;
    struct world *world = world_from(STILL FIVE_UNITS "contacts.fresh_fraction = 0.2", NULL);
    int64_t count[ENCOUNTER_KINDS] = {0};
    meet_often(world, 100, along_or_fresh, count);
    assert_int_equal(count[ENCOUNTER_IN_PROJECT], 0);
    assert_likely(
        chance_binomial(count[ENCOUNTER_FRESH], count[ENCOUNTER_FRESH] + count[ENCOUNTER_ALONG_TIE], 0.2), "fresh");
    model_free(world);
}

/* A contact of a contact, where the two are friends of friends at first: around a ring nobody else can be found. */
static void a_contact_of_a_contact(void **state)
{
    (void)state;
    struct world *world = world_from(STILL "network.kind = ring; network.agents = 60; network.mean_degree = 2;"
                                           "contacts.fresh_fraction = 1; contacts.triad_fraction = 1",
        NULL);
    world->step++;
    step_encounter(world);
    assert_true(world->encounters->met.count > 20);
    for (int64_t i = 0; i < world->encounters->met.count; i++) {
        const struct encounter *met = &world->encounters->met.items[i];
        int32_t apart = (met->other - met->agent + 60) % 60;
        assert_true(apart == 2 || apart == 58);
        assert_true(tie_trust(world, met->agent, met->other) == 0); /* tied, with no trust as yet */
        assert_true(rows_find(&world->network.told, met->agent, met->other) >= 0);
    }
    model_free(world);
}

/* -- in projects */

#define AT_WORK                                                                                                        \
    "landscape.kind = nk; opportunities.arrival_rate = 0; projects.load = 0.3; network.agents = 40; network.kind = "   \
    "ring;"                                                                                                            \
    "network.mean_degree = 4; team.min = 1; team.max = 6; "

/* Agents 0 to 3 are in a project, agents 0 and 10 in another, 0 and 11 in one that still gathers. */
static struct world *at_work(const char *settings)
{
    char text[1024];
    snprintf(text, sizeof text, AT_WORK "%s", settings);
    struct world *world = world_from(text, NULL);
    struct opportunity what = {.difficulty = 100};
    int32_t first = world_project(world, what, 4, (const int32_t[]){0, 1, 2, 3});
    int32_t second = world_project(world, what, 2, (const int32_t[]){0, 10});
    world_project(world, what, 2, (const int32_t[]){0, 11});
    world->projects.slots[first].state = world->projects.slots[second].state = PROJECT_ACTIVE;
    return world;
}

/* Of agent 0: with 1, 2, 3, 10, or anybody along ties. */
static int in_which(const struct world *world, const struct encounter *met)
{
    (void)world;
    if (met->agent != 0) return -1;
    return met->kind != ENCOUNTER_IN_PROJECT ? 4 : met->other == 10 ? 3 : met->other - 1;
}

static int of_others(const struct world *world, const struct encounter *met)
{
    (void)world;
    return met->agent < 4 || met->agent == 10 ? -1 : (int)met->kind;
}

static void members_meet_as_often_as_projects_take_attention(void **state)
{
    (void)state;
    struct world *world = at_work(STILL);
    int64_t count[5] = {0}, others[ENCOUNTER_KINDS] = {0};
    meet_often(world, 2000, in_which, count);
    assert_likely(chance_cells(5, count, (double[]){0.1, 0.1, 0.1, 0.3, 0.4}), "%d %d %d %d %d", (int)count[0],
        (int)count[1], (int)count[2], (int)count[3], (int)count[4]);
    meet_often(world, 200, of_others, others);
    assert_int_equal(others[ENCOUNTER_IN_PROJECT], 0);
    model_free(world);
    world = at_work(STILL "projects.load = 0.7");
    memset(count, 0, sizeof count);
    meet_often(world, 500, in_which, count);
    assert_int_equal(count[4], 0); /* more than all attention is all of it */
    model_free(world);
}

/* -- what comes of it */

static void both_trust_each_other_more(void **state)
{
    (void)state;
    struct world *world = world_from(
        "network.agents = 400; network.units = 8; contacts.trust_shift = 0.3; contacts.begun_per_tie = 0.004;"
        "contacts.fresh_fraction = 0.5; people.trust = 0.4",
        NULL);
    struct world *before = world_from("network.agents = 400; network.units = 8; contacts.trust_shift = 0.3; "
                                      "contacts.begun_per_tie = 0; people.trust = 0.4",
        NULL);
    int64_t ties = world->network.tie_count, strangers = 0, once = 0;
    world_pass(world);
    assert_true(world->encounters->met.count > 5);
    for (int64_t i = 0; i < world->encounters->met.count; i++) {
        const struct encounter *met = &world->encounters->met.items[i];
        double then = tie_trust(before, met->agent, met->other), now = tie_trust(world, met->agent, met->other);
        assert_true(now == tie_trust(world, met->other, met->agent));
        if (then == 0) strangers++;
        once += fabs(now - (then + 0.3 * (1 - then))) < 1e-6;
    }
    assert_true(strangers > 0 && once >= world->encounters->met.count - 2); /* two may have met twice */
    assert_int_equal(world->network.tie_count - ties, world->encounters->made);
    for (int32_t agent = 0; agent < 400; agent++)
        for (int32_t k = 0; k < tie_count(before, agent); k++) {
            struct tie_end tie = tie_at(before, agent, k);
            bool met = false;
            for (int64_t i = 0; i < world->encounters->met.count; i++) {
                const struct encounter *one = &world->encounters->met.items[i];
                met |= (one->agent == agent && one->other == tie.agent) ||
                       (one->other == agent && one->agent == tie.agent);
            }
            if (!met) assert_true(tie_trust(world, agent, tie.agent) == tie.trust);
        }
    model_free(world);
    model_free(before);
}

/* Untouched ties fade together and are lost within seven years; with contact there are as many as at the start, and
 * most of them in the units. */
static void contact_holds_the_network(void **state)
{
    (void)state;
    static const char *const settings[] = {
        "renew.trust_decay = 0.02; renew.min_trust = 0.2; landscape.kind = nk; projects;"
        "opportunities.arrival_rate = 0; network.agents = 500; network.units = 10",
        "renew.trust_decay = 0.02; renew.min_trust = 0.2; contacts; network.agents = 500; network.units = 10"};
    int64_t ties[2];
    for (int with = 0; with < 2; with++) {
        struct world *world = world_from(settings[with], NULL);
        while (world->step < 364) world_pass(world);
        ties[with] = world->network.tie_count;
        if (with) assert_true(world->encounters->made > 500);
        model_free(world);
    }
    print_message(
        "2,500 ties at the start; after seven years %d without contact, %d with\n", (int)ties[0], (int)ties[1]);
    assert_int_equal(ties[0], 0);
    assert_true(ties[1] > 2250 && ties[1] < 2875);
}

static void no_contact_is_as_absent(void **state)
{
    (void)state;
#define NO_BONDS                                                                                                       \
    ORGANISATION "-tell; conclude.trust_shift = 0;" /* projects tie strangers only where there are no contacts */
    assert_same_events(NO_BONDS, NO_BONDS "contacts.begun_per_tie = 0", 60);
}

#define MANY ORGANISATION "network.agents = 2500; network.units = 30; contacts; tell.probability = 1;"

static void any_number_of_threads(void **state)
{
    (void)state;
    assert_any_threads(MANY, MANY "contacts.fresh_fraction = 0.11", 30);
}

static void what_cannot_be(void **state)
{
    (void)state;
    assert_refused("network.kind = complete; network.agents = 20; contacts.begun_per_tie = 0.1", "contacts");
    assert_refused(
        "network.kind = file; network.edges = none; network.directed = true; contacts.begun_per_tie = 1", "contacts");
    assert_refused("contacts", "contacts.begun_per_tie");
    assert_refused("contacts; renew.trust_decay = 0; renew.min_trust = 0", "contacts.begun_per_tie");
    assert_refused("contacts; renew; people.trust = 1", "contacts.begun_per_tie");
    assert_refused("contacts.begun_per_tie = -0.5; renew", "contacts.begun_per_tie");
    assert_refused("contacts.trust_shift = 0.1; renew.min_trust = 0.1", "renew.min_trust");
    assert_refused("contacts.trust_shift = 0.1; renew", "contacts.trust_shift");
    assert_refused("contacts; renew.min_trust = 0.4", "renew.min_trust");
}

/* A file may itself say that its ties go one way. */
static void a_file_of_one_way_ties(void **state)
{
    (void)state;
    int32_t ends[] = {0, 1, 1, 2};
    const struct edge_list list = {.agent_count = 3, .edge_count = 2, .directed = true, .edges = ends};
    struct scenario scenario = scenario_of("network.kind = file; network.edges = none; contacts.begun_per_tie = 0.1");
    struct world *world;
    struct message message = {""};
    assert_int_equal(model_create(&world, &scenario, &list, NULL, &message), STATUS_INPUT);
    assert_non_null(strstr(message.text, "one-way"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_budget_goes_with_the_ties_of_the_start),
        cmocka_unit_test(the_budget_holds_the_trust_of_the_start),
        cmocka_unit_test(whom_one_trusts_more_one_meets_more_often),
        cmocka_unit_test(whoever_comes_along_can_be_anybody),
        cmocka_unit_test(a_share_is_with_whoever_comes_along),
        cmocka_unit_test(a_contact_of_a_contact),
        cmocka_unit_test(members_meet_as_often_as_projects_take_attention),
        cmocka_unit_test(both_trust_each_other_more),
        cmocka_unit_test(contact_holds_the_network),
        cmocka_unit_test(no_contact_is_as_absent),
        cmocka_unit_test(any_number_of_threads),
        cmocka_unit_test(what_cannot_be),
        cmocka_unit_test(a_file_of_one_way_ties),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
