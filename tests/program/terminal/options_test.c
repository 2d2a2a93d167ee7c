/* The parser of command lines, on a command of its own; then what must hold of every command there is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "program/terminal/options.c"
#include "program/usage/commands.c"

struct values {
    const char *operand, *out;
    bool force;
    int64_t threads, agent;
    int mode;
    struct option_list set;
};

static const struct option_choice modes[] = {{"auto", ""}, {"lines", ""}};

static const struct option rows[] = {
    {.name = "operand", .type = OPTION_TEXT, .argument = "FILE", .offset = offsetof(struct values, operand)},
    {.name = "out", .letter = 'o', .type = OPTION_TEXT, .argument = "FILE", .offset = offsetof(struct values, out)},
    {.name = "force", .letter = 'f', .type = OPTION_FLAG, .offset = offsetof(struct values, force)},
    {.name = "threads",
        .type = OPTION_COUNT,
        .argument = "N",
        .least = 1,
        .most = 8,
        .offset = offsetof(struct values, threads)},
    {.name = "agent",
        .type = OPTION_COUNT,
        .argument = "N",
        .usual = 7,
        .most = 99,
        .offset = offsetof(struct values, agent)},
    {.name = "mode",
        .type = OPTION_CHOICE,
        .argument = "WORD",
        .choices = modes,
        .choice_count = 2,
        .offset = offsetof(struct values, mode)},
    {.name = "set", .type = OPTION_LIST, .argument = "KEY=VALUE", .offset = offsetof(struct values, set)},
};

static const struct command command = {.name = "test", .operand = rows, .options = rows + 1, .option_count = 6};

/* Parses "a b c", words between single blanks. */
static enum status parse(const char *line, struct values *values, bool *help, struct message *message)
{
    static char words[512];
    static char *arguments[32];
    int count = 0;
    snprintf(words, sizeof words, "%s", line);
    for (char *word = strtok(words, " "); word; word = strtok(NULL, " ")) arguments[count++] = word;
    *values = (struct values){0};
    *message = (struct message){0};
    return options_parse(&command, count, arguments, values, help, message);
}

static void reads_every_form(void **state)
{
    (void)state;
    struct values values;
    struct message message;
    bool help;
    static const char *const out_forms[] = {"in --out x", "in --out=x", "in -o x", "in -ox", "-o x in", "-o x -- in"};
    for (size_t i = 0; i < sizeof out_forms / sizeof *out_forms; i++) {
        assert_int_equal(parse(out_forms[i], &values, &help, &message), STATUS_OK);
        assert_string_equal(values.operand, "in");
        assert_string_equal(values.out, "x");
        assert_false(help);
    }
    assert_int_equal(parse("- --out - -f --threads=8 --agent 0 --mode lines", &values, &help, &message), STATUS_OK);
    assert_string_equal(values.operand, "-");
    assert_string_equal(values.out, "-");
    assert_true(values.force);
    assert_int_equal(values.threads, 8);
    assert_int_equal(values.agent, 0);
    assert_int_equal(values.mode, 1);
    assert_int_equal(parse("-- --out", &values, &help, &message), STATUS_OK);
    assert_string_equal(values.operand, "--out");
    assert_int_equal(parse("in --out=a=b", &values, &help, &message), STATUS_OK);
    assert_string_equal(values.out, "a=b");
}

static void what_is_not_given_is_known(void **state)
{
    (void)state;
    struct values values;
    struct message message;
    bool help;
    assert_int_equal(parse("in", &values, &help, &message), STATUS_OK);
    assert_null(values.out);
    assert_false(values.force);
    assert_int_equal(values.threads, 0);
    assert_int_equal(values.agent, 7);
    assert_int_equal(values.mode, 0);
    assert_int_equal(values.set.count, 0);
}

static void a_list_keeps_its_order(void **state)
{
    (void)state;
    struct values values;
    struct message message;
    bool help;
    assert_int_equal(parse("--set a=1 in --set=b=2 --set a=3", &values, &help, &message), STATUS_OK);
    assert_int_equal(values.set.count, 3);
    assert_string_equal(values.set.item[0], "a=1");
    assert_string_equal(values.set.item[1], "b=2");
    assert_string_equal(values.set.item[2], "a=3");
}

static void a_list_has_an_end(void **state)
{
    (void)state;
    static char *arguments[2 * OPTION_LIST_MOST + 3];
    struct values values = {0};
    struct message message = {0};
    bool help;
    int count = 0;
    arguments[count++] = "in";
    for (int i = 0; i < OPTION_LIST_MOST; i++) {
        arguments[count++] = "--set";
        arguments[count++] = "a=1";
    }
    assert_int_equal(options_parse(&command, count, arguments, &values, &help, &message), STATUS_OK);
    assert_int_equal(values.set.count, OPTION_LIST_MOST);
    arguments[count++] = "--set";
    arguments[count++] = "a=1";
    values = (struct values){0};
    assert_int_equal(options_parse(&command, count, arguments, &values, &help, &message), STATUS_USAGE);
    assert_string_equal(message.text, "--set: given more than 256 times");
}

