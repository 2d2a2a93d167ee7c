#include "study/format/outcome.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics.h>

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

static void keep_first(struct account_of_rows *account, const struct tally *tally, int64_t step, double now)
{
    (void)step, (void)tally;
    if (account->rows == 0) account->value = now;
}

static void keep_place(struct account_of_rows *account, const struct tally *tally, int64_t step, double now)
{
    (void)step;
    if ((double)(account->rows + 1) == tally->outcome->level) account->value = now;
}

static void keep_number(struct account_of_rows *account, const struct tally *tally, int64_t step, double now)
{
    (void)step, (void)tally, (void)now;
    account->value = (double)(account->rows + 1);
}

/* The quantile is taken of them when they are all there. */
static void keep_each(struct account_of_rows *account, const struct tally *tally, int64_t step, double now)
{
    (void)step, (void)tally;
    account->lost |= !array_push(&account->held, now);
}

const struct outcome_kind_info outcome_kind_table[OUTCOME_KINDS] = {
#define OUTCOME(symbol, word, suffix, argument, rows, take, example, sentence, phrase)                                 \
    {word, suffix, argument, rows, take, phrase},
#include "study/format/study.def"
};

/* ---- what an outcome is ---- */

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

/* As outcome_lacks, of an expression. */
static enum event_table paths_lack(const struct expression *expression, const struct scenario *scenario)
{
    for (int i = 0; i < expression->path_count; i++)
        for (int h = 0; h < expression->paths[i].hops; h++) {
            const struct event_hop *hop = &expression->paths[i].hop[h];
            if (hop->column && !event_table_happens(scenario, hop->table)) return hop->table;
        }
    return EVENT_TABLE_COUNT;
}

enum event_table outcome_lacks(const struct outcome *outcome, const struct scenario *scenario)
{
    if (!outcome->of_events) return EVENT_TABLE_COUNT;
    if (!event_table_happens(scenario, outcome->table)) return outcome->table;
    const enum event_table lacks = paths_lack(&outcome->expression, scenario);
    return lacks == EVENT_TABLE_COUNT ? paths_lack(&outcome->where, scenario) : lacks;
}

bool outcome_in_force(const struct outcome *outcome, const struct scenario *scenario)
{
    const struct expression *expression = &outcome->expression;
    if (outcome->of_events) return outcome_lacks(outcome, scenario) == EVENT_TABLE_COUNT;
    bool shown = observable_shown(scenario, outcome->of);
    for (int i = 0; i < expression->series_count; i++) shown &= observable_shown(scenario, expression->series[i].of);
    for (int i = 0; i < outcome->over_count; i++) shown &= observable_shown(scenario, outcome->over[i]);
    return shown;
}

bool outcome_shown(const struct outcome *outcome, const struct scenario *scenario)
{
    return outcome_in_force(outcome, scenario) && scenario->run.steps >= outcome_needs_step(outcome);
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
    const enum outcome_argument argument = outcome_kind_table[outcome->kind].argument;
    if (argument == ARGUMENT_LEVEL || argument == ARGUMENT_PLACE) return GAP_NEVER_REACHED;
    if (outcome->of_events) return outcome_is_0_of_none(outcome) ? GAP_NO_NUMBER : GAP_NO_EVENT;
    return outcome->over_count > 0 || expression_divides(&outcome->expression) ? GAP_OVER_NOTHING : GAP_NO_NUMBER;
}

bool outcome_is_vain(const struct outcome *outcome)
{
    if (outcome->expression.step_count > 0 || outcome->of_events) return false;
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

bool outcome_is_0_of_none(const struct outcome *outcome)
{
    return outcome->of_events && (outcome->kind == OUTCOME_COUNT || outcome->kind == OUTCOME_TOTAL);
}

bool outcome_counts_none(const struct outcome *outcome)
{
    const struct expression *expression = &outcome->expression;
    if (outcome->of_events) return false;
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
    *entries = entries_of(shown, of, -1);
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
    if (!outcome->of_events) return find_all_entries(tally, world, message);
    tally->shown = outcome_lacks(outcome, model_scenario(world)) == EVENT_TABLE_COUNT;
    return tally_begin_events(tally, world) ? STATUS_OK : message_status(message, STATUS_MEMORY);
}

enum status tally_copy(struct tally *tally, const struct tally *other)
{
    const struct account_of_rows *account = &other->account, *over = &other->over;
    *tally = *other;
    memset(&tally->account.held, 0, sizeof tally->account.held);
    memset(&tally->over.held, 0, sizeof tally->over.held);
    bool fits = tally_copy_events(tally, other) &&
                array_append(&tally->account.held, account->held.items, account->held.count) &&
                array_append(&tally->over.held, over->held.items, over->held.count);
    return fits ? STATUS_OK : STATUS_MEMORY;
}

void tally_free(struct tally *tally)
{
    tally_free_events(tally);
    array_free(&tally->account.held);
    array_free(&tally->over.held);
}

double tally_look(const struct tally *tally, const struct observation *row)
{
    const struct outcome *outcome = tally->outcome;
    if (!tally->shown) return NAN;
    if (outcome->expression.step_count == 0) return entries_together(tally->entries, outcome->of, row);
    return expression_of_row(&outcome->expression, tally->entries, tally->agents, row);
}

/* NaN where the run does not show one of them. */
static double look_over(const struct outcome *outcome, const struct observation *row)
{
    double sum = 0;
    for (int i = 0; i < outcome->over_count; i++) {
        const struct entries entries = entries_of(row, outcome->over[i], -1);
        sum += entries.count > 0 ? entries_together(&entries, outcome->over[i], row) : NAN;
    }
    return sum;
}

void account_take(struct account_of_rows *account, const struct tally *tally, int64_t step, double now)
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
    account_take(&tally->account, tally, step, tally_look(tally, row));
    if (outcome->over_count > 0) account_take(&tally->over, tally, step, look_over(outcome, row));
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
    if (account->rows == 0 && outcome_is_0_of_none(tally->outcome)) return 0;
    return tally->outcome->kind == OUTCOME_QUANTILE ? quantile(account, tally->outcome->level) : account->value;
}

double tally_result(struct tally *tally)
{
    const struct outcome *outcome = tally->outcome;
    bool ended_before = needs_last(outcome) && tally->latest < outcome->last;
    ended_before |= outcome->of_events && tally->latest < outcome->first;
    if (ended_before || (outcome->of_events && !tally->shown)) return NAN;
    const double value = value_of(tally, &tally->account);
    if (outcome->over_count == 0) return value;
    const double over = value_of(tally, &tally->over);
    return over == 0 ? NAN : value / over;
}
