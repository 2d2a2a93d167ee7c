/* The tables of the format of studies: what they say of keys holds together, their examples are taken, and a file is
 * told by its keys. */
#include "study/format/format.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "study/format/design.h"
#include "study/format/outcome_kinds.h"

static struct yaml_tree read_tree(const char *text)
{
    struct yaml_tree tree;
    struct message message = {.text = ""};
    if (yaml_tree_read(&tree, "t.yaml", "a study", "it begins", text, strlen(text), &message))
        fail_msg("%s: %s", text, message.text);
    return tree;
}

/* ---- which of the two a file is ---- */

static void a_file_is_told_by_the_keys_that_only_one_can_have(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum tree_kind kind;
    } cases[] = {
        {"base: a.yaml", TREE_OF_STUDY},
        {"selforg: 2\ntitle: a\nquestion: b\nreplicates: 3\n", TREE_OF_STUDY},
        {"vary: {}\nbases: a\n", TREE_OF_STUDY},
        {"network: {}", TREE_OF_SCENARIO},
        {"steps: 3", TREE_OF_SCENARIO},
        {"selforg: 2\ntitle: a\nadoption: {rule: contact}\nnetwrk: {}\n", TREE_OF_SCENARIO},
        {"network.agents: 3", TREE_OF_SCENARIO},
        {"selforg: 2\ntitle: a\nquestion: b\n", TREE_OF_NEITHER}, /* both have them */
        {"agents: 3", TREE_OF_NEITHER},
        {"{}", TREE_OF_NEITHER},
        {"base: a.yaml\nnetwork: {}\n", TREE_OF_NEITHER},
        {"network: {}\nsteps: 3\nlandscape: {}\noutcomes: []\nseed: 3\n", TREE_OF_NEITHER},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct yaml_tree tree = read_tree(cases[i].text);
        if (study_tree_kind(&tree) != cases[i].kind) fail_msg("%s", cases[i].text);
        assert_int_equal(study_text_is_study(cases[i].text), cases[i].kind == TREE_OF_STUDY);
        yaml_tree_free(&tree);
    }
}

static void what_cannot_be_read_is_no_study(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "# nothing\n", "base: [", "base: a\nbase: b\n", "- base\n- vary\n", "base",
        "base: a.yaml\n\tvary: {}\n", "- {base: a.yaml}\n", "\xff\xfe", "? [base]\n: a.yaml\n"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (study_text_is_study(texts[i])) fail_msg("%s", texts[i]);
}

/* ---- the tables ---- */

static const struct yaml_key *key_of(const struct yaml_keys *keys, const char *name)
{
    for (int i = 0; i < keys->count; i++)
        if (strcmp(keys->key[i].name, name) == 0) return &keys->key[i];
    return NULL;
}

/* What a key hangs on is another of the same table, and each is there once and says what it is. */
static void every_table_holds_together(void **state)
{
    (void)state;
    for (int m = 0; m < STUDY_MAPPINGS; m++) {
        const struct study_mapping_info *info = &study_mapping_table[m];
        for (int i = 0; i < info->keys.count; i++) {
            const struct yaml_key *key = &info->keys.key[i];
            if (key_of(&info->keys, key->name) != key) fail_msg("%s is there twice", key->name);
            if (*key->beside) assert_non_null(key_of(&info->keys, key->beside));
            if (*key->not_beside) assert_non_null(key_of(&info->keys, key->not_beside));
            assert_true(strcmp(key->beside, key->name) != 0 && strcmp(key->not_beside, key->name) != 0);
            assert_true(*key->sentence && *key->example && (key->forms & ~YAML_NEEDED) != 0);
            assert_int_equal(*key->words != '\0', (key->forms & YAML_WORD) != 0);
            assert_true(key->least <= key->most);
        }
        for (int i = 0; i < info->row_count; i++) assert_true(*info->rows[i].written && *info->rows[i].sentence);
        assert_true(info->keys.count == 0 || *info->keys.what);
    }
}

static bool is_kind_of_outcome(const char *name)
{
    for (int kind = 0; kind < OUTCOME_KINDS; kind++)
        if (strcmp(outcome_kind_table[kind].word, name) == 0) return true;
    return false;
}

/* Whether some key is refused beside this one. */
static bool excludes(const struct yaml_keys *keys, const char *name)
{
    for (int i = 0; i < keys->count; i++)
        if (*name && strcmp(keys->key[i].not_beside, name) == 0) return true;
    return false;
}

/* All keys of a table at once, first without those that are refused beside others, then without these others. What
 * kinds of outcomes take is in their rows. */
