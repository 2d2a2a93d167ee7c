/* The rules that go by what others use, where projects are: who tells is looked at, and what a project's members found
 * out together they take up as their own. Exact cases; told_runs_test.c has whole runs. Also tests
 * model/activity/see.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/adoption/learn.h"
#include "model/cycle/model.h"
#include "model/frame/steps.h"
#include "model/mechanism.h"
#include "model/record/events.h"
#include "model/rules/adopt.h"
#include "model/state/agents.h"
#include "model/state/place.h"
#include "model/state/practices.h"
#include "model/state/world.h"

enum { A, B, C, PRACTICES };
enum { PROJECT = 7 };

/* A ring of 40 who use nothing, each tied to the two beside; nothing happens of itself. */
#define RING                                                                                                           \
    "network.kind = ring; network.agents = 40; network.mean_degree = 2; network.units = 4; start.practice = none; "    \
    "opportunities.arrival_rate = 0; projects; debrief; tell; landscape.kind = listed; "                               \
    "landscape.practices = {a: 0.2, b: 0.5, c: 0.8}; "

static struct world *ring_of(const char *settings)
{
    char text[1024];
    snprintf(text, sizeof text, RING "%s", settings);
    struct scenario scenario = scenario_of(text);
    struct world *world = world_of(&scenario, NULL, NULL);
    world->step = 1;
    return world;
}

static struct telling told_by(const struct world *world, int32_t source, int32_t target, enum channel channel)
{
    int64_t place = place_at(world, source, 0);
    return (struct telling){.target = target,
        .source = source,
        .practice = world->agents.practice[place],
        .project = PROJECT,
        .channel = (int32_t)channel,
        .source_row = world->agents.adoption[place],
        .belief = 0.5,
        .evidence = 1};
}

#define TELL(world, ...)                                                                                               \
    do {                                                                                                               \
        const struct telling told[] = {__VA_ARGS__};                                                                   \
        world_tell(world, sizeof told / sizeof *told, told);                                                           \
    } while (0)

/* What a person took up in the events held, or NULL. */
static const struct adoption_row *taken_by(const struct world *world, int32_t agent)
{
    const struct adoption_row *found = NULL;
    for (int64_t i = 0; i < world->events.adoption.count; i++)
        if (world->events.adoption.items[i].learner == agent) found = &world->events.adoption.items[i];
    return found;
}

static void assert_taken(
    const struct world *world, int32_t agent, int32_t practice, enum channel channel, int32_t project, int32_t sources)
{
    const struct adoption_row *row = taken_by(world, agent);
    assert_non_null(row);
    assert_int_equal(row->practice, practice);
    assert_int_equal(row->channel, channel);
    assert_int_equal(row->project, project);
    assert_int_equal(row->source_count, sources);
    world_check(world);
}

static void imitation_hears_what_it_does_not_look_at(void **state)
{
    (void)state;
    struct world *world = ring_of("adoption.rule = best_member; adoption.turn_probability = 0");
    world_use(world, 10, 0, B);
    world_use(world, 11, 0, C);
    world_use(world, 20, 0, A);
    world_use(world, 21, 0, C);
    TELL(world, told_by(world, 20, 10, CHANNEL_OBSERVATION)); /* worse: no */
    step_turn(world);
    assert_null(taken_by(world, 10));
    TELL(world, told_by(world, 21, 10, CHANNEL_OBSERVATION), told_by(world, 20, 10, CHANNEL_WORD_OF_MOUTH),
        told_by(world, 20, 12, CHANNEL_INQUIRY));
    step_turn(world);
    assert_taken(world, 10, C, CHANNEL_OBSERVATION, PROJECT, 1);
    assert_taken(world, 12, A, CHANNEL_INQUIRY, PROJECT, 1);
    assert_int_equal(world_sources(world, taken_by(world, 10))->source, 21);
    model_free(world);
}

/* What is told competes with what is seen, and is forgotten in the next step. */
static void imitation_takes_the_best_of_both(void **state)
{
    (void)state;
    struct world *world = ring_of("adoption.rule = best_member");
    world_use(world, 9, 0, A);
    world_use(world, 11, 0, B);
    world_use(world, 20, 0, A);
    world_use(world, 21, 0, C);
    TELL(world, told_by(world, 20, 10, CHANNEL_OBSERVATION));
    step_turn(world);
    assert_taken(world, 10, B, CHANNEL_COPY, -1, 1);
    TELL(world, told_by(world, 21, 10, CHANNEL_OBSERVATION));
    step_turn(world);
    assert_taken(world, 10, C, CHANNEL_OBSERVATION, PROJECT, 1);
    events_clear(&world->events);
    step_tell(world); /* there are no projects: nobody is told anything */
    step_turn(world);
    assert_null(taken_by(world, 10));
    model_free(world);
}

