/* What does not come along when a practice is told: tacit knowledge, and what identity filters out.
 *
 * The chance of a false alarm of the whole file is below 1e-4 (see chance.h; fewer than 100 checks). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <math.h>

#include <cmocka.h>

#include "model/adoption/learn.h"
#include "model/chance.h"
#include "model/communities/meetings_inner.h"
#include "model/cycle/model.h"
#include "model/mechanism.h"
#include "model/practitioners.h"
#include "model/record/events.h"
#include "model/state/agents.h"
#include "model/state/practices.h"
#include "model/state/ties.h"
#include "model/state/world.h"

enum { PEOPLE = 400, BITS = 12 };

/* Everybody uses the practice of all ones but person 0, who uses that of all zeros; they are tied, and trust as said.
 */
static struct world *people(double tacit, double trust)
{
    char settings[1024];
    snprintf(settings, sizeof settings,
        "network.kind = complete; network.agents = %d; people.trust = %g; landscape.kind = nk; landscape.bits = %d;"
        "start.practice = none; opportunities.arrival_rate = 0; projects; adoption.copy.tacit_fraction = %g; adoption",
        PEOPLE + 1, trust, BITS, tacit);
    struct scenario scenario = scenario_of(settings);
    struct world *world = world_of(&scenario, NULL, NULL);
    int32_t zeros = practice_meet(world, 0, (struct configuration){0}, -1, -1);
    int32_t ones = practice_meet(world, 0, (struct configuration){.low = (1 << BITS) - 1}, -1, -1);
    for (int32_t agent = 0; agent <= PEOPLE; agent++) {
        world_use(world, agent, 0, agent ? ones : zeros);
        if (agent) agents_find(&world->agents, agent, 0, ones)->belief = 0.1;
    }
    return world;
}

/* Person 0 tells everybody, who all want it; the bits that were missed. */
static int64_t tell_all(struct world *world, enum channel channel)
{
    struct telling tellings[PEOPLE];
    int32_t zeros = world_used(world, 0, 0), ones = world_used(world, 1, 0);
    int64_t missed = 0;
    for (int32_t i = 0; i < PEOPLE; i++)
        tellings[i] = (struct telling){.target = i + 1,
            .source = 0,
            .practice = zeros,
            .project = -1,
            .channel = (int32_t)channel,
            .source_row = world->agents.adoption[0],
            .belief = 0.9,
            .evidence = 9};
    world_tell(world, PEOPLE, tellings);
    for (int32_t agent = 1; agent <= PEOPLE; agent++) {
        int32_t use = world_used(world, agent, 0);
        const struct practice *practice = &world->practices.items[use];
        missed += __builtin_popcountll(practice->configuration.low);
        if (use == zeros || use == ones) continue;
        const struct known *known = agents_find(&world->agents, agent, 0, use);
        assert_true(practice->parent[0] == zeros && practice->parent[1] == ones);
        assert_true(known && fabs(known->belief - 0.9) < 1e-12 && known->evidence == 0 && !known->owned);
    }
    for (int64_t i = 0; i < world->events.adoption.count; i++) {
        const struct adoption_row *row = &world->events.adoption.items[i];
        assert_int_equal(row->channel, row->practice == zeros ? channel : CHANNEL_COPY);
        assert_int_equal(world_sources(world, row)->source, 0);
    }
    return missed;
}

/* Of what was read a share is missed, of what was told along a tie as much less as it is trusted, of what was done
 * together nothing. */
static void test_what_is_missed(void **state)
{
    (void)state;
    const struct {
        enum channel channel;
        double trust, missed;
    } cases[] = {{CHANNEL_WORD_OF_MOUTH, 0.75, 0.3 * 0.25}, {CHANNEL_WORD_OF_MOUTH, 0, 0.3},
        {CHANNEL_WORD_OF_MOUTH, 1, 0}, {CHANNEL_OBSERVATION, 0.5, 0.15}, {CHANNEL_PROJECT, 0, 0}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        struct world *world = people(0.3, cases[c].trust);
        int64_t missed = tell_all(world, cases[c].channel);
        assert_likely(
            chance_binomial(missed, PEOPLE * BITS, cases[c].missed), "case %d: %d missed", (int)c, (int)missed);
        assert_true(cases[c].missed > 0 || missed == 0);
        model_free(world);
    }
}

/* A document holds nothing of it, however much its community is trusted; whoever read it has the rest from its writer.
 */
