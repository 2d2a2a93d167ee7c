/* Letting go of running work, and succeeding those who left it: who takes over, who comes, and what it does to both.
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
#include "model/people/leaders.h"
#include "model/people/people.h"
#include "model/people/stances.h"
#include "model/projects/lifecycle.h"
#include "model/record/events.h"
#include "model/record/observation.h"
#include "model/state/projects.h"
#include "model/state/world.h"
#include "model/watch/observe.h"
#include "model/worlds.h"
#include "network/rows.h"

#define STARS                                                                                                          \
    "network.kind = file; network.edges = none; landscape.kind = listed; landscape.practices = {a: 0.3, b: "           \
    "0.9};" PLAIN_TEAMS                                                                                                \
    "opportunities; opportunities.arrival_rate = 0; projects; projects.load = 0.3; team.open_call_probability = 0;"    \
    "team.min = 1; team.max = 4; renew; renew.turnover_probability = 0; initiate.handover_confidence = 0.2;"

static struct world *stars(const char *settings, int32_t copies, int32_t leaves)
{
    char text[1024];
    snprintf(text, sizeof text, STARS "%s", settings);
    return world_of_willing_stars(text, copies, leaves);
}

/* A project at work of the middle of a star and its first leaves; its slot. */
static int32_t at_work(struct world *world, int32_t middle, int32_t leaves)
{
    int32_t members[] = {middle, middle + 1, middle + 2, middle + 3};
    int32_t slot = world_project(world, (struct opportunity){.unit = 0, .difficulty = 1}, 1 + leaves, members);
    world->projects.slots[slot].state = PROJECT_ACTIVE;
    return slot;
}

static int64_t events_of(const struct world *world, int what)
{
    int64_t count = 0;
    for (int64_t i = 0; i < world->events.member.count; i++) count += world->events.member.items[i].type == what;
    return count;
}

static void set_trust(struct world *world, int32_t a, int32_t b, double trust)
{
    struct rows *told = &world->network.told;
    told->trust[rows_find(told, a, b)] = told->trust[rows_find(told, b, a)] = (float)trust;
}

/* -- succession */

/* With probability p one contact is asked, who joins, when willing, for the one who left; then nobody is asked. */
static void who_left_work_is_succeeded(void **state)
{
    (void)state;
    enum { COPIES = 4000 };
    struct world *world =
        stars("team.succession_probability = 0.6; people.trust = 0.5; team.candidates = 1", COPIES, 2);
    for (int32_t copy = 0; copy < COPIES; copy++) {
        int32_t slot = at_work(world, 3 * copy, 1);
        world_use(world, 3 * copy + 1, 0, 1);
        world_use(world, 3 * copy + 2, 0, 1);
        project_leave(world, slot, 3 * copy + 1, MEMBER_LEFT);
        assert_int_equal(world->projects.slots[slot].vacant, 1);
    }
    events_clear(&world->events);
    step_gather(world);
    world_check(world);
    int64_t came = events_of(world, MEMBER_SUCCESSOR);
    assert_int_equal(came, world->events.member.count);
    assert_likely(chance_binomial(came, COPIES, 0.6 * 0.5), "came");
    for (int64_t i = 0; i < came; i++) {
        const struct member_row *row = &world->events.member.items[i];
        int32_t slot = world->projects.live[row->project];
        assert_int_equal(row->inviter, row->member / 3 * 3);
        assert_int_equal(world->projects.slots[slot].vacant, 0);
        assert_int_equal(project_best(&world->projects, slot)->practice, 1); /* what the successor uses */
    }
    for (int more = 0; more < 200; more++) world->step++, step_gather(world);
    world_check(world);
    assert_int_equal(events_of(world, MEMBER_SUCCESSOR), COPIES);
    model_free(world);
}

/* Nobody is asked by an open call, or who has no attention left; nobody succeeds who left before work began; and
 * without succession there are no vacancies. */
