/* A run of any length keeps SUMMARY_POINTS points of a curve: when they are full, every other one is let go. */
#include "program/report/summary.h"

#include <string.h>

#include "model/record/entries.h"

/* What a person wants to see first, in the order shown. */
static const struct {
    enum observable observable;
    const char *label;
    bool each; /* a curve for each entry of its dimension, else one of all together */
} shown[] = {
    {OBSERVE_adopters, "adopters", false},
    {OBSERVE_users, "use", true},
    {OBSERVE_quality_mean, "quality in use", false},
    {OBSERVE_practices_in_use, "practices in use", false},
    {OBSERVE_most_used_fraction, "share of the leading one", false},
    {OBSERVE_opportunities_open, "open opportunities", false},
    {OBSERVE_projects_active, "projects at work", false},
    {OBSERVE_projects_succeeded, "projects that succeeded", false},
    {OBSERVE_confidence_mean, "confidence", false},
};

/* Named practices beyond these have no curve here. */
enum { PRACTICES_SHOWN = 6 };

#define AS_CATEGORY(symbol, text, sentence, ...) [symbol] = {text, sentence},
const struct event_category channel_table[CHANNEL_COUNT] = {CHANNELS(AS_CATEGORY)};

void summary_begin(struct summary *summary, const struct scenario *scenario, const char *program)
{
    memset(summary, 0, sizeof *summary);
    summary->scenario = scenario;
    summary->program = program;
    summary->stride = 1;
}

static double reading(const struct curve *curve, const struct observation *observation)
{
    const struct entries entries = entries_of(observation, curve->observable, curve->entry);
    return entries_together(&entries, curve->observable, observation);
}

static void add_curve(
    struct summary *summary, enum observable observable, const char *label, const char *of, int64_t entry)
{
    struct curve *curve = &summary->curve[summary->curve_count++];
    curve->observable = observable;
    curve->entry = entry;
    curve->of = of;
    snprintf(curve->label, sizeof curve->label, "%s%s%s", label, of ? " " : "", of ? of : "");
}

/* The name of a practice that is known beforehand. */
static const char *practice_name(const struct scenario *scenario, int64_t practice)
{
    const struct named_numbers *named = &scenario->landscape.practices;
    return practice < named->count ? named->item[practice].name : "the practice";
}

/* Which curves there are is known from the first row. */
static void choose_curves(struct summary *summary, const struct observation *observation)
{
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        int64_t length = observation->length[shown[i].observable];
        if (length > 0 && !shown[i].each) add_curve(summary, shown[i].observable, shown[i].label, NULL, -1);
        for (int64_t entry = 0; shown[i].each && entry < length && entry < PRACTICES_SHOWN; entry++)
            add_curve(summary, shown[i].observable, shown[i].label, practice_name(summary->scenario, entry), entry);
    }
}

static void thin(struct summary *summary)
{
    for (int c = 0; c < summary->curve_count; c++)
        for (int i = 0; i < SUMMARY_POINTS / 2; i++) summary->curve[c].value[i] = summary->curve[c].value[2 * i];
    summary->points = SUMMARY_POINTS / 2;
    summary->stride *= 2;
}

void summary_add(struct summary *summary, const struct observation *observation)
{
    bool first = summary->rows == 0;
    if (first) choose_curves(summary, observation);
    bool kept = summary->rows % summary->stride == 0;
    if (kept && summary->points == SUMMARY_POINTS) {
        thin(summary);
        kept = summary->rows % summary->stride == 0;
    }
    for (int c = 0; c < summary->curve_count; c++) {
        struct curve *curve = &summary->curve[c];
        curve->last = reading(curve, observation);
        if (first) curve->first = curve->last;
        if (kept) curve->value[summary->points] = curve->last;
    }
    summary->points += kept;
    summary->rows++;
    summary->ties = observation->value[OBSERVE_ties][0];
    for (int channel = 0; channel < CHANNEL_COUNT; channel++)
        summary->adoptions[channel] += observation->value[OBSERVE_adoptions][channel];
}
