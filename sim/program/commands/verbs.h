/* The verbs: what each receives from the command line, and the table of them all. */
#ifndef PROGRAM_VERBS_H
#define PROGRAM_VERBS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"
#include "program/report/progress.h"
#include "program/terminal/options.h"

#define DESCRIBE_TOPICS(X)                                                                                             \
    X(TOPIC_PARAMETERS, "params", "every parameter of a scenario")                                                     \
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
#define VERB(verb, sentence) struct verb##_options { struct call call;
#define END_VERB(verb) };
#define OPERAND(verb, name, ...) const char *name;
#define WORD(verb, name, argument, tag, ...) enum tag name;
#define SECOND(verb, name, ...) const char *name;
#define FLAG(verb, name, ...) bool name;
#define LONG_FLAG(verb, name, ...) bool name;
#define TEXT(verb, name, ...) const char *name;
#define COUNT(verb, name, ...) int64_t name;
#define LONG_TEXT(verb, name, ...) const char *name;
#define LONG_COUNT(verb, name, ...) int64_t name;
#define CHOICE(verb, name, letter, tag, ...) enum tag name;
#define LIST(verb, name, ...) struct option_list name;
#include "program/commands/verbs.def"
/* clang-format on */

/* Room for what any verb receives. */
union verb_options {
    struct call call;
#define VERB(verb, sentence) struct verb##_options verb;
#include "program/commands/verbs.def"
};

enum verb_number {
#define VERB(verb, sentence) VERB_##verb,
#include "program/commands/verbs.def"
    VERB_COUNT
};

extern const struct verb verb_table[VERB_COUNT];

/* run_verb, check_verb, ...: each does its work with what it received. It prints its results to standard output; of
 * what went wrong it only fills the message. */
#define VERB(verb, sentence)                                                                                           \
    MUST_USE enum status verb##_verb(const struct verb##_options *options, struct message *message);
#include "program/commands/verbs.def"

#endif
