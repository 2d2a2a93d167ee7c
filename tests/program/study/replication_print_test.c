/* What is printed of a replication: a table to read, and JSON and CSV that say the same. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "program/printed.h"
#include "program/study/replication.h"

#define STUDY                                                                                                          \
    "selforg: 2\n"                                                                                                     \
    "title: A \"ring\"\n"                                                                                              \
    "scenario: {network: {kind: ring, agents: 40, mean_degree: 2}, adoption: {rule: contact}}\n"                       \
    "vary: {adoption.accept.beta: [0, 1]}\n"                                                                           \
    "replicates: 3\n"                                                                                                  \
    "outcomes: [adopters_final]\n"
#define PUBLISHED "doi: 10.1000/none\ndiffers: It is none.\n"
#define ROWS "expect: [{outcome: adopters_final, at: {adoption.accept.beta: 0}, value: 0, exact: true}]\n"

static char name[] = "ring";
static struct expectation row[6];
static struct finding finding[6];
static struct replication replication;

static void read_study(const char *text)
{
    char path[] = "/tmp/selforg-replication-XXXXXX";
    struct message message;
    const int number = mkstemp(path);
    FILE *file = fdopen(number, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    if (study_read(path, &replication.study, &message) != STATUS_OK) fail_msg("%s", message.text);
    unlink(path);
}

/* Without rows. */
static int begin(void **state)
{
    (void)state;
    replication = (struct replication){.name = name, .findings = finding, .seconds = 65};
    replication.expectations.items = row;
    read_study(STUDY PUBLISHED ROWS);
    return 0;
}

static int end(void **state)
{
    (void)state;
    study_free(&replication.study);
    return 0;
}

/* A row of a number, with nothing else known; it is where it is until the next one. */
static void add(enum expect_kind kind, enum verdict verdict, const char *what)
{
    const int64_t i = replication.expectations.count++;
    row[i] = (struct expectation){.kind = kind, .source = "", .explained = "", .value = 45};
    snprintf(row[i].name, sizeof row[i].name, "%s", what);
    finding[i] =
        (struct finding){.verdict = verdict, .mean = 44.25, .error = 0.125, .allowed = NAN, .z = NAN, .replicates = 3};
}

static void assert_print(enum replication_form form, int64_t number, int width, const char *wanted)
{
    struct printed printed = {0};
    replication_print(&replication, form, number, width, printed_to(&printed));
    assert_printed(&printed, wanted);
}

static void add_of_every_kind(void)
{
    add(EXPECT_VALUE, VERDICT_PASSES, "share");
    finding[0].allowed = 0.75;
    finding[0].z = -1.25;
    add(EXPECT_VALUE, VERDICT_FAILS, "count");
    row[1].exact = true;
    row[1].value = 1.0 / 3;
    finding[1].allowed = 0.5;
    add(EXPECT_LEAST, VERDICT_UNSURE, "least");
    add(EXPECT_MOST, VERDICT_OPEN, "most");
    add(EXPECT_PEAK, VERDICT_PASSES, "top");
    row[4].inside[0] = 6;
    row[4].inside[1] = 8.5;
    strcpy(finding[4].means, "1 2 1");
    finding[4].z = 12;
    add(EXPECT_INCREASING, VERDICT_EXPLAINED, "up");
    row[5].explained = "It is six.";
    strcpy(finding[5].means, "3 2");
}

static void every_kind_of_row_has_its_words(void **state)
{
    (void)state;
    add_of_every_kind();
    assert_print(REPLICATION_TABLE, 0, 120,
        "ring: A \"ring\"\n"
        "  6 runs, 3 of each, 1 min 5 s\n"
        "  verdict    expected          allowed  came out      z     what\n"
        "  passes     45                +-0.75   44.25 +-0.12  -1.2  share\n"
        "  FAILS      0.333333          exactly  44.25 +-0.12        count\n"
        "  UNSURE     at least 45                44.25 +-0.12        least\n"
        "  open       at most 45                 44.25 +-0.12        most\n"
        "  passes     a peak in 6..8.5                         12.0  top: 1 2 1\n"
        "  explained  increasing                                     up: 3 2\n"
        "  explained: It is six.\n"
        "\n");
}

