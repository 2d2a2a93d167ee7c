/* An analysis as a page to look at: for each outcome its means over what varies, the differences, the indices. */
#include <math.h>
#include <string.h>

#include "io/text/characters.h"
#include "program/study/analysis_page_inner.h"
#include "program/terminal/figures.h"
#include "program/terminal/interval_plot.h"
#include "program/terminal/listing.h"
#include "program/terminal/table.h"
#include "program/terminal/terminal.h"
#include "study/plan/dimensions.h"

enum { PLOT_LEAST = 12, PLOT_MOST = 48, ROWS_MOST = 60 };

/* ---- figures ---- */

/* Digits behind the point that show two digits of a usual interval's half. */
static int decimals_of(const struct finding *finding, int64_t count)
{
    double sum = 0, widths = 0;
    for (int64_t i = 0; i < count; i++) {
        double half = (finding[i].estimate.high - finding[i].estimate.low) / 2;
        if (!(half > 0) || !isfinite(half)) continue;
        sum += half;
        widths++;
    }
    if (widths == 0) return 3;
    double decimals = 1 - floor(log10(sum / widths));
    return (int)fmin(fmax(decimals, 0), 9);
}

static struct figure number(const struct block *block, double value, bool signs)
{
    struct figure figure = {.text = "-"};
    if (isfinite(value) && fabs(value) < 1e15)
        snprintf(figure.text, sizeof figure.text, signs ? "%+.*f" : "%.*f", block->decimals, value);
    else if (isfinite(value))
        snprintf(figure.text, sizeof figure.text, "%.3e", value);
    return figure;
}

static void add_interval(
    struct listing *listing, const struct block *block, const struct uncertain *estimate, bool signs)
{
    listing_add(listing, STYLE_BOLD, "%s", number(block, estimate->value, signs).text);
    if (isfinite(estimate->low))
        listing_add(listing, STYLE_PLAIN, "%s to %s", number(block, estimate->low, signs).text,
            number(block, estimate->high, signs).text);
    else
        listing_add(listing, STYLE_DIM, "-");
}

static void add_count(struct listing *listing, int64_t count)
{
    listing_add(listing, STYLE_PLAIN, "%s", count >= 0 ? figure_count(count).text : "-");
}

/* Replicates that took part, and of how many where some are missing. */
static void add_replicates(struct listing *listing, const struct finding *finding)
{
    if (finding->missing > 0)
        listing_add(listing, STYLE_BOLD, "%s of %s", figure_count(finding->count).text,
            figure_count(finding->count + finding->missing).text);
    else
        add_count(listing, finding->count);
}

/* ---- rows with their intervals drawn ---- */

static int plot_room(const struct page *page, const struct listing *listing)
{
    int room = page->terminal->width - 2 * MARGIN - listing_width(listing);
    if (room < PLOT_LEAST) return 0;
    return room > PLOT_MOST ? PLOT_MOST : room;
}

/* Row 0 is the headings; each other stands for `stride` findings, of which the plotted one is `plotted`. */
static void print_rows(
    const struct page *page, const struct listing *listing, const struct block *block, int stride, int plotted)
{
    char plot[SPARKLINE_TEXT];
    struct interval_scale scale = {INFINITY, -INFINITY, plot_room(page, listing), page->terminal->unicode};
    for (int64_t i = plotted; i < block->count; i += stride) interval_scale_take(&scale, &block->finding[i].estimate);
    for (int64_t row = 0; row < listing_rows(listing); row++) {
        plot[0] = 0;
        if (row > 0 && scale.cells > 0)
            interval_plot(&scale, &block->finding[(row - 1) * stride + plotted].estimate, plot);
        fprintf(page->stream, "%*s", MARGIN, "");
        listing_print(listing, row, plot, page->terminal, page->stream);
    }
}

/* ---- means and differences from the first ---- */

static enum status finish(struct listing *listing)
{
    bool short_of_memory = listing->short_of_memory;
    listing_free(listing);
    return short_of_memory ? STATUS_MEMORY : STATUS_OK;
}

