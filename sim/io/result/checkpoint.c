#include "io/result/checkpoint.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/result/part_file.h"
#include "io/text/version.h"
#include "scenario/parameters.h"

static const char opening[] = "selforg checkpoint 3\n";

enum { TEXT_LENGTH = 256, ROW_COUNTS_MOST = 1 << 16 };

/* A file under way, and the digest of what went by. */
struct stream {
    FILE *file;
    struct digester *digester;
};

static enum status write_bytes(void *context, void *bytes, size_t size)
{
    struct stream *stream = context;
    digester_add(stream->digester, bytes, size);
    return fwrite(bytes, 1, size, stream->file) == size ? STATUS_OK : STATUS_WRITE;
}

static enum status read_bytes(void *context, void *bytes, size_t size)
{
    struct stream *stream = context;
    if (fread(bytes, 1, size, stream->file) != size) return ferror(stream->file) ? STATUS_READ : STATUS_DAMAGED;
    digester_add(stream->digester, bytes, size);
    return STATUS_OK;
}

/* Leaves errno as it was: it says why something else failed. */
static void stream_close(struct stream *stream)
{
    int error = errno;
    if (stream->file) fclose(stream->file);
    digester_free(stream->digester);
    *stream = (struct stream){0};
    errno = error;
}

static enum status stream_open(struct stream *stream, const char *path, const char *mode)
{
    *stream = (struct stream){.digester = digester_new()};
    if (!stream->digester) return STATUS_MEMORY;
    stream->file = fopen(path, mode);
    if (stream->file) return STATUS_OK;
    stream_close(stream);
    return *mode == 'r' ? STATUS_READ : STATUS_WRITE;
}

/* What must be equal for the bytes of one to be those of the other. */
struct identity {
    char opening[sizeof opening];
    char program[TEXT_LENGTH]; /* version, commit, compiler */
    struct digest scenario;    /* every parameter's value */
};

static enum status identify(struct identity *identity, const struct scenario *scenario)
{
    struct digester *digester = digester_new();
    bool whole = digester != NULL;
    *identity = (struct identity){.opening = ""};
    if (digester) {
        memcpy(identity->opening, opening, sizeof opening);
        snprintf(identity->program, sizeof identity->program, "%s %s %s", version_number(), version_commit(),
            version_compiler());
        for (int i = 0; i < PARAMETER_TOTAL && whole; i++) {
            char *text = parameter_text(scenario, &parameter_table[i]);
            if (text) digester_add(digester, text, strlen(text) + 1);
            whole = text != NULL;
            free(text);
        }
        identity->scenario = digester_result(digester);
    }
    enum status status = whole ? STATUS_OK : STATUS_MEMORY;
    digester_free(digester);
    return status;
}

/* ---- writing ---- */

static enum status write_all(struct stream *stream, const struct checkpoint *checkpoint, struct world *world)
{
    struct identity identity;
    struct until_rows rows = checkpoint->until;
    const struct observation *observation = checkpoint->observation;
    int64_t count = checkpoint->row_count;
    struct digest given = checkpoint->given;
    enum status status = identify(&identity, checkpoint->scenario);
    if (status == STATUS_OK) status = write_bytes(stream, &identity, sizeof identity);
    if (status == STATUS_OK) status = write_bytes(stream, &rows, sizeof rows);
    if (status == STATUS_OK) status = write_bytes(stream, observation->before, observation_bytes_before(observation));
    if (status == STATUS_OK) status = write_bytes(stream, &given, sizeof given);
    if (status == STATUS_OK) status = write_bytes(stream, &count, sizeof count);
    if (status == STATUS_OK) status = write_bytes(stream, checkpoint->rows, (size_t)count * sizeof *checkpoint->rows);
    if (status == STATUS_OK) status = model_save(world, write_bytes, stream);
    struct digest digest = digester_result(stream->digester);
    if (status == STATUS_OK) status = write_bytes(stream, &digest, sizeof digest);
    if (status == STATUS_OK && (fflush(stream->file) != 0 || !descriptor_sync(fileno(stream->file))))
        status = STATUS_WRITE;
    return status;
}

enum status checkpoint_write(
    const char *path, const struct checkpoint *checkpoint, struct world *world, struct message *message)
{
    char *name = path_with_suffix(path, ".checkpoint"), *before = path_with_suffix(path, ".checkpoint.1");
    char *fresh = path_with_suffix(path, ".checkpoint.new");
    struct stream stream = {0};
    enum status status = name && before && fresh ? stream_open(&stream, fresh, "wb") : STATUS_MEMORY;
    if (status == STATUS_OK) status = write_all(&stream, checkpoint, world);
    stream_close(&stream);
    if (status == STATUS_OK && ((rename(name, before) != 0 && errno != ENOENT) || rename(fresh, name) != 0))
        status = STATUS_WRITE;
    if (status == STATUS_WRITE) {
        message_set(message, status, "cannot write %s: %s", fresh, strerror(errno));
        unlink(fresh);
    } else if (status != STATUS_OK) {
        message_status(message, status);
    }
    free(name);
    free(before);
    free(fresh);
    return status;
}

/* ---- reading ---- */

static int64_t bytes_of(const struct stream *stream)
{
    struct stat information;
    return fstat(fileno(stream->file), &information) == 0 ? information.st_size : 0;
}

