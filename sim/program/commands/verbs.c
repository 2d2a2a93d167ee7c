/* The table of verbs, made from verbs.def. */
#include "program/commands/verbs.h"

#define AS_CHOICE(symbol, word, line) {word, line},
#define AT(verb, field) .offset = offsetof(struct verb##_options, field)

/* clang-format off */
#define CHOICES_OF(WORDS) \
    .choices = (const struct option_choice[]){WORDS(AS_CHOICE)}, \
    .choice_count = sizeof(const struct option_choice[]){WORDS(AS_CHOICE)} / sizeof(struct option_choice)

/* run_rows, check_rows, ...: the operand, then the options. */
#define VERB(verb, line) static const struct option verb##_rows[] = {
#define END_VERB(verb) };
#define OPERAND(verb, field, value, files, line) \
    {.name = #field, .type = OPTION_TEXT, .argument = value, .pattern = files, .sentence = line, AT(verb, field)},
#define WORD(verb, field, value, tag, WORDS, line) \
    {.name = #field, .type = OPTION_CHOICE, .argument = value, .sentence = line, AT(verb, field), CHOICES_OF(WORDS)},
#define SECOND(verb, field, value, line) \
    {.name = #field, .type = OPTION_TEXT, .argument = value, .sentence = line, .second = true, AT(verb, field)},
#define FLAG(verb, field, short_form, line) \
    {.name = #field, .letter = short_form, .type = OPTION_FLAG, .sentence = line, AT(verb, field)},
#define LONG_FLAG(verb, field, long_name, short_form, line) \
    {.name = long_name, .letter = short_form, .type = OPTION_FLAG, .sentence = line, AT(verb, field)},
#define TEXT(verb, field, short_form, value, line) \
    {.name = #field, .letter = short_form, .type = OPTION_TEXT, .argument = value, .sentence = line, AT(verb, field)},
#define COUNT(verb, field, short_form, value, lowest, highest, line) \
    {.name = #field, .letter = short_form, .type = OPTION_COUNT, .argument = value, .sentence = line, AT(verb, field), \
     .least = lowest, .most = highest},
#define LONG_TEXT(verb, field, long_name, short_form, value, line) \
    {.name = long_name, .letter = short_form, .type = OPTION_TEXT, .argument = value, .sentence = line, \
     AT(verb, field)},
#define LONG_COUNT(verb, field, long_name, short_form, value, lowest, highest, line) \
    {.name = long_name, .letter = short_form, .type = OPTION_COUNT, .argument = value, .sentence = line, \
     AT(verb, field), .least = lowest, .most = highest},
#define CHOICE(verb, field, short_form, tag, WORDS, line) \
    {.name = #field, .letter = short_form, .type = OPTION_CHOICE, .argument = "WORD", .sentence = line, AT(verb, field), \
     CHOICES_OF(WORDS)},
#define LIST(verb, field, short_form, value, line) \
    {.name = #field, .letter = short_form, .type = OPTION_LIST, .argument = value, .sentence = line, AT(verb, field)},
#include "program/commands/verbs.def"

/* run_examples, check_examples, ... */
#define VERB(verb, line) static const struct example verb##_examples[] = {
#define END_VERB(verb) };
#define EXAMPLE(verb, line, what) {line, what},
#include "program/commands/verbs.def"

#define LENGTH(array) (int)(sizeof(array) / sizeof *(array))

const struct verb verb_table[VERB_COUNT] = {
#define VERB(verb, line) \
    {.name = #verb, .sentence = line, .operand = verb##_rows, \
     .options = verb##_rows + 1, .option_count = LENGTH(verb##_rows) - 1, \
     .examples = verb##_examples, .example_count = LENGTH(verb##_examples)},
#include "program/commands/verbs.def"
};
/* clang-format on */
