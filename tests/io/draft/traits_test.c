/* What a file says of people arrives as it stands, in the range of the trait, or is refused. */
#include "io/draft/draft.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct message message;

/* A draft of the nodes n1 ... n`count`, in whose file the trait has the attribute (NULL: none is asked for). */
static struct draft draft_with(int count, enum person_trait trait, const char *attribute)
{
    struct draft draft = draft_of("a.csv", "", "", &message);
    draft.nodes_declared = draft.in_order = true;
    draft.line = 7;
    for (int i = 0; i < TRAIT_COUNT; i++) draft.trait[i] = "";
    if (attribute) draft.trait[trait] = attribute;
    for (int i = 1; i <= count; i++) {
        char id[16];
        int32_t number;
        snprintf(id, sizeof id, "n%d", i);
        assert_int_equal(draft_node(&draft, id, &number), STATUS_OK);
    }
    return draft;
}

static enum status say(struct draft *draft, int32_t node, const char *attribute, const char *text)
{
    bool used = false;
    enum status status = draft_node_trait(draft, node, attribute, text, &used);
    assert_true(used);
    return status;
}

static void an_attribute_is_used_only_where_it_is_asked_for(void **state)
{
    (void)state;
    static const struct {
        const char *asked, *attribute;
        bool used;
    } cases[] = {{"Age", "age", true}, {"age", "AGE", true}, {"age", "ages", false}, {"age", "", false},
        {"", "", false}, {NULL, "", false}, {NULL, "age", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct draft draft = draft_with(1, TRAIT_threshold, NULL);
        bool used = false;
        draft.trait[TRAIT_threshold] = cases[i].asked;
        assert_int_equal(draft_asks(&draft, TRAIT_threshold, cases[i].attribute), cases[i].used);
        assert_int_equal(draft_node_trait(&draft, 0, cases[i].attribute, "0.5", &used), STATUS_OK);
        assert_int_equal(used, cases[i].used);
        assert_int_equal(draft.traits[TRAIT_threshold].count, cases[i].used);
        assert_int_equal(names_count(&draft.used), cases[i].used);
        draft_free(&draft);
    }
}

static void a_trait_is_in_its_range_and_whole_where_it_must_be(void **state)
{
    (void)state;
    for (int trait = 0; trait < TRAIT_COUNT; trait++) {
        const struct trait_info *info = &trait_table[trait];
        const double beyond = info->most + 1, below = info->least - 1, half = info->least + 0.5;
        const struct {
            double value;
            bool fine;
        } cases[] = {{info->least, true}, {info->most, true}, {beyond, false}, {below, false}, {half, !info->whole}};
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
            struct draft draft = draft_with(1, (enum person_trait)trait, "x");
            char text[NUMBER_TEXT], reason[256];
            number_print(cases[i].value, text);
            enum status status = say(&draft, 0, "x", text);
            assert_int_equal(status, cases[i].fine ? STATUS_OK : STATUS_INPUT);
            if (cases[i].fine) {
                assert_true(draft.traits[trait].items[0] == cases[i].value);
            } else {
                snprintf(reason, sizeof reason, "a.csv:7: x: \"%s\" is no %snumber from %g to %g (%s)", text,
                    info->whole ? "whole " : "", info->least, info->most, info->key);
                assert_string_equal(message.text, reason);
            }
            draft_free(&draft);
        }
    }
}

static void a_text_that_is_no_number_is_refused_and_one_that_is_missing_says_nothing(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool comma, fine;
        double value;
    } cases[] = {{"", false, true, NAN}, {"NA", false, true, NAN}, {"NaN", false, true, NAN},
        {"None", false, true, NAN}, {"na", false, false, 0}, {"x", false, false, 0}, {" ", false, false, 0},
        {"0x1", false, false, 0}, {"inf", false, false, 0}, {"0,5", false, false, 0}, {"0,5", true, true, 0.5},
        {"0.5", true, true, 0.5}, {"0,5,5", true, false, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct draft draft = draft_with(1, TRAIT_opinion, "x");
        draft.decimal_comma = cases[i].comma;
        assert_int_equal(say(&draft, 0, "x", cases[i].text), cases[i].fine ? STATUS_OK : STATUS_INPUT);
        double value = draft.traits[TRAIT_opinion].items[0];
        if (cases[i].fine) assert_true(isnan(cases[i].value) ? isnan(value) : value == cases[i].value);
        if (!cases[i].fine) assert_non_null(strstr(message.text, cases[i].text)); /* as the file has it */
        draft_free(&draft);
    }
}

