/* Names: each text has one number, however many there are and whatever they look like; and their order. */
#include "base/digest.h"
#include "io/draft/names.h"
#include "network/network.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int32_t added(struct names *names, const char *text)
{
    int32_t number;
    assert_int_equal(names_add(names, text, &number), STATUS_OK);
    return number;
}

static void each_text_has_a_number_of_its_own(void **state)
{
    (void)state;
    static const char *const texts[] = {"7", "07", "007", "0", "00", "", "-7", "7 ", "4194303", "4194304", "04194304",
        "99999999", "999999999999999999999", "Ann", "ann", "Ann "};
    const int32_t count = sizeof texts / sizeof *texts;
    struct names names = {0};
    for (int32_t i = 0; i < count; i++) {
        assert_int_equal(names_find(&names, texts[i]), -1);
        assert_int_equal(added(&names, texts[i]), i);
    }
    for (int32_t i = 0; i < count; i++) {
        assert_int_equal(added(&names, texts[i]), i);
        assert_int_equal(names_find(&names, texts[i]), i);
        assert_string_equal(names_text(&names, i), texts[i]);
    }
    assert_int_equal(names_count(&names), count);
    names_free(&names);
}

/* Numbers take no room among texts. */
static void many_have_room(void **state)
{
    (void)state;
    struct names names = {0};
    char text[32];
    for (int32_t i = 0; i < 20000; i++) {
        snprintf(text, sizeof text, i < 15000 ? "%d" : "n%d", i);
        assert_int_equal(added(&names, text), i);
    }
    for (int32_t i = 0; i < 20000; i++) {
        snprintf(text, sizeof text, i < 15000 ? "%d" : "n%d", i);
        assert_int_equal(names_find(&names, text), i);
    }
    assert_int_equal(names_find(&names, "n20000"), -1);
    assert_int_equal(names.slot_count, 16384); /* for 5000 texts */
    names_free(&names);
}

/* The order of the texts, from whatever end they come. */
static void assert_order(const char *const *sorted, int32_t count)
{
    for (int back = 0; back < 2; back++) {
        struct names names = {0};
        struct edge_list list = {0};
        int32_t order[32];
        for (int32_t i = 0; i < count; i++) (void)added(&names, sorted[back ? count - 1 - i : i]);
        assert_int_equal(names_order(&names, order), STATUS_OK);
        for (int32_t i = 0; i < count; i++) assert_int_equal(order[i], back ? count - 1 - i : i);
        assert_int_equal(names_copy(&names, order, &list.agents), STATUS_OK);
        for (int32_t i = 0; i < count; i++) assert_string_equal(list.agents.text[i], sorted[i]);
        edge_list_free(&list);
        names_free(&names);
    }
}

static void runs_of_digits_go_by_their_value(void **state)
{
    (void)state;
    static const char *const mixed[] = {"", "0", "02", "2", "2b", "10", "010a", "A", "a2", "a02b", "a2b", "a10", "b"};
    static const char *const numbers[] = {"0", "2", "10", "1030", "4194303"};
    assert_order(mixed, sizeof mixed / sizeof *mixed);
    assert_order(numbers, sizeof numbers / sizeof *numbers);
}

/* As many as in editions, in hours and in file names; bytes beyond ASCII come last. */
static void every_run_of_digits_counts_and_then_the_bytes(void **state)
{
    (void)state;
    static const char *const editions[] = {"1", "1.2.9", "1.2.9a", "1.2.10", "1.10.0", "1.10.00", "1.10.1", "2.0"};
    static const char *const long_runs[] = {"n", "n0", "n00", "n000", "n1", "n99999999999999999999",
        "n099999999999999999999x", "n100000000000000000000", "n100000000000000000001", "na", "o"};
    static const char *const bytes[] = {"\t", " ", "#1", "-5", "5-", "5-1", "05-02", "5-2", "A9", "A10", "_", "a", "a ",
        "a b", "ab", "z", "\x7F", "\xC3\xA5", "\xC3\xA9", "\xE6\x9D\x8E"};
    assert_order(editions, sizeof editions / sizeof *editions);
    assert_order(long_runs, sizeof long_runs / sizeof *long_runs);
    assert_order(bytes, sizeof bytes / sizeof *bytes);
}

