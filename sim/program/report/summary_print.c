/* The summary as a page to look at: what was run, how it went, how practices came to people, and what to do next. */
#include <string.h>

#include "base/shell.h"
#include "io/text/characters.h"
#include "program/report/summary.h"
#include "program/terminal/figures.h"
#include "program/terminal/sparkline.h"
#include "program/terminal/terminal.h"

/* A page under way. */
struct page {
    const struct summary *summary;
    const struct run_outcome *outcome;
    const struct terminal *terminal;
    FILE *stream;
    int width; /* columns within the margin */
};

enum { CURVE_COLUMNS_LEAST = 8, CURVE_COLUMNS_MOST = 60, AXIS_COLUMNS_LEAST = 16, BAR_COLUMNS = 24 };

static const char *style(const struct page *page, int which)
{
    return terminal_style(page->terminal, which);
}

static void spaces(const struct page *page, int count)
{
    fprintf(page->stream, "%*s", count > 0 ? count : 0, "");
}

/* A text in a style, padded to `columns`. */
static void cell(const struct page *page, int which, const char *text, int columns)
{
    fprintf(page->stream, "%s%s%s", style(page, which), text, which == STYLE_PLAIN ? "" : style(page, STYLE_PLAIN));
    spaces(page, columns - terminal_columns(text));
}

/* A text in lines of at most the page's width, broken between words where that can be. */
static void paragraph(const struct page *page, int which, const char *given)
{
    char shown[4096];
    const char *text = characters_shown(given, shown, sizeof shown);
    while (*text) {
        int fitting = terminal_fitting(text, page->width), cut = fitting;
        while (text[fitting] && cut > 0 && text[cut] != ' ') cut--;
        if (cut == 0) cut = fitting;
        spaces(page, MARGIN);
        fprintf(page->stream, "%s%.*s%s\n", style(page, which), cut, text, style(page, STYLE_PLAIN));
        text += cut;
        text += strspn(text, " \n");
    }
}

static void print_heading(const struct page *page)
{
    const struct run_parameters *run = &page->summary->scenario->run;
    const char *between = page->terminal->unicode ? " · " : ", ";
    char facts[512];
    fputc('\n', page->stream);
    paragraph(page, STYLE_BOLD, run->title);
    paragraph(page, STYLE_PLAIN, run->question);
    snprintf(facts, sizeof facts, "%s agents%s%s ties%s%s steps%sseed %lld", figure_count(page->outcome->agents).text,
        between, figure_count((int64_t)page->summary->ties).text, between, figure_count(page->outcome->steps).text,
        between, (long long)run->seed);
    paragraph(page, STYLE_DIM, facts);
    if (page->outcome->ended) {
        snprintf(facts, sizeof facts, "ended before its %s steps: %.400s", figure_count(run->steps).text, run->until);
        paragraph(page, STYLE_DIM, facts);
    } else if (page->outcome->unmet) {
        snprintf(
            facts, sizeof facts, "not met by step %s: %.400s", figure_count(page->outcome->steps).text, run->until);
        paragraph(page, STYLE_BOLD, facts);
    }
    fputc('\n', page->stream);
}