static void help_comes_before_complaints(void **state)
{
    (void)state;
    struct values values;
    struct message message;
    bool help;
    static const char *const lines[] = {"--help", "-h", "--nonsense --help", "a b c -h", "--threads --help"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        assert_int_equal(parse(lines[i], &values, &help, &message), STATUS_OK);
        assert_true(help);
    }
    assert_int_equal(parse("-- --help", &values, &help, &message), STATUS_OK);
    assert_false(help);
    assert_string_equal(values.operand, "--help");
}

static void says_what_is_wrong(void **state)
{
    (void)state;
    static const struct {
        const char *line, *message;
    } cases[] = {
        {"", "test: FILE is missing; see 'selforg test --help'"},
        {"a b", "test: 'b' is one FILE too many"},
        {"a --outt x", "test: there is no option '--outt'; did you mean '--out'?"},
        {"a --nonsense=5", "test: there is no option '--nonsense'; see 'selforg test --help'"},
        {"a --ou", "test: there is no option '--ou'; did you mean '--out'?"},
        {"a -x", "test: there is no option '-x'; see 'selforg test --help'"},
        {"a --out", "--out needs a value: --out FILE"},
        {"a -o", "--out needs a value: --out FILE"},
        {"a --force=yes", "--force takes no value"},
        {"a -fx", "--force takes no value"},
        {"a --threads 0", "--threads: '0' is not possible, it must be a whole number from 1 to 8"},
        {"a --threads 9", "--threads: '9' is not possible, it must be a whole number from 1 to 8"},
        {"a --threads 02", "--threads: '02' is not possible, it must be a whole number from 1 to 8"},
        {"a --threads=two", "--threads: 'two' is not possible, it must be a whole number from 1 to 8"},
        {"a --threads=", "--threads: '' is not possible, it must be a whole number from 1 to 8"},
        {"a --threads 1.5", "--threads: '1.5' is not possible, it must be a whole number from 1 to 8"},
        {"a --mode line", "--mode: 'line' is none of auto, lines; did you mean 'lines'?"},
        {"a --mode grandiose", "--mode: 'grandiose' is none of auto, lines"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct values values;
        struct message message;
        bool help;
        assert_int_equal(parse(cases[i].line, &values, &help, &message), STATUS_USAGE);
        assert_string_equal(message.text, cases[i].message);
    }
}

/* Names and letters lead to one option each; help and its letter are everybody's. */
static void names_are_unique(void **state)
{
    (void)state;
    for (int v = 0; v < COMMAND_COUNT; v++) {
        const struct command *one = &command_table[v];
        for (int i = 0; i < one->option_count; i++) {
            assert_string_not_equal(one->options[i].name, "help");
            assert_int_not_equal(one->options[i].letter, 'h');
            for (int j = 0; j < i; j++) {
                assert_string_not_equal(one->options[i].name, one->options[j].name);
                if (one->options[i].letter) assert_int_not_equal(one->options[i].letter, one->options[j].letter);
            }
        }
    }
}

static void every_sentence_is_one(void **state)
{
    (void)state;
    for (int v = 0; v < COMMAND_COUNT; v++) {
        const struct command *one = &command_table[v];
        assert_int_equal(one->sentence[strlen(one->sentence) - 1], '.');
        for (int i = 0; i < one->option_count; i++) {
            const struct option *option = &one->options[i];
            bool whole = option->sentence[strlen(option->sentence) - 1] == '.';
            assert_int_equal(whole, option->type != OPTION_CHOICE);
            assert_true(option->type == OPTION_FLAG || option->argument);
        }
    }
}

/* Splits a command line as a shell would that knows nothing but blanks and '...'; what comes after > is left out. */
static int split(char *line, char *words[])
{
    int count = 0;
    char *to = line;
    for (char *at = line; *at && *at != '>';) {
        while (*at == ' ') at++;
        if (!*at || *at == '>') break;
        words[count++] = to;
        for (bool quoted = false; *at && (quoted || *at != ' '); at++) {
            if (*at == '\'')
                quoted = !quoted;
            else
                *to++ = *at;
        }
        if (*at) at++;
        *to++ = 0;
    }
    return count;
}

static void every_example_is_understood(void **state)
{
    (void)state;
    for (int v = 0; v < COMMAND_COUNT; v++) {
        assert_true(command_table[v].example_count > 0);
        for (int i = 0; i < command_table[v].example_count; i++) {
            char line[256], *words[32];
            union command_options options;
            struct message message = {0};
            bool help;
            memset(&options, 0, sizeof options);
            snprintf(line, sizeof line, "%s", command_table[v].examples[i].command);
            int count = split(line, words);
            assert_string_equal(words[0], "selforg");
            assert_string_equal(words[1], command_table[v].name);
            assert_int_equal(
                options_parse(&command_table[v], count - 2, words + 2, &options, &help, &message), STATUS_OK);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_form),
        cmocka_unit_test(what_is_not_given_is_known),
        cmocka_unit_test(a_list_keeps_its_order),
        cmocka_unit_test(a_list_has_an_end),
        cmocka_unit_test(help_comes_before_complaints),
        cmocka_unit_test(says_what_is_wrong),
        cmocka_unit_test(names_are_unique),
        cmocka_unit_test(every_sentence_is_one),
        cmocka_unit_test(every_example_is_understood),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
