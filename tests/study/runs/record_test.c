/* Records: what is written is what is read, and a damaged one is none. */
#include "study/runs/record.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/selforg-record-XXXXXX";

static void a_record_comes_back_as_it_was(void **state)
{
    (void)state;
    double outcomes[] = {1, NAN, -0.0}, series[] = {1, 2, 3, 4};
    int32_t steps[] = {0, 5};
    struct record record = {.run = 12,
        .identity = {1, 2},
        .digest = {3, 4},
        .outcome_count = 3,
        .row_count = 2,
        .series_count = 2,
        .outcomes = outcomes,
        .steps = steps,
        .series = series};
    struct record back;
    struct bytes bytes = {0};
    struct message message;
    bool there;
    assert_int_equal(record_encode(&record, &bytes), STATUS_OK);
    assert_int_equal(record_write("record", &bytes, &message), STATUS_OK);
    assert_int_equal(record_read("record", 12, &record.identity, &back, &there, &message), STATUS_OK);
    assert_true(there);
    assert_memory_equal(back.outcomes, outcomes, sizeof outcomes);
    assert_memory_equal(back.series, series, sizeof series);
    assert_memory_equal(back.steps, steps, sizeof steps);
    record_free(&back);
    assert_int_equal(record_read("record", 13, &record.identity, &back, &there, &message), STATUS_OK);
    assert_false(there);
    assert_int_equal(record_read("record", 12, &record.digest, &back, &there, &message), STATUS_OK);
    assert_false(there);
    assert_int_equal(record_read("nothing", 12, &record.identity, &back, &there, &message), STATUS_OK);
    assert_false(there);
    array_free(&bytes);
}

static void no_damage_goes_unnoticed(void **state)
{
    (void)state;
    double outcomes[] = {1, 2};
    struct record record = {.run = 1, .outcome_count = 2, .outcomes = outcomes, .reason = "why"}, back;
    struct bytes bytes = {0};
    assert_int_equal(record_encode(&record, &bytes), STATUS_OK);
    for (int64_t i = 0; i < bytes.count; i++) {
        bytes.items[i] ^= 0x10;
        assert_int_equal(record_decode(bytes.items, bytes.count, &back), STATUS_DAMAGED);
        bytes.items[i] ^= 0x10;
        assert_int_equal(record_decode(bytes.items, i, &back), STATUS_DAMAGED);
    }
    assert_int_equal(record_decode(bytes.items, bytes.count, &back), STATUS_OK);
    assert_string_equal(back.reason, "why");
    record_free(&back);
    array_free(&bytes);
}

/* What is there under the name stays until the new one is whole. */
static void nothing_half_written_has_the_name(void **state)
{
    (void)state;
    double outcomes[] = {1};
    struct record record = {.run = 1, .outcome_count = 1, .outcomes = outcomes}, back;
    struct bytes bytes = {0};
    struct message message = {""};
    bool there;
    assert_int_equal(record_encode(&record, &bytes), STATUS_OK);
    assert_int_equal(record_write("none/record", &bytes, &message), STATUS_WRITE);
    assert_string_equal(message.text, "cannot write none/record: No such file or directory");
    assert_int_equal(record_write("record", &bytes, &message), STATUS_OK);
    assert_int_equal(truncate("record", bytes.count - 1), 0);
    assert_int_equal(record_read("record", 1, &record.identity, &back, &there, &message), STATUS_OK);
    assert_false(there);
    assert_int_equal(record_write("record", &bytes, &message), STATUS_OK);
    assert_int_equal(record_read("record", 1, &record.identity, &back, &there, &message), STATUS_OK);
    assert_true(there && back.outcomes[0] == 1);
    record_free(&back);
    array_free(&bytes);
}

static void what_ended_a_run_is_read_as_it_was_said(void **state)
{
    (void)state;
    struct record record = {.reason = ""};
    record_say_ended(&record, 104, "adopters >= 900");
    assert_string_equal(record.reason, "ended at step 104: adopters >= 900");
    assert_int_equal(record_ended_at(record.reason), 104);
    assert_int_equal(record_ended_at(""), -1);
    assert_int_equal(record_ended_at("killed by signal 9"), -1);
}

static void a_record_has_the_rights_that_the_umask_leaves(void **state)
{
    (void)state;
    double outcomes[] = {1};
    struct record record = {.run = 1, .outcome_count = 1, .outcomes = outcomes};
    struct bytes bytes = {0};
    struct message message;
    struct stat information;
    assert_int_equal(record_encode(&record, &bytes), STATUS_OK);
    const mode_t masks[] = {022, 077, 002}, before = umask(0);
    for (size_t i = 0; i < sizeof masks / sizeof *masks; i++) {
        umask(masks[i]);
        assert_int_equal(record_write("record", &bytes, &message), STATUS_OK);
        assert_int_equal(stat("record", &information), 0);
        assert_int_equal(information.st_mode & 0777, 0666 & ~masks[i]);
    }
    umask(before);
    array_free(&bytes);
}

static int enter(void **state)
{
    (void)state;
    return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int leave(void **state)
{
    (void)state;
    unlink("record");
    return chdir("/") == 0 ? rmdir(folder) : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_comes_back_as_it_was),
        cmocka_unit_test(no_damage_goes_unnoticed),
        cmocka_unit_test(nothing_half_written_has_the_name),
        cmocka_unit_test(what_ended_a_run_is_read_as_it_was_said),
        cmocka_unit_test(a_record_has_the_rights_that_the_umask_leaves),
    };
    return cmocka_run_group_tests(tests, enter, leave);
}
