/* modules: people who are tied more among themselves than to others, found from the ties alone.
 *
 * One after another, people go over to the module of a contact with whom modularity gains most, and those near them are
 * looked at again, until nobody moves. Then each module becomes one node, the ties between two
 * modules one weighted tie, and all begins anew, until modules stay as they are. */
#include <stdlib.h>
#include <string.h>

#include "model/watch/structure.h"

/* The nodes of one level; weights count ends of ties, so ties within a node are no part of it but of its degree. */
struct level {
    int32_t count;
    int64_t *start; /* [count + 1] into the next two */
    int32_t *other;
    int64_t *weight;
    int64_t *degree; /* [count], ends of ties of the people in a node */
};

/* What the nodes of a level are divided into; arrays of as many as there are people. */
struct division {
    int64_t ends;    /* of all ties */
    int32_t *module; /* of a node */
    int64_t *degree; /* of a module */
    int64_t *to;     /* of the node in hand, to each module: 0 but for those listed in `near` */
    int32_t *near, *member, *place;
    bool *due; /* nodes to be looked at: something near them has changed */
};

static void level_free(struct level *level)
{
    free(level->start);
    free(level->other);
    free(level->weight);
    free(level->degree);
    *level = (struct level){0};
}

static bool level_make(struct level *level, int32_t count, int64_t arcs)
{
    *level = (struct level){.count = count,
        .start = malloc(((size_t)count + 1) * sizeof *level->start),
        .other = malloc((size_t)arcs * sizeof *level->other + 1),
        .weight = malloc((size_t)arcs * sizeof *level->weight + 1),
        .degree = calloc((size_t)count + 1, sizeof *level->degree)};
    if (level->start && level->other && level->weight && level->degree) return true;
    level_free(level);
    return false;
}

static bool level_of_people(struct level *level, const struct plain_ties *ties)
{
    int64_t arcs = ties->start[ties->agents];
    if (!level_make(level, ties->agents, arcs)) return false;
    memcpy(level->start, ties->start, ((size_t)ties->agents + 1) * sizeof *level->start);
    if (arcs > 0) memcpy(level->other, ties->other, (size_t)arcs * sizeof *level->other);
    for (int64_t i = 0; i < arcs; i++) level->weight[i] = 1;
    for (int32_t agent = 0; agent < ties->agents; agent++)
        level->degree[agent] = ties->start[agent + 1] - ties->start[agent];
    return true;
}

/* Lists the modules to which a node is tied, and the weight to each; how many they are. */
static int32_t look_round(const struct level *level, struct division *division, int32_t node)
{
    int32_t near = 0;
    for (int64_t i = level->start[node]; i < level->start[node + 1]; i++) {
        int32_t module = division->module[level->other[i]];
        if (division->to[module] == 0) division->near[near++] = module;
        division->to[module] += level->weight[i];
    }
    return near;
}

/* Lets a node go to another module, if there is a better one; whether it went. */
static bool move(const struct level *level, struct division *division, int32_t node)
{
    int32_t own = division->module[node], best = own, near = look_round(level, division, node);
    int64_t degree = level->degree[node];
    division->degree[own] -= degree;
    int64_t most = division->ends * division->to[own] - degree * division->degree[own];
    for (int32_t i = 0; i < near; i++) {
        int32_t module = division->near[i];
        int64_t gain = division->ends * division->to[module] - degree * division->degree[module];
        if (gain > most) most = gain, best = module;
        division->to[module] = 0;
    }
    division->degree[best] += degree;
    division->module[node] = best;
    for (int64_t i = level->start[node]; best != own && i < level->start[node + 1]; i++)
        division->due[level->other[i]] = true;
    return best != own;
}

/* A step from node to node that comes to all of them, and to those side by side at very different times: nodes near in
 * number are often near in the network, and were they looked at one after another, modules would grow like a chain. */
static int64_t stride(int64_t count)
{
    static const double golden = 0.6180339887498949;
    for (int64_t step = (int64_t)(golden * (double)count) + 1;; step++) {
        int64_t a = count, b = step;
        while (b != 0) {
            int64_t rest = a % b;
            a = b;
            b = rest;
        }
        if (a == 1) return step;
    }
}

