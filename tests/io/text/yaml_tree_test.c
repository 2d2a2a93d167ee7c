/* A YAML file becomes a tree in which every node knows its place, or is refused with it. */
#include "io/text/yaml_tree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct message message;

static enum status read_bytes(struct yaml_tree *tree, const char *text, size_t length)
{
    message = (struct message){""};
    return yaml_tree_read(tree, "t.yaml", "a test", "it begins so", text, length, &message);
}

static enum status read_text(struct yaml_tree *tree, const char *text)
{
    return read_bytes(tree, text, strlen(text));
}

/* A node in words: {key=value} of mappings, (item item) of lists, texts with ' where they are quoted and | where they
 * are blocks, and - for nothing. */
static void tell(const struct yaml_node *node, char *words)
{
    char *at = words + strlen(words);
    const char *style = node->block ? "|" : "'";
    if (node->kind == NODE_NOTHING) strcpy(at, "-");
    if (node->kind == NODE_TEXT) sprintf(at, "%s%s", node->plain ? "" : style, node->text);
    if (node->kind == NODE_LIST || node->kind == NODE_MAPPING) strcpy(at, node->kind == NODE_LIST ? "(" : "{");
    for (const struct yaml_node *inner = node->child; inner; inner = inner->next) {
        if (inner != node->child) strcat(at, " ");
        if (node->kind == NODE_MAPPING) sprintf(at + strlen(at), "%s=", inner->text);
        tell(node->kind == NODE_MAPPING ? inner->value : inner, words);
    }
    if (node->kind == NODE_LIST || node->kind == NODE_MAPPING) strcat(at, node->kind == NODE_LIST ? ")" : "}");
}

static void a_tree_is_what_the_file_says_in_its_order(void **state)
{
    (void)state;
    static const char *const cases[][2] = {{"{}", "{}"}, {"b: 1\na: 2\n", "{b=1 a=2}"}, {"a: []", "{a=()}"},
        {"a: [x, [y], {z: 1}, ]", "{a=(x (y) {z=1})}"}, {"a:\n- 1\n-\n- ~\n", "{a=(1 - -)}"},
        {"a:\nb: null\nc: 'null'\nd: \"\"\ne: NULL\nf: nUll", "{a=- b=- c='null d=' e=- f=nUll}"},
        {"'a': 007x\n\"b c\": '7'\n", "{a=007x b c='7}"},
        {"a: |\n  x\n  y\n\n\nb: >+\n  x\n  y\n\nc: |-\n  z", "{a=|x\ny b=|x y c=|z}"}, {"a: x\n  y\n", "{a=x y}"},
        {"\xEF\xBB\xBF"
         "a: \xC3\xBC",
            "{a=\xC3\xBC}"},
        {"---\na: 1\n...\n", "{a=1}"}, {"a: {b: {c: d}} # e\n", "{a={b={c=d}}}"},
        {"a: {1: x, 01x: y}", "{a={1=x 01x=y}}"}, {"'<<': 1", "{<<=1}"}, {"selforg: '1x'\n", "{selforg='1x}"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct yaml_tree tree;
        char words[512] = "";
        if (read_text(&tree, cases[i][0]) != STATUS_OK) fail_msg("%s", message.text);
        tell(tree.root, words);
        assert_string_equal(words, cases[i][1]);
        assert_string_equal(tree.text, cases[i][0]);
        assert_string_equal(tree.file, "t.yaml");
        yaml_tree_free(&tree);
        assert_null(tree.root);
    }
}

/* Where a text begins and which line it ends in, looked for in the whole tree. */
static void every_node_has_its_place_in_characters(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t line, column, index, end_line; /* of the value of `x` */
    } cases[] = {{"x: here\n", 1, 4, 3, 1}, {"a: 1\nx:   here", 2, 6, 10, 2}, {"x:\n  here\n", 2, 3, 5, 2},
        {"{\xC3\xBC: \xC3\xBC, x: here}", 1, 11, 10, 1}, {"\xEF\xBB\xBFx: here", 1, 4, 3, 1},
        {"a: \xF0\x9F\x98\x80\r\nx: here\r\n", 2, 4, 9, 2}, {"x: [a,\n  b]\n", 1, 4, 3, 2},
        {"x: 'a\n\n  b'", 1, 4, 3, 3}, {"x: |\n  a\n  b\n", 1, 4, 3, 4}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct yaml_tree tree;
        if (read_text(&tree, cases[i].text) != STATUS_OK) fail_msg("%s", message.text);
        const struct yaml_node *node = yaml_tree_get(tree.root, "x");
        assert_non_null(node);
        bool right = node->line == cases[i].line && node->column == cases[i].column && node->index == cases[i].index &&
                     node->end_line == cases[i].end_line;
        if (!right)
            fail_msg("%s: %d:%d, %d characters in, to line %d", cases[i].text, (int)node->line, (int)node->column,
                (int)node->index, (int)node->end_line);
        yaml_tree_free(&tree);
    }
}

