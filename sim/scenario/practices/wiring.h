/* Which bits of an nk landscape depend on which, where that is not drawn but laid down: adjacent, modular, or by an
 * influence matrix (landscape.matrix), rows of 0 and 1 with a blank or a line end between, "110 011 101". A 1 says that
 * the contribution of the row's bit depends on the column's bit; on its own it always does. */
#ifndef SCENARIO_WIRING_H
#define SCENARIO_WIRING_H

#include "scenario/scenario.h"

/* The most other bits that a bit may depend on. */
enum { WIRING_OTHERS_MOST = 20 };

/* What is wrong with a cell of a matrix, to stand after it, or NULL. */
const char *matrix_cell_fault(const char *cell, bool on_diagonal);

/* STATUS_INPUT with the reason, unless the matrix has as many rows and columns as the landscape has bits. */
MUST_USE enum status matrix_check(const struct landscape_parameters *landscape, struct message *message);

/* Whether the contribution of one bit depends on another. Not for wiring random; a matrix has been checked. */
bool wiring_links(const struct landscape_parameters *landscape, int64_t bit, int64_t other);

/* The most other bits that some bit depends on. */
int64_t wiring_widest(const struct landscape_parameters *landscape);

#endif
