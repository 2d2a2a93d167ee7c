/* How the finished file is made from the part file; for result_writer.c alone. */
#ifndef IO_RESULT_FINISH_H
#define IO_RESULT_FINISH_H

#include "io/result/result_layout.h"

enum { DATE_LENGTH = 32 };

/* What depends on the clock or the machine. */
struct result_environment {
    char started[DATE_LENGTH]; /* UTC */
    double seconds;            /* wall time from opening to completion; 0 as long as it is not known */
    int64_t processors, threads;
    const char *command;
};

struct result_environment result_environment_now(const struct result_request *request);

/* Writes /run/environment. */
MUST_USE enum status result_environment_write(
    hid_t file, const struct result_environment *environment, struct message *message);

struct result_finish {
    const struct result_source *source;
    const struct result_environment *environment;
    struct world *world;              /* that of the source, at its last step */
    const struct result_layout *part; /* everything in it written out, or nothing in a file yet */
};

/* Writes the finished file to `path`, with digests and checksum, complete and closed. On an error what is at `path` is
 * of no use. */
MUST_USE enum status result_finish(const struct result_finish *finish, const char *path, struct message *message);

#endif
