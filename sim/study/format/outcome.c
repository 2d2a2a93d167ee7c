#include "study/format/outcome.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

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
    if (account->rows == 0 || now > account->value) account->value = now;
}

static void keep_least(struct account_of_rows *account, const struct tally *tally, int64_t step, double now)
{
    (void)step, (void)tally;
    if (account->rows == 0 || now < account->value) account->value = now;
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

/* What an outcome is divided by has the unit of the first of its series. */
struct outcome_unit outcome_unit(const struct outcome *outcome)
{
    struct outcome_unit unit;
    const char *own = observable_table[outcome->of].unit;
    if (outcome_kind_table[outcome->kind].argument == ARGUMENT_LEVEL) own = "step";
    if (outcome_is_share(outcome)) own = "1";
    const char *over = outcome->over_count > 0 ? observable_table[outcome->over[0]].unit : "1";
    bool plain = strcmp(over, "1") == 0, cancels = !plain && strcmp(own, over) == 0;
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

void outcome_describe(const struct outcome *outcome, char *text, size_t size)
{
    const struct outcome_kind_info *kind = &outcome_kind_table[outcome->kind];
    char entry[128] = "", which[2 * NUMBER_TEXT] = "", level[NUMBER_TEXT], over[256];
    if (outcome->entry) snprintf(entry, sizeof entry, " Entry: %.100s.", outcome->entry);
    number_print(outcome->level, level);
    if (kind->argument == ARGUMENT_LEVEL || kind->argument == ARGUMENT_LIMIT)
        snprintf(which, sizeof which, " %s%s", level, outcome->of_agents ? " of the number of agents" : "");
    else if (outcome->last < INT64_MAX)
        snprintf(which, sizeof which, ", steps %" PRId64 " to %" PRId64, outcome->first, outcome->last);
    describe_over(outcome, over, sizeof over);
    snprintf(text, size, "%s%s %s%s%s.", observable_table[outcome->of].sentence, entry, kind->phrase, which, over);
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
    bool shown = observable_shown(scenario, outcome->of);
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
    return outcome->over_count > 0 ? GAP_OVER_NOTHING : GAP_NO_NUMBER;
}

bool outcome_is_vain(const struct outcome *outcome)
{
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
    bool goes_by_all = outcome->kind == OUTCOME_MEAN || outcome->kind == OUTCOME_MIN;
    return goes_by_all && observable_table[outcome->of].is_0_of_none;
}

/* ---- making up ---- */

enum status tally_begin(
    struct tally *tally, const struct outcome *outcome, const struct world *world, struct message *message)
{
    double whole = outcome->of_agents ? model_agents(world) : 1;
    struct observation shown;
    *tally = (struct tally){
        .outcome = outcome, .threshold = outcome->level * whole, .account.value = NAN, .over.value = NAN};
    enum status status = observation_create(&shown, world);
    if (status != STATUS_OK) return message_status(message, status);
    tally->entries = shown.length[outcome->of];
    observation_free(&shown);
    if (tally->entries == 0 || !outcome->entry) return STATUS_OK;
    tally->entries = 1;
    status = model_dimension_find(world, outcome->of, outcome->entry, &tally->first_entry, message);
    if (status != STATUS_OK) message_prefix(message, "%s: ", outcome->name);
    return status;
}

/* Of a series: the sum of these entries of a count, else their mean. */
static double together(const struct observation *row, enum observable of, int64_t first, int64_t entries)
{
    double sum = 0;
    for (int64_t i = 0; i < entries; i++) sum += row->value[of][first + i];
    return observable_table[of].type == OBSERVABLE_COUNT_TYPE ? sum : sum / (double)entries;
}

double tally_look(const struct tally *tally, const struct observation *row)
{
    if (tally->entries == 0) return NAN;
    return together(row, tally->outcome->of, tally->first_entry, tally->entries);
}

/* NaN where the run does not show one of them. */
static double look_over(const struct outcome *outcome, const struct observation *row)
{
    double sum = 0;
    for (int i = 0; i < outcome->over_count; i++) {
        int64_t entries = row->length[outcome->over[i]];
        sum += entries > 0 ? together(row, outcome->over[i], 0, entries) : NAN;
    }
    return sum;
}

static void take_row(struct account_of_rows *account, const struct tally *tally, int64_t step, double now)
{
    outcome_kind_table[tally->outcome->kind].take(account, tally, step, now);
    account->rows++;
}

void tally_add(struct tally *tally, int64_t step, const struct observation *row)
{
    const struct outcome *outcome = tally->outcome;
    tally->latest = step;
    bool too_early = step < outcome->first && outcome_kind_table[outcome->kind].argument != ARGUMENT_SPAN;
    if (too_early || step > outcome->last || tally->entries == 0) return;
    take_row(&tally->account, tally, step, tally_look(tally, row));
    if (outcome->over_count > 0) take_row(&tally->over, tally, step, look_over(outcome, row));
}

double tally_result(const struct tally *tally)
{
    bool ended_before = needs_last(tally->outcome) && tally->latest < tally->outcome->last;
    if (ended_before) return NAN;
    if (tally->outcome->over_count == 0) return tally->account.value;
    return tally->over.value == 0 ? NAN : tally->account.value / tally->over.value;
}