static void who_does_not_succeed(void **state)
{
    (void)state;
    static const char *const settings[] = {
        "team.succession_probability = 1; people.trust = 1; team.open_call_probability = 1",
        "team.succession_probability = 1; people.trust = 1", "team.succession_probability = 1; people.trust = 1",
        "people.trust = 1"};
    for (int c = 0; c < 4; c++) {
        struct world *world = stars(settings[c], 2, 1);
        int32_t slot = at_work(world, 0, 1);
        for (int i = 0; i < 3 && c == 1; i++) at_work(world, 1, 0);
        if (c == 2) world->projects.slots[slot].state = PROJECT_GATHERING;
        project_leave(world, slot, c == 0 ? 0 : 1, MEMBER_LEFT);
        assert_int_equal(world->projects.slots[slot].vacant, c < 2);
        if (c == 0) rows_remove(&world->network.told, 1, 0); /* who is left knows nobody */
        if (c == 2) world->projects.slots[slot].state = PROJECT_ACTIVE;
        events_clear(&world->events);
        for (int step = 0; step < 20; step++) world->step++, step_gather(world);
        assert_int_equal(events_of(world, MEMBER_SUCCESSOR), 0);
        model_free(world);
    }
}

/* -- who leads */

/* The lead of who leaves goes to the member trusted most, who gains confidence; the founder stays the author. */
static void the_lead_goes_to_whom_the_leader_trusts_most(void **state)
{
    (void)state;
    struct world *world = stars("team.succession_probability = 0.1; people.trust = 0.5", 1, 3);
    int32_t slot = at_work(world, 0, 3);
    set_trust(world, 0, 2, 0.8);
    world->agents.confidence[2] = 0.5;
    events_clear(&world->events);
    project_leave(world, slot, 0, MEMBER_LEFT);
    assert_int_equal(world->projects.slots[slot].lead, 2);
    assert_true(fabs(world->agents.confidence[2] - 0.6) < 1e-12);
    assert_int_equal(world->events.member.count, 2);
    assert_int_equal(world->events.member.items[0].type, MEMBER_LEFT);
    const struct member_row *row = &world->events.member.items[1];
    assert_true(row->type == MEMBER_TOOK_OVER && row->member == 2 && row->inviter == 0);
    project_event(world, slot, PROJECT_SUCCEEDED);
    assert_int_equal(world->events.project.items[0].founder, 0);
    project_leave(world, slot, 1, MEMBER_LEFT);
    assert_int_equal(world->projects.slots[slot].lead, 2);
    model_free(world);
}

/* With probability p times confidence the work changes hands: who let go has left and has the attention again. */
static void who_leads_lets_go_of_work(void **state)
{
    (void)state;
    enum { COPIES = 4000 };
    struct world *world = stars("projects.letting_go_probability = 0.5", COPIES, 2);
    for (int32_t copy = 0; copy < COPIES; copy++) {
        int32_t slot = at_work(world, 3 * copy, 2);
        set_trust(world, 3 * copy, 3 * copy + 2, 0.9);
        world->agents.confidence[3 * copy + 2] = 0.7;
        if (copy % 2) world->projects.slots[slot].state = PROJECT_GATHERING;
    }
    events_clear(&world->events);
    step_let_go(world);
    world_check(world);
    int64_t times = events_of(world, MEMBER_LET_GO);
    assert_likely(chance_binomial(times, COPIES / 2, 0.5 * 0.7), "let go");
    assert_int_equal(world->events.member.count, 2 * times);
    for (int64_t i = 0; i < world->events.member.count; i += 2) {
        const struct member_row *took = &world->events.member.items[i], *left = took + 1;
        const struct project *project = &world->projects.slots[world->projects.live[took->project]];
        assert_true(took->type == MEMBER_TOOK_OVER && left->type == MEMBER_LET_GO);
        assert_true(took->member == left->member + 2 && took->inviter == left->member && left->inviter == -1);
        assert_true(project->lead == took->member && project->founder == left->member && project->member_count == 2);
        assert_true(project->state == PROJECT_ACTIVE && project->vacant == 0);
        assert_true(fabs(world->agents.confidence[took->member] - (0.7 + 0.2 * 0.3)) < 1e-12);
        assert_true(person_attention(world, left->member) == 1);
    }
    model_free(world);
}

