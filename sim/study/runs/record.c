#include "study/runs/record.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/result/part_file.h"

enum { FORMAT = 1, HEAD = 72, CHECK = 16 };

static const char magic[8] = {'s', 'e', 'l', 'f', 'o', 'r', 'g', 'R'};

void record_say_ended(struct record *record, int64_t step, const char *rule)
{
    snprintf(record->reason, sizeof record->reason, "ended at step %" PRId64 ": %.400s", step, rule);
}

int64_t record_ended_at(const char *reason)
{
    int64_t step;
    return sscanf(reason, "ended at step %" SCNd64 ":", &step) == 1 ? step : -1;
}

void record_free(struct record *record)
{
    free(record->outcomes);
    free(record->steps);
    free(record->series);
    *record = (struct record){0};
}

/* ---- numbers as bytes ---- */

static unsigned char *put(unsigned char *at, uint64_t number, int size)
{
    for (int i = 0; i < size; i++) at[i] = (unsigned char)(number >> (8 * i));
    return at + size;
}

static uint64_t get(const unsigned char **at, int size)
{
    uint64_t number = 0;
    for (int i = 0; i < size; i++) number |= (uint64_t)(*at)[i] << (8 * i);
    *at += size;
    return number;
}

static unsigned char *put_digest(unsigned char *at, struct digest digest)
{
    return put(put(at, digest.low, 8), digest.high, 8);
}

static struct digest get_digest(const unsigned char **at)
{
    uint64_t low = get(at, 8), high = get(at, 8);
    return (struct digest){.low = low, .high = high};
}

static unsigned char *put_reals(unsigned char *at, const double *reals, int64_t count)
{
    for (int64_t i = 0; i < count; i++) {
        uint64_t bits;
        memcpy(&bits, &reals[i], sizeof bits);
        at = put(at, bits, 8);
    }
    return at;
}

static void get_reals(const unsigned char **at, double *reals, int64_t count)
{
    for (int64_t i = 0; i < count; i++) {
        uint64_t bits = get(at, 8);
        memcpy(&reals[i], &bits, sizeof bits);
    }
}

/* ---- the whole ---- */

static int64_t size_of(const struct record *record, int64_t reason)
{
    return HEAD + reason + 8 * record->outcome_count + record->row_count * (4 + 8 * record->series_count) + CHECK;
}

enum status record_encode(const struct record *record, struct bytes *bytes)
{
    int64_t reason = (int64_t)strlen(record->reason), size = size_of(record, reason);
    array_clear(bytes);
    if (!array_reserve(bytes, size)) return STATUS_MEMORY;
    unsigned char *at = bytes->items;
    memcpy(at, magic, sizeof magic);
    at = put(at + sizeof magic, FORMAT, 2);
    at = put(put(put(at, record->status, 2), (uint64_t)reason, 2), (uint64_t)record->outcome_count, 2);
    at = put(put(at, (uint64_t)record->row_count, 8), (uint64_t)record->series_count, 8);
    at = put_digest(put_digest(put(at, (uint64_t)record->run, 8), record->identity), record->digest);
    memcpy(at, record->reason, (size_t)reason);
    at = put_reals(at + reason, record->outcomes, record->outcome_count);
    for (int64_t i = 0; i < record->row_count; i++) at = put(at, (uint32_t)record->steps[i], 4);
    at = put_reals(at, record->series, record->row_count * record->series_count);
    put_digest(at, digest_of(bytes->items, (size_t)(size - CHECK)));
    bytes->count = size;
    return STATUS_OK;
}

/* The head; the length of the reason, or -1 where the bytes cannot be a record of that size. */
static int64_t get_head(const unsigned char **at, int64_t count, struct record *record)
{
    *at += sizeof magic;
    uint64_t format = get(at, 2), status = get(at, 2);
    int64_t reason = (int64_t)get(at, 2);
    record->outcome_count = (int64_t)get(at, 2);
    record->row_count = (int64_t)get(at, 8);
    record->series_count = (int64_t)get(at, 8);
    record->run = (int64_t)get(at, 8);
    record->identity = get_digest(at);
    record->digest = get_digest(at);
    record->status = (enum record_status)status;
    bool possible = format == FORMAT && status <= RECORD_FAILED && reason < RECORD_REASON && record->row_count >= 0 &&
                    record->row_count <= count && record->series_count >= 0 && record->series_count < 1 << 16;
    return possible && size_of(record, reason) == count ? reason : -1;
}

