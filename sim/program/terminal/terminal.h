/* What the place that we print to can show. */
#ifndef PROGRAM_TERMINAL_H
#define PROGRAM_TERMINAL_H

#include <stdbool.h>
#include <stdio.h>

/* So many columns of a page stay empty at its left. */
enum { MARGIN = 2 };

struct terminal {
    bool interactive; /* a person looks at it, and a line can be written anew */
    bool unicode;     /* it shows more than ASCII */
    bool colour;
    int width;  /* columns, at least 20; 80 where nobody knows */
    int height; /* lines; 24 where nobody knows */
};

/* `stream` as it is now. LC_CTYPE must be set (setlocale); NO_COLOR and TERM are heeded. */
struct terminal terminal_of(FILE *stream);

/* Columns that a UTF-8 text takes, every character one. */
int terminal_columns(const char *text);

/* What the text begins with that fits into `columns`, in bytes. */
int terminal_fitting(const char *text, int columns);

enum { STYLE_PLAIN, STYLE_BOLD, STYLE_DIM, STYLE_CURVE };

/* The control sequence that begins a style, or nothing where there is no colour. Static. */
const char *terminal_style(const struct terminal *terminal, int style);

#endif
