/* check_network: a network can have so many ties, groups and units. */
#include "scenario/check/check_inner.h"

#include <math.h>

#include "scenario/check/scenario_check.h"
#include "scenario/numbers.h"
#include "scenario/parameters.h"

static double pairs_among(double agents)
{
    return agents * (agents - 1) / 2;
}

static double mean_of_degrees(const struct network_parameters *network)
{
    double all = 0, ends = 0;
    for (int64_t i = 0; i < network->degrees.count; i++) {
        int64_t degree = 0;
        (void)number_read_whole(network->degrees.item[i].name, &degree);
        all += network->degrees.item[i].value;
        ends += network->degrees.item[i].value * (double)degree;
    }
    return all > 0 ? ends / all : 0;
}

double network_ties(const struct network_parameters *network, double agents)
{
    const double newcomers_tie = (double)network->ties_per_newcomer;
    switch (network->kind) {
    case NETWORK_COMPLETE:
        return pairs_among(agents);
    case NETWORK_LINE:
    case NETWORK_STAR:
        return agents - 1;
    case NETWORK_TORUS:
        return 4 * agents;
    case NETWORK_PREFERENTIAL:
        return pairs_among(newcomers_tie + 1) + (agents - newcomers_tie - 1) * newcomers_tie;
    case NETWORK_CAVEMAN:
    case NETWORK_GROUPS:
        return agents * (double)(network->group_size - 1) / 2;
    case NETWORK_DEGREES:
        return agents * mean_of_degrees(network) / 2;
    default:
        return floor(agents * network->mean_degree / 2 + 0.5);
    }
}

static void check_file(struct trial *trial)
{
    const struct network_parameters *network = &trial->scenario->network;
    if (network->kind == NETWORK_FILE && !*network->edges)
        trial_refuse(trial, "network.kind", "needs network.edges, the path of an edge list or graph");
}

static void check_torus(struct trial *trial)
{
    int64_t agents = trial->scenario->network.agents, rows = trial->scenario->network.grid_rows;
    if (rows > 0) {
        if (rows < 3 || agents % rows != 0 || agents / rows < 3)
            trial_refuse(trial, "network.grid_rows",
                "must be at least 3 and divide network.agents, which is %lld, into rows of at least 3",
                (long long)agents);
        return;
    }
    for (int64_t side = 3; side * side <= agents; side++)
        if (agents % side == 0) return;
    trial_refuse(
        trial, "network.agents", "must be a product of two numbers of at least 3 each, the sides of the torus");
}

/* Ties inside and between units must have room among the pairs of agents. */
static void check_units(struct trial *trial)
{
    const struct network_parameters *network = &trial->scenario->network;
    if (network->units == 1 || people_are_given(network)) return; /* how large units are, a table may say */
    double agents = (double)network->agents, units = (double)network->units, size = floor(agents / units);
    double larger = agents - size * units, ties = network_ties(network, agents);
    double inside = larger * pairs_among(size + 1) + (units - larger) * pairs_among(size);
    double wanted = floor(network->within_unit_fraction * ties + 0.5);
    if (wanted > inside)
        trial_refuse(trial, "network.within_unit_fraction",
            "is too much: of %.0f ties %.0f are to be inside units, where there are only %.0f pairs", ties, wanted,
            inside);
    if (ties - wanted > pairs_among(agents) - inside)
        trial_refuse(trial, "network.within_unit_fraction",
            "is too little: of %.0f ties %.0f are to be between units, where there are only %.0f pairs", ties,
            ties - wanted, pairs_among(agents) - inside);
}

/* A mean number of ties needs as many others to be tied to. */
static void check_degree(struct trial *trial)
{
    const struct network_parameters *network = &trial->scenario->network;
    bool ring = network->kind == NETWORK_RING || network->kind == NETWORK_SMALL_WORLD;
    if (ring && floor(network->mean_degree / 2) * 2 != network->mean_degree)
        trial_refuse(trial, "network.mean_degree", "must be even on a ring, with as many ties on either side");
    if (network->mean_degree > (double)(network->agents - 1))
        trial_clash(trial, "network.mean_degree", "network.agents",
            "among %lld agents network.mean_degree must be at most %lld", (long long)network->agents,
            (long long)network->agents - 1);
    if (network->kind == NETWORK_UNITS) check_units(trial);
}

static void check_caveman(struct trial *trial)
{
    int64_t agents = trial->scenario->network.agents, clique = trial->scenario->network.group_size;
    if (agents % clique != 0)
        trial_clash(
            trial, "network.agents", "network.group_size", "network.agents must be a multiple of network.group_size");
    if (trial->scenario->network.kind == NETWORK_GROUPS) return;
    if (clique < 3 && agents > clique)
        trial_refuse(
            trial, "network.group_size", "must be at least 3, or a cave falls apart when one of its ties is rewired");
}

static void check_extra(struct trial *trial)
{
    const struct network_parameters *network = &trial->scenario->network;
    const double agents = (double)network->agents, free_pairs = pairs_among(agents) - network_ties(network, agents);
    if (network->extra_ties > 0 && (network->kind == NETWORK_COMPLETE || network->kind == NETWORK_FILE))
        trial_refuse(trial, "network.extra_ties",
            "adds ties to a network that is made: network.kind cannot be complete or file");
    else if (network->kind != NETWORK_DEGREES && (double)network->extra_ties > fmax(free_pairs, 0))
        trial_refuse(trial, "network.extra_ties", "is too much: only %.0f pairs of %.0f agents are not tied yet",
            fmax(free_pairs, 0), agents);
    if (network->kind == NETWORK_GROUPS && network->rewired_fraction > 0 && network->agents < 2 * network->group_size)
        trial_refuse(trial, "network.rewired_fraction",
            "needs another group: network.agents must be at least twice network.group_size");
}

/* Every name is a number of ties that one can have, and somebody has one of them. */
static void check_degrees(struct trial *trial)
{
    const struct network_parameters *network = &trial->scenario->network;
    double all = 0;
    for (int64_t i = 0; i < network->degrees.count; i++) {
        int64_t degree = -1;
        if (number_written_whole(network->degrees.item[i].name, &degree) || degree < 0 || degree >= network->agents)
            trial_refuse_item(trial, "network.degrees", i,
                "has names that are numbers of ties, whole and from 0 to %lld", (long long)network->agents - 1);
        all += network->degrees.item[i].value;
    }
    if (network->kind == NETWORK_DEGREES && network->degrees.count > 0 && !(all > 0))
        trial_refuse(trial, "network.degrees", "has no share above 0: nobody would have any of these numbers of ties");
    if (network->kind == NETWORK_DEGREES && network->degrees.count == 0)
        trial_refuse(trial, "network.kind", "needs network.degrees, such as {2: 0.5, 6: 0.5}");
}

void check_network(struct trial *trial)
{
    check_file(trial);
    check_degrees(trial);
    if (trial->scenario->network.kind != NETWORK_FILE) trial_in_order(trial, "network.units", "network.agents", false);
    switch (trial->scenario->network.kind) {
    case NETWORK_RING:
    case NETWORK_SMALL_WORLD:
    case NETWORK_RANDOM:
    case NETWORK_UNITS:
        check_degree(trial);
        break;
    case NETWORK_TORUS:
        check_torus(trial);
        break;
    case NETWORK_PREFERENTIAL:
        trial_in_order(trial, "network.ties_per_newcomer", "network.agents", true);
        break;
    case NETWORK_CAVEMAN:
    case NETWORK_GROUPS:
        check_caveman(trial);
        break;
    default:
        break;
    }
    check_extra(trial);
}
