/* What is said of a study that is wrong: one line of clean text, whatever stands in it, and wherever. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "scenario/text.h"
#include "study/studies.h"

#define OUTCOMES "vary: {adoption.accept.beta: [0.1, 0.2]}\noutcomes: [adopters_final]\n"
#define CONTRAST ", outcome: adopters_final, from: {adoption.accept.beta: 0.1}, to: {adoption.accept.beta: 0.2}}"
#define SAMPLED                                                                                                        \
    "design: lhs\nsamples: 9\nvary: {adoption.accept.beta: {from: 0, to: 1}, start.users: {from: 1, to: 9}}\n"

/* Texts, as YAML has them in quotes, that would break a line or a terminal, or stand for something in a format; three
 * that are too long follow, and wherever they are cut it is within a letter of one of the last two. */
static const char *const strange[] = {"a\\nb", "a\\e[31mb", "a\\tb", "\\u00e9\\u00e9", "%s%n", "'", "\\u2028"};
enum { STRANGE = sizeof strange / sizeof *strange, TEXTS = STRANGE + 3, LONG = 500, TEXT_ROOM = 6 * LONG };

static void make_text(int number, char text[TEXT_ROOM])
{
    *text = '\0';
    if (number < STRANGE) strcpy(text, strange[number]);
    if (number == STRANGE) memset(text, 'x', LONG);
    text[number == STRANGE ? LONG : strlen(text)] = '\0';
    if (number > STRANGE + 1) strcpy(text, "x");
    for (int i = 0; number > STRANGE && i < LONG / 2; i++) strcat(text, "\\u00e9");
}

/* The study with the text, in quotes, wherever % is. */
static void write_study(const char *study, const char *text)
{
    FILE *file = fopen("study.yaml", "w");
    assert_non_null(file);
    for (const char *at = study; *at; at++)
        if (*at == '%')
            fprintf(file, "\"%s\"", text);
        else
            fputc(*at, file);
    fclose(file);
}

static void assert_one_line(const char *written, const char *text)
{
    static struct study study;
    struct message message = {.text = ""};
    write_study(written, text);
    if (study_read("study.yaml", &study, &message) != STATUS_INPUT) fail_msg("%s of %s is read", written, text);
    if (strncmp(message.text, "study.yaml:", 11) != 0 || !text_is_clean(message.text, false))
        fail_msg("%s of %s is told as \"%s\"", written, text, message.text);
}

static void a_message_is_one_clean_line(void **state)
{
    (void)state;
    static const char *const places[] = {
        BASE "%: 3\n",
        BASE "set: {%: 3}\n",
        BASE "set: {debrief: %}\n",
        BASE "set: {debrief: {%: 3}}\n",
        BASE "set: {adoption.rule: %}\n",
        BASE "set: {start.users: %}\n",
        BASE "set: {until: %}\n",
        BASE "design: %\n",
        BASE "replicates: %\n",
        BASE "conditions: {%: {start.users: -1}}\n",
        BASE "conditions: {%: {seed: 3}}\n",
        BASE "conditions: {%: {adoption.accept.beta: 0.3}}\nvary: {adoption.accept.beta: [0.1, 0.2]}\n",
        BASE "conditions: {%: {network.agents: 3}}\n",
        BASE "vary: {%: [1]}\n",
        BASE "vary: {network.kind: [%]}\n",
        BASE "vary: {adoption.accept.beta: [%]}\n",
        BASE "vary: {adoption.accept.beta: %}\n",
        BASE "vary: {adoption.accept.beta: {from: 0, to: 1, %: 1}}\n",
        BASE "vary: {adoption.accept.beta: {from: 0, to: 1, count: %}}\n",
        BASE "vary: {adoption.accept.beta: {from: %, to: 1, count: 3}}\n",
        BASE "outcomes: [%]\n",
        BASE "outcomes: [{%: 3}]\n",
        BASE "outcomes: [{name: %, of: adopters, at: final}]\n",
        BASE "outcomes: [{name: a, of: %, at: final}]\n",
        BASE "outcomes: [{name: a, of: adopters, at: %}]\n",
        BASE "outcomes: [{name: a, of: adopters, mean: [0, %]}]\n",
        BASE "outcomes: [{name: a, of: adoptions, entry: %, at: final}]\n",
        BASE "outcomes: [{name: a, of: adopters, at: 1, over: [%]}]\n",
        BASE "outcomes: [{name: a, of: adopters, reaches: 1, fraction_of: %}]\n",
        BASE "outcomes: [{name: a, events: %, count: true}]\n",
        BASE "outcomes: [{name: a, events: adoption, where: %, count: true}]\n",
        BASE "series: [%]\n",
        BASE "series: [{name: a, of: %}]\n",
        BASE "series: [{name: a, of: adoptions, entry: %}]\n",
        BASE OUTCOMES "contrasts: [{%: 1}]\n",
        BASE OUTCOMES "contrasts: [{name: a, outcome: %, from: {}, to: {}}]\n",
        BASE OUTCOMES "contrasts: [{name: a, outcome: adopters_final, from: {%: 1}, to: {}}]\n",
        BASE OUTCOMES "contrasts: [{name: a, outcome: adopters_final, from: {%: []}, to: {}}]\n",
        BASE OUTCOMES "contrasts: [{name: a, outcome: adopters_final, from: {adoption.accept.beta: %}, to: {}}]\n",
        BASE OUTCOMES "contrasts: [{name: a, outcome: adopters_final, from: {condition: %}, to: {}}]\n",
        BASE OUTCOMES "contrasts: [{name: %" CONTRAST ", {name: %" CONTRAST "]\n",
        BASE OUTCOMES "contrasts: [{name: a, outcome: adopters_final, from: {}, to: {}, expected: %}]\n",
        BASE OUTCOMES "expect: [{%: 1}]\n",
        BASE OUTCOMES "expect: [{outcome: %, at_least: 1}]\n",
        BASE OUTCOMES "expect: [{outcome: adopters_final, at: {%: 0.1}, at_least: 1}]\n",
        BASE OUTCOMES "expect: [{outcome: adopters_final, at: {adoption.accept.beta: %}, at_least: 1}]\n",
        BASE OUTCOMES "expect: [{outcome: adopters_final, along: %, at_least: 1}]\n",
        BASE OUTCOMES "expect: [{outcome: adopters_final, along: adoption.accept.beta, values: [%], at_least: 1}]\n",
        BASE OUTCOMES "expect: [{outcome: adopters_final, at: {adoption.accept.beta: 0.1}, at_least: %}]\n",
        BASE OUTCOMES "expect: [{outcome: adopters_final, order: %}]\n",
        BASE OUTCOMES "expect: [{outcome: adopters_final, along: adoption.accept.beta, order: peak, inside: [0, %]}]\n",
        BASE OUTCOMES "expect: []\nquick: {%: 1}\n",
        BASE SAMPLED "correlations: [{%: 1}]\n",
        BASE SAMPLED "correlations: [{between: [%, start.users], rank: 0.5}]\n",
        BASE SAMPLED "correlations: [{between: [start.users, adoption.accept.beta], rank: %}]\n",
    };
    char text[TEXT_ROOM];
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        for (int number = 0; number < TEXTS; number++) {
            make_text(number, text);
            assert_one_line(places[i], text);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_message_is_one_clean_line),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
