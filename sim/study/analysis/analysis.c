#include "study/analysis/analysis.h"

#include <math.h>
#include <stdlib.h>

#include "study/analysis/analysis_parts.h"

#define AS_NAME(symbol, text) text,
const char *const finding_names[FINDING_KINDS] = {FINDINGS(AS_NAME)};
#undef AS_NAME

#define AS_NAME(symbol, text, sentence) text,
#define AS_SENTENCE(symbol, text, sentence) sentence,
const char *const verdict_names[VERDICT_COUNT] = {VERDICTS(AS_NAME)};
const char *const verdict_sentences[VERDICT_COUNT] = {VERDICTS(AS_SENTENCE)};
#undef AS_NAME
#undef AS_SENTENCE

static const double wish_for_means = 0.05;

struct finding finding_blank(enum finding_kind kind, int outcome)
{
    return (struct finding){.kind = kind,
        .outcome = outcome,
        .configuration = -1,
        .axis = -1,
        .condition = -1,
        .estimate = {NAN, NAN, NAN},
        .error = NAN,
        .deviation = NAN,
        .from = NAN,
        .to = NAN,
        .independent_deviation = NAN,
        .needed = -1};
}

static double wished_width(const struct half_width *wish, const struct effect *effect, double without_wish)
{
    if (wish->amount > 0) return wish->of_itself ? wish->amount * fabs(effect->mean) : wish->amount;
    return without_wish * fabs(effect->mean);
}

static void set_effect(
    struct finding *finding, const struct effect *effect, const struct analysis_request *request, double without_wish)
{
    finding->estimate = (struct uncertain){effect->mean, effect->low, effect->high};
    finding->error = effect->error;
    finding->deviation = effect->deviation;
    finding->count = effect->count;
    finding->missing = effect->missing;
    double width = wished_width(&request->half_width, effect, without_wish);
    finding->needed = effect_replicates(effect->deviation, width, request->bootstrap.level);
}

/* Replicates in which a run of one of these configurations is missing or failed, or ended before the branch. */
static void count_runs(
    const struct results *results, int64_t count, const int64_t configuration[], struct finding *finding)
{
    for (int64_t r = 0; r < results->replicates; r++) {
        bool done = true, before = false;
        for (int64_t i = 0; i < count; i++) {
            done &= results->done[configuration[i] * results->replicates + r];
            before |= results_before_branch(results, configuration[i], r);
        }
        finding->without_run += !done;
        finding->before_branch += done && before;
    }
}

/* ---- means ---- */

/* Why runs that are done have no number. */
static void find_gaps(const struct results *results, struct finding *finding, struct scenario *scenario)
{
    const struct study *study = &results->study;
    const struct outcome *outcome = &study->outcomes.items[finding->outcome];
    int64_t first = finding->configuration * results->replicates;
    bool made = study_scenario(study, finding->configuration, study->base.run.seed, scenario, NULL) == STATUS_OK;
    bool shown = made && outcome_shown(outcome, scenario);
    const double *value = results_of(results, finding->outcome, finding->configuration);
    for (int64_t r = 0; r < results->replicates; r++)
        if (results->done[first + r] && isnan(value[r]))
            finding->gaps[outcome_gap(outcome, shown, results->ended ? results->ended[first + r] : -1)]++;
}

static enum status analyse_means(struct analysis *analysis, const struct analysis_request *request, int outcome)
{
    const struct results *results = request->results;
    struct scenario *scenario = malloc(sizeof *scenario);
    const bool share = outcome_is_share(&results->study.outcomes.items[outcome]);
    bool fits = scenario != NULL;
    for (int64_t i = 0; fits && i < study_configurations(&results->study); i++) {
        struct finding finding = finding_blank(FINDING_MEAN, outcome);
        struct effect effect = (share ? effect_share : effect_mean)(
            results->replicates, results_of(results, outcome, i), request->bootstrap.level);
        finding.configuration = i;
        set_effect(&finding, &effect, request, wish_for_means);
        count_runs(results, 1, &i, &finding);
        if (finding.missing > finding.without_run) find_gaps(results, &finding, scenario);
        fits = array_push(&analysis->findings, finding);
    }
    free(scenario);
    return fits ? STATUS_OK : STATUS_MEMORY;
}

