/* Options: one small parser for the command line of every command, driven by a table.
 *
 *     --name VALUE   --name=VALUE   -n VALUE   -nVALUE   --flag   -- (the rest are operands)   - (an operand or a
 * value)
 *
 * Every complaint is one line that says what is wrong, what would be right, and the nearest name.
 */
#ifndef PROGRAM_OPTIONS_H
#define PROGRAM_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

/* What each type stores: bool, const char *, int64_t, an enum, struct option_list. */
enum option_type { OPTION_FLAG, OPTION_TEXT, OPTION_COUNT, OPTION_CHOICE, OPTION_LIST };

struct option_choice {
    const char *text, *sentence;
};

struct option {
    const char *name;
    char letter; /* of the short form; 0: none */
    bool second; /* it may stand as the word after the operand too */
    enum option_type type;
    const char *argument; /* what stands for the value in a help text; NULL for a flag */
    const char *pattern;  /* of file names, for completion; NULL where any will do */
    const char *sentence;
    size_t offset;                       /* of the value in the command's struct */
    int64_t usual, least, most;          /* of a COUNT; usual 0: it has no usual value */
    const struct option_choice *choices; /* of a CHOICE: [choice_count], in the order of its enum */
    int choice_count;
};

struct example {
    const char *command, *sentence;
};

struct command {
    const char *name, *sentence;
    const struct option *operand; /* a TEXT or a CHOICE: every command works on exactly one thing */
    const struct option *options; /* [option_count] */
    int option_count;
    const struct example *examples; /* [example_count] */
    int example_count;
};

/* The values of an option that may be given many times, in the order given. */
enum { OPTION_LIST_MOST = 256 };
struct option_list {
    int count;
    const char *item[OPTION_LIST_MOST];
};

/* Reads `arguments` (those after the command, [count]) into the struct at `values`, zeroed; texts point into
 * `arguments`. A COUNT that is not given becomes `usual`. *help: whether --help or -h was among them; nothing is
 * stored and nothing is wrong then. STATUS_USAGE with a message. */
MUST_USE enum status options_parse(const struct command *command, int count, char *const *arguments, void *values,
    bool *help, struct message *message);

#endif
