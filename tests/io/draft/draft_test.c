/* A draft takes what can be a network of people, and refuses the rest where the reader stands. */
#include "io/draft/draft.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

static struct message message;

static struct draft draft_asking(const char *unit, const char *weight)
{
    struct draft draft = draft_of("a.gml", unit, weight, &message);
    draft.nodes_declared = true;
    draft.line = 7;
    return draft;
}

static void declare(struct draft *draft, const char *id)
{
    int32_t number;
    assert_int_equal(draft_node(draft, id, &number), STATUS_OK);
}

static void check_refused(enum status status, const char *reason)
{
    assert_int_equal(status, STATUS_INPUT);
    assert_string_equal(message.text, reason);
}

static void a_fault_has_the_line_where_the_reader_is(void **state)
{
    (void)state;
    struct draft draft = draft_asking("", "");
    char word[2 * MESSAGE_LENGTH];
    check_refused(draft_fault(&draft, "%s %d", "no", 3), "a.gml:7: no 3");
    draft.line = 0;
    check_refused(draft_fault(&draft, "no"), "a.gml: no");
    memset(word, 'x', sizeof word - 1);
    word[sizeof word - 1] = '\0';
    assert_int_equal(draft_fault(&draft, "%s", word), STATUS_INPUT);
    assert_true(strncmp(message.text, "a.gml: xxx", 10) == 0);
    draft_free(&draft);
}

static void notes_are_clauses_of_one_sentence(void **state)
{
    (void)state;
    struct draft draft = draft_asking("", "");
    assert_int_equal(draft_note(&draft, "%d are odd", 3), STATUS_OK);
    assert_int_equal(draft_note(&draft, "so be it"), STATUS_OK);
    assert_int_equal(draft.notes.count, strlen("3 are odd; so be it"));
    assert_memory_equal(draft.notes.items, "3 are odd; so be it", (size_t)draft.notes.count);
    draft_free(&draft);
}

static void words_for_missing_values_are_known(void **state)
{
    (void)state;
    static const char *const missing[] = {"NA", "N/A", "#N/A", "<NA>", "NaN", "nan", "NULL", "null", "None"},
                             *const there[] = {"", "na", "Nan", "none", "NAN", "Null", "NA ", "Nancy", "0", "-"};
    for (size_t i = 0; i < sizeof missing / sizeof *missing; i++) assert_true(text_is_missing(missing[i]));
    for (size_t i = 0; i < sizeof there / sizeof *there; i++) assert_false(text_is_missing(there[i]));
}

static void a_node_is_declared_once_and_can_be_named(void **state)
{
    (void)state;
    struct draft draft = draft_asking("", "");
    int32_t number = -1;
    assert_int_equal(draft_tie_begin(&draft, "b", "a"), STATUS_OK); /* spoken of before they are declared */
    draft.line = 8;
    assert_int_equal(draft_node(&draft, "a", &number), STATUS_OK);
    assert_int_equal(number, 1);
    assert_int_equal(draft.nodes.items[1].order, 0);
    assert_int_equal(draft.nodes.items[0].order, -1);
    draft.line = 9;
    check_refused(draft_node(&draft, "a", &number), "a.gml:9: the node \"a\" is there already, in line 8");
    check_refused(draft_node(&draft, "", &number), "a.gml:9: a node has an empty id");
    check_refused(
        draft_node(&draft, "NA", &number), "a.gml:9: the id of a node is NA, which stands for a missing value");
    check_refused(
        draft_node(&draft, "a\x1B", &number), "a.gml:9: an id has the character U+001B, which is not to be seen");
    draft_free(&draft);
}

static void an_end_of_a_tie_can_be_named_too(void **state)
{
    (void)state;
    static const char *const faulty[] = {"", "null", "x\xE2\x80\xAE"};
    for (size_t i = 0; i < sizeof faulty / sizeof *faulty; i++)
        for (int end = 0; end < 2; end++) {
            struct draft draft = draft_asking("", "");
            const char *source = end == 0 ? faulty[i] : "a", *target = end == 1 ? faulty[i] : "a";
            assert_int_equal(draft_tie_begin(&draft, source, target), STATUS_INPUT);
            draft_free(&draft);
        }
}

