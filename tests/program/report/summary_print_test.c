/* The page about a run: it fits, and what it says to do next is what a shell takes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "program/printed.h"
#include "program/report/summary.h"
#include "program/terminal/terminal.h"

static struct scenario scenario;
static struct summary summary;
static struct run_outcome outcome;

static int gather(void **state)
{
    (void)state;
    scenario = scenario_default;
    strcpy(scenario.run.title, "A small office");
    outcome = (struct run_outcome){.agents = 1200, .steps = 40, .file_bytes = 45600, .seconds = 2};
    summary_begin(&summary, &scenario, "build/release/selforg");
    summary.ties = 3134;
    summary.adoptions[CHANNEL_INITIAL] = 500;
    summary.adoptions[CHANNEL_WORD_OF_MOUTH] = 299;
    summary.adoptions[CHANNEL_PROJECT] = 1;
    return 0;
}

static void print(struct printed *printed, const char *path, int width)
{
    const struct terminal terminal = {.unicode = true, .width = width};
    summary_print(&summary, &outcome, path, &terminal, printed_to(printed));
}

static void assert_has(const char *path, int width, const char *wanted)
{
    struct printed printed = {0};
    print(&printed, path, width);
    if (!strstr(printed_text(&printed), wanted)) fail_msg("'%s' is not in\n%s", wanted, printed_text(&printed));
    printed_free(&printed);
}

static void facts_and_shares(void **state)
{
    (void)state;
    assert_has("office.h5", 100, "  A small office\n");
    assert_has("office.h5", 100, "1,200 agents · 3,134 ties · 40 steps · seed 1\n");
    assert_has("office.h5", 100, "299  100 %");
    assert_has("office.h5", 100, "<1 %");
    assert_has("office.h5", 100, "office.h5  45.6 kB · 2.0 s · 24,000 agent-steps/s\n");
}

/* Half a percent, which is rounded to none, is more than nothing. */
static void a_small_share_is_not_none(void **state)
{
    (void)state;
    summary.adoptions[CHANNEL_WORD_OF_MOUTH] = 199;
    assert_has("office.h5", 100, "  1   <1 %  ");
    summary.adoptions[CHANNEL_WORD_OF_MOUTH] = 198;
    assert_has("office.h5", 100, "  1    1 %  ");
}

static void the_next_commands_can_be_pasted(void **state)
{
    (void)state;
    assert_has("office.h5", 100, "\n  build/release/selforg trace office.h5 --depth 3 --width 5  # who");
    assert_has("office.h5", 100, "\n  build/release/selforg verify office.h5                     # checks the file\n");
    assert_has("a b (c)/it's.h5", 100, "selforg verify 'a b (c)/it'\\''s.h5'");
}

static void lines_have_no_blanks_at_their_end(void **state)
{
    (void)state;
    for (int width = 20; width < 140; width += 7) {
        struct printed printed = {0};
        print(&printed, "office.h5", width);
        assert_null(strstr(printed_text(&printed), " \n"));
        printed_free(&printed);
    }
}

static void an_early_end_is_told(void **state)
{
    (void)state;
    outcome.ended = true;
    scenario.run.steps = 520;
    strcpy(scenario.run.until, "adopters >= 900");
    assert_has("office.h5", 100, "ended before its 520 steps: adopters >= 900\n");
    outcome.ended = false;
    outcome.unmet = true;
    assert_has("office.h5", 100, "not met by step 40: adopters >= 900\n");
}

/* The page of a terminal that shows ASCII alone. */
static void assert_plain(int width, const char *wanted)
{
    struct printed printed = {0};
    const struct terminal terminal = {.unicode = false, .width = width};
    summary_print(&summary, &outcome, "office.h5", &terminal, printed_to(&printed));
    assert_printed(&printed, wanted);
}

static void add_curve(enum observable observable, const char *label, double first, double last)
{
    struct curve *curve = &summary.curve[summary.curve_count++];
    *curve =
        (struct curve){.observable = observable, .entry = -1, .first = first, .last = last, .value = {first, last}};
    strcpy(curve->label, label);
    summary.points = 2;
}

#define END                                                                                                            \
    "\n"                                                                                                               \
    "  office.h5  45.6 kB, 2.0 s, 24,000 agent-steps/s\n"                                                              \
    "  digest 00000000000000000000000000000000\n"                                                                      \
    "\n"

/* Where nobody learned anything there is nothing of how; two curves from their first value to their last, and the steps
 * below them. */
