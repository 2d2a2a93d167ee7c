/* The invariants of a world, checked from scratch, room by room. */
#include "model/cycle/model.h"
#include "model/frame/rooms.h"
#include "model/state/world.h"

#define VERIFIES_own(name)                                                                                             \
    if (status == STATUS_OK) status = verify_##name(world, message);
#define VERIFIES_none(name)

enum status model_verify(const struct world *world, struct message *message)
{
    enum status status = STATUS_OK;
#define GROUND(name, make, digest, verify, observe) VERIFIES_##verify(name)
#define ROOM(name, digest, verify, observe) VERIFIES_##verify(name)
#define VIEW(name, verify, observe) VERIFIES_##verify(name)
#include "model/frame/rooms.def"
    if (status == STATUS_INVARIANT) message_prefix(message, "after step %d: ", world->step);
    return status;
}
