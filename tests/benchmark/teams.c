/* One team a step, which works for a step: scenarios/replications/assembly.yaml. The model keeps every event of every
 * team, and the row of the time series, here at the end. */
#include "benchmark/teams.h"

#include "benchmark/sections.h"
#include "model/cycle/model.h"
#include "model/record/events.h"

enum { TEAMS = 100000, REPETITIONS = 5 };
static const struct assembly_law LAW = {0.4, 0.65};

static struct scenario assembly(int64_t seed)
{
    struct scenario scenario = scenario_of_text(
        "selforg: 2\n"
        "network: {kind: random, agents: 1000, mean_degree: 0}\n"
        "landscape: {kind: listed, practices: {it: 1}}\n"
        "opportunities: {arrival_rate: 1, regular: true, difficulty_mean: 0.01, difficulty_shape: 1000,\n"
        "  skills_needed: 0, systemic_probability: 0}\n"
        "projects: {}\n"
        "experiment: {resources: 1, outcome_sd: 0}\n"
        "team: {rule: assembly, max: 4, incumbent_probability: 0.4, repeat_probability: 0.65, idle_steps: 40}\n"
        "observe: {adoptions: false, projects: false}\n");
    scenario.run.seed = seed;
    scenario.run.steps = TEAMS;
    scenario_ready(&scenario);
    return scenario;
}

/* CPU seconds of the steps. */
static double try_model(int64_t seed)
{
    struct scenario scenario = assembly(seed);
    struct message message;
    struct world *world;
    must(model_create(&world, &scenario, NULL, NULL, &message) == STATUS_OK, "the teams cannot be set up");
    double begin = cpu_seconds();
    for (int step = 1; step <= TEAMS; step++) {
        must(model_step(world) == STATUS_OK, "the teams cannot go on");
        events_clear(model_events(world));
    }
    double seconds = cpu_seconds() - begin;
    model_free(world);
    return seconds;
}

/* The law: 129 people are incumbents. */
static double try_tight(int64_t seed)
{
    double begin = cpu_seconds(), incumbents = tight_teams(LAW, TEAMS, (uint64_t)seed);
    must(incumbents > 124 && incumbents < 134, "teams are not put together as they should be");
    return cpu_seconds() - begin;
}

void measure_teams(struct measures *measures)
{
    for (int i = 1; i <= REPETITIONS; i++) {
        double model = try_model(i), tight = try_tight(i);
        measure_add(measures, "teams/s", TEAMS / model, "model");
        measure_add(measures, "teams/s", TEAMS / tight, "tight C");
        measure_add(measures, "times the time", model / tight, "model / tight C");
    }
}
