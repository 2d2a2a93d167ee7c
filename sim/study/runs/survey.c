#include "study/runs/survey.h"

#include <stdlib.h>
#include <string.h>

#include "io/result/result_writer.h"

static bool extend(struct survey *survey, int64_t steps)
{
    if (survey->due && steps <= survey->most) return true;
    unsigned char *due = realloc(survey->due, (size_t)steps + 1);
    if (!due) return false;
    int64_t known = survey->due ? survey->most + 1 : 0;
    memset(due + known, 0, (size_t)(steps + 1 - known));
    survey->due = due;
    survey->most = steps;
    return true;
}

static void note(const struct scenario *scenario, const struct outcomes *outcomes, int64_t *absent)
{
    for (int64_t i = 0; i < outcomes->count; i++) absent[i] += !outcome_in_force(&outcomes->items[i], scenario);
}

enum status survey_make(
    struct survey *survey, const struct study *study, struct scenario *scenario, struct message *message)
{
    *survey = (struct survey){0};
    survey->absent = calloc((size_t)(study->outcomes.count + study->series.count) + 1, sizeof *survey->absent);
    if (!survey->absent) return message_status(message, STATUS_MEMORY);
    for (int64_t c = 0; c < study_configurations(study); c++) {
        enum status status = study_scenario(study, c, study->base.run.seed, scenario, message);
        if (status != STATUS_OK) return status;
        note(scenario, &study->outcomes, survey->absent);
        note(scenario, &study->series, survey->absent + study->outcomes.count);
        if (study->series.count == 0) continue;
        if (!extend(survey, scenario->run.steps)) return message_status(message, STATUS_MEMORY);
        for (int32_t step = 0; step <= scenario->run.steps; step++) survey->due[step] |= result_row_due(scenario, step);
    }
    for (int64_t step = 0; survey->due && step <= survey->most; step++) survey->count += survey->due[step];
    return STATUS_OK;
}

void survey_free(struct survey *survey)
{
    free(survey->due);
    free(survey->absent);
    *survey = (struct survey){0};
}
