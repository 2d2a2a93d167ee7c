/* Who tells whom: members, whoever took something up, everybody; along ties, and in contacts.
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
#include "model/record/events.h"
#include "model/state/place.h"
#include "model/state/ties.h"
#include "model/state/world.h"

/* Everybody begins with a practice; nothing happens of itself. */
#define STILL                                                                                                          \
    "network.agents = 100; network.units = 5; network.mean_degree = 6; landscape.kind = nk; landscape.domains = 2;"    \
    "adoption; adoption.accept.cost = 1; observe.tellings = true; tell.fidelity = 0.5; "

static struct world *world_from(const char *settings)
{
    char text[1024];
    snprintf(text, sizeof text, STILL "%s", settings);
    struct scenario scenario = scenario_of(text);
    struct world *world = world_of(&scenario, NULL, NULL);
    events_clear(&world->events);
    world->step = 1;
    return world;
}

/* Person 3 is one of domain 1's adopters. */
static void take_up(struct world *world)
{
    world->agents.learned[place_at(world, 3, 1)] = 1;
}

static const struct telling_row *told(const struct world *world, int64_t i)
{
    return &world->events.telling.items[i];
}

static void only_members_tell_as_members(void **state)
{
    (void)state;
    struct world *world = world_from("projects; opportunities.arrival_rate = 0; tell.probability = 1; team.min = 1");
    struct opportunity what = {.difficulty = 100, .domain = 1};
    int32_t slot = world_project(world, what, 2, (const int32_t[]){5, 9});
    world->projects.slots[slot].state = PROJECT_ACTIVE;
    take_up(world);
    step_tell(world);
    assert_int_equal(world->events.telling.count, tie_count(world, 5) + tie_count(world, 9));
    for (int64_t i = 0; i < world->events.telling.count; i++) {
        assert_true(told(world, i)->source == 5 || told(world, i)->source == 9);
        assert_int_equal(told(world, i)->project, world->projects.slots[slot].id);
        assert_int_equal(told(world, i)->practice, world_used(world, told(world, i)->source, 1));
    }
    model_free(world);
}

/* Who took something up tells each contact, of no project, with the trust and fidelity of any telling. */
static void adopters_tell(void **state)
{
    (void)state;
    struct world *world =
        world_from("individual_search; tell.who = adopters; tell.probability = 1; people.trust = 0.25");
    take_up(world);
    step_tell(world);
    assert_int_equal(world->events.telling.count, tie_count(world, 3));
    for (int64_t i = 0; i < world->events.telling.count; i++) {
        const struct telling_row *row = told(world, i);
        assert_int_equal(row->source, 3);
        assert_int_equal(row->project, -1);
        assert_int_equal(row->channel, CHANNEL_WORD_OF_MOUTH);
        assert_int_equal(row->practice, world_used(world, 3, 1));
        assert_true(fabs(row->evidence - 1 * 0.5 * 0.25) < 1e-9);
    }
    model_free(world);
}

/* A member who is a user too tells once. */
static void a_member_tells_as_member(void **state)
{
    (void)state;
    struct world *world =
        world_from("projects; opportunities.arrival_rate = 0; tell.who = users; tell.probability = 1; team.min = 1");
    struct opportunity what = {.difficulty = 100, .domain = 1};
    int32_t slot = world_project(world, what, 1, (const int32_t[]){5});
    world->projects.slots[slot].state = PROJECT_ACTIVE;
    step_tell(world);
    int64_t arcs = 2 * world->network.tie_count, of_project = 0;
    assert_int_equal(world->events.telling.count, 2 * arcs);
    for (int64_t i = 0; i < 2 * arcs; i++) {
        bool member = told(world, i)->project >= 0;
        of_project += member;
        if (member) assert_int_equal(told(world, i)->source, 5);
    }
    assert_int_equal(of_project, tie_count(world, 5));
    model_free(world);
}

static void users_tell_with_the_probability_given(void **state)
{
    (void)state;
    struct world *world = world_from("tell.who = users; tell.probability = 0.2");
    int64_t arcs = 2 * world->network.tie_count, told_of[2] = {0};
    for (; world->step < 40; world->step++) step_tell(world);
    for (int64_t i = 0; i < world->events.telling.count; i++)
        told_of[world->practices.items[told(world, i)->practice].domain]++;
    for (int domain = 0; domain < 2; domain++)
        assert_likely(chance_binomial(told_of[domain], 39 * arcs, 0.2), "domain %d: %d", domain, (int)told_of[domain]);
    model_free(world);
}

/* -- in contacts */

/* How often one of the two is told by the other in the step's events. */
static int64_t tellings_of(const struct world *world, int32_t source, int32_t target)
{
    int64_t count = 0;
    for (int64_t i = 0; i < world->events.telling.count; i++)
        count += told(world, i)->source == source && told(world, i)->target == target;
    return count;
}

static int64_t meetings_of(const struct world *world, int32_t a, int32_t b)
{
    int64_t count = 0;
    for (int64_t i = 0; i < world->encounters->met.count; i++) {
        const struct encounter *met = &world->encounters->met.items[i];
        count += (met->agent == a && met->other == b) || (met->agent == b && met->other == a);
    }
    return count;
}

/* Everybody tells those whom they meet, both ways and in both domains, and nobody else; strangers too, who are trusted
 * after they met. */
