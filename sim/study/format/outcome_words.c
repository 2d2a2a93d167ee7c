/* Outcomes in words: what they are of, and in which unit. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "scenario/numbers.h"
#include "study/format/outcome_kinds.h"

void outcome_suffixes(char text[OUTCOME_SUFFIXES])
{
    *text = '\0';
    for (int kind = 0; kind < OUTCOME_KINDS; kind++) {
        size_t length = strlen(text);
        const char *suffix = outcome_kind_table[kind].suffix;
        if (*suffix) snprintf(text + length, OUTCOME_SUFFIXES - length, "%s_%s", length ? ", " : "", suffix);
    }
}

const char *outcome_source(const struct outcome *outcome)
{
    if (outcome->of_events) return event_tables[outcome->table].name;
    return outcome->expression.step_count > 0 ? outcome->expression.text : observable_table[outcome->of].name;
}

bool outcome_names_entries(const struct outcome *outcome)
{
    bool names = outcome->entry;
    for (int i = 0; i < outcome->expression.series_count; i++) names |= *outcome->expression.series[i].entry != '\0';
    return names;
}

/* What an outcome is divided by has the unit of the first of its series. */
struct outcome_unit outcome_unit(const struct outcome *outcome)
{
    struct outcome_unit unit;
    char worked[EXPRESSION_UNIT];
    const char *own = outcome->of_events ? "events" : observable_table[outcome->of].unit;
    if (outcome->expression.step_count > 0) {
        expression_unit(&outcome->expression, worked);
        own = worked;
    }
    if (outcome_kind_table[outcome->kind].argument == ARGUMENT_LEVEL) own = "step";
    if (outcome_is_share(outcome)) own = "1";
    const char *over = outcome->over_count > 0 ? observable_table[outcome->over[0]].unit : "1";
    bool plain = strcmp(over, "1") == 0 || !*own, cancels = !plain && strcmp(own, over) == 0;
    snprintf(unit.text, sizeof unit.text, "%s%s%s", cancels ? "1" : own, plain || cancels ? "" : "/",
        plain || cancels ? "" : over);
    return unit;
}

/* ", over projects_succeeded and projects_failed" */
static void describe_over(const struct outcome *outcome, char *text, size_t size)
{
    *text = '\0';
    for (int i = 0; i < outcome->over_count; i++) {
        size_t length = strlen(text);
        snprintf(text + length, size - length, "%s%s", i ? " and " : ", over the same of ",
            observable_table[outcome->over[i]].name);
    }
}

/* "members of project where type == succeeded" */
static void describe_events(const struct outcome *outcome, char *text, size_t size)
{
    const bool worked = outcome->expression.step_count > 0, some = outcome->where.step_count > 0;
    snprintf(text, size, "%s%s%s%s%s", worked ? outcome->expression.text : "", worked ? " of " : "",
        event_tables[outcome->table].name, some ? " where " : "", some ? outcome->where.text : "");
}

void outcome_describe_series(const struct outcome *series, char *text, size_t size)
{
    const bool worked = series->expression.step_count > 0;
    snprintf(text, size, "%s", worked ? series->expression.text : observable_table[series->of].sentence);
}

void outcome_describe(const struct outcome *outcome, char *text, size_t size)
{
    const struct outcome_kind_info *kind = &outcome_kind_table[outcome->kind];
    const bool worked = outcome->expression.step_count > 0 || outcome->of_events;
    const bool numbered = kind->argument == ARGUMENT_PART || kind->argument == ARGUMENT_PLACE;
    char of[640], entry[128] = "", which[4 * NUMBER_TEXT] = "", level[NUMBER_TEXT], over[256];
    (outcome->of_events ? describe_events : outcome_describe_series)(outcome, of, sizeof of);
    if (outcome->entry) snprintf(entry, sizeof entry, " Entry: %.100s.", outcome->entry);
    number_print(outcome->level, level);
    if (kind->argument == ARGUMENT_LEVEL || kind->argument == ARGUMENT_LIMIT)
        snprintf(which, sizeof which, " %s%s", level, outcome->of_agents ? " of the number of agents" : "");
    else if (numbered)
        snprintf(which, sizeof which, " %s", level);
    const size_t length = strlen(which);
    if (kind->argument != ARGUMENT_LEVEL && outcome->last < INT64_MAX)
        snprintf(
            which + length, sizeof which - length, ", steps %" PRId64 " to %" PRId64, outcome->first, outcome->last);
    describe_over(outcome, over, sizeof over);
    snprintf(text, size, "%s%s%s %s%s%s.", of, worked ? "." : "", entry, kind->phrase, which, over);
}
