/* An edge list of five million rows is read as fast as pandas reads it, though it is also sorted, checked and counted.
 * Each reads it three times, in turn; the fastest counts. */
#include "io/network/network_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "io/text/clock.h"

enum { ROWS = 5000000, PEOPLE = 200000, TURNS = 3 };

/* A file with numbers or with names for ids. */
static void write_rows(const char *path, const char *before)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    uint64_t state = 1;
    fputs("source,target\n", file);
    for (int row = 0; row < ROWS; row++) {
        int ends[2];
        for (int k = 0; k < 2; k++) {
            state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            ends[k] = (int)((state >> 33) % PEOPLE);
        }
        fprintf(file, "%s%d,%s%d\n", before, ends[0], before, ends[1]);
    }
    assert_int_equal(fclose(file), 0);
}

static double seconds_of_ours(const char *path)
{
    struct network_parameters parameters = {.kind = NETWORK_FILE};
    struct edge_list list;
    double began = clock_now();
    snprintf(parameters.edges, sizeof parameters.edges, "%s", path);
    assert_int_equal(network_file_read(&parameters, NULL, &list, NULL, NULL), STATUS_OK);
    double seconds = clock_now() - began;
    assert_int_equal(list.agent_count, PEOPLE);
    edge_list_free(&list);
    return seconds;
}

/* Below 0: there is no pandas. */
static double seconds_of_pandas(const char *path)
{
    char command[512];
    double seconds = -1;
    snprintf(command, sizeof command,
        "/usr/bin/python3 -c \"import time, pandas; began = time.perf_counter(); pandas.read_csv('%s'); "
        "print(time.perf_counter() - began)\"",
        path);
    FILE *answer = popen(command, "r");
    if (!answer || fscanf(answer, "%lf", &seconds) != 1) seconds = -1;
    if (answer) pclose(answer);
    return seconds;
}

static void check_speed(const char *path, const char *before)
{
    double ours = 1e9, theirs = 1e9;
    write_rows(path, before);
    for (int turn = 0; turn < TURNS; turn++) {
        double pandas = seconds_of_pandas(path), mine = seconds_of_ours(path);
        if (pandas < 0) {
            print_message("skipped: there is no pandas\n");
            remove(path);
            skip();
        }
        if (mine < ours) ours = mine;
        if (pandas < theirs) theirs = pandas;
    }
    remove(path);
    print_message("ids %s1, ...: %.2f s, pandas %.2f s, ratio %.2f\n", before, ours, theirs, ours / theirs);
    assert_true(ours <= theirs);
}

static void millions_of_rows_are_read_as_fast_as_by_pandas(void **state)
{
    (void)state;
    char path[64];
    snprintf(path, sizeof path, "/tmp/selforg-speed-%d.csv", (int)getpid());
    check_speed(path, "");
    check_speed(path, "p");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(millions_of_rows_are_read_as_fast_as_by_pandas)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
