#include "program/usage/help.h"

#include <inttypes.h>

#include "io/text/version.h"
#include "program/terminal/table.h"
#include "program/terminal/terminal.h"
#include "program/usage/commands.h"

enum { HELP_MARGIN = 2, HELP_WIDTH_MOST = 120 };

static int width_of(FILE *stream)
{
    int width = terminal_of(stream).width;
    return width < HELP_WIDTH_MOST ? width : HELP_WIDTH_MOST;
}

void help_option_form(const struct option *option, char form[HELP_FORM])
{
    char letter[] = {'-', option->letter, ',', ' ', 0};
    const char *value = option->argument ? option->argument : "";
    snprintf(form, HELP_FORM, "%s--%s%s%s", option->letter ? letter : "", option->name, *value ? " " : "", value);
}

void help_option_sentence(const struct option *option, char sentence[HELP_SENTENCE])
{
    int length = snprintf(sentence, HELP_SENTENCE, "%s", option->sentence);
    for (int i = 0; i < option->choice_count; i++) {
        const char *before = i + 1 < option->choice_count ? ", " : " or ";
        if (i == 0) before = ": ";
        length +=
            snprintf(sentence + length, (size_t)(HELP_SENTENCE - length), "%s%s", before, option->choices[i].text);
    }
    if (option->choice_count) snprintf(sentence + length, (size_t)(HELP_SENTENCE - length), ".");
    if (option->usual)
        snprintf(sentence + length - 1, (size_t)(HELP_SENTENCE - length), "; else %" PRId64 ".", option->usual);
}

static const char *option_cell(const void *context, int row, int column, char buffer[TABLE_CELL])
{
    const struct option *option = (const struct option *)context + row;
    if (column == 0)
        help_option_form(option, buffer);
    else
        help_option_sentence(option, buffer);
    return buffer;
}

static const char *choice_cell(const void *context, int row, int column, char buffer[TABLE_CELL])
{
    (void)buffer;
    const struct option_choice *choice = (const struct option_choice *)context + row;
    return column == 0 ? choice->text : choice->sentence;
}

static const char *command_cell(const void *context, int row, int column, char buffer[TABLE_CELL])
{
    (void)context;
    if (column == 1) return command_table[row].sentence;
    snprintf(buffer, TABLE_CELL, "%s %s", command_table[row].name, command_table[row].operand->argument);
    return buffer;
}

static const char *exit_cell(const void *context, int row, int column, char buffer[TABLE_CELL])
{
    (void)context, (void)buffer;
    return help_exit_codes[row][column];
}

const char *const help_exit_codes[HELP_EXIT_CODES][2] = {
    {"0", "All is well."},
    {"1", "It failed while running: no memory, a full disk, a file that does not verify."},
    {"2", "The input is not valid: the command line, the scenario or study, or a file that is in the way."},
    {"3", "Some runs of a study failed; the others are done."},
    {"75", "It was stopped before its end; selforg resume, or sweep --resume, goes on."},
};

void help_overview(FILE *stream)
{
    int width = width_of(stream);
    fputs(
        "selforg: how practices spread and organisations change from within\n\nUsage: selforg COMMAND ...\n\n", stream);
    table_print(&(struct table){COMMAND_COUNT, 2, NULL, command_cell, NULL}, false, HELP_MARGIN, width, stream);
    fputs(
        "\nselforg COMMAND --help says more about a command, selforg --version which program this is.\n\nExit codes\n",
        stream);
    table_print(&(struct table){HELP_EXIT_CODES, 2, NULL, exit_cell, NULL}, false, HELP_MARGIN, width, stream);
}

void help_command(const struct command *command, FILE *stream)
{
    int width = width_of(stream);
    const struct option *operand = command->operand;
    fprintf(stream, "Usage: selforg %s %s%s\n\n", command->name, operand->argument,
        command->option_count ? " [OPTION ...]" : "");
    table_wrap(command->sentence, 0, width, stream);
    fprintf(stream, "\n%s\n", operand->argument);
    if (operand->choice_count)
        table_print(&(struct table){operand->choice_count, 2, NULL, choice_cell, operand->choices}, false, HELP_MARGIN,
            width, stream);
    else
        fprintf(stream, "%*s%s\n", HELP_MARGIN, "", operand->sentence);
    fputs("\nOptions\n", stream);
    table_print(&(struct table){command->option_count, 2, NULL, option_cell, command->options}, false, HELP_MARGIN,
        width, stream);
    fputs("\nExamples\n", stream);
    for (int i = 0; i < command->example_count; i++)
        fprintf(stream, "%*s%s\n%*s%s\n", HELP_MARGIN, "", command->examples[i].command, 3 * HELP_MARGIN, "",
            command->examples[i].sentence);
}

void help_version(FILE *stream)
{
    const char *commit = version_commit();
    fprintf(stream, "selforg %s (%s%s%s)\n", version_number(), *commit ? commit : "", *commit ? ", " : "",
        version_compiler());
}
