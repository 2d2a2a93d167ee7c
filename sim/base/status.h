/* Status: how a fallible function tells what happened.
 *
 * Every function that can fail returns an `enum status`, and the compiler insists that the result is looked at.
 * Functions that read what a person wrote also fill a `struct message`, with place and reason in plain words.
 * Nothing in the library prints, exits or aborts.
 */
#ifndef BASE_STATUS_H
#define BASE_STATUS_H

enum status {
#define STATUS(name, exit_code, public, sentence) STATUS_##name,
#include "base/status.def"
    STATUS_COUNT
};

#define MUST_USE __attribute__((warn_unused_result))

/* The exit code of a program that ends with `status`: 0, 1 (failed while running), 2 (the user's input), 3 (some runs
 * of a study failed) or 75 (stopped, and can be gone on with: EX_TEMPFAIL of sysexits.h). */
int status_exit_code(enum status status);

/* One plain sentence, static. */
const char *status_sentence(enum status status);

enum { MESSAGE_LENGTH = 2048 };

/* What to tell the person; empty where there is nothing to tell. */
struct message {
    char text[MESSAGE_LENGTH];
};

/* Writes the message as printf does, without its middle where it is longer than MESSAGE_LENGTH, and returns `status` so
 * that one can `return` it. `message` may be NULL. */
enum status message_set(struct message *message, enum status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The status with its own sentence as the message. */
enum status message_status(struct message *message, enum status status);

/* STATUS_MEMORY, and that there is not enough memory: `purpose` says for what, as printf does ("to read %s"). */
enum status message_no_memory(struct message *message, const char *purpose, ...) __attribute__((format(printf, 2, 3)));

/* Puts "prefix" before what the message already says. */
void message_prefix(struct message *message, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
