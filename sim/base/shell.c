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

struct shell_word shell_word(const char *path)
{
    struct shell_word quoted;
    char beginning[SHELL_PATH] = "";
    const size_t before = *path == '-' ? 2 : 0, length = strlen(path), most = sizeof beginning - 1 - before;
    memcpy(beginning, "./", before);
    memcpy(beginning + before, path, length < most ? length : most);
    shell_quote(quoted.text, beginning);
    return quoted;
}
