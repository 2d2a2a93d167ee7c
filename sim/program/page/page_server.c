#include "program/page/page_server.h"

#include <errno.h>
#include <microhttpd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "io/text/clock.h"

/* A connection that is open, and since when. */
struct visit {
    MHD_socket socket;
    double began;
};

struct page_server {
    struct MHD_Daemon *daemon;
    struct MHD_Response *page, *elsewhere, *otherwise;
    struct visit visits[SERVER_CONNECTIONS];
    int count;
};

/* The page may run what is in it, and reach nothing else. */
static const char policy[] =
    "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'unsafe-inline'; img-src data: "
    "blob:; "
    "font-src data:; media-src blob:; worker-src blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/* A response of a type. It stays valid as long as `text` does. NULL if there is no memory. */
static struct MHD_Response *response(const char *type, const char *text, size_t length)
{
    const char *const headers[][2] = {
        {MHD_HTTP_HEADER_CONTENT_TYPE, type},
        {"Content-Security-Policy", policy},
        {"X-Content-Type-Options", "nosniff"},
        {"Referrer-Policy", "no-referrer"},
        {MHD_HTTP_HEADER_CACHE_CONTROL, "no-store"},
        {MHD_HTTP_HEADER_CONNECTION, "close"},
    };
    union {
        const char *constant;
        void *plain;
    } body = {text};
    struct MHD_Response *made = MHD_create_response_from_buffer(length, body.plain, MHD_RESPMEM_PERSISTENT);
    for (size_t i = 0; made && i < sizeof headers / sizeof *headers; i++) {
        if (MHD_add_response_header(made, headers[i][0], headers[i][1]) == MHD_YES) continue;
        MHD_destroy_response(made);
        made = NULL;
    }
    return made;
}

/* An address is taken as it stands: what is written in another way is another address. */
static size_t as_it_stands(void *context, struct MHD_Connection *connection, char *text)
{
    (void)context, (void)connection;
    return strlen(text);
}

static enum MHD_Result answer(void *context, struct MHD_Connection *connection, const char *url, const char *method,
    const char *version, const char *upload, size_t *upload_size, void **request)
{
    (void)version, (void)upload, (void)upload_size, (void)request;
    const struct page_server *server = context;
    const bool reads = strcmp(method, MHD_HTTP_METHOD_GET) == 0 || strcmp(method, MHD_HTTP_METHOD_HEAD) == 0;
    if (!reads) return MHD_queue_response(connection, MHD_HTTP_METHOD_NOT_ALLOWED, server->otherwise);
    if (strcmp(url, "/") != 0) return MHD_queue_response(connection, MHD_HTTP_NOT_FOUND, server->elsewhere);
    return MHD_queue_response(connection, MHD_HTTP_OK, server->page);
}

/* Keeps the list of visits. */
static void note(
    void *context, struct MHD_Connection *connection, void **visit, enum MHD_ConnectionNotificationCode what)
{
    (void)visit;
    struct page_server *server = context;
    const MHD_socket socket = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        if (server->count < SERVER_CONNECTIONS) server->visits[server->count++] = (struct visit){socket, clock_now()};
        return;
    }
    for (int i = 0; i < server->count; i++)
        if (server->visits[i].socket == socket) {
            server->visits[i] = server->visits[--server->count];
            return;
        }
}

/* Patience is with who is silent; this is with who says a little now and then, and never comes to an end. */
static void show_out(struct page_server *server)
{
    for (int i = 0; i < server->count; i++)
        if (clock_now() - server->visits[i].began > SERVER_SECONDS) shutdown(server->visits[i].socket, SHUT_RDWR);
}

static bool make_responses(struct page_server *server, const struct page *page)
{
    static const char plain[] = "text/plain; charset=utf-8", elsewhere[] = "There is nothing here but the page at /\n",
                      otherwise[] = "The page can be read, and nothing else\n";
    server->page = response("text/html; charset=utf-8", page->html, page->length);
    server->elsewhere = response(plain, elsewhere, sizeof elsewhere - 1);
    server->otherwise = response(plain, otherwise, sizeof otherwise - 1);
    return server->page && server->elsewhere && server->otherwise &&
           MHD_add_response_header(server->otherwise, MHD_HTTP_HEADER_ALLOW, "GET, HEAD") == MHD_YES;
}

static struct MHD_Daemon *start_daemon(struct page_server *server, const struct sockaddr_in *at)
{
    return MHD_start_daemon(MHD_NO_FLAG, 0, NULL, NULL, answer, server, MHD_OPTION_SOCK_ADDR,
        (const struct sockaddr *)at, MHD_OPTION_CONNECTION_LIMIT, (unsigned)SERVER_CONNECTIONS,
        MHD_OPTION_PER_IP_CONNECTION_LIMIT, (unsigned)SERVER_CONNECTIONS_EACH, MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned)SERVER_PATIENCE, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)SERVER_MEMORY_EACH,
        MHD_OPTION_NOTIFY_CONNECTION, note, server, MHD_OPTION_UNESCAPE_CALLBACK, as_it_stands, NULL,
        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_LISTENING_ADDRESS_REUSE, 0u, MHD_OPTION_END);
}

enum status page_server_start(struct page_server **started, const struct page *page, const struct in_addr *address,
    uint16_t port, struct message *message)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(port)};
    if (address) at.sin_addr = *address;
    struct page_server *server = *started = calloc(1, sizeof *server);
    if (!server) return STATUS_MEMORY;
    signal(SIGPIPE, SIG_IGN); /* who goes away in the middle is no reason to end */
    enum status status = make_responses(server, page) ? STATUS_OK : STATUS_MEMORY;
    if (status == STATUS_OK) {
        errno = 0;
        server->daemon = start_daemon(server, &at);
        if (!server->daemon)
            status = message_set(message, STATUS_READ, "port %d cannot be had: %s; --port takes another", port,
                errno ? strerror(errno) : "the system does not say why");
    }
    if (status == STATUS_OK) return STATUS_OK;
    page_server_stop(server);
    *started = NULL;
    return status;
}

enum status page_server_run(struct page_server *server, const volatile sig_atomic_t *stop, struct message *message)
{
    while (!*stop) {
        if (MHD_run_wait(server->daemon, 250) != MHD_YES && !*stop)
            return message_set(message, STATUS_READ, "the page can no longer be served");
        show_out(server);
    }
    return STATUS_OK;
}

void page_server_stop(struct page_server *server)
{
    struct MHD_Response *const responses[] = {server->page, server->elsewhere, server->otherwise};
    if (server->daemon) MHD_stop_daemon(server->daemon);
    for (size_t i = 0; i < sizeof responses / sizeof *responses; i++)
        if (responses[i]) MHD_destroy_response(responses[i]);
    free(server);
}
