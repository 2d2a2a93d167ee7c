/* The steps are those of the model with all that belongs to one: the record of every adoption with its sources, the
 * digest of the events, the row of the time series. */
#include <stdlib.h>

#include "benchmark/sections.h"
#include "benchmark/tight.h"
#include "model/cycle/model.h"
#include "model/record/events.h"
#include "model/record/observation.h"
#include "model/watch/observe.h"
#include "random/random.h"

enum { AGENTS = 100000, STEPS = 100, REPETITIONS = 7 };
static const double BETA = 0.03;

/* One repetition of one program. */
struct trial {
    double set_up, steps; /* CPU seconds */
    int half;             /* the step after which at least half had it */
};

static struct scenario contagion(int64_t seed)
{
    struct scenario scenario = scenario_default;
    scenario.run.seed = seed;
    scenario.run.steps = STEPS;
    scenario.network.kind = NETWORK_RANDOM;
    scenario.network.agents = AGENTS;
    scenario.start.users = 10;
    scenario.adoption.present = true;
    scenario.adoption.rule = ADOPTION_CONTACT;
    scenario.accept.beta.start = BETA;
    scenario_ready(&scenario);
    return scenario;
}

/* Reads the ties out of a network and shuffles them, as they would come from a file. */
static struct ties ties_of(const struct network *network)
{
    const struct rows *rows = &network->told;
    struct ties ties = {.agents = network->agent_count};
    ties.ends = malloc((size_t)network->tie_count * 2 * sizeof *ties.ends);
    must(ties.ends, "there is not enough memory");
    for (int32_t i = 0; i < network->agent_count; i++)
        for (int32_t k = 0; k < rows->length[i]; k++) {
            int32_t j = rows->agent[rows->start[i] + k];
            if (j < i) continue;
            struct random_key key = {.stream = STREAM_TEST, .entity = (uint32_t)ties.count};
            int64_t other = (int64_t)random_below(key, (uint64_t)++ties.count), last = ties.count - 1;
            ties.ends[2 * last] = ties.ends[2 * other];
            ties.ends[2 * last + 1] = ties.ends[2 * other + 1];
            ties.ends[2 * other] = i;
            ties.ends[2 * other + 1] = j;
        }
    return ties;
}

/* Also hands over the ties of its network. */
static struct trial try_model(int64_t seed, struct ties *ties)
{
    struct scenario scenario = contagion(seed);
    struct trial trial = {0};
    struct message message;
    struct world *world;
    struct observation observation;
    double begin = cpu_seconds();
    must(model_create(&world, &scenario, NULL, NULL, &message) == STATUS_OK, "the contagion cannot be set up");
    must(observation_create(&observation, world) == STATUS_OK, "there is not enough memory");
    events_clear(model_events(world));
    double set_up = cpu_seconds();
    for (int step = 1; step <= STEPS; step++) {
        must(model_step(world) == STATUS_OK, "the contagion cannot go on");
        must(model_observe(world, &observation) == STATUS_OK, "there is not enough memory");
        events_clear(model_events(world));
        if (!trial.half && 2 * observation.value[OBSERVE_adopters][0] >= AGENTS) trial.half = step;
    }
    trial.steps = cpu_seconds() - set_up;
    trial.set_up = set_up - begin;
    *ties = ties_of(model_network(world));
    observation_free(&observation);
    model_free(world);
    return trial;
}

static struct trial try_tight(void (*step_once)(struct tight *tight), int64_t seed, const struct ties *ties)
{
    struct trial trial = {0};
    double begin = cpu_seconds();
    struct flat flat = flat_lay(ties);
    struct tight tight = tight_begin(&flat, BETA, (uint64_t)seed);
    double set_up = cpu_seconds();
    for (int step = 1; step <= STEPS; step++) {
        step_once(&tight);
        if (!trial.half && 2 * tight.adopters >= AGENTS) trial.half = step;
    }
    trial.steps = cpu_seconds() - set_up;
    trial.set_up = set_up - begin;
    tight_free(&tight);
    flat_free(&flat);
    return trial;
}

static void add_trial(struct measures *measures, const char *name, const struct trial *trial)
{
    measure_add(measures, "agent-steps/s", (double)AGENTS * STEPS / trial->steps, "%s", name);
    measure_add(measures, "s", trial->set_up, "%s: set-up", name);
    measure_add(measures, "steps", trial->half, "%s: until half have it", name);
}

static void add_ratios(
    struct measures *measures, const char *name, const struct trial *model, const struct trial *tight)
{
    measure_add(measures, "times the time", model->steps / tight->steps, "model / %s", name);
    measure_add(measures, "times the time", (model->steps + model->set_up) / (tight->steps + tight->set_up),
        "model / %s, with set-up", name);
}

/* The law: half have it after 39 steps on average, with a deviation of about 1.3 from run to run. */
static void check_law(const struct trial *trials)
{
    double sum = 0;
    for (int i = 0; i < REPETITIONS; i++) sum += trials[i].half;
    must(sum / REPETITIONS > 36.5 && sum / REPETITIONS < 41.5, "a contagion is not the one that is meant");
}

void measure_contagion(struct measures *measures)
{
    struct trial model[REPETITIONS], pull[REPETITIONS], frontier[REPETITIONS];
    for (int i = 0; i < REPETITIONS; i++) {
        struct ties ties;
        model[i] = try_model(i + 1, &ties);
        pull[i] = try_tight(tight_pull, i + 1, &ties);
        frontier[i] = try_tight(tight_frontier, i + 1, &ties);
        free(ties.ends);
        add_trial(measures, "model", &model[i]);
        add_trial(measures, "tight pull", &pull[i]);
        add_trial(measures, "tight frontier", &frontier[i]);
        add_ratios(measures, "tight pull", &model[i], &pull[i]);
        add_ratios(measures, "tight frontier", &model[i], &frontier[i]);
    }
    check_law(model);
    check_law(pull);
    check_law(frontier);
}
