/* The organisation's code: one practice in each domain that nobody need use. */
#ifndef RULES_ORGANISATIONAL_CODE_H
#define RULES_ORGANISATIONAL_CODE_H

#include "model/frame/rooms.h"
#include "model/state/world.h"

/* From whom the organisation's code has a bit, by which adoption; -1 where the bit is unknown. */
struct code_bit {
    int32_t agent, row;
};

/* Who would stand for those who do a bit in one way: the one with the lowest priority, or agent -1. */
struct spokesman {
    uint64_t priority;
    struct code_bit from;
};

/* What those did who were better than the code. */
struct votes {
    int32_t superiors, ones[BITS_MOST];
    struct spokesman spokesman[BITS_MOST][2];
};

#define CODE_KEEPS(VALUE, LIST, ITEMS, PARTS)                                                                          \
    ITEMS(KEPT, struct configuration, practice, world->agents.domains)                                                 \
    ITEMS(KEPT, struct code_bit, bits, world->agents.domains * world->scenario.landscape.bits)                         \
    PARTS(struct votes, votes)
ROOM_STRUCT(organisational_code, CODE_KEEPS);

#endif