/* A neighbour who tells, even again and again, is one of those looked at once; a stranger is one more. */
static void conformity_counts_everybody_once(void **state)
{
    (void)state;
    struct world *world = ring_of("adoption.rule = conformity");
    world_use(world, 9, 0, C);
    world_use(world, 11, 0, B);
    world_use(world, 20, 0, B);
    TELL(world, told_by(world, 9, 10, CHANNEL_WORD_OF_MOUTH), told_by(world, 20, 10, CHANNEL_OBSERVATION),
        told_by(world, 9, 10, CHANNEL_OBSERVATION), told_by(world, 9, 10, CHANNEL_WORD_OF_MOUTH));
    step_turn(world);
    assert_taken(world, 10, B, CHANNEL_OBSERVATION, PROJECT, 2);
    model_free(world);
}

static void a_majority_counts_who_tells(void **state)
{
    (void)state;
    struct world *world = ring_of("landscape.practices = {}; landscape.kind = match; landscape.bits = 8; "
                                  "adoption.rule = superior_majority; adoption.copy.take = 1");
    int32_t worst = -1, best = -1;
    for (uint64_t bits = 0; bits < 256; bits++) {
        int32_t practice = practice_meet(world, 0, (struct configuration){.low = bits}, -1, -1);
        if (world->practices.items[practice].quality == 0) worst = practice;
        if (world->practices.items[practice].quality == 1) best = practice;
    }
    world_use(world, 10, 0, worst);
    world_use(world, 20, 0, best);
    step_turn(world);
    assert_int_equal(world_used(world, 10, 0), worst);
    TELL(world, told_by(world, 20, 10, CHANNEL_OBSERVATION));
    step_turn(world);
    assert_taken(world, 10, best, CHANNEL_COPY, PROJECT, 1);
    model_free(world);
}

/* Two are needed: a neighbour and a stranger who tells are two, a neighbour who also tells is one; a neighbour who has
 * fallen silent and tells is one again. */
static void thresholds_count_everybody_once(void **state)
{
    (void)state;
    static const char *const kinds[] = {"ring", "complete"};
    for (int complete = 0; complete < 2; complete++) {
        char settings[256];
        snprintf(settings, sizeof settings,
            "network.kind = %s; adoption.rule = threshold; adoption.accept.measure = count; adoption.accept.threshold "
            "= 2; "
            "adoption.look.telling_steps = 2",
            kinds[complete]);
        struct world *world = ring_of(settings);
        world->step = 0;
        world_use(world, 9, 0, C);
        world->step = 1;
        TELL(world, told_by(world, 9, 10, CHANNEL_WORD_OF_MOUTH));
        step_threshold(world);
        assert_null(taken_by(world, 10));
        world_use(world, 20, 0, C); /* tells of itself from the next step on */
        events_clear(&world->events);
        TELL(world, told_by(world, 9, 10, CHANNEL_WORD_OF_MOUTH), told_by(world, 20, 10, CHANNEL_OBSERVATION),
            told_by(world, 20, 10, CHANNEL_WORD_OF_MOUTH));
        step_threshold(world);
        assert_taken(world, 10, C, CHANNEL_WORD_OF_MOUTH, PROJECT, 2);
        world->step = 9; /* all are silent */
        TELL(world, told_by(world, 9, 8, CHANNEL_WORD_OF_MOUTH), told_by(world, 10, 8, CHANNEL_OBSERVATION),
            told_by(world, 9, 30, CHANNEL_OBSERVATION));
        step_threshold(world);
        assert_taken(world, 8, C, CHANNEL_WORD_OF_MOUTH, PROJECT, 2);
        assert_null(taken_by(world, 30));
        model_free(world);
    }
}

/* A stranger who tells is one of those heard: one of three is less than a half, two of three are more. */
static void shares_are_of_all_who_are_heard(void **state)
{
    (void)state;
    struct world *world = ring_of("adoption.rule = threshold; adoption.accept.threshold = 0.5");
    world_use(world, 20, 0, C);
    TELL(world, told_by(world, 20, 10, CHANNEL_OBSERVATION));
    step_threshold(world);
    assert_null(taken_by(world, 10));
    world_use(world, 21, 0, C);
    TELL(world, told_by(world, 20, 10, CHANNEL_OBSERVATION), told_by(world, 21, 10, CHANNEL_OBSERVATION));
    step_threshold(world);
    assert_taken(world, 10, C, CHANNEL_OBSERVATION, PROJECT, 2);
    model_free(world);
}

