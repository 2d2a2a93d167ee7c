#include "network/generators.h"

#include <stdlib.h>

int32_t first_of_unit(const struct network_parameters *parameters, int64_t unit)
{
    return (int32_t)(unit * parameters->agents / parameters->units);
}

static enum status assign_units(struct edge_list *list, const struct network_parameters *parameters)
{
    list->unit = malloc((size_t)list->agent_count * sizeof *list->unit);
    if (!list->unit) return STATUS_MEMORY;
    list->unit_count = (int32_t)parameters->units;
    for (int32_t unit = 0; unit < list->unit_count; unit++)
        for (int32_t agent = first_of_unit(parameters, unit), end = first_of_unit(parameters, unit + 1); agent < end;
             agent++)
            list->unit[agent] = unit;
    return STATUS_OK;
}

enum status network_generate(struct edge_list *list, const struct network_parameters *parameters,
    const struct random_seeds *seeds, struct message *message)
{
    static network_generator *const generators[] = {
        [NETWORK_COMPLETE] = generate_complete,
        [NETWORK_RING] = generate_ring,
        [NETWORK_LINE] = generate_line,
        [NETWORK_STAR] = generate_star,
        [NETWORK_TORUS] = generate_torus,
        [NETWORK_RANDOM] = generate_random,
        [NETWORK_SMALL_WORLD] = generate_small_world,
        [NETWORK_PREFERENTIAL] = generate_preferential,
        [NETWORK_UNITS] = generate_units,
        [NETWORK_CAVEMAN] = generate_caveman,
    };
    *list = (struct edge_list){.agent_count = (int32_t)parameters->agents};
    if (parameters->units > parameters->agents)
        return message_set(message, STATUS_INPUT, "network.units is %lld, more than the %lld agents",
            (long long)parameters->units, (long long)parameters->agents);
    enum status status = generators[parameters->kind](list, parameters, seeds, message);
    if (status == STATUS_OK) status = assign_units(list, parameters);
    if (status == STATUS_OK) status = edge_list_settle(list);
    return status;
}
