#include "program/whatif/whatif_print.h"

#include <math.h>
#include <string.h>

#include "base/order.h"
#include "io/text/characters.h"
#include "program/terminal/figures.h"
#include "program/terminal/json.h"
#include "program/terminal/table.h"
#include "program/terminal/terminal.h"

enum { PRACTICES_SHOWN = 12, PEOPLE_SHOWN = 40 };

static const char *const fate_names[FATE_KINDS] = {[FATE_SAME] = "same",
    [FATE_LATER] = "later",
    [FATE_SOONER] = "sooner",
    [FATE_NEVER] = "never",
    [FATE_ONLY_WITHOUT] = "only_without"};
static const char *const fate_words[FATE_KINDS] = {[FATE_SAME] = "just the same",
    [FATE_LATER] = "later",
    [FATE_SOONER] = "sooner",
    [FATE_NEVER] = "not at all",
    [FATE_ONLY_WITHOUT] = "learned only in the run without"};

/* ---- names ---- */

static void name_practice(const struct whatif_base *base, int32_t practice, char text[TABLE_CELL])
{
    if (practice >= 0 && practice < base->practices.count)
        snprintf(text, TABLE_CELL, "practice %d (%s)", (int)practice, base->practices.text[practice]);
    else
        snprintf(text, TABLE_CELL, "practice %d", (int)practice);
}

static void name_person(const struct whatif_base *base, int32_t agent, int32_t newcomer, char text[TABLE_CELL])
{
    int length = agent < base->agents.count
                     ? snprintf(text, TABLE_CELL, "%s (agent %d)", base->agents.text[agent], (int)agent)
                     : snprintf(text, TABLE_CELL, "agent %d", (int)agent);
    if (newcomer > 0 && length < TABLE_CELL)
        snprintf(text + length, (size_t)(TABLE_CELL - length), ", newcomer %d there", (int)newcomer);
}

/* ---- counts of fates ---- */

struct tally {
    int32_t practice;
    int64_t count[FATE_KINDS], changed;
    int64_t learned;           /* with everything there */
    double median[FATE_KINDS]; /* steps later or sooner */
};

/* The median of how far steps of a kind are apart; not-a-number where there are none. */
static double median_apart(const struct fate *fates, int64_t count, enum fate_kind kind)
{
    struct numbers apart = {0};
    double median = NAN;
    for (int64_t i = 0; i < count; i++) {
        const int32_t steps = fates[i].without - fates[i].with;
        if (fate_kind(&fates[i]) == kind && !array_push(&apart, steps < 0 ? -steps : steps)) break;
    }
    order_numbers(apart.items, apart.count);
    if (apart.count > 0) median = 0.5 * (apart.items[(apart.count - 1) / 2] + apart.items[apart.count / 2]);
    array_free(&apart);
    return median;
}

static struct tally tally_of(const struct fate *fates, int64_t count)
{
    struct tally tally = {.practice = count > 0 ? fates->practice : -1};
    for (int64_t i = 0; i < count; i++) tally.count[fate_kind(&fates[i])]++;
    tally.learned = count - tally.count[FATE_ONLY_WITHOUT];
    tally.changed = count - tally.count[FATE_SAME];
    tally.median[FATE_LATER] = median_apart(fates, count, FATE_LATER);
    tally.median[FATE_SOONER] = median_apart(fates, count, FATE_SOONER);
    return tally;
}

static const char *total_cell(const void *context, int row, int column, char buffer[TABLE_CELL])
{
    const struct tally *tally = context;
    if (column == 0) return fate_words[row];
    if (column == 1) return strcpy(buffer, figure_count(tally->count[row]).text);
    buffer[0] = '\0';
    if ((row == FATE_LATER || row == FATE_SOONER) && tally->count[row] > 0)
        snprintf(
            buffer, TABLE_CELL, "by %g %s (median)", tally->median[row], tally->median[row] == 1 ? "step" : "steps");
    return buffer;
}

/* ---- practice by practice ---- */

struct tallies ARRAY_OF(struct tally);

ORDER(by_loss, struct tally, ORDER_BY_MOST(count[FATE_NEVER]) ORDER_BY_MOST(changed) ORDER_BY(practice))

