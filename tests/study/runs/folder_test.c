/* Also tests study/runs/plan.c. The folder of a study: who may work in it, and what is made of what was left in it. */
#include "study/runs/folder.h"

#include <sys/stat.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define STUDY                                                                                                          \
    "selforg: 2\n"                                                                                                     \
    "scenario: {steps: 5, network: {kind: ring, agents: 20, mean_degree: 4}, adoption: {rule: contact}}\n"             \
    "replicates: 3\n"

static char folder[] = "/tmp/selforg-folder-XXXXXX";

static void write_file(const char *name, const char *text)
{
    FILE *file = fopen(name, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

/* Opens "runs" for the study of that text, and lets it go; the replicates that it then has go to *replicates. */
static enum status open_for(
    const char *text, const struct folder_request *request, int64_t *replicates, struct message *message)
{
    struct study study;
    struct study_folder made = {0};
    *message = (struct message){""};
    write_file("study.yaml", text);
    if (study_read("study.yaml", &study, message)) fail_msg("%s", message->text);
    enum status status = folder_open(&made, &study, request, message);
    *replicates = study.replicates;
    folder_free(&made);
    study_free(&study);
    return status;
}

static void a_mode_says_whether_it_may_be_there(void **state)
{
    (void)state;
    struct message message;
    int64_t replicates;
    const struct folder_request new = {.path = "runs", .mode = FOLDER_NEW},
                                resumed = {"runs", FOLDER_RESUMED, 0, false},
                                shared = {.path = "runs", .mode = FOLDER_SHARED};
    assert_int_equal(open_for(STUDY, &resumed, &replicates, &message), STATUS_INPUT);
    assert_string_equal(message.text, "runs: there is nothing to resume");
    assert_int_equal(open_for(STUDY, &shared, &replicates, &message), STATUS_OK);
    assert_int_equal(open_for(STUDY, &new, &replicates, &message), STATUS_EXISTS);
    assert_int_equal(open_for(STUDY, &resumed, &replicates, &message), STATUS_OK);
    assert_int_equal(open_for(STUDY, &shared, &replicates, &message), STATUS_OK);
    assert_int_equal(open_for(STUDY "title: another\n", &shared, &replicates, &message), STATUS_INPUT);
    assert_string_equal(message.text,
        "runs: it holds runs of another study: the study's file has changed since (runs/study.yaml is what it was)");
    assert_int_equal(system("rm -r runs"), 0);
}

/* What a study depends on, one file after another as it was and as it is now; what the folder keeps is named. */
static void runs_of_what_has_changed_since_are_not_gone_on_with(void **state)
{
    (void)state;
    static const char file[] = "selforg: 2\nbase: base.yaml\ntable: points.csv\n";
    static const struct {
        const char *name, *now, *reason;
    } cases[] = {
        {"base.yaml",
            "selforg: 2\nsteps: 6\nnetwork: {kind: file, edges: edges.csv}\nadoption: {rule: contact}\nstart: {users: "
            "1}\n",
            "the base scenario has changed since (runs/base.yaml is what it was)"},
        {"points.csv", "adoption.accept.beta\n0.1\n0.3\n",
            "the table has changed since (runs/table.csv is what it was)"},
        {"edges.csv", "source,target\nAnn,Bob\nBob,Cy\nCy,Ann\n", "a network's file has changed since"},
        {"edges.csv", "source,target\nBob,Cy\nCy,Dan\n", "a network's file has changed since"}, /* Bob is another */
    };
    static const char *const before[][2] = {{"base.yaml", "selforg: 2\nsteps: 5\nnetwork: {kind: file, edges: "
                                                          "edges.csv}\nadoption: {rule: contact}\nstart: {users: 1}\n"},
        {"points.csv", "adoption.accept.beta\n0.1\n0.2\n"}, {"edges.csv", "source,target\nAnn,Bob\nBob,Cy\n"}};
    const struct folder_request new = {.path = "runs", .mode = FOLDER_NEW},
                                resumed = {.path = "runs", .mode = FOLDER_RESUMED};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct message message, expected;
        int64_t replicates;
        for (int k = 0; k < 3; k++) write_file(before[k][0], before[k][1]);
        assert_int_equal(open_for(file, &new, &replicates, &message), STATUS_OK);
        assert_int_equal(open_for(file, &resumed, &replicates, &message), STATUS_OK);
        write_file(cases[i].name, cases[i].now);
        assert_int_equal(open_for(file, &resumed, &replicates, &message), STATUS_INPUT);
        (void)message_set(&expected, STATUS_INPUT, "runs: it holds runs of another study: %s", cases[i].reason);
        assert_string_equal(message.text, expected.text);
        assert_int_equal(system("rm -r runs"), 0);
    }
}

/* Whatever a network's files say of people and ties counts, by itself. */
static void runs_on_another_network_are_not_gone_on_with(void **state)
{
    (void)state;
    static const char file[] = "selforg: 2\n"
                               "scenario: {steps: 5, network: {kind: file, edges: ties.csv, nodes: people.csv, "
                               "turn_probability_column: often}, adoption: {rule: contact}}\n";
    static const char ties[] = "source,target,weight\nAnn,Bob,1\nBob,Cy,2\n";
    static const char people[] = "node,unit,often\nAnn,a,0.25\nBob,b,0.5\nCy,a,0.75\n";
    static const struct {
        const char *name, *now;
        bool same;
    } cases[] = {
        {"ties.csv", ties, true},
        {"ties.csv", "source,target,weight\nAnn,Bob,1.0\nBob,Cy,2.0\n", true},
        {"ties.csv", "source,target,weight\nAnn,Bob,1\nBob,Cy,3\n", false},
        {"ties.csv", "source,target,weight\nAnn,Bob,1\nAnn,Cy,2\n", false},
        {"ties.csv", "source,target,weight\nAnn,Bob,1\nBob,Cy,2\nAnn,Cy,1\n", false},
        {"ties.csv", "source,target\nAnn,Bob\nBob,Cy\n", false},
        {"people.csv", "node,unit,often\nAnn,a,0.25\nBob,b,0.5\nCy,b,0.75\n", false},
        {"people.csv", "node,unit,often\nAnn,a,0.25\nBob,c,0.5\nCy,a,0.75\n", false},
        {"people.csv", "node,unit,often\nAnn,a,0.25\nBob,b,0.5\nCy,a,0.5\n", false},
        {"people.csv", "node,unit,often\nAnn,a,0.25\nBob,b,0.5\nCy,a,0.75\nDan,a,0.75\n", false},
    };
    const struct folder_request new = {.path = "runs", .mode = FOLDER_NEW},
                                resumed = {.path = "runs", .mode = FOLDER_RESUMED};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct message message;
        int64_t replicates;
        write_file("ties.csv", ties);
        write_file("people.csv", people);
        assert_int_equal(open_for(file, &new, &replicates, &message), STATUS_OK);
        write_file(cases[i].name, cases[i].now);
        if (open_for(file, &resumed, &replicates, &message) != (cases[i].same ? STATUS_OK : STATUS_INPUT))
            fail_msg("%s: %s", cases[i].now, message.text);
        assert_string_equal(message.text,
            cases[i].same ? "" : "runs: it holds runs of another study: a network's file has changed since");
        assert_int_equal(system("rm -r runs"), 0);
    }
}

