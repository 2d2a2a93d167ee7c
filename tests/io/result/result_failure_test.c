/* Running out of memory while a result is written, read, verified or traced: it is told, and the name is not taken. */
#include "failing_malloc.h"
#include "io/lineage/result_verify.h"
#include "io/lineage/trace.h"
#include "io/result/result_reader.h"
#include "io/result_support.h"

/* As small as it can be, since it runs once for every allocation. */
static const char smallest[] = "selforg: 2\n"
                               "steps: 2\n"
                               "network: {kind: ring, agents: 6, mean_degree: 2}\n"
                               "landscape: {kind: listed, practices: {a: 0.5}}\n"
                               "start: {users: 1}\n"
                               "adoption: {rule: contact, accept: {beta: 1}}\n"
                               "observe: {snapshots: {every: 1, ties: true}}\n";

static void a_run_that_has_no_memory_takes_no_name(void **state)
{
    const struct path path = in_folder(state, "run.h5");
    struct scenario scenario = scenario_of(smallest);
    struct run_request request = {.result = {.path = path.text,
                                      .overwrite = true,
                                      .scenario = &scenario,
                                      .yaml_text = smallest,
                                      .threads = 1,
                                      .commit_seconds = -1}};
    struct run_outcome outcome;
    int64_t n = 0;
    do {
        struct message message = {""};
        fail_allocation_number(++n);
        enum status status = run_scenario(&request, &outcome, &message);
        if (status != STATUS_OK) {
            assert_int_equal(status, STATUS_MEMORY);
            assert_true(*message.text);
            assert_false(is_there(path.text));
        }
        unlink(path.text); /* a thread or a digest that cannot be had may be done without */
    } while (allocation_failed());
    fail_allocation_number(0);
    assert_true(n > 50);
    unlink(in_folder(state, "run.h5.part").text);
}

/* Calls `work` on a finished file with every allocation failing in turn. */
static void each_failure_is_told(void **state, enum status (*work)(const char *path, struct message *message))
{
    const struct path path = in_folder(state, "finished.h5");
    struct message message = {""};
    int64_t n = 0;
    assert_int_equal(run_to(path.text, smallest, false, &message), STATUS_OK);
    do {
        message = (struct message){""};
        fail_allocation_number(++n);
        enum status status = work(path.text, &message);
        bool failed = allocation_failed();
        assert_int_equal(status, failed ? STATUS_MEMORY : STATUS_OK);
        assert_int_equal(*message.text != '\0', failed);
    } while (allocation_failed());
    fail_allocation_number(0);
    assert_true(n > 5);
    unlink(path.text);
}

static enum status verify(const char *path, struct message *message)
{
    struct verification verification;
    return result_verify(path, &verification, message);
}

static void verifying_without_memory_is_told(void **state)
{
    each_failure_is_told(state, verify);
}

/* The part file is the finished one, by another name. */
static enum status read_part(const char *path, struct message *message)
{
    struct result_reader *reader;
    struct scenario scenario;
    void *rows = NULL;
    int64_t count;
    char part[256];
    snprintf(part, sizeof part, "%s.part", path);
    if (symlink(path, part) != 0) assert_true(is_there(part));
    enum status status = result_reader_open_part(&reader, path, message);
    if (status != STATUS_OK) assert_null(reader);
    if (status == STATUS_OK) status = result_reader_scenario(reader, &scenario, message);
    if (status == STATUS_OK) status = result_reader_rows(reader, EVENT_adoption, &rows, &count, message);
    result_reader_close(reader);
    free(rows);
    return status;
}

static void reading_a_part_file_without_memory_is_told(void **state)
{
    each_failure_is_told(state, read_part);
    unlink(in_folder(state, "finished.h5.part").text);
}

/* Both trees, drawn and as JSON. */
static enum status trace_all(const char *path, struct message *message)
{
    const struct trace_request requests[] = {{.path = path, .practice = "a"}, {.path = path, .agent = "3"},
        {.path = path, .practice = "a", .json = true}, {.path = path, .agent = "3", .json = true}};
    FILE *file = fopen("/dev/null", "w");
    enum status status = STATUS_OK;
    for (size_t i = 0; i < sizeof requests / sizeof *requests && !status; i++)
        status = trace_print(&requests[i], file, message);
    fclose(file);
    return status;
}

static void tracing_without_memory_is_told(void **state)
{
    each_failure_is_told(state, trace_all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_run_that_has_no_memory_takes_no_name),
        cmocka_unit_test(verifying_without_memory_is_told),
        cmocka_unit_test(reading_a_part_file_without_memory_is_told),
        cmocka_unit_test(tracing_without_memory_is_told),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
