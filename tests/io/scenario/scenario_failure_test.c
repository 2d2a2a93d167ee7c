/* Running out of memory while a scenario is read: it is told, and nothing is left. */
#include "failing_malloc.h"
#include "io/scenario/scenario_file.h"
#include "io/scenario/tables.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void a_failed_allocation_is_told(void **state)
{
    (void)state;
    char path[] = "/tmp/selforg-scenario-XXXXXX";
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, "selforg: 2\n", 11), 11);
    close(file);
    int64_t n = 0;
    do {
        struct scenario scenario;
        struct places places;
        struct message message = {""};
        char *yaml = NULL;
        fail_allocation_number(++n);
        enum status status = scenario_read(path, &scenario, &places, &yaml, &message);
        assert_int_equal(status, allocation_failed() ? STATUS_MEMORY : STATUS_OK);
        assert_int_equal(yaml != NULL, status == STATUS_OK);
        assert_int_equal(*message.text == '\0', status == STATUS_OK);
        free(yaml);
    } while (allocation_failed());
    fail_allocation_number(0);
    assert_true(n > 1);
    unlink(path);
}

static void write_text(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

/* Where a table is read, and where what it says is put in its place. */
static void assert_failures_are_told(const char *text, const char *rows, const char *expected)
{
    char folder[] = "/tmp/selforg-scenario-XXXXXX", table[64], path[64];
    assert_non_null(mkdtemp(folder));
    snprintf(table, sizeof table, "%s/t.csv", folder);
    snprintf(path, sizeof path, "%s/s.yaml", folder);
    write_text(table, rows);
    int64_t n = 0;
    do {
        struct scenario scenario;
        struct places places;
        struct message message = {""};
        char *inlined = strdup(text);
        assert_non_null(inlined);
        fail_allocation_number(++n);
        enum status status = scenario_read_text(path, text, strlen(text), &scenario, &places, &message);
        if (status == STATUS_OK) status = tables_inline(path, &inlined, &message);
        assert_int_equal(status, allocation_failed() ? STATUS_MEMORY : STATUS_OK);
        assert_int_equal(*message.text == '\0', status == STATUS_OK);
        assert_string_equal(inlined, status == STATUS_OK ? expected : text);
        free(inlined);
    } while (allocation_failed());
    fail_allocation_number(0);
    assert_true(n > 20);
    assert_int_equal(remove(table) + rmdir(folder), 0);
}

static void a_failed_allocation_for_a_table_is_told(void **state)
{
    (void)state;
    assert_failures_are_told("selforg: 2\ninterventions: t.csv\n", "step,tell.probability\n1,0.5\n2,0\n",
        "selforg: 2\ninterventions: {\"1\": {\"tell.probability\": 0.5}, \"2\": {\"tell.probability\": 0}}\n");
    assert_failures_are_told("selforg: 2\nopportunities: {arrivals: t.csv}\n", "step,members\n1,O\\ A\n2,\n",
        "selforg: 2\nopportunities: {arrivals: \"step,members;1,O\\\\ A;2,\"}\n");
}

/* A scenario of so many people, some of whom it names. */
static void a_failed_allocation_while_it_is_checked_is_told(void **state)
{
    (void)state;
    static const char text[] = "selforg: 2\n"
                               "network: {agents: 3, mean_degree: 2}\n"
                               "landscape: {kind: nk}\n"
                               "opportunities: {arrival_rate: 0, arrivals: \"step,members;1,2 1;2,0\"}\n"
                               "projects: {}\n"
                               "team: {rule: assembly, max: 3}\n";
    static const char *const names[] = {"2", "0", "1"};
    const struct names_there there = {.agents = 3, .units = 1, .agent_names = names};
    static struct scenario scenario;
    static struct places places;
    struct message message = {""};
    assert_int_equal(scenario_read_text("s.yaml", text, strlen(text), &scenario, &places, &message), STATUS_OK);
    int64_t n = 0;
    do {
        *message.text = '\0';
        fail_allocation_number(++n);
        enum status status = scenario_finish(&scenario, &places, &message);
        if (status == STATUS_OK) status = scenario_finish_named(&scenario, &places, &there, &message);
        if (status != STATUS_MEMORY) assert_string_equal(message.text, "");
        assert_int_equal(status, allocation_failed() ? STATUS_MEMORY : STATUS_OK);
    } while (allocation_failed());
    fail_allocation_number(0);
    assert_true(n > 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_failed_allocation_is_told),
        cmocka_unit_test(a_failed_allocation_for_a_table_is_told),
        cmocka_unit_test(a_failed_allocation_while_it_is_checked_is_told)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
