/* A run that is drawn while it goes on: what a picture has of which curves, what is left out where there is no room,
 * and when and where it is drawn. */
#define _GNU_SOURCE /* for posix_openpt */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <termios.h>

#include <cmocka.h>

#include "program/printed.h"
#include "program/report/live_view.c"

static struct scenario scenario;
static struct summary summary;

static void add(enum observable observable, const char *label, double first, double second, double third)
{
    struct curve *curve = &summary.curve[summary.curve_count++];
    *curve = (struct curve){.observable = observable, .entry = -1, .last = third, .value = {first, second, third}};
    snprintf(curve->label, sizeof curve->label, "%s", label);
}

/* Forty people, and three rows of four series, of which two count people. */
static int gather(void **state)
{
    (void)state;
    scenario = scenario_default;
    scenario.network.agents = 40;
    strcpy(scenario.run.title, "A small office");
    summary_begin(&summary, &scenario, "selforg");
    summary.points = 3;
    add(OBSERVE_adopters, "adopters", 0, 20, 40);
    add(OBSERVE_quality_mean, "quality in use", 0.5, 0.75, 0.25);
    add(OBSERVE_users, "use letters", 0, 50, 10);
    add(OBSERVE_projects_active, "projects at work", 1, 4, 2);
    return 0;
}

static void assert_picture(struct terminal terminal, int32_t step, const char *wanted)
{
    struct printed printed = {0};
    struct picture picture = {&summary, terminal, printed_to(&printed), 0};
    draw(&picture, step, 5200);
    int lines = 0;
    for (const char *at = printed_text(&printed); *at; at++) lines += *at == '\n';
    assert_int_equal(picture.lines, lines);
    assert_printed(&printed, wanted);
}

#define K "\033[K\n"

/* Eight cells for three rows: three, three and two. Whoever are counted more than once are more than all. */
static void curves_of_one_unit_have_one_scale(void **state)
{
    (void)state;
    assert_picture((struct terminal){.width = 53, .height = 40}, 1234,
        "  A small office" K "  step 1,234 of 5,200" K "  " K "  people, from 0 to 50" K
        "  adopters                              40  ...===##" K
        "  use letters                           10  ...@@@::" K "  " K "  shares and means, from 0 to 1" K
        "  quality in use                      0.25  +++***--" K "  " K "  projects, from 0 to 4" K
        "  projects at work                       2  ---@@@++" K);
}

static void people_go_to_all_that_there_are(void **state)
{
    (void)state;
    summary.curve_count = 1;
    summary.curve[0].value[2] = summary.curve[0].last = 10; /* the most was in the middle */
    assert_picture((struct terminal){.width = 53, .height = 40}, 0,
        "  A small office" K "  step 0 of 5,200" K "  " K "  people, from 0 to 40" K
        "  adopters                              10  ...+++--" K);
}

static void without_room_there_are_no_curves(void **state)
{
    (void)state;
    summary.curve_count = 2;
    assert_picture((struct terminal){.width = 52, .height = 40}, 0,
        "  A small office" K "  step 0 of 5,200" K "  " K "  people, from 0 to 40" K
        "  adopters                                     40  " K "  " K "  shares and means, from 0 to 1" K
        "  quality in use                             0.25  " K);
    assert_picture((struct terminal){.width = 22, .height = 40}, 0,
        "  A small office" K "  step 0 of 5,200" K "  " K "  people, from 0 to 4" K "  adopt          40  " K "  " K
        "  shares and means, f" K "  quali        0.25  " K);
}

/* The last line is the cursor's. */
static void a_picture_is_never_higher_than_the_terminal(void **state)
{
    (void)state;
    char whole[2048] = "";
    struct printed printed = {0};
    struct picture picture = {&summary, {.width = 53, .height = 100}, printed_to(&printed), 0};
    draw(&picture, 0, 5200);
    assert_int_equal(picture.lines, 12);
    strcpy(whole, printed_text(&printed));
    printed_free(&printed);
    for (int height = 1; height <= 14; height++) {
        picture = (struct picture){&summary, {.width = 53, .height = height}, printed_to(&printed), 0};
        draw(&picture, 0, 5200);
        assert_int_equal(picture.lines, height - 1 < 12 ? height - 1 : 12);
        assert_memory_equal(printed_text(&printed), whole, printed.size);
        printed_free(&printed);
    }
}

static void a_curve_has_eighty_cells_at_most(void **state)
{
    (void)state;
    char wanted[1024] = "  A small office" K "  step 0 of 5,200" K "  " K "  people, from 0 to 40" K
                        "  adopters                              40  ";
    summary.curve_count = 1;
    for (int i = 0; i < 80; i++) strcat(wanted, i < 27 ? "▁" : i < 54 ? "▅" : "█");
    strcat(wanted, K);
    assert_picture((struct terminal){.width = 300, .height = 40, .unicode = true}, 0, wanted);
}

