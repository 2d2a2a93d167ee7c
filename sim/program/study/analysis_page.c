#include <math.h>

#include "io/text/characters.h"
#include "program/study/analysis_page_inner.h"
#include "program/terminal/figures.h"
#include "program/terminal/table.h"

void page_line(const struct page *page, int style, const char *text)
{
    char shown[2048];
    fprintf(page->stream, "%*s%s", MARGIN, "", terminal_style(page->terminal, style));
    table_wrap(characters_shown(text, shown, sizeof shown), MARGIN, page->terminal->width - MARGIN, page->stream);
    fputs(style == STYLE_PLAIN ? "" : terminal_style(page->terminal, STYLE_PLAIN), page->stream);
}

/* ---- the head ---- */

/* Since when what varies does so, and in how many runs it never did. */
static void tell_branch(const struct page *page)
{
    char text[512];
    const struct results *results = page->report->request->results;
    long long step = (long long)page->study->branch_step;
    if (step == 0) return;
    snprintf(text, sizeof text, "what varies does so from step %lld on", step);
    page_line(page, STYLE_DIM, text);
    if (results->before_branch == 0) return;
    snprintf(text, sizeof text,
        "%s of %s runs ended before branch_step %lld: what varies never took its values in them, and that they do not "
        "differ says nothing",
        figure_count(results->before_branch).text,
        figure_count(results->replicates * study_configurations(page->study)).text, step);
    page_line(page, STYLE_BOLD, text);
}

/* Outcomes that take nothing for 0. */
static void tell_zeros(const struct page *page)
{
    char text[512];
    const struct outcomes *outcomes = &page->study->outcomes;
    for (int64_t i = 0; i < outcomes->count; i++) {
        const struct outcome *outcome = &outcomes->items[i];
        if (!outcome_counts_none(outcome) ||
            (page->report->request->outcome >= 0 && page->report->request->outcome != i))
            continue;
        snprintf(text, sizeof text,
            "%s: rows in which there was none count as 0 (%s; `selforg describe study`, Outcomes)", outcome->name,
            outcome_source(outcome));
        page_line(page, STYLE_DIM, text);
    }
}

void page_heading(const struct page *page)
{
    const struct analysis_request *request = page->report->request;
    const struct results *results = request->results;
    const char *between = page->terminal->unicode ? " · " : ", ";
    char facts[512];
    fputc('\n', page->stream);
    if (*page->study->title) page_line(page, STYLE_BOLD, page->study->title);
    if (*page->study->question) page_line(page, STYLE_PLAIN, page->study->question);
    int length = snprintf(facts, sizeof facts, "%s configurations (%s)%s%s replicates%sintervals of %g %%",
        figure_count(study_configurations(page->study)).text, design_table[page->study->design.kind].name, between,
        figure_count(results->replicates).text, between, 100 * request->bootstrap.level);
    if (results->runs_missing > 0)
        snprintf(facts + length, sizeof facts - (size_t)length, "%s%s runs missing or failed", between,
            figure_count(results->runs_missing).text);
    page_line(page, STYLE_DIM, facts);
    tell_branch(page);
    tell_zeros(page);
}

/* ---- below tables ---- */

void page_basis(const struct page *page, const struct finding *noise)
{
    char text[512];
    bool trajectories = page->study->design.kind == DESIGN_MORRIS;
    int64_t without_run = noise->without_run, without_number = noise->missing - without_run;
    int length = snprintf(text, sizeof text, "from %s %s", figure_count(noise->count).text,
        trajectories ? "trajectories" : "rows of the design");
    if (without_run > 0)
        length += snprintf(text + length, sizeof text - (size_t)length, "; %s more have missing or failed runs",
            figure_count(without_run).text);
    if (without_number > 0)
        length += snprintf(text + length, sizeof text - (size_t)length, "; in %s more the outcome is NaN",
            figure_count(without_number).text);
    if (isfinite(noise->estimate.value))
        snprintf(text + length, sizeof text - (size_t)length,
            "; noise between replicates makes %.1f %% of the variance of the means", 100 * noise->estimate.value);
    page_line(page, STYLE_DIM, text);
    if (noise->estimate.value > NOISE_OF_INDICES_MOST)
        page_line(page, STYLE_BOLD,
            "most of that is noise: these indices say little of the parameters; more replicates "
            "would say more");
}

void page_gaps(const struct page *page, const struct block *block)
{
    int64_t count = 0, gaps[GAP_KINDS] = {0};
    char text[512], *between = "";
    for (int64_t i = 0; i < block->count; i++)
        for (int gap = 0; gap < GAP_KINDS; gap++) gaps[gap] += block->finding[i].gaps[gap];
    for (int gap = 0; gap < GAP_KINDS; gap++) count += gaps[gap];
    if (count == 0) return;
    int length = snprintf(text, sizeof text, "NaN in %s %s: ", figure_count(count).text,
        count == 1 ? "run that is done, which does not count" : "runs that are done, which do not count");
    for (int gap = 0; gap < GAP_KINDS; gap++) {
        if (gaps[gap] == 0) continue;
        length += snprintf(text + length, sizeof text - (size_t)length, "%s%s in %s", between, gap_sentences[gap],
            figure_count(gaps[gap]).text);
        between = ", ";
    }
    page_line(page, STYLE_DIM, text);
}

void page_legend(const struct page *page)
{
    const struct analysis_request *request = page->report->request;
    const struct half_width *wish = &request->half_width;
    char text[512];
    fputc('\n', page->stream);
    if (wish->amount > 0 && wish->of_itself)
        snprintf(text, sizeof text,
            "needed: replicates for an interval of at most %g %% of the mean, or of the difference, to each side",
            100 * wish->amount);
    else if (wish->amount > 0)
        snprintf(text, sizeof text, "needed: replicates for an interval of at most %g to each side", wish->amount);
    else
        snprintf(text, sizeof text,
            "needed: replicates for an interval of 5 %% of the mean to each side; of a difference, for one that "
            "leaves out zero (--half-width asks for another)");
    page_line(page, STYLE_DIM, text);
    if (!design_table[page->study->design.kind].indices) return;
    snprintf(text, sizeof text, "intervals of indices: bootstrap, %s resamples, seed %llu",
        figure_count(request->bootstrap.resamples).text, (unsigned long long)request->bootstrap.seed);
    page_line(page, STYLE_DIM, text);
}
