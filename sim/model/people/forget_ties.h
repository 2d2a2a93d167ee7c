/* Ties along which nobody trusts any more are lost. */
#ifndef PEOPLE_FORGET_TIES_H
#define PEOPLE_FORGET_TIES_H

#include "model/state/world.h"

/* Part of renew: faded ties are lost. */
void ties_forget(struct world *world);

#endif
