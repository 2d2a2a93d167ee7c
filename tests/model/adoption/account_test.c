/* What people tell rests on their best-founded single account, so evidence that goes round dies off. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <math.h>

#include "model/adoption/account.h"
#include "model/adoption/learn.h"
#include "model/adoption/take_up.h"
#include "model/cycle/model.h"
#include "model/people/people.h"
#include "model/record/events.h"
#include "model/state/agents.h"
#include "model/state/world.h"
#include "model/worlds.h"

enum { A, B };

/* Twelve people of whom 6 to 11 use practice b. */
static struct world *people(void)
{
    struct scenario scenario = scenario_of(
        "network.agents = 12; adoption; adoption.accept.cost = 1; start.evidence = 0; landscape.kind = listed;"
        "landscape.practices = {a: 0.2, b: 0.4}");
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int32_t agent = 0; agent < 12; agent++) world_use(world, agent, 0, agent < 6 ? A : B);
    world->step = 1;
    return world;
}

static void hear(struct world *world, int32_t source, double evidence)
{
    struct telling telling = {.target = 6,
        .source = source,
        .practice = B,
        .project = -1,
        .channel = source < 0 ? CHANNEL_INVENTION : CHANNEL_WORD_OF_MOUTH,
        .source_row = source,
        .belief = 0.5,
        .evidence = evidence};
    world_tell(world, 1, &telling);
}

static void assert_tells(const struct world *world, int32_t listener, double evidence)
{
    const struct account account = account_of(world, 6, 0);
    assert_int_equal(account.practice, B);
    assert_true(fabs(account_for(&account, listener) - evidence) < 1e-12);
}

static void one_tells_the_strongest_account_but_not_back(void **state)
{
    (void)state;
    struct world *world = people();
    assert_tells(world, 8, 0);
    hear(world, 7, 2);
    assert_tells(world, 8, 2);
    assert_tells(world, 7, 0);
    hear(world, 8, 3);
    hear(world, 9, 2.5);
    assert_tells(world, 10, 3);
    assert_tells(world, 8, 2.5);
    hear(world, -1, 1);
    assert_tells(world, 8, 2.5);
    hear(world, -1, 3);
    assert_tells(world, 10, 4);
    assert_tells(world, 8, 4);
    model_free(world);
}

/* A newcomer is somebody else than the leaver: what either tells counts, and the leaver's may be told to the newcomer.
 */
static void a_newcomer_is_another_source(void **state)
{
    (void)state;
    struct world *world = people();
    hear(world, 7, 2);
    hear(world, 7, 2);
    assert_true(agents_find(&world->agents, 6, 0, B)->evidence == 2);
    uptakes_open(world, 1);
    person_create(world, 7);
    uptakes_carry_out(world);
    assert_tells(world, 7, 2);
    int32_t row = (int32_t)events_total(&world->events, EVENT_adoption);
    world_use(world, 7, 0, B);
    for (int i = 0; i < 2; i++) {
        struct telling telling = {.target = 6,
            .source = 7,
            .practice = B,
            .project = -1,
            .channel = CHANNEL_WORD_OF_MOUTH,
            .source_row = row,
            .belief = 0.5,
            .evidence = 3};
        world_tell(world, 1, &telling);
        assert_true(agents_find(&world->agents, 6, 0, B)->evidence == 5);
    }
    assert_tells(world, 7, 2);
    assert_tells(world, 8, 3);
    model_free(world);
}

/* Nobody can have more evidence of one's own than outcomes were talked over, nor any single account more than that; so
 * nobody in mind more than all others' accounts. If all that was heard were passed on, it would be 2e204
 * in this run. */
static void evidence_stays_bounded(void **state)
{
    (void)state;
    enum { STEPS = 1040, MOST = 500 };
    struct scenario scenario = scenario_of(ORGANISATION "adoption.drop.probability = 0");
    struct world *world = world_of(&scenario, NULL, NULL);
    double most = 0;
    for (int step = 0; step < STEPS; step++) {
        assert_int_equal(model_step(world), STATUS_OK);
        events_clear(model_events(world));
    }
    for (int64_t slot = 0; slot < (int64_t)world->agents.count * world->agents.domains * world->agents.slots; slot++)
        most = fmax(most, world->agents.known[slot].evidence);
    print_message("the most evidence in any mind: %g outcomes\n", most);
    assert_true(most > 1 && most < MOST);
    model_free(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_tells_the_strongest_account_but_not_back),
        cmocka_unit_test(a_newcomer_is_another_source),
        cmocka_unit_test(evidence_stays_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
