/* The steps are those of the model with all that belongs to one: the record of every adoption with its sources, the
 * digest of the events, the row of the time series. The tight programs only say who has it. */
#include <stdio.h>
#include <stdlib.h>

#include "benchmark/sections.h"
#include "benchmark/tight.h"
#include "model/cycle/model.h"
#include "model/record/events.h"
#include "model/record/observation.h"
#include "model/watch/observe.h"
#include "random/random.h"

enum { STEPS = 100 };
static const double BETA = 0.03;

/* One repetition of one program. */
struct trial {
    double set_up, steps; /* CPU seconds */
    int half;             /* the step after which at least half had it */
};

static struct scenario contagion(int64_t agents, int64_t seed)
{
    struct scenario scenario = scenario_default;
    scenario.run.seed = seed;
    scenario.run.steps = STEPS;
    scenario.network.kind = NETWORK_RANDOM;
    scenario.network.agents = agents;
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
static struct trial try_model(int64_t agents, int64_t seed, struct ties *ties)
{
    struct scenario scenario = contagion(agents, seed);
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
        if (!trial.half && 2 * observation.value[OBSERVE_adopters][0] >= (double)agents) trial.half = step;
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
        if (!trial.half && 2 * tight.adopters >= ties->agents) trial.half = step;
    }
    trial.steps = cpu_seconds() - set_up;
    trial.set_up = set_up - begin;
    tight_free(&tight);
    flat_free(&flat);
    return trial;
}

/* contagion.py on the same ties; steps 0 where there is no NumPy. */
static struct trial try_numpy(int64_t seed, const struct ties *ties)
{
    struct trial trial = {0};
    char path[] = "/tmp/selforg_ties_XXXXXX", command[512];
    int descriptor = mkstemp(path);
    FILE *file = descriptor >= 0 ? fdopen(descriptor, "wb") : NULL;
    must(file && fwrite(ties->ends, 2 * sizeof *ties->ends, (size_t)ties->count, file) == (size_t)ties->count &&
             fclose(file) == 0,
        "the ties cannot be written");
    snprintf(command, sizeof command, "%s %s/contagion.py %s %d %d %g %d", BENCHMARK_PYTHON, BENCHMARK_FOLDER, path,
        ties->agents, STEPS, BETA, (int)seed);
    FILE *told = popen(command, "r");
    must(told, "no other program can be started");
    if (fscanf(told, "%lf %lf %d", &trial.set_up, &trial.steps, &trial.half) != 3) trial = (struct trial){0};
    pclose(told);
    remove(path);
    return trial;
}

static void add_trial(struct measures *measures, const char *name, int64_t agents, const struct trial *trial)
{
    measure_add(measures, "agent-steps/s", (double)agents * STEPS / trial->steps, "%s", name);
    measure_add(measures, "s", trial->set_up, "%s: set-up", name);
    measure_add(measures, "steps", trial->half, "%s: until half have it", name);
}

static void add_ratios(
    struct measures *measures, const char *name, const struct trial *model, const struct trial *other)
{
    measure_add(measures, "times the time", model->steps / other->steps, "model / %s", name);
    measure_add(measures, "times the time", (model->steps + model->set_up) / (other->steps + other->set_up),
        "model / %s, with set-up", name);
}

/* The law: the step after which half have it grows with the logarithm of how many there are, and spreads by about 1.3
 * from run to run. */
static void check_law(double steps, int repetitions, int64_t agents)
{
    double expected = agents >= 1000000 ? 48 : agents >= 100000 ? 39 : 29;
    must(steps / repetitions > expected - 2.5 && steps / repetitions < expected + 2.5,
        "a contagion is not the one that is meant");
}

void measure_contagion(struct measures *measures, int64_t agents, int repetitions)
{
    enum { MODEL, PULL, FRONTIER, KEYED, NUMPY, PROGRAMS };
    static const char *const names[] = {"model", "tight pull", "tight frontier", "tight keyed frontier", "NumPy"};
    void (*const step_once[])(struct tight *) = {NULL, tight_pull, tight_frontier, tight_keyed};
    double half[PROGRAMS] = {0};
    for (int i = 0; i < repetitions; i++) {
        struct ties ties;
        struct trial trials[PROGRAMS] = {try_model(agents, i + 1, &ties)};
        for (int p = PULL; p <= KEYED; p++) trials[p] = try_tight(step_once[p], i + 1, &ties);
        trials[NUMPY] = try_numpy(i + 1, &ties);
        free(ties.ends);
        for (int p = 0; p < PROGRAMS; p++) {
            if (trials[p].steps == 0) continue;
            add_trial(measures, names[p], agents, &trials[p]);
            if (p != MODEL) add_ratios(measures, names[p], &trials[MODEL], &trials[p]);
            half[p] += trials[p].half;
        }
    }
    for (int p = 0; p < PROGRAMS; p++)
        if (half[p] > 0) check_law(half[p], repetitions, agents);
}
