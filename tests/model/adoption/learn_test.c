/* What people make of what they are told: the evidence rule by hand, and tellings under the contact rule. Statistical
 * checks: see chance.h. Also tests model/adoption/memory.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/adoption/learn.h"
#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/learners.h"
#include "model/mechanism.h"
#include "model/record/events.h"
#include "model/state/agents.h"
#include "model/state/world.h"

static void assert_known(const struct world *world, int32_t agent, int32_t practice, double belief, double evidence)
{
    const struct known *known = agents_find(&world->agents, agent, 0, practice);
    assert_non_null(known);
    assert_close(known->belief, belief);
    assert_close(known->evidence, evidence);
}

static void from_the_start_one_believes_what_is_true(void **state)
{
    (void)state;
    struct world *world = people("start.evidence = 3");
    assert_known(world, 0, A, 0.2, 3);
    assert_known(world, 9, D, 0.8, 3);
    model_free(world);
}

/* (0.6 * 2 + 0.3 * 1) / 3 = 0.5, and (0.5 - 0.2) * 3 / 4 > 0.05. */
static void evidence_is_pooled_by_its_weight(void **state)
{
    (void)state;
    struct world *world = people("");
    TELL(world, from(7, 0, B, 0.6, 2), from(8, 0, B, 0.3, 1));
    assert_known(world, 0, B, 0.5, 3);
    const struct adoption_row *row = only_adoption(world);
    assert_true(
        row->learner == 0 && row->practice == B && row->practice_before == A && row->channel == CHANNEL_WORD_OF_MOUTH);
    assert_int_equal(row->source_count, 2);
    assert_source(world, 0, 7, 7, 2.0 / 3);
    assert_source(world, 1, 8, 8, 1.0 / 3);
    assert_int_equal(world_used(world, 0, 0), B);
    model_free(world);
}

static void who_tells_again_adds_only_what_is_new(void **state)
{
    (void)state;
    struct world *world = people("adoption.accept.cost = 1");
    TELL(world, from(7, 0, B, 0.6, 2));
    TELL(world, from(7, 0, B, 0.9, 2));
    assert_known(world, 0, B, 0.6, 2);
    TELL(world, from(7, 0, B, 0.1, 1.5));
    assert_known(world, 0, B, 0.6, 2);
    TELL(world, from(7, 0, B, 0.9, 3));
    assert_known(world, 0, B, (0.6 * 2 + 0.9) / 3, 3);
    TELL(world, from(8, 0, B, 0.9, 3));
    assert_known(world, 0, B, (0.6 * 2 + 0.9 * 4) / 6, 6);
    assert_int_equal(world->events.adoption.count, 0);
    model_free(world);
}

static void every_outcome_of_ones_own_counts(void **state)
{
    (void)state;
    struct world *world = people("adoption.accept.cost = 1");
    for (int i = 0; i < 5; i++) TELL(world, from(-1, 0, C, 0.5 + 0.1 * i, 0.5));
    assert_known(world, 0, C, 0.7, 2.5);
    model_free(world);
}

/* Each outcome that a group talks over is a new one, also for those who learn of it from the same member. */
static void every_outcome_of_a_project_counts(void **state)
{
    (void)state;
    struct world *world = people("adoption.accept.cost = 1");
    struct telling outcome = from(7, 0, B, 0, 0.5);
    outcome.channel = CHANNEL_PROJECT;
    for (int i = 0; i < 4; i++) {
        outcome.belief = 0.4 + 0.2 * i;
        TELL(world, outcome);
    }
    assert_known(world, 0, B, 0.7, 2);
    TELL(world, from(7, 0, B, 0.9, 1));
    assert_known(world, 0, B, 0.7, 2);
    TELL(world, from(7, 0, B, 0.9, 3));
    assert_known(world, 0, B, (0.7 * 2 + 0.9) / 3, 3);
    model_free(world);
}

/* What comes without evidence is no news: nothing is kept in mind and nobody becomes a source by it. */
static void what_comes_without_evidence_leaves_no_trace(void **state)
{
    (void)state;
    struct world *world = people("");
    TELL(world, from(7, 0, B, 0.9, 0));
    assert_null(agents_find(&world->agents, 0, 0, B));
    TELL(world, from(7, 0, B, 0.9, 0), from(-1, 0, B, 0.9, 1));
    const struct adoption_row *row = only_adoption(world);
    assert_int_equal(row->channel, CHANNEL_INVENTION);
    assert_int_equal(row->source_count, 0);
    model_free(world);
}

