/* How ties change: they are made and lost, and trust along them grows and shrinks. */
#ifndef TIES_BONDS_H
#define TIES_BONDS_H

#include "model/state/world.h"

/* Where one of two tied people trusts the other more than at the start, that much is left of it. */
void tie_reset(struct world *world, int32_t agent, int32_t other);

/* Two people have worked together, or met: the trust of each moves to 1 by `share` of what is missing; strangers become
 * tied. Whether they were strangers. */
bool tie_strengthen(struct world *world, int32_t agent, int32_t other, double share);

/* The first half of it, where ties go both ways and the two are tied: the trust of the first in the other. Whether they
 * are. Threads may call it side by side, but not two of them with the same two people in this order. */
bool trust_strengthen(struct world *world, int32_t agent, int32_t other, double share);

/* Two strangers are introduced, by a weaver or (-1) by the organisation: they become tied, with the trust of a start.
 */
void tie_introduce(struct world *world, int32_t agent, int32_t other, int32_t weaver);

/* Two people are tied no more. */
void tie_lose(struct world *world, int32_t agent, int32_t other);

/* The trust of two tied people in each other loses a `share` of itself. */
void tie_weaken(struct world *world, int32_t agent, int32_t other, double share);

#endif
