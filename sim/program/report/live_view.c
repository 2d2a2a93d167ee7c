#include "program/report/live_view.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "io/text/characters.h"
#include "io/text/clock.h"
#include "program/terminal/figures.h"
#include "program/terminal/sparkline.h"
#include "program/terminal/terminal.h"

enum { LABEL = 28, FIGURES = 12, CELLS_LEAST = 8, CELLS_MOST = 80, TITLE = 512 };

/* Seconds between two pictures. */
static const double interval = 0.1;

/* One picture on its way: it is written at once, so that nobody sees a half of it. */
struct picture {
    const struct summary *summary;
    struct terminal terminal;
    FILE *stream;
    int lines;
};

bool live_view_begin(struct live_view *view, FILE *stream)
{
    *view = (struct live_view){.stream = terminal_of(stream).interactive ? stream : NULL};
    return view->stream;
}

static const char *style(const struct picture *picture, int which)
{
    return terminal_style(&picture->terminal, which);
}

/* A line of text in a style, cut to the width; one line is left to the cursor. */
static void line(struct picture *picture, int which, const char *text)
{
    if (picture->lines + 1 >= picture->terminal.height) return;
    const int bytes = terminal_fitting(text, picture->terminal.width - MARGIN - 1);
    fprintf(picture->stream, "%*s%s%.*s%s\033[K\n", MARGIN, "", style(picture, which), bytes, text,
        style(picture, STYLE_PLAIN));
    picture->lines++;
}

static const char *unit_of(const struct curve *curve)
{
    return observable_table[curve->observable].unit;
}

static bool counts_people(const char *unit)
{
    return strcmp(unit, "agents") == 0;
}

/* The most that any curve of a unit has come to. */
static double most_of(const struct summary *summary, const char *unit)
{
    double most = 0;
    for (int i = 0; i < summary->curve_count; i++) {
        const struct curve *curve = &summary->curve[i];
        const int points = strcmp(unit_of(curve), unit) == 0 ? summary->points : 0;
        for (int point = 0; point < points; point++) most = fmax(most, curve->value[point]);
    }
    return most;
}

/* What is a share goes from 0 to 1, people to all that there are (beyond, where they are counted more than once), and
 * everything else to the most of its kind so far. */
static struct sparkline_scale scale_of(const struct summary *summary, const char *unit)
{
    if (strcmp(unit, "1") == 0) return (struct sparkline_scale){0, 1};
    const double people = counts_people(unit) ? (double)summary->scenario->network.agents : 0;
    return (struct sparkline_scale){0, fmax(people, most_of(summary, unit))};
}

static void draw_curve(struct picture *picture, const struct curve *curve, const struct sparkline_scale *scale)
{
    if (picture->lines + 1 >= picture->terminal.height) return;
    char curve_text[SPARKLINE_TEXT] = "";
    int cells = picture->terminal.width - MARGIN - LABEL - FIGURES - 3;
    if (cells > CELLS_MOST) cells = CELLS_MOST;
    const struct sparkline_values values = {picture->summary->points, curve->value};
    if (cells >= CELLS_LEAST) sparkline_on(scale, &values, cells, picture->terminal.unicode, curve_text);
    const bool whole = observable_table[curve->observable].type == OBSERVABLE_COUNT_TYPE;
    const struct figure figure = whole ? figure_count((int64_t)curve->last) : figure_amount(curve->last);
    const int room = cells >= CELLS_LEAST ? LABEL : picture->terminal.width - MARGIN - FIGURES - 3;
    const int bytes = terminal_fitting(curve->label, room > 0 ? room : 0);
    fprintf(picture->stream, "%*s%.*s", MARGIN, "", bytes, curve->label);
    for (int i = terminal_columns(curve->label); i < room; i++) fputc(' ', picture->stream);
    fprintf(picture->stream, "%*s  %s%s%s\033[K\n", FIGURES, figure.text, style(picture, STYLE_CURVE), curve_text,
        style(picture, STYLE_PLAIN));
    picture->lines++;
}

/* All curves of one unit, under a line that says their scale. */
static void draw_scale(struct picture *picture, const char *unit)
{
    const struct summary *summary = picture->summary;
    const struct sparkline_scale scale = scale_of(summary, unit);
    char said[TITLE];
    const char *what = counts_people(unit) ? "people" : unit;
    if (strcmp(unit, "1") == 0) what = "shares and means";
    const bool whole = scale.greatest == floor(scale.greatest);
    const struct figure greatest = whole ? figure_count((int64_t)scale.greatest) : figure_amount(scale.greatest);
    snprintf(said, sizeof said, "%s, from 0 to %s", what, greatest.text);
    line(picture, STYLE_DIM, "");
    line(picture, STYLE_DIM, said);
    for (int i = 0; i < summary->curve_count; i++)
        if (strcmp(unit_of(&summary->curve[i]), unit) == 0) draw_curve(picture, &summary->curve[i], &scale);
}

static bool is_first_of_unit(const struct summary *summary, int i)
{
    for (int before = 0; before < i; before++)
        if (strcmp(unit_of(&summary->curve[before]), unit_of(&summary->curve[i])) == 0) return false;
    return true;
}

static void draw(struct picture *picture, int32_t step, int32_t steps)
{
    char title[TITLE], shown[TITLE];
    const char *given = picture->summary->scenario->run.title;
    line(picture, STYLE_BOLD, characters_shown(*given ? given : "selforg", shown, sizeof shown));
    snprintf(title, sizeof title, "step %s of %s", figure_count(step).text, figure_count(steps).text);
    line(picture, STYLE_PLAIN, title);
    for (int i = 0; i < picture->summary->curve_count; i++)
        if (is_first_of_unit(picture->summary, i)) draw_scale(picture, unit_of(&picture->summary->curve[i]));
}

/* Goes to where the last picture began. */
static void go_back(const struct live_view *view, FILE *stream)
{
    if (view->lines > 0) fprintf(stream, "\033[%dA", view->lines);
    fputs("\r\033[J", stream);
}

/* A signal may cut writing in two; the rest is written then. */
static void write_whole(int descriptor, const char *text, size_t length)
{
    ssize_t written = 0;
    for (size_t done = 0; done < length && written >= 0; done += written > 0 ? (size_t)written : 0)
        written = write(descriptor, text + done, length - done);
}

void live_view_show(struct live_view *view, const struct summary *summary, int32_t step, int32_t steps)
{
    const double clock = view->stream ? clock_now() : 0;
    if (!view->stream || (step > 0 && clock - view->shown < interval)) return;
    char *text = NULL;
    size_t length = 0;
    struct picture picture = {summary, terminal_of(view->stream), open_memstream(&text, &length), 0};
    if (!picture.stream) return;
    go_back(view, picture.stream);
    draw(&picture, step, steps);
    if (fclose(picture.stream) == 0) {
        fflush(view->stream);
        write_whole(fileno(view->stream), text, length);
        view->lines = picture.lines;
    }
    free(text);
    view->shown = clock;
}

void live_view_end(struct live_view *view)
{
    if (!view->stream) return;
    go_back(view, view->stream);
    fflush(view->stream);
}
