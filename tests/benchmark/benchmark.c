/* How fast is it? Everything is measured in one run of one process; see measure.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "benchmark/sections.h"
#include "scenario/check/scenario_check.h"

static const char HELP[] =
    "Usage: benchmark [--million] [--json]\n"
    "\n"
    "Measures how fast the model is, in about a minute; best on a machine that does nothing else.\n"
    "\n"
    "    --million  the base cycle with a million people too (some minutes, 2 GB of memory)\n"
    "    --json     prints JSON in place of tables\n";

void scenario_ready(struct scenario *scenario)
{
    struct message message;
    const char *culprit;
    scenario_settle(scenario);
    must(scenario_check(scenario, &culprit, &message) == STATUS_OK, "a scenario of the benchmark cannot be");
}

/* One part: what it is called, what it is, how it is measured. */
struct part {
    const char *key, *title;
    void (*measure)(struct measures *measures);
    bool million;
};

static void small_cycle(struct measures *measures)
{
    measure_cycle(measures, 10000, 5);
}

static void large_cycle(struct measures *measures)
{
    measure_cycle(measures, 100000, 5);
}

static void million_cycle(struct measures *measures)
{
    measure_cycle(measures, 1000000, 3);
}

static void large_networks(struct measures *measures)
{
    measure_networks(measures, 100000, 5);
}

static void million_networks(struct measures *measures)
{
    measure_networks(measures, 1000000, 3);
}

static const struct part parts[] = {
    {"contagion", "Contagion: 1e5 agents, 5e5 random ties, beta 0.03, 100 steps, one thread", measure_contagion, false},
    {"cycle_1e4", "The base cycle: 1e4 agents, 52 steps", small_cycle, false},
    {"cycle_1e5", "The base cycle: 1e5 agents, 52 steps", large_cycle, false},
    {"cycle_1e6", "The base cycle: 1e6 agents, 52 steps", million_cycle, true},
    {"networks_1e5", "Building a network: 1e5 agents, mean degree 10", large_networks, false},
    {"networks_1e6", "Building a network: 1e6 agents, mean degree 10", million_networks, false},
    {"draws", "One random draw, on one thread", measure_draws, false},
};

int main(int argc, char **argv)
{
    bool million = false, json = false;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--million") == 0) {
            million = true;
        } else if (strcmp(argv[i], "--json") == 0) {
            json = true;
        } else {
            fputs(HELP, strcmp(argv[i], "--help") == 0 ? stdout : stderr);
            return strcmp(argv[i], "--help") == 0 ? 0 : 2;
        }
    }
    if (json) printf("{\n");
    for (size_t p = 0, shown = 0; p < sizeof parts / sizeof parts[0]; p++) {
        if (parts[p].million && !million) continue;
        struct measures measures = {.key = parts[p].key, .title = parts[p].title};
        parts[p].measure(&measures);
        if (json && shown++ > 0) printf(",\n");
        measures_print(&measures, json);
    }
    if (json) printf("\n}\n");
    return 0;
}
