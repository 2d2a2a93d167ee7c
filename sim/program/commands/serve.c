/* selforg serve: the page for classrooms, for every tablet in the room. */
#include <stdio.h>

#include "program/page/addresses.h"
#include "program/page/page.h"
#include "program/page/page_server.h"
#include "program/page/qr_code.h"
#include "program/report/scenario_input.h"
#include "program/terminal/interrupt.h"
#include "program/terminal/terminal.h"
#include "program/usage/commands.h"

enum { URL_LENGTH = 64 };

static enum status put_scenario(struct page *page, const char *path, struct message *message)
{
    static const struct option_list nothing = {0};
    struct scenario_input input;
    enum status status = scenario_input_read(&input, path, &nothing, NULL, NULL, NULL, message);
    if (status != STATUS_OK) return status;
    status = page_put(page, path, &input, message);
    scenario_input_free(&input);
    return status;
}

/* The address to type, and for the first one the code as well. */
static void tell(const struct addresses *addresses, int port)
{
    const struct terminal terminal = terminal_of(stdout);
    for (int i = 0; i < addresses->count; i++) {
        char address[INET_ADDRSTRLEN], url[URL_LENGTH];
        inet_ntop(AF_INET, &addresses->item[i], address, sizeof address);
        snprintf(url, sizeof url, "http://%s:%d/", address, port);
        printf("%s  %s%s%s\n", i ? "" : "\n", terminal_style(&terminal, STYLE_BOLD), url,
            terminal_style(&terminal, STYLE_PLAIN));
        if (i == 0) qr_code_print(url, &terminal, stdout);
    }
    printf("\n  Everybody in this network can read the page there, and nothing else. Ctrl-C ends it.\n");
    fflush(stdout);
}

static enum status serve(const struct serve_options *options, const struct page *page, struct message *message)
{
    struct addresses addresses;
    struct page_server *server;
    const uint16_t port = (uint16_t)options->port;
    enum status status =
        options->address ? addresses_one(&addresses, options->address, message) : addresses_here(&addresses, message);
    if (status != STATUS_OK) return status;
    interrupt_listen();
    status = page_server_start(&server, page, options->address ? addresses.item : NULL, port, message);
    if (status != STATUS_OK) return status;
    tell(&addresses, port);
    status = page_server_run(server, interrupt_received(), message);
    page_server_stop(server);
    return status;
}

enum status serve_command(const struct serve_options *options, struct message *message)
{
    struct page page = {0};
    enum status status = page_open(&page, options->page, message);
    if (status == STATUS_OK && options->scenario) status = put_scenario(&page, options->scenario, message);
    if (status == STATUS_OK) status = serve(options, &page, message);
    page_close(&page);
    return status;
}
