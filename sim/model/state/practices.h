/* Practices: every way of working that anybody ever tried, each only once.
 *
 * Equal configurations of a domain are one practice, however often they are found. A hash table leads from a
 * configuration to its number; numbers are given in the order of finding.
 */
#ifndef MODEL_PRACTICES_H
#define MODEL_PRACTICES_H

#include <stdint.h>

#include "landscape/landscape.h"

enum { PARENTS_MOST = ITEM_PARTS_MOST };

struct practice {
    struct configuration configuration;
    double quality; /* hidden, in [0, 1] */
    int32_t domain;
    int32_t project;              /* that found it, or -1 */
    int32_t born;                 /* step */
    int32_t users;                /* people who use it now */
    int32_t most;                 /* the most people who ever used it at once */
    int32_t parent[PARENTS_MOST]; /* practices that it was made from, or -1 */
    int32_t maker_count;
    int64_t first_maker; /* where its makers stand (credit.h) */
};

struct practices {
    struct practice *items; /* [count] */
    int64_t count, capacity;
    int32_t *table; /* [table_size], numbers or -1; table_size is a power of two or 0 */
    int64_t table_size;
};

/* The number of a practice, made if it is new (*is_new tells); -1: no memory. The caller fills what is new. */
int32_t practices_intern(struct practices *practices, int32_t domain, struct configuration configuration, bool *is_new);

/* The number of a practice, or -1. */
int32_t practices_find(const struct practices *practices, int32_t domain, struct configuration configuration);

/* The same of a practice that the scenario lists: `listed` is its place in the list. */
static inline int32_t practices_find_listed(const struct practices *practices, int32_t domain, int32_t listed)
{
    return practices_find(practices, domain, (struct configuration){.low = (uint64_t)listed});
}

/* Makes the hash table anew, after `items` were filled from elsewhere. False: no memory. */
bool practices_index(struct practices *practices);

void practices_free(struct practices *practices);

struct world;

/* The number of a practice that is tried or in use now, with quality and events where it is new. parent -1: none;
 * project -1: none. -1: no memory. */
int32_t practice_meet(
    struct world *world, int32_t domain, struct configuration configuration, int32_t parent, int32_t project);

/* A practice that was just made has another parent, beside those that it has. */
void practice_other_parent(struct world *world, int32_t practice, int32_t parent);

#endif
