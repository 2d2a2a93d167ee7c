/* Running a study where workers die, where others work in the same folder, and where it is stopped. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <dirent.h>
#include <signal.h>

#include "io/result/part_file.h"
#include "study/runs/sweep.h"
#include "study/study_h5.h"

#define SIX SIMPLE "outcomes: [adopters_final]\n"

/* Ends whatever processes this one has started and not yet let go. */
static void kill_workers(void)
{
    DIR *processes = opendir("/proc");
    assert_non_null(processes);
    for (struct dirent *entry = readdir(processes); entry; entry = readdir(processes)) {
        char path[300], text[512] = "";
        int parent = 0;
        snprintf(path, sizeof path, "/proc/%s/stat", entry->d_name);
        FILE *file = atoi(entry->d_name) > 0 ? fopen(path, "r") : NULL;
        if (!file) continue;
        const char *end = fgets(text, sizeof text, file) ? strrchr(text, ')') : NULL;
        if (end && sscanf(end, ") %*c %d", &parent) == 1 && parent == getpid()) kill(atoi(entry->d_name), SIGKILL);
        fclose(file);
    }
    closedir(processes);
}

static enum status sweep(
    const struct made *made, struct sweep_request request, struct sweep_progress *progress, struct message *message)
{
    struct ranks ranks = {.count = 1};
    if (!request.ranks) request.ranks = &ranks;
    if (request.shards == 0) request.shards = 1;
    *message = (struct message){""};
    return sweep_run(&made->study, &made->folder, &request, progress, message);
}

/* The record of a run; false: there is none. */
static bool record_of(const struct made *made, int64_t run, struct record *record)
{
    const struct digest identity = identity_of(made, run);
    struct message message;
    bool there;
    char *path = folder_record(&made->folder, run, false);
    assert_int_equal(record_read(path, run, &identity, record, &there, &message), STATUS_OK);
    free(path);
    return there;
}

/* ---- workers that die ---- */

/* What to do when so many are done: something may come to be in the folder, and then the worker dies, who is about to
 * be given the next run. */
struct fates_of_workers {
    const struct made *made;
    int64_t seen;
};

static void strike(void *context, const struct sweep_progress *progress)
{
    struct fates_of_workers *fates = context;
    if (progress->done == fates->seen) return;
    fates->seen = progress->done;
    if (fates->seen == 1) put_done(fates->made, 1, "", no_rows);
    if (fates->seen == 5) put_failed(fates->made, 5, "it broke before");
    if (fates->seen % 2 == 1) kill_workers();
}

/* A failure never takes the place of what another process has done meanwhile, but that of a failure. */
static void what_another_has_done_meanwhile_stays(void **state)
{
    (void)state;
    static const char killed[] = "its process was killed by signal 9 (Killed), perhaps for want of memory";
    struct made made = make_study(SIX);
    struct fates_of_workers fates = {.made = &made};
    struct sweep_progress progress;
    struct message message;
    const struct sweep_request request = {.jobs = 1, .progress = strike, .context = &fates};
    if (sweep(&made, request, &progress, &message)) fail_msg("%s", message.text);
    assert_true(progress.runs == 6 && progress.done == 6 && progress.found == 1 && progress.failed == 2);
    for (int64_t run = 0; run < 6; run++) {
        struct record record;
        assert_true(record_of(&made, run, &record));
        assert_int_equal(record.status, run == 3 || run == 5 ? RECORD_FAILED : RECORD_DONE);
        assert_string_equal(record.reason, run == 3 || run == 5 ? killed : "");
        if (run == 1) assert_true(record.outcomes[0] == outcome_told(1, 0));
        record_free(&record);
    }
    drop_study(&made);
}

struct heard {
    int64_t runs, failed, fail_at;
    bool seen[6];
};

