#include "io/scenario/until.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenario/numbers.h"
#include "scenario/text.h"

enum { WORD = 64, WORDS = 4 };

static const char *observable_name(const void *context, int i)
{
    (void)context;
    return observable_table[i].name;
}

static enum status refuse(struct message *message, const char *rule, const char *why)
{
    return message_set(message, STATUS_INPUT,
        "until: '%s' is no rule: %s (write 'adopters >= 900' or 'quality_mean steady 52 0.01')",
        text_excerpt(rule).text, why);
}

/* Cuts "stances[stuck]" in two. */
static enum status read_series(
    struct until *until, char word[WORD], const struct scenario *scenario, struct message *message)
{
    char *bracket = strchr(word, '[');
    if (bracket) {
        snprintf(until->entry, sizeof until->entry, "%.*s", (int)strcspn(bracket + 1, "]"), bracket + 1);
        *bracket = '\0';
    }
    until->of = observable_find(word);
    if (until->of < OBSERVABLE_COUNT && observable_shown(scenario, until->of)) return STATUS_OK;
    const char *nearest = text_nearest(word, OBSERVABLE_COUNT, observable_name, NULL);
    if (until->of < OBSERVABLE_COUNT)
        return message_set(message, STATUS_INPUT, "until: this scenario has no time series '%s'", word);
    return message_set(message, STATUS_INPUT, "until: there is no time series '%s'%s%s%s", text_excerpt(word).text,
        nearest ? "; did you mean '" : "", nearest ? nearest : "", nearest ? "'?" : "");
}

enum status until_read(struct until *until, const struct scenario *scenario, struct message *message)
{
    const char *rule = scenario->run.until;
    char word[WORDS][WORD], rest[2];
    memset(until, 0, sizeof *until); /* also what pads it, as it goes into checkpoints */
    if (!*rule) return STATUS_OK;
    int words = sscanf(rule, "%63s %63s %63s %63s %1s", word[0], word[1], word[2], word[3], rest);
    const bool steady = words >= 2 && strcmp(word[1], "steady") == 0;
    if (words != (steady ? 4 : 3)) return refuse(message, rule, "it has not the right number of words");
    if (steady)
        until->kind = UNTIL_STEADY;
    else if (strcmp(word[1], ">=") == 0 || strcmp(word[1], "<=") == 0)
        until->kind = *word[1] == '>' ? UNTIL_AT_LEAST : UNTIL_AT_MOST;
    else
        return refuse(message, rule, "its second word must be >=, <= or steady");
    if (steady && (number_read_whole(word[2], &until->steps) != NUMBER_FINE || until->steps < 1))
        return refuse(message, rule, "its third word must be a number of steps");
    if (number_read(word[steady ? 3 : 2], &until->value) != NUMBER_FINE)
        return refuse(message, rule, "its last word must be a number");
    if (steady && until->value < 0) return refuse(message, rule, "nothing moves by less than 0");
    if (steady && until->steps / scenario->observe.every > UNTIL_ROWS_MOST - 2)
        return refuse(
            message, rule, "so many steps have more than 4,096 rows; a larger observe.every makes them fewer");
    return read_series(until, word[0], scenario, message);
}

bool until_possible(const struct until *until, double agents)
{
    const struct observable_range range = observable_range(until->of, agents);
    if (until->kind == UNTIL_AT_LEAST) return until->value <= range.most;
    return until->kind != UNTIL_AT_MOST || until->value >= range.least;
}

/* The series' value; NaN where it has none now. */
static double value_of(const struct until *until, const struct world *world, const struct observation *row)
{
    const struct observable_info *info = &observable_table[until->of];
    const int64_t length = row->length[until->of];
    double sum = 0;
    for (int64_t i = 0; i < length; i++) {
        char buffer[64], number[24];
        if (*until->entry) {
            snprintf(number, sizeof number, "%lld", (long long)i);
            const char *label = model_dimension_label(world, info->dimension, i, buffer);
            if (strcmp(number, until->entry) == 0 || strcmp(label, until->entry) == 0) return row->value[until->of][i];
        }
        sum += row->value[until->of][i];
    }
    if (*until->entry) return 0.0 / 0.0;
    return info->type == OBSERVABLE_COUNT_TYPE ? sum : sum / (double)length;
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

bool until_met(struct until *until, const struct world *world, int32_t step, const struct observation *row)
{
    if (until->kind == UNTIL_NEVER) return false;
    const double value = value_of(until, world, row);
    if (value != value) return false;
    if (until->kind == UNTIL_AT_LEAST) return value >= until->value;
    if (until->kind == UNTIL_AT_MOST) return value <= until->value;
    return is_steady(until, step, value);
}
