/* The script: what it asks Slurm for, and that nothing in a name or a title can break out of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "program/printed.h"
#include "program/study/slurm_script.h"

static struct slurm_script script(void)
{
    return (struct slurm_script){.title = "Sharing",
        .study = "sharing.yaml",
        .folder = "results/sharing",
        .runs = 1000,
        .tasks = 20,
        .jobs = 1,
        .cost = {.seconds = 60, .memory = 1e8, .disk = 1e4}};
}

static void assert_has(const struct slurm_script *of, const char *wanted)
{
    struct printed printed = {0};
    assert_true(slurm_script_print(of, printed_to(&printed)));
    if (!strstr(printed_text(&printed), wanted)) fail_msg("'%s' is not in\n%s", wanted, printed_text(&printed));
    printed_free(&printed);
}

static void the_tasks_share_the_runs(void **state)
{
    (void)state;
    struct slurm_script of = script();
    assert_has(&of, "#SBATCH --array=1-20\n");
    assert_has(&of, "--shard \"$SLURM_ARRAY_TASK_ID/20\" --resume");
    assert_has(&of, "#SBATCH --job-name=sharing\n");
    assert_has(&of, "if ((20 >= ${most:-21})); then");
}

/* 50 runs of a minute, three times over: 150 minutes and a little more; 150 MB and what a process takes. */
static void limits_have_a_margin(void **state)
{
    (void)state;
    struct slurm_script of = script();
    assert_has(&of, "#SBATCH --time=0-02:40\n#SBATCH --mem=448M\n");
    of.jobs = 4;
    assert_has(&of, "#SBATCH --cpus-per-task=4\n");
    assert_has(&of, "#SBATCH --time=0-00:45\n#SBATCH --mem=896M\n");
    of.runs = 961; /* one task has a run more than the others: 49 */
    of.jobs = 1;
    assert_has(&of, "# A task takes about 49 min 0 s.\n");
}

static void options_are_handed_on(void **state)
{
    (void)state;
    struct slurm_script of = script();
    of.replicates = 7;
    of.results = true;
    assert_has(&of, "--progress lines --replicates 7 --results\n");
    of.replicates = 1;
    assert_has(&of, "--progress lines --replicates 1 --results\n");
}

static void names_and_titles_cannot_break_out(void **state)
{
    (void)state;
    struct slurm_script of = script();
    of.title = "two\nlines; rm";
    of.study = "it's; touch broken.yaml";
    of.folder = "my study/$(touch broken)";
    assert_has(&of, "\n# two lines; rm: 1,000 runs in 20 tasks");
    assert_has(&of, "sweep 'it'\\''s; touch broken.yaml' --out 'my study/$(touch broken)'");
    assert_has(&of, "#SBATCH --job-name=__touch_broken_\n");
    of.folder = "sharing/";
    assert_has(&of, "#SBATCH --job-name=sharing_\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_tasks_share_the_runs),
        cmocka_unit_test(limits_have_a_margin),
        cmocka_unit_test(options_are_handed_on),
        cmocka_unit_test(names_and_titles_cannot_break_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
