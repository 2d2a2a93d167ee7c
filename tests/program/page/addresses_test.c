/* The addresses of this machine, and the one that somebody asks for. */
#include "program/page/addresses.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static bool is_loopback(struct in_addr address)
{
    return ntohl(address.s_addr) >> 24 == 127;
}

/* Those of networks, or where there is no network, of the machine to itself; never both. */
static void there_is_one_at_least(void **state)
{
    (void)state;
    struct addresses here;
    struct message message;
    assert_int_equal(addresses_here(&here, &message), STATUS_OK);
    assert_in_range(here.count, 1, ADDRESSES_MOST);
    for (int i = 1; i < here.count; i++) assert_true(is_loopback(here.item[i]) == is_loopback(here.item[0]));
}

static void one_of_this_machine_is_taken_alone(void **state)
{
    (void)state;
    struct addresses here, one;
    struct message message;
    char text[INET_ADDRSTRLEN];
    assert_int_equal(addresses_here(&here, &message), STATUS_OK);
    assert_non_null(inet_ntop(AF_INET, &here.item[here.count - 1], text, sizeof text));
    const char *const asked[] = {"127.0.0.1", text};
    for (int i = 0; i < 2; i++) {
        assert_int_equal(addresses_one(&one, asked[i], &message), STATUS_OK);
        assert_int_equal(one.count, 1);
        assert_string_equal(inet_ntoa(one.item[0]), asked[i]);
    }
}

/* 192.0.2.1 is for examples (RFC 5737), and no machine's. */
static void what_is_none_is_refused(void **state)
{
    (void)state;
    static const char *const none[] = {"", "localhost", "127.0.0", "127.0.0.1:80", "1.2.3.256", "::1", "192.0.2.1"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        struct addresses one;
        struct message message = {""};
        assert_int_equal(addresses_one(&one, none[i], &message), STATUS_USAGE);
        assert_non_null(strstr(message.text, "--address"));
        assert_non_null(strstr(message.text, none[i]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(there_is_one_at_least),
        cmocka_unit_test(one_of_this_machine_is_taken_alone),
        cmocka_unit_test(what_is_none_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
