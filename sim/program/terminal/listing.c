#include "program/terminal/listing.h"

#include <stdarg.h>
#include <string.h>

#include "scenario/numbers.h"

enum { GAP = 2 };

void listing_add(struct listing *listing, int style, const char *format, ...)
{
    struct listing_cell cell = {.style = style};
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(cell.text, sizeof cell.text, format, arguments);
    va_end(arguments);
    cell.text[terminal_fitting(cell.text, LISTING_CELL)] = 0;
    if (!array_push(&listing->cells, cell)) listing->short_of_memory = true;
}

void listing_add_value(struct listing *listing, const char *value)
{
    double drawn;
    if (strlen(value) > 10 && number_read(value, &drawn) == NUMBER_FINE)
        listing_add(listing, STYLE_PLAIN, "%.4g", drawn);
    else
        listing_add(listing, STYLE_PLAIN, "%s", value);
}

int64_t listing_rows(const struct listing *listing)
{
    return listing->cells.count / listing->count;
}

static int width_of(const struct listing *listing, int column)
{
    int widest = 0;
    for (int64_t i = column; i < listing->cells.count; i += listing->count) {
        int width = terminal_columns(listing->cells.items[i].text);
        if (width > widest) widest = width;
    }
    return widest;
}

int listing_width(const struct listing *listing)
{
    int width = 0;
    for (int column = 0; column < listing->count; column++) width += width_of(listing, column) + GAP;
    return width;
}

static void print_styled(int style, const char *text, const struct terminal *terminal, FILE *stream)
{
    bool plain = style == STYLE_PLAIN || !*text;
    fprintf(stream, "%s%s%s", plain ? "" : terminal_style(terminal, style), text,
        plain ? "" : terminal_style(terminal, STYLE_PLAIN));
}

void listing_print(
    const struct listing *listing, int64_t row, const char *end, const struct terminal *terminal, FILE *stream)
{
    int waiting = 0; /* blanks that are printed if anything follows */
    for (int column = 0; column < listing->count; column++) {
        const struct listing_cell *cell = &listing->cells.items[row * listing->count + column];
        int room = width_of(listing, column) - terminal_columns(cell->text);
        bool right = listing->sides[column] == 'r';
        if (right) waiting += room;
        if (*cell->text) {
            fprintf(stream, "%*s", waiting, "");
            print_styled(cell->style, cell->text, terminal, stream);
            waiting = 0;
        }
        waiting += right ? GAP : room + GAP;
    }
    if (*end) fprintf(stream, "%*s", waiting, "");
    print_styled(STYLE_CURVE, end, terminal, stream);
    fputc('\n', stream);
}

void listing_free(struct listing *listing)
{
    array_free(&listing->cells);
}
