/* The description of the model behind one scenario, by the ODD protocol (Grimm et al. 2020, doi:10.18564/jasss.4259):
 * only the mechanisms that are on, with the values used. Markdown. */
#ifndef IO_DESCRIBE_ODD_H
#define IO_DESCRIBE_ODD_H

#include <stdio.h>

#include "base/status.h"
#include "scenario/scenario.h"

/* `scenario` is settled and checked. STATUS_MEMORY. Whether the file could take it, the file remembers. */
MUST_USE enum status describe_odd(FILE *file, const struct scenario *scenario);

#endif
