/* Completion for shells: each script is a list of words for each command. */
#include <string.h>

#include "program/usage/commands.h"
#include "program/usage/help.h"

/* The words that an option's value, or the operand, can be. */
static void print_choices(FILE *stream, const struct option *option)
{
    for (int i = 0; i < option->choice_count; i++) fprintf(stream, "%s%s", i ? " " : "", option->choices[i].text);
}

static void print_bash_command(FILE *stream, const struct command *command)
{
    fprintf(stream, "    %s)\n        options=\"--help", command->name);
    for (int i = 0; i < command->option_count; i++) fprintf(stream, " --%s", command->options[i].name);
    fputs("\"\n", stream);
    if (command->operand->pattern) fprintf(stream, "        pattern='%s'\n", command->operand->pattern);
    if (command->operand->choice_count) {
        fputs("        words=\"", stream);
        print_choices(stream, command->operand);
        fputs("\"\n", stream);
    }
    for (int i = 0; i < command->option_count; i++) {
        if (!command->options[i].choice_count) continue;
        fprintf(stream, "        [[ $before == --%s ]] && value=\"", command->options[i].name);
        print_choices(stream, &command->options[i]);
        fputs("\"\n", stream);
    }
    fputs("        ;;\n", stream);
}

void help_completion_bash(FILE *stream)
{
    fputs("# bash completion for selforg. Written by `selforg describe completion-bash`; not to be edited by hand.\n"
          "_selforg() {\n"
          "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} options= words= pattern= "
          "value=\n"
          "    COMPREPLY=()\n"
          "    if ((COMP_CWORD == 1)); then\n"
          "        COMPREPLY=($(compgen -W \"--help --version",
        stream);
    for (int i = 0; i < COMMAND_COUNT; i++) fprintf(stream, " %s", command_table[i].name);
    fputs("\" -- \"$word\"))\n        return\n    fi\n    case ${COMP_WORDS[1]} in\n", stream);
    for (int i = 0; i < COMMAND_COUNT; i++) print_bash_command(stream, &command_table[i]);
    fputs("    esac\n"
          "    if [[ $value ]]; then\n"
          "        COMPREPLY=($(compgen -W \"$value\" -- \"$word\"))\n"
          "    elif [[ $word == -* ]]; then\n"
          "        COMPREPLY=($(compgen -W \"$options\" -- \"$word\"))\n"
          "    elif [[ $words ]]; then\n"
          "        COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
          "    elif [[ $pattern ]]; then\n"
          "        local IFS=$'\\n'\n"
          "        COMPREPLY=($(compgen -f -X \"!$pattern\" -- \"$word\") $(compgen -d -S / -- \"$word\"))\n"
          "        [[ ${COMPREPLY[0]-} == */ ]] && compopt -o nospace\n"
          "    fi\n"
          "}\n"
          "complete -o filenames -F _selforg selforg\n",
        stream);
}

/* A sentence inside '...[...]': without its full stop, and without what would end either. */
static void print_zsh_sentence(FILE *stream, const char *sentence)
{
    for (const char *at = sentence; *at && !(at[0] == '.' && at[1] == 0); at++) {
        if (*at == '\'')
            fputs("'\\''", stream);
        else
            fprintf(stream, strchr("[]:\\", *at) ? "\\%c" : "%c", *at);
    }
}

static void print_zsh_value(FILE *stream, const struct option *option)
{
    fprintf(stream, ":%s:", option->argument);
    if (option->choice_count) {
        fputc('(', stream);
        print_choices(stream, option);
        fputc(')', stream);
    } else if (option->pattern) {
        fprintf(stream, "_files -g \"%s\"", option->pattern);
    } else if (strcmp(option->argument, "FILE") == 0) {
        fputs("_files", stream);
    }
}

static void print_zsh_option(FILE *stream, const struct option *option, const char *form)
{
    fprintf(stream, "            '%s%s%s[", option->type == OPTION_LIST ? "*" : "", form,
        option->type == OPTION_FLAG || form[1] != '-' ? "" : "=");
    char sentence[HELP_SENTENCE];
    help_option_sentence(option, sentence);
    print_zsh_sentence(stream, option->choice_count ? option->sentence : sentence); /* the shell lists choices itself */
    fputc(']', stream);
    if (option->type != OPTION_FLAG) print_zsh_value(stream, option);
    fputs("' \\\n", stream);
}

static void print_zsh_command(FILE *stream, const struct command *command)
{
    fprintf(stream, "        %s)\n        _arguments \\\n            '--help[Says more about %s]' \\\n", command->name,
        command->name);
    for (int i = 0; i < command->option_count; i++) {
        char form[HELP_FORM];
        snprintf(form, sizeof form, "--%s", command->options[i].name);
        print_zsh_option(stream, &command->options[i], form);
        snprintf(form, sizeof form, "-%c", command->options[i].letter);
        if (command->options[i].letter) print_zsh_option(stream, &command->options[i], form);
    }
    fputs(*command->operand->argument == '[' ? "            '1:" : "            '1", stream);
    print_zsh_value(stream, command->operand);
    fputs("'\n        ;;\n", stream);
}

void help_completion_zsh(FILE *stream)
{
    fputs("#compdef selforg\n"
          "# zsh completion for selforg. Written by `selforg describe completion-zsh`; not to be edited by hand.\n"
          "_selforg() {\n"
          "    if ((CURRENT == 2)); then\n"
          "        local -a commands=(\n",
        stream);
    for (int i = 0; i < COMMAND_COUNT; i++) {
        fprintf(stream, "            '%s:", command_table[i].name);
        print_zsh_sentence(stream, command_table[i].sentence);
        fputs("'\n", stream);
    }
    fputs("        )\n"
          "        _describe command commands\n"
          "        _arguments '--help[Shows the commands]' '--version[Says which program this is]'\n"
          "        return\n"
          "    fi\n"
          "    local command=$words[2]\n"
          "    shift words\n"
          "    ((CURRENT--))\n"
          "    case $command in\n",
        stream);
    for (int i = 0; i < COMMAND_COUNT; i++) print_zsh_command(stream, &command_table[i]);
    fputs("    esac\n}\n_selforg \"$@\"\n", stream);
}