/* ---- differences ---- */

/* Whether so few have no interval: all that there are are the same, which of nothing comes about by chance too often,
 * as of coins that all fall alike. */
static bool too_few(const struct effect *effect, double level)
{
    return isnan(effect->low) ||
           (effect->deviation == 0 && ldexp(1, 1 - (int)fmin((double)effect->count, 64)) > 1 - level);
}

/* Where no difference is expected it counts as one from the smallest that matters on, else from zero on. `ended`: runs
 * that it is of ended before what they differ in. */
static enum verdict verdict_of(const struct contrast *contrast, const struct effect *effect, double level, bool ended)
{
    bool none = contrast->expected == EXPECTED_NONE;
    double smallest = contrast->smallest, from = none ? smallest : 0;
    if (contrast->expected == EXPECTED_NOTHING) return VERDICT_NONE;
    if (too_few(effect, level)) return ended ? VERDICT_ENDED : VERDICT_TOO_FEW;
    bool above = effect->low > from, below = effect->high < -from;
    if (above || below)
        return !none && above == (contrast->expected == EXPECTED_POSITIVE) ? VERDICT_HOLDS : VERDICT_FAILS;
    if (ended) return VERDICT_ENDED;
    bool within = effect->one_sided_low > -smallest && effect->one_sided_high < smallest;
    return within ? VERDICT_NO_DIFFERENCE : VERDICT_UNDECIDED;
}

/* Of a contrast also the verdict. */
static void set_difference(
    struct finding *finding, int terms, const struct effect_term term[], const struct analysis_request *request)
{
    double level = request->bootstrap.level;
    int64_t replicates = request->results->replicates;
    struct effect unpaired = effect_unpaired(terms, term, replicates, level), paired = unpaired;
    if (!request->results->study.independent_seeds) paired = effect_paired(terms, term, replicates, level);
    set_effect(finding, &paired, request, 1);
    if (finding->contrast) finding->verdict = verdict_of(finding->contrast, &paired, level, finding->before_branch > 0);
    finding->independent_deviation = unpaired.deviation;
    finding->to = effect_mean(replicates, term[0].value, level).mean;
    finding->from = effect_mean(replicates, term[1].value, level).mean;
}

/* mean[replicates]: of a side's configurations in each replicate; missing where one of them is. */
static void average_side(const struct results *results, int outcome, const struct contrast_side *side, double mean[])
{
    double chosen = 0;
    for (int64_t r = 0; r < results->replicates; r++) mean[r] = 0;
    for (int64_t i = 0; i < study_configurations(&results->study); i++) {
        if (!side->chosen[i]) continue;
        const double *value = results_of(results, outcome, i);
        for (int64_t r = 0; r < results->replicates; r++) mean[r] += value[r];
        chosen++;
    }
    for (int64_t r = 0; r < results->replicates; r++) mean[r] /= chosen;
}

/* Whether its sides are of the same points of the design, under other conditions: these are so from the start on. */
static bool is_of_conditions(const struct study *study, const struct contrast *contrast)
{
    const int64_t each = study_conditions_each(study);
    bool same = true;
    for (int64_t point = 0; point < study->design.points; point++) {
        int there = 0;
        for (int side = 0; side < contrast->sides; side++) {
            bool here = false;
            for (int64_t c = 0; c < each; c++) here |= contrast->side[side].chosen[point * each + c];
            there += here;
        }
        same &= there == 0 || there == contrast->sides;
    }
    return same;
}