/* The text with the first `from` in it replaced. */
static void replaced(const char *text, const char *from, const char *to, char *made, size_t size)
{
    const char *at = strstr(text, from);
    assert_non_null(at);
    snprintf(made, size, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
}

/* Neither to whoever goes on nor to whoever reads: what is cut, and what says something else in any line. */
static void a_plan_that_is_none_is_told(void **state)
{
    (void)state;
    static const char *const changes[][2] = {{"selforg 2", "selforg 1"}, {"selforg 2", "selforg 3"},
        {"selforg", "elforg"}, {"replicates 3", "replicates 4"}, {"replicates 3", "replicates 0"},
        {"replicates 3", "replicates -3"}, {"replicates 3", "replicates"}, {"replicates 3", "replicate 3"},
        {"\nstudy ", "\nstudi "}, {"\nbase ", "\n"}, {"\nnetworks ", "\nnetwork "}, {"\nbase ", "\nbase 0"},
        {"\ntable ", "\ntable \n"}};
    struct message message;
    struct study study;
    struct study_folder made = {0};
    int64_t replicates;
    char plan[1024] = "", changed[1100];
    const struct folder_request new = {.path = "runs", .mode = FOLDER_NEW},
                                resumed = {.path = "runs", .mode = FOLDER_RESUMED};
    assert_int_equal(open_for(STUDY, &new, &replicates, &message), STATUS_OK);
    FILE *file = fopen("runs/plan", "r");
    assert_non_null(file);
    const size_t length = fread(plan, 1, sizeof plan - 1, file);
    fclose(file);
    const size_t count = sizeof changes / sizeof *changes;
    for (size_t i = 0; i <= count + 8; i++) {
        if (i < count)
            replaced(plan, changes[i][0], changes[i][1], changed, sizeof changed);
        else
            snprintf(changed, sizeof changed, "%.*s", (int)((length - 2) * (i - count) / 8), plan);
        write_file("runs/plan", changed);
        if (open_for(STUDY, &resumed, &replicates, &message) != STATUS_DAMAGED) fail_msg("%s", changed);
        assert_string_equal(message.text, "runs/plan: this is no plan of a study");
        assert_int_equal(folder_read(&made, "runs", &study, &message), STATUS_DAMAGED);
    }
    write_file("runs/plan", plan);
    assert_int_equal(open_for(STUDY, &resumed, &replicates, &message), STATUS_OK);
    assert_int_equal(system("rm -r runs"), 0);
}

/* Nothing is changed by a refusal: neither the folder nor the study. */
static void a_refusal_leaves_all_as_it_was(void **state)
{
    (void)state;
    struct message message;
    int64_t replicates;
    struct folder_request request = {.path = "runs", .mode = FOLDER_NEW, .wanted = 7};
    assert_int_equal(open_for(STUDY, &request, &replicates, &message), STATUS_OK);
    assert_int_equal(replicates, 7);
    request.mode = FOLDER_SHARED;
    request.wanted = 6;
    assert_int_equal(open_for(STUDY, &request, &replicates, &message), STATUS_INPUT);
    assert_int_equal(replicates, 3); /* the study's own */
    request.wanted = 0;
    assert_int_equal(open_for(STUDY, &request, &replicates, &message), STATUS_OK);
    assert_int_equal(replicates, 7);
    request.path = "nowhere/runs";
    assert_int_equal(open_for(STUDY, &request, &replicates, &message), STATUS_WRITE);
    assert_string_equal(message.text, "cannot create nowhere/runs: No such file or directory");
    request = (struct folder_request){.path = "more", .mode = FOLDER_NEW, .wanted = 2, .more = true};
    assert_int_equal(open_for(STUDY, &request, &replicates, &message), STATUS_OK);
    assert_int_equal(replicates, 5); /* on top of the study's, where the folder has none */
    assert_int_equal(system("rm -r runs more"), 0);
}

static void replicates_only_become_more(void **state)
{
    (void)state;
    struct message message;
    int64_t replicates;
    struct folder_request request = {.path = "runs", .mode = FOLDER_NEW};
    assert_int_equal(open_for(STUDY, &request, &replicates, &message), STATUS_OK);
    assert_int_equal(replicates, 3);
    request.mode = FOLDER_RESUMED;
    request.wanted = 2;
    assert_int_equal(open_for(STUDY, &request, &replicates, &message), STATUS_INPUT);
    assert_string_equal(message.text, "runs: it has 3 replicates already; they can only become more");
    request.more = true;
    assert_int_equal(open_for(STUDY, &request, &replicates, &message), STATUS_OK);
    assert_int_equal(replicates, 5);
    request = (struct folder_request){.path = "runs", .mode = FOLDER_RESUMED};
    assert_int_equal(open_for(STUDY, &request, &replicates, &message), STATUS_OK);
    assert_int_equal(replicates, 5);
    assert_int_equal(system("rm -r runs"), 0);
}

/* A process that was killed while it began has left no plan, or half of a file. */
static void what_was_only_begun_is_begun_again(void **state)
{
    (void)state;
    struct message message;
    int64_t replicates;
    const struct folder_request resumed = {.path = "runs", .mode = FOLDER_RESUMED};
    assert_int_equal(mkdir("runs", 0777), 0);
    write_file("runs/study.yaml.part-9-0", "selfo");
    assert_int_equal(open_for(STUDY, &resumed, &replicates, &message), STATUS_OK);
    assert_int_equal(unlink("runs/plan"), 0);
    static const char *const others[] = {"letters.txt", ".gitignore", "planning", "study.yaml.bak", "plan.part-old"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        char path[64];
        snprintf(path, sizeof path, "runs/%s", others[i]);
        write_file(path, "mine");
        assert_int_equal(open_for(STUDY, &resumed, &replicates, &message), STATUS_INPUT);
        assert_string_equal(message.text, "runs: this is no folder of a study");
        assert_int_equal(unlink(path), 0);
    }
    write_file("runs/plan", "selforg 1\nreplicates many\n");
    assert_int_equal(open_for(STUDY, &resumed, &replicates, &message), STATUS_DAMAGED);
    assert_int_equal(system("rm -r runs"), 0);
}

/* Nothing but the folder is looked at when its study is read back. */
static void a_folder_holds_its_study(void **state)
{
    (void)state;
    struct message message = {""};
    struct study study;
    struct study_folder made = {0};
    int64_t replicates;
    const struct folder_request request = {.path = "runs", .mode = FOLDER_NEW, .wanted = 4};
    write_file("points.csv", "network.agents\n30\n40\n");
    assert_int_equal(open_for(STUDY "table: points.csv\n", &request, &replicates, &message), STATUS_OK);
    unlink("points.csv");
    unlink("study.yaml");
    if (folder_read(&made, "runs", &study, &message)) fail_msg("%s", message.text);
    assert_int_equal(study_runs(&study), 8);
    char *record = folder_record(&made, 1234, true), *result = folder_result(&made, 7, false);
    assert_string_equal(record, "runs/runs/001/001234");
    assert_string_equal(result, "runs/results/000/000007.h5");
    assert_int_equal(access("runs/runs/001", F_OK), 0);
    assert_int_not_equal(access("runs/results", F_OK), 0);
    write_file("runs/runs/001/001234.part-12-0", "half");
    write_file("runs/runs/001/001235", "whole");
    folder_tidy(&made, 2000);
    assert_int_not_equal(access("runs/runs/001/001234.part-12-0", F_OK), 0);
    assert_int_equal(access("runs/runs/001/001235", F_OK), 0);
    free(record);
    free(result);
    folder_free(&made);
    study_free(&study);
    assert_int_equal(folder_read(&made, "runs/runs", &study, &message), STATUS_INPUT);
}

/* What is no folder is taken as it is: whoever opens it says what is wrong with it. */
static void a_folder_stands_for_its_file(void **state)
{
    (void)state;
    struct message message = {""};
    char *file = NULL;
    assert_int_equal(system("mkdir -p here/runs nothing"), 0);
    assert_int_equal(folder_or_file("here", &file, &message), STATUS_INPUT);
    assert_string_equal(
        message.text, "here has no study.h5 yet: `selforg collect here` makes it of the runs that are there");
    assert_int_equal(system("mkdir -p 'the study/runs'"), 0);
    assert_int_equal(folder_or_file("the study", &file, &message), STATUS_INPUT);
    assert_non_null(strstr(message.text, "`selforg collect 'the study'`")); /* as a shell takes it */
    assert_int_equal(folder_or_file("nothing", &file, &message), STATUS_INPUT);
    assert_string_equal(message.text, "nothing is a folder, and not one of a study");
    assert_int_equal(mkfifo("pipe", 0600), 0); /* whoever opened it would wait */
    assert_int_equal(folder_or_file("pipe", &file, &message), STATUS_INPUT);
    assert_string_equal(
        message.text, "pipe: this is no regular file but a pipe or a device, which may have no end; save it as a file");
    write_file("here/study.h5", "");
    const char *const paths[][2] = {
        {"here", "here/study.h5"}, {"here/study.h5", "here/study.h5"}, {"nowhere", "nowhere"}};
    for (int i = 0; i < 3; i++) {
        assert_int_equal(folder_or_file(paths[i][0], &file, &message), STATUS_OK);
        assert_string_equal(file, paths[i][1]);
        free(file);
    }
}

/* Where the plan cannot be read, nobody begins a study in its place; nor is a base that cannot be read none. */
static void what_cannot_be_read_is_not_taken_for_absent(void **state)
{
    (void)state;
    struct message message = {""};
    struct study study;
    struct study_folder made = {0};
    int64_t replicates;
    const struct folder_request new = {.path = "loop", .mode = FOLDER_NEW},
                                shared = {.path = "loop", .mode = FOLDER_SHARED};
    assert_int_equal(open_for(STUDY, &new, &replicates, &message), STATUS_OK);
    assert_int_equal(unlink("loop/study.yaml"), 0);
    assert_int_equal(symlink("study.yaml", "loop/study.yaml"), 0);
    assert_int_equal(folder_read(&made, "loop", &study, &message), STATUS_READ);
    assert_non_null(strstr(message.text, "loop/study.yaml: whether it is there cannot be told: "));
    assert_int_equal(unlink("loop/plan"), 0);
    assert_int_equal(symlink("plan", "loop/plan"), 0);
    assert_int_equal(open_for(STUDY, &shared, &replicates, &message), STATUS_READ);
    assert_non_null(strstr(message.text, "loop/plan: whether it is there cannot be told: "));
    assert_int_equal(system("rm -r loop"), 0);
    assert_int_equal(symlink("loop", "loop"), 0);
    assert_int_equal(open_for(STUDY, &shared, &replicates, &message), STATUS_READ);
    assert_int_equal(unlink("loop"), 0);
}

static int enter(void **state)
{
    (void)state;
    return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int leave(void **state)
{
    (void)state;
    char command[64];
    snprintf(command, sizeof command, "rm -r %s", folder);
    return chdir("/") == 0 ? system(command) : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mode_says_whether_it_may_be_there),
        cmocka_unit_test(runs_of_what_has_changed_since_are_not_gone_on_with),
        cmocka_unit_test(runs_on_another_network_are_not_gone_on_with),
        cmocka_unit_test(a_plan_that_is_none_is_told),
        cmocka_unit_test(a_refusal_leaves_all_as_it_was),
        cmocka_unit_test(replicates_only_become_more),
        cmocka_unit_test(what_was_only_begun_is_begun_again),
        cmocka_unit_test(a_folder_holds_its_study),
        cmocka_unit_test(a_folder_stands_for_its_file),
        cmocka_unit_test(what_cannot_be_read_is_not_taken_for_absent),
    };
    return cmocka_run_group_tests(tests, enter, leave);
}
