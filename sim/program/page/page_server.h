/* One page, served to the room by HTTP. It is all that there is to be had: GET and HEAD of "/", and nothing is written,
 * run or looked up for anybody. Whatever asks is bounded: connections in all and of one address, the time and the
 * memory of each. One thread. Needs libmicrohttpd; a build without it has page_server_absent.c in place of
 * page_server.c. */
#ifndef PROGRAM_PAGE_SERVER_H
#define PROGRAM_PAGE_SERVER_H

#include <signal.h>
#include <stdint.h>

#include "base/status.h"
#include "program/page/addresses.h"
#include "program/page/page.h"

/* A tablet takes one connection, for as long as the page takes to come. Seconds; bytes. */
enum { SERVER_CONNECTIONS = 128, SERVER_CONNECTIONS_EACH = 16, SERVER_PATIENCE = 10, SERVER_SECONDS = 60 };
enum { SERVER_MEMORY_EACH = 16384 };

struct page_server;

/* Begins to serve the page (borrowed) at `port` of one address, or, where `address` is NULL, of all. STATUS_READ: the
 * port cannot be had; STATUS_USAGE: not built. */
MUST_USE enum status page_server_start(struct page_server **server, const struct page *page,
    const struct in_addr *address, uint16_t port, struct message *message);

/* Serves until *stop is not 0. STATUS_READ: the system refuses to go on. */
MUST_USE enum status page_server_run(
    struct page_server *server, const volatile sig_atomic_t *stop, struct message *message);

void page_server_stop(struct page_server *server);

#endif
