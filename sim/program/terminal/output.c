#include "program/terminal/output.h"

#include <string.h>
#include <sys/stat.h>

#include "io/text/text_file.h"

enum status output_is_input(const char *out, struct message *message)
{
    return message_set(message, STATUS_USAGE, "--out: %s is read, and would be lost; give another name", out);
}

enum status output_check_kind(const char *out, struct message *message)
{
    struct stat information;
    if (stat(out, &information) != 0 || S_ISREG(information.st_mode)) return STATUS_OK;
    return message_set(message, STATUS_USAGE, "%s: is a %s, and no file", out,
        S_ISDIR(information.st_mode) ? "folder" : "device or pipe");
}

enum status output_check_ending(const char *out, const char *ending, const char *advice, struct message *message)
{
    static const char *const known[] = {".h5", ".csv", ".json", ".html", ".yaml", ".yml"};
    const char *has = out ? strrchr(out, '.') : NULL;
    for (size_t i = 0; has && i < sizeof known / sizeof *known; i++)
        if (strcmp(has, known[i]) == 0 && strcmp(has, ending) != 0)
            return message_set(message, STATUS_USAGE, "--out: %s is not to be a %s file; %s", out, has + 1, advice);
    return STATUS_OK;
}

enum status output_check(const char *out, const char *input, struct message *message)
{
    if (!out) return STATUS_OK;
    if (!*out) return message_set(message, STATUS_USAGE, "--out: the name is empty");
    return text_file_same(out, input) ? output_is_input(out, message) : STATUS_OK;
}
