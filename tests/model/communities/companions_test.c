/* Everyday contact with others of one's communities: how often, with whom, and that meetings tie nobody beside it.
 *
 * The chance of a false alarm of the whole file is below 1e-5 (see chance.h; fewer than 10 checks). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/frame/steps.h"
#include "model/mechanism.h"
#include "model/people/encounter.h"
#include "model/practitioners.h"
#include "model/state/ties.h"

#define STILL                                                                                                          \
    TWO_WAYS "contacts.trust_shift = 0; contacts.begun_per_tie = 0.5; contacts.fresh_fraction = 0;"                    \
             "communities.core_load = 0.2; communities.engaged_load = 0.1; communities.interested_load = 0;"

static struct world *world_from(const char *settings)
{
    struct scenario scenario = scenario_of(settings);
    return world_of(&scenario, NULL, NULL);
}

enum { ALONG_TIES, FIRST_OTHER, TIMES = 4000 };

/* Whom agent 0 meets: along ties, or the others of its communities, by their number. */
static void count_companions(struct world *world, int64_t count[])
{
    for (int i = 0; i < TIMES; i++) {
        world->step++;
        step_encounter(world);
        for (int64_t k = 0; k < world->encounters->met.count; k++) {
            const struct encounter *met = &world->encounters->met.items[k];
            if (met->agent == 0) count[met->kind == ENCOUNTER_IN_COMMUNITY ? met->other : ALONG_TIES]++;
        }
    }
    assert_false(world->out_of_memory);
}

/* Agent 0 is in the core of a community, beside agent 2 in the core, 3 engaged, and 4 interested, which takes no
 * attention; and is engaged in another, of which 5 is the core. */
static void companions_are_met_as_attention_goes(void **state)
{
    (void)state;
    struct world *world = world_from(STILL);
    int32_t first = community_by_hand(world, PHASE_COALESCING, 2, 1);
    int32_t second = community_by_hand(world, PHASE_COALESCING, 5, 1);
    members_join(world, first, RING_CORE, 0, 1);
    members_join(world, first, RING_ENGAGED, 3, 1);
    members_join(world, first, RING_INTERESTED, 4, 1);
    members_join(world, second, RING_ENGAGED, 0, 1);
    int64_t count[6] = {0};
    count_companions(world, count);
    assert_likely(chance_cells(6, count, (double[]){0.7, 0, 0.2 * 2 / 3, 0.2 / 3, 0, 0.1}), "%d %d %d %d %d %d",
        (int)count[0], (int)count[1], (int)count[2], (int)count[3], (int)count[4], (int)count[5]);
    model_free(world);
}

/* Who is alone in a community meets nobody there. */
static void nobody_is_met_where_there_is_nobody(void **state)
{
    (void)state;
    struct world *world = world_from(STILL "communities.core_load = 1");
    community_by_hand(world, PHASE_COALESCING, 0, 1);
    int64_t count[60] = {0};
    count_companions(world, count);
    for (int i = 0; i < 60; i++) assert_int_equal(count[i], 0);
    model_free(world);
}

static int64_t ties_after_meetings(const char *settings)
{
    struct world *world = world_from(settings);
    community_by_hand(world, PHASE_COALESCING, 0, 12);
    int64_t before = world->network.tie_count;
    for (int step = 0; step < 5; step++) world_pass(world);
    int64_t made = world->network.tie_count - before;
    model_free(world);
    return made;
}

/* Where there is everyday contact talks at meetings tie no strangers, and do where there is none. */
static void meetings_tie_strangers_only_without_contacts(void **state)
{
    (void)state;
#define TALKING TWO_WAYS "communities.conversations = 3; communities.core_load = 0.1; "
    assert_int_equal(ties_after_meetings(TALKING "contacts.begun_per_tie = 0"), 0);
    assert_true(ties_after_meetings(TALKING) > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(companions_are_met_as_attention_goes),
        cmocka_unit_test(nobody_is_met_where_there_is_nobody),
        cmocka_unit_test(meetings_tie_strangers_only_without_contacts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
