#include "program/terminal/options.h"

#include <string.h>

#include "scenario/numbers.h"
#include "scenario/text.h"

enum { OPTIONS_MOST = 64 };

/* One reading of a command line. */
struct parsing {
    const struct command *command;
    int count, next; /* arguments[next] is the one to look at */
    char *const *arguments;
    char *values;
    const char *given[OPTIONS_MOST]; /* by option: its value, where it was given */
    bool operands_only, operand_given, second_given;
    struct message *message;
};

static const char *option_name(const void *command, int i)
{
    return ((const struct command *)command)->options[i].name;
}

static const char *choice_name(const void *option, int i)
{
    return ((const struct option *)option)->choices[i].text;
}

/* How the person wrote the option, for messages: "--out", or "TOPIC" for the operand. */
static const char *dashes(const struct parsing *parsing, const struct option *option)
{
    return option == parsing->command->operand ? "" : "--";
}

static const char *written(const struct parsing *parsing, const struct option *option)
{
    return option == parsing->command->operand ? option->argument : option->name;
}

static enum status store_choice(struct parsing *parsing, const struct option *option, const char *text)
{
    for (int i = 0; i < option->choice_count; i++) {
        if (strcmp(option->choices[i].text, text) == 0) {
            memcpy(parsing->values + option->offset, &i, sizeof i);
            return STATUS_OK;
        }
    }
    char allowed[512] = "";
    for (int i = 0; i < option->choice_count; i++) {
        strncat(allowed, i ? ", " : "", sizeof allowed - strlen(allowed) - 1);
        strncat(allowed, option->choices[i].text, sizeof allowed - strlen(allowed) - 1);
    }
    const char *nearest = text_nearest(text, option->choice_count, choice_name, option);
    return message_set(parsing->message, STATUS_USAGE, "%s%s: '%s' is none of %s%s", dashes(parsing, option),
        written(parsing, option), text_excerpt(text).text, allowed, text_suggestion(nearest).text);
}

static enum status store_count(struct parsing *parsing, const struct option *option, const char *text)
{
    int64_t count = 0;
    if (number_written_whole(text, &count) || count < option->least || count > option->most)
        return message_set(parsing->message, STATUS_USAGE,
            "--%s: '%s' is not possible, it must be a whole number from %lld to %lld", option->name,
            text_excerpt(text).text, (long long)option->least, (long long)option->most);
    memcpy(parsing->values + option->offset, &count, sizeof count);
    return STATUS_OK;
}

static enum status store_in_list(struct parsing *parsing, const struct option *option, const char *text)
{
    struct option_list *list = (struct option_list *)(void *)(parsing->values + option->offset);
    if (list->count == OPTION_LIST_MOST)
        return message_set(
            parsing->message, STATUS_USAGE, "--%s: given more than %d times", option->name, OPTION_LIST_MOST);
    list->item[list->count++] = text;
    return STATUS_OK;
}

static enum status store(struct parsing *parsing, const struct option *option, const char *text)
{
    switch (option->type) {
    case OPTION_CHOICE:
        return store_choice(parsing, option, text);
    case OPTION_COUNT:
        return store_count(parsing, option, text);
    case OPTION_LIST:
        return store_in_list(parsing, option, text);
    case OPTION_TEXT:
        memcpy(parsing->values + option->offset, &text, sizeof text);
        break;
    case OPTION_FLAG:
        memcpy(parsing->values + option->offset, &(bool){true}, sizeof(bool));
        break;
    }
    return STATUS_OK;
}

/* What may be given once is refused the second time. */
static enum status store_once(struct parsing *parsing, const struct option *option, const char *text)
{
    const char **given = &parsing->given[option - parsing->command->options];
    if (*given && option->type != OPTION_LIST)
        return message_set(parsing->message, STATUS_USAGE, "--%s: given twice, as '%s' and as '%s'", option->name,
            text_excerpt(*given).text, text_excerpt(text).text);
    *given = text;
    return store(parsing, option, text);
}

