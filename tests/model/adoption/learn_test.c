/* What people make of what they are told: the evidence rule by hand, lapsing, and tellings under the contact rule.
 * Statistical checks: see chance.h. Also tests model/adoption/memory.c, model/rules/lapse.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/parts.h"
#include "model/adoption/learn.h"
#include "model/adoption/take_up.h"
#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/frame/steps.h"
#include "model/mechanism.h"
#include "model/record/events.h"
#include "model/state/agents.h"
#include "model/state/world.h"

#define LISTED "landscape.kind = listed; landscape.practices = {a: 0.2, b: 0.4, c: 0.6, d: 0.8, e: 0.9, f: 1};"

enum { A, B, C, D, E, F };

/* Twelve people who were never told anything; 0 to 5 use practice a, 6 to 11 practices a to f. */
static struct world *people(const char *settings)
{
    char text[512];
    snprintf(text, sizeof text, "network.agents = 12; adoption.accept.cost = 0.05; adoption; %s %s", LISTED, settings);
    struct scenario scenario = scenario_of(text);
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int32_t agent = 0; agent < 12; agent++) world_use(world, agent, 0, agent < 6 ? A : agent - 6);
    world->step = 1;
    return world;
}

static struct telling from(int32_t source, int32_t target, int32_t practice, double belief, double evidence)
{
    return (struct telling){.target = target,
        .source = source,
        .practice = practice,
        .project = -1,
        .channel = source < 0 ? CHANNEL_INVENTION : CHANNEL_WORD_OF_MOUTH,
        .source_row = source,
        .belief = belief,
        .evidence = evidence};
}

#define TELL(world, ...)                                                                                               \
    world_tell(world, sizeof((const struct telling[]){__VA_ARGS__}) / sizeof(struct telling),                          \
        (struct telling[]){__VA_ARGS__})

static void assert_close(double x, double expected)
{
    if (fabs(x - expected) > 1e-12) fail_msg("%.17g is not %.17g", x, expected);
}

static void assert_known(const struct world *world, int32_t agent, int32_t practice, double belief, double evidence)
{
    const struct known *known = agents_find(&world->agents, agent, 0, practice);
    assert_non_null(known);
    assert_close(known->belief, belief);
    assert_close(known->evidence, evidence);
}

static const struct adoption_row *only_adoption(const struct world *world)
{
    assert_int_equal(world->events.adoption.count, 1);
    return world->events.adoption.items;
}

