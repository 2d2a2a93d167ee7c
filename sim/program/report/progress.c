#include "program/report/progress.h"

#include <math.h>

#include "io/text/clock.h"
#include "program/terminal/figures.h"
#include "program/terminal/sparkline.h"
#include "program/terminal/terminal.h"

/* Seconds between two pictures of the bar, and between two lines at least and at most. */
static const double bar_interval = 0.1, line_interval = 2, line_interval_most = 60;

/* The share of a run between two lines. */
static const double line_share = 0.1;

struct progress progress_begin(FILE *stream, enum progress_kind kind, const char *what)
{
    if (kind == PROGRESS_AUTO) kind = terminal_of(stream).interactive ? PROGRESS_BAR : PROGRESS_LINES;
    return (struct progress){.stream = stream, .kind = kind, .what = what, .shown = clock_now()};
}

/* "step 12 of 260 · 1,234 steps/s · 3 s left" */
static void describe(const struct progress *progress, int64_t done, int64_t steps, const char *between, char text[256])
{
    int length = snprintf(text, 256, "%s %s of %s", progress->what, figure_count(done).text, figure_count(steps).text);
    if (progress->rate > 0)
        snprintf(text + length, (size_t)(256 - length), "%s%s %ss/s%s%s left", between,
            figure_amount(progress->rate).text, progress->what, between,
            figure_duration((double)(steps - done) / progress->rate).text);
}

static void show_bar(const struct progress *progress, int64_t done, int64_t steps)
{
    struct terminal terminal = terminal_of(progress->stream);
    char words[256], bar[SPARKLINE_TEXT];
    describe(progress, done, steps, terminal.unicode ? " · " : ", ", words);
    double share = (double)done / (double)steps;
    int room = terminal.width - 10 - terminal_columns(words);
    if (room > 40) room = 40;
    if (room < 10) {
        room = terminal.width > 30 ? 20 : 10;
        words[0] = 0;
    }
    sparkline_bar(share, room, terminal.unicode, bar);
    fprintf(progress->stream, "\r%s%s%s", terminal_style(&terminal, STYLE_CURVE), bar,
        terminal_style(&terminal, STYLE_PLAIN));
    for (int i = terminal_columns(bar); i < room; i++) fputs(terminal.unicode ? "░" : ".", progress->stream);
    fprintf(progress->stream, " %3.0f %%  %s\033[K", floor(100 * share), words);
}

static void show_line(const struct progress *progress, int64_t done, int64_t steps)
{
    char words[256];
    describe(progress, done, steps, ", ", words);
    fprintf(progress->stream, "%3.0f %%  %s\n", floor(100 * (double)done / (double)steps), words);
}

static bool is_due(const struct progress *progress, int64_t done, int64_t steps, double elapsed)
{
    if (progress->kind == PROGRESS_BAR) return elapsed >= bar_interval || done == 0;
    if (progress->kind == PROGRESS_LINES)
        return elapsed >= line_interval_most ||
               (elapsed >= line_interval && (double)(done - progress->shown_step) >= line_share * (double)steps);
    return false;
}

void progress_show(struct progress *progress, int64_t done, int64_t found, int64_t steps)
{
    if (progress->kind == PROGRESS_NONE) return;
    double clock = clock_now(), elapsed = clock - progress->shown;
    if (!is_due(progress, done, steps, elapsed)) return;
    int64_t fresh = done - found;
    if (fresh > progress->shown_fresh) {
        double rate = (double)(fresh - progress->shown_fresh) / elapsed;
        progress->rate = progress->rate > 0 ? 0.8 * progress->rate + 0.2 * rate : rate;
    }
    progress->shown = clock;
    progress->shown_step = done;
    progress->shown_fresh = fresh;
    if (progress->kind == PROGRESS_BAR)
        show_bar(progress, done, steps);
    else
        show_line(progress, done, steps);
    fflush(progress->stream);
}

void progress_end(struct progress *progress)
{
    if (progress->kind != PROGRESS_BAR) return;
    fputs("\r\033[K", progress->stream);
    fflush(progress->stream);
}
