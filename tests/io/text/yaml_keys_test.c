/* Tables of keys: what a mapping may hold, told with its place where it does not. */
#include "io/text/yaml_keys.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const struct yaml_key rows[] = {
    {"count", YAML_WHOLE | YAML_NEEDED, 1, 64, "", "3", "", "", ""},
    {"share", YAML_REAL | YAML_LIST, 0, INFINITY, "", "[0.1, 0.2]", "", "", ""},
    {"at", YAML_WHOLE | YAML_WORD, 0, INFINITY, "final", "52", "", "", ""},
    {"scale", YAML_WORD, 0, 0, ", linear, log", "log", "", "", ""},
    {"kept", YAML_FLAG, 0, 0, "", "true", "", "", ""},
    {"name", YAML_TEXT, 0, 0, "", "a", "", "", ""},
    {"inside", YAML_MAPPING, 0, 0, "", "{a: 1}", "", "", ""},
    {"by", YAML_REAL, 0, 9, "", "3", "", "scale", ""},
    {"format", YAML_WHOLE, 2, 2, "", "2", "", "", ""},
    {"order", YAML_WORD, 0, 0, "abc, abd", "abc", "", "", ""},
    {"alone", YAML_WHOLE, 0, 9, "", "3", "", "", "order"},
    {"both", YAML_WHOLE, 0, 9, "", "3", "", "scale", "order"},
};
static const struct yaml_keys keys = {"a test", rows, sizeof rows / sizeof *rows};

static enum status check(const char *text, struct yaml_tree *tree, struct message *message)
{
    *message = (struct message){""};
    enum status status = yaml_tree_read(tree, "t.yaml", "a test", "it begins", text, strlen(text), message);
    return status == STATUS_OK ? yaml_keys_check(&keys, tree, tree->root, message) : status;
}

static void what_is_checked_is_taken(void **state)
{
    (void)state;
    struct yaml_tree tree;
    struct message message;
    if (check("{count: 2.0, share: .5, at: final, scale: log, kept: true, name: '007', inside: {}}", &tree, &message))
        fail_msg("%s", message.text);
    assert_int_equal(yaml_whole(tree.root, "count", 9), 2);
    assert_true(yaml_real(tree.root, "share", 9) == 0.5);
    assert_int_equal(yaml_whole(tree.root, "at", 9), 9);
    assert_string_equal(yaml_text(tree.root, "at", ""), "final");
    assert_true(yaml_flag(tree.root, "kept"));
    assert_string_equal(yaml_text(tree.root, "name", ""), "007");
    assert_int_equal(yaml_word(rows[3].words, yaml_text(tree.root, "scale", "")), 1);
    yaml_tree_free(&tree);
    if (check("{count: 1, alone: 3, scale: log, both: 9}", &tree, &message)) fail_msg("%s", message.text);
    assert_int_equal(yaml_whole(tree.root, "both", 0), 9);
    yaml_tree_free(&tree);
    if (check("{count: 64, share: [1, 2, 3]}", &tree, &message)) fail_msg("%s", message.text);
    assert_int_equal(yaml_length(yaml_tree_get(tree.root, "share")), 3);
    assert_string_equal(yaml_item(yaml_tree_get(tree.root, "share"), 2)->text, "3");
    assert_null(yaml_item(yaml_tree_get(tree.root, "share"), 3));
    assert_true(yaml_real(tree.root, "share", 9) == 9);
    assert_false(yaml_flag(tree.root, "kept"));
    assert_int_equal(yaml_word(rows[3].words, "lin"), -1);
    yaml_tree_free(&tree);
}

