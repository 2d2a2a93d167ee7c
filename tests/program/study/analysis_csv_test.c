/* An analysis as comma-separated values: which column has what, and what stays empty. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "program/study/findings.h"

#define OF_FINDINGS                                                                                                    \
    "estimate,low,high,from,standard_error,deviation,independent_deviation,count,missing,without_run,"                 \
    "replicates_needed,expected,verdict,to,smallest,before_branch,not_in_force,ended_before,never_reached,"            \
    "over_nothing,no_number,no_event\r\n"

static void assert_csv(const char *wanted)
{
    struct printed printed = {0};
    analysis_print_csv(&report, printed_to(&printed));
    assert_printed(&printed, wanted);
}

static void a_mean_has_what_it_is_under(void **state)
{
    (void)state;
    begin_report(OF_GRID, 5);
    struct finding *mean = add_mean(5, 12, 1.5);
    mean->outcome = 1;
    mean->missing = 4;
    mean->without_run = 2;
    mean->needed = 17;
    mean->before_branch = 3;
    mean->gaps[GAP_NEVER_REACHED] = 1;
    mean->gaps[GAP_NO_EVENT] = 9;
    assert_csv("outcome,kind,name,config_id,adoption.accept.beta,start.users,condition," OF_FINDINGS
               "soon,mean,,5,0.2,1,\"short, or \"\"so\"\"\",12,10.5,13.5,,0.75,1.5,,5,4,2,17,,,,,3,0,0,1,0,0,9\r\n");
    end_report();
}

static void what_is_not_known_is_empty(void **state)
{
    (void)state;
    begin_report(OF_GRID, 5);
    struct finding *mean = add_finding(FINDING_MEAN);
    mean->configuration = 0;
    mean->estimate.value = INFINITY;
    assert_csv("outcome,kind,name,config_id,adoption.accept.beta,start.users,condition," OF_FINDINGS
               "adopters_final,mean,,0,0.1,1,plain,,,,,,,,0,0,0,,,,,,0,0,0,0,0,0,0\r\n");
    end_report();
}

static void a_contrast_has_its_name_and_no_configuration(void **state)
{
    (void)state;
    begin_report(OF_GRID, 5);
    struct finding *difference = add_contrast(0, 4, 1);
    difference->verdict = VERDICT_HOLDS;
    difference->needed = 0;
    difference = add_contrast(1, -0.25, 1);
    difference->verdict = VERDICT_NONE;
    difference = add_finding(FINDING_DIFFERENCE);
    difference->configuration = 3;
    difference->estimate = (struct uncertain){1e-9, -2.5, 1e300};
    assert_csv(
        "outcome,kind,name,config_id,adoption.accept.beta,start.users,condition," OF_FINDINGS
        "adopters_final,difference,\"more, where \"\"told\"\"\",,,,,4,3,5,10,0.5,1,2,5,0,0,0,positive,holds,14,0.5,0,"
        ",,,,,\r\n"
        "adopters_final,difference,less of it,,,,,-0.25,-1.25,0.75,10,0.5,1,2,5,0,0,,,,9.75,,0,,,,,,\r\n"
        "adopters_final,difference,against the first,3,0.1,2,\"short, or "
        "\"\"so\"\"\",1e-09,-2.5,1e+300,,,,,0,0,0,,,,,,0,"
        ",,,,,\r\n");
    end_report();
}

static void an_index_has_its_parameter_and_its_condition(void **state)
{
    (void)state;
    begin_report(OF_INDICES("saltelli") "conditions: {plain: {}, short: {steps: 10}}\n", 2);
    struct finding *index = add_index(FINDING_FIRST, 1, 0.5);
    index->condition = 1;
    index->missing = 3;
    index->without_run = 1;
    add_finding(FINDING_NOISE)->condition = 0;
    assert_csv("outcome,kind,name,config_id,adoption.accept.beta,start.users,condition," OF_FINDINGS
               "adopters_final,first,start.users,,,,short,0.5,0.25,1,,,,,4,3,1,,,,,,0,,,,,,\r\n"
               "adopters_final,noise,,,,,plain,,,,,,,,0,0,0,,,,,,0,,,,,,\r\n");
    end_report();
}

/* Where a study has no conditions there is no column of them, and nothing is said of one. */
static void without_conditions_there_is_no_column(void **state)
{
    (void)state;
    begin_report(OF_INDICES("morris"), 2);
    add_index(FINDING_MU_STAR, 0, 0.75);
    assert_csv("outcome,kind,name,config_id,adoption.accept.beta,start.users," OF_FINDINGS
               "adopters_final,mu_star,adoption.accept.beta,,,,0.75,0.5,1.25,,,,,4,0,0,,,,,,0,,,,,,\r\n");
    end_report();
}

static void nothing_found_is_a_heading(void **state)
{
    (void)state;
    begin_report(OF_GRID, 5);
    assert_csv("outcome,kind,name,config_id,adoption.accept.beta,start.users,condition," OF_FINDINGS);
    end_report();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mean_has_what_it_is_under),
        cmocka_unit_test(what_is_not_known_is_empty),
        cmocka_unit_test(a_contrast_has_its_name_and_no_configuration),
        cmocka_unit_test(an_index_has_its_parameter_and_its_condition),
        cmocka_unit_test(without_conditions_there_is_no_column),
        cmocka_unit_test(nothing_found_is_a_heading),
    };
    return cmocka_run_group_tests(tests, enter, leave);
}