static struct figure figure_of(const struct curve *curve, double value)
{
    bool whole = observable_table[curve->observable].type == OBSERVABLE_COUNT_TYPE;
    return whole ? figure_count((int64_t)value) : figure_amount(value);
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

/* The steps that the curves run from and to, below them. */
static void print_axis(const struct page *page, int before, int room)
{
    char end[FIGURE_TEXT + 8];
    snprintf(end, sizeof end, "step %s", figure_count(page->outcome->steps).text);
    spaces(page, before);
    fputs(style(page, STYLE_DIM), page->stream);
    fprintf(page->stream, "0%*s", room - 1, end);
    fprintf(page->stream, "%s\n", style(page, STYLE_PLAIN));
}

static void print_curves(const struct page *page)
{
    const struct summary *summary = page->summary;
    int label = 0, first = 0, last = 0;
    for (int i = 0; i < summary->curve_count; i++) {
        const struct curve *curve = &summary->curve[i];
        label = larger(label, terminal_columns(curve->label));
        first = larger(first, (int)strlen(figure_of(curve, curve->first).text));
        last = larger(last, (int)strlen(figure_of(curve, curve->last).text));
    }
    const char *arrow = page->terminal->unicode ? "→" : "->";
    int before = MARGIN + label + first + last + 6 + terminal_columns(arrow);
    int room = page->width + MARGIN - before;
    if (room > CURVE_COLUMNS_MOST) room = CURVE_COLUMNS_MOST;
    for (int i = 0; i < summary->curve_count; i++) {
        const struct curve *curve = &summary->curve[i];
        char line[SPARKLINE_TEXT] = "";
        if (room >= CURVE_COLUMNS_LEAST) sparkline(summary->points, curve->value, room, page->terminal->unicode, line);
        spaces(page, MARGIN);
        cell(page, STYLE_PLAIN, curve->label, label);
        fprintf(page->stream, "  %*s %s ", first, figure_of(curve, curve->first).text, arrow);
        cell(page, STYLE_PLAIN, figure_of(curve, curve->last).text, *line ? last + 2 : 0);
        cell(page, STYLE_CURVE, line, 0);
        fputc('\n', page->stream);
    }
    if (room >= AXIS_COLUMNS_LEAST) print_axis(page, before, room);
}

/* "67 %", or "<1 %" for what is more than nothing. */
static struct figure share_text(double share)
{
    struct figure figure;
    snprintf(figure.text, sizeof figure.text, share <= 0.005 ? "<1 %%" : "%.0f %%", 100 * share);
    return figure;
}

/* What a practice that is in use from the start comes by is not worth a line. */
static bool has_line(const struct summary *summary, int channel)
{
    return channel != CHANNEL_INITIAL && summary->adoptions[channel] > 0;
}

static void print_channels(const struct page *page)
{
    const struct summary *summary = page->summary;
    double total = 0;
    int label = 0, digits = 0;
    for (int channel = 0; channel < CHANNEL_COUNT; channel++) {
        if (!has_line(summary, channel)) continue;
        total += summary->adoptions[channel];
        label = larger(label, (int)strlen(channel_table[channel].name));
        digits = larger(digits, (int)strlen(figure_count((int64_t)summary->adoptions[channel]).text));
    }
    if (total > 0) {
        fputc('\n', page->stream);
        paragraph(page, STYLE_DIM, "how practices came to people");
    }
    for (int channel = 0; channel < CHANNEL_COUNT; channel++) {
        if (!has_line(summary, channel)) continue;
        char bar[SPARKLINE_TEXT];
        double share = summary->adoptions[channel] / total;
        sparkline_bar(share, BAR_COLUMNS, page->terminal->unicode, bar);
        spaces(page, MARGIN);
        cell(page, STYLE_PLAIN, channel_table[channel].name, label);
        fprintf(page->stream, "  %*s  %5s  ", digits, figure_count((int64_t)summary->adoptions[channel]).text,
            share_text(share).text);
        int room = page->width - label - digits - 13 - BAR_COLUMNS;
        const char *sentence = channel_table[channel].sentence;
        bool fits = terminal_columns(sentence) <= room;
        cell(page, STYLE_CURVE, bar, fits ? BAR_COLUMNS + 2 : 0);
        cell(page, STYLE_DIM, fits ? sentence : "", 0);
        fputc('\n', page->stream);
    }
}

static void print_file(const struct page *page, const char *path)
{
    const struct run_outcome *outcome = page->outcome;
    const char *between = page->terminal->unicode ? " · " : ", ";
    double speed = (double)outcome->agents * outcome->steps / (outcome->seconds + 1e-9);
    char digest[DIGEST_TEXT];
    digest_text(outcome->digest, digest);
    fputc('\n', page->stream);
    spaces(page, MARGIN);
    cell(page, STYLE_BOLD, path, 0);
    fprintf(page->stream, "  %s%s%s%s%s agent-steps/s\n", figure_bytes((double)outcome->file_bytes).text, between,
        figure_duration(outcome->seconds).text, between, figure_amount(speed).text);
    spaces(page, MARGIN);
    fprintf(page->stream, "%sdigest %s%s\n\n", style(page, STYLE_DIM), digest, style(page, STYLE_PLAIN));
}

/* Commands that a shell takes as they stand, each with a comment where there is room for it. */
static void print_next(const struct page *page, const char *path)
{
    static const struct {
        const char *command, *options, *what;
    } next[] = {{"trace", " --depth 3 --width 5", "# who learned it from whom"}, {"verify", "", "# checks the file"}};
    const char *program = page->summary->program;
    const struct shell_word word = shell_word(path);
    const char *file = word.text;
    int operand = terminal_columns(program) + terminal_columns(file) + 2;
    int widest = operand + (int)strlen(next[0].command) + (int)strlen(next[0].options);
    for (size_t i = 0; i < sizeof next / sizeof *next; i++) {
        bool fits = widest + 2 + (int)strlen(next[i].what) <= page->width;
        int columns = operand + (int)strlen(next[i].command);
        fprintf(page->stream, "%*s%s %s %s", MARGIN, "", program, next[i].command, file);
        cell(page, STYLE_PLAIN, next[i].options, fits ? widest - columns + 2 : 0);
        cell(page, STYLE_DIM, fits ? next[i].what : "", 0);
        fputc('\n', page->stream);
    }
}

void summary_print(const struct summary *summary, const struct run_outcome *outcome, const char *path,
    const struct terminal *terminal, FILE *stream)
{
    struct page page = {summary, outcome, terminal, stream, terminal->width - 2 * MARGIN};
    print_heading(&page);
    print_curves(&page);
    print_channels(&page);
    print_file(&page, path);
    print_next(&page, path);
}
