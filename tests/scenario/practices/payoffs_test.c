/* What practices of bits are worth, read from rows: what is taken, and what is refused, and where. */
#include "scenario/practices/payoffs.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "scenario/scenario.h"

static void a_row_is_a_practice(void **state)
{
    (void)state;
    struct payoffs payoffs;
    struct row_place place;
    struct message message = {""};
    assert_int_equal(payoffs_read(&payoffs, "01, 0.25;00,1\r\n 11 ,0;\n10,0.5", &place, &message), STATUS_OK);
    assert_int_equal(payoffs.bits, 2);
    assert_false(payoffs.has_others);
    const double given[] = {1, 0.5, 0.25, 0}; /* the first bit counts 1 */
    for (uint64_t bits = 0; bits < 4; bits++)
        assert_true(payoffs.rows.items[payoffs_find(&payoffs, bits, 0)].quality == given[bits]);
    assert_int_equal(payoffs_find(&payoffs, 0, 1), payoffs.rows.count);
    payoffs_free(&payoffs);
    assert_int_equal(payoffs_read(&payoffs, "default,0.5;1,0.25", &place, &message), STATUS_OK);
    assert_true(payoffs.has_others && payoffs.others == 0.5);
    assert_int_equal(payoffs_find(&payoffs, 0, 0), payoffs.rows.count);
    payoffs_free(&payoffs);
}

/* All of ten bits have room, with qualities of three digits. */
static void ten_bits_have_room(void **state)
{
    (void)state;
    static char text[ROWS_TEXT];
    struct payoffs payoffs;
    struct row_place place;
    struct message message = {""};
    char *end = text;
    for (int number = 0; number < 1024; number++) {
        for (int bit = 0; bit < 10; bit++) *end++ = number >> bit & 1 ? '1' : '0';
        end += sprintf(end, ",%.3f;", number / 2000.0);
    }
    assert_true(end < text + sizeof text);
    assert_int_equal(payoffs_read(&payoffs, text, &place, &message), STATUS_OK);
    for (uint64_t number = 0; number < 1024; number++) assert_int_equal(payoffs_find(&payoffs, number, 0), number);
    payoffs_free(&payoffs);
}

/* Bits beyond the 64th are as good as others, in whatever order the rows are. */
static void long_practices_are_told_apart(void **state)
{
    (void)state;
    enum { ROWS = 7 };
    static const struct {
        uint64_t low, high;
    } given[ROWS] = {{0, 0}, {1, 0}, {UINT64_C(1) << 63, 0}, {0, 1}, {1, 1}, {0, UINT64_C(1) << 63}, {2, 1}};
    struct payoffs payoffs;
    struct row_place place;
    struct message message = {""};
    for (int turned = 0; turned < 2; turned++) {
        char text[ROWS * 140 + 20] = "default,1", *end = text + strlen(text);
        for (int i = 0; i < ROWS; i++) {
            const int row = turned ? ROWS - 1 - i : i;
            *end++ = ';';
            for (int bit = 0; bit < 128; bit++)
                *end++ = (bit < 64 ? given[row].low : given[row].high) >> (bit & 63) & 1 ? '1' : '0';
            end += sprintf(end, ",0.%d", row);
        }
        if (payoffs_read(&payoffs, text, &place, &message) != STATUS_OK) fail_msg("%s", message.text);
        assert_int_equal(payoffs.bits, 128);
        for (int i = 0; i < ROWS; i++) {
            const int64_t at = payoffs_find(&payoffs, given[i].low, given[i].high);
            assert_true(at < ROWS && payoffs.rows.items[at].quality == i / 10.0);
        }
        assert_int_equal(payoffs_find(&payoffs, 2, 0), ROWS);
        assert_int_equal(payoffs_find(&payoffs, 0, 2), ROWS);
        payoffs_free(&payoffs);
    }
}

