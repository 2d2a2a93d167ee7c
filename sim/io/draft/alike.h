/* Labels that are the same, or might be one: nothing is made one of them, but whoever wrote them should know. */
#ifndef IO_ALIKE_H
#define IO_ALIKE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"
#include "network/network.h"

struct alike {
    int64_t count;           /* labels for which there is an earlier one */
    const char *one, *other; /* the first such pair, of the labels' own texts; NULL: there is none */
    bool by_looks;           /* they look the same; else they differ in case, blanks or zeros */
};

/* Labels with the same bytes. STATUS_MEMORY, or STATUS_OK. */
MUST_USE enum status labels_find_same(const struct labels *labels, struct alike *alike);

/* Labels with other bytes that look the same (Unicode's compatible composed forms, Cyrillic and Greek letters that look
 * like Latin ones taken for these, blanks at the ends left out), or are so but for case, how many blanks are between
 * words, and zeros before a whole number or after its point. */
MUST_USE enum status labels_find_alike(const struct labels *labels, struct alike *alike);

#endif
