/* Gathering as a birth process: how likely a team comes together within patience, exactly.
 *
 * A founder in the middle of a star has L leaves who each, when asked, accept with probability p, all independently. In
 * a step each of I looks is by a member drawn among the m there are; only the founder knows anybody, so a look asks a
 * given leaf who is no member with probability 1 / (m L). A leaf asked twice in a step says the same twice.
 *
 * With one look a step, members are born one at a time, from m to m + 1 with probability
 *
 *     b_m = p (L - m + 1) / (m L),
 *
 * all different, so that the steps until there are k members, being a sum of geometric waiting times, are at most T
 * with probability
 *
 *     F_k(T) = 1 - sum over i < k of (1 - b_i)^T product over j < k, j not i, of b_j / (b_j - b_i).
 *
 * A team of min to max begins within a patience of T steps with probability F_min(T), whatever max. With several looks
 * how many different leaves are asked is an occupancy problem, and the chain is worked out step by step.
 *
 * The chance of a false alarm of the whole file is below 1e-5 (see chance.h; 9 checks). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <gsl/gsl_randist.h>

#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/frame/steps.h"
#include "model/record/events.h"
#include "model/state/projects.h"
#include "model/state/world.h"
#include "model/worlds.h"

enum { COPIES = 8000, LEAVES = 7, MIN = 3, MAX = 5, PATIENCE_MOST = 12 };

/* How often work began in which step with how many members, and did not begin; or how likely that is. */
struct endings {
    double begins[PATIENCE_MOST + 1][MAX + 1], lapses;
};

static double birth(double p, int members)
{
    return p * (LEAVES - members + 1) / (members * (double)LEAVES);
}

/* F_k(T). */
static double reaches(double p, int k, int steps)
{
    double later = 0;
    for (int i = 1; i < k; i++) {
        double term = pow(1 - birth(p, i), steps);
        for (int j = 1; j < k; j++)
            if (j != i) term *= birth(p, j) / (birth(p, j) - birth(p, i));
        later += term;
    }
    return 1 - later;
}

/* With `members` and so many looks: how likely it is that so many different others are asked. */
static void occupy(int members, int looks, double asked[LEAVES + 1])
{
    for (int d = 0; d <= LEAVES; d++) asked[d] = d == 0;
    for (int look = 0; look < looks; look++)
        for (int d = LEAVES; d >= 0; d--) {
            double hit = d > 0 ? (LEAVES - (members - 1) - (d - 1)) / (members * (double)LEAVES) : 0;
            double more = (LEAVES - (members - 1) - d) / (members * (double)LEAVES);
            asked[d] = asked[d] * (1 - fmax(0, more)) + (d > 0 ? asked[d - 1] * fmax(0, hit) : 0);
        }
}

/* One step of the chain: `now` by members. */
static void gather_a_step(double p, int looks, const double now[MAX + 1], double next[MAX + 1])
{
    for (int m = 0; m <= MAX; m++) next[m] = 0;
    for (int m = 1; m < MAX; m++) {
        double asked[LEAVES + 1];
        occupy(m, looks, asked);
        for (int d = 0; d <= LEAVES; d++)
            for (int joined = 0; joined <= d; joined++) {
                int members = m + joined < MAX ? m + joined : MAX;
                next[members] += now[m] * asked[d] * gsl_ran_binomial_pdf((unsigned)joined, p, (unsigned)d);
            }
    }
}

static struct endings expect(double p, int looks, int patience)
{
    struct endings expected = {0};
    double now[MAX + 1] = {0, 1}, next[MAX + 1];
    for (int step = 1; step <= patience; step++) {
        gather_a_step(p, looks, now, next);
        expected.begins[step][MAX] = next[MAX];
        for (int m = 1; m < MAX; m++) now[m] = next[m];
    }
    for (int m = 1; m < MAX; m++) *(m >= MIN ? &expected.begins[patience][m] : &expected.lapses) += now[m];
    return expected;
}

