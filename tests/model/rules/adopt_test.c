/* Every rule of adoption is taken up: where people begin with different practices, it changes what they use, and no two
 * rules come to the same. Of every row of rules.def, so a rule that does nothing is not overlooked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/state/world.h"
#include "model/worlds.h"
#include "scenario/rules.h"

enum { PEOPLE = 80, STEPS = 20 };

#define DIFFERENT                                                                                                      \
    "network.kind = random; network.agents = 80; network.mean_degree = 6; landscape.bits = 3; "                        \
    "landscape.interactions = 1; start.practice = random; adoption.accept.beta = 0.3; "                                \
    "adoption.accept.threshold = 0.2; "

/* What is told may be weighed as evidence only where somebody tries practices and tells. */
#define AT_WORK                                                                                                        \
    "opportunities.arrival_rate = 60; opportunities.difficulty_mean = 1; projects; debrief; tell.probability = 0.5; "

/* What everybody used, step by step, and how often somebody took up what another used. */
struct outcome {
    struct configuration use[STEPS + 1][PEOPLE];
    int64_t learned;
};

static void note_uses(struct outcome *outcome, int step, const struct world *world)
{
    for (int32_t agent = 0; agent < PEOPLE; agent++)
        outcome->use[step][agent] = world->practices.items[world_used(world, agent, 0)].configuration;
}

/* The uptakes of a step whose source is somebody else. */
static int64_t learned_from_others(const struct world *world)
{
    int64_t learned = 0;
    for (int64_t i = 0; i < world->events.adoption.count; i++) {
        const struct adoption_row *row = &world->events.adoption.items[i];
        learned += row->source_count > 0 && world_sources(world, row)->source != row->learner;
    }
    return learned;
}

static struct outcome under(int rule, const char *more)
{
    char settings[1024];
    snprintf(settings, sizeof settings, DIFFERENT "%sadoption.rule = %s", more, rule_table[rule].word);
    struct scenario scenario = scenario_of(settings);
    struct world *world = world_of(&scenario, NULL, NULL);
    struct outcome outcome = {.learned = 0};
    note_uses(&outcome, 0, world);
    for (int step = 1; step <= STEPS; step++) {
        world_pass(world);
        outcome.learned += learned_from_others(world);
        note_uses(&outcome, step, world);
    }
    model_free(world);
    if (memcmp(outcome.use[0], outcome.use[STEPS], sizeof *outcome.use) == 0 || outcome.learned < PEOPLE / 4)
        fail_msg("under the rule %s only %d practices came from others", rule_table[rule].word, (int)outcome.learned);
    return outcome;
}

/* The rules that can do something in such a world, each beside all before it. */
static void check_rules(const char *more, bool anybody_tells)
{
    struct outcome outcomes[RULE_COUNT];
    int rules[RULE_COUNT], count = 0;
    for (int rule = 0; rule < RULE_COUNT; rule++) {
        const struct scenario alone = scenario_of_rule(rule);
        if (!adoption_sees(&alone) && !anybody_tells) continue;
        outcomes[count] = under(rule, more);
        rules[count] = rule;
        for (int other = 0; other < count; other++)
            if (memcmp(outcomes[count].use, outcomes[other].use, sizeof outcomes[count].use) == 0)
                fail_msg("%s does the same as %s", rule_table[rule].word, rule_table[rules[other]].word);
        count++;
    }
    assert_true(count > 1);
}

static void every_rule_changes_what_people_use_in_its_own_way(void **state)
{
    (void)state;
    check_rules("", false);
    check_rules(AT_WORK, true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_rule_changes_what_people_use_in_its_own_way)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
