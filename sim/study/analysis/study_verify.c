#include "study/analysis/study_verify.h"

#include <stdio.h>
#include <stdlib.h>

#include "io/hdf5/hdf5_tools.h"
#include "study/analysis/results.h"
#include "study/runs/folder.h"

bool study_verify_knows(const char *path)
{
    hid_t file = -1;
    char *found = NULL;
    bool study = folder_or_file(path, &found, NULL) == STATUS_INPUT; /* no file: what is wrong is told there */
    if (found && hdf5_open(found, &file, NULL) == STATUS_OK) {
        study = H5Aexists(file, "study_yaml") > 0;
        (void)!hdf5_close(file, NULL);
    }
    free(found);
    return study;
}

static void add_finding(struct verification *verification, const char *subject, int64_t checked, const char *fault)
{
    struct finding finding = {*fault ? VERDICT_FAILED : VERDICT_OK, checked, *fault != 0, subject, ""};
    snprintf(finding.detail, sizeof finding.detail, "%.*s", (int)sizeof finding.detail - 1, fault);
    verification->finding[verification->count++] = finding;
}

enum status study_verify(const char *path, struct verification *verification, struct message *message)
{
    struct results results;
    struct message reason = {""};
    enum status status = results_read(&results, path, &reason);
    if (status == STATUS_DAMAGED || status == STATUS_READ) {
        add_finding(verification, "content", 0, reason.text);
        return message_set(message, STATUS_DAMAGED, "%s: a check failed", path);
    }
    if (status != STATUS_OK) return message_set(message, status, "%s", reason.text);
    int64_t configurations = study_configurations(&results.study);
    add_finding(verification, "checksum of the content", 0, "");
    add_finding(verification, "runs are those of the study, in its order", configurations * results.replicates, "");
    add_finding(verification, "configurations are as the study lays them out", configurations, "");
    results_free(&results);
    return STATUS_OK;
}
