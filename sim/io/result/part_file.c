#define _GNU_SOURCE /* F_OFD_SETLK */
#include "io/result/part_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *path_with_suffix(const char *path, const char *suffix)
{
    size_t length = strlen(path) + strlen(suffix) + 1;
    char *text = malloc(length);
    if (text) snprintf(text, length, "%s%s", path, suffix);
    return text;
}

int part_file_new(const char *path, char **part)
{
    for (unsigned number = 0;; number++) {
        char suffix[sizeof PART_NEW + 32];
        snprintf(suffix, sizeof suffix, PART_NEW "%ld-%u", (long)getpid(), number);
        *part = path_with_suffix(path, suffix);
        int descriptor = *part ? open(*part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666) : -1;
        if (descriptor >= 0 || !*part || errno != EEXIST) return descriptor;
        free(*part);
    }
}

/* The folder that a file is in. */
static char *folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    size_t length = slash > path ? (size_t)(slash - path) : 1;
    return strndup(slash ? path : ".", length);
}

static enum status refused(struct message *message, const char *doing, const char *path)
{
    return message_set(message, STATUS_WRITE, "%s %s: %s", doing, path, strerror(errno));
}

static bool exists(const char *path)
{
    struct stat information;
    return lstat(path, &information) == 0;
}

/* Whether the descriptor is still what the path names: between opening and locking it may have been removed. */
static bool still_named(int descriptor, const char *path)
{
    struct stat ours, named;
    return fstat(descriptor, &ours) == 0 && lstat(path, &named) == 0 && ours.st_dev == named.st_dev &&
           ours.st_ino == named.st_ino;
}

enum status in_the_way(const char *path, struct message *message)
{
    return message_set(message, STATUS_EXISTS, "%s: is in the way; use --force to remove it", path);
}

enum lock_result { LOCKED, HELD_BY_ANOTHER, NO_LOCKS_HERE };

static enum lock_result take_lock(int descriptor)
{
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    if (fcntl(descriptor, F_OFD_SETLK, &whole) == 0) return LOCKED;
    return errno == EAGAIN || errno == EACCES ? HELD_BY_ANOTHER : NO_LOCKS_HERE;
}

static enum status being_written(const struct part_file *part, struct message *message)
{
    return message_set(message, STATUS_EXISTS, "%s: another run is writing it now", part->working);
}

/* Someone's working file is in the way: removes it if nobody needs it. */
static enum status clear_the_way(const struct part_file *part, struct message *message)
{
    int descriptor = open(part->working, O_RDWR | O_NOFOLLOW | O_CLOEXEC); /* a link's target is not in the way */
    if (descriptor < 0) return errno == ENOENT ? STATUS_OK : refused(message, "cannot open", part->working);
    enum status status = STATUS_OK;
    struct stat information = {.st_size = 0};
    enum lock_result lock = take_lock(descriptor);
    if (lock == HELD_BY_ANOTHER)
        status = being_written(part, message);
    else if (fstat(descriptor, &information) != 0)
        status = refused(message, "cannot look at", part->working);
    else if (!part->overwrite && !S_ISREG(information.st_mode))
        status = in_the_way(part->working, message);
    else if (!part->overwrite && (information.st_size > 0 || lock == NO_LOCKS_HERE))
        status = message_set(message, STATUS_EXISTS,
            "%s: left by a run that did not end; resume that run, or use --force to begin anew in its place",
            part->working);
    else if (still_named(descriptor, part->working) && unlink(part->working) != 0)
        status = refused(message, "cannot remove", part->working);
    close(descriptor);
    return status;
}

