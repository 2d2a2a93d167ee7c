/* The sentences of an analysis' page: what the study is, what one must know of its runs, and what its tables mean. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "program/study/analysis_page_inner.h"
#include "program/study/findings.h"

#define OF_ZEROS                                                                                                       \
    "selforg: 2\n"                                                                                                     \
    "question: Is it more?\n"                                                                                          \
    "scenario:\n"                                                                                                      \
    "  steps: 12\n"                                                                                                    \
    "  network: {kind: random, agents: 60, mean_degree: 6}\n"                                                          \
    "  landscape: {kind: nk, bits: 6}\n"                                                                               \
    "  opportunities: {}\n"                                                                                            \
    "  projects: {}\n"                                                                                                 \
    "  adoption: {rule: evidence}\n"                                                                                   \
    "vary: {projects.load: [0.1, 0.2]}\n"                                                                              \
    "outcomes: [adopters_final, success_fraction_mean, {name: tried, of: success_fraction, mean: [2, 5]}]\n"

static struct terminal terminal;
static struct printed printed;

static struct page page_of(void)
{
    return (struct page){&report, &results.study, &terminal, printed_to(&printed)};
}

static void begin_page(const char *text, int64_t replicates)
{
    begin_report(text, replicates);
    terminal = (struct terminal){.width = 400};
}

static void assert_page(const char *wanted)
{
    assert_printed(&printed, wanted);
    end_report();
}

static void the_heading_says_what_was_run(void **state)
{
    (void)state;
    begin_page(OF_GRID, 1234);
    struct page page = page_of();
    page_heading(&page);
    assert_page("\n"
                "  What it does\n"
                "  Is it more?\n"
                "  8 configurations (grid), 1,234 replicates, intervals of 90 %\n");
    begin_page(OF_GRID, 5);
    terminal.unicode = true;
    results.runs_missing = 1;
    request.bootstrap.level = 0.999;
    page = page_of();
    page_heading(&page);
    assert_page("\n"
                "  What it does\n"
                "  Is it more?\n"
                "  8 configurations (grid) · 5 replicates · intervals of 99.9 % · 1 runs missing or failed\n");
    begin_page(OF_INDICES("morris"), 5);
    results.runs_missing = 1234;
    page = page_of();
    page_heading(&page);
    assert_page("\n"
                "  12 configurations (morris), 5 replicates, intervals of 90 %, 1,234 runs missing or failed\n");
}

/* An outcome that counts nothing as 0 is told of, unless another one is asked for. */
static void what_counts_as_nothing_is_told(void **state)
{
    (void)state;
    begin_page(OF_ZEROS, 5);
    struct page page = page_of();
    page_heading(&page);
    assert_page(
        "\n"
        "  Is it more?\n"
        "  2 configurations (grid), 5 replicates, intervals of 90 %\n"
        "  success_fraction_mean: rows in which there was none count as 0 (success_fraction; `selforg describe "
        "study`, Outcomes)\n"
        "  tried: rows in which there was none count as 0 (success_fraction; `selforg describe study`, Outcomes)\n");
    for (request.outcome = 0; request.outcome < 3; request.outcome++) {
        const int outcome = request.outcome;
        begin_page(OF_ZEROS, 5);
        request.outcome = outcome;
        page = page_of();
        page_heading(&page);
        const char *text = printed_text(&printed);
        assert_int_equal(strstr(text, "success_fraction_mean: rows") != NULL, outcome == 1);
        assert_int_equal(strstr(text, "tried: rows") != NULL, outcome == 2);
        printed_free(&printed);
        end_report();
        request.outcome = outcome;
    }
}

static void a_branch_is_told_and_who_never_came_to_it(void **state)
{
    (void)state;
    begin_page(OF_ZEROS "branch_step: 1\n", 5);
    struct page page = page_of();
    request.outcome = 0;
    page_heading(&page);
    assert_page("\n"
                "  Is it more?\n"
                "  2 configurations (grid), 5 replicates, intervals of 90 %\n"
                "  what varies does so from step 1 on\n");
    begin_page(OF_ZEROS "branch_step: 9\n", 700);
    results.before_branch = 1001;
    request.outcome = 0;
    page = page_of();
    page_heading(&page);
    assert_page("\n"
                "  Is it more?\n"
                "  2 configurations (grid), 700 replicates, intervals of 90 %\n"
                "  what varies does so from step 9 on\n"
                "  1,001 of 1,400 runs ended before branch_step 9: what varies never took its values in them, and that "
                "they do not differ says nothing\n");
}

static void basis(const char *design, struct finding noise, const char *wanted)
{
    begin_page(strcmp(design, "morris") == 0 ? OF_INDICES("morris") : OF_INDICES("saltelli"), 5);
    struct page page = page_of();
    page_basis(&page, &noise);
    assert_page(wanted);
}