static enum status hear(void *context, const struct study_run *run, const struct record *record)
{
    struct heard *heard = context;
    assert_true(run->replicate * 2 + run->configuration == record->run && !heard->seen[record->run]);
    heard->seen[record->run] = true;
    heard->runs++;
    if (record->status == RECORD_FAILED) {
        heard->failed++;
        assert_string_equal(record->reason, "its process was killed by signal 9 (Killed), perhaps for want of memory");
        assert_int_equal(record->outcome_count, 0);
    }
    if (record->run == 0) kill_workers();
    return record->run == heard->fail_at ? STATUS_WRITE : STATUS_OK;
}

/* In memory too the run over which a worker dies has failed, and the others are done; who takes them may end it. */
static void in_memory_all_are_heard_of(void **state)
{
    (void)state;
    struct made made = make_study(SIX);
    struct message message = {""};
    struct heard heard = {.fail_at = -1};
    assert_int_equal(study_run_all(&made.study, 1, hear, &heard, &message), STATUS_OK);
    assert_true(heard.runs == 6 && heard.failed == 1);
    for (int jobs = 0; jobs < 2; jobs++)
        for (int64_t at = 1; at < 3; at++) { /* with a worker the first of them is lost */
            heard = (struct heard){.fail_at = at};
            assert_int_equal(study_run_all(&made.study, jobs, hear, &heard, &message), STATUS_WRITE);
            assert_true(heard.runs == at + 1 && heard.seen[at] && heard.failed == jobs);
        }
    drop_study(&made);
}

/* ---- others in the same folder ---- */

/* It is the other's, who will write its record too: counted here, but neither found nor failed. */
static void a_result_that_another_writes_is_left_to_it(void **state)
{
    (void)state;
    for (int jobs = 0; jobs < 2; jobs++) {
        struct made made = make_study(SIX "results: true\n");
        struct part_file other;
        struct sweep_progress progress;
        struct message message;
        struct record record;
        char *path = folder_result(&made.folder, 3, true);
        assert_int_equal(part_file_claim(&other, path, true, &message), STATUS_OK);
        if (sweep(&made, (struct sweep_request){.jobs = jobs}, &progress, &message)) fail_msg("%s", message.text);
        assert_true(progress.done == 6 && progress.found == 0 && progress.failed == 0);
        for (int64_t run = 0; run < 6; run++) {
            assert_int_equal(record_of(&made, run, &record), run != 3);
            record_free(&record);
        }
        part_file_release(&other, true);
        if (sweep(&made, (struct sweep_request){.jobs = jobs}, &progress, &message)) fail_msg("%s", message.text);
        assert_true(progress.done == 6 && progress.found == 5 && progress.failed == 0);
        assert_true(record_of(&made, 3, &record));
        record_free(&record);
        free(path);
        drop_study(&made);
    }
}

/* Where no record can be put, nothing can be gone on with. */
static void a_record_that_cannot_be_kept_ends_it(void **state)
{
    (void)state;
    for (int jobs = 0; jobs < 2; jobs++) {
        struct made made = make_study(SIX);
        struct sweep_progress progress;
        struct message message;
        put_file("runs/runs", "in the way");
        assert_int_equal(sweep(&made, (struct sweep_request){.jobs = jobs}, &progress, &message), STATUS_READ);
        assert_string_equal(message.text, "cannot open runs/runs/000/000000: Not a directory");
        assert_int_equal(progress.done, 0);
        assert_int_equal(remove("runs/runs"), 0);
        assert_int_equal(system("mkdir -p runs/runs && touch runs/runs/000"), 0);
        assert_int_equal(sweep(&made, (struct sweep_request){.jobs = jobs}, &progress, &message), STATUS_READ);
        drop_study(&made);
    }
}

static void keep_progress(void *context, const struct sweep_progress *progress)
{
    *(struct sweep_progress *)context = *progress;
}

