/* An analysis as JSON: the head of it, and what each kind of finding says and leaves out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "program/study/findings.h"

static void assert_json(const char *wanted)
{
    struct printed printed = {0};
    analysis_print_json(&report, printed_to(&printed));
    assert_printed(&printed, wanted);
}

/* What comes behind the head. */
static void assert_findings(const char *wanted)
{
    struct printed printed = {0};
    analysis_print_json(&report, printed_to(&printed));
    const char *findings = strstr(printed_text(&printed), "  \"findings\"");
    assert_non_null(findings);
    assert_string_equal(findings, wanted);
    printed_free(&printed);
}

static void the_head_says_what_was_asked(void **state)
{
    (void)state;
    begin_report(OF_GRID "claim: It is.\nasked_by: [\"001\", the \"second\"]\nwould_change: Nothing\n", 6);
    results.runs_missing = 2;
    results.before_branch = 3;
    request.half_width = (struct half_width){0.05, true};
    assert_json("{\n"
                "  \"study\": \"runs/study.h5\",\n"
                "  \"title\": \"What it does\",\n"
                "  \"claim\": \"It is.\",\n"
                "  \"question\": \"Is it more?\",\n"
                "  \"would_change\": \"Nothing\",\n"
                "  \"asked_by\": [\"001\", \"the \\\"second\\\"\"],\n"
                "  \"design\": \"grid\",\n"
                "  \"common_random_numbers\": true,\n"
                "  \"dimensions\": [\"adoption.accept.beta\", \"start.users\", \"condition\"],\n"
                "  \"configurations\": 8,\n"
                "  \"replicates\": 6,\n"
                "  \"runs_missing\": 2,\n"
                "  \"branch_step\": 0,\n"
                "  \"runs_before_branch\": 3,\n"
                "  \"level\": 0.9,\n"
                "  \"half_width\": {\"amount\": 0.05, \"share\": true},\n"
                "  \"bootstrap\": {\"resamples\": 1500, \"seed\": 7},\n"
                "  \"findings\": [\n"
                "  ]\n}\n");
    end_report();
}

/* What a study leaves out the head does too; who wants it of a width of their own says so. */
static void the_head_of_another_study(void **state)
{
    (void)state;
    begin_report(OF_INDICES("morris") "independent_seeds: true\nclaim: It is.\n", 2);
    request.half_width = (struct half_width){2, false};
    assert_json("{\n"
                "  \"study\": \"runs/study.h5\",\n"
                "  \"title\": \"\",\n"
                "  \"claim\": \"It is.\",\n"
                "  \"question\": \"\",\n"
                "  \"design\": \"morris\",\n"
                "  \"common_random_numbers\": false,\n"
                "  \"dimensions\": [\"adoption.accept.beta\", \"start.users\"],\n"
                "  \"configurations\": 12,\n"
                "  \"replicates\": 2,\n"
                "  \"runs_missing\": 0,\n"
                "  \"branch_step\": 0,\n"
                "  \"runs_before_branch\": 0,\n"
                "  \"level\": 0.9,\n"
                "  \"half_width\": {\"amount\": 2, \"share\": false},\n"
                "  \"bootstrap\": {\"resamples\": 1500, \"seed\": 7},\n"
                "  \"findings\": [\n"
                "  ]\n}\n");
    end_report();
}

static void a_mean_says_why_runs_are_missing(void **state)
{
    (void)state;
    begin_report(OF_GRID, 5);
    struct finding *mean = add_mean(3, 12, 1.5);
    mean->outcome = 1;
    mean->missing = 4;
    mean->without_run = 2;
    mean->needed = 17;
    mean->before_branch = 3;
    mean->gaps[GAP_ENDED_BEFORE] = 1;
    mean->gaps[GAP_NO_EVENT] = 9;
    mean = add_finding(FINDING_MEAN);
    mean->configuration = 0;
    assert_findings(
        "  \"findings\": [\n"
        "    {\"outcome\": \"soon\", \"kind\": \"mean\", \"configuration\": 3, \"at\": "
        "{\"adoption.accept.beta\": \"0.1\", \"start.users\": \"2\", \"condition\": \"short, or \\\"so\\\"\"}, "
        "\"estimate\": 12, \"low\": 10.5, \"high\": 13.5, \"standard_error\": 0.75, \"deviation\": 1.5, "
        "\"replicates_needed\": 17, \"count\": 5, \"without_number\": {\"ended_before\": 1, \"no_event\": 9}, "
        "\"before_branch\": 3, \"missing\": 4, \"without_run\": 2},\n"
        "    {\"outcome\": \"adopters_final\", \"kind\": \"mean\", \"configuration\": 0, \"at\": "
        "{\"adoption.accept.beta\": \"0.1\", \"start.users\": \"1\", \"condition\": \"plain\"}, \"estimate\": "
        "null, \"low\": null, \"high\": null, \"standard_error\": null, \"deviation\": null, "
        "\"replicates_needed\": null, \"count\": 0, \"without_number\": {}, \"before_branch\": 0, \"missing\": "
        "0, \"without_run\": 0}\n"
        "  ]\n}\n");
    end_report();
}

