/* The table of commands, made from commands.def. */
#include "program/usage/commands.h"

#include "io/result/run.h"

#define AS_CHOICE(symbol, word, line) {word, line},
#define AT(command, field) .offset = offsetof(struct command##_options, field)

/* clang-format off */
#define CHOICES_OF(WORDS) \
    .choices = (const struct option_choice[]){WORDS(AS_CHOICE)}, \
    .choice_count = sizeof(const struct option_choice[]){WORDS(AS_CHOICE)} / sizeof(struct option_choice)

/* run_rows, check_rows, ...: the operand, then the options. */
#define COMMAND(command, line) static const struct option command##_rows[] = {
#define END_COMMAND(command) };
#define OPERAND(command, field, value, files, line) \
    {.name = #field, .type = OPTION_TEXT, .argument = value, .pattern = files, .sentence = line, AT(command, field)},
#define WORD(command, field, value, tag, WORDS, line) \
    {.name = #field, .type = OPTION_CHOICE, .argument = value, .sentence = line, AT(command, field), CHOICES_OF(WORDS)},
#define SECOND(command, field, value, line) \
    {.name = #field, .type = OPTION_TEXT, .argument = value, .sentence = line, .second = true, AT(command, field)},
#define FLAG(command, field, short_form, line) \
    {.name = #field, .letter = short_form, .type = OPTION_FLAG, .sentence = line, AT(command, field)},
#define LONG_FLAG(command, field, long_name, short_form, line) \
    {.name = long_name, .letter = short_form, .type = OPTION_FLAG, .sentence = line, AT(command, field)},
#define TEXT(command, field, short_form, value, line) \
    {.name = #field, .letter = short_form, .type = OPTION_TEXT, .argument = value, .sentence = line, AT(command, field)},
#define COUNT(command, field, short_form, value, standard, lowest, highest, line) \
    {.name = #field, .letter = short_form, .type = OPTION_COUNT, .argument = value, .sentence = line, AT(command, field), \
     .usual = standard, .least = lowest, .most = highest},
#define LONG_TEXT(command, field, long_name, short_form, value, line) \
    {.name = long_name, .letter = short_form, .type = OPTION_TEXT, .argument = value, .sentence = line, \
     AT(command, field)},
#define LONG_COUNT(command, field, long_name, short_form, value, standard, lowest, highest, line) \
    {.name = long_name, .letter = short_form, .type = OPTION_COUNT, .argument = value, .sentence = line, \
     AT(command, field), .usual = standard, .least = lowest, .most = highest},
#define CHOICE(command, field, short_form, tag, WORDS, line) \
    {.name = #field, .letter = short_form, .type = OPTION_CHOICE, .argument = "WORD", .sentence = line, AT(command, field), \
     CHOICES_OF(WORDS)},
#define LIST(command, field, short_form, value, line) \
    {.name = #field, .letter = short_form, .type = OPTION_LIST, .argument = value, .sentence = line, AT(command, field)},
#include "program/usage/commands.def"

/* run_examples, check_examples, ... */
#define COMMAND(command, line) static const struct example command##_examples[] = {
#define END_COMMAND(command) };
#define EXAMPLE(command, line, what) {line, what},
#include "program/usage/commands.def"

#define LENGTH(array) (int)(sizeof(array) / sizeof *(array))

const struct command command_table[COMMAND_COUNT] = {
#define COMMAND(command, line) \
    {.name = #command, .sentence = line, .operand = command##_rows, \
     .options = command##_rows + 1, .option_count = LENGTH(command##_rows) - 1, \
     .examples = command##_examples, .example_count = LENGTH(command##_examples)},
#include "program/usage/commands.def"
};
/* clang-format on */
