/* selforg collect: one file from the runs of a study. */
#include <stdio.h>

#include "program/study/collected.h"
#include "program/terminal/figures.h"
#include "program/usage/commands.h"

enum status collect_command(const struct collect_options *options, struct message *message)
{
    struct study_folder folder = {0};
    struct study study = {0};
    struct collected collected = {0};
    enum status status = folder_read(&folder, options->folder, &study, message);
    if (status != STATUS_OK) return status;
    status = study_collect(&study, &folder, &collected, message);
    if (status == STATUS_OK && !options->quiet)
        printf("%s/" STUDY_RESULTS ": %s runs, %s done, %s failed, %s missing\n", folder.path,
            figure_count(collected.runs).text, figure_count(collected.done).text, figure_count(collected.failed).text,
            figure_count(collected.missing).text);
    if (status == STATUS_OK && !options->quiet) collected_tell(&collected, &study, stderr);
    if (status == STATUS_OK && collected.done < collected.runs)
        status = message_set(message, STATUS_RUNS_FAILED,
            "%s/" STUDY_RESULTS
            ": %s of %s runs are missing, %s failed; `selforg sweep STUDY -o %s --resume` does what is "
            "missing, STUDY being the study's file",
            folder.path, figure_count(collected.missing).text, figure_count(collected.runs).text,
            figure_count(collected.failed).text, folder_word(folder.path).text);
    study_free(&study);
    folder_free(&folder);
    return status;
}
