#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "benchmark/sections.h"
#include "io/result/run.h"

enum { PEOPLE = 1000, STEPS = 260, REPETITIONS = 5 };

/* What of a run is written down. */
enum recording { NOTHING, USUAL, EVERYTHING, RECORDINGS };

/* CPU seconds of a whole run. */
static double run_for(int64_t steps, enum recording recording)
{
    struct scenario scenario = scenario_of_file("base.yaml", PEOPLE);
    char path[64];
    struct run_outcome outcome;
    struct message message;
    snprintf(path, sizeof path, "/tmp/selforg_benchmark_%ld.h5", (long)getpid());
    scenario.run.steps = steps;
    scenario.snapshots.present = recording == EVERYTHING;
    scenario.snapshots.every = 10;
    scenario.snapshots.ties = recording == EVERYTHING;
    scenario.observe.tellings = recording == EVERYTHING;
    scenario_ready(&scenario);
    struct run_request request = {.result = {.path = recording == NOTHING ? NULL : path,
                                      .overwrite = true,
                                      .scenario = &scenario,
                                      .threads = 1,
                                      .commit_seconds = -1}};
    double begin = cpu_seconds();
    must(run_scenario(&request, &outcome, &message) == STATUS_OK, message.text);
    double seconds = cpu_seconds() - begin;
    remove(path);
    return seconds;
}

void measure_recording(struct measures *measures)
{
    static const char *const names[] = {"nothing", "what is usual", "everything"};
    for (int i = 0; i < REPETITIONS; i++) {
        double run[RECORDINGS], file = run_for(1, USUAL) - run_for(1, NOTHING);
        measure_add(measures, "s", file, "a file by itself");
        for (int r = NOTHING; r < RECORDINGS; r++) {
            run[r] = run_for(STEPS, (enum recording)r);
            measure_add(measures, "s", run[r], "a run that writes down %s", names[r]);
        }
        for (int r = USUAL; r < RECORDINGS; r++) {
            measure_add(measures, "times the time", run[r] / run[NOTHING], "%s / nothing", names[r]);
            measure_add(measures, "times the time", (run[r] - file) / run[NOTHING],
                "%s, without what a file costs by itself / nothing", names[r]);
        }
    }
}
