/* Words as a shell takes them. */
#ifndef BASE_SHELL_H
#define BASE_SHELL_H

#include <stddef.h>

/* Room that a quoted word may need, its end included. */
size_t shell_room(const char *word);

/* Writes the word at `to`, quoted where it has to be, and returns where it ends (at its 0). */
char *shell_quote(char *to, const char *word);

/* The same by value, so that `shell_word(path).text` can stand in a message; what is longer than any message is cut. */
enum { SHELL_WORD = 2048 };
struct shell_word {
    char text[SHELL_WORD];
};
struct shell_word shell_word(const char *word);

#endif
