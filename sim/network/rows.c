/* A settled list is ascending, so that two sweeps lay every row ascending: first the arcs of the targets, whose other
 * ends are the smaller ones, then those of the sources. A row that is full moves to the end of the store with half as
 * much room again; the places it leaves behind add up to less than twice the room in use. */
#include "network/rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/memory.h"

void rows_free(struct rows *rows)
{
    free(rows->start);
    free(rows->length);
    free(rows->room);
    free(rows->agent);
    free(rows->trust);
    free(rows->touched);
    *rows = (struct rows){0};
}

static bool allocate(struct rows *rows, int64_t row_count, int64_t store_count, bool with_trust)
{
    /* One more than needed, because nothing may be NULL even where there are no arcs. */
    size_t agents = (size_t)row_count + 1, arcs = (size_t)store_count + 1;
    rows->row_count = row_count;
    rows->store_count = store_count;
    rows->store_room = store_count + 1;
    rows->start = memory_zeros(agents, sizeof *rows->start);
    rows->length = memory_zeros(agents, sizeof *rows->length);
    rows->room = memory_zeros(agents, sizeof *rows->room);
    rows->agent = memory_zeros(arcs, sizeof *rows->agent);
    if (!rows->start || !rows->length || !rows->room || !rows->agent) return false;
    if (!with_trust) return true;
    rows->trust = memory_zeros(arcs, sizeof *rows->trust);
    rows->touched = memory_zeros(arcs, sizeof *rows->touched);
    return rows->trust && rows->touched;
}

/* Gives every row the room that its arcs need, one row after the other. */
static void assign_places(struct rows *rows, const struct edge_list *list, enum arcs arcs)
{
    for (int64_t edge = 0; edge < list->edge_count; edge++) {
        if (arcs & ARCS_OF_SOURCE) rows->room[list->edges[2 * edge]]++;
        if (arcs & ARCS_OF_TARGET) rows->room[list->edges[2 * edge + 1]]++;
    }
    for (int64_t row = 1; row < rows->row_count; row++) rows->start[row] = rows->start[row - 1] + rows->room[row - 1];
}

static double largest_weight(const struct edge_list *list)
{
    double largest = 0;
    for (int64_t edge = 0; edge < list->edge_count; edge++)
        if (list->weight[edge] > largest) largest = list->weight[edge];
    return largest;
}

/* Lays the arcs of the sources (`end` is 0) or of the targets (1). The trust of an edge is in proportion to its weight,
 * or its weight. */
static void lay_arcs(struct rows *rows, const struct edge_list *list, int end, struct trust_at_start trust)
{
    double largest = list->weight && rows->trust ? largest_weight(list) : 0;
    if (trust.by_weight) trust.of_all = largest = 1;
    for (int64_t edge = 0; edge < list->edge_count; edge++) {
        int32_t row = list->edges[2 * edge + end], other = list->edges[2 * edge + 1 - end];
        int64_t place = rows->start[row] + rows->length[row]++;
        rows->agent[place] = other;
        if (rows->trust)
            rows->trust[place] = (float)(list->weight ? trust.of_all * (list->weight[edge] / largest) : trust.of_all);
    }
}

enum status rows_lay(struct rows *rows, const struct edge_list *list, enum arcs arcs, struct trust_at_start trust)
{
    *rows = (struct rows){0};
    int64_t store_count = list->edge_count * (arcs == ARCS_OF_BOTH ? 2 : 1);
    if (!allocate(rows, list->agent_count, store_count, trust.of_all >= 0)) {
        rows_free(rows);
        return STATUS_MEMORY;
    }
    assign_places(rows, list, arcs);
    if (arcs & ARCS_OF_TARGET) lay_arcs(rows, list, 1, trust);
    if (arcs & ARCS_OF_SOURCE) lay_arcs(rows, list, 0, trust);
    return STATUS_OK;
}

int64_t rows_find(const struct rows *rows, int32_t i, int32_t j)
{
    int64_t first = rows->start[i], last = first + rows->length[i];
    for (int64_t place = first; place < last; place++)
        if (rows->agent[place] == j) return place;
    return -1;
}

/* Each array grows from the same room to the same room, so that one which has grown before another could not is no
 * harm. */
static bool grow_store(struct rows *rows, int64_t wanted)
{
    int64_t room = rows->store_room, trust_room = room, touched_room = room;
    if (!array_grow((void **)&rows->agent, &room, wanted, sizeof *rows->agent)) return false;
    if (rows->trust && (!array_grow((void **)&rows->trust, &trust_room, wanted, sizeof *rows->trust) ||
                           !array_grow((void **)&rows->touched, &touched_room, wanted, sizeof *rows->touched)))
        return false;
    rows->store_room = room;
    return true;
}

bool rows_fit(struct rows *rows, int64_t arcs)
{
    return arcs <= rows->store_room || grow_store(rows, arcs);
}

bool rows_reserve(struct rows *rows, int32_t i)
{
    int32_t length = rows->length[i];
    if (length < rows->room[i]) return true;
    int32_t room = length + length / 2 + 4;
    if (!grow_store(rows, rows->store_count + room)) return false;
    int64_t from = rows->start[i], to = rows->store_count;
    memcpy(rows->agent + to, rows->agent + from, (size_t)length * sizeof *rows->agent);
    if (rows->trust) {
        memcpy(rows->trust + to, rows->trust + from, (size_t)length * sizeof *rows->trust);
        memcpy(rows->touched + to, rows->touched + from, (size_t)length * sizeof *rows->touched);
    }
    rows->start[i] = to;
    rows->room[i] = room;
    rows->store_count += room;
    return true;
}

void rows_add(struct rows *rows, int32_t i, int32_t j, double trust, int32_t step)
{
    int64_t place = rows->start[i] + rows->length[i]++;
    rows->agent[place] = j;
    if (!rows->trust) return;
    rows->trust[place] = (float)trust;
    rows->touched[place] = step;
}

void rows_remove(struct rows *rows, int32_t i, int32_t j)
{
    int64_t place = rows_find(rows, i, j);
    if (place < 0) return;
    size_t behind = (size_t)(rows->start[i] + --rows->length[i] - place);
    memmove(rows->agent + place, rows->agent + place + 1, behind * sizeof *rows->agent);
    if (!rows->trust) return;
    memmove(rows->trust + place, rows->trust + place + 1, behind * sizeof *rows->trust);
    memmove(rows->touched + place, rows->touched + place + 1, behind * sizeof *rows->touched);
}