static void indices_say_what_they_are_from(void **state)
{
    (void)state;
    basis("saltelli", (struct finding){.count = 1024, .estimate.value = 0.123},
        "  from 1,024 rows of the design; noise between replicates makes 12.3 % of the variance of the means\n");
    basis("morris", (struct finding){.count = 20, .estimate.value = NAN, .missing = 1, .without_run = 1},
        "  from 20 trajectories; 1 more have missing or failed runs\n");
    basis("morris", (struct finding){.count = 20, .estimate.value = NAN, .missing = 3},
        "  from 20 trajectories; in 3 more the outcome is NaN\n");
    basis("saltelli", (struct finding){.count = 20, .estimate.value = 0.5, .missing = 7, .without_run = 5},
        "  from 20 rows of the design; 5 more have missing or failed runs; in 2 more the outcome is NaN; noise between "
        "replicates makes 50.0 % of the variance of the means\n");
    basis("saltelli", (struct finding){.count = 20, .estimate.value = 0.501},
        "  from 20 rows of the design; noise between replicates makes 50.1 % of the variance of the means\n"
        "  most of that is noise: these indices say little of the parameters; more replicates would say more\n");
}

static void gaps(int64_t count, const struct finding *findings, const char *wanted)
{
    begin_page(OF_GRID, 5);
    struct page page = page_of();
    page_gaps(&page, &(struct block){findings, count, 0});
    assert_page(wanted);
}

static void runs_without_a_number_are_counted_by_why(void **state)
{
    (void)state;
    const struct finding none[] = {{.gaps = {0}}}, one[] = {{.gaps = {0}}, {.gaps = {[GAP_OVER_NOTHING] = 1}}},
                         many[] = {{.gaps = {[GAP_NOT_IN_FORCE] = 1000, [GAP_NO_EVENT] = 2}},
                             {.gaps = {[GAP_ENDED_BEFORE] = 3, [GAP_NO_EVENT] = 40}}};
    gaps(1, none, "");
    gaps(2, one, "  NaN in 1 run that is done, which does not count: what it is divided by is 0 in 1\n");
    gaps(2, many,
        "  NaN in 1,045 runs that are done, which do not count: what it is of is not in force in 1,000, the run ended "
        "before the step that it asks for in 3, no such event happened, or one has no number in 42\n");
}

static void legend(const char *text, struct half_width wish, const char *wanted)
{
    begin_page(text, 5);
    struct page page = page_of();
    request.half_width = wish;
    page_legend(&page);
    assert_page(wanted);
}

static void the_legend_says_what_was_asked_for(void **state)
{
    (void)state;
    legend(OF_GRID, (struct half_width){0},
        "\n  needed: replicates for an interval of 5 % of the mean to each side; of a difference, for one that leaves "
        "out "
        "zero (--half-width asks for another)\n");
    legend(OF_GRID, (struct half_width){2.5, false},
        "\n  needed: replicates for an interval of at most 2.5 to each side\n");
    legend(OF_INDICES("saltelli"), (struct half_width){0.025, true},
        "\n  needed: replicates for an interval of at most 2.5 % of the mean, or of the difference, to each side\n"
        "  intervals of indices: bootstrap, 1,500 resamples, seed 7\n");
}

/* In its style and out of it; within margins of two columns; and nothing of what a terminal obeys. */
static void a_line_keeps_to_the_page(void **state)
{
    (void)state;
    begin_page(OF_GRID, 5);
    terminal = (struct terminal){.width = 34, .colour = true};
    struct page page = page_of();
    page_line(&page, STYLE_BOLD, "one two three four five six seven eight");
    page_line(&page, STYLE_PLAIN, "thirty columns of text to here");
    page_line(&page, STYLE_PLAIN, "one column more than that makes");
    page_line(&page, STYLE_PLAIN, "a\033[31mb\n");
    assert_page("  \033[1mone two three four five six\n  seven eight\n\033[0m"
                "  \033[0mthirty columns of text to here\n"
                "  \033[0mone column more than that\n  makes\n"
                "  \033[0ma\\u{1B}[31mb\\u{0A}\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_heading_says_what_was_run),
        cmocka_unit_test(what_counts_as_nothing_is_told),
        cmocka_unit_test(a_branch_is_told_and_who_never_came_to_it),
        cmocka_unit_test(indices_say_what_they_are_from),
        cmocka_unit_test(runs_without_a_number_are_counted_by_why),
        cmocka_unit_test(the_legend_says_what_was_asked_for),
        cmocka_unit_test(a_line_keeps_to_the_page),
    };
    return cmocka_run_group_tests(tests, enter, leave);
}
