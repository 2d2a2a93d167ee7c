/* Words as a shell takes them. */
#ifndef BASE_SHELL_H
#define BASE_SHELL_H

#include <stddef.h>

/* Room that a quoted word may need, its end included. */
size_t shell_room(const char *word);

/* Writes the word at `to`, quoted where it has to be, and returns where it ends (at its 0). */
char *shell_quote(char *to, const char *word);

/* A path by value, so that `shell_word(path).text` can stand in a message: not to be taken for an option where it
 * begins with a hyphen, and of one that is longer than any that can be opened (PATH_MAX of Linux) the beginning. */
enum { SHELL_PATH = 4096, SHELL_WORD = 4 * SHELL_PATH + 3 };
struct shell_word {
    char text[SHELL_WORD];
};
struct shell_word shell_word(const char *path);

#endif
