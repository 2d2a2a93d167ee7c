/* The world: the whole state of one run.
 *
 * Only the model includes this. What every mechanism stands on lies in the world itself; what one mechanism keeps is a
 * room of its own (rooms.def), which only who includes its header can look into.
 */
#ifndef STATE_WORLD_H
#define STATE_WORLD_H

#include "base/crew.h"
#include "landscape/landscape.h"
#include "model/record/events.h"
#include "model/state/agents.h"
#include "model/state/communities.h"
#include "model/state/practices.h"
#include "model/state/projects.h"
#include "model/state/ties.h"
#include "network/network.h"
#include "random/random.h"
#include "scenario/scenario.h"

struct world {
    const struct scenario scenario;
    struct rates rates; /* in force in this step */
    struct random_seeds seeds;
    struct crew *crew;
    int32_t step;
    bool out_of_memory;  /* remembered until the end of the step, which then fails */
    bool out_of_numbers; /* for the rows of a table; likewise */
    struct fading fading;

#define GROUND(name, make, digest, verify, observe) struct name name;
#define ROOM(name, digest, verify, observe) struct name *name;
#include "model/frame/rooms.def"
};

#endif
