/* Selection: who leaves may go by how well people do, and so may whom newcomers copy (Levinthal 1997,
 * doi:10.1287/mnsc.43.7.934). */
#ifndef CYCLE_SELECTION_H
#define CYCLE_SELECTION_H

#include "model/state/world.h"

/* Draws those who leave in this step into world->renew->leavers. Cost: those who leave; where it goes by quality, and
 * somebody leaves, all people are sorted. */
void selection_leavers(struct world *world);

/* Says which newcomers copy somebody, and asks for what they then begin with: before anybody has left. Cost: those who
 * leave; where it goes by quality, all people. */
void selection_copy(struct world *world);

#endif
