/* The rules that bind parameters to each other, at the start and after every intervention. */
#include "scenario/check/scenario_check.h"

#include <stdarg.h>
#include <stdio.h>

#include "scenario/changes.h"
#include "scenario/check/check_inner.h"
#include "scenario/numbers.h"
#include "scenario/parameters.h"
#include "scenario/scenario.h"
#include "scenario/text.h"

/* The value of a key, or the beginning of it; "" where it is nothing, or a section. */
static struct excerpt value_of(const struct trial *trial, const char *path)
{
    char value[PARAMETER_TEXT_LENGTH] = "";
    const struct parameter *parameter = parameter_find(path);
    if (parameter && parameter->type != PARAMETER_ARRIVALS) parameter_print(trial->scenario, parameter, value);
    return text_excerpt(value);
}

/* Only what was refused first is told; `before` stands before the reason. */
static void refuse(
    struct trial *trial, const char *culprit, int64_t item, const char *before, const char *reason, va_list arguments)
{
    if (trial->culprit) return;
    struct message why;
    const struct excerpt value = value_of(trial, culprit);
    vsnprintf(why.text, sizeof why.text, reason, arguments);
    trial->culprit = culprit;
    trial->item = item;
    trial->status = message_set(trial->message, STATUS_INPUT, "%s: %s%s%s%.1600s", culprit, value.text,
        *value.text ? " " : "", before, why.text);
}

void trial_refuse(struct trial *trial, const char *culprit, const char *reason, ...)
{
    va_list arguments;
    va_start(arguments, reason);
    refuse(trial, culprit, 0, "", reason, arguments);
    va_end(arguments);
}

void trial_refuse_item(struct trial *trial, const char *culprit, int64_t item, const char *reason, ...)
{
    va_list arguments;
    va_start(arguments, reason);
    refuse(trial, culprit, item + 1, "", reason, arguments);
    va_end(arguments);
}

static double number(const struct trial *trial, const char *path)
{
    const struct parameter *parameter = parameter_find(path);
    const void *value = parameter_value(trial->scenario, parameter);
    return parameter->type == PARAMETER_COUNT ? (double)*(const int64_t *)value : *(const double *)value;
}

/* Of two parameters that cannot go together, the one to blame: the first, unless only the second was written. */
static const char *to_blame(const struct trial *trial, const char *first, const char *second)
{
    bool first_written = parameter_written(trial->scenario, parameter_find(first));
    bool second_written = parameter_written(trial->scenario, parameter_find(second));
    return second_written && !first_written ? second : first;
}

void trial_clash(struct trial *trial, const char *first, const char *second, const char *reason, ...)
{
    const char *culprit = to_blame(trial, first, second), *other = culprit == first ? second : first;
    char before[PARAMETER_PATH + 128];
    va_list arguments;
    snprintf(before, sizeof before, "does not go with %s, which is %s: ", other, value_of(trial, other).text);
    va_start(arguments, reason);
    refuse(trial, culprit, 0, before, reason, arguments);
    va_end(arguments);
}

void trial_in_order(struct trial *trial, const char *small, const char *large, bool strictly)
{
    static const char *const must[2][2] = {{"at least", "above"}, {"at most", "below"}};
    double low = number(trial, small), high = number(trial, large);
    if (strictly ? low < high : low <= high) return;
    const char *culprit = to_blame(trial, small, large);
    const char *other = culprit == small ? large : small;
    char value[NUMBER_TEXT];
    number_print(culprit == small ? high : low, value);
    trial_refuse(trial, culprit, "must be %s %s, which is %s", must[culprit == small][strictly], other, value);
}

void trial_needs(struct trial *trial, const char *section, const char *other)
{
    bool there = section_present(trial->scenario, section_find(section));
    bool other_there = section_present(trial->scenario, section_find(other));
    if (there && !other_there)
        trial_refuse(trial, section, "needs the section '%s', which is absent (`%s: {}` puts it there)", other, other);
}