static void curves_are_drawn_between_their_figures(void **state)
{
    (void)state;
    memset(summary.adoptions, 0, sizeof summary.adoptions);
    add_curve(OBSERVE_adopters, "adopters, of all", 0, 1190);
    add_curve(OBSERVE_quality_mean, "quality \u00fcber", 0.5, 0.251);
    strcpy(scenario.run.question, "Does it spread?");
    assert_plain(62, "\n"
                     "  A small office\n"
                     "  Does it spread?\n"
                     "  1,200 agents, 3,134 ties, 40 steps, seed 1\n"
                     "\n"
                     "  adopters, of all     0 -> 1,190  .............@@@@@@@@@@@@\n"
                     "  quality \u00fcber      0.50 -> 0.25   @@@@@@@@@@@@@............\n"
                     "                                   0                 step 40\n" END
                     "  build/release/selforg trace office.h5 --depth 3 --width 5\n"
                     "  build/release/selforg verify office.h5\n");
}

/* From 16 columns on there are the steps, from 8 on curves; beyond 60 they do not grow. */
static void curves_go_with_the_room(void **state)
{
    (void)state;
    static const struct {
        int width, cells;
        bool axis;
    } cases[] = {{33, 0, false}, {34, 8, false}, {41, 15, false}, {42, 16, true}, {85, 59, true}, {86, 60, true},
        {200, 60, true}};
    add_curve(OBSERVE_adopters, "adopters", 0, 1190);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct printed printed = {0};
        char line[256] = "\n  adopters  0 -> 1,190", axis[256];
        const int cells = cases[i].cells;
        const struct terminal terminal = {.unicode = false, .width = cases[i].width};
        summary_print(&summary, &outcome, "office.h5", &terminal, printed_to(&printed));
        if (cells > 0) strcat(line, "  ");
        for (int cell = 0; cell < cells; cell++) strcat(line, cell < (cells + 1) / 2 ? "." : "@");
        strcat(line, "\n");
        if (!strstr(printed_text(&printed), line)) fail_msg("'%s' is not in\n%s", line, printed_text(&printed));
        snprintf(axis, sizeof axis, "\n%*s0%*s\n", 24, "", cells - 1, "step 40");
        assert_int_equal(strstr(printed_text(&printed), "step 40") != NULL, cases[i].axis);
        if (cases[i].axis) assert_non_null(strstr(printed_text(&printed), axis));
        printed_free(&printed);
    }
}

/* What a channel is stands behind its bar where the whole sentence has room. */
static void channels_are_bars_with_their_meaning(void **state)
{
    (void)state;
    const char *sentence = channel_table[CHANNEL_WORD_OF_MOUTH].sentence;
    char with[256], without[256];
    summary.adoptions[CHANNEL_PROJECT] = 299;
    snprintf(with, sizeof with, "\n  word_of_mouth  299   50 %%  ############              %s\n", sentence);
    snprintf(without, sizeof without, "\n  word_of_mouth  299   50 %%  ############\n");
    const int width = (int)strlen(with) - 2 + 2; /* the line, without its ends, and a margin at the right */
    const struct terminal terminals[] = {{.width = width}, {.width = width - 1}};
    for (int i = 0; i < 2; i++) {
        struct printed printed = {0};
        summary_print(&summary, &outcome, "office.h5", &terminals[i], printed_to(&printed));
        const char *text = printed_text(&printed), *wanted = i == 0 ? with : without;
        if (!strstr(text, wanted)) fail_msg("'%s' is not in\n%s", wanted, text);
        assert_null(strstr(text, "initial"));
        printed_free(&printed);
    }
}

static void a_long_title_is_broken_between_words_or_anywhere(void **state)
{
    (void)state;
    strcpy(scenario.run.title, "one two three four five sixseveneightninetenelevent \033[2J");
    struct printed printed = {0};
    print(&printed, "office.h5", 24);
    assert_non_null(strstr(
        printed_text(&printed), "\n  one two three four\n  five\n  sixseveneightnineten\n  elevent \\u{1B}[2J\n"));
    printed_free(&printed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(facts_and_shares, gather),
        cmocka_unit_test_setup(a_small_share_is_not_none, gather),
        cmocka_unit_test_setup(the_next_commands_can_be_pasted, gather),
        cmocka_unit_test_setup(lines_have_no_blanks_at_their_end, gather),
        cmocka_unit_test_setup(an_early_end_is_told, gather),
        cmocka_unit_test_setup(curves_are_drawn_between_their_figures, gather),
        cmocka_unit_test_setup(curves_go_with_the_room, gather),
        cmocka_unit_test_setup(channels_are_bars_with_their_meaning, gather),
        cmocka_unit_test_setup(a_long_title_is_broken_between_words_or_anywhere, gather),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
