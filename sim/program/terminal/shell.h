/* Words as a shell takes them. */
#ifndef PROGRAM_SHELL_H
#define PROGRAM_SHELL_H

#include <stddef.h>

/* Room that a quoted word may need, its end included. */
size_t shell_room(const char *word);

/* Writes the word at `to`, quoted where it has to be, and returns where it ends (at its 0). */
char *shell_quote(char *to, const char *word);

#endif
