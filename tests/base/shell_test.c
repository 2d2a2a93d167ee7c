/* A quoted word is read back by a real shell as it was. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/shell.h"

static void plain_words_stay_as_they_are(void **state)
{
    (void)state;
    static const char *const words[] = {"run", "a/b.yaml", "--set", "tell.probability=0.1", "x@y:1,2+3%"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        char quoted[64];
        const char *end = shell_quote(quoted, words[i]);
        assert_string_equal(quoted, words[i]);
        assert_ptr_equal(end, quoted + strlen(quoted));
    }
}

/* What a shell takes the quoted word for. */
static void read_back(const char *word, char *read, int size)
{
    char command[1024] = "printf %s ";
    assert_true(shell_room(word) < sizeof command - strlen(command));
    shell_quote(command + strlen(command), word);
    FILE *shell = popen(command, "r");
    assert_non_null(shell);
    size_t length = fread(read, 1, (size_t)size - 1, shell);
    read[length] = 0;
    assert_int_equal(pclose(shell), 0);
}

static void a_shell_reads_the_word_back(void **state)
{
    (void)state;
    static const char *const words[] = {"", " ", "a b (c)", "it's", "'", "''", "$HOME", "`id`", "a\nb", "*", "~", "a;b",
        "back\\slash", "\"double\"", "!x", "#", "zählen"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        char read[256];
        read_back(words[i], read, sizeof read);
        assert_string_equal(read, words[i]);
    }
}

static void the_room_is_enough_for_the_worst(void **state)
{
    (void)state;
    static const char worst[] = "''''''''''";
    char quoted[256];
    char *end = shell_quote(quoted, worst);
    assert_true((size_t)(end - quoted) + 1 <= shell_room(worst));
}

static void by_value_it_is_the_same_word(void **state)
{
    (void)state;
    char word[SHELL_PATH + 100];
    assert_string_equal(shell_word("a/b.yaml").text, "a/b.yaml");
    assert_string_equal(shell_word("-x.h5").text, "./-x.h5"); /* no option */
    assert_string_equal(shell_word("a-x.h5").text, "a-x.h5");
    assert_string_equal(shell_word("the study's").text, "'the study'\\''s'");
    memset(word, 'x', sizeof word);
    word[3] = ' ';
    word[sizeof word - 1] = '\0';
    struct shell_word quoted = shell_word(word); /* longer than any path */
    assert_int_equal(strlen(quoted.text), SHELL_PATH - 1 + 2);
    word[SHELL_PATH - 1] = '\0';
    assert_true(quoted.text[0] == '\'' && strncmp(quoted.text + 1, word, SHELL_PATH - 1) == 0);
    memset(word, '\'', sizeof word - 1); /* the most room that a word takes */
    assert_int_equal(strlen(shell_word(word).text), 4 * (SHELL_PATH - 1) + 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_words_stay_as_they_are),
        cmocka_unit_test(a_shell_reads_the_word_back),
        cmocka_unit_test(the_room_is_enough_for_the_worst),
        cmocka_unit_test(by_value_it_is_the_same_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
