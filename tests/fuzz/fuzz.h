/* What the fuzz targets share. A target is given any bytes; it may end only by what it demands, by the sanitizers, or
 * by time. Files that it needs lie in memory, under names of its own.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/status.h"

int LLVMFuzzerInitialize(int *count, char ***arguments); /* once, however long it takes */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void demand(bool holds, const char *what)
{
    if (holds) return;
    fprintf(stderr, "this does not hold: %s\n", what);
    abort();
}

/* What reading ends with: done, or refused with a reason. */
static inline bool is_read(enum status status, const struct message *message)
{
    bool refused = status == STATUS_INPUT || status == STATUS_DAMAGED || status == STATUS_READ;
    demand(status == STATUS_OK || refused || status == STATUS_MEMORY, "it is read or refused");
    demand(status == STATUS_OK || *message->text, "a refusal says why");
    return status == STATUS_OK;
}

struct fuzz_path {
    char text[96];
};

static inline struct fuzz_path fuzz_path(const char *ending)
{
    struct fuzz_path path;
    snprintf(path.text, sizeof path.text, "/dev/shm/selforg-fuzz-%d%s", (int)getpid(), ending);
    return path;
}

static inline void write_file(const char *path, const void *data, size_t size)
{
    FILE *file = fopen(path, "wb");
    demand(file && fwrite(data, 1, size, file) == size && fclose(file) == 0, "a file can be written");
}

/* A file's bytes, to be freed. */
static inline uint8_t *read_file(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    demand(file && fseek(file, 0, SEEK_END) == 0, "a file can be read");
    *size = (size_t)ftell(file);
    rewind(file);
    uint8_t *data = malloc(*size + 1);
    demand(data && fread(data, 1, *size, file) == *size && fclose(file) == 0, "a file can be read");
    return data;
}

/* The part of the bytes up to a byte 1 or their end, zero-terminated, to be freed; *data goes on behind it. */
static inline char *take_text(const uint8_t **data, size_t *size)
{
    const uint8_t *end = *size > 0 ? memchr(*data, 1, *size) : NULL;
    size_t length = end ? (size_t)(end - *data) : *size, gone = length + (end != NULL);
    char *text = calloc(1, length + 1);
    demand(text, "there is memory");
    if (length > 0) memcpy(text, *data, length);
    *data += gone;
    *size -= gone;
    return text;
}

#endif