/* Taken up if (belief - 0.2) * evidence / (evidence + 1) > cost, cost * (1 - ownership) for those who own it. */
static void weak_evidence_must_outweigh_the_cost(void **state)
{
    (void)state;
    int taken = 0, left = 0;
    for (int owned = 0; owned <= 1; owned++)
        for (int i = 0; i < 20; i++)
            for (int j = 1; j < 12; j++) {
                double belief = 0.05 * i, evidence = 0.25 * j;
                double gain = (belief - 0.2) * evidence / (evidence + 1) - 0.2 * (owned ? 1 - 0.6 : 1);
                struct world *world = people("adoption.accept.cost = 0.2; adoption.accept.ownership = 0.6");
                struct telling telling = from(-1, 0, F, belief, evidence);
                world->practices.items[F].project = owned ? 3 : 4;
                telling.project = 3;
                TELL(world, telling);
                assert_int_equal(agents_find(&world->agents, 0, 0, F)->owned, owned);
                if (fabs(gain) > 1e-9) assert_int_equal(world_used(world, 0, 0) == F, gain > 0);
                gain > 0 ? taken++ : left++;
                model_free(world);
            }
    assert_true(taken > 50 && left > 50);
}

/* Told or seen from outside, a practice of the very project is not one's own. */
static void one_owns_what_one_found_together(void **state)
{
    (void)state;
    static const int32_t channels[] = {
        CHANNEL_INVENTION, CHANNEL_PROJECT, CHANNEL_WORD_OF_MOUTH, CHANNEL_OBSERVATION, CHANNEL_INQUIRY};
    for (int i = 0; i < 5; i++) {
        struct world *world = people("");
        struct telling telling = from(7, 0, B, 0.5, 1);
        if (channels[i] == CHANNEL_INVENTION) telling.source = -1;
        telling.channel = channels[i];
        telling.project = world->practices.items[B].project = 3;
        TELL(world, telling);
        assert_int_equal(agents_find(&world->agents, 0, 0, B)->owned, i < 2);
        model_free(world);
    }
}

static void without_a_practice_anything_good_will_do(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of("network.agents = 12; adoption;" LISTED);
    struct world *world = world_of(&scenario, NULL, NULL);
    world_use(world, 7, 0, B);
    struct telling telling = from(7, 0, B, 0.11, 1);
    telling.source_row = 0;
    TELL(world, telling);
    assert_int_equal(only_adoption(world)->practice_before, -1);
    telling.target = 1;
    telling.belief = 0.09;
    TELL(world, telling);
    assert_int_equal(world->events.adoption.count, 0);
    model_free(world);
}

static void the_best_of_several_is_taken_up(void **state)
{
    (void)state;
    struct world *world = people("");
    TELL(world, from(9, 0, D, 0.6, 1), from(8, 0, C, 0.55, 3), from(7, 0, B, 0.9, 0.1));
    assert_int_equal(only_adoption(world)->practice, C);
    model_free(world);
}

/* One's own experience with it counts as a source where one has used it before; where it weighs most, it is a return.
 */
static void who_returns_has_oneself_as_a_source(void **state)
{
    (void)state;
    struct world *world = people("start.evidence = 4");
    TELL(world, from(9, 0, D, 0.8, 4));
    int32_t row = world->agents.adoption[0];
    assert_int_equal(only_adoption(world)->practice, D);
    TELL(world, from(-1, 0, D, 0, 12), from(6, 0, A, 0.7, 1));
    const struct adoption_row *back = only_adoption(world);
    assert_true(back->practice == A && back->practice_before == D && back->channel == CHANNEL_REVERSION);
    assert_int_equal(back->source_count, 2);
    assert_source(world, 0, 6, 6, 0.2);
    assert_source(world, 1, 0, 0, 0.8);
    assert_true(row > 11);
    model_free(world);
}

/* What was tried oneself but never used has no adoption to point at: it is missing to 1. */
static void what_one_tried_oneself_is_missing_to_one(void **state)
{
    (void)state;
    struct world *world = people("");
    TELL(world, from(-1, 0, D, 0.8, 1), from(9, 0, D, 0.8, 3));
    assert_int_equal(only_adoption(world)->source_count, 1);
    assert_source(world, 0, 9, 9, 0.75);
    model_free(world);
}

static void a_full_memory_forgets_the_least_believed_not_in_use(void **state)
{
    (void)state;
    struct world *world = people("people.memory = 3; adoption.accept.cost = 1");
    TELL(world, from(8, 0, C, 0.5, 1));
    TELL(world, from(9, 0, D, 0.4, 1));
    TELL(world, from(10, 0, E, 0.1, 1));
    assert_null(agents_find(&world->agents, 0, 0, D));
    TELL(world, from(11, 0, F, 0.45, 1));
    assert_null(agents_find(&world->agents, 0, 0, E));
    TELL(world, from(9, 0, D, 0.4, 1));
    assert_null(agents_find(&world->agents, 0, 0, F));
    assert_known(world, 0, D, 0.4, 1);
    assert_known(world, 0, C, 0.5, 1);
    assert_known(world, 0, A, 0.2, 1);
    model_free(world);
}

static struct world *many_people(const char *beta)
{
    char text[1024];
    snprintf(text, sizeof text,
        "network.agents = 20000; opportunities; projects; tell; debrief; adoption.rule = contact; "
        "landscape.domains = 2; start.practice = same; adoption.accept.beta = %s; %s",
        beta, LISTED);
    struct scenario scenario = scenario_of(text);
    struct world *world = world_of(&scenario, NULL, NULL);
    events_clear(&world->events);
    world->step = 1;
    return world;
}