/* Nobody lets go who is alone, and where there are stances only an initiating member takes over. */
static void who_takes_over(void **state)
{
    (void)state;
    for (int c = 0; c < 3; c++) {
        struct world *world = stars("projects.letting_go_probability = 1; stances", 1, 2);
        at_work(world, 0, c == 0 ? 0 : 1);
        stance_change(world, 1, c == 2 ? STANCE_INITIATING : STANCE_WAITING, STANCE_BY_START);
        step_let_go(world);
        assert_int_equal(events_of(world, MEMBER_LET_GO), c == 2);
        model_free(world);
    }
}

static bool named(const struct world *world, int32_t who, int32_t by)
{
    for (int64_t i = 0; i < world->leaders->namings.count; i++)
        if (world->leaders->namings.items[i].named == who && world->leaders->namings.items[i].by == by) return true;
    return false;
}

/* After the success of what was let go of both are named; not after a failure, nor where who let go has left since. */
static void both_are_named_after_success(void **state)
{
    (void)state;
    for (int c = 0; c < 3; c++) {
        struct world *world = stars("projects.letting_go_probability = 1; leaders", 1, 3);
        int32_t slot = at_work(world, 0, 3);
        set_trust(world, 0, 1, 0.9);
        step_let_go(world);
        assert_int_equal(world->projects.slots[slot].lead, 1);
        world->projects.slots[slot].progress = c == 1 ? 0 : 1;
        if (c == 2) leader_begin(world, 0); /* a newcomer has the place */
        world->step++;
        step_conclude(world);
        assert_int_equal(named(world, 0, 1), c == 0);
        assert_int_equal(named(world, 1, 0), c == 0);
        model_free(world);
    }
}

/* -- whole runs */

static void what_happens_is_counted_and_holds_together(void **state)
{
    (void)state;
    int64_t count[3] = {0};
    struct observation seen;
    struct scenario scenario = scenario_of(ORGANISATION
        "renew.turnover_probability = 0.03; team.succession_probability = 0.5; leaders; leaders.namings_needed = 2;"
        "projects.letting_go_probability = 0.1; team.willingness_exponent = 0.5; team.gathering_load_fraction = 0.1");
    struct world *world = world_of(&scenario, NULL, NULL);
    assert_int_equal(observation_create(&seen, world), STATUS_OK);
    for (int step = 0; step < 80; step++) {
        world_pass(world); /* every step is checked */
        count[0] += events_of(world, MEMBER_SUCCESSOR);
        count[1] += events_of(world, MEMBER_TOOK_OVER);
        count[2] += events_of(world, MEMBER_LET_GO);
    }
    assert_int_equal(model_observe(world, &seen), STATUS_OK);
    assert_true(seen.value[OBSERVE_successors][0] == (double)count[0]);
    assert_true(seen.value[OBSERVE_projects_taken_over][0] == (double)count[1]);
    assert_true(seen.value[OBSERVE_projects_let_go][0] == (double)count[2]);
    print_message("%d successors, %d took over, %d after letting go\n", (int)count[0], (int)count[1], (int)count[2]);
    assert_true(count[0] > 0 && count[1] > count[2] && count[2] > 0);
    observation_free(&seen);
    model_free(world);
}

static void test_any_number_of_threads(void **state)
{
    (void)state;
    const char *settings = ORGANISATION "network.agents = 2500; network.units = 30; renew.turnover_probability = 0.02;"
                                        "projects.letting_go_probability = 0.1; team.succession_probability = 0.5";
    char other[1024];
    snprintf(other, sizeof other, "%s; team.succession_probability = 0.6", settings);
    assert_any_threads(settings, other, 40);
}

static void test_what_cannot_be(void **state)
{
    (void)state;
    assert_refused(
        "opportunities; landscape; projects; team.succession_probability = 0.5", "team.succession_probability");
    assert_refused("opportunities; landscape; projects; team.rule = assembly; projects.letting_go_probability = 0.5",
        "projects.letting_go_probability");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_left_work_is_succeeded),
        cmocka_unit_test(who_does_not_succeed),
        cmocka_unit_test(the_lead_goes_to_whom_the_leader_trusts_most),
        cmocka_unit_test(who_leads_lets_go_of_work),
        cmocka_unit_test(who_takes_over),
        cmocka_unit_test(both_are_named_after_success),
        cmocka_unit_test(what_happens_is_counted_and_holds_together),
        cmocka_unit_test(test_any_number_of_threads),
        cmocka_unit_test(test_what_cannot_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
