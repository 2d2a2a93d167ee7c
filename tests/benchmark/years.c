#include <stdio.h>

#include "benchmark/sections.h"
#include "model/cycle/model.h"
#include "model/record/events.h"
#include "model/record/observation.h"
#include "model/watch/observe.h"

enum { PEOPLE = 10000, YEARS = 10, WEEKS = 52, REPETITIONS = 3 };

/* A run under way. */
struct course {
    struct scenario scenario;
    struct world *world;
    struct observation observation;
};

static void course_begin(struct course *course)
{
    struct message message;
    scenario_ready(&course->scenario);
    must(model_create(&course->world, &course->scenario, NULL, NULL, &message) == STATUS_OK, "it cannot be set up");
    must(observation_create(&course->observation, course->world) == STATUS_OK, "there is not enough memory");
    events_clear(model_events(course->world));
}

static void course_end(struct course *course)
{
    observation_free(&course->observation);
    model_free(course->world);
}

/* Nanoseconds of an agent-step. */
static double year(const struct course *course, struct observation *observation)
{
    double begin = cpu_seconds();
    for (int week = 0; week < WEEKS; week++) {
        must(model_step(course->world) == STATUS_OK, "it cannot go on");
        must(model_observe(course->world, observation) == STATUS_OK, "there is not enough memory");
        events_clear(model_events(course->world));
    }
    return 1e9 * (cpu_seconds() - begin) / ((double)PEOPLE * WEEKS);
}

static double bytes_each(const struct course *course)
{
    return (double)model_bytes(course->world) / PEOPLE;
}

/* The last year's cost. */
static double measure_busy(struct measures *measures)
{
    struct course course = {.scenario = scenario_of_file("large.yaml", PEOPLE)};
    double cost[YEARS], bytes[YEARS];
    course.scenario.run.steps = YEARS * WEEKS;
    course_begin(&course);
    for (int y = 0; y < YEARS; y++) {
        cost[y] = year(&course, &course.observation);
        bytes[y] = bytes_each(&course);
        measure_add(measures, "ns", cost[y], "an agent-step in year %d", y + 1);
        measure_add(measures, "bytes", bytes[y], "a person with all that belongs to it after year %d", y + 1);
    }
    measure_add(measures, "times the time", cost[YEARS - 1] / cost[0], "year 10 / year 1");
    measure_add(measures, "times the time", cost[YEARS - 1] / cost[4], "year 10 / year 5");
    measure_add(measures, "times the memory", bytes[YEARS - 1] / bytes[4], "after year 10 / after year 5");
    course_end(&course);
    return cost[YEARS - 1];
}

/* Where nothing arrives, and people neither meet nor use anything. */
static double measure_quiet(void)
{
    struct course course = {.scenario = scenario_of_file("large.yaml", PEOPLE)};
    course.scenario.run.steps = 2 * WEEKS;
    course.scenario.opportunities.arrival_rate.start = 0;
    course.scenario.contacts.present = course.scenario.use.present = false;
    course_begin(&course);
    (void)year(&course, &course.observation);
    double cost = year(&course, &course.observation);
    course_end(&course);
    return cost;
}

void measure_years(struct measures *measures)
{
    for (int i = 0; i < REPETITIONS; i++) {
        double busy = measure_busy(measures), quiet = measure_quiet();
        measure_add(measures, "ns", quiet, "an agent-step where nothing happens");
        measure_add(measures, "of the time", quiet / busy, "where nothing happens / year 10");
    }
}