static void list_practices(const struct whatif_told *told, struct tallies *tallies)
{
    const struct fates *fates = &told->fates;
    for (int64_t i = 0, next; i < fates->count; i = next) {
        for (next = i + 1; next < fates->count && fates->items[next].practice == fates->items[i].practice;) next++;
        const struct tally tally = tally_of(&fates->items[i], next - i);
        if (tally.practice >= 0 && tally.changed > 0 && !array_push(tallies, tally)) return;
    }
    order_items(tallies->items, tallies->count, by_loss);
}

struct practice_table {
    const struct whatif_base *base;
    const struct tally *items;
};

static const char *practice_cell(const void *context, int row, int column, char buffer[TABLE_CELL])
{
    const struct practice_table *table = context;
    const struct tally *tally = &table->items[row];
    const enum fate_kind kinds[] = {FATE_NEVER, FATE_LATER, FATE_SOONER, FATE_ONLY_WITHOUT};
    if (column == 0) {
        name_practice(table->base, tally->practice, buffer);
        return buffer;
    }
    const int64_t count = column == 1 ? tally->learned : tally->count[kinds[column - 2]];
    return strcpy(buffer, figure_count(count).text);
}

static void print_practices(const struct whatif_told *told, int width, FILE *stream)
{
    static const char *const headings[] = {
        "practice", "learned by", "not at all", "later", "sooner", "only in the run without"};
    struct tallies tallies = {0};
    list_practices(told, &tallies);
    const struct practice_table table = {told->base, tallies.items};
    const int rows = tallies.count < PRACTICES_SHOWN ? (int)tallies.count : PRACTICES_SHOWN;
    if (rows > 0) fputs("\n", stream);
    if (rows > 0) table_print(&(struct table){rows, 6, headings, practice_cell, &table}, false, MARGIN, width, stream);
    if (rows < tallies.count)
        fprintf(
            stream, "%*sand %s more practices; --json has all\n", MARGIN, "", figure_count(tallies.count - rows).text);
    array_free(&tallies);
}

/* ---- person by person ---- */

static void write_step(int32_t step, char text[TABLE_CELL])
{
    if (step >= 0)
        snprintf(text, TABLE_CELL, "step %d", (int)step);
    else
        strcpy(text, "never");
}

struct people_table {
    const struct whatif_base *base;
    struct fates changed;
};

static const char *person_cell(const void *context, int row, int column, char buffer[TABLE_CELL])
{
    const struct people_table *table = context;
    const struct fate *fate = &table->changed.items[row];
    if (column == 0) name_person(table->base, fate->agent, fate->newcomer, buffer);
    if (column == 1) write_step(fate->with, buffer);
    if (column == 2) write_step(fate->without, buffer);
    return buffer;
}

static void print_people(const struct whatif_told *told, int width, FILE *stream)
{
    static const char *const headings[] = {"who", "with", "without"};
    char name[TABLE_CELL];
    struct people_table table = {.base = told->base};
    for (int64_t i = 0; i < told->fates.count; i++) {
        const struct fate *fate = &told->fates.items[i];
        if (fate->practice == told->practice && fate_kind(fate) != FATE_SAME && !array_push(&table.changed, *fate))
            break;
    }
    name_practice(told->base, told->practice, name);
    const int rows = table.changed.count < PEOPLE_SHOWN ? (int)table.changed.count : PEOPLE_SHOWN;
    fprintf(stream, "\n%s: %s learned it otherwise, or not at all\n", name, figure_count(table.changed.count).text);
    if (rows > 0) table_print(&(struct table){rows, 3, headings, person_cell, &table}, false, MARGIN, width, stream);
    if (rows < table.changed.count)
        fprintf(stream, "%*sand %s more; --json has all\n", MARGIN, "", figure_count(table.changed.count - rows).text);
    array_free(&table.changed);
}

/* ---- all of it ---- */

