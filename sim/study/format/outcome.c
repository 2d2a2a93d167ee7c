#include "study/format/outcome.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics.h>

#include "scenario/numbers.h"
#include "study/format/outcome_kinds.h"

/* ---- the kinds: how each takes a row that counts ---- */

static void keep_last(struct account_of_rows *account, const struct tally *tally, int64_t step, double now)
{
    (void)step, (void)tally;
    account->value = now;
}

static void keep_sum(struct account_of_rows *account, const struct tally *tally, int64_t step, double now)
{
    (void)step, (void)tally;
    account->value = account->rows == 0 ? now : account->value + now;
}

static void keep_mean(struct account_of_rows *account, const struct tally *tally, int64_t step, double now)
{
    (void)step, (void)tally;
    account->sum += now;
    account->value = account->sum / (double)(account->rows + 1);
}

static void keep_most(struct account_of_rows *account, const struct tally *tally, int64_t step, double now)
{
    (void)step, (void)tally;
    if (account->rows == 0 || isnan(now) || now > account->value) account->value = now;
}

static void keep_least(struct account_of_rows *account, const struct tally *tally, int64_t step, double now)
{
    (void)step, (void)tally;
    if (account->rows == 0 || isnan(now) || now < account->value) account->value = now;
}

static void keep_increase(struct account_of_rows *account, const struct tally *tally, int64_t step, double now)
{
    if (step <= tally->outcome->first) account->before = now;
    account->value = now - account->before;
}

static void keep_first_reached(struct account_of_rows *account, const struct tally *tally, int64_t step, double now)
{
    if (isnan(account->value) && now >= tally->threshold) account->value = (double)step;
}

static void keep_whether_least(struct account_of_rows *account, const struct tally *tally, int64_t step, double now)
{
    (void)step;
    account->value = isnan(now) ? NAN : now >= tally->threshold;
}

static void keep_whether_most(struct account_of_rows *account, const struct tally *tally, int64_t step, double now)
{
    (void)step;
    account->value = isnan(now) ? NAN : now <= tally->threshold;
}

/* The quantile is taken of them when they are all there. */
static void keep_each(struct account_of_rows *account, const struct tally *tally, int64_t step, double now)
{
    (void)step, (void)tally;
    account->lost |= !array_push(&account->held, now);
}

const struct outcome_kind_info outcome_kind_table[OUTCOME_KINDS] = {
#define OUTCOME(symbol, word, suffix, argument, take, example, sentence, phrase) {word, suffix, argument, take, phrase},
#include "study/format/study.def"
};

/* ---- what an outcome is ---- */

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
    const char *own = observable_table[outcome->of].unit;
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

void outcome_describe_series(const struct outcome *series, char *text, size_t size)
{
    const bool worked = series->expression.step_count > 0;
    snprintf(text, size, "%s", worked ? series->expression.text : observable_table[series->of].sentence);
}

void outcome_describe(const struct outcome *outcome, char *text, size_t size)
{
    const struct outcome_kind_info *kind = &outcome_kind_table[outcome->kind];
    const bool worked = outcome->expression.step_count > 0, part = kind->argument == ARGUMENT_PART;
    char of[512], entry[128] = "", which[4 * NUMBER_TEXT] = "", level[NUMBER_TEXT], over[256];
    outcome_describe_series(outcome, of, sizeof of);
    if (outcome->entry) snprintf(entry, sizeof entry, " Entry: %.100s.", outcome->entry);
    number_print(outcome->level, level);
    if (kind->argument == ARGUMENT_LEVEL || kind->argument == ARGUMENT_LIMIT)
        snprintf(which, sizeof which, " %s%s", level, outcome->of_agents ? " of the number of agents" : "");
    else if (part)
        snprintf(which, sizeof which, " %s", level);
    const size_t length = strlen(which);
    if (kind->argument != ARGUMENT_LEVEL && outcome->last < INT64_MAX)
        snprintf(
            which + length, sizeof which - length, ", steps %" PRId64 " to %" PRId64, outcome->first, outcome->last);
    describe_over(outcome, over, sizeof over);
    snprintf(text, size, "%s%s%s %s%s%s.", of, worked ? "." : "", entry, kind->phrase, which, over);
}

