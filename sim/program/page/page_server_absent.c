/* In place of page_server.c in a build without libmicrohttpd or libqrencode. */
#include "program/page/page_server.h"

enum status page_server_start(struct page_server **server, const struct page *page, const struct in_addr *address,
    uint16_t port, struct message *message)
{
    (void)page, (void)address, (void)port;
    *server = NULL;
    return message_set(message, STATUS_USAGE,
        "this selforg was built without `serve`: libmicrohttpd or libqrencode was missing (sim/install-packages "
        "serve)");
}

enum status page_server_run(struct page_server *server, const volatile sig_atomic_t *stop, struct message *message)
{
    (void)server, (void)stop, (void)message;
    return STATUS_USAGE;
}

void page_server_stop(struct page_server *server)
{
    (void)server;
}
