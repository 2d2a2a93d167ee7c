/* A network as a file gives it, of four people, in which no two things are the same: what is taken for another shows.
 * Include after <cmocka.h>. */
#ifndef TESTS_FILE_NETWORK_H
#define TESTS_FILE_NETWORK_H

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "network/network.h"

enum { FILE_AGENTS = 4, FILE_EDGES = 3, FILE_UNITS = 2 };

static inline void *copy_of(const void *bytes, size_t size)
{
    return memcpy(malloc(size), bytes, size);
}

static inline struct labels labels_of(const char *const *text, int32_t count)
{
    struct labels labels = {count, malloc((size_t)count * sizeof *labels.text)};
    for (int32_t i = 0; i < count; i++) labels.text[i] = strdup(text[i]);
    return labels;
}

/* Its ties alone: nobody has a name, a unit or a trait, and nothing is told of the file. */
static inline struct edge_list bare_network(void)
{
    static const int32_t edges[] = {0, 1, 1, 2, 2, 3};
    return (struct edge_list){
        .agent_count = FILE_AGENTS, .edge_count = FILE_EDGES, .edges = copy_of(edges, sizeof edges)};
}

/* To be freed by edge_list_free. */
static inline struct edge_list file_network(void)
{
    static const int32_t unit[] = {0, 0, 1, 1};
    static const double weight[] = {0.5, 1, 2};
    static const double threshold[] = {3, NAN, 1e9, 0}, passion[] = {0.25, 0, 1, NAN};
    static const char *const agents[] = {"anna", "béla", "c, d", "1"}, *const units[] = {"north", "süd"};
    struct edge_list list = bare_network();
    list.unit_count = FILE_UNITS;
    list.self_loops = 11, list.duplicates = 12, list.both_ways = 13, list.isolated = 14;
    list.unit = copy_of(unit, sizeof unit);
    list.weight = copy_of(weight, sizeof weight);
    list.trait[TRAIT_threshold] = copy_of(threshold, sizeof threshold);
    list.trait[TRAIT_passion] = copy_of(passion, sizeof passion);
    list.agents = labels_of(agents, FILE_AGENTS);
    list.units = labels_of(units, FILE_UNITS);
    list.words = (struct network_words){strdup("weight, unit"), strdup("colour"), strdup("it begins with a mark")};
    return list;
}

#endif