static void no_names_are_in_order_too(void **state)
{
    (void)state;
    struct names names = {0};
    struct edge_list list = {0};
    int32_t order[1] = {-7};
    for (int again = 0; again < 2; again++) {
        assert_int_equal(names_count(&names), 0);
        assert_int_equal(names_find(&names, ""), -1);
        assert_int_equal(names_order(&names, order), STATUS_OK);
        assert_int_equal(names_copy(&names, order, &list.agents), STATUS_OK);
        assert_int_equal(order[0], -7);
        assert_int_equal(list.agents.count, 0);
        edge_list_free(&list);
        assert_int_equal(added(&names, "12"), 0); /* after names_free the struct holds none, and can be used again */
        assert_int_equal(added(&names, "Ann"), 1);
        names_free(&names);
    }
}

static int by_digest(const void *one, const void *other)
{
    const uint64_t a = *(const uint64_t *)one, b = *(const uint64_t *)other;
    return (a > b) - (a < b);
}

/* Two numbers whose texts "n..." have the same digest as it is kept, in 32 bits. */
static void find_alike(int32_t alike[2])
{
    enum { TRIED = 400000 }; /* which have about 19 such pairs */
    uint64_t *digests = malloc(TRIED * sizeof *digests);
    char text[16];
    assert_non_null(digests);
    for (uint64_t i = 0; i < TRIED; i++) {
        snprintf(text, sizeof text, "n%d", (int)i);
        digests[i] = digest_of(text, strlen(text)).low << 32 | i;
    }
    qsort(digests, TRIED, sizeof *digests, by_digest);
    int64_t at = 1;
    while (at < TRIED && digests[at] >> 32 != digests[at - 1] >> 32) at++;
    assert_true(at < TRIED);
    for (int64_t i = 0; i < 2; i++) alike[i] = (int32_t)(digests[at - 1 + i] & UINT32_MAX);
    free(digests);
}

static void names_with_the_same_digest_are_two(void **state)
{
    (void)state;
    struct names names = {0};
    int32_t alike[2];
    char one[16], other[16];
    find_alike(alike);
    snprintf(one, sizeof one, "n%d", alike[0]);
    snprintf(other, sizeof other, "n%d", alike[1]);
    assert_int_equal(added(&names, one), 0);
    assert_int_equal(names_find(&names, other), -1);
    assert_int_equal(added(&names, other), 1);
    for (int32_t i = 2; i < 1000; i++) { /* they stay two while others come between */
        char text[16];
        snprintf(text, sizeof text, "m%d", i);
        assert_int_equal(added(&names, text), i);
    }
    assert_int_equal(names_find(&names, one), 0);
    assert_int_equal(names_find(&names, other), 1);
    names_free(&names);
}

/* Ids as long as telephone numbers do not make a table of as many places. */
static void a_large_number_is_a_text(void **state)
{
    (void)state;
    struct names names = {0};
    assert_int_equal(added(&names, "4194304"), 0);
    assert_int_equal(added(&names, "9999999"), 1);
    assert_int_equal(added(&names, "05"), 2);
    assert_int_equal(names.small_count, 0);
    assert_int_equal(added(&names, "4194303"), 3);
    assert_int_equal(names.small_count, 4194304);
    assert_int_equal(names_find(&names, "4194302"), -1);
    assert_int_equal(names_find(&names, "4194305"), -1);
    names_free(&names);
}

static void a_name_may_be_long(void **state)
{
    (void)state;
    enum { LONG = 300000 };
    struct names names = {0};
    char *text = malloc(LONG + 1);
    assert_non_null(text);
    memset(text, '7', LONG);
    text[LONG] = '\0';
    assert_int_equal(added(&names, "77"), 0);
    assert_int_equal(added(&names, text), 1);
    text[LONG - 1] = '8';
    assert_int_equal(names_find(&names, text), -1);
    assert_int_equal(added(&names, text), 2);
    int32_t order[3];
    assert_int_equal(names_order(&names, order), STATUS_OK);
    assert_true(order[0] == 0 && order[1] == 1 && order[2] == 2);
    assert_int_equal(strlen(names_text(&names, 1)), LONG);
    assert_string_equal(names_text(&names, 2), text);
    names_free(&names);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_text_has_a_number_of_its_own),
        cmocka_unit_test(many_have_room),
        cmocka_unit_test(runs_of_digits_go_by_their_value),
        cmocka_unit_test(every_run_of_digits_counts_and_then_the_bytes),
        cmocka_unit_test(no_names_are_in_order_too),
        cmocka_unit_test(names_with_the_same_digest_are_two),
        cmocka_unit_test(a_large_number_is_a_text),
        cmocka_unit_test(a_name_may_be_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
