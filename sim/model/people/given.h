/* People as a network's file says that they are. */
#ifndef PEOPLE_GIVEN_H
#define PEOPLE_GIVEN_H

#include "model/state/world.h"

/* Gives each of the people who were just made what the file says of them (network/traits.def); NULL: there is no file.
 * What was drawn for everybody is drawn all the same, so that a value which would have been drawn changes nothing. */
void people_given(struct world *world, const struct edge_list *file);

#endif
