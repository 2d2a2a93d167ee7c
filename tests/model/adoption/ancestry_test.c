/* Who learned it from whom: every adoption of whole runs is walked back to a first try. Its sources came before it,
 * used that very practice by the adoption that is named, and told the adopter of it while they did. Also tests
 * model/adoption/take_up.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <math.h>

#include "base/array.h"
#include "model/cycle/model.h"
#include "model/record/events.h"
#include "model/state/world.h"
#include "model/worlds.h"

enum { STEPS = 120 };

struct tellings_kept ARRAY_OF(struct telling_row);

/* All that a run told, and what follows from it. */
struct chronicle {
    struct adoption_rows adoption;
    struct adoption_source_rows source;
    struct turnover_rows turnover;
    struct drop_rows drop;
    struct member_rows member;
    struct tellings_kept telling;
    int32_t *until;   /* [adoptions] the last step in which it can have been in use */
    int32_t *depth;   /* [adoptions] adoptions between it and its farthest first try */
    int32_t *current; /* [agents][domains] the adoption in use, or -1 */
};

#define KEEP(chronicle, world, table)                                                                                  \
    for (int64_t i_ = 0; i_ < (world)->events.table.count; i_++)                                                       \
    assert_true(array_push(&(chronicle)->table, (world)->events.table.items[i_]))

static void keep(struct chronicle *chronicle, struct world *world)
{
    KEEP(chronicle, world, adoption);
    KEEP(chronicle, world, turnover);
    KEEP(chronicle, world, drop);
    KEEP(chronicle, world, member);
    KEEP(chronicle, world, telling);
    for (int64_t i = 0; i < world->events.adoption_source.count; i++)
        assert_true(array_push(&chronicle->source, world->events.adoption_source.items[i]));
    events_clear(&world->events);
}

static void chronicle_free(struct chronicle *chronicle)
{
    array_free(&chronicle->adoption);
    array_free(&chronicle->source);
    array_free(&chronicle->turnover);
    array_free(&chronicle->drop);
    array_free(&chronicle->member);
    array_free(&chronicle->telling);
    free(chronicle->until);
    free(chronicle->depth);
    free(chronicle->current);
}

static int32_t *numbers(int64_t count, int32_t value)
{
    int32_t *list = malloc((size_t)count * sizeof *list);
    assert_non_null(list);
    for (int64_t i = 0; i < count; i++) list[i] = value;
    return list;
}

/* -- practices in use, from the events alone */

/* Whoever left up to a step uses nothing any more; `turnover` counts those that were looked at. */
static void follow_leavers(struct chronicle *chronicle, int64_t domains, int32_t step, int64_t *turnover)
{
    for (; *turnover < chronicle->turnover.count; ++*turnover) {
        const struct turnover_row *left = &chronicle->turnover.items[*turnover];
        if (left->step > step) break;
        for (int64_t d = 0; d < domains; d++) {
            int32_t *current = &chronicle->current[left->agent * domains + d];
            if (*current >= 0) chronicle->until[*current] = left->step;
            *current = -1;
        }
    }
}

/* What was dropped by a step is not in use any more; whoever dropped it had it. */
static void follow_drop(struct chronicle *chronicle, int32_t *current, int32_t step)
{
    for (int64_t i = 0; i < chronicle->drop.count && *current >= 0; i++) {
        const struct drop_row *row = &chronicle->drop.items[i];
        if (row->adoption != *current || row->step > step) continue;
        const struct adoption_row *adoption = &chronicle->adoption.items[*current];
        assert_true(adoption->learner == row->agent && adoption->domain == row->domain);
        assert_int_equal(adoption->practice, row->practice);
        chronicle->until[*current] = row->step;
        *current = -1;
    }
}

/* People leave last in a step: only what newcomers begin with comes after it. */
static void follow_use(struct chronicle *chronicle, const struct world *world)
{
    int64_t adoptions = chronicle->adoption.count, turnover = 0, domains = world->agents.domains;
    chronicle->until = numbers(adoptions, INT32_MAX);
    chronicle->current = numbers(world->agents.count * domains, -1);
    for (int64_t row = 0; row < adoptions; row++) {
        const struct adoption_row *adoption = &chronicle->adoption.items[row];
        bool newcomers = adoption->channel == CHANNEL_INITIAL;
        follow_leavers(chronicle, domains, adoption->step - !newcomers, &turnover);
        int32_t *current = &chronicle->current[adoption->learner * domains + adoption->domain];
        follow_drop(chronicle, current, adoption->step);
        assert_int_equal(adoption->practice_before, *current < 0 ? -1 : chronicle->adoption.items[*current].practice);
        if (*current >= 0) chronicle->until[*current] = adoption->step;
        *current = (int32_t)row;
    }
    for (int64_t place = 0; place < world->agents.count * domains; place++)
        follow_drop(chronicle, &chronicle->current[place], world->step);
    follow_leavers(chronicle, domains, world->step, &turnover);
}