/* Whether the outcome is none where the run ends before its last step. */
static bool needs_last(const struct outcome *outcome)
{
    enum outcome_argument argument = outcome_kind_table[outcome->kind].argument;
    return (argument == ARGUMENT_STEP || argument == ARGUMENT_SPAN) && outcome->last < INT64_MAX;
}

int64_t outcome_needs_step(const struct outcome *outcome)
{
    return needs_last(outcome) ? outcome->last : outcome->first;
}

bool outcome_shown(const struct outcome *outcome, const struct scenario *scenario)
{
    const struct expression *expression = &outcome->expression;
    bool shown = observable_shown(scenario, outcome->of);
    for (int i = 0; i < expression->series_count; i++) shown &= observable_shown(scenario, expression->series[i].of);
    for (int i = 0; i < outcome->over_count; i++) shown &= observable_shown(scenario, outcome->over[i]);
    return shown && scenario->run.steps >= outcome_needs_step(outcome);
}

#define AS_NAME(symbol, name, sentence) name,
#define AS_SENTENCE(symbol, name, sentence) sentence,
const char *const gap_names[GAP_KINDS] = {OUTCOME_GAPS(AS_NAME)};
const char *const gap_sentences[GAP_KINDS] = {OUTCOME_GAPS(AS_SENTENCE)};
#undef AS_NAME
#undef AS_SENTENCE

enum outcome_gap outcome_gap(const struct outcome *outcome, bool shown, int64_t ended)
{
    if (!shown) return GAP_NOT_IN_FORCE;
    if (ended >= 0 && ended < outcome_needs_step(outcome)) return GAP_ENDED_BEFORE;
    if (outcome_kind_table[outcome->kind].argument == ARGUMENT_LEVEL) return GAP_NEVER_REACHED;
    return outcome->over_count > 0 || expression_divides(&outcome->expression) ? GAP_OVER_NOTHING : GAP_NO_NUMBER;
}

bool outcome_is_vain(const struct outcome *outcome)
{
    if (outcome->expression.step_count > 0) return false;
    const bool people = observable_table[outcome->of].range == RANGE_PEOPLE;
    const struct observable_range range = observable_range(outcome->of, outcome->of_agents ? 1 : (double)INFINITY);
    if (outcome->of_agents && !people) return false;
    if (outcome->kind == OUTCOME_ENDS_AT_MOST) return outcome->level < range.least;
    return (outcome->kind == OUTCOME_REACHES || outcome_is_share(outcome)) && outcome->level > range.most;
}

bool outcome_is_share(const struct outcome *outcome)
{
    return outcome_kind_table[outcome->kind].argument == ARGUMENT_LIMIT;
}

bool outcome_counts_none(const struct outcome *outcome)
{
    const struct expression *expression = &outcome->expression;
    bool goes_by_all =
        outcome->kind == OUTCOME_MEAN || outcome->kind == OUTCOME_MIN || outcome->kind == OUTCOME_QUANTILE;
    bool none = observable_table[outcome->of].is_0_of_none;
    for (int i = 0; i < expression->series_count; i++) none |= observable_table[expression->series[i].of].is_0_of_none;
    return goes_by_all && none;
}

/* ---- making up ---- */

/* The entries of one of its series; `entry` NULL: all. */
static enum status find_entries(struct tally *tally, int i, enum observable of, const char *entry,
    const struct observation *shown, const struct world *world, struct message *message)
{
    struct entries *entries = &tally->entries[i];
    *entries = (struct entries){0, shown->length[of]};
    tally->shown &= entries->count > 0;
    if (entries->count == 0 || !entry) return STATUS_OK;
    entries->count = 1;
    enum status status = model_dimension_find(world, of, entry, &entries->first, message);
    if (status != STATUS_OK) message_prefix(message, "%s: ", tally->outcome->name);
    return status;
}

