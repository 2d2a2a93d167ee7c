/* What a study would cost, from trials of its smallest and its largest configurations. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "program/study/study_cost.h"

static const char base[] = "selforg: 2\nsteps: 10\nnetwork: {kind: random, agents: 50, mean_degree: 4}\n";
static const char text[] =
    "selforg: 2\nbase: office.yaml\nvary: {network.agents: [50, 100, 2000]}\nreplicates: 2\noutcomes: [ties_final]\n";

static void write_file(const char *folder, const char *name, const char *content, char path[96])
{
    snprintf(path, 96, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(content, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void the_largest_counts(void **state)
{
    (void)state;
    char folder[] = "/tmp/selforg-XXXXXX", scenario[96], path[96];
    struct study study;
    struct study_cost cost, with_results;
    struct message message = {{0}};
    assert_non_null(mkdtemp(folder));
    write_file(folder, "office.yaml", base, scenario);
    write_file(folder, "study.yaml", text, path);
    assert_int_equal(study_read(path, &study, &message), STATUS_OK);
    assert_int_equal(study_cost(&study, false, &cost, &message), STATUS_OK);
    assert_int_equal(study_cost(&study, true, &with_results, &message), STATUS_OK);
    /* 4,000 ties both ways are 32 kB. */
    assert_true(cost.memory > 32e3);
    assert_true(cost.seconds > 0);
    assert_true(cost.disk > 0 && with_results.disk > 10 * cost.disk);
    study_free(&study);
    assert_int_equal(remove(path) || remove(scenario) || rmdir(folder), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_largest_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
