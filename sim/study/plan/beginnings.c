#include "study/plan/beginnings.h"

#include <string.h>

/* Whether any runs have a beginning in common. */
static bool are_shared(const struct study *study)
{
    return study->branch_step > 1 && !study->independent_seeds && !study->independent_points;
}

static bool is_of(const struct beginning_kind *kind, int64_t condition, const struct scenario *scenario)
{
    return kind->condition == condition && memcmp(kind->has, scenario->has, sizeof kind->has) == 0;
}

enum status beginnings_add(struct study *study, const struct scenario *scenario, struct message *message)
{
    struct beginnings *beginnings = &study->beginnings;
    const int64_t condition = study_condition(study, beginnings->of.count) - study->conditions.items;
    int64_t number = 0;
    beginnings->steps += scenario->run.steps;
    if (!are_shared(study)) return STATUS_OK;
    while (number < beginnings->kinds.count && !is_of(&beginnings->kinds.items[number], condition, scenario)) number++;
    struct beginning_kind kind = {.condition = condition};
    memcpy(kind.has, scenario->has, sizeof kind.has);
    bool kept = number < beginnings->kinds.count || array_push(&beginnings->kinds, kind);
    kept = kept && array_push(&beginnings->of, number);
    if (kept) beginnings->kinds.items[number].configurations++;
    return kept ? STATUS_OK : message_status(message, STATUS_MEMORY);
}

enum status beginnings_order(struct study *study, struct message *message)
{
    struct beginnings *beginnings = &study->beginnings;
    int64_t before = 0;
    if (!array_reserve(&beginnings->configurations, beginnings->of.count + 1))
        return message_status(message, STATUS_MEMORY);
    for (int64_t k = 0; k < beginnings->kinds.count; k++) {
        struct beginning_kind *kind = &beginnings->kinds.items[k];
        kind->first = before;
        before += kind->configurations;
        for (int64_t c = 0, at = kind->first; at < before; c++)
            if (beginnings->of.items[c] == k) beginnings->configurations.items[at++] = c;
    }
    return STATUS_OK;
}

void beginnings_free(struct beginnings *beginnings)
{
    array_free(&beginnings->kinds);
    array_free(&beginnings->of);
    array_free(&beginnings->configurations);
}

/* Of a replicate. */
static int64_t count_of_replicate(const struct study *study)
{
    return are_shared(study) ? study->beginnings.kinds.count : study_configurations(study);
}

int64_t beginning_count(const struct study *study)
{
    return study->replicates * count_of_replicate(study);
}

static const struct beginning_kind *kind_of(const struct study *study, int64_t beginning)
{
    return &study->beginnings.kinds.items[beginning % count_of_replicate(study)];
}

int64_t beginning_runs(const struct study *study, int64_t beginning)
{
    return are_shared(study) ? kind_of(study, beginning)->configurations : 1;
}

int64_t beginning_run(const struct study *study, int64_t beginning, int64_t i)
{
    if (!are_shared(study)) return beginning;
    int64_t replicate = beginning / count_of_replicate(study);
    int64_t configuration = study->beginnings.configurations.items[kind_of(study, beginning)->first + i];
    return replicate * study_configurations(study) + configuration;
}

int64_t beginning_of(const struct study *study, int64_t run)
{
    if (!are_shared(study)) return run;
    int64_t configurations = study_configurations(study);
    return run / configurations * count_of_replicate(study) + study->beginnings.of.items[run % configurations];
}

struct study_steps beginning_steps(const struct study *study)
{
    int64_t again = study_configurations(study) - count_of_replicate(study);
    int64_t apart = study->replicates * study->beginnings.steps;
    return (struct study_steps){apart, apart - study->replicates * again * (study->branch_step - 1)};
}
