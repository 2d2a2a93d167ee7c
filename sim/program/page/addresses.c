#include "program/page/addresses.h"

#include <errno.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "scenario/text.h"

static void add(struct addresses *addresses, const struct ifaddrs *interface)
{
    const struct sockaddr *address = interface->ifa_addr;
    const bool usable = address && address->sa_family == AF_INET && (interface->ifa_flags & IFF_UP);
    if (!usable || addresses->count == ADDRESSES_MOST) return;
    struct sockaddr_in internet;
    memcpy(&internet, address, sizeof internet);
    addresses->item[addresses->count++] = internet.sin_addr;
}

/* Of all interfaces, either those to oneself or the others. */
static enum status list(struct addresses *addresses, bool loopback, struct message *message)
{
    struct ifaddrs *interfaces;
    if (getifaddrs(&interfaces) != 0)
        return message_set(message, STATUS_READ, "the addresses of this machine are not known: %s", strerror(errno));
    for (const struct ifaddrs *one = interfaces; one; one = one->ifa_next)
        if (((one->ifa_flags & IFF_LOOPBACK) != 0) == loopback) add(addresses, one);
    freeifaddrs(interfaces);
    return STATUS_OK;
}

enum status addresses_here(struct addresses *addresses, struct message *message)
{
    *addresses = (struct addresses){0};
    const enum status status = list(addresses, false, message);
    return status == STATUS_OK && addresses->count == 0 ? list(addresses, true, message) : status;
}

enum status addresses_one(struct addresses *addresses, const char *text, struct message *message)
{
    struct in_addr wanted;
    if (inet_pton(AF_INET, text, &wanted) != 1)
        return message_set(message, STATUS_USAGE, "--address: '%s' is no IPv4 address, as 192.168.1.20 is one",
            text_excerpt(text).text);
    struct addresses all = {0};
    enum status status = list(&all, false, message);
    if (status == STATUS_OK) status = list(&all, true, message);
    if (status != STATUS_OK) return status;
    for (int i = 0; i < all.count; i++) {
        if (all.item[i].s_addr != wanted.s_addr) continue;
        *addresses = (struct addresses){1, {wanted}};
        return STATUS_OK;
    }
    return message_set(message, STATUS_USAGE, "--address: %s is no address of this machine", text);
}
