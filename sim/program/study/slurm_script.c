#include "program/study/slurm_script.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/shell.h"
#include "program/terminal/figures.h"

/* The estimate is rough, nodes differ, and a limit that is too high costs little. */
static const double time_margin = 3, memory_margin = 1.5;
enum { MINUTES_LEAST = 10, MINUTES_STEP = 5, MEGABYTES_LEAST = 256, MEGABYTES_STEP = 64 };

static int64_t rounded_up(double amount, int64_t step)
{
    return ((int64_t)amount / step + 1) * step;
}

/* The folder's last name, of such characters as any name may have. */
static void print_name(const char *folder, FILE *stream)
{
    const char *slash = strrchr(folder, '/'), *name = slash && slash[1] ? slash + 1 : folder;
    for (; *name; name++) fputc(isalnum((unsigned char)*name) || *name == '.' || *name == '-' ? *name : '_', stream);
}

/* One line, whatever is in it. */
static void print_comment(const char *text, FILE *stream)
{
    for (; *text; text++) fputc((unsigned char)*text < ' ' ? ' ' : *text, stream);
}

static void print_head(const struct slurm_script *script, FILE *stream)
{
    fputs("#!/bin/bash\n# ", stream);
    print_comment(*script->title ? script->title : script->study, stream);
    fprintf(stream,
        ": %s runs in %s tasks of a Slurm job array, and then a task that makes study.h5 of them.\n"
        "# From the folder in which this script was made:\n"
        "#\n"
        "#     bash SCRIPT [OPTION OF sbatch...]      as: bash SCRIPT --partition=short --account=mine\n"
        "#\n"
        "# submits both. If anything was missing in the end, submit again: what is done stays done, and study.h5 has "
        "the\n"
        "# same bytes whatever happened on the way.\n",
        figure_count(script->runs).text, figure_count(script->tasks).text);
}

static void print_directives(const struct slurm_script *script, FILE *stream)
{
    const struct study_cost *cost = &script->cost;
    double seconds =
        cost->seconds * (double)((script->runs + script->tasks - 1) / script->tasks) / (double)script->jobs;
    double megabytes = memory_margin * cost->memory * (double)script->jobs / 1e6 + MEGABYTES_LEAST;
    int64_t minutes = rounded_up(time_margin * seconds / 60 + MINUTES_LEAST - MINUTES_STEP, MINUTES_STEP);
    fputs("\n#SBATCH --job-name=", stream);
    print_name(script->folder, stream);
    fprintf(
        stream, "\n#SBATCH --array=1-%" PRId64 "\n#SBATCH --cpus-per-task=%" PRId64 "\n", script->tasks, script->jobs);
    fprintf(stream, "# A task takes about %s.\n", figure_duration(seconds).text);
    fprintf(stream, "#SBATCH --time=%" PRId64 "-%02" PRId64 ":%02" PRId64 "\n", minutes / 1440, minutes / 60 % 24,
        minutes % 60);
    fprintf(stream, "#SBATCH --mem=%" PRId64 "M\n", rounded_up(megabytes, MEGABYTES_STEP));
    fputs(
        "# A minute before the limit it is asked to stop; after preemption, or when its node fails, a task is queued\n"
        "# again and goes on.\n"
        "#SBATCH --signal=B:USR1@60\n"
        "#SBATCH --requeue\n"
        "#SBATCH --open-mode=append\n"
        "#SBATCH --output=%x-%A-%a.log\n"
        "# Adapt: what your site asks for (one # less).\n"
        "##SBATCH --partition=NAME\n"
        "##SBATCH --account=NAME\n",
        stream);
}

/* exec, so that Slurm's signals reach the program and not the shell. */
static bool print_commands(const struct slurm_script *script, FILE *stream)
{
    char *study = malloc(shell_room(script->study)), *folder = malloc(shell_room(script->folder));
    if (study && folder) {
        shell_quote(study, script->study);
        shell_quote(folder, script->folder);
        fprintf(stream,
            "\nset -euo pipefail\n\n"
            "# Adapt: what makes selforg work there, as `module load hdf5 gsl`, or a container:\n"
            "# selforg=(apptainer exec selforg.sif selforg)\n"
            "selforg=(selforg)\n\n"
            "case ${SLURM_ARRAY_TASK_ID:-submit} in\n"
            "submit)\n"
            "    most=$(scontrol show config | sed -n 's/^MaxArraySize *= *//p') || most=\n"
            "    if ((%" PRId64 " >= ${most:-%" PRId64 "})); then\n"
            "        echo \"Here an array has at most $((most - 1)) tasks: make the script with --slurm $((most - "
            "1)).\" >&2\n"
            "        exit 2\n"
            "    fi\n"
            "    runs=$(sbatch --parsable \"$@\" \"$0\")\n"
            "    runs=${runs%%%%;*}\n"
            "    collect=$(sbatch --parsable \"$@\" --array=0 --cpus-per-task=1 --time=15 "
            "--dependency=afterany:\"$runs\" "
            "\"$0\")\n"
            "    echo \"The runs are job $runs; job ${collect%%%%;*} collects.\"\n"
            "    ;;\n"
            "0)\n"
            "    exec \"${selforg[@]}\" collect %s\n"
            "    ;;\n"
            "*)\n"
            "    exec \"${selforg[@]}\" sweep %s --out %s \\\n"
            "        --shard \"$SLURM_ARRAY_TASK_ID/%" PRId64 "\" --resume --jobs \"$SLURM_CPUS_PER_TASK\" "
            "--progress lines",
            script->tasks, script->tasks + 1, folder, study, folder, script->tasks);
        if (script->replicates > 0) fprintf(stream, " --replicates %" PRId64, script->replicates);
        fprintf(stream, "%s\n    ;;\nesac\n", script->results ? " --results" : "");
    }
    bool printed = study && folder;
    free(study);
    free(folder);
    return printed;
}

bool slurm_script_print(const struct slurm_script *script, FILE *stream)
{
    print_head(script, stream);
    print_directives(script, stream);
    return print_commands(script, stream);
}