static void print_summary(const struct page *page, const struct block *block)
{
    double least = INFINITY, greatest = -INFINITY;
    char text[256];
    for (int64_t i = 0; i < block->count; i++) {
        if (!isfinite(block->finding[i].estimate.value)) continue;
        least = fmin(least, block->finding[i].estimate.value);
        greatest = fmax(greatest, block->finding[i].estimate.value);
    }
    snprintf(text, sizeof text, "means of %s configurations, from %s to %s: --csv and --json have them",
        figure_count(block->count).text, number(block, least, false).text, number(block, greatest, false).text);
    page_line(page, STYLE_DIM, text);
}

static enum status print_configurations(const struct page *page, const struct block *block, bool signs)
{
    char room[PARAMETER_TEXT_LENGTH];
    int dimensions = dimension_count(page->study);
    if (dimensions > LISTING_COLUMNS_MOST - 5) dimensions = LISTING_COLUMNS_MOST - 5;
    struct listing listing = {.count = 1 + dimensions + 4, .sides = "r"};
    memset(listing.sides + 1, 'l', (size_t)dimensions);
    memcpy(listing.sides + 1 + dimensions, "rlrr", 4);
    listing_add(&listing, STYLE_DIM, "config_id");
    for (int i = 0; i < dimensions; i++) listing_add(&listing, STYLE_DIM, "%s", dimension_name(page->study, i, room));
    listing_add(&listing, STYLE_DIM, signs ? "difference" : "mean");
    listing_add(&listing, STYLE_DIM, "interval");
    listing_add(&listing, STYLE_DIM, signs ? "pairs" : "runs");
    listing_add(&listing, STYLE_DIM, "needed");
    for (int64_t row = 0; row < block->count && row < ROWS_MOST; row++) {
        const struct finding *finding = &block->finding[row];
        listing_add(&listing, STYLE_PLAIN, "%lld", (long long)finding->configuration);
        for (int i = 0; i < dimensions; i++)
            listing_add_value(&listing, dimension_value(page->study, finding->configuration, i, room));
        add_interval(&listing, block, &finding->estimate, signs);
        add_replicates(&listing, finding);
        add_count(&listing, finding->needed);
    }
    if (!listing.short_of_memory) print_rows(page, &listing, block, 1, 0);
    if (block->count > ROWS_MOST) {
        char more[96];
        snprintf(more, sizeof more, "and %s more: --csv and --json have them all",
            figure_count(block->count - ROWS_MOST).text);
        page_line(page, STYLE_DIM, more);
    }
    return finish(&listing);
}

/* ---- contrasts ---- */

/* Of a difference of two from which mean to which, and from where on it matters. */
static void print_name(const struct page *page, const struct block *block, int64_t row)
{
    char text[1024], sides[160] = "", matters[64] = "";
    const struct finding *finding = &block->finding[row];
    const struct contrast *contrast = finding->contrast;
    bool expected = contrast->expected != EXPECTED_NOTHING;
    if (contrast->sides == 2)
        snprintf(sides, sizeof sides, ": %s %s %s", number(block, finding->from, false).text,
            page->terminal->unicode ? "\u2192" : "->", number(block, finding->to, false).text);
    if (isfinite(contrast->smallest)) snprintf(matters, sizeof matters, "; matters from %g", contrast->smallest);
    snprintf(text, sizeof text, "%lld  %s%s%s%s%s%s", (long long)row + 1, contrast->name,
        expected ? " (expected: " : "", contrast->expected_word, expected ? ")" : "", sides, matters);
    page_line(page, STYLE_DIM, text);
}

static enum status print_contrasts(const struct page *page, const struct block *block)
{
    struct listing listing = {.count = 6, .sides = "lrlrrl"};
    static const char *const headings[] = {"", "difference", "interval", "pairs", "needed", ""};
    for (int i = 0; i < listing.count; i++) listing_add(&listing, STYLE_DIM, "%s", headings[i]);
    for (int64_t row = 0; row < block->count; row++) {
        const struct finding *finding = &block->finding[row];
        listing_add(&listing, STYLE_BOLD, "%lld", (long long)row + 1);
        add_interval(&listing, block, &finding->estimate, true);
        add_replicates(&listing, finding);
        add_count(&listing, finding->needed);
        listing_add(&listing, STYLE_BOLD, "%s", verdict_names[finding->verdict]);
    }
    if (!listing.short_of_memory) print_rows(page, &listing, block, 1, 0);
    for (int64_t row = 0; row < block->count; row++) print_name(page, block, row);
    page_line(page, STYLE_DIM, "intervals by Student's t; what the verdicts mean: `selforg describe study`, Contrasts");
    return finish(&listing);
}

