/* What the files of this wing share: the draws of meetings, and the parts of convene. Nobody else includes it. */
#ifndef COMMUNITIES_MEETINGS_INNER_H
#define COMMUNITIES_MEETINGS_INNER_H

#include "model/state/communities.h"
#include "model/state/place.h"
#include "model/state/world.h"
#include "random/random.h"

/* -- parts of the verb convene, in order */

/* The key of a draw of one person about one community in one step: DRAW_MEETING_ATTEND, ... */
struct random_key community_key(const struct world *world, int32_t agent, int32_t community, int draw);

/* Whether someone passionate about a domain is free for a new community of it (convene.c). */
bool community_kindred(const struct world *world, int32_t domain, int32_t agent);

/* How willing a person is to join: passion, attention, trust and confidence, and what the documents promise; 0 where
 * there is too little attention for the ring. Where contribution counts, to be interested takes passion and trust
 * alone. */
double community_appeal(
    const struct world *world, int32_t community, int32_t agent, enum community_ring ring, double trust);

/* The share of asking, being seen and documenting that is left: 1, and `stewardship_openness` from stewardship on. */
double community_openness(const struct world *world, const struct community *community);

/* The ring in which who joins begins; what: enum seat_event. */
enum community_ring community_entry(const struct world *world, int what);

/* Whether people move through the rings by what they contribute. */
static inline bool by_contribution(const struct world *world)
{
    return world->scenario.communities.ring_rule == RINGS_BY_CONTRIBUTION;
}

static inline double passion_for(const struct world *world, int32_t agent, int32_t domain)
{
    return world->agents.passion[place_at(world, agent, domain)];
}

/* How often members of a ring come, against those of the core. */
double ring_part(const struct world *world, enum community_ring ring);

/* Meetings: who comes, talks, reads, asks whom (meet.c). What is told waits in world->tellings for tellings_deliver().
 */
void communities_meet(struct world *world);

/* What meetings change: documents, trust, energy, rings, who is new (rings.c). */
void communities_change(struct world *world);

/* The life cycle of those that met (mature.c), and how some of them change into others (transform.c). */
void communities_mature(struct world *world);
bool community_divides(struct world *world, int32_t community);
bool community_reframes(struct world *world, int32_t community);
void communities_merge(struct world *world);

#endif
