/* The parts that rooms owe (rooms.def), and how most rooms get theirs: from rows, one for each thing that they keep.
 *
 *     #define WEAVE_KEEPS(VALUE, LIST, ITEMS, PARTS)                       \
 *         LIST(PASSING, struct introductions, introductions)
 *     ROOM_STRUCT(weave, WEAVE_KEEPS);                                     struct weave
 *     ROOM_PARTS(weave, WEAVE_KEEPS)                                       free_weave, carry_weave, bytes_of_weave
 *     ROOM_MAKE(weave)                                                     make_weave: all zero
 *
 * VALUE(fate, type, name, dimensions)   a number or struct, or (with dimensions, as in [4]) an array of them
 * LIST (fate, type, name)               an ARRAY_OF
 * ITEMS(fate, type, name, length)       an array of `length` (an expression of `world`), or NULL; the room's own make
 *                                       function makes it
 * PARTS(type, name)                     a PARTS_OF; always PASSING
 *
 * fate: KEPT goes into checkpoints; PASSING is there for a step only, or follows from the rest.
 */
#ifndef FRAME_ROOMS_H
#define FRAME_ROOMS_H

#include <stdint.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/digest.h"
#include "base/parts.h"
#include "base/status.h"
#include "model/frame/carrier.h"
#include "model/record/observation.h"

struct world;

/* make: what the scenario has of it; on an error what is there is freed with the world. STATUS_MEMORY only.
 * digest: what another run must have alike, in a fixed order. verify: STATUS_INVARIANT with a message that says which.
 * observe: fills its observables; nothing that the run depends on changes, nor anything that another room reads. */
#define DECLARE_MAKE_own(name) MUST_USE enum status make_##name(struct world *world);
#define DECLARE_MAKE_none(name)
#define DECLARE_DIGEST_own(name) void digest_##name(const struct world *world, struct digester *digester);
#define DECLARE_DIGEST_none(name)
#define DECLARE_VERIFY_own(name) MUST_USE enum status verify_##name(const struct world *world, struct message *message);
#define DECLARE_VERIFY_none(name)
#define DECLARE_OBSERVE_own(name) void observe_##name(const struct world *world, struct observation *observation);
#define DECLARE_OBSERVE_crew(name) DECLARE_OBSERVE_own(name)
#define DECLARE_OBSERVE_none(name)

#define GROUND(name, make, digest, verify, observe)                                                                    \
    DECLARE_MAKE_##make(name) void free_##name(struct world *world);                                                   \
    void carry_##name(struct carrier *carrier, struct world *world);                                                   \
    int64_t bytes_of_##name(const struct world *world);                                                                \
    DECLARE_DIGEST_##digest(name) DECLARE_VERIFY_##verify(name) DECLARE_OBSERVE_##observe(name)
#define ROOM(name, digest, verify, observe) GROUND(name, own, digest, verify, observe)
#define VIEW(name, verify, observe) DECLARE_VERIFY_##verify(name) DECLARE_OBSERVE_##observe(name)
#include "model/frame/rooms.def"

#define ROOM_STRUCT(room, KEEPS)                                                                                       \
    struct room {                                                                                                      \
        KEEPS(MEMBER_VALUE, MEMBER_LIST, MEMBER_ITEMS, MEMBER_PARTS)                                                   \
    }
#define MEMBER_VALUE(fate, type, name, dimensions) type name dimensions;
#define MEMBER_LIST(fate, type, name) type name;
#define MEMBER_ITEMS(fate, type, name, length) type *name;
#define MEMBER_PARTS(type, name) struct PARTS_OF(type) name;

#define ROOM_PARTS(room, KEEPS)                                                                                        \
    void free_##room(struct world *world)                                                                              \
    {                                                                                                                  \
        struct room *own = world->room;                                                                                \
        if (!own) return;                                                                                              \
        KEEPS(FREE_VALUE, FREE_LIST, FREE_ITEMS, FREE_PARTS)                                                           \
        free(own);                                                                                                     \
    }                                                                                                                  \
    void carry_##room(struct carrier *carrier, struct world *world)                                                    \
    {                                                                                                                  \
        struct room *own = world->room;                                                                                \
        (void)carrier, (void)own;                                                                                      \
        KEEPS(CARRY_VALUE, CARRY_LIST, CARRY_ITEMS, CARRY_PARTS)                                                       \
    }                                                                                                                  \
    int64_t bytes_of_##room(const struct world *world)                                                                 \
    {                                                                                                                  \
        const struct room *own = world->room;                                                                          \
        int64_t bytes = (int64_t)sizeof *own;                                                                          \
        KEEPS(BYTES_VALUE, BYTES_LIST, BYTES_ITEMS, BYTES_PARTS)                                                       \
        return bytes;                                                                                                  \
    }

#define FREE_VALUE(fate, type, name, dimensions)
#define FREE_LIST(fate, type, name) array_free(&own->name);
#define FREE_ITEMS(fate, type, name, length) free(own->name);
#define FREE_PARTS(type, name) parts_free(&own->name);

#define CARRY_VALUE(fate, type, name, dimensions) fate(carry_value(carrier, own->name);)
#define CARRY_LIST(fate, type, name) fate(carry_array(carrier, own->name);)
#define CARRY_ITEMS(fate, type, name, length) fate(carry_items(carrier, own->name, length);)
#define CARRY_PARTS(type, name)
#define KEPT(statement) statement
#define PASSING(statement)

#define BYTES_VALUE(fate, type, name, dimensions)
#define BYTES_LIST(fate, type, name) bytes += own->name.capacity * (int64_t)sizeof *own->name.items;
#define BYTES_ITEMS(fate, type, name, length) bytes += own->name ? (int64_t)(length) * (int64_t)sizeof *own->name : 0;
#define BYTES_PARTS(type, name) bytes += own->name.all.capacity * (int64_t)sizeof *own->name.items;

#define ROOM_MAKE(room)                                                                                                \
    enum status make_##room(struct world *world)                                                                       \
    {                                                                                                                  \
        world->room = calloc(1, sizeof *world->room);                                                                  \
        return world->room ? STATUS_OK : STATUS_MEMORY;                                                                \
    }

#endif
