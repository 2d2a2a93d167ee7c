/* The page as it is served: each answer as a whole, at one address alone, to so many of one address at once. Skipped in
 * a build without libmicrohttpd. */
#include "program/page/page_server.h"

#include <arpa/inet.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static char html[] = "<!doctype html>\n<p>\303\244 page\n";
static const struct page page = {html, sizeof html - 1};
static uint16_t port;
static pid_t serving;
static volatile sig_atomic_t stop;

static void ask_to_stop(int number)
{
    stop = number;
}

static struct sockaddr_in place(const char *address, int number)
{
    return (struct sockaddr_in){
        .sin_family = AF_INET, .sin_port = htons((uint16_t)number), .sin_addr.s_addr = inet_addr(address)};
}

/* A port that nobody has. */
static uint16_t free_port(void)
{
    struct sockaddr_in at = place("127.0.0.1", 0);
    socklen_t size = sizeof at;
    const int probe = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(bind(probe, (struct sockaddr *)&at, sizeof at), 0);
    assert_int_equal(getsockname(probe, (struct sockaddr *)&at, &size), 0);
    close(probe);
    return ntohs(at.sin_port);
}

/* A process of its own serves at 127.0.0.1 from when this returns on. */
static int serve(void **state)
{
    (void)state;
    int ready[2];
    char said = 0;
    port = free_port();
    if (pipe(ready) != 0 || (serving = fork()) < 0) return -1;
    if (serving == 0) {
        const struct in_addr here = {.s_addr = htonl(INADDR_LOOPBACK)};
        struct page_server *server;
        struct message message;
        signal(SIGTERM, ask_to_stop);
        enum status status = page_server_start(&server, &page, &here, port, &message);
        if (status != STATUS_OK || write(ready[1], "r", 1) != 1) _exit(1);
        status = page_server_run(server, &stop, &message);
        page_server_stop(server);
        _exit(status == STATUS_OK ? 0 : 1);
    }
    close(ready[1]);
    const bool begun = read(ready[0], &said, 1) == 1;
    close(ready[0]);
    return begun ? 0 : -1;
}

/* It ends by itself, and well. */
static int end_serving(void **state)
{
    (void)state;
    int ended;
    kill(serving, SIGTERM);
    return waitpid(serving, &ended, 0) == serving && WIFEXITED(ended) && WEXITSTATUS(ended) == 0 ? 0 : -1;
}

static int connected(const char *address)
{
    const struct sockaddr_in at = place(address, port);
    const int connection = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(connection, (const struct sockaddr *)&at, sizeof at) == 0) return connection;
    close(connection);
    return -1;
}

/* The whole answer, until the other side closes; nothing where it sends us away. */
static void ask(const char *method, const char *path, char answer[4096])
{
    char request[512];
    const int length =
        snprintf(request, sizeof request, "%s %s HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", method, path);
    const int connection = connected("127.0.0.1");
    assert_true(connection >= 0);
    size_t size = 0;
    const bool asked = write(connection, request, (size_t)length) == length;
    for (ssize_t piece; asked && (piece = read(connection, answer + size, 4095 - size)) > 0;) size += (size_t)piece;
    answer[size] = '\0';
    close(connection);
}

static void assert_answer(const char *method, const char *path, const char *status, const char *type, const char *body)
{
    static const char *const headers[] = {"X-Content-Type-Options: nosniff\r\n", "Referrer-Policy: no-referrer\r\n",
        "Cache-Control: no-store\r\n", "Connection: close\r\n", "Content-Security-Policy: default-src 'none'; ",
        " base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r\n"};
    char answer[4096], line[128];
    ask(method, path, answer);
    snprintf(line, sizeof line, "HTTP/1.1 %s\r\n", status);
    if (strncmp(answer, line, strlen(line)) != 0) fail_msg("%s %s: %s", method, path, answer);
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
        if (!strstr(answer, headers[i])) fail_msg("%s %s: without '%s': %s", method, path, headers[i], answer);
    snprintf(line, sizeof line, "Content-Type: %s; charset=utf-8\r\n", type);
    assert_non_null(strstr(answer, line));
    assert_int_equal(strstr(answer, "Allow: GET, HEAD\r\n") != NULL, strncmp(status, "405", 3) == 0);
    snprintf(line, sizeof line, "Content-Length: %d\r\n", (int)strlen(*body ? body : html));
    assert_non_null(strstr(answer, line));
    assert_string_equal(strstr(answer, "\r\n\r\n") + 4, body);
}

static void every_answer_is_whole(void **state)
{
    (void)state;
    static const char *const others[] = {"/page.html", "//", "%2f", "/%2f", "/%3f", "/.", "/..%2f"};
    assert_answer("GET", "/", "200 OK", "text/html", html);
    assert_answer("GET", "/?a=%2f&b", "200 OK", "text/html", html);
    assert_answer("HEAD", "/", "200 OK", "text/html", "");
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_answer("GET", others[i], "404 Not Found", "text/plain", "There is nothing here but the page at /\n");
    assert_answer("POST", "/", "405 Method Not Allowed", "text/plain", "The page can be read, and nothing else\n");
}

static void one_address_is_one(void **state)
{
    (void)state;
    const int here = connected("127.0.0.1");
    assert_true(here >= 0);
    close(here);
    assert_int_equal(connected("127.0.0.2"), -1);
}

static void a_port_that_is_taken_is_told(void **state)
{
    (void)state;
    const struct in_addr here = {.s_addr = htonl(INADDR_LOOPBACK)};
    struct page_server *server;
    struct message message;
    char wanted[128];
    assert_int_equal(page_server_start(&server, &page, &here, port, &message), STATUS_READ);
    snprintf(wanted, sizeof wanted, "port %d cannot be had: Address already in use; --port takes another", port);
    assert_string_equal(message.text, wanted);
    assert_null(server);
}

/* Who comes when as many of that address are there is sent away, and served when one has gone. */
static void so_many_of_one_address(void **state)
{
    (void)state;
    int waiting[SERVER_CONNECTIONS_EACH];
    char answer[4096] = "";
    for (int i = 0; i < SERVER_CONNECTIONS_EACH; i++) {
        waiting[i] = connected("127.0.0.1");
        assert_int_equal(write(waiting[i], "GET / HTTP/1.1\r\n", 16), 16);
    }
    const int more = connected("127.0.0.1");
    assert_true(more >= 0);
    assert_true(read(more, answer, 1) <= 0);
    close(more);
    for (int i = 0; i < SERVER_CONNECTIONS_EACH; i++) {
        assert_int_equal(write(waiting[i], "Host: a\r\n\r\n", 11), 11);
        assert_true(read(waiting[i], answer, 15) == 15 && memcmp(answer, "HTTP/1.1 200 OK", 15) == 0);
        close(waiting[i]);
    }
    answer[0] = '\0';
    for (int tries = 0; tries < 600 && strncmp(answer, "HTTP/1.1 200", 12) != 0; tries++) {
        usleep(100000);
        ask("GET", "/", answer);
    }
    assert_non_null(strstr(answer, html));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_answer_is_whole),
        cmocka_unit_test(one_address_is_one),
        cmocka_unit_test(a_port_that_is_taken_is_told),
        cmocka_unit_test(so_many_of_one_address),
    };
    struct page_server *server;
    struct message message;
    const enum status status = page_server_start(&server, &page, NULL, free_port(), &message);
    if (status == STATUS_USAGE) {
        printf("%s\n", message.text);
        return 77;
    }
    page_server_stop(server);
    return cmocka_run_group_tests(tests, serve, end_serving);
}
