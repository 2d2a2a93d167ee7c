/* The addresses of this machine at which others in its network reach it (IPv4). */
#ifndef PROGRAM_ADDRESSES_H
#define PROGRAM_ADDRESSES_H

#include <arpa/inet.h>

#include "base/status.h"

enum { ADDRESSES_MOST = 16 };

struct addresses {
    int count;
    struct in_addr item[ADDRESSES_MOST];
};

/* Those of every network that is up, or, where there is none, that at which the machine reaches itself. STATUS_READ:
 * the system does not tell. */
MUST_USE enum status addresses_here(struct addresses *addresses, struct message *message);

/* The one that the text says, alone. STATUS_INPUT: it is none, or none of this machine. */
MUST_USE enum status addresses_one(struct addresses *addresses, const char *text, struct message *message);

#endif
