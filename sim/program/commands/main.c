/* selforg: the command line. A command is a row in commands.def and a file of its own. */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/shell.h"
#include "io/hdf5/hdf5_apart.h"
#include "io/text/characters.h"
#include "program/terminal/interrupt.h"
#include "program/terminal/output.h"
#include "program/usage/commands.h"
#include "program/usage/help.h"
#include "scenario/text.h"

static const char *command_name(const void *context, int i)
{
    (void)context;
    return command_table[i].name;
}

static enum status complain_of_command(const char *word, struct message *message)
{
    const char *nearest = text_nearest(word, COMMAND_COUNT, command_name, NULL);
    return message_set(message, STATUS_USAGE, "there is no command '%s'; %s%s%s", text_excerpt(word).text,
        nearest ? "did you mean '" : "see 'selforg --help'", nearest ? nearest : "", nearest ? "'?" : "");
}

/* The command line in one text, quoted where a shell needs it. To be freed; NULL if there is no memory. */
static char *join(int count, char *const *arguments)
{
    size_t size = 1;
    for (int i = 0; i < count; i++) size += 1 + shell_room(arguments[i]);
    char *text = malloc(size), *end = text;
    for (int i = 0; text && i < count; i++) {
        if (i > 0) *end++ = ' ';
        end = shell_quote(end, arguments[i]);
    }
    return text;
}

static enum status call_command(int number, const union command_options *options, struct message *message)
{
    switch (number) {
#define COMMAND(command, sentence)                                                                                     \
    case COMMAND_##command:                                                                                            \
        return command##_command(&options->command, message);
#include "program/usage/commands.def"
    default:
        return STATUS_USAGE;
    }
}

/* The file that a command only reads, to print what is in it; NULL for a command that does more. */
static const char *file_only_read(int number, const union command_options *options)
{
    switch (number) {
#define ONLY_READ(command, name, ...)                                                                                  \
    case COMMAND_##command:                                                                                            \
        return options->command.name;
#include "program/usage/commands.def"
    default:
        return NULL;
    }
}

struct errand {
    int number;
    const union command_options *options;
};

/* A command and what it printed. */
static enum status do_errand(void *context, struct message *message)
{
    const struct errand *errand = context;
    enum status status = call_command(errand->number, errand->options, message);
    return status == STATUS_OK ? output_arrived(stdout, "standard output", message) : status;
}

/* A file that is only read may be damaged in any way: a process of its own reads it. */
static enum status carry_out(int number, const union command_options *options, struct message *message)
{
    struct errand errand = {number, options};
    const char *file = file_only_read(number, options);
    return file ? hdf5_apart(file, do_errand, &errand, message) : do_errand(&errand, message);
}

/* One command line that begins with a command. */
static enum status do_command(int count, char *const *arguments, struct message *message)
{
    int number = 0;
    while (number < COMMAND_COUNT && strcmp(command_table[number].name, arguments[1]) != 0) number++;
    if (number == COMMAND_COUNT) return complain_of_command(arguments[1], message);
    union command_options options;
    memset(&options, 0, sizeof options);
    bool help;
    enum status status = options_parse(&command_table[number], count - 2, arguments + 2, &options, &help, message);
    if (status != STATUS_OK) return status;
    if (help) {
        help_command(&command_table[number], stdout);
        return STATUS_OK;
    }
    char *program = join(1, arguments), *line = join(count, arguments);
    options.call = (struct call){program, line};
    status = program && line ? carry_out(number, &options, message) : STATUS_MEMORY;
    free(program);
    free(line);
    return status;
}

/* One line, whatever was in a file's name: a terminal obeys control characters. */
static void print_error(const char *text)
{
    fputs("selforg: ", stderr);
    characters_show(text, stderr);
    fputc('\n', stderr);
}

int main(int count, char **arguments)
{
    setlocale(LC_CTYPE, "");
    output_hold_streams();
    interrupt_begin();
    struct message message = {{0}};
    enum status status = STATUS_OK;
    const char *first = count > 1 ? arguments[1] : "--help";
    if (strcmp(first, "--help") == 0 || strcmp(first, "-h") == 0)
        help_overview(stdout);
    else if (strcmp(first, "--version") == 0)
        help_version(stdout);
    else
        status = do_command(count, arguments, &message);
    if (status == STATUS_OK) status = output_arrived(stdout, "standard output", &message);
    if (status != STATUS_OK) print_error(*message.text ? message.text : status_sentence(status));
    return status_exit_code(status);
}
