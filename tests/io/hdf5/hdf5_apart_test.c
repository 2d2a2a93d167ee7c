/* A process of its own reads: what it found comes back, and a crash is a damaged file. */
#include "io/hdf5/hdf5_apart.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

static enum status find_fault(void *context, struct message *message)
{
    *(int *)context = 2;
    return message_set(message, STATUS_INPUT, "line %d", 7);
}

static enum status crash(void *context, struct message *message)
{
    (void)context, (void)message;
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    abort();
}

static void what_was_found_comes_back(void **state)
{
    (void)state;
    struct message message;
    int here = 1;
    assert_int_equal(hdf5_apart("a.h5", find_fault, &here, &message), STATUS_INPUT);
    assert_string_equal(message.text, "line 7");
    assert_int_equal(here, 1);
}

static void a_crash_is_a_damaged_file(void **state)
{
    (void)state;
    struct message message;
    assert_int_equal(hdf5_apart("a.h5", crash, NULL, &message), STATUS_DAMAGED);
    assert_string_equal(message.text, "a.h5: damaged: HDF5 crashed reading it");
}

static void work(double seconds)
{
    const clock_t end = clock() + (clock_t)(seconds * CLOCKS_PER_SEC);
    while (clock() < end) continue;
}

static enum status read_for_ever(void *context, struct message *message)
{
    (void)context, (void)message;
    hdf5_apart_allow(1);
    work(60);
    return STATUS_OK;
}

static enum status read_and_work(void *context, struct message *message)
{
    (void)context, (void)message;
    hdf5_apart_allow(1);
    hdf5_apart_allow(1);
    hdf5_apart_read();
    work(2.2);
    return STATUS_OK;
}

static enum status read_much(void *context, struct message *message)
{
    (void)context, (void)message;
    hdf5_apart_allow(1);
    hdf5_apart_allow(1000);
    work(2.2);
    return STATUS_OK;
}

/* More than whoever called the program allows is as much as they do. */
static void a_larger_file_may_take_longer(void **state)
{
    (void)state;
    struct message message;
    struct rlimit before, low;
    assert_int_equal(getrlimit(RLIMIT_CPU, &before), 0);
    assert_int_equal(hdf5_apart("a.h5", read_much, NULL, &message), STATUS_OK);
    low = (struct rlimit){.rlim_cur = 500, .rlim_max = before.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_CPU, &low), 0);
    assert_int_equal(hdf5_apart("a.h5", read_much, NULL, &message), STATUS_OK);
    assert_int_equal(setrlimit(RLIMIT_CPU, &before), 0);
}

/* What is done with what was read may take its time; and in the process itself nothing is limited. */
static void reading_without_an_end_is_a_damaged_file(void **state)
{
    (void)state;
    struct message message;
    struct rlimit before, after;
#ifdef __SANITIZE_THREAD__
    skip(); /* it keeps signals back from what never waits */
#endif
    assert_int_equal(getrlimit(RLIMIT_CPU, &before), 0);
    assert_int_equal(hdf5_apart("a.h5", read_for_ever, NULL, &message), STATUS_DAMAGED);
    assert_string_equal(message.text, "a.h5: damaged: HDF5 comes to no end reading it");
    assert_int_equal(hdf5_apart("a.h5", read_and_work, NULL, &message), STATUS_OK);
    hdf5_apart_allow(1);
    hdf5_apart_read();
    assert_int_equal(getrlimit(RLIMIT_CPU, &after), 0);
    assert_memory_equal(&after, &before, sizeof before);
}

static enum status say_nothing(void *context, struct message *message)
{
    (void)context, (void)message;
    _exit(EXIT_SUCCESS);
}

static void silence_is_no_success(void **state)
{
    (void)state;
    struct message message;
    assert_int_equal(hdf5_apart("a.h5", say_nothing, NULL, &message), STATUS_READ);
    assert_string_equal(message.text, "a.h5: its reader ended without a word");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_found_comes_back),
        cmocka_unit_test(a_crash_is_a_damaged_file),
        cmocka_unit_test(reading_without_an_end_is_a_damaged_file),
        cmocka_unit_test(a_larger_file_may_take_longer),
        cmocka_unit_test(silence_is_no_success),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