static void print_last(const struct whatif_told *told, FILE *stream)
{
    static const enum observable shown[] = {
        OBSERVE_adopters, OBSERVE_quality_mean, OBSERVE_practices_in_use, OBSERVE_projects_succeeded};
    fputs("\n", stream);
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        const double with = told->base->course.last[shown[i]], without = told->without->last[shown[i]];
        if (isfinite(with) && isfinite(without))
            fprintf(stream, "%*s%s at the end: %.6g, without %.6g\n", MARGIN, "", observable_table[shown[i]].name, with,
                without);
    }
}

static bool is_alike(const struct whatif_told *told)
{
    const struct digest *a = &told->base->course.digest, *b = &told->without->digest;
    return a->low == b->low && a->high == b->high;
}

void whatif_print(const struct whatif_told *told, int width, FILE *stream)
{
    const struct tally all = tally_of(told->fates.items, told->fates.count);
    fputs("The same run, with the same draws, without ", stream);
    for (int i = 0; i < told->what->count; i++) fprintf(stream, "%s%s", i > 0 ? ", " : "", told->what->item[i]);
    fputs(is_alike(told) ? ": not a bit is different.\n" : ".\n", stream);
    if (is_alike(told)) return;
    fputs("How others learn practices (a person and a practice each):\n", stream);
    table_print(&(struct table){FATE_KINDS, 3, NULL, total_cell, &all}, false, MARGIN, width, stream);
    print_last(told, stream);
    print_practices(told, width, stream);
    if (told->practice >= 0) print_people(told, width, stream);
}

static void json_digest(FILE *stream, const char *name, struct digest digest)
{
    char text[DIGEST_TEXT];
    digest_text(digest, text);
    fprintf(stream, " \"%s\": \"%s\",\n", name, text);
}

void whatif_print_json(const struct whatif_told *told, const char *path, FILE *stream)
{
    bool first = true;
    fputs("{\"file\": ", stream);
    json_text(stream, path);
    fputs(",\n \"without\": [", stream);
    for (int i = 0; i < told->what->count; i++) {
        fputs(i > 0 ? ", " : "", stream);
        json_text(stream, told->what->item[i]);
    }
    fputs("],\n", stream);
    json_digest(stream, "digest", told->base->course.digest);
    json_digest(stream, "digest_without", told->without->digest);
    fputs(" \"last\": {", stream);
    for (int i = 0; i < OBSERVABLE_COUNT; i++) {
        if (isnan(told->base->course.last[i])) continue;
        fprintf(stream, "%s\"%s\": [", first ? "" : ", ", observable_table[i].name);
        json_number(stream, told->base->course.last[i]);
        fputs(", ", stream);
        json_number(stream, told->without->last[i]);
        fputs("]", stream);
        first = false;
    }
    fputs("},\n \"fates\": [", stream);
    first = true;
    for (int64_t i = 0; i < told->fates.count; i++) {
        const struct fate *fate = &told->fates.items[i];
        if (told->practice >= 0 && fate->practice != told->practice) continue;
        fprintf(stream,
            "%s\n  {\"practice\": %d, \"agent\": %d, \"newcomer\": %d, \"step\": %d, \"step_without\": %d, \"fate\": "
            "\"%s\"}",
            first ? "" : ",", (int)fate->practice, (int)fate->agent, (int)fate->newcomer, (int)fate->with,
            (int)fate->without, fate_names[fate_kind(fate)]);
        first = false;
    }
    fputs("]}\n", stream);
}

/* ---- credit ---- */

/* How far from nothing a number of one who adds nothing may be. */
static void print_chance(const struct credit_told *told, int width, FILE *stream)
{
    char text[768];
    const struct chance *chance = &told->credit.chance;
    if (isnan(chance->low))
        snprintf(text, sizeof text,
            "How much is chance cannot be told: there are no two people who passed it on to nobody.");
    else if (chance->deviation == 0)
        snprintf(text, sizeof text,
            "Chance: leaving out one of %lld people who passed it on to nobody changed the number by %g each time: the "
            "numbers are as good as exact for this run.",
            (long long)chance->people, chance->mean);
    else
        snprintf(text, sizeof text,
            "Chance: leaving out one of %lld people who passed it on to nobody made others fewer by %.1f on average "
            "(standard deviation %.1f). So a leave one out from %.1f to %.1f cannot be told from chance (95 %%)",
            (long long)chance->people, chance->mean, chance->deviation, chance->low, chance->high);
    size_t length = strlen(text);
    if (chance->deviation > 0 && told->credit.players > 0)
        snprintf(text + length, sizeof text - length, ", nor a value of Shapley's from %.1f to %.1f",
            chance->shapley_low, chance->shapley_high);
    length = strlen(text);
    if (chance->deviation > 0) snprintf(text + length, sizeof text - length, ".");
    table_wrap(text, 0, width, stream);
}

