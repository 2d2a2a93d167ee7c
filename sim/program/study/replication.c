#include "program/study/replication.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "io/text/clock.h"
#include "study/runs/sweep.h"

/* "bass" from "scenarios/replications/bass.yaml"; to be freed. */
static char *name_of(const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path, *dot = strrchr(name, '.');
    return strndup(name, dot ? (size_t)(dot - name) : strlen(name));
}

static enum status take(void *context, const struct study_run *run, const struct record *record)
{
    struct replication *replication = context;
    int64_t outcomes = replication->study.outcomes.count;
    double *values =
        replication->values + (run->configuration * replication->study.replicates + run->replicate) * outcomes;
    bool done = record->status == RECORD_DONE;
    for (int64_t i = 0; i < outcomes; i++) values[i] = done ? record->outcomes[i] : NAN;
    if (done) return STATUS_OK;
    replication->failed_runs++;
    memcpy(replication->reason, record->reason, sizeof replication->reason);
    return STATUS_OK;
}

static enum status run_and_judge(struct replication *replication, int jobs, struct message *message)
{
    const struct study *study = &replication->study;
    size_t numbers = (size_t)(study_runs(study) * study->outcomes.count);
    struct outcome_values values = {study->replicates, study->outcomes.count, NULL};
    replication->values = malloc(numbers * sizeof *replication->values + 1);
    replication->findings = calloc((size_t)replication->expectations.count + 1, sizeof *replication->findings);
    if (!replication->values || !replication->findings) return STATUS_MEMORY;
    values.value = replication->values;
    enum status status = study_run_all(study, jobs, take, replication, message);
    for (int64_t i = 0; i < replication->expectations.count && status == STATUS_OK; i++)
        replication->findings[i] = expectation_judge(&replication->expectations.items[i], &values, replication->quick);
    return status;
}

enum status replication_run(
    struct replication *replication, const char *path, bool quick, int jobs, struct message *message)
{
    double began = clock_now();
    *replication = (struct replication){.name = name_of(path), .quick = quick};
    if (!replication->name) return STATUS_MEMORY;
    enum status status = study_read(path, &replication->study, message);
    if (status == STATUS_OK) status = expectations_read(&replication->expectations, &replication->study, message);
    if (status == STATUS_OK && replication->expectations.count == 0)
        status = message_set(message, STATUS_INPUT, "%s: expect: a replication says what is expected", path);
    int64_t replicates = replication->study.replicates;
    if (replication->study.absent) replicates = 0;
    if (status == STATUS_OK && quick && replicates > 0)
        status = quick_replicates(&replication->study, &replicates, message);
    replication->study.replicates = replicates;
    if (status == STATUS_OK && replicates > 0) status = run_and_judge(replication, jobs, message);
    replication->seconds = clock_now() - began;
    return status;
}

void replication_free(struct replication *replication)
{
    expectations_free(&replication->expectations);
    study_free(&replication->study);
    free(replication->name);
    free(replication->findings);
    free(replication->values);
    *replication = (struct replication){0};
}

int64_t replication_count(const struct replication *replication, enum verdict verdict)
{
    int64_t count = 0;
    for (int64_t i = 0; i < replication->expectations.count && replication->study.replicates > 0; i++)
        count += replication->findings[i].verdict == verdict;
    return count;
}

int64_t replication_failures(const struct replication *replication)
{
    return replication->failed_runs + replication_count(replication, VERDICT_FAILS) +
           replication_count(replication, VERDICT_UNSURE);
}