static void nodes_without_names_have_the_numbers_from_1(void **state)
{
    (void)state;
    struct draft draft = draft_asking("", "");
    assert_int_equal(draft_numbered(&draft, 0), STATUS_OK);
    assert_int_equal(draft.declared, 0);
    assert_int_equal(draft_numbered(&draft, 12), STATUS_OK);
    assert_int_equal(draft.declared, 12);
    assert_string_equal(names_text(&draft.ids, 0), "1");
    assert_string_equal(names_text(&draft.ids, 11), "12");
    check_refused(draft_numbered(&draft, 1), "a.gml:7: the node \"1\" is there already, in line 7");
    draft_free(&draft);
}

/* ---- values of nodes ---- */

static void an_attribute_has_its_role_or_is_ignored(void **state)
{
    (void)state;
    static const struct {
        const char *unit, *attribute;
        int role; /* -1: none */
    } cases[] = {{"", "name", ROLE_NAME}, {"", "LABEL", ROLE_LABEL}, {"", "Id", ROLE_ID}, {"", "unit", ROLE_UNIT},
        {"", "Department", ROLE_DEPARTMENT}, {"", "group", ROLE_GROUP}, {"", "bipartite", ROLE_MODE}, {"", "names", -1},
        {"", "", -1}, {"", "within", -1}, {"office", "OFFICE", ROLE_UNIT}, {"office", "unit", -1},
        {"office", "department", -1}, {"office", "group", -1}, {"office", "name", ROLE_NAME},
        {"office", "bipartite", ROLE_MODE}, {"group", "Group", ROLE_UNIT}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct draft draft = draft_asking(cases[i].unit, "");
        declare(&draft, "a");
        assert_int_equal(draft_node_value(&draft, 0, cases[i].attribute, "x"), STATUS_OK);
        for (int role = 0; role < ROLE_COUNT; role++)
            if ((draft.nodes.items[0].value[role] >= 0) != (role == cases[i].role))
                fail_msg("%s %s: role %d", cases[i].unit, cases[i].attribute, role);
        assert_int_equal(names_count(&draft.used), cases[i].role >= 0);
        assert_int_equal(names_count(&draft.ignored_nodes), cases[i].role < 0);
        draft_free(&draft);
    }
}

static void the_attribute_of_units_may_be_that_of_names_too(void **state)
{
    (void)state;
    struct draft draft = draft_asking("name", "");
    declare(&draft, "a");
    assert_int_equal(draft_node_value(&draft, 0, "name", "x"), STATUS_OK);
    assert_true(draft.nodes.items[0].value[ROLE_NAME] >= 0 && draft.nodes.items[0].value[ROLE_UNIT] >= 0);
    draft_free(&draft);
}

static void a_node_has_a_value_once(void **state)
{
    (void)state;
    struct draft draft = draft_asking("", "");
    declare(&draft, "a");
    assert_int_equal(draft_node_value(&draft, 0, "unit", ""), STATUS_OK); /* says nothing */
    assert_int_equal(draft_node_value(&draft, 0, "unit", "x"), STATUS_OK);
    assert_int_equal(draft_node_value(&draft, 0, "group", "x"), STATUS_OK);
    check_refused(draft_node_value(&draft, 0, "Unit", "x"), "a.gml:7: the node \"a\" has \"Unit\" twice");
    check_refused(draft_node_value(&draft, 0, "label", "\x07"),
        "a.gml:7: \"label\" has the character U+0007, which is not to be seen");
    assert_int_equal(draft_node_value(&draft, 0, "note", "\x07"), STATUS_OK); /* nobody will see it */
    draft_free(&draft);
}

/* ---- ties ---- */

