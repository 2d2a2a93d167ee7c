/* Which moves, from one practice to a variant of it, a person can make: all, or some of one's own, drawn or by unit.
 * They are of the place: whoever comes there later has the same, and whoever goes to another unit has those of that
 * one. */
#ifndef MODEL_MOVES_H
#define MODEL_MOVES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct world;

/* How many they are; 0 where a practice has no neighbours (landscape_moves). */
int32_t moves_count(const struct world *world, int32_t agent);

/* The move of a number in [0, moves_count), in the order in which the person tries them. Cost: the square of the
 * number. */
int32_t moves_at(const struct world *world, int32_t agent, int32_t number);

/* Whether people have some moves and not others, so that it is worth telling which. */
bool moves_are_own(const struct world *world);

/* As model_moves in model/cycle/model.h says. */
void moves_print(const struct world *world, int32_t agent, int32_t unit, size_t size, char *text);

#endif
