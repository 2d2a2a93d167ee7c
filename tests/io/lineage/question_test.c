/* Who is meant by an id or a number: never one where it could be another. */
#include "io/lineage/question.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void answer(const struct labels *labels, int64_t count, const char *text, int32_t wanted, const char *fault)
{
    const struct question question = {"agent", text, labels, count};
    struct message message = {""};
    int32_t found = -1;
    assert_int_equal(question_answer(&question, &found, &message), fault ? STATUS_INPUT : STATUS_OK);
    assert_string_equal(message.text, fault ? fault : "");
    if (!fault) assert_int_equal(found, wanted);
}

static void ids_and_numbers_are_told_apart(void **state)
{
    (void)state;
    char *numbers[] = {"1", "2", "id:1", "2"}, *names[] = {"Ann", "Bo", "number:1"};
    const struct labels numeric = {4, numbers}, named = {3, names}, none = {0, NULL};
    answer(&none, 3, "2", 2, NULL);
    answer(&none, 3, "3", 0, "there is no agent '3'; they are numbered from 0 to 2");
    answer(&none, 0, "3", 0, "there is no agent in this run");
    answer(&named, 3, "Bo", 1, NULL);
    answer(&named, 3, "2", 2, NULL);
    answer(&named, 3, "id:2", 0, "there is no agent '2'; they are numbered from 0 to 2");
    answer(&named, 3, "number:1", 1, NULL);
    answer(&named, 3, "id:number:1", 2, NULL);
    answer(&named, 3, "Anne", 0, "there is no agent 'Anne'; they are numbered from 0 to 2; did you mean 'Ann'?");
    answer(&numeric, 4, "1", 0, "'1' is the id of agent 0 and the number of another: ask for id:1 or number:1");
    answer(&numeric, 4, "id:1", 0, NULL);
    answer(&numeric, 4, "number:1", 1, NULL);
    answer(&numeric, 4, "id:id:1", 2, NULL);
    answer(&numeric, 4, "0", 0, "no agent has the id '0'; if it is meant as a number: number:0");
    answer(&numeric, 4, "id:2", 0, "several agents are called '2'; ask by number:N");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(ids_and_numbers_are_told_apart)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
