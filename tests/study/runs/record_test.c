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

/* The layout that the header gives, byte by byte, read by nothing of the program. */
static uint64_t number_at(const struct bytes *bytes, int64_t at, int size)
{
    uint64_t number = 0;
    assert_true(at + size <= bytes->count);
    for (int i = 0; i < size; i++) number += (uint64_t)bytes->items[at + i] << (8 * i);
    return number;
}

static void every_byte_is_where_the_header_says(void **state)
{
    (void)state;
    double outcomes[] = {1, -2.5}, series[] = {3, 4, 5, 6, 7, 8};
    int32_t steps[] = {0, -1};
    struct record record = {.run = 0x0102030405060708,
        .identity = {0x1112131415161718, 0x2122232425262728},
        .digest = {0x3132333435363738, 0x4142434445464748},
        .status = RECORD_FAILED,
        .reason = "why",
        .outcome_count = 2,
        .row_count = 2,
        .series_count = 3,
        .outcomes = outcomes,
        .steps = steps,
        .series = series};
    struct bytes bytes = {0};
    assert_int_equal(record_encode(&record, &bytes), STATUS_OK);
    assert_int_equal(bytes.count, 72 + 3 + 2 * 8 + 2 * 4 + 6 * 8 + 16);
    assert_memory_equal(bytes.items, "selforgR", 8);
    const uint64_t head[] = {1, RECORD_FAILED, 3, 2};
    for (int i = 0; i < 4; i++) assert_true(number_at(&bytes, 8 + 2 * i, 2) == head[i]);
    const uint64_t wide[] = {
        2, 3, 0x0102030405060708, 0x1112131415161718, 0x2122232425262728, 0x3132333435363738, 0x4142434445464748};
    for (int i = 0; i < 7; i++) assert_true(number_at(&bytes, 16 + 8 * i, 8) == wide[i]);
    assert_memory_equal(bytes.items + 72, "why", 3);
    assert_true(number_at(&bytes, 75, 8) == 0x3ff0000000000000 && number_at(&bytes, 83, 8) == 0xc004000000000000);
    assert_true(number_at(&bytes, 91, 4) == 0 && number_at(&bytes, 95, 4) == UINT32_MAX);
    for (int i = 0; i < 6; i++) {
        uint64_t bits = number_at(&bytes, 99 + 8 * i, 8);
        double value;
        memcpy(&value, &bits, sizeof value);
        assert_true(value == series[i]);
    }
    const struct digest check = digest_of(bytes.items, (size_t)bytes.count - 16);
    assert_true(number_at(&bytes, 147, 8) == check.low && number_at(&bytes, 155, 8) == check.high);
    array_free(&bytes);
}

/* Nothing at all, and as much as there can be. */
static void the_least_and_the_largest_record_come_back(void **state)
{
    (void)state;
    enum { SERIES = 65535 };
    static double series[SERIES];
    int32_t step = INT32_MAX;
    struct record least = {.run = 0},
                  largest = {.run = INT64_MAX,
                      .row_count = 1,
                      .series_count = SERIES,
                      .steps = &step,
                      .series = series},
                  back;
    for (int i = 0; i < SERIES; i++) series[i] = i;
    memset(largest.reason, 'x', RECORD_REASON - 1);
    struct bytes bytes = {0};
    assert_int_equal(record_encode(&least, &bytes), STATUS_OK);
    assert_int_equal(bytes.count, 88);
    assert_int_equal(record_decode(bytes.items, bytes.count, &back), STATUS_OK);
    assert_int_equal(back.outcome_count + back.row_count + back.series_count, 0);
    assert_string_equal(back.reason, "");
    record_free(&back);
    assert_int_equal(record_encode(&largest, &bytes), STATUS_OK); /* in the place of what they held */
    assert_int_equal(record_decode(bytes.items, bytes.count, &back), STATUS_OK);
    assert_true(back.run == INT64_MAX && back.steps[0] == INT32_MAX && strlen(back.reason) == RECORD_REASON - 1);
    assert_memory_equal(back.series, series, sizeof series);
    record_free(&back);
    array_free(&bytes);
}