static void people_tell_whom_they_meet(void **state)
{
    (void)state;
    struct world *world = world_from("tell.who = users; tell.probability = 1; contacts.begun_per_tie = 0.05;"
                                     "contacts.fresh_fraction = 0.5; contacts.trust_shift = 0.3");
    step_encounter(world);
    step_tell(world);
    assert_true(world->encounters->met.count > 10);
    for (int64_t i = 0; i < world->encounters->met.count; i++) {
        const struct encounter *met = &world->encounters->met.items[i];
        int64_t times = 2 * meetings_of(world, met->agent, met->other);
        assert_int_equal(tellings_of(world, met->agent, met->other), times);
        assert_int_equal(tellings_of(world, met->other, met->agent), times);
    }
    assert_int_equal(world->events.telling.count, 4 * world->encounters->met.count);
    for (int64_t i = 0; i < world->events.telling.count; i++) {
        const struct telling_row *row = told(world, i);
        assert_int_equal(row->project, -1);
        assert_true(fabs(row->evidence - 0.5 * tie_trust(world, row->source, row->target)) < 1e-6);
        assert_true(row->evidence > 0);
    }
    model_free(world);
}

static void each_tells_with_the_probability_given(void **state)
{
    (void)state;
    struct world *world = world_from("tell.who = users; tell.probability = 0.3; contacts.begun_per_tie = 0.5;"
                                     "contacts.trust_shift = 0.3");
    int64_t chances = 0;
    for (; world->step < 20; world->step++) {
        step_encounter(world);
        step_tell(world);
        chances += 4 * world->encounters->met.count;
    }
    assert_likely(chance_binomial(world->events.telling.count, chances, 0.3), "%d of %d",
        (int)world->events.telling.count, (int)chances);
    model_free(world);
}

/* In contacts members tell of their project, in its domain; others nothing, unless they are users. */
static void who_tells_in_contacts(void **state)
{
    (void)state;
    static const char *const who[] = {"members", "adopters", "users"};
    for (int i = 0; i < 3; i++) {
        char settings[512];
        snprintf(settings, sizeof settings,
            "projects; opportunities.arrival_rate = 0; tell.probability = 1; team.min = 1; contacts.begun_per_tie = 1;"
            "contacts.trust_shift = 0.3; tell.who = %s",
            who[i]);
        struct world *world = world_from(settings);
        struct opportunity what = {.difficulty = 100, .domain = 0};
        int32_t slot = world_project(world, what, 2, (const int32_t[]){5, 9});
        world->projects.slots[slot].state = PROJECT_ACTIVE;
        take_up(world);
        step_encounter(world);
        step_tell(world);
        int64_t member = 0, adopter = 0, other = 0;
        for (int64_t k = 0; k < world->events.telling.count; k++) {
            const struct telling_row *row = told(world, k);
            int32_t domain = world->practices.items[row->practice].domain;
            bool of_project = row->project == world->projects.slots[slot].id;
            if (of_project) assert_true((row->source == 5 || row->source == 9) && domain == 0);
            if (i == 0)
                assert_int_equal(
                    tellings_of(world, row->source, row->target), meetings_of(world, row->source, row->target));
            member += of_project;
            adopter += !of_project && row->source == 3 && domain == 1;
            other += !of_project && !(row->source == 3 && domain == 1);
        }
        assert_true(member > 5);
        assert_int_equal(adopter > 0, i >= 1);
        assert_int_equal(other > 0, i == 2);
        model_free(world);
    }
}

/* -- as a whole */

static const struct adoption_row *learned_by_word_of_mouth(const struct world *world)
{
    for (int64_t i = 0; i < world->events.adoption.count; i++)
        if (world->events.adoption.items[i].channel == CHANNEL_WORD_OF_MOUTH) return &world->events.adoption.items[i];
    return NULL;
}

/* Without any project practices go from adopter to adopter; what is learned so names its source and no project. */
static void users_need_no_project(void **state)
{
    (void)state;
    struct scenario scenario =
        scenario_of("network.agents = 200; network.units = 4; landscape.kind = listed; start.users = 20; adoption;"
                    "landscape.practices = {new: 0.9}; start.evidence = 10; tell.who = users; tell.probability = 0.3");
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int step = 0; step < 30; step++) {
        world_pass(world);
        const struct adoption_row *row = learned_by_word_of_mouth(world);
        if (!row) continue;
        assert_int_equal(row->project, -1);
        assert_true(row->source_count >= 1);
    }
    assert_true(world->practices.items[0].users > 100);
    model_free(world);
}

#define MANY ORGANISATION "network.agents = 2500; network.units = 30; tell.who = adopters; "

static void any_number_of_threads(void **state)
{
    (void)state;
    assert_any_threads(MANY, MANY "tell.who = members", 30);
    assert_any_threads(MANY "contacts.begun_per_tie = 0.1", MANY "contacts.begun_per_tie = 0.1; tell.who = users", 30);
}

static void what_cannot_be(void **state)
{
    (void)state;
    assert_refused("landscape.kind = nk; adoption; tell", "tell");
    assert_refused("adoption.rule = contact; tell.who = users", "tell");
    assert_refused("landscape.kind = nk; tell.who = users", "tell");
    assert_refused("landscape.kind = nk; adoption; tell.who = users; tell.steps_after_end = 3", "tell.steps_after_end");
    assert_refused("landscape.kind = nk; adoption; tell.who = users; tell.observation_probability = 0.1",
        "tell.observation_probability");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_members_tell_as_members),
        cmocka_unit_test(adopters_tell),
        cmocka_unit_test(a_member_tells_as_member),
        cmocka_unit_test(users_tell_with_the_probability_given),
        cmocka_unit_test(people_tell_whom_they_meet),
        cmocka_unit_test(each_tells_with_the_probability_given),
        cmocka_unit_test(who_tells_in_contacts),
        cmocka_unit_test(users_need_no_project),
        cmocka_unit_test(any_number_of_threads),
        cmocka_unit_test(what_cannot_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
