#include "benchmark/sections.h"
#include "network/network.h"

/* As the models want them: contagion keeps no trust. */
static const struct {
    const char *name;
    enum network_kind kind;
    double trust;
} kinds[] = {{"random, without trust", NETWORK_RANDOM, -1}, {"random", NETWORK_RANDOM, 0.5},
    {"units", NETWORK_UNITS, 0.5}, {"small_world", NETWORK_SMALL_WORLD, 0.5},
    {"preferential", NETWORK_PREFERENTIAL, 0.5}};

void measure_networks(struct measures *measures, int64_t agents, int repetitions)
{
    for (int i = 0; i < repetitions; i++)
        for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
            struct scenario scenario = scenario_default;
            scenario.run.seed = i;
            scenario.network.kind = kinds[k].kind;
            scenario.network.agents = agents;
            scenario.network.units = kinds[k].kind == NETWORK_UNITS ? agents / 100 : 1;
            scenario_ready(&scenario);
            struct random_seeds seeds = scenario_seeds(&scenario);
            struct network network;
            struct message message;
            double begin = cpu_seconds();
            must(network_build(&network, &scenario, NULL, &seeds, kinds[k].trust, &message) == STATUS_OK,
                "a network cannot be built");
            double seconds = cpu_seconds() - begin;
            measure_add(measures, "s", seconds, "%s", kinds[k].name);
            measure_add(measures, "ns", 1e9 * seconds / (double)network.tie_count, "%s: a tie", kinds[k].name);
            network_free(&network);
        }
}
