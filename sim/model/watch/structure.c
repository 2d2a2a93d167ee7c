#include "model/watch/structure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/components.h"
#include "base/crew.h"
#include "base/parts.h"
#include "model/frame/rooms.h"
#include "model/record/observation.h"
#include "model/state/place.h"
#include "model/state/ties.h"
#include "model/state/world.h"

/* With more people than this, clustering is the mean over about so many, evenly spaced. */
enum { CLUSTERING_SAMPLE = 10000 };

/* -- plain ties */

/* Notes that `agent` is tied to `other`; agents come in ascending order, so what is there twice follows itself. */
static void note(struct plain_ties *ties, int64_t *end, int32_t agent, int32_t other)
{
    if (end[other] > ties->start[other] && ties->other[end[other] - 1] == agent) return;
    ties->other[end[other]++] = agent;
}

/* Every row of `other` lies where there is room for all; the gaps that pairs tied both ways left are closed. */
static void close_gaps(struct plain_ties *ties, const int64_t *end)
{
    int64_t kept = 0;
    for (int32_t agent = 0; agent < ties->agents; agent++) {
        int64_t first = ties->start[agent];
        ties->start[agent] = kept;
        for (int64_t i = first; i < end[agent]; i++) ties->other[kept++] = ties->other[i];
    }
    ties->start[ties->agents] = kept;
}

bool plain_ties_make(struct plain_ties *ties, const struct network *network)
{
    const struct rows *stores[] = {&network->told, &network->heard};
    int32_t agents = network->agent_count;
    int64_t arcs = 0, *end = malloc((size_t)agents * sizeof *end + 1);
    *ties = (struct plain_ties){.agents = agents, .start = malloc(((size_t)agents + 1) * sizeof *ties->start)};
    for (int32_t agent = 0; ties->start && end && agent < agents; agent++) {
        ties->start[agent] = end[agent] = arcs;
        arcs += network->told.length[agent] + (network->directed ? network->heard.length[agent] : 0);
    }
    ties->other = malloc((size_t)arcs * sizeof *ties->other + 1);
    bool room = end && ties->start && ties->other;
    for (int32_t agent = 0; room && agent < agents; agent++)
        for (int s = 0; s <= network->directed; s++)
            for (int32_t k = 0; k < stores[s]->length[agent]; k++)
                note(ties, end, agent, stores[s]->agent[stores[s]->start[agent] + k]);
    if (room) close_gaps(ties, end);
    free(end);
    if (!room) plain_ties_free(ties);
    return room;
}

void plain_ties_free(struct plain_ties *ties)
{
    free(ties->start);
    free(ties->other);
    *ties = (struct plain_ties){0};
}

/* -- clustering */