/* Numbers the modules in the order of their first nodes; how many they are. */
static int32_t number_modules(const struct level *level, struct division *division)
{
    int32_t count = 0, *number = division->near;
    for (int32_t node = 0; node < level->count; node++) number[node] = -1;
    for (int32_t node = 0; node < level->count; node++) {
        int32_t *given = &number[division->module[node]];
        if (*given < 0) *given = count++;
        division->module[node] = *given;
    }
    return count;
}

/* Divides the nodes of a level anew, beginning with the division that there is; how many modules there are. */
static int32_t divide(const struct level *level, struct division *division)
{
    const int64_t step = stride(level->count);
    bool moved;
    memset(division->degree, 0, (size_t)level->count * sizeof *division->degree);
    for (int32_t node = 0; node < level->count; node++) {
        division->degree[division->module[node]] += level->degree[node];
        division->due[node] = true;
    }
    do {
        moved = false;
        for (int64_t i = 0, node = 0; i < level->count; i++, node = (node + step) % level->count) {
            if (!division->due[node]) continue;
            division->due[node] = false;
            moved |= move(level, division, (int32_t)node);
        }
    } while (moved);
    return number_modules(level, division);
}

/* Nodes by module: those of module m are member[place[m]] up to member[place[m + 1] - 1]. */
static void list_members(const struct level *level, struct division *division, int32_t count)
{
    int32_t *place = division->place;
    memset(place, 0, ((size_t)count + 1) * sizeof *place);
    for (int32_t node = 0; node < level->count; node++) place[division->module[node]]++;
    for (int32_t module = 1; module <= count; module++) place[module] += place[module - 1];
    for (int32_t node = level->count; node-- > 0;) division->member[--place[division->module[node]]] = node;
}

/* The level whose nodes are the modules of this one. */
static bool climb(struct level *next, const struct level *level, struct division *division, int32_t count)
{
    if (!level_make(next, count, level->start[level->count])) return false;
    list_members(level, division, count);
    int64_t arcs = 0;
    for (int32_t module = 0; module < count; module++) {
        int32_t near = 0;
        next->start[module] = arcs;
        for (int32_t i = division->place[module]; i < division->place[module + 1]; i++) {
            int32_t node = division->member[i];
            next->degree[module] += level->degree[node];
            for (int64_t arc = level->start[node]; arc < level->start[node + 1]; arc++) {
                int32_t other = division->module[level->other[arc]];
                if (division->to[other] == 0) division->near[near++] = other;
                division->to[other] += level->weight[arc];
            }
        }
        for (int32_t i = 0; i < near; i++) {
            int32_t other = division->near[i];
            if (other != module) next->other[arcs] = other, next->weight[arcs++] = division->to[other];
            division->to[other] = 0;
        }
    }
    next->start[count] = arcs;
    return true;
}

static bool division_make(struct division *division, const struct plain_ties *ties)
{
    size_t people = (size_t)ties->agents + 1;
    *division = (struct division){.ends = ties->start[ties->agents],
        .module = malloc(people * sizeof *division->module),
        .degree = malloc(people * sizeof *division->degree),
        .to = calloc(people, sizeof *division->to),
        .near = malloc(people * sizeof *division->near),
        .member = malloc(people * sizeof *division->member),
        .place = malloc(people * sizeof *division->place),
        .due = malloc(people * sizeof *division->due)};
    return division->module && division->degree && division->to && division->near && division->member &&
           division->place && division->due;
}

static void division_free(struct division *division)
{
    free(division->module);
    free(division->degree);
    free(division->to);
    free(division->near);
    free(division->member);
    free(division->place);
    free(division->due);
}

bool modules_improve(const struct plain_ties *ties, int32_t module[], int32_t *module_count)
{
    struct division division;
    struct level level = {0};
    bool room = division_make(&division, ties) && level_of_people(&level, ties), settled = !room;
    if (room && ties->agents > 0) memcpy(division.module, module, (size_t)ties->agents * sizeof *module);
    for (int32_t agent = 0; agent < ties->agents; agent++) module[agent] = agent;
    while (!settled) {
        struct level next = {0};
        int32_t count = divide(&level, &division);
        settled = count == level.count;
        for (int32_t agent = 0; agent < ties->agents; agent++) module[agent] = division.module[module[agent]];
        *module_count = count;
        if (!settled) room = climb(&next, &level, &division, count);
        for (int32_t node = 0; node < count; node++) division.module[node] = node;
        settled = settled || !room;
        level_free(&level);
        level = next;
    }
    level_free(&level);
    division_free(&division);
    return room;
}
