#include "scenario/changes.h"

#include <stdio.h>
#include <string.h>

#include "scenario/numbers.h"

/* Why a run keeps what it began with. */
static const char *why_it_stays(const struct parameter *parameter)
{
    static const char *const made[] = {"seeds", "network", "landscape", "start", "people", "without"};
    for (size_t i = 0; i < sizeof made / sizeof *made; i++)
        if (strcmp(parameter->section->path, made[i]) == 0)
            return "people, ties and landscapes are made once, before the first step";
    if (parameter->section->switched == SECTION_ALWAYS) return "it is about the run as a whole";
    if (parameter->type == PARAMETER_COUNT)
        return "by whole numbers of people, steps and things rooms and calendars are made, and turns are laid out, "
               "before the first step";
    return "it says how the model is put together; an amount of 0 switches a mechanism off";
}

enum status change_rate(const char *path, const struct parameter **rate, struct message *message)
{
    *rate = parameter_find(path);
    if (!*rate) return parameter_unknown(path, message);
    if ((*rate)->is_rate) return STATUS_OK;
    return message_set(message, STATUS_INPUT,
        "%s cannot change in a run: %s; what can are the rates, shares and amounts of mechanisms", path,
        why_it_stays(*rate));
}

enum status change_value(struct change *change, const char *number, struct message *message)
{
    return parameter_read_real(change->parameter, number, &change->value, message);
}

enum status changes_add(struct interventions *changes, struct change change, struct message *message)
{
    const int32_t parameter = (int32_t)(change.parameter - parameter_table);
    if (changes->count == CHANGES_MOST)
        return message_set(message, STATUS_INPUT, "there are more than %d changes", CHANGES_MOST);
    for (int64_t i = 0; i < changes->count; i++)
        if (changes->item[i].step == change.step && changes->item[i].parameter == parameter)
            return message_set(message, STATUS_INPUT, "%s is there twice", parameter_path(change.parameter).text);
    changes->item[changes->count].step = (int32_t)change.step;
    changes->item[changes->count].parameter = parameter;
    changes->item[changes->count++].value = change.value;
    return STATUS_OK;
}

enum status changes_add_named(
    struct interventions *changes, const char *name, const char *number, struct message *message)
{
    struct change change;
    const char *path = strchr(name, ' ');
    char step[NUMBER_TEXT];
    snprintf(step, sizeof step, "%.*s", path ? (int)(path - name) : 0, name);
    const char *fault = path ? number_written_whole(step, &change.step) : "no step";
    if (!fault && change.step > INT32_MAX) fault = "too large";
    if (fault || change.step < 1)
        return message_set(message, STATUS_INPUT,
            "interventions: '%s' must be a step, at least 1, with the keys that change in it%s%s",
            path && *step ? step : name, fault && path ? "; the step is " : "", fault && path ? fault : "");
    enum status status = change_rate(path + 1, &change.parameter, message);
    if (status == STATUS_OK) status = change_value(&change, number, message);
    if (status == STATUS_OK) status = changes_add(changes, change, message);
    if (status != STATUS_OK) message_prefix(message, "interventions: step %lld: ", (long long)change.step);
    return status;
}

static struct change change_at(const struct interventions *changes, int64_t i)
{
    return (struct change){changes->item[i].step, &parameter_table[changes->item[i].parameter], changes->item[i].value};
}

enum status change_read(const struct scenario *scenario, int64_t i, struct change *change, struct message *message)
{
    *change = change_at(&scenario->run.interventions, i);
    const struct section *section = change->parameter->section;
    if (section_present(scenario, section)) return STATUS_OK;
    return message_set(message, STATUS_INPUT,
        "interventions: %s cannot change, as the section '%s' is absent (`%s: {}` puts it there)",
        parameter_path(change->parameter).text, section->path, section->path);
}

void change_print_name(const struct interventions *changes, int64_t i, char name[CHANGE_NAME])
{
    const struct change change = change_at(changes, i);
    snprintf(name, CHANGE_NAME, "%lld %s", (long long)change.step, parameter_path(change.parameter).text);
}

static double *in_force(struct rates *rates, const struct parameter *rate)
{
    return (double *)((char *)rates + rate->rate_offset);
}

int64_t changes_too_late(const struct scenario *scenario)
{
    int64_t late = 0;
    for (int64_t i = 0; i < scenario->run.interventions.count; i++) {
        struct change change;
        late += change_read(scenario, i, &change, NULL) == STATUS_OK && change.step > scenario->run.steps;
    }
    return late;
}

bool changes_in_section(const struct scenario *scenario, const char *section)
{
    const struct interventions *changes = &scenario->run.interventions;
    for (int64_t i = 0; i < changes->count; i++)
        if (strcmp(change_at(changes, i).parameter->section->path, section) == 0) return true;
    return false;
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
    const struct interventions *changes = &scenario->run.interventions;
    for (int64_t i = 0; i < changes->count; i++)
        if (changes->item[i].step == step)
            *in_force(rates, &parameter_table[changes->item[i].parameter]) = changes->item[i].value;
}