enum status record_decode(const unsigned char *bytes, int64_t count, struct record *record)
{
    *record = (struct record){0};
    if (count < HEAD + CHECK || memcmp(bytes, magic, sizeof magic) != 0) return STATUS_DAMAGED;
    const unsigned char *at = bytes, *check = bytes + count - CHECK;
    struct digest whole = digest_of(bytes, (size_t)(count - CHECK)), kept = get_digest(&check);
    int64_t reason = get_head(&at, count, record);
    if (reason < 0 || memcmp(&whole, &kept, sizeof whole) != 0) {
        *record = (struct record){0};
        return STATUS_DAMAGED;
    }
    int64_t cells = record->row_count * record->series_count;
    record->outcomes = malloc((size_t)record->outcome_count * sizeof *record->outcomes + 1);
    record->steps = malloc((size_t)record->row_count * sizeof *record->steps + 1);
    record->series = malloc((size_t)cells * sizeof *record->series + 1);
    if (!record->outcomes || !record->steps || !record->series) {
        record_free(record);
        return STATUS_MEMORY;
    }
    memcpy(record->reason, at, (size_t)reason);
    at += reason;
    get_reals(&at, record->outcomes, record->outcome_count);
    for (int64_t i = 0; i < record->row_count; i++) record->steps[i] = (int32_t)get(&at, 4);
    get_reals(&at, record->series, cells);
    return STATUS_OK;
}

/* ---- files ---- */

static enum status refused(struct message *message, enum status status, const char *doing, const char *path)
{
    return message_set(message, status, "cannot %s %s: %s", doing, path, strerror(errno));
}

static bool write_all(int descriptor, const struct bytes *bytes)
{
    for (int64_t done = 0; done < bytes->count;) {
        ssize_t wrote = write(descriptor, bytes->items + done, (size_t)(bytes->count - done));
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote < 0) return false;
        done += wrote;
    }
    return true;
}

enum status record_write(const char *path, const struct bytes *bytes, struct message *message)
{
    char *part;
    int descriptor = part_file_new(path, &part);
    if (!part) return message_status(message, STATUS_MEMORY);
    bool good = descriptor >= 0 && write_all(descriptor, bytes) && descriptor_sync(descriptor);
    if (descriptor >= 0 && close(descriptor) != 0) good = false;
    good = good && rename(part, path) == 0;
    enum status status = good ? STATUS_OK : refused(message, STATUS_WRITE, "write", path);
    if (!good && descriptor >= 0) unlink(part);
    free(part);
    return status;
}

/* The whole file; none, and no error, where there is no such file. */
static enum status read_bytes(const char *path, struct bytes *bytes, struct message *message)
{
    struct stat information;
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return errno == ENOENT ? STATUS_OK : refused(message, STATUS_READ, "open", path);
    enum status status = fstat(descriptor, &information) == 0 ? STATUS_OK : refused(message, STATUS_READ, "read", path);
    if (status == STATUS_OK && !array_reserve(bytes, information.st_size + 1))
        status = message_status(message, STATUS_MEMORY);
    ssize_t got = 1;
    while (status == STATUS_OK && got > 0 && bytes->count < information.st_size) {
        got = read(descriptor, bytes->items + bytes->count, (size_t)(information.st_size - bytes->count));
        const bool interrupted = got < 0 && errno == EINTR;
        if (got > 0) bytes->count += got;
        if (got < 0 && !interrupted) status = refused(message, STATUS_READ, "read", path);
        if (interrupted) got = 1;
    }
    close(descriptor);
    return status;
}

enum status record_read(const char *path, int64_t run, const struct digest *identity, struct record *record,
    bool *there, struct message *message)
{
    struct bytes bytes = {0};
    *there = false;
    *record = (struct record){0};
    enum status status = read_bytes(path, &bytes, message);
    if (status == STATUS_OK) status = record_decode(bytes.items, bytes.count, record);
    *there = status == STATUS_OK && record->run == run && memcmp(&record->identity, identity, sizeof *identity) == 0;
    if (!*there) record_free(record);
    array_free(&bytes);
    return status == STATUS_DAMAGED ? STATUS_OK : status;
}