static struct telling of_project(int32_t target, int32_t practice, int32_t project)
{
    struct telling telling = from((target + 1) % 20000, target, practice, 1, 1);
    telling.project = project;
    return telling;
}

/* Of two tellings of one domain at most one takes effect, with probability 1 - (1 - beta)^2; a telling of the other
 * domain takes effect by itself. */
static void every_telling_takes_effect_with_probability_beta(void **state)
{
    (void)state;
    enum { PEOPLE = 20000 };
    static struct telling tellings[3 * PEOPLE];
    int64_t first = 0, second = 0, both = 0;
    struct world *world = many_people("0.3");
    int32_t new_0 = (world_used(world, 0, 0) + 1) % 6, new_1 = 6 + (world_used(world, 0, 1) - 6 + 1) % 6;
    for (int32_t agent = 0; agent < PEOPLE; agent++) {
        tellings[3 * agent] = of_project(agent, new_0, 5);
        tellings[3 * agent + 1] = of_project(agent, new_0, 6);
        tellings[3 * agent + 2] = of_project(agent, new_1, 5);
    }
    world_tell(world, 3 * PEOPLE, tellings);
    for (int32_t agent = 0; agent < PEOPLE; agent++) {
        bool took_0 = world_used(world, agent, 0) == new_0, took_1 = world_used(world, agent, 1) == new_1;
        first += took_0;
        second += took_1;
        both += took_0 && took_1;
    }
    assert_int_equal(world->events.adoption.count, first + second);
    assert_likely(chance_binomial(first, PEOPLE, 1 - 0.7 * 0.7), "two tellings");
    assert_likely(chance_binomial(second, PEOPLE, 0.3), "of another domain");
    assert_likely(chance_binomial(both, PEOPLE, 0.3 * (1 - 0.7 * 0.7)), "of both domains");
    model_free(world);
}

/* What a debrief did not achieve, a telling of the same project in the same step still may. */
static void debriefs_and_tellings_are_drawn_apart(void **state)
{
    (void)state;
    enum { PEOPLE = 20000 };
    static struct telling tellings[PEOPLE];
    int64_t first = 0, then = 0;
    struct world *world = many_people("0.3");
    int32_t new_0 = (world_used(world, 0, 0) + 1) % 6;
    for (int32_t agent = 0; agent < PEOPLE; agent++) {
        tellings[agent] = of_project(agent, new_0, 5);
        tellings[agent].channel = CHANNEL_PROJECT;
    }
    world_tell(world, PEOPLE, tellings);
    first = world->events.adoption.count;
    for (int32_t agent = 0; agent < PEOPLE; agent++) tellings[agent].channel = CHANNEL_WORD_OF_MOUTH;
    world_tell(world, PEOPLE, tellings);
    then = world->events.adoption.count;
    assert_likely(chance_binomial(first, PEOPLE, 0.3), "in the debrief");
    assert_likely(chance_binomial(then, PEOPLE - first, 0.3), "afterwards");
    model_free(world);
}

/* However many one hears in a step each of them takes effect by itself. */
static void a_thousand_tellings_are_a_thousand_chances(void **state)
{
    (void)state;
    enum { HEARERS = 500, HEARD = 1000 };
    static struct telling tellings[HEARERS * HEARD];
    struct world *world = many_people("0.001");
    int32_t new_0 = (world_used(world, 0, 0) + 1) % 6;
    for (int32_t i = 0; i < HEARERS * HEARD; i++) tellings[i] = from(HEARERS + i % HEARD, i / HEARD, new_0, 1, 1);
    world_tell(world, HEARERS * HEARD, tellings);
    assert_likely(chance_binomial(world->events.adoption.count, HEARERS, 1 - pow(0.999, HEARD)), "%d of %d",
        (int)world->events.adoption.count, HEARERS);
    model_free(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(from_the_start_one_believes_what_is_true),
        cmocka_unit_test(evidence_is_pooled_by_its_weight),
        cmocka_unit_test(who_tells_again_adds_only_what_is_new),
        cmocka_unit_test(every_outcome_of_ones_own_counts),
        cmocka_unit_test(every_outcome_of_a_project_counts),
        cmocka_unit_test(what_comes_without_evidence_leaves_no_trace),
        cmocka_unit_test(weak_evidence_must_outweigh_the_cost),
        cmocka_unit_test(one_owns_what_one_found_together),
        cmocka_unit_test(without_a_practice_anything_good_will_do),
        cmocka_unit_test(the_best_of_several_is_taken_up),
        cmocka_unit_test(who_returns_has_oneself_as_a_source),
        cmocka_unit_test(what_one_tried_oneself_is_missing_to_one),
        cmocka_unit_test(a_full_memory_forgets_the_least_believed_not_in_use),
        cmocka_unit_test(every_telling_takes_effect_with_probability_beta),
        cmocka_unit_test(debriefs_and_tellings_are_drawn_apart),
        cmocka_unit_test(a_thousand_tellings_are_a_thousand_chances),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