static void test_what_is_missed_in_a_document(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(
        "network.kind = complete; network.agents = 401; people.trust = 1; landscape.kind = nk;"
        "landscape.bits = 12; start.practice = none; adoption; adoption.copy.tacit_fraction = 0.3;"
        "communities.convening_probability = 0; communities.core_learning_probability = 1;"
        "communities.conversations = 0; communities.invitation_probability = 0; communities.meeting_interval = 1");
    struct world *world = world_of(&scenario, NULL, NULL);
    int32_t zeros = practice_meet(world, 0, (struct configuration){0}, -1, -1);
    int32_t ones = practice_meet(world, 0, (struct configuration){.low = (1 << BITS) - 1}, -1, -1);
    for (int32_t agent = 0; agent <= PEOPLE; agent++) {
        world_use(world, agent, 0, agent ? ones : zeros);
        if (agent) agents_find(&world->agents, agent, 0, ones)->belief = 0.01;
    }
    int32_t number = community_by_hand(world, PHASE_COALESCING, 0, PEOPLE + 1);
    document_by_hand(world, number, 0, 20);
    community_at(world, number)->trust = 1;
    events_clear(&world->events);
    world->step = 1;
    communities_meet(world);
    tellings_deliver(world);
    world_check(world);
    int64_t missed = 0;
    for (int32_t agent = 1; agent <= PEOPLE; agent++)
        missed += __builtin_popcountll(world->practices.items[world_used(world, agent, 0)].configuration.low);
    assert_likely(chance_binomial(missed, PEOPLE * BITS, 0.3), "%d missed", (int)missed);
    model_free(world);
}

/* Who uses nothing takes it as it is; without a tacit part nothing is missed. */
static void test_what_is_not_missed(void **state)
{
    (void)state;
    struct world *world = people(0, 0);
    assert_int_equal(tell_all(world, CHANNEL_WORD_OF_MOUTH), 0);
    model_free(world);
}

/* In a whole organisation with communities, whatever happens: invariants hold, on any number of threads. */
static void test_any_number_of_threads(void **state)
{
    (void)state;
    const char *large =
        ORGANISATION "network.agents = 1500; network.units = 20; communities.convening_probability = 0.02;";
    char with[1024];
    snprintf(with, sizeof with, "%s adoption.copy.tacit_fraction = 0.4", large);
    assert_any_threads(with, large, 40);
    snprintf(with, sizeof with, "%s adoption.accept.identity_filter_fraction = 0.8", large);
    assert_any_threads(with, large, 40);
}

/* ---- identity */

/* Of what somebody of another unit tells, sees or is asked a person takes in as much as breadth lets through; what
 * comes from the own unit, or is said in a project, a community or a document, is taken in whole. */
static void test_identity_filters(void **state)
{
    (void)state;
    const enum channel channels[] = {CHANNEL_WORD_OF_MOUTH, CHANNEL_OBSERVATION, CHANNEL_INQUIRY, CHANNEL_PROJECT};
    struct scenario scenario = scenario_of(
        ORGANISATION "opportunities.arrival_rate = 0; -renew; adoption.accept.identity_filter_fraction = 0.6");
    for (size_t c = 0; c < sizeof channels / sizeof *channels; c++)
        for (int other = 0; other < 2; other++) {
            struct world *world = world_of(&scenario, NULL, NULL);
            const struct network *network = &world->network;
            int32_t target = network->unit_member[0],
                    practice = world_used(world, network->unit_member[network->unit_start[1]], 0);
            int32_t source = other ? network->unit_member[network->unit_start[1]] : network->unit_member[1];
            world->agents.breadth[target] = 0.25;
            world_use(world, source, 0, practice);
            struct telling telling = {.target = target,
                .source = source,
                .practice = practice,
                .project = -1,
                .channel = (int32_t)channels[c],
                .source_row = world->agents.adoption[(int64_t)source * 2],
                .belief = 0.01,
                .evidence = 4};
            world_tell(world, 1, &telling);
            double share = other && channels[c] != CHANNEL_PROJECT ? 1 - 0.6 * 0.75 : 1;
            assert_true(fabs(agents_find(&world->agents, target, 0, practice)->evidence - 4 * share) < 1e-12);
            model_free(world);
        }
}

static void test_what_cannot_be(void **state)
{
    (void)state;
    assert_refused(
        "landscape.kind = listed; landscape.practices = {a: 0.2, b: 0.4}; adoption; adoption.copy.tacit_fraction = 0.5",
        "adoption.copy.tacit_fraction");
    assert_refused(ORGANISATION
        "network.units = 1; network.kind = random; adoption.accept.identity_filter_fraction = 0.5",
        "adoption.accept.identity_filter_fraction");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_missed),
        cmocka_unit_test(test_what_is_missed_in_a_document),
        cmocka_unit_test(test_what_is_not_missed),
        cmocka_unit_test(test_any_number_of_threads),
        cmocka_unit_test(test_identity_filters),
        cmocka_unit_test(test_what_cannot_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