static void a_weight_is_above_0_and_at_most_what_may_be(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double most;
        bool comma;
        double weight; /* 0: it is refused */
        const char *reason;
    } cases[] = {{"1", EDGE_WEIGHT_MOST, false, 1, ""}, {"1e100", EDGE_WEIGHT_MOST, false, 1e100, ""},
        {"1", 1, false, 1, ""}, {"0.5", 1, true, 0.5, ""}, {"0,5", 1, true, 0.5, ""}, {"1e-300", 1, false, 1e-300, ""},
        {"1.01", 1, false, 0, "the weight \"1.01\" of the tie a-b is not a number above 0 and at most 1"},
        {"1.1e100", EDGE_WEIGHT_MOST, false, 0,
            "the weight \"1.1e100\" of the tie a-b is not a number above 0 and at most 1e+100"},
        {"0", 1, false, 0, "the weight \"0\" of"}, {"-1", 1, false, 0, "the weight \"-1\" of"},
        {"0,5", 1, false, 0, "the weight \"0,5\" of"}, {"0,5x", 1, true, 0, "the weight \"0,5x\" of"},
        {"inf", 1, false, 0, "the weight \"inf\" of"}, {"", 1, false, 0, "the tie a-b has no weight"},
        {"NA", 1, false, 0, "the tie a-b has no weight (\"NA\")"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct draft draft = draft_asking("", "");
        draft.weight_most = cases[i].most;
        draft.decimal_comma = cases[i].comma;
        assert_int_equal(draft_tie_begin(&draft, "a", "b"), STATUS_OK);
        enum status status = draft_weight(&draft, cases[i].text);
        assert_int_equal(status, cases[i].weight > 0 ? STATUS_OK : STATUS_INPUT);
        assert_true(draft.tie.weight == cases[i].weight);
        if (status != STATUS_OK && strncmp(message.text + 9, cases[i].reason, strlen(cases[i].reason)) != 0)
            fail_msg("\"%s\" does not say \"%s\"", message.text, cases[i].reason);
        draft_free(&draft);
    }
}

/* More than a number may have. */
#define TEN "0000000000"
#define ZEROS TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN

static void a_file_writes_all_its_numbers_with_a_comma_or_all_with_a_point(void **state)
{
    (void)state;
    static const struct {
        const char *first, *second;
        bool comma;
        const char *reason; /* "": both are read */
    } cases[] = {{"2,5", "1,5", true, ""}, {"2.5", "1.5", true, ""}, {"2", "1.5", true, ""}, {"2,5", "1", true, ""},
        {"2.5", "1", false, ""}, {"1e3", "1,5", true, ""},
        {"2,5", "1.500", true,
            "a.gml:8: \"1.500\" has a point, and the number in line 7 a comma: write all with the same"},
        {"1.500", "2,5", true,
            "a.gml:8: \"2,5\" has a comma, and the number in line 7 a point: write all with the same"},
        {"2,5", "1.5x", true, "a.gml:8: the weight \"1.5x\" of the tie a-b is not a number above 0 and at most 1e+100"},
        {"2,5", "1,5" ZEROS, true,
            "a.gml:8: the weight \"1,5" ZEROS "\" of the tie a-b is not a number above 0 and at most 1e+100"},
        {"2,5", "1.500,5", true,
            "a.gml:8: the weight \"1.500,5\" of the tie a-b is not a number above 0 and at most 1e+100"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct draft draft = draft_asking("", "");
        draft_decimal_comma(&draft, cases[i].comma);
        draft.line = 7;
        assert_int_equal(draft_tie_begin(&draft, "a", "b"), STATUS_OK);
        assert_int_equal(draft_weight(&draft, cases[i].first), STATUS_OK);
        draft.tie.weight = 0;
        draft.line = 8;
        assert_int_equal(draft_weight(&draft, cases[i].second), *cases[i].reason ? STATUS_INPUT : STATUS_OK);
        if (*cases[i].reason) assert_string_equal(message.text, cases[i].reason);
        draft_decimal_comma(&draft, true); /* another file has its own sign */
        draft.tie.weight = 0;
        assert_int_equal(draft_weight(&draft, "1.5"), STATUS_OK);
        draft_free(&draft);
    }
}

static void the_weight_is_given_once_by_the_attribute_that_is_asked_for(void **state)
{
    (void)state;
    static const struct {
        const char *asked, *attribute;
        bool weight;
    } cases[] = {{"", "weight", true}, {"", "WEIGHT", true}, {"", "value", false}, {"value", "Value", true},
        {"value", "weight", false}, {"", "", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct draft draft = draft_asking("", cases[i].asked);
        assert_int_equal(draft_is_weight(&draft, cases[i].attribute), cases[i].weight);
        assert_int_equal(draft_tie_begin(&draft, "a", "b"), STATUS_OK);
        assert_int_equal(draft_tie_value(&draft, cases[i].attribute, "3"), STATUS_OK);
        assert_true(draft.tie.weight == (cases[i].weight ? 3 : 0));
        assert_int_equal(names_count(&draft.used), cases[i].weight);
        assert_int_equal(names_count(&draft.ignored_ties), !cases[i].weight);
        if (cases[i].weight)
            check_refused(
                draft_tie_value(&draft, cases[i].attribute, "3"), "a.gml:7: the weight of a tie is given twice");
        draft_free(&draft);
    }
}

static enum status tie(struct draft *draft, int64_t line, const char *source, const char *target, const char *weight)
{
    draft->line = line;
    enum status status = draft_tie_begin(draft, source, target);
    if (status == STATUS_OK && weight) status = draft_weight(draft, weight);
    return status == STATUS_OK ? draft_tie_end(draft) : status;
}

static void all_ties_have_weights_or_none(void **state)
{
    (void)state;
    struct draft draft = draft_asking("", "");
    assert_int_equal(tie(&draft, 2, "a", "b", "1"), STATUS_OK);
    check_refused(tie(&draft, 3, "b", "c", NULL), "a.gml:3: the tie b-c has no weight, though others have");
    draft_free(&draft);
    draft = draft_asking("", "");
    assert_int_equal(tie(&draft, 2, "a", "b", NULL), STATUS_OK);
    assert_int_equal(tie(&draft, 3, "b", "c", NULL), STATUS_OK);
    check_refused(tie(&draft, 4, "c", "d", "1"), "a.gml:2: the tie a-b has no weight, though others have");
    assert_int_equal(draft.ends.count, 4);
    assert_int_equal(draft.weights.count, 0);
    draft_free(&draft);
}

static void ties_go_one_way_or_both(void **state)
{
    (void)state;
    for (int directed = 0; directed < 2; directed++) {
        struct draft draft = draft_asking("", "");
        draft.directed = !directed; /* what nobody said yet does not count */
        assert_int_equal(draft_direction(&draft, directed), STATUS_OK);
        assert_int_equal(draft_direction(&draft, directed), STATUS_OK);
        assert_int_equal(draft.directed, directed);
        check_refused(draft_direction(&draft, !directed),
            directed ? "a.gml:7: here ties are undirected, before they were directed: a network is one or the other"
                     : "a.gml:7: here ties are directed, before they were undirected: a network is one or the other");
        draft_free(&draft);
    }
}

static void the_files_words_are_kept_once_and_can_be_shown(void **state)
{
    (void)state;
    struct draft draft = draft_asking("", "");
    for (int i = 0; i < 2; i++) {
        assert_int_equal(draft_use(&draft, "a"), STATUS_OK);
        assert_int_equal(draft_ignore_of_nodes(&draft, ""), STATUS_OK);
        assert_int_equal(draft_ignore_of_ties(&draft, "x\x1B"), STATUS_OK);
    }
    assert_int_equal(names_count(&draft.used), 1);
    assert_int_equal(names_count(&draft.ignored_nodes), 1);
    assert_int_equal(names_count(&draft.ignored_ties), 1);
    assert_string_equal(names_text(&draft.ignored_nodes, 0), "(unnamed)");
    assert_string_equal(names_text(&draft.ignored_ties, 0), "x\\u{1B}");
    draft_free(&draft);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fault_has_the_line_where_the_reader_is),
        cmocka_unit_test(notes_are_clauses_of_one_sentence),
        cmocka_unit_test(words_for_missing_values_are_known),
        cmocka_unit_test(a_node_is_declared_once_and_can_be_named),
        cmocka_unit_test(an_end_of_a_tie_can_be_named_too),
        cmocka_unit_test(nodes_without_names_have_the_numbers_from_1),
        cmocka_unit_test(an_attribute_has_its_role_or_is_ignored),
        cmocka_unit_test(the_attribute_of_units_may_be_that_of_names_too),
        cmocka_unit_test(a_node_has_a_value_once),
        cmocka_unit_test(a_weight_is_above_0_and_at_most_what_may_be),
        cmocka_unit_test(a_file_writes_all_its_numbers_with_a_comma_or_all_with_a_point),
        cmocka_unit_test(the_weight_is_given_once_by_the_attribute_that_is_asked_for),
        cmocka_unit_test(all_ties_have_weights_or_none),
        cmocka_unit_test(ties_go_one_way_or_both),
        cmocka_unit_test(the_files_words_are_kept_once_and_can_be_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