static void what_is_explained_is_said_once_in_a_row(void **state)
{
    (void)state;
    for (int i = 0; i < 4; i++) add(EXPECT_DECREASING, VERDICT_EXPLAINED, "down");
    row[0].explained = row[1].explained = "Fewer ties.";
    row[2].explained = "Others.";
    row[3].explained = "Fewer ties.";
    finding[3].verdict = VERDICT_PASSES; /* which then is not said */
    row[0].kind = EXPECT_VALLEY;
    row[0].inside[0] = -1;
    assert_print(REPLICATION_TABLE, 0, 120,
        "ring: A \"ring\"\n"
        "  6 runs, 3 of each, 1 min 5 s\n"
        "  verdict    expected           allowed  came out  z  what\n"
        "  explained  a valley in -1..0                        down: \n"
        "  explained  decreasing                               down: \n"
        "  explained  decreasing                               down: \n"
        "  passes     decreasing                               down: \n"
        "  explained: Fewer ties.\n"
        "  explained: Others.\n"
        "\n");
}

static void what_was_not_run_has_no_table(void **state)
{
    (void)state;
    add(EXPECT_VALUE, VERDICT_PASSES, "share");
    replication.study.replicates = 0;
    assert_print(REPLICATION_TABLE, 0, 80, "ring: A \"ring\"\n  left out where time is short\n\n");
    replication.study.absent = strdup("data/people.csv");
    assert_print(REPLICATION_TABLE, 0, 80, "ring: A \"ring\"\n  left out: its data are not there: data/people.csv\n\n");
    assert_print(REPLICATION_CSV, 1, 80, "");
    assert_print(REPLICATION_JSON, 0, 80,
        "[\n  {\"name\": \"ring\", \"title\": \"A \\\"ring\\\"\", \"doi\": \"10.1000/none\", \"differs\": \"It is "
        "none.\", "
        "\"absent\": \"data/people.csv\", \"quick\": false, \"replicates\": 0, \"runs\": 0, \"failed_runs\": 0, "
        "\"seconds\": 65,\n    \"rows\": []}");
}

static void failed_runs_are_told_with_a_reason(void **state)
{
    (void)state;
    replication.failed_runs = 1;
    strcpy(replication.reason, "killed by signal 9");
    add(EXPECT_VALUE, VERDICT_FAILS, "share");
    assert_print(REPLICATION_TABLE, 0, 80,
        "ring: A \"ring\"\n"
        "  6 runs, 3 of each, 1 min 5 s\n"
        "  1 run failed: killed by signal 9\n"
        "  verdict  expected  allowed  came out      z  what\n"
        "  FAILS    45                 44.25 +-0.12     share\n"
        "\n");
}

