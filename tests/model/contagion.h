/* Contagion curves against their closed forms, for the quick test and the heavy one. Include after <cmocka.h>. */
#ifndef MODEL_CONTAGION_H
#define MODEL_CONTAGION_H

#include "model/adoption/take_up.h"
#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/record/events.h"
#include "model/state/world.h"
#include "model/worlds.h"

/* The adopters at steps 0, 1, ..., steps. */
static inline void contagion_curve(const struct scenario *scenario, int steps, double curve[])
{
    struct world *world = world_of(scenario, NULL, NULL);
    curve[0] = (double)world->uptakes->adopters + (double)scenario->start.users;
    for (int step = 1; step <= steps; step++) {
        events_clear(&world->events);
        assert_int_equal(model_step(world), STATUS_OK);
        curve[step] = (double)world->uptakes->adopters + (double)scenario->start.users;
    }
    world_check(world);
    model_free(world);
}

/* SI on the complete network: I(t) = N / (1 + (N / I0 - 1) e^(-rate t)), N = 1000, rate 0.5 a unit of time, with I0 =
 * 50 so that chance at the start hardly shifts the curve, in steps of 0.05. What the mean of finitely many people in
 * finite steps differs from it by is of the order of step * N / 16 and of N / (8 I0): 5 people are allowed for both. */
static inline void check_logistic(int runs)
{
    enum { PER_UNIT = 20, UNITS = 20, AGENTS = 1000, FIRST = 50 };
    struct sample at[UNITS + 1] = {{0}};
    for (int seed = 1; seed <= runs; seed++) {
        double curve[UNITS * PER_UNIT + 1];
        struct scenario scenario = scenario_of("network.kind = complete; network.agents = 1000; start.users = 50; "
                                               "adoption.rule = contact; adoption.accept.beta = 0.000025");
        scenario.run.seed = seed;
        contagion_curve(&scenario, UNITS * PER_UNIT, curve);
        for (int t = 0; t <= UNITS; t++) sample_add(&at[t], curve[t * PER_UNIT]);
    }
    for (int t = 0; t <= UNITS; t++) {
        double logistic = AGENTS / (1 + ((double)AGENTS / FIRST - 1) * exp(-0.5 * t)), mean = sample_mean(&at[t]);
        double off = fmax(0, fabs(mean - logistic) - 5);
        assert_likely(chance_normal(off / fmax(sample_error(&at[t]), 1e-9)), "%.1f at %d, not %.1f", mean, t, logistic);
    }
}

/* Bass with p = 0.03 and q = 0.38 a year on the complete network of 10,000, in `per_year` steps a year: how far the
 * mean of `runs` curves is off the curve of continuous time at most, and (*by_steps) how far the recursion of the
 * expectation in such steps is. */
static inline double bass_distance(int runs, int per_year, double *by_steps)
{
    enum { YEARS = 20, AGENTS = 10000, MOST_STEPS = 80 * YEARS };
    static double total[MOST_STEPS + 1], curve[MOST_STEPS + 1];
    double p = 0.03, q = 0.38, off = 0, expected = 0;
    int steps = YEARS * per_year;
    *by_steps = 0;
    for (int step = 0; step <= steps; step++) total[step] = 0;
    for (int seed = 1; seed <= runs; seed++) {
        struct scenario scenario = scenario_of("network.kind = complete; network.agents = 10000; "
                                               "adoption.rule = contact");
        scenario.accept.innovation.start = p / per_year;
        scenario.accept.beta.start = q / per_year / AGENTS;
        scenario.run.seed = seed;
        contagion_curve(&scenario, steps, curve);
        for (int step = 0; step <= steps; step++) total[step] += curve[step] / AGENTS / runs;
    }
    for (int step = 0; step <= steps; step++) {
        double fallen = exp(-(p + q) * step / per_year), bass = (1 - fallen) / (1 + q / p * fallen);
        off = fmax(off, fabs(total[step] - bass));
        *by_steps = fmax(*by_steps, fabs(expected - bass));
        expected += (1 - expected) * (1 - (1 - p / per_year) * pow(1 - q / per_year / AGENTS, AGENTS * expected));
    }
    print_message("Bass in %d steps a year: off by %.5f, of which the steps are %.5f\n", per_year, off, *by_steps);
    return off;
}

/* SIR with a fixed time of telling of one step on a Poisson graph of mean degree 6 and 20,000 agents, from one adopter:
 * a large outbreak reaches a share `size` of the people, the solution of size = 1 - e^(-reach size), where reach is 6
 * beta; and there is one with probability `size`. (Newman 2002, doi:10.1103/PhysRevE.66.016128; Kenah and Robins 2007,
 * doi:10.1103/PhysRevE.76.036113.) */
static inline void check_final_size(double reach, double size, int outbreaks)
{
    enum { AGENTS = 20000 };
    struct sample sizes = {0};
    int seed = 0;
    while (sizes.count < outbreaks) {
        struct scenario scenario =
            scenario_of("network.kind = random; network.agents = 20000; network.mean_degree = 6; start.users = 1; "
                        "adoption.rule = contact; adoption.look.telling_steps = 1");
        scenario.accept.beta.start = reach / 6;
        scenario.run.seed = ++seed;
        struct world *world = world_of(&scenario, NULL, NULL);
        for (int64_t before = -1; before < world->uptakes->adopters;) {
            before = world->uptakes->adopters;
            world_pass(world);
        }
        double share = (double)(world->uptakes->adopters + 1) / AGENTS;
        if (share > 0.1) sample_add(&sizes, share);
        model_free(world);
    }
    print_message("reach %.2f: %.5f +- %.5f in %d outbreaks of %d\n", reach, sample_mean(&sizes), sample_error(&sizes),
        outbreaks, seed);
    assert_likely(chance_mean(&sizes, size, 0.0005), "final size");
    /* How many small outbreaks come before so many large ones. */
    unsigned small = (unsigned)(seed - outbreaks);
    double above = small > 0 ? gsl_cdf_negative_binomial_Q(small - 1, size, outbreaks) : 1;
    assert_likely(chance_two_sided(gsl_cdf_negative_binomial_P(small, size, outbreaks), above), "%d outbreaks of %d",
        outbreaks, seed);
}

#endif