/* What the world says is in use is what the events lead to. */
static void check_use(const struct chronicle *chronicle, const struct world *world)
{
    for (int64_t place = 0; place < (int64_t)world->agents.count * world->agents.domains; place++) {
        int32_t row = chronicle->current[place];
        assert_int_equal(world->agents.adoption[place], row);
        assert_int_equal(world->agents.practice[place], row < 0 ? -1 : chronicle->adoption.items[row].practice);
        if (row >= 0) assert_int_equal(world->agents.adoption_step[place], chronicle->adoption.items[row].step);
    }
}

/* -- sources */

/* Whether the source told the adopter of it while it used it by that adoption. */
static bool was_told(
    const struct chronicle *chronicle, const struct adoption_row *adoption, const struct adoption_source_row *source)
{
    int32_t from = chronicle->adoption.items[source->source_adoption].step;
    int32_t until = chronicle->until[source->source_adoption];
    for (int64_t i = chronicle->telling.count - 1; i >= 0; i--) {
        const struct telling_row *telling = &chronicle->telling.items[i];
        if (telling->step > adoption->step) continue;
        if (telling->step < from) return false;
        if (telling->source == source->source && telling->target == adoption->learner &&
            telling->practice == adoption->practice && telling->step <= until)
            return true;
    }
    return false;
}

static bool was_member(const struct chronicle *chronicle, int32_t agent, int32_t project)
{
    for (int64_t i = 0; i < chronicle->member.count; i++)
        if (chronicle->member.items[i].member == agent && chronicle->member.items[i].project == project) return true;
    return false;
}

/* Whether someone told the adopter of what the source used, in the step of the adoption. */
static bool told_just_now(
    const struct chronicle *chronicle, const struct adoption_row *adoption, const struct adoption_source_row *source)
{
    for (int64_t i = chronicle->telling.count - 1; i >= 0; i--) {
        const struct telling_row *telling = &chronicle->telling.items[i];
        if (telling->step == adoption->step && telling->source == source->source &&
            telling->target == adoption->learner && telling->project == adoption->project)
            return true;
    }
    return false;
}

/* Under rules that go by what others use, the sources used it in this step; where the adoption names a project, one of
 * them told of it as the adoption says. */
static void check_seen(
    const struct chronicle *chronicle, const struct adoption_row *adoption, const struct adoption_source_row *sources)
{
    bool told = false;
    for (int32_t s = 0; s < adoption->source_count; s++) {
        assert_true(chronicle->until[sources[s].source_adoption] >= adoption->step);
        told |= told_just_now(chronicle, adoption, &sources[s]);
    }
    if (adoption->source_count > 0) assert_int_equal(told, adoption->project >= 0);
}

static bool by_looking(const struct world *world)
{
    enum adoption_rule rule = world->scenario.adoption.rule;
    return rule != ADOPTION_EVIDENCE && rule != ADOPTION_CONTACT;
}

/* Under the contact rule people tell without words: ties tell, at the latest in the step before. */
static void check_source(
    const struct chronicle *chronicle, const struct world *world, int64_t row, const struct adoption_source_row *source)
{
    const struct adoption_row *adoption = &chronicle->adoption.items[row];
    assert_true(source->adoption == row && source->step == adoption->step);
    assert_in_range(source->source_adoption, 0, row - 1);
    const struct adoption_row *theirs = &chronicle->adoption.items[source->source_adoption];
    assert_true(theirs->learner == source->source && theirs->domain == adoption->domain);
    /* A practice that was put together of others, or not copied to the last bit, is another one. */
    if (adoption->channel != CHANNEL_COPY) assert_int_equal(theirs->practice, adoption->practice);
    if (!(source->weight > 0 && source->weight <= 1 + 1e-9)) fail_msg("a weight of %.17g", source->weight);
    bool by_contact = world->scenario.adoption.rule == ADOPTION_CONTACT && adoption->project < 0;
    if (source->source == adoption->learner)
        assert_true(adoption->channel != CHANNEL_WORD_OF_MOUTH || source->weight < 1);
    else if (by_contact || by_looking(world))
        assert_true(chronicle->until[source->source_adoption] >= adoption->step);
    else
        assert_true(was_told(chronicle, adoption, source));
}

static void check_adoption(struct chronicle *chronicle, const struct world *world, int64_t row, int64_t first_source)
{
    const struct adoption_row *adoption = &chronicle->adoption.items[row];
    bool root = adoption->channel == CHANNEL_INITIAL || adoption->channel == CHANNEL_INVENTION ||
                adoption->channel == CHANNEL_EXTERNAL;
    double weight = 0;
    assert_int_equal(root, adoption->source_count == 0);
    assert_int_equal(adoption->first_source, first_source);
    assert_int_equal(world->practices.items[adoption->practice].domain, adoption->domain);
    assert_true(world->practices.items[adoption->practice].born <= adoption->step);
    if (adoption->channel == CHANNEL_INVENTION)
        assert_true(was_member(chronicle, adoption->learner, adoption->project));
    for (int32_t s = 0; s < adoption->source_count; s++) {
        const struct adoption_source_row *source = &chronicle->source.items[first_source + s];
        check_source(chronicle, world, row, source);
        weight += source->weight;
        if (chronicle->depth[source->source_adoption] >= chronicle->depth[row])
            chronicle->depth[row] = chronicle->depth[source->source_adoption] + 1;
        for (int32_t other = 0; other < s; other++)
            assert_true(chronicle->source.items[first_source + other].source_adoption != source->source_adoption);
    }
    if (by_looking(world) && adoption->channel != CHANNEL_REVERSION)
        check_seen(chronicle, adoption, &chronicle->source.items[first_source]);
    assert_true(weight <= 1 + 1e-9);
    if (!root && world->scenario.adoption.rule == ADOPTION_CONTACT) assert_true(fabs(weight - 1) < 1e-9);
}

