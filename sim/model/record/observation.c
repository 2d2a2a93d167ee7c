#include "model/record/observation.h"

#include <math.h>
#include <string.h>

#include "scenario/text.h"

const struct observable_info observable_table[OBSERVABLE_COUNT] = {
#define OBSERVABLE_TYPE_COUNT OBSERVABLE_COUNT_TYPE
#define OBSERVABLE_TYPE_REAL OBSERVABLE_REAL_TYPE
#define NONE_THERE(of_none, of_all) of_all
#define NONE_OR_0(of_none, of_all) of_none
#define OBSERVABLE(label, kind, over, needs_, measure, range_, none, text)                                             \
    {.name = #label,                                                                                                   \
        .unit = measure,                                                                                               \
        .sentence = text NONE_##none(" (none: 0).", "."),                                                              \
        .type = OBSERVABLE_TYPE_##kind,                                                                                \
        .dimension = DIMENSION_##over,                                                                                 \
        .needs = FEATURE_##needs_,                                                                                     \
        .range = RANGE_##range_,                                                                                       \
        .is_0_of_none = NONE_##none(true, false)},
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

static const char *name_at(const void *context, int i)
{
    (void)context;
    return observable_table[i].name;
}

const char *observable_nearest(const char *name)
{
    return text_nearest(name, OBSERVABLE_COUNT, name_at, NULL);
}

struct observable_range observable_range(enum observable observable, double agents)
{
    const struct observable_range range[] = {
#define AS_RANGE(symbol, least, most) [symbol] = {least, most},
        RANGES(AS_RANGE)
#undef AS_RANGE
    };
    return range[observable_table[observable].range];
}

bool observable_shown(const struct scenario *with, enum observable observable)
{
    return scenario_has(with, observable_table[observable].needs);
}
