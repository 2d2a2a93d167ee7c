/* The command line in words: for people who ask, for `man`, and for shells. All made from the table of commands. */
#ifndef PROGRAM_HELP_H
#define PROGRAM_HELP_H

#include <stdio.h>

#include "program/terminal/options.h"

/* What `selforg --help`, `selforg COMMAND --help` and `selforg --version` print. */
void help_overview(FILE *stream);
void help_command(const struct command *command, FILE *stream);
void help_version(FILE *stream);

/* The manual page (roff). */
void help_manual(FILE *stream);

/* What bash and zsh read to complete a command line. */
void help_completion_bash(FILE *stream);
void help_completion_zsh(FILE *stream);

/* An option as help texts show it: "-o, --out FILE", and its sentence with the words that can be chosen. */
enum { HELP_FORM = 96, HELP_SENTENCE = 512, HELP_EXIT_CODES = 5 };
void help_option_form(const struct option *option, char form[HELP_FORM]);
void help_option_sentence(const struct option *option, char sentence[HELP_SENTENCE]);

/* Each exit code and what it means. */
extern const char *const help_exit_codes[HELP_EXIT_CODES][2];

#endif