static void titles_are_shown_and_styled(void **state)
{
    (void)state;
    summary.curve_count = 0;
    strcpy(scenario.run.title, "a\033[2Jb");
    assert_picture((struct terminal){.width = 53, .height = 40, .colour = true}, 3,
        "  \033[1ma\\u{1B}[2Jb\033[0m" K "  \033[0mstep 3 of 5,200\033[0m" K);
    scenario.run.title[0] = '\0';
    assert_picture((struct terminal){.width = 53, .height = 40}, 3, "  selforg" K "  step 3 of 5,200" K);
}

/* ---- where and when ---- */

/* A terminal of 60 columns and `lines`, and our end of it. */
static FILE *open_terminal(int *ours, int lines)
{
    *ours = posix_openpt(O_RDWR | O_NOCTTY);
    assert_true(*ours >= 0 && grantpt(*ours) == 0 && unlockpt(*ours) == 0);
    const int theirs = open(ptsname(*ours), O_RDWR | O_NOCTTY);
    assert_true(theirs >= 0);
    struct termios as_it_is;
    assert_int_equal(tcgetattr(theirs, &as_it_is), 0);
    as_it_is.c_oflag &= ~(tcflag_t)OPOST;
    assert_int_equal(tcsetattr(theirs, TCSANOW, &as_it_is), 0);
    const struct winsize size = {.ws_row = (unsigned short)lines, .ws_col = 60};
    assert_int_equal(ioctl(theirs, TIOCSWINSZ, &size), 0);
    return fdopen(theirs, "w");
}

/* What comes next, which may be a moment after it was written. */
static void assert_comes(int ours, const char *wanted)
{
    char text[1024] = "";
    size_t length = 0;
    while (length < strlen(wanted)) {
        const ssize_t piece = read(ours, text + length, strlen(wanted) - length);
        assert_true(piece > 0);
        length += (size_t)piece;
    }
    assert_string_equal(text, wanted);
}

/* And then nothing does. */
static void close_terminal(int ours, FILE *stream)
{
    char more;
    fclose(stream);
    assert_true(read(ours, &more, 1) <= 0);
    close(ours);
}

#define OF_STEP(step) "\r\033[J  A small office" K "  step " step " of 10" K "  " K "  people, from 0 to 50" K

static void each_picture_is_drawn_over_the_one_before(void **state)
{
    (void)state;
    int ours;
    struct live_view view;
    setenv("TERM", "xterm", 1);
    setenv("NO_COLOR", "1", 1);
    FILE *stream = open_terminal(&ours, 5);
    assert_true(live_view_begin(&view, stream));
    live_view_show(&view, &summary, 0, 10);
    assert_comes(ours, OF_STEP("0"));
    assert_int_equal(view.lines, 4);
    view.shown += 1000;
    live_view_show(&view, &summary, 1, 10); /* too soon */
    live_view_show(&view, &summary, 0, 10); /* a run that begins is shown at once */
    assert_comes(ours, "\033[4A" OF_STEP("0"));
    assert_true(view.shown <= clock_now());
    view.shown -= 0.2;
    live_view_show(&view, &summary, 2, 10);
    assert_comes(ours, "\033[4A" OF_STEP("2"));
    live_view_end(&view);
    assert_comes(ours, "\033[4A\r\033[J");
    close_terminal(ours, stream);
}

static void nothing_is_drawn_where_nobody_looks(void **state)
{
    (void)state;
    int ours;
    struct live_view view;
    setenv("TERM", "dumb", 1);
    FILE *stream = open_terminal(&ours, 24), *file = tmpfile();
    assert_non_null(file);
    for (int i = 0; i < 2; i++) {
        assert_false(live_view_begin(&view, i == 0 ? stream : file));
        live_view_show(&view, &summary, 0, 10);
        live_view_end(&view);
    }
    fflush(file);
    assert_int_equal(ftell(file), 0);
    fclose(file);
    close_terminal(ours, stream);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(curves_of_one_unit_have_one_scale, gather),
        cmocka_unit_test_setup(people_go_to_all_that_there_are, gather),
        cmocka_unit_test_setup(without_room_there_are_no_curves, gather),
        cmocka_unit_test_setup(a_picture_is_never_higher_than_the_terminal, gather),
        cmocka_unit_test_setup(a_curve_has_eighty_cells_at_most, gather),
        cmocka_unit_test_setup(titles_are_shown_and_styled, gather),
        cmocka_unit_test_setup(each_picture_is_drawn_over_the_one_before, gather),
        cmocka_unit_test_setup(nothing_is_drawn_where_nobody_looks, gather),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
