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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(facts_and_shares, gather),
        cmocka_unit_test_setup(a_small_share_is_not_none, gather),
        cmocka_unit_test_setup(the_next_commands_can_be_pasted, gather),
        cmocka_unit_test_setup(lines_have_no_blanks_at_their_end, gather),
        cmocka_unit_test_setup(an_early_end_is_told, gather),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
