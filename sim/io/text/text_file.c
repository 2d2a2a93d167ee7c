#include "io/text/text_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "io/text/characters.h"

enum status text_file_read(const char *path, size_t most, char **text, size_t *length, struct message *message)
{
    enum status status = STATUS_OK;
    FILE *file = fopen(path, "rb");
    *text = NULL;
    if (!file) return message_set(message, STATUS_INPUT, "%s: the file cannot be opened: %s", path, strerror(errno));
    *text = malloc(most + 2);
    if (*text) {
        *length = fread(*text, 1, most + 1, file);
        (*text)[*length] = '\0';
        if (ferror(file))
            status = message_set(message, STATUS_INPUT, "%s: the file cannot be read: %s", path, strerror(errno));
    } else
        status = message_no_memory(message, "to read %s", path);
    fclose(file);
    char *fitting = status == STATUS_OK ? realloc(*text, *length + 1) : NULL;
    if (!fitting) free(*text);
    if (!fitting && status == STATUS_OK) status = message_no_memory(message, "to read %s", path);
    *text = fitting;
    return status;
}

/* Reads what an open file holds, which is about `size` bytes. */
static enum status read_all(int file, size_t size, char **text, size_t *length)
{
    size_t room = size + 1; /* one more, to find the end */
    *length = 0;
    *text = memory_room(room, 1);
    while (*text) {
        ssize_t got = read(file, *text + *length, room - *length);
        if (got < 0 && errno != EINTR) return STATUS_INPUT;
        *length += got > 0 ? (size_t)got : 0;
        if (got == 0) return (*text)[*length] = '\0', STATUS_OK;
        if (*length < room) continue;
        room *= 2;
        char *larger = realloc(*text, room);
        if (!larger) return STATUS_MEMORY;
        *text = larger;
    }
    return STATUS_MEMORY;
}

static enum status refuse_endless(const char *path, mode_t mode, struct message *message)
{
    if (S_ISREG(mode) || S_ISDIR(mode)) return STATUS_OK;
    return message_set(message, STATUS_INPUT,
        "%s: this is no regular file but a pipe or a device, which may have no end; save it as a file", path);
}

enum status text_file_ends(const char *path, struct message *message)
{
    struct stat about;
    return stat(path, &about) == 0 ? refuse_endless(path, about.st_mode, message) : STATUS_OK;
}

/* What a program reads that unpacks it first. */
static enum status refuse_packed(const char *path, const char *text, struct message *message)
{
    static const struct {
        const char *begins, *what;
    } packed[] = {{"\x1F\x8B", "compressed (gzip): unpack it"},
        {"PK\x03\x04", "packed (zip), as spreadsheets of Excel and LibreOffice are: save it as text"}};
    for (size_t i = 0; i < sizeof packed / sizeof *packed; i++)
        if (strncmp(text, packed[i].begins, strlen(packed[i].begins)) == 0)
            return message_set(message, STATUS_INPUT, "%s: this is %s", path, packed[i].what);
    return STATUS_OK;
}

enum status text_file_read_whole(const char *path, char **text, size_t *length, struct message *message)
{
    struct stat about;
    *text = NULL;
    int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (file < 0) return message_set(message, STATUS_INPUT, "%s: %s", path, strerror(errno));
    enum status status = fstat(file, &about) == 0 ? STATUS_OK : STATUS_INPUT;
    if (status == STATUS_OK && S_ISDIR(about.st_mode))
        status = message_set(message, STATUS_INPUT, "%s: this is a folder", path);
    else if (status == STATUS_OK && (status = refuse_endless(path, about.st_mode, message)) == STATUS_OK &&
             (status = read_all(file, (size_t)about.st_size, text, length)) == STATUS_INPUT)
        message_set(message, status, "%s: the file cannot be read: %s", path, strerror(errno));
    else if (status == STATUS_OK)
        status = refuse_packed(path, *text, message);
    close(file);
    if (status == STATUS_MEMORY)
        message_set(
            message, status, "%s: there is not enough memory to read its %.0f MB", path, 1e-6 * (double)about.st_size);
    if (status != STATUS_OK) {
        free(*text);
        *text = NULL;
    }
    return status;
}

bool text_ends_line(const char *text, size_t length, size_t at)
{
    return text[at] == '\n' || (text[at] == '\r' && (at + 1 == length || text[at + 1] != '\n'));
}

/* The line that a byte is in. */
static long long line_of(const char *text, size_t length, size_t at)
{
    long long line = 1;
    for (size_t i = 0; i < at; i++) line += text_ends_line(text, length, i);
    return line;
}

enum status text_check(const char *path, const char *text, size_t length, struct message *message)
{
    bool wide = length >= 2 && (memcmp(text, "\xFF\xFE", 2) == 0 || memcmp(text, "\xFE\xFF", 2) == 0);
    const char *zero = wide ? text : memchr(text, '\0', length);
    if (wide) return message_set(message, STATUS_INPUT, "%s: this is UTF-16; save it in UTF-8", path);
    if (zero)
        return message_set(message, STATUS_INPUT,
            "%s:%lld: this is no plain text: there is a byte 0; save it as text in UTF-8", path,
            line_of(text, length, (size_t)(zero - text)));
    size_t valid = characters_valid(text, length);
    if (valid == length) return STATUS_OK;
    return message_set(message, STATUS_INPUT,
        "%s:%lld: the byte 0x%02X is not UTF-8 (Latin-1?); save the file in UTF-8", path, line_of(text, length, valid),
        (unsigned char)text[valid]);
}

char *text_behind_mark(char *text)
{
    static const char mark[] = "\xEF\xBB\xBF";
    return strncmp(text, mark, sizeof mark - 1) == 0 ? text + sizeof mark - 1 : text;
}

enum status text_file_fault(void)
{
    return errno == ENOENT || errno == ENOTDIR ? STATUS_INPUT : STATUS_READ;
}

enum status text_file_there(const char *path, bool *there, struct message *message)
{
    struct stat about;
    *there = stat(path, &about) == 0;
    if (*there || text_file_fault() == STATUS_INPUT) return STATUS_OK;
    return message_set(message, STATUS_READ, "%s: whether it is there cannot be told: %s", path, strerror(errno));
}

bool text_file_again(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISREG(about.st_mode);
}

bool text_file_same(const char *a, const char *b)
{
    struct stat one, other;
    return stat(a, &one) == 0 && stat(b, &other) == 0 && one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

char *text_file_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    return strndup(path, slash ? (size_t)(slash - path) + 1 : 0);
}

char *text_file_beside(const char *name, const char *beside)
{
    char *folder = text_file_folder(*name == '/' || !beside ? "" : beside);
    size_t size = folder ? strlen(folder) + strlen(name) + 1 : 0;
    char *path = folder ? malloc(size) : NULL;
    if (path) snprintf(path, size, "%s%s", folder, name);
    free(folder);
    return path;
}
