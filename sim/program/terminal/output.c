#include "program/terminal/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/result/part_file.h"
#include "io/text/text_file.h"

/* Opened the other way round: what is printed there fails as it would have. */
void output_hold_streams(void)
{
    for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; stream++)
        if (fcntl(stream, F_GETFD) < 0) (void)!open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

enum status output_is_input(const char *out, struct message *message)
{
    return message_set(message, STATUS_USAGE, "--out: %s is read, and would be lost; give another name", out);
}

/* What stands under a name; nothing is as good as a file. */
static mode_t kind_of(const char *path)
{
    struct stat information;
    return stat(path, &information) == 0 ? information.st_mode & S_IFMT : S_IFREG;
}

enum status output_check_kind(const char *out, struct message *message)
{
    mode_t kind = kind_of(out);
    if (kind == S_IFREG) return STATUS_OK;
    return message_set(
        message, STATUS_USAGE, "%s: is a %s, and no file", out, kind == S_IFDIR ? "folder" : "device or pipe");
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

static enum status not_written(const char *what, int error, struct message *message)
{
    if (error == 0) return message_set(message, STATUS_WRITE, "%s could not be written", what);
    return message_set(message, STATUS_WRITE, "%s could not be written: %s", what, strerror(error));
}

static enum status file_not_written(const struct output *output, int error, struct message *message)
{
    enum status status = not_written("it", error, message);
    message_prefix(message, "%s: ", output->path);
    return status;
}

/* Whether a stream has lost something, and errno of why; 0: it does not tell. The reason of a call that failed earlier
 * is forgotten, so it is asked for once more, by a line end: what is cut short anyway may have one. */
static bool lost(FILE *stream, int *error)
{
    bool failed = ferror(stream) != 0;
    *error = (failed && putc('\n', stream) == EOF) || fflush(stream) != 0 ? errno : 0;
    return failed || *error;
}

enum status output_arrived(FILE *stream, const char *what, struct message *message)
{
    int error;
    return lost(stream, &error) ? not_written(what, error, message) : STATUS_OK;
}

enum status output_begin(struct output *output, const char *out, struct message *message)
{
    *output = (struct output){.stream = stdout};
    if (!out || strcmp(out, "-") == 0) return STATUS_OK;
    output->path = out;
    if (kind_of(out) == S_IFREG) {
        int descriptor = part_file_new(out, &output->part);
        if (!output->part) return STATUS_MEMORY;
        output->stream = descriptor >= 0 ? fdopen(descriptor, "w") : NULL;
        if (descriptor >= 0 && !output->stream) close(descriptor), unlink(output->part);
    } else
        output->stream = fopen(out, "w");
    if (output->stream) return STATUS_OK;
    enum status status = file_not_written(output, errno, message);
    free(output->part);
    return status;
}

enum status output_end(struct output *output, enum status status, struct message *message)
{
    if (!output->path) return status;
    int error;
    if (status == STATUS_OK && lost(output->stream, &error)) status = file_not_written(output, error, message);
    if (fclose(output->stream) != 0 && status == STATUS_OK) status = file_not_written(output, errno, message);
    if (status == STATUS_OK && output->part && rename(output->part, output->path) != 0)
        status = file_not_written(output, errno, message);
    if (status != STATUS_OK && output->part) unlink(output->part);
    free(output->part);
    return status;
}
