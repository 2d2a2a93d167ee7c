#include "study/runs/watch.h"

#include <stdlib.h>
#include <string.h>

enum status watch_make(struct watch *watch, const struct study *study)
{
    *watch = (struct watch){.study = study};
    watch->outcomes = calloc((size_t)study->outcomes.count + 1, sizeof *watch->outcomes);
    watch->series = calloc((size_t)study->series.count + 1, sizeof *watch->series);
    return watch->outcomes && watch->series ? STATUS_OK : STATUS_MEMORY;
}

enum status watch_copy(struct watch *watch, const struct watch *other)
{
    const struct study *study = other->study;
    enum status status = watch_make(watch, study);
    if (status != STATUS_OK) return status;
    if (!array_append(&watch->steps, other->steps.items, other->steps.count) ||
        !array_append(&watch->values, other->values.items, other->values.count))
        return STATUS_MEMORY;
    for (int64_t i = 0; i < study->outcomes.count && status == STATUS_OK; i++)
        status = tally_copy(&watch->outcomes[i], &other->outcomes[i]);
    for (int64_t i = 0; i < study->series.count && status == STATUS_OK; i++)
        status = tally_copy(&watch->series[i], &other->series[i]);
    if (status != STATUS_OK) return status;
    watch->status = other->status;
    watch->message = other->message;
    return STATUS_OK;
}

void watch_free(struct watch *watch)
{
    for (int64_t i = 0; watch->outcomes && i < watch->study->outcomes.count; i++) tally_free(&watch->outcomes[i]);
    for (int64_t i = 0; watch->series && i < watch->study->series.count; i++) tally_free(&watch->series[i]);
    array_free(&watch->steps);
    array_free(&watch->values);
    free(watch->outcomes);
    free(watch->series);
    *watch = (struct watch){.study = NULL};
}

void watch_begin(void *context, const struct world *world)
{
    struct watch *watch = context;
    const struct outcomes *outcomes = &watch->study->outcomes, *series = &watch->study->series;
    for (int64_t i = 0; i < outcomes->count && watch->status == STATUS_OK; i++)
        watch->status = tally_begin(&watch->outcomes[i], &outcomes->items[i], world, &watch->message);
    for (int64_t i = 0; i < series->count && watch->status == STATUS_OK; i++)
        watch->status = tally_begin(&watch->series[i], &series->items[i], world, &watch->message);
}

void watch_happened(void *context, const struct events *events)
{
    struct watch *watch = context;
    const struct outcomes *outcomes = &watch->study->outcomes;
    for (int64_t i = 0; i < outcomes->count && watch->status == STATUS_OK; i++)
        if (outcomes->items[i].of_events) watch->status = tally_happened(&watch->outcomes[i], events);
}

static bool keep_row(struct watch *watch, int32_t step, const struct observation *row)
{
    bool kept = array_push(&watch->steps, step);
    for (int64_t i = 0; i < watch->study->series.count && kept; i++)
        kept = array_push(&watch->values, tally_look(&watch->series[i], row));
    return kept;
}

void watch_step(void *context, int32_t step, int32_t steps, const struct observation *row)
{
    struct watch *watch = context;
    const struct outcomes *outcomes = &watch->study->outcomes;
    (void)steps;
    for (int64_t i = 0; i < outcomes->count; i++) watch->outcomes[i].latest = step;
    if (!row || watch->status != STATUS_OK) return;
    for (int64_t i = 0; i < outcomes->count && watch->status == STATUS_OK; i++)
        if (!outcomes->items[i].of_events) watch->status = tally_add(&watch->outcomes[i], step, row);
    if (watch->status == STATUS_OK && watch->study->series.count > 0 && !keep_row(watch, step, row))
        watch->status = STATUS_MEMORY;
}

enum status watch_fill(struct watch *watch, struct record *record)
{
    const struct study *study = watch->study;
    record->outcomes = calloc((size_t)study->outcomes.count + 1, sizeof *record->outcomes);
    if (!record->outcomes) return STATUS_MEMORY;
    record->outcome_count = study->outcomes.count;
    for (int64_t i = 0; i < study->outcomes.count; i++) record->outcomes[i] = tally_result(&watch->outcomes[i]);
    record->row_count = watch->steps.count;
    record->series_count = study->series.count;
    record->steps = watch->steps.items;
    record->series = watch->values.items;
    watch->steps = (struct numbers){.count = 0};
    watch->values.items = NULL;
    return STATUS_OK;
}