static void a_second_value_is_refused(void **state)
{
    (void)state;
    struct draft draft = draft_with(2, TRAIT_opinion, "x");
    assert_int_equal(say(&draft, 1, "x", "NA"), STATUS_OK);
    assert_int_equal(say(&draft, 1, "x", "0.5"), STATUS_OK);
    assert_int_equal(say(&draft, 0, "x", "0.5"), STATUS_OK);
    assert_int_equal(say(&draft, 1, "X", "0.5"), STATUS_INPUT);
    assert_string_equal(message.text, "a.csv:7: the node \"n2\" has \"X\" twice");
    draft_free(&draft);
}

static void one_attribute_may_be_for_several_traits(void **state)
{
    (void)state;
    struct draft draft = draft_with(1, TRAIT_opinion, "x");
    draft.trait[TRAIT_user] = "X";
    assert_int_equal(say(&draft, 0, "x", "1"), STATUS_OK);
    assert_true(draft.traits[TRAIT_opinion].items[0] == 1 && draft.traits[TRAIT_user].items[0] == 1);
    draft_free(&draft);
    draft = draft_with(1, TRAIT_opinion, "x");
    draft.trait[TRAIT_user] = "X";
    assert_int_equal(say(&draft, 0, "x", "0.5"), STATUS_INPUT); /* fine for the one, not for the other */
    assert_non_null(strstr(message.text, trait_table[TRAIT_user].key));
    draft_free(&draft);
}

/* Four people, of whom as many as the texts say something; the agents' numbers go the other way. */
static enum status hand_over(const char *const texts[4], struct edge_list *list, char notes[64])
{
    static const int32_t order[] = {3, 2, 1, 0};
    struct draft draft = draft_with(4, TRAIT_opinion, "x");
    for (int32_t i = 0; i < 4; i++)
        if (texts[i]) assert_int_equal(say(&draft, i, "x", texts[i]), STATUS_OK);
    enum status status = draft_take_traits(&draft, order, list);
    snprintf(notes, 64, "%.*s", (int)draft.notes.count, draft.notes.count > 0 ? draft.notes.items : "");
    draft_free(&draft);
    return status;
}

static void traits_are_handed_over_by_the_agents_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *texts[4], *notes;
        double values[4];
    } cases[] = {{{"0.1", "0.2", "0.3", "0.4"}, "", {0.4, 0.3, 0.2, 0.1}},
        {{NULL, "0.2", "0", NULL}, "2 without \"x\" are as if it were not given", {NAN, 0, 0.2, NAN}},
        {{"0.1", NULL, "0.3", "0.4"}, "1 without \"x\" is as if it were not given", {0.4, 0.3, NAN, 0.1}},
        {{"0.1", NULL, NULL, NULL}, "3 without \"x\" are as if it were not given", {NAN, NAN, NAN, 0.1}}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct edge_list list = {0};
        char notes[64];
        assert_int_equal(hand_over(cases[i].texts, &list, notes), STATUS_OK);
        assert_string_equal(notes, cases[i].notes);
        for (int k = 0; k < 4; k++) {
            double value = list.trait[TRAIT_opinion][k], expected = cases[i].values[k];
            assert_true(isnan(expected) ? isnan(value) : value == expected);
        }
        for (int trait = 0; trait < TRAIT_COUNT; trait++)
            if (trait != TRAIT_opinion) assert_null(list.trait[trait]);
        edge_list_free(&list);
    }
}

static void what_nobody_has_is_refused(void **state)
{
    (void)state;
    static const char *const silent[][4] = {{NULL, NULL, NULL, NULL}, {"", "NA", NULL, "null"}};
    for (size_t i = 0; i < 2; i++) {
        struct edge_list list = {0};
        char notes[64], reason[128];
        assert_int_equal(hand_over(silent[i], &list, notes), STATUS_INPUT);
        snprintf(reason, sizeof reason, "nobody has a \"x\" (%s)", trait_table[TRAIT_opinion].key);
        assert_non_null(strstr(message.text, reason));
        edge_list_free(&list);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_attribute_is_used_only_where_it_is_asked_for),
        cmocka_unit_test(a_trait_is_in_its_range_and_whole_where_it_must_be),
        cmocka_unit_test(a_text_that_is_no_number_is_refused_and_one_that_is_missing_says_nothing),
        cmocka_unit_test(a_second_value_is_refused),
        cmocka_unit_test(one_attribute_may_be_for_several_traits),
        cmocka_unit_test(traits_are_handed_over_by_the_agents_numbers),
        cmocka_unit_test(what_nobody_has_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