static void json_has_every_row(void **state)
{
    (void)state;
    add(EXPECT_VALUE, VERDICT_FAILS, "a \"b\"");
    row[0].source = "figure 3";
    row[0].error = 0.5;
    row[0].tolerance = 0.25;
    row[0].exact = true;
    finding[0].allowed = 0.75;
    finding[0].z = -1.25;
    add(EXPECT_PEAK, VERDICT_EXPLAINED, "top");
    row[1].explained = "It is six.";
    row[1].inside[1] = 8;
    strcpy(finding[1].means, "1 2 1");
    replication.quick = true;
    replication.failed_runs = 4;
    assert_print(REPLICATION_JSON, 0, 80,
        "[\n  {\"name\": \"ring\", \"title\": \"A \\\"ring\\\"\", \"doi\": \"10.1000/none\", \"differs\": \"It is "
        "none.\", "
        "\"absent\": \"\", \"quick\": true, \"replicates\": 3, \"runs\": 6, \"failed_runs\": 4, \"seconds\": 65,\n"
        "    \"rows\": [\n"
        "      {\"name\": \"a \\\"b\\\"\", \"source\": \"figure 3\", \"explained\": \"\", \"expected\": \"45\", "
        "\"means\": "
        "\"\", \"value\": 45, \"value_error\": 0.5, \"tolerance\": 0.25, \"allowed\": 0.75, \"mean\": 44.25, "
        "\"error\": "
        "0.125, \"z\": -1.25, \"replicates\": 3, \"exact\": true, \"verdict\": \"FAILS\"},\n"
        "      {\"name\": \"top\", \"source\": \"\", \"explained\": \"It is six.\", \"expected\": \"a peak in 0..8\", "
        "\"means\": \"1 2 1\", \"value\": null, \"value_error\": 0, \"tolerance\": 0, \"allowed\": null, \"mean\": "
        "44.25, "
        "\"error\": 0.125, \"z\": null, \"replicates\": 3, \"exact\": false, \"verdict\": \"explained\"}]}");
}

static void a_list_of_several_is_one(void **state)
{
    (void)state;
    struct printed printed = {0};
    study_free(&replication.study);
    read_study(STUDY ROWS); /* which says nothing of where it was published */
    replication_print(&replication, REPLICATION_JSON, 1, 80, printed_to(&printed));
    replications_end(REPLICATION_JSON, 2, printed_to(&printed));
    assert_printed(&printed,
        ",\n  {\"name\": \"ring\", \"title\": \"A \\\"ring\\\"\", \"doi\": \"\", \"differs\": \"\", \"absent\": \"\", "
        "\"quick\": "
        "false, \"replicates\": 3, \"runs\": 6, \"failed_runs\": 0, \"seconds\": 65,\n    \"rows\": []}\n]\n");
    replications_end(REPLICATION_JSON, 0, printed_to(&printed));
    assert_printed(&printed, "[]\n");
    replications_end(REPLICATION_TABLE, 1, printed_to(&printed));
    replications_end(REPLICATION_CSV, 0, printed_to(&printed));
    assert_printed(&printed, "");
}

static void csv_has_a_heading_and_a_line_a_row(void **state)
{
    (void)state;
    add(EXPECT_MOST, VERDICT_PASSES, "a, \"b\"");
    row[0].source = "figure 3, left";
    row[0].error = 0.5;
    row[0].tolerance = 0.25;
    finding[0].allowed = 0.75;
    finding[0].z = INFINITY;
    add(EXPECT_INCREASING, VERDICT_EXPLAINED, "up");
    row[1].explained = "It is six.";
    strcpy(finding[1].means, "1, 2");
#define LINES                                                                                                          \
    "ring,\"a, \"\"b\"\"\",\"figure 3, left\",at most 45,0.5,0.25,0.75,44.25,0.125,,3,,,passes\n"                      \
    "ring,up,,increasing,0,0,,44.25,0.125,,3,\"1, 2\",It is six.,explained\n"
    assert_print(REPLICATION_CSV, 0, 80,
        "replication,name,source,expected,value_error,tolerance,allowed,mean,error,z,replicates,means,explained,"
        "verdict\n" LINES);
    assert_print(REPLICATION_CSV, 1, 80, LINES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_kind_of_row_has_its_words, begin, end),
        cmocka_unit_test_setup_teardown(what_is_explained_is_said_once_in_a_row, begin, end),
        cmocka_unit_test_setup_teardown(what_was_not_run_has_no_table, begin, end),
        cmocka_unit_test_setup_teardown(failed_runs_are_told_with_a_reason, begin, end),
        cmocka_unit_test_setup_teardown(json_has_every_row, begin, end),
        cmocka_unit_test_setup_teardown(a_list_of_several_is_one, begin, end),
        cmocka_unit_test_setup_teardown(csv_has_a_heading_and_a_line_a_row, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