static void every_example_is_what_its_key_must_be(void **state)
{
    (void)state;
    for (int m = 0; m < STUDY_MAPPINGS; m++)
        for (int others = 0; others < 2; others++) {
            const struct yaml_keys *keys = &study_mapping_table[m].keys;
            char text[16384] = "{}\n";
            size_t length = 0;
            for (int i = 0; i < keys->count; i++) {
                const struct yaml_key *key = &keys->key[i];
                if (others ? excludes(keys, key->name) || excludes(keys, key->beside) : *key->not_beside != '\0')
                    continue;
                if (m == MAPPING_OUTCOME && (is_kind_of_outcome(key->name) || is_kind_of_outcome(key->beside)))
                    continue;
                length += (size_t)snprintf(text + length, sizeof text - length, "%s: %s\n", key->name, key->example);
            }
            struct message message = {.text = ""};
            struct yaml_tree tree = read_tree(text);
            if (study_mapping_check((enum study_mapping)m, &tree, tree.root, &message)) fail_msg("%s", message.text);
            yaml_tree_free(&tree);
        }
}

/* With the place, as it is another table that is asked. */
static void a_mapping_is_held_against_its_own_table(void **state)
{
    (void)state;
    static const struct {
        enum study_mapping mapping;
        const char *text, *reason;
    } cases[] = {
        {MAPPING_RANGE, "{to: 1, frm: 0}", "t.yaml:1:9: frm: there is no such key; did you mean 'from'?"},
        {MAPPING_RANGE, "{from: 0}", "t.yaml:1:1: to: the key is missing; a range has one"},
        {MAPPING_STUDY, "{selforg: 2, replicates: 0}",
            "t.yaml:1:26: replicates: '0' is too small; it must be a whole number from 1 to 10000000"},
        {MAPPING_ITEM, "{at: 3}", "t.yaml:1:6: at: the value is text; it must be a mapping, as {team.max: 6}"},
        {MAPPING_LESS, "{from: {}}", "t.yaml:1:1: to: the key is missing; `less` has one"},
        {MAPPING_QUICK, "{replicates: 10000001}",
            "t.yaml:1:14: replicates: '10000001' is too large; it must be a whole number from 0 to 10000000"},
        {MAPPING_OUTCOME, "{name: a, quantile: 1.5}",
            "t.yaml:1:21: quantile: '1.5' is too large; it must be a number from 0 to 1"},
        {MAPPING_OUTCOME, "{name: a, place: 0}",
            "t.yaml:1:18: place: '0' is too small; it must be a whole number of at least 1"},
        {MAPPING_OUTCOME, "{name: a, at: -1}",
            "t.yaml:1:15: at: '-1' is too small; it must be a whole number of at least 0, or final"},
        {MAPPING_OUTCOME, "{name: a, mean: false}",
            "t.yaml:1:17: mean: 'false' is no such word; it must be true, or a list, as [104, 208]"},
        {MAPPING_OUTCOME, "{name: a, steps: [1, 2]}",
            "t.yaml:1:11: steps: has no effect without `quantile`, which is missing"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct message message = {.text = ""};
        struct yaml_tree tree = read_tree(cases[i].text);
        assert_int_equal(study_mapping_check(cases[i].mapping, &tree, tree.root, &message), STATUS_INPUT);
        assert_string_equal(message.text, cases[i].reason);
        yaml_tree_free(&tree);
    }
}

/* Words of designs and distributions are those of their own rows, in their order. */
static void words_are_those_of_their_rows(void **state)
{
    (void)state;
    const char *designs = study_words(MAPPING_STUDY, "design");
    const char *distributions = study_words(MAPPING_RANGE, "distribution");
    for (int i = 0; i < DESIGN_KINDS; i++) assert_int_equal(yaml_word(designs, design_table[i].name), i);
    for (int i = 0; i < DISTRIBUTION_KINDS; i++)
        assert_int_equal(yaml_word(distributions, distribution_table[i].name), i);
    assert_int_equal(yaml_word(designs, "latin"), -1);
    assert_int_equal(yaml_word(study_words(MAPPING_CONTRAST, "expected"), "none"), 2);
    assert_int_equal(yaml_word(study_words(MAPPING_EXPECT, "order"), "valley"), 3);
    assert_string_equal(study_words(MAPPING_RANGE, "from"), "");
    assert_string_equal(study_words(MAPPING_RANGE, "design"), "");
    assert_int_equal(yaml_word(study_words(MAPPING_RANGE, "scale"), STANDARD_SCALE), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_told_by_the_keys_that_only_one_can_have),
        cmocka_unit_test(what_cannot_be_read_is_no_study),
        cmocka_unit_test(every_table_holds_together),
        cmocka_unit_test(every_example_is_what_its_key_must_be),
        cmocka_unit_test(a_mapping_is_held_against_its_own_table),
        cmocka_unit_test(words_are_those_of_their_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
