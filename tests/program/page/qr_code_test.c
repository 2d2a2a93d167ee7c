/* A code for cameras: what a camera looks for is there, and nothing is printed where it could not be seen. Skipped in a
 * build without libqrencode. */
#include "program/page/qr_code.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "program/printed.h"

enum { MODULES_MOST = 64, QUIET = 2 };

static const struct terminal wide = {.interactive = true, .unicode = true, .width = 80, .height = 24};

static const char *const address = "http://192.168.1.20:8080/";

/* The modules of a code as it was printed, quiet ground included. */
struct modules {
    int rows, columns;
    bool dark[MODULES_MOST][MODULES_MOST];
};

/* What a line begins with: which of its two modules are light. */
static const char *read_cell(const char *at, bool light[2])
{
    static const struct {
        const char *text;
        bool light[2];
    } cells[] = {{"█", {true, true}}, {"▀", {true, false}}, {"▄", {false, true}}, {" ", {false, false}}};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        size_t length = strlen(cells[i].text);
        if (strncmp(at, cells[i].text, length) != 0) continue;
        memcpy(light, cells[i].light, sizeof cells[i].light);
        return at + length;
    }
    fail_msg("no cell: %.10s", at);
    return NULL;
}

static struct modules read_modules(const char *text)
{
    struct modules modules = {0};
    for (; *text; modules.rows += 2) {
        assert_true(strncmp(text, "  ", MARGIN) == 0 && modules.rows + 2 <= MODULES_MOST);
        text += MARGIN;
        for (modules.columns = 0; *text != '\n'; modules.columns++) {
            bool light[2];
            text = read_cell(text, light);
            assert_true(modules.columns < MODULES_MOST);
            for (int half = 0; half < 2; half++) modules.dark[modules.rows + half][modules.columns] = !light[half];
        }
        text++;
    }
    return modules;
}

static void print(const char *text, struct terminal terminal, struct printed *printed)
{
    qr_code_print(text, &terminal, printed_to(printed));
}

static struct modules code_of(const char *text)
{
    struct printed printed = {0};
    print(text, wide, &printed);
    struct modules modules = read_modules(printed_text(&printed));
    printed_free(&printed);
    if (modules.rows == 0) skip();
    return modules;
}

/* The mark of a corner, 7 modules wide: dark, in it a light ring, in it 3 times 3 dark ones. */
static void check_mark(const struct modules *modules, int first_row, int first_column)
{
    for (int row = 0; row < 7; row++)
        for (int column = 0; column < 7; column++) {
            int to_edge = row < column ? row : column;
            if (6 - row < to_edge) to_edge = 6 - row;
            if (6 - column < to_edge) to_edge = 6 - column;
            if (modules->dark[first_row + row][first_column + column] != (to_edge != 1))
                fail_msg("no mark at %d, %d", first_row, first_column);
        }
}

static void a_camera_finds_it(void **state)
{
    (void)state;
    const struct modules modules = code_of(address);
    const int width = modules.columns - 2 * QUIET, far = QUIET + width - 7;
    assert_true(width >= 21 && (width - 17) % 4 == 0);
    check_mark(&modules, QUIET, QUIET);
    check_mark(&modules, QUIET, far);
    check_mark(&modules, far, QUIET);
    for (int i = 7; i < width - 7; i++) assert_true(modules.dark[QUIET + 6][QUIET + i] == (i % 2 == 0));
    for (int row = 0; row < modules.rows; row++)
        for (int column = 0; column < modules.columns; column++)
            if (row < QUIET || column < QUIET || column >= QUIET + width) assert_false(modules.dark[row][column]);
}

static void another_text_is_another_code(void **state)
{
    (void)state;
    const struct modules one = code_of(address), other = code_of("http://192.168.1.21:8080/");
    assert_int_equal(one.columns, other.columns);
    assert_memory_not_equal(one.dark, other.dark, sizeof one.dark);
}

/* Where it would be cut, shown as something else, or seen by nobody. */
static void what_cannot_be_seen_is_not_printed(void **state)
{
    (void)state;
    struct terminal terminals[] = {wide, wide, wide};
    struct printed printed = {0};
    const int columns = MARGIN + code_of(address).columns;
    terminals[0].interactive = false;
    terminals[1].unicode = false;
    terminals[2].width = columns - 1;
    for (int i = 0; i < 3; i++) {
        print(address, terminals[i], &printed);
        assert_printed(&printed, "");
    }
    terminals[2].width = columns;
    print(address, terminals[2], &printed);
    assert_true(strlen(printed_text(&printed)) > 0);
    printed_free(&printed);
}

/* A dark terminal or a light one: it is black on white. */
static void colour_makes_it_black_on_white(void **state)
{
    (void)state;
    struct terminal terminal = wide;
    struct printed printed = {0};
    code_of(address);
    terminal.colour = true;
    print(address, terminal, &printed);
    assert_non_null(strstr(printed_text(&printed), "\033[97;40m█"));
    assert_non_null(strstr(printed_text(&printed), "█\033[0m\n"));
    printed_free(&printed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_camera_finds_it),
        cmocka_unit_test(another_text_is_another_code),
        cmocka_unit_test(what_cannot_be_seen_is_not_printed),
        cmocka_unit_test(colour_makes_it_black_on_white),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
