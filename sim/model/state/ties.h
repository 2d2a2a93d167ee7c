/* Ties as they are read: whom a person can tell something, and how much each is trusted now.
 *
 * Trust fades by a share in every step without contact; it is worked out when it is asked for, so fading costs nothing.
 * On a complete network everybody is tied and trust stays what it is at the start.
 */
#ifndef STATE_TIES_H
#define STATE_TIES_H

#include <stdint.h>

enum { FADING_STEPS = 1024 };

/* The share of its trust that a tie has left after so many steps. */
struct fading {
    double left[FADING_STEPS];
};

/* The other end of a tie, and how much it is trusted now. */
struct tie_end {
    int32_t agent;
    double trust;
};

struct world;

/* How many a person can tell something; the k-th of them; and that with the trust, which takes longer to look up. */
int32_t tie_count(const struct world *world, int32_t agent);
int32_t tie_agent(const struct world *world, int32_t agent, int32_t k);
struct tie_end tie_at(const struct world *world, int32_t agent, int32_t k);

/* One of those to whom a person is tied, each as likely as it is trusted, where `share` is uniform in [0, 1); -1:
 * nobody is trusted. */
int32_t tie_by_trust(const struct world *world, int32_t agent, double share);

/* The trust between two people now; 0 where they are not tied. */
double tie_trust(const struct world *world, int32_t agent, int32_t other);

/* Works out how trust fades; due whenever what is in force may have changed. */
void ties_fade(struct world *world);

#endif