static void what_is_no_tree_is_refused_with_its_place(void **state)
{
    (void)state;
    static const char *const cases[][2] = {{"", "1:1: the file is empty; it begins so"},
        {"~", "1:1: the file is empty; it begins so"},
        {"[a]", "1:1: this is a list and no mapping of keys; it begins so"},
        {"a: 1\n--- \nb: 2", "2:1: a second document begins; a test is a single one"},
        {"a: 1\n? [b]\n: 2", "2:3: a key must be a piece of text"}, {"x: {~: 1, '': 2}", "1:11: x: a key is empty"},
        {"a: \"x\\0y\"", "1:4: a: the text has a zero byte"},
        {"a: {b: [x, \"\\0\"]}", "1:12: a.b: the text has a zero"},
        {"a: {b: {<<: {}}}", "1:9: a.b: merge keys (<<) are not supported"},
        {"a: &x 1", "1:4: a test is written without an anchor (&name); write the value itself"},
        {"a: 1\nb: 1\nc: 1\nb: 1\na: 1\n", "4:1: b: the key is there twice; the first is in line 2"},
        {"c: 1\nb: 1\n\nb: 1\nb: 1\n", "4:1: b: the key is there twice; the first is in line 2"},
        {"x: {2: a, 2.0: b}", "1:11: x.2.0: the key is there twice; the first is in line 1"},
        {"x: {a: 1,5, b: 2}", "1:8: x.a: 1,5: a decimal comma? numbers have a point"},
        {"selforg: 1\n", "1:10: selforg: this is a file of format 1"}};
    static const struct yaml_tree nothing;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct yaml_tree tree;
        assert_int_equal(read_text(&tree, cases[i][0]), STATUS_INPUT);
        if (strncmp(message.text, "t.yaml:", 7) != 0 ||
            strncmp(message.text + 7, cases[i][1], strlen(cases[i][1])) != 0)
            fail_msg("\"%s\" is not \"%s\"", message.text, cases[i][1]);
        assert_memory_equal(&tree, &nothing, sizeof nothing);
    }
}

static void a_key_of_nothing_is_a_decimal_comma_only_where_both_are_plain_numbers(void **state)
{
    (void)state;
    static const char *const fine[] = {"x: {a: 1, b: 2}", "x: {a: 1, '5': }", "x: {a: '1', 5: }", "x: {a: y, 5: }",
        "x: {a: 1, b: }", "x: {a: 1, 5: 2}", "x: {a: {}, 5: }", "x: {5: , a: 1}"};
    for (size_t i = 0; i < sizeof fine / sizeof *fine; i++) {
        struct yaml_tree tree;
        if (read_text(&tree, fine[i]) != STATUS_OK) fail_msg("%s: %s", fine[i], message.text);
        yaml_tree_free(&tree);
    }
}

static enum status read_nested(int depth)
{
    struct yaml_tree tree;
    char text[256] = "a: ";
    for (int i = 0; i < depth; i++) strcat(text, "[");
    for (int i = 0; i < depth; i++) strcat(text, "]");
    enum status status = read_text(&tree, text);
    yaml_tree_free(&tree);
    return status;
}