static const char *founder_cell(const void *context, int row, int column, char buffer[TABLE_CELL])
{
    const struct credit_told *told = context;
    const struct founder *founder = &told->credit.founders.items[row];
    buffer[0] = '\0';
    if (column == 0) name_person(told->base, founder->agent, 0, buffer);
    if (column == 1) snprintf(buffer, TABLE_CELL, "%d", (int)founder->step);
    if (column == 2) strcpy(buffer, figure_count(founder->ancestry).text);
    if (column == 3) snprintf(buffer, TABLE_CELL, "%lld", (long long)founder->leave_one_out);
    if (column == 4 && !isnan(founder->shapley)) snprintf(buffer, TABLE_CELL, "%.1f", founder->shapley);
    return buffer;
}

void credit_print(const struct credit_told *told, int width, FILE *stream)
{
    static const char *const headings[] = {"founder", "step", "ancestry", "leave one out", "Shapley"};
    char name[TABLE_CELL];
    const bool shared = told->credit.founders.count > 0 && !isnan(told->credit.founders.items[0].shapley);
    const int rows = (int)told->credit.founders.count;
    name_practice(told->base, told->practice, name);
    fprintf(stream, "%s: %s others learn it; what they owe to each founder, in people\n", name,
        figure_count(told->credit.others).text);
    table_print(&(struct table){rows, shared ? 5 : 4, headings, founder_cell, told}, false, MARGIN, width, stream);
    char text[640];
    snprintf(text, sizeof text,
        "Founders took it up without having it from anybody. Ancestry: others whose learning goes back to that one, "
        "by the source that weighed most. Leave one out: others fewer who learn it where that one takes no part; "
        "little where another stands in.%s",
        shared
            ? " Shapley: the mean of what the founder adds, over all orders in which the founders could come, so that "
              "the values add up to what they make together; every set of them was run, and no order drawn."
            : "");
    table_wrap(text, 0, width, stream);
    print_chance(told, width, stream);
}

static void json_chance(const struct chance *chance, FILE *stream)
{
    const struct {
        const char *name;
        double number;
    } numbers[] = {{"mean", chance->mean}, {"deviation", chance->deviation}, {"low", chance->low},
        {"high", chance->high}, {"shapley_low", chance->shapley_low}, {"shapley_high", chance->shapley_high}};
    fprintf(stream, "{\"people\": %lld, \"agents\": [", (long long)chance->people);
    for (int64_t i = 0; i < chance->people; i++) fprintf(stream, "%s%d", i > 0 ? ", " : "", (int)chance->agent[i]);
    fputs("]", stream);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        fprintf(stream, ", \"%s\": ", numbers[i].name);
        json_number(stream, numbers[i].number);
    }
    fputs("}", stream);
}

void credit_print_json(const struct credit_told *told, FILE *stream)
{
    fprintf(stream, "{\"practice\": %d, \"others\": %lld, \"founders\": [", (int)told->practice,
        (long long)told->credit.others);
    for (int64_t i = 0; i < told->credit.founders.count; i++) {
        const struct founder *founder = &told->credit.founders.items[i];
        fprintf(stream,
            "%s\n  {\"agent\": %d, \"step\": %d, \"ancestry\": %lld, \"leave_one_out\": %lld, \"shapley\": ",
            i > 0 ? "," : "", (int)founder->agent, (int)founder->step, (long long)founder->ancestry,
            (long long)founder->leave_one_out);
        json_number(stream, founder->shapley);
        fputs("}", stream);
    }
    fputs("],\n \"chance\": ", stream);
    json_chance(&told->credit.chance, stream);
    fputs("}\n", stream);
}
