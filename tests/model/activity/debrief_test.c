/* debrief and share: what people learn from projects, and whom they tell. Statistical checks: see chance.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/crew.h"
#include "model/adoption/memory.h"
#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/frame/steps.h"
#include "model/people/people.h"
#include "model/record/events.h"
#include "model/state/agents.h"
#include "model/state/projects.h"
#include "model/state/world.h"
#include "model/workshop.h"

/* -- debrief */

#define DEBRIEF                                                                                                        \
    "debrief; debrief.depth = 0.6; debrief.closeness_shift = 0.2; adoption; adoption.accept.cost = 1; start.evidence " \
    "= 2;"

/* An action turned out; the group judges it as it is. */
static void acted(struct world *world, int32_t slot, int32_t practice, double outcome)
{
    project_at(world, slot)->acted = true;
    project_at(world, slot)->trying = practice;
    project_at(world, slot)->outcome = project_at(world, slot)->judged = outcome;
}

static void assert_evidence(const struct world *world, int32_t agent, int32_t practice, double evidence, double belief)
{
    const struct known *known = agents_find(&world->agents, agent, 0, practice);
    assert_non_null(known);
    assert_close(known->evidence, evidence);
    assert_close(known->belief, belief);
}

/* Normal-Normal with weights of evidence, an outcome being worth `depth`. */
static void the_groups_belief_moves_by_the_depth_of_the_debrief(void **state)
{
    (void)state;
    struct world *world = workshop(DEBRIEF);
    int32_t slot = at_work(world, 2, (const int32_t[]){0, 1}), practice = practice_of(world, 1);
    *project_candidate(&world->projects, slot, practice) = (struct candidate){practice, 0.4, 3};
    project_at(world, slot)->closeness = 0.5;
    acted(world, slot, practice, 0.9);
    step_debrief(world);
    const struct candidate *candidate = project_candidate(&world->projects, slot, practice);
    assert_close(candidate->evidence, 3.6);
    assert_close(candidate->belief, (0.4 * 3 + 0.9 * 0.6) / 3.6);
    assert_close(project_at(world, slot)->closeness, 0.5 + 0.2 * 0.6 * 0.5);
    acted(world, slot, practice_of(world, 2), 0.7);
    step_debrief(world);
    candidate = project_candidate(&world->projects, slot, practice_of(world, 2));
    assert_true(candidate->evidence == 0.6 && candidate->belief == 0.7);
    model_free(world);
}

/* Nobody uses it: everybody's own first try. Some use it: to them it is their own outcome, to the others one learned
 * from them, in equal parts. */
static void every_member_takes_the_lesson_home(void **state)
{
    (void)state;
    struct world *world = workshop(DEBRIEF);
    int32_t known = practice_of(world, 1), new = practice_of(world, 2);
    for (int32_t agent = 0; agent < 2; agent++) world_use(world, agent, 0, known);
    double quality = world->practices.items[known].quality;
    int32_t slot = at_work(world, 4, (const int32_t[]){2, 0, 1, 3});
    acted(world, slot, new, 0.9);
    step_debrief(world);
    for (int32_t agent = 0; agent < 4; agent++) {
        assert_evidence(world, agent, new, 0.6, 0.9);
        assert_int_equal(agents_find(&world->agents, agent, 0, new)->hearsay, -1);
    }
    assert_null(agents_find(&world->agents, 4, 0, new));
    for (int outcome = 1; outcome <= 3; outcome++) {
        acted(world, slot, known, 0.8);
        step_debrief(world);
        double evidence = 0.6 * outcome;
        for (int32_t agent = 0; agent < 2; agent++) {
            assert_evidence(world, agent, known, 2 + evidence, (quality * 2 + 0.8 * evidence) / (2 + evidence));
            assert_int_equal(agents_find(&world->agents, agent, 0, known)->hearsay, -1);
        }
        for (int32_t agent = 2; agent < 4; agent++) {
            assert_evidence(world, agent, known, evidence, 0.8);
            const struct hearsay *hearsay = world->memory->pools[0].items;
            int32_t first = agents_find(&world->agents, agent, 0, known)->hearsay, second = hearsay[first].next;
            assert_int_equal(hearsay[first].source + hearsay[second].source, 0 + 1);
            assert_int_equal(hearsay[second].next, -1);
            assert_close(hearsay[first].evidence, evidence / 2);
            assert_close(hearsay[second].evidence, evidence / 2);
        }
    }
    model_free(world);
}

