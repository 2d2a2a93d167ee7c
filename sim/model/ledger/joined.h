/* Who is joined to whom, through ties and through projects, directly or through others.
 *
 * Projects overlap where they share people. Were they made up at random, of m people each, everybody in a Poisson
 * number of them with mean l, it would be known when they hang together (Newman, Strogatz and Watts 2001,
 * doi:10.1103/PhysRevE.64.026118). Go along a project to one of its other members: this one is in a Poisson number,
 * mean l, of further projects (the excess of a Poisson number is as the number itself), each with m - 1 others. With u
 * the probability that nothing beyond such a person is unbounded,
 *
 *     u = sum over k of e^-l l^k / k! u^(k (m - 1)) = exp(-l (1 - u^(m - 1))),
 *
 * and since one's own projects are as many as that, the share of people in the giant component is S = 1 - u:
 *
 *     S = 1 - exp(-l (1 - (1 - S)^(m - 1))).
 *
 * For small S the right side is l (m - 1) S, so there is a giant component if and only if l (m - 1) > 1: those whom one
 * meets in all one's projects must be more than one. Of the projects 1 - (1 - S)^m are in it. Real projects, in which
 * people ask people they know, overlap less than that.
 *
 * None of this changes a run, and it is in no digest.
 */
#ifndef LEDGER_JOINED_H
#define LEDGER_JOINED_H

#include "base/components.h"
#include "base/status.h"

struct joined {
    struct components ties;  /* of people, by ties; kept up from the first observation on */
    bool untied;             /* a tie was lost since, so these must be worked out anew */
    struct components ever;  /* of people, by the projects that they have been in */
    struct components slots; /* of projects, by the people that are in them now */
    int32_t *people;         /* [slots], counted once each */
    int64_t people_room;
};

struct world;

/* Two have become tied; a tie was lost. */
void joined_tie(struct world *world, int32_t agent, int32_t other);
void joined_untie(struct world *world);

/* A project is founded: its number here, which stays though the founder may leave. */
int32_t joined_found(const struct world *world, int32_t founder);

/* Someone is in that project from now on; someone leaves, and another takes the place. */
void joined_project(struct world *world, int32_t agent, int32_t project);
void joined_leave(struct world *world, int32_t agent);

#endif