static void a_tree_is_as_deep_as_the_deepest_at_most(void **state)
{
    (void)state;
    assert_int_equal(read_nested(YAML_TREE_DEEPEST - 1), STATUS_OK); /* the mapping is one more */
    assert_int_equal(read_nested(YAML_TREE_DEEPEST), STATUS_INPUT);
    assert_string_equal(message.text, "t.yaml:1:19: a: this is nested too deep");
}

static void a_file_is_as_large_as_the_largest_at_most(void **state)
{
    (void)state;
    struct yaml_tree tree;
    char *text = malloc(YAML_TREE_FILE_MOST + 1);
    assert_non_null(text);
    memset(text, '\n', YAML_TREE_FILE_MOST + 1);
    memcpy(text, "a: 1", 4);
    assert_int_equal(read_bytes(&tree, text, YAML_TREE_FILE_MOST), STATUS_OK);
    yaml_tree_free(&tree);
    assert_int_equal(read_bytes(&tree, text, YAML_TREE_FILE_MOST + 1), STATUS_INPUT);
    assert_string_equal(message.text, "t.yaml: the file is larger than a test may be (1048576 bytes)");
    free(text);
}

static void a_result_is_told_from_a_text(void **state)
{
    (void)state;
    struct yaml_tree tree;
    assert_int_equal(read_bytes(&tree, "\x89HDF\r\n\x1A\n", 8), STATUS_INPUT);
    assert_string_equal(message.text, "t.yaml: this is an HDF5 file; a test is a text in YAML");
    assert_int_equal(read_bytes(&tree, "\x89HDF\r\n\x1A", 7), STATUS_INPUT);
    assert_non_null(strstr(message.text, "t.yaml:1:1: this is no text in UTF-8"));
}

static void nodes_are_told_by_their_kinds_and_places(void **state)
{
    (void)state;
    struct yaml_tree tree;
    assert_int_equal(read_text(&tree, "a: x\nb: [1]\nc: {}\nd:\ne: |\n  y\nf: 'z'\n"), STATUS_OK);
    static const char *const kinds[][2] = {
        {"a", "text"}, {"b", "a list"}, {"c", "a mapping"}, {"d", "missing"}, {"none", "missing"}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        assert_string_equal(yaml_node_kind(yaml_tree_get(tree.root, kinds[i][0])), kinds[i][1]);
    assert_string_equal(yaml_text_style(yaml_tree_get(tree.root, "e")), "text, as it stands behind | or >");
    assert_string_equal(yaml_text_style(yaml_tree_get(tree.root, "f")), "text, as it stands in quotes");
    assert_null(yaml_tree_get(NULL, "a"));
    assert_null(yaml_tree_get(yaml_tree_get(tree.root, "a"), "a"));
    assert_null(yaml_tree_get(yaml_tree_get(tree.root, "b"), "1"));
    const struct yaml_node *list = yaml_tree_get(tree.root, "b");
    assert_int_equal(yaml_fault(&tree, list, &message, "no %d", 3), STATUS_INPUT);
    assert_string_equal(message.text, "t.yaml:2:4: no 3");
    message_set(&message, STATUS_INPUT, "b: no");
    assert_int_equal(yaml_fault_at(&tree, list, &message, STATUS_MEMORY), STATUS_MEMORY);
    assert_string_equal(message.text, "t.yaml:2:4: b: no");
    yaml_tree_free(&tree);
    yaml_tree_free(&tree); /* a zeroed tree is fine */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tree_is_what_the_file_says_in_its_order),
        cmocka_unit_test(every_node_has_its_place_in_characters),
        cmocka_unit_test(what_is_no_tree_is_refused_with_its_place),
        cmocka_unit_test(a_key_of_nothing_is_a_decimal_comma_only_where_both_are_plain_numbers),
        cmocka_unit_test(a_tree_is_as_deep_as_the_deepest_at_most),
        cmocka_unit_test(a_file_is_as_large_as_the_largest_at_most),
        cmocka_unit_test(a_result_is_told_from_a_text),
        cmocka_unit_test(nodes_are_told_by_their_kinds_and_places),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
