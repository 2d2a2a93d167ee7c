/* Whole runs of the project cycle under the rules that go by what others use: telling and debriefs spread practices.
 *
 * Runs with and without a part differ by common random numbers alone; of SEEDS pairs all must go the way that the
 * definition implies. Were it a matter of chance, they would with probability 2^-SEEDS, below 3e-4 a check. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/adoption/learn.h"
#include "model/cycle/model.h"
#include "model/mechanism.h"
#include "model/record/events.h"
#include "model/state/agents.h"
#include "model/state/place.h"
#include "model/state/practices.h"
#include "model/state/world.h"

enum { SEEDS = 12, STEPS = 40 };

static const char *const rules[] = {
    "adoption.rule = threshold; adoption.accept.measure = count; adoption.accept.threshold = 3",
    "adoption.rule = best_member; adoption.turn_probability = 0.02",
    "adoption.rule = conformity; adoption.turn_probability = 0.02",
    "adoption.rule = superior_majority; adoption.look.sample = 1; adoption.copy.take = 0.05"};
enum { RULES = sizeof rules / sizeof *rules };

struct outcome {
    double quality;   /* mean quality in use */
    int64_t learned;  /* adoptions from others */
    int64_t of_told;  /* those of them by way of a telling */
    int64_t debriefs; /* adoptions in debriefs */
};

static struct outcome outcome_of(const char *settings)
{
    struct scenario scenario = scenario_of(settings);
    struct world *world = world_of(&scenario, NULL, NULL);
    struct outcome outcome = {0};
    int64_t places = (int64_t)world->agents.count * world->agents.domains;
    for (int step = 0; step < STEPS; step++) {
        world_pass(world);
        for (int64_t i = 0; i < world->events.adoption.count; i++) {
            const struct adoption_row *row = &world->events.adoption.items[i];
            bool debrief = row->channel == CHANNEL_INVENTION || row->channel == CHANNEL_PROJECT;
            outcome.learned += row->source_count > 0;
            outcome.debriefs += debrief;
            outcome.of_told += !debrief && row->project >= 0;
        }
    }
    for (int64_t place = 0; place < places; place++)
        if (world->agents.practice[place] >= 0)
            outcome.quality += world->practices.items[world->agents.practice[place]].quality / (double)places;
    model_free(world);
    return outcome;
}

/* The two outcomes of one seed under a rule: without and with. */
static void pair_of(int rule, int seed, const char *without, const char *with, struct outcome pair[2])
{
    for (int on = 0; on < 2; on++) {
        char settings[1024];
        snprintf(settings, sizeof settings, ORGANISATION PLAIN_TEAMS "adoption.drop.probability = 0; seed = %d; %s; %s",
            seed, rules[rule], on ? with : without);
        pair[on] = outcome_of(settings);
    }
}

/* More is learned from others where people are told, and all of the difference begins with tellings. */
static void telling_spreads_practices_under_every_rule(void **state)
{
    (void)state;
    for (int rule = 0; rule < RULES; rule++) {
        double without = 0, with = 0, told = 0;
        int more = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            struct outcome pair[2];
            pair_of(rule, seed, "start.practice = none; tell.probability = 0",
                "start.practice = none; tell.probability = 0.3; tell.observation_probability = 0.2", pair);
            assert_int_equal(pair[0].of_told, 0);
            more += pair[1].learned > pair[0].learned && pair[1].of_told > 0;
            without += (double)pair[0].learned / SEEDS;
            with += (double)pair[1].learned / SEEDS;
            told += (double)pair[1].of_told / SEEDS;
        }
        print_message("%s: learned from others %.1f without tellings, %.1f with (%.1f of tellings); more in %d of %d\n",
            rules[rule], without, with, told, more, SEEDS);
        assert_int_equal(more, SEEDS);
    }
}

/* Where nobody talks over what happened, nothing new comes into use. (Under a threshold, where all use the same, each
 * new practice is given up for it again: so there people begin with none.) */
static void debriefs_bring_practices_into_use_under_every_rule(void **state)
{
    (void)state;
    for (int rule = 0; rule < RULES; rule++) {
        double without = 0, with = 0, debriefs = 0;
        int better = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            struct outcome pair[2];
            if (rule == 0)
                pair_of(rule, seed, "start.practice = none; -debrief", "start.practice = none", pair);
            else
                pair_of(rule, seed, "start.practice = same; -debrief", "start.practice = same", pair);
            assert_int_equal(pair[0].debriefs, 0);
            better += pair[1].quality > pair[0].quality;
            without += pair[0].quality / SEEDS;
            with += pair[1].quality / SEEDS;
            debriefs += (double)pair[1].debriefs / SEEDS;
        }
        print_message(
            "%s: quality in use %.4f without debriefs, %.4f with (%.0f adoptions in them); better in %d of %d\n",
            rules[rule], without, with, debriefs, better, SEEDS);
        assert_int_equal(better, SEEDS);
    }
}

static void runs_are_the_same_on_any_number_of_threads(void **state)
{
    (void)state;
    for (int rule = 0; rule < RULES; rule++)
        for (int complete = 0; complete < 2; complete++) {
            const char *kind =
                complete ? "network.kind = complete; tell.probability = 0.03; adoption.look.telling_steps = 4" : "";
            char settings[2][1024];
            for (int other = 0; other < 2; other++)
                snprintf(settings[other], sizeof settings[other],
                    ORGANISATION "network.agents = 1100; tell.observation_probability = 0.1; tell.inquiry_probability "
                                 "= 0.5; %s; %s; %s",
                    rules[rule], kind, other ? "seed = 2" : "");
            assert_any_threads(settings[0], settings[1], 15);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(telling_spreads_practices_under_every_rule),
        cmocka_unit_test(debriefs_bring_practices_into_use_under_every_rule),
        cmocka_unit_test(runs_are_the_same_on_any_number_of_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
