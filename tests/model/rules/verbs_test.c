/* Look, choose, accept and copy, in every order of turns, against exact chains: on a complete network of two practices
 * how many use one is a Markov chain, whose distribution after some steps is worked out here and compared with many
 * runs. Each row is a published model or a setting of its own. Statistical checks: see chance.h. Also tests
 * model/rules/look.c, model/rules/choose.c, model/rules/accept.c, and model/rules/copy.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>

#include "model/chance.h"
#include "model/worlds.h"

enum { PEOPLE = 12, FIRST = 4, STEPS = 3, RUNS = 1500 };

/* Whom somebody finds in a turn: how many use the other practice, how many the same, and what the other one gains. */
struct crowd {
    int other, same;
    double gain;
};

static double choose_few(int n, int k)
{
    double ways = 1;
    for (int i = 0; i < k; i++) ways *= (double)(n - i) / (i + 1);
    return n < k ? 0 : ways;
}

/* That at least `least` of a sample use the other practice (hypergeometric). */
static double at_least(struct crowd crowd, int sample, int least)
{
    double sum = 0;
    for (int k = least; k <= sample; k++) sum += choose_few(crowd.other, k) * choose_few(crowd.same, sample - k);
    return sum / choose_few(crowd.other + crowd.same, sample);
}

/* -- the probability of taking up the other practice, by model */

static double copies_one(struct crowd crowd)
{
    return at_least(crowd, 1, 1);
}

static double copies_one_of_all(struct crowd crowd)
{
    return (double)crowd.other / PEOPLE;
}

static double with_four_who_agree(struct crowd crowd)
{
    return at_least(crowd, 4, 4);
}

static double with_three_of_four(struct crowd crowd)
{
    return at_least(crowd, 4, 3);
}

static double with_four_of_five(struct crowd crowd)
{
    return at_least(crowd, 5, 4);
}

static double to_the_third_power(struct crowd crowd)
{
    return pow(crowd.other, 3) / (pow(crowd.other, 3) + pow(crowd.same, 3));
}

static double rarer_as_often(struct crowd crowd)
{
    return crowd.other == 0 ? 0 : crowd.same == 0 ? 1 : 0.5;
}

static double by_fitness(struct crowd crowd)
{
    double fitness = exp(5 * crowd.gain);
    return crowd.other * fitness / (crowd.other * fitness + crowd.same + 1);
}

static double by_comparison(struct crowd crowd)
{
    return copies_one(crowd) / (1 + exp(-10 * crowd.gain));
}

static double by_what_is_gained(struct crowd crowd)
{
    return copies_one(crowd) * fmax(0, crowd.gain);
}

static double if_better(struct crowd crowd)
{
    return crowd.gain > 0 ? at_least(crowd, 3, 1) : 0;
}

static double if_most_and_no_worse(struct crowd crowd)
{
    return crowd.gain >= 0 ? at_least(crowd, 3, 2) : 0;
}

static double followed_each(struct crowd crowd)
{
    return 1 - pow(1 - 0.06, crowd.other);
}

static double followed_each_of_three(struct crowd crowd)
{
    double none = 0;
    for (int k = 0; k <= 3; k++) none += choose_few(crowd.other, k) * choose_few(crowd.same, 3 - k) * pow(1 - 0.4, k);
    return 1 - none / choose_few(crowd.other + crowd.same, 3);
}

static double around_a_threshold(struct crowd crowd)
{
    if (crowd.other <= crowd.same + 1) return 0;
    return crowd.other >= 0.7 * (PEOPLE - 1) ? 0.6 : 0.2;
}

static double by_dose(struct crowd crowd)
{
    return copies_one(crowd) * (crowd.other >= 6 ? 0.7 : crowd.other >= 3 ? 0.2 : 0);
}

static double half_the_time(struct crowd crowd)
{
    return 0.5 * copies_one(crowd);
}

static double while_hopes_are_higher(struct crowd crowd)
{
    return crowd.gain > 0 ? copies_one(crowd) : 0;
}

