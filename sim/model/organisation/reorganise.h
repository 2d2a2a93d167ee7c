/* Reorganisation: ties across units are added. */
#ifndef ORGANISATION_REORGANISE_H
#define ORGANISATION_REORGANISE_H

#include "model/state/world.h"

/* Part of govern: people are brought together. */
void govern_reorganise(struct world *world);

#endif