/* On a complete network newcomers make their practice the most used one, or one of several. */
static void newcomers_change_who_leads_everybody(void **state)
{
    (void)state;
    int64_t taken[PRACTICES] = {0};
    for (int seed = 1; seed <= 200; seed++) {
        char settings[256];
        snprintf(settings, sizeof settings,
            "network.kind = complete; adoption.rule = threshold; adoption.accept.measure = count; "
            "adoption.accept.threshold = 1; "
            "adoption.look.telling_steps = 2; seed = %d",
            seed);
        struct world *world = ring_of(settings);
        world->step = 0;
        world_use(world, 1, 0, B), world_use(world, 2, 0, B);
        world->step = 1;
        world_use(world, 3, 0, C), world_use(world, 4, 0, C), world_use(world, 5, 0, C);
        TELL(world, told_by(world, 3, 10, CHANNEL_WORD_OF_MOUTH), told_by(world, 4, 10, CHANNEL_WORD_OF_MOUTH),
            told_by(world, 3, 11, CHANNEL_WORD_OF_MOUTH), told_by(world, 4, 11, CHANNEL_WORD_OF_MOUTH),
            told_by(world, 5, 11, CHANNEL_WORD_OF_MOUTH));
        step_threshold(world);
        taken[world_used(world, 10, 0)]++;
        assert_taken(world, 11, C, CHANNEL_WORD_OF_MOUTH, PROJECT, 3);
        assert_taken(world, 12, B, CHANNEL_WORD_OF_MOUTH, -1, 2);
        model_free(world);
    }
    /* A half each: 60 or fewer of 200 have a probability of 7e-9. */
    assert_true(taken[B] > 60 && taken[C] > 60 && taken[B] + taken[C] == 200);
}

/* What was tried together is one's own, if it was judged better than what one uses; members who use it already are
 * whom the others have it from. */
static void members_take_up_what_turned_out_better(void **state)
{
    (void)state;
    for (int r = 0; r < RULE_COUNT; r++) {
        const struct scenario alone = scenario_of_rule(r);
        if (!adoption_told(&alone, TOLD_SEEN) || adoption_needs_bits(&alone)) continue;
        char settings[256];
        snprintf(settings, sizeof settings, "adoption.rule = %s", rule_table[r].word);
        struct world *world = ring_of(settings);
        world->practices.items[C].project = 3;
        for (int32_t agent = 0; agent < 3; agent++) world_use(world, agent, 0, agent == 0 ? A : B);
        world_use(world, 3, 0, C);
        const struct telling lesson = {
            .source = -1, .practice = C, .project = 3, .channel = CHANNEL_INVENTION, .source_row = -1, .evidence = 1};
        struct telling low = lesson, high = lesson, other = told_by(world, 3, 2, CHANNEL_PROJECT);
        low.target = 1, low.belief = 0.4;
        high.target = 0, high.belief = 0.4;
        other.belief = 0.9;
        TELL(world, low, high, other);
        assert_null(taken_by(world, 1));
        assert_taken(world, 0, C, CHANNEL_INVENTION, 3, 0);
        assert_taken(world, 2, C, CHANNEL_PROJECT, PROJECT, 1);
        assert_true(agents_find(&world->agents, 0, 0, C)->owned && !agents_find(&world->agents, 2, 0, C)->owned);
        assert_true(agents_find(&world->agents, 1, 0, C)->belief == 0.4);
        world->rates.drop.probability = 1;
        events_clear(&world->events);
        step_lapse(world);
        assert_null(taken_by(world, 0));
        assert_taken(world, 2, B, CHANNEL_REVERSION, -1, 1);
        model_free(world);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(imitation_hears_what_it_does_not_look_at),
        cmocka_unit_test(imitation_takes_the_best_of_both),
        cmocka_unit_test(conformity_counts_everybody_once),
        cmocka_unit_test(a_majority_counts_who_tells),
        cmocka_unit_test(thresholds_count_everybody_once),
        cmocka_unit_test(shares_are_of_all_who_are_heard),
        cmocka_unit_test(newcomers_change_who_leads_everybody),
        cmocka_unit_test(members_take_up_what_turned_out_better),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
