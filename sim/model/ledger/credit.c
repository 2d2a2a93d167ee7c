/* credit: who did this? We did, but also those from whom we had it.
 *
 * Of the credit for a practice a share goes to those who first tried it, the members of a project or a person alone, in
 * equal parts; the rest goes to the practices that it was made from, in equal parts, and is shared there in the same
 * way. A practice that was not made from any gives all to its makers; one that nobody made (in use from the start, on a
 * list, rolled out) stands for whoever brought it, as one contributor of its own. Parents have smaller numbers than
 * their children, so one pass from the newest practice to the oldest spreads everything.
 *
 * The effective number of contributors is Hill's number of order 2, 1 / (sum of squared shares) (Hill 1973,
 * doi:10.2307/1934352): as many who all had the same part would be as concentrated. */
#include "model/ledger/credit.h"

#include <stdlib.h>

#include "base/array.h"
#include "model/frame/rooms.h"
#include "model/record/observation.h"
#include "model/state/practices.h"
#include "model/state/projects.h"
#include "model/state/world.h"
#include "model/state/write.h"

void credit_newcomer(struct world *world, int32_t agent)
{
    if (world->agents.person) world->agents.person[agent] = world->credit->people;
    world->credit->people++;
}

void credit_person(struct world *world, int64_t known, int32_t agent)
{
    struct credit *credit = world->credit;
    if (!world->scenario.landscape.present || world->practices.count <= known) return;
    struct practice *practice = &world->practices.items[known];
    if (practice->maker_count == 0) practice->first_maker = credit->makers.count;
    practice->maker_count++;
    world_need(world, array_push(&credit->makers, agents_person(&world->agents, agent)));
}

void credit_team(struct world *world, int64_t known, int32_t slot)
{
    for (int32_t seat = 0; seat < world->projects.team; seat++) {
        int32_t agent = project_seats(&world->projects, slot)[seat].agent;
        if (agent >= 0) credit_person(world, known, agent);
    }
}

/* Passes what is due to practices on to contributors: people by their number, then practices that nobody made. */
static void spread(const struct world *world)
{
    const struct credit *credit = world->credit;
    for (int64_t p = world->practices.count - 1; p >= 0; p--) {
        const struct practice *practice = &world->practices.items[p];
        double due = credit->due.items[p];
        if (!(due > 0)) continue;
        int parents = 0;
        for (int k = 0; k < PARENTS_MOST; k++) parents += practice->parent[k] >= 0;
        double own = parents > 0 ? world->scenario.observe.maker_credit * due : due;
        credit->due.items[p] = 0;
        if (practice->maker_count == 0) credit->had.items[credit->people + p] += own;
        for (int32_t m = 0; m < practice->maker_count; m++)
            credit->had.items[credit->makers.items[practice->first_maker + m]] += own / practice->maker_count;
        for (int k = 0; k < PARENTS_MOST; k++)
            if (practice->parent[k] >= 0) credit->due.items[practice->parent[k]] += (due - own) / parents;
    }
}

/* The effective number of those who had something; afterwards nobody has anything. */
static double effective_number(const struct world *world)
{
    double sum = 0, squares = 0, *had = world->credit->had.items;
    for (int64_t i = 0; i < world->credit->people + world->practices.count; i++) {
        sum += had[i];
        squares += had[i] * had[i];
        had[i] = 0;
    }
    return squares > 0 ? sum * sum / squares : 0;
}

static bool make_room(const struct world *world)
{
    struct credit *credit = world->credit;
    int64_t practices = world->practices.count;
    while (credit->due.count < practices)
        if (!array_push(&credit->due, 0)) return false;
    while (credit->had.count < credit->people + practices)
        if (!array_push(&credit->had, 0)) return false;
    return true;
}

/* -- what the room owes */

enum status make_credit(struct world *world)
{
    world->credit = calloc(1, sizeof *world->credit);
    return world->credit ? STATUS_OK : STATUS_MEMORY;
}

ROOM_PARTS(credit, CREDIT_KEEPS)

void observe_credit(const struct world *world, struct observation *observation)
{
    const struct practices *practices = &world->practices;
    double *contributors = observation->value[OBSERVE_contributors];
    double *leading = observation->value[OBSERVE_contributors_most_used];
    if (!world->scenario.landscape.present) return;
    bool room = make_room(world);
    if (!room) observation->out_of_memory = true;
    for (int32_t domain = 0; room && domain < world->agents.domains; domain++) {
        int64_t leader = -1;
        for (int64_t p = 0; p < practices->count; p++) {
            if (practices->items[p].domain != domain || practices->items[p].users == 0) continue;
            if (leader < 0 || practices->items[p].users > practices->items[leader].users) leader = p;
            world->credit->due.items[p] = practices->items[p].users;
        }
        spread(world);
        contributors[domain] = effective_number(world);
        if (leader >= 0) world->credit->due.items[leader] = 1;
        spread(world);
        leading[domain] = effective_number(world);
    }
}
