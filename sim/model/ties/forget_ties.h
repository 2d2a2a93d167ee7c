/* Ties along which nobody trusts any more are lost. */
#ifndef TIES_FORGET_TIES_H
#define TIES_FORGET_TIES_H

#include "model/state/world.h"

/* Part of renew: faded ties are lost. */
void ties_forget(struct world *world);

#endif
