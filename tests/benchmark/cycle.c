/* The verbs of the step are timed without a word in the model: the linker puts what is called __wrap_step_VERB here in
 * place of each step_VERB of steps.def, whose own name then is __real_step_VERB (tests/CMakeLists.txt). */
#include <string.h>

#include "benchmark/sections.h"
#include "model/cycle/model.h"
#include "model/record/events.h"
#include "model/record/observation.h"
#include "model/watch/observe.h"

enum verb {
#define STEP(name, feature, sentence) VERB_##name,
#include "model/frame/steps.def"
    VERB_COUNT
};

/* There is no other way from a verb's caller to here. Asking for the time takes longer than many a verb, and so it is
 * asked only where it is wanted. */
static double verb_seconds[VERB_COUNT];
static bool verbs_timed;

#define STEP(name, feature, sentence)                                                                                  \
    void __real_step_##name(struct world *world);                                                                      \
    void __wrap_step_##name(struct world *world);                                                                      \
    void __wrap_step_##name(struct world *world)                                                                       \
    {                                                                                                                  \
        double begin = verbs_timed ? cpu_seconds() : 0;                                                                \
        __real_step_##name(world);                                                                                     \
        if (verbs_timed) verb_seconds[VERB_##name] += cpu_seconds() - begin;                                           \
    }
#include "model/frame/steps.def"

enum { STEPS = 52 };

struct trial {
    double set_up, cpu, wall; /* seconds */
    double bytes;
    struct digest digest;
};

static struct scenario first_year(const char *file, int64_t agents)
{
    struct scenario scenario = scenario_of_file(file, agents);
    scenario.run.steps = STEPS;
    scenario_ready(&scenario);
    return scenario;
}

static struct trial try_cycle(const char *file, int64_t agents, int threads)
{
    struct scenario scenario = first_year(file, agents);
    struct trial trial = {0};
    struct message message;
    struct world *world;
    struct observation observation;
    struct crew *crew = crew_new(threads);
    double begin = cpu_seconds();
    must(crew, "there is not enough memory");
    must(model_create(&world, &scenario, NULL, crew, &message) == STATUS_OK, "the cycle cannot be set up");
    must(observation_create(&observation, world) == STATUS_OK, "there is not enough memory");
    events_clear(model_events(world));
    trial.set_up = cpu_seconds() - begin;
    memset(verb_seconds, 0, sizeof verb_seconds);
    verbs_timed = true;
    trial.cpu = -cpu_seconds();
    trial.wall = -wall_seconds();
    for (int step = 1; step <= STEPS; step++) {
        must(model_step(world) == STATUS_OK, "the cycle cannot go on");
        must(model_observe(world, &observation) == STATUS_OK, "there is not enough memory");
        events_clear(model_events(world));
    }
    trial.cpu += cpu_seconds();
    trial.wall += wall_seconds();
    verbs_timed = false;
    trial.bytes = (double)model_bytes(world);
    must(model_digest(world, &trial.digest) == STATUS_OK, "there is not enough memory");
    observation_free(&observation);
    model_free(world);
    crew_free(crew);
    return trial;
}

static void add_verbs(struct measures *measures, double whole)
{
    static const char *const names[] = {
#define STEP(name, feature, sentence) #name,
#include "model/frame/steps.def"
    };
    double rest = 1;
    for (int verb = 0; verb < VERB_COUNT; verb++) {
        if (verb_seconds[verb] == 0) continue;
        double share = verb_seconds[verb] / whole;
        measure_add(measures, "of the steps", share, "%s", names[verb]);
        rest -= share;
    }
    measure_add(measures, "of the steps", rest, "the rest (observing, events)");
}

static void measure_first_year(struct measures *measures, const char *file, int64_t agents, int repetitions)
{
    for (int i = 0; i < repetitions; i++) {
        struct trial alone = try_cycle(file, agents, 1);
        double agent_steps = (double)agents * STEPS;
        measure_add(measures, "agent-steps/s", agent_steps / alone.cpu, "1 thread, by CPU time");
        measure_add(measures, "s", alone.set_up, "set-up");
        measure_add(
            measures, "bytes", alone.bytes / (double)agents, "an agent with all that belongs to it, at the end");
        add_verbs(measures, alone.cpu);
        struct trial both = try_cycle(file, agents, 2);
        measure_add(measures, "agent-steps/s", agent_steps / both.wall, "2 threads, by the clock");
        measure_add(measures, "times as fast", alone.wall / both.wall, "2 threads / 1 thread, by the clock");
        measure_add(measures, "times the time", both.cpu / alone.cpu, "2 threads / 1 thread, CPU time");
        must(memcmp(&alone.digest, &both.digest, sizeof alone.digest) == 0, "a second thread changed the result");
    }
}

void measure_cycle(struct measures *measures, int64_t agents, int repetitions)
{
    measure_first_year(measures, "large.yaml", agents, repetitions);
}

void measure_everything(struct measures *measures, int64_t agents, int repetitions)
{
    measure_first_year(measures, "everything.yaml", agents, repetitions);
}
