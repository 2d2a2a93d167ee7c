#include "model/record/observation.h"

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

bool observable_shown(const struct scenario *with, enum observable observable)
{
    return scenario_has(with, observable_table[observable].needs);
}
