/* Wirings that are laid down: who depends on whom, worked out by hand, and matrices that cannot be. */
#include "scenario/practices/wiring.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

static struct landscape_parameters landscape_with(enum landscape_wiring wiring, int64_t bits, int64_t interactions)
{
    return (struct landscape_parameters){
        .kind = LANDSCAPE_NK, .wiring = wiring, .bits = bits, .interactions = interactions};
}

/* The matrix of the links, without the diagonal. */
static void assert_links(const struct landscape_parameters *landscape, const char *expected)
{
    char seen[256] = "";
    for (int64_t bit = 0; bit < landscape->bits; bit++) {
        if (bit > 0) strcat(seen, " ");
        for (int64_t other = 0; other < landscape->bits; other++)
            strcat(seen, wiring_links(landscape, bit, other) ? "1" : "0");
    }
    assert_string_equal(seen, expected);
}

static void the_nearest_stand_on_a_ring(void **state)
{
    (void)state;
    const struct landscape_parameters none = landscape_with(WIRING_ADJACENT, 3, 0),
                                      one = landscape_with(WIRING_ADJACENT, 5, 1),
                                      two = landscape_with(WIRING_ADJACENT, 5, 2),
                                      three = landscape_with(WIRING_ADJACENT, 5, 3),
                                      all = landscape_with(WIRING_ADJACENT, 4, 3);
    assert_links(&none, "000 000 000");
    assert_links(&one, "01000 00100 00010 00001 10000");
    assert_links(&two, "01001 10100 01010 00101 10010");
    assert_links(&three, "01101 10110 01011 10101 11010");
    assert_links(&all, "0111 1011 1101 1110");
    assert_int_equal(wiring_widest(&three), 3);
}

static void modules_are_blocks(void **state)
{
    (void)state;
    const struct landscape_parameters alone = landscape_with(WIRING_MODULAR, 3, 0),
                                      three = landscape_with(WIRING_MODULAR, 6, 2),
                                      all = landscape_with(WIRING_MODULAR, 3, 2);
    assert_links(&alone, "000 000 000");
    assert_links(&three, "011000 101000 110000 000011 000101 000110");
    assert_links(&all, "011 101 110");
    assert_int_equal(wiring_widest(&three), 2);
}

static void a_matrix_says_it_row_by_row(void **state)
{
    (void)state;
    struct landscape_parameters landscape = landscape_with(WIRING_MATRIX, 4, 3);
    strcpy(landscape.matrix, "1000 1111\n0110 1001\n");
    assert_int_equal(matrix_check(&landscape, NULL), STATUS_OK);
    assert_links(&landscape, "0000 1011 0100 1000");
    assert_int_equal(wiring_widest(&landscape), 3);
    strcpy(landscape.matrix, "1000 0100 0010 0001");
    assert_int_equal(wiring_widest(&landscape), 0);
}

static void what_cannot_be_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *matrix, *message;
    } cases[] = {
        {"11 11 11", "has a row 1 of 2 cells, and landscape.bits is 3"},
        {"111 1111 111", "has a row 2 of 4 cells, and landscape.bits is 3"},
        {"111 111", "has 2 rows, and landscape.bits is 3"},
        {"111 111 111 111", "has 4 rows, and landscape.bits is 3"},
        {"111  111 111", "has a row 2 of 0 cells, and landscape.bits is 3"},
        {"111 1x1 111", "has a cell in row 2, column 2, that must be 0 or 1"},
        {"111 112 111", "has a cell in row 2, column 3, that must be 0 or 1"},
        {"111 101 111", "has a cell in row 2, column 2, that must be 1: a contribution depends on its own bit"},
        {"m.xls", "must be rows of 0 and 1, as 110 011 101, or the name of a table, as influence.csv"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct landscape_parameters landscape = landscape_with(WIRING_MATRIX, 3, 3);
        struct message message = {""};
        strcpy(landscape.matrix, cases[i].matrix);
        assert_int_equal(matrix_check(&landscape, &message), STATUS_INPUT);
        assert_string_equal(message.text, cases[i].message);
    }
}

/* As many bits as there can be fit into the text; that each depends on 21 others is one too many. */
static void the_largest_fits_and_the_fullest_is_refused(void **state)
{
    (void)state;
    struct landscape_parameters landscape = landscape_with(WIRING_MATRIX, BITS_MOST, 3);
    struct message message = {""};
    for (int row = 0; row < BITS_MOST; row++) {
        for (int column = 0; column < BITS_MOST; column++)
            strcat(landscape.matrix,
                column == row || (row == 21 && column < 21) || (row == 5 && column > 107) ? "1" : "0");
        strcat(landscape.matrix, " ");
    }
    assert_int_equal(matrix_check(&landscape, &message), STATUS_INPUT);
    assert_string_equal(message.text, "has a row 22 with 21 other bits; at most 20");
    landscape.matrix[21 * (BITS_MOST + 1) + 3] = '0';
    assert_int_equal(matrix_check(&landscape, &message), STATUS_OK);
    assert_int_equal(wiring_widest(&landscape), WIRING_OTHERS_MOST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_nearest_stand_on_a_ring),
        cmocka_unit_test(modules_are_blocks),
        cmocka_unit_test(a_matrix_says_it_row_by_row),
        cmocka_unit_test(what_cannot_be_is_refused),
        cmocka_unit_test(the_largest_fits_and_the_fullest_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
