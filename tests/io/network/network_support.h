/* A network that was read, in words: names with units, then the ties with weights. */
#ifndef TESTS_IO_NETWORK_SUPPORT_H
#define TESTS_IO_NETWORK_SUPPORT_H

#include <stdio.h>

#include "network/network.h"

static inline const char *network_in_words(const struct edge_list *list)
{
    static char words[4096];
    int length = 0;
    words[0] = '\0';
    for (int32_t i = 0; i < list->agent_count; i++) {
        length += sprintf(words + length, "%s%s", i ? " " : "", list->agents.text ? list->agents.text[i] : "?");
        if (list->unit) length += sprintf(words + length, "@%s", list->units.text[list->unit[i]]);
    }
    length += sprintf(words + length, ":");
    for (int64_t edge = 0; edge < list->edge_count; edge++) {
        length += sprintf(
            words + length, " %d%s%d", list->edges[2 * edge], list->directed ? ">" : "-", list->edges[2 * edge + 1]);
        if (list->weight) length += sprintf(words + length, "*%g", list->weight[edge]);
    }
    return words;
}

#endif
