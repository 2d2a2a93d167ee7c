/* Text that people write: whether it is clean, how to quote it, and how far one word is from another. */
#ifndef SCENARIO_TEXT_H
#define SCENARIO_TEXT_H

#include <stdbool.h>
#include <stdint.h>

/* Writes the text to `at`, in quotes, as JSON and YAML have it where there are no control characters: at most
 * 2 strlen(text) + 3 bytes, with the zero. Where it ends. */
char *text_quote(char *at, const char *text);

/* Whether the text is UTF-8 (RFC 3629) without control characters; tabs and line ends are allowed where `lines` is. */
bool text_is_clean(const char *text, bool lines);

/* The beginning of a text, fit for one line of a message: control characters become ?, a longer text ends in "...".
 * By value, so that `text_excerpt(t).text` can stand in an expression. */
enum { EXCERPT_LENGTH = 72 };
struct excerpt {
    char text[EXCERPT_LENGTH];
};
struct excerpt text_excerpt(const char *text);

/* The fewest insertions, deletions, exchanges of a letter and swaps of neighbours that lead from one word to the other,
 * no letter touched twice (optimal string alignment; Damerau 1964, doi:10.1145/363958.363994). Words beyond WORD_MOST
 * bytes are WORD_MOST apart from everything. */
enum { WORD_MOST = 63 };
int text_distance(const char *a, const char *b);

/* Less than, equal to or greater than 0 as `a` comes before `b`, is the same or comes after: numbers before words and
 * by their value, so that 2 is the same as 2.0; words byte by byte. */
int text_order(const char *a, const char *b);

/* How far a word may be from another that it was meant to be: a third of its length, at least 1. */
int text_tolerance(const char *word);

/* The candidate that someone who wrote `word` may have meant, or NULL. name(context, i) is the i-th of `count`. */
const char *text_nearest(
    const char *word, int count, const char *(*name)(const void *context, int i), const void *context);

/* "; did you mean 'NEAREST'?", to stand behind a complaint; "" where there is none. */
enum { SUGGESTION_LENGTH = WORD_MOST + 32 };
struct suggestion {
    char text[SUGGESTION_LENGTH];
};
struct suggestion text_suggestion(const char *nearest);

/* "1 node", "2 nodes": so many of what is one and what are many. */
enum { COUNT_LENGTH = 64 };
struct counted {
    char text[COUNT_LENGTH];
};
struct counted text_count(int64_t count, const char *one, const char *many);

#endif
