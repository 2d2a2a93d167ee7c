#include "study/plan/dimensions.h"

#include <stdio.h>
#include <stdlib.h>

bool dimension_of_conditions(const struct study *study)
{
    return *study->conditions.items[0].name != 0;
}

int dimension_count(const struct study *study)
{
    return study->design.axis_count + dimension_of_conditions(study);
}

const char *dimension_name(const struct study *study, int dimension, char room[PARAMETER_TEXT_LENGTH])
{
    if (dimension == study->design.axis_count) return "condition";
    snprintf(room, PARAMETER_TEXT_LENGTH, "%s", parameter_path(study->axes.items[dimension].parameter).text);
    return room;
}

/* The value that the base has there. */
static const char *base_value(
    const struct study *study, int64_t configuration, int axis, char room[PARAMETER_TEXT_LENGTH])
{
    struct scenario *scenario = malloc(sizeof *scenario);
    bool known = scenario && study_scenario(study, configuration, 1, scenario, NULL) == STATUS_OK;
    if (known) parameter_print(scenario, study->axes.items[axis].parameter, room);
    free(scenario);
    return known ? room : "as in the base";
}

const char *dimension_value(
    const struct study *study, int64_t configuration, int dimension, char room[PARAMETER_TEXT_LENGTH])
{
    if (dimension == study->design.axis_count) return study_condition(study, configuration)->name;
    const char *value = design_value(&study->design, study_point(study, configuration), dimension, room);
    return value ? value : base_value(study, configuration, dimension, room);
}
