#include "base/shell.h"

#include <stdbool.h>
#include <string.h>

size_t shell_room(const char *word)
{
    return 4 * strlen(word) + 3;
}

char *shell_quote(char *to, const char *word)
{
    static const char *const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:=,+-@%";
    bool quoted = !*word || word[strspn(word, plain)];
    if (quoted) *to++ = '\'';
    for (; *word; word++) {
        size_t length = *word == '\'' ? 4 : 1;
        memcpy(to, *word == '\'' ? "'\\''" : word, length);
        to += length;
    }
    if (quoted) *to++ = '\'';
    *to = 0;
    return to;
}

struct shell_word shell_word(const char *word)
{
    struct shell_word quoted = {""};
    if (shell_room(word) <= sizeof quoted.text)
        shell_quote(quoted.text, word);
    else
        strncpy(quoted.text, word, sizeof quoted.text - 1);
    return quoted;
}
