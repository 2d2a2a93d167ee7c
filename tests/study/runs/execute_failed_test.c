/* A run of a study that fails of itself, and result files that are there already or are being written: what is a
 * record, and what is told instead of one. */
#include "study/runs/execute.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "io/result/part_file.h"
#include "io/result/result_reader.h"
#include "study/studies.h"

/* More ties than there is room for, of which nothing is known before the network is drawn. */
#define TOO_MANY                                                                                                       \
    "selforg: 2\nscenario: {steps: 20, network: {kind: degrees, agents: 5, degrees: {4: 0.8, 1: 0.2}}, start: "        \
    "{users: 1}, adoption: {rule: contact}}\n"
#define FINE "outcomes: [adopters_final]\n"

static struct record executed(const struct study *study, int64_t run, const struct execution *execution)
{
    struct record record;
    struct message message = {"what was said before"};
    if (execute_run(study, run, execution, &record, &message) != STATUS_OK) fail_msg("%s", message.text);
    return record;
}

/* Also from a beginning, which is none then, so that the next run tries for itself. */
static void a_run_that_fails_has_a_record_that_says_why(void **state)
{
    (void)state;
    static const char *const studies[] = {
        TOO_MANY FINE "vary: {adoption.accept.beta: [0.1, 0.4]}\n",
        TOO_MANY FINE "vary: {adoption.accept.beta: [0.1, 0.4]}\nbranch_step: 4\n",
    };
    for (int i = 0; i < 2; i++) {
        struct study study = read_fine(studies[i]);
        struct kept_beginning kept = {.there = false};
        const struct execution execution = {.kept = &kept};
        for (int64_t run = 0; run < 2; run++) {
            struct record record = executed(&study, run, &execution);
            struct digest identity;
            struct scenario scenario;
            struct message message;
            assert_int_equal(record.status, RECORD_FAILED);
            assert_string_equal(record.reason,
                "network.degrees: it asks for so many ties that no network was found in which nobody is tied to anyone "
                "twice");
            assert_true(record.run == run && record.outcome_count == 0 && record.row_count == 0);
            assert_true(record.digest.low == 0 && record.digest.high == 0);
            assert_int_equal(execute_prepare(&study, run, &scenario, &identity, &message), STATUS_OK);
            assert_memory_equal(&record.identity, &identity, sizeof identity);
            record_free(&record);
        }
        kept_beginning_free(&kept);
        assert_false(kept.there);
        kept_beginning_free(&kept); /* once more is no harm */
        study_free(&study);
    }
}

/* One that was lost has the number and the identity of its run, and a reason of which there is room for so much. */
static void what_was_lost_is_of_its_run(void **state)
{
    (void)state;
    struct study study = read_fine(BASE FINE "vary: {adoption.accept.beta: [0.1, 0.4]}\nreplicates: 2\n");
    char reason[700];
    memset(reason, 'a', sizeof reason - 1);
    reason[sizeof reason - 1] = '\0';
    for (int64_t run = 0; run < 4; run++) {
        struct record record, done = executed(&study, run, &(struct execution){0});
        struct message message;
        assert_int_equal(execute_lost(&study, run, run == 0 ? reason : "gone", &record, &message), STATUS_OK);
        assert_int_equal(record.run, run);
        assert_memory_equal(&record.identity, &done.identity, sizeof done.identity);
        assert_int_equal(strlen(record.reason), run == 0 ? 500 : 4);
        struct bytes bytes = {0};
        assert_int_equal(record_encode(&record, &bytes), STATUS_OK); /* which can be kept */
        record_free(&record);
        assert_int_equal(record_decode(bytes.items, bytes.count, &record), STATUS_OK);
        record_free(&record);
        record_free(&done);
        array_free(&bytes);
    }
    study_free(&study);
}

/* Its digest is that of the record; a file that is there is replaced, and a beginning that was kept is not gone on
 * from, as it has no file. */
static void a_result_file_is_of_the_whole_run(void **state)
{
    (void)state;
    struct study study = read_fine(BASE FINE "vary: {adoption.accept.beta: [0.1, 0.4]}\nbranch_step: 4\n");
    struct kept_beginning kept = {.there = false};
    struct record plain = executed(&study, 1, &(struct execution){0});
    for (int again = 0; again < 3; again++) {
        const struct execution execution = {.result_path = "result.h5", .kept = &kept};
        struct record record = executed(&study, 1, &execution);
        struct result_reader *reader;
        struct result_digests digests;
        struct message message;
        if (result_reader_open(&reader, "result.h5", &message)) fail_msg("%s", message.text);
        assert_int_equal(result_reader_digests(reader, &digests, &message), STATUS_OK);
        result_reader_close(reader);
        assert_memory_equal(&digests.run, &record.digest, sizeof record.digest);
        assert_memory_equal(&plain.digest, &record.digest, sizeof record.digest);
        assert_true(record.outcomes[0] == plain.outcomes[0]);
        assert_string_equal(record.reason, ""); /* it went to its last step */
        assert_false(kept.there);
        record_free(&record);
        if (again == 1) write_file("result.h5", "something else");
    }
    record_free(&plain);
    assert_int_equal(remove("result.h5"), 0);
    study_free(&study);
}

static void a_result_file_that_another_writes_is_told(void **state)
{
    (void)state;
    struct study study = read_fine(BASE FINE);
    struct part_file other;
    struct record record;
    struct message message;
    const struct execution execution = {.result_path = "result.h5"};
    assert_int_equal(part_file_claim(&other, "result.h5", true, &message), STATUS_OK);
    assert_int_equal(execute_run(&study, 0, &execution, &record, &message), STATUS_EXISTS);
    assert_string_equal(message.text, "result.h5.part: another run is writing it now");
    assert_true(record.status == RECORD_DONE && record.outcome_count == 0 && record.reason[0] == '\0');
    record_free(&record);
    part_file_release(&other, true);
    record = executed(&study, 0, &execution);
    assert_int_equal(record.outcome_count, 1);
    record_free(&record);
    assert_int_equal(remove("result.h5"), 0);
    study_free(&study);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_run_that_fails_has_a_record_that_says_why),
        cmocka_unit_test(what_was_lost_is_of_its_run),
        cmocka_unit_test(a_result_file_is_of_the_whole_run),
        cmocka_unit_test(a_result_file_that_another_writes_is_told),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