static void what_is_wrong_is_told(void **state)
{
    (void)state;
    static const struct {
        const char *text, *reason;
    } cases[] = {
        {"{share: 1}", "1:1: count: the key is missing; a test has one"},
        {"{count: 1, shar: 1}", "1:12: shar: there is no such key; did you mean 'share'?"},
        {"{count: 1, zebra: 1}", "1:12: zebra: there is no such key; there are count, share, at, scale, kept, name, "
                                 "inside, by, format, order, alone, both"},
        {"{count: 0}", "1:9: count: '0' is too small; it must be a whole number from 1 to 64"},
        {"{count: 65}", "1:9: count: '65' is too large; it must be a whole number from 1 to 64"},
        {"{count: 1.5}", "1:9: count: '1.5' is not whole; it must be a whole number from 1 to 64"},
        {"{count: '1'}", "1:9: count: '1' is text, as it stands in quotes; it must be a whole number from 1 to 64"},
        {"{count: }", "1:9: count: the value is missing; it must be a whole number from 1 to 64"},
        {"{count: 1, share: -1}",
            "1:19: share: '-1' is too small; it must be a number of at least 0, or a list, as [0.1, 0.2]"},
        {"count: 1\nshare: 0,5\n",
            "2:8: share: '0,5' is no number (a decimal comma? numbers have a point); it must be a "
            "number of at least 0, or a list, as [0.1, 0.2]"},
        {"{count: 1, at: finale}",
            "1:16: at: 'finale' is no number; it must be a whole number of at least 0, or final; "
            "did you mean 'final'?"},
        {"{count: 1, scale: lg}",
            "1:19: scale: 'lg' is no such word; it must be one of linear, log; did you mean 'log'?"},
        {"{count: 1, kept: yes}", "1:18: kept: 'yes' is no such word; it must be true or false"},
        {"{count: 1, kept: 'true'}", "1:18: kept: 'true' is no such word; it must be true or false"},
        {"{count: 1, scale: quadratic}", "1:19: scale: 'quadratic' is no such word; it must be one of linear, log"},
        {"{count: 1, order: abe}",
            "1:19: order: 'abe' is no such word; it must be one of abc, abd; did you mean 'abc'?"},
        {"{count: 1, format: 3}", "1:20: format: '3' is too large; it must be 2"},
        {"{count: 1, by: 3}", "1:12: by: has no effect without `scale`, which is missing"},
        {"{count: 1, alone: 3, order: abc}", "1:12: alone: has no effect with `order`"},
        {"{alone: [], order: abd}", "1:2: alone: has no effect with `order`"},
        {"{count: 1, alone: 10}", "1:19: alone: '10' is too large; it must be a whole number from 0 to 9"},
        {"{count: 1, order: abc, both: 3}", "1:24: both: has no effect without `scale`, which is missing"},
        {"{count: 1, order: abc, scale: log, both: 3}", "1:36: both: has no effect with `order`"},
        {"{count: 1, name: \"a\\eb\"}", "1:18: name: 'a?b' is not clean text; it must be text"},
        {"{count: 1, name: [a]}", "1:18: name: the value is a list; it must be text"},
        {"{count: 1, inside: a}", "1:20: inside: the value is text; it must be a mapping, as {a: 1}"},
        {"{count: 1, count: 2}", "1:12: count: the key is there twice; the first is in line 1"},
        {"{count: 1, inside: {2: a, 2.0: b}}", "1:27: inside.2.0: the key is there twice; the first is in line 1"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct yaml_tree tree;
        struct message message;
        char expected[512];
        assert_int_equal(check(cases[i].text, &tree, &message), STATUS_INPUT);
        snprintf(expected, sizeof expected, "t.yaml:%s", cases[i].reason);
        assert_string_equal(message.text, expected);
        yaml_tree_free(&tree);
    }
}

static void what_is_no_mapping_has_no_keys(void **state)
{
    (void)state;
    struct yaml_tree tree;
    struct message message;
    assert_int_equal(check("{count: 1, share: [1, 2]}", &tree, &message), STATUS_OK);
    const struct yaml_node *list = yaml_tree_get(tree.root, "share");
    assert_int_equal(yaml_keys_check(&keys, &tree, list, &message), STATUS_INPUT);
    assert_string_equal(message.text, "t.yaml:1:19: this is a list; a test is a mapping of keys");
    yaml_tree_free(&tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_checked_is_taken),
        cmocka_unit_test(what_is_wrong_is_told),
        cmocka_unit_test(what_is_no_mapping_has_no_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