/* Creates the working file and locks it. *left: a dead process had left one. */
static enum status create_working(struct part_file *part, bool *left, struct message *message)
{
    *left = false;
    for (;;) {
        part->lock = open(part->working, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (part->lock >= 0) {
            if (take_lock(part->lock) != HELD_BY_ANOTHER && still_named(part->lock, part->working)) return STATUS_OK;
            close(part->lock);
            part->lock = -1;
        } else if (errno != EEXIST) {
            return refused(message, "cannot create", part->working);
        }
        enum status status = clear_the_way(part, message);
        if (status != STATUS_OK) return status;
        *left = true;
    }
}

bool descriptor_sync(int descriptor)
{
    return fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP;
}

static enum status sync_folder(const struct part_file *part, struct message *message)
{
    int descriptor = open(part->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool good = descriptor >= 0 && descriptor_sync(descriptor);
    enum status status = good ? STATUS_OK : refused(message, "cannot sync", part->folder);
    if (descriptor >= 0) close(descriptor);
    return status;
}

static enum status name_files(struct part_file *part, const char *path, bool overwrite, struct message *message)
{
    *part = (struct part_file){.lock = -1, .overwrite = overwrite};
    part->path = path_with_suffix(path, "");
    part->working = path_with_suffix(path, ".part");
    part->fresh = path_with_suffix(path, ".part.new");
    part->folder = folder_of(path);
    bool complete = part->path && part->working && part->fresh && part->folder;
    return complete ? STATUS_OK : message_status(message, STATUS_MEMORY);
}

enum status part_file_at_rest(const char *path, struct message *message)
{
    struct part_file part;
    enum status status = name_files(&part, path, false, message);
    if (status == STATUS_OK) part.lock = open(part.working, O_RDWR | O_CLOEXEC);
    if (status == STATUS_OK && part.lock >= 0 && take_lock(part.lock) == HELD_BY_ANOTHER)
        status = being_written(&part, message);
    part_file_release(&part, false);
    return status;
}

enum status part_file_reclaim(struct part_file *part, const char *path, bool overwrite, struct message *message)
{
    enum status status = name_files(part, path, overwrite, message);
    if (status == STATUS_OK && !overwrite && exists(path))
        status = message_set(message, STATUS_EXISTS,
            "%s: is complete already; use --force to go on with %s and replace it", path, part->working);
    if (status == STATUS_OK && (part->lock = open(part->working, O_RDWR | O_CLOEXEC)) < 0)
        status = errno == ENOENT ? message_set(message, STATUS_INPUT, "%s: there is none to go on with", part->working)
                                 : refused(message, "cannot open", part->working);
    if (status == STATUS_OK && take_lock(part->lock) == HELD_BY_ANOTHER) status = being_written(part, message);
    if (status != STATUS_OK) part_file_release(part, false);
    return status;
}

enum status part_file_exchange(struct part_file *part, struct message *message)
{
    int descriptor = open(part->fresh, O_RDWR | O_CLOEXEC);
    bool good = descriptor >= 0 && take_lock(descriptor) != HELD_BY_ANOTHER && descriptor_sync(descriptor) &&
                rename(part->fresh, part->working) == 0;
    if (!good) {
        enum status status = refused(message, "cannot replace", part->working);
        if (descriptor >= 0) close(descriptor);
        return status;
    }
    close(part->lock);
    part->lock = descriptor;
    return sync_folder(part, message);
}

/* Whoever dies making a fresh file leaves the working one beside it; alone it is somebody's, or a whole result. */
static enum status clear_fresh(const struct part_file *part, bool left, struct message *message)
{
    if (!part->overwrite && !left && exists(part->fresh)) return in_the_way(part->fresh, message);
    if (unlink(part->fresh) == 0 || errno == ENOENT) return STATUS_OK;
    return refused(message, "cannot remove", part->fresh);
}

enum status part_file_claim(struct part_file *part, const char *path, bool overwrite, struct message *message)
{
    enum status status = name_files(part, path, overwrite, message);
    if (status == STATUS_OK && !overwrite && exists(path))
        status = message_set(message, STATUS_EXISTS, "%s: exists already; use --force to replace it", path);
    bool left;
    if (status == STATUS_OK) status = create_working(part, &left, message);
    if (status == STATUS_OK) status = clear_fresh(part, left, message);
    if (status != STATUS_OK) part_file_release(part, part->lock >= 0);
    return status;
}

enum status part_file_sync(const struct part_file *part, struct message *message)
{
    return descriptor_sync(part->lock) ? STATUS_OK : refused(message, "cannot write", part->working);
}

static enum status sync_fresh(const struct part_file *part, int64_t *bytes, struct message *message)
{
    struct stat information = {.st_size = 0};
    int descriptor = open(part->fresh, O_RDWR | O_CLOEXEC);
    bool good = descriptor >= 0 && descriptor_sync(descriptor) && fstat(descriptor, &information) == 0;
    enum status status = good ? STATUS_OK : refused(message, "cannot write", part->fresh);
    if (bytes) *bytes = (int64_t)information.st_size;
    if (descriptor >= 0) close(descriptor);
    return status;
}

/* A hard link takes a name only if it is free; where there are no hard links, looking before renaming is what remains.
 */
static enum status move_fresh(const struct part_file *part, struct message *message)
{
    if (!part->overwrite) {
        if (link(part->fresh, part->path) == 0) {
            unlink(part->fresh);
            return STATUS_OK;
        }
        if (errno == EEXIST || exists(part->path))
            return message_set(message, STATUS_EXISTS,
                "%s: someone put a file there during the run; the result is in %s, complete", part->path, part->fresh);
    }
    return rename(part->fresh, part->path) == 0 ? STATUS_OK : refused(message, "cannot create", part->path);
}

enum status part_file_finish(const struct part_file *part, int64_t *bytes, struct message *message)
{
    enum status status = sync_fresh(part, bytes, message);
    if (status == STATUS_OK) status = move_fresh(part, message);
    if (status == STATUS_OK) status = sync_folder(part, message);
    if (status == STATUS_OK) unlink(part->working);
    return status;
}

void part_file_drop_fresh(const struct part_file *part)
{
    unlink(part->fresh);
}

void part_file_release(struct part_file *part, bool remove)
{
    if (remove && part->lock >= 0 && still_named(part->lock, part->working)) unlink(part->working);
    if (part->lock >= 0) close(part->lock);
    free(part->path);
    free(part->working);
    free(part->fresh);
    free(part->folder);
    *part = (struct part_file){.lock = -1};
}
