/* Training. */
#ifndef PEOPLE_TRAINING_H
#define PEOPLE_TRAINING_H

#include "model/frame/rooms.h"
#include "model/state/world.h"

#define TRAINING_KEEPS(VALUE, LIST, ITEMS, PARTS) VALUE(KEPT, int64_t, trained, ) /* so far */
ROOM_STRUCT(training, TRAINING_KEEPS);

#endif