/* Stars of people who accept with probability sqrt(passion trust), each founder having founded a project. */
static struct endings simulate(double passion, double trust, int looks, int patience)
{
    char settings[512];
    struct endings seen = {0};
    snprintf(settings, sizeof settings,
        "network.kind = file; network.edges = none; landscape.kind = listed; landscape.practices = {a: 0.3}; projects;"
        "opportunities.arrival_rate = 0; team.open_call_probability = 0; team.candidates = 1; "
        "team.willingness_exponent = 0.5;"
        "team.min = %d; team.max = %d; team.patience = %d; team.invitations = %d; people.trust = %g",
        MIN, MAX, patience, looks, trust);
    struct scenario scenario = scenario_of(settings);
    struct edge_list list = stars_list(COPIES, LEAVES);
    struct world *world = world_of(&scenario, &list, NULL);
    edge_list_free(&list);
    world->step = 1;
    for (int32_t agent = 0; agent < world->agents.count; agent++) {
        world->agents.confidence[agent] = 1;
        world->agents.passion[agent] = passion;
        if (agent % (LEAVES + 1) == 0) world_project(world, (struct opportunity){.handed_to = -1}, 1, &agent);
    }
    for (int step = 1; step <= patience; step++, world->step++) {
        events_clear(&world->events);
        step_gather(world);
        for (int64_t i = 0; i < world->events.project.count; i++) {
            const struct project_row *row = &world->events.project.items[i];
            *(row->type == PROJECT_STARTED ? &seen.begins[step][row->members] : &seen.lapses) += 1;
        }
    }
    model_free(world);
    return seen;
}

/* All endings that are likely enough, and all others as one. */
static double chance_of_endings(const struct endings *seen, const struct endings *expected)
{
    enum { CELLS = (PATIENCE_MOST + 1) * (MAX + 1) + 1 };
    const double *counted = &seen->begins[0][0], *likely = &expected->begins[0][0];
    int64_t count[CELLS + 1] = {0};
    double probability[CELLS + 1] = {0};
    int cells = 1; /* cell 0: the others */
    for (int i = 0; i < CELLS; i++) {
        int cell = likely[i] * COPIES >= 20 ? cells++ : 0;
        count[cell] += (int64_t)counted[i];
        probability[cell] += likely[i];
    }
    if (probability[0] * COPIES >= 10) return chance_cells(cells, count, probability);
    count[1] += count[0], probability[1] += probability[0];
    return chance_cells(cells - 1, count + 1, probability + 1);
}

/* With one look a step: the closed form, the chain and what happens agree. */
static void one_look_a_step_is_a_birth_process(void **state)
{
    (void)state;
    static const int patience[] = {2, 5, 12};
    static const double passion[] = {1, 0.8, 0.36}, trust[] = {1, 0.7, 0.81};
    for (int i = 0; i < 3; i++) {
        double p = sqrt(passion[i] * trust[i]), begins = reaches(p, MIN, patience[i]);
        struct endings expected = expect(p, 1, patience[i]), seen = simulate(passion[i], trust[i], 1, patience[i]);
        assert_true(fabs(1 - expected.lapses - begins) < 1e-12);
        print_message("of teams of %d to %d, asked once a step for %d steps, %.4f begin; seen %.4f\n", MIN, MAX,
            patience[i], begins, 1 - seen.lapses / COPIES);
        assert_likely(chance_binomial(COPIES - (int64_t)seen.lapses, COPIES, begins), "how many begin");
        assert_likely(chance_of_endings(&seen, &expected), "when, and with how many");
    }
}

/* With several the chain and what happens agree. */
static void several_looks_a_step(void **state)
{
    (void)state;
    static const int looks[] = {2, 4, 9}, patience[] = {4, 3, 2};
    for (int i = 0; i < 3; i++) {
        struct endings expected = expect(0.6, looks[i], patience[i]), seen = simulate(0.6, 0.6, looks[i], patience[i]);
        assert_likely(chance_of_endings(&seen, &expected), "%d looks a step for %d steps", looks[i], patience[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_look_a_step_is_a_birth_process),
        cmocka_unit_test(several_looks_a_step),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