/* What other ranks have told is added to what this one does. */
static void what_all_ranks_have_done_is_told(void **state)
{
    (void)state;
    struct made made = make_study(SIX);
    struct ranks ranks = {.count = 1, .others = {.done = 40, .found = 20, .failed = 10}};
    struct sweep_progress progress, told = {0};
    struct message message;
    put_done(&made, 2, "", no_rows);
    put_failed(&made, 4, "it broke");
    const struct sweep_request request = {.ranks = &ranks, .progress = keep_progress, .context = &told};
    if (sweep(&made, request, &progress, &message)) fail_msg("%s", message.text);
    assert_true(progress.done == 46 && progress.found == 22 && progress.failed == 11 && progress.runs == 6);
    assert_memory_equal(&told, &progress, sizeof told);
    const struct sweep_request nothing = {/* of a part without runs */
        .ranks = &ranks,
        .shard = 7,
        .shards = 8,
        .progress = keep_progress,
        .context = &told};
    if (sweep(&made, nothing, &progress, &message)) fail_msg("%s", message.text);
    assert_true(progress.done == 40 && progress.found == 20 && progress.failed == 10 && progress.runs == 0);
    assert_memory_equal(&told, &progress, sizeof told);
    drop_study(&made);
}

/* Started by srun with others, and told its part: it is by itself, and what becomes of it is told as it is. */
static void who_has_a_part_of_its_own_is_the_only_rank(void **state)
{
    (void)state;
    struct ranks ranks = {.number = 5, .count = 5, .others = {.done = 3}};
    struct message message = {"as it was"};
    assert_true(setenv("SLURM_PROCID", "7", 1) == 0 && setenv("SLURM_STEP_NUM_TASKS", "8", 1) == 0);
    assert_int_equal(ranks_begin(&ranks, true, &message), STATUS_OK);
    assert_true(ranks.number == 0 && ranks.count == 1 && ranks.others.done == 0);
    for (int status = 0; status < STATUS_COUNT; status++)
        assert_int_equal(ranks_agree(&ranks, (enum status)status, &message), status);
    assert_string_equal(message.text, "as it was");
    ranks_end(&ranks);
    assert_true(unsetenv("SLURM_PROCID") == 0 && unsetenv("SLURM_STEP_NUM_TASKS") == 0);
}

/* ---- stopping ---- */

static volatile sig_atomic_t stop;

static void count_calls(void *context, const struct sweep_progress *progress)
{
    int64_t *calls = context;
    assert_true(progress->done == 0 && progress->runs == 6);
    ++*calls;
}

static void ask_to_stop(int signal)
{
    stop = signal;
}

/* Runs that would take for ever are stopped where they are, in this process and in workers, and leave no record. As
 * long as workers are at it, it is told that they are. */
static void a_run_that_is_stopped_leaves_no_record(void **state)
{
    (void)state;
    const struct sigaction asked = {.sa_handler = ask_to_stop};
    assert_true(sigaction(SIGALRM, &asked, NULL) == 0 && sigaction(SIGTERM, &asked, NULL) == 0);
    for (int jobs = 0; jobs <= 2; jobs++) {
        struct made made = make_study(SIX "set: {steps: 10000000}\n");
        struct sweep_progress progress;
        struct message message;
        struct record record;
        int64_t calls = 0;
        stop = 0;
        alarm(1);
        const struct sweep_request request = {.jobs = jobs, .stop = &stop, .progress = count_calls, .context = &calls};
        assert_int_equal(sweep(&made, request, &progress, &message), STATUS_STOPPED);
        assert_true(progress.done == 0 && progress.runs == 6 && calls > (jobs > 0 ? 2 : 0));
        for (int64_t run = 0; run < 6; run++) assert_false(record_of(&made, run, &record));
        drop_study(&made);
    }
    const struct sigaction usual = {.sa_handler = SIG_DFL};
    sigaction(SIGALRM, &usual, NULL);
    sigaction(SIGTERM, &usual, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_another_has_done_meanwhile_stays),
        cmocka_unit_test(in_memory_all_are_heard_of),
        cmocka_unit_test(a_result_that_another_writes_is_left_to_it),
        cmocka_unit_test(a_record_that_cannot_be_kept_ends_it),
        cmocka_unit_test(what_all_ranks_have_done_is_told),
        cmocka_unit_test(who_has_a_part_of_its_own_is_the_only_rank),
        cmocka_unit_test(a_run_that_is_stopped_leaves_no_record),
    };
    return cmocka_run_group_tests(tests, enter_home, leave_home);
}