static bool count_runs_of(const struct results *results, const struct contrast *contrast, struct finding *finding)
{
    int64_t configurations = study_configurations(&results->study), count = 0;
    int64_t *chosen = malloc((size_t)configurations * sizeof *chosen);
    if (!chosen) return false;
    for (int64_t c = 0; c < configurations; c++) {
        bool of_it = false;
        for (int side = 0; side < contrast->sides; side++) of_it |= contrast->side[side].chosen[c];
        if (of_it) chosen[count++] = c;
    }
    count_runs(results, count, chosen, finding);
    if (is_of_conditions(&results->study, contrast)) finding->before_branch = 0;
    free(chosen);
    return true;
}

static enum status analyse_contrast(
    struct analysis *analysis, const struct analysis_request *request, const struct contrast *contrast)
{
    struct finding finding = finding_blank(FINDING_DIFFERENCE, contrast->outcome);
    struct effect_term term[CONTRAST_SIDES_MOST];
    int64_t replicates = request->results->replicates;
    double *mean = malloc((size_t)(contrast->sides * replicates + 1) * sizeof *mean);
    if (!mean) return STATUS_MEMORY;
    for (int i = 0; i < contrast->sides; i++) {
        average_side(request->results, contrast->outcome, &contrast->side[i], mean + i * replicates);
        term[i] = (struct effect_term){contrast->side[i].weight, mean + i * replicates};
    }
    finding.contrast = contrast;
    bool fits = count_runs_of(request->results, contrast, &finding);
    set_difference(&finding, contrast->sides, term, request);
    free(mean);
    return fits && array_push(&analysis->findings, finding) ? STATUS_OK : STATUS_MEMORY;
}

static enum status compare_with_first(struct analysis *analysis, const struct analysis_request *request, int outcome)
{
    const struct results *results = request->results;
    for (int64_t i = 1; i < study_configurations(&results->study); i++) {
        struct finding finding = finding_blank(FINDING_DIFFERENCE, outcome);
        const struct effect_term term[] = {{1, results_of(results, outcome, i)}, {-1, results_of(results, outcome, 0)}};
        finding.configuration = i;
        count_runs(results, 2, (int64_t[]){0, i}, &finding);
        set_difference(&finding, 2, term, request);
        if (!array_push(&analysis->findings, finding)) return STATUS_MEMORY;
    }
    return STATUS_OK;
}

static enum status analyse_differences(struct analysis *analysis, const struct analysis_request *request, int outcome)
{
    const struct results *results = request->results;
    const struct contrasts *contrasts = &results->contrasts;
    if (contrasts->count == 0)
        return design_table[results->study.design.kind].sampled ? STATUS_OK
                                                                : compare_with_first(analysis, request, outcome);
    enum status status = STATUS_OK;
    for (int64_t i = 0; status == STATUS_OK && i < contrasts->count; i++)
        if (contrasts->items[i].outcome == outcome) status = analyse_contrast(analysis, request, &contrasts->items[i]);
    return status;
}

/* ---- all ---- */

static enum status analyse_outcome(struct analysis *analysis, const struct analysis_request *request, int outcome)
{
    enum status status = analyse_means(analysis, request, outcome);
    if (status == STATUS_OK) status = analyse_differences(analysis, request, outcome);
    if (status != STATUS_OK) return status;
    switch (request->results->study.design.kind) {
    case DESIGN_SALTELLI:
        return analyse_sobol(analysis, request, outcome);
    case DESIGN_MORRIS:
        return analyse_morris(analysis, request, outcome);
    default:
        return STATUS_OK;
    }
}

enum status analysis_make(struct analysis *analysis, const struct analysis_request *request)
{
    int outcomes = (int)request->results->study.outcomes.count;
    enum status status = STATUS_OK;
    *analysis = (struct analysis){0};
    for (int outcome = 0; status == STATUS_OK && outcome < outcomes; outcome++)
        if (request->outcome < 0 || request->outcome == outcome) status = analyse_outcome(analysis, request, outcome);
    return status;
}

void analysis_free(struct analysis *analysis)
{
    array_free(&analysis->findings);
}
