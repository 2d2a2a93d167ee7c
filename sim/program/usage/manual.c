/* The manual page. */
#include "program/usage/commands.h"
#include "program/usage/help.h"

/* Text as roff takes it: no dash turned typographic, no leading dot or quote taken for a command. */
static void roff(FILE *stream, const char *text)
{
    if (*text == '.' || *text == '\'') fputs("\\&", stream);
    for (; *text; text++) {
        if (*text == '-' || *text == '\\') fputc('\\', stream);
        fputs(*text == '\\' ? "e" : (char[]){*text, 0}, stream);
    }
}

static void item(FILE *stream, const char *term, const char *text)
{
    fputs(".TP\n.B ", stream);
    roff(stream, term);
    fputc('\n', stream);
    roff(stream, text);
    fputc('\n', stream);
}

static void print_command(FILE *stream, const struct command *command)
{
    fputs(".SS ", stream);
    roff(stream, command->name);
    fputc(' ', stream);
    roff(stream, command->operand->argument);
    fputc('\n', stream);
    roff(stream, command->sentence);
    fputc('\n', stream);
    for (int i = 0; i < command->operand->choice_count; i++)
        item(stream, command->operand->choices[i].text, command->operand->choices[i].sentence);
    for (int i = 0; i < command->option_count; i++) {
        char form[HELP_FORM], sentence[HELP_SENTENCE];
        help_option_form(&command->options[i], form);
        help_option_sentence(&command->options[i], sentence);
        item(stream, form, sentence);
    }
}

static void print_examples(FILE *stream)
{
    for (int v = 0; v < COMMAND_COUNT; v++)
        for (int i = 0; i < command_table[v].example_count; i++)
            item(stream, command_table[v].examples[i].command, command_table[v].examples[i].sentence);
}

void help_manual(FILE *stream)
{
    fputs(".\\\" Written by `selforg describe man`; not to be edited by hand.\n"
          ".TH SELFORG 1 \"\" selforg \"User Commands\"\n"
          ".SH NAME\nselforg \\- how practices spread and organisations change from within\n"
          ".SH SYNOPSIS\n.B selforg\n.I COMMAND\n\\&...\n"
          ".SH DESCRIPTION\n"
          "A scenario, a small YAML file, says who is tied to whom and which mechanisms are at work: opportunities,\n"
          "projects, debriefs, telling and adopting. A run of it is one HDF5 file: time series, every event with who\n"
          "learned what from whom, and all that it takes to run it again. The same scenario and seed give the same\n"
          "result on any number of threads.\n"
          ".PP\nEvery command takes\n.BR \\-\\-help .\n"
          ".SH COMMANDS\n",
        stream);
    for (int i = 0; i < COMMAND_COUNT; i++) print_command(stream, &command_table[i]);
    fputs(".SH EXIT STATUS\n", stream);
    for (int i = 0; i < HELP_EXIT_CODES; i++) item(stream, help_exit_codes[i][0], help_exit_codes[i][1]);
    fputs(
        ".SH SIGNALS\nSIGINT and SIGTERM stop a run after the step that it is in; what was done stays in a file that\n"
        "ends in .part. A second one ends the program at once.\n"
        ".SH ENVIRONMENT\n",
        stream);
    item(stream, "NO_COLOR", "If it is set, nothing is printed in colour.");
    item(stream, "LC_ALL, LC_CTYPE, LANG", "Curves are drawn in ASCII unless the character set is UTF-8.");
    item(stream, "COLUMNS", "Width of what is printed, where it is no terminal.");
    fputs(".SH EXAMPLES\n", stream);
    print_examples(stream);
}
