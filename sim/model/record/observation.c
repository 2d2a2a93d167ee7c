#include "model/record/observation.h"

#include <math.h>
#include <string.h>

const struct observable_info observable_table[OBSERVABLE_COUNT] = {
#define OBSERVABLE_TYPE_COUNT OBSERVABLE_COUNT_TYPE
#define OBSERVABLE_TYPE_REAL OBSERVABLE_REAL_TYPE
#define OBSERVABLE(label, kind, over, needs_, measure, text)                                                           \
    {.name = #label,                                                                                                   \
        .unit = measure,                                                                                               \
        .sentence = text,                                                                                              \
        .type = OBSERVABLE_TYPE_##kind,                                                                                \
        .dimension = DIMENSION_##over,                                                                                 \
        .needs = FEATURE_##needs_},
#include "model/record/observables.def"
};

const struct dimension_info dimension_table[DIMENSION_COUNT] = {
#define AS_INFO(symbol, text, about) {text, about},
    DIMENSIONS(AS_INFO)
#undef AS_INFO
};

enum observable observable_find(const char *name)
{
    int o = 0;
    while (o < OBSERVABLE_COUNT && strcmp(observable_table[o].name, name) != 0) o++;
    return (enum observable)o;
}

bool observable_is_0_of_none(enum observable observable)
{
    return strstr(observable_table[observable].sentence, "(none: 0") != NULL;
}

struct observable_range observable_range(enum observable observable, double agents)
{
    static const char share[] = "Share of ", people[] = "People";
    const struct observable_info *info = &observable_table[observable];
    bool is_count = info->type == OBSERVABLE_COUNT_TYPE, so_far = strstr(info->sentence, " so far") != NULL;
    bool is_share = strstr(info->name, "_fraction") || strncmp(info->sentence, share, sizeof share - 1) == 0;
    bool of_people = is_count && info->dimension == DIMENSION_NONE && strcmp(info->unit, "agents") == 0 &&
                     strncmp(info->sentence, people, sizeof people - 1) == 0 && !so_far;
    struct observable_range range = {is_count || is_share ? 0 : -INFINITY, INFINITY};
    if (is_share) range.most = 1;
    if (of_people) range.most = agents;
    return range;
}

bool observable_shown(const struct scenario *with, enum observable observable)
{
    return scenario_has(with, observable_table[observable].needs);
}
