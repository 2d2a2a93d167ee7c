#include "program/study/study_cost.h"

#include <stdlib.h>

#include "program/report/estimate.h"
#include "program/report/memory.h"
#include "study/plan/beginnings.h"

enum { TRIALS = 3 };

/* Bytes of the record of a run. */
static double record_bytes(const struct study *study)
{
    const struct scenario *base = &study->base;
    double rows = (double)(base->run.steps / base->observe.every + 2);
    double bytes = 4096 + (double)(8 * study->outcomes.count);
    return study->series.count > 0 ? bytes + rows * (4 + 8 * (double)study->series.count) : bytes;
}

/* A worker has the beginning beside the run that goes on from it. */
static void share_beginnings(const struct study *study, struct study_cost *cost)
{
    const struct study_steps steps = beginning_steps(study);
    if (steps.shared == steps.apart) return;
    cost->seconds *= (double)steps.shared / (double)steps.apart;
    cost->memory *= 2;
}

/* Trials of configurations far apart, since some may be much larger than others. */
enum status study_cost(const struct study *study, bool results, struct study_cost *cost, struct message *message)
{
    struct scenario *scenario = malloc(sizeof *scenario);
    int64_t configurations = study_configurations(study), trials = configurations < TRIALS ? configurations : TRIALS;
    enum status status = scenario ? STATUS_OK : STATUS_MEMORY;
    *cost = (struct study_cost){.disk = record_bytes(study)};
    for (int64_t i = 0; i < trials && status == STATUS_OK; i++) {
        struct estimate one;
        int64_t configuration = trials > 1 ? i * (configurations - 1) / (trials - 1) : 0;
        status = study_scenario(study, configuration, study->base.run.seed, scenario, message);
        if (status == STATUS_OK) status = estimate_run(&one, scenario, study_network(study, scenario), 1, message);
        if (status != STATUS_OK) break;
        cost->seconds += one.seconds / (double)trials;
        if (results || study->results) cost->disk += one.file_bytes / (double)trials;
        if (one.memory > cost->memory) cost->memory = one.memory;
    }
    if (!results && !study->results) share_beginnings(study, cost);
    free(scenario);
    return status;
}

enum status study_fits(const struct study *study, struct message *message)
{
    struct scenario *scenario = malloc(sizeof *scenario);
    enum status status = scenario ? STATUS_OK : STATUS_MEMORY;
    double largest = 0;
    for (int64_t i = 0; i < study_configurations(study) && status == STATUS_OK; i++) {
        status = study_scenario(study, i, study->base.run.seed, scenario, message);
        double size = status == STATUS_OK ? (double)scenario->network.agents + estimate_ties(scenario) : 0;
        if (size <= largest) continue;
        largest = size;
        status = memory_suffices(scenario, message);
    }
    free(scenario);
    return status;
}
