#include "program/terminal/table.h"

#include <string.h>

#include "io/text/characters.h"
#include "program/terminal/terminal.h"

enum { GAP = 2, WRAPPED_LEAST = 24 };

/* The cell of a row, as it may be shown; row -1 holds the headings. */
static const char *cell(const struct table *table, int row, int column, char buffer[TABLE_CELL])
{
    char room[TABLE_CELL];
    const char *text = row < 0 ? table->headings[column] : table->cell(table->context, row, column, room);
    return characters_shown(text, buffer, TABLE_CELL);
}

void table_wrap(const char *text, int indent, int width, FILE *stream)
{
    int room = width - indent > WRAPPED_LEAST ? width - indent : WRAPPED_LEAST;
    while (terminal_columns(text) > room) {
        int cut = terminal_fitting(text, room);
        while (cut > 0 && text[cut] != ' ') cut--;
        if (cut == 0) cut = (int)strcspn(text, " ");
        if (!text[cut]) break;
        fprintf(stream, "%.*s\n%*s", cut, text, indent, "");
        text += cut;
        text += strspn(text, " ");
    }
    fprintf(stream, "%s\n", text);
}

static void print_text(const struct table *table, int margin, int width, FILE *stream)
{
    char buffer[TABLE_CELL];
    int widest[TABLE_COLUMNS_MOST] = {0}, first_row = table->headings ? -1 : 0;
    for (int row = first_row; row < table->rows; row++)
        for (int column = 0; column + 1 < table->columns; column++) {
            int columns = terminal_columns(cell(table, row, column, buffer));
            if (columns > widest[column]) widest[column] = columns;
        }
    for (int row = first_row; row < table->rows; row++) {
        int indent = margin, blank = margin; /* columns to leave before the next cell that is not empty */
        for (int column = 0; column + 1 < table->columns; column++) {
            const char *text = cell(table, row, column, buffer);
            if (*text) fprintf(stream, "%*s%s", blank, "", text);
            blank = (*text ? 0 : blank) + widest[column] - terminal_columns(text) + GAP;
            indent += widest[column] + GAP;
        }
        const char *last = cell(table, row, table->columns - 1, buffer);
        fprintf(stream, "%*s", *last ? blank : 0, "");
        table_wrap(last, indent, width, stream);
    }
}

static void print_markdown_row(const struct table *table, int row, FILE *stream)
{
    char buffer[TABLE_CELL];
    for (int column = 0; column < table->columns; column++) {
        fputs(column ? " | " : "| ", stream);
        for (const char *at = cell(table, row, column, buffer); *at; at++)
            fprintf(stream, *at == '|' ? "\\|" : "%c", *at);
    }
    fputs(" |\n", stream);
}

void table_print(const struct table *table, bool markdown, int margin, int width, FILE *stream)
{
    if (!markdown) {
        print_text(table, margin, width, stream);
        return;
    }
    print_markdown_row(table, -1, stream);
    for (int column = 0; column < table->columns; column++) fputs(column ? "---|" : "|---|", stream);
    fputc('\n', stream);
    for (int row = 0; row < table->rows; row++) print_markdown_row(table, row, stream);
}