/* Whether the file is whole: its checksum is right. */
static enum status check_whole(const char *path)
{
    struct stream stream;
    struct digest stated;
    unsigned char bytes[1 << 14];
    enum status status = stream_open(&stream, path, "rb");
    if (status != STATUS_OK) return status;
    long left = fseek(stream.file, 0, SEEK_END) == 0 ? ftell(stream.file) - (long)sizeof stated : -1;
    rewind(stream.file);
    if (left < 0) status = STATUS_DAMAGED;
    for (size_t size; status == STATUS_OK && left > 0; left -= (long)size) {
        size = left < (long)sizeof bytes ? (size_t)left : sizeof bytes;
        status = read_bytes(&stream, bytes, size);
    }
    struct digest digest = digester_result(stream.digester);
    if (status == STATUS_OK) status = read_bytes(&stream, &stated, sizeof stated);
    if (status == STATUS_OK && memcmp(&stated, &digest, sizeof digest) != 0) status = STATUS_DAMAGED;
    stream_close(&stream);
    return status;
}

static enum status check_identity(
    struct stream *stream, const char *path, const struct scenario *scenario, struct message *message)
{
    struct identity ours, theirs;
    enum status status = identify(&ours, scenario);
    if (status == STATUS_OK) status = read_bytes(stream, &theirs, sizeof theirs);
    if (status != STATUS_OK) return message_set(message, status, "%s: %s", path, status_sentence(status));
    theirs.program[TEXT_LENGTH - 1] = '\0';
    if (memcmp(ours.opening, theirs.opening, sizeof ours.opening) != 0)
        return message_set(message, STATUS_INPUT, "%s: not a checkpoint of this format", path);
    if (strcmp(ours.program, theirs.program) != 0)
        return message_set(message, STATUS_INPUT,
            "%s: written by another build (%s; this is %s); go on with that one, or begin anew with run --force", path,
            theirs.program, ours.program);
    if (memcmp(&ours.scenario, &theirs.scenario, sizeof ours.scenario) != 0)
        return message_set(message, STATUS_INPUT, "%s: of another scenario than the part file beside it", path);
    return STATUS_OK;
}

static enum status load(const char *path, struct checkpoint *checkpoint, struct world *world, struct message *message)
{
    struct stream stream;
    const struct observation *observation = checkpoint->observation;
    enum status status = stream_open(&stream, path, "rb");
    if (status != STATUS_OK) return message_set(message, status, "%s: %s", path, status_sentence(status));
    status = check_identity(&stream, path, checkpoint->scenario, message);
    if (status == STATUS_OK) {
        status = read_bytes(&stream, &checkpoint->until, sizeof checkpoint->until);
        if (status == STATUS_OK && (checkpoint->until.count < 0 || checkpoint->until.count >= UNTIL_ROWS_MOST))
            status = STATUS_DAMAGED;
        if (status == STATUS_OK)
            status = read_bytes(&stream, observation->before, observation_bytes_before(observation));
        if (status == STATUS_OK) status = read_bytes(&stream, &checkpoint->given, sizeof checkpoint->given);
        if (status == STATUS_OK) status = read_bytes(&stream, &checkpoint->row_count, sizeof checkpoint->row_count);
        if (status == STATUS_OK && (checkpoint->row_count < 0 || checkpoint->row_count > ROW_COUNTS_MOST))
            status = STATUS_DAMAGED;
        if (status == STATUS_OK &&
            !(checkpoint->rows = calloc((size_t)checkpoint->row_count + 1, sizeof *checkpoint->rows)))
            status = STATUS_MEMORY;
        if (status == STATUS_OK)
            status = read_bytes(&stream, checkpoint->rows, (size_t)checkpoint->row_count * sizeof *checkpoint->rows);
        if (status == STATUS_OK) status = model_load(world, bytes_of(&stream), read_bytes, &stream);
        if (status != STATUS_OK) message_set(message, status, "%s: %s", path, status_sentence(status));
    }
    stream_close(&stream);
    return status;
}

/* Whether there is one, and whole. Where that cannot be told, going on without it would throw the run away. */
static enum status look_for(const char *name, struct checkpoint *checkpoint, bool *found, struct message *message)
{
    enum status whole = check_whole(name);
    *found = whole == STATUS_OK;
    checkpoint->damaged += whole == STATUS_DAMAGED;
    if (whole == STATUS_MEMORY) return message_no_memory(message, "to read %s", name);
    if (whole != STATUS_READ || errno == ENOENT) return STATUS_OK;
    return message_set(message, whole, "%s: it cannot be read: %s", name, strerror(errno));
}

enum status checkpoint_read(
    const char *path, struct checkpoint *checkpoint, struct world *world, bool *found, struct message *message)
{
    static const char *const suffixes[] = {".checkpoint", ".checkpoint.1"};
    enum status status = STATUS_OK;
    *found = false;
    for (int i = 0; i < 2 && !*found && status == STATUS_OK; i++) {
        char *name = path_with_suffix(path, suffixes[i]);
        if (!name) return message_status(message, STATUS_MEMORY);
        status = look_for(name, checkpoint, found, message);
        if (status == STATUS_OK && *found) status = load(name, checkpoint, world, message);
        free(name);
    }
    return status;
}

/* The names that checkpoints have beside a result. */
static const char *const suffixes[] = {".checkpoint.new", ".checkpoint.1", ".checkpoint"};

enum status checkpoint_spare(const char *path, struct message *message)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes && status == STATUS_OK; i++) {
        struct stat information;
        char *name = path_with_suffix(path, suffixes[i]);
        if (!name)
            status = message_status(message, STATUS_MEMORY);
        else if (lstat(name, &information) == 0)
            status = in_the_way(name, message);
        free(name);
    }
    return status;
}

void checkpoint_remove(const char *path)
{
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        char *name = path_with_suffix(path, suffixes[i]);
        if (name) unlink(name);
        free(name);
    }
}
