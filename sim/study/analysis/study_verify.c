#include "study/analysis/study_verify.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "io/hdf5/hdf5_tools.h"
#include "io/result/result_reader.h"
#include "io/text/text_file.h"
#include "study/analysis/results.h"
#include "study/runs/execute.h"
#include "study/runs/folder.h"

static bool is_folder(const char *path)
{
    struct stat information;
    return stat(path, &information) == 0 && S_ISDIR(information.st_mode);
}

bool study_verify_knows(const char *path)
{
    hid_t file = -1;
    if (is_folder(path)) return true;
    const bool study = result_file_open(path, &file, NULL) == STATUS_OK && H5Aexists(file, "study_yaml") > 0;
    hdf5_drop(file);
    return study;
}

static void add_finding(struct verification *verification, const char *subject, int64_t checked, const char *fault)
{
    struct finding finding = {*fault ? VERDICT_FAILED : VERDICT_OK, checked, *fault != 0, subject, ""};
    snprintf(finding.detail, sizeof finding.detail, "%.*s", (int)sizeof finding.detail - 1, fault);
    verification->finding[verification->count++] = finding;
}

/* What is damaged is a finding; nothing else is, and ends it. */
static enum status found(struct verification *verification, const char *subject, int64_t checked, enum status status,
    const struct message *reason)
{
    const bool damaged = status == STATUS_DAMAGED || status == STATUS_READ;
    if (status == STATUS_OK || damaged) add_finding(verification, subject, checked, damaged ? reason->text : "");
    return damaged ? STATUS_OK : status;
}

/* ---- the file of all runs ---- */

static enum status verify_file(const char *path, struct verification *verification, struct message *reason)
{
    struct results results;
    enum status status = results_read(&results, path, reason);
    if (status != STATUS_OK) return found(verification, "content", 0, status, reason);
    int64_t configurations = study_configurations(&results.study);
    add_finding(verification, "checksum of the content", 0, "");
    add_finding(verification, "runs are those of the study, in its order", configurations * results.replicates, "");
    add_finding(verification, "configurations are as the study lays them out", configurations, "");
    results_free(&results);
    return STATUS_OK;
}

/* ---- the folder ---- */

/* One that is not there is no fault: the file of all runs says which are missing. */
static enum status verify_record(const struct study *study, const struct study_folder *folder, int64_t run,
    struct scenario *scenario, int64_t *checked, struct message *reason)
{
    struct digest identity;
    struct record record;
    bool there = false, ours = false;
    char *path = folder_record(folder, run, false);
    if (!path) return message_status(reason, STATUS_MEMORY);
    enum status status = text_file_there(path, &there, reason);
    if (status == STATUS_OK && there) {
        status = execute_prepare(study, run, scenario, &identity, reason);
        if (status == STATUS_OK) status = record_read(path, run, &identity, &record, &ours, reason);
        if (ours) record_free(&record);
        if (status == STATUS_OK && !ours)
            status = message_set(reason, STATUS_DAMAGED,
                "%s is damaged, or of another study; `selforg sweep STUDY -o %s --resume` does the run again", path,
                folder_word(folder->path).text);
        *checked += 1;
    }
    free(path);
    return status;
}

static enum status verify_records(
    const struct study *study, const struct study_folder *folder, int64_t *checked, struct message *reason)
{
    struct scenario *scenario = malloc(sizeof *scenario);
    enum status status = scenario ? STATUS_OK : message_status(reason, STATUS_MEMORY);
    for (int64_t run = 0; run < study_runs(study) && status == STATUS_OK; run++)
        status = verify_record(study, folder, run, scenario, checked, reason);
    free(scenario);
    return status;
}

static enum status verify_folder(const char *path, struct verification *verification, struct message *reason)
{
    struct study_folder folder = {0};
    struct study study = {0};
    int64_t records = 0;
    enum status status = folder_read(&folder, path, &study, reason), read = status;
    status = found(verification, "the study is that of its plan", 0, status, reason);
    if (read != STATUS_OK) return status;
    status = verify_records(&study, &folder, &records, reason);
    status = found(verification, "records of runs", records, status, reason);
    study_free(&study);
    folder_free(&folder);
    return status;
}

/* A folder may hold the file of all runs alone, and a file holds nothing else. */
static enum status has_plan(const char *path, bool *planned, struct message *reason)
{
    const struct study_folder folder = {.path = (char *)path};
    char *plan = folder_file(&folder, STUDY_PLAN);
    enum status status = plan ? text_file_there(plan, planned, reason) : message_status(reason, STATUS_MEMORY);
    free(plan);
    return status;
}

enum status study_verify(const char *path, struct verification *verification, struct message *message)
{
    struct message reason = {""};
    bool planned = false;
    enum status status = verify_file(path, verification, &reason);
    if (status == STATUS_OK) status = has_plan(path, &planned, &reason);
    if (status == STATUS_OK && planned) status = verify_folder(path, verification, &reason);
    if (status != STATUS_OK) return message_set(message, status, "%s", reason.text);
    int failed = 0;
    for (int i = 0; i < verification->count; i++) failed += verification->finding[i].verdict == VERDICT_FAILED;
    if (failed == 0) return STATUS_OK;
    return message_set(message, STATUS_DAMAGED, "%s: %s failed", path, failed == 1 ? "a check" : "several checks");
}