static bool is_tied(const struct plain_ties *ties, int32_t agent, int32_t other)
{
    int64_t low = ties->start[agent], high = ties->start[agent + 1];
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        if (ties->other[middle] == other) return true;
        if (ties->other[middle] < other)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

static int64_t degree_of(const struct plain_ties *ties, int32_t agent)
{
    return ties->start[agent + 1] - ties->start[agent];
}

/* How many contacts an agent, whose contacts are marked, shares with another. Of very many contacts of the other only
 * those that may be shared are looked up. */
static int64_t shared_contacts(const struct plain_ties *ties, int32_t agent, int32_t other, const bool mark[])
{
    bool many = degree_of(ties, other) > 16 * degree_of(ties, agent);
    int32_t through = many ? agent : other;
    int64_t shared = 0;
    for (int64_t i = ties->start[through]; i < ties->start[through + 1]; i++)
        shared += many ? is_tied(ties, other, ties->other[i]) : mark[ties->other[i]];
    return shared;
}

double local_clustering(const struct plain_ties *ties, int32_t agent, bool mark[])
{
    double degree = (double)degree_of(ties, agent), closed = 0;
    int64_t first = ties->start[agent], end = ties->start[agent + 1];
    if (degree < 2) return 0;
    for (int64_t i = first; i < end; i++) mark[ties->other[i]] = true;
    for (int64_t i = first; i < end; i++) closed += (double)shared_contacts(ties, agent, ties->other[i], mark);
    for (int64_t i = first; i < end; i++) mark[ties->other[i]] = false;
    return closed / (degree * (degree - 1));
}

static bool see_clustering(const struct plain_ties *ties, struct observation *observation)
{
    int64_t spacing = crew_blocks(ties->agents, CLUSTERING_SAMPLE);
    bool *mark = calloc((size_t)ties->agents, sizeof *mark);
    double sum = 0;
    for (int64_t i = 0; mark && i < ties->agents; i += spacing) sum += local_clustering(ties, (int32_t)i, mark);
    see_value(observation, OBSERVE_clustering, sum / (double)crew_blocks(ties->agents, spacing));
    bool room = mark;
    free(mark);
    return room;
}

/* -- modularity */

bool modularity_of(
    const struct plain_ties *ties, const int32_t module[], int32_t module_count, double *modularity, double *within)
{
    int64_t *inside = calloc((size_t)module_count + 1, sizeof *inside);
    int64_t *degrees = calloc((size_t)module_count + 1, sizeof *degrees);
    bool room = inside && degrees;
    double ends = (double)ties->start[ties->agents];
    *modularity = *within = 0;
    for (int32_t agent = 0; room && agent < ties->agents; agent++) {
        degrees[module[agent]] += degree_of(ties, agent);
        for (int64_t i = ties->start[agent]; i < ties->start[agent + 1]; i++)
            inside[module[agent]] += module[ties->other[i]] == module[agent];
    }
    for (int32_t m = 0; room && ends > 0 && m < module_count; m++) {
        double expected = (double)degrees[m] / ends;
        *within += (double)inside[m] / ends;
        *modularity += (double)inside[m] / ends - expected * expected;
    }
    free(inside);
    free(degrees);
    return room;
}

/* Improves a division, and keeps what is seen of it if it is the best so far. */
static bool try_division(const struct plain_ties *ties, int32_t module[], struct observation *observation)
{
    double *best = observation->value[OBSERVE_modularity], modularity, within;
    int32_t count;
    bool room = modules_improve(ties, module, &count) && modularity_of(ties, module, count, &modularity, &within);
    if (room && modularity >= *best) *best = modularity, observation->value[OBSERVE_modules][0] = count;
    return room;
}

/* The best division found may begin with everybody alone, or with the units. */
static bool see_modules(const struct world *world, const struct plain_ties *ties, struct observation *observation)
{
    const struct network *network = &world->network;
    double within;
    int32_t *module = malloc((size_t)ties->agents * sizeof *module + 1);
    bool room = module && modularity_of(ties, network->unit, network->unit_count,
                              observation->value[OBSERVE_modularity_by_unit], &within);
    see_value(observation, OBSERVE_ei_index, room && ties->start[ties->agents] > 0 ? 1 - 2 * within : 0);
    see_value(observation, OBSERVE_ties_within_units, room ? within * (double)ties->start[ties->agents] / 2 : 0);
    observation->value[OBSERVE_modularity][0] = -1;
    for (int32_t agent = 0; room && agent < ties->agents; agent++) module[agent] = network->unit[agent];
    room = room && try_division(ties, module, observation);
    for (int32_t agent = 0; room && agent < ties->agents; agent++) module[agent] = agent;
    room = room && try_division(ties, module, observation);
    free(module);
    return room;
}

/* -- means over people: blocks add up in block order */

struct sums {
    double degree, squares, trust, arcs;
};
struct sums_parts PARTS_OF(struct sums);

struct summing {
    const struct world *world;
    const struct plain_ties *ties;
    struct sums_parts *parts;
};

static void sum_block(void *context, struct span span)
{
    const struct summing *summing = context;
    bool trusted = summing->world->network.told.trust;
    struct sums sums = {0};
    for (int64_t i = span.first; i < span.last; i++) {
        int32_t agent = (int32_t)i, arcs = trusted ? tie_count(summing->world, agent) : 0;
        double degree = (double)degree_of(summing->ties, agent);
        sums.degree += degree;
        sums.squares += degree * degree;
        for (int32_t k = 0; k < arcs; k++) sums.trust += tie_at(summing->world, agent, k).trust;
        sums.arcs += arcs;
    }
    part_push(summing->parts, span.block, &sums);
}

static bool see_means(const struct world *world, const struct plain_ties *ties, struct observation *observation)
{
    struct sums_parts parts = {0};
    struct summing summing = {world, ties, &parts};
    struct sums total = {0};
    double people = ties->agents;
    bool room = parts_open(&parts, crew_blocks(ties->agents, CREW_BLOCK));
    if (room) crew_share(world->crew, ties->agents, sum_block, &summing);
    room = room && parts_join(&parts);
    for (int64_t b = 0; room && b < parts.count; b++) {
        const struct sums *block = &parts.items[b];
        total.degree += block->degree, total.squares += block->squares;
        total.trust += block->trust, total.arcs += block->arcs;
    }
    double mean = total.degree / people, variance = total.squares / people - mean * mean;
    see_value(observation, OBSERVE_degree_mean, mean);
    see_value(observation, OBSERVE_degree_sd, variance > 0 ? sqrt(variance) : 0);
    see_mean(observation, OBSERVE_trust_mean, total.trust, total.arcs);
    parts_free(&parts);
    return room;
}

/* -- regions */

static bool same_practices(const struct world *world, int32_t agent, int32_t other)
{
    const size_t domains = (size_t)world->agents.domains;
    return memcmp(&world->agents.practice[place_at(world, agent, 0)],
               &world->agents.practice[place_at(world, other, 0)], domains * sizeof *world->agents.practice) == 0;
}

/* A region is all who hang together by ties among people who use the same. */
static bool see_regions(const struct world *world, const struct plain_ties *ties, struct observation *observation)
{
    struct components regions = {0};
    int64_t count = 0;
    const bool room = components_open(&regions, ties->agents);
    for (int32_t agent = 0; room && agent < ties->agents; agent++)
        for (int64_t i = ties->start[agent]; i < ties->start[agent + 1]; i++)
            if (ties->other[i] < agent && same_practices(world, agent, ties->other[i]))
                components_join(&regions, agent, ties->other[i]);
    for (int32_t agent = 0; room && agent < ties->agents; agent++)
        count += component_of(&regions, agent) == regions.node[agent];
    see_value(observation, OBSERVE_practice_regions, (double)count);
    components_free(&regions);
    return room;
}

/* -- all together */

static bool is_due(const struct world *world)
{
    return world->step % world->scenario.structure.every == 0 || world->step == world->scenario.run.steps;
}

void observe_structure(const struct world *world, struct observation *observation)
{
    struct plain_ties ties;
    if (observation->length[OBSERVE_degree_mean] == 0 || !is_due(world)) return;
    bool room = plain_ties_make(&ties, &world->network);
    if (room) {
        room = see_means(world, &ties, observation) && see_clustering(&ties, observation) &&
               see_modules(world, &ties, observation) && see_regions(world, &ties, observation);
        plain_ties_free(&ties);
    }
    if (!room) observation->out_of_memory = true;
}