static const struct model {
    const char *settings;
    double (*takes)(struct crowd);
} models[] = {
    {"rule = voter", copies_one},
    {"rule = voter; adoption.turn_probability = 0.5", half_the_time},
    {"look.sample = 1; adoption.when = dissatisfied; people.expectation = 0.5", while_hopes_are_higher},
    {"look.sample = 1; adoption.when = dissatisfied; people.expectation = 0.51", copies_one},
    {"rule = neutral", copies_one_of_all},
    {"look.sample = 4; adoption.choose.by = most; adoption.accept.by = threshold; adoption.accept.measure = count; "
     "adoption.accept.threshold = 4",
        with_four_who_agree},
    {"look.sample = 4; adoption.choose.by = most; adoption.choose.own = true", with_three_of_four},
    {"look.sample = 5; adoption.choose.by = most; adoption.accept.by = threshold; adoption.accept.measure = count; "
     "adoption.accept.threshold = 4",
        with_four_of_five},
    {"rule = conformist", to_the_third_power},
    {"choose.by = weighted; adoption.choose.frequency_exponent = 0", rarer_as_often},
    {"look.at = anyone; adoption.choose.by = weighted; adoption.choose.quality_weight = 5; adoption.choose.own = true",
        by_fitness},
    {"rule = fermi", by_comparison},
    {"look.sample = 1; adoption.accept.only_if = gain", by_what_is_gained},
    {"rule = best_member; adoption.look.sample = 3", if_better},
    {"look.sample = 3; adoption.choose.by = weighted; adoption.look.heed = better", if_better},
    {"look.sample = 3; adoption.choose.by = most; adoption.accept.only_if = no_worse", if_most_and_no_worse},
    {"accept.by = each; adoption.accept.beta = 0.06", followed_each},
    {"accept.by = each; adoption.accept.beta = 0.06; adoption.look.sample = 64", followed_each},
    {"accept.by = each; adoption.accept.beta = 0.4; adoption.look.sample = 3", followed_each_of_three},
    {"rule = threshold; adoption.accept.threshold = 0.7; adoption.accept.above = 0.6; adoption.accept.below = 0.2",
        around_a_threshold},
    {"rule = threshold; adoption.accept.threshold = 0.7; adoption.accept.above = 0.6; adoption.accept.below = 0.2; "
     "adoption.look.sample = 64",
        around_a_threshold},
    {"accept.by = dose; adoption.accept.measure = count; adoption.accept.dose = {3: 0.2, 6: 0.7}; adoption.look.sample "
     "= 11",
        by_dose},
};
enum { MODELS = sizeof models / sizeof *models };

/* -- chains: the distribution of how many use the first practice, which is better by GAIN */

static const double GAIN = 0.2;

struct distribution {
    double of[PEOPLE + 1];
};

/* That a user of the second practice takes up the first, and the reverse, where `users` use the first. */
static double joins(const struct model *model, int users)
{
    return model->takes((struct crowd){users, PEOPLE - 1 - users, GAIN});
}

static double leaves(const struct model *model, int users)
{
    return model->takes((struct crowd){PEOPLE - users, users - 1, -GAIN});
}

static struct distribution after_drawn(const struct model *model, struct distribution now)
{
    for (int turn = 0; turn < PEOPLE; turn++) {
        struct distribution next = {{0}};
        for (int users = 0; users <= PEOPLE; users++) {
            double up = users == PEOPLE ? 0 : (double)(PEOPLE - users) / PEOPLE * joins(model, users);
            double down = users == 0 ? 0 : (double)users / PEOPLE * leaves(model, users);
            if (users < PEOPLE) next.of[users + 1] += now.of[users] * up;
            if (users > 0) next.of[users - 1] += now.of[users] * down;
            next.of[users] += now.of[users] * (1 - up - down);
        }
        now = next;
    }
    return now;
}

