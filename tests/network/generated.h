/* What the tests of generated networks share. Include after <cmocka.h>. */
#ifndef NETWORK_GENERATED_H
#define NETWORK_GENERATED_H

#include <stdio.h>

#include "network/network.h"

static const struct random_seeds SEEDS = {{11, 12, 13}};

static inline struct scenario scenario_of(enum network_kind kind, int64_t agents)
{
    struct scenario scenario = scenario_default;
    scenario.network.kind = kind;
    scenario.network.agents = agents;
    return scenario;
}

/* Builds and verifies; the caller frees. */
static inline struct network build(const struct scenario *scenario, uint64_t network_seed)
{
    struct random_seeds seeds = SEEDS;
    seeds.of[RANDOM_NETWORK] = network_seed;
    struct network network;
    struct message message = {""};
    if (network_build(&network, scenario, NULL, &seeds, -1, &message) != STATUS_OK) fail_msg("%s", message.text);
    if (network_verify(&network, &message) != STATUS_OK) fail_msg("%s", message.text);
    for (int64_t i = 0; i < network.agent_count; i++)
        for (int32_t k = 1; k < network.told.length[i]; k++)
            assert_true(
                network.told.agent[network.told.start[i] + k - 1] < network.told.agent[network.told.start[i] + k]);
    return network;
}

static inline bool tied(const struct network *network, int64_t i, int64_t j)
{
    return rows_find(&network->told, (int32_t)i, (int32_t)j) >= 0;
}

#endif
