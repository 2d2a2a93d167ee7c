/* A file that is not there until it is complete.
 *
 *     part_file_claim(&part, "NAME", overwrite, &message)   NAME.part is there, empty, and locked by us
 *     ... write part.working; make part.fresh from it ...
 *     part_file_finish(&part, &message)                     the fresh file is NAME, on the disk; the others are gone
 *
 * The lock is on an open file description (F_OFD_SETLK): it ends with the process however that dies, hinders nobody
 * from reading, and does not meet HDF5's own locks. On a file system without locks the file's presence must do.
 */
#ifndef IO_PART_FILE_H
#define IO_PART_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"

struct part_file {
    char *path;    /* NAME: what it is to be called */
    char *working; /* NAME.part */
    char *fresh;   /* NAME.part.new */
    char *folder;  /* in which it is to be */
    int lock;      /* a descriptor of `working` */
    bool overwrite;
};

/* `path` with something after it; to be freed. NULL: no memory. */
char *path_with_suffix(const char *path, const char *suffix);

/* What the name of a file that part_file_new made has in it, and numbers after that. */
#define PART_NEW ".part-"

/* A new file beside `path`, whose name nothing had, open for writing, with the rights that the umask leaves. -1: it
 * cannot be made (errno). *part: its name, to be freed; NULL: no memory. */
int part_file_new(const char *path, char **part);

/* STATUS_EXISTS, and that something stands where a run needs a name. */
enum status in_the_way(const char *path, struct message *message);

/* Puts what was written on the disk; a file system that cannot is no failure to write. */
bool descriptor_sync(int descriptor);

/* Claims the name. Errors, with nothing left behind: STATUS_EXISTS (NAME is there and overwrite is false; another
 * process writes it, whatever overwrite says; a dead one left a NAME.part with something in it and overwrite is false;
 * so does a NAME.part.new that no dead one can have left), STATUS_WRITE, STATUS_MEMORY. */
MUST_USE enum status part_file_claim(struct part_file *part, const char *path, bool overwrite, struct message *message);

/* STATUS_EXISTS: a process writes NAME.part now. STATUS_MEMORY. */
MUST_USE enum status part_file_at_rest(const char *path, struct message *message);

/* Claims the name for going on: NAME.part is there, left by a run that did not end, and is locked by us; it stays.
 * STATUS_INPUT: there is no such file; STATUS_WRITE: it cannot be opened; STATUS_EXISTS: NAME is there and overwrite is
 * false, or another process writes NAME.part. */
MUST_USE enum status part_file_reclaim(
    struct part_file *part, const char *path, bool overwrite, struct message *message);

/* The fresh file, synced, takes the place of the working one, and its lock. STATUS_WRITE. */
MUST_USE enum status part_file_exchange(struct part_file *part, struct message *message);

/* Makes sure that what was written into the working file is on the disk. */
MUST_USE enum status part_file_sync(const struct part_file *part, struct message *message);

/* Syncs the fresh file, gives it its name (STATUS_EXISTS if somebody else's has come there and overwrite is false),
 * syncs the folder and removes the working file. *bytes: size of the file; may be NULL. */
MUST_USE enum status part_file_finish(const struct part_file *part, int64_t *bytes, struct message *message);

/* Removes the fresh file, which came to nothing. */
void part_file_drop_fresh(const struct part_file *part);

/* Ends the claim; the working file stays, if it is there and still ours, unless `remove`. */
void part_file_release(struct part_file *part, bool remove);

#endif