static void a_contrast_says_what_was_expected(void **state)
{
    (void)state;
    begin_report(OF_GRID, 5);
    add_contrast(0, 4, 1)->verdict = VERDICT_NO_DIFFERENCE;
    struct finding *difference = add_contrast(1, -0.25, 1);
    difference->needed = 0;
    difference->from = NAN;
    assert_findings(
        "  \"findings\": [\n"
        "    {\"outcome\": \"adopters_final\", \"kind\": \"difference\", \"contrast\": 0, \"name\": \"more, "
        "where \\\"told\\\"\", \"estimate\": 4, \"low\": 3, \"high\": 5, \"standard_error\": 0.5, "
        "\"deviation\": 1, \"independent_deviation\": 2, \"from\": 10, \"to\": 14, \"replicates_needed\": "
        "null, \"expected\": \"positive\", \"smallest\": 0.5, \"verdict\": \"no difference seen\", \"count\": "
        "5, \"before_branch\": 0, \"missing\": 0, \"without_run\": 0},\n"
        "    {\"outcome\": \"adopters_final\", \"kind\": \"difference\", \"contrast\": 1, \"name\": \"less of "
        "it\", \"estimate\": -0.25, \"low\": -1.25, \"high\": 0.75, \"standard_error\": 0.5, \"deviation\": 1, "
        "\"independent_deviation\": 2, \"from\": null, \"to\": 9.75, \"replicates_needed\": 0, \"expected\": "
        "\"\", \"smallest\": null, \"verdict\": \"\", \"count\": 5, \"before_branch\": 0, \"missing\": 0, "
        "\"without_run\": 0}\n"
        "  ]\n}\n");
    end_report();
}

static void an_index_says_of_which_parameter_and_condition(void **state)
{
    (void)state;
    begin_report(OF_INDICES("saltelli") "conditions: {plain: {}, short: {steps: 10}}\n", 2);
    struct finding *index = add_index(FINDING_TOTAL, 1, 0.5);
    index->condition = 1;
    index->missing = 3;
    index->without_run = 1;
    assert_findings("  \"findings\": [\n"
                    "    {\"outcome\": \"adopters_final\", \"kind\": \"total\", \"parameter\": \"start.users\", "
                    "\"condition\": \"short\", \"estimate\": 0.5, \"low\": 0.25, \"high\": 1, \"count\": 4, "
                    "\"before_branch\": 0, \"missing\": 3, \"without_run\": 1}\n"
                    "  ]\n}\n");
    end_report();
    begin_report(OF_INDICES("saltelli"), 2); /* where there is one condition, without a name */
    add_index(FINDING_FIRST, 0, 0.5);
    assert_findings(
        "  \"findings\": [\n"
        "    {\"outcome\": \"adopters_final\", \"kind\": \"first\", \"parameter\": \"adoption.accept.beta\", "
        "\"estimate\": 0.5, \"low\": 0.25, \"high\": 1, \"count\": 4, \"before_branch\": 0, \"missing\": 0, "
        "\"without_run\": 0}\n"
        "  ]\n}\n");
    end_report();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_head_says_what_was_asked),
        cmocka_unit_test(the_head_of_another_study),
        cmocka_unit_test(a_mean_says_why_runs_are_missing),
        cmocka_unit_test(a_contrast_says_what_was_expected),
        cmocka_unit_test(an_index_says_of_which_parameter_and_condition),
    };
    return cmocka_run_group_tests(tests, enter, leave);
}
