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
    if (check(
            "{count: 2.0, share: .5, at: final, scale: log, kept: true, name: '007', inside: {a: 1}}", &tree, &message))
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

/* ---- what a value must be, in words ---- */

static void what_is_allowed_is_said_in_words(void **state)
{
    (void)state;
    static const struct {
        struct yaml_key key;
        const char *allowed;
    } cases[] = {
        {{.forms = YAML_WHOLE, .least = 1, .most = 10, .words = ""}, "a whole number from 1 to 10"},
        {{.forms = YAML_WHOLE, .least = 1, .most = INFINITY, .words = ""}, "a whole number of at least 1"},
        {{.forms = YAML_WHOLE, .least = -3, .most = -3, .words = ""}, "-3"},
        {{.forms = YAML_REAL, .least = -INFINITY, .most = INFINITY, .words = ""}, "a number"},
        {{.forms = YAML_REAL, .least = -0.5, .most = 1e20, .words = ""}, "a number from -0.5 to 1e+20"},
        {{.forms = YAML_WORD, .words = "final"}, "final"},
        {{.forms = YAML_WORD, .words = ", final"}, "final"},
        {{.forms = YAML_WORD, .words = "linear, log"}, "one of linear, log"},
        {{.forms = YAML_WORD, .words = ", linear, log"}, "one of linear, log"},
        {{.forms = YAML_WHOLE | YAML_WORD, .least = 0, .most = 9, .words = "final"},
            "a whole number from 0 to 9, or final"},
        {{.forms = YAML_FLAG | YAML_LIST | YAML_MAPPING | YAML_TEXT | YAML_NEEDED, .words = "", .example = "[1]"},
            "true or false, or a list, as [1], or a mapping, as [1], or text"},
        {{.forms = YAML_NEEDED, .words = ""}, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(yaml_key_allowed(&cases[i].key).text, cases[i].allowed);
}

/* There is room for so much, and what is longer is cut. */
static void what_is_allowed_is_cut_where_it_is_long(void **state)
{
    (void)state;
    char words[2 * YAML_ALLOWED];
    memset(words, 'w', sizeof words - 1);
    words[sizeof words - 1] = '\0';
    for (size_t length = YAML_ALLOWED - 10; length <= YAML_ALLOWED; length++) {
        const struct yaml_key key = {.forms = YAML_WORD | YAML_TEXT, .words = words + sizeof words - 1 - length};
        const struct yaml_allowed allowed = yaml_key_allowed(&key);
        char expected[YAML_ALLOWED];
        snprintf(expected, sizeof expected, "%s, or text", key.words);
        assert_string_equal(allowed.text, expected);
    }
}

/* ---- words ---- */

static void a_word_has_its_number(void **state)
{
    (void)state;
    static const struct {
        const char *words, *text;
        int number;
    } cases[] = {{"linear, log", "linear", 0}, {"linear, log", "log", 1}, {", linear, log", "linear", 0},
        {"linear,log, sqrt", "sqrt", 2}, {"linear, log", "Log", -1}, {"linear, log", "", -1},
        {"linear, log", "linear, log", -1}, {"linear, log", "lo", -1}, {"linear, log", "logs", -1}, {"", "", -1},
        {", ", "a", -1}, {"a word, another", "a word", 0}, {"a, a", "a", 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(yaml_word(cases[i].words, cases[i].text), cases[i].number);
}

static const char *name_of_word(const void *words, int i)
{
    return ((const char *const *)words)[i];
}

static void a_word_that_is_none_is_told_with_its_place(void **state)
{
    (void)state;
    static const char *const words[] = {"people", "projects"};
    static const struct {
        const char *text, *expected;
        int count;
    } cases[] = {{"w: project", "t.yaml:1:4: table: there is no 'project' here; did you mean 'projects'?", 2},
        {"w: project", "t.yaml:1:4: table: there is no 'project' here", 1},
        {"{w: peopel}", "t.yaml:1:5: table: there is no 'peopel' here; did you mean 'people'?", 2},
        {"w: x", "t.yaml:1:4: table: there is no 'x' here", 0},
        {"a: 1\nw: \"a\\eb\"", "t.yaml:2:4: table: there is no 'a?b' here", 2}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct yaml_tree tree;
        struct message message = {""};
        const char *text = cases[i].text;
        assert_int_equal(
            yaml_tree_read(&tree, "t.yaml", "a test", "it begins", text, strlen(text), &message), STATUS_OK);
        assert_int_equal(yaml_unknown_word(&tree, yaml_tree_get(tree.root, "w"), "table", cases[i].count, name_of_word,
                             words, &message),
            STATUS_INPUT);
        assert_string_equal(message.text, cases[i].expected);
        yaml_tree_free(&tree);
    }
}

/* ---- taking ---- */

/* Of another form, or not there: the standard, as the caller gave it. */
static void what_is_not_there_is_standard(void **state)
{
    (void)state;
    static const char text[] =
        "{n: 9223372036854775807, low: -9223372036854775807, x: 1e-3, w: final, l: [], m: {a: 1}, "
        "f: false, T: True, big: 1e19}";
    static const char *const no_number[] = {"w", "l", "m", "f", "nobody", "N"};
    struct yaml_tree tree;
    struct message message = {""};
    assert_int_equal(yaml_tree_read(&tree, "t.yaml", "a test", "it begins", text, strlen(text), &message), STATUS_OK);
    assert_true(yaml_whole(tree.root, "n", 0) == INT64_MAX && yaml_whole(tree.root, "low", 0) == -INT64_MAX);
    assert_int_equal(yaml_whole(tree.root, "x", 5), 5); /* not whole */
    assert_int_equal(yaml_whole(tree.root, "big", -5), -5);
    assert_true(yaml_real(tree.root, "x", 5) == 0.001 && yaml_real(tree.root, "big", 5) == 1e19);
    for (size_t i = 0; i < sizeof no_number / sizeof *no_number; i++) {
        assert_int_equal(yaml_whole(tree.root, no_number[i], -7), -7);
        assert_true(yaml_real(tree.root, no_number[i], -0.5) == -0.5);
        assert_false(yaml_flag(tree.root, no_number[i]));
    }
    assert_false(yaml_flag(tree.root, "T"));
    assert_null(yaml_text(tree.root, "l", NULL));
    assert_null(yaml_text(tree.root, "nobody", NULL));
    assert_string_equal(yaml_text(tree.root, "m", "none"), "none");
    assert_string_equal(yaml_text(tree.root, "x", ""), "1e-3"); /* as it is written */
    const struct yaml_node *list = yaml_tree_get(tree.root, "l");
    assert_int_equal(yaml_length(list), 0);
    assert_null(yaml_item(list, 0));
    assert_null(yaml_item(list, 3));
    yaml_tree_free(&tree);
}

/* ---- checking ---- */

/* The first fault in the order of the file; what is missing comes after what is wrong. */
static void the_first_fault_is_told(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"{share: -1, by: x}", "t.yaml:1:9: share: '-1' is too small; it must be a number of at least 0, or a list, as "
                               "[0.1, 0.2]"},
        {"{kept: no, count: 0}", "t.yaml:1:8: kept: 'no' is no such word; it must be true or false"},
        {"{}", "t.yaml:1:1: count: the key is missing; a test has one"},
        {"{Count: 1}", "t.yaml:1:2: Count: there is no such key; did you mean 'count'?"},
        {"{count: 1, \"x\\ey\": 2}", "t.yaml:1:12: x?y: there is no such key; there are count, share, at, scale, kept, "
                                     "name, inside, by, format, order, alone, both"},
        {"{count: 1, inside: []}", "t.yaml:1:20: inside: the value is a list; it must be a mapping, as {a: 1}"},
        {"{count: 1, share: {}}", "t.yaml:1:19: share: the value is a mapping; it must be a number of at least 0, or a "
                                  "list, as [0.1, 0.2]"},
        {"{count: 1, at: -1}", "t.yaml:1:16: at: '-1' is too small; it must be a whole number of at least 0, or final"},
        {"{count: 1, share: 1e999}",
            "t.yaml:1:19: share: '1e999' is too large; it must be a number of at least 0, or a "
            "list, as [0.1, 0.2]"},
        {"{count: 1, format: 1}", "t.yaml:1:20: format: '1' is too small; it must be 2"},
        {"{count: 1, scale: ''}", "t.yaml:1:19: scale: '' is no such word; it must be one of linear, log"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct yaml_tree tree;
        struct message message;
        assert_int_equal(check(cases[i][0], &tree, &message), STATUS_INPUT);
        assert_string_equal(message.text, cases[i][1]);
        yaml_tree_free(&tree);
    }
}

/* So many keys that their names do not fit into a message. */
static void many_keys_are_named_as_far_as_there_is_room(void **state)
{
    (void)state;
    enum { MANY = 200 };
    static struct yaml_key row[MANY];
    static char name[MANY][24];
    struct yaml_tree tree;
    struct message message = {""};
    for (int i = 0; i < MANY; i++) {
        snprintf(name[i], sizeof name[i], "a_rather_long_key_%03d", i);
        row[i] = (struct yaml_key){name[i], YAML_FLAG, 0, 0, "", "true", "", "", ""};
    }
    const struct yaml_keys many = {"a test", row, MANY};
    assert_int_equal(yaml_tree_read(&tree, "t.yaml", "a test", "it begins", "x: 1", 4, &message), STATUS_OK);
    assert_int_equal(yaml_keys_check(&many, &tree, tree.root, &message), STATUS_INPUT);
    assert_ptr_equal(strstr(message.text, "t.yaml:1:1: x: there is no such key; there are a_rather_long_key_000, "
                                          "a_rather_long_key_001, "),
        message.text);
    assert_non_null(strstr(message.text, ", a_rather_long_key_040"));
    assert_null(strstr(message.text, "a_rather_long_key_060"));
    yaml_tree_free(&tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_checked_is_taken),
        cmocka_unit_test(what_is_wrong_is_told),
        cmocka_unit_test(what_is_no_mapping_has_no_keys),
        cmocka_unit_test(what_is_allowed_is_said_in_words),
        cmocka_unit_test(what_is_allowed_is_cut_where_it_is_long),
        cmocka_unit_test(a_word_has_its_number),
        cmocka_unit_test(a_word_that_is_none_is_told_with_its_place),
        cmocka_unit_test(what_is_not_there_is_standard),
        cmocka_unit_test(the_first_fault_is_told),
        cmocka_unit_test(many_keys_are_named_as_far_as_there_is_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
