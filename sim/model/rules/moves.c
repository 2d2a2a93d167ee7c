#include "model/rules/moves.h"

#include <stdio.h>

#include "model/state/draws.h"
#include "model/state/world.h"

/* The moves of a unit begin here. Where there are more units than moves, several units have the same one. */
static int32_t block_begins(const struct world *world, int64_t unit)
{
    return (int32_t)(unit * landscape_moves(&world->landscape) / world->network.unit_count);
}

static int32_t block_length(const struct world *world, int32_t unit)
{
    int32_t length = block_begins(world, unit + 1) - block_begins(world, unit);
    return length > 0 ? length : 1;
}

/* How many moves the agent has as one of the unit. */
static int32_t count_in(const struct world *world, int32_t unit)
{
    int32_t all = landscape_moves(&world->landscape), own = (int32_t)world->scenario.individual_search.own_moves;
    switch (world->scenario.individual_search.moves) {
    case MOVES_ALL:
        return all;
    case MOVES_UNITS:
        return all > 0 ? block_length(world, unit) : 0;
    case MOVES_EACH:
    case MOVES_ORDERS:
        break;
    }
    return own < all ? own : all;
}

/* Which of the moves left the one of a number is: drawn for the person, or as a digit of the unit's order. */
static int32_t rank_of(const struct world *world, int32_t agent, int32_t unit, int32_t number)
{
    const uint64_t all = (uint64_t)landscape_moves(&world->landscape), left = all - (uint64_t)number;
    if (world->scenario.individual_search.moves == MOVES_EACH)
        return (int32_t)random_below(
            random_key(&world->seeds, STREAM_MOVES, 0, (uint32_t)agent, DRAW_MOVES_WHICH + (uint32_t)number), left);
    uint64_t order = (uint64_t)unit;
    for (int32_t later = count_in(world, unit) - 1; later > number; later--) order /= all - (uint64_t)later;
    return (int32_t)(order % left);
}

/* The move of a rank among those that do not stand among the first `count` of `taken`, which ascend; it is put there.
 */
static int32_t take_of_rank(int32_t *taken, int32_t count, int32_t rank)
{
    int32_t place = 0;
    while (place < count && taken[place] <= rank + place) place++;
    for (int32_t i = count; i > place; i--) taken[i] = taken[i - 1];
    return taken[place] = rank + place;
}

static int32_t move_in(const struct world *world, int32_t agent, int32_t unit, int32_t number)
{
    int32_t taken[DRAWS_OF_MOVES], move = number;
    switch (world->scenario.individual_search.moves) {
    case MOVES_ALL:
        return number;
    case MOVES_UNITS:
        return block_begins(world, unit) + number;
    case MOVES_EACH:
    case MOVES_ORDERS:
        break;
    }
    for (int32_t i = 0; i <= number; i++) move = take_of_rank(taken, i, rank_of(world, agent, unit, i));
    return move;
}

int32_t moves_count(const struct world *world, int32_t agent)
{
    return count_in(world, world->network.unit[agent]);
}

int32_t moves_at(const struct world *world, int32_t agent, int32_t number)
{
    return move_in(world, agent, world->network.unit[agent], number);
}

bool moves_are_own(const struct world *world)
{
    return world->scenario.individual_search.present && world->scenario.individual_search.moves != MOVES_ALL &&
           landscape_moves(&world->landscape) > 0;
}

void moves_print(const struct world *world, int32_t agent, int32_t unit, size_t size, char *text)
{
    const int32_t first = world->scenario.landscape.kind == LANDSCAPE_RING; /* a move of 0 is a step of 1 */
    size_t length = 0;
    *text = '\0';
    for (int32_t i = 0; i < count_in(world, unit) && length < size; i++)
        length += (size_t)snprintf(
            text + length, size - length, "%s%d", i > 0 ? " " : "", (int)(move_in(world, agent, unit, i) + first));
}
