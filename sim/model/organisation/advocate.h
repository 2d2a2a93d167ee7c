/* Who succeeded speaks for it. */
#ifndef ORGANISATION_ADVOCATE_H
#define ORGANISATION_ADVOCATE_H

#include "model/state/world.h"

/* Part of govern: units may get new standards, or become more open. */
void govern_advocate(struct world *world);

#endif
