/* What a folder keeps and where: names of records, what tells one network from another, and what was half begun. */
#include "study/runs/folder.h"

#include <sys/stat.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "study/runs/plan.h"
#include "study/studies.h"

static enum status open_as(const char *text, enum folder_mode mode, struct message *message)
{
    struct study study;
    struct study_folder made = {0};
    const struct folder_request request = {.path = "runs", .mode = mode};
    *message = (struct message){""};
    write_file("study.yaml", text);
    if (study_read("study.yaml", &study, message)) fail_msg("%s", message->text);
    const enum status status = folder_open(&made, &study, &request, message);
    assert_int_equal(made.path != NULL, status == STATUS_OK); /* what is refused leaves nothing to be freed */
    folder_free(&made);
    assert_null(made.path);
    study_free(&study);
    return status;
}

static void remove_runs(void)
{
    assert_int_equal(system("rm -rf runs"), 0);
}

static bool is_there(const char *path)
{
    return access(path, F_OK) == 0;
}

/* A thousand to a folder; numbers may have more digits than there is room for by habit. */
static void records_lie_by_thousands(void **state)
{
    (void)state;
    struct study_folder made = {.path = (char *)"runs"};
    static const struct {
        int64_t run;
        const char *record, *result;
    } cases[] = {
        {0, "runs/runs/000/000000", "runs/results/000/000000.h5"},
        {999, "runs/runs/000/000999", "runs/results/000/000999.h5"},
        {1000, "runs/runs/001/001000", "runs/results/001/001000.h5"},
        {1001, "runs/runs/001/001001", "runs/results/001/001001.h5"},
        {999999, "runs/runs/999/999999", "runs/results/999/999999.h5"},
        {1000000, "runs/runs/1000/1000000", "runs/results/1000/1000000.h5"},
        {99999999999, "runs/runs/99999999/99999999999", "runs/results/99999999/99999999999.h5"},
    };
    assert_int_equal(mkdir("runs", 0777), 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int make = 0; make < 2; make++) {
            char *record = folder_record(&made, cases[i].run, make), *result = folder_result(&made, cases[i].run, make);
            assert_string_equal(record, cases[i].record);
            assert_string_equal(result, cases[i].result);
            *strrchr(record, '/') = *strrchr(result, '/') = '\0';
            const bool before = i == 1 || i == 3; /* made for the case before */
            assert_true(is_there(record) == (make || before) && is_there(result) == (make || before));
            free(record);
            free(result);
        }
    remove_runs();
}

/* In every folder of records that so many runs need, and at the top; nothing else, and nowhere else. */
static void only_what_is_half_written_is_tidied(void **state)
{
    (void)state;
    struct study_folder made = {.path = (char *)"runs"};
    static const struct {
        const char *name;
        bool stays;
    } files[] = {{"runs/plan.part-1-0", false}, {"runs/study.h5", true}, {"runs/study.h5.part", true},
        {"runs/runs/000/000007.part-12-0", false}, {"runs/runs/000/000007", true}, {"runs/runs/000/part-9", true},
        {"runs/runs/001/001000.part-9-3", false}, {"runs/runs/002/002000.part-9-3", true},
        {"runs/results/000/000007.part-12-0", true}};
    assert_int_equal(system("mkdir -p runs/runs/000 runs/runs/001 runs/runs/002 runs/results/000"), 0);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) write_file(files[i].name, "half");
    folder_tidy(&made, 2000);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) assert_int_equal(is_there(files[i].name), files[i].stays);
    remove_runs();
    folder_tidy(&made, 1001); /* where there is nothing, nothing is done */
    assert_false(is_there("runs"));
}

#define OF_FILE(name)                                                                                                  \
    "selforg: 2\nscenario: {steps: 5, network: {kind: file, edges: " name "}, adoption: {rule: contact}}\n"

/* Names are kept apart where they would run together, and a tie knows its direction. */
static void networks_that_look_alike_are_told_apart(void **state)
{
    (void)state;
    static const char head[] = "<?xml version=\"1.0\"?><graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">",
                      body[] = "<node id=\"a\"/><node id=\"b\"/><node id=\"c\"/><edge source=\"a\" target=\"b\"/>"
                               "<edge source=\"b\" target=\"c\"/></graph></graphml>";
    char both[2][512];
    for (int directed = 0; directed < 2; directed++)
        snprintf(both[directed], sizeof both[0], "%s<graph edgedefault=\"%s\">%s", head,
            directed ? "directed" : "undirected", body);
    const struct {
        const char *name, *study, *before, *after;
    } cases[] = {
        {"ties.csv", OF_FILE("ties.csv"), "source,target\nA,BC\nBC,D\n", "source,target\nAB,C\nC,D\n"},
        {"ties.csv", OF_FILE("ties.csv"), "source,target\nA,B\nB,C\n", "source,target\nB,A\nA,C\n"},
        {"ties.graphml", OF_FILE("ties.graphml"), both[0], both[1]},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct message message;
        write_file(cases[i].name, cases[i].before);
        assert_int_equal(open_as(cases[i].study, FOLDER_NEW, &message), STATUS_OK);
        assert_int_equal(open_as(cases[i].study, FOLDER_RESUMED, &message), STATUS_OK);
        write_file(cases[i].name, cases[i].after);
        assert_int_equal(open_as(cases[i].study, FOLDER_RESUMED, &message), STATUS_INPUT);
        assert_string_equal(message.text, "runs: it holds runs of another study: a network's file has changed since");
        remove_runs();
        assert_int_equal(remove(cases[i].name), 0);
    }
}

