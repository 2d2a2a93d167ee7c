/* What a person can tell of the practice in use. */
#ifndef ADOPTION_ACCOUNT_H
#define ADOPTION_ACCOUNT_H

#include "model/state/world.h"

struct account {
    int32_t practice,
        row;             /* the practice, or -1: there is nothing to tell; and the adoption by which it came into use */
    double belief, own;  /* what is believed of it, and the evidence that the person did not hear from others */
    double most, second; /* the most evidence that one other told, and that any other did */
    int32_t teller;      /* who told the most, or -1 */
};

struct account account_of(const struct world *world, int32_t agent, int32_t domain);

/* The evidence of the best-founded single account: one's own, or what one other than the listener (-1: nobody is)
 * told. */
static inline double account_for(const struct account *account, int32_t listener)
{
    double heard = listener >= 0 && account->teller == listener ? account->second : account->most;
    return account->own > heard ? account->own : heard;
}

#endif