void trial_needs_room_for_ties(struct trial *trial, const char *section)
{
    if (section_present(trial->scenario, section_find(section)) && trial->scenario->network.kind == NETWORK_COMPLETE)
        trial_refuse(trial, section, "needs people who are not all tied already (network.kind is complete)");
}

static void check_observe(struct trial *trial)
{
    const struct scenario *scenario = trial->scenario;
    if (scenario->structure.present && scenario->structure.every % scenario->observe.every != 0)
        trial_refuse(trial, "observe.structure.every",
            "must be a multiple of observe.every: it is measured in rows of the time series");
}

static void check_rules(struct trial *trial)
{
    check_network(trial);
    check_projects(trial);
    check_organisation(trial);
    check_practices(trial);
    check_observe(trial);
}

/* The changes of a scenario, by step; what is wrong with one is the verdict. */
struct timetable {
    int64_t count;
    struct change change[CHANGES_MOST];
};

static void read_changes(struct trial *trial, struct timetable *timetable)
{
    *timetable = (struct timetable){0};
    for (int64_t i = 0; i < trial->scenario->run.interventions.count; i++) {
        struct change change;
        trial->status = change_read(trial->scenario, i, &change, trial->message);
        if (trial->status != STATUS_OK) {
            trial->culprit = "interventions";
            trial->item = i + 1;
            return;
        }
        int64_t place = timetable->count++;
        for (; place > 0 && timetable->change[place - 1].step > change.step; place--)
            timetable->change[place] = timetable->change[place - 1];
        timetable->change[place] = change;
    }
}

/* Which change is to blame for what is impossible from a step on: that of the culprit, else the first of the step. */
static int64_t change_to_blame(const struct scenario *scenario, int64_t step, const char *culprit)
{
    const struct interventions *changes = &scenario->run.interventions;
    int64_t blamed = 0;
    for (int64_t i = changes->count; i-- > 0;) {
        if (changes->item[i].step != step) continue;
        blamed = i + 1;
        if (&parameter_table[changes->item[i].parameter] == parameter_find(culprit)) return blamed;
    }
    return blamed;
}

/* What the changes of a step leave behind must be possible, as if the run began with it. */
static void check_later(struct trial *trial, const struct scenario *later, int64_t step)
{
    struct trial afterwards = {.scenario = later, .message = trial->message};
    check_rules(&afterwards);
    if (!afterwards.culprit) return;
    trial->culprit = "interventions";
    trial->item = change_to_blame(trial->scenario, step, afterwards.culprit);
    trial->status = afterwards.status;
    message_prefix(trial->message, "interventions: from step %lld on ", (long long)step);
}

static void check_changes(struct trial *trial)
{
    struct scenario later = *trial->scenario;
    struct timetable timetable;
    read_changes(trial, &timetable);
    for (int64_t i = 0; i < timetable.count && !trial->culprit; i++) {
        const struct change *change = &timetable.change[i];
        bool last_of_step = i + 1 == timetable.count || timetable.change[i + 1].step > change->step;
        *(double *)((char *)&later + change->parameter->offset) = change->value;
        if (last_of_step) check_later(trial, &later, change->step);
    }
}

enum status scenario_check(const struct scenario *scenario, const char **culprit, struct message *message)
{
    int64_t item;
    return scenario_check_item(scenario, culprit, &item, message);
}

enum status scenario_check_item(
    const struct scenario *scenario, const char **culprit, int64_t *item, struct message *message)
{
    struct trial trial = {.scenario = scenario, .message = message};
    check_rules(&trial);
    if (!trial.culprit) check_arrivals(&trial);
    if (!trial.culprit && scenario->run.interventions.count > 0) check_changes(&trial);
    *culprit = trial.culprit;
    *item = trial.item;
    return trial.status;
}

enum status scenario_check_named(
    const struct scenario *scenario, const struct names_there *there, const char **culprit, struct message *message)
{
    struct trial trial = {.scenario = scenario, .message = message};
    check_named(&trial, there->agents);
    if (!trial.culprit) check_arrival_names(&trial, there);
    *culprit = trial.culprit;
    return trial.status;
}
