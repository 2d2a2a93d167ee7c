/* How fast is it? Everything is measured in one run of one process; see measure.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "benchmark/sections.h"
#include "io/scenario/scenario_file.h"
#include "scenario/check/scenario_check.h"

static const char HELP[] =
    "Usage: benchmark [--json] [PART ...]\n"
    "       benchmark --list\n"
    "\n"
    "Measures how fast the model is, in some minutes; best on a machine that does nothing else.\n"
    "\n"
    "    PART    what to measure; else all but what takes a million people (3 GB of memory)\n"
    "    --list  prints the parts\n"
    "    --json  prints JSON in place of tables\n";

void scenario_ready(struct scenario *scenario)
{
    struct message message;
    const char *culprit;
    scenario_settle(scenario);
    must(scenario_check(scenario, &culprit, &message) == STATUS_OK, "a scenario of the benchmark cannot be");
}

struct scenario scenario_of_text(const char *yaml)
{
    struct scenario scenario = scenario_default;
    struct places places;
    struct message message;
    must(scenario_read_text("benchmark", yaml, strlen(yaml), &scenario, &places, &message) == STATUS_OK, message.text);
    return scenario;
}

struct scenario scenario_of_file(const char *file, int64_t agents)
{
    struct scenario scenario = scenario_default;
    struct places places;
    struct message message;
    char path[512], *yaml;
    snprintf(path, sizeof path, "%s/../../scenarios/%s", BENCHMARK_FOLDER, file);
    must(scenario_read(path, &scenario, &places, &yaml, &message) == STATUS_OK, message.text);
    free(yaml);
    scenario.network.agents = agents;
    scenario.network.units = agents / 100;
    return scenario;
}

/* One part: what it is called, what it is, how it is measured: `sized` with so many people, so often, or `whole`. */
struct part {
    const char *key, *title;
    void (*sized)(struct measures *measures, int64_t agents, int repetitions);
    int64_t agents;
    int repetitions;
    void (*whole)(struct measures *measures);
};

enum { MILLION = 1000000 };

static const struct part parts[] = {
    {"contagion_1e4", "Contagion: 1e4 people, 5 random ties each, beta 0.03, 100 steps", measure_contagion, 10000, 7,
        NULL},
    {"contagion_1e5", "Contagion: 1e5 people", measure_contagion, 100000, 7, NULL},
    {"contagion_1e6", "Contagion: 1e6 people", measure_contagion, MILLION, 3, NULL},
    {"teams", "Team assembly: 1e5 teams of 4, one a step", NULL, 0, 0, measure_teams},
    {"cycle_1e3", "The base cycle: 1e3 people, 52 steps", measure_cycle, 1000, 5, NULL},
    {"cycle_1e4", "The base cycle: 1e4 people, 52 steps", measure_cycle, 10000, 5, NULL},
    {"cycle_1e5", "The base cycle: 1e5 people, 52 steps", measure_cycle, 100000, 3, NULL},
    {"cycle_1e6", "The base cycle: 1e6 people, 52 steps", measure_cycle, MILLION, 1, NULL},
    {"everything_1e3", "Every mechanism: 1e3 people, 52 steps", measure_everything, 1000, 5, NULL},
    {"everything_1e4", "Every mechanism: 1e4 people, 52 steps", measure_everything, 10000, 3, NULL},
    {"everything_1e5", "Every mechanism: 1e5 people, 52 steps", measure_everything, 100000, 5, NULL},
    {"years", "The base cycle over ten years: 1e4 people", NULL, 0, 0, measure_years},
    {"recording", "Writing a run down: the base cycle, 1,000 people, 260 steps", NULL, 0, 0, measure_recording},
    {"networks_1e5", "Building a network: 1e5 people, mean degree 10", measure_networks, 100000, 5, NULL},
    {"networks_1e6", "Building a network: 1e6 people, mean degree 10", measure_networks, MILLION, 1, NULL},
    {"edges", "Five million ties from a file", NULL, 0, 0, measure_edges},
    {"gather", "Looking at memory in any order", NULL, 0, 0, measure_gather},
    {"draws", "One random draw, on one thread", NULL, 0, 0, measure_draws},
};

enum { PART_COUNT = sizeof parts / sizeof *parts };

static const struct part *part_named(const char *key)
{
    for (int p = 0; p < PART_COUNT; p++)
        if (strcmp(parts[p].key, key) == 0) return &parts[p];
    return NULL;
}

static int list_parts(void)
{
    for (int p = 0; p < PART_COUNT; p++) printf("%s\n", parts[p].key);
    return 0;
}

static void measure_part(const struct part *part, bool json)
{
    static bool shown;
    struct measures measures = {.key = part->key, .title = part->title};
    if (part->sized)
        part->sized(&measures, part->agents, part->repetitions);
    else
        part->whole(&measures);
    if (json && shown) printf(",\n");
    shown = true;
    measures_print(&measures, json);
}

int main(int argc, char **argv)
{
    bool json = false, chosen = false;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--list") == 0) return list_parts();
        if (strcmp(argv[i], "--json") == 0) {
            json = true;
        } else if (part_named(argv[i])) {
            chosen = true;
        } else {
            fputs(HELP, strcmp(argv[i], "--help") == 0 ? stdout : stderr);
            return strcmp(argv[i], "--help") == 0 ? 0 : 2;
        }
    }
    if (json) printf("{\n");
    for (int i = 1; i < argc; i++)
        if (part_named(argv[i])) measure_part(part_named(argv[i]), json);
    for (int p = 0; p < PART_COUNT && !chosen; p++)
        if (parts[p].agents != MILLION) measure_part(&parts[p], json);
    if (json) printf("\n}\n");
    return 0;
}
