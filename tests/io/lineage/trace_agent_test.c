/* The trees of an agent: from each adoption back to the first tries, and to what the practice was made from; each is
 * drawn once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <string.h>

#include "io/lineage/small_lineage.h"

static const char *traced(const struct lineage *lineage, int32_t agent, struct trace_request request)
{
    request.ascii = true;
    return drawn(trace_agent, lineage, agent, request);
}

static void check(int32_t agent, const char *expected)
{
    const struct lineage lineage = small_lineage();
    const char *text = traced(&lineage, agent, (struct trace_request){0});
    assert_string_equal(text, expected);
}

static void an_adoption_goes_back_to_those_who_had_it_from_nobody(void **state)
{
    (void)state;
    check(1, "bob (agent 1); adoptions: 2\n"
             "\n"
             "practice 0 (letters, \"by post\"), domain 0: taken up in step 1 by word_of_mouth, dropped in step 9\n"
             "`- 100 %  ann (agent 0)  step 0  initial  from nobody\n"
             "practice 0 (letters, \"by post\"), quality 0.5, known from step 0 on\n"
             "\n"
             "practice 1, domain 0: taken up in step 6 by word_of_mouth\n"
             "|- 50 %  ann (agent 0)  step 3  project 7\n"
             "|  `- 100 %  ann (agent 0)  step 0  initial, practice 0  from nobody\n"
             "`- 50 %  dee (agent 3)  step 5  project 8, practice 2  from nobody\n"
             "practice 1, quality 0.75, found in step 3 by project 7, made from\n"
             "`- practice 0 (letters, \"by post\"), quality 0.5, known from step 0 on\n"
             "\n");
}

static void the_heaviest_source_comes_first(void **state)
{
    (void)state;
    const struct lineage lineage = small_lineage();
    const char *text = traced(&lineage, 2, (struct trace_request){0});
    const char *ann = strstr(text, "|- 75 %  ann"), *bob = strstr(text, "`- 25 %  bob (agent 1)  step 1");
    assert_true(ann && bob && ann < bob);
}

static void a_practice_goes_back_to_what_it_was_made_from(void **state)
{
    (void)state;
    check(3, "dee (agent 3); adoptions: 1\n"
             "\n"
             "practice 2, domain 0: taken up in step 5 by project 8\n"
             "practice 2, quality 1, found in step 5 by project 8, made from\n"
             "|- practice 0 (letters, \"by post\"), quality 0.5, known from step 0 on\n"
             "`- practice 1, quality 0.75, found in step 3 by project 7, made from\n"
             "   `- practice 0 (letters, \"by post\"), quality 0.5, known from step 0 on\n"
             "\n");
}

/* Cid has practice 1 from Ann, and from Bob, who has it from her too; and what it is made of is drawn once. */
static void what_was_drawn_is_not_drawn_again(void **state)
{
    (void)state;
    struct lineage lineage = small_lineage();
    struct adoption_source_row sources[8];
    memcpy(sources, sources_of_all, sizeof sources);
    sources[6] = (struct adoption_source_row){.adoption = 6, .source = 0, .source_adoption = 2, .weight = 0.9};
    lineage.source = sources;
    const char *text = traced(&lineage, 2, (struct trace_request){0});
    const char *tree = strstr(text, "practice 1, domain 0");
    assert_non_null(tree);
    assert_non_null(strstr(tree, "|- 90 %  ann (agent 0)  step 3  project 7\n|  `- 100 %  ann (agent 0)  step 0"));
    assert_non_null(strstr(tree, "   |- 50 %  ann (agent 0)  step 3  project 7  see above\n   `- 50 %  dee"));
    text = traced(&lineage, 0, (struct trace_request){0}); /* she took up 0, and 1 that is made of it */
    const char *first = strstr(text, "practice 0 (letters, \"by post\"), quality"),
               *last = strstr(first + 1, "practice 0 (letters, \"by post\"), quality");
    assert_true(first && last && !strstr(last, "made from"));
}

/* Ann takes up 1 and then 2, which is made of it; Dee 2 and then 1, which was drawn below it. */
static void a_practice_that_was_drawn_is_not_drawn_again(void **state)
{
    (void)state;
    struct lineage lineage = small_lineage();
    struct adoption_row rows[7];
    memcpy(rows, adoptions, sizeof rows);
    lineage.adoption = rows;
    rows[4].learner = 0;
    const char *text = traced(&lineage, 0, (struct trace_request){0});
    assert_non_null(strstr(text, "`- practice 1, quality 0.75, found in step 3 by project 7  see above\n\n"));
    rows[4].learner = rows[5].learner = 3;
    text = traced(&lineage, 3, (struct trace_request){0});
    const char *second = strstr(text, "practice 1, domain 0: taken up in step 6");
    assert_non_null(second);
    assert_null(strstr(second, "practice 1, quality"));
}

static void somebody_who_took_up_nothing_has_no_tree(void **state)
{
    (void)state;
    struct lineage lineage = small_lineage();
    lineage.adoption_count = 4;
    const char *text = traced(&lineage, 3, (struct trace_request){0});
    assert_string_equal(text, "dee (agent 3); adoptions: 0\n\n");
}

static void depth_cuts_the_trees(void **state)
{
    (void)state;
    const struct lineage lineage = small_lineage();
    const char *text = traced(&lineage, 1, (struct trace_request){.depth = 1});
    assert_non_null(strstr(text, "|- 50 %  ann (agent 0)  step 3  project 7  ...\n`- 50 %  dee"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_adoption_goes_back_to_those_who_had_it_from_nobody),
        cmocka_unit_test(the_heaviest_source_comes_first),
        cmocka_unit_test(a_practice_goes_back_to_what_it_was_made_from),
        cmocka_unit_test(what_was_drawn_is_not_drawn_again),
        cmocka_unit_test(a_practice_that_was_drawn_is_not_drawn_again),
        cmocka_unit_test(somebody_who_took_up_nothing_has_no_tree),
        cmocka_unit_test(depth_cuts_the_trees),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