/* Makes the digest that of what is there now. */
static void reseal(struct bytes *bytes)
{
    const struct digest check = digest_of(bytes->items, (size_t)bytes->count - 16);
    for (int k = 0; k < 16; k++)
        bytes->items[bytes->count - 16 + k] = (unsigned char)((k < 8 ? check.low : check.high) >> (8 * (k % 8)));
}

/* A reason for which a record has no room, in the place of as many bytes of outcomes. */
static void a_reason_that_is_too_long_is_damage(void **state)
{
    (void)state;
    double outcomes[RECORD_REASON / 8] = {0};
    struct record record = {.outcome_count = RECORD_REASON / 8, .outcomes = outcomes}, back;
    struct bytes bytes = {0};
    assert_int_equal(record_encode(&record, &bytes), STATUS_OK);
    bytes.items[12] = 0;
    bytes.items[13] = RECORD_REASON >> 8;
    bytes.items[14] = 0;
    reseal(&bytes);
    assert_int_equal(record_decode(bytes.items, bytes.count, &back), STATUS_DAMAGED);
    array_free(&bytes);
}

/* Numbers that nobody would write, with a digest that is right. */
static void a_head_that_cannot_be_is_damage(void **state)
{
    (void)state;
    static const struct {
        int at;
        unsigned char byte;
        enum status status;
    } cases[] = {
        {8, 2, STATUS_DAMAGED},     /* the format */
        {10, 2, STATUS_DAMAGED},    /* neither done nor failed */
        {12, 1, STATUS_DAMAGED},    /* a reason that is not there, */
        {13, 2, STATUS_DAMAGED},    /* or longer than any */
        {14, 1, STATUS_DAMAGED},    /* an outcome that is not there */
        {16, 1, STATUS_DAMAGED},    /* a row that is not there */
        {23, 0x80, STATUS_DAMAGED}, /* fewer than none */
        {24, 1, STATUS_OK},         /* a series, of which there is no row */
        {26, 1, STATUS_DAMAGED},    /* more than there can be */
        {31, 0x80, STATUS_DAMAGED},
    };
    struct record record = {.run = 1}, back;
    struct bytes bytes = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(record_encode(&record, &bytes), STATUS_OK);
        bytes.items[cases[i].at] = cases[i].byte;
        reseal(&bytes);
        assert_int_equal(record_decode(bytes.items, bytes.count, &back), cases[i].status);
        record_free(&back);
    }
    array_free(&bytes);
}

/* What cannot be read is not taken for absent: the run would be made again over it. */
static void what_cannot_be_read_is_told(void **state)
{
    (void)state;
    struct record back;
    struct message message = {""};
    const struct digest identity = {0, 0};
    bool there = true;
    assert_int_equal(mkdir("folder", 0700), 0);
    assert_int_equal(record_read("folder", 1, &identity, &back, &there, &message), STATUS_READ);
    assert_string_equal(message.text, "cannot read folder: Is a directory");
    assert_int_equal(rmdir("folder"), 0);
    assert_int_equal(symlink("loop", "loop"), 0);
    assert_int_equal(record_read("loop", 1, &identity, &back, &there, &message), STATUS_READ);
    assert_string_equal(message.text, "cannot open loop: Too many levels of symbolic links");
    assert_int_equal(unlink("loop"), 0);
    assert_false(there);
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
        cmocka_unit_test(every_byte_is_where_the_header_says),
        cmocka_unit_test(the_least_and_the_largest_record_come_back),
        cmocka_unit_test(a_reason_that_is_too_long_is_damage),
        cmocka_unit_test(a_head_that_cannot_be_is_damage),
        cmocka_unit_test(what_cannot_be_read_is_told),
        cmocka_unit_test(no_damage_goes_unnoticed),
        cmocka_unit_test(nothing_half_written_has_the_name),
        cmocka_unit_test(what_ended_a_run_is_read_as_it_was_said),
        cmocka_unit_test(a_record_has_the_rights_that_the_umask_leaves),
    };
    return cmocka_run_group_tests(tests, enter, leave);
}
