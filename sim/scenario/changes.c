#include "scenario/changes.h"

#include <stdio.h>
#include <string.h>

#include "scenario/numbers.h"

enum status change_read_name(const char *name, struct change *change, struct message *message)
{
    const char *path = strchr(name, ' ');
    char step[NAMED_LENGTH];
    snprintf(step, sizeof step, "%.*s", path ? (int)(path - name) : 0, name);
    if (!path || number_read_whole(step, &change->step) != NUMBER_FINE || change->step < 1)
        return message_set(message, STATUS_INPUT,
            "interventions: '%s' must be a step, at least 1, with the keys that change in it", name);
    change->parameter = parameter_find(path + 1);
    enum status status = change->parameter ? STATUS_OK : parameter_unknown(path + 1, message);
    if (status != STATUS_OK) message_prefix(message, "interventions: step %lld: ", (long long)change->step);
    if (status == STATUS_OK && !change->parameter->is_rate)
        return message_set(message, STATUS_INPUT,
            "interventions: %s cannot change in a run; what can are the rates, shares and amounts of mechanisms",
            path + 1);
    return status;
}

enum status change_read(const struct scenario *scenario, int64_t i, struct change *change, struct message *message)
{
    enum status status = change_read_name(scenario->run.interventions.item[i].name, change, message);
    if (status != STATUS_OK) return status;
    change->value = scenario->run.interventions.item[i].value;
    const struct parameter *parameter = change->parameter;
    const struct parameter_path path = parameter_path(parameter);
    if (!section_present(scenario, parameter->section))
        return message_set(message, STATUS_INPUT,
            "interventions: %s cannot change, as the section '%s' is absent (`%s: {}` puts it there)", path.text,
            parameter->section->path, parameter->section->path);
    if (!(change->value >= parameter->real_min && change->value <= parameter->real_max))
        return message_set(message, STATUS_INPUT, "interventions: %s: %g must be %s", path.text, change->value,
            parameter_allowed(parameter).text);
    return STATUS_OK;
}

static double *in_force(struct rates *rates, const struct parameter *rate)
{
    return (double *)((char *)rates + rate->rate_offset);
}

struct rates rates_at_start(const struct scenario *scenario)
{
    struct rates rates;
    for (int i = 0; i < PARAMETER_TOTAL; i++)
        if (parameter_table[i].is_rate)
            *in_force(&rates, &parameter_table[i]) = *(const double *)parameter_value(scenario, &parameter_table[i]);
    return rates;
}

void rates_change(struct rates *rates, const struct scenario *scenario, int64_t step)
{
    for (int64_t i = 0; i < scenario->run.interventions.count; i++) {
        struct change change;
        if (change_read(scenario, i, &change, NULL) == STATUS_OK && change.step == step)
            *in_force(rates, change.parameter) = change.value;
    }
}