/* Taken up from a debrief: from those who use it, in the project; or as one's own find. */
static void what_is_taken_up_in_a_debrief_has_its_sources(void **state)
{
    (void)state;
    for (int users = 0; users <= 2; users++) {
        struct world *world = workshop(DEBRIEF "adoption.accept.cost = 0");
        int32_t practice = practice_of(world, 1);
        for (int32_t agent = 0; agent < users; agent++) world_use(world, agent, 0, practice);
        int32_t slot = at_work(world, 3, (const int32_t[]){0, 1, 2});
        events_clear(&world->events);
        acted(world, slot, practice, 0.9);
        step_debrief(world);
        world_check(world);
        assert_int_equal(world->events.adoption.count, 3 - users);
        const struct adoption_row *row = &world->events.adoption.items[2 - users];
        assert_true(row->learner == 2 && row->project == project_at(world, slot)->id);
        assert_int_equal(row->channel, users ? CHANNEL_PROJECT : CHANNEL_INVENTION);
        assert_int_equal(row->source_count, users);
        for (int32_t s = 0; s < users; s++) {
            assert_int_equal(world->events.adoption_source.items[s].source_adoption, s);
            assert_close(world->events.adoption_source.items[s].weight, 1.0 / users);
        }
        model_free(world);
    }
}

static void without_an_action_there_is_nothing_to_talk_over(void **state)
{
    (void)state;
    struct world *world = workshop(DEBRIEF);
    int32_t slot = at_work(world, 2, (const int32_t[]){0, 1}), practice = practice_of(world, 1);
    acted(world, slot, practice, 0.9);
    project_at(world, slot)->acted = false;
    step_debrief(world);
    assert_int_equal(project_at(world, slot)->candidate_count, 0);
    assert_null(agents_find(&world->agents, 0, 0, practice));
    model_free(world);
}

/* A debrief costs attention, and closeness saves it. */
static void a_project_takes_load_by_depth_and_closeness(void **state)
{
    (void)state;
    static const char *const settings[] = {"", "debrief; debrief.depth = 0.5; debrief.added_load = 0.4",
        "closeness; closeness.load_saving = 0.6",
        "debrief; debrief.depth = 0.5; debrief.added_load = 0.4; closeness; closeness.load_saving = 0.6"};
    static const double expected[] = {0.2, 0.24, 0.2 * 0.7, 0.24 * 0.7};
    for (int i = 0; i < 4; i++) {
        struct world *world = workshop(settings[i]);
        int32_t slot = at_work(world, 1, (const int32_t[]){0});
        project_at(world, slot)->closeness = 0.5;
        assert_close(person_attention(world, 0), 1 - expected[i]);
        project_at(world, slot)->state = PROJECT_AFTERGLOW;
        assert_close(person_attention(world, 0), 1);
        model_free(world);
    }
}

/* -- share */

#define SHARE                                                                                                          \
    "network.kind = file; network.edges = none; network.units = 1; tell; tell.probability = 0.3; tell.fidelity = "     \
    "0.5; "                                                                                                            \
    "adoption; adoption.accept.cost = 1; start.evidence = 4; people.trust = 0.25; observe.tellings = true;"

/* Stars whose middles use a practice and are in a project in some state. */
static struct world *telling_stars(const char *settings, enum project_state state, int32_t copies, int32_t leaves)
{
    char text[1024];
    snprintf(text, sizeof text, WORK SHARE "%s", settings);
    struct scenario scenario = scenario_of(text);
    struct edge_list list = stars_list(copies, leaves);
    struct world *world = world_of(&scenario, &list, NULL);
    edge_list_free(&list);
    world->step = 1;
    int32_t practice = practice_of(world, 9);
    for (int32_t copy = 0; copy < copies; copy++) {
        int32_t middle = copy * (leaves + 1), with_nothing = middle + 1;
        world_use(world, middle, 0, practice);
        int32_t slot = at_work(world, 2, (const int32_t[]){middle, with_nothing});
        project_at(world, slot)->state = state;
    }
    events_clear(&world->events);
    return world;
}

/* Every contact is told with probability rate, of what one uses, on a share of the evidence. Who uses nothing tells of
 * nothing. */