/* Follows a run; the depth of its deepest lineage. */
static int32_t deepest_lineage(const char *settings, int64_t learned_at_least)
{
    struct chronicle chronicle = {0};
    struct scenario scenario = scenario_of(settings);
    struct world *world = world_of(&scenario, NULL, NULL);
    int64_t first_source = 0, learned = 0;
    int32_t deepest = 0;
    keep(&chronicle, world);
    for (int step = 0; step < STEPS; step++) {
        world_step(world);
        keep(&chronicle, world);
    }
    follow_use(&chronicle, world);
    check_use(&chronicle, world);
    chronicle.depth = numbers(chronicle.adoption.count, 0);
    for (int64_t row = 0; row < chronicle.adoption.count; row++) {
        check_adoption(&chronicle, world, row, first_source);
        first_source += chronicle.adoption.items[row].source_count;
        learned += chronicle.adoption.items[row].source_count > 0;
        if (chronicle.depth[row] > deepest) deepest = chronicle.depth[row];
    }
    assert_int_equal(first_source, chronicle.source.count);
    if (learned < learned_at_least) fail_msg("only %d learned from others", (int)learned);
    chronicle_free(&chronicle);
    model_free(world);
    return deepest;
}

#define WATCHED ORGANISATION "observe.tellings = true;"

static void every_adoption_leads_back_to_a_first_try(void **state)
{
    (void)state;
    for (int seed = 1; seed <= 3; seed++) {
        char settings[1024];
        snprintf(settings, sizeof settings, WATCHED "seed = %d", seed);
        assert_true(deepest_lineage(settings, 100) > 3);
    }
    deepest_lineage(WATCHED "start.practice = none", 20);
    deepest_lineage(WATCHED "start.practice = random; people.memory = 2; experiment.memory = 2", 100);
    deepest_lineage(WATCHED "start.evidence = 0; tell.fidelity = 1", 20);
    deepest_lineage(
        WATCHED "conclude.trust_shift = 0; renew.turnover_probability = 0.03; adoption.drop.probability = 0.05", 100);
    deepest_lineage(
        WATCHED "adoption.drop.probability = 0.05; adoption.drop.to = start; adoption.drop.rest_steps = 5", 100);
    deepest_lineage(WATCHED "adoption.drop.probability = 0.05; adoption.drop.to = nothing", 100);
}

static void every_contagion_leads_back_to_a_first_case(void **state)
{
    (void)state;
    assert_true(
        deepest_lineage("network.kind = random; network.agents = 800; start.users = 4; renew; "
                        "renew.turnover_probability = 0.01; adoption.rule = contact; adoption.accept.beta = 0.03",
            500) > 5);
    deepest_lineage(
        "network.kind = ring; network.agents = 300; network.mean_degree = 4; landscape.kind = listed; "
        "landscape.practices = {a: 0.1, b: 0.2}; start.practice = random; adoption.accept.innovation = 0.001; "
        "adoption.rule = contact; adoption.accept.beta = 0.03; adoption.look.telling_steps = 6",
        50);
    deepest_lineage(WATCHED "adoption.rule = contact; adoption.accept.beta = 0.01", 300);
    deepest_lineage(
        "network.agents = 300; start.users = 30; adoption.rule = contact; adoption.accept.beta = 0.02; renew; "
        "adoption.drop.probability = 0.1; adoption.drop.to = nothing",
        300);
}

/* With lapse, turnover, tellings along ties, seen and asked for. */
static void what_is_seen_and_told_leads_back_to_a_first_try(void **state)
{
    (void)state;
    static const char *const rules[] = {"threshold; adoption.accept.threshold = 0.3; adoption.look.telling_steps = 8",
        "best_member; adoption.turn_probability = 0.1", "best_member; adoption.copy.take = 0.9",
        "conformity; adoption.look.sample = 3", "superior_majority; adoption.look.sample = 2"};
    for (int r = 0; r < 5; r++) {
        char settings[1024];
        snprintf(settings, sizeof settings,
            WATCHED "start.practice = random; tell.observation_probability = 0.05; tell.inquiry_probability = 0.5; "
                    "adoption.drop.probability = 0.02; "
                    "renew.turnover_probability = 0.02; adoption.rule = %s",
            rules[r]);
        assert_true(deepest_lineage(settings, 300) > 3);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_adoption_leads_back_to_a_first_try),
        cmocka_unit_test(every_contagion_leads_back_to_a_first_case),
        cmocka_unit_test(what_is_seen_and_told_leads_back_to_a_first_try),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