/* Rows that stand beside each other, and differ in the last of 65 bits alone. */
static void the_last_bit_counts(void **state)
{
    (void)state;
    char text[] = "default,1;"
                  "00000000000000000000000000000000000000000000000000000000000000000,0.25;"
                  "00000000000000000000000000000000000000000000000000000000000000001,0.5";
    struct payoffs payoffs;
    struct row_place place;
    struct message message = {""};
    if (payoffs_read(&payoffs, text, &place, &message) != STATUS_OK) fail_msg("%s", message.text);
    assert_true(payoffs.rows.items[payoffs_find(&payoffs, 0, 0)].quality == 0.25);
    assert_true(payoffs.rows.items[payoffs_find(&payoffs, 0, 1)].quality == 0.5);
    payoffs_free(&payoffs);
}

/* A number is not cut: 0.00...05 with an exponent behind is 0.5, and with more digits than there is room for it is
 * none. */
static void a_long_quality_is_read_whole_or_refused(void **state)
{
    (void)state;
    for (int zeros = 50; zeros < 140; zeros += 30) {
        char text[256] = "0,0.";
        struct payoffs payoffs;
        struct row_place place;
        struct message message = {""};
        for (int i = 0; i < zeros; i++) strcat(text, "0");
        sprintf(strchr(text, '\0'), "5e%d;1,1", zeros);
        const enum status status = payoffs_read(&payoffs, text, &place, &message);
        assert_int_equal(status, zeros < 120 ? STATUS_OK : STATUS_INPUT);
        if (status == STATUS_OK) assert_true(fabs(payoffs.rows.items[0].quality - 0.5) < 1e-12);
        if (status != STATUS_OK) assert_non_null(strstr(message.text, "is no number from 0 to 1"));
        payoffs_free(&payoffs);
    }
}

static void what_cannot_be_is_refused(void **state)
{
    (void)state;
    char long_bits[200];
    memset(long_bits, '0', 129);
    strcpy(long_bits + 129, ",1");
    const struct {
        const char *text;
        int row;
        enum payoff_column column;
        const char *why;
    } cases[] = {
        {"00,1;0x,1", 1, PAYOFF_BITS, "'0x' is neither bits, as 0110, at most 128 of them, nor default"},
        {"00,1;,1", 1, PAYOFF_BITS, "'' is neither bits, as 0110, at most 128 of them, nor default"},
        {"00,1;011,1", 1, PAYOFF_BITS, "'011' has 3 bits, and an earlier row 2"},
        {"0,1;1,2", 1, PAYOFF_QUALITY, "'2' is no number from 0 to 1"},
        {"0,1;1", 1, PAYOFF_QUALITY, "'' is no number from 0 to 1"},
        {"0,1;1,1,1", 1, PAYOFF_QUALITY, "the row has more than two cells"},
        {"0,1;1,0.5;0,1", 2, PAYOFF_BITS, "the same bits have an earlier row"},
        {"default,1;0,1;default,1", 2, PAYOFF_BITS, "default has an earlier row"},
        {"default,1", -1, PAYOFF_BITS, "no row has bits, as 0110"},
        {"", -1, PAYOFF_BITS, "no row has bits, as 0110"},
        {"0,1;1,1;default,0", -1, PAYOFF_BITS, "every practice has a row: none is left for default"},
        {"00,1;11,1;10,0", -1, PAYOFF_BITS,
            "3 practices of 2 bits have a row: a row default, with a quality, is to say what all others are worth"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct payoffs payoffs;
        struct row_place place;
        struct message message = {""};
        assert_int_equal(payoffs_read(&payoffs, cases[i].text, &place, &message), STATUS_INPUT);
        assert_string_equal(message.text, cases[i].why);
        assert_int_equal(place.row, cases[i].row);
        assert_int_equal(place.column, cases[i].column);
        payoffs_free(&payoffs);
    }
    struct payoffs payoffs;
    struct row_place place;
    struct message message = {""};
    assert_int_equal(payoffs_read(&payoffs, long_bits, &place, &message), STATUS_INPUT);
    assert_non_null(strstr(message.text, "at most 128 of them"));
    payoffs_free(&payoffs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_is_a_practice),
        cmocka_unit_test(ten_bits_have_room),
        cmocka_unit_test(long_practices_are_told_apart),
        cmocka_unit_test(the_last_bit_counts),
        cmocka_unit_test(a_long_quality_is_read_whole_or_refused),
        cmocka_unit_test(what_cannot_be_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
