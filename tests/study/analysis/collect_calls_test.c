/* A call of the operating system that fails once, at every moment while a study is run and collected: it is told, or
 * the study's file is the same as ever. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "failing_calls.h"

#include "study/analysis/collect.h"
#include "study/runs/sweep.h"

#define FOLDER "runs"

/* Columns of every kind: numbers, words, flags, series. */
static const char text[] = "selforg: 2\n"
                           "scenario:\n"
                           "  steps: 8\n"
                           "  network: {agents: 30, units: 3, mean_degree: 4}\n"
                           "  start: {users: 3}\n"
                           "  adoption: {rule: contact, accept: {beta: 0.2}}\n"
                           "vary: {adoption.accept.beta: [0.1, 0.4], network.kind: [ring, random]}\n"
                           "replicates: 2\n"
                           "outcomes: [adopters_final, adopters_max]\n"
                           "series: [adopters]\n";

static char home[] = "/tmp/selforg-collect-XXXXXX";

/* What is right, byte by byte. */
static struct {
    char *bytes;
    size_t count;
} right;

static char *bytes_of(const char *path, size_t *count)
{
    char *bytes = NULL;
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    FILE *copy = open_memstream(&bytes, count);
    for (int c; (c = getc(file)) != EOF;) putc(c, copy);
    fclose(copy);
    fclose(file);
    return bytes;
}

static bool is_right(const char *path, struct message *message)
{
    size_t count;
    char *bytes = bytes_of(path, &count);
    bool same = count == right.count && memcmp(bytes, right.bytes, count) == 0;
    (void)message_set(message, STATUS_DAMAGED, "the study's file is another one than it should be");
    free(bytes);
    return same;
}

static enum status work_in(enum folder_mode mode, bool runs, struct message *message)
{
    struct study study;
    struct study_folder folder;
    struct collected collected;
    struct sweep_progress progress;
    struct ranks ranks = {.count = 1};
    const struct sweep_request request = {.ranks = &ranks, .shards = 1};
    const struct folder_request open = {.path = FOLDER, .mode = mode};
    enum status status = study_read("study.yaml", &study, message);
    if (status != STATUS_OK) return status;
    status = folder_open(&folder, &study, &open, message);
    bool is_open = status == STATUS_OK;
    if (is_open && runs) status = sweep_run(&study, &folder, &request, &progress, message);
    if (status == STATUS_OK) status = study_collect(&study, &folder, &collected, message);
    if (status == STATUS_OK && (collected.missing > 0 || collected.failed > 0))
        status = message_set(message, STATUS_RUNS_FAILED, "some are missing");
    if (is_open) folder_free(&folder);
    study_free(&study);
    return status;
}

static enum status collect(const char *path, struct message *message)
{
    (void)path;
    return work_in(FOLDER_RESUMED, false, message);
}

static enum status sweep_and_collect(const char *path, struct message *message)
{
    (void)path;
    return work_in(FOLDER_NEW, true, message);
}

static bool remove_folder(const char *path)
{
    (void)path;
    return system("rm -rf " FOLDER) == 0;
}

static const struct trial collecting = {.work = collect, .is_right = is_right};
static const struct trial everything = {.work = sweep_and_collect, .before = remove_folder, .is_right = is_right};

static void while_it_is_collected(void **state)
{
    (void)state;
    every_news_of_a_loss_is_told(&collecting, FOLDER "/study.h5");
    a_call_that_fails_once_is_noticed(&collecting, FOLDER "/study.h5", 1);
}

static void while_it_is_run(void **state)
{
    (void)state;
    every_news_of_a_loss_is_told(&everything, FOLDER "/study.h5");
    a_call_that_fails_once_is_noticed(&everything, FOLDER "/study.h5", 1);
}

/* A study that was run, and its file as nothing fails. */
static int enter(void **state)
{
    (void)state;
    if (!mkdtemp(home) || chdir(home) != 0) return -1;
    FILE *file = fopen("study.yaml", "w");
    if (!file || fputs(text, file) < 0 || fclose(file) != 0) return -1;
    if (in_a_process(&everything, "", ALL_CALLS, 0, 0) != CALL_CAME) return -1;
    right.bytes = bytes_of(FOLDER "/study.h5", &right.count);
    return 0;
}

static int leave(void **state)
{
    (void)state;
    free(right.bytes);
    return remove_folder("") && remove("study.yaml") == 0 && chdir("/tmp") == 0 && rmdir(home) == 0 ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(while_it_is_collected),
        cmocka_unit_test(while_it_is_run),
    };
    return cmocka_run_group_tests(tests, enter, leave);
}
