/* An interval one line high: ──●── on a common scale, | where zero is. */
#ifndef PROGRAM_INTERVAL_PLOT_H
#define PROGRAM_INTERVAL_PLOT_H

#include <stdbool.h>

#include "program/terminal/sparkline.h"
#include "study/analysis/bootstrap.h"

/* What the columns stand for. */
struct interval_scale {
    double least, greatest; /* of the first and the last column */
    int cells;              /* in [2, SPARKLINE_CELLS_MOST] */
    bool unicode;           /* else ASCII */
};

/* Widens the scale so that it holds the estimate; what is not finite changes nothing. Begin with {INFINITY,
 * -INFINITY}. */
void interval_scale_take(struct interval_scale *scale, const struct uncertain *estimate);

/* Draws the estimate; "" where it is not finite. Without an interval the mark stands alone. */
void interval_plot(const struct interval_scale *scale, const struct uncertain *estimate, char text[SPARKLINE_TEXT]);

#endif
