/* Disks that are full and folders that are not there: the run ends with a message, and the name stays as it was. */
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "io/hdf5/hdf5_read.h"
#include "io/lineage/result_verify.h"
#include "io/result/result_reader.h"
#include "io/result_support.h"

/* Runs in a process of its own, in which no file can be larger than `limit`; its exit status is what the run gave, and
 * the message comes back through a file. */
static enum status run_on_small_disk(
    void **state, const char *path, rlim_t limit, double commit, struct message *message)
{
    const struct path told = in_folder(state, "message");
    pid_t child = fork();
    if (child == 0) {
        struct scenario scenario = scenario_of(everything);
        struct run_outcome outcome;
        struct run_request request = {
            .result = {.path = path, .overwrite = true, .scenario = &scenario, .threads = 1, .commit_seconds = commit}};
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &(struct rlimit){limit, limit});
        *message = (struct message){""};
        enum status status = run_scenario(&request, &outcome, message);
        FILE *file = fopen(told.text, "w");
        fwrite(message, 1, sizeof *message > limit ? limit : sizeof *message, file);
        _exit(fclose(file) ? 99 : (int)status);
    }
    int ended;
    assert_int_equal(waitpid(child, &ended, 0), child);
    assert_true(WIFEXITED(ended));
    *message = (struct message){""};
    FILE *file = fopen(told.text, "r");
    assert_true(fread(message, 1, sizeof *message, file) > 0);
    fclose(file);
    unlink(told.text);
    return (enum status)WEXITSTATUS(ended);
}

/* The size of the finished file, if there is room for it. */
static rlim_t size_needed(void **state)
{
    const struct path path = in_folder(state, "needed.h5");
    struct message message;
    size_t size;
    assert_int_equal(run_to(path.text, everything, false, &message), STATUS_OK);
    free(bytes_of(path.text, &size));
    unlink(path.text);
    return size;
}

static void a_full_disk_leaves_the_name_as_it_was(void **state)
{
    const struct path path = in_folder(state, "full.h5"), part = in_folder(state, "full.h5.part");
    const struct path fresh = in_folder(state, "full.h5.part.new");
    const rlim_t needed = size_needed(state);
    struct message message;
    size_t size, size_after;
    assert_int_equal(run_to(path.text, contagion, false, &message), STATUS_OK);
    char *before = bytes_of(path.text, &size);
    for (rlim_t limit = 200; limit < needed; limit += needed / 9) {
        assert_int_equal(run_on_small_disk(state, path.text, limit, -1, &message), STATUS_WRITE);
        assert_non_null(strstr(message.text, ".part"));
        assert_non_null(strstr(message.text, "File too large"));
        char *after = bytes_of(path.text, &size_after);
        assert_int_equal(size, size_after);
        assert_memory_equal(before, after, size);
        assert_false(is_there(fresh.text));
        free(after);
        unlink(part.text);
    }
    free(before);
    unlink(path.text);
}

/* With commits all the time the disk fills up in the middle: what was committed before can still be read. */
static void what_was_committed_before_the_disk_was_full_is_there(void **state)
{
    const struct path path = in_folder(state, "committed.h5"), part = in_folder(state, "committed.h5.part");
    const rlim_t needed = size_needed(state);
    struct message message;
    hid_t file, access = H5Pcreate(H5P_FILE_ACCESS);
    int64_t step = -1;
    assert_int_equal(run_on_small_disk(state, path.text, needed * 3 / 2, 0, &message), STATUS_WRITE);
    assert_false(is_there(path.text));
    assert_true(H5Pset_libver_bounds(access, H5F_LIBVER_V110, H5F_LIBVER_V110) >= 0);
    file = H5Fopen(part.text, H5F_ACC_RDONLY | H5F_ACC_SWMR_READ, access);
    assert_true(file >= 0);
    assert_int_equal(hdf5_read_scalar(file, "run/committed_step", H5T_NATIVE_INT64, &step, &message), STATUS_OK);
    assert_in_range(step, 1, 29);
    int64_t rows = 0;
    void *agents;
    assert_int_equal(hdf5_read_scalar(file, "run/committed_adoption", H5T_NATIVE_INT64, &rows, &message), STATUS_OK);
    assert_true(rows > 0 && rows <= hdf5_length(file, "events/adoption/learner"));
    assert_int_equal(hdf5_read_vector(file, "events/adoption/learner", H5T_NATIVE_INT32,
                         hdf5_length(file, "events/adoption/learner"), &agents, &message),
        STATUS_OK);
    free(agents);
    hdf5_drop(file);
    hdf5_drop(access);
    unlink(part.text);
}

static void a_folder_that_is_not_there_is_told_at_once(void **state)
{
    const struct path path = in_folder(state, "no/such/folder.h5");
    struct message message;
    assert_int_equal(run_to(path.text, contagion, false, &message), STATUS_WRITE);
    assert_non_null(strstr(message.text, "No such file or directory"));
    assert_non_null(strstr(message.text, path.text));
}

/* The file under the name must not be a folder, and a folder must not be lost. */
static void a_folder_is_not_replaced(void **state)
{
    const struct path path = in_folder(state, "folder.h5");
    struct message message;
    assert_int_equal(mkdir(path.text, 0777), 0);
    assert_int_equal(run_to(path.text, contagion, true, &message), STATUS_WRITE);
    assert_true(is_there(path.text));
    unlink(in_folder(state, "folder.h5.part").text);
    unlink(in_folder(state, "folder.h5.part.new").text);
    rmdir(path.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_full_disk_leaves_the_name_as_it_was),
        cmocka_unit_test(what_was_committed_before_the_disk_was_full_is_there),
        cmocka_unit_test(a_folder_that_is_not_there_is_told_at_once),
        cmocka_unit_test(a_folder_is_not_replaced),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