static enum status find_all_entries(struct tally *tally, const struct world *world, struct message *message)
{
    const struct outcome *outcome = tally->outcome;
    const struct expression *expression = &outcome->expression;
    struct observation shown;
    enum status status = observation_create(&shown, world);
    if (status != STATUS_OK) return message_status(message, status);
    tally->shown = true;
    if (expression->step_count == 0)
        status = find_entries(tally, 0, outcome->of, outcome->entry, &shown, world, message);
    for (int i = 0; i < expression->series_count && status == STATUS_OK; i++) {
        const char *entry = expression->series[i].entry;
        status = find_entries(tally, i, expression->series[i].of, *entry ? entry : NULL, &shown, world, message);
    }
    observation_free(&shown);
    return status;
}

enum status tally_begin(
    struct tally *tally, const struct outcome *outcome, const struct world *world, struct message *message)
{
    const double agents = model_agents(world);
    *tally = (struct tally){.outcome = outcome,
        .agents = agents,
        .threshold = outcome->level * (outcome->of_agents ? agents : 1),
        .account.value = NAN,
        .over.value = NAN};
    return find_all_entries(tally, world, message);
}

enum status tally_copy(struct tally *tally, const struct tally *other)
{
    const struct account_of_rows *account = &other->account, *over = &other->over;
    *tally = *other;
    memset(&tally->account.held, 0, sizeof tally->account.held);
    memset(&tally->over.held, 0, sizeof tally->over.held);
    bool fits = array_append(&tally->account.held, account->held.items, account->held.count) &&
                array_append(&tally->over.held, over->held.items, over->held.count);
    return fits ? STATUS_OK : STATUS_MEMORY;
}

void tally_free(struct tally *tally)
{
    array_free(&tally->account.held);
    array_free(&tally->over.held);
}

double tally_look(const struct tally *tally, const struct observation *row)
{
    const struct outcome *outcome = tally->outcome;
    if (!tally->shown) return NAN;
    if (outcome->expression.step_count == 0) return entries_together(tally->entries, outcome->of, row);
    return expression_value(&outcome->expression, tally->entries, tally->agents, row);
}

/* NaN where the run does not show one of them. */
static double look_over(const struct outcome *outcome, const struct observation *row)
{
    double sum = 0;
    for (int i = 0; i < outcome->over_count; i++) {
        const struct entries entries = {0, row->length[outcome->over[i]]};
        sum += entries.count > 0 ? entries_together(&entries, outcome->over[i], row) : NAN;
    }
    return sum;
}

static void take_row(struct account_of_rows *account, const struct tally *tally, int64_t step, double now)
{
    outcome_kind_table[tally->outcome->kind].take(account, tally, step, now);
    account->rows++;
}

enum status tally_add(struct tally *tally, int64_t step, const struct observation *row)
{
    const struct outcome *outcome = tally->outcome;
    tally->latest = step;
    bool too_early = step < outcome->first && outcome_kind_table[outcome->kind].argument != ARGUMENT_SPAN;
    if (too_early || step > outcome->last || !tally->shown) return STATUS_OK;
    take_row(&tally->account, tally, step, tally_look(tally, row));
    if (outcome->over_count > 0) take_row(&tally->over, tally, step, look_over(outcome, row));
    return tally->account.lost || tally->over.lost ? STATUS_MEMORY : STATUS_OK;
}

/* Linear between the rows in their order (type 7 of Hyndman and Fan 1996, doi:10.1080/00031305.1996.10473566). */
static double quantile(struct account_of_rows *account, double part)
{
    double *row = account->held.items;
    const size_t rows = (size_t)account->held.count;
    for (size_t i = 0; i < rows; i++)
        if (isnan(row[i])) return NAN;
    if (rows == 0) return NAN;
    gsl_sort(row, 1, rows);
    return gsl_stats_quantile_from_sorted_data(row, 1, rows, part);
}

static double value_of(const struct tally *tally, struct account_of_rows *account)
{
    return tally->outcome->kind == OUTCOME_QUANTILE ? quantile(account, tally->outcome->level) : account->value;
}

double tally_result(struct tally *tally)
{
    bool ended_before = needs_last(tally->outcome) && tally->latest < tally->outcome->last;
    if (ended_before) return NAN;
    const double value = value_of(tally, &tally->account);
    if (tally->outcome->over_count == 0) return value;
    const double over = value_of(tally, &tally->over);
    return over == 0 ? NAN : value / over;
}