static void assert_source(const struct world *world, int i, int32_t agent, int32_t row, double weight)
{
    const struct adoption_source_row *source = &world->events.adoption_source.items[i];
    assert_int_equal(source->source, agent);
    assert_int_equal(source->source_adoption, row);
    assert_close(source->weight, weight);
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

/* -- lapsing */

/* What was learned and is not one's own is dropped for what was used before; the source is oneself. What people began
 * with (2) and what they own (1) is not dropped. */
static void what_is_not_ones_own_is_dropped_for_the_one_before(void **state)
{
    (void)state;
    struct world *world = people("adoption.drop.probability = 1");
    world_use(world, 2, 0, D);
    TELL(world, from(9, 0, D, 0.8, 4), from(9, 1, D, 0.8, 4));
    TELL(world, from(11, 0, F, 1, 9));
    agents_find(&world->agents, 1, 0, D)->owned = 1;
    int32_t before = agents_find(&world->agents, 0, 0, D)->row;
    events_clear(&world->events);
    step_lapse(world);
    world_check(world);
    const struct adoption_row *row = only_adoption(world);
    assert_true(
        row->learner == 0 && row->practice == D && row->practice_before == F && row->channel == CHANNEL_REVERSION);
    assert_int_equal(row->source_count, 1);
    assert_source(world, 0, 0, before, 1);
    assert_int_equal(world_used(world, 1, 0), D);
    assert_int_equal(world_used(world, 2, 0), D);
    /* Further back, and not to what lapsed. */
    for (int i = 0; i < 3; i++) step_lapse(world);
    world_check(world);
    assert_int_equal(world_used(world, 0, 0), A);
    assert_int_equal(world->events.adoption.count, 2);
    model_free(world);
}

/* Person 0 begins with a, takes up d and goes back to a: one adopter all the time, and one use of something new until
 * the return. Person 1 is told of nothing but a, which is not new to it. */
static void a_return_to_what_one_began_with_adopts_nothing_new(void **state)
{
    (void)state;
    struct world *world = people("adoption.drop.probability = 1");
    int64_t uses = world->uptakes->uses_learned;
    assert_int_equal(world->uptakes->adopters, 0);
    TELL(world, from(9, 0, D, 0.8, 4), from(6, 1, A, 0.9, 9));
    assert_int_equal(world->uptakes->adopters, 1);
    assert_int_equal(world->uptakes->uses_learned, uses + 1);
    events_clear(&world->events);
    step_lapse(world);
    assert_int_equal(only_adoption(world)->practice, A);
    assert_int_equal(world->uptakes->adopters, 1);
    assert_int_equal(world->uptakes->uses_learned, uses);
    assert_int_equal(world->agents.first_practice[0], A);
    world_check(world);
    model_free(world);
}

static void people_lapse_at_the_rate_given(void **state)
{
    (void)state;
    enum { AGENTS = 3000, STEPS = 20 };
    struct scenario scenario = scenario_of("network.agents = 3000; adoption; adoption.drop.probability = 0.02;" LISTED);
    struct world *world = world_of(&scenario, NULL, NULL);
    int64_t lapsed = 0;
    for (int32_t agent = 0; agent < AGENTS; agent++) world_use(world, agent, 0, A);
    for (int32_t step = 1; step <= STEPS; step++) {
        static struct telling tellings[AGENTS];
        world->step = step;
        for (int32_t agent = 0; agent < AGENTS; agent++) {
            tellings[agent] = from(-1, agent, F, 1, 10);
            tellings[agent].project = 7;
        }
        world_tell(world, AGENTS, tellings);
        events_clear(&world->events);
        step_lapse(world);
        lapsed += world->events.adoption.count;
    }
    assert_likely(chance_binomial(lapsed, AGENTS * STEPS, 0.02), "%d lapsed", (int)lapsed);
    model_free(world);
}

/* Under every rule people with a memory drop what they were told of, and not what they helped to find; a half each of
 * what lapses at 0.02. Without projects only the rule `evidence` has people remember. */
static void other_rules_know_lapse_where_there_are_projects(void **state)
{
    (void)state;
    enum { AGENTS = 3000, STEPS = 20 };
    for (int r = 0; r < RULE_COUNT; r++) {
        const struct scenario alone = scenario_of_rule(r);
        if (!adoption_sees(&alone) || adoption_needs_bits(&alone)) continue;
        char settings[512];
        snprintf(settings, sizeof settings,
            "network.agents = 3000; opportunities.arrival_rate = 0; projects; adoption.rule = %s; "
            "adoption.drop.probability = "
            "0.02; " LISTED,
            rule_table[r].word);
        struct scenario scenario = scenario_of(settings);
        struct world *world = world_of(&scenario, NULL, NULL);
        int64_t lapsed = 0;
        world->practices.items[F].project = 7;
        for (int32_t agent = 0; agent < AGENTS; agent++) world_use(world, agent, 0, A);
        int32_t row = world->agents.adoption[0];
        for (int32_t step = 1; step <= STEPS; step++) {
            world->step = step;
            uptakes_open(world, 1);
            for (int32_t agent = 0; agent < AGENTS; agent++) {
                if (world_used(world, agent, 0) == F) continue;
                if (agent % 2 == 0) part_push(&world->uptakes->sources, 0, &(struct uptake_source){0, row, 1});
                uptake_push(world, 0,
                    (struct uptake){.agent = agent,
                        .domain = 0,
                        .practice = F,
                        .channel = agent % 2 ? CHANNEL_INVENTION : CHANNEL_WORD_OF_MOUTH,
                        .project = 7,
                        .source_count = agent % 2 ? 0 : 1});
            }
            uptakes_carry_out(world);
            world_check(world);
            events_clear(&world->events);
            step_lapse(world);
            for (int64_t i = 0; i < world->events.adoption.count; i++)
                assert_true(world->events.adoption.items[i].learner % 2 == 0 &&
                            world->events.adoption.items[i].practice == A &&
                            world->events.adoption.items[i].channel == CHANNEL_REVERSION);
            lapsed += world->events.adoption.count;
            world_check(world);
            events_clear(&world->events);
        }
        assert_likely(chance_binomial(lapsed, AGENTS / 2 * STEPS, 0.02), "%d lapsed", (int)lapsed);
        model_free(world);
    }
    assert_refused(
        "start.users = 20; adoption.rule = contact; adoption.drop.probability = 0.5", "adoption.drop.probability");
    assert_refused("start.users = 20; adoption.rule = contact; interventions = {3 adoption.drop.probability: 0.5}",
        "interventions");
}

/* -- tellings under the contact rule */

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
        cmocka_unit_test(what_is_not_ones_own_is_dropped_for_the_one_before),
        cmocka_unit_test(a_return_to_what_one_began_with_adopts_nothing_new),
        cmocka_unit_test(people_lapse_at_the_rate_given),
        cmocka_unit_test(other_rules_know_lapse_where_there_are_projects),
        cmocka_unit_test(every_telling_takes_effect_with_probability_beta),
        cmocka_unit_test(debriefs_and_tellings_are_drawn_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
