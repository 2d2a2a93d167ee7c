/* Any bytes as a study: behind a byte 1 its base, behind another its table, where there are any. It is refused with a
 * reason, or every run of it has a scenario that holds.
 */
#include "fuzz/fuzz.h"

#include "scenario/check/scenario_check.h"
#include "study/plan/contrast.h"
#include "study/plan/expect.h"
#include "study/plan/study.h"

static const char base[] = "selforg: 2\n"
                           "steps: 20\n"
                           "network: {kind: units, agents: 60, units: 3, mean_degree: 6}\n"
                           "landscape: {bits: 8}\n"
                           "opportunities: {}\n"
                           "projects: {}\n"
                           "debrief: {}\n"
                           "tell: {}\n"
                           "adoption: {rule: evidence}\n";

static void check_run(const struct study *study, int64_t number)
{
    static struct scenario scenario;
    struct message message = {""};
    struct digest identity;
    const char *culprit;
    struct study_run run = study_run(study, number);
    demand(run.configuration >= 0 && run.configuration < study_configurations(study), "a run has a configuration");
    enum status status = study_scenario(study, run.configuration, run.seed, &scenario, &message);
    if (status == STATUS_OK) status = scenario_check(&scenario, &culprit, &message);
    if (status == STATUS_OK) status = study_identity(study, &scenario, &identity, &message);
    if (status != STATUS_OK && status != STATUS_MEMORY) demand(false, message.text);
}

static void check_study(const struct study *study)
{
    struct contrasts contrasts = {0};
    struct expectations expectations = {0};
    struct message message = {""};
    check_run(study, 0);
    check_run(study, study_runs(study) - 1);
    (void)is_read(contrasts_read(&contrasts, study, &message), &message);
    (void)is_read(expectations_read(&expectations, study, &message), &message);
    contrasts_free(&contrasts);
    expectations_free(&expectations);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct study study;
    struct message message = {""};
    struct study_sources kept = {.study = take_text(&data, &size)};
    const bool has_base = size > 0;
    kept.base = take_text(&data, &size);
    kept.table = take_text(&data, &size);
    struct study_sources used = {kept.study, has_base ? kept.base : (char *)base, kept.table};
    if (is_read(study_read_kept("study.yaml", &used, &study, &message), &message)) {
        check_study(&study);
        study_free(&study);
    }
    free(kept.study);
    free(kept.base);
    free(kept.table);
    return 0;
}
