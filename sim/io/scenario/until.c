#include "io/scenario/until.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/record/entries.h"
#include "scenario/numbers.h"
#include "scenario/text.h"

enum { WORD = 128, WORDS = 3 };

static enum status refuse(struct message *message, const char *rule, const char *why)
{
    return message_set(message, STATUS_INPUT,
        "until: '%s' is no rule: %s (write 'adopters >= 900' or 'quality_mean steady 52 0.01')",
        text_excerpt(rule).text, why);
}

/* The entry in "stances[stuck]". */
static enum status read_entry(
    struct until *until, const char *entry, const struct scenario *scenario, int64_t units, struct message *message)
{
    const bool unknown = units < 0 && observable_table[until->of].dimension == DIMENSION_UNIT;
    if (unknown) return STATUS_OK;
    enum status status = dimension_find(scenario, units, until->of, entry, &until->entry, message);
    if (status == STATUS_INPUT) message_prefix(message, "until: ");
    return status;
}

/* The series that *at begins with; goes behind it. */
static enum status read_series(
    struct until *until, const char **at, const struct scenario *scenario, int64_t units, struct message *message)
{
    char word[WORD], entry[WORD];
    const char *rule = *at;
    const size_t length = strcspn(rule, "[ ");
    snprintf(word, sizeof word, "%.*s", (int)length, rule);
    *at += length;
    if (!entry_take(at, entry, sizeof entry) || (**at && **at != ' '))
        return refuse(message, rule, "an entry is in brackets, as stances[stuck]");
    until->of = observable_find(word);
    if (until->of < OBSERVABLE_COUNT && observable_shown(scenario, until->of))
        return *entry ? read_entry(until, entry, scenario, units, message) : STATUS_OK;
    const char *nearest = observable_nearest(word);
    if (until->of < OBSERVABLE_COUNT)
        return message_set(message, STATUS_INPUT, "until: this scenario has no time series '%s'", word);
    return message_set(message, STATUS_INPUT, "until: there is no time series '%s'%s", text_excerpt(word).text,
        text_suggestion(nearest).text);
}

enum status until_read(struct until *until, const struct scenario *scenario, int64_t units, struct message *message)
{
    const char *rule = scenario->run.until + strspn(scenario->run.until, " "), *at = rule;
    char word[WORDS][WORD], rest[2];
    memset(until, 0, sizeof *until); /* also what pads it, as it goes into checkpoints */
    until->entry = -1;
    if (!*rule) return STATUS_OK;
    enum status status = read_series(until, &at, scenario, units, message);
    if (status != STATUS_OK) return status;
    int words = sscanf(at, "%63s %63s %63s %1s", word[0], word[1], word[2], rest);
    const bool steady = words >= 1 && strcmp(word[0], "steady") == 0;
    if (words != (steady ? 3 : 2)) return refuse(message, rule, "it has not the right number of words");
    if (steady)
        until->kind = UNTIL_STEADY;
    else if (strcmp(word[0], ">=") == 0 || strcmp(word[0], "<=") == 0)
        until->kind = *word[0] == '>' ? UNTIL_AT_LEAST : UNTIL_AT_MOST;
    else
        return refuse(message, rule, "its second word must be >=, <= or steady");
    if (steady && (number_written_whole(word[1], &until->steps) || until->steps < 1))
        return refuse(message, rule, "its third word must be a number of steps");
    if (number_written(word[steady ? 2 : 1], &until->value))
        return refuse(message, rule, "its last word must be a number");
    if (steady && until->value < 0) return refuse(message, rule, "nothing moves by less than 0");
    if (steady && until->steps / scenario->observe.every > UNTIL_ROWS_MOST - 2)
        return refuse(
            message, rule, "so many steps have more than 4,096 rows; a larger observe.every makes them fewer");
    return STATUS_OK;
}

int64_t until_units(const struct scenario *scenario)
{
    return people_are_given(&scenario->network) ? UNITS_UNKNOWN : scenario->network.units;
}

bool until_never(const struct until *until, const struct scenario *scenario, double agents, char text[UNTIL_NEVER_TEXT])
{
    const char *name = observable_table[until->of].name;
    const struct observable_range range = observable_range(until->of, agents);
    const bool high = until->kind == UNTIL_AT_LEAST && until->value > range.most,
               low = until->kind == UNTIL_AT_MOST && until->value < range.least,
               late = until->kind == UNTIL_STEADY && until->steps > scenario->run.steps;
    if (high || low)
        snprintf(text, UNTIL_NEVER_TEXT, "%s is never %s %g", name, high ? "above" : "below",
            high ? range.most : range.least);
    else if (late)
        snprintf(text, UNTIL_NEVER_TEXT, "a run of %lld steps is steady over no %lld", (long long)scenario->run.steps,
            (long long)until->steps);
    return high || low || late;
}

/* The series' value; NaN where it has none now. */
static double value_of(const struct until *until, const struct observation *row)
{
    const struct entries entries = entries_of(row, until->of, until->entry);
    return entries_together(&entries, until->of, row);
}

/* Whatever is too far from the newest row is left behind, with all before it; there are never more rows than in so many
 * steps, as the run ends then. */
static bool is_steady(struct until *until, int32_t step, double value)
{
    struct until_rows *rows = &until->rows;
    int64_t from = rows->count;
    while (from > 0 && fabs(value - rows->item[from - 1].value) <= until->value) from--;
    rows->count -= from;
    memmove(rows->item, rows->item + from, (size_t)rows->count * sizeof *rows->item);
    rows->item[rows->count].step = step;
    rows->item[rows->count++].value = value;
    return step - rows->item[0].step >= until->steps;
}

bool until_met(struct until *until, int32_t step, const struct observation *row)
{
    if (until->kind == UNTIL_NEVER) return false;
    const double value = value_of(until, row);
    if (value != value) return false;
    if (until->kind == UNTIL_AT_LEAST) return value >= until->value;
    if (until->kind == UNTIL_AT_MOST) return value <= until->value;
    return is_steady(until, step, value);
}