/* Of those who have yet to have their turn `first` use the first practice still, and `second` the second. */
static void add_shuffled(
    const struct model *model, int first, int second, int users, double p, struct distribution *sum)
{
    if (!(p > 0)) return;
    if (first + second == 0) {
        sum->of[users] += p;
        return;
    }
    double of_first = p * first / (first + second), of_second = p * second / (first + second);
    double down = first > 0 ? leaves(model, users) : 0, up = second > 0 ? joins(model, users) : 0;
    add_shuffled(model, first - 1, second, users - 1, of_first * down, sum);
    add_shuffled(model, first - 1, second, users, of_first * (1 - down), sum);
    add_shuffled(model, first, second - 1, users + 1, of_second * up, sum);
    add_shuffled(model, first, second - 1, users, of_second * (1 - up), sum);
}

static double binomial(int n, int k, double p)
{
    return choose_few(n, k) * pow(p, k) * pow(1 - p, n - k);
}

static struct distribution after(const char *order, const struct model *model, struct distribution now)
{
    struct distribution next = {{0}};
    if (strcmp(order, "drawn") == 0) return after_drawn(model, now);
    for (int users = 0; users <= PEOPLE; users++) {
        if (strcmp(order, "shuffled") == 0) {
            add_shuffled(model, users, PEOPLE - users, users, now.of[users], &next);
            continue;
        }
        double up = users == PEOPLE ? 0 : joins(model, users), down = users == 0 ? 0 : leaves(model, users);
        for (int more = 0; more <= PEOPLE - users; more++)
            for (int less = 0; less <= users; less++)
                next.of[users + more - less] +=
                    now.of[users] * binomial(PEOPLE - users, more, up) * binomial(users, less, down);
    }
    return next;
}

/* A world in which people have turns by the model in the order. */
static struct world *world_by(const char *order, const struct model *model)
{
    char settings[1024];
    const char *base =
        strncmp(model->settings, "rule", 4) == 0 ? "" : "rule = contact; adoption.accept.by = always; adoption.";
    snprintf(settings, sizeof settings,
        "network.kind = complete; network.agents = 12; landscape.kind = listed; landscape.practices = {a: 0.5, b: "
        "0.3}; "
        "adoption.%s%s; adoption.order = %s",
        base, model->settings, order);
    struct scenario scenario = scenario_of(settings);
    return world_of(&scenario, NULL, NULL);
}

/* Begins anew, and counts who uses the first practice after some steps. */
static int64_t users_after(struct world *world, int steps)
{
    for (int32_t agent = 0; agent < PEOPLE; agent++) world_use(world, agent, 0, agent < FIRST ? 0 : 1);
    for (int step = 0; step < steps; step++) world_pass(world);
    return world->practices.items[0].users;
}

/* Cells that expect too few for a chi-square go together with the next. */
static double chance_of(const int64_t counts[], const struct distribution *expected)
{
    int64_t count[PEOPLE + 2] = {0};
    double probability[PEOPLE + 2] = {0};
    int cells = 0;
    for (int users = 0; users <= PEOPLE; users++) {
        if (!(expected->of[users] > 0) && counts[users] > 0) return 0;
        count[cells] += counts[users];
        probability[cells] += expected->of[users];
        if (RUNS * probability[cells] >= 10) cells++;
    }
    if (cells == 0) return 1;
    count[cells - 1] += count[cells];
    probability[cells - 1] += probability[cells];
    return chance_cells(cells, count, probability);
}

static void runs_are_as_the_chain_says(void **state)
{
    (void)state;
    static const char *const orders[] = {"together", "shuffled", "drawn"};
    for (int i = 0; i < MODELS * 3; i++) {
        const struct model *model = &models[i / 3];
        const char *order = orders[i % 3];
        const int steps = strcmp(order, "shuffled") == 0 ? 1 : STEPS;
        struct distribution expected = {{[FIRST] = 1}};
        int64_t counts[PEOPLE + 1] = {0};
        for (int step = 0; step < steps; step++) expected = after(order, model, expected);
        struct world *world = world_by(order, model);
        for (int run = 0; run < RUNS; run++) counts[users_after(world, steps)]++;
        model_free(world);
        assert_likely(chance_of(counts, &expected), "%s, %s", model->settings, order);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(runs_are_as_the_chain_says)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