#define PLAIN                                                                                                          \
    "selforg: 2\n"                                                                                                     \
    "scenario: {steps: 5, network: {agents: 20, mean_degree: 4}, adoption: {rule: contact}}\n"
#define BASED "selforg: 2\nbase: base.yaml\n"

/* However far a process came that was killed while it began: what it wrote last is the plan. */
static void whatever_was_begun_is_begun_again(void **state)
{
    (void)state;
    static const char *const left[] = {
        "study.yaml", "base.yaml", "study.yaml.part-3-0", "base.yaml.part-3-1", "table.csv", "plan.part-3-0"};
    struct message message;
    struct study study;
    struct study_folder made;
    write_file("base.yaml", "selforg: 2\nsteps: 5\nnetwork: {agents: 20, mean_degree: 4}\nadoption: {rule: contact}\n");
    for (size_t most = 0; most <= sizeof left / sizeof *left; most++)
        for (int resumed = 0; resumed < 2; resumed++) {
            assert_int_equal(mkdir("runs", 0777), 0);
            for (size_t i = 0; i < most; i++) {
                char path[64];
                snprintf(path, sizeof path, "runs/%s", left[i]);
                write_file(path, "half of something else");
            }
            assert_int_equal(open_as(BASED, resumed ? FOLDER_RESUMED : FOLDER_SHARED, &message), STATUS_OK);
            if (folder_read(&made, "runs", &study, &message)) fail_msg("%s", message.text);
            assert_string_equal(study.sources.study, BASED);
            assert_int_equal(study.base.run.steps, 5);
            folder_free(&made);
            study_free(&study);
            remove_runs();
        }
    assert_int_equal(remove("base.yaml"), 0);
}

/* Only what a study names is kept; and what is kept in a folder is what is read, whatever lies beside it. */
static void a_folder_keeps_what_the_study_names(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool base, table;
    } cases[] = {{PLAIN, false, false}, {BASED, true, false}, {PLAIN "table: points.csv\n", false, true},
        {BASED "table: points.csv\n", true, true}};
    write_file("base.yaml", "selforg: 2\nsteps: 5\nnetwork: {agents: 20, mean_degree: 4}\nadoption: {rule: contact}\n");
    write_file("points.csv", "adoption.accept.beta\n0.1\n0.3\n");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct message message;
        struct study study;
        struct study_folder made;
        assert_int_equal(open_as(cases[i].text, FOLDER_NEW, &message), STATUS_OK);
        assert_true(is_there("runs/study.yaml") && is_there("runs/plan") && !is_there("runs/study.h5"));
        assert_int_equal(is_there("runs/base.yaml"), cases[i].base);
        assert_int_equal(is_there("runs/table.csv"), cases[i].table);
        if (folder_read(&made, "runs", &study, &message)) fail_msg("%s", message.text);
        assert_string_equal(made.path, "runs");
        assert_int_equal(study_configurations(&study), cases[i].table ? 2 : 1);
        folder_free(&made);
        study_free(&study);
        remove_runs();
    }
    assert_int_equal(remove("base.yaml"), 0);
}

/* Where it cannot be read nothing is left allocated, and the reason has the file's name. */
static void a_kept_study_that_is_damaged_is_told(void **state)
{
    (void)state;
    struct message message;
    struct study study;
    struct study_folder made;
    assert_int_equal(open_as(PLAIN, FOLDER_NEW, &message), STATUS_OK);
    write_file("runs/study.yaml", "selforg: 2\nscenarios: {}\n");
    assert_int_equal(folder_read(&made, "runs", &study, &message), STATUS_DAMAGED);
    assert_string_equal(message.text, "runs/study.yaml: damaged: it is not what the plan beside it was made of");
    assert_null(made.path);
    assert_int_equal(remove("runs/study.yaml"), 0);
    assert_int_equal(folder_read(&made, "runs", &study, &message), STATUS_DAMAGED);
    assert_string_equal(message.text, "runs/study.yaml: it is not there any more");
    assert_null(made.path);
    assert_int_equal(folder_read(&made, "nowhere", &study, &message), STATUS_INPUT);
    assert_string_equal(message.text, "nowhere: this is no folder of a study");
    assert_null(made.path);
    remove_runs();
}

/* The plan as it was before it had a digest of itself. */
static void a_plan_of_the_first_format_is_read(void **state)
{
    (void)state;
    struct study study;
    struct study_folder read;
    struct message message = {""};
    char text[PLAN_MOST] = "";
    assert_int_equal(open_as(BASE, FOLDER_NEW, &message), STATUS_OK);
    FILE *file = fopen("runs/" STUDY_PLAN, "r");
    assert_non_null(file);
    assert_true(fread(text, 1, sizeof text - 1, file) > 0);
    fclose(file);
    text[strlen("selforg ")] = '1';
    *strstr(text, "whole ") = '\0';
    write_file("runs/" STUDY_PLAN, text);
    if (folder_read(&read, "runs", &study, &message) != STATUS_OK) fail_msg("%s", message.text);
    study_free(&study);
    folder_free(&read);
    text[strlen("selforg ")] = '2'; /* which has one */
    write_file("runs/" STUDY_PLAN, text);
    assert_int_equal(folder_read(&read, "runs", &study, &message), STATUS_DAMAGED);
    remove_runs();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_lie_by_thousands),
        cmocka_unit_test(only_what_is_half_written_is_tidied),
        cmocka_unit_test(networks_that_look_alike_are_told_apart),
        cmocka_unit_test(whatever_was_begun_is_begun_again),
        cmocka_unit_test(a_folder_keeps_what_the_study_names),
        cmocka_unit_test(a_kept_study_that_is_damaged_is_told),
        cmocka_unit_test(a_plan_of_the_first_format_is_read),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
