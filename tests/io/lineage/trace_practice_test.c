/* The tree of a practice: everybody who took it up stands once, under whom they had most of it from. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <string.h>

#include "io/lineage/small_lineage.h"

static void check(int32_t practice, struct trace_request request, const char *expected)
{
    const struct lineage lineage = small_lineage();
    request.ascii = true;
    const char *text = drawn(trace_practice, &lineage, practice, request);
    assert_string_equal(text, expected);
}

static void everybody_stands_under_whom_they_had_most_of_it_from(void **state)
{
    (void)state;
    check(0, (struct trace_request){0},
        "practice 0 (letters, \"by post\"), domain 0, quality 0.5; adoptions: 3, roots of the tree: 1\n"
        "`- ann (agent 0)  step 0  initial  (2 came from it)\n"
        "   |- bob (agent 1)  step 1  word_of_mouth, dropped in step 9\n"
        "   `- cid (agent 2)  step 4  word_of_mouth, project 7  also from bob\n");
}

/* Bob had as much from either: he stands under the first. Cid had most from another practice, and begins anew. */
static void what_was_altered_in_copying_begins_a_tree(void **state)
{
    (void)state;
    check(1, (struct trace_request){0},
        "practice 1, domain 0, quality 0.75; adoptions: 3, roots of the tree: 2\n"
        "|- ann (agent 0)  step 3  project 7  from own experience (practice 0, altered)  (1 came from it)\n"
        "|  `- bob (agent 1)  step 6  word_of_mouth  also from dee (practice 2, altered)\n"
        "`- cid (agent 2)  step 7  word_of_mouth  from dee (practice 2, altered), bob\n");
    check(2, (struct trace_request){0},
        "practice 2, domain 0, quality 1; adoptions: 1, roots of the tree: 1\n"
        "`- dee (agent 3)  step 5  project 8\n");
}

/* Who came later than the network's file has no label. */
static void whoever_has_no_label_has_a_number(void **state)
{
    (void)state;
    struct lineage lineage = small_lineage();
    lineage.agents.count = 3;
    const char *text = drawn(trace_practice, &lineage, 1, (struct trace_request){.ascii = true});
    assert_non_null(strstr(text, "bob (agent 1)  step 6  word_of_mouth  also from 3 (practice 2, altered)\n"));
}

static void depth_cuts_the_tree(void **state)
{
    (void)state;
    check(0, (struct trace_request){.depth = 1},
        "practice 0 (letters, \"by post\"), domain 0, quality 0.5; adoptions: 3, roots of the tree: 1\n"
        "`- ann (agent 0)  step 0  initial  (2 came from it)  ...\n");
}

static void a_practice_that_nobody_took_up_has_no_tree(void **state)
{
    (void)state;
    struct lineage lineage = small_lineage();
    lineage.adoption_count = 4;
    const char *text = drawn(trace_practice, &lineage, 2, (struct trace_request){0});
    assert_string_equal(text, "practice 2, domain 0, quality 1; adoptions: 0, roots of the tree: 0\n");
}

/* Seven people, of whom number 1 told number 2, and number 4 told 5, who told 6; the others had it from nobody. */
static void those_from_whom_most_had_it_come_first(void **state)
{
    (void)state;
    struct adoption_row rows[7];
    struct adoption_source_row sources[] = {{.adoption = 2, .source = 1, .source_adoption = 1, .weight = 1},
        {.adoption = 5, .source = 4, .source_adoption = 4, .weight = 1},
        {.adoption = 6, .source = 5, .source_adoption = 5, .weight = 1}};
    int64_t none[] = {-1, -1, -1, -1, -1, -1, -1};
    int next = 0;
    for (int i = 0; i < 7; i++) {
        bool learned = i == 2 || i > 4;
        rows[i] = (struct adoption_row){
            .learner = i, .step = i, .project = -1, .first_source = next, .source_count = learned};
        next += learned;
    }
    struct lineage lineage = small_lineage();
    lineage.adoption = rows;
    lineage.source = sources;
    lineage.ended = none;
    lineage.drop_count = lineage.agents.count = 0;
    const char *text = drawn(trace_practice, &lineage, 0, (struct trace_request){.ascii = true});
    const char *const order[] = {"agent 4", "agent 5", "agent 6", "agent 1", "agent 2", "agent 0", "agent 3"};
    const char *at = text;
    for (int i = 0; i < 7; i++) {
        at = strstr(at, order[i]);
        if (!at) fail_msg("%s is not where it should be:\n%s", order[i], text);
    }
    assert_non_null(strstr(text, "agent 4  step 4  initial  (2 came from it)"));
    text = drawn(trace_practice, &lineage, 0, (struct trace_request){.ascii = true, .width = 1});
    assert_true(strstr(text, "agent 4") && strstr(text, "... 3 more") && !strstr(text, "agent 1 "));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everybody_stands_under_whom_they_had_most_of_it_from),
        cmocka_unit_test(what_was_altered_in_copying_begins_a_tree),
        cmocka_unit_test(whoever_has_no_label_has_a_number),
        cmocka_unit_test(depth_cuts_the_tree),
        cmocka_unit_test(a_practice_that_nobody_took_up_has_no_tree),
        cmocka_unit_test(those_from_whom_most_had_it_come_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
