/* The commands: what each receives from the command line, and the table of them all. */
#ifndef PROGRAM_COMMANDS_H
#define PROGRAM_COMMANDS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"
#include "program/report/progress.h"
#include "program/terminal/options.h"

#define DESCRIBE_TOPICS(X)                                                                                             \
    X(TOPIC_PARAMETERS, "parameters", "every parameter of a scenario")                                                 \
    X(TOPIC_STUDY, "study", "the format of a study")                                                                   \
    X(TOPIC_OBSERVABLES, "observables", "every time series of a result file")                                          \
    X(TOPIC_EVENTS, "events", "every table of events in a result file")                                                \
    X(TOPIC_RULES, "rules", "the rules of adoption, with what each sets and goes by")                                  \
    X(TOPIC_CHANNELS, "channels", "the ways in which a practice comes to a person")                                    \
    X(TOPIC_SCHEMA, "schema", "the JSON Schema of scenario files, for editors")                                        \
    X(TOPIC_ODD, "odd", "the model of one scenario, by the ODD protocol")                                              \
    X(TOPIC_MANUAL, "man", "the manual page")                                                                          \
    X(TOPIC_BASH, "completion-bash", "completion for bash")                                                            \
    X(TOPIC_ZSH, "completion-zsh", "completion for zsh")

#define AS_ENUMERATOR(symbol, text, sentence) symbol,
enum describe_topic { DESCRIBE_TOPICS(AS_ENUMERATOR) };
#undef AS_ENUMERATOR

/* What was called, quoted as a shell would take it: the program alone, and the whole command line. */
struct call {
    const char *program, *line;
};

/* struct run_options, ...: each begins with the call. */
/* clang-format off */
#define COMMAND(command, sentence) struct command##_options { struct call call;
#define END_COMMAND(command) };
#define OPERAND(command, name, ...) const char *name;
#define WORD(command, name, argument, tag, ...) enum tag name;
#define SECOND(command, name, ...) const char *name;
#define FLAG(command, name, ...) bool name;
#define LONG_FLAG(command, name, ...) bool name;
#define TEXT(command, name, ...) const char *name;
#define COUNT(command, name, ...) int64_t name;
#define LONG_TEXT(command, name, ...) const char *name;
#define LONG_COUNT(command, name, ...) int64_t name;
#define CHOICE(command, name, letter, tag, ...) enum tag name;
#define LIST(command, name, ...) struct option_list name;
#include "program/usage/commands.def"
/* clang-format on */

/* Room for what any command receives. */
union command_options {
    struct call call;
#define COMMAND(command, sentence) struct command##_options command;
#include "program/usage/commands.def"
};

enum command_number {
#define COMMAND(command, sentence) COMMAND_##command,
#include "program/usage/commands.def"
    COMMAND_COUNT
};

extern const struct command command_table[COMMAND_COUNT];

/* run_command, check_command, ...: each does its work with what it received. It prints its results to standard output;
 * of what went wrong it only fills the message. */
#define COMMAND(command, sentence)                                                                                     \
    MUST_USE enum status command##_command(const struct command##_options *options, struct message *message);
#include "program/usage/commands.def"

#endif