/* ---- indices ---- */

/* `stride` findings make a row; their names head the columns, and the interval of one is drawn. */
static enum status print_indices(const struct page *page, const struct block *block, int stride, int plotted)
{
    char room[PARAMETER_TEXT_LENGTH];
    struct listing listing = {.count = 1 + 2 * stride, .sides = "lrlrlrl"};
    listing_add(&listing, STYLE_DIM, "parameter");
    for (int i = 0; i < stride; i++) {
        listing_add(&listing, STYLE_DIM, "%s", finding_names[block->finding[i].kind]);
        listing_add(&listing, STYLE_DIM, "interval");
    }
    for (int64_t row = 0; row < block->count / stride; row++) {
        const struct finding *finding = &block->finding[row * stride];
        listing_add(&listing, STYLE_PLAIN, "%s", dimension_name(page->study, finding->axis, room));
        for (int i = 0; i < stride; i++) add_interval(&listing, block, &finding[i].estimate, false);
    }
    if (!listing.short_of_memory) print_rows(page, &listing, block, stride, plotted);
    return finish(&listing);
}

/* ---- an outcome ---- */

static bool together(const struct finding *a, const struct finding *b)
{
    bool indices = a->axis >= 0 && b->axis >= 0;
    return a->outcome == b->outcome && a->condition == b->condition && (a->kind == b->kind || indices);
}

static void print_block_heading(const struct page *page, const struct finding *first)
{
    const struct study *study = page->study;
    const char *name = study->outcomes.items[first->outcome].name;
    const char *paired = study->independent_seeds ? "" : ", paired by replicate";
    char text[512];
    if (first->kind == FINDING_MEAN)
        snprintf(text, sizeof text, "%s", name);
    else if (first->contrast)
        snprintf(text, sizeof text, "%s: differences (%s)%s", name,
            outcome_unit(&study->outcomes.items[first->outcome]).text, paired);
    else if (first->kind == FINDING_DIFFERENCE)
        snprintf(text, sizeof text, "%s: differences from the first configuration%s", name, paired);
    else
        snprintf(text, sizeof text, "%s: %s%s%s", name,
            first->kind == FINDING_FIRST ? "share of the variance, alone and with interactions (Sobol)"
                                         : "effects over the whole range (Morris)",
            dimension_of_conditions(study) ? ", " : "",
            dimension_of_conditions(study) ? study->conditions.items[first->condition].name : "");
    fputc('\n', page->stream);
    page_line(page, STYLE_BOLD, text);
}

static enum status print_block(const struct page *page, const struct block *block)
{
    const struct finding *first = block->finding;
    enum status status = STATUS_OK;
    if (first->kind == FINDING_NOISE) {
        page_basis(page, first);
        return STATUS_OK;
    }
    print_block_heading(page, first);
    if (first->contrast)
        status = print_contrasts(page, block);
    else if (first->kind == FINDING_MEAN && design_table[page->study->design.kind].indices)
        print_summary(page, block);
    else if (first->configuration >= 0)
        status = print_configurations(page, block, first->kind == FINDING_DIFFERENCE);
    else if (first->kind == FINDING_FIRST)
        status = print_indices(page, block, 2, 1);
    else
        status = print_indices(page, block, 3, 1);
    if (first->kind == FINDING_MEAN) page_gaps(page, block);
    return status;
}

/* ---- the page ---- */

enum status analysis_print(const struct analysis_report *report, const struct terminal *terminal, FILE *stream)
{
    struct page page = {report, &report->request->results->study, terminal, stream};
    const struct finding *finding = report->analysis->findings.items;
    int64_t count = report->analysis->findings.count, next;
    enum status status = STATUS_OK;
    page_heading(&page);
    for (int64_t i = 0; status == STATUS_OK && i < count; i = next) {
        for (next = i + 1; next < count && together(&finding[i], &finding[next]);) next++;
        struct block block = {finding + i, next - i, decimals_of(finding + i, next - i)};
        status = print_block(&page, &block);
    }
    page_legend(&page);
    fputc('\n', stream);
    return status;
}