static void members_tell_their_contacts_at_the_rate(void **state)
{
    (void)state;
    enum { COPIES = 4000, LEAVES = 6 };
    int64_t leaf[LEAVES] = {0}, number[LEAVES + 1] = {0}, before = 0;
    double expected[LEAVES + 1];
    struct world *world = telling_stars("", PROJECT_ACTIVE, COPIES, LEAVES);
    step_tell(world);
    const struct telling_row *rows = world->events.telling.items;
    for (int64_t i = 0; i < world->events.telling.count; i++) {
        int32_t middle = rows[i].source;
        assert_int_equal(middle % (LEAVES + 1), 0);
        assert_in_range(rows[i].target, middle + 1, middle + LEAVES);
        leaf[rows[i].target - middle - 1]++;
        assert_true(rows[i].practice == 0 && rows[i].channel == CHANNEL_WORD_OF_MOUTH);
        assert_int_equal(rows[i].project, middle / (LEAVES + 1));
        assert_close(rows[i].evidence, 4 * 0.5 * 0.25);
        assert_true(rows[i].belief == world->practices.items[0].quality);
        const struct known *known = agents_find(&world->agents, rows[i].target, 0, 0);
        assert_true(known && known->evidence == 0.5);
        assert_int_equal(world->memory->pools[rows[i].target / CREW_BLOCK].items[known->hearsay].row,
            world->agents.adoption[middle]);
        if (i + 1 < world->events.telling.count && rows[i + 1].source == middle) continue;
        number[i + 1 - before]++;
        before = i + 1;
    }
    int64_t some = 0;
    for (int k = 1; k <= LEAVES; k++) some += number[k];
    number[0] = COPIES - some;
    for (int k = 0; k <= LEAVES; k++)
        expected[k] =
            gsl_cdf_binomial_P((unsigned)k, 0.3, LEAVES) - (k ? gsl_cdf_binomial_P((unsigned)k - 1, 0.3, LEAVES) : 0);
    assert_likely(chance_cells(LEAVES + 1, number, expected), "how many are told");
    for (int i = 0; i < LEAVES; i++) assert_likely(chance_binomial(leaf[i], COPIES, 0.3), "contact %d", i);
    model_free(world);
}

static void who_gathers_or_is_gone_tells_nothing(void **state)
{
    (void)state;
    for (int in = PROJECT_GATHERING; in <= PROJECT_GONE; in++) {
        struct world *world = telling_stars("", (enum project_state)in, 100, 5);
        step_tell(world);
        assert_int_equal(world->events.telling.count > 0, in == PROJECT_ACTIVE || in == PROJECT_AFTERGLOW);
        model_free(world);
    }
}

/* Members tell for `steps_after_end` steps after the end, and then are members no more. */
static void the_afterglow_lasts_as_long_as_given(void **state)
{
    (void)state;
    for (int afterglow = 0; afterglow <= 3; afterglow++) {
        char settings[64];
        snprintf(settings, sizeof settings, "; tell.steps_after_end = %d", afterglow);
        struct world *world = telling_stars(settings, PROJECT_ACTIVE, 100, 5);
        for (int32_t i = 0; i < 100; i++) project_at(world, world->projects.live[i])->resources = 0;
        step_conclude(world);
        for (int step = 1; step <= 5; step++) {
            events_clear(&world->events);
            world->step++;
            step_tell(world);
            assert_int_equal(world->events.telling.count > 0, step <= afterglow);
            step_conclude(world);
            assert_int_equal(world->projects.live_count, step < afterglow ? 100 : 0);
            assert_int_equal(world->agents.first_membership[0] >= 0, step < afterglow);
            world_check(world);
        }
        model_free(world);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_groups_belief_moves_by_the_depth_of_the_debrief),
        cmocka_unit_test(every_member_takes_the_lesson_home),
        cmocka_unit_test(what_is_taken_up_in_a_debrief_has_its_sources),
        cmocka_unit_test(without_an_action_there_is_nothing_to_talk_over),
        cmocka_unit_test(a_project_takes_load_by_depth_and_closeness),
        cmocka_unit_test(members_tell_their_contacts_at_the_rate),
        cmocka_unit_test(who_gathers_or_is_gone_tells_nothing),
        cmocka_unit_test(the_afterglow_lasts_as_long_as_given),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
