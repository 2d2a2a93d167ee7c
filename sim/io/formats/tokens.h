/* A text in lines, and a line in words: what stands between blanks, or in quotes. */
#ifndef IO_TOKENS_H
#define IO_TOKENS_H

#include <stdbool.h>
#include <stdint.h>

/* The next line, ended with a zero; *text goes on behind it. NULL: there is none. Lines end with LF, CRLF or CR. */
char *line_next(char **text);

/* A word of a line, ended with a zero where it stands. */
struct word {
    char *text;  /* NULL: the line is over, or a quote has no end */
    bool quoted; /* it stood in quotes ("), which may hold blanks and separators */
};

/* The next word of a line, which goes on behind it. Blanks and `separators` are between words. */
struct word word_next(char **line, const char *separators);

/* Whether the word is a quote without an end: it is none then, and nor is the line over. */
bool word_is_open(struct word word);

/* The whole number that the text is, if it is from `least` to `most`; else least - 1. */
int64_t whole_number(const char *text, int64_t least, int64_t most);

/* Room for such a number as text. */
enum { NUMBER_WIDTH = 24 };

/* So many people may there be in a file of that many bytes: more can only be a mistake. */
static inline int64_t people_most(int64_t bytes)
{
    return 1000 + 16 * bytes;
}

#endif