/* An option that was found, with what was written behind it in the same argument (NULL: nothing). */
static enum status take_option(struct parsing *parsing, const struct option *option, const char *value)
{
    if (option->type == OPTION_FLAG && value)
        return message_set(parsing->message, STATUS_USAGE, "--%s takes no value", option->name);
    if (option->type != OPTION_FLAG && !value) {
        if (parsing->next == parsing->count)
            return message_set(parsing->message, STATUS_USAGE, "--%s needs a value: --%s %s", option->name,
                option->name, option->argument);
        value = parsing->arguments[parsing->next++];
    }
    return store_once(parsing, option, value);
}

static enum status take_long(struct parsing *parsing, const char *text)
{
    const struct command *command = parsing->command;
    const char *equals = strchr(text, '=');
    size_t length = equals ? (size_t)(equals - text) : strlen(text);
    for (int i = 0; i < command->option_count; i++) {
        const char *name = command->options[i].name;
        if (strlen(name) == length && strncmp(name, text, length) == 0)
            return take_option(parsing, &command->options[i], equals ? equals + 1 : NULL);
    }
    struct excerpt excerpt = text_excerpt(text);
    excerpt.text[strcspn(excerpt.text, "=")] = 0;
    const char *nearest = text_nearest(excerpt.text, command->option_count, option_name, command);
    return message_set(parsing->message, STATUS_USAGE, "%s: there is no option '--%s'; %s%s%s", command->name,
        excerpt.text, nearest ? "did you mean '--" : "see 'selforg ", nearest ? nearest : command->name,
        nearest ? "'?" : " --help'");
}

static enum status take_short(struct parsing *parsing, const char *text)
{
    const struct command *command = parsing->command;
    for (int i = 0; i < command->option_count; i++)
        if (command->options[i].letter == text[0])
            return take_option(parsing, &command->options[i], text[1] ? text + 1 : NULL);
    return message_set(parsing->message, STATUS_USAGE, "%s: there is no option '-%s'; see 'selforg %s --help'",
        command->name, text_excerpt(text).text, command->name);
}

static enum status take_operand(struct parsing *parsing, const char *text)
{
    const struct command *command = parsing->command;
    for (int i = 0; parsing->operand_given && !parsing->second_given && i < command->option_count; i++) {
        if (!command->options[i].second) continue;
        parsing->second_given = true;
        return store_once(parsing, &command->options[i], text);
    }
    if (parsing->operand_given)
        return message_set(parsing->message, STATUS_USAGE, "%s: '%s' is one %s too many", command->name,
            text_excerpt(text).text, command->operand->argument);
    parsing->operand_given = true;
    return store(parsing, command->operand, text);
}

static enum status take_argument(struct parsing *parsing)
{
    const char *text = parsing->arguments[parsing->next++];
    if (parsing->operands_only || text[0] != '-' || strcmp(text, "-") == 0) return take_operand(parsing, text);
    if (strcmp(text, "--") == 0) {
        parsing->operands_only = true;
        return STATUS_OK;
    }
    return text[1] == '-' ? take_long(parsing, text + 2) : take_short(parsing, text + 1);
}

static bool asks_for_help(int count, char *const *arguments)
{
    for (int i = 0; i < count && strcmp(arguments[i], "--") != 0; i++)
        if (strcmp(arguments[i], "--help") == 0 || strcmp(arguments[i], "-h") == 0) return true;
    return false;
}

enum status options_parse(
    const struct command *command, int count, char *const *arguments, void *values, bool *help, struct message *message)
{
    *help = asks_for_help(count, arguments);
    if (*help) return STATUS_OK;
    struct parsing parsing = {
        .command = command, .count = count, .arguments = arguments, .values = values, .message = message};
    for (int i = 0; i < command->option_count; i++)
        if (command->options[i].type == OPTION_COUNT)
            memcpy(parsing.values + command->options[i].offset, &command->options[i].usual, sizeof(int64_t));
    enum status status = STATUS_OK;
    while (status == STATUS_OK && parsing.next < count) status = take_argument(&parsing);
    if (status == STATUS_OK && !parsing.operand_given && *command->operand->argument != '[')
        status = message_set(message, STATUS_USAGE, "%s: %s is missing; see 'selforg %s --help'", command->name,
            command->operand->argument, command->name);
    return status;
}
